"""The balance report: folds added up, figures and differences from the stored counts alone."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scored_runs import TESTED_ON, write_run

from inspector.core.balancing import BalanceMode, Zone
from inspector.evaluation.detections import DetectionAccumulator
from inspector.runs.request import Balance, Keep
from research import balance_report, reporting
from research.balance_report import build_report, main, read_method
from research.balance_tables import as_decision, as_document, as_overview, as_summary
from research.experiments import Experiment, experiments
from training.scoring import probability_rules

NAMES = ["background", "scratch"]
TWO = Experiment(
    name="two", dataset="squares", networks=("a-net",), seeds=(1,), n_steps=5, n_folds=2, keep=Keep.LAST,
    methods=("none", "dli"),
)  # fmt: skip


def detections(is_found: bool, is_alarmed: bool) -> list[float]:
    """Of a frame with one defect and a clean one."""
    accumulator = DetectionAccumulator(2)
    defect, nothing = np.zeros((20, 20), np.uint8), np.zeros((20, 20), np.uint8)
    defect[5:10, 5:10] = 1
    accumulator.add(defect, defect if is_found else nothing, group="g")
    accumulator.add(nothing, defect if is_alarmed else nothing, group="g")
    return accumulator.by_group["g"].tolist()


def finished(
    workspace: Path, method: str, fold: int, group: str, confusion: list[list[int]], counts: list[float],
    surer: dict[str, tuple[list[list[int]], list[float]]] | None = None, names: list[str] = NAMES,
) -> None:  # fmt: skip
    """A run's files. ``surer``: what is counted from a probability on; what is not given is as the one before."""
    name = TWO.run_name("a-net", method, 1, fold)
    request = next(request for request in TWO.requests(workspace) if request.run == name)
    by_rule = {"arg-max alone": (confusion, counts)}
    for rule in probability_rules(len(names)):
        by_rule[rule] = (surer or {}).get(rule[-4:], by_rule[next(reversed(by_rule))])
    by_rule["with thresholds"] = by_rule["arg-max alone"]
    confusions, detected = ({rule: {group: both[k]} for rule, both in by_rule.items()} for k in (0, 1))
    write_run(workspace, "two", request, confusions, class_names=names, detections=detected)


def mended(file: Path, **changes: object) -> None:
    file.write_text(json.dumps(json.loads(file.read_text()) | changes))


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    finished(tmp_path, "none", 0, "a", [[8, 2], [0, 10]], detections(True, True))
    finished(tmp_path, "none", 1, "b", [[10, 0], [5, 5]], detections(False, False))
    finished(tmp_path, "dli", 0, "a", [[10, 0], [0, 10]], detections(True, False))
    finished(tmp_path, "dli", 1, "b", [[10, 0], [2, 8]], detections(True, False))
    return tmp_path


def test_folds_are_added_up_and_ours_is_compared_with_the_others(workspace: Path):
    report = build_report(TWO, workspace, "a-net", 1)
    none, dli, less = report["figures"]["none"], report["figures"]["dli"], report["dli_less"]["none"]
    assert (report["n_groups"], set(report["dli_less"])) == (2, {"none"})
    assert none["miou_defects"]["value"] == pytest.approx(15 / 22)
    assert dli["miou_defects"]["value"] == pytest.approx(18 / 20)
    assert less["miou_defects"]["value"] == pytest.approx(18 / 20 - 15 / 22)
    assert (none["defect_recall"]["value"], dli["defect_recall"]["value"]) == (0.5, 1.0)
    assert (none["clean_frames_alarmed"]["value"], dli["clean_frames_alarmed"]["value"]) == (0.5, 0.0)
    assert less["clean_frames_alarmed"]["value"] == -0.5


def test_the_tables_mark_figures_of_few_groups(workspace: Path):
    text = as_document(build_report(TWO, workspace, "a-net", 1))
    row = next(line for line in text.splitlines() if line.startswith("| dli | 0.900"))
    assert row.count("(few)") == 2  # IoU and recall of the class that two groups hold
    assert "| against | mIoU defects |" in text
    assert "found: scratch" in text


