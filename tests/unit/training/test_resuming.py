"""Runs that go on after something happened to their checkpoints, and two that are started at once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from training_samples import same_tensors, small_request

from inspector.core.messages import Code, TrainingError
from inspector.runs.checkpoint_files import previous_of
from inspector.runs.control import Control
from inspector.runs.folder import RunFolder
from inspector.runs.history import read_run
from inspector.runs.request import Keep, Recipe, RunRequest
from tests.waiting import wait_until
from training import learning, loop, pace
from training.checkpoints import load_checkpoint, save_checkpoint

REPOSITORY = Path(__file__).parents[3]


@pytest.fixture
def without_export(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "_score_and_export", lambda *_: None)


def new_run(folder: Path, request: RunRequest) -> RunFolder:
    folder.mkdir()
    (folder / "request.json").write_text(request.to_json())
    return RunFolder(folder)


def stopped_after(folder: RunFolder, request: RunRequest, n_steps: int) -> None:
    for _ in range(n_steps):  # each start learns one step, and writes it
        folder.ask(Control.STOP)
        assert loop.train(request, folder) == "stopped"
    folder.let_go_on()


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])


def zeroed(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:2000] + bytes(file.stat().st_size - 2000))


def foreign(file: Path) -> None:
    torch.save({"step": 99}, file)


@pytest.mark.parametrize("harm", [cut, zeroed, foreign, Path.unlink, lambda file: file.write_bytes(b"")])
@pytest.mark.usefixtures("without_export")
def test_a_run_goes_on_from_the_checkpoint_before_to_what_an_unbroken_run_gives(
    tmp_path: Path, version: Path, harm: Callable[[Path], None]
):
    request = small_request(version, n_steps=5)
    whole = new_run(tmp_path / "whole", request)
    assert loop.train(request, whole) == "done"
    parts = new_run(tmp_path / "parts", request)
    stopped_after(parts, request, 3)
    harm(parts.last_checkpoint)
    assert loop.train(request, parts) == "done"

    notice = read_run(parts).notice
    assert notice.startswith("goes on from step 2: last.pt is ")
    assert "weights_only" not in notice
    ours, theirs = (load_checkpoint(folder.last_checkpoint) for folder in (parts, whole))
    assert ours["best"] == theirs["best"]
    for name in ("network", "averaged"):
        assert same_tensors(ours[name], theirs[name]) == []
    assert [line.loss for line in parts.progress() if line.loss] == [
        line.loss for line in whole.progress() if line.loss
    ]
    assert load_checkpoint(parts.best_checkpoint)["miou"] == load_checkpoint(whole.best_checkpoint)["miou"]


@pytest.mark.usefixtures("without_export")
def test_a_run_without_a_usable_checkpoint_is_refused_with_what_to_do(tmp_path: Path, version: Path):
    request = small_request(version, n_steps=5)
    folder = new_run(tmp_path / "run", request)
    stopped_after(folder, request, 2)
    for file in (folder.last_checkpoint, previous_of(folder.last_checkpoint)):
        cut(file)
    for _ in range(2):
        with pytest.raises(TrainingError) as caught:
            loop.train(request, folder)
        assert caught.value.message.code is Code.CHECKPOINTS_UNUSABLE
        assert "last.pt is damaged" in str(caught.value.message.params["detail"])
        assert "last.previous.pt is damaged" in str(caught.value.message.params["detail"])
    for file in folder.last_checkpoint.parent.iterdir():
        file.unlink()
    assert loop.train(request, folder) == "done"
    assert "begins anew: there is no checkpoint of the 2 steps" in read_run(folder).notice


@pytest.mark.parametrize("keep", Keep)
@pytest.mark.parametrize("harm", [cut, Path.unlink])
def test_a_run_whose_best_weights_are_lost_still_is_scored_and_says_so(
    tmp_path: Path, version: Path, harm: Callable[[Path], None], keep: Keep, monkeypatch: pytest.MonkeyPatch
):
    recipe = Recipe(n_steps=3, batch=2, view_px=(64, 64), keep=keep)
    request = replace(small_request(version, recipe=recipe), validate_every=10)
    folder = new_run(tmp_path / "run", request)
    monkeypatch.setattr(loop, "_export", lambda *_: {})
    with monkeypatch.context() as patched:
        patched.setattr(loop, "_score_and_export", lambda *_: None)
        assert loop.train(request, folder) == "done"
    best = load_checkpoint(folder.best_checkpoint)
    harm(folder.best_checkpoint)
    assert loop.train(request, folder) == "done"
    assert same_tensors(load_checkpoint(folder.best_checkpoint)["averaged"], best["averaged"]) == []
    assert folder.scores_file.exists()
    assert ("has lost its best weights" in read_run(folder).notice) is (keep is Keep.BEST)


@pytest.mark.usefixtures("without_export")
def test_the_best_weights_before_the_lost_ones_are_the_best(
    tmp_path: Path, version: Path, monkeypatch: pytest.MonkeyPatch
):
    request = small_request(version, n_steps=4)
    folder, real = new_run(tmp_path / "run", request), learning._validate  # noqa: SLF001

    def validated(*arguments: Any) -> None:
        real(*arguments)
        folder.ask(Control.STOP)

    monkeypatch.setattr(learning, "_validate", validated)
    assert loop.train(request, folder) == "stopped"
    kept = load_checkpoint(folder.best_checkpoint)
    save_checkpoint(folder.best_checkpoint, {**kept, "step": 3, "miou": kept["miou"] + 0.5})
    state = load_checkpoint(folder.last_checkpoint)
    save_checkpoint(folder.last_checkpoint, {**state, "best": kept["miou"] + 0.5})
    cut(folder.best_checkpoint)
    folder.ask(Control.STOP)
    loop.train(request, folder)
    assert f"holds the weights of step {kept['step']} for its best: best.pt is damaged" in read_run(folder).notice
    assert load_checkpoint(folder.last_checkpoint)["best"] < kept["miou"] + 0.5


@pytest.mark.usefixtures("without_export")
def test_a_loss_is_that_of_all_steps_since_the_line_before_also_after_a_resume(
    tmp_path: Path, version: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(pace, "REPORT_EVERY", 4)
    request = small_request(version, n_steps=6)
    whole, parts = new_run(tmp_path / "whole", request), new_run(tmp_path / "parts", request)
    loop.train(request, whole)
    stopped_after(parts, request, 3)
    loop.train(request, parts)
    losses = [(line.step, line.loss) for line in whole.progress() if line.loss is not None]
    assert [step for step, _ in losses] == [4, 6]
    assert [(line.step, line.loss) for line in parts.progress() if line.loss is not None] == losses

    old = new_run(tmp_path / "old", request)  # of a program that did not keep them
    stopped_after(old, request, 3)
    state = load_checkpoint(old.last_checkpoint)
    del state["losses"]
    save_checkpoint(old.last_checkpoint, state)
    loop.train(request, old)
    assert [(line.step, line.loss) for line in old.progress() if line.loss is not None] == losses[1:]


N_KILLS = 30


@pytest.mark.slow("minutes: make kills; the short form of test_kills.py kills such a run too")
@pytest.mark.usefixtures("without_export")
@pytest.mark.timeout(900)  # each start takes seconds to import, many times that on a busy machine
def test_a_run_that_is_killed_again_and_again_gives_what_an_unbroken_run_gives(tmp_path: Path, version: Path):
    recipe = Recipe(n_steps=13 * N_KILLS, batch=2, view_px=(64, 64), keep=Keep.LAST)
    request = small_request(version, recipe=recipe, n_folds=2, validate_every=1000)  # a fold exports no model
    whole, parts = new_run(tmp_path / "whole", request), new_run(tmp_path / "parts", request)
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(REPOSITORY)}

    def started(folder: RunFolder) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "training", str(folder.request_file)]
        return subprocess.Popen(command, cwd=REPOSITORY, env=environment, stderr=subprocess.DEVNULL)

    def step_of(folder: RunFolder) -> int:
        try:
            return int(load_checkpoint(folder.last_checkpoint)["step"])
        except FileNotFoundError:
            return 0

    assert loop.train(request, whole) == "done"
    rng = random.Random(14)
    for _ in range(N_KILLS):
        process, until = started(parts), step_of(parts) + rng.randint(1, 12)
        wait_until(lambda: step_of(parts) >= until or process.poll() is not None, 200)  # noqa: B023
        for _ in range(rng.randint(0, 300_000)):  # somewhere within the next step or its checkpoint
            pass
        process.send_signal(signal.SIGKILL)
        assert process.wait(60) == -signal.SIGKILL
        assert until <= step_of(parts) < recipe.n_steps
    assert loop.train(request, parts) == "done"
    ours, theirs = (load_checkpoint(folder.last_checkpoint) for folder in (parts, whole))
    for name in ("network", "averaged"):
        assert same_tensors(ours[name], theirs[name]) == []
    told = [dict.fromkeys((line.step, line.loss) for line in f.progress() if line.loss) for f in (parts, whole)]
    assert told[0] == told[1]
    assert not read_run(parts).notice, "a kill alone costs no checkpoint"
