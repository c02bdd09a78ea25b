"""What waits between capture, prediction and results: in order, counted, and nothing lost without a word."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.core.frame import Frame, MissedFrame
from inspector.core.messages import Code, message
from inspector.core.placement import Placement
from inspector.pipeline import lane_buffer
from inspector.pipeline.lane_buffer import MAX_WAIT_S, Captured, Item, LaneBuffer, PieceMark, Work, missed

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
PIXELS = np.zeros((4, 6), np.uint8)
YOUNG_S = 1e12  # time.monotonic() of a frame that will not be old while a test runs


def frame(number: int, arrived_s: float = YOUNG_S) -> Frame:
    return Frame(number, f"frame {number:06d}", PIXELS, NOON, arrived_s + number)


def unreadable(number: int) -> MissedFrame:
    return MissedFrame(number, f"frame {number:06d}", message(Code.FRAME_TRUNCATED, name="x"), NOON)


class Buffer(LaneBuffer):
    """A buffer of its own condition. Pieces are told by the marks that were put."""

    def __init__(self, capacity: int, *, is_live: bool, ahead: int = 100, skip_code: Code = Code.FRAME_SKIPPED) -> None:
        self.changed = threading.Condition()
        self.generation = 0
        super().__init__(
            self.changed, self._placed, capacity=capacity, ahead=ahead, is_live=is_live, skip_code=lambda: skip_code
        )

    def _placed(self, item: Item) -> Captured:
        return Captured(item, Placement(), self.generation)

    def next_piece(self) -> None:
        with self.changed:
            self.generation += 1
            self.mark(PieceMark(self.generation))

    def take_or_end(self) -> tuple[int, Work] | None:
        """As a predicting thread takes; None when closed and empty."""
        with self.changed:
            self.changed.wait_for(lambda: self.is_takeable or self.is_closed_and_taken)
            return self.take() if self.is_takeable else None

    def take_item(self) -> Item:
        found = self.take_or_end()
        assert found is not None
        assert isinstance(found[1], Captured)
        return found[1].item

    def take_all(self) -> list[tuple[int, Item]]:
        found = iter(self.take_or_end, None)
        return [(position, work.item) for position, work in found if isinstance(work, Captured)]


def code_of(item: Item) -> Code | None:
    return item.reason.code if isinstance(item, MissedFrame) else None


def begin(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def ends(thread: threading.Thread, within_s: float = 20.0) -> bool:
    thread.join(within_s)
    return not thread.is_alive()


def test_a_missed_frame_keeps_what_and_when_it_was():
    lost = missed(frame(7), Code.FRAME_SKIPPED)
    assert (lost.frame_index, lost.name, lost.captured_at, lost.n_rows) == (7, "frame 000007", NOON, 4)
    assert lost.reason == message(Code.FRAME_SKIPPED, name="frame 000007")


def test_a_source_that_can_wait_waits_for_room():
    buffer = Buffer(2, is_live=False)
    order: list[str] = []
    buffer.put(frame(0))
    buffer.put(frame(1))

    def put_third() -> None:
        buffer.put(frame(2))
        order.append("put")

    third = begin(put_third)
    with buffer.changed:
        order.append("taken")
        assert buffer.take()[0] == 0
    assert ends(third)
    assert order == ["taken", "put"]
    buffer.close()
    assert [(position, item.frame_index) for position, item in buffer.take_all()] == [(1, 1), (2, 2)]


def test_what_waits_can_still_be_taken_after_closing():
    buffer = Buffer(4, is_live=False)
    for number in range(3):
        buffer.put(frame(number))
    buffer.close()
    assert [item.frame_index for _, item in buffer.take_all()] == [0, 1, 2]
    with pytest.raises(RuntimeError):
        buffer.put(frame(3))


def test_closing_wakes_all_that_wait_to_take():
    buffer = Buffer(2, is_live=False)
    taken: list[object] = []
    waiting = [begin(lambda: taken.append(buffer.take_or_end())) for _ in range(3)]
    buffer.close()
    assert all(ends(thread) for thread in waiting)
    assert taken == [None, None, None]


def test_a_live_buffer_gives_up_the_oldest_frame_in_its_place():
    buffer = Buffer(2, is_live=True)
    for item in (frame(0), unreadable(1), frame(2), frame(3), frame(4)):
        buffer.put(item)  # never waits
    buffer.close()
    found = buffer.take_all()
    assert [position for position, _ in found] == [0, 1, 2, 3, 4]
    assert [item.frame_index for _, item in found] == [0, 1, 2, 3, 4]
    assert [code_of(item) for _, item in found] == [
        Code.FRAME_SKIPPED,
        Code.FRAME_TRUNCATED,  # what was unreadable keeps its own reason and takes no room
        Code.FRAME_SKIPPED,
        None,
        None,
    ]


def test_what_is_given_up_while_the_records_wait_says_so():
    buffer = Buffer(1, is_live=True, skip_code=Code.FRAME_PAUSED)
    buffer.put(frame(0))
    buffer.put(frame(1))
    assert code_of(buffer.take_item()) is Code.FRAME_PAUSED


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(lane_buffer.time, "monotonic", lambda: now[0])
    return now


def test_a_live_frame_that_has_waited_too_long_gives_way_to_a_newer_one(clock: list[float]):
    buffer = Buffer(4, is_live=True)
    for number, arrived_s in enumerate((98.0, 99.0, 99.0 + MAX_WAIT_S, 99.9)):
        buffer.put(frame(number, arrived_s - number))
    buffer.close()
    assert [code_of(item) for _, item in buffer.take_all()] == [Code.FRAME_SKIPPED, Code.FRAME_SKIPPED, None, None]


def test_the_newest_live_frame_is_inspected_however_long_it_has_waited(clock: list[float]):
    """Else a PC that needs long for each frame would inspect none."""
    buffer = Buffer(4, is_live=True)
    for number in range(3):
        buffer.put(frame(number, 1.0))
    buffer.close()
    assert [code_of(item) for _, item in buffer.take_all()] == [Code.FRAME_SKIPPED, Code.FRAME_SKIPPED, None]


def test_frames_of_a_source_that_can_wait_are_never_too_old(clock: list[float]):
    buffer = Buffer(4, is_live=False)
    for number in range(3):
        buffer.put(frame(number, 1.0))
    buffer.close()
    assert [code_of(item) for _, item in buffer.take_all()] == [None] * 3


def test_a_live_buffer_has_room_again_for_each_frame_taken():
    buffer = Buffer(1, is_live=True)
    for number in range(5):
        buffer.put(frame(number))
        assert code_of(buffer.take_item()) is None
    buffer.close()
    assert buffer.take_all() == []


def test_giving_up_marks_what_waits_and_what_still_comes():
    buffer = Buffer(3, is_live=False)
    for item in (frame(0), unreadable(1), frame(2)):
        buffer.put(item)
    blocked = begin(lambda: buffer.put(frame(3)))
    buffer.give_up()
    assert ends(blocked)
    for number in range(4, 20):  # beyond capacity, without waiting
        buffer.put(frame(number))
    buffer.close()
    found = [item for _, item in buffer.take_all()]
    assert [item.frame_index for item in found] == list(range(20))
    assert code_of(found[1]) is Code.FRAME_TRUNCATED
    assert {code_of(item) for item in found if item.frame_index != 1} == {Code.FRAME_NOT_REACHED}


def test_giving_up_after_the_source_has_ended_marks_what_waits():
    buffer = Buffer(3, is_live=False)
    buffer.put(frame(0))
    buffer.close()
    buffer.give_up()
    assert code_of(buffer.take_item()) is Code.FRAME_NOT_REACHED
    assert buffer.take_or_end() is None


def test_a_mark_travels_with_the_frames_and_takes_no_room():
    buffer = Buffer(2, is_live=True)
    buffer.put(frame(0))
    buffer.next_piece()
    buffer.put(frame(1))
    buffer.next_piece()
    buffer.put(frame(2))  # the oldest gives way, and stays with the piece that it was captured on
    buffer.close()
    works = [work for _, work in iter(buffer.take_or_end, None)]
    assert [
        work.generation if isinstance(work, PieceMark) else (work.generation, work.item.frame_index) for work in works
    ] == [(0, 0), 1, (1, 1), 2, (2, 2)]
    assert [code_of(work.item) for work in works if isinstance(work, Captured)] == [Code.FRAME_SKIPPED, None, None]


def test_who_waits_longest_is_known_and_what_needs_no_prediction_goes_first():
    buffer = Buffer(4, is_live=False)
    buffer.put(frame(3))
    assert buffer.waits_since_s == YOUNG_S + 3
    buffer.take_item()
    buffer.put(unreadable(4))
    assert buffer.waits_since_s == 0.0


@settings(max_examples=40, deadline=None)
@given(
    is_live=st.booleans(),
    capacity=st.integers(1, 4),
    readable=st.lists(st.booleans(), min_size=1, max_size=60),
    n_takers=st.integers(1, 3),
    give_up_at=st.none() | st.integers(0, 60),
    ahead=st.integers(1, 6),
    seed=st.integers(0, 2**16),
)
def test_every_frame_put_comes_out_once_and_in_order_whatever_threads_do(
    is_live, capacity, readable, n_takers, give_up_at, ahead, seed
):
    buffer = Buffer(capacity, is_live=is_live, ahead=ahead)
    finished: list[Item] = []

    def predict(rng: random.Random) -> None:
        while (found := buffer.take_or_end()) is not None:
            if rng.random() < 0.2:
                threading.Event().wait(0.0003)
            with buffer.changed:
                buffer.put_done(found[0], found[1])

    def finish() -> None:
        while len(finished) < len(readable):
            with buffer.changed:
                buffer.changed.wait_for(lambda: buffer.has_done)
                work = buffer.take_done()
            assert isinstance(work, Captured)
            finished.append(work.item)

    threads = [begin(lambda n=n: predict(random.Random(seed + n))) for n in range(n_takers)]
    threads.append(begin(finish))
    for number, is_readable in enumerate(readable):
        if number == give_up_at:
            buffer.give_up()
        buffer.put(frame(number) if is_readable else unreadable(number))
    buffer.close()
    assert all(ends(thread) for thread in threads)
    assert [item.frame_index for item in finished] == list(range(len(readable)))
    for number, is_readable in enumerate(readable):
        code = code_of(finished[number])
        if not is_readable:
            assert code is Code.FRAME_TRUNCATED
        elif give_up_at is not None and number >= give_up_at:
            assert code is Code.FRAME_NOT_REACHED
        else:  # before that it may have been skipped (live), or have waited as the stop came
            assert (
                code is None
                or (is_live and code is Code.FRAME_SKIPPED)
                or (give_up_at is not None and give_up_at < len(readable) and code is Code.FRAME_NOT_REACHED)
            )


def test_a_lane_far_ahead_of_its_slowest_frame_gives_no_more():
    buffer = Buffer(10, is_live=False, ahead=2)
    for number in range(6):
        buffer.put(frame(number))
    taken = []
    with buffer.changed:
        while buffer.is_takeable:
            taken.append(buffer.take())
        assert [position for position, _ in taken] == [0, 1, 2]  # position 0 is still being worked on
        buffer.put_done(*taken[1])
        assert not buffer.has_done
        buffer.put_done(*taken[0])
        assert [buffer.take_done() for _ in range(2)] == [taken[0][1], taken[1][1]]
        assert buffer.is_takeable
