"""Runs watched: a look tells what reading everything anew would tell, and reads nothing again that is known."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from inspector.core.messages import Code
from inspector.runs.folder import RunFolder
from inspector.runs.history import runs_of
from inspector.runs.progress import ProgressLine, RunState, latest
from inspector.runs.watching import RunWatch
from tests.canned_runs import BEGAN, request, training_lines, write_run


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    return tmp_path / "runs"


def begun(runs: Path, name: str, last_step: int = 60) -> RunFolder:
    return write_run(runs, request(runs.parent / "steel", name), list(training_lines(4000, last_step)))


def test_without_a_folder_there_is_no_run(runs: Path) -> None:
    now = RunWatch(runs).look()
    assert (now.runs, now.unreadable, now.in_turn) == ((), (), ())


def test_a_look_tells_what_reading_everything_tells_also_after_lines_came(runs: Path) -> None:
    begun(runs, "first")
    folder = begun(runs, "second")
    watch = RunWatch(runs)
    for step in (80, 100, 120):
        found = watch.look(BEGAN)
        again = runs_of(runs, BEGAN)
        assert [(run.name, run.state, run.lines) for run in found.runs] == [
            (run.name, run.state, run.lines) for run in again.runs
        ]
        folder.report(ProgressLine(RunState.TRAINING, step=step, n_steps=4000, loss=0.5))
    second = watch.look(BEGAN).run("second")
    assert second is not None
    assert [line.step for line in second.lines if line.step][-3:] == [80, 100, 120]


def test_lines_of_a_run_that_told_nothing_new_are_the_same_object(runs: Path) -> None:
    folder = begun(runs, "first")
    watch = RunWatch(runs)
    before = watch.look().runs[0].lines
    assert watch.look().runs[0].lines is before
    folder.report(ProgressLine(RunState.DONE))
    assert watch.look().runs[0].lines is not before


def test_only_the_new_end_of_a_file_is_read(runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = begun(runs, "first", 4000)
    watch = RunWatch(runs)
    n_before = len(watch.look().runs[0].lines)
    monkeypatch.setattr("inspector.runs.watching.read_run", lambda *_: pytest.fail("all of it was read again"))
    folder.report(ProgressLine(RunState.TRAINING, step=4020))
    assert len(watch.look().runs[0].lines) == n_before + 1


@given(st.integers(1, 200))
def test_half_a_line_is_told_once_it_is_whole(tmp_path_factory: pytest.TempPathFactory, n_bytes: int) -> None:
    runs = tmp_path_factory.mktemp("watched") / "runs"
    folder = begun(runs, "first")
    watch = RunWatch(runs)
    n_before = len(watch.look().runs[0].lines)
    line = ProgressLine(RunState.TRAINING, step=80, loss=0.5, notice="x" * 200).to_json() + b"\n"
    with folder.progress_file.open("ab", buffering=0) as file:
        file.write(line[:n_bytes])
        assert len(watch.look().runs[0].lines) == n_before
        file.write(line[n_bytes:])
    found = watch.look().runs[0].lines
    assert (len(found), found[-1].step) == (n_before + 1, 80)


def test_a_file_that_was_replaced_by_a_longer_one_is_read_anew(runs: Path) -> None:
    folder = begun(runs, "first")
    watch = RunWatch(runs)
    watch.look()
    lines = [replace(line, device=None) for line in training_lines(4000, 100, seed=9)]
    other = folder.path / "other"
    other.write_bytes(b"".join(line.to_json() + b"\n" for line in lines) + b" " * 4000)
    other.replace(folder.progress_file)
    assert watch.look().runs[0].lines == tuple(lines)


def test_a_run_whose_process_dies_is_told_as_cut_off_though_no_line_came(runs: Path) -> None:
    folder = begun(runs, "first")
    lock = FileLock(folder.lock_file)
    watch = RunWatch(runs)
    with lock:
        assert watch.look().runs[0].state is RunState.TRAINING
    assert watch.look().runs[0].state is RunState.INTERRUPTED


def test_a_run_that_was_started_again_is_alive_again(runs: Path) -> None:
    folder = begun(runs, "first")
    folder.report(ProgressLine(RunState.FAILED, detail="no room"))
    watch = RunWatch(runs)
    assert watch.look().runs[0].state is RunState.FAILED
    with FileLock(folder.lock_file):
        folder.report(ProgressLine(RunState.LOADING, device="cpu"))
        assert watch.look().runs[0].state is RunState.LOADING


def test_a_run_that_is_gone_is_listed_no_more_and_another_request_is_read(runs: Path) -> None:
    begun(runs, "first")
    folder = begun(runs, "second")
    watch = RunWatch(runs)
    watch.look()
    folder.write_request(replace(folder.read_request(), notes="other"))
    found = watch.look().run("second")
    assert found is not None
    assert found.request is not None
    assert found.request.notes == "other"
    for path in sorted(folder.path.rglob("*"), reverse=True):
        path.unlink()
    folder.path.rmdir()
    assert [run.name for run in watch.look().runs] == ["first"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nobody is kept from looking")
def test_a_folder_into_which_nobody_may_look_is_told_and_the_others_are_listed(runs: Path) -> None:
    begun(runs, "first")
    closed = begun(runs, "closed").path
    closed.chmod(0)
    try:
        now = RunWatch(runs).look()
    finally:
        closed.chmod(0o700)
    assert [run.name for run in now.runs] == ["first"]
    assert [each.code for each in now.unreadable] == [Code.RUN_UNREADABLE]


def test_a_run_that_ends_while_it_is_looked_at_is_done_and_never_interrupted(
    runs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = begun(runs, "first")
    watch = RunWatch(runs)
    with folder.held():
        watch.look(BEGAN)
    is_held = RunFolder.is_held

    def after_its_end(run: RunFolder) -> bool:
        if latest(run.progress()).state is not RunState.DONE:
            run.report(ProgressLine(RunState.DONE))  # its last word, before it lets go of its lock
        return is_held(run)

    monkeypatch.setattr(RunFolder, "is_held", after_its_end)
    assert [run.state for run in watch.look(BEGAN).runs] == [RunState.DONE]
