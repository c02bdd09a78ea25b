"""Severity by the plant's table."""

from __future__ import annotations

import dataclasses

import pytest

from inspector.core.defect import Severity, Size
from inspector.core.messages import Code, message
from inspector.measuring.severity import (
    DEFAULT_TABLE,
    MEASURES,
    SeverityResult,
    SeverityRule,
    SeverityTable,
    unknown_severity_classes,
)
from tests.tiny_model import card

SMALL = Size(4, 2, 2, 2.8, 2, 2.8, 2.8, None)
LONG = Size(120, 40, 3, 40.1, 3, 40.1, 6.0, 4.3)


def table(*rules: SeverityRule, version: int = 3) -> SeverityTable:
    return SeverityTable(rules, version)


LONG_SCRATCH = SeverityRule("scratches", "length_mm", 20, Severity.MAJOR)


def test_the_rule_that_fired_is_told_in_words():
    grade = table(LONG_SCRATCH).severity_of("scratches", LONG, LONG)
    assert grade == SeverityResult(Severity.MAJOR, "scratches: length_mm ≥ 20 → major (table 3)")


def test_a_defect_that_no_rule_matches_has_no_severity():
    assert table(LONG_SCRATCH).severity_of("scratches", LONG, SMALL) == SeverityResult(Severity.NONE, "")
    assert table(LONG_SCRATCH).severity_of("patches", LONG, LONG) == SeverityResult(Severity.NONE, "")
    assert table().severity_of("patches", LONG, LONG) == SeverityResult(Severity.NONE, "")


def test_a_limit_itself_matches():
    exactly = dataclasses.replace(SMALL, length=20.0)
    assert table(LONG_SCRATCH).severity_of("scratches", SMALL, exactly).severity is Severity.MAJOR


def test_the_worst_severity_wins_wherever_it_stands():
    rules = table(
        SeverityRule("*", "area_mm2", 1, Severity.MINOR),
        SeverityRule("scratches", "width_mm", 3, Severity.CRITICAL),
        LONG_SCRATCH,
    )
    grade = rules.severity_of("scratches", LONG, LONG)
    assert grade == SeverityResult(Severity.CRITICAL, "scratches: width_mm ≥ 3 → critical (table 3)")
    assert rules.severity_of("patches", LONG, LONG).severity is Severity.MINOR


def test_among_rules_of_one_severity_the_first_is_named():
    first, second = (SeverityRule("*", name, 1, Severity.MAJOR) for name in ("width_mm", "length_mm"))
    assert table(first, second).severity_of("x", LONG, LONG).rule.startswith("*: width_mm")
    assert table(second, first).severity_of("x", LONG, LONG).rule.startswith("*: length_mm")


def test_a_rule_in_mm_does_not_fire_without_a_calibration_and_says_so():
    grade = table(LONG_SCRATCH).severity_of("scratches", LONG, None)
    assert grade == SeverityResult(Severity.NONE, "", needs_calibration=True)
    assert not table(LONG_SCRATCH).severity_of("patches", LONG, None).needs_calibration
    assert table(LONG_SCRATCH).needs_calibration


def test_calibrating_is_asked_for_only_where_it_could_make_the_grade_worse():
    in_px = SeverityRule("*", "length_px", 10, Severity.MAJOR)
    worse = SeverityRule("*", "length_mm", 10, Severity.CRITICAL)
    milder = SeverityRule("*", "length_mm", 1, Severity.MINOR)
    assert table(in_px, worse).severity_of("x", LONG, None) == SeverityResult(
        Severity.MAJOR, "*: length_px ≥ 10 → major (table 3)", needs_calibration=True
    )
    assert not table(LONG_SCRATCH, in_px, milder).severity_of("scratches", LONG, None).needs_calibration
    assert not table(in_px).needs_calibration


def test_every_measure_of_a_size_can_stand_in_a_rule():
    in_px = Size(11, 12, 13, 14, 15, 16, 17, None)
    in_mm = Size(21, 22, 23, 24, 25, 26, 27, None)
    values = {}
    for name in MEASURES:
        values[name] = next(
            value
            for value in range(30, 0, -1)
            if SeverityRule("*", name, value, Severity.MINOR).is_met_by(in_px, in_mm)
        )
    assert values == {
        "area_px": 11,
        "length_px": 12,
        "width_px": 13,
        "feret_max_px": 14,
        "feret_min_px": 15,
        "iso8785_length_px": 16,
        "iso8785_width_px": 17,
        "area_mm2": 21,
        "length_mm": 22,
        "width_mm": 23,
        "feret_max_mm": 24,
        "feret_min_mm": 25,
        "iso8785_length_mm": 26,
        "iso8785_width_mm": 27,
    }


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        (("", "length_mm", 1, Severity.MINOR), "names a class"),
        (("*", "length", 1, Severity.MINOR), "“length” is no measure"),
        (("*", "orientation_deg", 1, Severity.MINOR), "is no measure"),
        (("*", "length_mm", -1, Severity.MINOR), "from 0 upwards"),
        (("*", "length_mm", float("nan"), Severity.MINOR), "from 0 upwards"),
        (("*", "length_mm", float("inf"), Severity.MINOR), "from 0 upwards"),
        (("*", "length_mm", 1, Severity.NONE), "minor, major or critical"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(rule, reason):
    with pytest.raises(ValueError, match=reason):
        SeverityRule(*rule)


def test_a_table_that_contradicts_itself_is_refused():
    with pytest.raises(ValueError, match="two rules say when scratches is major by length_mm"):
        table(LONG_SCRATCH, dataclasses.replace(LONG_SCRATCH, at_least=30))
    with pytest.raises(ValueError, match="count from 1"):
        table(version=0)


def test_classes_that_the_model_does_not_know_are_told():
    rules = table(LONG_SCRATCH, SeverityRule("*", "area_mm2", 1, Severity.MINOR))
    assert rules.unknown_classes(["background", "patches"]) == ("scratches",)
    assert rules.unknown_classes(["scratches"]) == ()


def test_rules_for_classes_whose_defects_a_model_never_reports_are_told_by_name():
    rules = table(LONG_SCRATCH, SeverityRule("*", "area_mm2", 1, Severity.MINOR))
    assert unknown_severity_classes(rules, card(class_names=("background", "scratches", "dull"))) is None
    assert unknown_severity_classes(DEFAULT_TABLE, card()) is None
    misspelt = card(class_names=("background", "scratch", "dull"))
    expected = message(Code.SEVERITY_CLASSES_UNKNOWN, model=misspelt.name, names="“scratches”")
    assert unknown_severity_classes(rules, misspelt) == expected
    not_reported = card(class_names=("background", "scratches", "dull"), non_defects=("scratches",))
    assert unknown_severity_classes(rules, not_reported) == expected


def test_the_shipped_table_calls_itself_an_example():
    assert DEFAULT_TABLE.is_example
    assert DEFAULT_TABLE.severity_of("x", SMALL, SMALL).rule == "*: area_mm2 ≥ 0 → minor (example table 1)"
    assert DEFAULT_TABLE.severity_of("x", LONG, LONG).severity is Severity.MAJOR
    assert DEFAULT_TABLE.severity_of("x", LONG, None) == SeverityResult(Severity.NONE, "", needs_calibration=True)
