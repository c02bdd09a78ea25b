"""Processes of a training that work for it: they answer questions, and may crash, hang or be killed without ending it.

    with Child(serve_of, what, "tries steps") as child:
        child.ask(question)                     # serve_of(what) gave the function that answers it, in the child
        child.answer(limit_s)                   # or ChildLost: it died, or was silent too long

A child ends with its ``with`` block, and by itself where the training is killed: it watches its parent. It is started
anew rather than forked, since a fork of a program with threads may hang.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import pickle
import signal
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Any, TypeVar

from inspector.core.messages import InspectorError
from inspector.texts.messages import one_line

log = logging.getLogger("training")

What = TypeVar("What")

_LOOKS_S = 1.0  # between two looks whether a silent child lives
_END_LIMIT_S = 5.0  # for the system to end one that was killed


class ChildLost(Exception):  # noqa: N818  an event that its owner turns into words for a person
    """It ended, or was silent longer than it may. The text says which, to follow "its process"."""

    is_killed = False  # by the system, as it does where memory is short, or by somebody


class Child:
    """One process. Any one thread at a time asks; answers come in the order of the questions."""

    def __init__(self, serve_of: Callable[[What], Callable[[Any], Any]], what: What, name: str) -> None:
        """``serve_of`` is a function of a module, ``what`` can be pickled. Raises ChildLost where it died at once."""
        spawning = multiprocessing.get_context("spawn")
        self.connection, theirs = spawning.Pipe()
        self._process = spawning.Process(target=_serve, args=(theirs, serve_of), name=name, daemon=True)
        self._process.start()
        theirs.close()  # so that its end is noticed here
        try:
            # No argument of the process: of the pipe for those Python holds both ends, and would wait for a dead child.
            self.ask(what)
        except BaseException:  # of Ctrl+C too
            self.end()
            raise

    def __enter__(self) -> Child:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.end()

    def end(self) -> None:
        """At once, whatever it does; it has nothing that could be lost. One that the system holds, at a disk that does
        not answer for example, ends when it lets go."""
        self._process.kill()
        self._process.join(_END_LIMIT_S)
        if self._process.is_alive():
            log.warning("the process %d, which %s, was killed and has not ended", self.process_id, self._process.name)
        self.connection.close()

    @property
    def process_id(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    def ask(self, question: object) -> None:
        """Returns at once, with a large question once it is read. Raises ChildLost."""
        try:
            self.connection.send(question)
        except OSError as error:
            raise self._lost() from error

    def answer(
        self, limit_s: float, look: Callable[[], None] = lambda: None,
        clock_s: Callable[[], float] = lambda: time.monotonic(),
    ) -> Any:  # fmt: skip
        """Wait for it, for ``limit_s`` by this clock; ``look`` is called about every second meanwhile and may raise.
        Raises ChildLost, or what raised in the child."""
        ends_at_s = clock_s() + limit_s
        while not self.connection.poll(min(_LOOKS_S, max(0.0, ends_at_s - clock_s()))):
            began_s = clock_s()
            look()
            ends_at_s += clock_s() - began_s  # a pause that is waited out in there is none of the child's time
            if clock_s() >= ends_at_s:
                raise ChildLost(f"gave no answer within {limit_s:.0f} s")
        try:
            answered, raised = self.connection.recv()
        except (EOFError, OSError) as error:
            raise self._lost() from error
        if raised is not None:
            raise raised
        return answered

    def _lost(self) -> ChildLost:
        self._process.join(_END_LIMIT_S)
        code = self._process.exitcode
        if code is None or code >= 0:
            return ChildLost(f"ended with {code}")
        try:
            name = signal.Signals(-code).name
        except ValueError:
            name = str(-code)
        memory = ", perhaps for lack of memory" if name == "SIGKILL" else ""
        lost = ChildLost(f"was ended by {name}{memory}")
        lost.is_killed = bool(memory)
        return lost


def _serve(connection: Connection, serve_of: Callable[[Any], Callable[[Any], Any]]) -> None:
    """In the child, until its parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the training, which ends its children
    threading.Thread(target=_end_with_parent, name="watches the training", daemon=True).start()
    answer_to: Callable[[Any], Any] | Exception
    try:
        answer_to = serve_of(connection.recv())
    except Exception as error:  # noqa: BLE001  told to whoever asks
        answer_to = error
    while True:
        try:
            question = connection.recv()
        except (EOFError, OSError):
            return
        answered, raised = None, None
        try:
            if isinstance(answer_to, Exception):
                raise answer_to
            answered = answer_to(question)
        except Exception as error:  # noqa: BLE001  raised again where the question was asked
            raised = _that_travels(error)
        try:
            connection.send((answered, raised))
        except OSError:
            return


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)  # whatever hangs, a disk for example


def _that_travels(error: Exception) -> Exception:
    if isinstance(error, InspectorError):
        return RuntimeError(one_line(error.message))
    try:
        again = pickle.loads(pickle.dumps(error))
        return error if type(again) is type(error) and str(again) == str(error) else RuntimeError(str(error))
    except Exception:  # noqa: BLE001  its class may do anything
        return RuntimeError(str(error))
