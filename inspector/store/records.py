"""Types shared by those who write records and those who read them. No SQL here."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from enum import StrEnum

from inspector.core.calibration import Calibration
from inspector.core.messages import Message


class InspectionState(StrEnum):
    """running → completed | cancelled | failed; unfinished where its program died before the end."""

    RUNNING = "running"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    FAILED = "failed"
    UNFINISHED = "unfinished"


class FrameState(StrEnum):
    INSPECTED = "inspected"
    NOT_INSPECTED = "not_inspected"


class Step(StrEnum):
    """From one frame of an inspection to another. Frames go by their index, those of one index by their lane."""

    FIRST = "first"
    PREVIOUS = "previous"
    NEXT = "next"
    LAST = "last"
    PREVIOUS_WITH_DEFECT = "previous_with_defect"
    NEXT_WITH_DEFECT = "next_with_defect"
    PREVIOUS_MISSED = "previous_missed"
    NEXT_MISSED = "next_missed"  # not inspected


class EvidenceKind(StrEnum):
    CROP = "crop"  # a region of a defect with a margin
    FRAME = "frame"  # a whole frame, to be annotated later


@dataclass(frozen=True, slots=True)
class Notice:
    """Trouble that began, or is over: people are told both, once each."""

    message: Message
    is_over: bool = False
    lasted_s: float = 0.0  # filled when it is over


@dataclass(frozen=True, slots=True)
class ModelUsed:
    """The model that made the records, so that they can be explained later."""

    name: str
    version: str
    sha256: str
    provider: str = ""  # what it really ran on


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneRecord:
    """One lane of an inspection: what its source was and where it looked. None where it is not known."""

    lane: int  # index on its line
    name: str = ""  # as the plant calls it
    source_name: str
    source_kind: str  # sources.source.SourceKind
    is_continuous: bool | None = None  # each frame goes on where the one before ended
    across_mm: float | None = None  # from the reference edge to its first column
    calibration: Calibration | None = None
    bits: int | None = None
    source_address: str | None = None  # JSON, how it can be opened again (sources/address.py); None: it cannot
    product: str | None = None  # what of its frames was inspected, in words; None: all


def new_piece_uid() -> str:
    """32 hex digits. What the operator types is a name, and two pieces may bear one name."""
    return uuid.uuid4().hex
