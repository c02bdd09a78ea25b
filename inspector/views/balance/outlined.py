"""Outlines of labels over pictures: the class's colour over a dark halo, seen on bright and on dark steel."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from inspector.views.pixels import image_over
from inspector.views.raster import Sight, Visible, add_outline

MAX_ENLARGED = 4  # beyond that a speck looks like more than it is
SMALL_PICTURE_PX = 100  # up to here outlines are one pixel thin


def outline_image(
    outline: npt.NDArray[np.int32], colour: str, sight: Sight, visible: Visible, thickness_px: int, halo_px: int
) -> QImage:
    """Picture of the visible part with ``outline``, (n, 4) x1, y1, x2, y2 in frame pixels; clear elsewhere."""
    height, width = len(visible.rows), len(visible.columns)
    indices = np.zeros((height, width), np.uint8)
    for value, thickness in ((1, halo_px), (2, thickness_px)):
        add_outline(indices, outline, value, sight, visible, thickness)
    # .copy(): the image outlives this array.
    image = QImage(indices.data, width, height, width, QImage.Format.Format_Indexed8).copy()
    image.setColorTable([0, QColor(0, 0, 0, 150).rgba(), QColor(colour).rgba()])
    return image


def donor_pixmap(
    pixels: npt.NDArray[np.uint8], outline: npt.NDArray[np.int32] | None, colour: str, side_px: int, ratio: float
) -> QPixmap:
    """The crop fitted into a square of ``side_px``, smoothed or in plain squares, with its outline."""
    pixels = np.ascontiguousarray(pixels)
    height, width = pixels.shape[:2]
    zoom = min(side_px * ratio / width, side_px * ratio / height, MAX_ENLARGED * ratio)
    wide, high = max(1, round(width * zoom)), max(1, round(height * zoom))
    way = Qt.TransformationMode.SmoothTransformation if zoom < 1 else Qt.TransformationMode.FastTransformation
    image = image_over(pixels).scaled(wide, high, Qt.AspectRatioMode.IgnoreAspectRatio, way)
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    if outline is not None and len(outline):
        sight = Sight(zoom, 0, 0, wide, high)
        thin = 1 if side_px <= SMALL_PICTURE_PX else 2
        over = outline_image(
            outline, colour, sight, sight.visible(height, width), round(thin * ratio), round((thin + 2) * ratio)
        )
        painter = QPainter(image)
        painter.drawImage(0, 0, over)
        painter.end()
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
