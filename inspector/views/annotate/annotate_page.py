"""The Annotate page: a frame with its labels, and the tools to paint them."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector.views.action_set import ActionSet
from inspector.views.annotate.paint_panel import PaintPanel
from inspector.views.theme import GRID


class AnnotatePage(QWidget):
    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.painting = PaintPanel(actions)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, GRID, GRID, GRID)
        row.addWidget(self.painting)
        self.setFocusProxy(self.painting)
