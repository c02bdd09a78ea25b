"""A line whose sources stay open while pieces come and go, and whose lanes share one pool of predicting threads."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from pipeline_samples import R1, Heard, MemorySource, frame, line, run, started, with_backend

from inspector.core.calibration import Calibration
from inspector.core.frame import Frame, MissedFrame
from inspector.core.messages import Code, Message, SourceError, message
from inspector.core.piece import GapCause, Piece
from inspector.inference.loaded_model import LoadedModel
from inspector.inference.model_file import Provider, open_model
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.pipeline.lane import Lane
from inspector.pipeline.line import Line, State
from inspector.pipeline.position import TimeAndSpeed
from inspector.pipeline.sink import Outcome, Sink
from inspector.sources.source import SourceInfo, SourceKind
from tests.tiny_model import CLEAN, DULL, write_tiny_model

SCALE = Calibration(1.0, 1.0)


class CountedSource:
    """Counts what it delivers, for as long as it is let; it is opened once and closed once."""

    def __init__(self, *, is_live: bool = False, is_continuous: bool = False, height: int = 8) -> None:
        self.info = SourceInfo(SourceKind.CAMERA, "counted", is_live, is_continuous)
        self.n_delivered = self.n_closed = self.n_iterated = 0
        self._height = height

    def frames(self, stop: threading.Event, notify: Callable[[Message], None]) -> Iterator[Frame | MissedFrame]:
        self.n_iterated += 1
        while not stop.is_set():
            if self.info.is_live:
                stop.wait(0.001)  # a camera takes its time; without, this thread would leave none to the others
            drawn = np.full((self._height, 40), CLEAN, np.uint8)
            drawn[:, 10:14] = DULL
            index, self.n_delivered = self.n_delivered, self.n_delivered + 1
            yield Frame(index, f"frame {index:06d}", drawn, datetime.now(UTC), time.monotonic())

    def close(self) -> None:
        self.n_closed += 1


class Pieces:
    """The sinks of a line, one for each piece."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []

    def __call__(self, piece: Piece) -> list[Sink]:
        self.heard.append(Heard())
        return [self.heard[-1]]


def new_line(model: LoadedModel, *lanes: Lane, sinks: Callable[[Piece], list[Sink]], **changed: object) -> Line:
    settings = replace(InspectionSettings.of_card(model.card), **changed)  # type: ignore[arg-type]
    return Line(lanes, model, settings, sinks=sinks)


@pytest.mark.parametrize("is_live", [False, True])
def test_over_20_pieces_no_frame_is_lost_and_none_counted_twice(tiny_model, is_live: bool) -> None:
    source, pieces = CountedSource(is_live=is_live), Pieces()
    running = new_line(with_backend(tiny_model, lambda: None, 3), Lane(source), sinks=pieces)
    running.start(Piece("0"))
    for number in range(1, 21):
        pieces.heard[-1].wait_for(3)
        assert running.begin_piece(Piece(str(number)))
    pieces.heard[-1].wait_for(3)
    running.stop()
    assert running.join(120)

    assert (source.n_iterated, source.n_closed) == (1, 1)
    assert [heard.starts[0].piece.id for heard in pieces.heard] == [str(number) for number in range(21)]
    assert [heard.starts[0].generation for heard in pieces.heard] == list(range(1, 22))
    assert len({heard.starts[0].inspection_id for heard in pieces.heard}) == 21
    every = [index for heard in pieces.heard for index in heard.numbers]
    assert every == list(range(source.n_delivered))
    assert [end.outcome for heard in pieces.heard[:-1] for end in heard.ended] == [Outcome.COMPLETED] * 20
    assert running.status.stats.n_in == len(pieces.heard[-1].frames)


