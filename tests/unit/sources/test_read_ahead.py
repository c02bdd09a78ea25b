from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from inspector.sources.read_ahead import read_ahead
from inspector.sources.readers import Readers, Reading
from tests.waiting import wait_until


@pytest.fixture
def stop():
    return threading.Event()


@pytest.fixture
def readers() -> Iterator[Readers]:
    made = Readers()
    yield made
    made.close()


def test_results_keep_their_order_whoever_is_faster(readers, stop):
    third_is_read = threading.Event()

    def read(number: int, _: Reading) -> int:
        if number == 1:
            assert third_is_read.wait(60)  # while this one is still being read
        elif number == 2:
            third_is_read.set()
        return number * number

    got = list(read_ahead(readers, range(12), read, lambda _: 1, stop))
    assert got == [(number, number * number) for number in range(12)]


def test_it_reads_at_most_four_ahead_and_of_large_ones_only_one(readers, stop):
    for n_bytes, n_ahead in ((1, 4), (1 << 30, 1)):
        begun: list[int] = []
        results = read_ahead(
            readers, range(100), lambda number, _, begun=begun: begun.append(number),
            lambda _, size=n_bytes: size, stop,
        )  # fmt: skip
        for n_handed_out in (1, 2, 3):
            next(results)
            wait_until(lambda begun=begun, n=n_handed_out + n_ahead: len(begun) == n)  # type: ignore[misc]
        results.close()


def test_stop_ends_it_while_an_item_is_still_being_read(readers, stop):
    entered, release, has_read = threading.Event(), threading.Event(), threading.Event()

    def read(_: int, __: Reading) -> None:
        entered.set()
        release.wait(60)
        has_read.set()

    threading.Thread(target=lambda: (entered.wait(60), stop.set())).start()
    assert list(read_ahead(readers, range(5), read, lambda _: 1, stop)) == []
    assert not has_read.is_set()  # it did not wait for the item
    release.set()


def test_an_error_comes_out_where_its_item_stood(readers, stop):
    results = read_ahead(readers, range(5), lambda number, _: 1 / (number - 2), lambda _: 1, stop)
    assert [next(results)[1], next(results)[1]] == [-0.5, -1.0]
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_an_item_that_never_answers_is_passed_and_the_next_ones_come(stop):
    readers, release = Readers(limit_s=0.05), threading.Event()

    def read(number: int, _: Reading) -> int:
        if number in (1, 2, 5):
            release.wait(60)
        return number

    got = list(read_ahead(readers, range(8), read, lambda _: 1, stop))
    assert got == [(number, None if number in (1, 2, 5) else number) for number in range(8)]
    release.set()
    readers.close()


def test_when_all_readers_hang_it_waits_is_told_once_and_goes_on_by_itself(stop):
    readers, release = Readers(n_threads=2, n_spare=1, limit_s=0.05), threading.Event()
    heard: list[bool] = []

    def on_stuck(is_stuck: bool) -> None:
        heard.append(is_stuck)
        if is_stuck:
            release.set()  # the share is back

    def read(number: int, _: Reading) -> int:
        if not release.is_set():
            release.wait(60)
        return number

    got = list(read_ahead(readers, range(20), read, lambda _: 1, stop, on_stuck=on_stuck))
    assert heard == [True, False]
    assert [number for number, result in got if result is None] == [0, 1, 2]  # as many as there are threads
    assert [result for _, result in got[3:]] == list(range(3, 20))
    readers.close()


def test_what_gives_signs_of_life_and_what_only_computes_has_no_limit(stop):
    readers = Readers(limit_s=0.05)
    ticks = threading.Event()

    def slow_share(reading: Reading) -> str:
        for _ in range(40):
            ticks.wait(0.01)
            reading.answered()
        return "whole"

    def slow_decoder(reading: Reading) -> str:
        reading.has_all()
        ticks.wait(0.3)
        return "decoded"

    assert readers.result(readers.begin(slow_share), stop) == "whole"
    assert readers.result(readers.begin(slow_decoder), stop) == "decoded"
    readers.close()


def test_stop_and_close_wait_for_no_thread_that_hangs(stop):
    readers, release = Readers(n_threads=1, n_spare=0, limit_s=0.05), threading.Event()
    assert list(zip(read_ahead(readers, "a", lambda *_: release.wait(60), lambda _: 1, stop), "a", strict=True)) == [
        (("a", None), "a")
    ]
    readers.close()
    readers.close()
    assert not release.is_set()
    release.set()
