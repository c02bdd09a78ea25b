"""What a line does at its edges: lanes that compete, pieces that overlap, sources and sinks that fail in between."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain, pairwise

import pytest
from pipeline_samples import NOON, R1, Heard, MemorySource, frame, run, with_backend
from test_pieces_and_lanes import CountedSource, Pieces, new_line

from inspector.core.calibration import Calibration
from inspector.core.frame import Frame, MissedFrame
from inspector.core.messages import Code, SourceError, message
from inspector.core.piece import Gap, GapCause, Piece
from inspector.core.placement import Placement
from inspector.pipeline.coverage import PieceCoverage
from inspector.pipeline.lane import Lane
from inspector.pipeline.line import State
from inspector.pipeline.piece_run import PAUSED_AFTER_S
from inspector.pipeline.position import TimeAndSpeed
from inspector.pipeline.recent_frames import RecentFrames
from inspector.pipeline.sink import Outcome
from tests.overwriting_source import OverwritingSource
from tests.waiting import wait_until

LOST = SourceError(message(Code.CAMERA_NOT_FOUND, address="cam"))


class Counter:
    """Counts up, and lets others wait for a count."""

    def __init__(self) -> None:
        self.n = 0
        self._changed = threading.Condition()

    def up(self) -> None:
        with self._changed:
            self.n += 1
            self._changed.notify_all()

    def wait_for(self, n: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self.n >= n, 120)


def test_lanes_take_turns_where_the_sinks_are_the_slowest(tiny_model) -> None:
    """Else the second lane of a line would starve, and a live one give up all its frames."""
    predicted, n_each = Counter(), 12
    heard = Heard()

    def wait_until_both_have_some(_: int) -> None:
        # One frame may be in the network and four of one lane be done: with six more, both lanes have one done.
        predicted.wait_for(min(2 * n_each, len(heard.frames) + 1 + 6))

    heard.on_frame = wait_until_both_have_some
    lanes = [Lane(MemorySource([frame(n) for n in range(n_each)])) for _ in range(2)]
    running = new_line(with_backend(tiny_model, predicted.up, 1), *lanes, sinks=lambda piece: [heard])
    running.start(R1)
    assert running.join(120)
    order = [placement.lane for placement in heard.placements]
    assert sorted(order) == [0] * n_each + [1] * n_each
    assert all(one != other for one, other in pairwise(order[1:]))


def test_a_source_that_fails_fails_the_piece_that_it_was_on_and_not_the_one_before(tiny_model) -> None:
    """All frames of the piece before were captured: they only wait."""
    may_predict, may_fail = threading.Event(), threading.Event()

    def before(number: int, stop: threading.Event) -> None:
        if number == 2:
            may_fail.wait(120)

    source, pieces = MemorySource([frame(0), frame(1), frame(2), LOST], before=before), Pieces()
    running = new_line(with_backend(tiny_model, lambda: may_predict.wait(120), 1), Lane(source), sinks=pieces)
    running.start(Piece("A"))
    wait_until(lambda: source.n_delivered == 2)
    running.begin_piece(Piece("B"))
    may_fail.set()
    wait_until(lambda: running.status.state is State.FINISHING)
    may_predict.set()
    assert running.join(120)
    assert [(heard.numbers, heard.ends) for heard in pieces.heard] == [
        ([0, 1], [(Outcome.COMPLETED, None)]),
        ([2], [(Outcome.FAILED, LOST.message)]),
    ]


@pytest.mark.parametrize("held_up_by", ["inspected", "gap", "end"])
def test_frames_given_up_while_the_records_of_the_piece_before_wait_are_paused(tiny_model, held_up_by: str) -> None:
    has_frame, may_go_on, is_waiting = threading.Event(), threading.Event(), threading.Event()

    def hold() -> None:
        is_waiting.set()
        may_go_on.wait(120)

    class Records(Heard):
        def inspected(self, result: object) -> None:
            has_frame.set()
            if held_up_by == "inspected" and not self.frames:
                hold()
            super().inspected(result)

        def gap(self, gap: Gap) -> None:
            if held_up_by == "gap":
                hold()
            super().gap(gap)

        def end(self, end: object) -> None:
            if held_up_by == "end" and self.starts[0].piece.id == "A":
                hold()
            super().end(end)

    pieces: list[Records] = []

    def sinks(piece: Piece) -> list[Records]:
        pieces.append(Records())
        return pieces[-1:]

    has_marked, is_late, delivered = threading.Event(), threading.Event(), threading.Event()

    def before(number: int, stop: threading.Event) -> None:
        if number == 1:
            has_marked.wait(120)
            is_late.wait(120)
        if number == 30:
            delivered.set()

    missed = frame(0)
    items: list[object] = [missed, *(frame(n) for n in range(1, 32))]
    if held_up_by == "gap":
        items[0] = MissedFrame(0, "0", message(Code.FRAME_TRUNCATED, name="0"), NOON, 24)
    source = MemorySource(items, is_live=True, before=before)  # type: ignore[arg-type]
    running = new_line(tiny_model, Lane(source), sinks=sinks)  # type: ignore[arg-type]
    running.start(Piece("A"))
    if held_up_by != "gap":
        assert has_frame.wait(120)
    if held_up_by == "end":
        pieces[0].wait_for(1)
    else:
        assert is_waiting.wait(120)
    running.begin_piece(Piece("B"))
    has_marked.set()
    assert is_waiting.wait(120)
    threading.Event().wait(PAUSED_AFTER_S * 1.5)  # longer than what counts as the normal pace of the records
    is_late.set()
    assert delivered.wait(120)
    may_go_on.set()
    assert running.join(120)
    assert pieces[1].codes.count(Code.FRAME_PAUSED) > 15
    assert Code.FRAME_SKIPPED not in pieces[1].codes


def test_frames_go_on_while_the_sinks_of_the_next_piece_are_made(tiny_model) -> None:
    """Making them may take its time; the line's lock is not held meanwhile."""
    pieces = Pieces()

    def sinks(piece: Piece) -> list[Heard]:
        if piece.id == "B":
            pieces.heard[0].wait_for(len(pieces.heard[0].frames) + 20)
        return pieces(piece)  # type: ignore[return-value]

    running = new_line(tiny_model, Lane(CountedSource()), sinks=sinks)  # type: ignore[arg-type]
    running.start(Piece("A"))
    pieces.heard[0].wait_for(1)
    assert running.begin_piece(Piece("B"))
    pieces.heard[1].wait_for(1)
    running.stop()
    assert running.join(120)


