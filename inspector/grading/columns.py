"""Defects of a piece as columns of numbers, which rules compare a hundred thousand at a time.

No Qt, no files, safe to call from any thread as long as one at a time changes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from inspector.core.defect import Defect, Severity
from inspector.core.measures import measured

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_LENGTHS = ("length", "width", "feret_max", "feret_min", "iso8785_length", "iso8785_width")
# As the columns of the database are named.
MEASURE_COLUMNS = (
    *("area_px", *(f"{name}_px" for name in _LENGTHS)),
    *("area_mm2", *(f"{name}_mm" for name in _LENGTHS)),
)
PLACE_COLUMNS = ("position_mm", "offset_mm")
NUMBERS = (*MEASURE_COLUMNS, *PLACE_COLUMNS)
SEVERITIES = (Severity.NONE, Severity.MINOR, Severity.MAJOR, Severity.CRITICAL)
SEVERITY_RANK = {severity.value: rank for rank, severity in enumerate(SEVERITIES)}
_FIRST_ROOM = 64


@dataclass(frozen=True, slots=True, eq=False)
class DefectColumns:
    """n defects. ``numbers`` (n, len(NUMBERS)), NaN where there is no calibration."""

    ids: Ints
    class_codes: Ints  # index into class_names
    class_names: tuple[str, ...]
    severities: Ints  # index into SEVERITIES
    numbers: Floats

    def __len__(self) -> int:
        return len(self.ids)

    def number(self, name: str) -> Floats:
        """(n,) by a name of NUMBERS."""
        return self.numbers[:, NUMBERS.index(name)]


def columns_of_rows(rows: Sequence[Sequence[Any]]) -> DefectColumns:
    """From rows of the database: defect_id, class_name, severity, then NUMBERS."""
    names: dict[str, int] = {}
    codes = np.fromiter((names.setdefault(row[1], len(names)) for row in rows), np.int64, len(rows))
    numbers = np.array([row[3:] for row in rows], np.float64).reshape(len(rows), len(NUMBERS))  # None becomes NaN
    return DefectColumns(
        np.fromiter((row[0] for row in rows), np.int64, len(rows)),
        codes,
        tuple(names),
        np.fromiter((SEVERITY_RANK[row[2]] for row in rows), np.int64, len(rows)),
        numbers,
    )


def columns_of(defects: Iterable[Defect]) -> DefectColumns:
    growing = GrowingColumns()
    for defect in defects:
        growing.put(defect)
    return growing.read()


class GrowingColumns:
    """The defects of a piece that is being inspected: they come, grow, and are absorbed by others."""

    def __init__(self) -> None:
        self._rows: dict[int, int] = {}  # defect_id -> row
        self._names: dict[str, int] = {}
        self._ids = np.zeros(_FIRST_ROOM, np.int64)
        self._codes = np.zeros(_FIRST_ROOM, np.int64)
        self._severities = np.zeros(_FIRST_ROOM, np.int64)
        self._numbers = np.zeros((_FIRST_ROOM, len(NUMBERS)))

    def __len__(self) -> int:
        return len(self._rows)

    def put(self, defect: Defect) -> None:
        """A new defect, or one that has grown."""
        row = self._rows.setdefault(defect.defect_id, len(self._rows))
        if row == len(self._ids):
            self._make_room()
        self._ids[row] = defect.defect_id
        self._codes[row] = self._names.setdefault(defect.class_name, len(self._names))
        self._severities[row] = SEVERITY_RANK[defect.severity]
        values = [measured(name, defect.size_px, defect.size_mm) for name in MEASURE_COLUMNS]
        self._numbers[row] = np.array([*values, defect.position_mm, defect.offset_mm], np.float64)  # None: NaN

    def remove(self, defect_id: int) -> None:
        """It turned out to be part of another. The last row takes its place."""
        row = self._rows.pop(defect_id, None)
        last = len(self._rows)
        if row is None or row == last:
            return
        for column in (self._ids, self._codes, self._severities, self._numbers):
            column[row] = column[last]
        self._rows[int(self._ids[row])] = row

    def read(self) -> DefectColumns:
        """A view: it holds until the next change."""
        n = len(self._rows)
        return DefectColumns(
            self._ids[:n], self._codes[:n], tuple(self._names), self._severities[:n], self._numbers[:n]
        )

    def _make_room(self) -> None:
        self._ids, self._codes, self._severities = (
            np.concatenate([column, np.zeros_like(column)]) for column in (self._ids, self._codes, self._severities)
        )
        self._numbers = np.concatenate([self._numbers, np.zeros_like(self._numbers)])
