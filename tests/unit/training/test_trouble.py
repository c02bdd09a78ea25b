"""What a run does about a disk that is full, numbers that run over, data that are gone and a folder changed by hand."""

from __future__ import annotations

import json
import math
import os
import shutil
import threading
from collections.abc import Callable, Iterator
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
from inspector.runs.looks import read_look, read_looks
from inspector.runs.progress import ProgressLine, RunState, latest
from inspector.runs.request import RunRequest
from training import data, loop, pace
from training.__main__ import main
from training.checkpoints import load_checkpoint, save_checkpoint
from training.learner import Learner
from training.run import Ear, PatientFolder
from training.stepping import Stepped, Stepper

FULL = Path("/dev/full")
needs_full_disk = pytest.mark.skipif(not FULL.exists(), reason="a disk that is always full")


@pytest.fixture(autouse=True)
def each_step_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "REPORT_EVERY", 1)


@pytest.fixture
def without_export(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "_export", lambda *_: {})


@pytest.fixture
def after_step(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int, Callable[[Learner], object]], None]]:
    """after_step(n, act): act once, when the n-th step of a run is made."""
    real, wishes = Stepper.step, {}

    def step(stepper: Stepper, *arguments: Any) -> Stepped:
        stepped = real(stepper, *arguments)
        if (act := wishes.pop(stepper.learner.step, None)) is not None:
            act(stepper.learner)
        return stepped

    monkeypatch.setattr(Stepper, "step", step)
    yield wishes.__setitem__
    assert not wishes, "a step was never made"


AfterStep = Callable[[int, Callable[[Learner], object]], None]


def new_run(folder: Path, request: RunRequest) -> RunFolder:
    folder.mkdir()
    RunFolder(folder).write_request(request)
    return RunFolder(folder)


def unbroken(tmp_path: Path, request: RunRequest) -> RunFolder:
    folder = new_run(tmp_path / "unbroken", request)
    assert main([str(folder.request_file)]) == 0
    return folder


def learned_the_same(one: RunFolder, other: RunFolder) -> bool:
    ours, theirs = (load_checkpoint(folder.last_checkpoint) for folder in (one, other))
    return not same_tensors(ours["averaged"], theirs["averaged"]) and ours["best"] == theirs["best"]


def curve(folder: RunFolder) -> dict[int | None, float]:
    return {line.step: line.loss for line in folder.progress() if line.loss is not None}


def full(file: Path) -> None:
    """Writing there finds no space."""
    file.symlink_to(FULL)


# A full disk


@needs_full_disk
@pytest.mark.usefixtures("without_export")
def test_lines_of_progress_that_a_full_disk_does_not_take_are_told_once_there_is_space(
    tmp_path: Path, version: Path, after_step: AfterStep
):
    request = small_request(version, n_steps=5)
    folder = new_run(tmp_path / "run", request)
    aside = tmp_path / "aside"

    def fills(_: Learner) -> None:
        folder.progress_file.rename(aside)
        full(folder.progress_file)

    after_step(2, fills)
    after_step(4, lambda _: aside.replace(folder.progress_file))
    assert main([str(folder.request_file)]) == 0
    assert [line.step for line in folder.progress() if line.loss is not None] == [1, 2, 3, 4, 5]
    assert [line.step for line in folder.progress() if line.validation is not None] == [3, 5]
    at = [line.at for line in folder.progress()]
    assert at == sorted(at)


@needs_full_disk
@pytest.mark.usefixtures("without_export")
def test_a_checkpoint_that_a_full_disk_does_not_take_is_tried_again_and_said_once(
    tmp_path: Path, version: Path, after_step: AfterStep
):
    request = small_request(version, n_steps=5)
    folder = new_run(tmp_path / "run", request)
    file = folder.last_checkpoint
    seen: list[int] = []

    def full_for_two_steps(_: Learner) -> None:
        full(file.with_name(file.name + ".tmp"))

    def look(_: Learner) -> None:
        seen.append(load_checkpoint(file)["step"])
        full_for_two_steps(_)

    after_step(2, full_for_two_steps)
    after_step(3, look)
    assert main([str(folder.request_file)]) == 0
    assert seen == [1]
    assert load_checkpoint(file)["step"] == 5
    assert read_run(folder).notice == "could not save step 2, and tries again: the disk is full"
    assert learned_the_same(folder, unbroken(tmp_path, request))


