"""Qt images over NumPy arrays."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QImage


def image_over(pixels: npt.NDArray[np.uint8]) -> QImage:
    """QImage over a contiguous (H, W) or (H, W, 3) array without a copy: the array must outlive it."""
    height, width = pixels.shape[:2]
    form = QImage.Format.Format_Grayscale8 if pixels.ndim == 2 else QImage.Format.Format_RGB888
    return QImage(pixels.data, width, height, pixels.strides[0], form)


def indexed_image(indices: npt.NDArray[np.uint8], colours: Sequence[int]) -> QImage:
    """QImage of its own of contiguous (H, W) indices and the ``qRgba`` of each."""
    height, width = indices.shape
    image = QImage(indices.data, width, height, width, QImage.Format.Format_Indexed8).copy()
    image.setColorTable(colours)
    return image


class IndexedCanvas:
    """Indices for the screen that are changed in place, part by part."""

    def __init__(self) -> None:
        self._image = QImage()
        self._indices = np.zeros((0, 0), np.uint8)
        self._colours: Sequence[int] = ()

    def resize(self, width: int, height: int) -> None:
        """What it shows is undefined until ``put`` says it."""
        if (width, height) == (self._image.width(), self._image.height()):
            return
        if width <= 0 or height <= 0:
            self._image, self._indices = QImage(), np.zeros((0, 0), np.uint8)
            return
        self._image = QImage(width, height, QImage.Format.Format_Indexed8)
        self._colours = ()
        rows = np.frombuffer(self._image.bits(), np.uint8)  # the image's own memory
        self._indices = rows.reshape(height, self._image.bytesPerLine())[:, :width]

    def put(self, left: int, top: int, indices: npt.NDArray[np.uint8]) -> None:
        height, width = indices.shape
        self._indices[top : top + height, left : left + width] = indices

    def image(self, colours: Sequence[int], pixel_ratio: float) -> QImage:
        """To be painted at once: it changes with what is put. ``colours``: ``qRgba`` of each index."""
        if colours is not self._colours:
            self._image.setColorTable(colours)
            self._colours = colours
        self._image.setDevicePixelRatio(pixel_ratio)
        return self._image
