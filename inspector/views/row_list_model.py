"""Rows of one column, each with a title and with all its words, for a list that a delegate paints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from inspector.views.plain_text import plain_tip

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole)


class RowListModel(QAbstractListModel):
    """``rows`` have a ``title``; a subclass says which words a row has."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Any, ...] = ()

    def words(self, row: Any) -> Sequence[str]:
        """All of it, whatever there is room for: the tooltip's lines, and what a screen reader says."""
        raise NotImplementedError

    def show(self, rows: tuple[Any, ...]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default, which nobody changes
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  likewise
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object | None:
        if not index.isValid():
            return None
        row: object = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return str(self.rows[index.row()].title)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip("\n".join(self.words(row)))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(self.words(row))
        return None