def test_a_second_mean_leaves_out_what_few_groups_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Two groups hold scratches, one holds dents; the other one's dents are only predicted and do not count."""
    monkeypatch.setattr(reporting, "ENOUGH_GROUPS", 2)
    accumulator = DetectionAccumulator(3)
    defect = np.pad(np.full((5, 5), 1, np.uint8), 5)
    accumulator.add(defect, defect, group="g")
    counts = accumulator.by_group["g"].tolist()
    confusions = {"a": [[10, 0, 0], [0, 6, 0], [0, 0, 4]], "b": [[10, 0, 4], [2, 4, 0], [0, 0, 0]]}
    for fold, group in enumerate("ab"):
        finished(tmp_path, "none", fold, group, confusions[group], counts, names=[*NAMES, "dent"])
    report = build_report(TWO, tmp_path, "a-net", 1)
    assert report["n_groups_of_class"] == (2, 2, 1)
    none = report["figures"]["none"]
    assert none["iou_2"]["value"] == pytest.approx(4 / 8)
    assert none["miou_defects"]["value"] == pytest.approx((10 / 12 + 4 / 8) / 2)
    assert none["miou_defects_of_enough_groups"]["value"] == pytest.approx(10 / 12)
    figures = as_document(report).partition("## As they come")[2]
    row = next(line for line in figures.splitlines() if line.startswith("| none |"))
    assert [cell.endswith("(few) ") for cell in row.split("|")[2:-1]] == [False] * 7 + [True, False, True]


def test_a_method_counts_when_all_its_folds_are_done(workspace: Path):
    run = workspace / "runs" / "two" / "a-net-dli-seed1-fold1"
    (run / "scores.json").unlink()
    assert read_method(TWO, workspace, "a-net", "dli", 1) is None
    assert read_method(TWO, workspace, "a-net", "dli", 1, [0]) is not None
    report = build_report(TWO, workspace, "a-net", 1)
    assert set(report["figures"]) == {"none"}
    assert "Not complete, and left out: dli." in as_document(report)
    with pytest.raises(ValueError, match="no method is complete"):
        build_report(replace(TWO, methods=("focal",)), workspace, "a-net", 1)


def test_a_group_tested_in_two_folds_is_refused(workspace: Path):
    run = workspace / "runs" / "two" / "a-net-none-seed1-fold1"
    (run / "confusions.json").write_text((run.parent / "a-net-none-seed1-fold0" / "confusions.json").read_text())
    with pytest.raises(ValueError, match="group a was tested twice"):
        build_report(TWO, workspace, "a-net", 1)


def test_equal_alarms_are_those_of_none_on_the_other_folds(tmp_path: Path):
    """The baseline alarms on the clean frame of fold 0 alone; injection on both, on that of fold 0 below a probability
    of 0.8, on that of fold 1 below 0.6, where it loses its defect. So fold 1 may be taken as it is, for on fold 0 the
    baseline alarms as much, and fold 0 needs what silences fold 1: 0.6, which does not silence fold 0 itself."""
    whole, half = [[10, 0], [0, 10]], [[10, 0], [5, 5]]
    finished(tmp_path, "none", 0, "a", half, detections(True, True))
    finished(tmp_path, "none", 1, "b", half, detections(True, False))
    finished(tmp_path, "dli", 0, "a", whole, detections(True, True), {"0.80": (half, detections(True, False))})
    finished(tmp_path, "dli", 1, "b", whole, detections(True, True), {"0.60": (half, detections(False, False))})
    report = build_report(TWO, tmp_path, "a-net", 1)
    assert report["figures"]["dli"]["false_alarms_per_clean_frame"]["value"] == 1.0
    equal = report["at_equal_alarms"]
    assert equal["rules"] == {"none": ["arg-max alone"] * 2, "dli": ["probability from 0.60", "arg-max alone"]}
    assert equal["figures"]["dli"]["miou_defects"]["value"] == 1.0  # the half of fold 1 is that of 0.60, not chosen
    assert equal["dli_less"]["none"]["miou_defects"]["value"] == pytest.approx(0.5)
    assert "none any, any; dli 0.60, any." in as_document(report)
    assert "at_equal_alarms" not in build_report(TWO, tmp_path, "a-net", 1, [0])


