"""The defects of a piece as a Qt model: newest on top, or in the order and by the filter that somebody chose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from inspector.screens.defect_list import Column, DefectFilter, DefectList, DefectSort, Places
from inspector.screens.live import DefectRow
from inspector.texts.severity import full_severity, short_severity
from inspector.views.plain_text import plain_tip

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
MANY = 8  # removals beyond this are one reset rather than many signals

RIGHT_ALIGNED = {Column.DEFECT_ID, Column.POSITION, Column.SIZE, Column.SCORE}


class DefectModel(QAbstractTableModel):
    """While rows stand newest on top and all of them, a new one costs nothing but its own row; else all are arranged
    anew, which is a reset: the table keeps the selection."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._list = DefectList()
        self._sort, self._filter = DefectSort(), DefectFilter()
        self._order: Places | None = None  # places from top to bottom; None: newest on top, all of them
        self._row_of_place: Places | None = None  # -1 for one that is not shown
        self._headers = {
            Column.DEFECT_ID: self.tr("No."),
            Column.POSITION: self.tr("Position"),
            Column.CLASS: self.tr("Class"),
            Column.SIZE: self.tr("Size"),
            Column.SEVERITY: self.tr("Severity"),
            Column.SCORE: self.tr("Score"),
            Column.FILE: self.tr("File"),
        }

    # Content

    @property
    def n_all(self) -> int:
        """Also those that the filter hides."""
        return len(self._list)

    @property
    def is_arranged(self) -> bool:
        return self._order is not None

    def class_names(self) -> list[str]:
        return self._list.class_names()

    def set_rows(self, rows: Iterable[DefectRow]) -> None:
        """Show these defects, oldest first, and no others."""
        self.beginResetModel()
        self._list.set(rows)
        self._arrange()
        self.endResetModel()

    def arrange(self, sort: DefectSort, wanted: DefectFilter) -> None:
        """In this order and those that fit, from now on."""
        self.beginResetModel()
        self._sort, self._filter = sort, wanted
        self._arrange()
        self.endResetModel()

    def upsert(self, rows: Sequence[DefectRow]) -> int:
        """Change known defects in place, take in new ones; returns how many were new."""
        if self.is_arranged:
            self.beginResetModel()
            n_new, _ = self._list.upsert(rows)
            self._arrange()
            self.endResetModel()
            return n_new
        fresh = {row.defect_id: row for row in rows if self._list.place_of(row.defect_id) is None}
        _, changed = self._list.upsert([row for row in rows if row.defect_id not in fresh])
        for place in changed:
            shown = len(self._list) - 1 - place
            self.dataChanged.emit(self.index(shown, 0), self.index(shown, self.columnCount() - 1))
        if fresh:
            self.beginInsertRows(QModelIndex(), 0, len(fresh) - 1)
            self._list.upsert(list(fresh.values()))
            self.endInsertRows()
        return len(fresh)

    def remove(self, defect_ids: Iterable[int]) -> None:
        gone = [defect_id for defect_id in set(defect_ids) if self._list.place_of(defect_id) is not None]
        if not gone:
            return
        if len(gone) > MANY or self.is_arranged:
            self.beginResetModel()
            self._list.remove(gone)
            self._arrange()
            self.endResetModel()
            return
        for defect_id in gone:
            shown = self.row_of(defect_id)
            assert shown is not None  # nothing is hidden, see above
            self.beginRemoveRows(QModelIndex(), shown, shown)
            self._list.remove([defect_id])
            self.endRemoveRows()

    def _arrange(self) -> None:
        if self._sort.column is None and self._filter.is_open:
            self._order = self._row_of_place = None
            return
        self._order = self._list.order(self._sort, self._filter)
        self._row_of_place = np.full(len(self._list), -1, np.int64)
        self._row_of_place[self._order] = np.arange(len(self._order))

    def row_of(self, defect_id: int) -> int | None:
        """Model row of a defect; None where it is not listed, or hidden by the filter."""
        place = self._list.place_of(defect_id)
        if place is None:
            return None
        if self._row_of_place is None:
            return len(self._list) - 1 - place
        row = int(self._row_of_place[place])
        return row if row >= 0 else None

    def defect_at(self, row: int) -> DefectRow:
        place = len(self._list) - 1 - row if self._order is None else int(self._order[row])
        return self._list.rows[place]

    def shown_rows(self) -> list[DefectRow]:
        """From top to bottom."""
        return [self.defect_at(row) for row in range(self.rowCount())]

    # Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        if parent.isValid():
            return 0
        return len(self._list) if self._order is None else len(self._order)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
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
            return self.text(row, column)
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.ToolTipRole:
            severity = full_severity(row.severity, is_graded=row.is_graded)
            file = f"\n{row.file}" if row.file else ""
            return plain_tip(f"{row.defect_class.name}\n{row.size}\n{row.position}\n{severity}{file}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._headers[column]}: {self.text(row, column)}"
        return None

    def text(self, row: DefectRow, column: Column) -> str:
        return _TEXTS[column](row)


_TEXTS: dict[Column, Callable[[DefectRow], str]] = {
    Column.DEFECT_ID: lambda row: f"{row.defect_id}",
    Column.POSITION: lambda row: row.position,
    Column.CLASS: lambda row: row.defect_class.name,
    Column.SIZE: lambda row: row.size,
    Column.SEVERITY: lambda row: short_severity(row.severity, is_graded=row.is_graded),
    Column.SCORE: lambda row: f"{row.score:.2f}",
    Column.FILE: lambda row: row.file,
}


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in RIGHT_ALIGNED else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
