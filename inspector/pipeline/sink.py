"""Where results go: the store, an output folder, the window. Every sink sees every frame, in order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from inspector.core.frame import MissedFrame
from inspector.core.messages import Message
from inspector.inference.loaded_model import LoadedModel
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.pipeline.result import InspectionResult
from inspector.sources.source import SourceInfo


class Outcome(StrEnum):
    COMPLETED = "completed"  # the source came to its end
    CANCELLED = "cancelled"  # somebody stopped it
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Piece:
    """One rail or one coil."""

    id: str
    kind: str = "piece"  # "rail", "coil", …


class Sink(Protocol):
    """Called on the runner's threads, one call at a time but for ``message`` and ``hurry``. May wait: inspection
    waits too.

    Raises InspectorError where nothing more can be recorded: the inspection ends as failed, this sink gets
    nothing more but ``end``, and the others get every frame all the same.
    """

    def begin(self, piece: Piece, source: SourceInfo, model: LoadedModel, settings: InspectionSettings) -> None: ...

    def model_changed(self, model: LoadedModel, from_frame: int) -> None: ...

    def inspected(self, result: InspectionResult) -> None:
        """The frame is released after the last sink has had it: who keeps the result keeps ``result.kept()``."""
        ...

    def missed(self, frame: MissedFrame) -> None: ...

    def message(self, message: Message) -> None: ...

    def hurry(self) -> None:
        """The inspection is being stopped: do not wait for room any more. Returns at once; any thread."""
        ...

    def end(self, outcome: Outcome, reason: Message | None) -> None: ...
