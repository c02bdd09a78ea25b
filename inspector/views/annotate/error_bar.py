"""The bar of likely label errors over the canvas."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.screens.proposals import ErrorState
from inspector.views.action_set import ActionSet
from inspector.views.annotate.help_bar import HelpBar
from inspector.views.small_widgets import action_button


class ErrorBar(HelpBar):
    closed = Signal()

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = [action_button(actions.qaction(f"annotate.{verb}")) for verb in ("previous_error", "next_error")]
        for button in self._steps:
            self.buttons.addWidget(button)
        take = actions.qaction("annotate.take_error")
        self.take = self.add_button(take.text(), actions.tip("annotate.take_error"))
        self.close_it = self.add_button(self.tr("Close"), self.tr("F8 looks for likely errors again"))
        self.take.clicked.connect(take.trigger)
        self.close_it.clicked.connect(self.closed)

    def show_state(self, state: ErrorState) -> None:
        self.setVisible(state.is_wanted)
        self.say(state.text, state.detail)
        self.take.setEnabled(state.can_take)
        for button in self._steps:
            button.setVisible(state.n > 1)
