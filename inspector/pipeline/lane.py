"""One source of a line: opened once, streaming until it is closed, whatever pieces pass meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from inspector.core.calibration import Calibration
from inspector.core.frame import Frame, MissedFrame
from inspector.core.messages import Message
from inspector.core.placement import Placement
from inspector.pipeline.lane_buffer import Captured, Item
from inspector.pipeline.position import PositionTracker, RowCount
from inspector.pipeline.sink import LaneInfo
from inspector.sources.source import EndingSource, Source


@dataclass(frozen=True, slots=True, eq=False)
class Lane:
    """What a line is built of. A lane without a scale of its own has that of the line.

    ``across_mm`` is where its frames begin, from the reference edge of the line; needed where there are several.
    ``tracker`` tells how far along a frame lies; without one its rows are counted.
    """

    source: Source
    name: str = ""
    scale: Calibration | None = None
    across_mm: float | None = None
    tracker: PositionTracker | None = None


class RunningLane:
    """A lane while its line runs: where its next frame lies. ``place`` is called in the order of the lane."""

    def __init__(self, index: int, lane: Lane, scale: Calibration | None) -> None:
        self.source = lane.source
        scale = lane.scale or scale
        across_mm = lane.across_mm
        if across_mm is None and scale is not None:
            across_mm = 0.0
        name = lane.name or lane.source.info.name
        self.info = LaneInfo(index, name, lane.source.info, scale, across_mm)
        self._tracker = lane.tracker or RowCount(scale)
        self._generation = 0
        self._next_index = 0
        self._along_px = 0  # rows of the lane on this piece

    def begin_piece(self, generation: int, at: datetime) -> None:
        self._generation, self._along_px = generation, 0
        self._tracker.begin_piece(at)

    def place(self, item: Item) -> Captured:
        self._next_index = item.frame_index + 1
        return self._placed(item)

    def stands(self, reason: Message, at: datetime) -> Captured:
        """Where the lane stands while it delivers nothing. No frame: it takes no index."""
        return self._placed(MissedFrame(self._next_index, self.info.name, reason, at))

    def _placed(self, item: Item) -> Captured:
        info = self.info
        along_mm = self._tracker.along_mm(item, self._along_px) if info.scale is not None else None
        placement = Placement(info.index, self._along_px, along_mm, info.across_mm, info.scale)
        self._along_px += item.height if isinstance(item, Frame) else item.n_rows or 0
        return Captured(item, placement, self._generation)

    @property
    def has_known_end(self) -> bool:
        return isinstance(self.source, EndingSource) and self.source.info.n_frames is not None

    def remaining(self) -> Iterator[MissedFrame]:
        if isinstance(self.source, EndingSource):
            yield from self.source.remaining()
