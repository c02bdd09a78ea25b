"""A training being set up: the form at the left, at the right what was found in the dataset."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from inspector.screens.train import Budget, Choice, CountsRow, SanityRow, SanityState, SetupState, TrainField, TrainWish
from inspector.texts.messages import Tier
from inspector.views.action_set import ActionSet
from inspector.views.class_look import swatch
from inspector.views.fields import FIELD_PX
from inspector.views.plain_text import PlainLabel, plain_tip, set_tip
from inspector.views.shapes import draw_shape, tier_sign
from inspector.views.small_widgets import Card, ElidedBox, dim_label, scrolled, small
from inspector.views.theme import GRID, LARGE_PX, SMALL_PX, font, tokens

FORM_PX = 440
LEAST_PX = 88  # of a choice: a long one is cut in words, and the form not at its edge
NOTES_PX = 56
SIGN_PX = 14


class FormRow(QWidget):
    """A caption over a field; below it what it means, or what is wrong with it."""

    def __init__(self, caption: str, *fields: QWidget) -> None:
        super().__init__()
        self._details = small(dim_label("", SMALL_PX))
        self._fault = small(PlainLabel())
        self._fault.setProperty("warn", True)
        self._fault.setFont(font(SMALL_PX))
        line = QHBoxLayout()
        line.setSpacing(4)
        for field in fields:
            line.addWidget(field, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(dim_label(caption, SMALL_PX))
        column.addLayout(line)
        column.addWidget(self._details)
        column.addWidget(self._fault)
        self.show_details("")
        self.show_fault("")

    def show_details(self, text: str) -> None:
        self._details.setText(text)
        self._details.setVisible(bool(text))

    def show_fault(self, text: str) -> None:
        self._fault.setText(text)
        self._fault.setVisible(bool(text))

    def fault(self) -> str:
        return self._fault.text()


class SetupForm(Card):
    changed = Signal(object)  # TrainWish
    start_wished = Signal()

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = SetupState()
        self._name = QLineEdit()
        self._dataset, self._network, self._start, self._balance = (ElidedBox() for _ in range(4))
        for box in (self._dataset, self._network, self._start, self._balance):
            box.setMinimumWidth(LEAST_PX)
        self._budget, self._budget_text = QComboBox(), QLineEdit()
        for budget, text in (
            (Budget.RECIPE, self.tr("as long as the recipe says")),
            (Budget.MINUTES, self.tr("minutes")),
            (Budget.UNTIL, self.tr("until (time of day)")),
            (Budget.STEPS, self.tr("steps")),
        ):
            self._budget.addItem(text, budget)
        self._notes = QPlainTextEdit()
        self._notes.setTabChangesFocus(True)
        self._notes.setFixedHeight(NOTES_PX)
        captions = {
            TrainField.NAME: self.tr("Name of the run, and of its model"), TrainField.DATASET: self.tr("Dataset"),
            TrainField.NETWORK: self.tr("Network"), TrainField.START: self.tr("Start from"),
            TrainField.BALANCE: self.tr("Against rare classes"), TrainField.BUDGET: self.tr("Time"),
            TrainField.NOTES: self.tr("Notes"),
        }  # fmt: skip
        fields: dict[TrainField, tuple[QWidget, ...]] = {
            TrainField.NAME: (self._name,), TrainField.DATASET: (self._dataset,),
            TrainField.NETWORK: (self._network,), TrainField.START: (self._start,),
            TrainField.BALANCE: (self._balance,), TrainField.BUDGET: (self._budget, self._budget_text),
            TrainField.NOTES: (self._notes,),
        }  # fmt: skip
        self.rows: dict[TrainField, FormRow] = {}
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(GRID)
        for field, widgets in fields.items():
            self.rows[field] = FormRow(captions[field], *widgets)
            for widget in widgets:
                widget.setAccessibleName(captions[field])
                if not isinstance(widget, QPlainTextEdit):
                    widget.setFixedHeight(FIELD_PX)
            column.addWidget(self.rows[field])
        self._budget_text.setAccessibleName(self.tr("How many minutes or steps, or until when"))
        column.addStretch(1)
        self._other = small(PlainLabel())
        self._other.setProperty("warn", True)
        self._back, self._start_button = QPushButton(), QPushButton()
        self._back.setText(actions.known("train.back").label())
        self._back.clicked.connect(lambda: actions.qaction("train.back").trigger())
        self._start_button.clicked.connect(self.start_wished)
        buttons = QHBoxLayout()
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        buttons.addWidget(self._start_button)
        title = PlainLabel(self.tr("A new training"))
        title.setFont(font(LARGE_PX, is_bold=True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID + 4, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(title)
        layout.addWidget(scrolled(inside), 1)
        layout.addWidget(self._other)
        layout.addLayout(buttons)
        for button in (self._back, self._start_button):
            button.setMinimumHeight(FIELD_PX)
            button.setAutoDefault(False)
        self._connect()

    def _connect(self) -> None:
        for line in (self._name, self._budget_text):
            line.textEdited.connect(self._tell)
        for box in (self._dataset, self._network, self._start, self._balance, self._budget):
            box.activated.connect(self._tell)
        self._notes.textChanged.connect(self._tell)

    def wish(self) -> TrainWish:
        """As it stands."""
        return TrainWish(
            self._name.text(), self._value(self._dataset), self._value(self._network), self._value(self._start),
            self._value(self._balance), Budget(self._budget.currentData()), self._budget_text.text(),
            self._notes.toPlainText(),
        )  # fmt: skip

    @staticmethod
    def _value(box: QComboBox) -> str:
        return str(box.currentData() or "")

    def show_state(self, state: SetupState) -> None:
        self._state = state
        for line, text in ((self._name, state.wish.name), (self._budget_text, state.wish.budget_text)):
            if line.text() != text:
                line.setText(text)
        if self._notes.toPlainText() != state.wish.notes:
            with QSignalBlocker(self._notes):
                self._notes.setPlainText(state.wish.notes)
        for field, box, choices, value in (
            (TrainField.DATASET, self._dataset, state.datasets, state.wish.dataset),
            (TrainField.NETWORK, self._network, state.networks, state.wish.network),
            (TrainField.START, self._start, state.starts, state.wish.start),
            (TrainField.BALANCE, self._balance, state.balances, state.wish.balance),
        ):
            _show_choices(box, choices, value)
            details = next((each.details for each in choices if each.value == value), "")
            self.rows[field].show_details(details)
        self._budget.setCurrentIndex(self._budget.findData(state.wish.budget))
        self._budget_text.setEnabled(state.wish.budget is not Budget.RECIPE)
        self._budget_text.setPlaceholderText(
            {Budget.MINUTES: "20", Budget.UNTIL: "05:30", Budget.STEPS: "1500"}.get(state.wish.budget, "")
        )
        for field, row in self.rows.items():
            row.show_fault(state.faults.get(field, ""))
        self._other.setText(state.faults.get(TrainField.OTHER, "") or state.why_not_started)
        self._other.setVisible(bool(self._other.text()))
        text = self.tr("Start all the same") if state.is_confirming else self.tr("Check and start")
        if self._start_button.text() != text:
            self._start_button.setText(text)
            self._start_button.setProperty("warn", state.is_confirming)
            style = self._start_button.style()
            style.unpolish(self._start_button)
            style.polish(self._start_button)
        self._start_button.setEnabled(not state.why_not_started)
        for button in (self._back, self._start_button):
            button.setAccessibleName(button.text())

    def focus_first(self) -> None:
        self._name.setFocus()
        self._name.selectAll()

    def _tell(self, *_: object) -> None:
        self.changed.emit(self.wish())


def _show_choices(box: QComboBox, choices: Sequence[Choice], value: str) -> None:
    shown = [(box.itemText(n), box.itemData(n)) for n in range(box.count())]
    if shown != [(each.text, each.value) for each in choices]:
        box.clear()
        for each in choices:
            box.addItem(each.text, each.value)
            box.setItemData(box.count() - 1, plain_tip(each.details), Qt.ItemDataRole.ToolTipRole)
    box.setCurrentIndex(box.findData(value))
    box.setEnabled(bool(choices))
    set_tip(box, box.currentText())


class _Sign(QWidget):
    def __init__(self, refuses: bool) -> None:
        super().__init__()
        self._tier = Tier.STOP if refuses else Tier.WARN
        self.setFixedSize(SIGN_PX, SIGN_PX + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_shape(painter, QRectF(0, 3, SIGN_PX, SIGN_PX), *tier_sign(self._tier, tokens()))
        painter.end()


class SanityPanel(Card):
    """Each finding with its sign, the sentence and what to do; below them frames and groups of each class."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recipe_title = PlainLabel(self.tr("What will be done"))
        self._recipe_title.setFont(font(is_bold=True))
        self._recipe = small(PlainLabel())
        self._headline = small(PlainLabel())
        self._headline.setFont(font(is_bold=True))
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(GRID)
        self._rows.setVerticalSpacing(2)
        self._rows.setColumnStretch(2, 1)
        self._shown: list[QWidget] = []
        inside = QWidget()
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(0, 0, GRID, 0)
        inner.addLayout(self._rows)
        inner.addStretch(1)
        self.counts = QTableWidget(0, 4)
        self.counts.setAccessibleName(self.tr("Frames and groups by class and split"))
        self.counts.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.counts.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.counts.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.counts.setTabKeyNavigation(False)
        self.counts.setShowGrid(False)
        self.counts.verticalHeader().hide()
        self.counts.verticalHeader().setDefaultSectionSize(24)
        self.counts.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.counts.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.counts.setHorizontalHeaderLabels((self.tr("Class, and its frames"), "train", "val", "test"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._recipe_title)
        layout.addWidget(self._recipe)
        layout.addSpacing(GRID)
        layout.addWidget(self._headline)
        layout.addWidget(scrolled(inside), 3)
        layout.addWidget(self.counts, 2)

    def show_recipe(self, lines: Sequence[str]) -> None:
        """In plain words; none while something is wrong with the wish."""
        self._recipe_title.setVisible(bool(lines))
        self._recipe.setVisible(bool(lines))
        self._recipe.setText("\n".join(lines))

    def show_state(self, state: SanityState) -> None:
        self._headline.setText(state.headline)
        for old in self._shown:
            self._rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shown = []
        for place, row in enumerate(state.rows):
            self._add(place, row)
        self.counts.setVisible(bool(state.counts))
        self.counts.setRowCount(len(state.counts))
        for place, counts in enumerate(state.counts):
            self._add_counts(place, counts)

    def texts(self) -> list[str]:
        return [widget.text() for widget in self._shown if isinstance(widget, PlainLabel)]

    def _add(self, place: int, row: SanityRow) -> None:
        sign = _Sign(row.refuses)
        tier = PlainLabel(self.tr("Refused") if row.refuses else self.tr("Mind"))
        tier.setFont(font(is_bold=True))
        what, to_do = small(PlainLabel(row.what)), small(dim_label(row.to_do, SMALL_PX))
        at = 2 * place
        self._rows.addWidget(sign, at, 0, Qt.AlignmentFlag.AlignTop)
        self._rows.addWidget(tier, at, 1, Qt.AlignmentFlag.AlignTop)
        self._rows.addWidget(what, at, 2)
        self._rows.addWidget(to_do, at + 1, 2)
        self._shown += [sign, tier, what, to_do]

    def _add_counts(self, place: int, counts: CountsRow) -> None:
        name = QTableWidgetItem(counts.defect_class.name)
        name.setIcon(swatch(counts.defect_class, 12, self.devicePixelRatio()))
        self.counts.setItem(place, 0, name)
        for column, (text, needs_attention) in enumerate(
            zip(counts.counts, counts.needs_attention, strict=True), start=1
        ):
            item = QTableWidgetItem(f"▲ {text}" if needs_attention else text)
            if needs_attention:
                item.setForeground(QColor(tokens().warn))
            self.counts.setItem(place, column, item)


class SetupPanel(QWidget):
    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form, self.sanity = SetupForm(actions), SanityPanel()
        self.form.setFixedWidth(FORM_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.form)
        row.addWidget(self.sanity, 1)
