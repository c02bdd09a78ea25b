"""Text on small cards over a pane: what it shows, what is amiss with it, which side is which."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from inspector.views.canvas.layer import Layer, PaneView
from inspector.views.shapes import Shape, draw_shape
from inspector.views.theme import GRID, SMALL_PX, font, tokens

TAG_PX = 22
SIGN_PX = 18  # room for the triangle before a warning


@dataclass(frozen=True, slots=True)
class Tags:
    """ "" where there is nothing to say."""

    title: str = ""  # upper left
    warning: str = ""  # below it
    left: str = ""  # lower left
    right: str = ""  # lower right


class TagLayer(Layer):
    def __init__(self) -> None:
        super().__init__()
        self._tags = Tags()

    def show_tags(self, tags: Tags) -> None:
        if tags != self._tags:
            self._tags = tags
            self.repaint()

    def paint(self, painter: QPainter, view: PaneView) -> None:
        room, tags = view.room, self._tags
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = room.top() + GRID
        if tags.title:
            top = _paint_tag(painter, tags.title, room.left() + GRID, top, room).bottom() + 4
        if tags.warning:
            _paint_tag(painter, tags.warning, room.left() + GRID, top, room, is_warning=True)
        foot = room.bottom() - GRID - TAG_PX
        if tags.left:
            _paint_tag(painter, tags.left, room.left() + GRID, foot, room)
        if tags.right:
            _paint_tag(painter, tags.right, room.right() - GRID, foot, room, is_at_right=True)


def _paint_tag(
    painter: QPainter,
    text: str,
    x: float,
    y: float,
    room: QRectF,
    *,
    is_warning: bool = False,
    is_at_right: bool = False,
) -> QRectF:
    """``x`` is the card's left edge, or its right one; the text wraps where the pane is narrow."""
    t = tokens()
    painter.setFont(font(SMALL_PX))
    sign = SIGN_PX if is_warning else 0
    max_room = QRectF(0, 0, room.width() - 2 * GRID - 16 - sign, room.height())
    wraps = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
    size = painter.boundingRect(max_room, wraps, text).size()
    box = QRectF(x, y, math.ceil(size.width()) + 16 + sign, max(TAG_PX, math.ceil(size.height()) + 6))
    if is_at_right:
        box.moveRight(x)
    ground = QColor(t.surface)
    ground.setAlphaF(0.88)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, 4, 4)
    if is_warning:
        draw_shape(painter, QRectF(box.left() + 8, box.top() + 6, 10, 10), Shape.TRIANGLE, t.warn)
    painter.setPen(QColor(t.text))
    painter.drawText(box.adjusted(8 + sign, 0, -8, 0), wraps | Qt.AlignmentFlag.AlignVCenter, text)
    return box
