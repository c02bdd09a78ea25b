"""Whole runs: stopped and resumed in this process, killed and resumed as the program starts them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from filelock import FileLock
from training_samples import CLASS_NAMES, png, same_tensors, small_request, small_version

from inspector.core.balancing import BalanceMode, BalanceSettings
from inspector.core.files import sha256_of
from inspector.core.messages import DatasetError
from inspector.datasets.version import Derivation, NewSample, Origin, Split, derive_version, open_version, write_version
from inspector.inference.model_file import open_model
from inspector.inference.predictor import Predictor
from inspector.runs.folder import RunFolder
from inspector.runs.progress import latest
from inspector.runs.request import (
    Activation,
    Balance,
    DatasetShare,
    Keep,
    LossTerm,
    Precision,
    Recipe,
    RunRequest,
)
from training import learner, loop
from training.__main__ import main
from training.checkpoints import load_checkpoint
from training.data import open_data
from training.device import open_device
from training.learner import build_network, take_over
from training.optimising import parameter_groups
from training.scoring import probability_rules

REPOSITORY = Path(__file__).parents[3]


def new_run(folder: Path, request: RunRequest) -> Path:
    folder.mkdir()
    (folder / "request.json").write_text(request.to_json())
    return folder


def strict(text: str) -> Any:
    def refuse(word: str) -> None:
        raise AssertionError(f"{word} is not JSON")

    return json.loads(text, parse_constant=refuse)


def told(folder: Path) -> list[dict[str, Any]]:
    text = (folder / "progress.jsonl").read_text()
    assert text.endswith("\n")
    return [strict(line) for line in text.splitlines()]


@pytest.fixture
def without_export(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "_score_and_export", lambda *_: None)


@pytest.mark.usefixtures("without_export")
def test_a_stopped_run_goes_on_to_what_an_unbroken_run_gives(tmp_path: Path, version: Path):
    request = small_request(version, n_steps=5)
    whole = new_run(tmp_path / "whole", request)
    assert loop.train(request, RunFolder(whole)) == "done"

    parts = new_run(tmp_path / "parts", request)
    (parts / "control").write_text("stop")
    assert loop.train(request, RunFolder(parts)) == "stopped"
    assert load_checkpoint(RunFolder(parts).last_checkpoint)["step"] == 1
    assert told(parts)[-1]["state"] == "stopped"
    (parts / "control").write_text("run")
    assert loop.train(request, RunFolder(parts)) == "done"

    ours, theirs = (load_checkpoint(RunFolder(folder).last_checkpoint) for folder in (parts, whole))
    assert (ours["step"], ours["best"]) == (theirs["step"], theirs["best"]) == (5, theirs["best"])
    assert same_tensors(ours["network"], theirs["network"]) == []
    assert same_tensors(ours["averaged"], theirs["averaged"]) == []


@pytest.mark.usefixtures("without_export")
def test_the_best_weights_by_validation_are_kept(tmp_path: Path, version: Path):
    request = replace(small_request(version, n_steps=4), validate_every=2)
    folder = new_run(tmp_path / "run", request)
    loop.train(request, RunFolder(folder))
    by_step = {
        line["step"]: line["validation"]["miou_with_background"] for line in told(folder) if "validation" in line
    }
    assert list(by_step) == [2, 4]
    best = load_checkpoint(RunFolder(folder).best_checkpoint)
    assert (best["miou"], best["step"]) == (max(by_step.values()), max(by_step, key=lambda step: by_step[step]))


def test_weight_decay_spares_norms_and_slopes():
    network = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3), torch.nn.BatchNorm2d(2), torch.nn.PReLU())
    decayed, spared = parameter_groups(network, Recipe(weight_decay=0.02))
    assert (decayed["weight_decay"], [tuple(p.shape) for p in decayed["params"]]) == (0.02, [(2, 1, 3, 3)])
    assert (spared["weight_decay"], len(spared["params"])) == (0.0, 4)
    everything, nothing = parameter_groups(network, Recipe(weight_decay=0.02, decays_all=True))
    assert (len(everything["params"]), len(nothing["params"])) == (5, 0)


def test_a_run_locked_by_another_process_ends_with_1_and_touches_nothing(tmp_path: Path, version: Path):
    folder = new_run(tmp_path / "run", small_request(version))
    with FileLock(folder / "run.lock"):
        assert main([str(folder / "request.json")]) == 1
    assert not (folder / "progress.jsonl").exists()


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", "7", '"run"', "{}", '{"datasets": 3}', '{"datasets": [], "recipe": []}',
     '{"datasets": [], "recipe": 3}', '{"format": 9, "new": 1}', '{"format": "x"}'],
)  # fmt: skip
def test_a_broken_request_ends_with_2(tmp_path: Path, text: str):
    (tmp_path / "request.json").write_text(text)
    assert main([str(tmp_path / "request.json")]) == 2


def test_a_missing_request_ends_with_2(tmp_path: Path):
    assert main([str(tmp_path / "nowhere" / "request.json")]) == 2


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"network": "b-net"}, "no network is called 'b-net'; known"),
        ({"datasets": (DatasetShare("gone", 1.0),)}, "run/gone” cannot be used. its manifest cannot be read"),
        ({"input_channels": 2}, "input channels, got 2"),
    ],
)
def test_a_run_that_cannot_work_says_so_in_its_folder(
    tmp_path: Path, version: Path, change: dict[str, Any], reason: str
):
    folder = new_run(tmp_path / "run", replace(small_request(version), **change))
    assert main([str(folder / "request.json")]) == 1
    progress = latest(RunFolder(folder).progress())
    assert progress.state == "failed"
    assert reason in progress.detail
    assert not progress.detail.startswith(('"', "dataset."))


def version_of(folder: Path, splits: list[Split], class_names: tuple[str, ...] = CLASS_NAMES) -> str:
    blank = np.zeros((32, 32), np.uint8)
    samples = [NewSample(f"s{i}", png(blank), ".png", blank, f"g{i}", split) for i, split in enumerate(splits)]
    write_version(folder, name=folder.name, class_names=class_names, source="", terms="", samples=samples)
    return str(folder)


@pytest.mark.parametrize(
    ("splits", "lacking"), [([Split.TRAIN, Split.TEST], "val"), ([Split.VAL, Split.TEST], "train")]
)
def test_a_dataset_without_train_or_val_is_refused_before_the_first_step(
    tmp_path: Path, splits: list[Split], lacking: str
):
    request = small_request(Path(version_of(tmp_path / "half", splits)))
    folder = new_run(tmp_path / "run", request)
    assert main([str(folder / "request.json")]) == 1
    assert f"half has no frame in its {lacking} split" in latest(RunFolder(folder).progress()).detail


@pytest.mark.parametrize("fold", [0, 1])
def test_a_fold_is_tested_on_groups_that_did_not_train_it(tmp_path: Path, version: Path, fold: int):
    recipe = Recipe(n_steps=2, batch=2, view_px=(64, 64), keep=Keep.LAST)
    request = small_request(version, recipe=recipe, n_folds=2, fold=fold)
    data = open_data(request, tmp_path)
    groups = {split: {s.group for s in data.samples(data.main, split)} for split in Split}
    assert not groups[Split.TRAIN] & groups[Split.TEST]
    assert groups[Split.TRAIN] | groups[Split.TEST] == {s.group for s in data.main.samples}
    assert groups[Split.VAL] == set()
    folder = new_run(tmp_path / "run", request)
    assert loop.train(request, RunFolder(folder)) == "done"
    (found,) = (strict((folder / "confusions.json").read_text())[f"squares {data.main.id} test"],)
    assert set(found["with thresholds"]) == groups[Split.TEST]
    assert set(found) == {"arg-max alone", "with thresholds", *probability_rules(3)}
    assert not list(folder.glob("*.onnx"))  # a fold is no model to use


@pytest.mark.parametrize("network", ["dbrnet", "severstal-unet"])
@pytest.mark.usefixtures("without_export")
def test_networks_with_several_maps_and_with_independent_classes_train(tmp_path: Path, version: Path, network: str):
    recipe = Recipe(
        n_steps=2, batch=2, view_px=(64, 64), resize_px=(96, 64), activation=Activation.SIGMOID,
        loss=(LossTerm("bce"), LossTerm("iou")), auxiliary_weights=(0.4,) if network == "dbrnet" else (),
    )  # fmt: skip
    folder = new_run(tmp_path / "run", request := small_request(version, recipe=recipe, network=network))
    assert loop.train(request, RunFolder(folder)) == "done"
    losses = [line["loss"] for line in told(folder) if "loss" in line]
    assert all(np.isfinite(losses))
    assert any("validation" in line for line in told(folder))


@pytest.mark.usefixtures("without_export")
def test_a_run_can_begin_with_the_weights_of_another_and_says_what_is_new(tmp_path: Path, version: Path):
    """All of a network for four classes fits; of its last layer the rows of the two that stand elsewhere change places,
    and the third class is new."""
    first = new_run(tmp_path / "first", small_request(version, n_steps=1, network="a-net"))
    loop.train(small_request(version, n_steps=1, network="a-net"), RunFolder(first))
    kept = load_checkpoint(RunFolder(first).best_checkpoint)["averaged"]
    grey, names = np.zeros((64, 64), np.uint8), ("background", "scratches", "dent", "patches", "inclusion")
    frames = [NewSample(f"f{k}", png(grey), ".png", grey, f"g{k}", split) for k, split in enumerate(Split) if k < 3]
    write_version(tmp_path / "five", name="five", class_names=names, source="s", terms="t", samples=frames)
    request = small_request(tmp_path / "five", n_steps=1, network="a-net", start_from="../first")
    begun = build_network(request, 5)
    taken = take_over(request, RunFolder(tmp_path / "second"), begun, open_data(request, tmp_path / "second"))
    own = begun.state_dict()
    classes = {"kept": ("scratches", "patches", "inclusion"), "new": ("dent",), "left": ()}
    assert taken == {"run": "first", "n_taken": len(kept), "new": [], "classes": classes}
    of_classes = {"head.layers.6.weight", "head.layers.6.bias"}
    assert all(torch.equal(own[name], kept[name]) for name in own if name not in of_classes)
    for name in of_classes:
        assert torch.equal(own[name][[1, 3, 4]], kept[name][[3, 2, 1]])
    assert torch.equal(own["head.layers.6.weight"][2], kept["head.layers.6.weight"][0])

    request = small_request(version, n_steps=1, network="a-net", start_from="../first")
    second = new_run(tmp_path / "second", request)
    loop.train(request, RunFolder(second))
    assert told(second)[1]["begun_with"] == {"run": "first", "n_taken": len(kept), "new": []}


@pytest.mark.slow("half a minute to export")
@pytest.mark.timeout(300)
def test_a_run_begins_with_published_weights_and_its_card_says_so(tmp_path: Path, version: Path):
    import torchvision

    published = tmp_path / "resnet18-abcd.pth"
    torch.save(torchvision.models.resnet18(weights=None).state_dict(), published)
    request = small_request(version, n_steps=1, network="unet-resnet18", pretrained="../resnet18-abcd.pth")
    folder = new_run(tmp_path / "run", replace(request, recipe=replace(request.recipe, learning_rate=0.0)))
    assert main([str(folder / "request.json")]) == 0
    kept = load_checkpoint(RunFolder(folder).best_checkpoint)["averaged"]
    given = torch.load(published, weights_only=True)["layer3.0.conv1.weight"]
    assert torch.equal(kept["encoder.layer3.0.conv1.weight"], given)
    said = f"resnet18-abcd.pth, sha256 {sha256_of(published.read_bytes())[:16]}"
    assert strict((folder / "scores.json").read_text())["begun_with"] == said
    card = open_model(folder / "squares.onnx").card
    assert (card.begun_with, card.input_bits) == (said, (8,))

    published.unlink()  # what was begun with is learned: it goes on without the file
    request = RunFolder(folder).read_request()
    cpu = open_device("cpu", Precision.BF16)
    assert learner.new_or_resumed(request, RunFolder(folder), open_data(request, folder), cpu).begun_with == said


@pytest.mark.parametrize(
    ("network", "pretrained", "reason"),
    [
        ("unet-resnet18", "gone.pth", "gone.pth"),
        ("a-net", "cache", "no published weights for a ANet"),
        ("unet-resnet18", "cache", "this PC holds no weights for this encoder"),
    ],
)
def test_published_weights_that_cannot_be_had_end_the_run_in_words(
    tmp_path: Path, version: Path, network: str, pretrained: str, reason: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(torch.hub, "get_dir", lambda: str(tmp_path))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    folder = new_run(tmp_path / "run", small_request(version, network=network, pretrained=pretrained))
    assert main([str(folder / "request.json")]) == 1
    assert reason in latest(RunFolder(folder).progress()).detail


@pytest.mark.usefixtures("without_export")
def test_what_was_learned_as_another_request_said_is_not_gone_on_with(tmp_path: Path, version: Path):
    request = small_request(version, n_steps=2)
    folder = new_run(tmp_path / "run", request)
    loop.train(request, RunFolder(folder))
    before = load_checkpoint(RunFolder(folder).last_checkpoint)
    assert before["begun_with"] == "from scratch"

    other = replace(request, recipe=replace(request.recipe, n_steps=1, seed=77))
    with pytest.raises(ValueError, match=r"learned 2 steps .*recipe.n_steps was 2, is 1; recipe.seed was 1, is 77"):
        loop.train(other, RunFolder(folder))
    small_version(tmp_path / "elsewhere" / "version", n_train=5)  # other data under the same name
    with pytest.raises(ValueError, match=r"the data were squares \w+, are squares \w+"):
        loop.train(small_request(tmp_path / "elsewhere" / "version", n_steps=2), RunFolder(folder))
    assert not same_tensors(load_checkpoint(RunFolder(folder).last_checkpoint)["network"], before["network"])

    assert loop.train(replace(request, n_threads=2, notes="told later"), RunFolder(folder)) == "done"


@pytest.mark.usefixtures("without_export")
@pytest.mark.parametrize(("precision", "kinds"), [(Precision.BF16, {torch.bfloat16}), (Precision.F32, {torch.float32})])
def test_a_step_computes_in_the_precision_of_its_recipe(
    tmp_path: Path, version: Path, precision: Precision, kinds: set[torch.dtype], monkeypatch: pytest.MonkeyPatch
):
    recipe = Recipe(n_steps=1, batch=2, view_px=(64, 64), precision=precision)
    request = small_request(version, n_steps=1, recipe=recipe, network="a-net")
    found = set()

    def watched(*arguments: Any) -> torch.nn.Module:
        network = build_network(*arguments)
        network.s1[0].main[0].register_forward_hook(
            lambda module, _, y: found.add(y.dtype) if module.training else None
        )
        return network

    monkeypatch.setattr(learner, "build_network", watched)
    loop.train(request, RunFolder(new_run(tmp_path / "run", request)))
    assert found == kinds


def test_weights_that_are_missing_or_fit_nothing_are_refused(tmp_path: Path, version: Path):
    request = small_request(version, start_from="nowhere")
    with pytest.raises(ValueError, match="no weights to begin with"):
        loop.train(request, RunFolder(new_run(tmp_path / "run", request)))
    (tmp_path / "alien" / "checkpoints").mkdir(parents=True)
    torch.save({"averaged": {"stem": torch.zeros(3)}}, tmp_path / "alien" / "checkpoints" / "best.pt")
    request = replace(request, start_from=str(tmp_path / "alien"))
    with pytest.raises(ValueError, match="fit no part of plain-net-s"):
        loop.train(request, RunFolder(new_run(tmp_path / "other", request)))


def test_datasets_of_other_classes_do_not_mix(tmp_path: Path, version: Path):
    other = version_of(tmp_path / "other", [Split.TRAIN, Split.VAL], ("background", "rust"))
    request = small_request(version, datasets=(DatasetShare(str(version), 0.5), DatasetShare(other, 0.5)))
    folder = new_run(tmp_path / "run", request)
    assert main([str(folder / "request.json")]) == 1
    assert "rust" in latest(RunFolder(folder).progress()).detail


@pytest.mark.slow("a whole run, killed: half a minute; test_kills.py kills one in short")
@pytest.mark.timeout(600)  # exports: half a minute, many times that on a busy machine
def test_a_killed_run_goes_on_and_leaves_a_model_its_scores_and_whole_lines(tmp_path: Path, version: Path):
    request = small_request(version, recipe=Recipe(n_steps=40, batch=2, view_px=(64, 64)), validate_every=20)
    request = replace(request, datasets=(DatasetShare("../version", 1.0),))  # relative to the request
    folder = new_run(tmp_path / "run", request)
    command = [sys.executable, "-m", "training", str(folder / "request.json")]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    first = subprocess.Popen(command, cwd=REPOSITORY, env=environment, stderr=subprocess.DEVNULL)
    last = RunFolder(folder).last_checkpoint
    ends_at = time.monotonic() + 200
    while not last.exists() and first.poll() is None and time.monotonic() < ends_at:
        time.sleep(0.01)
    first.send_signal(signal.SIGKILL)
    assert first.wait(10) == -signal.SIGKILL
    reached = load_checkpoint(last)["step"]
    assert 1 <= reached < 40
    assert not (folder / "scores.json").exists()

    second = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, timeout=400)
    assert second.returncode == 0, second.stderr
    assert second.stdout == ""
    assert f"goes on from step {reached}" in second.stderr

    lines = told(folder)
    assert [line["state"] for line in lines if line["state"] != "training"] == ["loading", "loading", "scoring", "done"]
    assert lines[-1]["step"] == 40
    assert latest(RunFolder(folder).progress()).state == "done"
    validation = next(line["validation"] for line in lines if "validation" in line)
    assert validation["iou"][3] is None or validation["iou"][3] == 0  # nobody annotated a scratch

    scores = strict((folder / "scores.json").read_text())
    names = [key for key in scores if key.startswith("squares ")]
    assert [key.split()[-1] for key in names] == ["val", "test"]
    for key in names:
        assert scores[key]["arg-max alone"]["n_frames"] == 2
        figures = scores[key]["arg-max alone"]["figures"]
        assert {"miou_with_background", "miou_defects", "boundary_f1_1"} <= set(figures)
        assert "iou_3" not in figures or figures["iou_3"]["value"] == 0  # nobody annotated a scratch
    assert scores["request"] == strict(request.to_json())
    assert scores["pytorch_against_onnx"]["n_frames"] == 2
    assert scores["pytorch_against_onnx"]["same_pixels"] >= 0.9999
    assert scores["pytorch_against_onnx"]["largest_difference"] < 1e-4

    model = open_model(folder / "squares.onnx")
    assert (model.card.training_run, model.card.class_names) == ("run-1", CLASS_NAMES)
    assert (model.card.non_defects, scores["non_defects"]) == (("scratches",), ["scratches"])
    strict(model.card.to_json())
    assert model.card.thresholds == (0.0, *scores["thresholds"][1:])
    found = Predictor(model).predict(np.full((50, 70), 128, np.uint8), 8)
    assert found.index.shape == (50, 70)
    kept = sorted(path.name for path in folder.iterdir())
    assert kept == [
        "checkpoints", "confusions.json", "detections.json", "looks", "progress.jsonl", "request.json", "run.lock",
        "scores.json", "squares.golden.npz", "squares.onnx",
    ]  # fmt: skip
    confusions = strict((folder / "confusions.json").read_text())
    assert list(confusions) == ["class_names", names[1]]


@pytest.mark.usefixtures("without_export")
def test_a_balanced_run_tells_what_it_injected(tmp_path: Path):
    rng = np.random.default_rng(0)

    def new(number: int, split: Split) -> NewSample:
        pixels, class_map = rng.integers(110, 140, (64, 64), np.uint8), np.zeros((64, 64), np.uint8)
        if number % 4 == 0:
            pixels[20:40, 20:30], class_map[20:40, 20:30] = 220, 1
        return NewSample(f"{split}{number}", png(pixels), ".png", class_map, f"{split}{number}", split)

    splits = [Split.TRAIN] * 8 + [Split.VAL] * 4 + [Split.TEST] * 4
    version = write_version(
        tmp_path / "v", name="v", class_names=CLASS_NAMES, source="", terms="",
        samples=[new(number, split) for number, split in enumerate(splits)],
    )  # fmt: skip
    request = small_request(version.folder, n_steps=3)
    balance = Balance(BalanceMode.DLI, BalanceSettings(clean_share=0.0))
    request = replace(request, recipe=replace(request.recipe, batch=4, balance=balance))
    folder = new_run(tmp_path / "run", request)
    assert main([str(folder / "request.json")]) == 0
    (line,) = [line for line in told(folder) if "injections" in line]
    assert line["injections"]["inclusion"]["injected"] > 4
    assert set(line["injections"]) == {"inclusion"}  # the classes that have donors
    assert latest(RunFolder(folder).progress()).state == "done"


def test_a_balanced_run_is_refused_where_injections_would_judge(tmp_path: Path, version: Path):
    opened = open_version(version)
    judges = tuple(replace(s, origin=Origin.INJECTED) if s.split is Split.TEST else s for s in opened.samples)
    made = derive_version(tmp_path / "judged", opened, judges, name="judged", source="", how=Derivation.SPLIT)
    request = small_request(made.folder)
    balanced = replace(request, recipe=replace(request.recipe, balance=Balance(BalanceMode.DLI_PAPER)))
    with pytest.raises(DatasetError, match="injected"):
        open_data(balanced, tmp_path)
    open_data(request, tmp_path)