@needs_full_disk
@pytest.mark.usefixtures("without_export")
def test_best_weights_that_a_full_disk_does_not_take_are_not_taken_for_kept(
    tmp_path: Path, version: Path, after_step: AfterStep
):
    """The weights that the run ends with are those of a later validation then."""
    request = small_request(version, n_steps=6)
    folder = new_run(tmp_path / "run", request)
    file = folder.best_checkpoint
    after_step(3, lambda _: (file.parent.mkdir(exist_ok=True), full(file.with_name(file.name + ".tmp"))))
    assert main([str(folder.request_file)]) == 0
    assert read_run(folder).notice == "could not keep the weights of step 3, its best so far: the disk is full"
    assert json.loads(folder.scores_file.read_text())["kept_step"] == 6
    assert load_checkpoint(folder.last_checkpoint)["best"] == load_checkpoint(file)["miou"]


@pytest.mark.usefixtures("without_export")
def test_looks_that_cannot_be_written_are_said_once_and_cost_nothing_else(tmp_path: Path, version: Path):
    request = small_request(version, n_steps=6)
    folder = new_run(tmp_path / "run", request)
    folder.looks.write_text("by hand")
    assert main([str(folder.request_file)]) == 0
    (notice,) = read_run(folder).notices
    assert notice.startswith("does not show its worst and best frames as they are now: ")
    whole = unbroken(tmp_path, request)
    assert learned_the_same(folder, whole)
    looks = read_looks(whole.looks)
    assert looks is not None
    assert (looks.step, looks.dataset, len(looks.worst)) == (6, "squares", 2)
    for look in looks.worst:
        assert read_look(whole.looks, look, len(looks.class_names)).pixels.shape == (64, 64)


@needs_full_disk
@pytest.mark.usefixtures("without_export")
def test_scores_that_a_full_disk_does_not_take_end_the_run_in_words_and_are_made_when_it_is_started_again(
    tmp_path: Path, version: Path
):
    request = small_request(version, n_steps=3)
    folder = new_run(tmp_path / "run", request)
    unfinished = f"scores.json.{os.getpid()}-{threading.get_native_id()}.tmp"
    real = RunFolder.remove_unfinished
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(RunFolder, "remove_unfinished", lambda run: (real(run), full(folder.path / unfinished)))
        assert main([str(folder.request_file)]) == 1
    assert latest(folder.progress()).detail == (
        "the disk is full. Put that right and start it again: it goes on from its last checkpoint"
    )
    assert not folder.scores_file.exists()
    assert main([str(folder.request_file)]) == 0
    assert json.loads(folder.scores_file.read_text())["learned_steps"] == 3


def test_what_an_earlier_start_was_writing_is_removed_and_what_others_write_is_not(tmp_path: Path):
    folder = RunFolder(tmp_path)
    folder.looks.mkdir()
    left = [
        tmp_path / "squares.onnx.12-3.tmp", tmp_path / "scores.json.12-3.tmp", folder.looks / "3-worst0.png.1-2.tmp",
        tmp_path / "frames-0.npz.7-7.tmp", tmp_path / "squares.golden.npz.12-3.tmp",
    ]  # fmt: skip
    others = [tmp_path / "control.12-3.tmp", tmp_path / "request.json.12-3.tmp", tmp_path / "notes.tmp"]
    for file in (*left, *others):
        file.touch()
    folder.remove_unfinished()
    assert sorted(path for path in tmp_path.rglob("*") if path.is_file()) == sorted(others)


# Numbers that run over


@pytest.mark.usefixtures("without_export")
@pytest.mark.parametrize("first_broken", [2, 3])
def test_weights_that_are_no_numbers_end_the_run_at_the_last_good_checkpoint(
    tmp_path: Path, version: Path, after_step: AfterStep, first_broken: int
):
    """Also where they are validated before they would be saved."""
    request = small_request(version, n_steps=6)
    folder = new_run(tmp_path / "run", request)

    def breaks(learner: Learner) -> None:
        next(learner.network.parameters()).data.fill_(math.inf)
        learner.averaged.update(learner.step)

    after_step(first_broken, breaks)
    assert main([str(folder.request_file)]) == 1
    told = latest(folder.progress())
    assert told.state is RunState.FAILED
    assert "its weights are no numbers any more" in told.detail
    assert f"at step {first_broken}" in told.detail
    state = load_checkpoint(folder.last_checkpoint)
    assert state["step"] == first_broken - 1
    assert all(value.isfinite().all() for value in state["averaged"].values())
    assert main([str(folder.request_file)]) == 0  # whatever broke it is gone
    assert learned_the_same(folder, unbroken(tmp_path, request))


# Data


