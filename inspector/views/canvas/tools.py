"""What the mouse and the keys do on a canvas. Positions are in widget px of the canvas.

A canvas asks its tools in order. The first that takes a press has the mouse until the button is let go; the others
then only hear of the position.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QPointF, Qt

from inspector.views.canvas.view_transform import WHEEL_STEP


class ToolCanvas(Protocol):
    """What tools may do to a canvas."""

    def move_by(self, right: float, down: float) -> None: ...

    def zoom_about_middle(self, factor: float) -> None: ...

    def frame_pixel(self, x: float, y: float) -> tuple[float, float] | None: ...

    def end_drag(self, tool: Tool) -> None: ...

    def refresh_cursor(self) -> None: ...


class Tool:
    """Does nothing; tools override what they need."""

    def begin(self, position: QPointF, button: Qt.MouseButton) -> bool:
        """A button is pressed; True takes the mouse."""
        return False

    def drag(self, position: QPointF) -> None:
        """The mouse moves while it is this tool's."""

    def end(self) -> None:
        """The button is let go, or the drag is broken off."""

    def hover(self, position: QPointF | None) -> None:
        """The mouse moves, whoever has it; None when it leaves."""

    def cursor(self, position: QPointF) -> Qt.CursorShape | None:
        """The cursor that this tool wants here, for the mouse it has or would take."""
        return None

    def press_key(self, key: int, modifiers: Qt.KeyboardModifier) -> bool:
        """True if the key is this tool's."""
        return False

    def turn_wheel(self, notches: float) -> bool:
        """The wheel is turned, up above 0; True if that is this tool's, and does not zoom."""
        return False


class PanTool(Tool):
    """Drags the frame: with the middle button, and with the left one always or while a key is held."""

    def __init__(self, canvas: ToolCanvas, *, left_needs_key: bool) -> None:
        self._canvas = canvas
        self._left_needs_key = left_needs_key
        self._is_key_down = False
        self._last: QPointF | None = None  # while dragging

    def set_key_down(self, is_down: bool) -> None:
        self._is_key_down = is_down
        if not is_down:
            self._canvas.end_drag(self)
        self._canvas.refresh_cursor()

    def begin(self, position: QPointF, button: Qt.MouseButton) -> bool:
        takes_left = self._is_key_down or not self._left_needs_key
        if button is Qt.MouseButton.MiddleButton or (button is Qt.MouseButton.LeftButton and takes_left):
            self._last = position
        return self._last is not None

    def drag(self, position: QPointF) -> None:
        if self._last is not None:
            moved = position - self._last
            self._canvas.move_by(moved.x(), moved.y())
        self._last = position

    def end(self) -> None:
        self._last = None

    def cursor(self, position: QPointF) -> Qt.CursorShape | None:
        if self._last is not None:
            return Qt.CursorShape.ClosedHandCursor
        return Qt.CursorShape.OpenHandCursor if self._is_key_down else None


class PickTool(Tool):
    """Tells which point of the frame is under the mouse; takes no press."""

    def __init__(self, canvas: ToolCanvas, on_picked: Callable[[tuple[float, float] | None], None]) -> None:
        """``on_picked`` is called with column and row in frame px, or None beside the frame."""
        self._canvas = canvas
        self._on_picked = on_picked
        self._position: QPointF | None = None

    def hover(self, position: QPointF | None) -> None:
        self._position = position
        self._on_picked(None if position is None else self._canvas.frame_pixel(position.x(), position.y()))

    def pick_again(self) -> None:
        """Another frame lies under the mouse, which has not moved."""
        if self._position is not None:
            self.hover(self._position)


class BrightnessTool(Tool):
    """The right button, dragged: up for brighter, to the right for more contrast."""

    def __init__(self, on_dragged: Callable[[float, float, bool], None]) -> None:
        """``on_dragged``: the way from the press, right and down in widget px, and whether it is at its end."""
        self._on_dragged = on_dragged
        self._from: QPointF | None = None
        self._way = QPointF()

    def begin(self, position: QPointF, button: Qt.MouseButton) -> bool:
        if button is not Qt.MouseButton.RightButton:
            return False
        self._from, self._way = position, QPointF()
        return True

    def drag(self, position: QPointF) -> None:
        if self._from is not None:
            self._way = position - self._from
            self._on_dragged(self._way.x(), self._way.y(), False)

    def end(self) -> None:
        self._from = None
        if not self._way.isNull():  # a click alone changes nothing
            self._on_dragged(self._way.x(), self._way.y(), True)

    def cursor(self, position: QPointF) -> Qt.CursorShape | None:
        return Qt.CursorShape.SizeAllCursor if self._from is not None else None


class ZoomKeys(Tool):
    """+ and - zoom about the middle, where a page has no actions of its own on them."""

    def __init__(self, canvas: ToolCanvas) -> None:
        self._canvas = canvas

    def press_key(self, key: int, modifiers: Qt.KeyboardModifier) -> bool:
        if key not in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            return False
        self._canvas.zoom_about_middle(1 / WHEEL_STEP if key == Qt.Key.Key_Minus else WHEEL_STEP)
        return True