def test_a_run_scored_before_these_rules_says_what_to_do(tmp_path: Path):
    for fold, group in enumerate("ab"):
        finished(tmp_path, "none", fold, group, [[10, 0], [0, 10]], detections(True, False))
        finished(tmp_path, "dli", fold, group, [[10, 0], [0, 10]], detections(True, True))
    file = tmp_path / "runs" / "two" / "a-net-dli-seed1-fold0" / "confusions.json"
    stored = json.loads(file.read_text())
    for rule in probability_rules(2):
        del stored[TESTED_ON][rule]
    file.write_text(json.dumps(stored))
    with pytest.raises(ValueError, match=r"dli-seed1-fold0 was not scored by .* delete its scores.json"):
        build_report(TWO, tmp_path, "a-net", 1)


def test_where_no_probability_is_high_enough_the_highest_is_taken(tmp_path: Path):
    whole = [[10, 0], [0, 10]]
    for fold, group in enumerate("ab"):
        finished(tmp_path, "none", fold, group, whole, detections(True, False))
        finished(tmp_path, "dli", fold, group, whole, detections(True, True))
    assert build_report(TWO, tmp_path, "a-net", 1)["at_equal_alarms"]["rules"]["dli"] == ["probability from 0.95"] * 2


def test_the_runs_of_a_method_carry_it():
    experiment = experiments()["balance-magnetic-tile"]
    requests = {request.run: request.recipe for request in experiment.requests(Path("/w"))}
    assert requests["unet-resnet18-dli-seed1-fold0"].balance.mode is BalanceMode.DLI
    assert requests["unet-resnet18-dli-seed1-fold0"].balance.settings.rules["break"].zone is Zone.AS_DONOR
    assert requests["unet-resnet18-dli-released-seed1-fold3"].balance == Balance(BalanceMode.DLI_RELEASED)
    assert [term.name for term in requests["unet-resnet18-focal-seed1-fold1"].loss] == ["focal", "dice"]
    assert requests["unet-resnet18-none-seed1-fold2"].balance.mode is BalanceMode.NONE


def test_a_report_over_some_folds_says_so_and_takes_what_is_complete_in_them(workspace: Path):
    (workspace / "runs" / "two" / TWO.run_name("a-net", "dli", 1, 1) / "scores.json").unlink()
    assert set(build_report(TWO, workspace, "a-net", 1)["figures"]) == {"none"}
    report = build_report(TWO, workspace, "a-net", 1, [0])
    assert set(report["figures"]) == {"none", "dli"}
    assert (report["n_groups"], report["folds"]) == (1, [0])
    assert report["figures"]["none"]["miou_defects"]["value"] == pytest.approx(10 / 12)
    text = as_document(report)
    assert "only folds 0 of 2" in text
    assert "research.balance_report two --fold 0`" in text
    assert "2 folds: 4 frames of 2 groups, every frame tested once" in as_document(
        build_report(TWO, workspace, "a-net", 1)
    )


def test_what_was_trained_is_told_by_the_runs(workspace: Path):
    """The experiment has been changed since: its file says seven steps, the runs were asked for five."""
    report = build_report(replace(TWO, n_steps=7), workspace, "a-net", 1)
    assert (report["n_steps"], report["dataset"], report["data_id"], report["resize_px"]) == (
        5,
        "squares",
        "0123abcd",
        None,
    )
    assert (report["n_frames"], report["n_frames_of_fold"], report["n_clean_frames"]) == (4, [2, 2], 2)
    text = as_document(report)
    assert "a-net on squares 0123abcd, 2 folds: 4 frames of 2 groups, every frame tested once, 2 of the frames" in text
    assert "5 steps from scratch, seed 1. Kept: the last weights" in text


