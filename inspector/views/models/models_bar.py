"""The top card: which model inspects, since when and by whom; adding and rolling back; or work in hand."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector.screens.models import ModelsState
from inspector.views.action_set import ActionSet
from inspector.views.fields import FIELD_PX
from inspector.views.small_widgets import ElidedLabel, action_button
from inspector.views.theme import GRID, LARGE_PX, SMALL_PX, font
from inspector.views.work_head import HEIGHT, WorkHead


class ModelsBar(WorkHead):
    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        cancel = action_button(actions.qaction("models.cancel"), is_quiet=False, size_px=16)
        cancel.setFixedSize(32, FIELD_PX)
        super().__init__(cancel, parent)
        self._headline = ElidedLabel()
        self._headline.setFont(font(LARGE_PX, is_bold=True))
        self._about = ElidedLabel()
        self._about.setFont(font(SMALL_PX))
        self._about.setProperty("dim", True)
        self._buttons = [
            action_button(actions.qaction(f"models.{verb}"), is_quiet=False, size_px=18)
            for verb in ("roll_back", "add", "import")
        ]
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID + 4, 0, GRID + 4, 0)
        row.setSpacing(GRID)
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addStretch(1)
        column.addWidget(self._headline)
        column.addWidget(self._about)
        column.addStretch(1)
        row.addLayout(self.says(words), 1)
        for button in self._buttons:
            button.setFixedHeight(FIELD_PX)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            row.addWidget(button)

    def show_state(self, state: ModelsState) -> None:
        self._headline.setText(state.headline)
        self._about.setText(state.about)

    def show_words(self, width: int) -> None:
        """Of the buttons, as far as there is room."""
        style = Qt.ToolButtonStyle
        for needed, button in zip((760, 980, 980), self._buttons, strict=True):
            button.setToolButtonStyle(style.ToolButtonTextBesideIcon if width >= needed else style.ToolButtonIconOnly)

    def sizeHint(self) -> QSize:
        return QSize(900, HEIGHT)
