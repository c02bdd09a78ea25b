"""Which tiles of a class map may hold anything but background: nobody need look at the others, nor hold them.

    tiles = PaintedTiles.of(class_map);  tiles.mark(top, left, bottom, right);  for box in tiles.boxes(): …

A frame of 1.6 gigapixels with a few strokes then costs those strokes. NumPy only.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import cv2
import numpy as np
import numpy.typing as npt

from inspector.core.class_map import ClassMap
from inspector.core.sparse_memory import sparse_zeros

TILE_PX = 256
# Of a frame too large to be held: memory for labels, and the box round labels that touch, of which instances are found.
MAX_BYTES, MAX_CLUSTER_PX = 512_000_000, 128_000_000
Bounds = tuple[int, int, int, int]  # rows [top, bottom), columns [left, right): top, left, bottom, right


class PaintedTiles:
    def __init__(self, shape: tuple[int, int], grid: npt.NDArray[np.bool_]) -> None:
        self._shape, self._grid = shape, grid

    @classmethod
    def none(cls, shape: tuple[int, int]) -> PaintedTiles:
        return cls(shape, np.zeros([math.ceil(n / TILE_PX) for n in shape], np.bool_))

    @classmethod
    def all(cls, shape: tuple[int, int]) -> PaintedTiles:
        return cls(shape, np.ones([math.ceil(n / TILE_PX) for n in shape], np.bool_))

    @classmethod
    def of(cls, class_map: ClassMap) -> PaintedTiles:
        """As it is; every pixel is looked at once."""
        height, width = class_map.shape
        grid = np.zeros((math.ceil(height / TILE_PX), math.ceil(width / TILE_PX)), np.bool_)
        for row, in_row in enumerate(grid):
            highest = class_map[row * TILE_PX : (row + 1) * TILE_PX].max(axis=0)
            if highest.any():
                in_row[...] = np.maximum.reduceat(highest, range(0, width, TILE_PX)) != 0
        return cls((height, width), grid)

    @property
    def n_bytes(self) -> int:
        """Memory that the map takes for them, at most: it comes in pages of 4 KB, which lie along rows."""
        beside = 4096 // TILE_PX
        pages = np.logical_or.reduceat(self._grid, range(0, self._grid.shape[1], beside), axis=1)
        return int(np.count_nonzero(pages)) * TILE_PX * 4096

    @property
    def is_too_much(self) -> bool:
        """More than a frame too large to be held may have."""
        boxes = (box for box, _ in self.clusters())
        widest = max(((bottom - top) * (right - left) for top, left, bottom, right in boxes), default=0)
        return self.n_bytes > MAX_BYTES or widest > MAX_CLUSTER_PX

    def trim(self, class_map: ClassMap) -> None:
        """Forget tiles that hold nothing any more."""
        for top, left, bottom, right in self.boxes():
            self._grid[top // TILE_PX, left // TILE_PX] = class_map[top:bottom, left:right].any()

    def copy(self) -> PaintedTiles:
        return PaintedTiles(self._shape, self._grid.copy())

    def mark(self, top: int, left: int, bottom: int, right: int) -> None:
        """Something may be painted here from now on."""
        rows = slice(max(0, top) // TILE_PX, -(-bottom // TILE_PX))
        self._grid[rows, max(0, left) // TILE_PX : -(-right // TILE_PX)] = True

    def boxes(self) -> Iterator[Bounds]:
        """Of each tile, cut to the map."""
        height, width = self._shape
        for row, column in np.argwhere(self._grid).tolist():
            top, left = row * TILE_PX, column * TILE_PX
            yield top, left, min(top + TILE_PX, height), min(left + TILE_PX, width)

    def holds(self, top: int, bottom: int) -> bool:
        """Whether any tile of rows [top, bottom) is painted."""
        return bool(self._grid[top // TILE_PX : -(-bottom // TILE_PX)].any())

    def clusters(self) -> list[tuple[Bounds, PaintedTiles]]:
        """Tiles that touch, by their sides or corners, apart from all others: what hangs together lies in one of them.
        Each with the box around it."""
        n, numbers, facts, _ = cv2.connectedComponentsWithStats(self._grid.astype(np.uint8), connectivity=8)
        return [self._cluster(numbers == number, facts[number]) for number in range(1, n)]

    def cluster_at(self, row: int, column: int) -> tuple[Bounds, PaintedTiles] | None:
        """The one that a pixel of the map lies in."""
        _, numbers, facts, _ = cv2.connectedComponentsWithStats(self._grid.astype(np.uint8), connectivity=8)
        number = int(numbers[row // TILE_PX, column // TILE_PX])
        return self._cluster(numbers == number, facts[number]) if number else None

    def _cluster(self, grid: npt.NDArray[np.bool_], facts: npt.NDArray[np.int32]) -> tuple[Bounds, PaintedTiles]:
        left, top, columns, rows = (int(value) * TILE_PX for value in facts[:4])
        height, width = self._shape
        return (top, left, min(top + rows, height), min(left + columns, width)), PaintedTiles(self._shape, grid)

    def copied(self, class_map: ClassMap, box: Bounds | None = None) -> ClassMap:
        """What the map holds in these tiles, as a map of its own: all of it, or the part in a box of whole tiles."""
        start, first, end, after = box or (0, 0, *self._shape)
        found = sparse_zeros((end - start, after - first))
        for top, left, bottom, right in self.boxes():
            found[top - start : bottom - start, left - first : right - first] = class_map[top:bottom, left:right]
        return found
