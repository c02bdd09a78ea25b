"""The results of a search: pieces in two lines each, or defects grouped under their pieces."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from inspector.screens.review import ResultRow
from inspector.views.class_look import swatch
from inspector.views.plain_text import plain_tip
from inspector.views.shapes import draw_shape, severity_sign
from inspector.views.theme import GRID, SMALL_PX, font, mixed, tokens

Index = QModelIndex | QPersistentModelIndex
LINE_PX = 20
SIGN_PX = 10
MARGIN = GRID
ROW_ROLE = int(Qt.ItemDataRole.UserRole)


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[ResultRow, ...] = ()

    def show(self, rows: tuple[ResultRow, ...]) -> None:
        """More of the same search come below those that stand there."""
        before = self.rows
        if before and rows[: len(before)] == before:
            if len(rows) > len(before):
                self.beginInsertRows(QModelIndex(), len(before), len(rows) - 1)
                self.rows = rows
                self.endInsertRows()
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object | None:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{row.title}\n{row.when}\n{row.detail}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.title}, {row.when}, {row.detail}"
        return None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: ResultRow = index.data(ROW_ROLE)
        n_lines = 1 if row.defect_id and not row.begins_group else 2
        return QSize(120, n_lines * LINE_PX + GRID)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: ResultRow = index.data(ROW_ROLE)
        t = tokens()
        box = QRectF(option.rect)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_chosen:
            painter.fillRect(box, QColor(mixed(t.accent, t.surface, 0.25)))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), QColor(t.line))
        top = box.top() + GRID / 2
        if not row.defect_id or row.begins_group:
            self._paint_title(painter, row, QRectF(box.left() + MARGIN, top, box.width() - 2 * MARGIN, LINE_PX))
            top += LINE_PX
        self._paint_detail(painter, row, QRectF(box.left() + MARGIN, top, box.width() - 2 * MARGIN, LINE_PX))

    def _paint_title(self, painter: QPainter, row: ResultRow, room: QRectF) -> None:
        t = tokens()
        painter.setFont(font(SMALL_PX))
        painter.setPen(QColor(t.text_dim))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, row.when)
        room.setRight(room.right() - painter.fontMetrics().horizontalAdvance(row.when) - GRID)
        painter.setFont(font(SMALL_PX, is_bold=True))
        painter.setPen(QColor(t.text))
        _text(painter, room, row.title)

    def _paint_detail(self, painter: QPainter, row: ResultRow, room: QRectF) -> None:
        t = tokens()
        middle = room.center().y()
        shape, colour = severity_sign(row.severity, t)
        draw_shape(painter, QRectF(room.left(), middle - SIGN_PX / 2, SIGN_PX, SIGN_PX), shape, colour)
        room.setLeft(room.left() + SIGN_PX + 6)
        if row.defect_class is not None:
            corner = QPointF(room.left(), round(middle - 6))
            painter.drawPixmap(corner, swatch(row.defect_class, 12, painter.device().devicePixelRatio()))
            room.setLeft(room.left() + 18)
        painter.setFont(font(SMALL_PX))
        painter.setPen(QColor(t.text if row.defect_id else t.text_dim))
        _text(painter, room, row.detail)


def _text(painter: QPainter, room: QRectF, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class ResultList(QListView):
    result_chosen = Signal(int)  # its place
    end_neared = Signal()  # more would be welcome

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Results of the search, newest first"))
        self._results = _Model(self)
        self.setModel(self._results)
        self.setItemDelegate(_Delegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self._is_showing = False
        self.selectionModel().currentChanged.connect(self._on_current)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def show_results(self, rows: Sequence[ResultRow]) -> None:
        self._is_showing = True
        self._results.show(tuple(rows))
        self._is_showing = False

    def select(self, place: int | None) -> None:
        """Mark a result without choosing it."""
        self._is_showing = True
        chooser = self.selectionModel()
        if place is None:
            chooser.clear()
        elif chooser.currentIndex().row() != place:
            how = QItemSelectionModel.SelectionFlag.ClearAndSelect
            chooser.setCurrentIndex(self._results.index(place, 0), how)
        self._is_showing = False

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid() and not self._is_showing:
            self.result_chosen.emit(current.row())

    def _on_scrolled(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if bar.maximum() and value >= bar.maximum() - bar.pageStep():
            self.end_neared.emit()
