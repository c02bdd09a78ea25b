"""Long work: progress, time left, a cancel that acts, and an end that is always told."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from inspector.core.messages import Code, DatasetError, message
from inspector.jobs.job import Job, JobProgress, JobState, JobStatus


def finished(work: Callable[[JobProgress], Any], **options: Any) -> tuple[Job[Any], list[JobStatus]]:
    told: list[JobStatus] = []
    job = Job("import", work, on_status=told.append, **options)
    job.start()
    assert job.join(60)
    return job, told


def test_the_result_is_handed_over_before_the_job_is_done():
    happened: list[object] = []
    job: Job[int] = Job(
        "count", lambda progress: 42, on_done=happened.append, on_status=lambda status: happened.append(status.state)
    )
    assert job.status.state is JobState.WAITING
    job.start()
    assert job.join(120)
    assert happened == [JobState.RUNNING, 42, JobState.DONE]
    assert job.status.state is JobState.DONE


class Clock:
    """In place of ``time``: it passes only where the work says so."""

    now_s = 100.0

    def monotonic(self) -> float:
        return self.now_s


def test_progress_counts_up_and_tells_the_time_left(monkeypatch: pytest.MonkeyPatch):
    clock = Clock()
    monkeypatch.setattr("inspector.jobs.job.time", clock)

    def work(progress: JobProgress) -> None:
        for done in range(1, 5):
            clock.now_s += 0.06
            progress.report(done, 4)

    job, told = finished(work)
    running = [status for status in told if status.state is JobState.RUNNING and status.done]
    assert [status.share for status in running] == [0.25, 0.5, 0.75, 1.0]
    # by hand: each quarter takes 0.06 s
    assert [status.seconds_left for status in running] == pytest.approx([0.18, 0.12, 0.06, 0.0])
    assert (job.status.done, job.status.total) == (4, 4)


def test_an_unknown_end_has_no_share_and_no_time_left():
    _, told = finished(lambda progress: progress.report(3))
    assert (told[1].done, told[1].share, told[1].seconds_left) == (3, None, None)


def test_news_come_at_most_every_50_ms_and_the_last_is_never_lost():
    def work(progress: JobProgress) -> None:
        for done in range(1, 20_001):
            progress.report(done, 20_000)

    started = time.monotonic()
    _, told = finished(work)
    assert len(told) < 5 + (time.monotonic() - started) / 0.05  # a slow machine may tell more, never more often
    assert (told[-1].state, told[-1].done) == (JobState.DONE, 20_000)


def test_a_cancel_ends_work_that_would_never_end():
    is_started, is_heard, told = threading.Event(), threading.Event(), []

    def work(progress: JobProgress) -> None:
        is_started.set()
        try:
            while True:
                progress.report(1)
                time.sleep(0.02)
        finally:
            is_heard.set()

    def tell(status: JobStatus) -> None:
        if status.is_cancelling:
            is_heard.wait(1)  # the end of the work is on its way, and must not overtake this
        told.append(status)

    job: Job[None] = Job("forever", work, on_status=tell, on_done=lambda _: told.append("a result"))
    job.start()
    assert is_started.wait(120)
    job.cancel()
    assert job.join(60)
    assert [one.is_cancelling for one in told][-2:] == [True, False], "told at once, before the work has heard it"
    assert told[-1].state is JobState.CANCELLED
    assert told[-1].reason == message(Code.JOB_CANCELLED, name="forever")
    assert "a result" not in told


def test_a_cancel_before_the_start_does_no_work():
    done: list[int] = []

    def work(progress: JobProgress) -> None:
        progress.report(0)
        done.append(1)

    job: Job[None] = Job("late", work)
    job.cancel()
    job.start()
    assert job.join(120)
    assert (job.status.state, done) == (JobState.CANCELLED, [])


def test_trouble_in_the_world_is_told_in_its_own_words():
    def work(progress: JobProgress) -> None:
        raise DatasetError(message(Code.DATASET_CHANGED, path="v", file="f"))

    job, told = finished(work)
    assert (job.status.state, job.status.reason) == (JobState.FAILED, message(Code.DATASET_CHANGED, path="v", file="f"))
    assert told[-1] == job.status


def test_a_bug_of_ours_is_told_and_logged_with_its_trace(caplog: pytest.LogCaptureFixture):
    job, _ = finished(lambda progress: 1 / 0)
    assert job.status.state is JobState.FAILED
    assert job.status.reason is not None
    assert job.status.reason.code is Code.UNEXPECTED
    assert "ZeroDivisionError" in str(job.status.reason.params["detail"])
    assert "Traceback" in caplog.text


def test_a_bug_in_whoever_takes_the_result_ends_the_job_as_failed():
    def takes(_: int) -> None:
        raise KeyError("no such view")

    job, told = finished(lambda progress: 42, on_done=takes)
    assert job.status.state is JobState.FAILED
    assert [status.state for status in told] == [JobState.RUNNING, JobState.FAILED]