def test_each_piece_begins_at_0_and_defects_end_with_it(tiny_model) -> None:
    source, pieces = CountedSource(is_continuous=True), Pieces()
    running = new_line(tiny_model, Lane(source), sinks=pieces, calibration=SCALE)
    running.start(Piece("A"))
    pieces.heard[0].wait_for(3)
    running.begin_piece(Piece("B"))
    pieces.heard[1].wait_for(3)
    running.stop()
    assert running.join(120)
    for heard in pieces.heard:
        assert [placement.along_mm for placement in heard.placements[:3]] == [0.0, 8.0, 16.0]
        assert {defect.defect_id for result in heard.results for defect in result.defects} == {1}
        assert heard.ended[0].coverage.seen == 8.0 * len(heard.frames)
    (first,) = {defect.size_mm.length for defect in pieces.heard[0].results[-1].defects}
    assert first == 8.0 * len(pieces.heard[0].results)  # the scratch of A does not go on into B


def test_a_piece_ends_before_the_next_one_begins(tiny_model) -> None:
    order: list[str] = []

    class Ordered(Heard):
        def __init__(self, piece: Piece) -> None:
            super().__init__()
            self.piece = piece

        def begin(self, start: object) -> None:
            order.append(f"begin {self.piece.id}")
            super().begin(start)

        def end(self, end: object) -> None:
            order.append(f"end {self.piece.id}")
            super().end(end)

    made: list[Ordered] = []

    def sinks(piece: Piece) -> list[Sink]:
        made.append(Ordered(piece))
        return [made[-1]]

    running = new_line(tiny_model, Lane(CountedSource()), sinks=sinks)
    running.start(Piece("A"))
    made[0].wait_for(1)
    running.begin_piece(Piece("B"))
    made[1].wait_for(1)
    running.stop()
    assert running.join(120)
    assert order == ["begin A", "end A", "begin B", "end B"]


def test_a_piece_without_a_frame_begins_and_ends_all_the_same(tiny_model) -> None:
    may_deliver, pieces = threading.Event(), Pieces()
    source = MemorySource([frame(0)], before=lambda n, stop: may_deliver.wait(120))
    running = new_line(tiny_model, Lane(source), sinks=pieces)
    running.start(Piece("A"))
    running.begin_piece(Piece("B"))
    pieces.heard[0].wait_for_end()
    may_deliver.set()
    assert running.join(120)
    assert [(heard.numbers, heard.ends) for heard in pieces.heard] == [
        ([], [(Outcome.COMPLETED, None)]),
        ([0], [(Outcome.COMPLETED, None)]),
    ]


def test_no_piece_begins_on_a_line_that_has_ended(tiny_model) -> None:
    ended = run(MemorySource([frame(0)]), tiny_model, Heard())
    assert not ended.begin_piece(Piece("late"))
    assert ended.status.piece == R1


# Several lanes


def test_lanes_share_one_pool_however_many_they_are(tiny_model) -> None:
    now, most = [0], [0]
    lock = threading.Lock()

    def counts() -> None:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        threading.Event().wait(0.002)
        with lock:
            now[0] -= 1

    model = with_backend(tiny_model, counts, n_streams=2)
    heard = Heard()
    lanes = [Lane(MemorySource([frame(n) for n in range(15)]), name=f"lane {index}") for index in range(4)]
    running = new_line(model, *lanes, sinks=lambda piece: [heard])
    running.start(R1)
    threads = [thread for thread in threading.enumerate() if thread.name.startswith("predict-")]
    assert len(threads) == 2
    assert running.join(120)
    assert most[0] == 2
    for lane in range(4):
        own = [number for number, at in zip(heard.numbers, heard.placements, strict=True) if at.lane == lane]
        assert own == list(range(15))


