"""Every promotion and every way back, newest first, and whether the audit chain is whole."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector.screens.models import HistoryLine, HistoryState
from inspector.views.plain_text import PlainLabel, plain_tip
from inspector.views.small_widgets import reading_table, small
from inspector.views.theme import GRID


class HistoryView(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[HistoryLine, ...] = ()
        self.audit = small(PlainLabel())
        self.rows = QStandardItemModel(0, 5, self)
        self.rows.setHorizontalHeaderLabels(
            [self.tr("When"), self.tr("What"), self.tr("Model"), self.tr("By"), self.tr("Why")]
        )
        self.table = reading_table(self.rows, self.tr("Promotions"), (130, 180, 140, 100))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.addWidget(self.audit)
        layout.addWidget(self.table, 1)

    def show_state(self, state: HistoryState) -> None:
        self.audit.setText(state.audit)
        if self.audit.property("warn") != state.is_broken:
            self.audit.setProperty("warn", state.is_broken)
            self.audit.style().unpolish(self.audit)
            self.audit.style().polish(self.audit)
        if state.rows == self._shown:
            return
        self._shown = state.rows
        self.rows.removeRows(0, self.rows.rowCount())
        for line in state.rows:
            items = [QStandardItem(text) for text in (line.at, line.what, line.model, line.by, line.because)]
            for item in items:
                item.setData(plain_tip(item.text()), Qt.ItemDataRole.ToolTipRole)
            self.rows.appendRow(items)
