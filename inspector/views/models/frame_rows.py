"""Frames with four pictures each: as captured, annotated, the model that is compared with, the candidate.

Pictures are asked for as their rows come into view (``frames_wished``) and kept while they are near it; a row that is
opened fills the view, and its pictures are asked for once more, large.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QVBoxLayout, QWidget

from inspector.screens.models import FrameList, FramePictures, FrameRow
from inspector.texts import models_page as texts
from inspector.views.plain_text import PlainLabel, show_tip
from inspector.views.small_widgets import small
from inspector.views.theme import GRID, RADIUS, SMALL_PX, font, mixed, tokens
from inspector.views.throttle import Throttle

CAPTION_PX = 22
ROW_PX = 150
SMALL_SIDE_PX, LARGE_SIDE_PX = 320, 1600  # longest side of the pictures that are asked for
MAX_KEPT = 40  # rows whose pictures are held
WISH_MS = 120


class FrameRows(QAbstractScrollArea):
    frames_wished = Signal(tuple, int)  # names, in the order of the view; longest side of a picture in px

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[FrameRow, ...] = ()
        self._models = ("", "")  # titles, over their pictures
        self._current = 0
        self._opened = ""  # name of the frame that fills the view
        self._pictures: dict[str, FramePictures | tuple[QPixmap, ...]] = {}
        self._large: tuple[str, tuple[QPixmap, ...]] = ("", ())
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewport(QWidget())  # as in ``TileStrip``
        self.viewport().setAutoFillBackground(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._wishes = Throttle(WISH_MS, self)
        self._wishes.passed.connect(lambda _: self._wish())

    @property
    def opened(self) -> str:
        """The name of the frame that fills the view; "" for none."""
        return self._opened

    def shows_pictures(self, name: str) -> bool:
        """They were read and are painted where the row is in view."""
        return isinstance(self._pictures.get(name), tuple)

    def show_rows(self, rows: tuple[FrameRow, ...], models: tuple[str, str] = ("", "")) -> None:
        if (rows, models) == (self._rows, self._models):
            return
        self._rows, self._models = rows, models
        self._current, self._opened = 0, ""
        self._pictures.clear()
        self._large = ("", ())
        self.verticalScrollBar().setValue(0)
        self._refresh()

    def show_pictures(self, found: FramePictures) -> None:
        if all(row.name != found.name for row in self._rows):
            return  # of a list that is gone
        if found.trouble:
            self._pictures[found.name] = found
        else:
            shown = tuple(_pixmap(picture) for picture in found.pictures)
            is_large = (
                max(picture.shape[0] for picture in found.pictures) > SMALL_SIDE_PX
                or max(picture.shape[1] for picture in found.pictures) > SMALL_SIDE_PX
            )
            if is_large:
                self._large = (found.name, shown)
            else:
                self._pictures.pop(found.name, None)
                self._pictures[found.name] = shown
        self._forget_far()
        self.viewport().update()

    def _forget_far(self) -> None:
        if len(self._pictures) <= MAX_KEPT:
            return
        near = set(self._names_in_view())
        for name in [name for name in self._pictures if name not in near][: len(self._pictures) - MAX_KEPT]:
            del self._pictures[name]

    # Where the rows lie

    def _row_height(self) -> int:
        return ROW_PX + CAPTION_PX

    def _box(self, number: int) -> QRect:
        height = self._row_height()
        return QRect(0, number * height - self.verticalScrollBar().value(), self.viewport().width(), height)

    def _names_in_view(self) -> list[str]:
        height, top = self._row_height(), self.verticalScrollBar().value()
        first, last = top // height, (top + self.viewport().height()) // height
        return [row.name for row in self._rows[first : last + 1]]

    def _refresh(self) -> None:
        bar = self.verticalScrollBar()
        room = self.viewport().height()
        bar.setRange(0, 0 if self._opened else max(0, len(self._rows) * self._row_height() - room))
        bar.setPageStep(max(1, room))
        bar.setSingleStep(self._row_height() // 3)
        self._wishes.put(None)
        self.viewport().update()

    def _wish(self) -> None:
        if not self.isVisible() or not self._rows:
            return
        if self._opened:
            if self._large[0] != self._opened:
                self.frames_wished.emit((self._opened,), LARGE_SIDE_PX)
            return
        missing = tuple(name for name in self._names_in_view() if name not in self._pictures)
        if missing:
            self.frames_wished.emit(missing, SMALL_SIDE_PX)

    def _toggle(self) -> None:
        """Show the current frame alone; once more: the list again."""
        if not self._rows:
            return
        at = self._current * self._row_height()
        self._opened = "" if self._opened else self._rows[self._current].name
        self._refresh()
        if not self._opened:
            self.verticalScrollBar().setValue(at)

    def _choose(self, number: int) -> None:
        if not self._rows:
            return
        self._current = min(len(self._rows) - 1, max(0, number))
        if self._opened:
            self._opened = self._rows[self._current].name
            self._refresh()
            return
        top, height, bar = self._current * self._row_height(), self._row_height(), self.verticalScrollBar()
        if top < bar.value():
            bar.setValue(top)
        elif top + height > bar.value() + self.viewport().height():
            bar.setValue(top + height - self.viewport().height())
        self.viewport().update()

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refresh()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self._wishes.put(None)
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show:
            self._wishes.put(None)
        # Escape goes back to the list first, and only then ends what is running.
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self._opened
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, page = event.key(), max(1, self.viewport().height() // self._row_height())
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}
        if key in steps:
            self._choose(self._current + steps[Qt.Key(key)])
        elif key == Qt.Key.Key_Home:
            self._choose(0)
        elif key == Qt.Key.Key_End:
            self._choose(len(self._rows) - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (key == Qt.Key.Key_Escape and self._opened):
            self._toggle()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._number_at(event.position().y())
        if event.button() is Qt.MouseButton.LeftButton and number is not None and not self._opened:
            self._choose(number)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number = self._current if self._opened else self._number_at(event.position().y())
        if number is not None:
            self._current = number
            self._toggle()
        event.accept()

    def _number_at(self, y: float) -> int | None:
        number = int((y + self.verticalScrollBar().value()) // self._row_height())
        return number if 0 <= number < len(self._rows) else None

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self._current if self._opened else self._number_at(event.pos().y())
            row = self._rows[number] if number is not None and self._rows else None
            show_tip(event.globalPos(), f"{row.name}\n{row.caption}" if row is not None else "", self)
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._opened:
            row = self._rows[self._current]
            found = self._large[1] if self._large[0] == row.name else self._pictures.get(row.name)
            self._paint_row(painter, row, found, self.viewport().rect())
        else:
            for number, row in enumerate(self._rows):
                box = self._box(number)
                if box.intersects(event.rect()):
                    self._paint_row(painter, row, self._pictures.get(row.name), box)
        painter.end()

    def _paint_row(
        self, painter: QPainter, row: FrameRow, found: FramePictures | tuple[QPixmap, ...] | None, box: QRect
    ) -> None:
        t = tokens()
        if not self._opened and self._rows[self._current] is row:
            painter.fillRect(box, QColor(mixed(t.accent, t.surface, 0.18)))
        caption = QRectF(box.left() + 4, box.top(), box.width() - 8, CAPTION_PX)
        painter.setFont(font(SMALL_PX, is_bold=True))
        metrics = painter.fontMetrics()
        name = metrics.elidedText(row.name, Qt.TextElideMode.ElideMiddle, int(caption.width() * 0.55))
        painter.setPen(QColor(t.text))
        painter.drawText(caption, Qt.AlignmentFlag.AlignVCenter, name)
        caption.setLeft(caption.left() + metrics.horizontalAdvance(name) + 2 * GRID)
        painter.setFont(font(SMALL_PX))
        painter.setPen(QColor(t.text_dim))
        said = painter.fontMetrics().elidedText(row.caption, Qt.TextElideMode.ElideRight, int(caption.width()))
        painter.drawText(caption, Qt.AlignmentFlag.AlignVCenter, said)
        for place, inside in enumerate(_places(box.adjusted(4, CAPTION_PX, -4, -6), is_grid=bool(self._opened))):
            self._paint_picture(painter, place, found, inside)

    def _paint_picture(
        self, painter: QPainter, place: int, found: FramePictures | tuple[QPixmap, ...] | None, box: QRect
    ) -> None:
        t = tokens()
        painter.setPen(QPen(QColor(t.line), 1))
        painter.setBrush(QColor(t.picture))
        painter.drawRoundedRect(box, RADIUS / 2, RADIUS / 2)
        title = QRectF(box).adjusted(4, 2, -4, -2)
        painter.setFont(font(SMALL_PX))
        if isinstance(found, tuple):
            picture = found[place]
            size = picture.size().scaled(box.adjusted(1, 1, -1, -1).size(), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRect(0, 0, size.width(), size.height())
            target.moveCenter(box.center())
            painter.drawPixmap(target, picture)
        else:
            said = found.trouble if found is not None else texts.READING_FRAME.translated()
            painter.setPen(QColor("#9AA3AF"))
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            if place == 0 or found is None:
                painter.drawText(title.adjusted(0, 16, 0, 0), flags, said)
        words = (*(text.translated() for text in texts.FRAME_SIDES), *self._models)
        metrics = painter.fontMetrics()
        word = metrics.elidedText(words[place], Qt.TextElideMode.ElideMiddle, int(title.width()) - GRID)
        room = QRectF(title.left(), title.top(), metrics.horizontalAdvance(word) + GRID, 17)
        painter.fillRect(room, QColor(0, 0, 0, 150))
        painter.setPen(QColor("#E8EAED"))  # on the ground of pictures, dark in both themes
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, word)


def _places(box: QRect, *, is_grid: bool) -> list[QRect]:
    """Four beside each other; two by two where one frame fills the view and is not flat."""
    n_columns = 2 if is_grid and box.width() < 3 * box.height() else 4
    n_rows = 4 // n_columns
    width, height = (box.width() - (n_columns - 1) * 4) // n_columns, (box.height() - (n_rows - 1) * 4) // n_rows
    return [
        QRect(box.left() + column * (width + 4), box.top() + row * (height + 4), width, height)
        for row in range(n_rows)
        for column in range(n_columns)
    ]


def _pixmap(picture: npt.NDArray[np.uint8]) -> QPixmap:
    held = np.ascontiguousarray(picture)
    height, width, _ = held.shape
    return QPixmap.fromImage(QImage(held.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy())


class FramesView(QWidget):
    """A list of frames under its title; nothing is in it until somebody chooses."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = small(PlainLabel())
        self.rows = FrameRows(name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._title)
        layout.addWidget(self.rows, 1)

    def show_list(self, found: FrameList | None) -> None:
        self._title.setText(found.title if found is not None else "")
        self.rows.show_rows(found.rows if found is not None else (), found.models if found is not None else ("", ""))
