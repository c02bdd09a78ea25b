"""A line across each pane that parts two pictures, and the tool that moves it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from inspector.views.canvas.layer import Layer, PaneView
from inspector.views.canvas.tools import Tool

GRIP_PX = 6  # widget px: how near the mouse must be to the line
KEY_STEP = 0.02  # of the pane's width
HANDLE_PX = (8, 32)


class WipeLine(Layer):
    def __init__(self) -> None:
        super().__init__()
        self._share = 0.5

    def show_at(self, share: float) -> None:
        """At this share of the pane's width, where a layer's ``show_from`` begins."""
        if share != self._share:
            self._share = share
            self.repaint()

    def paint(self, painter: QPainter, view: PaneView) -> None:
        if view.visible.is_empty:
            return
        x, height = view.x_of(self._share), view.room.height()
        dark, bright = QColor(0, 0, 0, 130), QColor(255, 255, 255)
        painter.fillRect(QRectF(x - 2, 0, 4, height), dark)
        painter.fillRect(QRectF(x - 1, 0, 2, height), bright)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(dark, 1))
        painter.setBrush(bright)
        wide, high = HANDLE_PX
        painter.drawRoundedRect(QRectF(x - wide / 2, height / 2 - high / 2, wide, high), 4, 4)


class WipeCanvas(Protocol):
    def share_at(self, x: float) -> float: ...

    def x_of_share(self, share: float, pane: int = 0) -> float: ...

    def pane_at(self, x: float) -> int: ...


class WipeTool(Tool):
    """Drags the line, or moves it with the arrows (with Shift, where those alone are actions of the page)."""

    def __init__(self, canvas: WipeCanvas, on_moved: Callable[[float], None]) -> None:
        """``on_moved`` is called with the line's new share of the pane's width, 0..1."""
        self._canvas = canvas
        self._on_moved = on_moved
        self._is_on = self._is_dragging = False
        self._share = 0.5

    @property
    def share(self) -> float:
        return self._share

    def set_on(self, is_on: bool) -> None:
        self._is_on = is_on

    def begin(self, position: QPointF, button: Qt.MouseButton) -> bool:
        self._is_dragging = button is Qt.MouseButton.LeftButton and self._is_near_line(position.x())
        return self._is_dragging

    def drag(self, position: QPointF) -> None:
        self._move_to(self._canvas.share_at(position.x()))

    def end(self) -> None:
        self._is_dragging = False

    def cursor(self, position: QPointF) -> Qt.CursorShape | None:
        is_grip = self._is_dragging or self._is_near_line(position.x())
        return Qt.CursorShape.SplitHCursor if is_grip else None

    def press_key(self, key: int, modifiers: Qt.KeyboardModifier) -> bool:
        if not self._is_on or key not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return False
        self._move_to(self._share + (KEY_STEP if key == Qt.Key.Key_Right else -KEY_STEP))
        return True

    def _is_near_line(self, x: float) -> bool:
        return self._is_on and abs(x - self._canvas.x_of_share(self._share, self._canvas.pane_at(x))) <= GRIP_PX

    def _move_to(self, share: float) -> None:
        self._share = min(1.0, max(0.0, share))
        self._on_moved(self._share)
