"""Starts the program, and again after an end that nobody wished: so often within so many minutes, then no more.

start ► it ends ┬ it said that it was closed, or was used wrongly ► end with its code
                └ else ► recorded ► started again at once; the second time after 1 s, then 2, 4, … s
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from inspector.upkeep.ends import WATCHED
from inspector.upkeep.heart import HANG_AFTER

log = logging.getLogger("inspector.watch")

USED_WRONGLY = 2  # exit code: another start would end in the same way
LONGEST_WAIT_S = 30.0


@dataclass(frozen=True, slots=True)
class Restarts:
    """``times`` within ``minutes``; one more end is the last."""

    times: int = 5
    minutes: int = 10
    hang_s: float | None = None  # None: the program's own


@dataclass(frozen=True, slots=True)
class Died:
    """One end that nobody wished."""

    code: int  # below 0: a signal
    n: int  # within the minutes, from 1

    @property
    def how(self) -> str:
        if self.code >= 0:
            return f"exit code {self.code}"
        try:
            return signal.Signals(-self.code).name
        except ValueError:
            return f"signal {-self.code}"


@dataclass(frozen=True, slots=True)
class Watched:
    code: int
    gave_up_after: int = 0  # ends within the minutes; 0: it was closed


def words_again(workspace: Path) -> tuple[str, ...]:
    """That start a window as this one was started, with its watchdog where it has one; after “inspector”."""
    window = ("window", "--workspace", str(workspace.absolute()))
    return ("watch", "--", *window) if os.environ.get(WATCHED) else window


class Watchdog:
    """``died`` hears of each end that nobody wished, before the program is started again."""

    def __init__(
        self, command: Sequence[str], restarts: Restarts = Restarts(), *, died: Callable[[Died], object],
        environment: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        self._command = list(command)
        self._restarts = restarts
        self._died = died
        self._environment = dict(os.environ if environment is None else environment)
        self._child: subprocess.Popen[bytes] | None = None
        self._is_stopped = threading.Event()

    def run(self) -> Watched:
        """Until it is closed, or ends too often. Raises OSError where it cannot be started at all."""
        ends: deque[float] = deque()
        with tempfile.TemporaryDirectory(prefix="inspector-watch-") as folder, self._stopping():
            said = Path(folder) / "closed"
            environment = self._environment | {WATCHED: str(said)}
            if self._restarts.hang_s is not None:
                environment[HANG_AFTER] = str(self._restarts.hang_s)
            while True:
                said.unlink(missing_ok=True)
                self._child = subprocess.Popen(self._command, env=environment)
                code = self._child.wait()
                if said.exists() or code == USED_WRONGLY or self._is_stopped.is_set():
                    return Watched(code)
                now = time.monotonic()
                ends.append(now)
                while ends[0] < now - 60 * self._restarts.minutes:
                    ends.popleft()
                died = Died(code, len(ends))
                log.error("the program ended unexpectedly with %s, %d times by now", died.how, died.n)
                self._died(died)
                if died.n > self._restarts.times:
                    return Watched(code or 1, died.n)
                wait_s = min(2.0 ** (died.n - 2), LONGEST_WAIT_S) if died.n > 1 else 0.0
                if self._is_stopped.wait(wait_s):
                    return Watched(code)

    def stop(self) -> None:
        """Ask the program to close, as the system would; it is not started again."""
        self._is_stopped.set()
        if self._child is not None and self._child.poll() is None:
            self._child.terminate()  # SIGTERM, on which the window closes in good order

    @contextmanager
    def _stopping(self) -> Iterator[None]:
        """SIGTERM and Ctrl-C are passed on, on the main thread of a program of its own."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {one: signal.signal(one, lambda *_: self.stop()) for one in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)
