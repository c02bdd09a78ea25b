"""Hands that act on what hangs together: fill, holes, wand, islands, margins, another class, the frame before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from inspector.annotation.tools import fills, margins
from inspector.annotation.tools.guided import motion, shifted
from inspector.annotation.tools.painting import Patch, Rect
from inspector.core.bits import full_scale
from inspector.core.class_map import ClassMap, values_in
from inspector.core.classes import BACKGROUND_INDEX, IGNORE_INDEX
from inspector.core.frame import Pixels
from inspector.pictures.large_picture import LargePicture
from inspector.presenters.painting_desk import Desk, Hand, Proposal, Put
from inspector.presenters.painting_names import class_name, step_name
from inspector.screens.painting import IslandChoice, MarginChoice, PaintTool, Pointer
from inspector.texts import painting as texts

WAND_WINDOW_PX = 2048  # a side, round where it is pressed
WAND_PX_PER_GREY = 3.0  # of the screen, that one grey value more costs
MIN_SURE = 0.05  # of the motion of the strip


class BucketHand(Hand):
    def press(self, at: Pointer) -> None:
        pixel, desk = self.pixel_of(at), self._desk
        if pixel is None:
            return
        value, class_map = desk.value_for(at), desk.editor.class_map
        if class_map[pixel] == value:
            return
        if class_map[pixel] in desk.protected:
            desk.hint(texts.STAYS.translated(name=class_name(desk, int(class_map[pixel]))))
            return
        painter, paint = desk.painter, self.paint_of(value)
        name = step_name(desk, PaintTool.BUCKET, value)

        def filled(rect: Rect) -> None:
            desk.changed(rect)
            desk.finish(name, rect)

        desk.slow(lambda: painter.flood(*pixel, paint), filled)


class RelabelHand(Hand):
    def press(self, at: Pointer) -> None:
        self.relabel(at, self._desk.value_for(at))

    def relabel(self, at: Pointer, value: int) -> None:
        """The instance there becomes of a class, unless it is locked."""
        found = self.instance_at(at)
        if found is None:
            self._desk.hint(texts.NOTHING_HERE.translated())
            return
        patch, before = found
        if before != value:
            self._desk.apply([Put(patch, self.paint_of(value))], step_name(self._desk, PaintTool.RELABEL, value))


class HoleHand(Hand):
    """Click an instance; its holes wait for Enter."""

    def press(self, at: Pointer) -> None:
        desk, found = self._desk, self.instance_at(at)
        if found is None:
            desk.propose(None)
            desk.hint(texts.NOTHING_HERE.translated())
            return
        patch, value = found
        if desk.options.acts_on_class:
            patch = _of_class(desk.editor.class_map, value)
        limit = desk.options.hole_px or None

        def show(holes: Patch) -> None:
            proposal = Proposal((Put(holes, self.paint_of(value)),), step_name(desk, PaintTool.HOLES, value))
            desk.propose(proposal, (texts.NO_HOLES if proposal.is_empty else texts.WAITS).translated())

        desk.slow(lambda: fills.holes_of(patch, limit), show)

    def begin(self) -> None:
        self._desk.propose(None)


class WandHand(Hand):
    """Press on the defect: what is like it and hangs together with it. Dragged, its tolerance follows the way."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._from: Pointer | None = None
        self._tolerance = 0.0
        self._shown: Patch | None = None  # waits for Enter
        self._is_taking = False

    def press(self, at: Pointer) -> None:
        pixel = self.pixel_of(at)
        self._is_taking = pixel is not None and self._covers(*pixel)
        if self._is_taking or pixel is None:
            return
        self._from, self._tolerance = at, float(self._desk.options.wand_tolerance)
        self._look()

    def move(self, at: Pointer) -> None:
        if self._from is None:
            return
        way = (at.x - self._from.x) / self._desk.px_of_screen(WAND_PX_PER_GREY)
        tolerance = min(255.0, max(0.0, round(self._desk.options.wand_tolerance + way)))
        if tolerance != self._tolerance:
            self._tolerance = tolerance
            self._look()

    def release(self) -> None:
        self._from = None
        if self._is_taking:  # a click on what is shown takes it
            self._is_taking = False
            self._desk.take()

    def cancel(self) -> bool:
        was_in_hand, self._from, self._shown = self._from is not None, None, None
        self._desk.propose(None)
        return was_in_hand

    def begin(self) -> None:
        self._shown = None
        self._desk.propose(None)

    def _look(self) -> None:
        desk, start = self._desk, self._from
        assert start is not None  # see ``press``
        window = desk.window_at(start.x, start.y, WAND_WINDOW_PX)
        tolerance = self._tolerance * full_scale(desk.bits) / 255
        row, column = int(start.y), int(start.x)
        patch = fills.magic_wand(desk.pixels, row, column, tolerance, window)
        value = desk.value_for(start)
        self._shown = patch
        hint = texts.WAND_WAITS.translated(n=round(self._tolerance))
        desk.propose(Proposal((Put(patch, self.paint_of(value)),), step_name(desk, PaintTool.WAND, value)), hint)

    def _covers(self, row: int, column: int) -> bool:
        patch = self._shown
        if patch is None:
            return False
        rows, columns = patch.mask.shape
        row, column = row - patch.top, column - patch.left
        return bool(0 <= row < rows and 0 <= column < columns and patch.mask[row, column])


