"""What the Qt thread may not do: wait for disk, database, network, another program or a model; or compute long.

    def test_the_page_never_waits(qtbot, page, qt_thread_guard, event_cpu_guard):
        with qt_thread_guard.armed(), event_cpu_guard.measuring():
            qtbot.waitUntil(lambda: page.n_painted > 100)
        assert event_cpu_guard.max_ms < 30      # the other guard fails by itself, with the stack of each call

Seen: files and folders opened, listed, made, moved and removed; SQLite opened; sockets; programs started (Python's
audit events); ONNX Runtime sessions made and run; OpenCV reading and writing pictures and videos. Not seen: reads
on files that are open already, SQL on an open connection (sqlite3 refuses another thread's), and what Qt or other
C++ code opens by itself. Reading a module that is imported late is not counted: it happens once, and depends on
which test ran before.
"""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

FORBIDDEN_EVENTS = frozenset(
    {
        "open", "os.listdir", "os.scandir", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink",
        "os.truncate", "os.posix_spawn", "os.fork", "os.exec", "os.system", "glob.glob", "sqlite3.connect",
        "subprocess.Popen", "urllib.Request",
    }
)  # fmt: skip
FORBIDDEN_FAMILIES = ("socket.", "shutil.", "tempfile.")
# Late imports, and traceback or warnings looking up a source line.
READS_CODE = ("<frozen importlib", "<frozen zipimport", "linecache.py", "tokenize.py")


@dataclass(frozen=True)
class Offence:
    what: str
    stack: str


class QtThreadGuard:
    """Notes forbidden calls on the main thread while it is armed."""

    def __init__(self) -> None:
        self.offences: list[Offence] = []
        self._is_armed = False
        self._is_noting = False

    @contextmanager
    def armed(self) -> Iterator[None]:
        """Only inside is anything noted. The test's own calls count too: let it do nothing but wait and click."""
        self._is_armed = True
        try:
            yield
        finally:
            self._is_armed = False

    def note(self, what: str) -> None:
        if not self._is_armed or self._is_noting or threading.get_ident() != threading.main_thread().ident:
            return
        self._is_noting = True  # making the stack's text may open source files
        try:
            frame = sys._getframe(2)  # noqa: SLF001  documented
            if not _reads_code(frame):
                self.offences.append(Offence(what, "".join(traceback.format_stack(frame, limit=12))))
        finally:
            self._is_noting = False

    def check(self) -> None:
        """Fail with every forbidden call and where it came from."""
        if self.offences:
            told = "\n".join(f"{offence.what}\n{offence.stack}" for offence in self.offences[:5])
            pytest.fail(f"{len(self.offences)} forbidden calls on the Qt thread:\n{told}", pytrace=False)


class _Hook:
    """The audit hook: a process can get one, and never lose it, so it is told which guard listens."""

    def __init__(self) -> None:
        self.guard: QtThreadGuard | None = None
        self._is_installed = False

    def install(self) -> None:
        if not self._is_installed:
            sys.addaudithook(self._heard)
            self._is_installed = True

    def _heard(self, event: str, args: tuple[Any, ...]) -> None:
        guard = self.guard
        if guard is not None and (event in FORBIDDEN_EVENTS or event.startswith(FORBIDDEN_FAMILIES)):
            guard.note(f"{event}{args!r:.200}")


_hook = _Hook()


@pytest.fixture
def qt_thread_guard(monkeypatch: pytest.MonkeyPatch) -> Iterator[QtThreadGuard]:
    """Fails the test if, while armed, the Qt thread opened, read, connected to or ran what it should not."""
    import cv2
    import onnxruntime

    guard = QtThreadGuard()
    _hook.install()
    watched = [(onnxruntime.InferenceSession, "run"), (onnxruntime.InferenceSession, "run_with_iobinding")]
    watched += [(onnxruntime.InferenceSession, "__init__")]
    watched += [(cv2, name) for name in ("imread", "imreadmulti", "imwrite", "VideoCapture", "VideoWriter")]
    for owner, name in watched:
        monkeypatch.setattr(owner, name, _telling(getattr(owner, name), guard, f"{owner.__name__}.{name}"))
    _hook.guard = guard
    try:
        yield guard
    finally:
        _hook.guard = None
    guard.check()


def _telling(original: Callable[..., Any], guard: QtThreadGuard, name: str) -> Callable[..., Any]:
    def told(*args: Any, **kwargs: Any) -> Any:
        guard.note(name)
        return original(*args, **kwargs)

    return told


def _reads_code(frame: Any) -> bool:
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith(READS_CODE[:2]) or file.endswith(READS_CODE[2:]):
            return True
        frame = frame.f_back
    return False


class EventCpuGuard:
    """CPU time of the Qt thread per turn of its event loop: never less than that of its longest event.

    A turn delivers everything that waits and then sleeps or starts anew; the window answers nobody meanwhile. CPU
    time, not wall-clock time, so that a busy machine does not change the answer. Measured from the event dispatcher
    and not in ``QApplication.notify``, so that events reach the widgets as they do for a user.
    """

    def __init__(self, dispatcher: Any) -> None:
        self.turns_ms: list[float] = []
        self._dispatcher = dispatcher
        self._turn_began_s: float | None = None

    @contextmanager
    def measuring(self) -> Iterator[None]:
        """Only inside is anything measured. What the test itself computes inside counts too."""
        self._turn_began_s = time.thread_time()
        self._dispatcher.aboutToBlock.connect(self._on_turn)
        self._dispatcher.awake.connect(self._on_turn)
        try:
            yield
        finally:
            self._on_turn()
            self._dispatcher.aboutToBlock.disconnect(self._on_turn)
            self._dispatcher.awake.disconnect(self._on_turn)
            self._turn_began_s = None

    def _on_turn(self) -> None:
        now_s = time.thread_time()
        if self._turn_began_s is not None:
            self.turns_ms.append((now_s - self._turn_began_s) * 1e3)
        self._turn_began_s = now_s

    @property
    def max_ms(self) -> float:
        return max(self.turns_ms, default=0.0)

    @property
    def p99_ms(self) -> float:
        """99 of 100 turns took at most this; turns that found nothing to do are not counted."""
        busy = sorted(turn for turn in self.turns_ms if turn > 0.05)
        return busy[min(len(busy) - 1, int(len(busy) * 0.99))] if busy else 0.0


@pytest.fixture
def event_cpu_guard(qapp: Any) -> EventCpuGuard:
    from PySide6.QtCore import QAbstractEventDispatcher

    return EventCpuGuard(QAbstractEventDispatcher.instance())
