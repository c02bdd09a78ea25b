"""The live picture: one frame, its overlay, and a view that zooms and pans.

States of the view: *fitting* (the whole frame in view, also when the widget or the frame changes size), until
someone zooms or pans; then *free*, until ``fit`` is asked for.

A frame is painted from its own NumPy buffers without a copy; the canvas holds the frame, and so the buffers,
until the next one is shown. Zoomed out the picture is smoothed, from 100 % on each frame pixel is a plain square.
Zoom counts device pixels: 100 % is one frame pixel on one pixel of the screen, whatever its scaling.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSizeF, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.core.classes import DefectClass
from inspector.screens.live import DisplayFrame, OverlayLook
from inspector.views.live.overlay_colours import colour_table
from inspector.views.pixels import image_over
from inspector.views.raster import Sight, Visible, index_picture, sampled
from inspector.views.theme import BODY_PX, FADE_MS, RADIUS, font, tokens
from inspector.views.zooming import WHEEL_STEP, Zooming

Pixels: TypeAlias = npt.NDArray[np.uint8]

MAX_SMOOTHED = 1.5  # views; more pixels than that are not smoothed as a whole
UNSEEN_AFTER_MS = 1000
OUTLINE_PX = 2  # screen pixels before scaling
FOCUS_MARGIN_PX = 8  # between a chosen defect and its box


@dataclass(frozen=True, slots=True)
class Pointed:
    """What lies under the cursor."""

    x: int  # column of the frame, px
    y: int
    value: tuple[int, ...]  # grey, or red, green, blue
    across_mm: float | None
    along_mm: float | None


class StripCanvas(QWidget):
    zoom_changed = Signal(float)  # device pixels per frame pixel
    pointed = Signal(object)  # Pointed, or None when the cursor left the frame
    # Number of a frame that has been painted; also after UNSEEN_AFTER_MS where a hidden or minimised window is
    # not painted at all, so that who waits for it goes on.
    frame_shown = Signal(int)
    _painted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Live picture"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 120)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.mm_per_px: tuple[float, float] | None = None  # across, along
        self._frame: DisplayFrame | None = None
        self._pixels: Pixels = np.zeros((0, 0), np.uint8)
        self._has_overlay = False
        self._classes: dict[int, DefectClass] = {}
        self._look = OverlayLook()
        self._table = colour_table({}, self._look)
        self._badge = ""
        self._zooming = Zooming()
        self._told_zoom = 1.0
        self._is_pan_key_down = False
        self._drag_from: QPointF | None = None
        self._picture_cache: tuple[object, QImage] | None = None
        self._overlay_cache: tuple[object, QImage] | None = None
        self._unpainted: int | None = None
        self._flash = QVariantAnimation(self)
        self._flash.setDuration(FADE_MS)
        self._flash.setStartValue(1.0)
        self._flash.setEndValue(0.0)
        self._flash.valueChanged.connect(self._on_flash)
        self._paint_wait = QTimer(self)
        self._paint_wait.setSingleShot(True)
        self._paint_wait.setInterval(UNSEEN_AFTER_MS)
        self._paint_wait.timeout.connect(self._tell_painted)
        # Queued: listeners hear of a frame after its paint is over, never inside it.
        self._painted.connect(self.frame_shown, Qt.ConnectionType.QueuedConnection)

    # What is shown

    def show_frame(self, frame: DisplayFrame | None) -> None:
        """Show a frame; None clears the picture. Its arrays must not change while it is shown."""
        before = self._frame
        self._frame = frame
        self._picture_cache = self._overlay_cache = None
        self._has_overlay = frame is not None and bool(frame.outlines or frame.overlay.any())
        if frame is not None:
            self._pixels = np.ascontiguousarray(frame.pixels)
            self._unpainted = frame.frame_index
            self._paint_wait.start()
            if before is None or before.pixels.shape[:2] != frame.pixels.shape[:2]:
                self._zooming.is_fitting = self._zooming.is_fitting or before is None
                self._refit()
            if frame.focus is not None and (before is None or before.focus != frame.focus):
                self._flash.stop()
                self._flash.start()
        self.update()

    def show_classes(self, classes: Sequence[DefectClass]) -> None:
        known = {one.index: one for one in classes}
        if known != self._classes:
            self._classes = known
            self._retable()
            self._overlay_cache = None
            self.update()

    def show_look(self, look: OverlayLook) -> None:
        if look == self._look:
            return
        if look.solo != self._look.solo:
            self._overlay_cache = None  # the outline on top changes
        self._look = look
        self._retable()
        self.update()

    def show_badge(self, text: str) -> None:
        """MessageText in the corner: "FROZEN · 7 new defects"; "" for none."""
        if text != self._badge:
            self._badge = text
            self.update()

    def _retable(self) -> None:
        self._table = colour_table(self._classes, self._look)
        if self._overlay_cache is not None:
            key, image = self._overlay_cache
            image.setColorTable(self._table)
            self._overlay_cache = (key, image)

    # Zoom and pan

    @property
    def zoom(self) -> float:
        """Device pixels per frame pixel."""
        return self._zooming.zoom

    def fit(self) -> None:
        self._zooming.is_fitting = True
        self._refit()
        self.update()

    def show_actual_size(self) -> None:
        """100 %, about the middle of the view."""
        self._zoom_about(QPointF(self._device_width() / 2, self._device_height() / 2), 1.0)

    def zoom_at(self, x: float, y: float, factor: float) -> None:
        """Zoom by ``factor``; the frame pixel under (x, y) of the widget stays there."""
        ratio = self.devicePixelRatio()
        self._zoom_about(QPointF(x * ratio, y * ratio), self.zoom * factor)

    def set_panning(self, is_down: bool) -> None:
        """The pan key is held: the left button drags the picture."""
        self._is_pan_key_down = is_down
        if not is_down:
            self._drag_from = None
        self._refresh_cursor()

    def frame_position(self, x: float, y: float) -> tuple[float, float]:
        """Frame coordinates under (x, y) of the widget."""
        ratio = self.devicePixelRatio()
        return self._sight().to_frame(x * ratio, y * ratio)

    def _device_width(self) -> int:
        return round(self.width() * self.devicePixelRatio())

    def _device_height(self) -> int:
        return round(self.height() * self.devicePixelRatio())

    def _measured(self) -> Zooming:
        """The zooming, with the sizes of now."""
        self._zooming.view = (self._device_width(), self._device_height())
        n_rows, n_columns = (0, 0) if self._frame is None else self._frame.pixels.shape[:2]
        self._zooming.picture = (n_columns, n_rows)
        return self._zooming

    def _sight(self) -> Sight:
        return self._measured().sight

    def _refit(self) -> None:
        self._measured().refit()
        self._tell_zoom()

    def _zoom_about(self, point: QPointF, zoom: float) -> None:
        if self._frame is not None:
            self._measured().zoom_about(point.x(), point.y(), zoom)
            self._tell_zoom()
            self.update()

    def _tell_zoom(self) -> None:
        if self.zoom != self._told_zoom:
            self._told_zoom = self.zoom
            self.zoom_changed.emit(self.zoom)

    def _refresh_cursor(self) -> None:
        if self._drag_from is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self._is_pan_key_down:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.unsetCursor()

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y()
        if turned:
            self.zoom_at(event.position().x(), event.position().y(), WHEEL_STEP ** (turned / 120))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        is_drag = event.button() is Qt.MouseButton.MiddleButton or (
            event.button() is Qt.MouseButton.LeftButton and self._is_pan_key_down
        )
        if is_drag:
            self._drag_from = event.position()
            self._refresh_cursor()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag_from is not None:
            moved = (event.position() - self._drag_from) * self.devicePixelRatio()
            self._drag_from = event.position()
            self._measured().move(moved.x(), moved.y())
            self.update()
        self.pointed.emit(self._pointed_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drag_from is not None and event.button() in (Qt.MouseButton.MiddleButton, Qt.MouseButton.LeftButton):
            self._drag_from = None
            self._refresh_cursor()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.pointed.emit(self._pointed_at(event.position()))

    def leaveEvent(self, _event: object) -> None:
        self.pointed.emit(None)

    def _pointed_at(self, position: QPointF) -> Pointed | None:
        if self._frame is None:
            return None
        frame_x, frame_y = self.frame_position(position.x(), position.y())
        n_rows, n_columns = self._frame.pixels.shape[:2]
        if not (0 <= frame_x < n_columns and 0 <= frame_y < n_rows):
            return None
        x, y = int(frame_x), int(frame_y)
        value = self._frame.pixels[y, x]
        across, along = self.mm_per_px or (None, None)
        return Pointed(
            x,
            y,
            tuple(int(one) for one in value.ravel()),
            None if across is None else frame_x * across,
            None if along is None else frame_y * along,
        )

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        t = tokens()
        painter.fillRect(event.rect(), QColor(t.picture))
        if self._frame is not None:
            n_rows, n_columns = self._frame.pixels.shape[:2]
            sight = self._sight()
            visible = sight.visible(n_rows, n_columns)
            if not visible.is_empty:
                self._paint_picture(painter, self._frame, sight, visible)
                self._paint_overlay(painter, self._frame, sight, visible)
            self._paint_focus(painter, sight)
        self._paint_badge(painter)
        painter.end()
        self._tell_painted()

    def _tell_painted(self) -> None:
        if self._unpainted is not None:
            number, self._unpainted = self._unpainted, None
            self._paint_wait.stop()
            self._painted.emit(number)

    def _paint_picture(self, painter: QPainter, frame: DisplayFrame, sight: Sight, visible: Visible) -> None:
        n_rows, n_columns = frame.pixels.shape[:2]
        width, height = max(1, round(n_columns * sight.zoom)), max(1, round(n_rows * sight.zoom))
        if sight.zoom < 1 and width * height > MAX_SMOOTHED * sight.width * sight.height:
            # A small part of a large frame: smoothing the whole of it would cost more than it shows.
            ratio = self.devicePixelRatio()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            target = QRectF(self._logical(sight.origin_x, sight.origin_y), QSizeF(width / ratio, height / ratio))
            painter.drawImage(target, image_over(self._pixels))
            return
        if self._picture_cache is None or self._picture_cache[0] != sight:
            if sight.zoom < 1:
                whole = image_over(self._pixels)
                image = whole.scaled(
                    width, height, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
                )
            else:
                # Sampled by the same rule as the overlay, so that both agree to the pixel at any zoom.
                image = image_over(sampled(self._pixels, visible)).copy()
            image.setDevicePixelRatio(self.devicePixelRatio())
            self._picture_cache = (sight, image)
        corner = (sight.origin_x, sight.origin_y) if sight.zoom < 1 else (visible.left, visible.top)
        painter.drawImage(self._logical(*corner), self._picture_cache[1])

    def _paint_overlay(self, painter: QPainter, frame: DisplayFrame, sight: Sight, visible: Visible) -> None:
        if not self._has_overlay or self._look.is_hidden:
            return
        if self._overlay_cache is None or self._overlay_cache[0] != sight:
            self._overlay_cache = (sight, self._overlay(frame, sight, visible))
        painter.drawImage(self._logical(visible.left, visible.top), self._overlay_cache[1])

    def _overlay(self, frame: DisplayFrame, sight: Sight, visible: Visible) -> QImage:
        ratio = self.devicePixelRatio()
        indices = index_picture(
            frame.overlay,
            frame.outlines,
            {index: self._class(index).hatch for index in {*self._classes, *frame.outlines}},
            sight,
            visible,
            thickness_px=round(OUTLINE_PX * ratio),
            hatch_scale=max(1, round(ratio)),
            on_top=self._look.solo,
        )
        height, width = indices.shape
        # .copy(): the image outlives this array.
        image = QImage(indices.data, width, height, width, QImage.Format.Format_Indexed8).copy()
        image.setColorTable(self._table)
        image.setDevicePixelRatio(ratio)
        return image

    def _class(self, class_index: int) -> DefectClass:
        return self._classes.get(class_index) or DefectClass.with_default_look(class_index, "")

    def _logical(self, x: int, y: int) -> QPointF:
        ratio = self.devicePixelRatio()
        return QPointF(x / ratio, y / ratio)

    def _paint_focus(self, painter: QPainter, sight: Sight) -> None:
        """Box round the chosen defect; a halo shows it once and fades."""
        if self._frame is None or self._frame.focus is None:
            return
        focus, ratio = self._frame.focus, self.devicePixelRatio()
        box = QRectF(
            self._logical(round(sight.origin_x + focus.x * sight.zoom), round(sight.origin_y + focus.y * sight.zoom)),
            QPointF(
                (sight.origin_x + (focus.x + focus.width) * sight.zoom) / ratio,
                (sight.origin_y + (focus.y + focus.height) * sight.zoom) / ratio,
            ),
        ).adjusted(-FOCUS_MARGIN_PX, -FOCUS_MARGIN_PX, FOCUS_MARGIN_PX, FOCUS_MARGIN_PX)
        accent = QColor(tokens().accent)
        for colour, width in ((QColor(0, 0, 0, 160), 4), (accent, 2)):  # dark below: visible on bright steel
            painter.setPen(QPen(colour, width))
            painter.drawRect(box)
        if self._flash.state() is QVariantAnimation.State.Running:
            accent.setAlphaF(float(self._flash.currentValue()))
            painter.setPen(QPen(accent, 8))
            painter.drawRect(box.adjusted(-5, -5, 5, 5))

    def _on_flash(self) -> None:
        self.update()

    def _paint_badge(self, painter: QPainter) -> None:
        if not self._badge:
            return
        t = tokens()
        painter.setFont(font(BODY_PX, is_bold=True))
        size = painter.fontMetrics().size(Qt.TextFlag.TextSingleLine, self._badge)
        box = QRect(QPoint(12, 12), size).adjusted(0, 0, 40, 12)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(t.line_strong), 1))
        painter.setBrush(QColor(t.surface))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.text))
        middle = box.center().y()
        for left in (box.left() + 12, box.left() + 18):  # the sign on the Freeze button
            painter.drawRect(QRectF(left, middle - 5, 3, 11))
        painter.setPen(QColor(t.text))
        painter.drawText(box.adjusted(30, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._badge)
