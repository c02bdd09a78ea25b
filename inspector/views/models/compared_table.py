"""Tables that hold two models against each other: each cell says both figures, and below them their difference."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from inspector.screens.models import Compared, Tendency
from inspector.texts import models_page as texts
from inspector.views.plain_text import plain_tip
from inspector.views.shapes import Shape, draw_shape
from inspector.views.theme import GRID, SMALL_PX, font, mixed, tokens

Index = QModelIndex | QPersistentModelIndex
CELL_ROLE = int(Qt.ItemDataRole.UserRole)
ROW_PX = 44
SIGN_PX = 9
NAME_PX, COUNT_PX, CELL_PX = 190, 70, 148
Row = tuple[str, str, tuple[Compared, ...]]  # its name, how many, its figures


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(CELL_PX, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t, box = tokens(), QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(mixed(t.accent, t.surface, 0.18)))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), QColor(t.line))
        inside = box.adjusted(GRID / 2, 2, -GRID / 2, -3)
        found: Compared | None = index.data(CELL_ROLE)
        if found is None:
            painter.setFont(font(is_bold=index.column() == 0))
            painter.setPen(QColor(t.text))
            self._text(painter, inside, str(index.data()))
        else:
            self._paint_figures(painter, found, inside)
        painter.restore()

    def _paint_figures(self, painter: QPainter, found: Compared, inside: QRectF) -> None:
        t = tokens()
        upper = QRectF(inside.left(), inside.top(), inside.width(), inside.height() / 2)
        painter.setFont(font())
        painter.setPen(QColor(t.text))
        self._text(painter, upper, f"{found.before} → {found.after}")
        lower = upper.translated(0, upper.height())
        signs = {Tendency.BETTER: (Shape.TICK, t.text), Tendency.WORSE: (Shape.TRIANGLE, t.warn)}
        shape, colour = signs.get(found.tendency, (None, t.text_dim))
        if shape is not None:
            sign = QRectF(lower.left(), lower.center().y() - SIGN_PX / 2, SIGN_PX, SIGN_PX)
            draw_shape(painter, sign, shape, colour)
            lower.adjust(SIGN_PX + 4, 0, 0, 0)
        painter.setFont(font(SMALL_PX, is_bold=shape is not None))
        painter.setPen(QColor(colour))
        self._text(painter, lower, found.difference)

    @staticmethod
    def _text(painter: QPainter, room: QRectF, text: str) -> None:
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class ComparedTable(QTableView):
    def __init__(self, name: str, headings: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = QStandardItemModel(0, len(headings), self)
        self._items.setHorizontalHeaderLabels(list(headings))
        self._shown: tuple[Row, ...] = ()
        self.setModel(self._items)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        header = self.horizontalHeader()
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        metrics = QFontMetrics(font())
        for column, heading in enumerate(headings):
            usual = (NAME_PX, COUNT_PX, CELL_PX)[min(column, 2)]
            header.resizeSection(column, max(usual, metrics.horizontalAdvance(heading) + 2 * GRID))

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        if rows == self._shown:
            return  # it stays where it was scrolled to
        self._shown = rows
        self._items.removeRows(0, self._items.rowCount())
        for name, count, figures in rows:
            items = [QStandardItem(name), QStandardItem(count)]
            for figure in figures:
                said = texts.TENDENCIES[figure.tendency].translated()
                item = QStandardItem(f"{figure.before} → {figure.after}, {figure.difference} ({said})")
                item.setData(figure, CELL_ROLE)
                items.append(item)
            for item in items:
                item.setData(plain_tip(item.text()), Qt.ItemDataRole.ToolTipRole)
            self._items.appendRow(items)
