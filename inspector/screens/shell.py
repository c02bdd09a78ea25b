"""What the window shows around its pages, and what every page may say, as finished data. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Tier(StrEnum):
    """How loud a message is."""

    STOP = "stop"  # something is not being inspected or recorded
    WARN = "warn"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class MessageText:
    """A message as people read it, in four parts."""

    what: str
    why: str
    meanwhile: str
    next_step: str
    tier: Tier
    code: str  # for the log and for support

    def as_text(self) -> str:
        return "\n".join(
            part for part in (self.what, self.why, self.meanwhile, self.next_step, f"[{self.code}]") if part
        )


class LampState(StrEnum):
    OK = "ok"  # ●
    WARNING = "warning"  # ▲
    STOP = "stop"  # ■
    OFF = "off"  # ○


@dataclass(frozen=True, slots=True)
class Lamp:
    name: str  # "source", "disk", "GPU"
    state: LampState
    cause: str  # one sentence, shown on tap or hover


@dataclass(frozen=True, slots=True)
class WindowChrome:
    """The lines at the top and bottom of the window."""

    piece: str  # "Piece R-2041", or "" for none
    position: str  # "312.4 m"; px where there is no calibration
    speed: str  # "1.50 m/s", "" where unknown
    lamps: tuple[Lamp, ...]
    status: str  # bottom line
    badge: str = ""  # "demonstration model"


@dataclass(frozen=True, slots=True)
class EmptyState:
    """One sentence and the actions that help."""

    sentence: str
    action_ids: tuple[str, ...] = ()
