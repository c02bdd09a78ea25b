"""Hands that paint while they are dragged: brush, grey-range brush, cells, and seeds that something grows from."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from inspector.annotation.mask_step import StepRecorder
from inspector.annotation.tools.brush import BrushStroke
from inspector.annotation.tools.guided import MAX_WINDOW_PX, cells, cells_at, grow_from_seeds
from inspector.annotation.tools.painting import NOWHERE, Paint, Painter, Patch, Rect, grey_of
from inspector.core.bits import full_scale
from inspector.core.classes import IGNORE_INDEX
from inspector.presenters.painting_desk import Desk, Hand, Proposal, Put
from inspector.presenters.painting_names import step_name
from inspector.screens.painting import MAX_BRUSH_PX, PaintTool, Pointer
from inspector.texts import painting as texts

DEFECT_SEED, BACKGROUND_SEED = 1, 2
SEED_ROOM_PX = 96  # of the picture round the seeds that the defect may grow into


class StrokeHand(Hand):
    """A stamp that is dragged. A press alone is one stamp; Esc takes the whole stroke back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._is_down = False
        self._stroke: BrushStroke | None = None
        self._paint = Paint(0)
        self._diameter = 1
        self._last: tuple[float, float] = (0.0, 0.0)
        self._touched = NOWHERE

    def press(self, at: Pointer) -> None:
        self._paint = self._paint_at(at)
        self._is_down, self._touched, self._stroke = True, NOWHERE, None
        self._go_to(at)

    def move(self, at: Pointer) -> None:
        if self._is_down:
            self._go_to(at)

    def release(self) -> None:
        if self._is_down:
            self._is_down, self._stroke = False, None
            self._desk.finish(self._name(), self._touched)

    def cancel(self) -> bool:
        if not self._is_down:
            return False
        self._is_down, self._stroke = False, None
        self._desk.editor.recorder.cancel()
        self._desk.changed(self._touched)
        return True

    def _go_to(self, at: Pointer) -> None:
        options = self._desk.options
        share = at.pressure if options.pressure_sizes else 1.0
        diameter = min(MAX_BRUSH_PX, max(1, round(options.size_px * share)))
        if self._stroke is None or at.is_jump or diameter != self._diameter:
            leads_here = self._stroke is not None and not at.is_jump
            self._diameter = diameter
            self._stroke = self._begin_stroke(diameter)
            if leads_here:  # the pen is pressed otherwise: on from where it was
                self._show(self._stroke.to(*self._last))
        self._show(self._stroke.to(at.x, at.y))
        self._last = (at.x, at.y)

    def _begin_stroke(self, diameter: int) -> BrushStroke:
        return BrushStroke(self._desk.painter, self._paint, diameter, is_square=self._desk.options.is_square)

    def _show(self, rect: Rect) -> None:
        self._touched = self._touched.joined(rect)
        self._desk.changed(rect)

    def _paint_at(self, at: Pointer) -> Paint:
        return self.paint_of(self._desk.value_for(at))

    def _name(self) -> str:
        tool = None if self._paint.value == 0 else PaintTool.BRUSH
        return step_name(self._desk, tool, self._paint.value, self._desk.options.size_px)


class GreyHand(StrokeHand):
    """The stroke keeps to grey values like those of the pixel it begins on."""

    def _paint_at(self, at: Pointer) -> Paint:
        desk = self._desk
        height, width = desk.editor.class_map.shape
        row, column = min(max(int(at.y), 0), height - 1), min(max(int(at.x), 0), width - 1)
        grey = int(grey_of(desk.pixels[row : row + 1, column : column + 1])[0, 0])
        away = round(desk.options.grey_tolerance * full_scale(desk.bits) / 255)
        return self.paint_of(desk.value_for(at), grey_range=(grey - away, grey + away))

    def _name(self) -> str:
        return step_name(self._desk, PaintTool.GREY, self._paint.value, self._desk.options.size_px)


