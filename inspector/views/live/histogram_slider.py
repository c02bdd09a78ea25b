"""A slider drawn over the live histogram of scores, so that a threshold is chosen where the scores lie."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from inspector.views.drawn_slider import DrawnSlider
from inspector.views.theme import mixed, tokens

STEPS = 100  # of 0.01


class HistogramSlider(DrawnSlider):
    """Score 0..1 in steps of 0.01. Bars left of the handle are below the threshold and drawn faint."""

    reset_wished = Signal()  # by Del or Backspace

    def __init__(self, colour: str, parent: QWidget | None = None) -> None:
        super().__init__(STEPS, parent)
        self.setPageStep(5)
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.reset_wished.emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(140, 28)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        left, right = self.x_of(0), self.x_of(STEPS)
        floor, top = self.height() - 5.0, 3.0
        handle = self.x_of(self.value())
        n = len(self._bins)
        full, faint = QColor(mixed(self._colour, t.surface, 0.85)), QColor(mixed(t.text_dim, t.surface, 0.35))
        for i, height in enumerate(self._bins):
            if height:
                x0, x1 = self.x_of(i / n * STEPS), self.x_of((i + 1) / n * STEPS)
                tall = max(1.0, float(height) * (floor - top))
                is_reported = (i + 0.5) / n >= self.value() / STEPS
                painter.fillRect(QRectF(x0, floor - tall, max(1.0, x1 - x0 - 1), tall), full if is_reported else faint)
        painter.setPen(QPen(QColor(t.line_strong), 1))
        painter.drawLine(round(left), round(floor), round(right), round(floor))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        handle_colour = t.accent if self.hasFocus() or self.isSliderDown() else t.text
        painter.setBrush(QColor(handle_colour if self.isEnabled() else t.line_strong))
        painter.drawRoundedRect(QRectF(handle - 1.5, top - 2, 3, floor - top + 4), 1, 1)
        painter.drawRoundedRect(QRectF(handle - 5, floor - 4, 10, 8), 3, 3)
        painter.end()
