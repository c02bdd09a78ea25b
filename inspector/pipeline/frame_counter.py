"""Counts what became of the frames of one or more inspections, for the exit code of a command."""

from __future__ import annotations

from typing import ClassVar

from inspector.core.messages import Code
from inspector.pipeline.result import InspectionResult
from inspector.pipeline.sink import InspectionEnd, InspectionStart, MissedInspection, Outcome, Sink


class FrameCounter(Sink):
    """Frames that a stop left waiting do not count: somebody asked for the end."""

    is_required: ClassVar[bool] = False

    def __init__(self, *, skipping_is_expected: bool = False) -> None:
        """``skipping_is_expected``: of a live source, frames that the model was too slow for are no failure."""
        self._skipping_is_expected = skipping_is_expected
        self.n_inspected = 0
        self.n_not_inspected = 0
        self.n_skipped = 0  # of those: the model was too slow, or the records waited
        self.n_begun = 0  # inspections
        self.n_running = 0
        self.has_failed = False

    @property
    def exit_code(self) -> int:
        """0 all inspected, 3 some not, 1 none at all or an inspection failed."""
        if self.has_failed or not self.n_inspected:
            return 1
        n_failures = self.n_not_inspected - (self.n_skipped if self._skipping_is_expected else 0)
        return 3 if n_failures else 0

    def begin(self, start: InspectionStart) -> None:
        self.n_begun += 1
        self.n_running += 1

    def inspected(self, result: InspectionResult) -> None:
        self.n_inspected += 1

    def missed(self, missed: MissedInspection) -> None:
        code = missed.frame.reason.code
        self.n_not_inspected += code is not Code.FRAME_NOT_REACHED
        self.n_skipped += code in (Code.FRAME_SKIPPED, Code.FRAME_PAUSED)

    def end(self, end: InspectionEnd) -> None:
        self.n_running -= 1
        self.has_failed |= end.outcome is Outcome.FAILED
