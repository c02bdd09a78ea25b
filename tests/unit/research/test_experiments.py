"""Experiments: equal rules for all networks, and no run made twice or mixed with another."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest

from inspector.runs.folder import RunFolder
from inspector.runs.request import Keep, RunRequest
from research import experiments as made
from research.experiments import Experiment, experiments, is_scored, keep, main, take_kept

NAMES = ["background", "scratch"]
TWO = Experiment(name="two", dataset="squares", networks=("a-net",), seeds=(1,), n_steps=5, n_folds=2, keep=Keep.LAST)


def test_every_experiment_of_the_file_makes_requests_that_can_be_read_again():
    for experiment in experiments().values():
        requests = list(experiment.requests(Path("/w")))
        n_methods = max(1, len(experiment.methods))
        n_of_seed = len(experiment.networks) * len(experiment.shares) * max(1, experiment.n_folds) * n_methods
        n_runs = len(experiment.seeds) * n_of_seed
        assert len(requests) == n_runs
        assert len({request.run for request in requests}) == len(requests)
        assert [RunRequest.from_json(request.to_json()) for request in requests] == requests


def test_networks_of_one_experiment_have_equal_steps_and_selection():
    for experiment in experiments().values():
        if experiment.recipe == "ours":
            rules = {(r.recipe.n_steps, r.recipe.keep, r.recipe.batch, r.recipe.view_px) for r in
                     experiment.requests(Path("/w"))}  # fmt: skip
            assert len(rules) == 1, experiment.name


def test_a_fold_begins_with_weights_that_have_not_seen_its_test_frames():
    begun = replace(TWO, start_from="first/{network}-seed1-fold{fold}")
    starts = {request.fold: request.start_from for request in begun.requests(Path("/w"))}
    assert starts == {fold: str(Path(f"/w/runs/first/a-net-seed1-fold{fold}")) for fold in range(2)}
    for experiment in experiments().values():
        if (source := experiments().get(experiment.start_from.partition("/")[0])) is not None and source.n_folds:
            assert "fold{fold}" in experiment.start_from, experiment.name
            assert (source.n_folds, source.dataset) == (experiment.n_folds, experiment.dataset)


def finished(workspace: Path, experiment: Experiment, confusions: dict[int, dict[str, list[list[int]]]]) -> None:
    """Run folders as a training leaves them, one per fold."""
    for request in experiment.requests(workspace):
        folder = workspace / "runs" / experiment.name / request.run
        folder.mkdir(parents=True)
        found = confusions[request.fold]
        stored = {"class_names": NAMES, "squares 0123abcd test": {"arg-max alone": {}, "with thresholds": found}}
        (folder / "confusions.json").write_text(json.dumps(stored))
        (folder / "scores.json").write_text(json.dumps({"request": json.loads(request.to_json())}))


def test_the_list_shows_each_run_with_its_state(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["list", "compare-neu-seg", "--workspace", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(experiments()["compare-neu-seg"].networks)
    assert all(line.endswith("not begun") for line in lines)


def test_a_finished_run_is_not_made_again(tmp_path: Path):
    experiment = experiments()["published-neu-seg"]
    (request,) = experiment.requests(tmp_path)
    folder = tmp_path / "runs" / experiment.name / request.run
    folder.mkdir(parents=True)
    (folder / "scores.json").write_text("{}")
    assert main(["run", experiment.name, "--workspace", str(tmp_path)]) == 0
    assert [file.name for file in folder.iterdir()] == ["scores.json"]


def test_what_a_run_gave_goes_on_in_another_workspace(tmp_path: Path):
    here, there, kept, experiment = tmp_path / "here", tmp_path / "there", tmp_path / "kept", TWO
    finished(here, experiment, {0: {}, 1: {}})
    (request, *_) = experiment.requests(here)
    folder = here / "runs" / experiment.name / request.run
    RunFolder(folder).write_request(request)
    (folder / "detections.json").write_text("{}")
    packed = keep(folder, kept)
    assert str(tmp_path).encode() not in gzip.decompress(packed.read_bytes())
    (asked, *_) = experiment.requests(there)
    to = there / "runs" / experiment.name / asked.run
    to.mkdir(parents=True)
    other = replace(asked, recipe=replace(asked.recipe, n_steps=7))
    assert not take_kept(to, other, kept)
    assert not is_scored(to)
    assert take_kept(to, asked, kept)
    assert is_scored(to)
    assert RunFolder(to).read_request() == asked


def test_a_run_that_was_asked_for_otherwise_is_left_as_it_is_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    finished(tmp_path, TWO, {0: {"a": [[8, 2], [0, 10]]}, 1: {"b": [[10, 0], [5, 5]]}})
    for folder in (tmp_path / "runs" / "two").iterdir():
        stored = json.loads((folder / "scores.json").read_text())["request"]
        (folder / "request.json").write_text(json.dumps(stored))
    before = {file: file.read_text() for file in (tmp_path / "runs").rglob("*.json")}
    monkeypatch.setattr(made, "experiments", lambda: {"two": replace(TWO, n_steps=9)})
    assert main(["run", "two", "--workspace", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert said.count("holds what another request said: recipe.n_steps was 5, is 9") == 2
    assert {file: file.read_text() for file in (tmp_path / "runs").rglob("*.json")} == before
    main(["list", "two", "--workspace", str(tmp_path)])
    assert "done, as another request said: recipe.n_steps was 5, is 9" in capsys.readouterr().out


def test_a_run_that_is_not_there_is_refused_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit, match="2"):
        main(["run", "compare-neu-seg", "nosuch", "--workspace", str(tmp_path)])
    assert "compare-neu-seg has no run nosuch; it has dbrnet-seed1, a-net-seed1" in capsys.readouterr().err


def test_a_run_that_another_experiment_has_finished_is_taken_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Only where all but the name is equal; nothing is trained for it."""
    other = replace(TWO, name="other", methods=("none", "focal"))
    finished(tmp_path, TWO, {0: {"a": [[8, 2], [0, 10]]}, 1: {"b": [[10, 0], [5, 5]]}})
    for folder in (tmp_path / "runs" / "two").iterdir():
        (folder / "detections.json").write_text("{}")
        request = json.loads((folder / "scores.json").read_text())["request"]
        (folder / "request.json").write_text(json.dumps(request))
    trained: list[str] = []
    monkeypatch.setattr(made, "experiments", lambda: {"two": TWO, "other": other})

    def train(command: list[str]) -> int:
        folder = Path(command[-1]).parent
        trained.append(folder.name)
        if not is_stopped:
            for file in RunFolder(folder).result_files:
                file.write_text("{}")
        return 0

    monkeypatch.setattr(made.subprocess, "call", train)
    is_stopped = True
    assert main(["run", "other", "--workspace", str(tmp_path)]) == 1, "one that was stopped ends well and has no scores"
    trained.clear()
    is_stopped = False
    assert main(["run", "other", "--workspace", str(tmp_path)]) == 0
    assert trained == ["a-net-focal-seed1-fold0", "a-net-focal-seed1-fold1"]
    taken = tmp_path / "runs" / "other" / "a-net-none-seed1-fold1"
    assert json.loads((taken / "confusions.json").read_text())["squares 0123abcd test"]["with thresholds"].keys() == {
        "b"
    }
    assert json.loads((taken / "scores.json").read_text())["request"]["run"] == "a-net-seed1-fold1"


def test_shares_of_the_frames_are_runs_of_their_own_the_largest_named_as_ever():
    made_of = replace(TWO, shares=(1.0, 0.25), methods=("none", "dli"), n_folds=0)
    requests = list(made_of.requests(Path("/w")))
    assert [(request.run, request.train_share) for request in requests] == [
        ("a-net-none-seed1", 1.0), ("a-net-dli-seed1", 1.0), ("a-net-none-seed1-share25", 0.25),
        ("a-net-dli-seed1-share25", 0.25),
    ]  # fmt: skip
