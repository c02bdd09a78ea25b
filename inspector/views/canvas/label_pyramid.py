"""A class map that changes under the hand, with its halves for views from afar: no detail vanishes.

A cell of a smaller level shows what counts most of the pixels below it: a class before what is ignored, that before
background; so a scratch of one pixel is seen at any zoom. Levels are made when first needed; a change costs what it
covers, and nothing while no smaller level is looked at. NumPy only.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt

from inspector.core.class_map import ClassMap
from inspector.core.classes import BACKGROUND_INDEX, IGNORE_INDEX
from inspector.core.sparse_memory import sparse_zeros

# A side: what lies below a block stays in the processor's cache; where one value fills it, nobody looks at its pixels.
_BLOCK_PX = 256

Bounds = tuple[int, int, int, int]  # rows [top, bottom), columns [left, right): top, left, bottom, right


def _ranks() -> npt.NDArray[np.uint8]:
    """(256,): what counts more is larger."""
    ranks = np.arange(1, 257).astype(np.uint8)  # a class one above its index
    ranks[0], ranks[IGNORE_INDEX] = 0, 1
    return ranks


_RANK_OF = _ranks()
_VALUE_OF = np.argsort(_RANK_OF).astype(np.uint8)


class LabelPyramid:
    def __init__(
        self, values: ClassMap, hidden: frozenset[int] = frozenset(),
        painted: Callable[[], Iterable[Bounds]] | None = None,
    ) -> None:  # fmt: skip
        """``values`` (H, W): looked at, never changed; it may be any view of memory. ``hidden`` are classes that look
        like background, at any zoom. ``painted``: outside of these parts there is nothing but background; None: nobody
        knows."""
        self.values = values
        self._seen = np.arange(256, dtype=np.uint8) if hidden else None
        if self._seen is not None:
            self._seen[list(hidden)] = BACKGROUND_INDEX
        self._painted = painted
        self._levels: list[npt.NDArray[np.uint8]] = []  # ranks; of level 1 and up
        self._changed: Bounds | None = None  # that the levels do not know yet

    @staticmethod
    def level_for(zoom: float) -> int:
        """The first whose cells are not smaller than a pixel of the screen: each of them is seen."""
        return max(0, math.ceil(math.log2(1 / zoom) - 1e-9))

    def change(self, top: int, left: int, bottom: int, right: int) -> None:
        """Pixels of rows [top, bottom) and columns [left, right) look different now."""
        known = self._changed
        if known is not None:
            top, left = min(top, known[0]), min(left, known[1])
            bottom, right = max(bottom, known[2]), max(right, known[3])
        self._changed = (top, left, bottom, right)

    def part(self, level: int, rows: npt.NDArray[np.intp], columns: npt.NDArray[np.intp]) -> ClassMap:
        """(h, w) values under these rows and columns of the frame, both rising and not empty; contiguous."""
        if level == 0:
            found = _taken(self.values, rows, columns)
            return found if self._seen is None else self._seen.take(found)
        level = min(level, self._deepest())
        self._refresh(level)
        ranks = _taken(self._levels[level - 1], rows >> level, columns >> level)
        return _VALUE_OF[ranks]

    def _deepest(self) -> int:
        return max(1, math.ceil(math.log2(max(2, *self.values.shape))))

    def _refresh(self, level: int) -> None:
        height, width = self.values.shape
        if self._levels and self._changed is not None:
            for built in range(1, len(self._levels) + 1):
                self._halve_into(built, self._changed)
        self._changed = None
        while len(self._levels) < level:
            built = len(self._levels) + 1
            self._levels.append(sparse_zeros((-(-height >> built), -(-width >> built))))
            for part in self._painted() if self._painted is not None else ((0, 0, height, width),):
                self._halve_into(built, part, is_new=True)

    def _halve_into(self, level: int, changed: Bounds, *, is_new: bool = False) -> None:
        """Cells of a level that lie over the changed pixels of the frame, from the level before."""
        below = self.values if level == 1 else self._levels[level - 2]
        into = self._levels[level - 1]
        top, left = changed[0] >> level, changed[1] >> level
        bottom, right = min(into.shape[0], -(-changed[2] >> level)), min(into.shape[1], -(-changed[3] >> level))
        for row in range(top, bottom, _BLOCK_PX):
            for column in range(left, right, _BLOCK_PX):
                end_row, end_column = min(row + _BLOCK_PX, bottom), min(column + _BLOCK_PX, right)
                source = below[2 * row : 2 * end_row, 2 * column : 2 * end_column]
                if level == 1 and self._seen is not None:
                    source = self._seen.take(source)
                part = into[row:end_row, column:end_column]
                if highest := int(source.max()):  # ten times as fast as any()
                    part[...] = _halved(source, highest, has_values=level == 1)
                elif not is_new:
                    part[...] = 0  # a new level is all background, and its memory is none until somebody writes to it


def _halved(source: npt.NDArray[np.uint8], highest: int, *, has_values: bool) -> npt.NDArray[np.uint8] | np.uint8:
    """Of one value throughout: its rank alone."""
    if highest == source[0, 0] and highest == int(source.min()):
        return np.uint8(_RANK_OF[highest] if has_values else highest)
    ranks = source
    if has_values and highest == IGNORE_INDEX:
        ranks = _RANK_OF[source]
    elif has_values:
        ranks = source + (source != 0)
    rows = ranks[::2].copy()
    np.maximum(rows[: ranks.shape[0] // 2], ranks[1::2], out=rows[: ranks.shape[0] // 2])
    cells = rows[:, ::2].copy()
    np.maximum(cells[:, : rows.shape[1] // 2], rows[:, 1::2], out=cells[:, : rows.shape[1] // 2])
    return cells


def _taken(
    values: npt.NDArray[np.uint8], rows: npt.NDArray[np.intp], columns: npt.NDArray[np.intp]
) -> npt.NDArray[np.uint8]:
    """Only what lies between the first and the last is touched, however large the whole is."""
    top, left = int(rows[0]), int(columns[0])
    part = values[top : int(rows[-1]) + 1, left : int(columns[-1]) + 1]
    if len(rows) == part.shape[0] and len(columns) == part.shape[1]:  # one on one
        return np.ascontiguousarray(part)
    return np.ascontiguousarray(part.take(rows - top, axis=0).take(columns - left, axis=1))
