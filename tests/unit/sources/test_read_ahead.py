from __future__ import annotations

import threading
import time

import pytest

from inspector.sources.read_ahead import ReadAhead
from tests.waiting import wait_until


@pytest.fixture
def stop():
    return threading.Event()


def test_results_keep_their_order_whoever_is_faster(stop):
    ahead = ReadAhead(n_workers=2, n_ahead=4)

    def read(number: int) -> int:
        time.sleep(0.02 if number % 2 else 0.0)
        return number * number

    got = list(ahead.results(range(12), read, lambda _: 1, stop))
    ahead.close()
    assert got == [(number, number * number) for number in range(12)]


def test_it_reads_at_most_four_ahead_and_of_large_ones_only_one(stop):
    for n_bytes, n_ahead in ((1, 4), (1 << 30, 1)):
        ahead = ReadAhead(n_workers=2, n_ahead=4)
        begun: list[int] = []
        results = ahead.results(range(100), begun.append, lambda _, size=n_bytes: size, stop)
        for n_handed_out in (1, 2, 3):
            next(results)
            wait_until(lambda begun=begun, n=n_handed_out + n_ahead: len(begun) == n)  # type: ignore[misc]
            time.sleep(0.05)
            assert len(begun) == n_handed_out + n_ahead
        results.close()
        ahead.close()


def test_stop_ends_it_while_an_item_is_still_being_read(stop):
    ahead = ReadAhead()
    release, has_read = threading.Event(), threading.Event()

    def read(_: int) -> None:
        release.wait(60)
        has_read.set()

    results = ahead.results(range(5), read, lambda _: 1, stop)
    threading.Timer(0.1, stop.set).start()
    assert list(results) == []
    assert not has_read.is_set()  # it did not wait for the item
    ahead.abandon()
    release.set()
    ahead.close()


def test_an_error_comes_out_where_its_item_stood(stop):
    ahead = ReadAhead()

    def read(number: int) -> float:
        return 1 / (number - 2)

    results = ahead.results(range(5), read, lambda _: 1, stop)
    assert [next(results)[1], next(results)[1]] == [-0.5, -1.0]
    with pytest.raises(ZeroDivisionError):
        next(results)
    ahead.close()
