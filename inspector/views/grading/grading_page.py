"""The Grading page: the plant's table as a form, its rules as a list, and what it makes of stored pieces.

One method per state object shows it; signals pass on what people ask for. The page itself acts only on what is its
own: the menu of new tables and closing a message.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from inspector.screens.balance import WorkState
from inspector.screens.grading import GradingState, ReplayState
from inspector.screens.grading_actions import GRADING
from inspector.screens.shell import EmptyState
from inspector.texts.messages import MessageText
from inspector.views.action_set import ActionSet
from inspector.views.empty_view import EmptyView
from inspector.views.field_dialog import FieldDialog
from inspector.views.grading.details import Details
from inspector.views.grading.rule_form import RuleForm
from inspector.views.grading.table_bar import TableBar
from inspector.views.grading.table_form import RuleList, TableForm
from inspector.views.message_band import MessageBand
from inspector.views.small_widgets import scrolled
from inspector.views.theme import GRID

HALF_PX, RULES_PX, DETAILS_PX = 400, 140, 150
OF_A_RULE = ("remove_rule", "rule_up", "rule_down")


class GradingPage(QWidget):
    action_triggered = Signal(str)  # action id of the scope GRADING, but for new and dismiss, which are the page's own
    table_chosen = Signal(str)  # name
    version_chosen = Signal(int)
    new_chosen = Signal(str)  # name of an example, "" for an empty table
    note_given = Signal(str)  # why a version is saved
    rule_chosen = Signal(int)  # index
    table_changed = Signal(str, object)  # field of GradingTable, its value
    rule_changed = Signal(str, object)  # field of GradingRule, its value; of the rule that is chosen
    message_closed = Signal(str)  # code

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        actions.qaction("grading.use").setCheckable(True)
        self.bar = TableBar(actions)
        self._message = MessageBand()
        self.table_form = TableForm()
        self.rules = RuleList(actions)
        self.rule_form = RuleForm()
        self.details = Details(actions)
        self._empty = EmptyView(actions)
        self._state = GradingState()
        self._replay: ReplayState | None = None
        self._lay_out()
        self._connect()
        self.show_state(self._state)
        self.show_work(None)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.table_form)
        column.addWidget(self.rules, 1)
        self.rules.setMinimumHeight(RULES_PX)
        halves = QSplitter(Qt.Orientation.Horizontal)
        whole = QSplitter(Qt.Orientation.Vertical)
        for splitter in (halves, whole):
            splitter.setHandleWidth(GRID)
            splitter.setChildrenCollapsible(False)
        for half in (left, self.rule_form):
            area = scrolled(half)
            area.setFrameShape(area.Shape.NoFrame)
            area.setMinimumWidth(HALF_PX)
            halves.addWidget(area)
        whole.addWidget(halves)
        whole.addWidget(self.details)
        self.details.setMinimumHeight(DETAILS_PX)
        whole.setSizes([10_000, 7_000])
        whole.setStretchFactor(0, 3)
        whole.setStretchFactor(1, 2)
        whole.setObjectName("grading_details")  # the window remembers how it was parted
        self._pages = QStackedWidget()
        self._pages.addWidget(whole)
        self._pages.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self.bar)
        layout.addWidget(self._message)
        layout.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self._actions.triggered.connect(self._on_triggered)
        self._empty.action_chosen.connect(self._on_triggered)
        self.bar.table_chosen.connect(self.table_chosen)
        self.bar.version_chosen.connect(self.version_chosen)
        self.bar.new_chosen.connect(self.new_chosen)
        self._message.closed.connect(self.message_closed)
        self.table_form.changed.connect(self.table_changed)
        self.rules.rule_chosen.connect(self.rule_chosen)
        self.rule_form.changed.connect(self.rule_changed)

    # What is shown; none of it emits

    def show_state(self, state: GradingState) -> None:
        self._state = state
        self.bar.show_state(state)
        self.table_form.show_state(state)
        self.rules.show_state(state)
        self.rule_form.show_state(state)
        self.details.show_state(state)
        self._show_checks()
        self._allow(state)

    def show_replay(self, state: ReplayState | None) -> None:
        is_new = state is not None and (self._replay is None or state.rows != self._replay.rows)
        self._replay = state
        self.details.replay.show_replay(state)
        if is_new:
            self.details.tabs.setCurrentWidget(self.details.replay)
        self._actions.allow("grading.record", state is not None and state.can_record)

    def show_work(self, state: WorkState | None) -> None:
        """Work in hand, in the headline's place; None when it is over."""
        self.bar.show_work(state)
        self._actions.allow("grading.cancel", state is not None and state.can_cancel)

    def show_empty(self, state: EmptyState | None) -> None:
        """Say a sentence where the form would be; None shows the form again."""
        if state is not None:
            self._empty.show_empty(state)
        self._pages.setCurrentIndex(0 if state is None else 1)

    def show_message(self, message: MessageText, *, is_answer: bool = False) -> None:
        self._message.show_message(message, is_answer=is_answer)

    def drop_message(self, code: str) -> None:
        self._message.drop(code)

    # Questions, answered by a signal; cancelling answers with nothing

    def ask_note(self, version: int) -> None:
        dialog = FieldDialog(
            self,
            self.tr("Save version {0}").format(version),
            self.tr("Why"),
            self.tr("Verdicts name the version that gave them. The versions before stay as they are."),
            self.tr("Save"),
        )
        dialog.accepted.connect(lambda: self.note_given.emit(dialog.text()))
        dialog.open()

    # What people do

    def _on_triggered(self, action_id: str) -> None:
        if self._actions.known(action_id).scope != GRADING:
            return
        if action_id == "grading.new":
            self.bar.show_menu()
        elif action_id == "grading.dismiss":
            self._message.close_first()
        else:
            self._show_checks()  # until the presenter says otherwise, what was
            self.action_triggered.emit(action_id)

    def _show_checks(self) -> None:
        self._actions.qaction("grading.use").setChecked(self._state.is_grading)

    def _allow(self, state: GradingState) -> None:
        allow, is_open = self._actions.allow, state.table is not None
        allow("grading.save", state.can_save)
        allow("grading.use", state.based_on > 0)
        allow("grading.replay", is_open)
        allow("grading.add_rule", is_open)
        for verb in OF_A_RULE:
            allow(f"grading.{verb}", state.rule_index >= 0)
        allow("grading.undo", state.can_undo)
        allow("grading.redo", state.can_redo)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.bar.show_words(self.width())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.rules.refresh_theme()
