"""What a table makes of a piece.

    GradingTable  +  DefectColumns  +  PieceFacts  ->  Judgement

A rule is met where more defects of its kind lie in the piece, or in some stretch of it, than it allows; a long defect
counts in every stretch that it reaches into. Where a defect lacks what a rule asks for (a size in mm, a position), the
rule is judged twice: without such defects, and with all of them. Only where both say the same is it judged.

The worst rule that is met gives the verdict; of those, the one listed first decides. Any verdict but reject becomes
undecided where the piece was not seen as a whole, has not ended well, or a rule that would be worse is not judged.

NumPy only: no Qt, no files, safe to call from any thread.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from inspector.core.defect import Severity
from inspector.core.grading import (
    ANY_CLASS,
    GIVEN,
    Across,
    Along,
    Because,
    Doubt,
    GradingRule,
    GradingTable,
    Judgement,
    PieceFacts,
    PieceState,
    RuleOutcome,
    Verdict,
)
from inspector.grading.columns import SEVERITY_RANK, DefectColumns, Floats, Ints

Flags = npt.NDArray[np.bool_]


def judge(table: GradingTable, defects: DefectColumns, facts: PieceFacts) -> Judgement:
    """The verdict of ``table`` on a piece with these defects, and the rule that decided."""
    width_mm = table.width_mm or facts.width_mm
    known = replace(facts, width_mm=width_mm)
    if not table.is_for(facts.kind):
        doubt = Doubt(Because.OTHER_PRODUCT, text=table.product)
        return Judgement(table, Verdict.UNDECIDED, Verdict.UNDECIDED, None, doubts=(doubt,))
    outcomes = []
    for index, rule in enumerate(table.rules):
        outcome = _outcome(index, rule, defects, known)
        if outcome is not None:
            outcomes.append(outcome)
    met = [one for one in outcomes if one.is_met]
    worst = max((table.rules[one.rule_index].verdict for one in met), key=GIVEN.index, default=table.default)
    decided_by = next((one.rule_index for one in met if table.rules[one.rule_index].verdict is worst), None)
    doubts = (*_doubts_of_piece(table, facts), *_doubts_of_rules(table, outcomes, worst))
    if doubts and worst is not Verdict.REJECT:
        return Judgement(table, Verdict.UNDECIDED, worst, None, tuple(outcomes), doubts)
    return Judgement(table, worst, worst, decided_by, tuple(outcomes), doubts)


def _doubts_of_piece(table: GradingTable, facts: PieceFacts) -> tuple[Doubt, ...]:
    if facts.state is PieceState.RUNNING:  # what is still to come is told as such, not as a gap
        return (Doubt(Because.RUNNING),)
    doubts = []
    if facts.state is PieceState.FAILED:
        doubts.append(Doubt(Because.FAILED))
    if facts.state is PieceState.UNFINISHED:
        doubts.append(Doubt(Because.UNFINISHED))
    if facts.inspected_share <= 0:
        doubts.append(Doubt(Because.NOTHING_INSPECTED))
    elif 100 * facts.inspected_share < table.min_coverage_percent:
        doubts.append(Doubt(Because.COVERAGE, 100 * facts.inspected_share, table.min_coverage_percent))
    if facts.n_unknown_gaps:
        doubts.append(Doubt(Because.GAPS_UNKNOWN, facts.n_unknown_gaps))
    return tuple(doubts)


def _doubts_of_rules(table: GradingTable, outcomes: list[RuleOutcome], worst: Verdict) -> tuple[Doubt, ...]:
    for one in outcomes:
        if not one.is_met and GIVEN.index(table.rules[one.rule_index].verdict) > GIVEN.index(worst):
            return (Doubt(Because.NOT_JUDGED, one.rule_index + 1),)
    return ()


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    value: float  # defects, or percent of the surface
    where: tuple[float, float] | None = None  # the worst stretch, mm


def _outcome(index: int, rule: GradingRule, defects: DefectColumns, facts: PieceFacts) -> RuleOutcome | None:
    """None where the rule is not met and cannot be."""
    surely, maybe = _of_its_kind(rule, defects, facts)
    if not maybe.any():
        return None
    limit = rule.max_count if rule.max_area_percent is None else rule.max_area_percent
    found = _worst_place(rule, defects, surely, facts)
    if found is not None and found.value > limit:
        chosen = surely if found.where is None else surely & _reach_into(defects, *found.where)
        start, end = found.where or (None, None)
        return RuleOutcome(index, True, found.value, defects.ids[chosen], start, end)
    possible = _most(rule, defects, maybe, facts)
    if possible is not None and possible <= limit:
        return None
    value = found.value if found is not None else 0.0
    return RuleOutcome(index, False, value, defects.ids[maybe])


def _of_its_kind(rule: GradingRule, defects: DefectColumns, facts: PieceFacts) -> tuple[Flags, Flags]:
    """(n,) which defects the rule is surely about, and which it may be about: those and the ones not judged."""
    if rule.class_name == ANY_CLASS:
        surely = np.ones(len(defects), np.bool_)
    else:
        codes = [code for code, name in enumerate(defects.class_names) if name == rule.class_name]
        surely = np.isin(defects.class_codes, codes)
    maybe = surely.copy()
    if rule.min_severity is not Severity.NONE:
        is_severe = defects.severities >= SEVERITY_RANK[rule.min_severity]
        surely &= is_severe
        maybe &= is_severe | np.isnan(defects.number("area_mm2"))  # rules of severity in mm did not fire on it
    if rule.measure:
        value = defects.number(rule.measure)
        surely &= value >= rule.at_least  # NaN is not
        maybe &= (value >= rule.at_least) | np.isnan(value)
    for in_zone, is_known in _zones(rule, defects, facts):
        surely &= in_zone & is_known
        maybe &= in_zone | ~is_known
    return surely, maybe


def _zones(rule: GradingRule, defects: DefectColumns, facts: PieceFacts) -> list[tuple[Flags, Flags]]:
    """For each zone of the rule: which defects reach into it, and of which that is known."""
    zones = []
    if rule.across is not Across.ANYWHERE:
        half, centre = defects.number("width_mm") / 2, defects.number("offset_mm")
        first, last = centre - half, centre + half
        if facts.width_mm is None:
            zones.append((np.zeros(len(defects), np.bool_), np.zeros(len(defects), np.bool_)))
        else:
            edge = rule.edge_mm or rule.edge_percent / 100 * facts.width_mm
            if rule.across is Across.EDGES:
                reaches = (first < edge) | (last > facts.width_mm - edge)
            else:
                reaches = (last > edge) & (first < facts.width_mm - edge)
            zones.append((reaches, ~np.isnan(first)))
    if rule.along is not Along.ANYWHERE:
        start, end = _extents(defects)
        head, tail = rule.head_m * 1000, rule.tail_m * 1000
        if facts.length_mm is None:
            zones.append((np.zeros(len(defects), np.bool_), np.zeros(len(defects), np.bool_)))
        elif rule.along is Along.ENDS:
            zones.append(((start < head) | (end > facts.length_mm - tail), ~np.isnan(start)))
        else:
            zones.append(((end > head) & (start < facts.length_mm - tail), ~np.isnan(start)))
    return zones


def _extents(defects: DefectColumns) -> tuple[Floats, Floats]:
    """Along the piece, mm; NaN without a calibration."""
    half, centre = defects.number("length_mm") / 2, defects.number("position_mm")
    return centre - half, centre + half


def _reach_into(defects: DefectColumns, from_mm: float, to_mm: float) -> Flags:
    start, end = _extents(defects)
    reaches: Flags = (start <= to_mm) & (end >= from_mm)
    return reaches


def _worst_place(rule: GradingRule, defects: DefectColumns, chosen: Flags, facts: PieceFacts) -> _Found | None:
    """How many, or how much of the surface, at the worst place; of the defects whose place is known. None: no share
    can be told."""
    start, end = _extents(defects)
    if rule.max_area_percent is None:
        if not rule.per_length_m:
            return _Found(int(np.count_nonzero(chosen)))
        chosen = chosen & ~np.isnan(start)
        return _most_in_a_stretch(start[chosen], end[chosen], rule.per_length_m * 1000)
    area = defects.number("area_mm2")
    chosen = chosen & ~(np.isnan(start) | np.isnan(area))
    if facts.width_mm is None or facts.length_mm is None:
        return None
    if not rule.per_length_m:
        surface = facts.length_mm * facts.inspected_share * facts.width_mm
        return _Found(100 * float(area[chosen].sum()) / surface) if surface > 0 else None
    return _densest_stretch(start[chosen], end[chosen], area[chosen], rule.per_length_m * 1000, facts.width_mm)


def _most(rule: GradingRule, defects: DefectColumns, maybe: Flags, facts: PieceFacts) -> float | None:
    """The most that there can be, were every defect that is not judged one of the kind, at the worst place. None: it
    cannot be told."""
    start, _ = _extents(defects)
    if rule.max_area_percent is not None and np.isnan(defects.number("area_mm2")[maybe]).any():
        return None
    found = _worst_place(rule, defects, maybe, facts)
    if found is None:
        return None
    is_placed = rule.max_area_percent is not None or not rule.per_length_m
    return found.value + (0 if is_placed else int(np.count_nonzero(maybe & np.isnan(start))))


def _most_in_a_stretch(start: Floats, end: Floats, length: float) -> _Found:
    """The most defects that one stretch of this length reaches into, ends included."""
    if not len(start):
        return _Found(0)
    firsts: Floats = np.sort(start)
    lasts: Floats = np.sort(end)
    # The count changes only where a stretch that begins at x first touches a defect: x + length = its start.
    begins = firsts - length
    n_begun: Ints = np.searchsorted(firsts, firsts, side="right")
    n_left: Ints = np.searchsorted(lasts, begins, side="left")
    counts = n_begun - n_left
    worst = int(np.argmax(counts))
    return _Found(int(counts[worst]), (float(begins[worst]), float(firsts[worst])))


def _densest_stretch(start: Floats, end: Floats, area: Floats, length: float, width: float) -> _Found:
    """The stretch with the largest area in it, as a share of its surface; area is even over a defect's length."""
    if not len(start):
        return _Found(0.0)
    extent = np.maximum(end - start, 1e-6)
    places, where = np.unique(np.concatenate([start, start + extent]), return_inverse=True)
    slope_change = np.zeros(len(places))
    np.add.at(slope_change, where, np.concatenate([area / extent, -area / extent]))
    slopes = np.cumsum(slope_change)[:-1]
    total = np.concatenate([[0.0], np.cumsum(np.maximum(slopes, 0.0) * np.diff(places))])
    begins = np.concatenate([places, places - length])  # the sum over a stretch turns only where an end meets one
    inside = np.interp(begins + length, places, total) - np.interp(begins, places, total)
    worst = int(np.argmax(inside))
    share = 100 * float(inside[worst]) / (length * width)
    return _Found(share, (float(begins[worst]), float(begins[worst] + length)))
