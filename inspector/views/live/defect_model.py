"""The defects of a piece as a Qt model, newest on top.

Rows are kept oldest first; the model's row r is the r-th from the end, so a new defect is appended in constant
time and shown on top.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from inspector.screens.live import DefectRow
from inspector.texts.severity import full_severity, short_severity
from inspector.views.plain_text import plain_tip

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
MANY = 200  # removals beyond this are one reset rather than many signals


class Column(IntEnum):
    DEFECT_ID = 0
    POSITION = 1
    CLASS = 2
    SIZE = 3
    SEVERITY = 4
    SCORE = 5


RIGHT_ALIGNED = {Column.DEFECT_ID, Column.POSITION, Column.SIZE, Column.SCORE}


class DefectModel(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[DefectRow] = []  # oldest first
        self._indices: dict[int, int] = {}  # in _rows, by defect id
        self._headers = {
            Column.DEFECT_ID: self.tr("No."),
            Column.POSITION: self.tr("Position"),
            Column.CLASS: self.tr("Class"),
            Column.SIZE: self.tr("Size"),
            Column.SEVERITY: self.tr("Severity"),
            Column.SCORE: self.tr("Score"),
        }

    # Content

    def set_rows(self, rows: Iterable[DefectRow]) -> None:
        """Show these defects, oldest first, and no others."""
        self.beginResetModel()
        self._rows, self._indices = list(rows), {}
        self._refresh_indices()
        self.endResetModel()

    def upsert(self, rows: Sequence[DefectRow]) -> int:
        """Change known defects in place, put new ones on top; returns how many were new."""
        new: dict[int, DefectRow] = {}
        for row in rows:
            index = self._indices.get(row.defect_id)
            if index is None:
                new[row.defect_id] = row
            elif row != self._rows[index]:
                self._rows[index] = row
                shown = len(self._rows) - 1 - index
                self.dataChanged.emit(self.index(shown, 0), self.index(shown, self.columnCount() - 1))
        if new:
            self.beginInsertRows(QModelIndex(), 0, len(new) - 1)
            for defect_id, row in new.items():
                self._indices[defect_id] = len(self._rows)
                self._rows.append(row)
            self.endInsertRows()
        return len(new)

    def remove(self, defect_ids: Iterable[int]) -> None:
        gone = {defect_id for defect_id in defect_ids if defect_id in self._indices}
        if not gone:
            return
        if len(gone) > MANY:
            self.set_rows([row for row in self._rows if row.defect_id not in gone])
            return
        for defect_id in gone:
            index = self._indices[defect_id]
            shown = len(self._rows) - 1 - index
            self.beginRemoveRows(QModelIndex(), shown, shown)
            del self._rows[index], self._indices[defect_id]
            self._refresh_indices(index)
            self.endRemoveRows()

    def _refresh_indices(self, first: int = 0) -> None:
        for index in range(first, len(self._rows)):
            self._indices[self._rows[index].defect_id] = index

    def row_of(self, defect_id: int) -> int | None:
        """Model row of a defect; None if it is not listed."""
        index = self._indices.get(defect_id)
        return None if index is None else len(self._rows) - 1 - index

    def defect_at(self, row: int) -> DefectRow:
        return self._rows[len(self._rows) - 1 - row]

    # Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object | None:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):  # a long one is cut
            return self._headers[Column(section)]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(Column(section))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object | None:
        if not index.isValid():
            return None
        row, column = self.defect_at(index.row()), Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.ToolTipRole:
            severity = full_severity(row.severity, is_graded=row.is_graded)
            return plain_tip(f"{row.defect_class.name}\n{row.size}\n{row.position}\n{severity}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._headers[column]}: {self._text(row, column)}"
        return None

    def _text(self, row: DefectRow, column: Column) -> str:
        if column is Column.DEFECT_ID:
            return f"{row.defect_id}"
        if column is Column.POSITION:
            return row.position
        if column is Column.CLASS:
            return row.defect_class.name
        if column is Column.SIZE:
            return row.size
        if column is Column.SEVERITY:
            return short_severity(row.severity, is_graded=row.is_graded)
        return f"{row.score:.2f}"


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in RIGHT_ALIGNED else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
