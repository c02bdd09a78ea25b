"""Counts and times of an inspection, on a clock the test holds."""

from __future__ import annotations

import threading

import pytest

from inspector.pipeline import stats
from inspector.pipeline.stats import Stage, StatsCollector


@pytest.fixture
def clock(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(stats.time, "monotonic", lambda: now[0])
    return now


def test_before_the_first_frame_there_is_nothing_to_say(clock):
    assert StatsCollector().read() == stats.PipelineStats()


def test_counts_are_exact(clock):
    keeper = StatsCollector()
    for _ in range(7):
        keeper.captured()
    keeper.not_reached()
    for _ in range(3):
        keeper.inspected(0, {Stage.PREDICT: 5.0})
    keeper.not_inspected(is_skipped=True)
    keeper.not_inspected(is_skipped=True)
    keeper.not_inspected(is_skipped=False)
    read = keeper.read()
    assert (read.n_in, read.n_inspected, read.n_not_inspected, read.n_skipped) == (8, 3, 3, 2)


def test_rates_are_those_of_the_last_three_seconds(clock):
    keeper = StatsCollector()
    for _ in range(100):  # 10 a second for 10 s
        clock[0] += 0.1
        keeper.captured()
        keeper.inspected(0, {})
    assert keeper.read().fps_in == pytest.approx(10, abs=0.5)
    clock[0] += 1.5
    assert keeper.read().fps_inspected == pytest.approx(5, abs=0.5)  # half of the window was empty
    clock[0] += 2.0
    assert keeper.read().fps_in == 0


def test_rates_of_the_first_moment_are_not_absurd(clock):
    keeper = StatsCollector()
    clock[0] += 0.001
    keeper.captured()
    assert keeper.read().fps_in <= 2  # one frame in a millisecond is no thousand frames a second


def test_the_newest_result_grows_older_until_the_next(clock):
    keeper = StatsCollector()
    assert keeper.read().newest_age_ms is None
    keeper.inspected(0, {Stage.AGE: 300.0})
    clock[0] += 1.5
    assert keeper.read().newest_age_ms == pytest.approx(1800)
    keeper.inspected(0, {Stage.AGE: 200.0})
    assert keeper.read().newest_age_ms == pytest.approx(200)


def test_what_a_stopped_source_still_had_is_no_rate(clock):
    keeper = StatsCollector()
    clock[0] += 1
    for _ in range(10_000):
        keeper.not_reached()
    assert keeper.read().fps_in == 0


def test_spreads_are_of_the_latest_frames(clock):
    keeper = StatsCollector()
    for _ in range(1000):
        keeper.inspected(0, {Stage.PREDICT: 1000.0})
    for value in range(stats.N_LATEST):
        keeper.inspected(0, {Stage.PREDICT: float(value)})
    spread = keeper.read().spread(Stage.PREDICT)
    assert spread is not None
    assert spread.p50_ms == pytest.approx(127.5)
    assert spread.p95_ms == pytest.approx(0.95 * 255)
    assert keeper.read().spread(Stage.AGE) is None


def test_threads_may_count_and_read_at_once():
    keeper = StatsCollector()

    def count() -> None:
        for number in range(500):
            keeper.captured()
            keeper.inspected(0, {Stage.PREDICT: float(number)})
            keeper.read()

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (keeper.read().n_in, keeper.read().n_inspected) == (2000, 2000)


def test_the_newest_picture_grows_no_younger_where_a_new_piece_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a camera that hangs would count as one that has just begun, at each new piece."""
    now_s = 100.0
    monkeypatch.setattr(stats.time, "monotonic", lambda: now_s)
    keeper = StatsCollector()
    keeper.inspected(0, {Stage.AGE: 0.0})
    now_s = 103.0
    of_next = StatsCollector(keeper)
    assert (of_next.read().newest_age_ms, of_next.read().n_inspected) == (3000.0, 0)
