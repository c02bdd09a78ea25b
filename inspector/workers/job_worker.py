"""Long work behind a page: one ``Job`` at a time, its progress and its end as signals on the Qt thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from inspector.jobs.job import Job, JobProgress, JobState, JobStatus

ENDED = (JobState.DONE, JobState.CANCELLED, JobState.FAILED)


class JobWorker(QObject):
    status_changed = Signal(object)  # JobStatus; its end too, after ``done``
    done = Signal(object)  # what the work returned
    _status = Signal(object, object)  # Job, JobStatus
    _done = Signal(object, object)  # Job, result

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: Job[object] | None = None
        # Over slots of this object, so that plain callables connected to its signals run on its thread.
        self._status.connect(self._deliver_status, Qt.ConnectionType.QueuedConnection)
        self._done.connect(self._deliver_done, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        return self._job is not None

    def start(self, name: str, work: Callable[[JobProgress], object]) -> None:
        """Raises RuntimeError while another job runs."""
        if self._job is not None:
            raise RuntimeError(f"{self._job.status.name} is still running")
        job: Job[object] = Job(
            name, work,
            on_status=lambda status: self._status.emit(job, status),
            on_done=lambda result: self._done.emit(job, result),
        )  # fmt: skip
        self._job = job
        job.start()

    def cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def end(self, timeout_s: float) -> bool:
        """Cancel what runs and wait for it; True if nothing runs any more."""
        job, self._job = self._job, None
        if job is None:
            return True
        job.cancel()
        return job.join(timeout_s)

    def _deliver_status(self, job: object, status: JobStatus) -> None:
        if job is not self._job:
            return
        if status.state in ENDED:
            self._job = None
        self.status_changed.emit(status)

    def _deliver_done(self, job: object, result: object) -> None:
        if job is self._job:
            self.done.emit(result)
