"""The pages of the program, at the left: icon over word, the one shown is marked."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from inspector.views.small_widgets import action_button
from inspector.views.theme import GRID, tokens

WIDTH = 72


class NavigationRail(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self._buttons: dict[str, QToolButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4, GRID, 5, GRID)
        self._column.setSpacing(4)
        self._column.addStretch(1)

    def add_page(self, page_id: str, action: QAction) -> None:
        action.setCheckable(True)
        button = action_button(action, has_word=True, size_px=24)
        button.setFixedSize(QSize(WIDTH - 9, 56))
        self._column.insertWidget(len(self._buttons), button)
        self._buttons[page_id] = button

    def add_at_foot(self, action: QAction) -> None:
        button = action_button(action, has_word=True, size_px=22)
        button.setFixedSize(QSize(WIDTH - 9, 56))
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)

    def show_page(self, page_id: str) -> None:
        for known, button in self._buttons.items():
            button.defaultAction().setChecked(known == page_id)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        t = tokens()
        painter.fillRect(self.rect(), QColor(t.surface))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), QColor(t.line))
        painter.end()
