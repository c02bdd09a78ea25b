"""One run at a time, the others in their order; the dead are passed over."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from inspector.runs import turn as turn_module
from inspector.runs.control import AskedToEnd, Control
from inspector.runs.folder import RunFolder
from inspector.runs.progress import RunState
from inspector.runs.turn import turn, waiting
from tests.waiting import wait_until


@contextmanager
def held(runs: Path, name: str) -> Iterator[RunFolder]:
    folder = RunFolder(runs / name)
    folder.path.mkdir()
    with folder.held():
        yield folder


class Waiter:
    """A run in a thread: waits for its turn, works until it is told to end."""

    def __init__(self, folder: RunFolder, order: list[str]) -> None:
        self.folder, self.order = folder, order
        self.end, self.left = threading.Event(), ""
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self) -> None:
        try:
            with turn(self.folder, 0.01):
                self.order.append(self.folder.name)
                self.end.wait(60)
        except AskedToEnd as asked:
            self.left = asked.control.value


def is_queued(folder: RunFolder) -> bool:
    lines = folder.progress()
    return bool(lines) and lines[-1].state is RunState.QUEUED


def test_a_clock_that_was_set_back_puts_nobody_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    order: list[str] = []
    with held(tmp_path, "first") as first, held(tmp_path, "second") as second, held(tmp_path, "third") as third:
        waiters = [Waiter(first, order)]
        wait_until(lambda: order == ["first"], 20)
        waiters.append(Waiter(second, order))
        wait_until(lambda: is_queued(second), 20)
        monkeypatch.setattr(turn_module.time, "time_ns", lambda: 1_000_000_000)
        waiters.append(Waiter(third, order))
        wait_until(lambda: is_queued(third), 20)
        assert waiting(tmp_path) == ("first", "second", "third")
        for number, waiter in enumerate(waiters, 1):
            wait_until(lambda: len(order) == number, 20)  # noqa: B023  it is waited for within the round
            waiter.end.set()
        for waiter in waiters:
            waiter.thread.join(20)
    assert order == ["first", "second", "third"]


def test_runs_work_one_after_the_other_as_they_came(tmp_path: Path):
    order: list[str] = []
    with ExitStack() as stack:
        waiters = []
        for name in ("c", "a", "b"):
            waiters.append(Waiter(stack.enter_context(held(tmp_path, name)), order))
            wait_until(lambda: order == ["c"] and all(is_queued(w.folder) for w in waiters[1:]), 20)
        assert waiting(tmp_path) == ("c", "a", "b")
        for number, waiter in enumerate(waiters, 1):
            wait_until(lambda: len(order) == number, 20)  # noqa: B023  it is waited for within the round
            waiter.end.set()
            waiter.thread.join(20)
        assert order == ["c", "a", "b"]
        assert not waiters[0].folder.progress(), "who need not wait says nothing of it"
        assert waiting(tmp_path) == ()


@pytest.mark.parametrize("control", [Control.STOP, Control.CANCEL])
def test_one_leaves_the_queue_and_the_next_does_not_wait_for_it(tmp_path: Path, control: Control):
    order: list[str] = []
    with ExitStack() as stack:
        first, second, third = (Waiter(stack.enter_context(held(tmp_path, name)), order) for name in "abc")
        wait_until(lambda: is_queued(second.folder) or is_queued(third.folder), 20)
        others = [waiter for waiter in (first, second, third) if waiter.folder.name not in order]
        wait_until(lambda: all(is_queued(each.folder) for each in others), 20)
        others[0].folder.ask(control)
        others[0].thread.join(20)
        assert others[0].left == control.value
        for waiter in (first, second, third):
            waiter.end.set()
            waiter.thread.join(20)
        assert others[1].folder.name in order
        assert others[0].folder.name not in order


def test_what_a_killed_process_left_keeps_nobody_waiting_and_is_no_place_in_the_queue(tmp_path: Path):
    (tmp_path / ".queue").mkdir()
    (tmp_path / "dead").mkdir()
    old = tmp_path / ".queue" / f"{1:020}-dead"
    old.touch()
    (tmp_path / ".queue" / "no note").touch()
    with held(tmp_path, "alive") as alive, turn(alive, 0.01):
        assert waiting(tmp_path) == ("alive",)
    with RunFolder(tmp_path / "dead").held(), turn(RunFolder(tmp_path / "dead"), 0.01):
        assert not old.exists()


def test_what_fails_within_a_turn_ends_it(tmp_path: Path):
    with held(tmp_path, "a") as folder:
        with pytest.raises(ValueError, match="no steel"), turn(folder, 0.01):
            raise ValueError("no steel")
        with turn(folder, 0.01):
            pass
