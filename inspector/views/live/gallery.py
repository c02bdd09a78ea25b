"""The last defects as pictures, newest first, at a fixed position on the left.

At rest the newest stays in view. Once someone has scrolled, the pictures they look at stay where they are while
new ones are added in front. While the picture is frozen they wait.

With the keys: the arrows go from picture to picture, which is marked and not yet chosen; Enter chooses it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from inspector.screens.live import Thumbnail
from inspector.texts.severity import full_severity
from inspector.views.class_look import swatch
from inspector.views.pixels import image_over
from inspector.views.shapes import draw_shape, severity_sign
from inspector.views.theme import GRID, RADIUS, SMALL_PX, font, tokens
from inspector.views.tile_strip import TileStrip, centred_corner, paint_tile_card

MAX_KEPT = 200
PICTURE_PX = 64
TILE_WIDTH = 188
TILE_HEIGHT = PICTURE_PX + GRID
SIGN_PX = 10
FOCUS_PX = 2
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -5, Qt.Key.Key_PageDown: 5}
_ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
_CHOOSES = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True, eq=False)
class _Tile:
    thumbnail: Thumbnail
    picture: QPixmap


class Gallery(TileStrip):
    defect_chosen = Signal(int)  # defect id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((TILE_WIDTH, TILE_HEIGHT), 4, parent)
        self.setAccessibleName(self.tr("Latest defects, newest first"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._empty = self.tr("The latest defects stand here as pictures.")
        self._all: list[_Tile] = []  # newest first
        self._tiles: list[_Tile] = []  # those of them that are shown
        self._alone = ""  # name of a class
        self._marked: int | None = None  # defect id: where the keys are
        self._is_held = False
        self._waiting: dict[int, Thumbnail] = {}  # that came while it was held still, oldest first
        self._gone: set[int] = set()  # meanwhile
        self._chosen: int | None = None

    def say_when_empty(self, text: str) -> None:
        """What stands there while there is no picture."""
        self._empty = text
        self.viewport().update()

    def add(self, thumbnails: Sequence[Thumbnail]) -> None:
        """Add pictures, oldest first; one that is already shown is renewed where it is."""
        if self._is_held:
            self._waiting |= {one.defect_id: one for one in thumbnails}
            for old in list(self._waiting)[:-MAX_KEPT]:
                del self._waiting[old]
            return
        indices = {tile.thumbnail.defect_id: index for index, tile in enumerate(self._all)}
        new: list[_Tile] = []
        for thumbnail in thumbnails:
            tile = _Tile(thumbnail, self._picture(thumbnail))
            if thumbnail.defect_id in indices:
                self._all[indices[thumbnail.defect_id]] = tile
            else:
                new.append(tile)
        self._all[:0] = reversed(new)
        del self._all[MAX_KEPT:]
        self._refresh_shown(n_new=sum(self._is_shown(tile) for tile in new))

    def remove(self, defect_ids: Iterable[int]) -> None:
        gone = set(defect_ids)
        if self._is_held:
            self._gone |= gone
            for defect_id in gone:
                self._waiting.pop(defect_id, None)
            return
        self._all = [tile for tile in self._all if tile.thumbnail.defect_id not in gone]
        self._refresh_shown()

    def clear(self) -> None:
        self._all, self._waiting, self._gone = [], {}, set()
        self._chosen = self._marked = None
        self._refresh_shown()

    def hold(self, is_held: bool) -> None:
        """Stand still while held; what comes meanwhile is shown afterwards."""
        self._is_held = is_held
        if not is_held and (self._waiting or self._gone):
            waiting, gone = list(self._waiting.values()), self._gone
            self._waiting, self._gone = {}, set()
            self.remove(gone)
            self.add(waiting)

    def show_class_alone(self, name: str) -> None:
        """Pictures of one class only; "": of all."""
        if name != self._alone:
            self._alone = name
            self._refresh_shown()

    def _is_shown(self, tile: _Tile) -> bool:
        return self._alone in ("", tile.thumbnail.defect_class.name)

    def _refresh_shown(self, n_new: int = 0) -> None:
        """``n_new`` of those that are shown came in front."""
        self._tiles = [tile for tile in self._all if self._is_shown(tile)]
        scrolled = self.horizontalScrollBar().value()
        self.refresh_tiles()
        if scrolled > 0 and n_new:
            self.horizontalScrollBar().setValue(scrolled + n_new * TILE_WIDTH)

    def select(self, defect_id: int | None) -> None:
        """Mark a defect; the strip does not move for it."""
        if defect_id != self._chosen:
            self._chosen = defect_id
            self._marked = defect_id if defect_id is not None else self._marked
            self.viewport().update()

    def defect_ids(self) -> list[int]:
        return [tile.thumbnail.defect_id for tile in self._tiles]

    def box_of(self, defect_id: int) -> QRect:
        """Where a picture lies in the viewport, also when scrolled out of it."""
        return self.tile_box(self.defect_ids().index(defect_id))

    def _picture(self, thumbnail: Thumbnail) -> QPixmap:
        pixels = np.ascontiguousarray(thumbnail.pixels)
        side = round(PICTURE_PX * self.devicePixelRatio())
        fitted = image_over(pixels).scaled(
            side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        pixmap = QPixmap.fromImage(fitted)
        pixmap.setDevicePixelRatio(self.devicePixelRatio())
        return pixmap

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.index_at(event.position().x())
        if event.button() is Qt.MouseButton.LeftButton and index is not None:
            self.defect_chosen.emit(self._tiles[index].thumbnail.defect_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, ids = Qt.Key(event.key()), self.defect_ids()
        at = ids.index(self._marked) if self._marked in ids else None
        if key in _CHOOSES and at is not None:
            self.defect_chosen.emit(ids[at])
        elif key in _ENDS and ids:
            self._mark(_ENDS[key] % len(ids))
        elif key in _STEPS and ids:
            self._mark(0 if at is None else min(max(at + _STEPS[key], 0), len(ids) - 1))
        else:
            super().keyPressEvent(event)

    def _mark(self, index: int) -> None:
        """Where the keys are; the defect is not chosen by that."""
        self._marked = self._tiles[index].thumbnail.defect_id
        self.setAccessibleDescription(self._tiles[index].thumbnail.caption)
        self.bring_into_view(index)
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        # While it has the focus its keys are its own, though some are also the page's.
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in {*_STEPS, *_ENDS, *_CHOOSES}
            and event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        ):
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(QColor(tokens().accent), FOCUS_PX))
            painter.drawRect(QRectF(1, 1, self.viewport().width() - 2, TILE_HEIGHT - 2))
            painter.end()

    def n_tiles(self) -> int:
        return len(self._tiles)

    def tooltip_of(self, index: int, position: QPoint) -> str:
        shown = self._tiles[index].thumbnail
        return f"{shown.caption}\n{full_severity(shown.severity, is_graded=shown.is_graded)}"

    def paint_empty(self, painter: QPainter, room: QRect) -> None:
        t = tokens()
        painter.setPen(QPen(QColor(t.line), 1))
        painter.drawRoundedRect(QRectF(room).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.setPen(QColor(t.text_dim))
        painter.setFont(font(SMALL_PX))
        painter.drawText(
            room.adjusted(12, 0, 0, 0),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            self._empty,
        )

    def paint_tile(self, painter: QPainter, index: int, box: QRect) -> None:
        tile = self._tiles[index]
        paint_tile_card(painter, box, is_chosen=tile.thumbnail.defect_id == self._chosen)
        if self.hasFocus() and tile.thumbnail.defect_id == self._marked:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens().accent), FOCUS_PX))
            painter.drawRoundedRect(QRectF(box).adjusted(2, 2, -2, -2), RADIUS, RADIUS)
        frame = QRectF(box.left() + 4, box.top() + 4, PICTURE_PX, PICTURE_PX)
        painter.fillRect(frame, QColor(tokens().picture))
        painter.drawPixmap(centred_corner(frame, tile.picture), tile.picture)
        room = QRectF(frame.right() + 8, box.top() + 5, box.right() - frame.right() - 12, 62)
        self._paint_caption(painter, tile.thumbnail, room)

    def _paint_caption(self, painter: QPainter, thumbnail: Thumbnail, room: QRectF) -> None:
        """First line with the class's swatch, the others below; the severity's shape at the right of the last."""
        t = tokens()
        painter.setFont(font(SMALL_PX))
        lines = thumbnail.caption.split("\n")[:3]
        line_height = room.height() / 3
        for index, text in enumerate(lines):
            line = QRectF(room.left(), room.top() + index * line_height, room.width(), line_height)
            if index == 0:
                corner = QPointF(line.left(), round(line.center().y() - 6))
                painter.drawPixmap(corner, swatch(thumbnail.defect_class, 12, self.devicePixelRatio()))
                line.setLeft(line.left() + 18)
            elif index == len(lines) - 1:
                line.setRight(line.right() - SIGN_PX - 4)
            painter.setPen(QColor(t.text if index == 0 else t.text_dim))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(line.width()))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        shape, colour = severity_sign(thumbnail.severity, t)
        sign = QRectF(room.right() - SIGN_PX, room.bottom() - line_height / 2 - SIGN_PX / 2, SIGN_PX, SIGN_PX)
        draw_shape(painter, sign, shape, colour)
