"""A training beside a line: behind it in the system's order, resting where it must, and with the same result."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
from training_samples import same_tensors, small_request

from inspector.runs.control import Control
from inspector.runs.folder import RunFolder
from inspector.runs.history import read_run
from inspector.runs.line_beat import LineHeart, LineVitals
from inspector.runs.progress import ProgressLine, RunState
from inspector.runs.request import RunRequest
from tests.waiting import wait_until
from training import giving_way, loop
from training.checkpoints import load_checkpoint
from training.distributed import Ranks
from training.giving_way import GivingWay
from training.learning import _Work
from training.priority import Rank
from training.run import Ear

REPOSITORY = Path(__file__).parents[3]
is_on_linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


class PlayedLine:
    """Beats beside the runs as a line does, as fast as the test likes; frames of 40 ms come all the time."""

    def __init__(self, runs: Path, *, is_live: bool = True) -> None:
        self.is_live, self.n_inspected = is_live, 0
        self._heart = LineHeart(runs, self._vitals, 0.02)

    def _vitals(self) -> LineVitals:
        self.n_inspected += 30
        return LineVitals(self.is_live, self.n_inspected, 0, (40.0,) * 30)

    def wait_for_a_beat(self) -> None:
        """The first is on the disk once a second one is asked for."""
        wait_until(lambda: self.n_inspected >= 60)

    def __enter__(self) -> PlayedLine:
        self._heart.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._heart.stop()


class NoPriority:
    """For trainings in this process, which is to stay as it is: a plain user's could not come back."""

    taken: list[Rank]

    def __init__(self) -> None:
        NoPriority.taken = []
        self.rank = Rank.USUAL

    def take(self, rank: Rank) -> None:
        self.rank = rank
        if NoPriority.taken[-1:] != [rank]:
            NoPriority.taken.append(rank)


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(giving_way, "Priority", NoPriority)
    monkeypatch.setattr(giving_way, "RESTED_S", 0.1)
    monkeypatch.setattr(loop, "_export", lambda *_: {})


def new_run(folder: Path, request: RunRequest) -> RunFolder:
    folder.mkdir(parents=True)
    (folder / "request.json").write_text(request.to_json())
    return RunFolder(folder)


# --- the order of the system

PROGRAM = """
import os, subprocess, sys, threading
from training.priority import Priority, Rank

def of(pid):
    threads = [int(name) for name in os.listdir(f"/proc/{pid}/task")]
    return sorted({(os.sched_getscheduler(each), os.getpriority(os.PRIO_PROCESS, each)) for each in threads})

if user := int(sys.argv[1]):
    os.setuid(user)
threading.Thread(target=threading.Event().wait, daemon=True).start()
priority, child = Priority(), subprocess.Popen(["sleep", "1000"])
for rank in (Rank.BEHIND, Rank.LAST, Rank.USUAL):
    priority.take(rank)
    print(rank.name, of(os.getpid()), of(child.pid), priority.rank.name)
child.kill()
"""


def told_by(program: str, user: int) -> list[str]:
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    ran = subprocess.run(
        [sys.executable, "-c", program, str(user)], env=environment, capture_output=True, text=True, check=False,
        cwd=REPOSITORY, timeout=250,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()


@is_on_linux
def test_all_threads_and_children_go_behind_and_come_back_where_the_system_lets_them():
    usual = os.getpriority(os.PRIO_PROCESS, 0)
    behind, last = (0, max(usual, 10)), (os.SCHED_IDLE, max(usual, 19))
    lines = told_by(PROGRAM, 0)
    assert lines[:2] == [
        f"BEHIND [{behind}] [{behind}] BEHIND",
        f"LAST [{last}] [{last}] LAST",
    ]
    if os.geteuid() == 0:
        assert lines[2:] == [f"USUAL [(0, {usual})] [(0, {usual})] USUAL"]


@is_on_linux
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can be somebody else")
def test_a_plain_users_process_stays_behind_and_goes_on():
    last = (os.SCHED_IDLE, 19)
    assert told_by(PROGRAM, 65534)[1:] == [f"{asked} [{last}] [{last}] LAST" for asked in ("LAST", "USUAL")]


@is_on_linux
def test_a_real_training_goes_behind_a_line_and_comes_back(tmp_path: Path, version: Path):
    """Behind one that is not live: behind a live one, a PC that has much to do lets it do nothing at all."""
    request = small_request(version, n_steps=1_000_000, checkpoint_every_s=1000.0, validate_every=1_000_000)
    folder = new_run(tmp_path / "runs" / "run", request)
    usual = os.getpriority(os.PRIO_PROCESS, 0)
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, "-P", "-m", "training", str(folder.request_file)]
    with subprocess.Popen(command, env=environment, cwd=REPOSITORY, stderr=subprocess.PIPE) as process:
        try:

            def nice_of_all() -> set[int]:
                return {os.getpriority(os.PRIO_PROCESS, thread.id) for thread in psutil.Process(process.pid).threads()}

            def works() -> list[float | None]:
                return [line.works for line in folder.progress() if line.loss is not None]

            wait_until(lambda: len(works()) > 0, 250)
            assert works() == [None] * len(works())
            assert nice_of_all() == {usual}
            with PlayedLine(tmp_path / "runs", is_live=False):
                wait_until(lambda: nice_of_all() == {max(usual, 10)}, 250)
                wait_until(lambda: works()[-1] is not None, 250)
                assert read_run(folder).works is not None
            if os.geteuid() == 0:
                wait_until(lambda: nice_of_all() == {usual}, 250)
            wait_until(lambda: works()[-1] is None, 250)
            assert read_run(folder).works is None
        finally:
            process.kill()


