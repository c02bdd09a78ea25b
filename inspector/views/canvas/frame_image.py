"""How a frame becomes pixels of the screen.

From 100 % on each frame pixel is a plain square, by the same rule as class maps, so that both agree to the pixel at
any zoom. Below, frames are smoothed; how depends on how long they are looked at.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from inspector.core.halving import halved
from inspector.views.canvas.layer import PlacedImage
from inspector.views.canvas.raster import sampled
from inspector.views.canvas.viewport import Viewport, VisibleRegion
from inspector.views.pixels import image_over

Pixels: TypeAlias = npt.NDArray[np.uint8]

MAX_SMOOTHED = 1.5  # panes; more pixels than that are not smoothed as a whole


class FrameImage:
    """Pixels (H, W) or (H, W, 3), which must not change while they are shown. Not safe for several threads."""

    def __init__(self, pixels: Pixels) -> None:
        self.pixels = np.ascontiguousarray(pixels)

    @property
    def n_rows(self) -> int:
        return int(self.pixels.shape[0])

    @property
    def n_columns(self) -> int:
        return int(self.pixels.shape[1])

    def image(self, viewport: Viewport, visible: VisibleRegion) -> PlacedImage:
        """The visible part as the screen shows it."""
        if viewport.zoom >= 1:
            return PlacedImage(visible.left, visible.top, image_over(sampled(self.pixels, visible)).copy())
        return self._smoothed(viewport, visible)

    def _smoothed(self, viewport: Viewport, visible: VisibleRegion) -> PlacedImage:
        raise NotImplementedError


class StreamedImage(FrameImage):
    """A frame that is on show for a moment: nothing is prepared for a second look.

    Each screen pixel is the mean of the frame pixels below it. Where only a small part of a large frame is in view
    that would cost more than it shows, and each is mixed of the four nearest instead.
    """

    def _smoothed(self, viewport: Viewport, visible: VisibleRegion) -> PlacedImage:
        width = max(1, round(self.n_columns * viewport.zoom))
        height = max(1, round(self.n_rows * viewport.zoom))
        if width * height > MAX_SMOOTHED * viewport.width * viewport.height:
            return resampled(self.pixels, viewport.zoom, viewport, visible)
        image = image_over(self.pixels).scaled(
            width, height, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        return PlacedImage(viewport.origin_x, viewport.origin_y, image)


class Pyramid(FrameImage):
    """A frame that is looked at for long, with its halves, made when first needed.

    A step of zoom then costs what the screen shows and not what the frame holds.
    """

    def __init__(self, pixels: Pixels, halves: Sequence[Pixels] = ()) -> None:
        """``halves``: those that are made already, by ``halving.halves_of``."""
        super().__init__(pixels)
        self._levels = [self.pixels, *halves]

    def image(self, viewport: Viewport, visible: VisibleRegion) -> PlacedImage:
        """In the form of the screen: where a small part of it is painted again and again, nothing is converted."""
        placed = super().image(viewport, visible)
        return PlacedImage(placed.left, placed.top, placed.image.convertToFormat(QImage.Format.Format_RGB32))

    def level_for(self, zoom: float) -> int:
        """The smallest level that still has at least one pixel for each of the screen."""
        deepest = int(math.log2(max(1, min(self.n_rows, self.n_columns))))
        return min(deepest, max(0, math.floor(math.log2(1 / zoom))))

    def level(self, index: int) -> Pixels:
        while len(self._levels) <= index:
            self._levels.append(halved(self._levels[-1]))
        return self._levels[index]

    def _smoothed(self, viewport: Viewport, visible: VisibleRegion) -> PlacedImage:
        index = self.level_for(viewport.zoom)
        return resampled(self.level(index), viewport.zoom * 2**index, viewport, visible)


def resampled(
    pixels: Pixels, scale: float, viewport: Viewport, visible: VisibleRegion, corner: tuple[int, int] = (0, 0)
) -> PlacedImage:
    """The visible part, each screen pixel mixed of the four nearest; ``scale`` is screen px per pixel of ``pixels``,
    which begin with the row and column of ``corner``."""
    width, height = len(visible.columns), len(visible.rows)
    source = QRectF(
        (visible.left - viewport.origin_x) / scale - corner[1],
        (visible.top - viewport.origin_y) / scale - corner[0],
        width / scale,
        height / scale,
    )
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(0, 0, width, height), image_over(pixels), source)
    painter.end()
    return PlacedImage(visible.left, visible.top, image)
