"""What became of the frames of a command, as its exit code."""

from __future__ import annotations

from datetime import UTC, datetime

from inspector.core.frame import MissedFrame
from inspector.core.messages import Code, message
from inspector.core.piece import Coverage
from inspector.core.placement import Placement
from inspector.pipeline.frame_counter import FrameCounter
from inspector.pipeline.sink import InspectionEnd, MissedInspection, Outcome


def missed(code: Code) -> MissedInspection:
    frame = MissedFrame(1, "1", message(code, name="1"), datetime(2026, 1, 2, tzinfo=UTC))
    return MissedInspection(frame, Placement())


def test_exit_codes_tell_all_some_and_none_inspected() -> None:
    counter = FrameCounter()
    assert counter.exit_code == 1
    counter.n_inspected = 5
    assert counter.exit_code == 0
    counter.missed(missed(Code.FRAME_NOT_REACHED))
    assert counter.exit_code == 0
    counter.missed(missed(Code.FRAME_SKIPPED))
    assert counter.exit_code == 3
    counter.end(InspectionEnd(Outcome.FAILED, None, Coverage()))
    assert counter.exit_code == 1


def test_frames_a_slow_pc_skipped_are_no_failure_where_that_is_expected_and_others_are() -> None:
    counter = FrameCounter(skipping_is_expected=True)
    counter.n_inspected = 79
    counter.missed(missed(Code.FRAME_SKIPPED))
    assert (counter.exit_code, counter.n_skipped, counter.n_not_inspected) == (0, 1, 1)
    counter.missed(missed(Code.FRAME_NOT_A_PICTURE))
    assert counter.exit_code == 3