# --- in this process


@pytest.mark.usefixtures("in_this_process")
def test_what_is_learned_beside_a_line_is_the_same_bit_for_bit(tmp_path: Path, version: Path):
    request = small_request(version, n_steps=8)
    alone = new_run(tmp_path / "alone" / "run", request)
    assert loop.train(request, alone) == "done"
    beside = new_run(tmp_path / "beside" / "run", request)
    with PlayedLine(tmp_path / "beside") as line:
        wait_until(lambda: line.n_inspected > 60)
        with GivingWay(tmp_path / "beside", 0.02) as way:
            assert way.is_behind
            assert loop.train(request, beside, way=way) == "done"
            assert way.rested_s > 0, "it has listened to the line"
    assert NoPriority.taken == [Rank.LAST]
    ours, theirs = (load_checkpoint(folder.last_checkpoint) for folder in (beside, alone))
    assert same_tensors(ours["averaged"], theirs["averaged"]) == []
    assert [line.validation for line in beside.progress()] == [line.validation for line in alone.progress()]


@pytest.mark.usefixtures("in_this_process")
def test_a_rest_ends_with_the_line(tmp_path: Path, way_of: Callable[[], GivingWay]):
    with PlayedLine(tmp_path) as line:
        line.wait_for_a_beat()
        way = way_of()
        giving_way.RESTED_S = 1e9  # it never counts as rested: the governor listens for ever
        resting = threading.Thread(target=way.gap)
        resting.start()
        resting.join(0.5)
        assert resting.is_alive()
    resting.join(60)
    assert not resting.is_alive()
    wait_until(lambda: not way.is_behind)
    assert NoPriority.taken == [Rank.LAST, Rank.USUAL]


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize("asked", [Control.PAUSE, Control.STOP, Control.KEEP, Control.CANCEL])
def test_whatever_is_asked_is_heard_while_it_rests(
    tmp_path: Path, way_of: Callable[[], GivingWay], version: Path, asked: Control
):
    folder = new_run(tmp_path / "run", small_request(version))
    with PlayedLine(tmp_path) as line:
        line.wait_for_a_beat()
        way = way_of()
        giving_way.RESTED_S = 1e9
        resting = threading.Thread(target=lambda: way.gap(lambda: folder.asked() is not Control.GO))
        resting.start()
        resting.join(0.3)
        assert resting.is_alive()
        folder.ask(asked)
        resting.join(60)
        assert not resting.is_alive()


@pytest.mark.usefixtures("in_this_process")
def test_a_word_that_was_heard_keeps_nobody_from_resting(
    tmp_path: Path, way_of: Callable[[], GivingWay], version: Path
):
    """After KEEP a run validates, scores and exports, for as long as it takes, and the line still comes first."""
    folder = new_run(tmp_path / "run", small_request(version))
    with PlayedLine(tmp_path) as line:
        line.wait_for_a_beat()
        way = way_of()
        giving_way.RESTED_S = 1e9  # it never counts as rested: the governor listens for ever
        ear = Ear(folder, way)
        folder.ask(Control.KEEP)
        assert ear.heard() is Control.KEEP
        resting = threading.Thread(target=ear.give_way)
        resting.start()
        resting.join(0.3)
        assert resting.is_alive()
        folder.ask(Control.CANCEL)  # another word is heard, also now
        resting.join(60)
        assert not resting.is_alive()