def test_sinks_that_cannot_be_made_leave_the_piece_before_running(tiny_model) -> None:
    pieces, source = Pieces(), CountedSource()

    def sinks(piece: Piece) -> list[Heard]:
        if piece.id == "B":
            raise OSError("no room")
        return pieces(piece)  # type: ignore[return-value]

    running = new_line(tiny_model, Lane(source), sinks=sinks)  # type: ignore[arg-type]
    running.start(Piece("A"))
    pieces.heard[0].wait_for(1)
    with pytest.raises(OSError, match="no room"):
        running.begin_piece(Piece("B"))
    pieces.heard[0].wait_for(len(pieces.heard[0].frames) + 5)
    assert (running.status.piece.id, running.status.generation) == ("A", 1)
    assert running.begin_piece(Piece("C"))
    pieces.heard[1].wait_for(1)
    running.stop()
    assert running.join(120)
    assert [heard.starts[0].piece.id for heard in pieces.heard] == ["A", "C"]
    assert list(chain(*(heard.numbers for heard in pieces.heard))) == list(range(source.n_delivered))


def test_a_line_whose_first_sinks_cannot_be_made_does_not_run(tiny_model) -> None:
    def sinks(piece: Piece) -> list[Heard]:
        raise OSError("no room")

    idle = new_line(tiny_model, Lane(CountedSource()), sinks=sinks)  # type: ignore[arg-type]
    with pytest.raises(OSError, match="no room"):
        idle.start(R1)
    assert idle.status.state is State.IDLE


def test_a_required_sink_that_cannot_begin_the_next_piece_ends_the_line_and_loses_no_frame(tiny_model) -> None:
    class Refuses(Heard):
        def begin(self, start: object) -> None:
            raise SourceError(message(Code.OUTPUT_UNWRITABLE, path="x", detail="full"))

    beside = Pieces()
    source = CountedSource()

    def sinks(piece: Piece) -> list[Heard]:
        return [*beside(piece), *([Refuses()] if piece.id == "B" else [])]  # type: ignore[list-item]

    running = new_line(tiny_model, Lane(source), sinks=sinks)  # type: ignore[arg-type]
    running.start(Piece("A"))
    beside.heard[0].wait_for(2)
    running.begin_piece(Piece("B"))
    assert running.join(120)
    assert [heard.ended[0].outcome for heard in beside.heard] == [Outcome.COMPLETED, Outcome.FAILED]
    assert list(chain(*(heard.numbers for heard in beside.heard))) == list(range(source.n_delivered))


@pytest.mark.parametrize(
    ("across_mm", "expected"),
    [(40.0, None), (42.0, None), (90.0, (Code.LANES_APART, 50.0)), (30.0, (Code.LANES_OVERLAP, 10.0))],
)
def test_neighbours_that_do_not_meet_are_told_once_with_the_mm_between_them(tiny_model, across_mm, expected) -> None:
    heard = Heard()
    lanes = [
        Lane(MemorySource([frame(n) for n in range(3)]), name=name, scale=Calibration(1.0, 1.0), across_mm=at)
        for name, at in (("right", across_mm), ("left", 0.0))
    ]
    running = new_line(tiny_model, *lanes, sinks=lambda piece: [heard])
    running.start(R1)
    assert running.join(120)
    told = [text for text in heard.messages if text.code in (Code.LANES_APART, Code.LANES_OVERLAP)]
    assert told == ([message(expected[0], left="left", right="right", mm=expected[1])] if expected else [])


