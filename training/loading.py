"""Batches while the network works: built ahead by a thread, or by processes where data are read from disk or building
takes longer than learning.

A batch follows from (seed, step) alone, so who builds it does not matter, nor how many: they come in the order of the
steps, the same bit for bit. Processes that die or hang end the run in words; none outlives it.
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
FIRST_LIMIT_S = 900.0  # until a process has opened the data and built its first batch
LIMIT_S = 300.0  # for any other, or so many times what the slowest took so far:
HANGS = 20.0

Make = Callable[[int], Batch]


@dataclass(frozen=True, slots=True, eq=False)
class Workers:
    """Processes that build batches. ``open`` gives, in the process, what builds one from ``task``."""

    open: Callable[[Any], Make]  # a function of a module
    task: Callable[[], object]  # can be pickled; asked for once, when the first process is wanted
    n_first: int  # 0: a thread of this process builds until somebody finds it too slow
    n_most: int


class _Worker:
    """One process and the steps that it was asked for."""

    def __init__(self, child: Child) -> None:
        self.child = child
        self.asked: deque[tuple[int, float]] = deque()  # step, and since when it could be working on it
        self.slowest_s = 0.0  # of its answers but the first, which opens the data
        self.has_answered = False

    def ask(self, step: int) -> None:
        self.asked.append((step, time.monotonic()))
        self.child.ask(step)

    @property
    def limit_s(self) -> float:
        return max(LIMIT_S, HANGS * self.slowest_s) if self.has_answered else FIRST_LIMIT_S

    def waited_s(self) -> float:
        return time.monotonic() - self.asked[0][1] if self.asked else 0.0

    def answer(self) -> Batch:
        took_s = self.waited_s()
        batch: Batch = self.child.answer(self.limit_s)
        self.asked.popleft()
        if self.has_answered:
            self.slowest_s = max(self.slowest_s, took_s)
        self.has_answered = True
        if self.asked:
            self.asked[0] = (self.asked[0][0], time.monotonic())
        return batch


class BatchLoader:
    """Batches of ``steps`` in their order. Use as a context manager: its thread and its processes end with the block.

    ``finish`` is applied to each, in the thread. Iterating raises what building raised, or ValueError where a process
    died or hung.
    """

    def __init__(
        self, make: Make | None, steps: range, workers: Workers | None = None,
        finish: Callable[[Batch], Any] = lambda batch: batch,
    ) -> None:  # fmt: skip
        """``make``: None where only processes may build."""
        self._make, self._steps, self._finish, self._how = make, steps, finish, workers
        self._n_wanted = workers.n_first if workers is not None else 0
        self._workers: list[_Worker] = []
        self._ready: queue.Queue[Any] = queue.Queue(maxsize=N_AHEAD)
        self._is_closed = threading.Event()
        self._thread = threading.Thread(target=self._deliver, name="batches")

    @property
    def n_workers(self) -> int:
        return self._n_wanted

    def grow(self) -> bool:
        """One process more from now on; False where there are as many as may be. True too, without one more, while the
        latest has not built a batch yet."""
        if self._how is None or self._n_wanted >= self._how.n_most:
            return False
        if len(self._workers) == self._n_wanted and all(worker.has_answered for worker in self._workers):
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
            next_to_ask = self._steps.start
            for step in self._steps:
                while step not in early and not self._is_closed.is_set():
                    if not self._n_wanted:
                        assert self._make is not None
                        early[step] = self._make(step)
                        next_to_ask = step + 1
                        continue
                    next_to_ask = self._ask(step, next_to_ask)
                    self._gather(early)
                if self._is_closed.is_set():
                    return
                self._ready.put(self._finish(early.pop(step)))
            self._ready.put(None)
        except Exception as error:  # noqa: BLE001  handed to the loop, which raises it
            self._ready.put(error)
        finally:
            for worker in self._workers:
                worker.child.end()

    def _ask(self, step: int, next_to_ask: int) -> int:
        """Keep all processes busy; returns the first step that nobody was asked for."""
        assert self._how is not None
        while len(self._workers) < self._n_wanted:
            number = len(self._workers) + 1
            self._workers.append(_Worker(Child(self._how.open, self._how.task(), f"builds batches {number}")))
        ends = min(self._steps.stop, step + N_AHEAD * len(self._workers))
        while next_to_ask < ends:
            worker = min(self._workers, key=lambda one: len(one.asked))
            if len(worker.asked) == N_AHEAD:
                break
            try:
                worker.ask(next_to_ask)
            except ChildLost as lost:
                raise _lost(str(lost), worker.asked[0][0]) from lost
            next_to_ask += 1
        return next_to_ask

    def _gather(self, early: dict[int, Batch]) -> None:
        by_connection = {worker.child.connection: worker for worker in self._workers if worker.asked}
        for connection in wait(list(by_connection), timeout=0.2):
            worker = by_connection[connection]  # type: ignore[index]
            step = worker.asked[0][0]
            try:
                early[step] = worker.answer()
            except ChildLost as lost:
                raise _lost(str(lost), step) from lost
        for worker in self._workers:
            if worker.waited_s() > worker.limit_s:
                raise _lost(f"gave no answer within {worker.limit_s:.0f} s", worker.asked[0][0])


def _lost(how: str, step: int) -> ValueError:
    return ValueError(
        f"the process that builds batches {how}, at step {step}. What was learned up to the last checkpoint is kept: "
        "started again, the run goes on from there. Look whether the disk with the data answers and memory is free"
    )
