"""The Balance page: what a dataset has of each class, what injections add, how they look, the rules they follow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.core.actions import Scope, action
from inspector.core.balance_screen import BalanceState, LibraryItem, PreviewState, RulesState, WorkState
from inspector.core.screen import EmptyState, Words
from inspector.views.action_set import ActionSet


class BalancePage(QWidget):
    action_triggered = Signal(str)  # action id, of the scope BALANCE
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
        actions.triggered.connect(self._on_triggered)

    def show_state(self, state: BalanceState) -> None: ...

    def show_preview(self, state: PreviewState | None) -> None: ...

    def show_rules(self, state: RulesState | None) -> None: ...

    def show_library(self, items: Sequence[LibraryItem]) -> None: ...

    def change_library_item(self, item: LibraryItem) -> None: ...

    def select_donor(self, key: str | None) -> None: ...

    def show_work(self, state: WorkState | None) -> None: ...

    def show_empty(self, state: EmptyState | None) -> None: ...

    def show_message(self, message: Words) -> None: ...

    def drop_message(self, code: str) -> None: ...

    def ask_snapshot(self, name: str) -> None: ...

    def ask_contact_sheet(self, file: str) -> None: ...

    def _on_triggered(self, action_id: str) -> None:
        if action(action_id).scope is Scope.BALANCE:
            self.action_triggered.emit(action_id)
