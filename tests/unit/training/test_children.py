"""Processes that work for a training: what they answer, how they are lost, and that none is left.

What children run stands in this module, which imports no PyTorch: they start in a moment.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from inspector.core.messages import Code, DatasetError, message
from tests.waiting import wait_until
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
