"""Number fields of every page: what is being typed stands until it is complete, and both decimal separators are read.

A number is shown with a point and without parted thousands. The wheel is ``input_guard``'s.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QValidator
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QSpinBox

from inspector.texts.formats import read_decimal
from inspector.views.plain_text import set_tip

FIELD_PX = 30
MIN_WIDTH_PX = 72
LARGEST_STEPPED = 512.0  # px; where stepping down from "no limit" begins
_OTHER_REDO = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Y)


def prepared(field: QAbstractSpinBox, name: str, tooltip: str = "") -> None:
    """One signal when the number is complete."""
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

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        """Qt would take "1.234" for 1234 in some languages: a separator is refused."""
        figures = text.strip().removesuffix(self.suffix().strip()).strip().removeprefix("-")
        if figures and not (figures.isascii() and figures.isdecimal()):
            return QValidator.State.Invalid, text, place
        state, text, place = super().validate(text, place)
        return state, text, place

    def event(self, event: QEvent) -> bool:
        if _is_left_to_page(event) and not self._is_being_typed():
            event.ignore()
            return False
        return super().event(event)

    def _is_being_typed(self) -> bool:
        return _is_being_typed(self, self.textFromValue(self.value()) + self.suffix())


class NumberField(QDoubleSpinBox):
    """With ``has_no_limit`` its highest value reads "no limit"; ``sign`` stands before the number: "≥ "."""

    _no_limit = ""  # Qt asks for texts while it is being built
    _unit = ""
    _sign = ""

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
        sign: str = "",
    ) -> None:
        super().__init__()
        self._no_limit = self.tr("no limit") if has_no_limit else ""
        self._unit, self._sign = suffix, sign
        if not has_no_limit:  # else they are part of the text, so that "no limit" stands without them
            self.setPrefix(sign)
            self.setSuffix(suffix)
        prepared(self, name, tooltip)
        self.setDecimals(decimals)
        self.setRange(low, high)
        self.setSingleStep(step)

    def show_value(self, value: float) -> None:
        """Showing is not choosing: nothing is emitted, and what is being typed stands."""
        if round(value, self.decimals()) != self.value() and not self._is_being_typed():
            with QSignalBlocker(self):
                self.setValue(value)

    def minimumSizeHint(self) -> QSize:
        return QSize(MIN_WIDTH_PX, FIELD_PX)

    def textFromValue(self, value: float) -> str:
        if self._no_limit and value >= self.maximum():
            return self._no_limit
        text = f"{value:.{self.decimals()}f}".replace("-", "−")
        return f"{self._sign}{text}{self._unit}" if self._no_limit else text

    def valueFromText(self, text: str) -> float:
        if self._no_limit and text.strip() == self._no_limit:
            return self.maximum()
        value = self._read(text)
        return self.value() if value is None else value

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        figures = self._figures(text)
        typed = text.removeprefix(self.prefix()).removesuffix(self.suffix())
        if not self._no_limit and typed != typed.strip():
            return QValidator.State.Invalid, text, place
        if self._no_limit and self._no_limit.startswith(text.strip()):
            is_done = text.strip() == self._no_limit
            return (QValidator.State.Acceptable if is_done else QValidator.State.Intermediate), text, place
        if figures in ("", "-", ".", "-.", ",", "-,"):
            return QValidator.State.Intermediate, text, place
        value = self._read(text)
        if value is None:
            return QValidator.State.Invalid, text, place
        is_inside = self.minimum() <= value <= self.maximum()
        return (QValidator.State.Acceptable if is_inside else QValidator.State.Intermediate), text, place

    def fixup(self, text: str) -> str:
        value = self._read(text)
        inside = self.value() if value is None else min(self.maximum(), max(self.minimum(), value))
        return self.textFromValue(inside)

    def show_unit(self, unit: str, n_digits: int, step: float) -> None:
        """The same number of another unit comes with ``show_value``."""
        with QSignalBlocker(self):
            self._unit = unit
            if not self._no_limit:
                self.setSuffix(unit)
            self.setDecimals(n_digits)
            self.setSingleStep(step)

    def stepBy(self, steps: int) -> None:
        """From "no limit" down to a size that exists."""
        if self._no_limit and steps < 0 and self.value() >= self.maximum():
            self.setValue(LARGEST_STEPPED)
        else:
            super().stepBy(steps)

    def _read(self, text: str) -> float | None:
        return read_decimal(self._figures(text), self.decimals())

    def _figures(self, text: str) -> str:
        bare = text.strip().removeprefix(self._sign.strip()).strip()
        return bare.replace("−", "-").removesuffix(self._unit.strip()).strip()

    def event(self, event: QEvent) -> bool:
        if _is_left_to_page(event) and not self._is_being_typed():
            event.ignore()
            return False
        return super().event(event)

    def _is_being_typed(self) -> bool:
        return _is_being_typed(self, f"{self.prefix()}{self.textFromValue(self.value())}{self.suffix()}")


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
