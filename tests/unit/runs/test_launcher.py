"""Starting the training process, and following it to its end."""

from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest
from filelock import FileLock

from inspector.core.messages import Code, TrainingError
from inspector.runs import launcher as training_launcher
from inspector.runs.asking import go_on
from inspector.runs.checkpoint_files import previous_of, write_checkpoint
from inspector.runs.control import Control
from inspector.runs.folder import RunFolder
from inspector.runs.history import runs_of
from inspector.runs.launcher import StartedRun, follow, launch
from inspector.runs.progress import ProgressLine, RunProgress, RunState, latest
from inspector.runs.request import DatasetShare, RunRequest
from inspector.texts.messages import message_text
from tests.long_form import IS_LONG
from tests.waiting import wait_until

REQUEST = RunRequest(
    run="run-1", datasets=(DatasetShare("v", 1.0),), network="a-net", model_name="m", model_version="1"
)


def stand_in(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(training_launcher, "training_command", lambda: [sys.executable, "-c", code])


def test_a_process_that_does_not_hear_is_killed_with_what_it_started(tmp_path: Path):
    sleeps = [sys.executable, "-c", "import time; time.sleep(600)"]
    code = f"import subprocess; print(subprocess.Popen({sleeps!r}).pid, flush=True); import time; time.sleep(600)"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, start_new_session=True)
    assert process.stdout is not None
    with process.stdout as told:
        child = int(told.readline())
    started = StartedRun(RunFolder(tmp_path), process)
    started.kill()
    assert started.wait(60)
    wait_until(lambda: not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE)
    started.kill()  # gone already: nothing


def test_a_launch_writes_the_request_and_starts_a_process_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    told = "import os, sys, pathlib; f = pathlib.Path(sys.argv[1]); print('hello'); "
    told += "(f.parent / 'told').write_text(f'{os.getsid(0)} {os.getpid()}')"
    stand_in(monkeypatch, told)
    folder = tmp_path / "runs" / "run-1"
    folder.mkdir(parents=True)
    (folder / "control").write_text("stop")  # of an earlier start
    started = launch(REQUEST, RunFolder(folder))
    assert started.wait(60)  # which also collects it: no zombie that looks alive
    assert started.is_gone()
    session, found_id = (folder / "told").read_text().split()
    assert int(found_id) == started.process_id
    assert session == found_id, "it is no session of its own: closing the window's terminal would end it"
    assert RunRequest.from_json((folder / "request.json").read_text()) == REQUEST
    assert not (folder / "control").exists()
    assert (folder / "log.txt").exists()
    assert latest(RunFolder(folder).progress()).state is RunState.STARTING


def test_a_launch_that_cannot_start_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(training_launcher, "training_command", lambda: [str(tmp_path / "no-such-program")])
    with pytest.raises(TrainingError) as error:
        launch(REQUEST, RunFolder(tmp_path / "run"))
    assert error.value.message.code is Code.RUN_NOT_STARTED
    assert str(tmp_path / "no-such-program") in str(error.value.message.params["path"])


@pytest.mark.parametrize("has_learned", [False, True])
def test_where_the_disk_is_full_nothing_is_started_and_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_learned: bool
):
    folder = RunFolder(tmp_path / "run")
    if has_learned:
        folder.path.mkdir()
        folder.write_request(REQUEST)
        folder.report(ProgressLine(RunState.STOPPED, step=4))

    def refuse(folder: RunFolder, line: ProgressLine) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(RunFolder, "report", refuse)
        with pytest.raises(TrainingError) as error:
            launch(REQUEST, folder)
    assert error.value.message.code is Code.RUN_NOT_STARTED
    assert error.value.message.params["detail"] == "No space left on device"
    assert folder.path.exists() is has_learned, "what was asked for nothing is not listed"
    assert latest(folder.progress()).step == (4 if has_learned else 0)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own with 128 kB: only an administrator may have one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="mount")
def test_on_a_disk_that_is_full_a_start_takes_back_its_own_files_alone(small_disk: Path):
    with suppress(OSError), (small_disk / "other").open("wb") as other:
        while True:
            other.write(bytes(4096))
            other.flush()
    with pytest.raises(TrainingError) as error:
        launch(REQUEST, RunFolder(small_disk / "runs" / "run-1"))
    assert (error.value.message.code, error.value.message.params["detail"]) == (
        Code.RUN_NOT_STARTED, "No space left on device",
    )  # fmt: skip
    assert not (small_disk / "runs" / "run-1").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="mount")
