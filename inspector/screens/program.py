"""What the Settings page shows of the program itself, as finished data; see ``screens/live.py``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """To be answered before something is done: what, and what to know before."""

    text: str
    yes: str


@dataclass(frozen=True, slots=True)
class BundleRow:
    name: str
    what: str
    size: str


@dataclass(frozen=True, slots=True)
class ProgramState:
    installed: str = ""  # which version, which build, from where
    before: str = ""  # which version it can go back to
    done: str = ""  # what was done last
    working: str = ""  # what is being done; "" for nothing
    share: float | None = None  # of it; None where nobody knows
    answer: str = ""  # how the last thing that was asked for ended
    fault: str = ""
    question: Question | None = None
    can_update: bool = False
    can_go_back: bool = False
    go_back: str = ""  # on its button
    starts_with_pc: bool | None = None  # None: not known yet
    starts_by: str = ""  # the file
    bundle: tuple[BundleRow, ...] | None = None  # gathered and not saved yet
    bundle_file: str = ""  # name that is offered
