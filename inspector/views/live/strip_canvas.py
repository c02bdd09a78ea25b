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
from inspector.core.frame import Pixels
from inspector.core.quarter_turn import frame_point
from inspector.core.ruler import RulerReading, grey_profile, read_ruler
from inspector.core.source_view import dragged_window
from inspector.screens.live import DisplayFrame, OverlayLook, OverlayStyle
from inspector.views.canvas.canvas import Canvas
from inspector.views.canvas.colour_tables import fill_table, outline_table
from inspector.views.canvas.frame_image import StreamedImage
from inspector.views.canvas.index_layer import IndexLayer
from inspector.views.canvas.layer import Pane, PaneView
from inspector.views.canvas.look_sign import LookSign, SignTool, TextLayer
from inspector.views.canvas.marks import FocusLayer
from inspector.views.canvas.minimap import MinimapLayer, MinimapTool
from inspector.views.canvas.outline_layer import OutlineLayer
from inspector.views.canvas.picture_layer import PictureLayer
from inspector.views.canvas.product_layer import ProductLayer
from inspector.views.canvas.ruler import Line, RulerLayer, RulerTool
from inspector.views.canvas.tools import BrightnessTool, PanTool, PickTool
from inspector.views.shapes import Shape, draw_shape
from inspector.views.theme import BODY_PX, GRID, HUGE_PX, RADIUS, font, tokens

UNSEEN_AFTER_MS = 1000
VEIL_OPACITY = 0.72
SIGN_PX = 20


@dataclass(frozen=True, slots=True)
class PointedPixel:
    """What lies under the cursor, of the frame as captured: whichever way it is turned and lit."""

    x: int  # column of the frame, px
    y: int
    value: tuple[int, ...]  # grey, or red, green, blue
    across_mm: float | None
    along_mm: float | None


