"""The Train page: set a run up, watch it learn, compare it with others, hand its model on.

One method per state object shows it; signals pass on what people ask for. The page itself acts only on what is its own:
the whole curves, closing a message, and which of the runs is the next.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QTabBar, QVBoxLayout, QWidget

from inspector.screens.balance import WorkState
from inspector.screens.shell import EmptyState
from inspector.screens.train import Charts, CompareState, LooksState, SanityState, SetupState, SplitPreview, TrainState
from inspector.screens.train_actions import TRAIN, TRAIN_ACTIONS
from inspector.texts.messages import MessageText
from inspector.views.action_set import ActionSet
from inspector.views.balance.import_dialog import ImportingPage
from inspector.views.empty_view import EmptyView
from inspector.views.message_band import MessageBand
from inspector.views.small_widgets import Card, ElidedLabel
from inspector.views.theme import GRID, SMALL_PX, font
from inspector.views.train.charts_panel import ChartsPanel
from inspector.views.train.compare_table import CompareTable
from inspector.views.train.looks_column import LooksColumn
from inspector.views.train.run_column import RunColumn
from inspector.views.train.run_head import RunHead
from inspector.views.train.setup_panel import SetupPanel
from inspector.views.train.split_dialog import SplitDialog

LEFT_SHARE, RIGHT_SHARE = 0.24, 0.19  # of the page's width
LEFT_PX, RIGHT_PX = (272, 380), (196, 320)


class TrainPage(ImportingPage):
    # Action id of the scope TRAIN, except what the page does itself: fit, dismiss; next and previous are told by
    # ``run_chosen``.
    action_triggered = Signal(str)
    run_chosen = Signal(str)  # name
    wish_changed = Signal(object)  # TrainWish
    notes_given = Signal(str, str)  # run, text
    split_typed = Signal(object)  # SplitWish, before it is meant
    split_wished = Signal(object)  # SplitWish
    proof_wished = Signal(str)  # file of a model among the workspace's
    message_closed = Signal(str)  # code

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        actions.qaction("train.compare").setCheckable(True)
        self._state = TrainState()
        self._head = RunHead(actions)
        self._message = MessageBand()
        self.column = RunColumn(actions)
        self.looks = LooksColumn()
        self.setup = SetupPanel(actions)
        self.compare = CompareTable()
        self._empty = EmptyView(actions)
        self.charts: ChartsPanel | None = None  # until what draws it is loaded
        self._centre_card = Card()
        self._notices = ElidedLabel()
        self._notices.setProperty("warn", True)
        self._notices.setFont(font(SMALL_PX))
        self._notices.setContentsMargins(GRID, 4, GRID, 0)
        self._tabs = QTabBar()  # of a comparison
        self._tabs.setAccessibleName(self.tr("What of both runs is shown"))
        self._tabs.setDrawBase(False)
        for text in (self.tr("Scores and settings"), self.tr("Curves")):
            self._tabs.addTab(text)
        self._tabs.currentChanged.connect(lambda _place: self._show_centre())
        self._centre = QStackedLayout()
        centre = QVBoxLayout(self._centre_card)
        centre.setContentsMargins(1, 1, 1, 1)
        centre.setSpacing(0)
        centre.addWidget(self._notices)
        centre.addWidget(self._tabs)
        centre.addLayout(self._centre, 1)
        self._centre.addWidget(self._empty)
        self._centre.addWidget(self.compare)
        self._is_empty, self._is_comparing = True, False
        self._lay_out()
        self._connect()
        self.show_state(self._state)
        self.show_work(None)

    def _lay_out(self) -> None:
        runs = QWidget()
        row = QHBoxLayout(runs)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.column)
        row.addWidget(self._centre_card, 1)
        row.addWidget(self.looks)
        self._body = QStackedLayout()
        self._body.addWidget(runs)
        self._body.addWidget(self.setup)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self._head)
        column.addWidget(self._message)
        column.addLayout(self._body, 1)

    def _connect(self) -> None:
        self._actions.triggered.connect(self._on_triggered)
        self._empty.action_chosen.connect(self._act)
        self._message.closed.connect(self.message_closed)
        self.column.run_chosen.connect(self.run_chosen)
        self.column.notes_given.connect(self.notes_given)
        self.setup.form.changed.connect(self.wish_changed)
        self.setup.form.start_wished.connect(lambda: self._actions.qaction("train.start").trigger())

    # What is shown; none of it emits

    def show_state(self, state: TrainState) -> None:
        was_setting_up, self._state = self._state.is_setting_up, state
        self._head.show_state(state)
        self.column.show_state(state)
        notices = "; ".join(state.notices)  # as the training wrote them, after its name
        self._notices.setText(notices[:1].upper() + notices[1:])
        self._notices.setVisible(bool(state.notices))
        self._body.setCurrentIndex(1 if state.is_setting_up else 0)
        if state.is_setting_up and not was_setting_up:
            self.setup.form.focus_first()
        self._allow()

    def show_setup(self, state: SetupState) -> None:
        self.setup.form.show_state(state)
        self.setup.sanity.show_recipe(state.recipe)

    def show_sanity(self, state: SanityState) -> None:
        self.setup.sanity.show_state(state)

    def make_charts(self) -> None:
        """What draws them is loaded."""
        if self.charts is None:
            self.charts = ChartsPanel()
            self._centre.addWidget(self.charts)
            self._show_centre()

    def show_charts(self, charts: Charts) -> None:
        """Nothing before ``make_charts``."""
        if self.charts is not None:
            self.charts.show_charts(charts)

    def show_looks(self, state: LooksState) -> None:
        self.looks.show_state(state)

    def show_comparison(self, state: CompareState | None) -> None:
        """In the place of the curves; None shows them again."""
        self._is_comparing = state is not None
        if state is not None:
            self.compare.show_state(state)
        self._show_centre()

    def show_empty(self, state: EmptyState | None) -> None:
        """Say a sentence where the curves would be; None shows them again."""
        self._is_empty = state is not None
        if state is not None:
            self._empty.show_empty(state)
        self._show_centre()

    def show_work(self, state: WorkState | None) -> None:
        """Long work in hand, no training; None when it is over."""
        self._head.show_work(state)
        self._actions.allow("train.end_work", state is not None and state.can_cancel)

    def show_message(self, message: MessageText, *, is_answer: bool = False) -> None:
        self._message.show_message(message, is_answer=is_answer)

    def drop_message(self, code: str) -> None:
        """Take a message away because its cause is over; ``message_closed`` is not emitted."""
        self._message.drop(code)

    def verdict(self) -> str:
        return self._head.verdict()

    # Questions, answered by a signal; cancelling answers with nothing

    def ask_split(self, datasets: tuple[str, ...], chosen: str) -> None:
        dialog = SplitDialog(self, datasets, chosen)
        dialog.typed.connect(lambda: self.split_typed.emit(dialog.wish()))
        dialog.accepted.connect(lambda: self.split_wished.emit(dialog.wish()))
        dialog.open()

    def show_split_preview(self, preview: SplitPreview) -> None:
        dialog = self.findChild(SplitDialog)
        if isinstance(dialog, SplitDialog):
            dialog.show_preview(preview)

    def give_notes(self) -> None:
        """What of the notes is typed and not told yet."""
        self.column.give_notes()

    # What people do

    def _on_triggered(self, action_id: str) -> None:
        if self._actions.known(action_id).scope == TRAIN:
            self._act(action_id)

    def _act(self, action_id: str) -> None:
        if action_id == "train.dismiss":
            self._message.close_first()
        elif action_id == "train.fit":
            if self.charts is not None:
                self.charts.fit()
        elif action_id in ("train.next", "train.previous"):
            self._step(1 if action_id == "train.next" else -1)
        else:
            self._allow()  # a checkable action has moved already: until the presenter says otherwise, what was
            self.action_triggered.emit(action_id)

    def _step(self, by: int) -> None:
        rows = self._state.rows
        place = next((place for place, row in enumerate(rows) if row.is_chosen), -1)
        if rows:
            self.run_chosen.emit(rows[min(len(rows) - 1, max(0, place + by))].name)

    def _allow(self) -> None:
        refused = self._state.why_not
        for action in TRAIN_ACTIONS:
            if action.id not in ("train.end_work", "train.dismiss"):
                self._actions.allow(action.id, action.id not in refused, refused.get(action.id, ""))
        is_compared = any(row.is_compared for row in self._state.rows)
        self._actions.qaction("train.compare").setChecked(is_compared or self._is_comparing)

    def _show_centre(self) -> None:
        is_comparing = self._is_comparing and not self._is_empty
        self._tabs.setVisible(is_comparing)
        self.looks.setVisible(not is_comparing)  # frames of one of them, where both are looked at
        if self._is_empty:
            self._centre.setCurrentWidget(self._empty)
        elif self._is_comparing and self._tabs.currentIndex() == 0:
            self._centre.setCurrentWidget(self.compare)
        elif self.charts is not None:
            self._centre.setCurrentWidget(self.charts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for card, share, (low, high) in (
            (self.column, LEFT_SHARE, LEFT_PX),
            (self.looks, RIGHT_SHARE, RIGHT_PX),
        ):
            card.setFixedWidth(min(high, max(low, round(self.width() * share))))
