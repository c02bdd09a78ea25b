"""The last defects as pictures, newest first, at a fixed place on the left.

At rest the newest stays in view. Once someone has scrolled, the pictures they look at stay where they are while
new ones are added in front.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy, QToolTip, QWidget

from inspector.core.classes import DefectClass
from inspector.screens.live import Thumbnail
from inspector.views.class_look import swatch
from inspector.views.pixels import image_over
from inspector.views.shapes import draw_shape, severity_sign
from inspector.views.theme import GRID, RADIUS, SMALL_PX, font, mixed, tokens

MAX_KEPT = 200
PICTURE_PX = 64
TILE_WIDTH = 188
TILE_HEIGHT = PICTURE_PX + GRID
BAR_HEIGHT = 12
SIGN_PX = 10


@dataclass(frozen=True, slots=True, eq=False)
class _Tile:
    thumbnail: Thumbnail
    picture: QPixmap


class Gallery(QAbstractScrollArea):
    defect_chosen = Signal(int)  # number

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Latest defects, newest first"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(TILE_HEIGHT + BAR_HEIGHT)
        self.horizontalScrollBar().setSingleStep(TILE_WIDTH // 2)
        self.viewport().setAutoFillBackground(False)
        self._tiles: list[_Tile] = []  # newest first
        self._classes: dict[int, DefectClass] = {}
        self._chosen: int | None = None

    def sizeHint(self) -> QSize:
        return QSize(4 * TILE_WIDTH, TILE_HEIGHT + BAR_HEIGHT)

    def show_classes(self, classes: Sequence[DefectClass]) -> None:
        self._classes = {one.index: one for one in classes}
        self.viewport().update()

    def add(self, thumbnails: Sequence[Thumbnail]) -> None:
        """Add pictures, oldest first; one that is already shown is renewed in its place."""
        places = {tile.thumbnail.defect_id: place for place, tile in enumerate(self._tiles)}
        new: list[_Tile] = []
        for thumbnail in thumbnails:
            tile = _Tile(thumbnail, self._picture(thumbnail))
            if thumbnail.defect_id in places:
                self._tiles[places[thumbnail.defect_id]] = tile
            else:
                new.append(tile)
        self._tiles[:0] = reversed(new)
        del self._tiles[MAX_KEPT:]
        scrolled = self.horizontalScrollBar().value()
        self._refresh_range()
        if scrolled > 0:
            self.horizontalScrollBar().setValue(scrolled + len(new) * TILE_WIDTH)
        self.viewport().update()

    def remove(self, numbers: Iterable[int]) -> None:
        gone = set(numbers)
        self._tiles = [tile for tile in self._tiles if tile.thumbnail.defect_id not in gone]
        self._refresh_range()
        self.viewport().update()

    def clear(self) -> None:
        self._tiles = []
        self._chosen = None
        self._refresh_range()
        self.viewport().update()

    def select(self, number: int | None) -> None:
        """Mark a defect; the strip does not move for it."""
        if number != self._chosen:
            self._chosen = number
            self.viewport().update()

    def numbers(self) -> list[int]:
        return [tile.thumbnail.defect_id for tile in self._tiles]

    def box_of(self, number: int) -> QRect:
        """Where a picture lies in the viewport, also when scrolled out of it."""
        return self._box(self.numbers().index(number))

    def _picture(self, thumbnail: Thumbnail) -> QPixmap:
        pixels = np.ascontiguousarray(thumbnail.pixels)
        side = round(PICTURE_PX * self.devicePixelRatio())
        fitted = image_over(pixels).scaled(
            side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        pixmap = QPixmap.fromImage(fitted)
        pixmap.setDevicePixelRatio(self.devicePixelRatio())
        return pixmap

    def _refresh_range(self) -> None:
        bar = self.horizontalScrollBar()
        bar.setRange(0, max(0, len(self._tiles) * TILE_WIDTH - self.viewport().width()))
        bar.setPageStep(self.viewport().width())

    def _box(self, place: int) -> QRect:
        left = place * TILE_WIDTH - self.horizontalScrollBar().value()
        return QRect(left, 0, TILE_WIDTH - GRID, TILE_HEIGHT)

    def _place_at(self, x: float) -> int | None:
        place = int((x + self.horizontalScrollBar().value()) // TILE_WIDTH)
        return place if 0 <= place < len(self._tiles) else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refresh_range()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position().x())
        if event.button() is Qt.MouseButton.LeftButton and place is not None:
            self.defect_chosen.emit(self._tiles[place].thumbnail.defect_id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()  # the end of a press that was ours

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self._place_at(event.pos().x())
            words = "" if place is None else self._tiles[place].thumbnail.caption
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().viewportEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._tiles:
            self._paint_empty(painter)
        else:
            first = self.horizontalScrollBar().value() // TILE_WIDTH
            n_seen = self.viewport().width() // TILE_WIDTH + 2
            for place in range(first, min(len(self._tiles), first + n_seen)):
                self._paint_tile(painter, self._tiles[place], self._box(place))
        painter.end()

    def _paint_empty(self, painter: QPainter) -> None:
        t = tokens()
        room = QRect(0, 0, self.viewport().width(), TILE_HEIGHT)
        painter.setPen(QPen(QColor(t.line), 1))
        painter.drawRoundedRect(QRectF(room).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.setPen(QColor(t.text_dim))
        painter.setFont(font(SMALL_PX))
        room.adjust(12, 0, 0, 0)
        painter.drawText(
            room,
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            self.tr("The latest defects stand here as pictures."),
        )

    def _paint_tile(self, painter: QPainter, tile: _Tile, box: QRect) -> None:
        t = tokens()
        is_chosen = tile.thumbnail.defect_id == self._chosen
        outline = QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(t.accent if is_chosen else t.line), 1))
        painter.setBrush(QColor(mixed(t.accent, t.surface, 0.22) if is_chosen else t.surface))
        painter.drawRoundedRect(outline, RADIUS, RADIUS)
        frame = QRectF(box.left() + 4, box.top() + 4, PICTURE_PX, PICTURE_PX)
        painter.fillRect(frame, QColor(t.picture))
        ratio = tile.picture.devicePixelRatio()
        half = QPointF(tile.picture.width() / ratio / 2, tile.picture.height() / ratio / 2)
        painter.drawPixmap(frame.center() - half, tile.picture)
        self._paint_words(painter, tile, QRectF(frame.right() + 8, box.top() + 5, box.right() - frame.right() - 12, 62))

    def _paint_words(self, painter: QPainter, tile: _Tile, room: QRectF) -> None:
        """First line with the class's swatch, the others below; the severity's shape at the right of the last."""
        t = tokens()
        thumbnail = tile.thumbnail
        look = self._classes.get(thumbnail.class_index) or DefectClass.with_default_look(thumbnail.class_index, "")
        painter.setFont(font(SMALL_PX))
        lines = thumbnail.caption.split("\n")[:3]
        line_height = room.height() / 3
        for place, words in enumerate(lines):
            line = QRectF(room.left(), room.top() + place * line_height, room.width(), line_height)
            if place == 0:
                corner = QPointF(line.left(), round(line.center().y() - 6))
                painter.drawPixmap(corner, swatch(look, 12, self.devicePixelRatio()))
                line.setLeft(line.left() + 18)
            elif place == len(lines) - 1:
                line.setRight(line.right() - SIGN_PX - 4)
            painter.setPen(QColor(t.text if place == 0 else t.text_dim))
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(line.width()))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        shape, colour = severity_sign(thumbnail.severity, t)
        sign = QRectF(room.right() - SIGN_PX, room.bottom() - line_height / 2 - SIGN_PX / 2, SIGN_PX, SIGN_PX)
        draw_shape(painter, sign, shape, colour)
