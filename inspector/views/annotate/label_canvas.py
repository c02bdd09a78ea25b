"""The frame with its labels while they are painted: layers, and what mouse, pen and keys do, told in frame pixels.

Nothing is decided here: ``pressed``, ``moved`` … say where the hand is in the frame as captured, whichever way the
picture is turned; the presenter paints into the class map and says which box of it has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtWidgets import QWidget

from inspector.core.class_map import ClassMap
from inspector.core.classes import DefectClass, Hatch
from inspector.core.defect import Box
from inspector.core.quarter_turn import frame_point, turned_box, turned_point
from inspector.core.source_view import QuarterTurns, dragged_window
from inspector.screens.annotate import NoteRow
from inspector.screens.label_review import DIFFERENCE_LOOKS
from inspector.screens.painting import BrushLook, LabelLook, LabelStyle, PaintKey, PictureBlock, Pointer, SketchState
from inspector.views.canvas.brush_ring import BrushMark, BrushRing
from inspector.views.canvas.canvas import Canvas
from inspector.views.canvas.colour_tables import label_table, one_border_table, proposal_table
from inspector.views.canvas.focus_layer import FocusLayer
from inspector.views.canvas.frame_image import Pyramid
from inspector.views.canvas.label_layer import LabelLayer
from inspector.views.canvas.label_pyramid import Bounds
from inspector.views.canvas.large_image import LargeImage
from inspector.views.canvas.layer import Pane
from inspector.views.canvas.look_sign import LookSign, SignTool
from inspector.views.canvas.minimap import MinimapLayer, MinimapTool
from inspector.views.canvas.note_layer import NoteLayer, PinnedNote
from inspector.views.canvas.picture_layer import PictureLayer
from inspector.views.canvas.pixel_grid import PixelGrid
from inspector.views.canvas.proposal_layer import ProposalLayer
from inspector.views.canvas.ruler import Line, RulerLayer, RulerTool
from inspector.views.canvas.sketch_layer import SketchLayer
from inspector.views.canvas.tools import BrightnessTool, PanTool, Tool
from inspector.views.theme import tokens

MAX_ZOOM, MIN_ZOOM = 64.0, 0.001
PREVIEW_OPACITY = 0.62
STEP_PX, FAR_STEPS = 4.0, 8  # screen px of one press of an arrow; how many with Shift
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


class LabelCanvas(Canvas):
    pressed = Signal(object)  # Pointer
    moved = Signal(object)  # Pointer, while pressed
    released = Signal()
    hovered = Signal(object)  # Pointer, or None when it left the canvas
    key_pressed = Signal(object)  # PaintKey
    size_wished = Signal(int)  # px of the brush, while it is dragged
    size_turned = Signal(float)  # notches of the wheel, up above 0
    ruler_drawn = Signal(object)  # Line in frame px
    # Shares of full scale that are to be shown black and white; the last of a drag is final.
    window_chosen = Signal(float, float, bool)
    as_captured_wished = Signal()
    blocks_wished = Signal(object)  # PictureBlocks in view that are missing, from within a paint; none: no more

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, max_zoom=MAX_ZOOM, min_zoom=MIN_ZOOM)
        self.setAccessibleName(self.tr("Frame with its labels"))
        self.setMinimumSize(240, 160)
        self.setAttribute(Qt.WidgetAttribute.WA_TabletTracking)
        self._size = (0, 0)  # columns, rows as captured
        self._turns: QuarterTurns = 0
        self._class_map: ClassMap | None = None
        self._painted: Callable[[], Iterable[Bounds]] | None = None
        self._proposals: ClassMap | None = None
        self._focus_box: Box | None = None
        self._focus_text = ""
        self._window = (0.0, 1.0)
        self._window_before: tuple[float, float] | None = None  # when a drag for brightness began
        self._classes: tuple[DefectClass, ...] = ()
        self._look = LabelLook()
        self._brush = BrushLook()
        self._at: tuple[float, float] | None = None  # the pointer, px of the picture
        self._is_by_key = False
        self._picture, self._labels, self._preview = PictureLayer(), LabelLayer(), LabelLayer()
        self._difference, self._difference_map = LabelLayer(), None  # type: tuple[LabelLayer, ClassMap | None]
        self._difference.show_hatches({one.index: one.hatch for one in DIFFERENCE_LOOKS})
        self._proposed, self._focus = ProposalLayer(), FocusLayer()
        self._error, self._error_focus = LabelLayer(), FocusLayer()
        self._notes_layer = NoteLayer()
        self._notes: tuple[NoteRow, ...] = ()
        self._error.show_colours(one_border_table(tokens().on_picture))
        self._error_shown: tuple[npt.NDArray[np.bool_] | None, int, int, str] = (None, 0, 0, "")
        self._wished: Box | None = None  # to be looked at when the picture is there
        self._grid, self._sketch, self._ring = PixelGrid(), SketchLayer(), BrushRing()
        self._minimap = MinimapLayer(lambda: not self.is_fitting)
        self._ruler, self._look_sign = RulerLayer(), LookSign()
        self._pane = Pane(
            (
                self._picture, self._proposed, self._labels, self._difference, self._grid, self._preview, self._focus,
                self._error, self._error_focus, self._notes_layer, self._sketch, self._ruler, self._ring, self._minimap,
                self._look_sign,
            )
        )  # fmt: skip
        self.show_panes([self._pane])
        self._pan = PanTool(self, left_needs_key=True)
        self._ruler_tool = RulerTool(self, lambda line: self.ruler_drawn.emit(self._frame_line(line)))
        self._hand = HandTool(self)
        self.use_tools(
            [
                self._pan, SignTool(self._look_sign, self.as_captured_wished.emit),
                MinimapTool(self._minimap, self.centre_on), self._ruler_tool, BrightnessTool(self._on_brightness),
                self._hand,
            ]
        )  # fmt: skip
        self.zoom_changed.connect(self._hand.note_jump)
        self._colour()

    # What is shown

    def show_picture(
        self, pixels: npt.NDArray[np.uint8], halves: Sequence[npt.NDArray[np.uint8]], turns: QuarterTurns,
        window: tuple[float, float], *, is_as_captured: bool,
    ) -> None:  # fmt: skip
        """(H, W[, 3]) of 8 bits, lit and turned already, of the frame whose labels are shown; ``halves_of`` it."""
        size = (pixels.shape[0], pixels.shape[1])
        self._show_frame(Pyramid(pixels, halves), pixels, size, turns, window, is_as_captured=is_as_captured)

    def show_large(
        self, size: tuple[int, int], overview: npt.NDArray[np.uint8], step: int, turns: QuarterTurns,
        window: tuple[float, float], *, is_as_captured: bool,
    ) -> None:  # fmt: skip
        """A frame of ``size`` rows and columns, lit and turned, of which each ``step``-th pixel is here; blocks come by
        ``put_blocks`` as ``blocks_wished`` asks for them."""
        frame = LargeImage(size, overview, step, self.blocks_wished.emit)
        self._show_frame(frame, overview, size, turns, window, is_as_captured=is_as_captured)

    def put_blocks(self, blocks: Sequence[tuple[PictureBlock, npt.NDArray[np.uint8]]]) -> None:
        self._picture.put(blocks)

    def put_overview(self, overview: npt.NDArray[np.uint8]) -> None:
        """A better one, as large as that of ``show_large``."""
        self._picture.put((), overview)
        self._minimap.show_frame(overview, (self._pane.n_rows, self._pane.n_columns))

    def _show_frame(
        self, frame: Pyramid | LargeImage, small: npt.NDArray[np.uint8], size: tuple[int, int], turns: QuarterTurns,
        window: tuple[float, float], *, is_as_captured: bool,
    ) -> None:  # fmt: skip
        was_turned, self._turns, self._window = turns != self._turns, turns, window
        height, width = size
        is_other = (width, height) != (self._pane.n_columns, self._pane.n_rows)
        self._size = (width, height) if turns % 2 == 0 else (height, width)
        self._pane.n_rows, self._pane.n_columns = height, width
        self._picture.show_frame(frame)
        self._minimap.show_frame(small, size)
        self._look_sign.show_text("" if is_as_captured else self.tr("View changed ↺"))
        self.refit(fits=is_other or was_turned)
        if was_turned:
            self._show_map()
            self._difference.show_map(self._turned(self._difference_map))
            self._proposed.show_map(self._turned(self._proposals))
            self.show_focus(self._focus_box, self._focus_text)
            self.show_error(*self._error_shown)
            self.show_notes(self._notes)
            self.show_preview(None)
            self.show_ruler(None)
        if self._wished is not None:
            self.look_at_instance(self._wished)
            self._wished = None

    def show_nothing(self) -> None:
        self._wished = None
        self._class_map, self._painted, self._size = None, None, (0, 0)
        self._pane.n_rows = self._pane.n_columns = 0
        self._labels.show_map(None)
        self.show_difference(None)
        self.show_proposals(None)
        self.show_focus(None)
        self.show_error(None)
        self.show_notes(())
        self.show_preview(None)
        self.show_sketch(SketchState())
        self.show_ruler(None)
        self.update()

    def show_labels(self, class_map: ClassMap, painted: Callable[[], Iterable[Bounds]] | None = None) -> None:
        """(H, W) of the frame as captured; whoever paints into it tells ``labels_changed``. ``painted``: top, left,
        bottom, right of the parts that may hold anything but background; None: nobody knows."""
        self._class_map, self._painted = class_map, painted
        self._show_map()

    def _show_map(self) -> None:
        painted = self._painted

        def turned() -> Iterator[Bounds]:
            for top, left, bottom, right in painted() if painted is not None else ():
                box = turned_box(Box(left, top, right - left, bottom - top), self._size, self._turns)
                yield box.y, box.x, box.y + box.height, box.x + box.width

        self._labels.show_map(self._turned(self._class_map), painted=turned if painted is not None else None)

    def show_difference(self, values: ClassMap | None) -> None:
        """(H, W), by index of ``DIFFERENCE_LOOKS``, in the place of the labels; None shows those again."""
        self._difference_map = values
        self._difference.show_map(self._turned(values))
        self._show_visible()

    def _show_visible(self) -> None:
        is_hidden = self._look.is_hidden
        for layer in (self._labels, self._proposed, self._focus):
            layer.set_visible(self._difference_map is None and not is_hidden)
        self._difference.set_visible(not is_hidden)
        self._notes_layer.set_visible(not is_hidden)

    def labels_changed(self, box: Box) -> None:
        """Of the frame as captured."""
        self._labels.change(turned_box(box, self._size, self._turns))

    def show_proposals(self, class_map: ClassMap | None) -> None:
        """(H, W) as ``show_labels``, below them: what a model would label; None for nothing."""
        self._proposals = class_map
        self._proposed.show_map(self._turned(class_map))

    def proposals_changed(self, box: Box) -> None:
        self._proposed.change(turned_box(box, self._size, self._turns))

    def show_notes(self, notes: tuple[NoteRow, ...]) -> None:
        """Pinned to the frame, numbered as their rows are."""
        self._notes = notes
        self._notes_layer.show_notes(
            [
                PinnedNote(
                    one.number, one.text, turned_box(Box(one.column, one.row, 1, 1), self._size, self._turns),
                    one.is_closed,
                )
                for one in notes
            ]
        )  # fmt: skip

    def show_focus(self, box: Box | None, text: str = "") -> None:
        """Point to a part of the frame, with a few words; None: to none."""
        self._focus_box, self._focus_text = box, text
        if self._error_focus.is_pointing:
            text = ""  # one of two that point says in words what is there
        self._focus.show_box(None if box is None else turned_box(box, self._size, self._turns), text)

    def show_error(self, mask: npt.NDArray[np.bool_] | None, left: int = 0, top: int = 0, text: str = "") -> None:
        """Outline pixels at a place of the frame and say something about them; None: none."""
        self._error_shown = (mask, left, top, text)
        if mask is None:
            self._error.show_map(None)
            self._error_focus.show_box(None)
            self.show_focus(self._focus_box, self._focus_text)
            return
        box = turned_box(Box(left, top, mask.shape[1], mask.shape[0]), self._size, self._turns)
        self._error.show_map(self._turned(mask.view(np.uint8)), box.x, box.y)
        self._error_focus.show_box(box, text)
        self.show_focus(self._focus_box, self._focus_text)

    def show_preview(self, values: ClassMap | None, left: int = 0, top: int = 0) -> None:
        """What would be painted at a place of the frame: class indices, 0 where nothing is; None for nothing."""
        if values is None:
            self._preview.show_map(None)
            return
        box = turned_box(Box(left, top, values.shape[1], values.shape[0]), self._size, self._turns)
        self._preview.show_map(self._turned(values), box.x, box.y)

    def show_sketch(self, sketch: SketchState) -> None:
        def turned(points: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
            return tuple(turned_point(*point, self._size, self._turns) for point in points)

        self._sketch.show_sketch(
            SketchState(turned(sketch.way), turned(sketch.corners), turned(sketch.refused), sketch.is_closed)
        )

    def show_brush(self, brush: BrushLook) -> None:
        self._brush = brush
        self._show_ring()

    def show_classes(self, classes: Sequence[DefectClass]) -> None:
        self._classes = tuple(classes)
        self._labels.show_hatches({one.index: one.hatch for one in self._classes})
        self._preview.show_hatches({one.index: Hatch.DENSE_DOTS for one in self._classes})  # it is no label yet
        self._colour()

    def show_hidden(self, hidden: frozenset[int]) -> None:
        """Classes that are not to be seen; their labels stay."""
        self._labels.show_hidden(hidden)

    def show_look(self, look: LabelLook) -> None:
        self._look = look
        self._show_visible()
        self._preview.set_visible(not look.is_hidden)
        self._colour()

    def set_panning(self, is_down: bool) -> None:
        """The pan key is held: the left button drags the picture, also in the middle of a stroke."""
        self._pan.set_key_down(is_down)
        self._hand.set_panning(is_down)

    def show_minimap(self, is_shown: bool) -> None:
        self._minimap.set_visible(is_shown)

    @property
    def is_minimap_shown(self) -> bool:
        return self._minimap.is_visible

    def set_measuring(self, is_on: bool) -> None:
        """While on, the left button draws the ruler; off, the ruler goes."""
        self._ruler_tool.set_on(is_on)
        if not is_on:
            self.show_ruler(None)

    def show_ruler(self, line: Line | None, text: str = "") -> None:
        """From and to a point of the frame."""
        if line is None:
            self._ruler.show_line(None, text)
            return
        start, end = (turned_point(*point, self._size, self._turns) for point in line)
        self._ruler.show_line((start, end), text)

    def look_at_instance(self, box: Box) -> None:
        """Zoom to a box of the frame, as soon as it is shown."""
        if not self._has_frame():
            self._wished = box
            return
        self.look_at(turned_box(box, self._size, self._turns))

    @property
    def visible_box(self) -> Box:
        """What of the frame is in view."""
        left, top = self.frame_position(0, 0)
        right, bottom = self.frame_position(self.width(), self.height())
        corners = [frame_point(x, y, self._size, self._turns) for x, y in ((left, top), (right, bottom))]
        (x0, x1), (y0, y1) = (sorted(axis) for axis in zip(*corners, strict=True))
        x0, y0 = max(0, int(x0)), max(0, int(y0))
        x1, y1 = min(self._size[0], int(x1) + 1), min(self._size[1], int(y1) + 1)
        return Box(x0, y0, max(0, x1 - x0), max(0, y1 - y0))

    @property
    def pointed_pixel(self) -> tuple[int, int] | None:
        """Column and row of the frame where mouse or arrows point; None beside it."""
        if self._at is None or not self._has_frame():
            return None
        x, y = frame_point(*self._at, self._size, self._turns)
        is_inside = 0 <= x < self._size[0] and 0 <= y < self._size[1]
        return (int(x), int(y)) if is_inside else None

    # What the hand does; called by ``HandTool``

    def pointer_at(self, position: QPointF, *, is_jump: bool = False) -> Pointer:
        return self._pointer(*self.frame_position(position.x(), position.y()), is_jump=is_jump)

    def _pointer(self, x: float, y: float, *, is_jump: bool = False) -> Pointer:
        x, y = frame_point(x, y, self._size, self._turns)
        control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
        return Pointer(
            x, y, bool(self.modifiers & control), bool(self.modifiers & shift), self.pressure, self.is_pen_turned,
            self._is_by_key, is_jump,
        )  # fmt: skip

    def point_at(self, position: QPointF | None) -> None:
        """The mouse is here; None: it left."""
        if position is None:
            if not self._is_by_key:
                self._at = None
                self._show_ring()
                self.hovered.emit(None)
            return
        self._is_by_key = False
        self._at = self.frame_position(position.x(), position.y())
        self._show_ring()
        self.hovered.emit(self._pointer(*self._at))

    def step_pointer(self, dx: int, dy: int, modifiers: Qt.KeyboardModifier) -> None:
        """By an arrow: so many pixels of the screen, or one of the frame with Ctrl."""
        if not self._has_frame():
            return
        if self._at is None:
            middle = self.frame_position(self.width() / 2, self.height() / 2)
            self._at = (int(middle[0]) + 0.5, int(middle[1]) + 0.5)
        elif modifiers & Qt.KeyboardModifier.ControlModifier:
            self._at = (self._at[0] + dx, self._at[1] + dy)
        else:
            step = max(1.0, round(STEP_PX / self.zoom))
            step *= FAR_STEPS if modifiers & Qt.KeyboardModifier.ShiftModifier else 1
            self._at = (self._at[0] + dx * step, self._at[1] + dy * step)
        self._at = (
            min(max(self._at[0], 0.5), self._pane.n_columns - 0.5), min(max(self._at[1], 0.5), self._pane.n_rows - 0.5),
        )  # fmt: skip
        self._is_by_key = True
        self.modifiers = Qt.KeyboardModifier.NoModifier  # they said how far, not what is painted
        self._keep_in_sight(*self._at)
        self._show_ring()
        self.hovered.emit(self._pointer(*self._at))

    def _keep_in_sight(self, x: float, y: float) -> None:
        at = self.widget_position(x, y)
        if not self.rect().adjusted(8, 8, -8, -8).contains(at.toPoint()):
            self.centre_on(x, y)

    def _show_ring(self) -> None:
        if self._at is None or not self._has_frame():
            self._ring.show_mark(None)
            return
        brush = self._brush
        self._ring.show_mark(
            BrushMark(*self._at, brush.diameter_px, brush.is_square, brush.text, has_cross=self._is_by_key)
        )

    @property
    def brush_px(self) -> int:
        return self._brush.diameter_px

    def hold_ring(self, position: QPointF) -> None:
        """The ring stays where the size of the brush is dragged."""
        self._at = self.frame_position(position.x(), position.y())

    # inside

    def _turned(self, values: ClassMap | None) -> ClassMap | None:
        """As the picture is turned, without a copy: what is painted is seen."""
        return None if values is None else np.rot90(values, -self._turns)

    def _frame_line(self, line: Line) -> Line:
        start, end = (frame_point(*point, self._size, self._turns) for point in line)
        return start, end

    def _colour(self) -> None:
        known = {one.index: one for one in self._classes}
        style = self._look.style
        self._labels.show_colours(
            label_table(
                known, self._look.opacity, has_fill=style is not LabelStyle.OUTLINE,
                has_border=style is not LabelStyle.FILL,
            )
        )  # fmt: skip
        self._proposed.show_colours(proposal_table(known))
        self._preview.show_colours(label_table(known, PREVIEW_OPACITY))
        self._difference.show_colours(label_table({one.index: one for one in DIFFERENCE_LOOKS}, self._look.opacity))

    def _on_brightness(self, right: float, down: float, is_final: bool) -> None:
        if not self._has_frame():
            return
        if self._window_before is None:
            self._window_before = self._window
        low, high = dragged_window(*self._window_before, right / max(1, self.width()), -down / max(1, self.height()))
        if is_final:
            self._window_before = None
        self.window_chosen.emit(low, high, is_final)

    def focusNextPrevChild(self, _is_next: bool) -> bool:
        return False  # Tab steps through the instances

    def leave_by_key(self, *, is_next: bool) -> None:
        """On to whatever follows the picture, or back to what comes before it."""
        QWidget.focusNextPrevChild(self, is_next)


class HandTool(Tool):
    """Tells what the left button, the wheel with Shift, and the keys do."""

    def __init__(self, canvas: LabelCanvas) -> None:
        self._canvas = canvas
        self._is_down = self._is_panning = self._has_jumped = False
        self._size_from: tuple[QPointF, int] | None = None  # where the brush's size is dragged from, and what it was
        self._last = QPointF()

    def set_panning(self, is_panning: bool) -> None:
        self._is_panning = is_panning

    def note_jump(self) -> None:
        self._has_jumped = True

    def begin(self, position: QPointF, button: Qt.MouseButton) -> bool:
        if button is not Qt.MouseButton.LeftButton:
            return False
        self._last, self._has_jumped = position, False
        if self._canvas.modifiers & Qt.KeyboardModifier.AltModifier and self._canvas.brush_px:
            self._size_from = (position, self._canvas.brush_px)
            return True
        self._is_down = True
        self._canvas.pressed.emit(self._canvas.pointer_at(position))
        return True

    def drag(self, position: QPointF) -> None:
        if self._size_from is not None:
            start, size = self._size_from
            self._canvas.size_wished.emit(round(size + 2 * (position.x() - start.x()) / self._canvas.zoom))
        elif self._is_panning:
            self._canvas.move_by(position.x() - self._last.x(), position.y() - self._last.y())
            self._has_jumped = True
        elif self._is_down:
            self._canvas.moved.emit(self._canvas.pointer_at(position, is_jump=self._has_jumped))
            self._has_jumped = False
        self._last = position

    def end(self) -> None:
        was_down, self._is_down, self._size_from = self._is_down, False, None
        if was_down:
            self._canvas.released.emit()

    def hover(self, position: QPointF | None) -> None:
        if self._size_from is not None:
            self._canvas.hold_ring(self._size_from[0])
        else:
            self._canvas.point_at(position)

    def cursor(self, position: QPointF) -> Qt.CursorShape | None:
        return Qt.CursorShape.SizeHorCursor if self._size_from is not None else Qt.CursorShape.CrossCursor

    def turn_wheel(self, notches: float) -> bool:
        if not self._canvas.modifiers & Qt.KeyboardModifier.ShiftModifier:
            return False
        self._canvas.size_turned.emit(notches)
        return True

    def press_key(self, key: int, modifiers: Qt.KeyboardModifier) -> bool:
        if key in _ARROWS:
            self._canvas.step_pointer(*_ARROWS[Qt.Key(key)], modifiers)
            return True
        found = self._key(Qt.Key(key), modifiers)
        if found is None:
            return False
        self._canvas.key_pressed.emit(found)
        return True

    def _key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> PaintKey | None:
        has_shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self._canvas.leave_by_key(is_next=key is Qt.Key.Key_Tab)
            return None
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return PaintKey.PEN if has_shift else PaintKey.ACCEPT
        keys = {
            Qt.Key.Key_Backspace: PaintKey.BACK, Qt.Key.Key_Escape: PaintKey.CANCEL, Qt.Key.Key_Tab: PaintKey.NEXT,
            Qt.Key.Key_Backtab: PaintKey.PREVIOUS,
        }  # fmt: skip
        return keys.get(key)
