"""What the Grading page shows, as finished data; see ``screens/live.py``. Texts are in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.core.grading import GradingTable, Verdict


@dataclass(frozen=True, slots=True)
class Fault:
    """Why what somebody typed is not taken; the field keeps it, and the table stays as it was."""

    field: str  # of GradingRule or GradingTable
    text: str


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One row of the list of rules."""

    text: str
    verdict: Verdict
    is_changed: bool = False  # against the version that the edit began with


@dataclass(frozen=True, slots=True)
class GradingState:
    tables: tuple[str, ...] = ()  # of the workspace
    table: GradingTable | None = None  # as it stands in the form; None: nothing is open
    based_on: int = 0  # the version that the edit began with; 0: it is not saved yet
    versions: tuple[int, ...] = ()
    is_changed: bool = False
    rules: tuple[RuleLine, ...] = ()
    rule_index: int = -1  # of the rule in the form; -1: none
    faults: tuple[Fault, ...] = ()
    headline: str = ""  # "version 3, changed"
    is_grading: bool = False  # it gives verdicts to pieces
    grades: str = ""  # which pieces the saved table grades; "" none
    toml: str = ""
    differences: tuple[str, ...] = ()  # against the version that the edit began with, or of that against the one before
    differences_title: str = ""
    class_names: tuple[str, ...] = ()  # known classes, to choose from
    can_save: bool = False  # it is changed, or older than the newest version
    can_undo: bool = False
    can_redo: bool = False


@dataclass(frozen=True, slots=True)
class ReplayRow:
    piece: str
    started: str
    before: Verdict | None
    before_text: str
    after: Verdict
    after_text: str
    reason: str
    inspection_id: str


@dataclass(frozen=True, slots=True)
class ReplayState:
    """What the table in the form makes of the stored pieces."""

    headline: str  # "Under version 4, 3 of 120 would change."
    rows: tuple[ReplayRow, ...] = ()  # those that would change, then those without a verdict
    is_stale: bool = False  # the table was changed since
    can_record: bool = False
