"""Who, when and where: every record carries an actor, a UTC time and the name of a PC."""

from __future__ import annotations

import getpass
import platform
from dataclasses import dataclass
from datetime import UTC, datetime


def utc_now() -> datetime:
    return datetime.now(UTC)


def utc_text(moment: datetime) -> str:
    """ISO 8601 in UTC with milliseconds, e.g. "2026-03-01T09:30:00.125Z"; sorts as text."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def current_actor() -> str:
    """The operating system's user, until the program knows people of its own."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no entry for this user id, as in some containers
        return "unknown"


def current_pc() -> str:
    """The name of this PC in its network; "" where it has none."""
    return platform.node()


@dataclass(frozen=True, slots=True)
class AuditStamp:
    at: datetime
    actor: str

    @classmethod
    def now(cls) -> AuditStamp:
        return cls(utc_now(), current_actor())