class CellHand(Hand):
    """Paints whole cells of the picture that the pointer passes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._window = NOWHERE
        self._cells: npt.NDArray[np.int32] | None = None  # of the window
        self._cell_px = 0
        self._is_down = False
        self._value = 0
        self._last: tuple[float, float] | None = None
        self._touched = NOWHERE

    def press(self, at: Pointer) -> None:
        self._is_down, self._value, self._last = True, self._desk.value_for(at), None
        self._touched = NOWHERE
        self._look_at(at)

    def move(self, at: Pointer) -> None:
        if self._is_down:
            self._look_at(at)

    def release(self) -> None:
        if self._is_down:
            self._is_down = False
            self._desk.finish(step_name(self._desk, PaintTool.CELLS, self._value), self._touched)

    def cancel(self) -> bool:
        if not self._is_down:
            return False
        self._is_down = False
        self._desk.editor.recorder.cancel()
        self._desk.changed(self._touched)
        return True

    def _look_at(self, at: Pointer) -> None:
        pixel, cell_px = self.pixel_of(at), self._desk.options.cell_px
        if pixel is None:
            self._last = None
            return
        window = self._window
        is_inside = window.top <= pixel[0] < window.bottom and window.left <= pixel[1] < window.right
        if self._cells is not None and is_inside and cell_px == self._cell_px:
            self._paint_to(at)
            return
        window, pixels = self._desk.window_at(at.x, at.y, MAX_WINDOW_PX), self._desk.pixels

        def found(numbers: npt.NDArray[np.int32]) -> None:
            self._window, self._cells, self._cell_px = window, numbers, cell_px
            if self._is_down:
                self._paint_to(at)

        self._desk.slow(lambda: cells(pixels, window, cell_px), found)

    def _paint_to(self, at: Pointer) -> None:
        assert self._cells is not None  # see ``_look_at``
        start = self._last if self._last is not None and not at.is_jump else (at.x, at.y)
        self._last = (at.x, at.y)
        n_steps = max(1, math.ceil(max(abs(at.x - start[0]), abs(at.y - start[1]))))
        xs, ys = (np.linspace(start[axis], end, n_steps + 1).tolist() for axis, end in ((0, at.x), (1, at.y)))
        patch = cells_at(self._cells, self._window, list(zip(xs, ys, strict=True)))
        rect = self._desk.painter.put(patch, self.paint_of(self._value))
        self._touched = self._touched.joined(rect)
        self._desk.changed(rect)


class SeedHand(Hand):
    """Seeds of the defect, and with Ctrl of the background; what grows from them waits for Enter."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._clear()
        self._stroke: BrushStroke | None = None

    def _clear(self) -> None:
        self._seeds = np.zeros(self._desk.editor.class_map.shape, np.uint8)
        self._painter = Painter(self._seeds, StepRecorder(self._seeds))
        self._touched = NOWHERE
        self._value = 0

    def press(self, at: Pointer) -> None:
        is_background = self._desk.value_for(at) == 0
        if not is_background:
            self._value = self._desk.value_for(at)
        paint = Paint(BACKGROUND_SEED if is_background else DEFECT_SEED)
        self._stroke = BrushStroke(self._painter, paint, self._desk.options.size_px)
        self.move(at)

    def move(self, at: Pointer) -> None:
        if self._stroke is not None:
            self._touched = self._touched.joined(self._stroke.to(at.x, at.y))
            self._show_seeds()

    def release(self) -> None:
        if self._stroke is None:
            return
        self._stroke = None
        desk, seeds = self._desk, self._seeds
        part = np.s_[self._touched.top : self._touched.bottom, self._touched.left : self._touched.right]
        if not ((seeds[part] == DEFECT_SEED).any() and (seeds[part] == BACKGROUND_SEED).any()):
            desk.hint(texts.SEEDS_MORE.translated())
            return
        window = self._window()
        if window is None:
            desk.hint(texts.SEEDS_FAR.translated(n=MAX_WINDOW_PX))
            return
        inside = seeds[window.top : window.bottom, window.left : window.right].copy()
        value = self._value or desk.options.class_index

        def grow() -> Patch:
            return grow_from_seeds(desk.pixels, window, inside == DEFECT_SEED, inside == BACKGROUND_SEED)

        def grown(patch: Patch) -> None:
            name = step_name(desk, PaintTool.GROW, value)
            desk.propose(Proposal((Put(patch, self.paint_of(value)),), name), texts.WAITS.translated())

        desk.slow(grow, grown)

    def cancel(self) -> bool:
        had_seeds = not self._touched.is_empty
        self._stroke = None
        if had_seeds:
            self._clear()
        self._desk.propose(None)
        return had_seeds

    def _window(self) -> Rect | None:
        """The seeds and some room; None where they lie too far apart."""
        touched = self._touched
        rows, columns = touched.bottom - touched.top, touched.right - touched.left
        if max(rows, columns) > MAX_WINDOW_PX:
            return None
        down, across = (min(SEED_ROOM_PX, (MAX_WINDOW_PX - size) // 2) for size in (rows, columns))
        around = Rect(touched.top - down, touched.left - across, touched.bottom + down, touched.right + across)
        return around.cut_to(*self._painter.size)

    def _show_seeds(self) -> None:
        touched = self._touched
        if touched.is_empty:
            return
        look = np.zeros(256, np.uint8)
        look[DEFECT_SEED], look[BACKGROUND_SEED] = self._value or self._desk.options.class_index, IGNORE_INDEX
        part = self._seeds[touched.top : touched.bottom, touched.left : touched.right]
        self._desk.show_seeds(look[part], touched.left, touched.top)
