"""Between canvas and lists, while it is wanted: the comparison of a review. It takes no room else."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector.views.action_set import ActionSet
from inspector.views.annotate.compare_panel import ComparePanel
from inspector.views.theme import GRID

WIDTH_PX = 264


class BesideColumn(QWidget):
    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.compare = ComparePanel(actions)
        self.setFixedWidth(WIDTH_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.compare, 1)
        self.compare.shown_changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        self.setVisible(not self.compare.isHidden())
