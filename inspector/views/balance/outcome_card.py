"""What becomes of the balanced set: trainings inject as they run, or a snapshot is written; a sheet to look through."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from inspector.screens.balance import BalanceState
from inspector.views.action_set import ActionSet
from inspector.views.fields import FIELD_PX
from inspector.views.plain_text import set_tip
from inspector.views.small_widgets import Card, action_button, dim_label, small
from inspector.views.theme import GRID, SMALL_PX

BUTTONS = ("balance.use_in_training", "balance.contact_sheet", "balance.snapshot")


class OutcomeCard(Card):
    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: list[QToolButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID + 4, 6, GRID + 4, 4)
        column.setSpacing(4)
        for action_id in BUTTONS:
            button = action_button(actions.qaction(action_id), is_quiet=False, size_px=18)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setFixedHeight(FIELD_PX)
            column.addWidget(button)
        self._text = small(dim_label("", SMALL_PX))
        self._text.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._text, 1)

    def show_state(self, state: BalanceState) -> None:
        self._text.setText(state.snapshot_text)
        set_tip(self._text, state.snapshot_text)
