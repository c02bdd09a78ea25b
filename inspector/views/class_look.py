"""How a class is drawn anywhere: its colour, its hatch on areas.

Hatches are 8 × 8 px tiles of the screen, not of the frame: they look the same at any zoom. One bit of
``hatch_tile`` stands for one hatch, so all eight come from a single tile.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor, QImage, QPixmap

from inspector.core.classes import DefectClass, Hatch

TILE_PX = 8

HATCHES = tuple(Hatch)


@lru_cache
def hatch_tile(pixel_ratio: int = 1) -> npt.NDArray[np.uint8]:
    """(8·ratio, 8·ratio) uint8; bit n is set where hatch n has a stroke."""
    y, x = np.mgrid[0:TILE_PX, 0:TILE_PX]
    strokes = {
        Hatch.FORWARD: (x + y) % 8 < 2,
        Hatch.BACKWARD: (x - y) % 8 < 2,
        Hatch.HORIZONTAL: y % 8 < 2,
        Hatch.VERTICAL: x % 8 < 2,
        Hatch.CROSS: (y % 8 < 1) | (x % 8 < 1),
        Hatch.DIAGONAL_CROSS: ((x + y) % 8 < 1) | ((x - y) % 8 < 1),
        Hatch.DOTS: (x < 2) & (y < 2) | (x // 2 == 2) & (y // 2 == 2),
        Hatch.DENSE_DOTS: (x // 2 + y // 2) % 2 == 0,
    }
    tile = np.zeros((TILE_PX, TILE_PX), np.uint8)
    for bit, hatch in enumerate(HATCHES):
        tile |= strokes[hatch].astype(np.uint8) << np.uint8(bit)
    return np.ascontiguousarray(tile.repeat(pixel_ratio, 0).repeat(pixel_ratio, 1))


@lru_cache
def swatch(defect_class: DefectClass, size_px: int, pixel_ratio: float = 1.0) -> QPixmap:
    """Square in the class's colour with its hatch, as beside every class name."""
    pixels = round(size_px * pixel_ratio)
    tile = hatch_tile(max(1, round(pixel_ratio)))
    bits = np.tile(tile, (pixels // len(tile) + 1, pixels // len(tile) + 1))[:pixels, :pixels]
    is_stroke = (bits >> np.uint8(HATCHES.index(defect_class.hatch))) & np.uint8(1)
    is_stroke[[0, -1], :] = is_stroke[:, [0, -1]] = 1  # a border, so that dots have a shape too
    image = QImage(np.ascontiguousarray(is_stroke).tobytes(), pixels, pixels, pixels, QImage.Format.Format_Indexed8)
    full, faint = QColor(defect_class.colour), QColor(defect_class.colour)
    faint.setAlphaF(0.35)
    image.setColorTable([faint.rgba(), full.rgba()])
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(pixel_ratio)
    return pixmap
