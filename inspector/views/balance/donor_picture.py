"""A donor as a small picture, with the outline of its label."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPixmap

from inspector.core.classes import DefectClass
from inspector.views.canvas.colour_tables import outline_table
from inspector.views.canvas.raster import Segments, outline_picture
from inspector.views.canvas.viewport import Viewport
from inspector.views.pixels import image_over, indexed_image

MAX_ENLARGED = 4  # beyond that a speck looks like more than it is
SMALL_PICTURE_PX = 100  # up to here outlines are one pixel thin


def donor_pixmap(
    pixels: npt.NDArray[np.uint8],
    outline: Segments | None,
    defect_class: DefectClass,
    side_px: int,
    pixel_ratio: float,
) -> QPixmap:
    """The crop fitted into a square of ``side_px``, smoothed or in plain squares, with its outline."""
    pixels = np.ascontiguousarray(pixels)
    height, width = pixels.shape[:2]
    zoom = min(side_px * pixel_ratio / width, side_px * pixel_ratio / height, MAX_ENLARGED * pixel_ratio)
    wide, high = max(1, round(width * zoom)), max(1, round(height * zoom))
    way = Qt.TransformationMode.SmoothTransformation if zoom < 1 else Qt.TransformationMode.FastTransformation
    image = image_over(pixels).scaled(wide, high, Qt.AspectRatioMode.IgnoreAspectRatio, way)
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    if outline is not None:
        thin = 1 if side_px <= SMALL_PICTURE_PX else 2
        viewport = Viewport(zoom, 0, 0, wide, high)
        over = outline_picture(
            {defect_class.index: outline},
            viewport,
            viewport.visible(height, width),
            thickness_px=round(thin * pixel_ratio),
            halo_px=round((thin + 2) * pixel_ratio),
        )
        if not over.is_empty:
            painter = QPainter(image)
            colours = outline_table({defect_class.index: defect_class})
            painter.drawImage(over.left, over.top, indexed_image(over.indices, colours))
            painter.end()
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(pixel_ratio)
    return pixmap
