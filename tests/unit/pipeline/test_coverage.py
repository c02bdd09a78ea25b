"""How much of a piece was inspected, counted by hand: along one lane and over several."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.core.calibration import Calibration
from inspector.core.frame import Frame, MissedFrame
from inspector.core.messages import Code, message
from inspector.core.piece import Gap, GapCause
from inspector.core.placement import Placement
from inspector.pipeline.coverage import MAX_AHEAD, PieceCoverage, cause_of

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SCALE = Calibration(0.5, 2.0)  # a row is 2 mm


class Lane:
    """Frames of 10 rows, one after the other."""

    def __init__(self, coverage: PieceCoverage, lane: int = 0, scale: Calibration | None = None) -> None:
        self.coverage, self.lane, self.scale = coverage, lane, scale
        self.n_frames = self.along_px = 0
        self.gaps: dict[int, Gap] = {}

    def placement(self, along_mm: float | None) -> Placement:
        if along_mm is None and self.scale is not None:
            along_mm = self.along_px * self.scale.mm_per_px_along
        return Placement(self.lane, self.along_px, along_mm, 0.0 if self.scale else None, self.scale)

    def inspect(self, along_mm: float | None = None) -> None:
        frame = Frame(self.n_frames, f"f{self.n_frames}", np.zeros((10, 4), np.uint8), self.now, 0.0)
        self._note(self.coverage.inspected(frame, self.placement(along_mm)))
        self._next(10)

    def miss(self, code: Code, n_rows: int | None = 10, along_mm: float | None = None) -> None:
        frame = MissedFrame(self.n_frames, f"f{self.n_frames}", message(code, name="x"), self.now, n_rows)
        self._note(self.coverage.missed(frame, self.placement(along_mm)))
        self._next(n_rows or 0)

    @property
    def now(self) -> datetime:
        return NOON + timedelta(seconds=self.n_frames)

    def _note(self, gaps: list[Gap]) -> None:
        self.gaps |= {gap.gap_id: gap for gap in gaps}

    def _next(self, n_rows: int) -> None:
        self.n_frames += 1
        self.along_px += n_rows


def test_without_a_scale_rows_are_counted_by_cause() -> None:
    coverage = PieceCoverage(1, is_in_mm=False)
    lane = Lane(coverage)
    lane.inspect()
    lane.miss(Code.FRAME_SKIPPED)
    lane.miss(Code.FRAME_SKIPPED)
    lane.inspect()
    lane.miss(Code.FRAME_TRUNCATED)
    found = coverage.read()
    assert (found.unit, found.inspected, found.seen) == ("px", 20, 50)
    assert found.not_inspected == {GapCause.SKIPPED: 20, GapCause.UNREADABLE: 10}
    assert [(gap.cause, gap.start_px, gap.end_px, gap.n_frames) for gap in lane.gaps.values()] == [
        (GapCause.SKIPPED, 10, 30, 2),
        (GapCause.UNREADABLE, 40, 50, 1),
    ]


def test_a_gap_grows_under_its_id_until_a_frame_is_inspected() -> None:
    coverage = PieceCoverage(1, is_in_mm=True)
    lane = Lane(coverage, scale=SCALE)
    told = []
    for _ in range(3):
        lane.miss(Code.FRAME_SKIPPED)
        (gap,) = lane.gaps.values()
        told.append((gap.gap_id, gap.last_frame, gap.end_mm, gap.ended_at))
    assert told == [(1, n, 20.0 * (n + 1), NOON + timedelta(seconds=n)) for n in range(3)]
    lane.inspect()
    lane.miss(Code.FRAME_SKIPPED)
    assert sorted(lane.gaps) == [1, 2]


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        (Code.FRAME_SKIPPED, GapCause.SKIPPED),
        (Code.FRAME_PAUSED, GapCause.PAUSED),
        (Code.FRAME_NOT_REACHED, GapCause.NOT_REACHED),
        (Code.FRAME_FAILED, GapCause.FAILED),
        (Code.CAMERA_LOST, GapCause.LOST),
        (Code.CAMERA_BACK, GapCause.LOST),
        (Code.FRAME_NOT_A_PICTURE, GapCause.UNREADABLE),
    ],
)
def test_every_reason_has_a_cause(code: Code, cause: GapCause) -> None:
    assert cause_of(message(code)) is cause


def test_a_lost_camera_is_a_gap_of_unknown_length_where_rows_are_counted() -> None:
    coverage = PieceCoverage(1, is_in_mm=True)
    lane = Lane(coverage, scale=SCALE)
    lane.inspect()
    lane.miss(Code.CAMERA_BACK, n_rows=None)
    lane.inspect()
    found = coverage.read()
    assert (found.inspected, found.not_inspected, found.n_unknown) == (40.0, {}, 1)
    (gap,) = lane.gaps.values()
    assert (gap.cause, gap.start_mm, gap.end_mm) == (GapCause.LOST, 20.0, None)


def test_a_lost_camera_has_its_length_where_the_position_is_known() -> None:
    coverage = PieceCoverage(1, is_in_mm=True)
    lane = Lane(coverage, scale=SCALE)
    lane.inspect(along_mm=0.0)  # to 20 mm
    lane.miss(Code.CAMERA_BACK, n_rows=None, along_mm=20.0)
    lane.inspect(along_mm=520.0)
    found = coverage.read()
    assert (found.inspected, found.not_inspected, found.n_unknown) == (40.0, {GapCause.LOST: 500.0}, 0)
    (gap,) = lane.gaps.values()
    assert (gap.start_mm, gap.end_mm) == (20.0, 520.0)


def test_what_no_frame_saw_is_a_gap_of_its_own_and_what_was_seen_twice_counts_once() -> None:
    coverage = PieceCoverage(1, is_in_mm=True)
    lane = Lane(coverage, scale=SCALE)
    lane.inspect(along_mm=0.0)  # 0 to 20
    lane.inspect(along_mm=15.0)  # to 35, 5 of them again
    lane.inspect(along_mm=36.0)  # 1 mm off is less than a row
    lane.inspect(along_mm=66.0)  # the piece moved on by 10 mm unseen
    found = coverage.read()
    assert found.not_inspected == {GapCause.UNSEEN: 10.0}
    assert found.seen == 85.0  # the stray millimetre was seen by nobody, and is no length of its own
    (gap,) = lane.gaps.values()
    assert (gap.cause, gap.n_frames, gap.start_mm, gap.end_mm) == (GapCause.UNSEEN, 0, 56.0, 66.0)


@pytest.mark.parametrize("before", [None, Code.FRAME_SKIPPED])
def test_what_lies_unseen_before_a_missed_frame_is_a_gap_of_its_own(before: Code | None) -> None:
    coverage = PieceCoverage(1, is_in_mm=True)
    lane = Lane(coverage, scale=SCALE)
    lane.inspect(along_mm=0.0) if before is None else lane.miss(before, along_mm=0.0)  # 0 to 20
    lane.miss(Code.FRAME_SKIPPED, along_mm=50.0)  # 50 to 70
    lane.inspect(along_mm=70.0)  # to 90
    found = coverage.read()
    assert found.seen == 90.0
    assert found.not_inspected[GapCause.UNSEEN] == 30.0
    assert [(gap.cause, gap.start_mm, gap.end_mm) for gap in lane.gaps.values()][-2:] == [
        (GapCause.UNSEEN, 20.0, 50.0),
        (GapCause.SKIPPED, 50.0, 70.0),
    ]
    assert sum(gap.end_mm - gap.start_mm for gap in lane.gaps.values()) == sum(found.not_inspected.values())


def test_files_of_one_fault_with_and_without_a_length_leave_no_stretch_out() -> None:
    coverage = PieceCoverage(1, is_in_mm=True)
    lane = Lane(coverage, scale=SCALE)
    lane.inspect(along_mm=0.0)  # 0 to 20
    lane.miss(Code.FRAME_NOT_A_PICTURE, n_rows=None, along_mm=20.0)
    lane.miss(Code.FRAME_TRUNCATED, along_mm=60.0)  # to 80: so the one before went to 60
    lane.inspect(along_mm=80.0)
    found = coverage.read()
    assert (found.inspected, found.not_inspected, found.n_unknown) == (40.0, {GapCause.UNREADABLE: 60.0}, 0)
    assert [(gap.start_mm, gap.end_mm) for gap in lane.gaps.values()] == [(20.0, 60.0), (60.0, 80.0)]


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([None, Code.FRAME_SKIPPED, Code.FRAME_TRUNCATED, Code.CAMERA_BACK]),
            st.sampled_from([-30.0, -20.0, 0.0, 20.0, 40.0]),
        ),
        max_size=20,
    )
)
def test_wherever_frames_lie_the_parts_add_up_to_how_far_the_lane_came(steps: list[tuple[Code | None, float]]) -> None:
    """Each step is a frame that begins so many mm from the end of the one before. A camera comes back with no rows."""
    coverage = PieceCoverage(1, is_in_mm=True)
    lane = Lane(coverage, scale=SCALE)
    end = came = 0.0
    for code, off in steps:
        start = max(0.0, end + off)
        n_rows = None if code is Code.CAMERA_BACK else 10
        lane.inspect(along_mm=start) if code is None else lane.miss(code, n_rows, along_mm=start)
        end = start + (20.0 if n_rows else 0.0)
        came = max(came, end) if n_rows else came
        coverage.read()
    coverage.end()
    assert coverage.read().seen == pytest.approx(came)


def test_over_lanes_a_stretch_is_inspected_where_every_lane_inspected_it() -> None:
    coverage = PieceCoverage(2, is_in_mm=True)
    left, right = Lane(coverage, 0, SCALE), Lane(coverage, 1, Calibration(1.0, 1.0))  # 20 and 10 mm a frame
    left.inspect()  # 0 to 20
    left.miss(Code.FRAME_SKIPPED)  # 20 to 40
    for code in (None, Code.FRAME_FAILED, Code.FRAME_FAILED, None, None):
        right.inspect() if code is None else right.miss(code)  # 10 to 30 failed, and on to 50
    running = coverage.read()
    assert (running.inspected, running.not_inspected) == (
        10.0 + 10.0,  # 0 to 10, and 40 to 50 as far as only the right lane has come
        {GapCause.FAILED: 10.0, GapCause.SKIPPED: 20.0},
    )
    coverage.end()
    ended = coverage.read()
    assert ended.not_inspected == {GapCause.FAILED: 10.0, GapCause.SKIPPED: 20.0, GapCause.UNSEEN: 10.0}
    assert ended.seen == 50.0


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from([None, Code.FRAME_SKIPPED, Code.FRAME_TRUNCATED, Code.FRAME_NOT_REACHED]), max_size=30))
def test_the_parts_add_up_to_what_was_seen_and_gaps_to_what_was_not(codes: list[Code | None]) -> None:
    coverage = PieceCoverage(1, is_in_mm=True)
    lane = Lane(coverage, scale=SCALE)
    for code in codes:
        lane.inspect() if code is None else lane.miss(code)
    found = coverage.read()
    assert found.seen == pytest.approx(20.0 * len(codes))
    assert found.inspected == pytest.approx(20.0 * codes.count(None))
    lengths = [gap.end_mm - gap.start_mm for gap in lane.gaps.values() if gap.end_mm is not None]
    assert sum(lengths) == pytest.approx(sum(found.not_inspected.values()))


def test_what_all_lanes_have_passed_is_kept_as_sums_alone() -> None:
    coverage = PieceCoverage(2, is_in_mm=True)
    lanes = [Lane(coverage, index, SCALE) for index in (0, 1)]
    for number in range(500):
        for lane in lanes:
            lane.inspect() if number % 2 else lane.miss(Code.FRAME_SKIPPED)
        coverage.read()
    found = coverage.read()
    assert (found.inspected, found.not_inspected) == (5000.0, {GapCause.SKIPPED: 5000.0})
    assert coverage.n_stretches == 0  # else a week of live inspection fills the memory


def test_beside_a_lane_that_stands_a_lane_remembers_a_bounded_number_of_stretches() -> None:
    coverage = PieceCoverage(2, is_in_mm=True)
    lane = Lane(coverage, 0, SCALE)
    for number in range(3000):
        lane.inspect() if number % 2 else lane.miss(Code.FRAME_SKIPPED)
        coverage.read()
        assert coverage.n_stretches <= MAX_AHEAD
    coverage.end()
    assert coverage.read().not_inspected == {GapCause.SKIPPED: 30_000.0, GapCause.UNSEEN: 30_000.0}
    assert coverage.read().inspected == 0.0


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.booleans(), st.sampled_from([None, Code.FRAME_SKIPPED, Code.FRAME_FAILED])), max_size=40))
def test_reading_in_between_changes_no_sum(steps: list[tuple[bool, Code | None]]) -> None:
    """Each step is a frame of one of two lanes."""
    read, unread = PieceCoverage(2, is_in_mm=True), PieceCoverage(2, is_in_mm=True)
    for coverage in (read, unread):
        lanes = [Lane(coverage, 0, SCALE), Lane(coverage, 1, Calibration(1.0, 0.7))]
        for is_right, code in steps:
            lane = lanes[is_right]
            lane.inspect() if code is None else lane.miss(code)
            if coverage is read:
                coverage.read()
        coverage.end()
    first, second = read.read(), unread.read()
    assert first.inspected == pytest.approx(second.inspected)
    assert first.not_inspected == pytest.approx(second.not_inspected)
    assert first.seen == pytest.approx(second.seen)


@pytest.mark.parametrize("scale", [None, SCALE])
def test_a_gap_of_known_length_keeps_it_when_frames_without_a_length_follow(scale: Calibration | None) -> None:
    """As of a folder that is stopped: the files read ahead are 10 rows long, of the others nobody knows."""
    coverage = PieceCoverage(1, is_in_mm=scale is not None)
    lane = Lane(coverage, scale=scale)
    lane.inspect()
    for n_rows in (10, 10, None, None, 10):
        lane.miss(Code.FRAME_NOT_REACHED, n_rows)
    assert [(gap.start_px, gap.end_px, gap.n_frames) for gap in lane.gaps.values()] == [
        (10, 30, 2),
        (30, None, 2),
        (30, 40, 1),
    ]
    found = coverage.read()
    row = 1 if scale is None else scale.mm_per_px_along
    assert found.not_inspected == {GapCause.NOT_REACHED: 30 * row}
    assert found.n_unknown == 1
