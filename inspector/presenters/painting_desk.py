"""What the painting tools work with, and how they are asked: a frame with its labels, and the hand in use.

A ``Hand`` is one tool at work. It hears where the pointer is, paints through the ``Desk``, and knows no widget.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np

from inspector.annotation.frame_editor import FrameEditor
from inspector.annotation.tools.painting import NOWHERE, Paint, Painter, Patch, Rect
from inspector.core.class_map import ClassMap
from inspector.core.classes import BACKGROUND_INDEX, IGNORE_INDEX
from inspector.core.frame import MAX_PIXELS, Pixels
from inspector.pictures.large_picture import AnyPixels, LargePicture
from inspector.screens.painting import PaintOptions, Pointer, SketchState
from inspector.texts import painting as texts
from inspector.texts.translate import Text

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Put:
    """Pixels and what they become."""

    patch: Patch
    paint: Paint


@dataclass(frozen=True, slots=True, eq=False)
class Proposal:
    """What Enter would paint, as one step."""

    puts: tuple[Put, ...]
    name: str  # of the step

    @property
    def is_empty(self) -> bool:
        return not any(put.patch.mask.any() for put in self.puts)

    def shown(self, height: int, width: int) -> tuple[ClassMap, int, int]:
        """Class indices over the frame's part that it covers, with its left and top; what goes looks like what is
        ignored."""
        rect = NOWHERE
        patches = [(put.patch.cut_to(height, width), put.paint.value) for put in self.puts]
        for patch, _ in patches:
            rect = rect.joined(patch.rect)
        values = np.zeros((rect.bottom - rect.top, rect.right - rect.left), np.uint8)
        for patch, value in patches:
            if patch.mask.size:
                top, left = patch.top - rect.top, patch.left - rect.left
                under = values[top : top + patch.mask.shape[0], left : left + patch.mask.shape[1]]
                under[patch.mask] = value or IGNORE_INDEX
        return values, rect.left, rect.top


Placed = tuple[float, float, bool]  # x, y of the frame, and whether it belongs to the defect


class Segmenter(Protocol):
    """A network that makes masks of clicks; it works in a thread of its own."""

    @property
    def has_files(self) -> bool: ...

    @property
    def max_clicks(self) -> int | None:
        """None: as many as somebody likes, or nobody knows yet."""
        ...

    def ask_files(self) -> None:
        """Somebody is to choose them."""
        ...

    def begin(self, pixels: Pixels, told: Callable[[Text | None], object]) -> None:
        """Look at the frame, ahead of the first click. ``told`` hears how far it is; None: it is ready."""
        ...

    def segment(self, pixels: Pixels, clicks: Sequence[Placed], done: Callable[[Patch], object]) -> None:
        """What failed is told by ``begin``'s listener."""
        ...


class Desk(Protocol):
    """Of the frame that is open."""

    @property
    def editor(self) -> FrameEditor: ...

    @property
    def painter(self) -> Painter: ...

    @property
    def pixels(self) -> AnyPixels: ...

    @property
    def bits(self) -> int: ...

    @property
    def options(self) -> PaintOptions: ...

    @property
    def protected(self) -> frozenset[int]:
        """Class indices whose pixels stay as they are: locked, or hidden."""
        ...

    @property
    def hidden(self) -> frozenset[int]: ...

    @property
    def segmenter(self) -> Segmenter | None: ...

    @property
    def mm_per_px(self) -> tuple[float, float] | None:
        """Across, along."""
        ...

    def window_at(self, x: float, y: float, side_px: int) -> Rect:
        """What is in view round a point of the frame, at most so large."""
        ...

    def px_of_screen(self, n: float) -> float:
        """Frame px below so many of the screen."""
        ...

    def value_for(self, at: Pointer) -> int:
        """What is painted there: the class that is chosen, or background while erasing."""
        ...

    def changed(self, rect: Rect) -> None: ...

    def finish(self, name: str, touched: Rect) -> None:
        """What was painted becomes a step."""
        ...

    def apply(self, puts: Sequence[Put], name: str) -> None:
        """Paint as one step, off the Qt thread where it is much."""
        ...

    def draw(self, make: Callable[[], Patch], room: Rect, paint: Paint, name: str) -> None:
        """Paint a shape that lies in ``room`` as one step; what is large is made off the Qt thread too."""
        ...

    def propose(self, proposal: Proposal | None, hint: str = "") -> None:
        """Show it; it waits for Enter. None: nothing."""
        ...

    def take(self) -> None:
        """Paint what waits, as Enter does."""
        ...

    def show_seeds(self, values: ClassMap, left: int, top: int) -> None: ...

    def sketch(self, sketch: SketchState) -> None: ...

    def hint(self, text: str) -> None:
        """Instead of what the tool says; "" for that."""
        ...

    def slow(self, work: Callable[[], T], done: Callable[[T], object]) -> None:
        """Run off the Qt thread, then ``done``; what the hand does meanwhile waits, in its order."""
        ...


class Hand:
    """Does nothing; hands override what they need."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def says(self) -> str:
        """What the next click does, where the tool's own words do not tell it."""
        return ""

    def press(self, at: Pointer) -> None:
        """The button goes down."""

    def move(self, at: Pointer) -> None:
        """It is down, and the pointer somewhere else."""

    def release(self) -> None:
        """It is let go."""

    def hover(self, at: Pointer) -> None:
        """The pointer is here, whether the button is down or not."""

    def accept(self) -> bool:
        """Enter, where no proposal waits. True if it meant something."""
        return False

    def back(self) -> bool:
        """Backspace. True if it meant something."""
        return False

    def cancel(self) -> bool:
        """Leave what is in hand, painted pixels too. True if there was any."""
        return False

    def begin(self) -> None:
        """The tool is taken, or its options or the labels have changed."""

    # for all

    def paint_of(
        self, value: int, *, only: frozenset[int] | None = None, grey_range: tuple[int, int] | None = None
    ) -> Paint:
        return Paint(value, self._desk.protected, only, grey_range)

    def pixel_of(self, at: Pointer) -> tuple[int, int] | None:
        """Row and column under the pointer; None beside the frame."""
        height, width = self._desk.editor.class_map.shape
        row, column = int(np.floor(at.y)), int(np.floor(at.x))
        return (row, column) if 0 <= row < height and 0 <= column < width else None

    @property
    def whole(self) -> Pixels:
        """The picture, for a tool that nobody has in hand where it is too large to be held: see ``hand_of``."""
        pixels = self._desk.pixels
        assert not isinstance(pixels, LargePicture)
        return pixels

    def instance_at(self, at: Pointer) -> tuple[Patch, int] | None:
        """The instance under the pointer and its class index; None on background, on what is hidden, and beside the
        frame."""
        from inspector.annotation.tools.fills import region_at

        pixel, editor = self.pixel_of(at), self._desk.editor
        if pixel is None:
            return None
        value = int(editor.class_map[pixel])
        if value == BACKGROUND_INDEX or value in self._desk.hidden:
            return None
        return region_at(editor.class_map, *pixel, editor.recorder.painted), value


class TooLargeHand(Hand):
    """A tool that looks at all of a frame, where the frame is too large to be held: it says so."""

    def begin(self) -> None:
        self._desk.hint(texts.TOO_LARGE.translated(n=MAX_PIXELS // 10**6))

    def press(self, at: Pointer) -> None:
        self.begin()
