"""A line that is drawn over the frame to measure it, with what it reads in words beside its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeAlias

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from inspector.views.canvas.layer import Layer, PaneView
from inspector.views.canvas.tools import Tool
from inspector.views.theme import BODY_PX, GRID, RADIUS, font, tokens

END_PX = 7  # half of the stroke across each end
OFFSET_PX = 14  # between the line's end and its reading

Line: TypeAlias = tuple[tuple[float, float], tuple[float, float]]  # start and end, px of the picture


class RulerLayer(Layer):
    def __init__(self) -> None:
        super().__init__()
        self._line: Line | None = None
        self._text = ""

    def show_line(self, line: Line | None, text: str = "") -> None:
        if (line, text) != (self._line, self._text):
            self._line, self._text = line, text
            self.repaint()

    def paint(self, painter: QPainter, view: PaneView) -> None:
        if self._line is None:
            return
        start, end = (view.at(*view.viewport.to_screen(*point)) for point in self._line)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        along = QLineF(start, end)
        strokes = [along]
        if along.length() > 0:
            across = along.normalVector().unitVector()
            away = QPointF(across.dx(), across.dy()) * END_PX
            strokes += [QLineF(point - away, point + away) for point in (start, end)]
        for colour, thick in ((QColor(0, 0, 0), 5.0), (QColor(255, 255, 255), 3.0), (QColor(tokens().on_picture), 1.5)):
            painter.setPen(QPen(colour, thick))
            painter.drawLines(strokes)
        if self._text:
            self._paint_text(painter, end, view.room)

    def _paint_text(self, painter: QPainter, end: QPointF, room: QRectF) -> None:
        t = tokens()
        painter.setFont(font(BODY_PX, is_bold=True))
        size = painter.fontMetrics().size(0, self._text)
        box = QRectF(end.x() + OFFSET_PX, end.y() + OFFSET_PX, size.width() + 2 * GRID, size.height() + GRID)
        box.moveLeft(max(room.left() + 4, min(box.left(), room.right() - box.width() - 4)))
        box.moveTop(max(room.top() + 4, min(box.top(), room.bottom() - box.height() - 4)))
        painter.setPen(QPen(QColor(t.line_strong), 1))
        painter.setBrush(QColor(t.surface))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        painter.setPen(QColor(t.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._text)


class RulerCanvas(Protocol):
    def frame_position(self, x: float, y: float) -> tuple[float, float]: ...

    def refresh_cursor(self) -> None: ...


class RulerTool(Tool):
    """While it is on, the left button draws the line."""

    def __init__(self, canvas: RulerCanvas, on_drawn: Callable[[Line], None]) -> None:
        """``on_drawn`` is called while the line is drawn."""
        self._canvas = canvas
        self._on_drawn = on_drawn
        self._is_on = False
        self._start: tuple[float, float] | None = None  # while drawing

    @property
    def is_on(self) -> bool:
        return self._is_on

    def set_on(self, is_on: bool) -> None:
        self._is_on, self._start = is_on, None
        self._canvas.refresh_cursor()

    def begin(self, position: QPointF, button: Qt.MouseButton) -> bool:
        if not self._is_on or button is not Qt.MouseButton.LeftButton:
            return False
        self._start = self._canvas.frame_position(position.x(), position.y())
        return True

    def drag(self, position: QPointF) -> None:
        if self._start is not None:
            self._on_drawn((self._start, self._canvas.frame_position(position.x(), position.y())))

    def end(self) -> None:
        self._start = None

    def cursor(self, position: QPointF) -> Qt.CursorShape | None:
        return Qt.CursorShape.CrossCursor if self._is_on else None