def test_a_defect_over_two_lanes_is_one_and_lies_on_the_piece(tiny_model) -> None:
    left = np.full((10, 20), CLEAN, np.uint8)
    left[4:6, 15:] = DULL
    right = np.full((10, 30), CLEAN, np.uint8)
    right[4:6, :10] = DULL
    heard = Heard()
    lanes = [
        Lane(MemorySource([replace(frame(0), pixels=right)]), across_mm=20.0, scale=SCALE, name="right"),
        Lane(MemorySource([replace(frame(0), pixels=left)]), across_mm=0.0, scale=SCALE, name="left"),
    ]
    running = new_line(tiny_model, *lanes, sinks=lambda piece: [heard])
    running.start(R1)
    assert running.join(120)
    (last,) = {defect.defect_id: defect for result in heard.results for defect in result.defects}.values()
    assert (last.lanes, last.size_mm.width, last.size_mm.length) == ((0, 1), 15.0, 2.0)
    assert (last.offset_mm, last.position_mm) == (22.5, 5.0)
    assert [lane.name for lane in running.status.lanes] == ["right", "left"]


def test_a_lane_that_fails_ends_itself_and_no_piece_without_it_is_complete(tiny_model) -> None:
    lost = SourceError(message(Code.CAMERA_NOT_FOUND, address="cam"))
    pieces, source = Pieces(), CountedSource()
    broken = MemorySource([frame(0), lost])
    running = new_line(tiny_model, Lane(broken), Lane(source), sinks=pieces)
    running.start(Piece("A"))
    with pieces.heard[0].changed:
        assert pieces.heard[0].changed.wait_for(lambda: lost.message in pieces.heard[0].messages, 120)
    n_before = len(pieces.heard[0].frames)
    pieces.heard[0].wait_for(n_before + 5)  # the other lane goes on
    running.begin_piece(Piece("B"))
    pieces.heard[1].wait_for(2)
    running.stop()
    assert running.join(120)
    assert [heard.ends for heard in pieces.heard] == [[(Outcome.FAILED, lost.message)]] * 2


def test_rows_count_along_also_of_missed_frames_where_nobody_knows_as_many_as_of_the_frame_before(tiny_model) -> None:
    cut, gone = (
        MissedFrame(n, f"{n}.png", message(Code.FRAME_TRUNCATED, name=f"{n}.png"), frame(n).captured_at, n_rows)
        for n, n_rows in ((1, 200), (2, None))
    )
    heard = Heard()
    run(MemorySource([frame(0), cut, gone, frame(3)]), tiny_model, heard, calibration=Calibration(1.0, 0.25))
    assert [placement.along_px for placement in heard.placements] == [0, 24, 224, 248]
    assert [placement.along_mm for placement in heard.placements] == [0.0, 6.0, 56.0, 62.0]


def test_time_and_speed_place_what_was_lost_in_millimetres(tiny_model) -> None:
    at = datetime.now(UTC) + timedelta(seconds=1)
    frames: list[Frame | MissedFrame] = [
        replace(frame(0), captured_at=at),
        MissedFrame(1, "lost", message(Code.CAMERA_BACK, address="x", lost_s=1.0), at + timedelta(seconds=0.01)),
        replace(frame(2), captured_at=at + timedelta(seconds=2)),
    ]
    heard = Heard()
    lane = Lane(MemorySource(frames), scale=SCALE, tracker=TimeAndSpeed(mm_per_s=100.0))
    running = new_line(tiny_model, lane, sinks=lambda piece: [heard])
    running.start(R1)
    assert running.join(120)
    first, _, last = (placement.along_mm for placement in heard.placements)
    assert last - first == pytest.approx(200.0)
    gaps = [gap for gap in heard.gaps.values() if gap.cause is GapCause.LOST]
    assert [gap.end_mm - first for gap in gaps] == [pytest.approx(200.0)]
    assert heard.ended[0].coverage.not_inspected[GapCause.LOST] == pytest.approx(200.0 - 24.0)


# Sinks of best effort


class Publisher(Heard):
    is_required = False


def test_a_publisher_that_always_raises_ends_nothing_and_is_told_once(tiny_model) -> None:
    def fails(number: int) -> None:
        raise ConnectionError("broker away")

    publisher, records = Publisher(fails), Heard()
    ended = run(MemorySource([frame(n) for n in range(40)]), tiny_model, publisher, records)
    assert ended.status.outcome is Outcome.COMPLETED
    assert records.codes == [None] * 40
    assert [text.code for text in records.messages] == [Code.SINK_FAILED]
    assert records.messages[0].params["detail"] == "ConnectionError: broker away"


