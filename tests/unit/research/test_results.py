"""Results: folds added up, the rules that figures follow told beside them, and nothing written in the wrong place."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from scored_runs import write_run

from inspector.evaluation.intervals import ENOUGH_GROUPS
from inspector.runs.request import Activation, Keep
from models.counting import Size, size_of
from research import reporting, result_tables, results
from research.experiments import Experiment
from research.result_rows import collect
from research.result_tables import as_document, as_summary

TWO = Experiment(name="two", dataset="squares", networks=("a-net",), seeds=(1,), n_steps=5, n_folds=2, keep=Keep.LAST)
ONE = Experiment(name="one", dataset="squares", networks=("a-net",), seeds=(1,), n_steps=5)
FOLDS = {0: {"a": [[8, 2], [0, 10]]}, 1: {"b": [[10, 0], [5, 5]]}}
Confusions = dict[int, dict[str, list[list[int]]]]


@pytest.fixture(autouse=True)
def only_a_net_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """All networks that no run has trained stand in each document: to count them takes 20 s."""
    monkeypatch.setattr(
        result_tables, "size_of", lambda name, **of: size_of(name, **of) if name == "a-net" else Size(1, 1)
    )


def finished(workspace: Path, experiment: Experiment, confusions: Confusions, **facts: Any) -> list[Path]:
    """Run folders, one per fold; with thresholds the same as without."""
    folders = []
    for request in experiment.requests(workspace):
        found = confusions[request.fold]
        by_rule = {"arg-max alone": found, "with thresholds": found}
        folders.append(write_run(workspace, experiment.name, request, by_rule, **facts))
    return folders


def mended(file: Path, **changes: object) -> None:
    file.write_text(json.dumps(json.loads(file.read_text()) | changes))


def asked_otherwise(folder: Path, **recipe: object) -> None:
    request = json.loads((folder / "scores.json").read_text())["request"]
    mended(folder / "scores.json", request=request | {"recipe": request["recipe"] | recipe})


def test_folds_are_added_up_before_scoring(tmp_path: Path):
    finished(tmp_path, TWO, FOLDS)
    (row,) = collect(tmp_path, [TWO])
    assert (row.n_groups, row.n_steps, row.seed) == (2, 5, 1)
    assert row.iou == pytest.approx((18 / 25, 15 / 22))  # not the mean of the folds
    assert row.miou_with_background == pytest.approx((18 / 25 + 15 / 22) / 2)
    assert row.miou_defects == pytest.approx(15 / 22)
    assert (row.network, row.dataset) == ("a-net", "squares 0123abcd")
    assert row.tested_on == "2 folds of whole groups, every frame tested once"
    assert (row.n_frames, row.folds, row.n_groups_of_class) == (4, (0, 1), (2, 2))


def test_an_experiment_counts_when_every_fold_is_done(tmp_path: Path):
    folders = finished(tmp_path, TWO, FOLDS)
    (folders[1] / "scores.json").unlink()
    assert collect(tmp_path, [TWO]) == []


def test_a_group_tested_in_two_folds_is_refused(tmp_path: Path):
    finished(tmp_path, TWO, {0: FOLDS[0], 1: FOLDS[0]})
    with pytest.raises(ValueError, match="two/a-net-seed1-fold1: group a was tested twice"):
        collect(tmp_path, [TWO])


def test_folds_that_were_asked_for_different_things_are_refused(tmp_path: Path):
    folders = finished(tmp_path, TWO, FOLDS)
    asked_otherwise(folders[1], n_steps=6)
    with pytest.raises(ValueError, match=r"a-net-seed1-fold0 and .*fold1 are not of one.*n_steps was 5, is 6"):
        collect(tmp_path, [TWO])


def test_networks_that_were_scored_on_different_masks_are_refused(tmp_path: Path):
    both = replace(TWO, networks=("a-net", "dbrnet"), recipe="dli/two-cores")
    folders = finished(tmp_path, both, FOLDS)
    assert [row.network for row in collect(tmp_path, [both])] == ["a-net", "dbrnet"]
    file = next(folder for folder in folders if folder.name == "dbrnet-seed1-fold1") / "confusions.json"
    shifted = {"b": [[9, 0], [5, 6]]}
    mended(file, **{"squares 0123abcd test": {"arg-max alone": shifted, "with thresholds": shifted}})
    with pytest.raises(ValueError, match=r"a-net-seed1-fold1 and two/dbrnet-seed1-fold1 .* group b has \[10, 10\]"):
        collect(tmp_path, [both])


def test_the_rules_stand_beside_the_figures(tmp_path: Path):
    """Of folds and of a test split with thresholds; a recipe that resizes says so."""
    finished(tmp_path, replace(TWO, recipe="dli/two-cores", start_from="first/{network}-fold{fold}"), FOLDS)
    finished(tmp_path, ONE, {0: FOLDS[0]}, thresholds=(0.0, 0.4), n_frames=1234)
    folds, split = collect(tmp_path, [TWO, ONE])
    assert (folds.kept_weights, folds.class_map) == (
        "the last weights (folds leave no frames to choose by)", "arg-max (no thresholds)",
    )  # fmt: skip
    assert (folds.resize_px, split.resize_px) == ((160, 160), None)
    assert (split.n_frames, split.tested_on) == (1234, "test split")
    of_folds, of_split = as_document([folds, split], {}).split("**one**")
    assert "every frame tested once: 4 frames of 2 groups" in of_folds
    assert (
        "5 steps each of 8 views of 160 x 160 px, begun with the weights of first/NETWORK-foldN. Kept: the last weights"
        in of_folds
    )
    assert "Class maps: arg-max (no thresholds)." in of_folds
    assert "frames squashed to 160 x 160 px, and scored at that size" in of_folds
    assert "test split: 1,234 frames of 1 groups" in of_split
    assert "Kept: the weights of the highest mIoU with background on the validation split." in of_split
    assert "a class from its threshold on, chosen on the validation split" in of_split
    assert "from scratch" in of_split
    assert "Size: frames at their own size." in of_split


def test_sizes_are_those_of_what_was_trained(tmp_path: Path):
    """Six classes: more parameters than with the four of the other table, and told so."""
    names = ["background", "a", "b", "c", "d", "e"]
    some = {0: {"g": [[9] * 6] * 6}}
    (folder,) = finished(tmp_path, ONE, some, class_names=names)
    (row,) = collect(tmp_path, [ONE])
    assert (row.n_outputs, row.n_channels, row.mac_frame_px) == (6, 1, (224, 224))
    size = size_of("a-net", n_classes=6, in_channels=1, height=224, width=224)
    assert (row.n_parameters, row.n_mac) == (size.n_parameters, size.n_mac)
    # 4 outputs on colour; 145 for each output more; two channels fewer in the first 1x1 (8) and its shortcut (32).
    assert row.n_parameters == 390_203 + 2 * 145 - 2 * 8 - 2 * 32
    text = as_document([row], {})
    assert "Parameters and MACs: with 6 outputs and 1 channel." in text
    assert "One MAC: one multiply-add of a convolution, a transposed convolution or a matrix product" in text
    assert "frame of 224 x 224 px with the channels and outputs that were trained" in text
    assert "a frame of 384 x 384 px with 3 channels and 4 outputs" in text
    asked_otherwise(folder, activation=Activation.SIGMOID)  # one output less, which are not the parameters it had
    with pytest.raises(ValueError, match="trained a-net with 390,413 parameters; it has 390,268 today"):
        collect(tmp_path, [ONE])


def test_a_class_of_few_groups_is_marked(tmp_path: Path):
    """What is annotated counts, not what is predicted."""
    whole, clean = [[5, 1, 0], [0, 4, 0], [0, 0, 3]], [[5, 0, 1], [0, 4, 0], [0, 0, 0]]
    groups = {f"{n}": whole if n < ENOUGH_GROUPS - 1 else clean for n in range(ENOUGH_GROUPS)}
    finished(tmp_path, ONE, {0: groups}, class_names=["background", "scratch", "dent"])
    (row,) = collect(tmp_path, [ONE])
    assert row.n_groups_of_class == (8, 8, 7)
    text = as_document([row], {})
    assert "| 0.821 | 0.955 (few) |" in text
    assert "(few): fewer than 8 groups hold the class." in text
    only_enough = replace(row, n_groups_of_class=(8, 8, 8))
    assert "(few)" not in as_document([only_enough], {})


def test_folds_that_were_not_looked_at_are_told_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    finished(tmp_path, TWO, FOLDS)
    assert collect(tmp_path, [TWO])[0].not_looked_at is None
    monkeypatch.setattr(reporting, "LOOKED_AT", {"two": (0,)})
    (row,) = collect(tmp_path, [TWO])
    assert row.not_looked_at is not None
    assert (row.not_looked_at.folds, row.not_looked_at.n_frames) == ((1,), 2)
    assert row.not_looked_at.iou == pytest.approx((10 / 15, 5 / 10))
    text = as_document([row], {})
    assert "chosen while looking at fold 0 (of 0 to 1), which is part of these figures" in text
    assert "Folds 1 alone, 2 frames of 1 groups, give:" in text
    assert "| a-net | 0.583 (too few groups) | 0.500 (too few groups) | 0.500 (few) |" in text


def test_a_class_that_is_no_defect_has_no_part_in_the_mean_of_defects(tmp_path: Path):
    confusion = [[10, 0, 0], [0, 10, 0], [5, 0, 5]]
    names = ["background", "scratch", "joint"]
    finished(tmp_path, ONE, {0: {"g": confusion}}, class_names=names, non_defects=["joint"])
    (row,) = collect(tmp_path, [ONE])
    assert (row.miou_defects, row.iou[2]) == (1.0, 0.5)


def test_the_section_tells_trained_networks_from_those_only_verified(tmp_path: Path):
    finished(tmp_path, TWO, FOLDS)
    text = as_document(collect(tmp_path, [TWO]), {})
    trained, verified = text.split("**Architecture verified, not trained in these comparisons**")
    assert "| a-net | a-net/ours | 1 | 0.701 (too few groups)" in trained
    assert "5 steps each of 16 views of 192 x 192 px, from scratch." in trained
    assert "| scratch |" in trained
    assert "| a-net |" not in verified
    assert "| dbrnet |" in verified


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a README that has the place; experiment "two" is complete."""
    finished(tmp_path, TWO, FOLDS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(results, "experiments", lambda: {"two": TWO})
    (tmp_path / "README.md").write_text("# Before\n<!-- results -->\nstale\n<!-- /results -->\nafter\n")
    return tmp_path


def test_the_readme_gets_its_summary_and_keeps_the_rest(repository: Path):
    for _ in range(2):  # the second time changes nothing
        assert results.main(["--workspace", str(repository)]) == 0
        text = (repository / "README.md").read_text()
        assert text.startswith("# Before\n<!-- results -->\nMean IoU with background")
        assert "- **two** (2 folds of whole groups, every frame tested once; 5 steps): a-net 0.701\n" in text
        assert text.endswith("<!-- /results -->\nafter\n")
        assert "stale" not in text
    assert (repository / "docs/results/results.md").read_text().startswith("# Networks compared\n\n**two**: squares")
    (stored,) = json.loads((repository / "docs/results/results.json").read_text())
    assert stored["network"] == "a-net"
    assert {"kept_weights", "class_map", "n_frames", "n_groups", "resize_px", "mac_rule", "n_outputs"} <= stored.keys()


def test_rows_of_runs_that_are_gone_stay_and_others_are_made_anew(repository: Path, monkeypatch: pytest.MonkeyPatch):
    """The runs of "two" are removed once they are stored; those of "one" come, and are scored again."""
    assert results.main(["--workspace", str(repository)]) == 0
    shutil.rmtree(repository / "runs")
    (folder,) = finished(repository, ONE, {0: FOLDS[0]})
    monkeypatch.setattr(results, "experiments", lambda: {"two": TWO, "one": ONE})
    for figures in ([[8, 2], [0, 10]], [[10, 0], [0, 10]]):
        found = {"a": figures}
        mended(
            folder / "confusions.json", **{"squares 0123abcd test": {"arg-max alone": found, "with thresholds": found}}
        )
        assert results.main(["--workspace", str(repository)]) == 0
    rows = json.loads((repository / "docs/results/results.json").read_text())
    assert [(row["experiment"], round(row["miou_defects"], 3)) for row in rows] == [("two", 0.682), ("one", 1.0)]
    assert "**two**" in (repository / "docs/results/results.md").read_text()


def test_a_mean_over_seeds_stays_whole_when_the_runs_of_one_seed_are_gone(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """Whether the seed is gone whose row holds the mean, or another: no mean is lost, none is of other seeds."""
    seeds = replace(ONE, seeds=(1, 2, 3))
    monkeypatch.setattr(results, "experiments", lambda: {"one": seeds})
    file = repository / "docs/results/results.json"

    def report(right: int, gone: int | None = None) -> Any:
        shutil.rmtree(repository / "runs")
        groups = {"a": [[10, 0], [10 - right, right]]}
        for request in seeds.requests(repository):
            if request.recipe.seed != gone:
                write_run(repository, "one", request, {"arg-max alone": groups, "with thresholds": groups})
        assert results.main(["--workspace", str(repository)]) == 0
        return json.loads(file.read_text())

    stored = report(right=5)
    assert [(row["seed"], row["over_seeds"] and row["over_seeds"]["seeds"]) for row in stored] == [
        (1, [1, 2, 3]), (2, None), (3, None),
    ]  # fmt: skip
    assert capsys.readouterr().err == ""
    for gone in (1, 3):
        assert report(right=8, gone=gone) == stored
        said = f"one: the rows of a-net stay as they are stored: the runs of seed {gone} are not in the workspace"
        assert said in capsys.readouterr().err
    made_anew = report(right=8)
    assert [row["iou"][1] for row in made_anew] == [0.8] * 3
    assert made_anew[0]["over_seeds"]["figures"]["iou_1"]["mean"] == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("readme", "reason"),
    [(None, "README.md is not there: this wants to be run in the repository"), ("# Another\n", "has no place for it")],
)
def test_outside_the_repository_nothing_is_written(
    repository: Path, capsys: pytest.CaptureFixture[str], readme: str | None, reason: str
):
    (repository / "README.md").unlink()
    if readme is not None:
        (repository / "README.md").write_text(readme)
    before = sorted(repository.rglob("*"))
    assert results.main(["--workspace", str(repository)]) == 1
    assert reason in capsys.readouterr().err
    assert sorted(repository.rglob("*")) == before


def test_what_may_not_be_compared_is_refused_with_the_difference(repository: Path, capsys: pytest.CaptureFixture[str]):
    asked_otherwise(repository / "runs" / "two" / "a-net-seed1-fold1", n_steps=6)
    assert results.main(["--workspace", str(repository)]) == 1
    assert "recipe.n_steps was 5, is 6" in capsys.readouterr().err
    assert "stale" in (repository / "README.md").read_text()


def test_seeds_have_a_mean_with_their_spread_and_an_interval_over_groups(tmp_path: Path):
    """Of every group the defect has 10 / 20 and 15 / 20, the background 20 / 30 and 20 / 25: no resample of groups
    changes the means, and two seeds differ by the square root of 2 of their spread."""
    seeds = replace(ONE, seeds=(1, 2))
    for request in seeds.requests(tmp_path):
        right = 10 if request.recipe.seed == 1 else 15
        groups = {f"g{n}": [[20, 0], [20 - right, right]] for n in range(ENOUGH_GROUPS)}
        write_run(tmp_path, "one", request, {"arg-max alone": groups, "with thresholds": groups})
    first, second = collect(tmp_path, [seeds])
    assert (first.iou[1], second.iou[1], second.over_seeds) == (0.5, 0.75, None)
    assert first.over_seeds is not None
    assert first.over_seeds.seeds == (1, 2)
    figure = first.over_seeds.figures["iou_1"]
    assert (figure.mean, figure.std, figure.ends_95) == (0.625, pytest.approx(0.25 / 2**0.5), (0.625, 0.625))
    text = as_document([first, second], {})
    mean, one, two = (line for line in text.splitlines() if line.startswith("| a-net | a-net/ours |"))
    assert mean.startswith("| a-net | a-net/ours | mean of 1 and 2 | 0.679 ± 0.136 (0.679 to 0.679) ")
    assert "| 0.625 ± 0.177 (0.625 to 0.625) | 0.625 ± 0.177 |" in mean
    assert (one.split(" | ")[2], two.split(" | ")[2]) == ("1", "2")
    assert "±: the spread of one seed, from the sample." in text
    assert "a-net 0.679 ± 0.136" in as_summary([first, second])


def test_experiments_of_one_table_stand_side_by_side_with_their_rules_and_commands(tmp_path: Path):
    scratch = replace(ONE, name="scratch", table="both", networks=("unet-tf_efficientnet_lite0", "a-net"))
    published = replace(scratch, name="published", networks=scratch.networks[:1], pretrained="package")
    better = {0: {"a": [[10, 0], [0, 10]]}}
    finished(tmp_path, scratch, {0: FOLDS[0]})
    finished(tmp_path, published, better)
    text = as_document(rows := collect(tmp_path, [scratch, published]), {})
    assert "`python -m research.experiments run published`, `python -m research.experiments run scratch`" in text
    assert "| network | experiment | recipe | seed |" in text
    assert "| unet-tf_efficientnet_lite0 | published | library/ours | 1 | 1.000 (too few groups) |" in text
    begun = "published: 5 steps each of 16 views of 192 x 192 px, begun with published weights of the encoder"
    assert f"unet-tf_efficientnet_lite0 in {begun}" in text
    both = next(line for line in text.splitlines() if "from scratch" in line)
    assert both.startswith(("unet-tf_efficientnet_lite0 in scratch and a-net in scratch: ", "a-net in scratch and "))
    (line,) = [line for line in as_summary(rows).splitlines() if line.startswith("- **both** (test split; 5 steps): ")]
    assert "unet-tf_efficientnet_lite0 (published weights) 1.000, " in line


def test_recall_stands_below_the_number_of_alarms_that_it_was_asked_at():
    """One model was asked at 1 and 0.1 false alarms per frame, the other at 0.1 alone."""

    def figure(value: float) -> dict[str, Any]:
        return {"value": value, "low": 0.0, "high": 1.0, "has_too_few_groups": False}

    def held_out(model: str, at: dict[float, float]) -> dict[str, Any]:
        of_all = {name: figure(0.5) for name in (
            "false_alarms_per_clean_frame", "false_alarms_per_megapixel", "miou_with_background",
        )}  # fmt: skip
        return {
            "model": model, "dataset": "squares 0123abcd", "split": "val", "command": f"evaluate {model}",
            "n_frames": 20, "n_groups": 10, "class_names": ["background", "dent"], "compared_by": "name",
            "matching": {"by_boxes": False}, "intervals_95": of_all,
            "with_thresholds": {"intervals_95": {"recall": figure(0.9), "false_alarms_per_frame": figure(2.0)}},
            "recall_at_alarms": [
                {"alarms_per_frame": alarms, "score_from": "val", "intervals_95": {"recall": figure(recall)}}
                for alarms, recall in at.items()
            ],
        }  # fmt: skip

    text = as_document([], {}, [held_out("both", {1.0: 0.75, 0.1: 0.25}), held_out("one", {0.1: 0.125})])
    head, both, one = (
        line.split(" | ")[7:] for line in text.splitlines() if line.startswith(("| model", "| both", "| one"))
    )
    asked = ["regions found", "at 1 false alarms per frame", "at 0.1 false alarms per frame", "command |"]
    assert head == asked
    reached = ["0.900 (0.000 to 1.000) at 2.00 per frame", "0.750 (0.000 to 1.000)", "0.250 (0.000 to 1.000)"]
    assert both == [*reached, "`evaluate both` |"]
    assert one == [reached[0], "-", "0.125 (0.000 to 1.000)", "`evaluate one` |"]


def test_a_table_of_different_data_is_refused(tmp_path: Path):
    other = replace(TWO, name="other", table="both")
    finished(tmp_path, replace(ONE, table="both"), {0: FOLDS[0]})
    finished(tmp_path, other, FOLDS)
    with pytest.raises(ValueError, match="the table both would hold one and other, whose tested_on differs"):
        collect(tmp_path, [replace(ONE, table="both"), other])


def test_what_a_network_learned_from_beside_the_labels_is_said(tmp_path: Path):
    """Teachers of the same fold are one for all folds."""
    taught = replace(TWO, teachers=("strong/unet-seed1-fold{fold}", "other/unet-fold{fold}"))
    finished(tmp_path, taught, FOLDS)
    (row,) = collect(tmp_path, [taught])
    assert row.taught_by == ("strong/unet-seed1-fold0", "other/unet-fold0")
    said = "from scratch, learning from the answers of strong/unet-seed1-foldN and other/unet-foldN beside the labels."
    assert said in as_document([row], {})
