"""What the Settings page shows of screening, as finished data; see ``screens/live.py``."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.screens.settings_page import Choice


@dataclass(frozen=True, slots=True)
class KeptRow:
    """What a screen keeps of one kind of defects, or of all."""

    of: str
    kept: str  # "1,267 of 1,268"
    share: str  # "99.9 %", "not known" where the model found none
    interval: str  # "99.6 to 100.0 %"
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class ScreenFigures:
    """What is to be read before somebody says yes."""

    title: str
    made: str  # how it was trained
    on_val: str  # how much was asked, and how much of the surface the model would look at
    rows: tuple[KeptRow, ...]


@dataclass(frozen=True, slots=True)
class ScreeningState:
    line: str = ""  # whether it is on for the model in use, who said so and when
    screens: tuple[Choice, ...] = ()  # that fit the model in use: kept in the workspace, and the file chosen last
    chosen: str = ""  # its sha256, whose figures are shown
    figures: ScreenFigures | None = None
    fault: str = ""
    can_choose: bool = False  # a model is in use
    can_approve: bool = False
    can_end: bool = False
