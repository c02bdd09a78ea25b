"""Lines between pixels, once one is so large on the screen that they help: labels are exact to the pixel."""

from __future__ import annotations

from PySide6.QtCore import QLineF
from PySide6.QtGui import QColor, QPainter, QPen

from inspector.views.canvas.layer import Layer, PaneView

MIN_ZOOM = 16.0  # screen px of one pixel


class PixelGrid(Layer):
    def paint(self, painter: QPainter, view: PaneView) -> None:
        zoom = view.viewport.zoom
        if zoom < MIN_ZOOM or view.visible.is_empty:
            return
        rows, columns = view.visible.rows, view.visible.columns
        top, bottom = (view.viewport.origin_y + int(row) * zoom for row in (rows[0], rows[-1] + 1))
        left, right = (view.viewport.origin_x + int(column) * zoom for column in (columns[0], columns[-1] + 1))
        xs = [round(view.viewport.origin_x + column * zoom) for column in range(int(columns[0]), int(columns[-1]) + 2)]
        ys = [round(view.viewport.origin_y + row * zoom) for row in range(int(rows[0]), int(rows[-1]) + 2)]
        lines = [QLineF(view.at(x, top), view.at(x, bottom)) for x in xs]
        lines += [QLineF(view.at(left, y), view.at(right, y)) for y in ys]
        for colour, dash in ((QColor(0, 0, 0, 70), 0), (QColor(255, 255, 255, 60), 1)):
            pen = QPen(colour, 0)
            if dash:
                pen.setDashPattern([2, 2])  # light on dark steel, dark on bright
            painter.setPen(pen)
            painter.drawLines(lines)
