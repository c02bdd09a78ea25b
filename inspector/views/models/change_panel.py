"""Promote or roll back, asked on the page and never over a picture: what it means, who does it and why, twice pressed.

It stands in the place of the tabs while it is open. What the gate found is listed where it failed.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from inspector.screens.models import ChangeState
from inspector.views.fields import FIELD_PX
from inspector.views.plain_text import PlainLabel
from inspector.views.small_widgets import Card, scrolled, small
from inspector.views.theme import GRID, LARGE_PX, font

MAX_TEXT = 500


class AskingPanel(Card):
    """Escape closes it, and ends no work."""

    withdrawn = Signal()  # the panel was closed

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            others = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
            if event.key() == Qt.Key.Key_Escape and not event.modifiers() & others:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.withdrawn.emit()
        else:
            super().keyPressEvent(event)


class ChangePanel(AskingPanel):
    pressed = Signal(str, str)  # name, reason; the first press asks, the second does it
    typed = Signal()  # something was typed: the question of the first press is withdrawn

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: ChangeState | None = None
        self._title = small(PlainLabel())
        self._title.setFont(font(LARGE_PX, is_bold=True))
        self._happens = small(PlainLabel())
        self._failed = small(PlainLabel())
        self._failed.setProperty("warn", True)
        self._fault = small(PlainLabel())
        self._fault.setProperty("warn", True)
        self.name = self._field(self.tr("Your name"))
        self.reason = self._field(self.tr("Reason"))
        self.button = QPushButton()
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setAccessibleName(self.cancel.text())
        for button in (self.button, self.cancel):
            button.setFixedHeight(FIELD_PX)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.clicked.connect(lambda: self.pressed.emit(self.name.text().strip(), self.reason.text().strip()))
        self.cancel.clicked.connect(self.withdrawn)
        self._lay_out()

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(name)
        field.setMaxLength(MAX_TEXT)
        field.setFixedHeight(FIELD_PX)
        field.textEdited.connect(lambda _: self.typed.emit())
        field.textChanged.connect(lambda _: self._refresh())
        field.returnPressed.connect(lambda: self.button.click())  # which is pressed twice, and only once all is typed
        return field

    def _lay_out(self) -> None:
        inside = QWidget()
        form = QFormLayout()
        form.setSpacing(GRID)
        form.addRow(self.tr("Your name"), self.name)
        form.addRow(self.tr("Reason"), self.reason)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addStretch(1)
        buttons.addWidget(self.button)
        buttons.addWidget(self.cancel)
        column = QVBoxLayout(inside)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        for label in (self._title, self._happens, self._failed):
            column.addWidget(label)
        column.addLayout(form)
        column.addWidget(self._fault)
        column.addLayout(buttons)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        self._area = scrolled(inside)
        layout.addWidget(self._area)

    def show_change(self, state: ChangeState | None) -> None:
        """None: it is closed, and what was typed is forgotten."""
        is_new = state is not None and (self._state is None or self._state.title != state.title)
        self._state = state
        if state is None:
            self.reason.clear()
            return
        self._title.setText(state.title)
        self._happens.setText(state.happens)
        self._failed.setText("\n".join((state.failed_title, *(f"– {line}" for line in state.failed))))
        self._failed.setVisible(bool(state.failed))
        self._fault.setText(state.fault)
        self._fault.setVisible(bool(state.fault))
        if self.button.text() != state.button:
            self.button.setText(state.button)
            self.button.setAccessibleName(state.button)
        if self.button.property("warn") != state.is_asked:
            self.button.setProperty("warn", state.is_asked)
            self.button.style().unpolish(self.button)
            self.button.style().polish(self.button)
        if is_new:
            self.name.setText(state.name)
            self.reason.clear()
            (self.reason if state.name else self.name).setFocus()
            # Once it is laid out: on a small screen what speaks against it would leave the field with the keys unseen.
            QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(self.button))
        self._refresh()

    def _refresh(self) -> None:
        """Who and why are always asked for: a change of model is read about years later."""
        is_free = self._state is not None and not self._state.is_working
        is_complete = bool(self.name.text().strip() and self.reason.text().strip())
        can_press = is_free and is_complete
        if not can_press and self.button.hasFocus():
            self.reason.setFocus()
        self.button.setEnabled(can_press)  # and the keys stay in the field: its spaces would press the button
        self.cancel.setEnabled(is_free)
        for field in (self.name, self.reason):
            field.setReadOnly(not is_free)