@pytest.mark.parametrize("rank", [0, 1])
def test_of_several_processes_the_first_rests_and_the_others_wait_for_it(tmp_path: Path, rank: int):
    """If each rested by its own share, what it waits for another would count as work, and the rests would grow."""
    rests: list[int] = []

    class OfRank(Ranks):
        def told(self, number: int) -> int:
            return number

    learner = SimpleNamespace(ranks=OfRank(rank, 2, 2, rank), step=1, n_steps=9)
    ear = SimpleNamespace(give_way=lambda: rests.append(rank))
    work = _Work.__new__(_Work)
    work._run = SimpleNamespace(  # type: ignore[assignment]  # noqa: SLF001  what two processes would make
        ear=ear, folder=RunFolder(tmp_path), request=SimpleNamespace(checkpoint_every_s=1e9)
    )
    work._learner, work._saved_s = learner, time.monotonic()  # type: ignore[assignment]  # noqa: SLF001  as above
    work._between_steps()  # noqa: SLF001  as above
    assert rests == ([0] if rank == 0 else [])


@pytest.fixture
def way_of(tmp_path: Path, in_this_process: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], GivingWay]]:
    monkeypatch.setattr(giving_way, "RESTED_S", giving_way.RESTED_S)  # put back, whatever a test sets
    made: list[GivingWay] = []

    def make() -> GivingWay:
        made.append(GivingWay(tmp_path, 0.02).__enter__())
        return made[-1]

    yield make
    for way in made:
        way.__exit__(None, None, None)


@pytest.mark.usefixtures("in_this_process")
def test_behind_a_line_that_is_not_live_it_works_all_the_time(tmp_path: Path, way_of: Callable[[], GivingWay]):
    with PlayedLine(tmp_path, is_live=False) as line:
        line.wait_for_a_beat()
        way = way_of()
        assert way.is_behind
        way.gap(lambda: pytest.fail("nobody rests"))
        assert NoPriority.taken == [Rank.BEHIND]


@pytest.mark.usefixtures("in_this_process")
def test_who_gets_no_core_is_given_more_time_before_it_counts_as_hung(tmp_path: Path, way_of: Callable[[], GivingWay]):
    with PlayedLine(tmp_path) as line:
        line.wait_for_a_beat()
        way = way_of()
        began_s, shown_s = time.monotonic(), way.clock_s()
        time.sleep(0.1)  # what is measured, by both clocks
        assert 0 < way.clock_s() - shown_s <= (time.monotonic() - began_s) / giving_way.SLOWER
    wait_until(lambda: not way.is_behind)
    shown_s, began_s = way.clock_s(), time.monotonic()
    time.sleep(0.1)  # as above
    took_s = time.monotonic() - began_s
    assert way.clock_s() - shown_s >= took_s - 1e-6


@pytest.mark.usefixtures("in_this_process")
def test_a_fault_of_what_helps_others_ends_no_training(
    tmp_path: Path, way_of: Callable[[], GivingWay], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    with PlayedLine(tmp_path) as line:
        line.wait_for_a_beat()
        way = way_of()
        giving_way.RESTED_S = 1e9
        resting = threading.Thread(target=way.gap)
        resting.start()

        def broken(rank: Rank) -> None:
            raise RuntimeError("a fault of ours")

        monkeypatch.setattr(way._priority, "take", broken)  # noqa: SLF001  no other way to a fault
        resting.join(60)
        assert not resting.is_alive()
    assert "gives way to no line any more" in caplog.text


def test_status_tells_of_it_while_the_run_lives(tmp_path: Path, version: Path):
    folder = new_run(tmp_path / "run", replace(small_request(version), run="run"))
    for works in (None, 0.75):
        folder.report(ProgressLine(RunState.TRAINING, step=20, waiting=0.0, works=works))
    assert read_run(folder).works is None, "its process is gone"
    with folder.held():
        assert read_run(folder).works == 0.75
        folder.report(ProgressLine(RunState.TRAINING, step=40, waiting=0.0))
        assert read_run(folder).works is None
