"""Plain stand-ins for what presenters are introduced to: signals, and background work that runs when a test says so."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from inspector.core.messages import Code, InspectorError, Message, message
from inspector.jobs.job import Cancelled, JobState, JobStatus


class Signal:
    """Like Qt's, without Qt: calls what is connected, at once."""

    def __init__(self) -> None:
        self._connected: list[Callable[..., object]] = []

    def connect(self, slot: Callable[..., object]) -> None:
        self._connected.append(slot)

    def emit(self, *values: object) -> None:
        for slot in self._connected:
            slot(*values)


class HandBackground:
    """``Background`` without a thread: work waits until ``finish`` runs it, and its answer comes at once."""

    def __init__(self) -> None:
        self.failures: list[Message] = []
        self._waiting: list[tuple[str, Callable[[], object], Callable[[Any], object], Callable[[Message], object]]] = []
        self.is_started = self.has_ended = False

    @property
    def is_busy(self) -> bool:
        return bool(self._waiting)

    def start(self, after: threading.Event | None = None) -> None:
        self.is_started = True

    def run(
        self,
        work: Callable[[], Any],
        *,
        done: Callable[[Any], object] = lambda _: None,
        failed: Callable[[Message], object] | None = None,
        key: str = "",
        answers_begun: bool = False,
    ) -> None:
        self.outdate(key)
        self._waiting.append((key, work, done, failed or self.failures.append))

    def outdate(self, key: str) -> None:
        self._waiting = [one for one in self._waiting if not key or one[0] != key]

    def finish_one(self) -> None:
        """Run the work that waits longest."""
        _, work, done, failed = self._waiting.pop(0)
        try:
            result = work()
        except InspectorError as error:
            failed(error.message)
        except Exception as error:  # noqa: BLE001  as Background does
            failed(message(Code.UNEXPECTED, detail=f"{type(error).__name__}: {error}"))
        else:
            done(result)

    def finish(self) -> None:
        """Run all that waits, and what that asks for."""
        while self._waiting:
            self.finish_one()

    def end(self) -> None:
        self.finish()
        self.has_ended = True

    def join(self, timeout_s: float) -> bool:
        return True


class HandJobs:
    """``JobWorker`` without a thread: a job is in hand until ``finish`` runs it."""

    def __init__(self) -> None:
        self.status_changed = Signal()
        self.in_hand: tuple[str, Callable[[Any], Any], Callable[[Any], object], bool] | None = None
        self.is_cancelled = False

    @property
    def is_busy(self) -> bool:
        return self.in_hand is not None

    @property
    def can_start(self) -> bool:
        return self.in_hand is None or self.in_hand[3]

    def start(
        self,
        name: str,
        work: Callable[[Any], Any],
        *,
        done: Callable[[Any], object] = lambda _: None,
        gives_way: bool = False,
    ) -> None:
        assert self.can_start
        before, self.in_hand, self.is_cancelled = self.in_hand, (name, work, done, gives_way), False
        if before is not None:
            self.status_changed.emit(JobStatus(before[0], JobState.CANCELLED))

    def report(self, done: int, total: int | None = None) -> None:
        """The work's side of a job."""
        if self.is_cancelled:
            raise Cancelled
        assert self.in_hand is not None
        self.status_changed.emit(JobStatus(self.in_hand[0], JobState.RUNNING, done, total))

    def finish(self) -> None:
        """Run the job in hand to its end; what it leads to waits."""
        assert self.in_hand is not None
        name, work, done, _ = self.in_hand
        try:
            result = work(self)
        except Cancelled:
            self._end(JobStatus(name, JobState.CANCELLED))
        except InspectorError as error:
            self._end(JobStatus(name, JobState.FAILED, reason=error.message))
        else:
            done(result)
            self._end(JobStatus(name, JobState.DONE))

    def _end(self, status: JobStatus) -> None:
        self.in_hand = None
        self.status_changed.emit(status)

    def cancel(self) -> None:
        self.is_cancelled = True

    def end(self, timeout_s: float) -> bool:
        self.in_hand = None
        return True


class NotingPage:
    """A page that notes what it is told, newest last. Signals are those its class lists."""

    SIGNALS: tuple[str, ...] = ()
    METHODS = ("show_", "ask_", "change_", "add_", "remove_", "upsert_", "clear_", "drop_", "select_", "put_")

    def __init__(self) -> None:
        self.told: list[tuple[str, Any]] = []
        for name in self.SIGNALS:
            setattr(self, name, Signal())

    def __getattr__(self, name: str) -> Any:
        if not name.startswith(self.METHODS):
            raise AttributeError(name)
        return lambda *values, **_options: self.told.append((name, values[0] if len(values) == 1 else values))

    def all(self, name: str) -> list[Any]:
        return [value for told, value in self.told if told == name]

    def last(self, name: str) -> Any:
        return self.all(name)[-1]
