"""The live frame with what was found in it; what lies under the cursor; a sign when a frame has been painted.

A frame is painted from its own NumPy buffers without a copy; the layers hold it until the next one is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from inspector.core.classes import DefectClass
from inspector.core.defect import Box
from inspector.screens.live import DisplayFrame, OverlayLook, OverlayStyle
from inspector.views.canvas.canvas import Canvas
from inspector.views.canvas.colour_tables import fill_table, outline_table
from inspector.views.canvas.frame_image import StreamedImage
from inspector.views.canvas.index_layer import IndexLayer
from inspector.views.canvas.layer import Layer, Pane, PaneView
from inspector.views.canvas.marks import FocusLayer
from inspector.views.canvas.outline_layer import OutlineLayer
from inspector.views.canvas.picture_layer import PictureLayer
from inspector.views.canvas.tools import PanTool, PickTool
from inspector.views.shapes import Shape, draw_shape
from inspector.views.theme import BODY_PX, GRID, HUGE_PX, RADIUS, font, tokens

UNSEEN_AFTER_MS = 1000
VEIL_OPACITY = 0.72
SIGN_PX = 20


@dataclass(frozen=True, slots=True)
class PointedPixel:
    """What lies under the cursor."""

    x: int  # column of the frame, px
    y: int
    value: tuple[int, ...]  # grey, or red, green, blue
    across_mm: float | None
    along_mm: float | None


class StripCanvas(Canvas):
    pointed = Signal(object)  # PointedPixel, or None when the cursor left the frame
    # Index of a frame that has been painted; also after UNSEEN_AFTER_MS where a hidden or minimised window is
    # not painted at all, so that who waits for it goes on.
    frame_shown = Signal(int)
    _frame_painted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Live picture"))
        self.setMinimumSize(240, 120)
        self.mm_per_px: tuple[float, float] | None = None  # across, along
        self._frame: DisplayFrame | None = None
        self._classes: dict[int, DefectClass] = {}
        self._look = OverlayLook()
        self._unpainted: int | None = None
        self._looked_at: tuple[str, Box] | None = None  # the defect that was zoomed to
        self._picture, self._fill, self._outline = PictureLayer(), IndexLayer(), OutlineLayer()
        self._focus, self._veil, self._badge = FocusLayer(), VeilLayer(), BadgeLayer()
        self._pane = Pane((self._picture, self._fill, self._outline, self._focus, self._veil, self._badge))
        self.show_panes([self._pane])
        self._pan = PanTool(self, left_needs_key=True)
        self._pick = PickTool(self, self._on_picked)
        self.use_tools([self._pan, self._pick])
        self._colour()
        self._paint_wait = QTimer(self)
        self._paint_wait.setSingleShot(True)
        self._paint_wait.setInterval(UNSEEN_AFTER_MS)
        self._paint_wait.timeout.connect(self._note_painted)
        self.painted.connect(self._note_painted)
        # Queued: listeners hear of a frame after its paint is over, never inside it.
        self._frame_painted.connect(self.frame_shown, Qt.ConnectionType.QueuedConnection)

    def show_frame(self, frame: DisplayFrame) -> None:
        """Its arrays must not change while it is shown."""
        self._frame = frame
        self._unpainted = frame.frame_index
        self._paint_wait.start()
        self._pane.n_rows, self._pane.n_columns = frame.pixels.shape[:2]
        self.refit()
        self._follow(frame)
        self._picture.show_frame(StreamedImage(frame.pixels))
        if frame.classes:
            self.show_classes(frame.classes)
        self._fill.show_class_map(frame.overlay)
        self._outline.show_outlines(frame.outlines)
        self._refresh_hatches()
        self._focus.show_focus(frame.focus)
        self._pick.pick_again()

    def _follow(self, frame: DisplayFrame) -> None:
        """Zoom to the defect that was asked for, once; and back, once a frame comes that nobody asked for by it."""
        looked_at = None if frame.focus is None else (frame.name, frame.focus)
        if looked_at == self._looked_at:
            return
        self._looked_at = looked_at
        if frame.focus is None:
            self.look_back()
        else:
            self.look_at(frame.focus)

    def show_classes(self, classes: Sequence[DefectClass]) -> None:
        known = {one.index: one for one in classes}
        if known != self._classes:
            self._classes = known
            self._refresh_hatches()
            self._colour()

    def show_look(self, look: OverlayLook) -> None:
        if look == self._look:
            return
        self._look = look
        self._fill.set_visible(not look.is_hidden and look.style is not OverlayStyle.OUTLINE)
        self._outline.set_visible(not look.is_hidden and look.style is not OverlayStyle.FILL)
        self._outline.show_on_top(look.solo)
        self._colour()

    def show_badge(self, text: str) -> None:
        """Text in the corner: "FROZEN · 7 new defects"; "" for none."""
        self._badge.show_text(text)
        self._describe()

    def show_too_old(self, text: str) -> None:
        """Dim the frame under this text: it is none of what passes now; "" for none."""
        self._veil.show_text(text)
        self._describe()

    def set_panning(self, is_down: bool) -> None:
        """The pan key is held: the left button drags the frame."""
        self._pan.set_key_down(is_down)

    def pixel_at(self, frame_x: float, frame_y: float) -> PointedPixel | None:
        """What is read at a point of the frame; None while there is no frame."""
        if self._frame is None:
            return None
        x, y = int(frame_x), int(frame_y)
        across, along = self.mm_per_px or (None, None)
        return PointedPixel(
            x,
            y,
            tuple(int(one) for one in self._frame.pixels[y, x].ravel()),
            None if across is None else frame_x * across,
            None if along is None else frame_y * along,
        )

    def _describe(self) -> None:
        self.setAccessibleDescription(", ".join(text for text in (self._veil.text, self._badge.text) if text))

    def _colour(self) -> None:
        self._fill.show_colours(fill_table(self._classes, self._look.opacity, self._look.solo))
        self._outline.show_colours(outline_table(self._classes, self._look.solo))

    def _refresh_hatches(self) -> None:
        """Of all known classes, and of those in the frame that nobody named: in their default look."""
        found = () if self._frame is None else self._frame.outlines
        looks = {index: DefectClass.with_default_look(index, "") for index in found} | self._classes
        self._fill.show_hatches({index: look.hatch for index, look in looks.items()})

    def _on_picked(self, point: tuple[float, float] | None) -> None:
        self.pointed.emit(None if point is None else self.pixel_at(*point))

    def _note_painted(self) -> None:
        if self._unpainted is not None:
            frame_index, self._unpainted = self._unpainted, None
            self._paint_wait.stop()
            self._frame_painted.emit(frame_index)


class TextLayer(Layer):
    """Something in words over the whole pane; nothing while there is no text."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def show_text(self, text: str) -> None:
        if text != self.text:
            self.text = text
            self.repaint()


