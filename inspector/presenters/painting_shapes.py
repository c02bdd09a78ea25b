"""Hands that draw a shape first: rectangle, ellipse, box round a defect; ways through corners, straight or led by the
picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from inspector.annotation.tools import box_masks, shapes
from inspector.annotation.tools.guided import GuidedWay
from inspector.annotation.tools.painting import Patch, Rect
from inspector.presenters.painting_desk import Desk, Hand, Proposal, Put
from inspector.presenters.painting_names import step_name
from inspector.screens.painting import BoxRule, PaintTool, Pointer, SketchState
from inspector.texts import painting as texts

GUIDE_PX = 384  # a side of the window in which a way is looked for
NEAR_PX = 8.0  # of the screen: a click so near a corner means it
GRAIN_PX = 3.0  # of the screen between two corners of a dragged outline
ROUND_CORNERS = 64  # of an ellipse on the screen

BOX_RULES = {
    BoxRule.ALONG: box_masks.Rule(is_bright_too=True, is_rough_too=True),
    BoxRule.MARK: box_masks.Rule(box_masks.Shape.LINE),
    BoxRule.GAP: box_masks.Rule(box_masks.Shape.SLIT),
}

Point = tuple[float, float]


class BoxHand(Hand):
    """Rectangle or ellipse between two corners: dragged, or clicked. Shift makes both sides equal."""

    def __init__(self, desk: Desk, tool: PaintTool) -> None:
        super().__init__(desk)
        self._tool = tool
        self._start: Point | None = None
        self._end: Point = (0.0, 0.0)
        self._value = 0
        self._is_second = False  # this press is the second corner

    def press(self, at: Pointer) -> None:
        self._is_second = self._start is not None
        if self._start is None:
            self._start = (at.x, at.y)
        self._value = self._desk.value_for(at)
        self.hover(at)

    def move(self, at: Pointer) -> None:
        self.hover(at)

    def hover(self, at: Pointer) -> None:
        if self._start is None:
            return
        self._end = self._corner(self._start, at)
        self._desk.sketch(SketchState(self._outline(), (self._start,), is_closed=True))

    def release(self) -> None:
        if self._start is None:
            return
        is_dragged = math.dist(self._start, self._end) > self._desk.px_of_screen(GRAIN_PX)
        if is_dragged or self._is_second:
            start, end = self._start, self._end
            self.cancel()
            self._drawn(start, end)

    def _drawn(self, start: Point, end: Point) -> None:
        shape = shapes.rectangle if self._tool is PaintTool.RECTANGLE else shapes.ellipse
        size, name = self._desk.painter.size, step_name(self._desk, self._tool, self._value)
        room = _room_of((start, end), 0)
        self._desk.draw(lambda: shape(*start, *end).cut_to(*size), room, self.paint_of(self._value), name)

    def cancel(self) -> bool:
        had_one, self._start = self._start is not None, None
        self._desk.sketch(SketchState())
        return had_one

    def back(self) -> bool:
        return self.cancel()

    @staticmethod
    def _corner(start: Point, at: Pointer) -> Point:
        if not at.has_shift:
            return (at.x, at.y)
        side = max(abs(at.x - start[0]), abs(at.y - start[1]))
        return (start[0] + math.copysign(side, at.x - start[0]), start[1] + math.copysign(side, at.y - start[1]))

    def _outline(self) -> tuple[Point, ...]:
        assert self._start is not None  # see ``hover``
        (x0, y0), (x1, y1) = self._start, self._end
        if self._tool is not PaintTool.ELLIPSE:
            return ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
        turns = [2 * math.pi * n / ROUND_CORNERS for n in range(ROUND_CORNERS)]
        x, y, across, down = (x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) / 2, (y1 - y0) / 2
        return tuple((x + across * math.cos(turn), y + down * math.sin(turn)) for turn in turns)


class MaskBoxHand(BoxHand):
    """A box round a defect: what stands out in it waits for Enter. Another rule shows it anew."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, PaintTool.MASK_BOX)
        self._box: Rect | None = None  # whose mask waits

    def press(self, at: Pointer) -> None:
        self._box = None
        self._desk.propose(None)
        super().press(at)

    def begin(self) -> None:
        if self._box is not None:
            self._look(self._box)

    def accept(self) -> bool:
        self._box = None
        return False

    def cancel(self) -> bool:
        had_one, self._box = self._box is not None, None
        self._desk.propose(None)
        return super().cancel() or had_one

    def _drawn(self, start: Point, end: Point) -> None:
        box = shapes.rectangle(*start, *end).rect.cut_to(*self._desk.painter.size)
        if not box.is_empty:
            self._box = box
            self._look(box)

    def _look(self, box: Rect) -> None:
        desk, value = self._desk, self._value
        pixels, bits, rule = self.whole, desk.bits, BOX_RULES.get(desk.options.box_rule)

        def work() -> Patch:
            if rule is None:
                return box_masks.patch_unlike_surroundings(pixels, box)
            return box_masks.patch_in_box(pixels, bits, box, rule)

        def show(patch: Patch) -> None:
            if self._box is not box:
                return
            proposal = Proposal((Put(patch, self.paint_of(value)),), step_name(desk, PaintTool.MASK_BOX, value))
            desk.propose(proposal, (texts.NOTHING_IN_BOX if proposal.is_empty else texts.WAITS).translated())

        desk.slow(work, show)


