"""The whole frame, small, in the corner of a picture that shows a part of it; a click there moves the part."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from inspector.views.canvas.layer import Layer, PaneView
from inspector.views.canvas.tools import Tool
from inspector.views.pixels import image_over

SIZE_PX = (160, 112)  # widget px, at most
MARGIN_PX = 12
MIN_SIDE_PX = 12  # of the box that shows the part in view
MAX_SHARE = 0.3  # of the pane


class MinimapLayer(Layer):
    def __init__(self, is_wanted: Callable[[], bool]) -> None:
        """``is_wanted``: somebody has zoomed or moved the picture."""
        super().__init__()
        self._is_wanted = is_wanted
        self._pixels: npt.NDArray[np.uint8] | None = None
        self._size = (0, 0)  # rows, columns of the frame
        self._image: QImage | None = None
        self._box: QRectF | None = None  # where it was painted last, widget px of the pane; None: nowhere
        self._zoom = 1.0  # widget px per frame px, of the small picture

    def show_frame(self, pixels: npt.NDArray[np.uint8], size: tuple[int, int] | None = None) -> None:
        """(H, W) or (H, W, 3); it must not change while it is shown. ``size``: rows and columns of the frame,
        where this is a smaller picture of it."""
        self._pixels, self._image = pixels, None
        self._size = size or (pixels.shape[0], pixels.shape[1])
        self.repaint()

    def frame_point(self, position: QPointF) -> tuple[float, float] | None:
        """The point of the frame under a position of the pane; None beside the minimap."""
        if self._box is None or not self.is_visible or not self._box.contains(position):
            return None
        return (position.x() - self._box.left()) / self._zoom, (position.y() - self._box.top()) / self._zoom

    def paint(self, painter: QPainter, view: PaneView) -> None:
        self._box = None
        if self._pixels is None or not self._is_wanted() or not _shows_a_part(self._size, view):
            return
        height, width = self._size
        room_x = min(SIZE_PX[0], MAX_SHARE * view.room.width())
        room_y = min(SIZE_PX[1], MAX_SHARE * view.room.height())
        self._zoom = min(room_x / width, room_y / height)
        # Whole pixels: what need not be scaled is copied, at each repaint.
        size = max(1, round(width * self._zoom)), max(1, round(height * self._zoom))
        corner = view.room.bottomRight() - QPointF(size[0] + MARGIN_PX, size[1] + MARGIN_PX)
        self._box = QRectF(corner.x(), corner.y(), *size)
        painter.drawImage(self._box, self._small(round(size[0] * view.pixel_ratio), round(size[1] * view.pixel_ratio)))
        seen = self._part_in_view(view)
        for colour, thick in ((QColor(0, 0, 0), 4.0), (QColor(255, 255, 255), 2.0)):
            painter.setPen(QPen(colour, thick))
            painter.drawRect(seen)
        painter.setPen(QPen(QColor(255, 255, 255, 150), 1))
        painter.drawRect(self._box)

    def _small(self, width: int, height: int) -> QImage:
        if self._image is None or (self._image.width(), self._image.height()) != (width, height):
            assert self._pixels is not None  # see ``paint``
            step = max(1, min(self._pixels.shape[0] // max(1, height), self._pixels.shape[1] // max(1, width)) // 2)
            few = np.ascontiguousarray(self._pixels[::step, ::step])
            self._image = image_over(few).scaled(
                max(1, width), max(1, height), Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )  # fmt: skip
        return self._image

    def _part_in_view(self, view: PaneView) -> QRectF:
        assert self._box is not None  # see ``paint``
        left, top = view.viewport.to_frame(0, 0)
        right, bottom = view.viewport.to_frame(view.viewport.width, view.viewport.height)
        part = QRectF(
            self._box.left() + left * self._zoom, self._box.top() + top * self._zoom,
            (right - left) * self._zoom, (bottom - top) * self._zoom,
        ) & self._box  # fmt: skip
        grown_x, grown_y = max(0.0, MIN_SIDE_PX - part.width()) / 2, max(0.0, MIN_SIDE_PX - part.height()) / 2
        part = part.adjusted(-grown_x, -grown_y, grown_x, grown_y)
        part.moveLeft(min(max(part.left(), self._box.left()), max(self._box.left(), self._box.right() - part.width())))
        part.moveTop(min(max(part.top(), self._box.top()), max(self._box.top(), self._box.bottom() - part.height())))
        return part


def _shows_a_part(size: tuple[int, int], view: PaneView) -> bool:
    height, width = size
    viewport = view.viewport
    return bool(width * viewport.zoom > viewport.width + 1 or height * viewport.zoom > viewport.height + 1)


class MinimapTool(Tool):
    """Moves the picture to where the overview is pressed, as long as the button is down."""

    def __init__(self, layer: MinimapLayer, on_pointed: Callable[[float, float], None]) -> None:
        """``on_pointed`` is called with a point of the frame."""
        self._layer = layer
        self._on_pointed = on_pointed

    def begin(self, position: QPointF, button: Qt.MouseButton) -> bool:
        point = self._layer.frame_point(position)
        if button is not Qt.MouseButton.LeftButton or point is None:
            return False
        self._on_pointed(*point)
        return True

    def drag(self, position: QPointF) -> None:
        point = self._layer.frame_point(position)
        if point is not None:
            self._on_pointed(*point)

    def cursor(self, position: QPointF) -> Qt.CursorShape | None:
        return None if self._layer.frame_point(position) is None else Qt.CursorShape.PointingHandCursor
