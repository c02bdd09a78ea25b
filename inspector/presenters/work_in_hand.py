"""A job as a page shows it: how far it is, or that it was cancelled and has not heard yet."""

from __future__ import annotations

from inspector.jobs.job import JobStatus
from inspector.screens.balance import WorkState
from inspector.texts.progress import CANCELLING, progress_text


def work_of(status: JobStatus) -> WorkState:
    """Of a job that has not ended."""
    if status.is_cancelling:
        return WorkState(CANCELLING.translated(name=status.name), status.share, can_cancel=False)
    return WorkState(progress_text(status.name, status.done, status.total, status.seconds_left), status.share)