def test_a_run_on_a_disk_that_may_only_be_read_is_listed_and_what_is_asked_of_it_refused_in_words(small_disk: Path):
    folder = RunFolder(small_disk / "runs" / "run-1")
    folder.path.mkdir(parents=True)
    folder.write_request(REQUEST)
    folder.report(ProgressLine(RunState.TRAINING, step=4))
    with folder.held():
        pass
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    (run,) = runs_of(folder.path.parent).runs
    assert (run.name, run.state, run.request) == ("run-1", RunState.INTERRUPTED, REQUEST)
    with pytest.raises(TrainingError) as error:
        go_on(run)
    said = message_text(error.value.message)
    assert error.value.message.code is Code.RUN_NOT_STARTED
    assert "Read-only file system" in said.why
    with pytest.raises(OSError, match="Read-only"):
        folder.write_notes("whose words are those of the Train page")


def test_a_disk_that_fails_once_the_process_runs_takes_nothing_from_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """It could not be told whether the process holds the run: its folder was removed then, with the process in it."""
    code = "import os, sys, pathlib, time; f = pathlib.Path(sys.argv[1]).parent; (f / 'run.lock').unlink(True); "
    code += "(f / 'run.lock').mkdir(); (f / 'learned').write_text('much'); time.sleep(600)"
    stand_in(monkeypatch, code)
    folder = RunFolder(tmp_path / "runs" / "run-1")
    started = launch(REQUEST, folder)
    wait_until(lambda: (folder.path / "learned").exists())
    assert not started.is_gone()
    assert folder.read_request() == REQUEST
    started.kill()
    assert started.wait(60)


def test_a_folder_that_another_program_has_made_meanwhile_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Its name was free at the first look of both."""
    folder = RunFolder(tmp_path / "run")
    monkeypatch.setattr(training_launcher, "training_command", lambda: [str(tmp_path / "no-such-program")])
    made = Path.mkdir

    def mkdir(path: Path, *args: Any, **more: Any) -> None:
        made(path, *args, **more)
        if path == folder.path:
            (path / "notes.txt").write_text("theirs")

    with monkeypatch.context() as both:
        both.setattr(Path, "mkdir", mkdir)
        with pytest.raises(TrainingError):
            launch(REQUEST, folder)
    assert [file.name for file in folder.path.iterdir()] == ["notes.txt"]


def test_without_pytorch_the_launch_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(TrainingError, match="PyTorch is not installed"):
        launch(REQUEST, RunFolder(tmp_path / "run"))
    assert not (tmp_path / "run").exists()


def test_a_run_that_learned_as_another_request_said_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    stand_in(monkeypatch, "")
    (tmp_path / "request.json").write_text(REQUEST.to_json())
    other = replace(REQUEST, recipe=replace(REQUEST.recipe, n_steps=REQUEST.recipe.n_steps + 1))
    assert launch(other, RunFolder(tmp_path)).wait(60)  # it has learned nothing yet
    write_checkpoint(RunFolder(tmp_path).last_checkpoint, b"")
    with pytest.raises(TrainingError) as caught:
        launch(REQUEST, RunFolder(tmp_path))
    assert "recipe.n_steps was" in str(caught.value.message.params["detail"])
    assert RunRequest.from_json((tmp_path / "request.json").read_text()) == other
    assert launch(replace(other, n_threads=2), RunFolder(tmp_path)).wait(60)


def test_a_run_in_progress_is_left_alone(tmp_path: Path):
    (tmp_path / "request.json").write_text("what the running process was asked")
    with FileLock(tmp_path / "run.lock"), pytest.raises(TrainingError) as caught:
        launch(REQUEST, RunFolder(tmp_path))
    assert caught.value.message.code is Code.RUN_TAKEN
    assert "in progress" in str(caught.value.message.params["detail"])
    assert (tmp_path / "request.json").read_text() == "what the running process was asked"


def test_what_an_earlier_start_ended_with_is_not_read_as_the_new_ones_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    stand_in(monkeypatch, "")
    folder = RunFolder(tmp_path)
    folder.report(ProgressLine(RunState.DONE, step=5, n_steps=5))
    assert launch(REQUEST, folder).wait(60)
    assert latest(folder.progress()).state is RunState.STARTING


REPORTS = """
import sys; from pathlib import Path
from inspector.runs.folder import RunFolder; from inspector.runs.progress import ProgressLine, RunState
folder = RunFolder(Path(sys.argv[1]).parent)
folder.report(ProgressLine(RunState.TRAINING, step=1, n_steps=2))
"""


def test_a_run_is_followed_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    stand_in(monkeypatch, REPORTS + "folder.report(ProgressLine(RunState.DONE, step=2))")
    started = launch(REQUEST, RunFolder(tmp_path))
    told: list[RunProgress] = []
    assert follow(started, told.append) == RunProgress(RunState.DONE, 2, 2)
    assert started.wait(60)
    assert all(progress.state in (RunState.STARTING, RunState.TRAINING) for progress in told)


@pytest.mark.parametrize(
    ("end", "told"),
    [
        ("folder.report(ProgressLine(RunState.FAILED, detail='the disk is full'))", "the disk is full"),
        ("sys.exit(3)", "its process ended without a word"),
    ],
)
def test_a_run_that_fails_or_vanishes_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str, told: str):
    stand_in(monkeypatch, REPORTS + end)
    started = launch(REQUEST, RunFolder(tmp_path))
    with pytest.raises(TrainingError) as caught:
        follow(started, lambda progress: None)
    assert told in str(caught.value.message.params["detail"])
    assert started.wait(60)


HOLDS = """
import sys; from pathlib import Path
from inspector.runs.control import Control
from inspector.runs.folder import RunFolder
folder = RunFolder(Path(sys.argv[1]).parent)
with folder.held():
    (folder.path / "followed").write_text(folder.read_request().notes)
    while folder.asked() is Control.GO:
        pass
