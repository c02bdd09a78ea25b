"""Between canvas and lists, while they are wanted: the comparison of a review, and what the class in hand means."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector.views.action_set import ActionSet
from inspector.views.annotate.compare_panel import ComparePanel
from inspector.views.annotate.guide_panel import GuidePanel
from inspector.views.theme import GRID

WIDTH_PX = 264


class BesideColumn(QWidget):
    """It takes no room while neither is shown."""

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.compare, self.guide = ComparePanel(actions), GuidePanel(actions)
        self.setFixedWidth(WIDTH_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for panel in (self.compare, self.guide):
            column.addWidget(panel, 1)
            panel.shown_changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        self.setVisible(not (self.compare.isHidden() and self.guide.isHidden()))
