"""Fields of the Grading page. What is wrong with a field stands in words in the place of its caption: nothing moves."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QKeyCombination, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from inspector.views.fields import FIELD_PX
from inspector.views.plain_text import set_tip
from inspector.views.small_widgets import ElidedBox, ElidedLabel
from inspector.views.theme import SMALL_PX, font, tokens

_OTHER_REDO = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Y)


class Captioned(QWidget):
    """A field under its caption, or under what is wrong with it."""

    def __init__(self, caption: str, field: QWidget, tooltip: str = "") -> None:
        super().__init__()
        self.field = field
        self._caption = caption
        self._label = ElidedLabel()
        self._label.setFont(font(SMALL_PX))
        self._label.setProperty("dim", True)
        self._label.setText(caption)
        if not field.accessibleName():
            field.setAccessibleName(caption)
        if tooltip:
            set_tip(field, tooltip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._label)
        column.addWidget(field)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_fault(self, text: str) -> None:
        """ "" : nothing is wrong."""
        self._label.setText(text or self._caption)
        self._label.setProperty("dim", not text)
        self._label.setStyleSheet(f"color: {tokens().stop};" if text else "")
        self.field.setAccessibleDescription(text)


class PageEdit(QLineEdit):
    """Undo and redo are the page's, unless somebody is in the middle of typing: then they are the text's."""

    def __init__(self) -> None:
        super().__init__()
        self.shown = ""  # what the table holds

    def event(self, event: QEvent) -> bool:
        key = QKeySequence.StandardKey
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self.text() == self.shown
            and (event.matches(key.Undo) or event.matches(key.Redo) or event.keyCombination() == _OTHER_REDO)
        ):
            event.ignore()
            return False
        return super().event(event)


class TextField(PageEdit):
    """Tells its text when it is complete: by Enter, or as somebody leaves it."""

    completed = Signal(str)

    def __init__(self, name: str, *, max_length: int = 2000) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFixedHeight(FIELD_PX)
        self.setMaxLength(max_length)
        self.editingFinished.connect(self._on_finished)

    def show_text(self, text: str) -> None:
        """What is being typed stands, and so does what was not taken."""
        if text != self.shown or (not self.hasFocus() and not self.accessibleDescription()):
            self.shown = text
            if text != self.text():
                self.setText(text)
                self.setCursorPosition(0)  # a long text is read from its beginning

    def _on_finished(self) -> None:
        if self.text() != self.shown:
            self.completed.emit(self.text())


class ChoiceField(ElidedBox):
    """One of a few; the wheel moves it only when it has the focus."""

    chosen = Signal(object)

    def __init__(self, name: str, choices: Sequence[tuple[str, object]], tooltip: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFixedHeight(FIELD_PX)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self._values = [value for _, value in choices]
        for text, _ in choices:
            self.addItem(text)
        set_tip(self, tooltip)
        self.activated.connect(lambda index: self.chosen.emit(self._values[index]))

    def show_value(self, value: object) -> None:
        with QSignalBlocker(self):
            self.setCurrentIndex(self._values.index(value))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class NameField(QComboBox):
    """A name that is typed, or taken from those that are known."""

    completed = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._edit = PageEdit()
        self.setEditable(True)
        self.setLineEdit(self._edit)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(name)
        self.setFixedHeight(FIELD_PX)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._names: tuple[str, ...] = ()
        self.activated.connect(lambda _: self.completed.emit(self.currentText()))
        self._edit.setAccessibleName(name)
        self._edit.editingFinished.connect(self._on_finished)

    def show_name(self, text: str, names: Sequence[str]) -> None:
        known = tuple(names)
        with QSignalBlocker(self):
            if known != self._names:
                self._names = known
                self.clear()
                self.addItems(list(known))
                self._edit.shown = "\0"  # the list has set another text
            if text != self._edit.shown or (not self.hasFocus() and not self.accessibleDescription()):
                self._edit.shown = text
                self.setCurrentIndex(self.findText(text))
                self.setEditText(text)

    def _on_finished(self) -> None:
        if self.currentText() != self._edit.shown:
            self.completed.emit(self.currentText())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
