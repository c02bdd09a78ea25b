"""The brush under the mouse, as large as it paints, with its size in words; and the point that the arrows move."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from inspector.core.defect import Box
from inspector.views.canvas.layer import Layer, PaneView
from inspector.views.theme import SMALL_PX, font

EDGE_PX = 3  # widget px that the ring's edges need
CROSS_PX = 8  # half of the cross where the ring is too small to be seen
SMALL_RING_PX = 6
TEXT_OFF_PX = 6
TEXT_ROOM_PX = (180, 24)


@dataclass(frozen=True, slots=True)
class BrushMark:
    x: float  # of its centre, px of the picture
    y: float
    diameter: float  # px of the picture; 0: a point
    is_square: bool = False
    text: str = ""  # beside it
    has_cross: bool = False  # moved by the arrows: no mouse shows where it is


class BrushRing(Layer):
    def __init__(self) -> None:
        super().__init__()
        self._mark: BrushMark | None = None
        self._painted = QRectF()  # widget px of the pane, of the text beside the ring

    def show_mark(self, mark: BrushMark | None) -> None:
        if mark == self._mark:
            return
        for one in (self._mark, mark):
            if one is not None:
                self._repaint_round(one)
        self._mark = mark

    def _repaint_round(self, mark: BrushMark) -> None:
        half = mark.diameter / 2
        left, top = math.floor(mark.x - half), math.floor(mark.y - half)
        size = math.ceil(mark.diameter) + 1
        self.repaint(Box(left, top, size, size), EDGE_PX + CROSS_PX)
        if mark.text:  # below the ring's right end
            at = Box(math.floor(mark.x + half * math.sqrt(0.5)), math.floor(mark.y + half * math.sqrt(0.5)), 1, 1)
            self.repaint(at, TEXT_ROOM_PX[0] + TEXT_OFF_PX)

    def paint(self, painter: QPainter, view: PaneView) -> None:
        mark = self._mark
        if mark is None:
            return
        centre = view.at(*view.viewport.to_screen(mark.x, mark.y))
        radius = mark.diameter / 2 * view.viewport.zoom / view.pixel_ratio
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, away in ((QColor(0, 0, 0), 1), (QColor(0, 0, 0), -1), (QColor(255, 255, 255), 0)):  # on any grey
            painter.setPen(QPen(colour, 0))  # thin lines without smoothing cost little, however large the ring
            if mark.diameter and radius + away > 0:
                ring = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
                ring = ring.adjusted(-away, -away, away, away)
                if mark.is_square:
                    painter.drawRect(ring)
                else:
                    painter.drawEllipse(ring)
        if mark.has_cross or 2 * radius < SMALL_RING_PX:
            for colour, width in ((QColor(0, 0, 0), 3), (QColor(255, 255, 255), 1)):
                painter.setPen(QPen(colour, width))
                for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                    near, far = QPointF(dx, dy) * (radius + 2), QPointF(dx, dy) * (radius + CROSS_PX)
                    painter.drawLine(centre + near, centre + far)
        if mark.text:
            self._paint_text(painter, mark.text, centre, radius, view.room)

    @staticmethod
    def _paint_text(painter: QPainter, text: str, centre: QPointF, radius: float, room: QRectF) -> None:
        painter.setFont(font(SMALL_PX))
        width = painter.fontMetrics().horizontalAdvance(text)
        off = radius * math.sqrt(0.5) + TEXT_OFF_PX
        at = QPointF(
            min(centre.x() + off, room.right() - width - 4), min(centre.y() + off + SMALL_PX, room.bottom() - 4)
        )
        painter.setPen(QColor(0, 0, 0))
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            painter.drawText(at + QPointF(dx, dy), text)
        painter.setPen(QColor(255, 255, 255))
        painter.drawText(at, text)
