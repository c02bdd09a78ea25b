"""What a plant means by a class: what counts, what does not, and examples of both. Beside its look, by its name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from inspector.core.untrusted import text_fault

MAX_GUIDE = 4000  # characters of each text
MAX_EXAMPLES = 24  # of a class: who labels should see all of them


@dataclass(frozen=True, slots=True)
class ClassExample:
    """A crop, beside the guides as a PNG of 8 bits."""

    file: str
    counts: bool  # else: it is not one, and looks as if
    frame: str  # name, for people
    author: str
    at: str

    def __post_init__(self) -> None:
        if not re.fullmatch("[0-9a-f]{32}[.]png", self.file):
            raise ValueError(f"“{self.file[:40]}” is no file of an example")


@dataclass(frozen=True, slots=True)
class ClassGuide:
    """Raises ValueError for a text that cannot be stored or shown."""

    counts: str = ""
    does_not_count: str = ""
    examples: tuple[ClassExample, ...] = ()

    def __post_init__(self) -> None:
        for text in (self.counts, self.does_not_count):
            if fault := text_fault(text):
                raise ValueError(f"a definition: {fault}")
            if len(text) > MAX_GUIDE:
                raise ValueError(f"a definition is longer than {MAX_GUIDE} characters")
        if len(self.examples) > MAX_EXAMPLES:
            raise ValueError(f"a class has more than {MAX_EXAMPLES} examples")

    @property
    def is_empty(self) -> bool:
        return self == ClassGuide()


NO_GUIDE = ClassGuide()
