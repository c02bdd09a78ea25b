"""The severity table as rows to be typed: class, measure, limit, severity. It is saved as a whole."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from inspector.screens.settings_page import RuleRow, SeverityDraft, SeverityState
from inspector.views.icons import icon
from inspector.views.plain_text import set_tip
from inspector.views.settings.field_row import FIELD_PX, ChoiceField, LineField
from inspector.views.small_widgets import dim_label
from inspector.views.theme import GRID, SMALL_PX

LIMIT_PX = 84


class RuleFields(QObject):
    """The widgets of one rule."""

    def __init__(self, form: SeverityForm, state: SeverityState, rule: RuleRow) -> None:
        super().__init__(form)
        self.class_name = ChoiceField(self.tr("Class"))
        self.class_name.show_choices(state.class_names, rule.class_name)
        self.measure = ChoiceField(self.tr("Measure"))
        self.measure.show_choices(state.measures, rule.measure)
        self.at_least = LineField(self.tr("At least"))
        self.at_least.setFixedWidth(LIMIT_PX)
        self.at_least.show_text(rule.at_least)
        self.severity = ChoiceField(self.tr("Severity"))
        self.severity.show_choices(state.severities, rule.severity)
        self.remove = QToolButton()
        self.remove.setIcon(icon("close"))
        self.remove.setProperty("quiet", True)
        self.remove.setFixedSize(FIELD_PX, FIELD_PX)
        self.remove.setAccessibleName(self.tr("Remove this rule"))
        set_tip(self.remove, self.tr("Remove this rule"))
        self.remove.clicked.connect(lambda: form.remove_row(self))
        for field in (self.class_name, self.measure, self.severity):
            field.chosen.connect(form.changed)
        self.at_least.textEdited.connect(form.changed)

    def widgets(self) -> tuple[QWidget, ...]:
        return self.class_name, self.measure, self.at_least, self.severity, self.remove

    def rule(self) -> RuleRow:
        return RuleRow(self.class_name.value(), self.measure.value(), self.at_least.text(), self.severity.value())


class SeverityForm(QWidget):
    draft_chosen = Signal(object)  # SeverityDraft

    def __init__(self) -> None:
        super().__init__()
        self._state: SeverityState | None = None
        self._rows: list[RuleFields] = []
        self._version = dim_label("", SMALL_PX)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(4)
        for column, stretch in enumerate((2, 3, 0, 2, 0)):
            self._grid.setColumnStretch(column, stretch)
        headings = (self.tr("Class"), self.tr("Measure"), self.tr("At least"), self.tr("Severity"))
        for column, heading in enumerate(headings):
            self._grid.addWidget(dim_label(heading, SMALL_PX), 0, column)
        self._example = QCheckBox(self.tr("An example, agreed with nobody"))
        self._example.clicked.connect(self.changed)
        self._add = QPushButton(self.tr("Add a rule"))
        self._add.clicked.connect(self._on_add)
        self._discard = QPushButton(self.tr("Discard"))
        self._discard.clicked.connect(self._on_discard)
        self._save = QPushButton(self.tr("Save the table"))
        self._save.clicked.connect(self._on_save)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(self._add)
        buttons.addStretch(1)
        buttons.addWidget(self._discard)
        buttons.addWidget(self._save)
        column_of_all = QVBoxLayout(self)
        column_of_all.setContentsMargins(0, 0, 0, 0)
        column_of_all.setSpacing(GRID)
        column_of_all.addWidget(self._version)
        column_of_all.addLayout(self._grid)
        column_of_all.addWidget(self._example)
        column_of_all.addLayout(buttons)

    def show_state(self, state: SeverityState) -> None:
        """A table that is being changed stands, unless another was saved."""
        before, self._state = self._state, state
        if before is None or (before.rows, before.version, before.is_example) != (
            state.rows, state.version, state.is_example,
        ):  # fmt: skip
            self._on_discard()

    def rules(self) -> tuple[RuleRow, ...]:
        return tuple(row.rule() for row in self._rows)

    def changed(self) -> None:
        state = self._state
        is_changed = state is not None and (self.rules(), self._example.isChecked()) != (state.rows, state.is_example)
        self._save.setEnabled(is_changed)
        self._discard.setEnabled(is_changed)

    def remove_row(self, row: RuleFields) -> None:
        rules = [one.rule() for one in self._rows if one is not row]
        self._lay_rows(rules)
        self.changed()

    def refresh_icons(self) -> None:
        for row in self._rows:
            row.remove.setIcon(icon("close"))

    def _on_add(self) -> None:
        state = self._state
        if state is not None:
            first = RuleRow(state.class_names[0].value, state.measures[0].value, "", state.severities[0].value)
            self._lay_rows([*self.rules(), first])
            self._rows[-1].at_least.setFocus()
            self.changed()

    def _on_discard(self) -> None:
        state = self._state
        if state is None:
            return
        self._lay_rows(list(state.rows))
        self._example.setChecked(state.is_example)
        self._version.setText(self.tr("Table {0}").format(state.version))
        self.changed()

    def _lay_rows(self, rules: list[RuleRow]) -> None:
        state = self._state
        assert state is not None
        for row in self._rows:
            for widget in row.widgets():
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
            row.deleteLater()
        self._rows = [RuleFields(self, state, rule) for rule in rules]
        for line, row in enumerate(self._rows, 1):
            for column, widget in enumerate(row.widgets()):
                self._grid.addWidget(widget, line, column)
                widget.show()  # now, so that it can take the focus

    def _on_save(self) -> None:
        self.draft_chosen.emit(SeverityDraft(self.rules(), self._example.isChecked()))
