"""What waits between capture, prediction and results: in order, counted, and nothing lost without a word."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.core.frame import Frame, MissedFrame
from inspector.core.messages import Code, message
from inspector.pipeline.frame_queue import FrameQueue, InOrder, Item, missed

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
PIXELS = np.zeros((4, 6), np.uint8)


def frame(number: int) -> Frame:
    return Frame(number, f"frame {number:06d}", PIXELS, NOON, 0.0, number * 4, number / 10)


def unreadable(number: int) -> MissedFrame:
    return MissedFrame(number, f"frame {number:06d}", message(Code.FRAME_TRUNCATED, name="x"), NOON)


def take_all(queue: FrameQueue) -> list[tuple[int, Item]]:
    return list(iter(queue.take, None))


def told(item: Item) -> Code | None:
    return item.reason.code if isinstance(item, MissedFrame) else None


def begin(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def ends(thread: threading.Thread, within_s: float = 5.0) -> bool:
    thread.join(within_s)
    return not thread.is_alive()


def test_a_missed_frame_keeps_where_and_when_it_was():
    lost = missed(frame(7), Code.FRAME_SKIPPED)
    assert (lost.frame_index, lost.name, lost.captured_at) == (7, "frame 000007", NOON)
    assert (lost.along_px, lost.n_rows, lost.along_m) == (28, 4, 0.7)
    assert lost.reason == message(Code.FRAME_SKIPPED, name="frame 000007")


def test_a_source_that_can_wait_waits_for_room():
    queue = FrameQueue(2, is_live=False)
    queue.put(frame(0))
    queue.put(frame(1))
    third = begin(lambda: queue.put(frame(2)))
    time.sleep(0.1)
    assert third.is_alive()
    assert queue.take()[1].frame_index == 0
    assert ends(third)
    queue.close()
    assert [(place, item.frame_index) for place, item in take_all(queue)] == [(1, 1), (2, 2)]


def test_what_waits_can_still_be_taken_after_closing():
    queue = FrameQueue(4, is_live=False)
    for number in range(3):
        queue.put(frame(number))
    queue.close()
    assert [item.frame_index for _, item in take_all(queue)] == [0, 1, 2]
    assert queue.take() is None
    with pytest.raises(RuntimeError):
        queue.put(frame(3))


def test_closing_wakes_all_that_wait_to_take():
    queue = FrameQueue(2, is_live=False)
    taken: list[object] = []
    waiting = [begin(lambda: taken.append(queue.take())) for _ in range(3)]
    time.sleep(0.05)
    queue.close()
    assert all(ends(thread) for thread in waiting)
    assert taken == [None, None, None]


def test_a_live_queue_gives_up_the_oldest_frame_in_its_place():
    queue = FrameQueue(2, is_live=True)
    for item in (frame(0), unreadable(1), frame(2), frame(3), frame(4)):
        queue.put(item)  # never waits
    queue.close()
    found = take_all(queue)
    assert [place for place, _ in found] == [0, 1, 2, 3, 4]
    assert [item.frame_index for _, item in found] == [0, 1, 2, 3, 4]
    assert [told(item) for _, item in found] == [
        Code.FRAME_SKIPPED,
        Code.FRAME_TRUNCATED,  # what was unreadable keeps its own reason and takes no room
        Code.FRAME_SKIPPED,
        None,
        None,
    ]


def test_a_live_queue_has_room_again_for_each_frame_taken():
    queue = FrameQueue(1, is_live=True)
    for number in range(5):
        queue.put(frame(number))
        assert told(queue.take()[1]) is None
    queue.close()
    assert take_all(queue) == []


def test_giving_up_marks_what_waits_and_what_still_comes():
    queue = FrameQueue(3, is_live=False)
    for item in (frame(0), unreadable(1), frame(2)):
        queue.put(item)
    blocked = begin(lambda: queue.put(frame(3)))
    time.sleep(0.05)
    queue.give_up()
    assert ends(blocked)
    for number in range(4, 20):  # beyond capacity, without waiting
        queue.put(frame(number))
    queue.close()
    found = [item for _, item in take_all(queue)]
    assert [item.frame_index for item in found] == list(range(20))
    assert told(found[1]) is Code.FRAME_TRUNCATED
    assert {told(item) for item in found if item.frame_index != 1} == {Code.FRAME_NOT_REACHED}


def test_giving_up_after_the_source_has_ended_marks_what_waits():
    queue = FrameQueue(3, is_live=False)
    queue.put(frame(0))
    queue.close()
    queue.give_up()
    assert told(queue.take()[1]) is Code.FRAME_NOT_REACHED
    assert queue.take() is None


@settings(max_examples=40, deadline=None)
@given(
    is_live=st.booleans(),
    capacity=st.integers(1, 4),
    readable=st.lists(st.booleans(), min_size=1, max_size=60),
    n_takers=st.integers(1, 3),
    give_up_at=st.none() | st.integers(0, 60),
    seed=st.integers(0, 2**16),
)
def test_every_frame_put_is_taken_once_whatever_threads_do(is_live, capacity, readable, n_takers, give_up_at, seed):
    queue = FrameQueue(capacity, is_live=is_live)
    taken: list[tuple[int, Item]] = []

    def take(chance: random.Random) -> None:
        while (found := queue.take()) is not None:
            taken.append(found)
            time.sleep(chance.choice((0, 0, 0.0005)))

    takers = [begin(lambda n=n: take(random.Random(seed + n))) for n in range(n_takers)]
    for number, is_readable in enumerate(readable):
        if number == give_up_at:
            queue.give_up()
        queue.put(frame(number) if is_readable else unreadable(number))
    queue.close()
    assert all(ends(taker) for taker in takers)
    taken.sort(key=lambda found: found[0])
    assert [(place, item.frame_index) for place, item in taken] == [(n, n) for n in range(len(readable))]
    for number, is_readable in enumerate(readable):
        code = told(taken[number][1])
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


@settings(max_examples=30, deadline=None)
@given(n_threads=st.integers(1, 4), ahead=st.integers(1, 6), seed=st.integers(0, 2**16))
def test_work_done_in_any_order_comes_out_in_order(n_threads, ahead, seed):
    n_places = 40
    in_order = InOrder(ahead=ahead + n_threads)
    in_order.begin(n_threads)
    places = iter(range(n_places))
    taking = threading.Lock()

    def work(chance: random.Random) -> None:
        while True:
            with taking:
                place = next(places, None)
            if place is None:
                break
            time.sleep(chance.choice((0, 0.0003, 0.001)))
            in_order.put(place, f"work {place}")
        in_order.thread_ended()

    threads = [begin(lambda n=n: work(random.Random(seed * 7 + n))) for n in range(n_threads)]
    assert list(iter(in_order.take, None)) == [f"work {place}" for place in range(n_places)]
    assert all(ends(thread) for thread in threads)


def test_who_is_far_ahead_of_the_slowest_waits():
    in_order = InOrder(ahead=2)
    in_order.begin(2)
    reached: list[int] = []

    def quick() -> None:
        for place in range(1, 6):
            in_order.put(place, place)
            reached.append(place)
        in_order.thread_ended()

    thread = begin(quick)
    time.sleep(0.1)
    assert reached == [1, 2]  # place 0 is still being worked on
    in_order.put(0, 0)
    assert [in_order.take() for _ in range(6)] == [0, 1, 2, 3, 4, 5]
    in_order.thread_ended()
    assert in_order.take() is None
    assert ends(thread)


def test_the_end_comes_when_all_threads_have_ended_and_not_before():
    in_order = InOrder(ahead=2)
    in_order.begin(2)
    found: list[object] = []
    thread = begin(lambda: found.append(in_order.take()))
    in_order.thread_ended()
    time.sleep(0.05)
    assert thread.is_alive()
    in_order.thread_ended()
    assert ends(thread)
    assert found == [None]
