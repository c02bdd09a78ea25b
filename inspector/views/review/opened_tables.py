"""Beside the defects of an opened piece: how many of each class and severity, and what happened."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from inspector.core.defect import Severity
from inspector.screens.review import HappenedRow, TotalsRow
from inspector.texts.formats import number
from inspector.views.class_look import swatch
from inspector.views.plain_text import plain_tip
from inspector.views.row_list_model import Index
from inspector.views.shapes import draw_shape, lamp_sign, severity_sign
from inspector.views.theme import GRID, SMALL_PX, font, tokens

ROW_HEIGHT = 26
SIGN_PX = 10
SEVERITIES = (Severity.CRITICAL, Severity.MAJOR, Severity.MINOR, Severity.NONE)  # in the order of the columns
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
LEFT_PX = 24
NARROW_PX = 330  # below, names and words get the room of what tips tell as well


def _sign_icon(severity: Severity) -> QIcon:
    """Drawn at twice its size for fine screens."""
    image = QImage(2 * SIGN_PX, 2 * SIGN_PX, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    draw_shape(painter, QRectF(1, 1, 2 * SIGN_PX - 2, 2 * SIGN_PX - 2), *severity_sign(severity, tokens()))
    painter.end()
    return QIcon(QPixmap.fromImage(image))


class _SignDelegate(QStyledItemDelegate):
    """A class's swatch, or a lamp, before the text of the first column."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, box, t = index.data(ROW_ROLE), QRectF(option.rect), tokens()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, option.palette.highlight())
        middle = box.center().y()
        if isinstance(row, TotalsRow) and row.defect_class is not None:
            corner = QPointF(box.left() + 6, round(middle - 6))
            painter.drawPixmap(corner, swatch(row.defect_class, 12, painter.device().devicePixelRatio()))
        elif isinstance(row, HappenedRow):
            shape, colour = lamp_sign(row.lamp, t)
            draw_shape(painter, QRectF(box.left() + 6, middle - 5, 10, 10), shape, colour)
        room = box.adjusted(LEFT_PX, 0, -2, 0)
        painter.setFont(option.font)
        painter.setPen(QColor(t.text))
        if room.width() < SIGN_PX:
            return
        text = option.fontMetrics.elidedText(index.data() or "", Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def _arrange(table: QTableWidget, headings: Sequence[str]) -> None:
    table.setColumnCount(len(headings))
    for column, heading in enumerate(headings):
        item = QTableWidgetItem(heading)
        item.setData(Qt.ItemDataRole.ToolTipRole, heading)
        table.setHorizontalHeaderItem(column, item)
    table.setFont(font(SMALL_PX))
    table.horizontalHeader().setFont(font(SMALL_PX))
    table.setItemDelegateForColumn(0, _SignDelegate(table))
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setSectionsClickable(False)


class TotalsTable(QTableWidget):
    class_chosen = Signal(str)  # name of a class that is to be shown alone; "" for all

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Defects by class and severity"))
        headings = (
            self.tr("Class"),
            self.tr("All"),
            self.tr("critical"),
            self.tr("major"),
            self.tr("minor"),
            self.tr("none"),
        )
        _arrange(self, headings)
        columns = self.horizontalHeader()
        columns.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, len(headings)):
            columns.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self._headings = headings
        self.cellClicked.connect(self._on_clicked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW_PX
        for column, severity in enumerate(SEVERITIES, 2):
            if (heading := self.horizontalHeaderItem(column)) is not None:
                heading.setText("" if is_narrow else self._headings[column])
                heading.setIcon(_sign_icon(severity) if is_narrow else QIcon())

    def show_totals(self, rows: Sequence[TotalsRow]) -> None:
        self.setRowCount(len(rows))
        for place, row in enumerate(rows):
            first = QTableWidgetItem(row.name)
            first.setData(ROW_ROLE, row)
            first.setData(Qt.ItemDataRole.ToolTipRole, plain_tip(row.name))
            self.setItem(place, 0, first)
            for column, count in enumerate(row.counts):
                text = number(count)
                if row.differences is not None and row.differences[column]:
                    text += f"  ({row.differences[column]:+d})"
                cell = QTableWidgetItem(text)
                cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(place, 1 + column, cell)

    def _on_clicked(self, place: int, _column: int) -> None:
        row = self.model().index(place, 0).data(ROW_ROLE)
        if isinstance(row, TotalsRow):
            self.class_chosen.emit(row.name if row.defect_class is not None else "")


class HappenedTable(QTableWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("What happened during the inspection, newest first"))
        _arrange(self, (self.tr("What"), self.tr("When"), self.tr("In words"), self.tr("Who")))
        columns = self.horizontalHeader()
        for column in (0, 1, 3):
            columns.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        columns.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(0, 72 + GRID)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW_PX
        columns, mode = self.horizontalHeader(), QHeaderView.ResizeMode
        columns.setSectionResizeMode(0, mode.Fixed if is_narrow else mode.ResizeToContents)
        if is_narrow:
            columns.resizeSection(0, LEFT_PX)
        self.setColumnHidden(3, is_narrow)

    def show_happened(self, rows: Sequence[HappenedRow]) -> None:
        self.setRowCount(len(rows))
        for place, row in enumerate(rows):
            for column, text in enumerate((row.kind, row.when, row.text, row.who)):
                cell = QTableWidgetItem(text)
                cell.setData(Qt.ItemDataRole.ToolTipRole, plain_tip(f"{row.when} {row.kind}\n{row.text}\n{row.who}"))
                if column == 0:
                    cell.setData(ROW_ROLE, row)
                self.setItem(place, column, cell)
