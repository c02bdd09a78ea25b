"""What stands beside a mask: whose labels these are, how far they are, where each instance comes from. JSON."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from inspector.annotation.mask_step import LabelOrigin
from inspector.core.classes import class_names_fault, non_defect_indices
from inspector.core.defect import Box
from inspector.core.typed_json import from_json, parsed_json
from inspector.core.untrusted import text_fault
from inspector.pictures.large_picture import MAX_LARGE_PIXELS

if TYPE_CHECKING:
    from pydantic import ConfigDict, TypeAdapter

SHEET_FORMAT = 2  # 1 did not know who finished the frame before
MAX_SHEET_BYTES = 50_000_000
MAX_NOTE = 4000  # characters


class LabelState(StrEnum):
    NEW = "new"
    PROPOSED = "proposed"  # by a model; nobody has looked
    IN_WORK = "in work"
    DONE = "done"
    REVIEWED = "reviewed"  # by a second person
    FLAGGED = "flagged"


@dataclass(frozen=True, slots=True)
class FrameSource:
    """Where the frame lies and what it was, so that labels are found again and grouped by piece."""

    kind: str  # "folder", "dataset", "evidence"
    path: str  # of its file: absolute, or below the workspace
    name: str
    piece: str = ""
    inspection_id: str = ""
    frame_index: int | None = None
    why: str = ""  # it is here: "remarked", "uncertain" …
    bits: int | None = None  # of 16-bit values, where the file does not say


@dataclass(frozen=True, slots=True)
class InstanceNote:
    """One 8-connected region of one class, and who drew what is in it last."""

    class_name: str
    box: Box
    n_pixels: int
    key: str  # the same for the same pixels of the same class
    origin: LabelOrigin
    author: str
    at: str


@dataclass(frozen=True, slots=True)
class ReviewNote:
    """Pinned to a pixel."""

    text: str
    author: str
    at: str
    column: int
    row: int
    is_closed: bool = False

    def __post_init__(self) -> None:
        if fault := text_fault(self.text):
            raise ValueError(f"a note: {fault}")
        if len(self.text) > MAX_NOTE:
            raise ValueError(f"a note is longer than {MAX_NOTE} characters")


@dataclass(frozen=True, slots=True)
class FinishNote:
    """Somebody said that the frame is done, or reviewed it; whoever comes next is compared with that."""

    author: str
    at: str
    number: int  # of the newest record of the journal at that moment


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """Raises ValueError in words for what cannot be: the file may come from anywhere."""

    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    frame_sha256: str
    height: int
    width: int
    class_names: tuple[str, ...]  # by index in the mask; 0 is background
    source: FrameSource
    state: LabelState = LabelState.NEW
    non_defects: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()  # whoever changed it, in the order in which they came
    reviewed_by: str = ""
    instances: tuple[InstanceNote, ...] = ()  # of the mask with ``mask_number``
    mask_number: int = 0  # of the last record of the journal that the instances know
    notes: tuple[ReviewNote, ...] = field(default=())
    finishes: tuple[FinishNote, ...] = ()  # in their order; of one person in a row the last
    format: int = SHEET_FORMAT

    def __post_init__(self) -> None:
        if not re.fullmatch("[0-9a-f]{64}", self.frame_sha256):
            raise ValueError("frame_sha256 is no checksum")
        if not (self.height > 0 and self.width > 0 and self.height * self.width <= MAX_LARGE_PIXELS):
            raise ValueError(f"a frame of {self.width} x {self.height} pixels is none")
        if fault := class_names_fault(self.class_names):
            raise ValueError(fault)
        non_defect_indices(self.class_names, self.non_defects)
        if self.mask_number < 0:
            raise ValueError("mask_number is below 0")

    def with_classes(self, class_names: tuple[str, ...], non_defects: Collection[str]) -> LabelSheet:
        """``non_defects`` says of those that are new which are no defects, unless no class of defects were left."""
        kept = tuple(name for name in self.non_defects if name in class_names)
        new = tuple(name for name in class_names if name not in self.class_names and name in non_defects)
        has_defects = len(kept) + len(new) < len(class_names) - 1
        return replace(self, class_names=class_names, non_defects=(*kept, *new) if has_defects else kept)

    def with_finish(self, note: FinishNote) -> tuple[FinishNote, ...]:
        """``finishes``, and this one at their end."""
        before = self.finishes[:-1] if self.finishes and self.finishes[-1].author == note.author else self.finishes
        return (*before, note)

    def to_json(self) -> bytes:
        """20,000 instances are 6 MB, and whoever changes a fact waits for it: by pydantic, twenty times as fast."""
        return _adapter().dump_json(self, indent=1)

    @classmethod
    def from_json(cls, text: bytes) -> LabelSheet:
        """Raises ValueError in words."""
        loaded = parsed_json(text)
        found = loaded.get("format") if isinstance(loaded, dict) else None
        if isinstance(found, int) and found > SHEET_FORMAT:
            raise ValueError(f"it has format {found}; this program knows up to {SHEET_FORMAT}")
        return replace(from_json(_adapter(), text, "the label's facts"), format=SHEET_FORMAT)


def prepare() -> None:
    """What reads and writes sheets is made now, not at the first stroke."""
    _adapter()


@cache
def _adapter() -> TypeAdapter[LabelSheet]:
    from pydantic import TypeAdapter

    return TypeAdapter(LabelSheet)
