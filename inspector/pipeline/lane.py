"""One source of a line: opened once, streaming until it is closed, whatever pieces pass meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from inspector.core.calibration import Calibration
from inspector.core.frame import Frame, MissedFrame
from inspector.core.messages import Code, Message
from inspector.core.piece import GapCause
from inspector.core.placement import MAX_ALONG_MM, Placement
from inspector.core.product import WHOLE_FRAME, ProductRegion, ProductSettings
from inspector.pictures.decoding import PICTURE_SUFFIXES
from inspector.pipeline.coverage import cause_of
from inspector.pipeline.lane_buffer import Captured, Item, missed
from inspector.pipeline.position import PositionTracker, RowCount
from inspector.pipeline.product_finder import ProductFinder
from inspector.pipeline.sink import LaneInfo
from inspector.sources.source import EndingSource, Source


@dataclass(frozen=True, slots=True, eq=False)
class Lane:
    """What a line is built of. A lane without a scale of its own has that of the line.

    ``across_mm`` is where its frames begin, from the reference edge of the line; needed where there are several.
    ``tracker`` tells how far along a frame lies; without one its rows are counted. ``product`` says what of its frames
    is inspected: without it the workspace does, by the name of the lane (``Session.start``), or else all is.
    """

    source: Source
    name: str = ""
    scale: Calibration | None = None
    across_mm: float | None = None
    tracker: PositionTracker | None = None
    product: ProductSettings | None = None

    @property
    def shown_name(self) -> str:
        return self.name or self.source.info.name


class RunningLane:
    """A lane while its line runs: where its next frame lies. ``place`` is called in the order of the lane.

    How long a frame was that could not be read, nobody knows. Where rows are counted, it counts as long as the frame
    before it, and every placement after it says so.
    """

    def __init__(self, index: int, lane: Lane, scale: Calibration | None) -> None:
        self.source = lane.source
        scale = lane.scale or scale
        across_mm = lane.across_mm
        if across_mm is None and scale is not None:
            across_mm = 0.0
        product = lane.product or WHOLE_FRAME
        self.info = LaneInfo(index, lane.shown_name, lane.source.info, scale, across_mm, product)
        self._finder = ProductFinder(product, goes_on=lane.source.info.is_continuous or lane.source.info.is_live)
        self._tracker = lane.tracker or RowCount(scale)
        self._generation = 0
        self._next_index = 0
        self._counts_rows = scale is None or isinstance(self._tracker, RowCount)
        self._frame_rows = 0  # of the latest frame that was read
        self._along_px = 0  # rows of the lane on this piece
        self._assumed_after = ""

    def begin_piece(self, generation: int, at: datetime) -> None:
        self._generation, self._along_px, self._assumed_after = generation, 0, ""
        self._tracker.begin_piece(at)

    def look(self, item: Item) -> tuple[Item, ProductRegion | None]:
        """Where the product lies in a frame; one that shows none comes back as missed. In the order of the lane.

        On the capture thread, before it is placed: it takes a few milliseconds, and nobody else waits for them.
        """
        return self._finder.look(item) if isinstance(item, Frame) else (item, None)

    def place(self, item: Item) -> Captured:
        self._next_index = item.frame_index + 1
        return self._placed(item)

    def stands(self, reason: Message, at: datetime) -> Captured:
        """Where the lane stands while it delivers nothing. No frame: it takes no index."""
        return self._placed(MissedFrame(self._next_index, self.info.name, reason, at))

    def _placed(self, item: Item) -> Captured:
        info = self.info
        along_mm = self._tracker.along_mm(item, self._along_px) if info.scale is not None else None
        if along_mm is not None and not abs(along_mm) < MAX_ALONG_MM:  # also what is no number
            if isinstance(item, Frame):
                item = missed(item, Code.POSITION_IMPOSSIBLE, f"{along_mm / 1000:g} m")
            along_mm = None
        placement = Placement(
            info.index, self._along_px, along_mm, info.across_mm, info.scale, assumed_after=self._assumed_after
        )
        self._along_px += self._rows_of(item)
        return Captured(item, placement, self._generation)

    def _rows_of(self, item: Item) -> int:
        if isinstance(item, Frame):
            self._frame_rows = item.height
            return item.height
        if item.n_rows is not None:
            return item.n_rows
        if not was_a_frame(item):
            return 0
        if self._counts_rows:
            self._assumed_after = item.name
        return self._frame_rows

    @property
    def has_known_end(self) -> bool:
        return isinstance(self.source, EndingSource) and self.source.info.n_frames is not None

    def remaining(self) -> Iterator[MissedFrame]:
        if isinstance(self.source, EndingSource):
            yield from self.source.remaining()


def was_a_frame(item: MissedFrame) -> bool:
    """A file that could not be read; no loss of a camera, and no note that lies beside the pictures."""
    if item.reason.code is Code.FRAME_NOT_A_PICTURE:
        return PurePosixPath(item.name).suffix.lower() in PICTURE_SUFFIXES
    return cause_of(item.reason) is GapCause.UNREADABLE
