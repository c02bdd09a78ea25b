"""The table as a whole: its head as fields, and its rules as a list."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from inspector.core.grading import GIVEN, GradingTable, Verdict
from inspector.screens.grading import GradingState, RuleLine
from inspector.texts.grading import VERDICTS
from inspector.views.action_set import ActionSet
from inspector.views.fields import NumberField
from inspector.views.grading.fields import Captioned, ChoiceField, TextField
from inspector.views.live.verdict_line import verdict_sign
from inspector.views.plain_text import PlainLabel, plain_tip, set_tip
from inspector.views.shapes import draw_shape
from inspector.views.small_widgets import Card, action_button
from inspector.views.theme import GRID, SMALL_PX, font, tokens

SIGN_PX = 12
RULE_ACTIONS = ("add_rule", "remove_rule", "rule_up", "rule_down")


def verdict_icon(verdict: Verdict) -> QIcon:
    """Its sign, drawn at twice its size for fine screens."""
    image = QImage(2 * SIGN_PX, 2 * SIGN_PX, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    draw_shape(painter, QRectF(1, 1, 2 * SIGN_PX - 2, 2 * SIGN_PX - 2), *verdict_sign(verdict, tokens()))
    painter.end()
    return QIcon(QPixmap.fromImage(image))


class TableForm(Card):
    """The head: what the table is for, and what holds beside its rules."""

    changed = Signal(str, object)  # field of GradingTable, its new value

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = {
            "name": TextField(self.tr("Name"), max_length=200),
            "product": TextField(self.tr("Kind of piece"), max_length=200),
            "plant": TextField(self.tr("Plant"), max_length=200),
            "standard": TextField(self.tr("Agreed by")),
            "verified_by": TextField(self.tr("Compared with it by")),
        }
        self._texts["product"].setPlaceholderText(self.tr("any"))
        set_tip(self._texts["product"], self.tr("The table judges pieces of this kind only, as rail; empty: of any"))
        set_tip(self._texts["standard"], self.tr("What the rules follow: a standard, an order, an agreement"))
        set_tip(self._texts["verified_by"], self.tr("Who has compared the rules with the standard or order"))
        for field, text in self._texts.items():
            text.completed.connect(lambda value, field=field: self.changed.emit(field, value.strip()))
        self._default = ChoiceField(
            self.tr("Where no rule is met"), [(VERDICTS[verdict].translated(), verdict) for verdict in GIVEN]
        )
        self._default.chosen.connect(lambda verdict: self.changed.emit("default", verdict))
        self._coverage = NumberField(
            self.tr("Least coverage"), 0, 100, suffix=" %", decimals=1, step=0.5,
            tooltip=self.tr("Of the length. Where less was inspected, a piece is undecided or rejected, not accepted"),
        )  # fmt: skip
        self._coverage.valueChanged.connect(lambda percent: self.changed.emit("min_coverage_percent", percent))
        self._width = NumberField(
            self.tr("Width of the product"), 0, 1e6, suffix=" mm", decimals=0, step=10,
            tooltip=self.tr("Zones and shares go by it; 0: as wide as the cameras see"),
        )  # fmt: skip
        self._width.valueChanged.connect(lambda width: self.changed.emit("width_mm", width))
        self._depth = self._check(
            "limits_depth", self.tr("The standard also limits depth"), self.tr("Every verdict says: depth not measured")
        )
        self._example = self._check(
            "is_example", self.tr("Only an example"), self.tr("Agreed by nobody: screens and reports say so")
        )
        self._captioned: dict[str, Captioned] = {}
        self._lay_out()

    def _check(self, field: str, text: str, tooltip: str) -> QCheckBox:
        box = QCheckBox(text)
        box.setAccessibleName(text)
        set_tip(box, tooltip)
        box.setFont(font(SMALL_PX))
        box.clicked.connect(lambda is_checked: self.changed.emit(field, is_checked))
        return box

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(GRID + 4, GRID, GRID + 4, GRID)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(GRID // 2)
        rows: tuple[tuple[tuple[str, str, QWidget, int], ...], ...] = (
            (
                ("name", self.tr("Name"), self._texts["name"], 4),
                ("product", self.tr("Kind of piece"), self._texts["product"], 2),
            ),
            (
                ("standard", self.tr("Standard or order"), self._texts["standard"], 4),
                ("verified_by", self.tr("Checked by"), self._texts["verified_by"], 2),
            ),
            (
                ("default", self.tr("Where no rule is met"), self._default, 2),
                ("min_coverage_percent", self.tr("Inspected at least"), self._coverage, 2),
                ("width_mm", self.tr("Product width"), self._width, 2),
            ),
        )
        for row, fields in enumerate(rows):
            column = 0
            for name, caption, field, span in fields:
                captioned = self._captioned[name] = Captioned(caption, field)
                grid.addWidget(captioned, row, column, 1, span)
                column += span
        self._captioned["plant"] = Captioned(self.tr("Plant"), self._texts["plant"])
        grid.addWidget(self._captioned["plant"], 3, 0, 1, 2)
        checks = QVBoxLayout()
        checks.setSpacing(0)
        checks.addWidget(self._depth)
        checks.addWidget(self._example)
        grid.addLayout(checks, 3, 2, 1, 4)
        for column in range(6):
            grid.setColumnStretch(column, 1)
            grid.setColumnMinimumWidth(column, 44)

    def show_state(self, state: GradingState) -> None:
        self.setEnabled(state.table is not None)
        faults = {one.field: one.text for one in state.faults}
        for name, captioned in self._captioned.items():
            captioned.show_fault(faults.get(name, ""))
        table = state.table or GradingTable("–")
        for name, field in self._texts.items():
            field.show_text(getattr(table, name))
        self._texts["name"].setEnabled(not state.based_on)  # a saved table keeps its name: verdicts point to it
        self._default.show_value(table.default)
        self._coverage.show_value(table.min_coverage_percent)
        self._width.show_value(table.width_mm)
        self._depth.setChecked(table.limits_depth)
        self._example.setChecked(table.is_example)


class RuleList(Card):
    """One line for each rule, in the order in which they decide."""

    rule_chosen = Signal(int)

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[RuleLine, ...] = ()
        title = PlainLabel(self.tr("Rules: the worst that is met decides"))
        title.setFont(font(is_bold=True))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Rules"))
        self.list.setWordWrap(True)
        self.list.setUniformItemSizes(False)
        self.list.setIconSize(QSize(SIGN_PX, SIGN_PX))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._on_row)
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(title, 1)
        for verb in RULE_ACTIONS:
            row.addWidget(action_button(actions.qaction(f"grading.{verb}")))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID // 2, GRID, GRID)
        layout.setSpacing(GRID // 2)
        layout.addLayout(row)
        layout.addWidget(self.list, 1)

    def show_state(self, state: GradingState) -> None:
        with QSignalBlocker(self.list):
            if state.rules != self._lines:
                self._show_lines(state.rules)
            if self.list.currentRow() != state.rule_index:
                self.list.setCurrentRow(state.rule_index)

    def _show_lines(self, lines: tuple[RuleLine, ...]) -> None:
        """In place, so that the list keeps where it was scrolled to."""
        self._lines = lines
        while self.list.count() > len(lines):
            self.list.takeItem(self.list.count() - 1)
        while self.list.count() < len(lines):
            self.list.addItem(QListWidgetItem())
        for number, line in enumerate(lines):
            item = self.list.item(number)
            mark = " •" if line.is_changed else ""
            item.setText(f"{number + 1}.{mark}  {line.text}")
            item.setIcon(verdict_icon(line.verdict))
            changed = self.tr("\nNot in the saved version") if line.is_changed else ""
            item.setData(Qt.ItemDataRole.ToolTipRole, plain_tip(line.text + changed))

    def refresh_theme(self) -> None:
        lines, self._lines = self._lines, ()
        self._show_lines(lines)

    def _on_row(self, row: int) -> None:
        if row >= 0:
            self.rule_chosen.emit(row)
