"""The pages of the program, at the left: icon over title, the one shown is marked. As wide as the longest title."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from inspector.views.small_widgets import action_button
from inspector.views.theme import GRID, tokens

WIDTH, MAX_WIDTH = 72, 128
MARGIN = 9  # beside the buttons
PADDING = 10  # beside a title in its button
BUTTON_HEIGHT = 56


class NavigationRail(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self._buttons: dict[str, QToolButton] = {}
        self._foot: list[QToolButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4, GRID, 5, GRID)
        self._column.setSpacing(4)
        self._column.addStretch(1)

    def add_page(self, page_id: str, action: QAction) -> None:
        action.setCheckable(True)
        button = action_button(action, has_word=True, size_px=24)
        self._column.insertWidget(len(self._buttons), button)
        self._buttons[page_id] = button
        self._fit(button)

    def add_at_foot(self, action: QAction) -> None:
        button = action_button(action, has_word=True, size_px=22)
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self._foot.append(button)
        self._fit(button)

    def _fit(self, button: QToolButton) -> None:
        """Make room for its title, in all buttons alike."""
        button.ensurePolished()
        word = button.fontMetrics().horizontalAdvance(button.text()) + PADDING
        wanted = max(word, button.sizeHint().width()) + MARGIN
        self.setFixedWidth(min(MAX_WIDTH, max(self.width(), wanted)))
        for known in (*self._buttons.values(), *self._foot):
            known.setFixedSize(QSize(self.width() - MARGIN, BUTTON_HEIGHT))

    def show_page(self, page_id: str) -> None:
        for known, button in self._buttons.items():
            button.defaultAction().setChecked(known == page_id)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        t = tokens()
        painter.fillRect(self.rect(), QColor(t.surface))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), QColor(t.line))
        painter.end()