class VeilLayer(TextLayer):
    """Dims what lies below and says why, in the middle and large: it is read from where the line is run."""

    def paint(self, painter: QPainter, view: PaneView) -> None:
        if not self.text:
            return
        t = tokens()
        veil = QColor(t.picture)
        veil.setAlphaF(VEIL_OPACITY)
        painter.fillRect(view.room, veil)
        painter.setFont(font(HUGE_PX, is_bold=True))
        room = view.room.adjusted(GRID, GRID, -GRID, -GRID)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        box = painter.boundingRect(room, flags, self.text)
        sign = QRectF(box.left() - SIGN_PX - GRID, box.center().y() - SIGN_PX / 2, SIGN_PX, SIGN_PX)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(t.warn), 1.5))
        painter.setBrush(QColor(t.surface))
        painter.drawRoundedRect(box.united(sign).adjusted(-2 * GRID, -GRID, 2 * GRID, GRID), RADIUS, RADIUS)
        draw_shape(painter, sign, Shape.TRIANGLE, t.warn)
        painter.setPen(QColor(t.text))
        painter.drawText(box, flags, self.text)


class BadgeLayer(TextLayer):
    """Text in the pane's corner with the sign of the Freeze button."""

    def paint(self, painter: QPainter, view: PaneView) -> None:
        if not self.text:
            return
        t = tokens()
        painter.setFont(font(BODY_PX, is_bold=True))
        size = painter.fontMetrics().size(Qt.TextFlag.TextSingleLine, self.text)
        box = QRect(QPoint(12, 12), size).adjusted(0, 0, 40, 12)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(t.line_strong), 1))
        painter.setBrush(QColor(t.surface))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.text))
        middle = box.center().y()
        for left in (box.left() + 12, box.left() + 18):
            painter.drawRect(QRectF(left, middle - 5, 3, 11))
        painter.setPen(QColor(t.text))
        painter.drawText(box.adjusted(30, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text)
