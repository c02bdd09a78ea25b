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
    """Indices for the screen that are changed in place, part by part, with the colours that they have."""

    def __init__(self) -> None:
        self.image = QImage()  # changes with what is put: to be painted at once
        self._indices = np.zeros((0, 0), np.uint8)
        self._pixels = np.zeros((0, 0), np.uint32)  # the image's own memory
        self._colours = np.zeros(256, np.uint32)

    def resize(self, width: int, height: int, pixel_ratio: float) -> None:
        """What it shows is undefined until ``put`` says it."""
        if (width, height) != (self.image.width(), self.image.height()):
            self.image = QImage(max(0, width), max(0, height), QImage.Format.Format_ARGB32_Premultiplied)
            self._indices = np.zeros((self.image.height(), self.image.width()), np.uint8)
            if self._indices.size:
                memory = np.frombuffer(self.image.bits(), np.uint32)
                self._pixels = memory.reshape(height, self.image.bytesPerLine() // 4)[:, :width]
        self.image.setDevicePixelRatio(pixel_ratio)

    def show_colours(self, colours: Sequence[int]) -> None:
        """``qRgba`` of each index."""
        table = np.array(colours, np.uint32)
        alpha = table >> 24
        parts = [((table >> shift & 0xFF) * alpha + 127) // 255 << shift for shift in (16, 8, 0)]
        self._colours = (alpha << 24 | parts[0] | parts[1] | parts[2]).astype(np.uint32)  # colours times their alpha
        if self._indices.size:
            self._pixels[...] = self._colours.take(self._indices)

    def put(self, left: int, top: int, indices: npt.NDArray[np.uint8]) -> None:
        part = np.s_[top : top + indices.shape[0], left : left + indices.shape[1]]
        self._indices[part] = indices
        # Without a look whether 256 entries are enough for 8 bits: a fifth faster, and the largest part of a stroke.
        self._pixels[part] = self._colours.take(indices, mode="wrap")
