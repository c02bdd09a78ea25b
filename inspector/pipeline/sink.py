"""Where results go: the records, an output folder, the window, a publisher. Every sink sees every frame, in order.

A required sink is one without which nothing may be inspected: where it fails, the inspection ends as failed. Where one
of best effort fails, one message says so and it is called again: what it missed is its own loss, never the piece's.
"""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from inspector.core.audit import AuditStamp, Moment
from inspector.core.calibration import Calibration
from inspector.core.frame import MissedFrame
from inspector.core.messages import Message
from inspector.core.piece import Coverage, Gap, Piece
from inspector.core.placement import Placement
from inspector.core.product import WHOLE_FRAME, ProductSettings
from inspector.inference.loaded_model import LoadedModel
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.pipeline.result import InspectionResult
from inspector.sources.source import SourceInfo

if TYPE_CHECKING:
    from inspector.core.grading import Judgement
    from inspector.inference.screening import Screening


class Outcome(StrEnum):
    COMPLETED = "completed"  # the sources came to their end, or the next piece began
    CANCELLED = "cancelled"  # somebody stopped it
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class LaneInfo:
    """One lane of the line, as it is recorded."""

    index: int
    name: str
    source: SourceInfo
    scale: Calibration | None
    across_mm: float | None  # of its frames' left edge, from the reference edge of the line
    product: ProductSettings = WHOLE_FRAME  # what of its frames is inspected


@dataclass(frozen=True, slots=True)
class InspectionStart:
    """One pass over one piece begins."""

    piece: Piece
    lanes: tuple[LaneInfo, ...]
    model: LoadedModel
    settings: InspectionSettings
    generation: int = 0  # rises with each piece of a line: what comes late of an older one is recognised
    inspection_id: str = field(default_factory=lambda: uuid.uuid4().hex)  # one for all sinks, unique everywhere
    stamp: AuditStamp = field(default_factory=AuditStamp.now)
    began_s: float = field(default_factory=time.monotonic)  # beside the stamp, whose clock may be set
    screening: Screening | None = None  # names where the model looks; None: everywhere

    @property
    def began(self) -> Moment:
        return Moment(self.stamp.at, self.began_s)

    @property
    def source(self) -> SourceInfo:
        """Of the first lane, for whoever shows one name."""
        return self.lanes[0].source


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the database holds of one inspection, counted there."""

    n_inspected: int  # frames
    n_not_inspected: int
    n_defects: int


@dataclass(frozen=True, slots=True)
class InspectionEnd:
    outcome: Outcome
    reason: Message | None  # why it failed
    coverage: Coverage
    recorded: Recorded | None = None  # once the records have ended; None where they could not be counted
    judgement: Judgement | None = None  # once it is graded; None where no table grades this kind of piece


@dataclass(frozen=True, slots=True)
class MissedInspection:
    """A frame that was not inspected, and where it lies."""

    frame: MissedFrame
    placement: Placement


class Sink:
    """Methods do nothing here: a sink overrides what concerns it.

    Called on the line's finishing thread, one call at a time, but for ``notify`` and ``stop_waiting``. A required sink
    may wait: inspection waits too. It raises InspectorError where nothing more can be recorded; then it gets nothing
    more but ``end``, and the other sinks get every frame all the same.
    """

    is_required: ClassVar[bool] = True
    recorded: Recorded | None = None  # filled by the end of a sink that records
    judgement: Judgement | None = None  # of a sink that grades, its newest

    def begin(self, start: InspectionStart) -> None: ...

    def model_changed(self, model: LoadedModel, lane: int, from_frame: int) -> None:
        """From this frame of this lane on, another model inspects."""

    def inspected(self, result: InspectionResult) -> None:
        """The frame's pixels are valid during the call: who keeps them copies them."""

    def missed(self, missed: MissedInspection) -> None: ...

    def gap(self, gap: Gap) -> None:
        """A gap began or grew; it comes again under its id."""

    def covered(self, coverage: Coverage) -> None:
        """How much of the piece was inspected so far, after each frame."""

    def notify(self, message: Message) -> None: ...

    def stop_waiting(self) -> None:
        """The line is being stopped: do not wait for room any more. Returns at once; any thread."""

    def end(self, end: InspectionEnd) -> None: ...