def test_a_publisher_that_comes_back_gets_the_next_frame(tiny_model) -> None:
    def fails(number: int) -> None:
        if number < 3:
            raise ConnectionError

    publisher = Publisher(fails)
    run(MemorySource([frame(n) for n in range(6)]), tiny_model, publisher, Heard())
    assert publisher.numbers == [3, 4, 5]


def test_a_publisher_that_cannot_begin_or_end_leaves_the_inspection_completed(tiny_model) -> None:
    class Refuses(Publisher):
        def begin(self, start: object) -> None:
            raise OSError("no")

        def end(self, end: object) -> None:
            raise OSError("no")

    records = Heard()
    ended = run(MemorySource([frame(0)]), tiny_model, Refuses(), records)
    assert (ended.status.outcome, records.codes) == (Outcome.COMPLETED, [None])


# What cannot be listed


def test_a_rest_that_cannot_be_listed_fails_the_inspection_in_words(tiny_model) -> None:
    class Forgets(MemorySource):
        def remaining(self) -> Iterator[MissedFrame]:
            raise PermissionError("gone")

    heard = Heard()
    source = Forgets([frame(n) for n in range(9)], before=lambda n, stop: stop.wait(60 if n == 2 else 0))
    running = started(source, tiny_model, heard)
    heard.wait_for(2)
    running.stop()
    assert running.join(120)
    assert heard.ended[0].outcome is Outcome.FAILED
    assert heard.ended[0].reason == message(Code.REST_UNKNOWN, name="memory", detail="PermissionError: gone")


def test_a_live_frame_given_up_while_the_records_wait_is_paused_and_not_skipped(tiny_model) -> None:
    may_go_on = threading.Event()
    heard = Heard(lambda number: may_go_on.wait(120))
    delivered = threading.Event()

    def before(number: int, stop: threading.Event) -> None:
        if number == 1:
            heard_has_first.wait(120)
            stop.wait(0.5)  # longer than what counts as the normal pace of the records
        if number == 39:
            delivered.set()

    heard_has_first = threading.Event()
    heard.on_frame = lambda number: (heard_has_first.set(), may_go_on.wait(120))
    source = MemorySource([frame(n) for n in range(40)], is_live=True, before=before)
    running = started(source, tiny_model, heard)
    assert delivered.wait(120)
    may_go_on.set()
    assert running.join(120)
    assert heard.codes.count(Code.FRAME_PAUSED) > 20
    assert Code.FRAME_SKIPPED not in heard.codes
    assert {gap.cause for gap in heard.gaps.values()} == {GapCause.PAUSED}


def test_the_model_of_the_next_piece_is_the_one_it_began_with(tiny_model, tmp_path) -> None:
    other = open_model(write_tiny_model(tmp_path / "other.onnx", name="other"), Provider.CPU)
    pieces = Pieces()
    running = new_line(tiny_model, Lane(CountedSource()), sinks=pieces)
    running.start(Piece("A"))
    pieces.heard[0].wait_for(2)
    running.use_model(other, InspectionSettings.of_card(other.card))
    running.begin_piece(Piece("B"))
    pieces.heard[1].wait_for(2)
    running.stop()
    assert running.join(120)
    assert pieces.heard[1].starts[0].model.card.name == "other"
    assert {result.card.name for result in pieces.heard[1].results} == {"other"}
    assert pieces.heard[1].models == []


def test_a_line_that_was_never_started_says_so(tiny_model) -> None:
    idle = line(MemorySource([frame(0)]), tiny_model, Heard())
    assert (idle.status.state, idle.status.piece, idle.status.coverage.seen) == (State.IDLE, Piece(""), 0)
