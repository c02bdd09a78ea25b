"""Batches while the network works: built ahead by a thread, or by processes where data are read from disk or building
takes longer than learning.

A batch follows from (seed, step) alone, so who builds it does not matter, nor how many: they come in the order of the
steps, the same bit for bit. A process that dies or hangs is done without where the thread can build what it owes, else
it ends the run in words; none outlives it.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import Any

from training.batches import Batch
from training.children import Child, ChildLost

log = logging.getLogger("training")

N_AHEAD = 2  # batches of a thread that are built before they are asked for; a process has as many in hand
OPEN_LIMIT_S = 900.0  # until a process has opened the data
LIMIT_S = 300.0  # for a batch, or so many times what the slowest took so far:
HANGS = 20.0

Make = Callable[[int], Batch]


@dataclass(frozen=True, slots=True, eq=False)
class Workers:
    """Processes that build batches. ``open`` gives, in the process, what builds one from ``task``."""

    open: Callable[[Any], Make]  # a function of a module
    task: Callable[[], object]  # can be pickled; asked for when a process is wanted
    n_first: int  # 0: a thread of this process builds until somebody finds it too slow
    n_most: int


class _Lost(Exception):  # noqa: N818  an event: what it means is for the loader to say
    """A process died or hung; the text says how and where."""


def _serving(how: tuple[Callable[[Any], Make], object]) -> Callable[[int | None], tuple[Batch, float] | None]:
    """In a process: a batch for a step and the seconds it took, nothing for None, which asks whether it is open."""
    open_, task = how
    make = open_(task)

    def answer(step: int | None) -> tuple[Batch, float] | None:
        if step is None:
            return None
        began_s = time.monotonic()
        return make(step), time.monotonic() - began_s

    return answer


class _Worker:
    """One process and the steps that it was asked for."""

    def __init__(self, workers: Workers, number: int, clock_s: Callable[[], float]) -> None:
        """Raises _Lost."""
        self._clock_s = clock_s
        self.asked: deque[tuple[int | None, float]] = deque()  # step, and since when it could be working on it
        self.is_open = self.is_lost = False
        self._slowest_s = 0.0  # of its batches
        try:
            self.child = Child(_serving, (workers.open, workers.task()), f"builds batches {number}")
        except ChildLost as lost:
            raise self._lost(lost) from lost
        self.ask(None)

    def ask(self, step: int | None) -> None:
        """Raises _Lost."""
        self.asked.append((step, self._clock_s()))
        try:
            self.child.ask(step)
        except ChildLost as lost:
            raise self._lost(lost) from lost

    def check(self) -> None:
        """Raises _Lost where it has been silent for too long."""
        if self.asked and self._clock_s() - self.asked[0][1] > self._limit_s:
            raise self._lost(f"gave no answer within {self._limit_s:.0f} s")

    def answer(self) -> Batch | None:
        """None once it is open. Raises _Lost."""
        try:
            built: tuple[Batch, float] | None = self.child.answer(self._limit_s)
        except ChildLost as lost:
            raise self._lost(lost) from lost
        self.asked.popleft()
        self.is_open = True
        if self.asked:
            self.asked[0] = self.asked[0][0], self._clock_s()
        if built is None:
            return None
        batch, took_s = built
        self._slowest_s = max(self._slowest_s, took_s)  # not until it was read, which a validation may have put off
        return batch

    @property
    def _limit_s(self) -> float:
        return max(LIMIT_S, HANGS * self._slowest_s) if self.is_open else OPEN_LIMIT_S

    def _lost(self, how: object) -> _Lost:
        self.is_lost = True
        step = self.asked[0][0] if self.asked else None
        where = "before its first batch" if step is None else f"at step {step}"
        return _Lost(f"the process that builds batches {how}, {where}")


class BatchLoader:
    """Batches of ``steps``, of every so many perhaps, in their order. Use as a context manager: its thread and its
    processes end with the block.

    ``finish`` is applied to each, in the thread; ``told`` gets there what a person should know. Iterating raises what
    building raised, or ValueError where a process died or hung that the thread cannot stand in for.
    """

    def __init__(
        self, make: Make | None, steps: range, workers: Workers | None = None,
        finish: Callable[[Batch], Any] = lambda batch: batch, told: Callable[[str], None] = log.warning,
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        """``make``: None where only processes may build. ``clock_s`` tells how long one is silent."""
        self._clock_s = clock_s
        self._make, self._steps, self._finish, self._told, self._how = make, steps, finish, told, workers
        self._n_wanted = workers.n_first if workers is not None else 0
        self._n_most = workers.n_most if workers is not None else 0  # fewer once one was lost
        self._workers: list[_Worker] = []
        self._next_to_ask = steps.start
        self._ready: queue.Queue[Any] = queue.Queue(maxsize=N_AHEAD)
        self._is_closed = threading.Event()
        self._thread = threading.Thread(target=self._deliver, name="batches")

    @property
    def n_workers(self) -> int:
        return min(self._n_wanted, self._n_most)

    def grow(self) -> bool:
        """One process more from now on; False where there are as many as may be. True too, without one more, while the
        latest is not open yet."""
        if self._n_wanted >= self._n_most:
            return False
        if len(self._workers) == self._n_wanted and all(worker.is_open for worker in self._workers):
            self._n_wanted += 1
        return True

    def __enter__(self) -> BatchLoader:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_closed.set()
        while self._thread.is_alive():
            try:
                self._ready.get(timeout=0.05)
            except queue.Empty:
                continue
        self._thread.join()

    def __iter__(self) -> Iterator[Any]:
        while (item := self._ready.get()) is not None:
            if isinstance(item, Exception):
                raise item
            yield item

    def _deliver(self) -> None:
        try:
            early: dict[int, Batch] = {}
            for step in self._steps:
                while step not in early and not self._is_closed.is_set():
                    try:
                        self._build(step, early)
                    except _Lost as lost:
                        self._stand_in(lost, early)
                if self._is_closed.is_set():
                    return
                self._ready.put(self._finish(early.pop(step)))
            self._ready.put(None)
        except Exception as error:  # noqa: BLE001  handed to the loop, which raises it
            self._ready.put(error)
        finally:
            for worker in self._workers:
                worker.child.end()

    def _build(self, step: int, early: dict[int, Batch]) -> None:
        """Add what there is to ``early``, by step; this step is the first that is missing."""
        while len(self._workers) < self.n_workers:
            assert self._how is not None
            self._workers.append(_Worker(self._how, len(self._workers) + 1, self._clock_s))
        open_ = [worker for worker in self._workers if worker.is_open]
        if self._make is not None and not open_:
            early[step] = self._make(step)
            self._next_to_ask = step + self._steps.step
            self._gather(early, 0.0)
            return
        ends = min(self._steps.stop, step + N_AHEAD * len(open_) * self._steps.step)
        while self._next_to_ask < ends:
            worker = min(open_, key=lambda one: len(one.asked))
            if len(worker.asked) == N_AHEAD:
                break
            worker.ask(self._next_to_ask)
            self._next_to_ask += self._steps.step
        self._gather(early, 0.2)

    def _stand_in(self, lost: _Lost, early: dict[int, Batch]) -> None:
        """For a process that is lost, from here on. Raises ValueError where only processes may build."""
        if self._make is None:
            raise ValueError(
                f"{lost}. What was learned up to the last checkpoint is kept: started again, the run goes on from "
                "there. Look whether the disk with the data answers and memory is free"
            ) from lost
        for worker in [one for one in self._workers if one.is_lost]:
            self._workers.remove(worker)
            worker.child.end()
            for step in [step for step, _ in worker.asked if step is not None]:
                early[step] = self._make(step)
        self._n_most = len(self._workers)
        self._told(f"goes on without one of the processes that build its batches, perhaps more slowly: {lost}")

    def _gather(self, early: dict[int, Batch], timeout_s: float) -> None:
        by_connection: dict[object, _Worker] = {one.child.connection: one for one in self._workers if one.asked}
        for connection in wait([one.child.connection for one in by_connection.values()], timeout_s):
            batch = by_connection[connection].answer()
            if batch is not None:
                early[batch.step] = batch
        for worker in self._workers:
            worker.check()
