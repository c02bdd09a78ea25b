"""The left of the Train page: the runs of the workspace, and of the chosen one its recipe in plain words and notes."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from inspector.screens.train import RunRow, TrainState
from inspector.views.action_set import ActionSet
from inspector.views.annotate.row_list import RowList, ShownRow
from inspector.views.fields import FIELD_PX
from inspector.views.plain_text import PlainLabel
from inspector.views.small_widgets import Card, action_button, dim_label, scrolled, small
from inspector.views.theme import GRID, SMALL_PX, font, tokens
from inspector.views.train.run_head import mark_sign

TYPING_MS = 1200  # after the last letter the notes are kept
NOTES_PX = 64
DATA_PX = 40  # with the arrow of its menu


class RunColumn(Card):
    run_chosen = Signal(str)  # name
    notes_given = Signal(str, str)  # run, text

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = TrainState()
        self._new = action_button(actions.qaction("train.new"), is_quiet=False, size_px=18)
        self._new.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._again = action_button(actions.qaction("train.again"), size_px=18)
        self._compare = action_button(actions.qaction("train.compare"), size_px=18)
        self._data = action_button(actions.qaction("train.import"), size_px=18)
        self._data.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        for verb in ("split", "synthetic"):
            self._data.addAction(actions.qaction(f"train.{verb}"))
        self.rows = RowList(self.tr("Trainings, the newest first"))
        self.rows.row_chosen.connect(self._on_row)
        self._recipe = small(PlainLabel())
        self._recipe.setFont(font(SMALL_PX))
        self._recipe.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._notes = QPlainTextEdit()
        self._notes.setAccessibleName(self.tr("Notes"))
        self._notes.setPlaceholderText(self.tr("Notes: why this run, what came of it"))
        self._notes.setTabChangesFocus(True)
        self._notes.setFixedHeight(NOTES_PX)
        self._notes.setFont(font(SMALL_PX))
        self._notes.textChanged.connect(self._on_typed)
        self._typed_for = ""  # the run whose notes are being typed
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(TYPING_MS)
        self._wait.timeout.connect(self.give_notes)
        head = QHBoxLayout()
        head.setContentsMargins(GRID, GRID, GRID, 4)
        head.setSpacing(4)
        head.addWidget(self._new, 1)
        for button in (self._again, self._compare, self._data):
            head.addWidget(button)
        for button in (self._new, self._again, self._compare, self._data):
            button.setFixedHeight(FIELD_PX)
        self._data.setFixedWidth(DATA_PX)
        below = QVBoxLayout()
        below.setContentsMargins(GRID + 4, GRID, GRID, GRID)
        below.setSpacing(4)
        self._title = dim_label("", SMALL_PX)
        below.addWidget(self._title)
        below.addWidget(scrolled(self._recipe), 1)
        below.addWidget(self._notes)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.rows, 3)
        column.addLayout(below, 2)

    def show_state(self, state: TrainState) -> None:
        if state.run != self._state.run:
            self.give_notes()
        self._state = state
        place = next((place for place, row in enumerate(state.rows) if row.is_chosen), -1)
        self.rows.show_rows(state.rows, _shown, place)
        self._title.setText(self.tr("What was asked for") if state.recipe else "")
        self._recipe.setText("\n".join(state.recipe))
        self._notes.setEnabled(bool(state.run))
        if self._typed_for != state.run and self._notes.toPlainText() != state.notes:
            with QSignalBlocker(self._notes):
                self._notes.setPlainText(state.notes)

    def give_notes(self) -> None:
        """What is typed, before anything else is shown or the program ends."""
        self._wait.stop()
        if self._typed_for:
            run, self._typed_for = self._typed_for, ""
            self.notes_given.emit(run, self._notes.toPlainText())

    def _on_typed(self) -> None:
        self._typed_for = self._state.run
        self._wait.start()

    def _on_row(self, place: int) -> None:
        self.run_chosen.emit(self._state.rows[place].name)


def _shown(row: RunRow) -> ShownRow:
    name = f"{row.name}  +" if row.is_compared else row.name
    second = " · ".join(part for part in (row.state, row.dataset, row.took) if part)
    tip = "\n".join(part for part in (row.name, second, row.network, row.began) if part)
    return ShownRow(name, second, row.score, mark_sign(row.mark, tokens()), tip)