@pytest.mark.parametrize("method", ["none", "dli"])
def test_runs_that_were_asked_for_different_things_are_refused(workspace: Path, method: str):
    for fold in range(2):
        file = workspace / "runs" / "two" / f"a-net-{method}-seed1-fold{fold}" / "scores.json"
        request = json.loads(file.read_text())["request"]
        mended(file, request=request | {"recipe": request["recipe"] | {"n_steps": 6}})
    with pytest.raises(ValueError, match=r"are not of one report: recipe\.n_steps was [56], is [56]"):
        build_report(TWO, workspace, "a-net", 1)


def test_folds_of_one_method_have_its_loss_each(workspace: Path):
    """Between methods losses differ, within one they may not."""
    file = workspace / "runs" / "two" / "a-net-dli-seed1-fold1" / "scores.json"
    request = json.loads(file.read_text())["request"]
    recipe = request["recipe"] | {"loss": [{"name": "focal", "weight": 1.0, "options": {}}]}
    mended(file, request=request | {"recipe": recipe})
    with pytest.raises(ValueError, match=r"dli-seed1-fold0 and .*dli-seed1-fold1 are not of one report: .*loss"):
        build_report(TWO, workspace, "a-net", 1)


def test_runs_that_were_scored_on_different_masks_are_refused(tmp_path: Path):
    """As where some were scored again and others not."""
    for fold, group in enumerate("ab"):
        finished(tmp_path, "none", fold, group, [[10, 0], [0, 10]], detections(True, False))
        finished(tmp_path, "dli", fold, group, [[9, fold], [0, 11 - fold]], detections(True, False))
    with pytest.raises(ValueError, match=r"different masks: group a has \[10, 10\] .* \[9, 11\] .*Score both again"):
        build_report(TWO, tmp_path, "a-net", 1)


def test_folds_that_were_not_looked_at_are_told_alone(workspace: Path, monkeypatch: pytest.MonkeyPatch):
    assert "not_looked_at" not in build_report(TWO, workspace, "a-net", 1)
    monkeypatch.setattr(reporting, "LOOKED_AT", {"two": (0,)})
    report = build_report(TWO, workspace, "a-net", 1)
    others = report["not_looked_at"]
    assert (others["folds"], others["n_frames"], others["n_groups"]) == ([1], 2, 1)
    assert others["dli_less"]["none"]["miou_defects"]["value"] == pytest.approx(8 / 10 - 5 / 10)
    assert "## On folds 1 alone, without fold 0 that was looked at" in as_document(report)
    assert "On folds 1 alone, without fold 0 that was looked at (2 frames of 1 groups), it lies above" in as_summary(
        report
    )
    assert "not_looked_at" not in build_report(TWO, workspace, "a-net", 1, [1])


def report_of(**changes: dict[str, tuple[float, float, float]]) -> dict[str, object]:
    """A report by hand: three methods, five classes' worth of nothing but what the tables show."""
    figures = {
        "none": {"miou_defects": 0.2, "defect_recall": 0.404, "false_alarms_per_clean_frame": 0.1},
        "dli": {"miou_defects": 0.3, "defect_recall": 0.7, "false_alarms_per_clean_frame": 0.2},
        "focal": {"miou_defects": 0.1, "defect_recall": 0.9, "false_alarms_per_clean_frame": 3.0},
    }
    plain = {
        method: {name: {"value": value, "low": None, "high": None} for name, value in of_it.items()}
        for method, of_it in figures.items()
    }
    less = {
        method: {figure: {"value": v, "low": low, "high": high} for figure, (v, low, high) in of_it.items()}
        for method, of_it in changes.items()
    }
    return {
        "n_frames": 1026, "n_groups": 180, "n_folds": 4, "folds": [0, 1, 2, 3], "n_steps": 1000, "n_steps_before": 3000,
        "network": "u-net", "class_names": ["background", "crack", "fray"], "n_groups_of_class": [180, 11, 5],
        "resize_px": (160, 160), "figures": plain, "dli_less": less,
        "at_equal_alarms": {"figures": plain, "too_loud": ["focal"]},
    }  # fmt: skip


