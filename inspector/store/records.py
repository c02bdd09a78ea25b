"""MessageText shared by those who write records and those who read them. No SQL here."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from enum import StrEnum

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


class Subject(StrEnum):
    """What a view may show and would have to read again."""

    INSPECTIONS = "inspections"
    FRAMES = "frames"
    GAPS = "gaps"
    DEFECTS = "defects"
    EVENTS = "events"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Change:
    """What an operation changed; ``inspection_id`` is None for records of no inspection."""

    subject: Subject
    inspection_id: str | None


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


def new_inspection_id() -> str:
    """32 hex digits, unique across processes without asking the database."""
    return uuid.uuid4().hex
