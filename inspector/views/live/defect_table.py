"""The list of the piece's defects: newest on top, rows of one height, the selection stays with its defect."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from inspector.screens.live import DefectRow
from inspector.texts.formats import number
from inspector.views.class_look import swatch
from inspector.views.live.defect_model import ROW_ROLE, Column, DefectModel
from inspector.views.live.row_view import RowView
from inspector.views.plain_text import PlainLabel
from inspector.views.shapes import draw_shape, severity_sign
from inspector.views.small_widgets import Card, SteadyLabel, dim_label
from inspector.views.theme import GRID, SMALL_PX, font, tokens

ROW_HEIGHT = 26
SIGN_PX = 10
SWATCH_PX = 12
MAX_WORD_PX = 64  # a longer word of another language is cut, so that the class keeps its room
WORDS_LEFT = 6 + SWATCH_PX + 6  # after the sign
_SELECTED = QStyle.StateFlag.State_Selected


class SignDelegate(QStyledItemDelegate):
    """Draws the class's swatch and the severity's shape in front of their texts."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW_ROLE)
        t = tokens()
        box = QRectF(option.rect)
        if option.state & _SELECTED:
            painter.fillRect(box, option.palette.highlight())
        middle = box.center().y()
        if index.column() == Column.CLASS:
            sign_of_class = swatch(row.defect_class, SWATCH_PX, painter.device().devicePixelRatio())
            painter.drawPixmap(round(box.left() + 6), round(middle - SWATCH_PX / 2), sign_of_class)
        else:
            shape, colour = severity_sign(row.severity, t)
            sign = QRectF(box.left() + 6, middle - SIGN_PX / 2, SIGN_PX, SIGN_PX)
            draw_shape(painter, sign, shape, colour)
        painter.setPen(QColor(t.text))
        room = box.adjusted(WORDS_LEFT, 0, -2, 0)
        text = option.fontMetrics.elidedText(index.data(), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


class DefectTable(Card):
    defect_chosen = Signal(int)  # defect id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = DefectModel(self)
        self._view = RowView()
        self._view.setModel(self._model)
        self._view.setAccessibleName(self.tr("Defects of this piece, newest first"))
        self._delegate = SignDelegate(self)
        self._view.setItemDelegateForColumn(Column.CLASS, self._delegate)
        self._view.setItemDelegateForColumn(Column.SEVERITY, self._delegate)
        self._arrange_view()
        title = PlainLabel(self.tr("Defects"))
        title.setFont(font(is_bold=True))
        self._count = SteadyLabel()
        self._count.setFont(font(is_bold=True))
        self._count.setText("0")
        head = QHBoxLayout()
        head.setContentsMargins(GRID + 4, GRID, GRID + 4, GRID // 2)
        head.setSpacing(GRID)
        head.addWidget(title)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(dim_label(self.tr("this piece, newest on top"), SMALL_PX))
        # Not "no defects": that is said only of metres that were truly seen, and the list does not know them.
        self._empty = dim_label(self.tr("Defects are listed here as they are found."))
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(GRID + 4, GRID, GRID, GRID)
        self._pages = QStackedLayout()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(self._pages, 1)
        self._view.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self._is_showing = False  # a selection made by the program is not a choice

    def _arrange_view(self) -> None:
        view = self._view
        view.setFont(font(SMALL_PX))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setTabKeyNavigation(False)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows, columns = view.verticalHeader(), view.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        rows.setMinimumSectionSize(ROW_HEIGHT)
        columns.setHighlightSections(False)
        columns.setSectionsClickable(False)
        columns.setFont(font(SMALL_PX))
        columns.setMinimumSectionSize(24)
        columns.setTextElideMode(Qt.TextElideMode.ElideRight)
        wide = view.fontMetrics().horizontalAdvance
        for column, width in (
            (Column.DEFECT_ID, wide("0000") + 8),
            (Column.POSITION, wide("123.456 m") + 12),
            (Column.SIZE, wide("36.1 × 10.8 mm") + 8),
            (Column.SEVERITY, min(MAX_WORD_PX, wide(self.tr("critical"))) + WORDS_LEFT + 6),
            (Column.SCORE, min(MAX_WORD_PX, wide(self.tr("Score"))) + 12),
        ):
            columns.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            columns.resizeSection(column, width)
        columns.setSectionResizeMode(Column.CLASS, QHeaderView.ResizeMode.Stretch)

    def set_rows(self, rows: Iterable[DefectRow]) -> None:
        chosen = self.chosen()
        known = list(rows)
        self._is_showing = True
        self._model.set_rows(known)
        self._is_showing = False
        self._widen(known)
        if chosen is not None:
            self.select(chosen)
        self._refresh_count()

    def upsert_rows(self, rows: Sequence[DefectRow]) -> None:
        bar = self._view.verticalScrollBar()
        scrolled = bar.value()
        n_new = self._model.upsert(rows)
        self._widen(rows)
        if n_new and scrolled > 0:  # someone is reading further down: keep those rows where they are
            self._view.updateGeometries()
            bar.setValue(scrolled + n_new)
        if n_new:
            self._refresh_count()

    def _widen(self, rows: Sequence[DefectRow]) -> None:
        """Make room for figures longer than expected: a class name may be cut, a figure never. Never narrower."""
        columns, wide = self._view.horizontalHeader(), self._view.fontMetrics().horizontalAdvance
        for column, texts in (
            (Column.DEFECT_ID, [str(row.defect_id) for row in rows]),
            (Column.POSITION, [row.position for row in rows]),
            (Column.SIZE, [row.size for row in rows]),
        ):
            need = wide(max(texts, key=len, default="")) + 8
            if need > columns.sectionSize(column):
                columns.resizeSection(column, need)

    def remove(self, defect_ids: Iterable[int]) -> None:
        chosen = self.chosen()
        self._is_showing = True
        self._model.remove(defect_ids)
        if chosen is None or self._model.row_of(chosen) is None:
            # Qt moves on to a neighbour, which nobody chose.
            self._view.selectionModel().clear()
        self._is_showing = False
        if chosen is not None:
            self.select(chosen)
        self._refresh_count()

    def select(self, defect_id: int | None) -> None:
        """Show a defect as chosen, without asking for it again; None: none is, and the newest is in view."""
        row = None if defect_id is None else self._model.row_of(defect_id)
        self._is_showing = True
        selection = self._view.selectionModel()
        if row is None:
            selection.clear()
        elif defect_id != self.chosen():
            how = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            selection.setCurrentIndex(self._model.index(row, 0), how)
        self._is_showing = False
        if defect_id is None:
            self._view.scrollToTop()

    def chosen(self) -> int | None:
        current = self._view.selectionModel().currentIndex()
        if not current.isValid() or not self._view.selectionModel().isRowSelected(current.row(), QModelIndex()):
            return None
        return self._model.defect_at(current.row()).defect_id

    def n_rows(self) -> int:
        return self._model.rowCount()

    def _on_row_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid() and not self._is_showing:
            self.defect_chosen.emit(self._model.defect_at(current.row()).defect_id)

    def _refresh_count(self) -> None:
        n_rows = self._model.rowCount()
        self._count.setText(number(n_rows))
        self._pages.setCurrentIndex(1 if n_rows else 0)