@pytest.mark.parametrize("knows_speed", [False, True])
def test_a_piece_that_ends_while_its_camera_is_lost_has_a_gap_to_its_end(tiny_model, knows_speed: bool) -> None:
    is_lost, may_come_back = threading.Event(), threading.Event()
    began = datetime.now(UTC)
    lost = message(Code.CAMERA_LOST, address="cam", retry_s=1.0)

    def before(number: int, stop: threading.Event) -> None:
        if number == 1:
            is_lost.set()
            may_come_back.wait(120)

    back = MissedFrame(1, "frame 000001", message(Code.CAMERA_BACK, address="cam", lost_s=9.0), began)
    first, last = (replace(frame(number), captured_at=began) for number in (0, 2))  # before A: at 0 mm
    source = MemorySource([first, lost, back, last], before=before)
    tracker = TimeAndSpeed(mm_per_s=1e6) if knows_speed else None
    pieces = Pieces()
    running = new_line(tiny_model, Lane(source, scale=Calibration(1.0, 1.0), tracker=tracker), sinks=pieces)
    running.start(Piece("A"))
    assert is_lost.wait(120)
    pieces.heard[0].wait_for(1)
    running.begin_piece(Piece("B"))
    running.begin_piece(Piece("C"))
    pieces.heard[1].wait_for_end()
    may_come_back.set()
    assert running.join(120)
    for heard, numbers in zip(pieces.heard, ([0], [], [1, 2]), strict=True):
        assert heard.numbers == numbers
        assert lost in heard.messages
        (gap,) = [gap for gap in heard.gaps.values() if gap.cause is GapCause.LOST]
        assert gap.n_frames == (1 if heard is pieces.heard[2] else 0)
        assert gap.start_px == (24 if heard is pieces.heard[0] else 0)
    assert len({id(heard.starts[0].lanes) for heard in pieces.heard}) == 1  # by this the window knows: still lost
    coverage = pieces.heard[0].ended[0].coverage
    if knows_speed:
        length = (pieces.heard[1].starts[0].stamp.at - pieces.heard[0].starts[0].stamp.at).total_seconds() * 1e6
        assert coverage.not_inspected == {GapCause.LOST: pytest.approx(length - 24)}
        assert (coverage.seen, coverage.n_unknown) == (pytest.approx(length), 0)
    else:
        assert (coverage.seen, coverage.not_inspected, coverage.n_unknown) == (24.0, {}, 1)


def test_how_far_a_source_has_come_counts_over_all_pieces(tiny_model) -> None:
    may_go_on, pieces = threading.Event(), Pieces()
    source = MemorySource([frame(n) for n in range(5)], before=lambda n, stop: n != 3 or may_go_on.wait(120))
    running = new_line(tiny_model, Lane(source), sinks=pieces)
    running.start(Piece("A"))
    pieces.heard[0].wait_for(3)
    running.begin_piece(Piece("B"))
    may_go_on.set()
    assert running.join(120)
    status = running.status
    assert (status.n_done, status.n_frames, status.stats.n_inspected) == (5, 5, 2)


def test_recent_frames_keep_those_of_two_lanes_apart(tiny_model) -> None:
    heard = Heard()
    lanes = [Lane(MemorySource([frame(n) for n in range(3)])) for _ in range(2)]
    running = new_line(tiny_model, *lanes, sinks=lambda piece: [heard])
    running.start(R1)
    assert running.join(120)
    recent = RecentFrames()
    for result in heard.results:
        recent.add(result)
    for result in heard.results:
        assert recent.get(result.frame.frame_index, result.placement.lane) is result


def test_a_frame_that_cannot_be_counted_costs_itself_only(tiny_model, monkeypatch) -> None:
    counts = PieceCoverage.inspected

    def inspected(self: PieceCoverage, counted: Frame, placement: Placement) -> list[Gap]:
        if counted.frame_index == 1:
            raise ZeroDivisionError
        return counts(self, counted, placement)

    monkeypatch.setattr(PieceCoverage, "inspected", inspected)
    source, heard = OverwritingSource(4, n_buffers=2), Heard()
    ended = run(source, tiny_model, heard)
    assert (heard.numbers, source.n_lent) == ([0, 1, 2, 3], 0)
    assert heard.codes == [None, Code.FRAME_FAILED, None, None]
    assert ended.status.outcome is Outcome.COMPLETED