"""
STARTS = """
import sys; from dataclasses import replace; from pathlib import Path
from inspector.core.messages import TrainingError
from inspector.runs import launcher
from inspector.runs.folder import RunFolder
from inspector.runs.request import RunRequest
folder, notes, code = RunFolder(Path(sys.argv[1])), sys.argv[2], sys.argv[3]
launcher.training_command = lambda: [sys.executable, "-c", code]
request = replace(RunRequest.from_json(sys.stdin.read()), notes=notes)
try:
    launcher.launch(request, folder)
except TrainingError as error:
    print("refused:", error.message.params["detail"])
else:
    print("started")
"""


@pytest.mark.timeout(300)
def test_of_two_programs_that_start_one_name_at_once_one_does_and_its_request_stays(tmp_path: Path):
    for number in range(5 if IS_LONG else 2):
        folder = RunFolder(tmp_path / f"run-{number}")
        starting = [
            subprocess.Popen(
                [sys.executable, "-c", STARTS, str(folder.path), notes, HOLDS],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )
            for notes in ("of one", "of the other", "of a third")
        ]  # fmt: skip
        for process in starting:  # they wait for it: all begin at once
            assert process.stdin is not None
            process.stdin.write(REQUEST.to_json())
        for process in starting:
            assert process.stdin is not None
            process.stdin.close()
        said = [process.stdout.read().strip() for process in starting if process.stdout is not None]
        for process in starting:
            process.wait(60)
            assert process.stdout is not None
            process.stdout.close()
        winner = ("of one", "of the other", "of a third")[said.index("started")]
        assert said.count("started") == 1
        assert {text for text in said if text != "started"} <= {
            "refused: is being started by another program", "refused: is in progress"
        }  # fmt: skip
        wait_until(lambda: (folder.path / "followed").exists())  # noqa: B023
        assert folder.read_request().notes == winner
        folder.ask(Control.STOP)
        wait_until(lambda: not folder.is_held())  # noqa: B023
        assert (folder.path / "followed").read_text() == winner


def test_a_run_whose_checkpoints_are_damaged_is_refused_before_a_process_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    stand_in(monkeypatch, "")
    folder = RunFolder(tmp_path)
    folder.write_request(REQUEST)
    write_checkpoint(folder.last_checkpoint, b"one")
    write_checkpoint(folder.last_checkpoint, b"two")
    folder.last_checkpoint.write_bytes(b"")
    assert launch(REQUEST, folder).wait(60)  # from the one before
    previous_of(folder.last_checkpoint).write_bytes(b"")
    with pytest.raises(TrainingError) as caught:
        launch(REQUEST, folder)
    assert caught.value.message.code is Code.CHECKPOINTS_UNUSABLE
    assert "Start it again" not in message_text(caught.value.message).next_step
    assert folder.progress()[-1].state is RunState.STARTING
    assert len(folder.progress()) == 1
