"""Beside the form: what the table makes of stored pieces, what was changed, and the table as its file will hold it."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QFontDatabase, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from inspector.screens.grading import GradingState, ReplayRow, ReplayState
from inspector.views.action_set import ActionSet
from inspector.views.grading.table_form import verdict_icon
from inspector.views.plain_text import PlainLabel, plain_tip
from inspector.views.small_widgets import Card, action_button, reading_table
from inspector.views.theme import GRID, font

WHY = 4  # column of the reason


class ReplayView(QWidget):
    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: ReplayState | None = None
        self._headline = PlainLabel()
        self._headline.setWordWrap(True)
        self._headline.setFont(font(is_bold=True))
        self._stale = PlainLabel(self.tr("The table was changed since: replay it again."))
        self._stale.setWordWrap(True)
        self._record = action_button(actions.qaction("grading.record"), is_quiet=False, size_px=18)
        self._record.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.model = QStandardItemModel(0, 5, self)
        self.model.setHorizontalHeaderLabels(
            [self.tr("Piece"), self.tr("Inspected"), self.tr("Before"), self.tr("After"), self.tr("Why")]
        )
        self.table = reading_table(self.model, self.tr("Pieces whose verdict would change"), (130, 120, 92, 92))
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self._headline, 1)
        head.addWidget(self._record, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.addLayout(head)
        layout.addWidget(self._stale)
        layout.addWidget(self.table, 1)
        self.show_replay(None)

    def show_replay(self, state: ReplayState | None) -> None:
        if state is not None and self._state is not None and state.rows == self._state.rows:
            self._show_words(state)  # the list stays where it was scrolled to
            return
        self._show_words(state)
        self.model.removeRows(0, self.model.rowCount())
        for row in state.rows if state is not None else ():
            self.model.appendRow(self._items(row))
        if self.model.rowCount():
            first = self.model.index(0, 0)
            self.table.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _show_words(self, state: ReplayState | None) -> None:
        self._state = state
        not_yet = self.tr("Not replayed yet. A replay tells which stored pieces this table would grade otherwise.")
        self._headline.setText(state.headline if state is not None else not_yet)
        self._stale.setVisible(state is not None and state.is_stale)

    @staticmethod
    def _items(row: ReplayRow) -> list[QStandardItem]:
        texts = (row.piece, row.started, row.before_text, row.after_text, row.reason)
        items = [QStandardItem(text) for text in texts]
        for item, text in zip(items, texts, strict=True):
            item.setData(plain_tip(text), Qt.ItemDataRole.ToolTipRole)
        if row.before is not None:
            items[2].setIcon(verdict_icon(row.before))
        items[3].setIcon(verdict_icon(row.after))
        return items


class Details(Card):
    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.replay = ReplayView(actions)
        self._toml = self._text_view(self.tr("The table as text"))
        self._toml.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._toml.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._differences = self._text_view(self.tr("What was changed"))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.replay, self.tr("Stored pieces"))
        self.tabs.addTab(self._differences, self.tr("Changes"))
        self.tabs.addTab(self._toml, self.tr("As text (TOML)"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self.tabs)

    @staticmethod
    def _text_view(name: str) -> QPlainTextEdit:
        view = QPlainTextEdit()
        view.setReadOnly(True)
        view.setAccessibleName(name)
        view.setTabChangesFocus(True)
        view.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        return view

    def show_state(self, state: GradingState) -> None:
        self._set_text(self._toml, state.toml)
        lines = [state.differences_title, "", *state.differences] if state.differences_title else []
        self._set_text(self._differences, "\n".join(lines))

    @staticmethod
    def _set_text(view: QPlainTextEdit, text: str) -> None:
        """A view that shows the same stays where it was scrolled to."""
        if view.toPlainText() != text:
            place = view.verticalScrollBar().value()
            view.setPlainText(text)
            view.verticalScrollBar().setValue(place)
