"""The injection as a picture: after, before, both parted by a line to drag, or by turns; two side by side to compare.

States of the view: *fitting*, until someone zooms or pans; then *free*, until ``fit`` or a frame of another size.
All pictures share one zoom and one origin, so the same pixel lies at the same place of each pane.

Zoom counts device pixels. From 100 % on each frame pixel is a plain square; below, pictures come from a pyramid of
halved ones, so that a step of zoom costs what the screen shows and not what the frame holds.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.core.classes import DefectClass
from inspector.screens.balance import Shot
from inspector.views.balance.outlined import outline_image
from inspector.views.pixels import image_over
from inspector.views.raster import Sight, Visible, sampled
from inspector.views.shapes import Shape, draw_shape
from inspector.views.theme import GRID, SMALL_PX, font, tokens
from inspector.views.zooming import WHEEL_STEP, Zooming

Pixels: TypeAlias = npt.NDArray[np.uint8]

OUTLINE_PX = 2  # screen pixels before scaling
HALO_PX = 4
BLINK_MS = 500
GRIP_PX = 6  # how near the mouse must be to the line
WIPE_STEP = 0.02  # of the pane's width, with Shift and an arrow
BETWEEN_PX = 8


class Pyramid:
    """A picture and its halves, made when first needed. Immutable to the outside; not safe for several threads."""

    def __init__(self, pixels: Pixels) -> None:
        self.pixels = np.ascontiguousarray(pixels)
        self._levels = [self.pixels]

    @property
    def n_rows(self) -> int:
        return int(self.pixels.shape[0])

    @property
    def n_columns(self) -> int:
        return int(self.pixels.shape[1])

    def level_for(self, zoom: float) -> int:
        """The smallest picture that still has at least one pixel for each of the screen."""
        deepest = int(math.log2(max(1, min(self.n_rows, self.n_columns))))
        return min(deepest, max(0, math.floor(math.log2(1 / zoom))))

    def level(self, number: int) -> Pixels:
        while len(self._levels) <= number:
            self._levels.append(_halved(self._levels[-1]))
        return self._levels[number]

    def shown(self, sight: Sight, visible: Visible) -> QImage:
        """The visible part as the screen shows it."""
        if sight.zoom >= 1:
            # Sampled by the same rule as the outline, so that both agree to the pixel.
            return image_over(sampled(self.pixels, visible)).copy()
        number = self.level_for(sight.zoom)
        width, height = len(visible.columns), len(visible.rows)
        scale = sight.zoom * 2**number  # screen pixels per pixel of the level
        source = QRectF(
            (visible.left - sight.origin_x) / scale,
            (visible.top - sight.origin_y) / scale,
            width / scale,
            height / scale,
        )
        image = QImage(width, height, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(0, 0, width, height), image_over(self.level(number)), source)
        painter.end()
        return image


def _halved(pixels: Pixels) -> Pixels:
    """Mean of each 2 × 2 pixels; the last row or column of an odd number counts twice."""
    n_rows, n_columns = pixels.shape[:2]
    if n_rows % 2 or n_columns % 2:
        margins = [(0, n_rows % 2), (0, n_columns % 2), *[(0, 0)] * (pixels.ndim - 2)]
        pixels = np.pad(pixels, margins, mode="edge")
    pairs = np.add(pixels[0::2], pixels[1::2], dtype=np.uint16)  # rows first: they lie side by side in memory
    total = pairs[:, 0::2] + pairs[:, 1::2]
    total += 2
    total >>= 2
    return total.astype(np.uint8)


@dataclass(slots=True, eq=False)
class _Pane:
    shot: Shot
    before: Pyramid
    after: Pyramid
    shown: dict[str, tuple[Sight, QImage]] = field(default_factory=dict)  # by "before", "after", "outline"


class PreviewCanvas(QWidget):
    zoom_changed = Signal(float)  # device pixels per frame pixel

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Injection"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 160)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._panes: list[_Pane] = []
        self._colour = "#FFFFFF"
        self._zooming = Zooming()  # of every pane
        self._told_zoom = 1.0
        self._is_wiping = self._is_before_held = self._is_blinked = False
        self._has_outline = True
        self._wipe = 0.5  # of the pane's width
        self._pan_from: QPointF | None = None
        self._is_line_dragged = False
        self._is_blinking = False
        self._blink = QTimer(self)
        self._blink.setInterval(BLINK_MS)
        self._blink.timeout.connect(self._on_blink)

    # What is shown

    def show_shots(self, shots: Sequence[Shot], defect_class: DefectClass | None) -> None:
        """One, two side by side, or none. Their arrays must not change while they are shown.

        Zoom and place stay as they are where the frame is as large as the one before.
        """
        known = {id(one.pixels): one for pane in self._panes for one in (pane.before, pane.after)}
        size_before = self._frame_size()

        def pyramid(pixels: Pixels) -> Pyramid:
            return known.get(id(pixels)) or Pyramid(pixels)

        self._panes = [_Pane(shot, pyramid(shot.before), pyramid(shot.after)) for shot in shots]
        if defect_class is not None:
            self._colour = defect_class.colour
        if self._frame_size() != size_before:
            self._zooming.is_fitting = True
        self._refit()
        self.update()

    def set_wiping(self, is_wiping: bool) -> None:
        self._is_wiping = is_wiping
        self.unsetCursor()
        self.update()

    def set_blinking(self, is_blinking: bool) -> None:
        """By turns, beginning with before."""
        self._is_blinking = self._is_blinked = is_blinking
        self._run_blink()
        self.update()

    def set_before(self, is_before: bool) -> None:
        """Before alone, whatever else is on, while a key is held."""
        self._is_before_held = is_before
        self.update()

    def set_outline(self, has_outline: bool) -> None:
        self._has_outline = has_outline
        self.update()

    def _run_blink(self) -> None:
        if self._is_blinking and self.isVisible():
            self._blink.start()
        else:
            self._blink.stop()

    def _on_blink(self) -> None:
        self._is_blinked = not self._is_blinked
        self.update()

    # Zoom and pan

    @property
    def zoom(self) -> float:
        """Device pixels per frame pixel."""
        return self._zooming.zoom

    def fit(self) -> None:
        self._zooming.is_fitting = True
        self._refit()
        self.update()

    def zoom_at(self, x: float, y: float, factor: float) -> None:
        """Zoom by ``factor``; the frame pixel under (x, y) of the widget stays there."""
        if not self._panes:
            return
        ratio = self.devicePixelRatio()
        left = self._pane_box(self._pane_at(x)).left()
        self._measured().zoom_about(x * ratio - left, y * ratio, self.zoom * factor)
        self._tell_zoom()
        self.update()

    def widget_position(self, frame_x: float, frame_y: float, pane: int = 0) -> QPointF:
        """Where a place of the frame lies in the widget."""
        ratio, sight = self.devicePixelRatio(), self._sight()
        left = self._pane_box(pane).left()
        return QPointF(
            (left + sight.origin_x + frame_x * sight.zoom) / ratio, (sight.origin_y + frame_y * sight.zoom) / ratio
        )

    def wipe_x(self, pane: int = 0) -> float:
        """Where the line between before and after lies in the widget."""
        box = self._pane_box(pane)
        return (box.left() + round(self._wipe * box.width())) / self.devicePixelRatio()

    def _frame_size(self) -> tuple[int, int]:
        """Rows and columns of the largest frame shown."""
        return (
            max((pane.after.n_rows for pane in self._panes), default=0),
            max((pane.after.n_columns for pane in self._panes), default=0),
        )

    def _pane_box(self, place: int) -> QRect:
        """Pane in device pixels of the widget."""
        ratio = self.devicePixelRatio()
        width, height = round(self.width() * ratio), round(self.height() * ratio)
        n = max(1, len(self._panes))
        between = round(BETWEEN_PX * ratio)
        each = (width - (n - 1) * between) // n
        return QRect(place * (each + between), 0, each, height)

    def _pane_at(self, x: float) -> int:
        step = self.width() / max(1, len(self._panes))
        return min(max(0, len(self._panes) - 1), max(0, int(x / step)))

    def _measured(self) -> Zooming:
        """The zooming, with the sizes of now."""
        box, (n_rows, n_columns) = self._pane_box(0), self._frame_size()
        self._zooming.view, self._zooming.picture = (box.width(), box.height()), (n_columns, n_rows)
        return self._zooming

    def _sight(self) -> Sight:
        return self._measured().sight

    def _refit(self) -> None:
        if self._panes:
            self._measured().refit()
            self._tell_zoom()

    def _tell_zoom(self) -> None:
        if self.zoom != self._told_zoom:
            self._told_zoom = self.zoom
            self.zoom_changed.emit(self.zoom)

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._run_blink()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._blink.stop()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y()
        if turned:
            self.zoom_at(event.position().x(), event.position().y(), WHEEL_STEP ** (turned / 120))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            factor = 1 / WHEEL_STEP if key == Qt.Key.Key_Minus else WHEEL_STEP
            self.zoom_at(self.width() / 2, self.height() / 2, factor)
        elif self._is_wiping and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):  # with Shift: without, they are the page's
            self._move_line(self._wipe + (WIPE_STEP if key == Qt.Key.Key_Right else -WIPE_STEP))
        else:
            super().keyPressEvent(event)

    def _move_line(self, share: float) -> None:
        self._wipe = min(1.0, max(0.0, share))
        self.update()

    def _is_on_line(self, x: float) -> bool:
        return self._is_wiping and bool(self._panes) and abs(x - self.wipe_x(self._pane_at(x))) <= GRIP_PX

    def mousePressEvent(self, event: QMouseEvent) -> None:
        is_left = event.button() is Qt.MouseButton.LeftButton
        if is_left and self._is_on_line(event.position().x()):
            self._is_line_dragged = True
        elif is_left or event.button() is Qt.MouseButton.MiddleButton:
            self._pan_from = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        ratio = self.devicePixelRatio()
        if self._is_line_dragged:
            box = self._pane_box(self._pane_at(event.position().x()))
            self._move_line((event.position().x() * ratio - box.left()) / max(1, box.width()))
        elif self._pan_from is not None:
            moved = (event.position() - self._pan_from) * ratio
            self._pan_from = event.position()
            self._measured().move(moved.x(), moved.y())
            self.update()
        elif self._is_on_line(event.position().x()):
            self.setCursor(Qt.CursorShape.SplitHCursor)
        else:
            self.unsetCursor()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._is_line_dragged = False
        self._pan_from = None
        self.unsetCursor()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(tokens().picture))
        ratio = self.devicePixelRatio()
        sight = self._sight()
        for place, pane in enumerate(self._panes):
            box = self._pane_box(place)
            room = QRectF(box.left() / ratio, 0, box.width() / ratio, box.height() / ratio)
            painter.save()
            painter.translate(room.topLeft())
            painter.setClipRect(QRectF(0, 0, room.width(), room.height()))
            self._paint_pane(painter, pane, sight, QRectF(0, 0, room.width(), room.height()))
            painter.restore()
        painter.end()

    def _paint_pane(self, painter: QPainter, pane: _Pane, sight: Sight, room: QRectF) -> None:
        visible = sight.visible(pane.after.n_rows, pane.after.n_columns)
        is_before = self._is_before_held or (self._is_blinking and self._is_blinked)
        is_parted = self._is_wiping and not is_before
        if not visible.is_empty:
            if is_before or is_parted:
                self._paint_part(painter, pane, "before", sight, visible)
            if is_parted:
                line = round(self._wipe * sight.width) / self.devicePixelRatio()
                painter.save()
                painter.setClipRect(QRectF(line, 0, room.width() - line, room.height()))
                self._paint_part(painter, pane, "after", sight, visible)
                painter.restore()
                _paint_line(painter, line, room.height())
            elif not is_before:
                self._paint_part(painter, pane, "after", sight, visible)
        self._paint_words(painter, pane, room, is_before=is_before, is_parted=is_parted)

    def _paint_part(self, painter: QPainter, pane: _Pane, side: str, sight: Sight, visible: Visible) -> None:
        corner = QPointF(visible.left, visible.top) / self.devicePixelRatio()
        painter.drawImage(corner, self._image(pane, side, sight, visible))
        if side == "after" and self._has_outline and len(pane.shot.outline):
            painter.drawImage(corner, self._image(pane, "outline", sight, visible))

    def _image(self, pane: _Pane, part: str, sight: Sight, visible: Visible) -> QImage:
        known = pane.shown.get(part)
        if known is None or known[0] != sight:
            if part == "outline":
                image = self._outline(pane.shot, sight, visible)
            else:
                image = (pane.before if part == "before" else pane.after).shown(sight, visible)
            image.setDevicePixelRatio(self.devicePixelRatio())
            known = pane.shown[part] = (sight, image)
        return known[1]

    def _outline(self, shot: Shot, sight: Sight, visible: Visible) -> QImage:
        ratio = self.devicePixelRatio()
        return outline_image(
            shot.outline, self._colour, sight, visible, round(OUTLINE_PX * ratio), round(HALO_PX * ratio)
        )

    def _paint_words(self, painter: QPainter, pane: _Pane, room: QRectF, *, is_before: bool, is_parted: bool) -> None:
        top = room.top() + GRID
        if pane.shot.title:
            top = _paint_tag(painter, pane.shot.title, room.left() + GRID, top, room).bottom() + 4
        if pane.shot.note:
            _paint_tag(painter, pane.shot.note, room.left() + GRID, top, room, is_warning=True)
        foot = room.bottom() - GRID - TAG_PX
        if is_before or is_parted:
            _paint_tag(painter, self.tr("before"), room.left() + GRID, foot, room)
        if is_parted or (self._is_blinking and not is_before):
            _paint_tag(painter, self.tr("after"), room.right() - GRID, foot, room, is_at_right=True)


TAG_PX = 22


def _paint_tag(
    painter: QPainter,
    words: str,
    x: float,
    y: float,
    room: QRectF,
    *,
    is_warning: bool = False,
    is_at_right: bool = False,
) -> QRectF:
    """MessageText on a card of their own over the picture; they wrap where the pane is narrow."""
    t = tokens()
    painter.setFont(font(SMALL_PX))
    sign = 18 if is_warning else 0
    most = QRectF(0, 0, room.width() - 2 * GRID - 16 - sign, room.height())
    wraps = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
    size = painter.boundingRect(most, wraps, words).size()
    box = QRectF(x, y, math.ceil(size.width()) + 16 + sign, max(TAG_PX, math.ceil(size.height()) + 6))
    if is_at_right:
        box.moveRight(x)
    ground = QColor(t.surface)
    ground.setAlphaF(0.88)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, 4, 4)
    if is_warning:
        draw_shape(painter, QRectF(box.left() + 8, box.top() + 6, 10, 10), Shape.TRIANGLE, t.warn)
    painter.setPen(QColor(t.text))
    painter.drawText(box.adjusted(8 + sign, 0, -8, 0), wraps | Qt.AlignmentFlag.AlignVCenter, words)
    painter.restore()
    return box


def _paint_line(painter: QPainter, x: float, height: float) -> None:
    painter.fillRect(QRectF(x - 2, 0, 4, height), QColor(0, 0, 0, 130))
    painter.fillRect(QRectF(x - 1, 0, 2, height), QColor(255, 255, 255))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(0, 0, 0, 130), 1))
    painter.setBrush(QColor(255, 255, 255))
    painter.drawRoundedRect(QRectF(x - 4, height / 2 - 16, 8, 32), 4, 4)
    painter.restore()
