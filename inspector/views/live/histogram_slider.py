"""A slider drawn over the live histogram of scores, so that a threshold is chosen where the scores lie."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from inspector.views.theme import mixed, tokens

STEPS = 100  # of 0.01
MARGIN_PX = 7
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


class HistogramSlider(QSlider):
    """Score 0..1 in steps of 0.01. Bars left of the handle are below the threshold and drawn faint."""

    def __init__(self, colour: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(0, STEPS)
        self.setPageStep(5)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._colour = colour
        self._bins: npt.NDArray[np.float64] = np.zeros(0)

    def show_bins(self, counts: npt.NDArray[np.integer | np.floating]) -> None:
        """Counts of scores in equal steps from 0 to 1. Heights are by square root: rare scores stay visible."""
        heights = np.sqrt(np.asarray(counts, np.float64))
        highest = float(heights.max(initial=0.0))
        shown = heights / highest if highest else np.zeros(0)
        if not np.array_equal(shown, self._bins):
            self._bins = shown
            self.update()

    def set_colour(self, colour: str) -> None:
        self._colour = colour
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(140, 28)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 28)

    def _x_of(self, share: float) -> float:
        return MARGIN_PX + share * (self.width() - 2 * MARGIN_PX)

    def _choose_at(self, x: float) -> None:
        room = max(1, self.width() - 2 * MARGIN_PX)
        self.setValue(round(min(1.0, max(0.0, (x - MARGIN_PX) / room)) * STEPS))

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
        if event.button() is Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._choose_at(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._choose_at(event.position().x())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling the list must not move a threshold

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        left, right = self._x_of(0), self._x_of(1)
        floor, top = self.height() - 5.0, 3.0
        handle = self._x_of(self.value() / STEPS)
        n = len(self._bins)
        full, faint = QColor(mixed(self._colour, t.surface, 0.85)), QColor(mixed(t.text_dim, t.surface, 0.35))
        for i, height in enumerate(self._bins):
            if height:
                x0, x1 = self._x_of(i / n), self._x_of((i + 1) / n)
                tall = max(1.0, float(height) * (floor - top))
                is_reported = (i + 0.5) / n >= self.value() / STEPS
                painter.fillRect(QRectF(x0, floor - tall, max(1.0, x1 - x0 - 1), tall), full if is_reported else faint)
        painter.setPen(QPen(QColor(t.line_strong), 1))
        painter.drawLine(round(left), round(floor), round(right), round(floor))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.accent if self.hasFocus() or self.isSliderDown() else t.text))
        painter.drawRoundedRect(QRectF(handle - 1.5, top - 2, 3, floor - top + 4), 1, 1)
        painter.drawRoundedRect(QRectF(handle - 5, floor - 4, 10, 8), 3, 3)
        painter.end()
