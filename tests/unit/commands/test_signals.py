"""Ctrl-C during a run: a note, never a lock.

In processes of their own: one that has run thousands of tests, with PyTorch and all runtimes in it, was ended
by the system (SIGSEGV at its handing over of the signal) when it sent a signal to itself.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[3]

HANDLERS_COME_BACK = """
import signal
from inspector.commands.run import _signals_noted

before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
with _signals_noted() as is_asked:
    assert not is_asked()
    signal.raise_signal(signal.SIGINT)
    assert is_asked()
    signal.raise_signal(signal.SIGTERM)
assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before
print("whole")
"""

STOPS_NOBODY_UP = """
import signal, threading
from inspector.commands import run

lock = threading.Lock()
stops = []

class Figures:
    fps_inspected = n_inspected = n_not_inspected = 0

class Status:
    stats = Figures()
    n_frames = 5

class State:
    status = Status()

class Session:
    @property
    def state(self):
        with lock:
            if not stops:
                signal.raise_signal(signal.SIGINT)  # in the middle of it
            return State()

    def wait(self, timeout_s):
        return bool(stops)

    def stop(self):
        assert lock.acquire(timeout=5), "waited for a lock that its own thread holds"
        lock.release()
        stops.append(True)

class Progress:
    def show(self, done, total, note=""):
        pass

with run._signals_noted() as is_asked:
    run.wait_for_end(Session(), Progress(), is_asked, is_watching=False)
assert stops == [True]
print("whole")
"""


def run_alone(program: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY, check=False, capture_output=True, text=True, timeout=100
    )
    assert (ended.returncode, ended.stdout) == (0, "whole\n"), ended.stderr


def test_a_signal_is_noted_and_the_old_handlers_come_back():
    run_alone(HANDLERS_COME_BACK)


def test_a_signal_that_comes_while_the_status_is_read_stops_nobody_up():
    """The handler once called ``Line.stop``: the main thread then waited for a lock that it held itself."""
    run_alone(STOPS_NOBODY_UP)
