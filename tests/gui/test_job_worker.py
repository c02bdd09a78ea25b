"""Long work behind a page: progress and end arrive on the Qt thread, in order, and nothing of an ended job later."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEventLoop
from pytestqt.qtbot import QtBot

from inspector.core.messages import Code
from inspector.jobs.job import JobProgress, JobState, JobStatus
from inspector.workers.job_worker import JobWorker


class Heard:
    def __init__(self, worker: JobWorker) -> None:
        self.states: list[JobStatus] = []
        self.results: list[object] = []
        self.threads: set[threading.Thread] = set()
        worker.status_changed.connect(self._status)

    def _status(self, status: JobStatus) -> None:
        self.states.append(status)
        self.threads.add(threading.current_thread())

    def done(self, result: object) -> None:
        self.results.append(result)
        self.threads.add(threading.current_thread())


@pytest.fixture
def worker(qtbot: QtBot) -> Iterator[JobWorker]:
    made = JobWorker()
    yield made
    assert made.end(5)


def test_progress_and_result_come_on_the_qt_thread_and_the_end_last(qtbot: QtBot, worker: JobWorker):
    heard = Heard(worker)

    def work(progress: JobProgress) -> object:
        progress.report(1, 2)
        return "made"

    worker.start("making", work, done=heard.done)
    assert worker.is_busy
    qtbot.waitUntil(lambda: not worker.is_busy)
    assert heard.results == ["made"]
    assert heard.states[-1].state is JobState.DONE
    assert heard.threads == {threading.main_thread()}


def test_a_second_job_waits_its_turn(qtbot: QtBot, worker: JobWorker):
    gate = threading.Event()
    worker.start("first", lambda progress: gate.wait(5))
    with pytest.raises(RuntimeError, match="“second” cannot start"):
        worker.start("second", lambda progress: None)
    gate.set()
    qtbot.waitUntil(lambda: not worker.is_busy)
    worker.start("second", lambda progress: None)
    qtbot.waitUntil(lambda: not worker.is_busy)


def _reports_for_ever(progress: JobProgress) -> object:
    while True:
        progress.report(1, None)
        time.sleep(0.01)  # it is Python's turn that the main thread needs, not the time


def test_a_cancel_acts_and_is_told(qtbot: QtBot, worker: JobWorker):
    heard = Heard(worker)
    worker.start("long", _reports_for_ever, done=heard.done)
    worker.cancel()
    qtbot.waitUntil(lambda: not worker.is_busy)
    assert heard.states[-1].state is JobState.CANCELLED
    assert heard.results == []


def test_a_failure_is_told_with_its_reason(qtbot: QtBot, worker: JobWorker):
    heard = Heard(worker)

    def work(progress: JobProgress) -> object:
        raise ZeroDivisionError("by zero")

    worker.start("failing", work)
    qtbot.waitUntil(lambda: not worker.is_busy)
    assert heard.states[-1].state is JobState.FAILED
    reason = heard.states[-1].reason
    assert reason is not None
    assert reason.code is Code.UNEXPECTED


def test_after_the_end_nothing_is_heard(qtbot: QtBot):
    made = JobWorker()
    heard = Heard(made)
    made.start("long", _reports_for_ever)
    qtbot.waitUntil(lambda: bool(heard.states))
    assert made.end(5)
    n_heard = len(heard.states)
    qtbot.wait(50)
    assert len(heard.states) == n_heard


def test_a_job_that_gives_way_is_cancelled_for_the_next_one(qtbot: QtBot, worker: JobWorker):
    heard = Heard(worker)
    worker.start("looking", _reports_for_ever, done=heard.done, gives_way=True)
    assert worker.can_start
    worker.start("writing", lambda progress: "written", done=heard.done)
    assert not worker.can_start
    qtbot.waitUntil(lambda: not worker.is_busy)
    ended = [(status.name, status.state) for status in heard.states if status.state is not JobState.RUNNING]
    assert ended == [("looking", JobState.CANCELLED), ("writing", JobState.DONE)]
    assert heard.results == ["written"]


def test_whoever_sees_the_result_may_start_the_next_job(qtbot: QtBot, worker: JobWorker):
    for at in range(20):
        seen: list[int] = []
        worker.start("n", lambda progress, at=at: at, done=seen.append)
        while not seen:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 0)
        assert worker.can_start
