"""One shape for all long work: what it does, how far it is, how long it will take, and a cancel that acts.

    Job.start ► work(progress) on a thread ► DONE | CANCELLED | FAILED

The work is a function that reports through ``JobProgress`` and stops at its next report once cancelled. No Qt.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Generic, TypeVar

from inspector.core.messages import Code, InspectorError, Message, message

log = logging.getLogger("inspector.jobs")

T = TypeVar("T")


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


OPEN = (JobState.WAITING, JobState.RUNNING)


@dataclass(frozen=True, slots=True)
class JobStatus:
    name: str
    state: JobState
    done: int = 0
    total: int | None = None  # None while the end is not known
    seconds_left: float | None = None
    reason: Message | None = None  # why it failed or was cancelled
    is_cancelling: bool = False  # somebody asked, and the work has not heard it yet

    @property
    def share(self) -> float | None:
        return self.done / self.total if self.total else None


class Cancelled(Exception):  # noqa: N818  it is no error: somebody asked for it
    """Raised by ``JobProgress.report`` once the job is cancelled; the work lets it through."""


class JobProgress:
    """The work's side of a job."""

    def __init__(self, status_changed: Callable[[int, int | None], None], is_cancelled: threading.Event) -> None:
        self._status_changed = status_changed
        self._is_cancelled = is_cancelled

    def report(self, done: int, total: int | None = None) -> None:
        """Say how far it is; call at least once a second. Raises Cancelled once somebody asked."""
        if self._is_cancelled.is_set():
            raise Cancelled
        self._status_changed(done, total)


class Job(Generic[T]):
    """Runs ``work`` once on a thread of its own. ``on_status`` is called there, at most every 50 ms, and where it is
    cancelled."""

    def __init__(
        self,
        name: str,
        work: Callable[[JobProgress], T],
        *,
        on_status: Callable[[JobStatus], None] = lambda status: None,
        on_done: Callable[[T], None] = lambda result: None,
    ) -> None:
        self._name = name
        self._work = work
        self._on_status = on_status
        self._on_done = on_done
        self._is_cancelled = threading.Event()
        self._status = JobStatus(name, JobState.WAITING)
        self._telling = threading.RLock()  # of two threads that tell, so that its end is told last
        self._started_s = self._notified_s = 0.0
        self._thread = threading.Thread(target=self._run, name=f"job {name}")

    @property
    def status(self) -> JobStatus:
        return self._status

    def start(self) -> None:
        self._started_s = time.monotonic()
        self._thread.start()

    def cancel(self) -> None:
        """Heard at the next report, which may be seconds away."""
        with self._telling:
            self._is_cancelled.set()
            if self._status.state in OPEN:
                self._notify(self._status)

    def join(self, timeout_s: float | None = None) -> bool:
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        self._notify(JobStatus(self._name, JobState.RUNNING))
        try:
            self._on_done(self._work(JobProgress(self._moved, self._is_cancelled)))
        except Cancelled:
            self._end(JobState.CANCELLED, message(Code.JOB_CANCELLED, name=self._name))
        except InspectorError as error:
            self._end(JobState.FAILED, error.message)
        except Exception as error:  # whoever waits for the job hears of its end, whatever the work was
            log.exception("%s failed", self._name)
            self._end(JobState.FAILED, message(Code.UNEXPECTED, detail=f"{type(error).__name__}: {error}"))
        else:
            self._end(JobState.DONE, None)

    def _moved(self, done: int, total: int | None) -> None:
        now = time.monotonic()
        left_s = (now - self._started_s) / done * (total - done) if total and done else None
        status = JobStatus(self._name, JobState.RUNNING, done, total, left_s)
        if now - self._notified_s >= 0.05 or done == total:
            self._notified_s = now
            self._notify(status)
        else:
            self._status = status

    def _end(self, state: JobState, reason: Message | None) -> None:
        last = self._status
        self._notify(JobStatus(self._name, state, last.done, last.total, 0.0, reason))

    def _notify(self, status: JobStatus) -> None:
        with self._telling:
            is_cancelling = self._is_cancelled.is_set() and status.state in OPEN
            self._status = replace(status, is_cancelling=is_cancelling)
            self._on_status(self._status)