class IslandHand(Hand):
    """What would go of the class is shown at once; a click takes one instance away."""

    def begin(self) -> None:
        desk, options = self._desk, self._desk.options
        if options.class_index == BACKGROUND_INDEX:
            desk.propose(None)
            return
        class_map = desk.editor.class_map

        def find() -> tuple[Patch, int]:
            if options.island_choice is IslandChoice.ALL_BUT_LARGEST:
                return fills.all_but_largest(class_map, options.class_index)
            return fills.small_islands(class_map, options.class_index, options.island_px)

        def show(found: tuple[Patch, int]) -> None:
            patch, n = found
            if not n:
                desk.propose(None, texts.NO_ISLANDS.translated())
                return
            name = step_name(desk, PaintTool.ISLANDS, options.class_index)
            desk.propose(
                Proposal((Put(patch, self.paint_of(BACKGROUND_INDEX)),), name), texts.N_ISLANDS.translated(n=n)
            )

        desk.slow(find, show)

    def press(self, at: Pointer) -> None:
        found = self.instance_at(at)
        if found is None:
            self._desk.hint(texts.NOTHING_HERE.translated())
            return
        patch, value = found
        name = step_name(self._desk, PaintTool.ISLANDS, value)
        self._desk.apply([Put(patch, self.paint_of(BACKGROUND_INDEX))], name)
        self.begin()

    def cancel(self) -> bool:
        self._desk.propose(None)
        return False


