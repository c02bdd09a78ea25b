"""The runs of a workspace, whatever state their files and processes are in."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from inspector.core.messages import Code, TrainingError
from inspector.runs.control import Control
from inspector.runs.folder import RunFolder
from inspector.runs.history import FoundRuns, Run, Validation, read_run, runs_of
from inspector.runs.progress import RunState
from inspector.runs.request import DatasetShare, RunRequest

NOW = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)
REQUEST = RunRequest(
    run="run-1", datasets=(DatasetShare("v", 1.0),), network="a-net", model_name="m", model_version="1"
)


def a_run(folder: Path, *lines: dict[str, object], request: str = REQUEST.to_json()) -> RunFolder:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "progress.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    (folder / "request.json").write_text(request)
    return RunFolder(folder)


def seen(folder: RunFolder) -> Run:
    return read_run(folder, NOW)


def test_a_run_tells_its_request_its_state_and_its_whole_series(tmp_path: Path):
    steps = [{"state": "training", "step": step, "of": 9000, "loss": 1.0 / step} for step in range(1, 601)]
    found = [{"state": "training", "step": step, "validation": {"iou": [0.5, None]}} for step in (100, 200)]
    folder = a_run(tmp_path, {"state": "loading"}, *found, *steps, {"state": "done", "step": 600})
    run = seen(folder)
    assert (run.state, run.is_running, run.request, run.request_problem) == (RunState.DONE, False, REQUEST, "")
    assert [line.loss for line in run.lines if line.loss is not None] == [1.0 / step for step in range(1, 601)]
    assert run.validations == (Validation(100, {"iou": [0.5, None]}), Validation(200, {"iou": [0.5, None]}))
    assert (run.progress.step, run.progress.n_steps, run.seconds_left) == (600, 9000, None)


@pytest.mark.parametrize("state", ["loading", "training", "scoring"])
def test_a_run_whose_process_died_without_a_word_is_interrupted(tmp_path: Path, state: str):
    folder = a_run(tmp_path, {"state": state, "seconds_left": 60})
    with FileLock(tmp_path / "run.lock"):
        assert (seen(folder).state, seen(folder).is_running) == (state, True)
    assert (seen(folder).state, seen(folder).is_running) == (RunState.INTERRUPTED, False)
    assert seen(folder).seconds_left is None


@pytest.mark.parametrize(
    ("age", "state"),
    [(timedelta(seconds=5), RunState.STARTING), (timedelta(minutes=5), RunState.INTERRUPTED),
     (timedelta(hours=-1), RunState.INTERRUPTED)],  # the clock was set back since
)  # fmt: skip
def test_a_process_that_was_just_started_has_time_to_take_its_lock(tmp_path: Path, age: timedelta, state: RunState):
    folder = a_run(tmp_path, {"state": "starting", "at": (NOW - age).isoformat()})
    assert seen(folder).state is state


def test_an_end_stays_an_end_whoever_looks_into_the_folder(tmp_path: Path):
    assert seen(a_run(tmp_path, {"state": "stopped", "step": 3})).state is RunState.STOPPED


def test_a_run_whose_request_cannot_be_read_is_listed_with_the_reason(tmp_path: Path):
    run = seen(a_run(tmp_path / "broken", {"state": "done"}, request="{"))
    assert run.request is None
    assert run.request_problem
    (tmp_path / "broken" / "request.json").unlink()
    assert "No such file" in seen(RunFolder(tmp_path / "broken")).request_problem


def test_the_runs_of_a_workspace_come_newest_first(tmp_path: Path):
    assert runs_of(tmp_path / "runs") == FoundRuns((), ())
    a_run(tmp_path / "runs" / "old", {"state": "done", "at": "2026-02-01T00:00:00.000Z"})
    a_run(tmp_path / "runs" / "new", {"state": "done", "at": "2026-02-02T00:00:00.000Z"})
    a_run(tmp_path / "runs" / "half", rest_of_line := {"state": "training"})
    (tmp_path / "runs" / "half" / "progress.jsonl").write_text(json.dumps(rest_of_line)[:9])
    (tmp_path / "runs" / "notes").mkdir()
    (tmp_path / "runs" / "notes.txt").write_text("by hand")
    runs = runs_of(tmp_path / "runs", NOW).runs
    assert [(run.name, run.state) for run in runs] == [
        ("new", RunState.DONE), ("old", RunState.DONE), ("half", None)
    ]  # fmt: skip


def test_a_folder_in_which_nothing_was_started_is_no_run(tmp_path: Path):
    with pytest.raises(TrainingError) as caught:
        seen(RunFolder(tmp_path / "none"))
    assert caught.value.message.code is Code.RUN_MISSING


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "it is missing"),
        (b"", "it is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "no line of it was written by a training"),
        (b'{"state": "tra', "no line of it was written by a training"),
        (b"[" * 100_000, "no line of it was written by a training"),
        (b'{"state": "training", "step": 1e999}\n{"state": "training", "step": true}\n', "no line of it was written"),
        (b"<html>\n7\nnull\n[]\n", "no line of it was written by a training"),
    ],
)
def test_progress_that_no_training_wrote_is_said_beside_the_other_runs(
    tmp_path: Path, content: bytes | None, problem: str
):
    a_run(tmp_path / "runs" / "good", {"state": "done", "at": "2026-02-02T00:00:00.000Z"})
    broken = a_run(tmp_path / "runs" / "broken", {"state": "done"})
    broken.progress_file.unlink()
    if content is not None:
        broken.progress_file.write_bytes(content)
    good, bad = runs_of(tmp_path / "runs", NOW).runs
    assert (good.name, good.state, good.progress_problem) == ("good", RunState.DONE, "")
    assert (bad.name, bad.state) == ("broken", None)
    assert problem in bad.progress_problem


@pytest.mark.parametrize("name", ["progress.jsonl", "request.json", "control", "run.lock"])
def test_a_folder_or_a_pipe_in_place_of_a_file_of_a_run_holds_nobody_up(tmp_path: Path, name: str):
    a_run(tmp_path / "runs" / "good", {"state": "done", "at": "2026-02-02T00:00:00.000Z"})
    for kind, make in (("folder", Path.mkdir), ("pipe", os.mkfifo)):
        folder = a_run(tmp_path / "runs" / kind, {"state": "training", "step": 3})
        (folder.path / name).unlink(missing_ok=True)
        make(folder.path / name)
        assert folder.asked() is Control.GO
    found = runs_of(tmp_path / "runs", NOW)
    assert found.runs[0].name == "good"
    said = [run.progress_problem or run.request_problem for run in found.runs[1:]]
    if name in ("progress.jsonl", "request.json"):
        assert set(said) == {"it is no regular file"}
    assert len(found.runs) + len(found.unreadable) == 3


@pytest.mark.parametrize("request_text", ["[" * 100_000, "{" * 5, "\udcff", '{"format": 1e999}', "9" * 5000])
def test_a_request_of_whatever_content_is_a_problem_in_words(tmp_path: Path, request_text: str):
    folder = a_run(tmp_path, {"state": "done"})
    folder.request_file.write_bytes(request_text.encode("utf-8", "surrogateescape"))
    run = seen(folder)
    assert (run.request, run.state) == (None, RunState.DONE)
    assert run.request_problem


def test_what_a_start_gave_notice_of_is_told_until_the_next_start(tmp_path: Path):
    lines = [{"state": "loading", "device": "cpu"}, {"state": "loading", "notice": "goes on from step 40"}]
    assert seen(a_run(tmp_path, *lines, {"state": "training", "step": 60})).notice == "goes on from step 40"
    assert seen(a_run(tmp_path, *lines, {"state": "starting"}, {"state": "loading", "device": "cpu"})).notice == ""