@pytest.mark.usefixtures("without_export")
def test_a_picture_that_goes_missing_while_a_run_reads_from_disk_ends_it_and_put_back_it_goes_on(
    tmp_path: Path, version: Path, after_step: AfterStep, monkeypatch: pytest.MonkeyPatch
):
    """As does one that was missing since before."""
    request = small_request(version, n_steps=12, n_threads=1)
    whole = unbroken(tmp_path, request)
    monkeypatch.setattr(data, "memory_budget", lambda: 1)
    folder = new_run(tmp_path / "run", request)
    after_step(3, lambda _: (version / "frames").rename(tmp_path / "away"))
    assert main([str(folder.request_file)]) == 1
    told = latest(folder.progress())
    assert told.state is RunState.FAILED
    assert "frames/" in told.detail
    assert "No such file" in told.detail
    assert load_checkpoint(folder.last_checkpoint)["step"] >= 2
    assert main([str(folder.request_file)]) == 1
    assert "frames/" in latest(folder.progress()).detail
    (tmp_path / "away").rename(version / "frames")
    assert main([str(folder.request_file)]) == 0
    assert learned_the_same(folder, whole)


# A folder changed by hand


@pytest.mark.usefixtures("without_export")
def test_weights_of_another_network_are_refused_in_words(tmp_path: Path, version: Path):
    request = small_request(version, n_steps=3)
    folder = new_run(tmp_path / "run", request)
    folder.ask(Control.STOP)
    loop.train(request, folder)
    folder.let_go_on()
    state = load_checkpoint(folder.last_checkpoint)
    save_checkpoint(folder.last_checkpoint, state | {"network": {"stem": torch.zeros(3)}})
    with pytest.raises(TrainingError, match="its weights are not those of this network") as caught:
        loop.train(request, folder)
    assert caught.value.message.code is Code.CHECKPOINTS_UNUSABLE
    save_checkpoint(folder.last_checkpoint, state | {"step": "many"})
    with pytest.raises(TrainingError, match="its values are none that a training writes"):
        loop.train(request, folder)
    shutil.copy(previous_of(folder.last_checkpoint), folder.last_checkpoint)
    save_checkpoint(folder.last_checkpoint, state)
    assert loop.train(request, folder) == "done"


@pytest.mark.usefixtures("without_export")
def test_a_run_goes_on_whatever_is_written_into_its_progress(tmp_path: Path, version: Path, after_step: AfterStep):
    request = small_request(version, n_steps=4)
    folder = new_run(tmp_path / "run", request)
    after_step(2, lambda _: folder.progress_file.write_bytes(b"\xff\0 no line\n{}\n[" + b"[" * 100_000))
    after_step(3, lambda _: folder.progress_file.unlink())
    assert main([str(folder.request_file)]) == 0
    assert list(curve(folder)) == [3, 4]
    assert read_run(folder).state is RunState.DONE


def test_a_pause_is_heard_beside_a_progress_that_cannot_be_read(tmp_path: Path):
    folder = RunFolder(tmp_path)
    folder.progress_file.mkdir()
    folder.ask(Control.PAUSE)
    patient = PatientFolder(folder.path)
    other = threading.Timer(0.3, folder.let_go_on)
    other.start()
    assert Ear(patient).heard() is Control.GO
    other.join()


def test_a_run_whose_folder_was_removed_ends(tmp_path: Path, version: Path, after_step: AfterStep):
    request = small_request(version, n_steps=40, checkpoint_every_s=1000.0)
    folder = new_run(tmp_path / "run", request)
    after_step(2, lambda _: shutil.rmtree(folder.path))
    with pytest.raises(FileNotFoundError):
        loop.train(request, folder)
    assert not folder.path.exists()


def test_lines_that_were_not_told_keep_their_order_and_time(tmp_path: Path):
    folder = PatientFolder(tmp_path / "run")
    folder.path.mkdir()
    folder.progress_file.mkdir()
    for step in range(3):
        folder.report(ProgressLine(RunState.TRAINING, step=step))
    folder.progress_file.rmdir()
    folder.report(ProgressLine(RunState.TRAINING, step=3))
    assert [line.step for line in folder.progress()] == [0, 1, 2, 3]
    assert all(line.at for line in folder.progress())


def test_progress_tells_terms_speed_and_memory(tmp_path: Path, version: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(loop, "_score_and_export", lambda *_: None)
    folder = new_run(tmp_path / "run", replace(small_request(version, n_steps=3)))
    assert main([str(folder.request_file)]) == 0
    lines = [line for line in folder.progress() if line.loss is not None]
    assert [line.step for line in lines] == [1, 2, 3]
    for line in lines:
        assert line.loss_terms is not None
        assert list(line.loss_terms) == ["cross-entropy", "dice"]
        assert sum(line.loss_terms.values()) == pytest.approx(line.loss, abs=2e-4)
        assert line.images_per_s is not None
        assert line.images_per_s > 0
        assert line.memory_bytes is not None
        assert line.memory_bytes > 100e6  # PyTorch alone
        assert (line.gpu_bytes, line.injected_share, line.n_parts) == (None, None, None)