class StripCanvas(Canvas):
    pointed = Signal(object)  # PointedPixel, or None when the cursor left the frame
    # Shares of full scale that are to be shown black and white; the last of a drag is final.
    window_chosen = Signal(float, float, bool)
    as_captured_wished = Signal()
    profile_drawn = Signal(object)  # GreyProfile under the ruler, also of each new frame; None: there is none
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
        self._picture, self._product = PictureLayer(), ProductLayer()
        self._fill, self._outline = IndexLayer(), OutlineLayer()
        self._focus, self._veil, self._badge = FocusLayer(), VeilLayer(), BadgeLayer()
        self._minimap, self._ruler, self._look_sign = (
            MinimapLayer(lambda: not self.is_fitting),
            RulerLayer(),
            LookSign(),
        )
        self._pane = Pane(
            (
                self._picture, self._product, self._fill, self._outline, self._focus, self._ruler, self._minimap,
                self._veil, self._badge, self._look_sign,
            )
        )  # fmt: skip
        self.show_panes([self._pane])
        self._line: Line | None = None  # the ruler's, px of the picture
        self._window_before: tuple[float, float] | None = None  # of the frame when a drag for brightness began
        self._pan = PanTool(self, left_needs_key=True)
        self._pick = PickTool(self, self._on_picked)
        self._ruler_tool = RulerTool(self, self._draw_ruler)
        self.use_tools(
            [
                self._pan, SignTool(self._look_sign, self.as_captured_wished.emit),
                MinimapTool(self._minimap, self.centre_on), self._ruler_tool, BrightnessTool(self._on_brightness),
                self._pick,
            ]
        )  # fmt: skip
        self._colour()
        self._paint_wait = QTimer(self)
        self._paint_wait.setSingleShot(True)
        self._paint_wait.setInterval(UNSEEN_AFTER_MS)
        self._paint_wait.timeout.connect(self._note_painted)
        self.painted.connect(self._note_painted)
        # Queued: listeners hear of a frame after its paint is over, never inside it.
        self._frame_painted.connect(self.frame_shown, Qt.ConnectionType.QueuedConnection)

    def show_frame(self, frame: DisplayFrame) -> None:
        """Its arrays must not change while it is shown. A defect that is chosen in it is zoomed to."""
        before, self._frame = self._frame, frame
        self._unpainted = frame.frame_index
        self._paint_wait.start()
        self._pane.n_rows, self._pane.n_columns = frame.pixels.shape[:2]
        if before is not None and before.quarter_turns != frame.quarter_turns:
            self.fit()  # what was looked at lies elsewhere
            self.draw_no_ruler()
        self.fit_to(frame.fit_to)
        self.refit()
        self._follow(frame)
        self._picture.show_frame(StreamedImage(frame.pixels))
        self._minimap.show_frame(frame.pixels)
        self._look_sign.show_text("" if frame.is_as_captured else self.tr("View changed ↺"))
        self._describe()
        if frame.classes:
            self.show_classes(frame.classes)
        self._product.show_product(frame.product)
        self._fill.show_class_map(frame.overlay)
        self._outline.show_outlines(frame.outlines)
        self._refresh_hatches()
        self._focus.show_focus(frame.focus)
        self._pick.pick_again()
        if self._line is not None:
            self._draw_ruler(self._line)

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
        self._outline.set_visible(not look.is_hidden)
        self._product.set_visible(not look.is_hidden)
        self._outline.show_edges_only(look.style is OverlayStyle.FILL)
        self._outline.show_alone(look.solo)
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

    def show_minimap(self, is_shown: bool) -> None:
        self._minimap.set_visible(is_shown)

    @property
    def is_minimap_shown(self) -> bool:
        """Where there is a use for it."""
        return self._minimap.is_visible

    # The ruler

    @property
    def is_measuring(self) -> bool:
        return self._ruler_tool.is_on

    def set_measuring(self, is_on: bool) -> None:
        """While on, the left button draws the ruler; off, the ruler goes."""
        self._ruler_tool.set_on(is_on)
        if not is_on:
            self.draw_no_ruler()

    def draw_no_ruler(self) -> None:
        if self._line is not None:
            self._line = None
            self._ruler.show_line(None)
            self.profile_drawn.emit(None)

    def _draw_ruler(self, line: Line) -> None:
        frame = self._frame
        if frame is None:
            return
        self._line = line
        size = self._frame_size(frame)
        start, end = (frame_point(*point, size, frame.quarter_turns) for point in line)
        self._ruler.show_line(line, self._text_of(read_ruler(start, end, self.mm_per_px), start, end))
        self.profile_drawn.emit(grey_profile(self._values(frame), start, end, self.mm_per_px))

    def _text_of(self, reading: RulerReading, start: tuple[float, float], end: tuple[float, float]) -> str:
        px = read_ruler(start, end, None)
        if reading.unit == "px":
            length = f"{px.length:.1f} px"
        else:
            length = f"{reading.length:.2f} mm · {px.length:.1f} px"
        parts = self.tr("across {0} · along {1} {2}").format(
            f"{reading.across:.2f}" if reading.unit == "mm" else f"{reading.across:.1f}",
            f"{reading.along:.2f}" if reading.unit == "mm" else f"{reading.along:.1f}",
            reading.unit,
        )
        return self.tr("{0} · {1}° to the travel").format(length, f"{reading.angle_deg:.1f}") + f"\n{parts}"

    # What is read

    @staticmethod
    def _values(frame: DisplayFrame) -> Pixels:
        return frame.pixels if frame.values is None else frame.values

    def _frame_size(self, frame: DisplayFrame) -> tuple[int, int]:
        """Columns and rows as captured."""
        height, width = self._values(frame).shape[:2]
        return width, height

    def pixel_at(self, frame_x: float, frame_y: float) -> PointedPixel | None:
        """What is read at a point of the picture; None while there is no frame."""
        frame = self._frame
        if frame is None:
            return None
        (width, height), values = self._frame_size(frame), self._values(frame)
        frame_x, frame_y = frame_point(frame_x, frame_y, (width, height), frame.quarter_turns)
        x, y = min(int(frame_x), width - 1), min(int(frame_y), height - 1)
        across, along = self.mm_per_px or (None, None)
        return PointedPixel(
            x,
            y,
            tuple(int(one) for one in values[y, x].ravel()),
            None if across is None else frame_x * across,
            None if along is None else frame_y * along,
        )

    def _describe(self) -> None:
        texts = (self._veil.text, self._badge.text, self._look_sign.text)
        self.setAccessibleDescription(", ".join(text for text in texts if text))

    def _colour(self) -> None:
        self._fill.show_colours(fill_table(self._classes, self._look.opacity, self._look.solo))
        self._outline.show_colours(outline_table(self._classes, self._look.solo))

    def _refresh_hatches(self) -> None:
        """Of all known classes, and of those in the frame that nobody named: in their default look."""
        found = () if self._frame is None else self._frame.outlines
        looks = {index: DefectClass.with_default_look(index, "") for index in found} | self._classes
        self._fill.show_hatches({index: look.hatch for index, look in looks.items()})

    def _on_brightness(self, right: float, down: float, is_final: bool) -> None:
        if self._frame is None:
            return
        if self._window_before is None:
            self._window_before = self._frame.window
        low, high = dragged_window(*self._window_before, right / max(1, self.width()), -down / max(1, self.height()))
        if is_final:
            self._window_before = None
        self.window_chosen.emit(low, high, is_final)

    def _on_picked(self, point: tuple[float, float] | None) -> None:
        self.pointed.emit(None if point is None else self.pixel_at(*point))

    def _note_painted(self) -> None:
        if self._unpainted is not None:
            frame_index, self._unpainted = self._unpainted, None
            self._paint_wait.stop()
            self._frame_painted.emit(frame_index)


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
