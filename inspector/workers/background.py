"""Work that waits for disk, network or model, off the Qt thread; its answer comes back on the Qt thread.

    run(work, done=…, failed=…, key=…) ► queue ► one thread, in order ► done(result) | failed(message)

What belongs together has a ``key``: a newer call of one key outdates the older. The older one is not begun if it
still waits, and nobody hears its answer.
"""

from __future__ import annotations

import importlib
import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from inspector.core.messages import Code, InspectorError, Message, message

log = logging.getLogger("inspector.workers")

PAINT_S = 3.0

T = TypeVar("T")

_IMPORTING = threading.Lock()


def _import_apart() -> None:
    """What reads settings, by one thread at a time. Two that import pydantic at once, with PySide's own hook on imports
    between them, may find half of it: seen at a first start on a busy PC, which then opened no records."""
    with _IMPORTING:
        importlib.import_module("inspector.workspace.memory")


def ignore(_: object) -> None:
    """The answer of work whose effect is all that is wanted."""


@dataclass(frozen=True, slots=True, eq=False)
class _Call:
    """One call of ``run``. ``work`` gives the answer still to be handed over on the Qt thread."""

    work: Callable[[], Callable[[], object]]
    key: str
    generation: int  # of its key
    answers_begun: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Answer:
    call: _Call
    deliver: Callable[[], object] | None  # None: it was outdated before it began


class Background(QObject):
    """One thread that runs what it is given in order. Work that fails does not stop what follows.

    ``failed`` hears of failed work that names nobody itself. Call everything on the Qt thread.
    """

    _answered = Signal(object)  # _Answer

    def __init__(
        self, failed: Callable[[Message], object], *, name: str = "background", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._failed = failed
        self._calls: queue.Queue[_Call | None] = queue.Queue()
        self._generations: dict[str, int] = {}
        self._n_unanswered = 0
        self._has_ended = False
        self._after: threading.Event | None = None
        self._thread = threading.Thread(target=self._run, name=name)
        # Over a slot of this object, so that plain callables run on its thread.
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Some work has not been answered yet."""
        return self._n_unanswered > 0

    @property
    def is_started(self) -> bool:
        return self._thread.ident is not None

    def start(self, after: threading.Event | None = None) -> None:
        """``after``: the first paint of the window, which work leaves the processor to. Not for long: a window that is
        hidden is never painted.
        """
        self._after = after
        self._thread.start()

    def run(
        self,
        work: Callable[[], T],
        *,
        done: Callable[[T], object] = ignore,
        failed: Callable[[Message], object] | None = None,
        key: str = "",
        answers_begun: bool = False,
    ) -> None:
        """Run ``work`` after what was asked before, then ``done`` with its result or ``failed`` with the reason.

        An InspectorError fails with its message; any other exception is a bug: logged, and told as UNEXPECTED.
        ``answers_begun``: once begun, the answer is heard although a newer call of the key waits. For what follows
        a slider, which else would show nothing until the slider rests.
        """
        if self._has_ended:
            log.warning("work that came after the end was not begun")
            return
        self.outdate(key)
        tell = failed or self._failed
        self._n_unanswered += 1
        self._calls.put(_Call(lambda: _answer_of(work, done, tell), key, self._generation(key), answers_begun))

    def outdate(self, key: str) -> None:
        """What was asked under ``key`` is not wanted any more."""
        if key:
            self._generations[key] = self._generation(key) + 1

    def end(self) -> None:
        """Finish what waits, then end. Returns at once; see ``join``. Repeatable, also where it was never started."""
        if not self._has_ended:
            self._has_ended = True
            self._calls.put(None)

    def join(self, timeout_s: float) -> bool:
        if self._thread.is_alive():
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _generation(self, key: str) -> int:
        return self._generations.get(key, 0)

    def _is_outdated(self, call: _Call) -> bool:
        return call.generation != self._generation(call.key)

    def _deliver(self, answer: _Answer) -> None:
        self._n_unanswered -= 1
        is_heard = answer.call.answers_begun or not self._is_outdated(answer.call)
        if answer.deliver is not None and is_heard:
            answer.deliver()

    def _run(self) -> None:
        if self._after is not None:
            self._after.wait(PAINT_S)
        while (call := self._calls.get()) is not None:
            _import_apart()  # not before there is work: a window is painted sooner without
            deliver = None if self._is_outdated(call) else call.work()
            self._answered.emit(_Answer(call, deliver))


def _answer_of(
    work: Callable[[], T], done: Callable[[T], object], failed: Callable[[Message], object]
) -> Callable[[], object]:
    try:
        result = work()
    except InspectorError as error:
        log.warning("%s", error)
        reason = error.message
    except Exception as error:  # one failed piece of work must not end what follows it
        log.exception("background work failed")
        reason = message(Code.UNEXPECTED, detail=f"{type(error).__name__}: {error}")
    else:
        return lambda: done(result)
    return lambda: failed(reason)
