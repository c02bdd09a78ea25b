"""Reading what a training run writes, whatever state its files are in."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from inspector.core.messages import Code, TrainingError
from inspector.runs import launcher as training_launcher
from inspector.runs.launcher import (
    RunProgress,
    Validation,
    ask_to_stop,
    has_ended,
    last_validation,
    launch,
    read_progress,
    training_command,
)
from inspector.runs.request import DatasetShare, RunRequest

REQUEST = RunRequest(
    run="run-1", datasets=(DatasetShare("v", 1.0),), network="a-net", model_name="m", model_version="1"
)


def write(folder: Path, *lines: dict[str, object], rest: bytes = b"") -> None:
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / "progress.jsonl").write_bytes(text.encode() + rest)


def test_before_the_first_line_nothing_is_known(tmp_path: Path):
    assert read_progress(tmp_path) == RunProgress("")


def test_the_latest_facts_are_gathered_over_lines(tmp_path: Path):
    write(
        tmp_path, {"state": "loading"}, {"state": "training", "step": 20, "of": 60, "seconds_left": 9},
        {"state": "training", "step": 30, "validation": {"iou": [1, None]}},
    )  # fmt: skip
    assert read_progress(tmp_path) == RunProgress("training", 30, 60, 9)


@pytest.mark.parametrize("rest", [b'{"state": "fai', '{"state": "failed", "detail": "größ'.encode()[:-1], b"\n\n"])
def test_a_last_line_that_is_half_written_is_passed_over(tmp_path: Path, rest: bytes):
    write(tmp_path, {"state": "training", "step": 20, "of": 60}, rest=rest)
    assert read_progress(tmp_path).state == "training"


def test_the_last_validation_is_found_behind_any_number_of_steps(tmp_path: Path):
    assert last_validation(tmp_path) is None
    steps = [{"state": "training", "step": step, "of": 9000} for step in range(600)]
    found = [{"state": "training", "step": step, "validation": {"iou": [0.5, None]}} for step in (100, 200)]
    write(tmp_path, found[0], found[1], *steps, rest=b'7\n{"validation": {"iou"')
    assert last_validation(tmp_path) == Validation(200, {"iou": [0.5, None]})


def test_why_an_earlier_start_failed_is_not_said_of_this_one(tmp_path: Path):
    write(tmp_path, {"state": "failed", "detail": "the disk is full"}, {"state": "training", "step": 1, "of": 5})
    assert read_progress(tmp_path).detail == ""
    write(tmp_path, {"state": "training", "step": 1, "of": 5}, {"state": "failed", "detail": "the disk is full"})
    assert read_progress(tmp_path).detail == "the disk is full"


def test_a_stop_is_asked_for_in_the_runs_folder(tmp_path: Path):
    ask_to_stop(tmp_path)
    assert (tmp_path / "control").read_text() == "stop"


def test_the_source_tree_starts_the_training_module_and_the_frozen_program_its_neighbour(
    monkeypatch: pytest.MonkeyPatch,
):
    assert training_command() == [sys.executable, "-P", "-m", "training"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/inspector/inspector")
    assert training_command() == ["/opt/inspector/inspector-training"]


def stand_in(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(training_launcher, "_started", [])
    monkeypatch.setattr(training_launcher, "training_command", lambda: [sys.executable, "-c", code])


def test_a_launch_writes_the_request_and_starts_a_process_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    told = "import os, sys, pathlib; f = pathlib.Path(sys.argv[1]); print('hello'); "
    told += "(f.parent / 'new').write_text(f'{os.getsid(0)} {os.getpid()}'); "
    told += "(f.parent / 'new').rename(f.parent / 'told')"
    stand_in(monkeypatch, told)
    folder = tmp_path / "runs" / "run-1"
    folder.mkdir(parents=True)
    (folder / "control").write_text("stop")  # of an earlier start
    process_id = launch(REQUEST, folder)
    ends_at = time.monotonic() + 10
    while not (folder / "told").exists() and time.monotonic() < ends_at:
        time.sleep(0.02)
    time.sleep(0.05)
    session, found_id = (folder / "told").read_text().split()
    assert int(found_id) == process_id
    assert session == found_id, "it is no session of its own: closing the window's terminal would end it"
    assert RunRequest.from_json((folder / "request.json").read_text()) == REQUEST
    assert not (folder / "control").exists()
    assert (folder / "log.txt").exists()
    (process,) = training_launcher._started
    while process.returncode is None and time.monotonic() < ends_at:
        read_progress(folder)  # collects it: no zombie that looks alive
        time.sleep(0.02)
    assert process.returncode == 0


def test_a_launch_that_cannot_start_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(training_launcher, "training_command", lambda: [str(tmp_path / "no-such-program")])
    with pytest.raises(TrainingError) as error:
        launch(REQUEST, tmp_path / "run")
    assert error.value.message.code is Code.TRAINING_FAILED


def test_without_pytorch_the_launch_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(training_launcher.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(TrainingError, match="PyTorch is not installed"):
        launch(REQUEST, tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_a_run_that_learned_as_another_request_said_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    stand_in(monkeypatch, "")
    (tmp_path / "request.json").write_text(REQUEST.to_json())
    other = replace(REQUEST, recipe=replace(REQUEST.recipe, n_steps=REQUEST.recipe.n_steps + 1))
    assert launch(other, tmp_path) > 0  # it has learned nothing yet
    (tmp_path / "checkpoints").mkdir()
    (tmp_path / "checkpoints" / "last.pt").write_bytes(b"")
    with pytest.raises(TrainingError) as caught:
        launch(REQUEST, tmp_path)
    assert "recipe.n_steps was" in str(caught.value.message.params["detail"])
    assert RunRequest.from_json((tmp_path / "request.json").read_text()) == other
    assert launch(replace(other, n_threads=2), tmp_path) > 0
    for process in training_launcher._started:
        process.wait(10)


def test_a_run_in_progress_is_left_alone(tmp_path: Path):
    (tmp_path / "request.json").write_text("what the running process was asked")
    with FileLock(tmp_path / "run.lock"), pytest.raises(TrainingError) as caught:
        launch(REQUEST, tmp_path)
    assert "in progress" in str(caught.value.message.params["detail"])
    assert (tmp_path / "request.json").read_text() == "what the running process was asked"


def test_what_an_earlier_start_ended_with_is_not_read_as_the_new_ones_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    write(tmp_path, {"state": "done", "step": 5, "of": 5})
    monkeypatch.setattr(training_launcher, "training_command", lambda: [sys.executable, "-c", "pass"])
    process_id = launch(REQUEST, tmp_path)
    assert read_progress(tmp_path).state == "starting"
    deadline_s = time.monotonic() + 20
    while not has_ended(process_id):
        assert time.monotonic() < deadline_s
        time.sleep(0.02)
