"""What a run's folder holds, as the training process writes it and the program reads it."""

from __future__ import annotations

import errno
import json
import os
import sys
from pathlib import Path

import pytest
from filelock import FileLock, Timeout

from inspector.core.messages import Code, TrainingError
from inspector.runs.asking import ask
from inspector.runs.control import Control
from inspector.runs.folder import RunFolder
from inspector.runs.history import read_run
from inspector.runs.progress import Injections, ProgressLine, RunProgress, RunState, latest


def write(folder: Path, *lines: dict[str, object], rest: bytes = b"") -> RunFolder:
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / "progress.jsonl").write_bytes(text.encode() + rest)
    return RunFolder(folder)


def progress_of(folder: RunFolder) -> RunProgress:
    return latest(folder.progress())


def refuse(word: str) -> None:
    raise AssertionError(f"{word} is not JSON")


def test_before_the_first_line_nothing_is_known(tmp_path: Path):
    assert progress_of(RunFolder(tmp_path)) == RunProgress(None)


def test_a_line_comes_back_as_it_was_written_with_its_time(tmp_path: Path):
    line = ProgressLine(
        RunState.TRAINING, step=20, n_steps=60, loss=0.5, learning_rate=1e-3, seconds_left=9.0,
        validation={"iou": [0.5, None], "miou_with_background": 0.5}, balanced="steel", since_step=0,
        injections={"crack": Injections(3, 1, {"no place": 4})},
    )  # fmt: skip
    RunFolder(tmp_path).report(line)
    (found,) = RunFolder(tmp_path).progress()
    assert found.at.endswith("Z")
    assert found == ProgressLine(
        RunState.TRAINING, found.at, 20, 60, 0.5, 1e-3, 9.0, {"iou": [0.5, None], "miou_with_background": 0.5}, None,
        "steel", 0, {"crack": Injections(3, 1, {"no place": 4})},
    )  # fmt: skip


def test_a_figure_that_does_not_exist_is_reported_as_null(tmp_path: Path):
    nan = float("nan")
    RunFolder(tmp_path).report(ProgressLine(RunState.TRAINING, loss=nan, validation={"iou": (0.5, nan)}))
    (line,) = (tmp_path / "progress.jsonl").read_text().splitlines()
    told = json.loads(line, parse_constant=refuse)
    assert (told["loss"], told["validation"]["iou"]) == (None, [0.5, None])
    assert set(told) == {"state", "at", "loss", "validation"}, "what is not known is not written"


def test_a_report_after_half_a_line_starts_a_line_of_its_own(tmp_path: Path):
    progress = tmp_path / "progress.jsonl"
    progress.write_bytes(b'{"state": "training"}\n{"state": "trai')
    RunFolder(tmp_path).report(ProgressLine(RunState.STOPPED, step=4))
    assert json.loads(progress.read_text().splitlines()[-1])["step"] == 4
    RunFolder(tmp_path).report(ProgressLine(RunState.DONE, step=5))
    assert [json.loads(line)["step"] for line in progress.read_text().splitlines()[-2:]] == [4, 5]
    assert [line.step for line in RunFolder(tmp_path).progress()] == [None, 4, 5]


@pytest.mark.skipif(sys.platform == "win32", reason="a lock is looked at by a call of POSIX systems")
def test_whether_a_run_works_is_seen_on_a_disk_that_is_read_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = RunFolder(tmp_path)
    own = FileLock(folder.lock_file)
    with own:
        pass  # the file is there

    class ReadOnly(FileLock):
        def _acquire(self) -> None:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), self.lock_file)

    with own:
        monkeypatch.setattr("inspector.runs.folder.FileLock", ReadOnly)
        assert folder.is_held()
    assert not folder.is_held()


def test_a_run_that_cannot_be_asked_says_so_and_goes_on(tmp_path: Path):
    folder = write(tmp_path, {"state": "training", "step": 20, "of": 60})
    with FileLock(folder.lock_file):
        folder.control_file.mkdir()  # nothing can be written there
        with pytest.raises(TrainingError) as error:
            ask(read_run(folder), Control.PAUSE)
    assert error.value.message.code is Code.RUN_NOT_ASKED
    assert error.value.message.params["path"] == str(folder.control_file)


def test_the_latest_facts_are_gathered_over_lines(tmp_path: Path):
    folder = write(
        tmp_path, {"state": "loading"}, {"state": "training", "step": 20, "of": 60, "seconds_left": 9},
        {"state": "training", "step": 30, "validation": {"iou": [1, None]}},
    )  # fmt: skip
    assert progress_of(folder) == RunProgress(RunState.TRAINING, 30, 60, 9)


@pytest.mark.parametrize(
    "rest", [b'{"state": "fai', '{"state": "failed", "detail": "größ'.encode()[:-1], b"\n\n", b'7\n{"state": "new"}\n']
)
def test_a_line_that_is_half_written_or_unknown_is_passed_over(tmp_path: Path, rest: bytes):
    folder = write(tmp_path, {"state": "training", "step": 20, "of": 60}, rest=rest)
    assert progress_of(folder).state is RunState.TRAINING


def test_a_newer_programs_facts_are_passed_over_and_its_line_is_read(tmp_path: Path):
    folder = write(tmp_path, {"state": "training", "step": 7, "kwh": 0.2})
    assert progress_of(folder).step == 7


def test_why_an_earlier_start_failed_is_not_said_of_this_one(tmp_path: Path):
    folder = write(
        tmp_path, {"state": "failed", "detail": "the disk is full"}, {"state": "training", "step": 1, "of": 5}
    )
    assert progress_of(folder).detail == ""
    write(tmp_path, {"state": "training", "step": 1, "of": 5}, {"state": "failed", "detail": "the disk is full"})
    assert progress_of(folder).detail == "the disk is full"


@pytest.mark.parametrize("state", RunState)
def test_an_end_is_an_end(state: RunState):
    assert state.is_end is (state in ("done", "stopped", "cancelled", "failed", "interrupted"))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (None, Control.GO), (b"run", Control.GO), (b"stop", Control.STOP), (b" stop\n", Control.STOP),
        (b"pause", Control.PAUSE), (b"STOP", Control.GO), (b"\xff", Control.GO), (b"stop" * 1000, Control.GO),
    ],
)  # fmt: skip
def test_the_control_file_says_what_is_asked(tmp_path: Path, content: bytes | None, expected: Control):
    if content is not None:
        (tmp_path / "control").write_bytes(content)
    assert RunFolder(tmp_path).asked() is expected


def test_a_stop_is_asked_for_in_the_runs_folder_and_taken_back(tmp_path: Path):
    folder = RunFolder(tmp_path)
    folder.let_go_on()  # nobody asked
    folder.ask(Control.STOP)
    assert (tmp_path / "control").read_text() == "stop"
    folder.let_go_on()
    assert folder.asked() is Control.GO


def test_a_run_is_held_by_one_process(tmp_path: Path):
    folder = RunFolder(tmp_path)
    assert not folder.is_held()
    assert not folder.lock_file.exists(), "looking leaves nothing behind"
    with folder.held():
        assert folder.is_held()
        with pytest.raises(Timeout), folder.held():
            pass
    assert not folder.is_held()


def test_who_holds_the_run_is_told_from_a_lock_file_that_was_left(tmp_path: Path):
    with FileLock(tmp_path / "run.lock"):
        pass
    assert not RunFolder(tmp_path).is_held()
