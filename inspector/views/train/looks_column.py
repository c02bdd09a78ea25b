"""The right of the Train page: the worst and best validation frames now, as labelled and as the network says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QDialog, QSizePolicy, QVBoxLayout, QWidget

from inspector.core.classes import DefectClass
from inspector.screens.train import LookItem, LooksState
from inspector.views.pixels import image_over
from inspector.views.plain_text import PlainLabel, set_tip
from inspector.views.small_widgets import Card, dim_label, scrolled, small
from inspector.views.theme import GRID, SMALL_PX, font, tokens

PICTURE_PX = 150  # height of a tile's picture
CAPTION_PX = 18
LARGE = QSize(900, 680)


def paint_look(painter: QPainter, box: QRectF, item: LookItem, classes: Sequence[DefectClass]) -> None:
    """The whole picture in ``box``, as large as it fits; labels solid, prediction dashed, on a dark line each."""
    height, width = item.pixels.shape[:2]
    scale = min(box.width() / width, box.height() / height)
    picture = QRectF(0, 0, width * scale, height * scale)
    picture.moveCenter(box.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    pixels = np.ascontiguousarray(item.pixels)
    painter.drawImage(picture, image_over(pixels))
    painter.translate(picture.topLeft())
    colours = {known.index: known.colour for known in classes}
    for outlines, is_dashed in ((item.annotated, False), (item.predicted, True)):
        _paint_outlines(painter, outlines, scale, colours, is_dashed)
    painter.restore()


def _paint_outlines(
    painter: QPainter, outlines: Mapping[int, npt.NDArray[np.int32]], scale: float, colours: Mapping[int, str],
    is_dashed: bool,
) -> None:  # fmt: skip
    for index, segments in outlines.items():
        lines = [QRectF(x1 * scale, y1 * scale, (x2 - x1) * scale, (y2 - y1) * scale) for x1, y1, x2, y2 in segments]
        under = QPen(QColor(tokens().picture), 3.0)
        over = QPen(QColor(colours.get(index, tokens().on_picture)), 1.6)
        if is_dashed:
            over.setDashPattern([2.5, 2.5])
        for pen in (under, over) if not is_dashed else (over,):
            painter.setPen(pen)
            for line in lines:
                painter.drawLine(QPointF(line.left(), line.top()), QPointF(line.right(), line.bottom()))


class LookTiles(QWidget):
    """Below each other; a click, or Enter on the one that has the keys, opens it."""

    opened = Signal(object)  # LookItem

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._items: tuple[LookItem, ...] = ()
        self._classes: tuple[DefectClass, ...] = ()
        self._at = 0
        self.setMouseTracking(True)

    def show_items(self, items: tuple[LookItem, ...], classes: tuple[DefectClass, ...]) -> None:
        if [one.key for one in items] == [one.key for one in self._items] and classes == self._classes:
            return
        self._items, self._classes = items, classes
        self._at = min(self._at, max(0, len(items) - 1))
        self.setFixedHeight(max(1, len(items) * (PICTURE_PX + CAPTION_PX + GRID)))
        self.setAccessibleDescription("\n".join(item.details for item in items))
        self.update()

    def _box(self, place: int) -> QRect:
        top = place * (PICTURE_PX + CAPTION_PX + GRID)
        return QRect(0, top, self.width(), PICTURE_PX + CAPTION_PX)

    def _place_at(self, y: float) -> int | None:
        return next((n for n in range(len(self._items)) if self._box(n).contains(1, round(y))), None)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, t = QPainter(self), tokens()
        for place, item in enumerate(self._items):
            box = self._box(place)
            if not box.intersects(event.rect()):
                continue
            room = QRectF(box.left(), box.top(), box.width(), PICTURE_PX)
            painter.fillRect(room, QColor(t.picture))
            paint_look(painter, room.adjusted(1, 1, -1, -1), item, self._classes)
            if self.hasFocus() and place == self._at:
                painter.setPen(QPen(QColor(t.on_picture), 2))
                painter.drawRect(room.adjusted(1, 1, -1, -1))
            painter.setFont(font(SMALL_PX))
            line = QRect(box.left(), box.top() + PICTURE_PX, box.width(), CAPTION_PX)
            painter.setPen(QColor(t.text))
            painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, item.caption)
            line.setRight(line.right() - painter.fontMetrics().horizontalAdvance(item.caption) - GRID)
            painter.setPen(QColor(t.text_dim))
            name = painter.fontMetrics().elidedText(item.frame_name, Qt.TextElideMode.ElideMiddle, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position().y())
        set_tip(self, "" if place is None else self._items[place].details)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # the release is ours

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position().y())
        if place is not None and event.button() is Qt.MouseButton.LeftButton:
            self._at = place
            self.opened.emit(self._items[place])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps and self._items:
            self._at = min(len(self._items) - 1, max(0, self._at + steps[Qt.Key(event.key())]))
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._items:
            self.opened.emit(self._items[self._at])
        else:
            super().keyPressEvent(event)


class LargeLook(QDialog):
    def __init__(self, page: QWidget, item: LookItem, classes: tuple[DefectClass, ...]) -> None:
        super().__init__(page)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(item.frame_name)
        self.resize(LARGE)
        self._item, self._classes = item, classes
        self._says = dim_label(item.details)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.addStretch(1)
        layout.addWidget(self._says)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        room = QRectF(self.rect()).adjusted(0, 0, 0, -self._says.height() - 2 * GRID)
        painter.fillRect(room, QColor(tokens().picture))
        paint_look(painter, room.adjusted(GRID, GRID, -GRID, -GRID), self._item, self._classes)
        painter.end()


class LooksColumn(Card):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = LooksState("")
        self._headline = small(PlainLabel())
        self._headline.setFont(font(is_bold=True))
        self._key = small(dim_label(self.tr("Solid: as labelled. Dashed: as the network says."), SMALL_PX))
        self._worst_title, self._best_title = (
            dim_label(self.tr("Worst"), SMALL_PX),
            dim_label(self.tr("Best"), SMALL_PX),
        )
        self.worst, self.best = LookTiles(self.tr("Worst frames")), LookTiles(self.tr("Best frames"))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(4)
        for widget in (self._worst_title, self.worst, self._best_title, self.best):
            column.addWidget(widget)
        column.addStretch(1)
        for tiles in (self.worst, self.best):
            tiles.opened.connect(self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, 4, GRID)
        layout.setSpacing(4)
        layout.addWidget(self._headline)
        layout.addWidget(self._key)
        layout.addWidget(scrolled(inside), 1)
        self.show_state(self._state)

    def show_state(self, state: LooksState) -> None:
        self._state = state
        self._headline.setText(state.headline)
        has_some = bool(state.worst or state.best)
        self._key.setVisible(has_some)
        self._worst_title.setVisible(bool(state.worst))
        self._best_title.setVisible(bool(state.best))
        self.worst.show_items(state.worst, state.classes)
        self.best.show_items(state.best, state.classes)

    def _open(self, item: LookItem) -> None:
        LargeLook(self.window(), item, self._state.classes).show()
