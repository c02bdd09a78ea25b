"""A test that leaves a thread, an active timer, a window or a widget behind fails, and is told who it was.

Set up before every other fixture and ended after all of them, so what a fixture closes is not a leak. A test that
failed already is not searched: its traceback keeps its objects alive.

Not seen: timers made in C++ (``QTimer.singleShot``, ``startTimer``), animations, and threads of C++ libraries.
"""

from __future__ import annotations

import gc
import re
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import pytest

GRACE_S = 10.0
# Threads that tools keep for themselves.
TOOL_THREADS = ("pytest_timeout", "execnet", "hypothesis", "pydevd")
# Windows Qt keeps for the next time.
QT_OWN = frozenset({"QTipLabel", "QRubberBand"})
CALL_PASSED: pytest.StashKey[bool] = pytest.StashKey()

_started_timers: weakref.WeakSet[Any] = weakref.WeakSet()
_started_qthreads: weakref.WeakSet[Any] = weakref.WeakSet()


@pytest.hookimpl(wrapper=True, tryfirst=True)  # outermost: pytest-qt may turn a passed test into a failed one
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    if call.when == "call":
        item.stash[CALL_PASSED] = report.passed
    return report


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    threads = set(threading.enumerate())
    _watch_starts()
    widgets, windows = _pointers(_widgets()), _pointers(_windows())
    timers = {id(timer) for timer in _active(_started_timers, "isActive")}
    qthreads = {id(thread) for thread in _active(_started_qthreads, "isRunning")}
    yield
    if not request.node.stash.get(CALL_PASSED, False):
        return
    left = _after_grace(lambda: [_thread_words(thread) for thread in _left_threads(threads)])
    if _application() is not None:
        left += [f"widget {_widget_words(widget)}" for widget in _left_widgets(widgets)]
        left += [f"window {window!r}" for window in _windows() if _pointer(window) not in windows]
        left += [
            f"active QTimer {_name(timer)}, every {timer.interval()} ms"
            for timer in _active(_started_timers, "isActive")
            if id(timer) not in timers
        ]
        left += _after_grace(
            lambda: [
                f"running QThread {_name(thread)}"
                for thread in _active(_started_qthreads, "isRunning")
                if id(thread) not in qthreads
            ]
        )
    if left:
        pytest.fail("left behind by this test:\n  " + "\n  ".join(left), pytrace=False)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """pytest-qt judges what Qt says during a test; this adds what it says while the test is cleaned up."""
    core = sys.modules.get("PySide6.QtCore")
    if core is None:
        return (yield)
    said: list[str] = []
    serious = (core.QtMsgType.QtWarningMsg, core.QtMsgType.QtCriticalMsg, core.QtMsgType.QtFatalMsg)
    ignored = item.config.getini("qt_log_ignore")

    def hear(kind: Any, context: Any, text: str) -> None:
        if kind in serious and not any(re.search(pattern, text) for pattern in ignored):
            said.append(text)

    previous = core.qInstallMessageHandler(hear)
    try:
        outcome = yield
    finally:
        core.qInstallMessageHandler(previous)
    if said and item.stash.get(CALL_PASSED, False):
        pytest.fail("Qt said while the test was cleaned up:\n  " + "\n  ".join(said), pytrace=False)
    return outcome


def _after_grace(find: Callable[[], list[str]]) -> list[str]:
    """What is still found after up to two seconds."""
    ends_at = time.monotonic() + GRACE_S
    while found := find():
        if time.monotonic() > ends_at:
            return found
        time.sleep(0.02)
    return []


# --- threads


def _left_threads(before: set[threading.Thread]) -> list[threading.Thread]:
    """Foreign threads that ran Python once (a QThread, a callback) are dummies: nobody can join them."""
    return [
        thread
        for thread in threading.enumerate()
        if thread not in before
        and thread.is_alive()
        and not isinstance(thread, threading._DummyThread)  # noqa: SLF001  Python has no other name for them
        and not thread.name.startswith(TOOL_THREADS)
    ]


def _thread_words(thread: threading.Thread) -> str:
    """Name, what it runs, and where it is now."""
    target = getattr(thread, "_target", None)
    frame = sys._current_frames().get(thread.ident or 0)  # noqa: SLF001  documented
    place = f", at {frame.f_code.co_filename}:{frame.f_lineno} in {frame.f_code.co_name}" if frame else ""
    kind = "daemon thread" if thread.daemon else "thread"
    return f"{kind} {thread.name!r} running {getattr(target, '__qualname__', type(thread).__qualname__)}{place}"


# --- Qt; nothing here imports it, so that tests without it stay without it


def _application() -> Any:
    core = sys.modules.get("PySide6.QtCore")
    return core.QCoreApplication.instance() if core is not None else None


def _watch_starts() -> None:
    """Note every QTimer and QThread that Python starts. Once; it costs a set insertion per start."""
    core = sys.modules.get("PySide6.QtCore")
    if core is None or getattr(core.QTimer, "is_watched_by_tests", False):
        return
    for kind, started in ((core.QTimer, _started_timers), (core.QThread, _started_qthreads)):

        def start(self: Any, *args: Any, _original: Any = kind.start, _started: Any = started) -> None:
            _started.add(self)
            _original(self, *args)

        kind.start = start
    core.QTimer.is_watched_by_tests = True


def _active(started: weakref.WeakSet[Any], question: str) -> list[Any]:
    import shiboken6

    return [each for each in list(started) if shiboken6.isValid(each) and getattr(each, question)()]


def _name(each: Any) -> str:
    return repr(each.objectName() or each)


def _widgets() -> list[Any]:
    widgets = sys.modules.get("PySide6.QtWidgets")
    application = _application()
    if widgets is None or not isinstance(application, widgets.QApplication):
        return []
    return [each for each in application.allWidgets() if each.metaObject().className() not in QT_OWN]


def _windows() -> list[Any]:
    """Top-level windows that belong to no widget; those are found as widgets."""
    gui = sys.modules.get("PySide6.QtGui")
    application = _application()
    if gui is None or not isinstance(application, gui.QGuiApplication):
        return []
    return [each for each in application.topLevelWindows() if each.metaObject().className() != "QWidgetWindow"]


def _left_widgets(before: set[int]) -> list[Any]:
    """The outermost new widgets, after what waits for deletion is deleted and rings of references are broken."""
    core = sys.modules["PySide6.QtCore"]

    def new() -> list[Any]:
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)
        return [widget for widget in _widgets() if _pointer(widget) not in before]

    left = new()
    if left:
        del left
        gc.collect()
        left = new()
    return [widget for widget in left if widget.parentWidget() is None or _pointer(widget.parentWidget()) in before]


def _widget_words(widget: Any) -> str:
    shown = "visible" if widget.isVisible() else "hidden"
    top = "top-level, " if widget.isWindow() else ""
    name = f" {widget.objectName()!r}" if widget.objectName() else ""
    title = f" “{widget.windowTitle()}”" if widget.windowTitle() else ""
    return f"{type(widget).__module__}.{type(widget).__qualname__}{name}{title} ({top}{shown})"


def _pointer(each: Any) -> int:
    import shiboken6

    return int(shiboken6.getCppPointer(each)[0])


def _pointers(all_of_them: list[Any]) -> set[int]:
    return {_pointer(each) for each in all_of_them}
