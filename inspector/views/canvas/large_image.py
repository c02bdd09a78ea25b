"""A frame too large to be held: a small picture of all of it, and blocks of what was in view, as they came.

Painted at once from what is there: where a block is missing, the small picture stands for it, and ``wished`` hears of
it. Whoever reads the block gives it to ``put``.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtGui import QImage

from inspector.screens.painting import BLOCK_PX, PictureBlock
from inspector.views.canvas.frame_image import Pixels, resampled
from inspector.views.canvas.layer import PlacedImage
from inspector.views.canvas.viewport import Viewport, VisibleRegion
from inspector.views.pixels import image_over

MAX_BLOCKS = 256  # that are kept: 64 MB; a screen of 4K shows 150 at most


class LargeImage:
    def __init__(
        self, size: tuple[int, int], overview: Pixels, step: int, wished: Callable[[tuple[PictureBlock, ...]], object]
    ) -> None:
        """``size``: rows, columns; ``overview`` (h, w): each ``step``-th of both, a power of 2. ``wished`` is called
        while it is painted, when other blocks are missing than before."""
        self._size, self._overview, self._step, self._wished = size, overview, step, wished
        self._blocks: OrderedDict[PictureBlock, Pixels] = OrderedDict()  # the one used last at the end
        self._missing: tuple[PictureBlock, ...] = ()

    def put(self, blocks: Sequence[tuple[PictureBlock, Pixels]]) -> None:
        for block, pixels in blocks:
            self._blocks[block] = pixels
        while len(self._blocks) > MAX_BLOCKS:
            self._blocks.popitem(last=False)

    def see(self, overview: Pixels) -> None:
        """A better one, of the same size."""
        self._overview = overview

    def image(self, viewport: Viewport, visible: VisibleRegion) -> PlacedImage:
        """The visible part as the screen shows it: from 100 % on each pixel a square, below mixed of its neighbours."""
        deepest = self._step.bit_length() - 1
        level = min(deepest, max(0, math.floor(math.log2(1 / viewport.zoom))))
        if level == deepest:
            self._miss(())
            cells, corner = self._overview, (0, 0)
        else:
            cells, corner = self._cells(level, visible)
        if viewport.zoom < 1:
            return resampled(cells, viewport.zoom * 2**level, viewport, visible, corner)
        seen = cells.take(visible.rows - corner[0], axis=0).take(visible.columns - corner[1], axis=1)
        image = image_over(np.ascontiguousarray(seen)).convertToFormat(QImage.Format.Format_RGB32)
        return PlacedImage(visible.left, visible.top, image)

    def _cells(self, level: int, visible: VisibleRegion) -> tuple[Pixels, tuple[int, int]]:
        """Of a level, as far as they are in view and one beyond, and which row and column of it they begin with."""
        top, bottom = _range(visible.rows, level, self._size[0])
        left, right = _range(visible.columns, level, self._size[1])
        cells = np.empty((bottom - top, right - left), np.uint8)
        missing = []
        for row in range(top // BLOCK_PX, (bottom - 1) // BLOCK_PX + 1):
            for column in range(left // BLOCK_PX, (right - 1) // BLOCK_PX + 1):
                block = PictureBlock(level, row, column)
                y, x = row * BLOCK_PX, column * BLOCK_PX
                first, after = max(top, y), min(bottom, y + BLOCK_PX)
                start, end = max(left, x), min(right, x + BLOCK_PX)
                known = self._blocks.get(block)
                if known is None:
                    missing.append(block)
                    part = self._from_afar(level, np.arange(first, after), np.arange(start, end))
                else:
                    self._blocks.move_to_end(block)
                    part = known[first - y : after - y, start - x : end - x]
                cells[first - top : after - top, start - left : end - left] = part
        self._miss(tuple(missing))
        return cells, (top, left)

    def _from_afar(self, level: int, rows: np.ndarray, columns: np.ndarray) -> Pixels:
        height, width = self._overview.shape
        shift = self._step.bit_length() - 1 - level
        few = self._overview.take(np.minimum(rows >> shift, height - 1), axis=0)
        part: Pixels = few.take(np.minimum(columns >> shift, width - 1), axis=1)
        return part

    def _miss(self, missing: tuple[PictureBlock, ...]) -> None:
        if missing != self._missing:
            self._missing = missing
            self._wished(missing)


def _range(under: np.ndarray, level: int, n: int) -> tuple[int, int]:
    n_cells = -(-n >> level)
    return max(0, (int(under[0]) >> level) - 1), min(n_cells, (int(under[-1]) >> level) + 2)
