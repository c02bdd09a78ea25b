"""How a piece is graded: the plant's table of rules, and what it makes of one piece.

    GradingTable  +  defects  +  PieceFacts  ->  Judgement        (inspector/grading/judging.py)

Severity is of one defect; the verdict is of the piece. A verdict is never better than what is known: where the piece
was not seen as a whole, or a rule could not be judged, it is undecided, unless it is rejected already.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from inspector.core.defect import Severity
from inspector.core.measures import MEASURES
from inspector.core.untrusted import file_name_fault, name_fault, text_fault

ANY_CLASS = "*"
MAX_LIMIT = 1e12
MAX_RULES = 1000
MAX_VERSION = 10**9
MAX_TEXT = 2000  # characters of a note or of the name of a standard


class Verdict(StrEnum):
    ACCEPT = "accept"
    DOWNGRADE = "downgrade"
    REJECT = "reject"
    UNDECIDED = "undecided"  # it cannot be told, and the reason can


GIVEN = (Verdict.ACCEPT, Verdict.DOWNGRADE, Verdict.REJECT)  # by rules, from best to worst


class Across(StrEnum):
    """Where across the piece a rule looks. A defect that reaches into the zone lies in it."""

    ANYWHERE = "anywhere"
    EDGES = "edges"
    MIDDLE = "middle"  # what is no edge


class Along(StrEnum):
    """Where along the piece a rule looks."""

    ANYWHERE = "anywhere"
    ENDS = "ends"  # the first ``head_m`` and the last ``tail_m``
    BODY = "body"  # what is no end


def _check(value: float, what: str, limit: float = MAX_LIMIT) -> None:
    if not (math.isfinite(value) and 0 <= value <= limit):
        raise ValueError(f"{what} is a number from 0 to {limit:g}, got {value!r}")


def _check_text(text: str, what: str) -> None:
    fault = text_fault(text) or (f"it is longer than {MAX_TEXT} characters" if len(text) > MAX_TEXT else "")
    if fault:
        raise ValueError(f"{what}: {fault}")


@dataclass(frozen=True, slots=True)
class GradingRule:
    """More defects of a kind than allowed, or more of the surface covered by them, give the piece this verdict.

    Raises ValueError with a readable reason.
    """

    class_name: str = ANY_CLASS
    min_severity: Severity = Severity.NONE  # those of this severity or worse; NONE: of any
    measure: str = ""  # one of MEASURES; "": of any size
    at_least: float = 0.0  # in the unit at the end of the measure's name
    max_count: int = 0  # more than so many meet the rule
    max_area_percent: float | None = None  # instead of a count: more than this share of the surface
    per_length_m: float = 0.0  # in any stretch so long; 0: in the whole piece
    across: Across = Across.ANYWHERE
    edge_mm: float = 0.0  # how far an edge reaches; 0: ``edge_percent`` of the width
    edge_percent: float = 0.0
    along: Along = Along.ANYWHERE
    head_m: float = 0.0
    tail_m: float = 0.0
    verdict: Verdict = Verdict.DOWNGRADE
    note: str = ""  # for people, where the rule is met: "depth not measured: gauge it"

    def __post_init__(self) -> None:
        if fault := name_fault(self.class_name):
            raise ValueError(f'a rule names a class, or "*" for any: {fault}')
        if self.measure and self.measure not in MEASURES:
            raise ValueError(f"“{self.measure}” is no measure; there are {', '.join(sorted(MEASURES))}")
        if self.at_least and not self.measure:
            raise ValueError("a limit of size needs a measure")
        _check(self.at_least, "a limit of size")
        _check(self.max_count, "a number of defects")
        _check(self.per_length_m, "a length")
        if self.max_area_percent is not None:
            _check(self.max_area_percent, "a share of the surface", 100)
            if self.max_count:
                raise ValueError("a rule limits a number of defects or a share of the surface, not both")
        _check(self.edge_mm, "the width of an edge")
        _check(self.edge_percent, "the width of an edge, in percent", 50)
        _check(self.head_m, "the length of the head")
        _check(self.tail_m, "the length of the tail")
        if (self.across is Across.ANYWHERE) != (not self.edge_mm and not self.edge_percent):
            raise ValueError("a zone across needs the width of its edges, and only such a zone has one")
        if self.edge_mm and self.edge_percent:
            raise ValueError("edges are as wide as edge_mm or edge_percent says, not both")
        if (self.along is Along.ANYWHERE) != (not self.head_m and not self.tail_m):
            raise ValueError("a zone along needs the length of head or tail, and only such a zone has one")
        if self.verdict not in GIVEN:
            raise ValueError("a rule gives accept, downgrade or reject")
        _check_text(self.note, "the note of a rule")


@dataclass(frozen=True, slots=True)
class GradingTable:
    """The rules of one plant for one product. ``version`` goes up with each saved edit, and old versions stay."""

    name: str
    rules: tuple[GradingRule, ...] = ()
    version: int = 1
    plant: str = ""
    product: str = ""  # kind of piece that it is for, as "coil"; "": for any
    standard: str = ""  # what the rules were agreed by
    verified_by: str = ""  # who compared them with that; "": nobody
    note: str = ""  # why this version was made
    is_example: bool = False  # shipped with the program, agreed by nobody: screens and reports say so
    limits_depth: bool = False  # the standard limits depth, which no camera sees: every verdict says so
    default: Verdict = Verdict.ACCEPT  # where no rule is met
    min_coverage_percent: float = 99.0  # of the length; below, only reject is told
    width_mm: float = 0.0  # of the product, from its reference edge; 0: as wide as the cameras see

    def __post_init__(self) -> None:
        if fault := file_name_fault(self.name):
            raise ValueError(f"the name of a table is the name of a folder: {fault}")
        if not 1 <= self.version <= MAX_VERSION:
            raise ValueError(f"versions of a table count from 1 to {MAX_VERSION}, got {self.version}")
        if len(self.rules) > MAX_RULES:
            raise ValueError(f"a table has at most {MAX_RULES} rules, got {len(self.rules)}")
        for what in ("plant", "product", "standard", "verified_by", "note"):
            _check_text(getattr(self, what), what)
        if self.default not in GIVEN:
            raise ValueError("what meets no rule is accept, downgrade or reject")
        _check(self.min_coverage_percent, "the least coverage", 100)
        _check(self.width_mm, "the width of the product")

    def unknown_classes(self, class_names: Iterable[str]) -> tuple[str, ...]:
        """Classes in the rules that are none of these: such a rule is never met."""
        known = {ANY_CLASS, *class_names}
        return tuple(dict.fromkeys(rule.class_name for rule in self.rules if rule.class_name not in known))

    def is_for(self, kind: str) -> bool:
        return self.product in ("", kind)


class PieceState(StrEnum):
    RUNNING = "running"
    ENDED = "ended"  # at its end, or stopped by somebody: coverage tells how much of it was seen
    FAILED = "failed"
    UNFINISHED = "unfinished"  # its program died


@dataclass(frozen=True, slots=True)
class PieceFacts:
    """What a verdict must know of a piece besides its defects."""

    kind: str
    state: PieceState
    inspected_share: float  # of the length seen, 0..1; 0 where nothing was seen
    n_unknown_gaps: int = 0  # gaps whose length nobody knows
    length_mm: float | None = None  # seen, gaps included; None without a calibration
    width_mm: float | None = None  # that the cameras see; None without a calibration


class Because(StrEnum):
    """Why a verdict cannot be told. The names are those in the records."""

    RUNNING = "running"
    NOTHING_INSPECTED = "nothing_inspected"
    FAILED = "failed"
    UNFINISHED = "unfinished"
    COVERAGE = "coverage"
    GAPS_UNKNOWN = "gaps_unknown"
    NOT_JUDGED = "not_judged"  # rules that some defects may meet: they have no size or position in mm
    OTHER_PRODUCT = "other_product"


@dataclass(frozen=True, slots=True)
class Doubt:
    because: Because
    found: float = 0.0  # percent inspected, number of gaps, the first rule that was not judged (from 1)
    limit: float = 0.0
    text: str = ""  # the product


@dataclass(frozen=True, slots=True, eq=False)
class RuleOutcome:
    """What a rule found in a piece; of rules that are met, or might be."""

    rule_index: int
    is_met: bool  # else it could not be judged for all defects, and those might meet it
    found: float  # defects, or percent of the surface; at the worst place
    defect_ids: npt.NDArray[np.int64]  # those that count there
    start_mm: float | None = None  # of the worst stretch; None: the whole piece
    end_mm: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """The verdict on one piece, and why."""

    table: GradingTable
    verdict: Verdict
    so_far: Verdict  # by the rules that could be judged
    decided_by: int | None  # index of the rule; None: no rule is met, or it is undecided
    outcomes: tuple[RuleOutcome, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    table_sha256: str = field(default="")
    table_toml: str = field(default="", repr=False)  # the whole table, as it is recorded

    @property
    def deciding(self) -> RuleOutcome | None:
        """What the worst rule that is met found."""
        met = [one for one in self.outcomes if one.is_met]
        return max(met, key=lambda one: GIVEN.index(self.table.rules[one.rule_index].verdict), default=None)

    @property
    def notes(self) -> tuple[str, ...]:
        """Of the rules that are met, each once."""
        notes = (self.table.rules[one.rule_index].note for one in self.outcomes if one.is_met)
        return tuple(dict.fromkeys(note for note in notes if note))