def _room_of(points: Sequence[Point], width_px: int) -> Rect:
    """The box round points, and round a line of that width through them."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    around = width_px / 2 + 1
    return Rect(
        math.floor(min(ys) - around), math.floor(min(xs) - around), math.ceil(max(ys) + around),
        math.ceil(max(xs) + around),
    )  # fmt: skip


@dataclass(slots=True)
class _Leg:
    """From the corner before to this one, that one left out."""

    points: list[Point]
    is_dragged: bool = False


class WayHand(Hand):
    """Corners that are clicked, or a way that is dragged: as an outline that is filled, or a line with a width.

    POLYGON straight, LASSO closed when the button is let go, LIVE_WIRE along edges, LINE along a ridge.
    """

    def __init__(self, desk: Desk, tool: PaintTool) -> None:
        super().__init__(desk)
        self._tool = tool
        self._legs: list[_Leg] = []
        self._value = 0
        self._is_down = False
        self._is_ending = False  # this press closes the shape
        self._guide: GuidedWay | None = None
        self._guided_from: Point | None = None
        self._ahead: list[Point] = []  # from the last corner to the pointer

    @property
    def _corners(self) -> list[Point]:
        return [leg.points[-1] for leg in self._legs]

    @property
    def _way(self) -> list[Point]:
        return [point for leg in self._legs for point in leg.points]

    def press(self, at: Pointer) -> None:
        here = (at.x, at.y)
        self._is_down = True
        if self._legs and self._means_end(here):
            self._is_ending = True
            return
        if not self._legs:
            self._value = self._desk.value_for(at)
        self._look_ahead(at)
        self._legs.append(_Leg([*self._ahead[:-1], here] if len(self._ahead) > 1 else [here]))
        self._ahead = []
        self._show()
        if self._is_guided(at):
            self._make_guide(here)

    def move(self, at: Pointer) -> None:
        """Dragged: each position is a corner, but all of them are one to take back."""
        here = (at.x, at.y)
        if not self._is_down or not self._legs or self._is_ending or self._is_guided(at):
            return
        if math.dist(here, self._legs[-1].points[-1]) < self._desk.px_of_screen(GRAIN_PX):
            return
        if not self._legs[-1].is_dragged:
            self._legs.append(_Leg([], is_dragged=True))
        self._legs[-1].points.append(here)
        self._show()

    def release(self) -> None:
        if not self._is_down:
            return
        self._is_down = False
        is_round = self._tool is PaintTool.LASSO and bool(self._legs) and self._legs[-1].is_dragged
        if self._is_ending or is_round:
            self.accept()

    def hover(self, at: Pointer) -> None:
        if self._legs and not self._is_down:
            self._look_ahead(at)
            self._show()

    def accept(self) -> bool:
        if not self._legs:
            return False
        way, desk = self._way, self._desk
        value = self._value
        self.cancel()
        width_px = desk.options.size_px if self._tool is PaintTool.LINE else 0
        name = step_name(desk, self._tool, value, width_px)
        desk.draw(lambda: self._patch(way, width_px), _room_of(way, width_px), self.paint_of(value), name)
        return True

    def back(self) -> bool:
        if not self._legs:
            return False
        self._legs.pop()
        self._ahead, self._guide = [], None
        if self._legs and self._tool in (PaintTool.LIVE_WIRE, PaintTool.LINE):
            self._guided_from = None  # made anew when the pointer asks for it
        self._show()
        return True

    def cancel(self) -> bool:
        had_some = bool(self._legs)
        self._legs, self._ahead, self._guide, self._guided_from = [], [], None, None
        self._is_down = self._is_ending = False
        self._desk.sketch(SketchState())
        return had_some

    def _patch(self, way: list[Point], width_px: int) -> Patch:
        height, width = self._desk.painter.size
        if self._tool is PaintTool.LINE:
            return shapes.line(way, width_px).cut_to(height, width)
        return shapes.polygon(way, height, width)

    def _means_end(self, here: Point) -> bool:
        """A second click on the last corner, or, where there is an area already, one on the first."""
        near, corners = self._desk.px_of_screen(NEAR_PX), self._corners
        is_on_last = math.dist(here, corners[-1]) <= self._desk.px_of_screen(2)
        closes = self._tool is not PaintTool.LINE and len(self._way) >= 3 and math.dist(here, self._way[0]) <= near
        return (is_on_last and (len(self._way) > 1 or self._tool is PaintTool.LINE)) or closes

    # along edges and ridges

    def _is_guided(self, at: Pointer) -> bool:
        if self._tool is PaintTool.LIVE_WIRE:
            return not at.has_shift
        return self._tool is PaintTool.LINE and self._desk.options.follows_ridge and not at.has_shift

    def _make_guide(self, start: Point) -> None:
        desk = self._desk
        height, width = desk.editor.class_map.shape
        self._guide, self._guided_from = None, start
        if not (0 <= start[0] < width and 0 <= start[1] < height):
            return
        window = desk.window_at(*start, GUIDE_PX)

        def made(guide: GuidedWay) -> None:
            if self._guided_from == start:
                self._guide = guide

        is_ridge = self._tool is PaintTool.LINE
        desk.slow(lambda: GuidedWay(desk.pixels, window, start, is_ridge=is_ridge), made)

    def _look_ahead(self, at: Pointer) -> None:
        here, corners = (at.x, at.y), self._corners
        self._ahead = [here]
        if not corners or not self._is_guided(at):
            return
        if self._guided_from != corners[-1]:
            self._make_guide(corners[-1])
        if self._guide is not None and self._guided_from == corners[-1]:
            self._ahead = [*self._guide.to(here), here]

    def _show(self) -> None:
        is_area = self._tool is not PaintTool.LINE
        way = (*self._way, *self._ahead) if not self._is_down else tuple(self._way)
        self._desk.sketch(SketchState(way, tuple(self._corners), is_closed=is_area and len(way) > 2))
