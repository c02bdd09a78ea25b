"""Long work behind a page: one ``Job`` at a time, its progress and its end on the Qt thread.

Beside ``Background`` because a job is seen: it has progress and a cancel, and short work does not wait for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from inspector.jobs.job import Job, JobProgress, JobState, JobStatus
from inspector.workers.background import ignore

ENDED = (JobState.DONE, JobState.CANCELLED, JobState.FAILED)

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class _InHand:
    job: Job[object]
    gives_way: bool


class JobWorker(QObject):
    """A job that gives way is cancelled for the next one; any other is waited for by whoever wants the next."""

    status_changed = Signal(object)  # JobStatus; its end too, after ``done``
    _status = Signal(object, object, object)  # Job, JobStatus, what hands over its result where there is one

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._in_hand: _InHand | None = None
        self._next: Callable[[], None] | None = None  # starts what a job gave way to
        # Over slots of this object, so that plain callables connected to its signals run on its thread.
        self._status.connect(self._deliver_status, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        return self._in_hand is not None

    @property
    def can_start(self) -> bool:
        """Nothing runs, or only what gives way."""
        return self._in_hand is None or (self._in_hand.gives_way and self._next is None)

    def start(
        self,
        name: str,
        work: Callable[[JobProgress], T],
        *,
        done: Callable[[T], object] = ignore,
        gives_way: bool = False,
    ) -> None:
        """Run ``work``, then ``done`` with its result. Raises RuntimeError unless ``can_start``."""
        if not self.can_start:
            raise RuntimeError(f"“{name}” cannot start: another job is still running")
        if self._in_hand is not None:
            self._next = lambda: self.start(name, work, done=done, gives_way=gives_way)
            self._in_hand.job.cancel()
            return
        # With the last status and not before it: who sees the result may start the next job.
        results: list[object] = []
        job: Job[object] = Job(
            name, work,
            on_status=lambda status: self._status.emit(job, status, lambda: [done(one) for one in results]),  # type: ignore[arg-type]  # a T
            on_done=results.append,
        )  # fmt: skip
        self._in_hand = _InHand(job, gives_way)
        job.start()

    def cancel(self) -> None:
        if self._in_hand is not None:
            self._in_hand.job.cancel()

    def end(self, timeout_s: float) -> bool:
        """Cancel what runs and wait for it; True if nothing runs any more."""
        in_hand, self._in_hand, self._next = self._in_hand, None, None
        if in_hand is None:
            return True
        in_hand.job.cancel()
        return in_hand.job.join(timeout_s)

    def _is_in_hand(self, job: object) -> bool:
        return self._in_hand is not None and job is self._in_hand.job

    def _deliver_status(self, job: object, status: JobStatus, deliver: Callable[[], object]) -> None:
        if not self._is_in_hand(job):
            return
        if status.state is JobState.DONE:
            deliver()
        if status.state in ENDED:
            self._in_hand = None
        self.status_changed.emit(status)
        next_job = self._next
        if self._in_hand is None and next_job is not None:
            self._next = None
            next_job()
