"""What the self-check shows and asks of the window, as finished data. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.screens.shell import LampState


@dataclass(frozen=True, slots=True)
class ScreenFacts:
    """The screen that the window is on."""

    width: int  # points: what the scale makes of its pixels
    height: int
    scale: float  # 1.5: 150 %


@dataclass(frozen=True, slots=True)
class CheckRow:
    lamp: LampState
    state: str  # in words, beside the sign
    title: str
    found: str
    means: str = ""
    to_do: str = ""


@dataclass(frozen=True, slots=True)
class SelfCheckState:
    verdict: str
    lamp: LampState = LampState.OFF  # of the verdict
    rows: tuple[CheckRow, ...] = ()
    note: str = ""  # when it was, or that it was copied
    share: float | None = None  # of what is looked at; None where nothing runs
    doing: str = ""  # what is looked at now
    is_running: bool = False
