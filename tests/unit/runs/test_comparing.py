"""Two runs side by side: scores worked out by hand, settings by their names, and no difference of other frames."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from inspector.runs.comparing import RULE, compare, read_results
from inspector.runs.folder import RunFolder
from inspector.runs.history import read_run
from inspector.runs.progress import ProgressLine, RunState
from tests.canned_runs import CLASSES, request, training_lines, write_results, write_run
from training.scoring import WITH_THRESHOLDS

TESTED = "steel 0123456789abcdef test"


@pytest.fixture
def two(tmp_path: Path) -> tuple[RunFolder, RunFolder]:
    runs, steel = tmp_path / "runs", tmp_path / "steel"
    lines = [*training_lines(600, 600), ProgressLine(RunState.DONE)]
    first = write_run(runs, request(steel, "first", 600), lines)
    asked = request(steel, "second", 900, network="a-net")
    second = write_run(runs, replace(asked, notes="only words"), lines)
    return first, second


def test_the_rule_is_the_one_that_the_training_writes() -> None:
    assert RULE == WITH_THRESHOLDS


def test_scores_are_those_of_the_counts_and_the_difference_is_paired(two: tuple[RunFolder, RunFolder]) -> None:
    first, second = two
    write_results(first, TESTED)
    write_results(second, TESTED, better=14)
    found = compare(read_run(first), read_run(second))
    assert found.is_paired
    assert found.problems == ()
    by_name = {(row.metric, row.class_name): row for row in found.scores}
    # 12 groups with 60 + 3 k hits of 100, k of 0 to 4 in turn: 783 of 1,200; no false alarm, so the IoU is that.
    crack = by_name["iou", "crack"]
    assert crack.first is not None
    assert crack.first.value == pytest.approx(783 / 1200)
    assert crack.difference is not None
    assert crack.difference.value == pytest.approx(0.14)
    # In each group the second has 14 hits of 100 more, so the difference has no spread at all.
    assert (crack.difference.low, crack.difference.high) == (pytest.approx(0.14), pytest.approx(0.14))
    background = 60000 / (60000 + 3 * (1200 - 783))
    mean = by_name["miou_with_background", ""].first
    assert mean is not None
    assert mean.value == pytest.approx((background + 3 * 783 / 1200) / 4)
    assert [name for name in by_name if name[0] == "iou"] == [("iou", name) for name in CLASSES[1:]]


def test_settings_that_lead_to_other_weights_are_named_and_words_are_not(two: tuple[RunFolder, RunFolder]) -> None:
    found = compare(*map(read_run, two))
    assert ("network", "plain-net-m", "a-net") in found.settings
    assert ("recipe.n_steps", "600", "900") in found.settings
    assert not [name for name, _, _ in found.settings if name in ("run", "notes", "model_name")]
    assert found.scores == ()


@pytest.mark.parametrize("other", ["steel fedcba9876543210 test", TESTED])
def test_scores_of_other_frames_or_groups_are_not_subtracted(two: tuple[RunFolder, RunFolder], other: str) -> None:
    first, second = two
    write_results(first, TESTED)
    write_results(second, other, n_groups=11 if other == TESTED else 12)
    found = compare(read_run(first), read_run(second))
    assert not found.is_paired
    assert all(row.first and row.second and row.difference is None for row in found.scores)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "Expecting"),
        ('{"class_names": ["background", "crack"], "x": {"with thresholds": {"g": [[1]]}}}', "counts of g"),
        ('{"class_names": ["background", "crack"], "x": {"with thresholds": {"g": [[1, 2], [3, -4]]}}}', "counts of g"),
        ('{"class_names": 3}', "class_names"),
        ('{"class_names": ["background", "crack"], "x": 4}', "x"),
        ("[]", "no JSON object"),
    ],
)
def test_files_that_were_edited_are_told_and_the_other_run_is_shown(
    two: tuple[RunFolder, RunFolder], content: str, told: str
) -> None:
    first, second = two
    write_results(first, TESTED)
    write_results(second, TESTED)
    second.confusions_file.write_text(content)
    found = compare(read_run(first), read_run(second))
    assert len(found.problems) == 1
    assert found.problems[0].startswith("second: ")
    assert told in found.problems[0]
    assert all(row.first is not None and row.second is None for row in found.scores)


def test_a_run_without_a_test_split_has_no_results(two: tuple[RunFolder, RunFolder]) -> None:
    assert read_results(two[0]) is None
