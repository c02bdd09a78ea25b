"""The tools, each with its key; in one column, or in two where the window is low."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QToolButton

from inspector.screens.painting import PaintState, PaintTool
from inspector.screens.painting_actions import TOOL_ACTIONS
from inspector.views.action_set import ActionSet, key_texts
from inspector.views.small_widgets import Card
from inspector.views.theme import font, tokens

WIDTH_PX, HEIGHT_PX, MIN_HEIGHT_PX = 46, 32, 28
KEY_PX = 10
MARGIN_PX = 4


class ToolButton(QToolButton):
    """Icon, and its key small in the corner."""

    def __init__(self) -> None:
        super().__init__()
        self._key = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys with the picture
        self.setProperty("quiet", True)
        self.setIconSize(QSize(20, 20))

    def show_key(self, key: str) -> None:
        self._key = key
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setFont(font(KEY_PX))
        painter.setPen(QColor(tokens().text_dim))
        room = QRectF(self.rect()).adjusted(0, 0, -3, -1)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, self._key)
        painter.end()


class ToolColumn(Card):
    def __init__(self, actions: ActionSet) -> None:
        super().__init__()
        self.buttons: dict[str, ToolButton] = {}  # by action id
        self._actions = actions
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(MARGIN_PX, MARGIN_PX, MARGIN_PX, MARGIN_PX)
        self._grid.setSpacing(1)
        for action in TOOL_ACTIONS:
            made = actions.qaction(action.id)
            made.setCheckable(True)
            button = self.buttons[action.id] = ToolButton()
            button.setDefaultAction(made)
            button.setAccessibleName(action.label())
        self._show_keys()
        actions.keys_changed.connect(self._show_keys)
        self._n_columns = 0
        self._lay_out(1)

    def _show_keys(self) -> None:
        for action_id, button in self.buttons.items():
            keys = key_texts((self._actions.known(action_id),))
            button.show_key(keys[0].replace("Shift+", "⇧").replace("Ctrl+", "^") if keys else "")

    def show_state(self, state: PaintState) -> None:
        options = state.options
        for action_id in self.buttons:
            self._actions.allow(action_id, state.is_open and not (state.is_read_only and action_id != "annotate.ruler"))
        chosen = f"annotate.{options.tool.value}"
        if options.tool is PaintTool.BRUSH and options.is_erasing:
            chosen = "annotate.eraser"
        for action_id in self.buttons:
            self._actions.qaction(action_id).setChecked(action_id == chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        n = len(self.buttons)
        self._lay_out(1 if self.height() >= n * (MIN_HEIGHT_PX + 1) + 2 * MARGIN_PX else 2)

    def _lay_out(self, n_columns: int) -> None:
        if n_columns == self._n_columns:
            return
        self._n_columns = n_columns
        n_rows = -(-len(self.buttons) // n_columns)
        for number, button in enumerate(self.buttons.values()):
            self._grid.removeWidget(button)
            self._grid.addWidget(button, number % n_rows, number // n_rows)
            button.setFixedWidth(WIDTH_PX)
            button.setMinimumHeight(MIN_HEIGHT_PX)
            button.setMaximumHeight(HEIGHT_PX)
        for row in range(len(self.buttons) + 1):
            self._grid.setRowStretch(row, 1 if row == n_rows else 0)
        self.setFixedWidth(n_columns * (WIDTH_PX + 1) + 2 * MARGIN_PX + 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.width(), -(-len(self.buttons) // 2) * (MIN_HEIGHT_PX + 1) + 2 * MARGIN_PX)
