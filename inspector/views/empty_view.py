"""What a page shows where it has nothing to show yet."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inspector.screens.shell import EmptyState
from inspector.views.action_set import ActionSet, tooltip_of
from inspector.views.plain_text import PlainLabel, set_tip
from inspector.views.theme import GRID, LARGE_PX, font


class EmptyView(QWidget):
    """One sentence and the buttons that help."""

    action_chosen = Signal(str)

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._shown: EmptyState | None = None
        self._sentence = PlainLabel()
        self._sentence.setFont(font(LARGE_PX))
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setWordWrap(True)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(GRID)
        actions.lock_changed.connect(self._on_lock)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(self._sentence)
        layout.addSpacing(2 * GRID)
        layout.addLayout(self._buttons)
        layout.addStretch(1)

    def show_empty(self, state: EmptyState) -> None:
        if state != self._shown:
            self._shown = state
            self._build(state)

    def _on_lock(self) -> None:
        if self._shown is not None:
            self._build(self._shown)

    def _build(self, state: EmptyState) -> None:
        self._sentence.setText(state.sentence)
        while (item := self._buttons.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()  # it goes in its own time, and must not be touched until then
                old.deleteLater()
        self._buttons.addStretch(1)
        for action_id in state.action_ids:
            known = self._actions.known(action_id)
            button = QPushButton(known.full_text())
            set_tip(button, tooltip_of(known) if self._actions.may(action_id) else self._actions.lock_text())
            button.setAccessibleName(known.label())
            button.setMinimumHeight(40)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setEnabled(self._actions.may(action_id))
            button.clicked.connect(lambda _checked=False, wish=action_id: self.action_chosen.emit(wish))
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
