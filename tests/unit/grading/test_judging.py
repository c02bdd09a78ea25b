"""Verdicts whose numbers are worked out by hand, and what holds for any piece."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.core.defect import Box, Defect, DefectPart, Severity, Size
from inspector.core.grading import (
    Across,
    Along,
    Because,
    GradingRule,
    GradingTable,
    Judgement,
    PieceFacts,
    PieceState,
    Verdict,
)
from inspector.grading.columns import GrowingColumns, columns_of
from inspector.grading.judging import judge

WHOLE = PieceFacts("coil", PieceState.ENDED, 1.0, 0, length_mm=100_000.0, width_mm=1000.0)


def defect(
    defect_id: int,
    at_m: float = 50.0,
    *,
    class_name: str = "scratch",
    severity: Severity = Severity.MINOR,
    length_mm: float = 10.0,
    width_mm: float = 2.0,
    area_mm2: float = 20.0,
    across_mm: float = 500.0,
    is_calibrated: bool = True,
) -> Defect:
    size_px = Size(200.0, 100.0, 20.0, 101.0, 20.0, 101.0, 20.0, None)
    size_mm = Size(area_mm2, length_mm, width_mm, length_mm, width_mm, length_mm, width_mm, None)
    return Defect(
        defect_id, 1, class_name, 0.9, size_px, size_mm if is_calibrated else None, 0.0, 0.0,
        at_m * 1000 if is_calibrated else None, across_mm if is_calibrated else None, None, severity, "",
        (DefectPart(0, "frame", Box(0, 0, 1, 1)),),
    )  # fmt: skip


def verdict_of(rule: GradingRule, *defects: Defect, facts: PieceFacts = WHOLE) -> Judgement:
    return judge(GradingTable("t", (rule,)), columns_of(defects), facts)


def ids(judgement: Judgement) -> list[int]:
    assert judgement.deciding is not None
    return judgement.deciding.defect_ids.tolist()


def test_a_clean_piece_seen_as_a_whole_is_accepted() -> None:
    found = verdict_of(GradingRule())
    assert (found.verdict, found.decided_by, found.outcomes) == (Verdict.ACCEPT, None, ())


def test_what_meets_no_rule_gets_the_verdict_of_the_table() -> None:
    table = GradingTable("t", (GradingRule("crack"),), default=Verdict.DOWNGRADE)
    assert judge(table, columns_of([defect(1)]), WHOLE).verdict is Verdict.DOWNGRADE


def test_the_worst_rule_decides_and_of_two_as_bad_the_first() -> None:
    rules = (
        GradingRule("scratch", verdict=Verdict.DOWNGRADE),
        GradingRule("scratch", measure="length_mm", at_least=20, verdict=Verdict.REJECT),
        GradingRule("scratch", measure="length_mm", at_least=5, verdict=Verdict.REJECT),
    )
    found = judge(GradingTable("t", rules), columns_of([defect(1, length_mm=10)]), WHOLE)
    assert (found.verdict, found.decided_by) == (Verdict.REJECT, 2)
    found = judge(GradingTable("t", rules), columns_of([defect(1, length_mm=20)]), WHOLE)
    assert (found.verdict, found.decided_by) == (Verdict.REJECT, 1)


def test_a_limit_of_size_is_met_by_a_defect_just_as_large() -> None:
    rule = GradingRule(measure="area_mm2", at_least=20)
    assert verdict_of(rule, defect(1, area_mm2=19.999)).verdict is Verdict.ACCEPT
    assert verdict_of(rule, defect(1, area_mm2=20)).verdict is Verdict.DOWNGRADE


def test_more_defects_than_allowed_in_the_whole_piece() -> None:
    rule = GradingRule("scratch", max_count=2)
    two, three = [defect(1), defect(2)], [defect(1), defect(2), defect(3)]
    assert verdict_of(rule, *two, defect(4, class_name="crack")).verdict is Verdict.ACCEPT
    assert verdict_of(rule, *three).verdict is Verdict.DOWNGRADE


def test_three_in_ten_metres_wherever_the_ten_metres_begin() -> None:
    """Defects are 10 mm long: from 4.995 m to 5.005 m. From the end of the first to the start of the third it is
    9.99 m in one case, 10.01 m in the other."""
    rule = GradingRule(max_count=2, per_length_m=10)
    within = [defect(1, 5.0), defect(2, 9.0), defect(3, 15.0)]
    beyond = [defect(1, 5.0), defect(2, 9.0), defect(3, 15.02)]
    found = verdict_of(rule, *within, defect(4, 80))
    assert found.verdict is Verdict.DOWNGRADE
    assert ids(found) == [1, 2, 3]
    assert found.deciding is not None
    assert found.deciding.found == 3
    assert found.deciding.start_mm == pytest.approx(4995)  # ten metres up to where the third begins
    assert verdict_of(rule, *beyond, defect(4, 80)).verdict is Verdict.ACCEPT


def test_a_long_defect_counts_in_every_stretch_that_it_reaches_into() -> None:
    rule = GradingRule(max_count=1, per_length_m=1)
    scratch = defect(1, 50, length_mm=80_000)  # from 10 to 90 m
    assert verdict_of(rule, scratch, defect(2, 85)).verdict is Verdict.DOWNGRADE
    assert verdict_of(rule, scratch, defect(2, 95)).verdict is Verdict.ACCEPT


def test_a_share_of_the_whole_surface() -> None:
    """100 m by 1 m are 100 m²; 1 % of it is 1 m²."""
    rule = GradingRule(max_area_percent=1.0)
    assert verdict_of(rule, defect(1, area_mm2=1e6)).verdict is Verdict.ACCEPT
    found = verdict_of(rule, defect(1, area_mm2=1e6), defect(2, area_mm2=1e4))
    assert found.verdict is Verdict.DOWNGRADE
    assert found.outcomes[0].found == pytest.approx(1.01)


def test_only_what_was_inspected_counts_as_surface() -> None:
    half = replace(WHOLE, inspected_share=0.995)
    rule = GradingRule(max_area_percent=1.0, verdict=Verdict.REJECT)
    assert verdict_of(rule, defect(1, area_mm2=1e6), facts=half).verdict is Verdict.REJECT


def test_a_share_of_the_densest_metre() -> None:
    """A metre is 1 m²: two defects of 0.1 m² and 0.5 m length, which end to end fill it, are 20 %."""
    one, other = (defect(1, 10.25, length_mm=500, area_mm2=1e5), defect(2, 10.75, length_mm=500, area_mm2=1e5))
    far = defect(3, 70, length_mm=2000, area_mm2=3e5)  # 0.15 m² in any metre of it
    at_most = GradingRule(max_area_percent=20.001, per_length_m=1)
    assert verdict_of(at_most, one, other, far).verdict is Verdict.ACCEPT
    found = verdict_of(replace(at_most, max_area_percent=19.999), one, other, far)
    assert found.verdict is Verdict.DOWNGRADE
    assert found.outcomes[0].found == pytest.approx(20.0)
    assert (found.outcomes[0].start_mm, found.outcomes[0].end_mm) == (pytest.approx(10_000), pytest.approx(11_000))


@pytest.mark.parametrize(
    ("across_mm", "at_edge", "in_middle"),
    [(20.0, True, False), (50.9, True, True), (51.1, False, True), (500.0, False, True), (990.0, True, False)],
)
def test_zones_across(across_mm: float, at_edge: bool, in_middle: bool) -> None:
    """The width is 1000 mm, an edge 50 mm; a defect of 2 mm at 50.9 mm lies in both."""
    one = defect(1, across_mm=across_mm, width_mm=2.0)
    for edge in ({"edge_mm": 50.0}, {"edge_percent": 5.0}):
        found = verdict_of(GradingRule(across=Across.EDGES, **edge), one)
        assert (found.verdict is Verdict.DOWNGRADE) is at_edge
        found = verdict_of(GradingRule(across=Across.MIDDLE, **edge), one)
        assert (found.verdict is Verdict.DOWNGRADE) is in_middle


def test_the_width_of_the_table_comes_before_that_of_the_cameras() -> None:
    rule = GradingRule(across=Across.EDGES, edge_mm=50.0)
    table = GradingTable("t", (rule,), width_mm=800.0)
    assert judge(table, columns_of([defect(1, across_mm=780)]), WHOLE).verdict is Verdict.DOWNGRADE
    assert judge(table, columns_of([defect(1, across_mm=700)]), WHOLE).verdict is Verdict.ACCEPT


@pytest.mark.parametrize(("at_m", "in_body"), [(1.0, False), (2.004, True), (50.0, True), (97.9, True), (99.0, False)])
def test_zones_along(at_m: float, in_body: bool) -> None:
    one = defect(1, at_m)
    body = GradingRule(along=Along.BODY, head_m=2.0, tail_m=2.0)
    assert (verdict_of(body, one).verdict is Verdict.DOWNGRADE) is in_body
    ends = replace(body, along=Along.ENDS)
    assert (verdict_of(ends, one).verdict is Verdict.DOWNGRADE) is (not in_body or at_m == 2.004)  # partly in both
    assert (verdict_of(replace(ends, tail_m=0.0), one).verdict is Verdict.DOWNGRADE) is (at_m in (1.0, 2.004))


def test_severity_of_the_plants_other_table() -> None:
    rule = GradingRule(min_severity=Severity.MAJOR)
    assert verdict_of(rule, defect(1, severity=Severity.MINOR)).verdict is Verdict.ACCEPT
    assert verdict_of(rule, defect(1, severity=Severity.CRITICAL)).verdict is Verdict.DOWNGRADE


# what cannot be told


def doubts(judgement: Judgement) -> list[Because]:
    return [one.because for one in judgement.doubts]


def test_a_piece_that_was_not_seen_is_never_accepted() -> None:
    part = replace(WHOLE, inspected_share=0.9899)
    found = verdict_of(GradingRule("crack"), facts=part)
    assert (found.verdict, doubts(found)) == (Verdict.UNDECIDED, [Because.COVERAGE])
    assert (found.doubts[0].found, found.doubts[0].limit) == (pytest.approx(98.99), 99.0)
    assert verdict_of(GradingRule("crack"), facts=replace(WHOLE, inspected_share=0.99)).verdict is Verdict.ACCEPT
    nothing = verdict_of(GradingRule("crack"), facts=replace(WHOLE, inspected_share=0.0))
    assert (nothing.verdict, doubts(nothing)) == (Verdict.UNDECIDED, [Because.NOTHING_INSPECTED])


@pytest.mark.parametrize(
    ("facts", "because"),
    [
        (replace(WHOLE, state=PieceState.FAILED), Because.FAILED),
        (replace(WHOLE, state=PieceState.UNFINISHED), Because.UNFINISHED),
        (replace(WHOLE, state=PieceState.RUNNING), Because.RUNNING),
        (replace(WHOLE, n_unknown_gaps=1), Because.GAPS_UNKNOWN),
    ],
)
def test_what_did_not_end_well_is_undecided_unless_it_is_rejected(facts: PieceFacts, because: Because) -> None:
    downgraded = verdict_of(GradingRule(), defect(1), facts=facts)
    assert (downgraded.verdict, downgraded.so_far) == (Verdict.UNDECIDED, Verdict.DOWNGRADE)
    assert doubts(downgraded) == [because]
    rejected = verdict_of(GradingRule(verdict=Verdict.REJECT), defect(1), facts=facts)
    assert (rejected.verdict, rejected.decided_by) == (Verdict.REJECT, 0)


def test_a_table_for_rails_says_nothing_about_a_coil() -> None:
    table = GradingTable("t", (GradingRule(verdict=Verdict.REJECT),), product="rail")
    found = judge(table, columns_of([defect(1)]), WHOLE)
    assert (found.verdict, doubts(found)) == (Verdict.UNDECIDED, [Because.OTHER_PRODUCT])


UNSCALED = replace(WHOLE, length_mm=None, width_mm=None)


def test_a_limit_in_mm_is_not_judged_without_a_calibration() -> None:
    rule = GradingRule("scratch", measure="length_mm", at_least=20)
    found = verdict_of(rule, defect(1, is_calibrated=False), facts=UNSCALED)
    assert (found.verdict, doubts(found), found.doubts[0].found) == (Verdict.UNDECIDED, [Because.NOT_JUDGED], 1)
    assert verdict_of(rule, facts=UNSCALED).verdict is Verdict.ACCEPT  # there is nothing that could meet it
    other = defect(1, class_name="crack", is_calibrated=False)
    assert verdict_of(rule, other, facts=UNSCALED).verdict is Verdict.ACCEPT
    allowed = replace(rule, max_count=1)  # and not more than one there is
    assert verdict_of(allowed, defect(1, is_calibrated=False), facts=UNSCALED).verdict is Verdict.ACCEPT


@pytest.mark.parametrize(
    "rule",
    [
        GradingRule(max_area_percent=90.0),
        GradingRule(per_length_m=1.0),
        GradingRule(across=Across.EDGES, edge_mm=1.0),
        GradingRule(along=Along.ENDS, head_m=1.0),
        GradingRule(min_severity=Severity.CRITICAL),
    ],
)
def test_places_shares_and_severities_are_not_judged_without_a_calibration(rule: GradingRule) -> None:
    found = verdict_of(rule, defect(1, severity=Severity.NONE, is_calibrated=False), facts=UNSCALED)
    assert (found.verdict, doubts(found)) == (Verdict.UNDECIDED, [Because.NOT_JUDGED])


def test_a_rule_that_could_make_it_no_worse_leaves_no_doubt() -> None:
    rules = (GradingRule("scratch"), GradingRule("scratch", measure="length_mm", at_least=20))
    found = judge(GradingTable("t", rules), columns_of([defect(1, is_calibrated=False)]), UNSCALED)
    assert (found.verdict, found.decided_by) == (Verdict.DOWNGRADE, 0)


# what holds for any piece

places = st.floats(0, 100, allow_nan=False)
some_defects = st.builds(
    lambda n, at, length, area, across, name, severity, scaled: defect(
        n, at, class_name=name, severity=severity, length_mm=length, width_mm=5, area_mm2=area, across_mm=across,
        is_calibrated=scaled,
    ),
    st.integers(1, 12), places, st.floats(0.1, 30_000), st.floats(0.1, 1e6), st.floats(0, 1000),
    st.sampled_from(["scratch", "crack"]), st.sampled_from(list(Severity)), st.booleans(),
)  # fmt: skip
some_rules = st.one_of(
    st.builds(GradingRule, st.sampled_from(["*", "crack"]), max_count=st.integers(0, 3), per_length_m=st.floats(0, 60)),
    st.builds(GradingRule, max_area_percent=st.floats(0, 5), per_length_m=st.floats(1, 60)),
    st.builds(GradingRule, measure=st.just("length_mm"), at_least=st.floats(0, 3e4), verdict=st.just(Verdict.REJECT)),
    st.builds(GradingRule, across=st.just(Across.EDGES), edge_mm=st.floats(1, 500)),
    st.builds(GradingRule, along=st.just(Along.ENDS), head_m=st.floats(1, 50), verdict=st.just(Verdict.REJECT)),
    st.builds(GradingRule, min_severity=st.sampled_from([Severity.MAJOR, Severity.CRITICAL])),
)
tables = st.builds(lambda rules: GradingTable("t", tuple(rules)), st.lists(some_rules, max_size=4))


def facts_of(judgement: Judgement) -> object:
    outcomes = [
        (one.rule_index, one.is_met, pytest.approx(one.found), sorted(one.defect_ids.tolist()))
        for one in judgement.outcomes
    ]
    return judgement.verdict, judgement.so_far, judgement.decided_by, judgement.doubts, outcomes


@settings(max_examples=60, deadline=None)
@given(tables, st.lists(st.tuples(st.sampled_from(["put", "absorb"]), some_defects), max_size=30))
def test_a_verdict_that_follows_the_inspection_is_that_of_the_whole(
    table: GradingTable, happened: list[tuple[str, Defect]]
) -> None:
    """Defects come, grow (the same id again) and are absorbed, in any order."""
    growing, left = GrowingColumns(), {}
    for what, one in happened:
        if what == "put":
            growing.put(one)
            left[one.defect_id] = one
        else:
            growing.remove(one.defect_id)
            left.pop(one.defect_id, None)
        followed = judge(table, growing.read(), WHOLE)
        assert facts_of(followed) == facts_of(judge(table, columns_of(left.values()), WHOLE))


@settings(max_examples=60, deadline=None)
@given(st.lists(some_defects, max_size=12), st.floats(0.5, 60), st.integers(0, 3))
def test_the_worst_stretch_is_found_as_by_trying_every_beginning(
    found: list[Defect], length_m: float, max_count: int
) -> None:
    placed = {one.defect_id: one for one in found if one.position_mm is not None}
    spans = []
    for one in placed.values():
        assert one.position_mm is not None
        assert one.size_mm is not None
        spans.append((one.position_mm - one.size_mm.length / 2, one.position_mm + one.size_mm.length / 2))
    most = 0
    for begin in [end for _, end in spans] + [start - length_m * 1000 for start, _ in spans]:
        most = max(most, sum(start <= begin + length_m * 1000 and end >= begin for start, end in spans))
    rule = GradingRule(max_count=max_count, per_length_m=length_m)
    judged = verdict_of(rule, *placed.values())
    assert (judged.verdict is Verdict.DOWNGRADE) is (most > max_count)


def test_ids_of_columns_survive_growing_beyond_their_room() -> None:
    growing = GrowingColumns()
    for number in range(1, 1001):
        growing.put(defect(number, number / 100))
    for number in range(1, 1001, 2):
        growing.remove(number)
    growing.remove(1)  # again
    assert sorted(growing.read().ids.tolist()) == list(range(2, 1001, 2))
    assert np.allclose(growing.read().number("position_mm"), growing.read().ids * 10.0)
