"""The facts of one inspection, however long it ran."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from inspector.core.frame import MissedFrame
from inspector.core.messages import Code, message
from inspector.core.placement import Placement
from inspector.pipeline import run_summary
from inspector.pipeline.run_summary import RunSummary
from inspector.pipeline.sink import MissedInspection, Outcome
from inspector.texts.messages import one_line


def test_all_missed_frames_are_counted_and_the_first_of_them_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_summary, "MAX_LISTED", 3)
    summary = RunSummary(one_line)
    for index in range(5):
        name = f"frame {index}"
        frame = MissedFrame(index, name, message(Code.FRAME_SKIPPED, name=name), datetime(2026, 1, 2, tzinfo=UTC), 10)
        summary.missed(MissedInspection(frame, Placement(along_px=10 * index)))
    facts = summary.facts(Outcome.CANCELLED, None)
    assert (facts["n_frames"], facts["n_not_inspected"]) == (5, 5)
    assert [one["frame"] for one in facts["not_inspected"]] == ["frame 0", "frame 1", "frame 2"]
