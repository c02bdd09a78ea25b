"""An alarm: something that must not pass unseen, until a person has said what became of it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from inspector.core.messages import Message, Tier


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    at: datetime  # UTC
    by: str
    because: str  # what became of it, never blank


@dataclass(frozen=True, slots=True)
class Alarm:
    """One kind of trouble, with all its repeats. It is latched: it stays until it is acknowledged *and* over."""

    kind: str  # what it is about, a message's code mostly; repeats of one kind are one alarm
    tier: Tier
    message: Message  # of the newest repeat
    raised_at: datetime  # UTC
    last_at: datetime  # of the newest repeat
    inspection_id: str | None = None  # during which it was raised
    n: int = 1  # times it was raised
    over_at: datetime | None = None  # its cause is over; None: it stands
    acknowledged: Acknowledgement | None = None
    is_of_before: bool = False  # raised before this program started
    piece: str = ""  # its id, that was being inspected at the newest repeat
    uid: str = field(default_factory=lambda: uuid.uuid4().hex)  # 32 hex digits, unique everywhere

    @property
    def stands(self) -> bool:
        """Its cause is not over."""
        return self.over_at is None

    @property
    def is_open(self) -> bool:
        """Somebody must still see it, or its cause is not over."""
        return self.acknowledged is None or self.stands
