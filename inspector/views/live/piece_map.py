"""The piece to scale: along from left to right, across from top to bottom, with every defect, gap and the cursor.

The axis ends at a round length beyond the piece's end and only doubles or so when that is reached: marks keep their
positions while the piece passes, and their picture is drawn afresh a few times per piece, not at every frame. Gaps lie
over the marks, and critical marks over both: however many thousand others there are, none of these is hidden. Zoomed in
by wheel or keys it shows a part of the axis, which is dragged about and stays where it is while the piece grows.

With the keys: Left and Right go from defect to defect, which is marked and not yet chosen; Enter chooses it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.screens.live import DefectRow, MapExtent, Stretch
from inspector.views.canvas.raster import BAND
from inspector.views.canvas.view_transform import WHEEL_STEP
from inspector.views.live.map_marks import EDGE, GROUND, MapMarks, MapScale, gap_columns
from inspector.views.plain_text import show_tip
from inspector.views.theme import SMALL_PX, font, mixed, tokens

HEIGHT = 92
LEFT, RIGHT, TOP, BOTTOM = 48, 32, 12, 22  # px round the piece, for texts of the usual size
TICK_PX = 90  # between two ticks, likewise
REACH_PX = 12  # how far from a mark a click still means it: a gloved finger
REDRAW_EVERY_MS = 200  # for defects that grow or join others while they pass
MAX_ZOOM = 2000.0
DRAG_FROM_PX = 4  # a press that moves by less is a click
KEEP_IN_VIEW = 0.1  # of the width, that a mark which the keys go to keeps from the edge
FOCUS_PX = 2
GAP_BEYOND_PX = 3
_ROUND = (1.0, 2.0, 5.0)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENDS = {Qt.Key.Key_Home: 1, Qt.Key.Key_End: -1}  # the step that comes there from nowhere
_ZOOMS = {Qt.Key.Key_Plus: WHEEL_STEP**2, Qt.Key.Key_Equal: WHEEL_STEP**2, Qt.Key.Key_Minus: WHEEL_STEP**-2}
_CHOOSES = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
OWN_KEYS = {*_STEPS, *_ENDS, *_ZOOMS, *_CHOOSES}


def round_length(length: float) -> float:
    """The smallest 1, 2 or 5 times a power of ten that holds ``length``."""
    if length <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(length))
    return next((step * power for step in _ROUND if step * power >= length * (1 - 1e-9)), 10 * power)


def tick_step(length: float, room_px: int, *, min_px: int = TICK_PX) -> float:
    """A round step that leaves ``min_px`` between ticks."""
    return round_length(length * min_px / max(1, room_px))


@dataclass(slots=True)
class _Waiting:
    """What came while the map was held still: the last of each."""

    map: tuple[MapExtent, float] | None = None
    rows: dict[int, DefectRow] = field(default_factory=dict)  # by defect id
    gone: set[int] = field(default_factory=set)
    gaps: list[Stretch] = field(default_factory=list)


@dataclass(slots=True)
class _Layer:
    """Marks as one picture."""

    indices: npt.NDArray[np.uint8] = field(default_factory=lambda: np.zeros((0, 0), np.uint8))
    image: QImage | None = None  # made of them when it is painted


class PieceMap(QWidget):
    defect_chosen = Signal(int)  # defect id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Map of the piece"))
        self._empty = self.tr("The map of the piece grows here, from its beginning to its end.")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._zoom = 1.0  # of the axis
        self._first = 0.0  # along, at the left edge
        self._marked: int | None = None  # where the keys are
        self._pressed: QPointF | None = None
        self._drag_first: float | None = None  # along at the left edge when a drag began; None: it is no drag yet
        self._is_held = False
        self._text_px = SMALL_PX
        self._waiting = _Waiting()
        self._extent: MapExtent | None = None
        self._cursor = 0.0
        self._axis_length = 0.0
        self._marks = MapMarks()
        self._gaps: list[Stretch] = []
        self._chosen: int | None = None
        self._lesser, self._critical = _Layer(), _Layer()  # gaps lie between them
        self._redraw_timer = QTimer(self)
        self._redraw_timer.setSingleShot(True)
        self._redraw_timer.setInterval(REDRAW_EVERY_MS)
        self._redraw_timer.timeout.connect(self._redraw)

    def sizeHint(self) -> QSize:
        return QSize(640, HEIGHT)

    # What is shown

    def show_text_size(self, pixels: int) -> None:
        """Of the axis; the map grows with it."""
        if pixels != self._text_px:
            self._text_px = pixels
            self.setFixedHeight(HEIGHT + round(BOTTOM * (pixels / SMALL_PX - 1)))
            self._redraw()

    def hold(self, is_held: bool) -> None:
        """Stand still while held; what comes meanwhile is shown afterwards."""
        self._is_held = is_held
        if not is_held:
            waiting, self._waiting = self._waiting, _Waiting()
            if waiting.map is not None:
                self.show_map(*waiting.map)
            self.remove(waiting.gone)
            self.upsert(list(waiting.rows.values()))
            if waiting.gaps:
                self.add_gaps(waiting.gaps)

    def say_when_empty(self, text: str) -> None:
        """What stands there while nothing is known of a length."""
        self._empty = text
        self.update()

    def show_class_alone(self, name: str) -> None:
        """The marks of one class only; "": of all."""
        if self._marks.show_alone(name):
            self._redraw()

    def show_map(self, extent: MapExtent, cursor: float, *, least_axis: float = 0.0) -> None:
        """``least_axis``: the length of another map, with which this one shares its scale; with one it may shrink."""
        if self._is_held:
            self._waiting.map = extent, cursor
            return
        before = self._extent
        self._extent, self._cursor = extent, cursor
        axis = round_length(max(extent.length, cursor, least_axis))
        if least_axis and axis < self._axis_length:
            self._axis_length = 0.0
        if before is None or axis > self._axis_length or extent.width != before.width or extent.length < before.length:
            if self._zoom > 1 and self._axis_length:  # what is looked at stays where it is
                self._zoom *= axis / self._axis_length
            self._axis_length = axis
            self._redraw()
        self.update()

    def upsert(self, rows: Sequence[DefectRow]) -> None:
        if self._is_held:
            self._waiting.rows |= {row.defect_id: row for row in rows}
            return
        first, has_changed = self._marks.upsert(rows)
        if has_changed:
            self._redraw_soon()
        if len(self._marks) > first:
            self._draw_marks(first)
        self.update()

    def remove(self, defect_ids: Iterable[int]) -> None:
        if self._is_held:
            for defect_id in defect_ids:
                self._waiting.rows.pop(defect_id, None)
                self._waiting.gone.add(defect_id)
            return
        if self._marks.remove(defect_ids):
            self._redraw_soon()

    def add_gaps(self, gaps: Sequence[Stretch]) -> None:
        if self._is_held:
            self._waiting.gaps += gaps
            return
        for gap in gaps:
            last = self._gaps[-1] if self._gaps else None
            if last is not None and last.reason == gap.reason and last.start <= gap.start <= last.end + 1e-6:
                self._gaps[-1] = Stretch(last.start, max(last.end, gap.end), gap.reason)
            else:
                self._gaps.append(gap)
        self.update()

    def clear(self) -> None:
        self._marks.clear()
        self._waiting = _Waiting()
        self._gaps = []
        self._zoom, self._first, self._marked = 1.0, 0.0, None
        self._extent = None
        self._axis_length = 0.0
        self._chosen = None
        self._redraw()

    def select(self, defect_id: int | None) -> None:
        if defect_id != self._chosen:
            self._chosen = defect_id
            if defect_id is not None:
                self._marked = defect_id
                self._bring_into_view(defect_id)
            self.update()

    # Geometry

    @property
    def zoom(self) -> float:
        """1 shows the whole axis."""
        return self._zoom

    @property
    def shown_along(self) -> tuple[float, float]:
        """What of the axis is shown, first and last."""
        return self._first, self._first + self._shown_length

    @property
    def _shown_length(self) -> float:
        return self._axis_length / self._zoom

    def zoom_about(self, x: float, factor: float) -> None:
        """What lies under ``x`` of the widget stays there."""
        if self._extent is None:
            return
        along, _ = self._position_of(QPointF(x, 0))
        self._zoom = min(MAX_ZOOM, max(1.0, self._zoom * factor))
        share = (x - self.piece_box().left()) / self.piece_box().width()
        self._show_from(along - share * self._shown_length)

    def _show_from(self, first: float) -> None:
        self._first = min(max(0.0, first), self._axis_length - self._shown_length)
        self._redraw()

    def _bring_into_view(self, defect_id: int) -> None:
        position = self._marks.position_of(defect_id)
        if position is None or self._zoom == 1.0:
            return
        first, last = self.shown_along
        margin = KEEP_IN_VIEW * self._shown_length
        if not first + margin <= position[0] <= last - margin:
            self._show_from(position[0] - self._shown_length / 2)

    def piece_box(self) -> QRect:
        """What is shown of the axis by the piece's width, in the widget."""
        left, below = round(LEFT * self._text_px / SMALL_PX), round(BOTTOM * self._text_px / SMALL_PX)
        return QRect(left, TOP, max(1, self.width() - left - RIGHT), max(1, self.height() - TOP - below))

    def point_of(self, along: float, across: float) -> QPointF:
        """Where a position on the piece lies in the widget."""
        box = self.piece_box()
        width = self._extent.width if self._extent is not None else 1.0
        return QPointF(
            box.left() + (along - self._first) / max(self._shown_length, 1e-9) * box.width(),
            box.top() + across / max(width, 1e-9) * box.height(),
        )

    def _position_of(self, point: QPointF) -> tuple[float, float]:
        box = self.piece_box()
        width = self._extent.width if self._extent is not None else 1.0
        return (
            self._first + (point.x() - box.left()) / box.width() * self._shown_length,
            (point.y() - box.top()) / box.height() * width,
        )

    def _scale(self) -> MapScale:
        """To the picture of the marks, whose pixels are device pixels."""
        height, width = self._lesser.indices.shape
        return MapScale(self._shown_length, self._extent.width if self._extent else 1.0, width, height, self._first)

    def _glyph_ratio(self) -> int:
        return max(1, round(self.devicePixelRatio()))

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._redraw()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y()
        if turned:
            self.zoom_about(event.position().x(), WHEEL_STEP ** (turned / 120))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._extent is not None:
            self._pressed, self._drag_first = event.position(), None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        moved = event.position().x() - self._pressed.x()
        if self._drag_first is None and abs(moved) >= DRAG_FROM_PX:
            self._drag_first = self._first
            if self._zoom > 1:
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._drag_first is not None:
            self._show_from(self._drag_first - moved / self.piece_box().width() * self._shown_length)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, was_dragged = self._pressed, self._drag_first is not None
        self._pressed = self._drag_first = None
        self.unsetCursor()
        if pressed is None or was_dragged or event.button() is not Qt.MouseButton.LeftButton:
            return
        defect_id = self._defect_at(pressed)
        if defect_id is not None:
            self.defect_chosen.emit(defect_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ZOOMS:
            position = None if self._marked is None else self._marks.position_of(self._marked)
            x = self.point_of(*position).x() if position is not None else self.piece_box().center().x()
            self.zoom_about(x, _ZOOMS[key])
        elif key in _CHOOSES and self._marked is not None:
            self.defect_chosen.emit(self._marked)
        elif key in _STEPS or key in _ENDS:
            from_where = self._marked if key in _STEPS else None
            self._mark(self._marks.neighbour(from_where, _STEPS.get(key) or _ENDS[key]))
        else:
            super().keyPressEvent(event)

    def _mark(self, defect_id: int | None) -> None:
        """Where the keys are; it is not chosen by that."""
        self._marked = defect_id
        text = ""
        if defect_id is not None:
            self._bring_into_view(defect_id)
            text = self._marks.text_of(defect_id)
        self.setAccessibleDescription(text)
        self.update()

    def _defect_at(self, point: QPointF) -> int | None:
        along, across = self._position_of(point)
        return self._marks.nearest(along, across, self._widget_scale(), REACH_PX)

    def _widget_scale(self) -> MapScale:
        box = self.piece_box()
        return MapScale(
            self._shown_length, self._extent.width if self._extent else 1.0, box.width(), box.height(), self._first
        )

    def event(self, event: QEvent) -> bool:
        # While it has the focus its keys are its own, though some are also the page's.
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in OWN_KEYS
            and event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        ):
            event.accept()
            return True
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            show_tip(event.globalPos(), self._text_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def _text_at(self, point: QPointF) -> str:
        if self._extent is None:
            return ""
        defect_id = self._defect_at(point)
        if defect_id is not None:
            return self._marks.text_of(defect_id)
        along, _across = self._position_of(point)
        reach = 3 * self._shown_length / self.piece_box().width()
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
        for layer in (self._lesser, self._critical):
            layer.indices = np.zeros((round(box.height() * ratio), round(box.width() * ratio)), np.uint8)
            layer.image = None
        if self._extent is not None:
            self._draw_marks(0)
        self.update()

    def _draw_marks(self, first: int) -> None:
        lesser, critical = self._lesser, self._critical
        if lesser.indices.size:
            self._marks.draw(lesser.indices, self._scale(), first, self._glyph_ratio(), over=critical.indices)
            lesser.image = critical.image = None

    def _mark_image(self, layer: _Layer) -> QImage:
        if layer.image is None:
            height, width = layer.indices.shape
            image = QImage(layer.indices.data, width, height, width, QImage.Format.Format_Indexed8).copy()
            table = [0] * 256
            table[EDGE], table[GROUND] = QColor(tokens().text).rgba(), QColor(tokens().surface).rgba()
            for slot, named in self._marks.colours().items():
                colour = QColor(named)
                table[slot] = colour.rgba()
                colour.setAlphaF(0.45)
                table[BAND + slot] = colour.rgba()
            image.setColorTable(table)
            image.setDevicePixelRatio(self.devicePixelRatio())
            # In the form the painter wants, converted once and not at every paint.
            layer.image = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
        return layer.image

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        t = tokens()
        box = self.piece_box()
        painter.setFont(font(self._text_px))
        if self._extent is None or not (self._extent.length > 0 or self._cursor > 0):
            painter.setPen(QColor(t.text_dim))
            painter.drawText(
                self.rect().adjusted(12, 0, 0, 0),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
                self._empty,
            )
            self._paint_focus(painter)
            painter.end()
            return
        painter.fillRect(box, QColor(mixed(t.text, t.surface, 0.05)))
        end = self.point_of(self._extent.length, 0).x()
        seen = QRectF(box.left(), box.top(), max(0.0, end - box.left()), box.height())
        painter.fillRect(seen & QRectF(box), QColor(mixed(t.text, t.surface, 0.16)))
        painter.drawImage(QPointF(box.topLeft()), self._mark_image(self._lesser))
        self._paint_gaps(painter, box)
        painter.drawImage(QPointF(box.topLeft()), self._mark_image(self._critical))
        self._paint_axis(painter, box, self._extent)
        painter.setClipRect(QRect(box.left() - 10, 0, box.width() + 20, self.height()))
        self._paint_ring(painter, self._chosen, 11, 2)
        if self.hasFocus():
            self._paint_ring(painter, self._marked, 14, 1)
        if box.left() - 1 <= self.point_of(self._cursor, 0).x() <= box.right() + 1:
            self._paint_cursor(painter, box)
        painter.setClipping(False)
        if self._zoom > 1:
            self._paint_part(painter, box)
        self._paint_focus(painter)
        painter.end()

    def _paint_focus(self, painter: QPainter) -> None:
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens().accent), FOCUS_PX))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _paint_part(self, painter: QPainter, box: QRect) -> None:
        """Which part of the axis is shown: a bar over the map."""
        t = tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(QRect(box.left(), 1, box.width(), 3), QColor(t.line))
        left = self._first / self._axis_length * box.width()
        painter.fillRect(QRectF(box.left() + left, 1, max(8.0, box.width() / self._zoom), 3), QColor(t.text_dim))

    def _paint_gaps(self, painter: QPainter, box: QRect) -> None:
        """Wider than they are where nobody would see them else, and out of the map above and below."""
        t = tokens()
        for first, end in gap_columns(self._gaps, self._first, self._shown_length, box.width()):
            area = QRect(box.left() + first, box.top() - GAP_BEYOND_PX, end - first, box.height() + 2 * GAP_BEYOND_PX)
            painter.fillRect(area, QColor(t.base))
            # Grey, not amber: amber strokes are the marks of a class.
            painter.fillRect(area, QBrush(QColor(t.text_dim), Qt.BrushStyle.DiagCrossPattern))

    def _paint_axis(self, painter: QPainter, box: QRect, extent: MapExtent) -> None:
        t = tokens()
        metrics = painter.fontMetrics()
        floor = box.bottom() + 1
        painter.setPen(QPen(QColor(t.line_strong), 1))
        painter.drawLine(box.left(), floor, box.right(), floor)
        step = tick_step(self._shown_length, box.width(), min_px=round(TICK_PX * self._text_px / SMALL_PX))
        note = "" if extent.is_calibrated else self.tr("not calibrated: pixels")
        note_left = box.right() - metrics.horizontalAdvance(note) - (24 if note else 0)
        first, last = self.shown_along
        for i in range(math.ceil(first / step - 1e-6), int(last / step + 1e-6) + 1):
            along = i * step
            x = round(self.point_of(along, 0).x())
            painter.setPen(QPen(QColor(t.line_strong), 1))
            painter.drawLine(x, floor, x, floor + 4)
            text = f"{along:.10g} {extent.along_unit}"
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

    def _paint_ring(self, painter: QPainter, defect_id: int | None, radius: int, width: int) -> None:
        position = None if defect_id is None else self._marks.position_of(defect_id)
        if position is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens().accent), width))
        painter.drawEllipse(self.point_of(*position), radius, radius)

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
