"""How much of a piece was inspected and how much not, from the placements of its frames. The one place that counts it.

    PieceCoverage.inspected(…), .missed(…), .lost_end(…)  ->  gaps that began or grew, and at any time a Coverage

Lengths are in mm where every lane has a scale, else in rows. Within a lane, what was seen twice counts once; where a
frame begins further along than the one before ended, nobody saw what lies between. A stretch of the piece counts as
inspected where every lane inspected it; else the first lane that did not gives the cause.

A file that could not be read has no known length. Where positions are measured, the next frame tells it. Where rows
are counted, the lane assumes one: the lengths count it, and the gap stays one of unknown length.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise

from inspector.core.frame import Frame, MissedFrame
from inspector.core.messages import Code, Message, message
from inspector.core.piece import Coverage, Gap, GapCause
from inspector.core.placement import Placement

_CAUSES = {
    Code.FRAME_SKIPPED: GapCause.SKIPPED,
    Code.FRAME_PAUSED: GapCause.PAUSED,
    Code.FRAME_NOT_REACHED: GapCause.NOT_REACHED,
    Code.FRAME_FAILED: GapCause.FAILED,
    Code.FRAME_DARK: GapCause.CANNOT_SEE,
    Code.FRAME_SATURATED: GapCause.CANNOT_SEE,
    Code.FRAME_FLAT: GapCause.CANNOT_SEE,
    Code.FRAME_NO_PRODUCT: GapCause.CANNOT_SEE,
    Code.FRAME_OUTSIDE: GapCause.CANNOT_SEE,
    Code.CAMERA_LOST: GapCause.LOST,
    Code.CAMERA_BACK: GapCause.LOST,
}
MIN_HOLE = 1.0  # rows of the lane: less is rounding
MAX_AHEAD = 512  # stretches that a lane remembers for slower ones: days beside a camera that is gone fill no memory


def cause_of(reason: Message) -> GapCause:
    return _CAUSES.get(reason.code, GapCause.UNREADABLE)


def blank_message(frame: Frame) -> Message:
    first, after = frame.blank_rows
    return message(Code.FRAME_BLANK_ROWS, name=frame.name, first_row=first, last_row=after - 1, n_rows=frame.height)


@dataclass(slots=True, eq=False)
class _Lane:
    index: int
    end: float = 0.0  # in the unit of the coverage
    # (start, end, cause) one after the other; neighbours of one cause are one entry
    stretches: list[tuple[float, float, GapCause | None]] = field(default_factory=list)
    gap: Gap | None = None  # the one that may still grow
    gap_is_open: bool = False  # its end along is not known yet

    def add(self, start: float, end: float, cause: GapCause | None) -> None:
        start = max(start, self.end)
        if end <= start:
            return
        if self.stretches and self.stretches[-1][2] is cause and self.stretches[-1][1] == start:
            self.stretches[-1] = (self.stretches[-1][0], end, cause)
        else:
            self.stretches.append((start, end, cause))
        self.end = end


class PieceCoverage:
    """Of one inspection. One thread at a time; ``read`` gives a copy that nobody changes."""

    def __init__(self, n_lanes: int, *, is_in_mm: bool) -> None:
        self._is_in_mm = is_in_mm
        self._lanes = [_Lane(index) for index in range(n_lanes)]
        self._settled: dict[GapCause | None, float] = {}  # None: inspected
        self._n_gaps = 0
        self._n_unknown = 0
        self._is_over = False

    @property
    def n_stretches(self) -> int:
        """What is remembered one by one, since not all lanes have passed it yet. The rest is in the sums."""
        return sum(len(lane.stretches) for lane in self._lanes)

    def inspected(self, frame: Frame, placement: Placement) -> list[Gap]:
        """Gaps that this frame ended, or of which it tells the length."""
        lane = self._lanes[placement.lane]
        start = self._at(placement, 0)
        changed = self._close(lane, placement, start, frame)
        start, row = lane.end if start is None else start, self._row(placement)
        first, after = frame.blank_rows
        if first < after:
            changed.append(self._blank(lane, frame, placement))
        for begin, end, cause in ((0, first, None), (first, after, GapCause.UNREADABLE), (after, frame.height, None)):
            lane.add(start + begin * row, start + end * row, cause)
        return changed

    def missed(self, frame: MissedFrame, placement: Placement) -> list[Gap]:
        """The gap that this frame begins or makes longer."""
        lane, cause = self._lanes[placement.lane], cause_of(frame.reason)
        start = self._at(placement, 0)
        changed: list[Gap] = []
        before = lane.gap
        # Of a loss without a length the next frame tells how far it went; else what lies before was seen by nobody.
        is_hole = frame.n_rows is not None and self._is_hole(lane, placement, start)
        goes_on = before is not None and before.cause is cause and before.last_frame + 1 == frame.frame_index
        # A gap whose end is known keeps it: what has no length is a gap of its own, or maps would show none of both.
        goes_on = goes_on and lane.gap_is_open is (frame.n_rows is None)
        if before is None or not goes_on or is_hole:
            changed = self._close(lane, placement, start, frame if frame.n_rows is not None else None)
            lane.gap = self._new(lane, cause, frame, placement)
        else:
            lane.gap = replace(
                before, last_frame=frame.frame_index, n_frames=before.n_frames + 1, ended_at=frame.captured_at
            )
        if frame.n_rows is not None:
            lane.add(lane.end if start is None else start, self._end(lane, placement, frame.n_rows), cause)
        elif not lane.gap_is_open:
            lane.gap_is_open = True
            self._n_unknown += 1
        if frame.n_rows is None or lane.gap_is_open:
            lane.gap = replace(lane.gap, end_px=None, end_mm=None)
        else:
            end_px = placement.along_px + frame.n_rows
            lane.gap = replace(lane.gap, end_px=end_px, end_mm=placement.along_mm_at(frame.n_rows))
        return [*changed, lane.gap]

    def away(self, lane: int, reason: Message, since: datetime, at: datetime) -> Gap:
        """The piece goes on, and nothing was seen of it since ``since``: a gap without a frame, before the first."""
        self._n_unknown += 1
        start_mm = 0.0 if self._is_in_mm else None
        return Gap(self._next_id(), lane, GapCause.LOST, reason, 0, 0, 0, 0, None, start_mm, None, since, at)

    def lost_end(self, frame: MissedFrame, placement: Placement) -> list[Gap]:
        """The piece has ended while nothing came of this lane: a gap without a frame, to where it ended."""
        lane, start = self._lanes[placement.lane], self._at(placement, 0)
        changed = self._close(lane, placement, None, None)
        gap = replace(self._new(lane, cause_of(frame.reason), frame, placement), n_frames=0)
        if start is not None and self._is_hole(lane, placement, start):
            gap = replace(gap, start_mm=lane.end, end_px=placement.along_px, end_mm=placement.along_mm)
            lane.add(lane.end, start, gap.cause)
        else:
            self._n_unknown += 1
        return [*changed, gap]

    def end(self) -> None:
        """No frame comes any more: where a lane did not come as far as another, nobody saw its part."""
        self._is_over = True

    def read(self) -> Coverage:
        """What all lanes have passed is added up for good, so an hour costs no more to read than a minute."""
        unit = "mm" if self._is_in_mm else "px"
        self._give_up_waiting()
        self._settle(max(lane.end for lane in self._lanes) if self._is_over else min(lane.end for lane in self._lanes))
        lengths = dict(self._settled)
        for start, end, cause in self._over_all_lanes(float("inf")):
            lengths[cause] = lengths.get(cause, 0.0) + end - start
        inspected = lengths.pop(None, 0.0)
        return Coverage(
            unit, inspected, {cause: lengths[cause] for cause in GapCause if cause in lengths}, self._n_unknown
        )

    def _give_up_waiting(self) -> None:
        """What a lane has not seen that is so far behind, it will not see: it stands, or its camera is gone."""
        most = max((lane.stretches for lane in self._lanes), key=len)
        if len(most) <= MAX_AHEAD:
            return
        limit = most[len(most) // 2][0]
        for lane in self._lanes:
            lane.add(lane.end, limit, GapCause.UNSEEN)

    def _settle(self, limit: float) -> None:
        """Add up what lies before ``limit``, and forget it."""
        for start, end, cause in self._over_all_lanes(limit):
            self._settled[cause] = self._settled.get(cause, 0.0) + end - start
        for lane in self._lanes:
            lane.stretches = [(max(start, limit), end, cause) for start, end, cause in lane.stretches if end > limit]

    def _over_all_lanes(self, limit: float) -> Iterator[tuple[float, float, GapCause | None]]:
        """Stretches of the piece up to ``limit``. Of a lane that has not come there yet nothing is known."""
        cuts = sorted(
            {min(edge, limit) for lane in self._lanes for start, end, _ in lane.stretches for edge in (start, end)}
        )
        positions = [0] * len(self._lanes)
        for start, end in pairwise(cuts):
            causes: list[GapCause | None] = []
            for lane in self._lanes:
                stretches, at = lane.stretches, positions[lane.index]
                while at < len(stretches) and stretches[at][1] <= start:
                    at += 1
                positions[lane.index] = at
                if at < len(stretches) and stretches[at][0] <= start:
                    causes.append(stretches[at][2])
                elif self._is_over:
                    causes.append(GapCause.UNSEEN)
            if causes:
                yield start, end, next((cause for cause in causes if cause is not None), None)

    def _close(
        self, lane: _Lane, placement: Placement, start: float | None, frame: Frame | MissedFrame | None
    ) -> list[Gap]:
        """End the lane's gap where the next thing begins. A hole that no frame tells of becomes a gap of its own."""
        gap, lane.gap = lane.gap, None
        was_open, lane.gap_is_open = lane.gap_is_open, False
        changed: list[Gap] = []
        is_hole = self._is_hole(lane, placement, start)
        if gap is not None and was_open:
            if is_hole and start is not None:  # now it is known, or assumed, how far the piece went on meanwhile
                lane.add(lane.end, start, gap.cause)
                if not placement.assumed_after:
                    self._n_unknown -= 1
                    changed.append(replace(gap, end_px=placement.along_px, end_mm=placement.along_mm))
        elif is_hole and start is not None and frame is not None:
            hole = Gap(
                self._next_id(), lane.index, GapCause.UNSEEN, message(Code.STRETCH_UNSEEN, name=frame.name),
                frame.frame_index, frame.frame_index, 0, placement.along_px, placement.along_px,
                lane.end if self._is_in_mm else None, placement.along_mm, frame.captured_at, frame.captured_at,
            )  # fmt: skip
            lane.add(lane.end, start, GapCause.UNSEEN)
            changed.append(hole)
        return changed

    def _new(self, lane: _Lane, cause: GapCause, frame: MissedFrame, placement: Placement) -> Gap:
        return Gap(
            self._next_id(), lane.index, cause, frame.reason, frame.frame_index, frame.frame_index, 1,
            placement.along_px, None, placement.along_mm, None, frame.captured_at, frame.captured_at,
        )  # fmt: skip

    def _blank(self, lane: _Lane, frame: Frame, placement: Placement) -> Gap:
        """The part of an inspected frame that holds nothing."""
        first, after = frame.blank_rows
        return Gap(
            self._next_id(), lane.index, GapCause.UNREADABLE, blank_message(frame), frame.frame_index,
            frame.frame_index, 0, placement.along_px + first, placement.along_px + after,
            placement.along_mm_at(first), placement.along_mm_at(after), frame.captured_at, frame.captured_at,
        )  # fmt: skip

    def _next_id(self) -> int:
        self._n_gaps += 1
        return self._n_gaps

    def _at(self, placement: Placement, row: float) -> float | None:
        return placement.along_mm_at(row) if self._is_in_mm else placement.along_px + row

    def _end(self, lane: _Lane, placement: Placement, n_rows: int) -> float:
        """Where a frame ends; of one whose position is unknown, as if it followed the one before."""
        end = self._at(placement, n_rows)
        if end is not None:
            return end
        return lane.end + n_rows * self._row(placement)

    def _is_hole(self, lane: _Lane, placement: Placement, start: float | None) -> bool:
        return start is not None and start - lane.end >= MIN_HOLE * self._row(placement)

    def _row(self, placement: Placement) -> float:
        """Length of a row in the unit of the coverage."""
        return placement.scale.mm_per_px_along if self._is_in_mm and placement.scale else 1.0
