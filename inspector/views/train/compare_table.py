"""Two runs side by side: their scores with intervals, and what was asked for otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from inspector.screens.train import CompareRow, CompareState
from inspector.views.class_look import swatch
from inspector.views.plain_text import PlainLabel, plain_tip
from inspector.views.small_widgets import dim_label, small
from inspector.views.theme import GRID, SMALL_PX, font

ROW_PX, SIGN_PX = 24, 12


class _Table(QTableWidget):
    def __init__(self, name: str, n_columns: int) -> None:
        super().__init__(0, n_columns)
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(96)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def show_rows(self, heads: Sequence[str], rows: Sequence[CompareRow]) -> None:
        self.setHorizontalHeaderLabels(list(heads))
        self.setRowCount(len(rows))
        for place, row in enumerate(rows):
            texts = (row.name, row.first, row.second, row.difference)[: len(heads)]
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setData(Qt.ItemDataRole.ToolTipRole, plain_tip(text))
                if column == 0 and row.defect_class is not None:
                    item.setIcon(swatch(row.defect_class, SIGN_PX, self.devicePixelRatio()))
                if column == 3:
                    item.setFont(font(is_bold=row.is_sure))
                self.setItem(place, column, item)


class CompareTable(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._headline = PlainLabel()
        self._headline.setFont(font(is_bold=True))
        self._notes = small(PlainLabel())
        self._notes.setProperty("warn", True)
        self.scores = _Table(self.tr("Scores on the test split"), 4)
        self.settings = _Table(self.tr("What was asked for otherwise"), 3)
        about = self.tr(
            "On the test split, in brackets the 95 % interval over groups. Bold: the difference is sure. "
            "Another run in the list takes the place of the first; C ends it."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(4)
        column.addWidget(self._headline)
        column.addWidget(small(dim_label(about, SMALL_PX)))
        column.addWidget(self._notes)
        column.addWidget(self.scores, 3)
        column.addWidget(dim_label(self.settings.accessibleName(), SMALL_PX))
        column.addWidget(self.settings, 2)

    def show_state(self, state: CompareState) -> None:
        self._headline.setText(state.headline)
        self._notes.setText("\n".join(state.notes))
        self._notes.setVisible(bool(state.notes))
        heads = (self.tr("Score"), state.first, state.second, self.tr("Difference"))
        self.scores.show_rows(heads, state.scores)
        self.settings.show_rows((self.tr("Setting"), state.first, state.second), state.settings)
