"""A card over the whole window, which lies in the shade meanwhile; Escape or a click beside the card closes it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector.views.small_widgets import Card
from inspector.views.theme import GRID


class OverSheet(QWidget):
    close_wished = Signal()

    def __init__(self, parent: QWidget, name: str, *, max_width_px: int) -> None:
        super().__init__(parent)
        self.hide()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.card = Card()
        self.card.setMaximumWidth(max_width_px)
        self.column = QVBoxLayout(self.card)
        self.column.setContentsMargins(3 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self.column.setSpacing(GRID)
        outside = QHBoxLayout(self)
        outside.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 4 * GRID)
        outside.addWidget(self.card)

    def open_over(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.show()
        self.raise_()
        self.setFocus()

    def keeps(self, event: QKeyEvent) -> bool:
        """A key that means something here, whatever it means on the page below."""
        return event.key() == Qt.Key.Key_Escape

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.keeps(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_wished.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card.geometry().contains(event.position().toPoint()):
            self.close_wished.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, 150))
        painter.end()