class MarginHand(Hand):
    """Click an instance; what becomes of it waits for Enter. Other options show it anew."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._chosen: tuple[Patch, int] | None = None

    def press(self, at: Pointer) -> None:
        self._chosen = self.instance_at(at)
        if self._chosen is None:
            self._desk.propose(None)
            self._desk.hint(texts.NOTHING_HERE.translated())
            return
        self._look()

    def begin(self) -> None:
        if self._chosen is not None:
            self._look()

    def cancel(self) -> bool:
        had_one, self._chosen = self._chosen is not None, None
        self._desk.propose(None)
        return had_one

    def accept(self) -> bool:
        self._chosen = None
        return False

    def _look(self) -> None:
        assert self._chosen is not None  # see ``begin``
        desk, (patch, value) = self._desk, self._chosen
        options, class_map = desk.options, desk.editor.class_map
        across, along = desk.mm_per_px or (1.0, 1.0)
        change: Callable[..., Patch] = {
            MarginChoice.GROW: margins.grown, MarginChoice.SHRINK: margins.shrunk, MarginChoice.OPEN: margins.opened,
            MarginChoice.CLOSE: margins.closed, MarginChoice.SMOOTH: margins.smoothed,
        }[options.margin_choice]  # fmt: skip

        def work() -> tuple[Put, Put]:
            before = _of_class(class_map, value) if options.acts_on_class else patch
            after = change(before, options.margin, (along, across)).cut_to(*class_map.shape)
            return (
                Put(_without(before, after), self.paint_of(BACKGROUND_INDEX)),
                Put(_without(after, before), self.paint_of(value, only=frozenset({BACKGROUND_INDEX}))),
            )

        def show(puts: tuple[Put, Put]) -> None:
            name = step_name(desk, PaintTool.MARGIN, value)
            desk.propose(Proposal(puts, name), texts.WAITS.translated())

        desk.slow(work, show)


@dataclass(frozen=True, slots=True, eq=False)
class FrameBefore:
    """Of the same lane, right before the one that is open."""

    pixels: Pixels
    class_map: ClassMap
    class_names: tuple[str, ...]


def repeat(desk: Desk, before: FrameBefore, locked: frozenset[int]) -> None:
    """Labels of the frame before, moved as the strip has moved, wait for Enter; they go to background only."""
    names = desk.editor.sheet.class_names
    if before.pixels.shape[:2] != desk.pixels.shape[:2]:
        desk.hint(texts.OTHER_SIZE_BEFORE.translated())
        return
    pixels, class_map = desk.pixels, desk.editor.class_map
    assert not isinstance(pixels, LargePicture)  # see ``PaintingPresenter``

    def work() -> tuple[tuple[Put, ...], bool]:
        rows, columns, sureness = motion(before.pixels, pixels)
        moved = shifted(before.class_map, rows, columns)
        moved[class_map != BACKGROUND_INDEX] = BACKGROUND_INDEX
        puts = []
        for value in values_in(moved):
            if value == BACKGROUND_INDEX:
                continue
            index = value
            if value != IGNORE_INDEX:
                name = before.class_names[value]
                if name not in names:
                    continue  # the labels of this frame do not know it
                index = names.index(name)
            if index in desk.hidden:
                continue  # nobody would see what is painted
            from inspector.annotation.tools.painting import Paint

            paint = Paint(index, locked, only=frozenset({BACKGROUND_INDEX}))
            puts.append(Put(_of_class(moved, value), paint))
        return tuple(puts), sureness >= MIN_SURE

    def show(found: tuple[tuple[Put, ...], bool]) -> None:
        puts, is_sure = found
        if not puts:
            desk.propose(None, texts.NO_LABELS_BEFORE.translated())
            return
        hint = (texts.WAITS if is_sure else texts.MOTION_UNSURE).translated()
        desk.propose(Proposal(puts, texts.REPEATED.translated()), hint)

    desk.slow(work, show)


def _of_class(class_map: ClassMap, value: int) -> Patch:
    """All pixels of a class."""
    is_class = class_map == value
    rows, columns = np.flatnonzero(is_class.any(axis=1)), np.flatnonzero(is_class.any(axis=0))
    if not rows.size:
        return Patch(0, 0, np.zeros((0, 0), np.bool_))
    return Patch(int(rows[0]), int(columns[0]), is_class[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])


def _without(one: Patch, other: Patch) -> Patch:
    """Pixels of one that are none of the other."""
    mask = one.mask.copy()
    both = Patch(other.top, other.left, other.mask)
    top, left = max(one.top, both.top), max(one.left, both.left)
    bottom = min(one.top + one.mask.shape[0], both.top + both.mask.shape[0])
    right = min(one.left + one.mask.shape[1], both.left + both.mask.shape[1])
    if top < bottom and left < right:
        mine = mask[top - one.top : bottom - one.top, left - one.left : right - one.left]
        mine &= ~both.mask[top - both.top : bottom - both.top, left - both.left : right - both.left]
    return Patch(one.top, one.left, mask)
