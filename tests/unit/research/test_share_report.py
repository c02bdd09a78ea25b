"""Methods with few frames: seeds side by side, only what is complete, and differences from the stored counts alone."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scored_runs import write_run

from inspector.evaluation.detections import DetectionAccumulator
from inspector.evaluation.intervals import ENOUGH_GROUPS
from inspector.runs.request import Keep
from research import share_report
from research.experiments import Experiment
from research.share_report import as_document, build_report, main
from training.scoring import probability_rules

TWO = Experiment(
    name="two", dataset="squares", networks=("a-net",), seeds=(1, 2), n_steps=5, n_folds=2, keep=Keep.LAST,
    methods=("none", "dli"), shares=(1.0, 0.5),
)  # fmt: skip


def detections(is_alarmed: bool) -> list[float]:
    """Of a frame with one defect, which is found, and a clean one."""
    accumulator = DetectionAccumulator(2)
    defect, nothing = np.zeros((20, 20), np.uint8), np.zeros((20, 20), np.uint8)
    defect[5:10, 5:10] = 1
    accumulator.add(defect, defect, group="g")
    accumulator.add(nothing, defect if is_alarmed else nothing, group="g")
    return accumulator.by_group["g"].tolist()


def finished(workspace: Path, experiment: Experiment, right: dict[tuple[str, int, float], int]) -> None:
    """Of 20 pixels of a defect in each of many groups so many are right, by method, seed and share; "dli" alarms, but
    not from a probability of 0.9 on, where it has 2 fewer right."""
    for request in experiment.requests(workspace):
        method = request.run.removeprefix("a-net-").partition("-seed")[0]
        n = right.get((method, request.recipe.seed, request.train_share))
        if n is None:
            continue
        groups = [f"fold{request.fold}-{k}" for k in range(ENOUGH_GROUPS // 2)]
        loud, sure = (
            ([[20, 0], [20 - n, n]], detections(method == "dli")),
            ([[20, 0], [22 - n, n - 2]], detections(False)),
        )
        by_rule = {"arg-max alone": loud, "with thresholds": loud}
        for rule in probability_rules(2):
            by_rule[rule] = sure if float(rule[-4:]) >= 0.9 else loud
        confusions, detected = (
            {rule: dict.fromkeys(groups, both[k]) for rule, both in by_rule.items()} for k in (0, 1)
        )
        write_run(workspace, experiment.name, request, confusions, detections=detected)


RIGHT = {
    ("none", 1, 1.0): 10, ("dli", 1, 1.0): 12, ("none", 2, 1.0): 8, ("dli", 2, 1.0): 14,
    ("none", 1, 0.5): 5, ("dli", 1, 0.5): 10, ("none", 2, 0.5): 5,
}  # fmt: skip


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(share_report, "N_RESAMPLES", 5)  # groups are alike: any resample gives the same
    finished(tmp_path, TWO, RIGHT)
    return tmp_path


def test_a_figure_is_the_mean_over_seeds_and_a_difference_pairs_them(workspace: Path):
    half, whole = build_report(TWO, workspace)["shares"]
    assert (half["share"], whole["share"], whole["seeds"], half["seeds"]) == (0.5, 1.0, [1, 2], [1])
    none, dli = (whole["arg_max"]["figures"][method]["iou_1"] for method in ("none", "dli"))
    assert (none["value"], dli["value"]) == (pytest.approx((10 + 8) / 40), pytest.approx((12 + 14) / 40))
    assert none["std_of_seeds"] == pytest.approx(0.1 / 2**0.5)
    assert none["low"] == none["high"] == pytest.approx(0.45)  # the groups are alike
    less = whole["arg_max"]["dli_less"]["none"]["iou_1"]
    assert (less["value"], less["n_groups"]) == (pytest.approx(8 / 40), ENOUGH_GROUPS)
    assert half["arg_max"]["dli_less"]["none"]["iou_1"]["value"] == pytest.approx(5 / 20)
    assert half["arg_max"]["figures"]["none"]["iou_1"]["std_of_seeds"] is None


def test_at_equal_alarms_a_method_counts_from_where_it_is_as_quiet(workspace: Path):
    _, whole = build_report(TWO, workspace)["shares"]
    at_equal = whole["at_equal_alarms"]
    assert at_equal["too_loud"] == []
    assert at_equal["figures"]["dli"]["clean_frames_alarmed"]["value"] == 0
    assert at_equal["figures"]["dli"]["iou_1"]["value"] == pytest.approx((10 + 12) / 40)
    assert whole["arg_max"]["figures"]["dli"]["clean_frames_alarmed"]["value"] == 1


def test_what_is_not_complete_is_left_out_and_said(workspace: Path, tmp_path: Path):
    text = as_document(build_report(replace(TWO, shares=(1.0, 0.5, 0.25)), workspace))
    assert "Not complete at 50% of the frames, and left out: seed 2: dli." in text
    assert "Not complete for any method, and left out: 25% of the frames." in text
    assert "| 100% | 1, 2 | dli | 0.650 ± 0.071 [0.650, 0.650] |" in text
    assert "| 50% | 1 | none | 0.250 [0.250, 0.250] |" in text
    assert "| 100% | none | **0.200 [0.200, 0.200]** |" in text
    with pytest.raises(ValueError, match="no method is complete"):
        build_report(TWO, tmp_path / "elsewhere")


def test_the_command_writes_the_document_that_the_stored_figures_give(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(workspace)
    monkeypatch.setattr(share_report, "experiments", lambda: {"two": TWO})
    assert main(["two", "--workspace", str(workspace)]) == 0
    stored = json.loads((workspace / "docs/results/shares.json").read_text())
    text = (workspace / "docs/results/shares.md").read_text()
    assert text == as_document(stored) == capsys.readouterr().out
