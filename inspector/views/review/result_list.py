"""The results of a search: pieces in three lines each, or defects grouped under their pieces."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from inspector.core.defect import Severity
from inspector.screens.review import ResultRow
from inspector.texts.formats import number
from inspector.texts.review import N_CRITICAL, N_MAJOR, SHARE_INSPECTED
from inspector.views.class_look import swatch
from inspector.views.row_list_model import ROW_ROLE, Index, RowListModel
from inspector.views.shapes import draw_shape, severity_sign
from inspector.views.theme import GRID, SMALL_PX, font, mixed, tokens

LINE_PX = 20
SIGN_PX = 10
MARGIN = GRID
_N_OF = {Severity.CRITICAL: N_CRITICAL, Severity.MAJOR: N_MAJOR}


class _Model(RowListModel):
    def show(self, rows: tuple[ResultRow, ...]) -> None:
        """More of the same search come below those that stand there."""
        before = self.rows
        if before and rows[: len(before)] == before:
            if len(rows) > len(before):
                self.beginInsertRows(QModelIndex(), len(before), len(rows) - 1)
                self.rows = rows
                self.endInsertRows()
            return
        super().show(rows)

    def words(self, row: ResultRow) -> list[str]:
        parts = [row.title, row.when, row.defect_class.name if row.defect_class is not None else "", row.figures]
        parts += [_N_OF[severity].translated(n=n) for severity, n in row.serious]
        parts += [SHARE_INSPECTED.translated(share=row.inspected) if row.inspected else "", row.outcome]
        return [part for part in parts if part]


class _Delegate(QStyledItemDelegate):
    """A piece: its name; when, and how much was inspected; what was found, and what became of it.

    A defect: its class with size and place, below the name of its piece where that is another one.
    """

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: ResultRow = index.data(ROW_ROLE)
        n_lines = 3 if not row.defect_id else 2 if row.begins_group else 1
        return QSize(120, n_lines * LINE_PX + GRID)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: ResultRow = index.data(ROW_ROLE)
        t = tokens()
        box = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(mixed(t.accent, t.surface, 0.25)))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), QColor(t.line))
        line = QRectF(box.left() + MARGIN, box.top() + GRID / 2, box.width() - 2 * MARGIN, LINE_PX)
        if not row.defect_id:
            self._paint_piece(painter, row, line)
            return
        if row.begins_group:
            self._paint_name(painter, row, line, row.when)
            line.translate(0, LINE_PX)
        self._paint_defect(painter, row, line)

    def _paint_piece(self, painter: QPainter, row: ResultRow, line: QRectF) -> None:
        t = tokens()
        self._paint_name(painter, row, line, "")
        painter.setFont(font(SMALL_PX))
        painter.setPen(QColor(t.text_dim))
        second = line.translated(0, LINE_PX)
        room = second.width() - painter.fontMetrics().horizontalAdvance(row.when) - GRID
        in_words = SHARE_INSPECTED.translated(share=row.inspected)
        share = in_words if painter.fontMetrics().horizontalAdvance(in_words) <= room else row.inspected
        if row.inspected:
            painter.drawText(second, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, share)
        painter.drawText(second, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, row.when)
        third = line.translated(0, 2 * LINE_PX)
        painter.drawText(third, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, row.figures)
        third.setLeft(third.left() + painter.fontMetrics().horizontalAdvance(row.figures) + GRID)
        for severity, n in row.serious:
            shape, colour = severity_sign(severity, t)
            middle = third.center().y()
            draw_shape(painter, QRectF(third.left(), middle - SIGN_PX / 2, SIGN_PX, SIGN_PX), shape, colour)
            third.setLeft(third.left() + SIGN_PX + 4)
            painter.setPen(QColor(t.text))
            painter.drawText(third, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, number(n))
            third.setLeft(third.left() + painter.fontMetrics().horizontalAdvance(number(n)) + GRID)
        painter.setPen(QColor(t.text))
        _text(painter, third, row.outcome, Qt.TextElideMode.ElideRight, Qt.AlignmentFlag.AlignRight)

    def _paint_name(self, painter: QPainter, row: ResultRow, line: QRectF, when: str) -> None:
        t = tokens()
        room = QRectF(line)
        if when:
            painter.setFont(font(SMALL_PX))
            painter.setPen(QColor(t.text_dim))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, when)
            room.setRight(room.right() - painter.fontMetrics().horizontalAdvance(when) - GRID)
        painter.setFont(font(SMALL_PX, is_bold=True))
        painter.setPen(QColor(t.text))
        _text(painter, room, row.title, Qt.TextElideMode.ElideMiddle)

    def _paint_defect(self, painter: QPainter, row: ResultRow, line: QRectF) -> None:
        t = tokens()
        room, middle = QRectF(line), line.center().y()
        shape, colour = severity_sign(row.severity, t)
        draw_shape(painter, QRectF(room.left(), middle - SIGN_PX / 2, SIGN_PX, SIGN_PX), shape, colour)
        room.setLeft(room.left() + SIGN_PX + 6)
        painter.setFont(font(SMALL_PX))
        painter.setPen(QColor(t.text))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, row.figures)
        room.setRight(room.right() - painter.fontMetrics().horizontalAdvance(row.figures) - GRID)
        if row.defect_class is not None:
            corner = QPointF(room.left(), round(middle - 6))
            painter.drawPixmap(corner, swatch(row.defect_class, 12, painter.device().devicePixelRatio()))
            room.setLeft(room.left() + 18)
            _text(painter, room, row.defect_class.name, Qt.TextElideMode.ElideMiddle)


def _text(
    painter: QPainter,
    room: QRectF,
    text: str,
    elide: Qt.TextElideMode,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """Nothing where there is no room."""
    if room.width() > 0:
        shown = painter.fontMetrics().elidedText(text, elide, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | side, shown)


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
