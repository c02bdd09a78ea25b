"""A frame too large to be held, on the canvas: small at once, then exactly, and blocks where somebody looks.

    show(picture, view) ► a first look ► canvas ► band after band of it, exact ► canvas
    blocks wished ► a few read and lit ► canvas ► the next …

Runs on the Qt thread; disks have a background of their own, started with the first such frame.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Qt

from inspector.annotation.tools.painting import Rect
from inspector.core.defect import Box
from inspector.core.frame import MAX_PIXELS
from inspector.core.looking import shown_picture
from inspector.core.messages import Code, Message, message
from inspector.core.quarter_turn import turned_box, turned_size
from inspector.core.source_view import QuarterTurns, SourceView
from inspector.pictures.large_picture import AnyPixels, LargePicture
from inspector.screens.painting import BLOCK_PX, PaintTool, PictureBlock
from inspector.texts import painting as texts
from inspector.texts.messages import message_text
from inspector.workers.background import Background

if TYPE_CHECKING:
    from inspector.annotation.frame_editor import FrameEditor
    from inspector.views.annotate.label_canvas import LabelCanvas

LIMIT_MPX = MAX_PIXELS // 10**6
# Tools that look at a window of the frame alone.
OF_LARGE = frozenset(
    {
        PaintTool.BRUSH, PaintTool.LINE, PaintTool.POLYGON, PaintTool.RECTANGLE, PaintTool.ELLIPSE, PaintTool.LASSO,
        PaintTool.LIVE_WIRE, PaintTool.CELLS, PaintTool.RELABEL, PaintTool.RULER,
    }
)  # fmt: skip
LOOK, BLOCKS = "look", "blocks"  # keys of the background work
N_BANDS = 48  # in which a first look becomes exact
N_AT_ONCE = 6  # blocks that are read between two looks at what is wished
Grey = npt.NDArray[np.uint8]
_BACK: dict[QuarterTurns, QuarterTurns] = {0: 0, 1: 3, 2: 2, 3: 1}


class LargeLook:
    def __init__(self, canvas: LabelCanvas, failed: Callable[[Message], object]) -> None:
        self._canvas, self._failed = canvas, failed
        self._background = Background(failed, name="picture parts")
        self._picture: LargePicture | None = None
        self._overview: Grey | None = None  # as captured
        self._n_exact = 0  # rows of it that are more than a first look
        self._view = SourceView()  # of the picture on the canvas, with the window that it is shown in
        self._has_failed = False  # a part cannot be read: said once
        # Queued: it is asked for from within a paint.
        canvas.blocks_wished.connect(self._read_blocks, Qt.ConnectionType.QueuedConnection)

    @property
    def picture(self) -> LargePicture | None:
        return self._picture

    @property
    def is_busy(self) -> bool:
        return self._background.is_busy

    def show(self, picture: LargePicture, view: SourceView, shown: Callable[[], object] = lambda: None) -> None:
        """``shown``: called when it is on the canvas, each time it is shown better."""
        if not self._background.is_started:
            self._background.start()
        if picture is not self._picture:
            self._picture, self._overview, self._n_exact, self._has_failed = picture, None, 0, False

        if self._overview is not None:
            self._light(picture, self._overview, view, shown)
            self._sharpen(picture, self._overview)
            return

        def looked(rough: Grey) -> None:
            if self._picture is picture:
                self._overview = rough
                self._light(picture, rough, view, shown)
                self._sharpen(picture, rough)

        self._background.run(picture.rough, done=looked, failed=self._fail, key=LOOK)

    def _sharpen(self, picture: LargePicture, overview: Grey) -> None:
        """Band by band, from the top down, until it is exact."""
        step, first = picture.overview_step, self._n_exact
        after = min(len(overview), first + -(-len(overview) // N_BANDS))
        if picture.is_rough_exact or first >= after:
            return
        bottom = min(picture.shape[0], after * step)

        def read(band: Grey) -> None:
            if self._picture is not picture:
                return
            overview[first:after], self._n_exact = band, after
            self._canvas.put_overview(shown_picture(overview, 8, self._view).pixels)
            self._sharpen(picture, overview)

        self._background.run(
            lambda: picture.read(first * step, 0, bottom, picture.shape[1], step), done=read, failed=self._fail,
            key=LOOK,
        )  # fmt: skip

    def leave(self) -> None:
        """It is shown no more."""
        self._background.outdate(LOOK)
        self._background.outdate(BLOCKS)
        self._picture = self._overview = None

    def end(self) -> None:
        self._background.end()

    def join(self, timeout_s: float) -> bool:
        return self._background.join(timeout_s)

    # inside

    def _light(self, picture: LargePicture, overview: Grey, view: SourceView, shown: Callable[[], object]) -> None:
        """A few megapixels: on this thread. Local contrast would differ from block to block, so it is left."""
        lit = shown_picture(overview, 8, replace(view, has_clahe=False))
        low, high = lit.window
        self._view = replace(view, has_clahe=False, is_auto=False, low=low, high=high)
        turns = view.quarter_turns
        columns, rows = turned_size((picture.shape[1], picture.shape[0]), turns)
        self._canvas.show_large(
            (rows, columns), lit.pixels, picture.overview_step, turns, lit.window,
            is_as_captured=view.is_as_captured,
        )  # fmt: skip
        shown()

    def _read_blocks(self, wished: Sequence[PictureBlock]) -> None:
        picture, view = self._picture, self._view
        if picture is None or self._has_failed:
            return
        if not wished:
            self._background.outdate(BLOCKS)
            return
        middle = len(wished) // 2  # they are listed row by row: those round the middle come first
        few = sorted(wished, key=lambda block: abs(wished.index(block) - middle))[:N_AT_ONCE]

        def put(blocks: list[tuple[PictureBlock, Grey]]) -> None:
            if self._picture is picture and self._view == view:
                self._canvas.put_blocks(blocks)

        self._background.run(partial(_blocks, picture, view, few), done=put, failed=self._fail, key=BLOCKS)

    def _fail(self, reason: Message) -> None:
        if not self._has_failed:
            self._has_failed = True
            name = self._picture.name if self._picture is not None else ""
            self._failed(message(Code.LABELS_PART_UNREAD, name=name, detail=message_text(reason).why))


# What is refused of such a frame, in words; "" where nothing is


def too_large_text(pixels: AnyPixels | None) -> str:
    """For what looks at all of a frame."""
    return texts.TOO_LARGE.translated(n=LIMIT_MPX) if isinstance(pixels, LargePicture) else ""


def full_text(pixels: AnyPixels | None, editor: FrameEditor, room: Rect) -> str:
    """Labels in ``room`` more would be more than can be held."""
    if not isinstance(pixels, LargePicture):
        return ""
    room, painted = room.cut_to(*editor.class_map.shape), editor.recorder.painted

    def is_too_much() -> bool:
        with_room = painted.copy()
        with_room.mark(room.top, room.left, room.bottom, room.right)
        return with_room.is_too_much

    if is_too_much():
        painted.trim(editor.class_map)  # it was, and was taken away
        return texts.TOO_MUCH_PAINTED.translated() if is_too_much() else ""
    return ""


def no_contrast_text(view: SourceView) -> str:
    return texts.NO_LOCAL_CONTRAST.translated(n=LIMIT_MPX) if view.has_clahe else ""


def _blocks(picture: LargePicture, view: SourceView, blocks: Sequence[PictureBlock]) -> list[tuple[PictureBlock, Grey]]:
    found = []
    for block in blocks:
        part = part_under(block, picture.shape, view.quarter_turns)
        pixels = picture.read(part.y, part.x, part.y + part.height, part.x + part.width, 1 << block.level)
        found.append((block, shown_picture(pixels, 8, view).pixels))
    return found


def part_under(block: PictureBlock, shape: tuple[int, int], turns: QuarterTurns) -> Box:
    """Of the frame as captured, (rows, columns) large, what a block of the turned picture shows."""
    size = turned_size((shape[1], shape[0]), turns)
    side = BLOCK_PX << block.level
    left, top = block.column * side, block.row * side
    box = Box(left, top, min(side, size[0] - left), min(side, size[1] - top))
    return turned_box(box, size, _BACK[turns])
