"""Long work as a page shows it."""

from __future__ import annotations

from inspector.jobs.job import JobState, JobStatus
from inspector.presenters.work_in_hand import work_of
from inspector.screens.balance import WorkState


def test_work_says_how_far_it_is_and_a_cancel_that_was_not_heard_yet():
    running = JobStatus("Proving first 3", JobState.RUNNING, 1, 4, 30.0)
    assert work_of(running) == WorkState("Proving first 3 · 1 of 4 · 30 s left", 0.25)
    asked = JobStatus("Proving first 3", JobState.RUNNING, 1, 4, 30.0, is_cancelling=True)
    assert work_of(asked) == WorkState("Cancelling: Proving first 3", 0.25, can_cancel=False)
