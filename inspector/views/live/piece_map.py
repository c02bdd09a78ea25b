"""The piece to scale: along from left to right, across from top to bottom, with every defect, gap and the cursor.

The axis ends at a round length beyond the piece's end and only doubles or so when that is reached: marks keep their
positions while the piece passes, and their picture is drawn afresh a few times per piece, not at every frame.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QHelpEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.screens.live import DefectRow, MapExtent, Stretch
from inspector.views.canvas.raster import BAND
from inspector.views.live.map_marks import MapMarks, MapScale
from inspector.views.plain_text import show_tip
from inspector.views.theme import SMALL_PX, font, mixed, tokens

HEIGHT = 92
LEFT, RIGHT, TOP, BOTTOM = 48, 32, 12, 22  # px round the piece
REACH_PX = 12  # how far from a mark a click still means it: a gloved finger
REDRAW_EVERY_MS = 200  # for defects that grow or join others while they pass
_ROUND = (1.0, 2.0, 5.0)


def round_length(length: float) -> float:
    """The smallest 1, 2 or 5 times a power of ten that holds ``length``."""
    if length <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(length))
    return next((step * power for step in _ROUND if step * power >= length * (1 - 1e-9)), 10 * power)


def tick_step(length: float, room_px: int, *, min_px: int = 90) -> float:
    """A round step that leaves ``min_px`` between ticks."""
    return round_length(length * min_px / max(1, room_px))


class PieceMap(QWidget):
    defect_chosen = Signal(int)  # defect id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Map of the piece"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)
        self.setMouseTracking(True)
        self._extent: MapExtent | None = None
        self._cursor = 0.0
        self._axis_length = 0.0
        self._marks = MapMarks()
        self._gaps: list[Stretch] = []
        self._chosen: int | None = None
        self._indices = np.zeros((0, 0), np.uint8)  # picture of the marks
        self._image: QImage | None = None
        self._redraw_timer = QTimer(self)
        self._redraw_timer.setSingleShot(True)
        self._redraw_timer.setInterval(REDRAW_EVERY_MS)
        self._redraw_timer.timeout.connect(self._redraw)

    def sizeHint(self) -> QSize:
        return QSize(640, HEIGHT)

    # What is shown

    def show_map(self, extent: MapExtent, cursor: float, *, least_axis: float = 0.0) -> None:
        """``least_axis``: the length of another map, with which this one shares its scale; with one it may shrink."""
        before = self._extent
        self._extent, self._cursor = extent, cursor
        axis = round_length(max(extent.length, cursor, least_axis))
        if least_axis and axis < self._axis_length:
            self._axis_length = 0.0
        if before is None or axis > self._axis_length or extent.width != before.width or extent.length < before.length:
            self._axis_length = axis
            self._redraw()
        self.update()

    def upsert(self, rows: Sequence[DefectRow]) -> None:
        first, has_changed = self._marks.upsert(rows)
        if has_changed:
            self._redraw_soon()
        if len(self._marks) > first and self._indices.size:
            self._marks.draw(self._indices, self._scale(), first)
            self._image = None
        self.update()

    def remove(self, defect_ids: Iterable[int]) -> None:
        if self._marks.remove(defect_ids):
            self._redraw_soon()

    def add_gaps(self, gaps: Sequence[Stretch]) -> None:
        for gap in gaps:
            last = self._gaps[-1] if self._gaps else None
            if last is not None and last.reason == gap.reason and last.start <= gap.start <= last.end + 1e-6:
                self._gaps[-1] = Stretch(last.start, max(last.end, gap.end), gap.reason)
            else:
                self._gaps.append(gap)
        self.update()

    def clear(self) -> None:
        self._marks.clear()
        self._gaps = []
        self._extent = None
        self._axis_length = 0.0
        self._chosen = None
        self._redraw()

    def select(self, defect_id: int | None) -> None:
        if defect_id != self._chosen:
            self._chosen = defect_id
            self.update()

    # Geometry

    def piece_box(self) -> QRect:
        """The whole axis by the piece's width, in the widget."""
        return QRect(LEFT, TOP, max(1, self.width() - LEFT - RIGHT), max(1, self.height() - TOP - BOTTOM))

    def point_of(self, along: float, across: float) -> QPointF:
        """Where a position on the piece lies in the widget."""
        box = self.piece_box()
        width = self._extent.width if self._extent is not None else 1.0
        return QPointF(
            box.left() + along / max(self._axis_length, 1e-9) * box.width(),
            box.top() + across / max(width, 1e-9) * box.height(),
        )

    def _position_of(self, point: QPointF) -> tuple[float, float]:
        box = self.piece_box()
        width = self._extent.width if self._extent is not None else 1.0
        return (
            (point.x() - box.left()) / box.width() * self._axis_length,
            (point.y() - box.top()) / box.height() * width,
        )

    def _scale(self) -> MapScale:
        """To the picture of the marks, whose pixels are device pixels."""
        height, width = self._indices.shape
        return MapScale(self._axis_length, self._extent.width if self._extent else 1.0, width, height)

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._redraw()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._extent is None:
            return
        along, across = self._position_of(event.position())
        defect_id = self._marks.nearest(along, across, self._widget_scale(), REACH_PX)
        if defect_id is not None:
            self.defect_chosen.emit(defect_id)

    def _widget_scale(self) -> MapScale:
        box = self.piece_box()
        return MapScale(self._axis_length, self._extent.width if self._extent else 1.0, box.width(), box.height())

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            show_tip(event.globalPos(), self._text_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def _text_at(self, point: QPointF) -> str:
        if self._extent is None:
            return ""
        along, _across = self._position_of(point)
        reach = 3 * self._axis_length / self.piece_box().width()
        for gap in self._gaps:
            if gap.start - reach <= along <= gap.end + reach:
                text = self.tr("Not inspected, {0} to {1} {2}: {3}")
                return text.format(f"{gap.start:.2f}", f"{gap.end:.2f}", self._extent.along_unit, gap.reason)
        return ""

    # Painting

    def _redraw_soon(self) -> None:
        if not self._redraw_timer.isActive():
            self._redraw_timer.start()

    def _redraw(self) -> None:
        """Draw the picture of all marks afresh."""
        box, ratio = self.piece_box(), self.devicePixelRatio()
        self._indices = np.zeros((round(box.height() * ratio), round(box.width() * ratio)), np.uint8)
        if self._extent is not None:
            self._marks.draw(self._indices, self._scale())
        self._image = None
        self.update()

    def _mark_image(self) -> QImage:
        if self._image is None:
            height, width = self._indices.shape
            image = QImage(self._indices.data, width, height, width, QImage.Format.Format_Indexed8).copy()
            table = [0] * 256
            for slot, named in self._marks.colours().items():
                colour = QColor(named)
                table[slot] = colour.rgba()
                colour.setAlphaF(0.45)
                table[BAND + slot] = colour.rgba()
            image.setColorTable(table)
            image.setDevicePixelRatio(self.devicePixelRatio())
            # In the form the painter wants, converted once and not at every paint.
            self._image = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
        return self._image

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        t = tokens()
        box = self.piece_box()
        painter.setFont(font(SMALL_PX))
        if self._extent is None or not (self._extent.length > 0 or self._cursor > 0):
            painter.setPen(QColor(t.text_dim))
            painter.drawText(
                self.rect().adjusted(12, 0, 0, 0),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
                self.tr("The map of the piece grows here, from its beginning to its end."),
            )
            painter.end()
            return
        painter.fillRect(box, QColor(mixed(t.text, t.surface, 0.05)))
        end = self.point_of(self._extent.length, 0).x()
        seen = QRectF(box.left(), box.top(), max(0.0, end - box.left()), box.height())
        painter.fillRect(seen, QColor(mixed(t.text, t.surface, 0.16)))
        self._paint_gaps(painter, box)
        painter.drawImage(QPointF(box.topLeft()), self._mark_image())
        self._paint_axis(painter, box, self._extent)
        self._paint_chosen(painter)
        self._paint_cursor(painter, box)
        painter.end()

    def _paint_gaps(self, painter: QPainter, box: QRect) -> None:
        t = tokens()
        painted_to = -1.0
        for gap in self._gaps:
            left, right = self.point_of(gap.start, 0).x(), self.point_of(gap.end, 0).x()
            if right <= painted_to:
                continue  # thousands of short gaps may lie in one pixel
            painted_to = max(right, left + 2.0)
            area = QRectF(left, box.top(), max(2.0, right - left), box.height())
            painter.fillRect(area, QColor(t.base))
            # Grey, not amber: amber strokes are the marks of a class.
            painter.fillRect(area, QBrush(QColor(t.text_dim), Qt.BrushStyle.DiagCrossPattern))

    def _paint_axis(self, painter: QPainter, box: QRect, extent: MapExtent) -> None:
        t = tokens()
        metrics = painter.fontMetrics()
        floor = box.bottom() + 1
        painter.setPen(QPen(QColor(t.line_strong), 1))
        painter.drawLine(box.left(), floor, box.right(), floor)
        step = tick_step(self._axis_length, box.width())
        note = "" if extent.is_calibrated else self.tr("not calibrated: pixels")
        note_left = box.right() - metrics.horizontalAdvance(note) - (24 if note else 0)
        for i in range(int(self._axis_length / step + 1e-6) + 1):
            along = i * step
            x = round(self.point_of(along, 0).x())
            painter.setPen(QPen(QColor(t.line_strong), 1))
            painter.drawLine(x, floor, x, floor + 4)
            text = f"{along:g} {extent.along_unit}"
            wide = metrics.horizontalAdvance(text)
            left = min(x - wide // 2, self.width() - wide - 2)
            if note and left + wide > note_left:
                continue
            painter.setPen(QColor(t.text_dim))
            painter.drawText(left, floor + 5 + metrics.ascent(), text)
        painter.setPen(QColor(t.text_dim))
        if note:
            painter.drawText(note_left + 24, floor + 5 + metrics.ascent(), note)
        for text, y in (("0", box.top() + metrics.ascent() - 2), (f"{extent.width:g}", box.bottom() - 1)):
            painter.drawText(box.left() - 8 - metrics.horizontalAdvance(text), y, text)
        middle = box.center().y() + metrics.ascent() // 2 - 1
        painter.drawText(box.left() - 8 - metrics.horizontalAdvance(extent.across_unit), middle, extent.across_unit)

    def _paint_chosen(self, painter: QPainter) -> None:
        position = None if self._chosen is None else self._marks.position_of(self._chosen)
        if position is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens().accent), 2))
        painter.drawEllipse(self.point_of(*position), 8, 8)

    def _paint_cursor(self, painter: QPainter, box: QRect) -> None:
        """Where the strip is now: a line with a flag on top."""
        colour = QColor(tokens().text)
        x = round(self.point_of(self._cursor, 0).x())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(QRect(x, box.top() - 4, 1, box.height() + 8), colour)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        top = box.top() - 8.0
        painter.drawPolygon(QPolygonF([QPointF(x - 4.5, top), QPointF(x + 5.5, top), QPointF(x + 0.5, top + 6)]))
