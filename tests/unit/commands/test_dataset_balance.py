"""``inspector dataset balance`` and ``snapshot``: what they print, how they end, and what ``train`` takes over."""

from __future__ import annotations

import errno
import io
import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from inspector.cli import cli
from inspector.commands import train as train_module
from inspector.core.balancing import BalanceMode, BalanceSettings, ClassRules, Rules, Unit, Zone
from inspector.datasets import version
from inspector.datasets.balancing.survey import survey_of
from inspector.datasets.version import NewSample, Split, open_version, write_version
from inspector.runs import launcher as training_launcher
from inspector.runs.folder import RunFolder
from inspector.runs.request import Balance, RunRequest
from inspector.workspace.balance_settings import save_balance_settings
from inspector.workspace.workspace import create_workspace, open_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Eight clean frames, three with a crack, one with a dent, all in train."""
    made = create_workspace(tmp_path / "line1")
    rng = np.random.default_rng(1)
    samples = []
    for number, kind in enumerate([0] * 8 + [1] * 3 + [2]):
        pixels, class_map = rng.integers(110, 130, (64, 64), np.uint8), np.zeros((64, 64), np.uint8)
        if kind:
            pixels[20:32, 20:30] -= np.uint8(60)
            class_map[20:32, 20:30] = kind
        encoded = io.BytesIO()
        Image.fromarray(pixels).save(encoded, "PNG")
        samples.append(NewSample(f"f{number}", encoded.getvalue(), ".png", class_map, f"g{number}", Split.TRAIN))
    names = ("background", "crack", "dent")
    write_version(made.datasets / "steel", name="steel", class_names=names, source="", terms="", samples=samples)
    return made.folder


def call(workspace: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["dataset", *words, "--workspace", str(workspace)])


def test_balance_tells_the_plan_and_writes_nothing(workspace: Path):
    result = call(workspace, "balance", "steel")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Frames of the train split; 8 frames without a defect",
        "  crack          3 to         3,     0 injections",
        "  dent           1 to         3,     2 injections",
        "Evenness 0.81 to 1.00; 2 of the clean frames are used",
    ]
    assert [path.name for path in (workspace / "datasets").iterdir()] == ["steel"]


def test_balance_tells_where_the_rules_let_nothing_fit(workspace: Path):
    settings = BalanceSettings(rules=Rules(of_class={"dent": ClassRules(size_px=(50, 60))}))
    save_balance_settings(open_workspace(workspace), "steel", settings)
    lines = call(workspace, "balance", "steel").stdout.splitlines()
    assert lines[2] == "  dent           1 to         3,     2 injections  none of them fits the rules"
    facts = json.loads(call(workspace, "balance", "steel", "--json").stdout)
    assert [(one["injections"], one["fitting"]) for one in facts["classes"]] == [(0, 0), (2, 0)]


def test_snapshot_writes_a_version_and_json_tells_all_of_it(workspace: Path):
    result = call(
        workspace, "snapshot", "steel", "--out", "even", "--target", "crack=1,dent=2", "--seed", "3", "--json"
    )
    assert (result.exit_code, result.stderr) == (0, "")
    facts = json.loads(result.stdout)
    assert facts["injected"] == {"dent": 5}
    assert [one["after"] for one in facts["classes"]] == [3, 6]
    made = open_version(workspace / "datasets" / "even")
    assert (facts["id"], facts["n_samples"]) == (made.id, 17)
    assert "seed 3" in made.source
    again = call(workspace, "snapshot", "steel", "--out", "even")
    assert (again.exit_code, again.stdout.count("Written")) == (1, 0)
    assert "versions do not change" in again.stderr


def test_a_target_that_is_none_is_a_wrong_usage(workspace: Path):
    assert call(workspace, "balance", "steel", "--target", "crack").exit_code == 2
    result = call(workspace, "balance", "steel", "--target", "rust=1")
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 4)


@pytest.mark.parametrize("target", ["crack=-1", "crack=nan", "crack=inf"])
def test_shares_that_are_none_are_a_wrong_usage(workspace: Path, target: str):
    result = call(workspace, "balance", "steel", "--target", target)
    assert (result.exit_code, "from 0 up" in result.stderr) == (2, True)


@pytest.mark.parametrize("out", ["../even", "", ".", "a/b"])
def test_a_snapshot_has_a_name_and_not_a_path(workspace: Path, out: str):
    assert call(workspace, "snapshot", "steel", "--out", out).exit_code == 2
    assert [path.name for path in (workspace / "datasets").iterdir()] == ["steel"]


def save(workspace: Path, settings: BalanceSettings) -> None:
    save_balance_settings(open_workspace(workspace), "steel", settings)


def test_what_is_saved_for_a_dataset_is_used_and_options_override_it(workspace: Path):
    rules = Rules({"dent": ClassRules(size_px=(500, 600))})
    save(workspace, BalanceSettings(Unit.INSTANCES, {"dent": 1.0, "crack": 1.0}, 0.25, 1, rules=rules, seed=7))
    facts = json.loads(call(workspace, "balance", "steel", "--json").stdout)
    assert (facts["unit"], facts["seed"], facts["classes"][1]["injections"]) == ("instances", 7, 2)
    facts = json.loads(
        call(
            workspace, "balance", "steel", "--json", "--by", "frames", "--seed", "8", "--hosts-share", "1",
            "--target", "crack=1,dent=3",
        ).stdout
    )  # fmt: skip
    assert (facts["unit"], facts["seed"], facts["classes"][1]["injections"]) == ("frames", 8, 8)
    facts = json.loads(call(workspace, "snapshot", "steel", "--out", "even", "--json").stdout)
    assert (facts["injected"], facts["given_up"], facts["seed"]) == ({}, {"dent": 2}, 7)
    assert facts["rejected"]["dent"] == {"wrong size": 16}  # eight attempts on each of two hosts


def test_excluded_donors_give_nothing(workspace: Path):
    survey = survey_of(open_version(workspace / "datasets" / "steel"))
    save(workspace, BalanceSettings(excluded=frozenset(donor.key for donor in survey.donors if donor.class_index == 2)))
    result = call(workspace, "balance", "steel")
    assert "nothing to inject" in result.stdout.splitlines()[2]


def test_clean_crops_are_hosts_where_they_are_asked_for_or_saved(tmp_path: Path):
    made, rng = create_workspace(tmp_path / "line2"), np.random.default_rng(1)
    samples = []
    for number, kind in enumerate([1, 1, 2]):
        pixels, class_map = rng.integers(110, 130, (128, 200), np.uint8), np.zeros((128, 200), np.uint8)
        pixels[20:32, 20:30] -= np.uint8(60)
        class_map[20:32, 20:30] = kind
        encoded = io.BytesIO()
        Image.fromarray(pixels).save(encoded, "PNG")
        samples.append(NewSample(f"f{number}", encoded.getvalue(), ".png", class_map, f"g{number}", Split.TRAIN))
    names = ("background", "crack", "dent")
    write_version(made.datasets / "steel", name="steel", class_names=names, source="", terms="", samples=samples)
    refused = call(made.folder, "balance", "steel")
    assert refused.exit_code == 1
    assert "3 frames have clean parts" in refused.stderr
    told = call(made.folder, "balance", "steel", "--clean-crops")
    assert told.stdout.splitlines()[0] == (
        "Frames of the train split; 3 clean frames and clean parts of frames"
    )  # fmt: skip
    save(made.folder, BalanceSettings(uses_crops=True))
    facts = json.loads(call(made.folder, "snapshot", "steel", "--out", "even", "--json").stdout)
    assert (facts["n_hosts"], facts["injected"], facts["n_samples"]) == (3, {"dent": 1}, 4)


def test_a_contact_sheet_is_drawn_and_its_path_told(workspace: Path, tmp_path: Path):
    file = tmp_path / "sheet.png"
    told = call(workspace, "balance", "steel", "--contact-sheet", str(file))
    assert (told.exit_code, told.stdout.splitlines()[-1]) == (0, f"Contact sheet: {file}")
    first = file.read_bytes()
    result = call(workspace, "balance", "steel", "--contact-sheet", str(file), "--seed", "3", "--json")
    assert json.loads(result.stdout)["contact_sheet"] == str(file)
    assert file.read_bytes() != first
    with Image.open(file) as picture:
        assert (picture.format, picture.width) == ("PNG", 1222)


def test_a_contact_sheet_that_cannot_be_written_is_said_in_words(workspace: Path, tmp_path: Path):
    result = call(workspace, "balance", "steel", "--contact-sheet", str(tmp_path / "missing" / "sheet.png"))
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 4)
    assert "No such file or directory" in result.stderr
    assert call(workspace, "balance", "steel", "--contact-sheet", str(tmp_path / "sheet.jpg")).exit_code == 2
    assert not (tmp_path / "sheet.jpg").exists()


def test_a_snapshot_that_the_disk_refuses_is_said_in_words(workspace: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> bytes:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(version, "encode_mask", full)
    result = call(workspace, "snapshot", "steel", "--out", "even")
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 4)
    assert "No space left on device" in result.stderr
    assert [path.name for path in (workspace / "datasets").iterdir()] == ["steel"]


def test_a_broken_settings_file_is_said_and_left_as_it_is(workspace: Path):
    file = workspace / "balancing" / "steel.json"
    file.parent.mkdir()
    file.write_text("{")
    result = call(workspace, "balance", "steel")
    assert (result.exit_code, "steel.json" in result.stderr) == (1, True)
    assert file.read_text() == "{"


def requested(workspace: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> Balance:
    """The balance of the request that ``inspector train`` writes; the training process itself does nothing."""
    started: list[training_launcher.StartedRun] = []

    def launch(request: RunRequest, folder: RunFolder) -> training_launcher.StartedRun:
        started.append(training_launcher.launch(request, folder))
        return started[-1]

    monkeypatch.setattr(train_module, "launch", launch)
    monkeypatch.setattr(training_launcher, "training_command", lambda: [sys.executable, "-c", "pass"])
    run = f"run{len(words)}"
    result = CliRunner().invoke(
        cli, ["train", "--workspace", str(workspace), "--dataset", "steel", "--run", run, "--json", *words]
    )
    assert result.exit_code == 0, result.output
    assert started[0].wait(60)
    return RunRequest.from_json((workspace / "runs" / run / "request.json").read_text()).recipe.balance


CHOSEN = BalanceSettings(
    target={"dent": 2.0}, rules=Rules({"dent": ClassRules(flips=False, zone=Zone.EDGE, scale=(0.5, 2))}),
    excluded=frozenset({"f9:1:1", "f10:1:1"}), favourites=frozenset({"f8:1:1"}), clean_share=0.25,
    is_used_in_training=True,
)  # fmt: skip


def test_a_training_injects_by_what_is_saved_where_that_was_chosen(workspace: Path, monkeypatch: pytest.MonkeyPatch):
    save(workspace, CHOSEN)
    followed = replace(CHOSEN, is_used_in_training=False)
    assert requested(workspace, monkeypatch) == Balance(BalanceMode.DLI, followed)
    assert requested(workspace, monkeypatch, "--balance", "none").mode is BalanceMode.NONE
    paper = requested(workspace, monkeypatch, "--balance", "dli-paper", "--network", "a-net")
    assert paper == Balance(BalanceMode.DLI_PAPER)


def test_a_training_is_not_balanced_unasked_but_follows_the_rules_when_asked(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
):
    save(workspace, replace(CHOSEN, is_used_in_training=False))
    assert requested(workspace, monkeypatch) == Balance()
    asked = requested(workspace, monkeypatch, "--balance", "dli")
    assert asked == Balance(BalanceMode.DLI, replace(CHOSEN, is_used_in_training=False))
