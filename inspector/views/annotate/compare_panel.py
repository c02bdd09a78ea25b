"""The labels beside another state of them: with what, what the colours mean, and how far both agree by class."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from inspector.screens.label_review import NOT_COMPARED, AgreementRow, CompareState, LegendRow
from inspector.views.action_set import ActionSet
from inspector.views.annotate.row_list import SIGN_PX, RowList, ShownRow
from inspector.views.class_look import swatch
from inspector.views.plain_text import PlainLabel
from inspector.views.small_widgets import Card, ElidedBox, ElidedLabel, action_button, dim_label, small
from inspector.views.theme import GRID, SMALL_PX, font

FIELD_PX = 28


class ComparePanel(Card):
    other_chosen = Signal(str)
    shown_changed = Signal()

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = NOT_COMPARED
        title = PlainLabel(self.tr("Compare with"))
        title.setFont(font(is_bold=True))
        self.other = ElidedBox()
        self.other.setAccessibleName(title.text())
        self.other.setFixedHeight(FIELD_PX)
        self.other.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.other.setMinimumContentsLength(8)
        self._says = small(dim_label("", SMALL_PX))
        self._legend = QGridLayout()
        self._legend.setHorizontalSpacing(GRID)
        self._legend.setVerticalSpacing(4)
        self._legend.setColumnStretch(1, 1)
        self._signs: list[tuple[PlainLabel, PlainLabel, PlainLabel]] = []
        self.rows = RowList(self.tr("Agreement by class"))
        self.rows.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # half of the column at most
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(action_button(actions.qaction("annotate.difference")))
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID // 2, GRID, GRID)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self.other)
        column.addWidget(self._says)
        column.addLayout(self._legend)
        column.addWidget(self.rows, 1)
        self.other.activated.connect(lambda index: self.other_chosen.emit(str(self.other.itemData(index))))
        self.hide()

    def show_state(self, state: CompareState) -> None:
        before, self._state = self._state, state
        if state == before:
            return
        with QSignalBlocker(self.other):
            if state.choices != before.choices:
                self.other.clear()
                for choice in state.choices:
                    self.other.addItem(choice.text, choice.id)
            self.other.setCurrentIndex(self.other.findData(state.chosen))
        self._says.setText(state.says)
        self._show_legend(state.legend)
        self.rows.show_rows(state.rows, self._shown_row)
        if state.is_shown != before.is_shown:
            self.setVisible(state.is_shown)
            self.shown_changed.emit()

    @property
    def state(self) -> CompareState:
        return self._state

    def _show_legend(self, legend: tuple[LegendRow, ...]) -> None:
        while len(self._signs) < len(legend):
            sign, text, n_px = PlainLabel(), ElidedLabel(), PlainLabel()
            for label in (text, n_px):
                label.setFont(font(SMALL_PX))
            for column, label in enumerate((sign, text, n_px)):
                self._legend.addWidget(label, len(self._signs), column, Qt.AlignmentFlag.AlignTop)
            self._signs.append((sign, text, n_px))
        for labels, row in zip(self._signs, legend, strict=False):
            labels[0].setPixmap(swatch(row.look, SIGN_PX, self.devicePixelRatio()))
            labels[1].setText(row.text)
            labels[2].setText(row.n_px)
        for place, labels in enumerate(self._signs):
            for label in labels:
                label.setVisible(place < len(legend))

    def _shown_row(self, row: AgreementRow) -> ShownRow:
        sign = swatch(row.look, SIGN_PX, self.devicePixelRatio()) if row.look is not None else None
        return ShownRow(row.text, row.facts, row.iou, sign, f"{row.text}: {row.facts}\n{row.tip}")
