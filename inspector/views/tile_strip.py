"""Tiles of one size from left to right, scrolled sideways; painted where they are seen only, so any number is cheap."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy, QWidget

from inspector.views.plain_text import show_tip
from inspector.views.theme import GRID, RADIUS, mixed, tokens

BAR_PX = 12  # room for the scroll bar


class TileStrip(QAbstractScrollArea):
    """Subclasses hold the tiles and paint one; indices count from the left. Sizes are widget px."""

    def __init__(self, tile_size: tuple[int, int], n_preferred: int, parent: QWidget | None = None) -> None:
        """``tile_size`` is width, with the gap to the next, and height."""
        super().__init__(parent)
        self._tile_width, self._tile_height = tile_size
        self._n_preferred = n_preferred
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self._tile_height + BAR_PX)
        self.horizontalScrollBar().setSingleStep(self._tile_width // 2)
        self.setViewport(QWidget())  # Qt's own would be looked up among all kinds of widgets, which takes 20 ms
        self.viewport().setAutoFillBackground(False)

    # What subclasses say

    def n_tiles(self) -> int:
        raise NotImplementedError

    def paint_tile(self, painter: QPainter, index: int, box: QRect) -> None:
        raise NotImplementedError

    def paint_empty(self, painter: QPainter, room: QRect) -> None:
        """Paint what stands there while there is no tile."""
        raise NotImplementedError

    def tooltip_of(self, index: int, position: QPoint) -> str:
        raise NotImplementedError

    # What subclasses use

    def sizeHint(self) -> QSize:
        return QSize(self._n_preferred * self._tile_width, self._tile_height + BAR_PX)

    def tile_box(self, index: int) -> QRect:
        """Where a tile lies in the viewport, also when scrolled out of it."""
        left = index * self._tile_width - self.horizontalScrollBar().value()
        return QRect(left, 0, self._tile_width - GRID, self._tile_height)

    def index_at(self, x: float) -> int | None:
        index = int((x + self.horizontalScrollBar().value()) // self._tile_width)
        return index if 0 <= index < self.n_tiles() else None

    def refresh_tiles(self) -> None:
        """There are more or fewer tiles, or others."""
        bar = self.horizontalScrollBar()
        bar.setRange(0, max(0, self.n_tiles() * self._tile_width - GRID - self.viewport().width()))
        bar.setPageStep(max(1, self.viewport().width()))
        self.viewport().update()

    def bring_into_view(self, index: int) -> None:
        bar = self.horizontalScrollBar()
        left = index * self._tile_width
        if left < bar.value():
            bar.setValue(left)
        elif left + self._tile_width > bar.value() + self.viewport().width():
            bar.setValue(left + self._tile_width - self.viewport().width())

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refresh_tiles()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() or event.angleDelta().x()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - round(turned / 120 * self._tile_width))
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()  # the end of a press that was ours

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.index_at(event.pos().x())
            show_tip(event.globalPos(), "" if index is None else self.tooltip_of(index, event.pos()), self)
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.n_tiles():
            self.paint_empty(painter, QRect(0, 0, self.viewport().width(), self._tile_height))
        else:
            scrolled = self.horizontalScrollBar().value()
            first = (scrolled + event.rect().left()) // self._tile_width
            last = (scrolled + event.rect().right()) // self._tile_width
            for index in range(max(0, first), min(self.n_tiles(), last + 1)):
                self.paint_tile(painter, index, self.tile_box(index))
        painter.end()


def paint_tile_card(painter: QPainter, box: QRect, *, is_chosen: bool) -> None:
    t = tokens()
    painter.setPen(QPen(QColor(t.accent if is_chosen else t.line), 1))
    painter.setBrush(QColor(mixed(t.accent, t.surface, 0.22) if is_chosen else t.surface))
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)


def centred_corner(room: QRectF, picture: QPixmap) -> QPointF:
    """Where a picture's upper left corner lies when its middle is that of ``room``."""
    return room.center() - QPointF(picture.width(), picture.height()) / picture.devicePixelRatio() / 2
