"""The defects of a table: kept as they come, shown in the order and by the filter that somebody chose.

Columns stand in arrays beside the rows, so that 200,000 defects are sorted and filtered while one looks. No Qt.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from inspector.core.defect import Severity
from inspector.screens.live import DefectRow

Places = npt.NDArray[np.int64]

SEVERITIES = (Severity.NONE, Severity.MINOR, Severity.MAJOR, Severity.CRITICAL)  # by rank


class Column(IntEnum):
    DEFECT_ID = 0
    POSITION = 1
    CLASS = 2
    SIZE = 3
    SEVERITY = 4
    SCORE = 5
    FILE = 6


@dataclass(frozen=True, slots=True)
class DefectFilter:
    """What a row must have to be shown; "" and NONE ask for nothing."""

    text: str = ""  # words that all stand somewhere in the row
    class_name: str = ""
    min_severity: Severity = Severity.NONE

    @property
    def is_open(self) -> bool:
        return not self.text.strip() and not self.class_name and self.min_severity is Severity.NONE


@dataclass(frozen=True, slots=True)
class DefectSort:
    """``column`` None: newest on top."""

    column: Column | None = None
    is_descending: bool = False


class DefectList:
    """Rows oldest first; a row's place is its index here. One thread."""

    def __init__(self) -> None:
        self.rows: list[DefectRow] = []
        self._places: dict[int, int] = {}  # by defect id
        self._texts: list[str] = []
        self._names: dict[str, int] = {}  # number of each class name
        self._numbers = np.zeros((1024, 6), np.float64)  # along, across, size, lesser size, severity, score
        self._classes = np.zeros(1024, np.int64)

    def __len__(self) -> int:
        return len(self.rows)

    def place_of(self, defect_id: int) -> int | None:
        return self._places.get(defect_id)

    def class_names(self) -> list[str]:
        """Of the defects that are or were listed, sorted."""
        return sorted(self._names, key=str.casefold)

    def set(self, rows: Iterable[DefectRow]) -> None:
        self.rows, self._places, self._texts, self._names = [], {}, [], {}
        self.upsert(list(rows))

    def upsert(self, rows: Sequence[DefectRow]) -> tuple[int, list[int]]:
        """How many are new, at the end, and the places of those that changed."""
        before, changed = len(self.rows), []
        self._make_room(before + len(rows))
        for row in rows:
            place = self._places.get(row.defect_id)
            if place is None:
                place = self._places[row.defect_id] = len(self.rows)
                self.rows.append(row)
                self._texts.append("")
            elif row == self.rows[place]:
                continue
            else:
                self.rows[place] = row
                if place < before:
                    changed.append(place)
            self._note(place, row)
        return len(self.rows) - before, changed

    def remove(self, defect_ids: Iterable[int]) -> bool:
        """Whether there was any to remove."""
        gone = {defect_id for defect_id in defect_ids if defect_id in self._places}
        if not gone:
            return False
        kept = [place for place, row in enumerate(self.rows) if row.defect_id not in gone]
        self.rows = [self.rows[place] for place in kept]
        self._texts = [self._texts[place] for place in kept]
        self._numbers[: len(kept)], self._classes[: len(kept)] = self._numbers[kept], self._classes[kept]
        self._places = {row.defect_id: place for place, row in enumerate(self.rows)}
        return True

    def order(self, sort: DefectSort, wanted: DefectFilter) -> Places:
        """Places of the rows that are shown, from top to bottom; equal ones stand newest first."""
        n = len(self.rows)
        shown = np.arange(n - 1, -1, -1)
        if not wanted.is_open:
            shown = shown[self._fits(wanted)[shown]]
        keys = self._keys(sort.column, shown)
        return shown[np.lexsort([-key if sort.is_descending else key for key in keys])] if keys else shown

    def _fits(self, wanted: DefectFilter) -> npt.NDArray[np.bool_]:
        n = len(self.rows)
        fits = self._numbers[:n, 4] >= SEVERITIES.index(wanted.min_severity)
        if wanted.class_name:
            fits &= self._classes[:n] == self._names.get(wanted.class_name, -1)
        for word in wanted.text.casefold().split():
            fits &= np.fromiter((word in text for text in self._texts), np.bool_, n)
        return fits

    def _keys(self, column: Column | None, shown: Places) -> list[npt.NDArray[np.float64]]:
        """What the shown rows are sorted by, the key that counts most last."""
        along, across, size, lesser, severity, score = self._numbers[shown].T
        if column is None:
            return []
        if column is Column.POSITION:
            return [across, along]
        if column is Column.SIZE:
            return [lesser, size]
        if column is Column.CLASS:
            ranks = np.zeros(max(1, len(self._names)))
            for rank, name in enumerate(self.class_names()):
                ranks[self._names[name]] = rank
            return [ranks[self._classes[shown]]]
        if column is Column.FILE:
            _, ranks_of_files = np.unique([self.rows[place].file for place in shown.tolist()], return_inverse=True)
            return [ranks_of_files.astype(np.float64)]
        if column is Column.DEFECT_ID:
            return [np.fromiter((self.rows[place].defect_id for place in shown.tolist()), np.float64, len(shown))]
        return [severity if column is Column.SEVERITY else score]

    def _note(self, place: int, row: DefectRow) -> None:
        self._numbers[place] = (row.along, row.across, *row.extent, SEVERITIES.index(row.severity), row.score)
        name = row.defect_class.name
        self._classes[place] = self._names.setdefault(name, len(self._names))
        self._texts[place] = f"{row.defect_id} {name} {row.position} {row.size} {row.file}".casefold()

    def _make_room(self, n: int) -> None:
        if n > len(self._classes):
            more = max(n, 2 * len(self._classes)) - len(self._classes)
            self._numbers = np.pad(self._numbers, ((0, more), (0, 0)))
            self._classes = np.pad(self._classes, (0, more))
