"""The models of the workspace and of the program, the one in use on top; broken files with their reason."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from inspector.screens.models import ModelMark, ModelRow
from inspector.texts import models_page as texts
from inspector.views.row_list_model import ROW_ROLE, Index, RowListModel
from inspector.views.shapes import Shape, draw_shape
from inspector.views.theme import GRID, SMALL_PX, font, mixed, tokens

LINE_PX = 20
SIGN_PX = 10


class _Model(RowListModel):
    def words(self, row: ModelRow) -> list[str]:
        return [part for part in (row.title, _word(row.mark), row.origin, row.details) if part]


def _word(mark: ModelMark) -> str:
    return {
        ModelMark.ACTIVE: texts.MARK_ACTIVE.translated(),
        ModelMark.BROKEN: texts.MARK_BROKEN.translated(),
        ModelMark.USUAL: "",
    }[mark]


class _Delegate(QStyledItemDelegate):
    """Its title with what it is for the line; network and run; when and by whom; or why it cannot be used.

    Titles are cut in their middle: models of one family differ at their ends.
    """

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, 3 * LINE_PX + GRID)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: ModelRow = index.data(ROW_ROLE)
        t, box = tokens(), QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(mixed(t.accent, t.surface, 0.25)))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), QColor(t.line))
        line = QRectF(box.left() + GRID, box.top() + GRID / 2, box.width() - 2 * GRID, LINE_PX)
        self._paint_title(painter, row, line)
        painter.setFont(font(SMALL_PX))
        painter.setPen(QColor(t.text_dim))
        if row.mark is ModelMark.BROKEN:  # why, in both lines
            flags = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(QRectF(line.left(), line.bottom(), line.width(), 2 * LINE_PX), flags, row.details)
            painter.restore()
            return
        for number, text in enumerate((row.origin, row.details), start=1):
            below = line.translated(0, number * LINE_PX)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(below.width()))
            painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    def _paint_title(self, painter: QPainter, row: ModelRow, line: QRectF) -> None:
        t, word = tokens(), _word(row.mark)
        painter.setFont(font(SMALL_PX, is_bold=True))
        width = painter.fontMetrics().horizontalAdvance(word)
        room = line
        if word:
            colour = t.warn if row.mark is ModelMark.BROKEN else t.text
            shape = Shape.TRIANGLE if row.mark is ModelMark.BROKEN else Shape.TICK
            sign = QRectF(line.right() - width - SIGN_PX - 4, line.center().y() - SIGN_PX / 2, SIGN_PX, SIGN_PX)
            draw_shape(painter, sign, shape, colour)
            painter.setPen(QColor(colour))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, word)
            room = line.adjusted(0, 0, -(width + SIGN_PX + 4 + GRID), 0)
        painter.setFont(font(is_bold=True))
        painter.setPen(QColor(t.text))
        title = painter.fontMetrics().elidedText(row.title, Qt.TextElideMode.ElideMiddle, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, title)


class ModelList(QListView):
    model_chosen = Signal(str)  # id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = _Model(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(self.tr("Models"))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(self.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self._is_showing = False
        self._chosen_id = ""
        self.selectionModel().currentChanged.connect(self._on_current)

    @property
    def rows(self) -> tuple[ModelRow, ...]:
        return self._rows.rows

    def show_rows(self, rows: tuple[ModelRow, ...], chosen_id: str) -> None:
        """Showing is not choosing: nothing is emitted. The list stays where it was scrolled to, unless another row is
        chosen."""
        self._is_showing = True
        place, before = self.verticalScrollBar().value(), self._chosen_id
        self._chosen_id = chosen_id
        if rows != self._rows.rows:
            self._rows.show(rows)
        at = next((number for number, row in enumerate(rows) if row.id == chosen_id), -1)
        if at != self.currentIndex().row() or not self.selectionModel().hasSelection():
            index = self._rows.index(at, 0) if at >= 0 else QModelIndex()
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if chosen_id == before:
            self.verticalScrollBar().setValue(place)
        self._is_showing = False

    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and not self._is_showing:
            self.model_chosen.emit(self._rows.rows[now.row()].id)
