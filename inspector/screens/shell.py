"""What the window shows around its pages, and what any page may show, as finished data. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
class ClosingState:
    """The window would close, but records wait for the disk."""

    sentence: str  # "412 records wait for the disk. The window closes once they are written."
    wait: str  # on the button that goes on waiting
    lose: str  # on the one that does not


@dataclass(frozen=True, slots=True)
class EmptyState:
    """One sentence and the actions that help."""

    sentence: str
    action_ids: tuple[str, ...] = ()
    for_operators: str = ""  # in the place of the sentence and its actions, for those who may do none of them


@dataclass(frozen=True, slots=True)
class CaptionState:
    """What a demo says at the foot of the window: where it is, what to look at."""

    place: str  # "3 of 10"
    text: str
    aside: str = ""  # "training: 2 min left"
    can_go_on: bool = True  # somebody is to look, and then to go on; else it goes on by itself
    next_text: str = ""  # on the button that goes on
