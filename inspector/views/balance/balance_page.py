"""The Balance page: what a dataset has of each class, what injections add, how they look, the rules they follow.

One method per state object shows it; signals pass on what people ask for. The page itself acts only on what is its
own: how the picture is looked at (before, wipe, blink, outline, fit), closing a message, and the keys of the classes.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from inspector.screens.balance import BalanceState, LibraryItem, PreviewState, RulesState, WorkState
from inspector.screens.balance_actions import BALANCE, CLASS
from inspector.screens.shell import EmptyState
from inspector.texts.messages import MessageText
from inspector.views.action_set import ActionSet
from inspector.views.balance.class_bars import ClassBars
from inspector.views.balance.donor_library import DonorLibrary
from inspector.views.balance.import_dialog import ImportingPage
from inspector.views.balance.outcome_card import OutcomeCard
from inspector.views.balance.preview_canvas import PreviewCanvas
from inspector.views.balance.preview_panel import PreviewPanel
from inspector.views.balance.rules_form import RulesForm
from inspector.views.balance.setup_card import SetupCard
from inspector.views.field_dialog import FieldDialog, file_dialog
from inspector.views.last_folders import FileKind
from inspector.views.message_band import MessageBand
from inspector.views.theme import GRID

LEFT_SHARE, RIGHT_SHARE = 0.20, 0.205  # of the page's width
LEFT_PX, RIGHT_PX = (208, 336), (260, 336)
BOTTOM_PX = 144
OF_A_DATASET = ("use_in_training", "snapshot", "contact_sheet", "compare", "next", "previous", "again")
OF_A_NEW_DATASET = ("import", "synthetic")
OF_A_PREVIEW = ("wipe", "blink", "outline", "fit")


class BalancePage(ImportingPage):
    # Action id of the scope BALANCE, except what the page does itself: open and the keys of the classes are told by
    # ``dataset_chosen`` and ``class_chosen``; wipe, blink, outline, fit and dismiss are nobody else's.
    action_triggered = Signal(str)
    dataset_chosen = Signal(str)  # name
    unit_chosen = Signal(object)  # Unit
    hosts_share_chosen = Signal(float)  # 0..1
    per_host_chosen = Signal(int)
    seed_chosen = Signal(int)
    crops_chosen = Signal(bool)
    class_chosen = Signal(int)  # class index
    share_chosen = Signal(int, float)  # class index, 0..3; about 30 times a second while dragged
    rules_chosen = Signal(object)  # ClassRules, all of them; about 30 times a second while dragged
    rules_reset = Signal()
    donor_chosen = Signal(str)  # key
    donor_excluded = Signal(str, bool)
    donor_favoured = Signal(str, bool)
    snapshot_named = Signal(str)
    contact_sheet_file = Signal(str)  # path
    message_closed = Signal(str)  # code

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        for verb in ("wipe", "blink", "outline", "compare", "use_in_training"):
            actions.qaction(f"balance.{verb}").setCheckable(True)
        actions.qaction("balance.outline").setChecked(True)
        self._setup = SetupCard(actions)
        self._message = MessageBand()
        self._bars = ClassBars()
        self._preview = PreviewPanel(actions)
        self._rules = RulesForm(actions)
        self._library = DonorLibrary(actions)
        self._outcome = OutcomeCard(actions)
        self._state = BalanceState()
        self._has_preview = self._has_injection = False
        self._lay_out()
        self._connect()
        self.show_state(self._state)
        self.show_work(None)

    @property
    def canvas(self) -> PreviewCanvas:
        return self._preview.canvas

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(GRID)
        grid.addWidget(self._bars, 0, 0)
        grid.addWidget(self._preview, 0, 1)
        grid.addWidget(self._rules, 0, 2)
        grid.addWidget(self._library, 1, 0, 1, 2)
        grid.addWidget(self._outcome, 1, 2)
        grid.setRowStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self._setup)
        column.addWidget(self._message)
        column.addLayout(grid, 1)
        for card in (self._library, self._outcome):
            card.setFixedHeight(BOTTOM_PX)

    def _connect(self) -> None:
        self._actions.triggered.connect(self._on_triggered)
        self._actions.held.connect(self._on_held)
        self._preview.empty_action_chosen.connect(self._act)
        self._setup.dataset_chosen.connect(self.dataset_chosen)
        self._setup.unit_chosen.connect(self.unit_chosen)
        self._setup.hosts_share_chosen.connect(self.hosts_share_chosen)
        self._setup.per_host_chosen.connect(self.per_host_chosen)
        self._setup.seed_chosen.connect(self.seed_chosen)
        self._setup.crops_chosen.connect(self.crops_chosen)
        self._message.closed.connect(self.message_closed)
        self._bars.class_chosen.connect(self.class_chosen)
        self._bars.share_chosen.connect(self.share_chosen)
        self._rules.rules_chosen.connect(self.rules_chosen)
        self._rules.rules_reset.connect(self.rules_reset)
        self._library.donor_chosen.connect(self.donor_chosen)
        self._library.donor_favoured.connect(self.donor_favoured)
        self._preview.donor.donor_excluded.connect(self.donor_excluded)
        self._preview.donor.donor_favoured.connect(self.donor_favoured)

    # What is shown; none of it emits

    def show_state(self, state: BalanceState) -> None:
        self._state = state
        self._setup.show_state(state)
        self._bars.show_rows(state.rows)
        self._outcome.show_state(state)
        self._show_checks()
        self._allow()

    def show_preview(self, state: PreviewState | None) -> None:
        self._preview.show_preview(state)
        self._has_preview = state is not None and bool(state.images)
        self._has_injection = state is not None and state.score is not None
        self._allow()

    def show_rules(self, state: RulesState | None) -> None:
        self._rules.show_rules(state)

    def show_library(self, items: Sequence[LibraryItem]) -> None:
        self._library.show_items(items)
        self._allow()

    def change_library_item(self, item: LibraryItem) -> None:
        """Renew one tile in its place; an unknown one is left out."""
        self._library.change_item(item)

    def select_donor(self, key: str | None) -> None:
        self._library.select(key)

    def show_work(self, state: WorkState | None) -> None:
        """Work in hand, in the headline's place; None when it is over."""
        self._setup.show_work(state)
        self._actions.allow("balance.cancel", state is not None and state.can_cancel)

    def show_empty(self, state: EmptyState | None) -> None:
        """Say a sentence where the picture would be; None shows the picture again."""
        self._preview.show_empty(state)

    def show_message(self, message: MessageText, *, is_answer: bool = False) -> None:
        self._message.show_message(message, is_answer=is_answer)

    def drop_message(self, code: str) -> None:
        """Take a message away because its cause is over; ``message_closed`` is not emitted."""
        self._message.drop(code)

    # Questions, answered by a signal; cancelling answers with nothing

    def ask_snapshot(self, name: str) -> None:
        dialog = FieldDialog(
            self,
            self.tr("Make a snapshot"),
            self.tr("Name"),
            self.tr("It becomes a dataset version of its own; frames and injections are written once and stay so."),
            self.tr("Make"),
        )
        dialog.field.setText(name)
        dialog.field.selectAll()
        dialog.accepted.connect(lambda: self.snapshot_named.emit(dialog.text()))
        dialog.open()

    def ask_contact_sheet(self, file: str) -> None:
        dialog = file_dialog(self, self.tr("Write a contact sheet"), FileKind.EXPORTS)
        dialog.setAcceptMode(dialog.AcceptMode.AcceptSave)
        dialog.setFileMode(dialog.FileMode.AnyFile)
        dialog.setNameFilters([self.tr("PNG pictures (*.png)")])
        dialog.setDefaultSuffix("png")
        dialog.selectFile(file)
        dialog.fileSelected.connect(self.contact_sheet_file)
        dialog.open()

    # What people do

    def _on_triggered(self, action_id: str) -> None:
        if self._actions.known(action_id).scope == BALANCE:
            self._act(action_id)

    def _act(self, action_id: str) -> None:
        known = self._actions.known(action_id)
        if known.family == CLASS:
            if known.number in self._bars.class_indices():
                self.class_chosen.emit(known.number)
        elif action_id == "balance.open":
            if self._setup.dataset():
                self.dataset_chosen.emit(self._setup.dataset())
        elif action_id in ("balance.wipe", "balance.blink"):
            self._part(action_id)
        elif action_id == "balance.outline":
            self.canvas.set_outline(self._actions.qaction(action_id).isChecked())
        elif action_id == "balance.fit":
            self.canvas.fit()
        elif action_id == "balance.dismiss":
            self._message.close_first()
        else:
            self._show_checks()  # until the presenter says otherwise, what was
            self.action_triggered.emit(action_id)

    def _part(self, action_id: str) -> None:
        """Before and after are parted by a line or by time, not by both."""
        other = "balance.blink" if action_id == "balance.wipe" else "balance.wipe"
        if self._actions.qaction(action_id).isChecked():
            self._actions.qaction(other).setChecked(False)
        self.canvas.set_wiping(self._actions.qaction("balance.wipe").isChecked())
        self.canvas.set_blinking(self._actions.qaction("balance.blink").isChecked())

    def _on_held(self, action_id: str, is_down: bool) -> None:
        if action_id == "balance.before":
            self.canvas.set_before(is_down)

    def _show_checks(self) -> None:
        self._actions.qaction("balance.compare").setChecked(self._state.is_comparing)
        self._actions.qaction("balance.use_in_training").setChecked(self._state.is_used_in_training)

    def _allow(self) -> None:
        state, allow = self._state, self._actions.allow
        allow("balance.open", bool(state.datasets))
        for verb in OF_A_NEW_DATASET:
            allow(f"balance.{verb}", not state.why_none_new, state.why_none_new)
        allow("balance.undo", state.can_undo)
        allow("balance.redo", state.can_redo)
        for verb in OF_A_DATASET:
            allow(f"balance.{verb}", state.is_open)
        for verb in OF_A_PREVIEW:
            allow(f"balance.{verb}", self._has_preview)
        for verb in ("accept", "reject"):
            allow(f"balance.{verb}", self._has_injection)
        for verb in ("exclude", "favour"):
            allow(f"balance.{verb}", self._has_injection or not self._library.is_empty)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column, share, (min_px, max_px) in ((0, LEFT_SHARE, LEFT_PX), (2, RIGHT_SHARE, RIGHT_PX)):
            width = min(max_px, max(min_px, round(self.width() * share)))
            for card in (self._bars,) if column == 0 else (self._rules, self._outcome):
                card.setFixedWidth(width)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._preview.donor.refresh_theme()
