"""Who, when and where: every record carries an actor, a UTC time and the name of a PC."""

from __future__ import annotations

import getpass
import platform
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from inspector.core.untrusted import storable


def utc_now() -> datetime:
    return datetime.now(UTC)


def utc_text(moment: datetime) -> str:
    """ISO 8601 in UTC with milliseconds, e.g. "2026-03-01T09:30:00.125Z"; sorts as text."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


_signed_in = ""  # of this process; one name, set and read whole by any thread


def sign_in(name: str) -> None:
    """Whoever works with this program from now on; "" for nobody whose name is known."""
    global _signed_in
    _signed_in = storable(name)


def signed_in() -> str:
    """The name of whoever gave a PIN; "" for nobody."""
    return _signed_in


def current_actor() -> str:
    """Who is signed in, else the operating system's user."""
    return _signed_in or system_user()


def system_user() -> str:
    """The operating system's user, whoever is signed in."""
    try:
        return storable(getpass.getuser())
    except (KeyError, OSError):  # no entry for this user id, as in some containers
        return "unknown"


def current_pc() -> str:
    """The name of this PC in its network; "" where it has none."""
    return storable(platform.node())


@dataclass(frozen=True, slots=True)
class Moment:
    """By the PC's clock, which may be set, and by one that nobody sets: that one tells how long something took."""

    at: datetime = field(default_factory=utc_now)
    s: float = field(default_factory=time.monotonic)

    def elapsed_s(self, now: Moment) -> float:
        return now.s - self.s

    def clock_jump_s(self, now: Moment) -> float:
        """How far the PC's clock was moved between the two, also by a sleep of the PC; below 0: back."""
        return (now.at - self.at).total_seconds() - self.elapsed_s(now)

    def end_at(self, now: Moment) -> datetime:
        """When what began here ended: never before it began, however the clock was set back."""
        return max(now.at, self.at + timedelta(seconds=self.elapsed_s(now)))


@dataclass(frozen=True, slots=True)
class AuditStamp:
    at: datetime
    actor: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "actor", storable(self.actor))

    @classmethod
    def now(cls) -> AuditStamp:
        return cls(utc_now(), current_actor())
