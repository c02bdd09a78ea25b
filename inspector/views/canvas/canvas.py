"""The widget: panes side by side under one view transform, painted by their layers, moved and edited by its tools.

All panes share one zoom and one corner, so the same pixel of the frame lies at the same position of each.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QCursor,
    QEnterEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPointingDevice,
    QResizeEvent,
    QTabletEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.core.defect import Box
from inspector.views.canvas.layer import Layer, Pane, PaneView
from inspector.views.canvas.tools import Tool
from inspector.views.canvas.view_transform import DEFAULT_MAX_ZOOM, WHEEL_STEP, Sight, ViewTransform
from inspector.views.theme import tokens

BETWEEN_PX = 8  # widget px between two panes
FOCUS_PX = 2  # widget px of the frame that shows where the keys go


class Canvas(QWidget):
    zoom_changed = Signal(float)  # device px per frame px
    painted = Signal()  # at the end of each paint, inside it: what is more than a note is to be queued

    def __init__(
        self, parent: QWidget | None = None, *, max_zoom: float = DEFAULT_MAX_ZOOM, min_zoom: float = 1.0
    ) -> None:
        """``min_zoom``: how far one may zoom out, whatever fits."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._transform = ViewTransform(max_zoom=max_zoom, min_zoom=min_zoom)
        self._notified_zoom = self._transform.zoom
        self._panes: tuple[Pane, ...] = ()
        self._tools: tuple[Tool, ...] = ()
        self._before: Sight | None = None  # ``look_at`` was called
        self._active: Tool | None = None  # has the mouse until the button is let go
        self._stale = QRect()  # what layers want painted anew
        self.modifiers = Qt.KeyboardModifier.NoModifier  # that were down at the last event of mouse, pen or key
        self.pressure = 1.0  # of the pen that is pressed, 0..1; of a mouse always 1
        self.is_pen_turned = False  # its eraser end points here

    # What is shown, and what may be done to it

    def show_panes(self, panes: Sequence[Pane]) -> None:
        """Panes from left to right."""
        self._panes = tuple(panes)
        for pane in panes:
            for layer in pane.layers:
                if layer.parent() is not self:
                    layer.setParent(self)
                    layer.changed.connect(self._on_layer_changed)
        self.update()

    def use_tools(self, tools: Sequence[Tool]) -> None:
        """Tools in the order in which they are asked; a drag in hand is broken off."""
        if self._active is not None:
            self.end_drag(self._active)
        self._tools = tuple(tools)
        self.refresh_cursor()

    def refit(self, *, fits: bool = False) -> None:
        """Frames are of another size. Fit as before, or ``fits``: from now on."""
        self._transform.is_fitting = self._transform.is_fitting or fits
        if self._has_frame():
            self._measured().refit()
            self._notify_zoom()
        self.update()

    # Zoom and pan

    @property
    def zoom(self) -> float:
        """Device px per frame px."""
        return self._transform.zoom

    @property
    def max_zoom(self) -> float:
        return self._transform.max_zoom

    def fit(self) -> None:
        self._before = None  # what is asked for now counts more
        self.refit(fits=True)

    def fit_to(self, box: Box | None) -> None:
        """What of the frame is in view while it fits: a box of it, or all."""
        if box != self._transform.fit_to:
            self._transform.fit_to = box
            self.refit()

    def look_at(self, box: Box) -> None:
        """Zoom to a part of the frame, with room around it; ``look_back`` leads to where one was before."""
        if self._has_frame():
            transform = self._measured()
            if self._before is None:
                self._before = transform.sight
            transform.show(box)
            self._notify_zoom()
            self.update()

    def look_back(self) -> None:
        """From ``look_at``; where one has zoomed or moved since, it stays so."""
        before, self._before = self._before, None
        if before is not None and self._has_frame():
            transform = self._measured()
            if transform.is_shown:
                transform.is_shown = False
                transform.look(before)
                self._notify_zoom()
                self.update()

    @property
    def is_fitting(self) -> bool:
        """Nobody has zoomed or moved the frame."""
        return self._transform.is_fitting

    def centre_on(self, frame_x: float, frame_y: float) -> None:
        """Move a point of the frame to the middle of its pane, as far as the frame reaches."""
        middle = QPointF(self.pane_box(0).width() / self.devicePixelRatio() / 2, self.height() / 2)
        at = self.widget_position(frame_x, frame_y)
        self.move_by(middle.x() - at.x(), middle.y() - at.y())

    def show_actual_size(self) -> None:
        """100 %, about the middle of the view."""
        self.zoom_about_middle(1.0 / self.zoom)

    def zoom_at(self, x: float, y: float, factor: float) -> None:
        """Zoom by ``factor``; the frame pixel under (x, y) of the widget stays there."""
        if self._has_frame():
            self._measured().zoom_about(*self._in_pane(x, y), self.zoom * factor)
            self._notify_zoom()
            self.update()

    def zoom_about_middle(self, factor: float) -> None:
        self.zoom_at(self.width() / 2, self.height() / 2, factor)

    def move_by(self, right: float, down: float) -> None:
        """Move the frame by widget px."""
        if self._has_frame():
            ratio = self.devicePixelRatio()
            self._measured().move(right * ratio, down * ratio)
            self.update()

    def frame_position(self, x: float, y: float) -> tuple[float, float]:
        """Frame coordinates under (x, y) of the widget, also beside the frame."""
        return self._measured().viewport.to_frame(*self._in_pane(x, y))

    def frame_pixel(self, x: float, y: float) -> tuple[float, float] | None:
        """Column and row of the frame under (x, y) of the widget, with fractions; None beside the frame."""
        if not self._panes:
            return None
        pane = self._panes[self.pane_at(x)]
        frame_x, frame_y = self.frame_position(x, y)
        is_inside = 0 <= frame_x < pane.n_columns and 0 <= frame_y < pane.n_rows
        return (frame_x, frame_y) if is_inside else None

    def widget_position(self, frame_x: float, frame_y: float, pane: int = 0) -> QPointF:
        """Where a point of the frame lies in the widget."""
        x, y = self._measured().viewport.to_screen(frame_x, frame_y)
        return QPointF(self.pane_box(pane).left() + x, y) / self.devicePixelRatio()

    def pane_at(self, x: float) -> int:
        """Index of the pane under or nearest to ``x`` of the widget."""
        n = max(1, len(self._panes))
        return min(n - 1, max(0, int(x * n / max(1, self.width()))))

    def pane_box(self, index: int) -> QRect:
        """A pane in device px of the widget."""
        ratio = self.devicePixelRatio()
        width, height = round(self.width() * ratio), round(self.height() * ratio)
        n = max(1, len(self._panes))
        between = round(BETWEEN_PX * ratio)
        each = (width - (n - 1) * between) // n
        return QRect(index * (each + between), 0, each, height)

    def share_at(self, x: float) -> float:
        """Where ``x`` of the widget lies in its pane's width; 0 is its left edge, 1 its right one."""
        box = self.pane_box(self.pane_at(x))
        return (x * self.devicePixelRatio() - box.left()) / max(1, box.width())

    def x_of_share(self, share: float, pane: int = 0) -> float:
        """Where a share of a pane's width lies in the widget."""
        box = self.pane_box(pane)
        return (box.left() + round(share * box.width())) / self.devicePixelRatio()

    def _in_pane(self, x: float, y: float) -> tuple[float, float]:
        """Widget px to device px of the pane they lie in."""
        ratio = self.devicePixelRatio()
        return x * ratio - self.pane_box(self.pane_at(x)).left(), y * ratio

    def _has_frame(self) -> bool:
        return any(pane.n_rows and pane.n_columns for pane in self._panes)

    def _measured(self) -> ViewTransform:
        """The transform with the sizes of now; frames of several sizes lie as the largest of them would."""
        box = self.pane_box(0)
        self._transform.pane = (box.width(), box.height())
        self._transform.frame = (
            max((pane.n_columns for pane in self._panes), default=0),
            max((pane.n_rows for pane in self._panes), default=0),
        )
        return self._transform

    def _notify_zoom(self) -> None:
        if self.zoom != self._notified_zoom:
            self._notified_zoom = self.zoom
            self.zoom_changed.emit(self.zoom)

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.modifiers = event.modifiers()
        turned = event.angleDelta().y() or event.angleDelta().x()  # with Alt, some systems turn it sideways
        if turned and not any(tool.turn_wheel(turned / 120) for tool in self._tools):
            self.zoom_at(event.position().x(), event.position().y(), WHEEL_STEP ** (turned / 120))
            self._hover(event.position())  # what lies under the mouse may be another pixel now
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        self.modifiers = modifiers
        if not any(tool.press_key(key, modifiers) for tool in self._tools):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.modifiers, self.is_pen_turned = event.modifiers(), False
        self._press(event.position(), event.button())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.modifiers, self.is_pen_turned = event.modifiers(), False
        self._move(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.modifiers = event.modifiers()
        self._release(event.position())

    def tabletEvent(self, event: QTabletEvent) -> None:
        """A pen is a mouse that knows how hard it is pressed, and which of its ends is down."""
        kind = event.type()
        self.modifiers = event.modifiers()
        self.is_pen_turned = event.pointerType() is QPointingDevice.PointerType.Eraser  # also while it only hovers
        if kind is QEvent.Type.TabletPress:
            self.pressure = event.pressure()
            self._press(event.position(), event.button())
        elif kind is QEvent.Type.TabletMove:
            self.pressure = event.pressure() if event.buttons() else 1.0
            self._move(event.position())
        elif kind is QEvent.Type.TabletRelease:
            self._release(event.position())
            self.pressure = 1.0
        event.accept()  # else Qt sends the same as a mouse

    def _press(self, position: QPointF, button: Qt.MouseButton) -> None:
        if self._active is None:
            self._active = next((tool for tool in self._tools if tool.begin(position, button)), None)
            self._show_cursor(position)

    def _move(self, position: QPointF) -> None:
        if self._active is not None:
            self._active.drag(position)
        self._hover(position)
        self._show_cursor(position)

    def _release(self, position: QPointF) -> None:
        if self._active is not None:
            self.end_drag(self._active)
            self._show_cursor(position)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._active is not None:  # the button's release goes elsewhere
            self.end_drag(self._active)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hover(event.position())

    def leaveEvent(self, _event: QEvent) -> None:
        self._hover(None)

    def end_drag(self, tool: Tool) -> None:
        """Take the mouse from a tool, where it has it."""
        if tool is self._active:
            self._active = None
            tool.end()

    def refresh_cursor(self) -> None:
        self._show_cursor(QPointF(self.mapFromGlobal(QCursor.pos())))

    def _show_cursor(self, position: QPointF) -> None:
        asked = self._tools if self._active is None else (self._active,)
        shape = next((found for tool in asked if (found := tool.cursor(position)) is not None), None)
        if shape is None:
            self.unsetCursor()
        else:
            self.setCursor(shape)

    def _hover(self, position: QPointF | None) -> None:
        for tool in self._tools:
            tool.hover(position)

    # Painting

    def _view(self, index: int) -> PaneView:
        """What the layers of a pane are given to paint in."""
        pane, box, ratio = self._panes[index], self.pane_box(index), self.devicePixelRatio()
        viewport = self._measured().viewport
        visible = viewport.visible(pane.n_rows, pane.n_columns)
        return PaneView(viewport, visible, ratio, QRectF(0, 0, box.width() / ratio, box.height() / ratio))

    def paintEvent(self, event: QPaintEvent) -> None:
        self._stale = QRect()
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(tokens().picture))
        for index, pane in enumerate(self._panes):
            view = self._view(index)
            painter.save()
            painter.translate(self.pane_box(index).left() / view.pixel_ratio, 0)
            painter.setClipRect(view.room)
            for layer in pane.layers:
                if layer.is_visible:
                    _paint_layer(painter, layer, view)
            painter.restore()
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens().on_picture), FOCUS_PX))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()
        self.painted.emit()

    def _on_layer_changed(self, box: Box | None, margin_px: int) -> None:
        if box is None:
            self.update()
            return
        for index in range(len(self._panes)):
            view = self._view(index)
            around = view.rect_of(box).adjusted(-margin_px, -margin_px, margin_px, margin_px) & view.room
            around.translate(self.pane_box(index).left() / view.pixel_ratio, 0)
            # One rectangle, whatever changed: into several, Qt fills with a pool of threads and waits for each of them.
            self._stale = self._stale.united(around.toAlignedRect())
        self.update(self._stale)


def _paint_layer(painter: QPainter, layer: Layer, view: PaneView) -> None:
    painter.save()
    if layer.from_share > 0:
        line = view.x_of(layer.from_share)
        painter.setClipRect(
            QRectF(line, 0, view.room.width() - line, view.room.height()), Qt.ClipOperation.IntersectClip
        )
    layer.paint(painter, view)
    painter.restore()
