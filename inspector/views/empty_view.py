"""What a page shows where it has nothing to show yet."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inspector.screens.shell import EmptyState
from inspector.views.action_set import ActionSet
from inspector.views.operator.sizes import LARGE_PX as OPERATOR_LARGE_PX
from inspector.views.operator.sizes import SMALL_PX as OPERATOR_SMALL_PX
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
        self._shown_buttons: dict[str, QPushButton] = {}  # by action id
        self._buttons = QGridLayout()  # as many beside each other as there is room for
        self._buttons.setSpacing(GRID)
        actions.lock_changed.connect(self._refresh_all)
        actions.keys_changed.connect(self._refresh_all)  # their tips name them
        actions.allowed_changed.connect(self._on_allowed)
        self._n_columns = 0
        self._is_for_operator = False
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addLayout(self._buttons)
        centred.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(self._sentence)
        layout.addSpacing(2 * GRID)
        layout.addLayout(centred)
        layout.addStretch(1)

    def show_empty(self, state: EmptyState) -> None:
        if state != self._shown:
            self._shown = state
            self._build(state)

    def show_for_operator(self, is_shown: bool) -> None:
        """The sentence alone, in type that is read at three metres: its buttons are the engineer's."""
        self._is_for_operator = is_shown
        self._show_words()

    def _show_words(self) -> None:
        """To whoever may do none of it, what to do instead; a button that nobody may press helps nobody."""
        state = self._shown
        if state is None:
            return
        is_locked = self._actions.is_locked
        words = state.sentence
        if state.for_operators and (is_locked or self._is_for_operator):
            words = "\n".join((state.for_operators, *([self._actions.lock_text()] if is_locked else [])))
        self._sentence.setText(words)
        for button in self._shown_buttons.values():
            button.setVisible(self._has_buttons)
        self._fit_sentence()

    @property
    def _has_buttons(self) -> bool:
        is_told_else = self._shown is not None and bool(self._shown.for_operators) and self._actions.is_locked
        return not (self._is_for_operator or is_told_else)

    def _fit_sentence(self) -> None:
        for pixels in (OPERATOR_LARGE_PX, OPERATOR_SMALL_PX) if self._is_for_operator else (LARGE_PX,):
            self._sentence.setFont(font(pixels))
            room = self.contentsRect().adjusted(2 * GRID, 2 * GRID, -2 * GRID, -2 * GRID)
            if self._sentence.heightForWidth(room.width()) <= room.height():
                break

    def _refresh_all(self) -> None:
        for action_id in self._shown_buttons:
            self._on_allowed(action_id)
        self._show_words()

    def _on_allowed(self, action_id: str) -> None:
        button = self._shown_buttons.get(action_id)
        if button is not None:
            button.setEnabled(self._actions.can(action_id))
            set_tip(button, self._actions.tip(action_id))

    def _build(self, state: EmptyState) -> None:
        for old in self._shown_buttons.values():
            self._buttons.removeWidget(old)
            old.hide()  # it goes in its own time, and must not be touched until then
            old.deleteLater()
        self._shown_buttons = {action_id: self._made(action_id) for action_id in state.action_ids}
        self._n_columns = 0
        self._arrange()
        self._refresh_all()

    def _made(self, action_id: str) -> QPushButton:
        known = self._actions.known(action_id)
        button = QPushButton(known.full_text(), self)
        button.setAccessibleName(known.label())
        button.setMinimumHeight(40)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _checked=False, wish=action_id: self.action_chosen.emit(wish))
        return button

    def _arrange(self) -> None:
        buttons = list(self._shown_buttons.values())
        if not buttons:
            return
        widths, room = [button.sizeHint().width() + GRID for button in buttons], self.width() - 2 * GRID
        n_columns = len(buttons) if sum(widths) <= room else max(1, room // max(widths))
        if n_columns == self._n_columns:
            return
        self._n_columns = n_columns
        for button in buttons:
            self._buttons.removeWidget(button)
        for place, button in enumerate(buttons):
            self._buttons.addWidget(button, place // n_columns, place % n_columns)
            button.setVisible(self._has_buttons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._fit_sentence()
