"""The rule that is chosen, as fields: which defects, how many of them, where, and the verdict that they give."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from inspector.core.defect import Severity
from inspector.core.grading import ANY_CLASS, GIVEN, Across, Along, GradingRule
from inspector.core.measures import MEASURES
from inspector.screens.grading import GradingState
from inspector.texts.grading import ANY, SEVERITIES, VERDICTS, measure_text
from inspector.views.fields import NumberField, WholeField
from inspector.views.grading.fields import Captioned, ChoiceField, NameField, TextField
from inspector.views.plain_text import PlainLabel
from inspector.views.small_widgets import Card
from inspector.views.theme import GRID, font

COUNT, AREA = "max_count", "max_area_percent"
PERCENT, MM = "edge_percent", "edge_mm"


class RuleForm(Card):
    changed = Signal(str, object)  # field of GradingRule, its new value

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule = GradingRule()
        self._title = PlainLabel()
        self._title.setFont(font(is_bold=True))
        self._make_fields()
        self._fields: dict[str, Captioned] = {}
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(GRID)
        self._lay_out()
        self._inside = inside
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID + 4, GRID, GRID + 4, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._title)
        layout.addWidget(inside)
        layout.addStretch(1)

    def _make_fields(self) -> None:
        any_size = (self.tr("of any size"), "")
        measures = [(" ".join(measure_text(name)), name) for name in MEASURES]
        severities = [
            (SEVERITIES[one].translated() if one is not Severity.NONE else self.tr("any"), one) for one in Severity
        ]
        self._class = NameField(self.tr("Class"))
        self._severity = ChoiceField(self.tr("Severity at least"), severities)
        self._measure = ChoiceField(self.tr("Measure"), [any_size, *measures])
        self._at_least = NumberField(self.tr("Size at least"), 0, 1e9, decimals=2)
        self._limit = ChoiceField(
            self.tr("Limit"), [(self.tr("number of defects"), COUNT), (self.tr("share of the surface"), AREA)]
        )
        self._count = WholeField(
            self.tr("Defects allowed"),
            0,
            1_000_000,
            tooltip=self.tr("More than this meets the rule; 0: any defect does"),
        )
        self._percent = NumberField(self.tr("Share allowed"), 0, 100, suffix=" %", decimals=3, step=0.1)
        self._stretch = NumberField(
            self.tr("In any stretch of"),
            0,
            1e6,
            suffix=" m",
            decimals=2,
            tooltip=self.tr("In any stretch of this length; 0: in the whole piece"),
        )
        self._across = ChoiceField(
            self.tr("Across"),
            [
                (self.tr("anywhere"), Across.ANYWHERE), (self.tr("at the edges"), Across.EDGES),
                (self.tr("away from the edges"), Across.MIDDLE),
            ],
        )  # fmt: skip
        self._edge = NumberField(self.tr("An edge is wide"), 0, 1e6, decimals=1)
        self._edge_unit = ChoiceField(self.tr("Unit of the edge"), [("mm", MM), (self.tr("% of the width"), PERCENT)])
        self._along = ChoiceField(
            self.tr("Along"),
            [
                (self.tr("anywhere"), Along.ANYWHERE), (self.tr("at head and tail"), Along.ENDS),
                (self.tr("between head and tail"), Along.BODY),
            ],
        )  # fmt: skip
        self._head = NumberField(self.tr("Head"), 0, 1e6, suffix=" m", decimals=2)
        self._tail = NumberField(self.tr("Tail"), 0, 1e6, suffix=" m", decimals=2)
        self._verdict = ChoiceField(
            self.tr("Verdict"), [(VERDICTS[verdict].translated(), verdict) for verdict in GIVEN]
        )
        self._note = TextField(self.tr("Note for people"))
        self._class.completed.connect(self._on_class)
        self._severity.chosen.connect(lambda severity: self.changed.emit("min_severity", severity))
        self._measure.chosen.connect(lambda measure: self.changed.emit("measure", measure))
        self._at_least.valueChanged.connect(lambda value: self.changed.emit("at_least", value))
        self._limit.chosen.connect(self._on_limit)
        self._count.valueChanged.connect(lambda n: self.changed.emit(COUNT, n))
        self._percent.valueChanged.connect(lambda percent: self.changed.emit(AREA, percent))
        self._stretch.valueChanged.connect(lambda length: self.changed.emit("per_length_m", length))
        self._across.chosen.connect(lambda across: self.changed.emit("across", across))
        self._edge.valueChanged.connect(self._on_edge)
        self._edge_unit.chosen.connect(self._on_edge_unit)
        self._along.chosen.connect(lambda along: self.changed.emit("along", along))
        self._head.valueChanged.connect(lambda length: self.changed.emit("head_m", length))
        self._tail.valueChanged.connect(lambda length: self.changed.emit("tail_m", length))
        self._verdict.chosen.connect(lambda verdict: self.changed.emit("verdict", verdict))
        self._note.completed.connect(lambda text: self.changed.emit("note", text))

    def _lay_out(self) -> None:
        """Six columns, so that two and three fields share rows without a seam that jumps."""
        rows: tuple[tuple[tuple[str, str, QWidget, int], ...], ...] = (
            (
                ("class_name", self.tr("Defects of the class"), self._class, 3),
                ("min_severity", self.tr("Of this severity or worse"), self._severity, 3),
            ),
            (
                ("measure", self.tr("Counted by size"), self._measure, 3),
                ("at_least", self.tr("From this size on"), self._at_least, 3),
            ),
            (
                ("limit", self.tr("What is limited"), self._limit, 2),
                (COUNT, self.tr("Allowed"), self._count, 2),
                ("per_length_m", self.tr("Within a length of"), self._stretch, 2),
            ),
            (
                ("across", self.tr("Where across"), self._across, 2),
                ("edge", self.tr("Edge width"), self._edge, 2),
                ("edge_unit", self.tr("Unit"), self._edge_unit, 2),
            ),
            (
                ("along", self.tr("Where along"), self._along, 2),
                ("head_m", self.tr("First metres"), self._head, 2),
                ("tail_m", self.tr("Last metres"), self._tail, 2),
            ),
            (
                ("verdict", self.tr("Verdict of the piece"), self._verdict, 2),
                ("note", self.tr("Note, shown where the rule is met"), self._note, 4),
            ),
        )
        for row, fields in enumerate(rows):
            column = 0
            for name, caption, field, span in fields:
                captioned = self._fields[name] = Captioned(caption, field)
                self._grid.addWidget(captioned, row, column, 1, span)
                column += span
        percent = self._fields[AREA] = Captioned(self.tr("Allowed"), self._percent)
        self._grid.addWidget(percent, 2, 2, 1, 2)
        for column in range(6):
            self._grid.setColumnStretch(column, 1)
            self._grid.setColumnMinimumWidth(column, 44)

    def show_state(self, state: GradingState) -> None:
        table, index = state.table, state.rule_index
        has_rule = table is not None and index >= 0
        self._inside.setEnabled(has_rule)
        faults = {one.field: one.text for one in state.faults}
        for name, field in self._fields.items():
            field.show_fault(faults.get(name, ""))
        if not has_rule or table is None:
            self._title.setText(self.tr("No rule is chosen"))
            return
        self._title.setText(self.tr("Rule {0}").format(index + 1))
        self._show_rule(table.rules[index], state.class_names)

    def _show_rule(self, rule: GradingRule, class_names: tuple[str, ...]) -> None:
        self._rule = rule
        name = ANY.translated() if rule.class_name == ANY_CLASS else rule.class_name
        self._class.show_name(name, (ANY.translated(), *class_names))
        self._severity.show_value(rule.min_severity)
        self._measure.show_value(rule.measure)
        self._at_least.setEnabled(bool(rule.measure))
        self._at_least.show_value(rule.at_least)
        is_area = rule.max_area_percent is not None
        self._limit.show_value(AREA if is_area else COUNT)
        self._fields[COUNT].setVisible(not is_area)
        self._fields[AREA].setVisible(is_area)
        self._count.show_value(rule.max_count)
        self._percent.show_value(rule.max_area_percent or 0.0)
        self._stretch.show_value(rule.per_length_m)
        self._across.show_value(rule.across)
        has_edge = rule.across is not Across.ANYWHERE
        self._edge.setEnabled(has_edge)
        self._edge_unit.setEnabled(has_edge)
        self._edge.show_value(rule.edge_percent or rule.edge_mm)
        self._edge_unit.show_value(PERCENT if rule.edge_percent else MM)
        self._along.show_value(rule.along)
        for field in (self._head, self._tail):
            field.setEnabled(rule.along is not Along.ANYWHERE)
        self._head.show_value(rule.head_m)
        self._tail.show_value(rule.tail_m)
        self._verdict.show_value(rule.verdict)
        self._note.show_text(rule.note)

    def _on_class(self, name: str) -> None:
        self.changed.emit("class_name", ANY_CLASS if name.strip() == ANY.translated() else name)

    def _on_limit(self, kind: str) -> None:
        if kind == AREA and self._rule.max_area_percent is None:
            self.changed.emit(AREA, 1.0)
        elif kind == COUNT and self._rule.max_area_percent is not None:
            self.changed.emit(COUNT, 0)

    def _on_edge(self, value: float) -> None:
        self.changed.emit(PERCENT if self._rule.edge_percent else MM, value)

    def _on_edge_unit(self, unit: str) -> None:
        value = self._rule.edge_percent or self._rule.edge_mm
        if unit == PERCENT:
            value = min(value, 50.0)
        self.changed.emit(unit, value)
