"""Parts of the forms of the Balance page: a range, a caption, a slider on a line."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from inspector.views.drawn_slider import DrawnSlider
from inspector.views.fields import NumberField
from inspector.views.plain_text import set_tip
from inspector.views.small_widgets import dim_label
from inspector.views.theme import SMALL_PX, tokens


class RangeField(QWidget):
    """From – to. An end that is moved past the other takes it along."""

    changed = Signal(float, float)

    def __init__(self, low: NumberField, high: NumberField) -> None:
        super().__init__()
        self.low, self.high = low, high
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(low, 1)
        row.addWidget(dim_label("–"))
        row.addWidget(high, 1)
        low.valueChanged.connect(self._on_low)
        high.valueChanged.connect(self._on_high)

    def show_range(self, low: float, high: float) -> None:
        self.low.show_value(low)
        self.high.show_value(high)

    def _on_low(self, value: float) -> None:
        if value > self.high.value():
            with QSignalBlocker(self.high):
                self.high.setValue(value)
        self.changed.emit(value, self.high.value())

    def _on_high(self, value: float) -> None:
        if value < self.low.value():
            with QSignalBlocker(self.low):
                self.low.setValue(value)
        self.changed.emit(self.low.value(), value)


class Captioned(QWidget):
    """A small dim caption over a field."""

    def __init__(self, caption: str, field: QWidget) -> None:
        super().__init__()
        self.label = dim_label(caption, SMALL_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.label)
        column.addWidget(field)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)


class LineSlider(DrawnSlider):
    """A thin line with a handle and a mark at the default value; acts while dragged.

    A drag snaps to the default value, a double click or Home brings it back.
    """

    def __init__(self, name: str, maximum: int, default: int | None, *, snap: int = 0, tooltip: str = "") -> None:
        super().__init__(maximum)
        self.setSingleStep(max(1, maximum // 60))
        self.setPageStep(max(1, maximum // 12))
        self.setAccessibleName(name)
        set_tip(self, tooltip)
        self.default = default
        self._snap = snap

    def show_value(self, value: int) -> None:
        if value != self.value():
            with QSignalBlocker(self):
                self.setValue(value)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(96, 20)

    def minimumSizeHint(self) -> QSize:
        return QSize(48, 20)

    def value_at(self, x: float) -> int:
        value = super().value_at(x)
        is_near = self.default is not None and abs(value - self.default) <= self._snap
        return self.default if is_near and self.default is not None else value

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Home and self.default is not None:
            self.setValue(self.default)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.default is not None:
            self.setValue(self.default)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        middle = self.height() / 2
        handle = self.x_of(self.value())
        painter.fillRect(QRectF(self.x_of(0), middle - 1, self.x_of(self.maximum()) - self.x_of(0), 2), QColor(t.line))
        is_live = self.isEnabled()
        painter.fillRect(
            QRectF(self.x_of(0), middle - 1, handle - self.x_of(0), 2), QColor(t.text_dim if is_live else t.line_strong)
        )
        if self.default is not None:
            painter.setPen(QPen(QColor(t.line_strong), 1))
            x = round(self.x_of(self.default)) + 0.5
            painter.drawLine(QPointF(x, middle - 6), QPointF(x, middle + 6))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        colour = t.accent if self.hasFocus() or self.isSliderDown() else t.text
        painter.setBrush(QColor(colour if is_live else t.line_strong))
        painter.drawRoundedRect(QRectF(handle - 4, middle - 7, 8, 14), 3, 3)
        painter.end()
