"""A table that shows where the keys go, and in which coming by Tab chooses nothing."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QTableView

from inspector.views.theme import tokens

FOCUS_PX = 2


class RowView(QTableView):
    def focusInEvent(self, event: QFocusEvent) -> None:
        # Qt's tables make their first row the current one, which listeners would take for a choice.
        QAbstractScrollArea.focusInEvent(self, event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(QColor(tokens().accent), FOCUS_PX))
            painter.drawRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1))
            painter.end()
