"""One setting: its name, a field, and below them what it does, why something typed is refused, or when it was saved."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from inspector.screens.settings_page import Choice, FieldKind, FieldState
from inspector.views.plain_text import PlainLabel
from inspector.views.shapes import Shape, draw_shape
from inspector.views.small_widgets import ElidedBox, dim_label
from inspector.views.theme import GRID, SMALL_PX, font, tokens

FIELD_PX = 30
TITLE_SHARE, FIELD_SHARE = 2, 3
SIGN_PX = 12


class LineField(QLineEdit):
    """A line of text that is chosen by Return or by leaving it; Escape brings back what is saved."""

    chosen = Signal(str)

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFixedHeight(FIELD_PX)
        self.setTextMargins(4, 0, 4, 0)
        self._shown = ""
        self.editingFinished.connect(self._on_finished)

    def show_unit(self, unit: str) -> None:
        """Within it at its right: so all fields of a page end at one line, whatever their units."""
        label = dim_label(unit)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, GRID, 0)
        row.addWidget(label, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setTextMargins(4, 0, label.sizeHint().width() + GRID, 0)

    def show_text(self, text: str) -> None:
        """What is being typed stands."""
        is_typed = self.hasFocus() and self.text() != self._shown
        if not is_typed and text != self.text():
            self.setText(text)
        self._shown = text

    def _on_finished(self) -> None:
        if self.text() != self._shown:
            self._shown = self.text()  # the answer may be another text
            self.chosen.emit(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._shown:
            self.setText(self._shown)
        else:
            super().keyPressEvent(event)


class ChoiceField(ElidedBox):
    """The wheel moves it only where it has the focus."""

    chosen = Signal(str)

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFixedHeight(FIELD_PX)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self._choices: tuple[Choice, ...] = ()
        self.activated.connect(lambda _index: self.chosen.emit(self.value()))

    def show_choices(self, choices: tuple[Choice, ...], value: str) -> None:
        with QSignalBlocker(self):
            if choices != self._choices:
                self._choices = choices
                self.clear()
                for one in choices:
                    self.addItem(one.text, one.value)
            self.setCurrentIndex(self.findData(value))

    def value(self) -> str:
        return str(self.currentData())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class FaultLine(QWidget):
    """A triangle and why something is refused; a plain note where nothing is."""

    def __init__(self) -> None:
        super().__init__()
        self._has_fault = False
        self._text = PlainLabel()
        self._text.setWordWrap(True)
        self._text.setFont(font(SMALL_PX))
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._text, 1)
        self._row = row

    def show_texts(self, fault: str, note: str) -> None:
        self._has_fault = bool(fault)
        self._row.setContentsMargins(SIGN_PX + 6 if fault else 0, 0, 0, 0)
        if self._text.text() != (fault or note):
            self._text.setText(fault or note)
        self.setVisible(bool(fault or note))
        self.update()

    def keep_room(self) -> None:
        """For one line, also while there is nothing to say: what stands below never moves."""
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(self._text.fontMetrics().height() + 2)
        self.hide()

    def text(self) -> str:
        return self._text.text()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._has_fault:
            painter = QPainter(self)
            draw_shape(painter, QRectF(0, 3, SIGN_PX, SIGN_PX - 2), Shape.TRIANGLE, tokens().warn)
            painter.end()


class FieldRow(QWidget):
    chosen = Signal(str, object)  # id, text or yes and no

    def __init__(self, state: FieldState) -> None:
        super().__init__()
        self._id = state.id
        title = PlainLabel(state.title)
        title.setWordWrap(True)
        help_text = dim_label(state.help, SMALL_PX)
        help_text.setWordWrap(True)
        self._line: LineField | None = None
        self._choice: ChoiceField | None = None
        self._box: QCheckBox | None = None
        self._fault = FaultLine()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(2)
        grid.addWidget(title, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self._made_field(state), 0, 1)
        grid.addWidget(help_text, 1, 0, 1, 2)
        grid.addWidget(self._fault, 2, 0, 1, 2)
        grid.setColumnStretch(0, TITLE_SHARE)
        grid.setColumnStretch(1, FIELD_SHARE)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def _made_field(self, state: FieldState) -> QWidget:
        if state.kind is FieldKind.YES_NO:
            self._box = QCheckBox()
            self._box.setAccessibleName(state.title)
            self._box.setFixedHeight(FIELD_PX)
            self._box.clicked.connect(lambda checked: self.chosen.emit(self._id, checked))
            return self._box
        if state.kind is FieldKind.CHOICE:
            self._choice = ChoiceField(state.title)
            self._choice.chosen.connect(lambda value: self.chosen.emit(self._id, value))
            return self._choice
        self._line = LineField(state.title)
        self._line.chosen.connect(lambda text: self.chosen.emit(self._id, text))
        if state.unit:
            self._line.show_unit(state.unit)
        return self._line

    def show_state(self, state: FieldState) -> None:
        if self._line is not None:
            self._line.show_text(str(state.value))
        elif self._choice is not None:
            self._choice.show_choices(state.choices, str(state.value))
        elif self._box is not None:
            self._box.setChecked(bool(state.value))
        self._fault.show_texts(state.fault, state.note)
        self.setVisible(state.is_shown)

    @property
    def field(self) -> QWidget:
        found = self._line or self._choice or self._box
        assert found is not None
        return found

    @property
    def says(self) -> str:
        """What stands below it: the fault, or the note."""
        return self._fault.text() if self._fault.isVisibleTo(self) else ""