def test_the_overview_says_what_the_report_does():
    sure, unsure = (0.1, 0.05, 0.15), (0.1, -0.01, 0.2)
    report = report_of(
        none={"miou_defects": sure, "miou_defects_of_enough_groups": sure},
        focal={"miou_defects": unsure, "miou_defects_of_enough_groups": sure},
    )
    text = as_overview(report)
    assert "| none | 0.200 | 40 % | 0.10 | 40 % |" in text
    assert "| `dli` | **0.300** | 70 % | 0.20 | **70 %** |" in text
    assert "| `focal` | 0.100 | 90 % | 3.00 | 90 % (3.00 alarms) |" in text  # the most, and too loud to be the best
    summary = as_summary(report)
    assert "1,026 frames of 180 groups, every frame tested once, in 4 folds of whole groups, with 2 kinds of" in summary
    assert "frames squashed to 160 x 160 px; u-net, 1,000 steps with each method after 3,000 without one" in summary
    assert "alarms of “none”: `dli` 0.300, 70 %; `none` 0.200, 40 %; `focal` 0.100, 90 % (3.00 alarms)." in summary
    for each in (text, summary):
        assert (
            "lies above zero against all but `focal`; without fray, which only 5 groups hold, against every other "
            "method." in each
        )


def test_a_lead_is_certain_only_above_zero():
    sure, touching = {"miou_defects": (0.1, 0.01, 0.2)}, {"miou_defects": (0.1, 0.0, 0.2)}
    assert "against no other method;" in as_summary(report_of(none=touching, focal=touching))
    assert "against every other method;" in as_summary(report_of(none=sure, focal=sure))
    assert "against all but `none`;" in as_summary(report_of(none=touching, focal=sure))
    assert "lies above" not in as_summary(report_of())


@pytest.fixture
def repository(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the documents that the report writes into; experiment "two" is complete."""
    monkeypatch.chdir(workspace)
    monkeypatch.setattr(balance_report, "experiments", lambda: {"two": TWO})
    for folder in ("decisions", "manual"):
        (workspace / "docs" / folder).mkdir(parents=True)
    for file in ("docs/manual/training.md", "docs/decisions/0005-balancing.md"):
        (workspace / file).write_text("before\n<!-- balance -->\nstale\n<!-- /balance -->\nafter\n")
    return workspace


def test_the_documents_get_their_part_and_keep_the_rest(repository: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["--workspace", str(repository)]) == 0
    report = build_report(TWO, repository, "a-net", 1)
    parts = {"docs/manual/training.md": as_summary(report), "docs/decisions/0005-balancing.md": as_decision(report)}
    for file, part in parts.items():
        text = (repository / file).read_text()
        assert text == f"before\n<!-- balance -->\n{part.strip()}\n<!-- /balance -->\nafter\n"
        assert "+0.218" in text if "0005" in file else "`dli` 0.900, 100 %; `none` 0.682, 50 %." in text
    assert (repository / "docs/results/balance.md").read_text() == capsys.readouterr().out == as_document(report)


def test_some_folds_are_printed_and_not_written(repository: Path, capsys: pytest.CaptureFixture[str]):
    before = sorted(repository.rglob("*"))
    assert main(["--workspace", str(repository), "--fold", "1"]) == 0
    assert "only folds 1 of 2" in capsys.readouterr().out
    assert sorted(repository.rglob("*")) == before
    assert "stale" in (repository / "docs/manual/training.md").read_text()


@pytest.mark.parametrize("file", ["docs/manual/training.md", "docs/decisions/0005-balancing.md"])
def test_outside_the_repository_nothing_is_written(repository: Path, capsys: pytest.CaptureFixture[str], file: str):
    (repository / file).unlink()
    before = sorted(repository.rglob("*"))
    assert main(["--workspace", str(repository)]) == 1
    assert f"{file} is not there: this wants to be run in the repository" in capsys.readouterr().err
    assert sorted(repository.rglob("*")) == before
