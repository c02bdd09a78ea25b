"""A shape while it is drawn: its corners and the way between them, and seeds that were painted for a tool."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from inspector.screens.painting import SketchState
from inspector.views.canvas.layer import Layer, PaneView
from inspector.views.theme import tokens

CORNER_PX = 3.5  # radius
FIRST_CORNER_PX = 5.0
CROSS_PX = 4.0  # half of the cross of what does not belong to it


class SketchLayer(Layer):
    def __init__(self) -> None:
        super().__init__()
        self._sketch = SketchState()

    def show_sketch(self, sketch: SketchState) -> None:
        if sketch != self._sketch:
            self._sketch = sketch
            self.repaint()

    def paint(self, painter: QPainter, view: PaneView) -> None:
        if not (self._sketch.way or self._sketch.corners or self._sketch.refused):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        way = QPolygonF([_at(view, point) for point in self._sketch.way])
        if self._sketch.is_closed and way.size() > 1:
            way.append(way.first())
        corners = [_at(view, point) for point in self._sketch.corners]
        accent = QColor(tokens().on_picture)
        for colour, width in ((QColor(0, 0, 0), 4.0), (QColor(255, 255, 255), 2.6), (accent, 1.4)):
            painter.setPen(QPen(colour, width))
            painter.drawPolyline(way)
        painter.setPen(QPen(QColor(0, 0, 0), 1.5))
        painter.setBrush(QColor(255, 255, 255))
        for number, corner in enumerate(corners):
            radius = CORNER_PX if number else FIRST_CORNER_PX  # a click on the first one closes the shape
            painter.drawEllipse(corner, radius, radius)
        for x, y in self._sketch.refused:
            at = _at(view, (x, y))
            for colour, width in ((QColor(0, 0, 0), 5.0), (QColor(255, 255, 255), 2.0)):
                painter.setPen(QPen(colour, width))
                for dx, dy in ((CROSS_PX, CROSS_PX), (CROSS_PX, -CROSS_PX)):
                    painter.drawLine(at - QPointF(dx, dy), at + QPointF(dx, dy))


def _at(view: PaneView, point: tuple[float, float]) -> QPointF:
    return view.at(*view.viewport.to_screen(*point))
