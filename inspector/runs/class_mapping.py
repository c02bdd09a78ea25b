"""Which classes of a network are those of the run that begins with it or learns from it: by name, and no other way.

A class that only the run has is new: nothing tells how it looks but its labels. One that only the network has is left.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from inspector.core.classes import BACKGROUND_INDEX
from inspector.core.typed_json import parsed_json
from inspector.core.untrusted import read_bounded
from inspector.datasets.version import open_version
from inspector.runs.folder import RunFolder

MAX_RESULT_BYTES = 500_000_000  # confusions of each group of a large test set


@dataclass(frozen=True, slots=True)
class ClassMapping:
    """Both lists with the background first, whatever it is called."""

    before: tuple[str, ...]  # of the network
    now: tuple[str, ...]  # of the run

    @property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """(class index before, now) of each class that both have, the background's first."""
        at = {name: index for index, name in enumerate(self.before) if index != BACKGROUND_INDEX}
        same = ((at[name], index) for index, name in enumerate(self.now) if index and name in at)
        return ((BACKGROUND_INDEX, BACKGROUND_INDEX), *same)

    @property
    def kept(self) -> tuple[str, ...]:
        return tuple(self.now[now] for _, now in self.pairs[1:])

    @property
    def new(self) -> tuple[str, ...]:
        return tuple(self.now[index] for index in self.new_indices)

    @property
    def left(self) -> tuple[str, ...]:
        kept = {before for before, _ in self.pairs}
        return tuple(name for index, name in enumerate(self.before) if index not in kept)

    @property
    def new_indices(self) -> tuple[int, ...]:
        """In the run's classes."""
        kept = {now for _, now in self.pairs}
        return tuple(index for index in range(len(self.now)) if index not in kept)

    @property
    def is_same(self) -> bool:
        """The same classes at the same places."""
        return self.before[1:] == self.now[1:]


def class_names_of_run(folder: RunFolder) -> tuple[str, ...]:
    """Of a finished run by its results, else of the dataset that it was asked to learn from.

    Raises OSError, ValueError or DatasetError where neither can be read.
    """
    if folder.confusions_file.is_file():
        found = parsed_json(read_bounded(folder.confusions_file, MAX_RESULT_BYTES).decode("utf-8"))
        names = found.get("class_names") if isinstance(found, dict) else None
        if not isinstance(names, list):
            raise ValueError("its results name no classes")
        return tuple(str(name) for name in names)
    first = Path(folder.read_request().datasets[0].path)
    return open_version(first if first.is_absolute() else (folder.path / first).resolve()).class_names
