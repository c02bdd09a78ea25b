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
