"""Work that may never come back, such as reading from a share that is away, on threads that can be given up.

    readers.begin(work)  ->  Reading        readers.result(reading, stop)  ->  what ``work`` returned, or NoAnswer

Nothing can end a thread that hangs in the operating system. So nobody waits for it: after the time limit it is left to
itself and another takes its place, a bounded number of times. When all hang the source is stuck; it goes on by itself
once one of them comes back. They are daemons: the program ends while they hang. No Qt.
"""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")

ANSWER_S = 30.0  # without a sign of life
_CHECK_S = 0.05  # how often ``stop`` is looked at
_CLOSE_S = 1.0  # what is in hand usually ends within it


class NoAnswer(Exception):  # noqa: N818  it says what came: nothing
    """The time limit has passed without a sign of life; the work is left to itself."""


class Stopped(Exception):  # noqa: N818  somebody asked for it
    """``stop`` was set while the work was waited for."""


class Reading(Generic[Result]):
    """One piece of work. It is given this, to say that it lives."""

    def __init__(self, work: Callable[[Reading[Any]], Result]) -> None:
        self.work = work
        self.heard_s = math.inf  # time.monotonic() of the latest sign of life; inf while it waits for nobody
        self.value: Result | None = None
        self.error: BaseException | None = None
        self.is_done = False
        self.is_given_up = False
        self.is_stuck = False

    def answered(self) -> None:
        """Something came. Called by the work."""
        self.heard_s = time.monotonic()

    def has_all(self) -> None:
        """What is still to do waits for nobody: no time limit counts any more. Called by the work."""
        self.heard_s = math.inf


class Readers:
    """``begin`` and ``result`` on one thread, ``work`` on others. At most ``n_threads`` work; ``n_spare`` may hang
    besides."""

    def __init__(self, *, n_threads: int = 2, n_spare: int = 4, limit_s: float = ANSWER_S) -> None:
        if n_threads < 1 or n_spare < 0 or not limit_s > 0:
            raise ValueError(f"at least one thread and some time, got {n_threads}, {n_spare} and {limit_s} s")
        self.limit_s = limit_s
        self._n_threads = n_threads
        self._n_most = n_threads + n_spare
        self._changed = threading.Condition()
        self._waiting: deque[Reading[Any]] = deque()
        self._threads: list[threading.Thread] = []
        self._n_stuck = 0
        self._was_stuck = False
        self._is_closed = False

    def begin(self, work: Callable[[Reading[Any]], Result]) -> Reading[Result]:
        reading = Reading(work)
        with self._changed:
            self._waiting.append(reading)
            self._grow()
            self._changed.notify_all()
        return reading

    def result(
        self,
        reading: Reading[Result],
        stop: threading.Event,
        *,
        within_s: float = math.inf,
        on_stuck: Callable[[bool], None] = lambda is_stuck: None,
    ) -> Result:
        """Raises what the work raised; NoAnswer after the limit, or after ``within_s`` whatever happens; Stopped.

        ``on_stuck`` hears, once each, that all threads hang and that one is back.
        """
        ends_s = time.monotonic() + within_s
        while True:
            with self._changed:
                is_over = reading.is_done or stop.is_set() or self._gives_up(reading, ends_s)
                is_stuck = not reading.is_done and len(self._threads) == self._n_most == self._n_stuck
                if not is_over and is_stuck == self._was_stuck:
                    self._changed.wait(_CHECK_S)
            if not is_over and is_stuck != self._was_stuck:
                self._was_stuck = is_stuck
                on_stuck(is_stuck)
            if is_over:
                break
        if self._was_stuck and reading.is_done:
            self._was_stuck = False
            on_stuck(False)
        if not reading.is_done:
            self.drop(reading)
            raise NoAnswer if reading.is_given_up else Stopped
        if reading.error is not None:
            raise reading.error
        return reading.value  # type: ignore[return-value]  # None before it is done; a result may be None, too

    def drop(self, reading: Reading[Any]) -> None:
        """Do not begin it any more."""
        with self._changed:
            if reading in self._waiting:
                self._waiting.remove(reading)

    def close(self) -> None:
        """Begin nothing more; what is in hand has a moment to end. Repeatable."""
        with self._changed:
            self._is_closed = True
            self._waiting.clear()
            threads = [] if self._n_stuck else list(self._threads)
            self._changed.notify_all()
        ends_s = time.monotonic() + _CLOSE_S
        for thread in threads:
            thread.join(max(0.0, ends_s - time.monotonic()))

    # with the condition held

    def _gives_up(self, reading: Reading[Any], ends_s: float) -> bool:
        now_s = time.monotonic()
        hangs = now_s - reading.heard_s > self.limit_s
        if not (hangs or now_s > ends_s):
            return False
        reading.is_given_up = True
        if hangs:
            self._n_stuck += 1
            reading.is_stuck = True
            self._grow()
        return True

    def _grow(self) -> None:
        n_working = len(self._threads) - self._n_stuck
        if n_working < self._n_threads and len(self._threads) < self._n_most and not self._is_closed:
            thread = threading.Thread(target=self._run, name="reading", daemon=True)
            self._threads.append(thread)
            thread.start()

    # on a thread of its own

    def _run(self) -> None:
        while (reading := self._next()) is not None:
            try:
                reading.value = reading.work(reading)
            except BaseException as error:  # noqa: BLE001 - raised again where the result is wanted
                reading.error = error
            with self._changed:
                self._n_stuck -= reading.is_stuck
                reading.is_done = True
                self._changed.notify_all()
            del reading  # its value belongs to whoever wanted it

    def _next(self) -> Reading[Any] | None:
        with self._changed:
            while True:
                if self._is_closed or len(self._threads) - self._n_stuck > self._n_threads:
                    self._threads.remove(threading.current_thread())
                    return None
                if self._waiting:
                    reading = self._waiting.popleft()
                    reading.answered()
                    return reading
                self._changed.wait()


def answer(work: Callable[[Reading[Any]], Result], limit_s: float) -> Result:
    """What ``work`` returns, which is waited for. Raises what it raises, and NoAnswer after the limit."""
    readers = Readers(n_threads=1, n_spare=0, limit_s=limit_s)
    try:
        return readers.result(readers.begin(work), threading.Event())
    finally:
        readers.close()
