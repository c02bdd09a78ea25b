"""A list whose rows are made when they are painted: two lines, a sign before them; any number of rows is cheap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from inspector.views.icons import icon
from inspector.views.plain_text import plain_tip
from inspector.views.shapes import Shape, draw_shape
from inspector.views.theme import GRID, SMALL_PX, font, mixed, tokens

SIGN_PX, ROW_PX, LOW_ROW_PX = 14, 38, 24
END_PX = 28  # of the right end, where a row has an icon to click there
ICON_END_PX = 16
T = TypeVar("T")
AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True, eq=False)
class ShownRow:
    text: str
    second: str = ""  # line
    at_right: str = ""
    sign: tuple[Shape, str] | QPixmap | None = None  # shape and colour, or a swatch
    tip: str = ""
    is_faint: bool = False
    at_end: str = ""  # icon at the right end


class Rows(Protocol[T]):  # type: ignore[misc]  # a sequence is one
    def __len__(self) -> int: ...

    def __getitem__(self, place: int, /) -> T: ...


class _Model(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self._rows: Rows[Any] | Sequence[Any] = ()
        self._shown: Callable[[Any], ShownRow] = lambda row: ShownRow(str(row))

    def show_rows(self, rows: Rows[Any] | Sequence[Any], shown: Callable[[Any], ShownRow]) -> None:
        is_longer_or_shorter = len(rows) != len(self._rows)
        if is_longer_or_shorter:
            self.beginResetModel()
        self._rows, self._shown = rows, shown
        if is_longer_or_shorter:
            self.endResetModel()
        elif len(rows):
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))

    def shown(self, place: int) -> ShownRow:
        return self._shown(self._rows[place])

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 1

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            row = self.shown(index.row())
            return " · ".join(part for part in (row.text, row.at_right, row.second) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self.shown(index.row()).tip)
        return None


class _Painter(QStyledItemDelegate):
    def __init__(self, model: _Model, row_px: int) -> None:
        super().__init__()
        self._rows = model
        self._row_px = row_px

    def sizeHint(self, _option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        return QSize(80, self._row_px)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row, t = self._rows.shown(index.row()), tokens()
        box: QRect = option.rect
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_chosen:
            painter.fillRect(box, QColor(mixed(t.accent, t.surface, 0.22)))
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), QColor(t.accent))
        room = box.adjusted(GRID, 3, -GRID, -3)
        if row.sign is not None:
            place = QRectF(room.left(), room.top() + 2, SIGN_PX, SIGN_PX)
            if isinstance(row.sign, QPixmap):
                painter.drawPixmap(place.topLeft(), row.sign)
            else:
                draw_shape(painter, place, *row.sign)
            room.setLeft(room.left() + SIGN_PX + GRID)
        if row.at_end:
            end = QRect(0, 0, ICON_END_PX, ICON_END_PX)
            end.moveCenter(QPoint(box.right() - END_PX // 2, box.center().y()))
            icon(row.at_end, ICON_END_PX).paint(painter, end)
            room.setRight(box.right() - END_PX)
        line = QRect(room.left(), room.top(), room.width(), 18)
        if row.at_right:
            painter.setFont(font(SMALL_PX))
            painter.setPen(QColor(t.text_dim))
            painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.at_right)
            line.setRight(line.right() - painter.fontMetrics().horizontalAdvance(row.at_right) - GRID)
        painter.setFont(font())
        painter.setPen(QColor(t.text_dim if row.is_faint else t.text))
        _draw_elided(painter, line, row.text, Qt.TextElideMode.ElideMiddle)
        if row.second:
            painter.setFont(font(SMALL_PX))
            painter.setPen(QColor(t.text_dim))
            below = QRect(room.left(), room.top() + 17, room.width(), 16)
            _draw_elided(painter, below, row.second, Qt.TextElideMode.ElideRight)


def _draw_elided(painter: QPainter, line: QRect, text: str, mode: Qt.TextElideMode) -> None:
    text = painter.fontMetrics().elidedText(text, mode, line.width())
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


class RowList(QTableView):
    """Showing chooses nothing; a click or the arrows do.

    A table of one column, since Qt's lists ask for each of their rows to lay them out.
    """

    row_chosen = Signal(int)

    def __init__(self, name: str, *, is_low: bool = False, parent: QWidget | None = None) -> None:
        """``is_low``: rows of one line."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._rows = _Model()
        self._was_shown = False  # a chosen row
        self.setModel(self._rows)
        self._painter = _Painter(self._rows, LOW_ROW_PX if is_low else ROW_PX)
        self.setItemDelegate(self._painter)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(LOW_ROW_PX if is_low else ROW_PX)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setMinimumHeight(2 * ROW_PX)
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_rows(self, rows: Rows[Any] | Sequence[Any], shown: Callable[[Any], ShownRow], place: int = -1) -> None:
        with QSignalBlocker(self.selectionModel()):
            self._rows.show_rows(rows, shown)
        self.show_place(place)

    def show_place(self, place: int) -> None:
        with QSignalBlocker(self.selectionModel()):
            index = self._rows.index(place, 0) if 0 <= place < self._rows.rowCount() else QModelIndex()
            is_other = index.row() != self.currentIndex().row() or not self._was_shown
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._was_shown = index.isValid()
        if index.isValid() and is_other:
            self.scrollTo(index)
        self.viewport().update()

    def shown_row(self, place: int) -> ShownRow:
        return self._rows.shown(place)

    def row_count(self) -> int:
        return self._rows.rowCount()

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.row_chosen.emit(current.row())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the row that is chosen already chooses it again: of an instance, to look at it once more."""
        index = self.indexAt(event.position().toPoint())
        is_again = index.isValid() and index == self.currentIndex()
        super().mousePressEvent(event)
        if is_again:
            self.row_chosen.emit(index.row())

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Qt's tables make their first row the current one, which listeners would take for a choice.
        with QSignalBlocker(self.selectionModel()):
            before = self.currentIndex()
            super().focusInEvent(event)
            if not before.isValid():
                self.selectionModel().clear()
        self.viewport().update()
