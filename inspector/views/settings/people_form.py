"""The people of the workspace: a row each, and below them the fields for a new one, or for another PIN."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from inspector.core.pin import MAX_LENGTH
from inspector.core.untrusted import MAX_NAME
from inspector.screens.settings_page import PeopleState, PersonDraft, PersonRow
from inspector.views.plain_text import set_tip
from inspector.views.settings.field_row import FIELD_PX, ChoiceField
from inspector.views.small_widgets import ElidedLabel, dim_label
from inspector.views.theme import GRID

NAME_PX = 120  # at least
ROLE_LETTERS = 13  # “Administrator”


class PeopleForm(QWidget):
    added = Signal(object)  # PersonDraft
    pin_chosen = Signal(object, str, str)  # PersonRow, PIN, the same again
    role_chosen = Signal(object, str)  # PersonRow, role
    removed = Signal(object)  # PersonRow
    all_removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._of: PersonRow | None = None  # whose new PIN is typed; None: somebody new
        self._shown = PeopleState()
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(GRID)
        self._rows.setVerticalSpacing(GRID // 2)
        self._rows.setColumnStretch(0, 1)
        self._widgets: list[QWidget] = []
        self._heading = dim_label("")
        self._name = QLineEdit()
        self._name.setMaxLength(MAX_NAME)
        self._role = ChoiceField(self.tr("Role"))
        self._role.setMinimumContentsLength(ROLE_LETTERS)
        self._pin, self._again = QLineEdit(), QLineEdit()
        names = (self.tr("Name (may be left out)"), self.tr("PIN"), self.tr("The same again"))
        for field, name in zip((self._name, self._pin, self._again), names, strict=True):
            field.setPlaceholderText(name)
            field.setAccessibleName(name)
            field.setFixedHeight(FIELD_PX)
            field.setTextMargins(4, 0, 4, 0)
            field.returnPressed.connect(self._on_done)
        for field in (self._pin, self._again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setMaxLength(MAX_LENGTH)
        self._done, self._leave = QPushButton(), QPushButton(self.tr("Cancel"))
        self._done.clicked.connect(self._on_done)
        self._leave.clicked.connect(lambda: self._ask(None))
        self._all = QPushButton(self.tr("Remove everybody: nothing is locked"))
        self._all.clicked.connect(self._on_all)
        for button in (self._done, self._leave, self._all):
            button.setFixedHeight(FIELD_PX)
        who, pins, end = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row, widgets in (
            (who, (self._name, self._role)), (pins, (self._pin, self._again, self._done, self._leave)),
            (end, (self._all,)),
        ):  # fmt: skip
            row.setSpacing(GRID)
            for widget in widgets:
                row.addWidget(widget)
        end.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(self._rows)
        column.addWidget(self._heading)
        column.addLayout(who)
        column.addLayout(pins)
        column.addLayout(end)
        self._ask(None)

    def show_state(self, state: PeopleState | None) -> None:
        self.setVisible(state is not None)
        if state is None or state == self._shown:
            return
        was_empty, self._shown = not self._shown.people, state
        for widget in self._widgets:
            self._rows.removeWidget(widget)
            widget.deleteLater()
        self._widgets = []
        for line, person in enumerate(state.people):
            self._add_row(line, person)
        keeps = bool(state.people) and not was_empty  # else the next would be an administrator too
        self._role.show_choices(state.roles, self._role.value() if keeps else state.first_role)
        self._role.setEnabled(bool(state.people))
        self._all.setVisible(bool(state.people))
        self._withdraw_all()
        if self._of is not None and self._of not in state.people:
            self._ask(None)

    def _add_row(self, line: int, person: PersonRow) -> None:
        name = ElidedLabel()
        name.setText(person.shown)
        name.setMinimumWidth(NAME_PX)
        name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        role = ChoiceField(self.tr("Role of {0}").format(person.shown))
        role.setMinimumContentsLength(ROLE_LETTERS)
        role.show_choices(self._shown.roles, person.role)
        role.chosen.connect(partial(self.role_chosen.emit, person))
        pin = QPushButton(self.tr("New PIN"))
        pin.clicked.connect(partial(self._ask, person))
        remove = QPushButton(self.tr("Remove"))
        remove.clicked.connect(partial(self.removed.emit, person))
        for button, what in ((pin, self.tr("New PIN of {0}")), (remove, self.tr("Remove {0}"))):
            button.setFixedHeight(FIELD_PX)
            button.setAccessibleName(what.format(person.shown))
            set_tip(button, what.format(person.shown))
        remove.setEnabled(not person.is_last_administrator)
        if person.is_last_administrator:
            set_tip(remove, self.tr("The last administrator stays"))
            role.setEnabled(False)
        for place, widget in enumerate((name, role, pin, remove)):
            self._rows.addWidget(widget, line, place)
            self._widgets.append(widget)

    def _ask(self, person: PersonRow | None, _checked: bool = False) -> None:
        self._of = person
        is_new = person is None
        self._heading.setText(
            self.tr("Somebody new") if person is None else self.tr("New PIN of {0}").format(person.shown)
        )
        self._done.setText(self.tr("Add") if is_new else self.tr("Set the PIN"))
        self._name.setVisible(is_new)
        self._role.setVisible(is_new)
        self._leave.setVisible(not is_new)
        self._pin.clear()
        self._again.clear()
        if not is_new:
            self._pin.setFocus()

    def _on_done(self) -> None:
        pin, again = self._pin.text(), self._again.text()
        if self._of is not None:
            self.pin_chosen.emit(self._of, pin, again)
            return
        if self._name.text() or pin:
            self.added.emit(PersonDraft(self._name.text(), self._role.value(), pin, again))

    def clear_typed(self) -> None:
        """What was typed is saved."""
        self._name.clear()
        self._role.show_choices(self._shown.roles, self._shown.first_role)
        self._ask(None)
        self._name.setFocus()

    def _on_all(self) -> None:
        """By a second press: it cannot be taken back."""
        if self._all.property("asked"):
            self._withdraw_all()
            self.all_removed.emit()
        else:
            self._all.setProperty("asked", True)
            self._all.setText(self.tr("Really everybody? Press again"))

    def _withdraw_all(self) -> None:
        self._all.setProperty("asked", False)
        self._all.setText(self.tr("Remove everybody: nothing is locked"))
