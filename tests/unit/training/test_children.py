"""Processes that work for a training: what they answer, how they are lost, and that none is left.

What children run stands in this module, which imports no PyTorch: they start in a moment.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psutil
import pytest

from inspector.core.messages import Code, DatasetError, message
from tests.waiting import wait_until
from training import children
from training.children import Child, ChildLost

REPOSITORY = Path(__file__).parents[3]


def serving(what: str) -> Callable[[object], object]:
    if what == "cannot open":
        raise DatasetError(message(Code.DATASET_BROKEN, path="/data/v", detail="its manifest is gone"))

    def answer(question: object) -> object:
        if question == "die":
            os.kill(os.getpid(), signal.SIGSEGV)
        if question == "hang":
            time.sleep(1000)
        if question == "late":
            time.sleep(1.0)  # of work in the child: long enough to be looked at meanwhile
        if question == "fail":
            raise ValueError("no such thing")
        return f"{what} {question}"

    return answer


def test_it_answers_in_the_order_of_the_questions_and_what_fails_there_is_raised_here():
    with Child(serving, "said", "a child") as child:
        for question in ("one", "fail", "two"):
            child.ask(question)
        assert child.answer(100) == "said one"
        with pytest.raises(ValueError, match="no such thing"):
            child.answer(100)
        assert child.answer(100) == "said two"
        pid = child.process_id
    assert not psutil.pid_exists(pid)


def test_a_pause_that_is_waited_out_meanwhile_is_none_of_its_time(monkeypatch: pytest.MonkeyPatch):
    paused_s = 0.0

    def pause() -> None:
        nonlocal paused_s
        paused_s = 1e6

    monkeypatch.setattr(children, "_LOOKS_S", 0.01)
    with Child(serving, "said", "a child") as child:
        child.ask("late")
        monkeypatch.setattr(children, "time", SimpleNamespace(monotonic=lambda: time.monotonic() + paused_s))
        assert child.answer(100, pause) == "said late"
        monkeypatch.undo()
    assert paused_s


def test_what_keeps_it_from_opening_is_told_in_words():
    with Child(serving, "cannot open", "a child") as child:
        child.ask("one")
        with pytest.raises(RuntimeError, match="its manifest is gone"):
            child.answer(100)


def test_one_that_dies_is_lost_and_one_that_hangs_is_ended():
    with Child(serving, "", "a child") as child:
        child.ask("die")
        with pytest.raises(ChildLost, match="was ended by SIGSEGV"):
            child.answer(100)
        with pytest.raises(ChildLost, match="was ended by SIGSEGV"):
            child.ask("more")
    with Child(serving, "", "a child") as child:
        child.ask("one")
        child.answer(100)
        child.ask("hang")
        with pytest.raises(ChildLost, match="gave no answer within 0 s"):
            child.answer(0.05)
        pid = child.process_id
    assert not psutil.pid_exists(pid)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Bomb:
    """Ends the process that reads it."""

    def __reduce__(self) -> tuple[Callable[[], None], tuple[()]]:
        return die, ()

    def __call__(self, what: object) -> Callable[[object], object]:
        raise NotImplementedError


def ask(serve_of: Callable[[Any], Callable[[object], object]], what: object) -> None:
    with Child(serve_of, what, "a child") as child:
        child.ask("one")
        child.answer(100)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("serve_of", "what"), [(Bomb(), bytes(5_000_000)), (serving, (Bomb(), bytes(5_000_000)))], ids=["before", "at"]
)
def test_one_that_dies_before_or_at_reading_its_task_is_lost(
    serve_of: Callable[[Any], Callable[[object], object]], what: object
):
    """A task larger than any pipe holds."""
    with pytest.raises(ChildLost, match="was ended by SIGKILL"):
        ask(serve_of, what)
    assert not multiprocessing.active_children()


def test_who_waits_may_be_called_away(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(children, "_LOOKS_S", 0.01)
    looks: list[int] = []

    def look() -> None:
        looks.append(1)
        if len(looks) == 3:
            raise InterruptedError("asked to stop")

    with Child(serving, "", "a child") as child:
        child.ask("hang")
        with pytest.raises(InterruptedError):
            child.answer(100, look)
    assert len(looks) == 3
    assert not multiprocessing.active_children()


@pytest.mark.timeout(60)
def test_one_that_the_system_does_not_let_go_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(children, "_END_LIMIT_S", 0.1)
    child = Child(serving, "", "holds a disk")
    child.ask("hang")
    process = child._process  # noqa: SLF001
    monkeypatch.setattr(process, "kill", lambda: None)  # as long as the system holds it
    child.end()
    assert "which holds a disk, was killed and has not ended" in caplog.text
    monkeypatch.undo()
    process.kill()
    process.join()


ENDING = """
import runpy, sys
sys.path.insert(0, sys.argv[1])
from test_children import deaf
from training.children import Child

if __name__ == "__main__":
    child = Child(deaf, "", "a child")
    child.ask("one")
    child.answer(100)
    sys.argv = ["training", "missing.json"]
    runpy.run_module("training", run_name="__main__")
"""


def deaf(what: str) -> Callable[[object], object]:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    return lambda question: question


def test_the_program_ends_although_a_process_of_its_own_does_not(tmp_path: Path):
    script = tmp_path / "ending.py"
    script.write_text(ENDING)
    with subprocess.Popen(
        [sys.executable, str(script), str(Path(__file__).parent)], cwd=REPOSITORY, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    ) as program:  # fmt: skip
        try:
            _, said = program.communicate(timeout=60)
        finally:
            program.kill()
    assert program.returncode == 2
    assert "there is no file" in said


PARENT = """
import sys, time
sys.path.insert(0, sys.argv[1])
from test_children import serving
from training.children import Child

if __name__ == "__main__":
    children = [Child(serving, "", "a child") for _ in range(2)]
    for child in children:
        child.ask("one")
        child.answer(100)
    children[1].ask("hang")
    print(*(child.process_id for child in children), flush=True)
    time.sleep(1000)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_none_outlives_a_parent_that_is_killed_or_interrupted(tmp_path: Path, how: signal.Signals):
    """Neither an idle one nor one that hangs."""
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    with subprocess.Popen(
        [sys.executable, str(script), str(Path(__file__).parent)], cwd=REPOSITORY, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(REPOSITORY)}, start_new_session=True,
    ) as parent:  # fmt: skip
        assert parent.stdout is not None
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        assert len(pids) == 2
        if how is signal.SIGINT:
            os.killpg(parent.pid, how)  # as Ctrl+C does
        else:
            parent.send_signal(how)
        parent.wait(100)
    wait_until(lambda: not any(map(psutil.pid_exists, pids)), 100)
