"""Runs that are killed at any instant: while they learn, write a checkpoint, validate, score or export."""

from __future__ import annotations

import json
import logging
import multiprocessing
import random
import signal
import time
from collections import Counter
from dataclasses import replace
from datetime import datetime
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import pytest
from training_samples import same_tensors, small_request

from inspector.inference.model_file import open_model
from inspector.runs.checkpoint_files import is_there, read_newest
from inspector.runs.folder import RunFolder
from inspector.runs.looks import read_look, read_looks
from inspector.runs.progress import RunState
from inspector.runs.request import Recipe
from tests.long_form import IS_LONG
from tests.waiting import wait_until
from training import loop
from training.__main__ import main
from training.checkpoints import load_checkpoint

log = logging.getLogger("tests")

N_LEARNING, N_SCORING = (14, 20) if IS_LONG else (1, 1)  # kills


def started(folder: RunFolder) -> ForkServerProcess:
    """As `python -m training` starts it, but forked where PyTorch was imported: that takes seconds each time."""
    forking = multiprocessing.get_context("forkserver")
    forking.set_forkserver_preload(["training.loop"])
    process = forking.Process(target=main, args=([str(folder.request_file)],))
    process.start()
    return process


def results(folder: RunFolder) -> dict[str, Any]:
    """What each holds that is there. Fails where one is not whole."""
    found: dict[str, Any] = {}
    for file in folder.result_files:
        if file.exists():
            found[file.name] = json.loads(file.read_text())
            for name in ("waited_for_data", "code_version"):  # of the PC, and of a commit that is made meanwhile
                found[file.name].pop(name, None)
    model = folder.model_file("squares")
    if model.exists():
        found["card"] = open_model(model).card
        found["model"] = model.read_bytes()
    return found


@pytest.mark.timeout(7200 if IS_LONG else 900)  # exports: half a minute each, many times that on a busy machine
def test_a_run_killed_at_any_instant_ends_as_an_unbroken_one_and_leaves_whole_files_or_none(
    tmp_path: Path, version: Path
):
    recipe = Recipe(n_steps=6 * N_LEARNING + 6, batch=2, view_px=(64, 64))
    request = replace(small_request(version, recipe=recipe), validate_every=2)
    whole, parts = RunFolder(tmp_path / "whole"), RunFolder(tmp_path / "parts")
    for folder in (whole, parts):
        folder.path.mkdir()
        folder.write_request(request)
    assert loop.train(request, whole) == "done"
    at = {line.state: datetime.fromisoformat(line.at) for line in whole.progress()}
    scoring_s = (at[RunState.DONE] - at[RunState.SCORING]).total_seconds()

    rng, killed = random.Random(22), Counter[str]()

    def kill(process: ForkServerProcess) -> None:
        process.kill()
        process.join()
        if process.exitcode != -signal.SIGKILL:
            return  # it was done before
        state = parts.progress()[-1].state if parts.progress() else RunState.STARTING
        killed[f"{state}, {len(results(parts))} of 5 results there"] += 1
        for file in (parts.last_checkpoint, parts.best_checkpoint):
            if is_there(file):
                assert not read_newest(file, len).newer_fault
        looks = read_looks(parts.looks)
        for look in () if looks is None else (*looks.worst, *looks.best):
            read_look(parts.looks, look, len(looks.class_names))  # type: ignore[union-attr]  # none, and it is not asked

    def step_of(folder: RunFolder) -> int:
        return int(load_checkpoint(folder.last_checkpoint)["step"]) if folder.last_checkpoint.exists() else 0

    for _ in range(N_LEARNING):
        process, until = started(parts), step_of(parts) + rng.randint(1, 5)
        wait_until(lambda: step_of(parts) >= until or not process.is_alive(), 300)  # noqa: B023  waited for within the round
        time.sleep(rng.uniform(0, 0.2))  # chance: somewhere in a step, its checkpoint or its validation
        kill(process)
        assert step_of(parts) >= until
    n_told = len(parts.progress())
    for number in range(N_SCORING):
        process = started(parts)

        def scores(before: int = n_told) -> bool:
            return any(line.state is RunState.SCORING for line in parts.progress()[before:])

        wait_until(lambda: scores() or not process.is_alive(), 300)  # noqa: B023  waited for within the round
        share = (number + rng.uniform(0, 1)) / N_SCORING
        time.sleep(scoring_s * share)  # somewhere while it scores, exports and compares: each in a part of its own
        kill(process)
        n_told = len(parts.progress())
    log.info("killed: %s", dict(killed))
    assert loop.train(request, parts) == "done"
    ours, theirs = (load_checkpoint(folder.last_checkpoint) for folder in (parts, whole))
    assert ours["best"] == theirs["best"]
    for name in ("network", "averaged"):
        assert same_tensors(ours[name], theirs[name]) == []
    of_both = [results(folder) for folder in (parts, whole)]
    assert len(of_both[0]) == 5
    for name, found in of_both[1].items():
        assert of_both[0][name] == found, f"{name} differs"
    assert not list(parts.path.rglob("*.tmp")), "what a kill left is removed"
    curves = [{line.step: line.loss for line in folder.progress() if line.loss} for folder in (parts, whole)]
    assert curves[0] == curves[1]
