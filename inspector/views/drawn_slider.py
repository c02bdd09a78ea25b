"""A slider that subclasses draw: its handle is dragged, its keys move it. A click beside the handle moves nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

MARGIN_PX = 7  # half a handle
REACH_PX = 11  # of a press, from the middle of the handle
_OWN_KEYS = {
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
}


class DrawnSlider(QSlider):
    def __init__(self, maximum: int, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(0, maximum)
        self._held_at_px = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def x_of(self, value: float) -> float:
        """Where a value lies, in pixels of the widget."""
        return MARGIN_PX + value / self.maximum() * (self.width() - 2 * MARGIN_PX)

    def value_at(self, x: float) -> int:
        """What a drag to ``x`` chooses."""
        share = (x - MARGIN_PX) / max(1, self.width() - 2 * MARGIN_PX)
        return round(min(1.0, max(0.0, share)) * self.maximum())

    def event(self, event: QEvent) -> bool:
        # While the slider has the focus its keys are its own, though Left and Right are also the page's.
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _OWN_KEYS
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if event.button() is Qt.MouseButton.LeftButton and abs(x - self.x_of(self.value())) <= REACH_PX:
            self._held_at_px = x - self.x_of(self.value())
            self.setSliderDown(True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():  # the handle stays where it was taken: a press alone moves nothing
            self.setValue(self.value_at(event.position().x() - self._held_at_px))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self.setSliderDown(False)
