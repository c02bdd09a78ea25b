"""The hand that makes several instances of one: along a way that is drawn, or at the waists of what is clicked.

What the cut takes is shown, and how large the parts are; Enter cuts.
"""

from __future__ import annotations

import math

from inspector.annotation.tools import cuts
from inspector.annotation.tools.painting import Patch
from inspector.core.classes import BACKGROUND_INDEX
from inspector.presenters.painting_desk import Desk, Hand, Proposal, Put
from inspector.presenters.painting_names import class_name
from inspector.presenters.painting_shapes import GRAIN_PX, Point
from inspector.screens.painting import Pointer, SketchState
from inspector.texts import painting as texts
from inspector.texts.translate import Text

N_SIZES = 4  # of parts that are said


class CutHand(Hand):
    """Of the class that is chosen: a way that is dragged, or two points that are clicked."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._way: list[Point] = []
        self._is_down = self._is_second = False  # this press is the other end

    @property
    def says(self) -> str:
        return texts.CUT_HINT.translated()

    def press(self, at: Pointer) -> None:
        index = self._desk.options.class_index
        if index in self._desk.protected:
            self._desk.hint(texts.STAYS.translated(name=class_name(self._desk, index)))
            return
        if not self._way:
            self._desk.propose(None)
        self._is_down, self._is_second = True, bool(self._way)
        self._way.append((at.x, at.y))
        self._show(at)

    def move(self, at: Pointer) -> None:
        if self._is_down and not self._is_second:
            if math.dist((at.x, at.y), self._way[-1]) >= self._desk.px_of_screen(GRAIN_PX):
                self._way.append((at.x, at.y))
            self._show(at)

    def hover(self, at: Pointer) -> None:
        if self._way and not self._is_down:
            self._show(at)

    def release(self) -> None:
        if not self._is_down:
            return
        self._is_down = False
        if len(self._way) > 1:
            way, self._way = self._way, []
            self._desk.sketch(SketchState())
            self._look(way)

    def back(self) -> bool:
        return self.cancel()

    def cancel(self) -> bool:
        had_one, self._way, self._is_down = bool(self._way), [], False
        self._desk.sketch(SketchState())
        self._desk.propose(None)
        return had_one

    def begin(self) -> None:
        self._desk.propose(None)

    def _show(self, at: Pointer) -> None:
        self._desk.sketch(SketchState((*self._way, (at.x, at.y)), (self._way[0],)))

    def _look(self, way: list[Point]) -> None:
        desk, index = self._desk, self._desk.options.class_index
        class_map = desk.editor.class_map
        desk.slow(
            lambda: cuts.cut_along(class_map, index, way), lambda cut: propose_cut(desk, self, cut, index, texts.NO_CUT)
        )


class WaistHand(Hand):
    """Click an instance, of whatever class. Another share shows it anew."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._chosen: tuple[Patch, int] | None = None

    @property
    def says(self) -> str:
        return texts.WAIST_HINT.translated()

    def press(self, at: Pointer) -> None:
        desk = self._desk
        self._chosen = self.instance_at(at)
        if self._chosen is None:
            desk.propose(None)
            desk.hint(texts.NOTHING_HERE.translated())
        elif (index := self._chosen[1]) in desk.protected:
            self._chosen = None
            desk.hint(texts.STAYS.translated(name=class_name(desk, index)))
        else:
            self._look()

    def begin(self) -> None:
        if self._chosen is not None:
            self._look()

    def accept(self) -> bool:
        self._chosen = None
        return False

    def cancel(self) -> bool:
        had_one, self._chosen = self._chosen is not None, None
        self._desk.propose(None)
        return had_one

    def _look(self) -> None:
        assert self._chosen is not None  # see ``begin``
        desk, (patch, index) = self._desk, self._chosen
        across, along = desk.mm_per_px or (1.0, 1.0)
        share = desk.options.waist_percent / 100
        desk.slow(
            lambda: cuts.cut_at_waists(patch, share, (along, across)),
            lambda cut: propose_cut(desk, self, cut, index, texts.NO_WAIST),
        )


def propose_cut(desk: Desk, hand: Hand, cut: cuts.Cut, index: int, nothing: Text) -> None:
    if not cut.parts:
        desk.propose(None, nothing.translated())
        return
    name = texts.STEP.translated(tool=texts.CUT_NAME.translated(), name=class_name(desk, index))
    sizes = ", ".join(str(size) for size in cut.parts[:N_SIZES]) + (", …" if len(cut.parts) > N_SIZES else "")
    desk.propose(
        Proposal((Put(cut.patch, hand.paint_of(BACKGROUND_INDEX)),), name),
        texts.CUT_WAITS.translated(n=len(cut.parts), sizes=sizes),
    )
