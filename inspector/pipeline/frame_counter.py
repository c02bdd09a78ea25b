"""Counts what became of the frames of one or more inspections, for the exit code of a command. A ``Sink``."""

from __future__ import annotations

from inspector.core.frame import MissedFrame
from inspector.core.messages import Code, Message
from inspector.inference.loaded_model import LoadedModel
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.pipeline.result import InspectionResult
from inspector.pipeline.sink import Outcome, Piece
from inspector.sources.source import SourceInfo


class FrameCounter:
    """Frames that a stop left waiting do not count: somebody wished for the end."""

    def __init__(self, *, skipping_is_expected: bool = False) -> None:
        """``skipping_is_expected``: of a live source, frames that the model was too slow for are no failure."""
        self._skipping_is_expected = skipping_is_expected
        self.n_skipped = 0  # of those not inspected, since the model was too slow
        self.n_inspected = 0
        self.n_not_inspected = 0
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

    def begin(self, piece: Piece, source: SourceInfo, model: LoadedModel, settings: InspectionSettings) -> None:
        self.n_begun += 1
        self.n_running += 1

    def model_changed(self, model: LoadedModel, from_frame: int) -> None: ...

    def inspected(self, result: InspectionResult) -> None:
        self.n_inspected += 1

    def missed(self, frame: MissedFrame) -> None:
        self.n_not_inspected += frame.reason.code is not Code.FRAME_NOT_REACHED
        self.n_skipped += frame.reason.code is Code.FRAME_SKIPPED

    def message(self, message: Message) -> None: ...

    def hurry(self) -> None: ...

    def end(self, outcome: Outcome, reason: Message | None) -> None:
        self.n_running -= 1
        self.has_failed |= outcome is Outcome.FAILED
