"""Number fields of the Balance page: what is being typed stands until it is complete, and sliders own their keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, QPointF, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QValidator,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from inspector.views.drawn_slider import DrawnSlider
from inspector.views.plain_text import set_tip
from inspector.views.small_widgets import dim_label
from inspector.views.theme import SMALL_PX, tokens

FIELD_PX = 30
MIN_WIDTH_PX = 72
LARGEST_STEPPED = 512.0  # px; where stepping down from "no limit" begins
_OTHER_REDO = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Y)


def prepared(field: QAbstractSpinBox, name: str, tooltip: str = "") -> None:
    """One signal when the number is complete; the wheel moves a field only when it has the focus."""
    field.setKeyboardTracking(False)
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    field.setFixedHeight(FIELD_PX)
    field.setAccessibleName(name)
    set_tip(field, tooltip)


class WholeField(QSpinBox):
    def __init__(self, name: str, low: int, high: int, *, suffix: str = "", step: int = 1, tooltip: str = "") -> None:
        super().__init__()
        prepared(self, name, tooltip)
        self.setRange(low, high)
        self.setSuffix(suffix)
        self.setSingleStep(step)

    def show_value(self, value: int) -> None:
        """Showing is not choosing: nothing is emitted, and what is being typed stands."""
        if value != self.value() and not self._is_being_typed():
            with QSignalBlocker(self):
                self.setValue(value)

    def event(self, event: QEvent) -> bool:
        if _is_left_to_page(event) and not self._is_being_typed():
            event.ignore()
            return False
        return super().event(event)

    def _is_being_typed(self) -> bool:
        return _is_being_typed(self, self.textFromValue(self.value()) + self.suffix())

    def wheelEvent(self, event: QWheelEvent) -> None:
        _wheel_only_with_focus(self, event)
        if event.isAccepted():
            super().wheelEvent(event)


class NumberField(QDoubleSpinBox):
    """With ``has_no_limit`` its highest value reads "no limit"."""

    _no_limit = ""  # Qt asks for texts while it is being built
    _unit = ""

    def __init__(
        self,
        name: str,
        low: float,
        high: float,
        *,
        suffix: str = "",
        step: float = 1.0,
        decimals: int = 0,
        tooltip: str = "",
        has_no_limit: bool = False,
    ) -> None:
        super().__init__()
        self._no_limit = self.tr("no limit") if has_no_limit else ""
        self._unit = suffix
        prepared(self, name, tooltip)
        self.setDecimals(decimals)
        self.setRange(low, high)
        self.setSingleStep(step)

    def show_value(self, value: float) -> None:
        """Showing is not choosing: nothing is emitted, and what is being typed stands."""
        if round(value, self.decimals()) != self.value() and not _is_being_typed(
            self, self.textFromValue(self.value())
        ):
            with QSignalBlocker(self):
                self.setValue(value)

    def minimumSizeHint(self) -> QSize:
        return QSize(MIN_WIDTH_PX, FIELD_PX)

    # The unit is part of the text and not Qt's suffix, so that "no limit" stands without it.

    def textFromValue(self, value: float) -> str:
        if self._no_limit and value >= self.maximum():
            return self._no_limit
        return f"{value:.{self.decimals()}f}{self._unit}".replace("-", "−")

    def valueFromText(self, text: str) -> float:
        if self._no_limit and text.strip() == self._no_limit:
            return self.maximum()
        try:
            return float(self._figures(text))
        except ValueError:
            return self.value()

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        figures = self._figures(text)
        if self._no_limit and self._no_limit.startswith(text.strip()):
            is_done = text.strip() == self._no_limit
            return (QValidator.State.Acceptable if is_done else QValidator.State.Intermediate), text, place
        if figures in ("", "-", ".", "-."):
            return QValidator.State.Intermediate, text, place
        try:
            value = float(figures)
        except ValueError:
            return QValidator.State.Invalid, text, place
        if not all(sign in "0123456789.-" for sign in figures):
            return QValidator.State.Invalid, text, place
        is_inside = self.minimum() <= value <= self.maximum()
        return (QValidator.State.Acceptable if is_inside else QValidator.State.Intermediate), text, place

    def fixup(self, text: str) -> str:
        try:
            inside = min(self.maximum(), max(self.minimum(), float(self._figures(text))))
        except ValueError:
            inside = self.value()
        return self.textFromValue(inside)

    def stepBy(self, steps: int) -> None:
        """From "no limit" down to a size that exists."""
        if self._no_limit and steps < 0 and self.value() >= self.maximum():
            self.setValue(LARGEST_STEPPED)
        else:
            super().stepBy(steps)

    def _figures(self, text: str) -> str:
        return text.replace("−", "-").replace(",", ".").strip().removesuffix(self._unit.strip()).strip()

    def event(self, event: QEvent) -> bool:
        if _is_left_to_page(event) and not self._is_being_typed():
            event.ignore()
            return False
        return super().event(event)

    def _is_being_typed(self) -> bool:
        return _is_being_typed(self, self.textFromValue(self.value()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        _wheel_only_with_focus(self, event)
        if event.isAccepted():
            super().wheelEvent(event)


def _is_being_typed(field: QAbstractSpinBox, complete: str) -> bool:
    """Whether the text is not what the value reads as: somebody is in the middle of a number."""
    return field.hasFocus() and field.text() != complete


def _is_left_to_page(event: QEvent) -> bool:
    """Undo and redo of a complete number are the page's; while one is being typed they are the text's."""
    key = QKeySequence.StandardKey
    return (
        event.type() is QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and (event.matches(key.Undo) or event.matches(key.Redo) or event.keyCombination() == _OTHER_REDO)
    )


def _wheel_only_with_focus(field: QWidget, event: QWheelEvent) -> None:
    """Scrolling the form must not move a number under the cursor."""
    event.setAccepted(field.hasFocus())


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


def small(label: QLabel) -> QLabel:
    """A label of the second rank that may need several lines. A long name in it is cut, and widens nothing."""
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, label.sizePolicy().verticalPolicy())
    return label
