"""The guards themselves: each leak and each forbidden call fails a test, and says who it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[3]
INI = """
[pytest]
qt_api = pyside6
qt_log_level_fail = WARNING
filterwarnings = error
timeout = 60
"""


@pytest.fixture
def run_tests(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch):
    """Run tests in a process of their own, under the guards and without a screen."""
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY) + os.pathsep + os.environ.get("PYTHONPATH", ""))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    pytester.makeini(INI)
    pytester.makeconftest("from tests.guards import leaks\nleaks.GRACE_S = 2.0")  # what is left behind here stays

    def run(code: str) -> pytest.RunResult:
        pytester.makepyfile(code)
        return pytester.runpytest_subprocess(
            "-p", "tests.guards.leaks", "-p", "tests.guards.qt_thread", "-p", "no:cacheprovider", "-rEf"
        )

    return run


def test_a_left_thread_fails_and_is_named(run_tests):
    result = run_tests("""
        import threading, time

        def idle(): time.sleep(20)

        def test_leaves_a_daemon(): threading.Thread(target=idle, name="lens", daemon=True).start()

        def test_leaves_a_pool():
            global pool
            from concurrent.futures import ThreadPoolExecutor
            pool = ThreadPoolExecutor(1, "capture")
            pool.submit(time.sleep, 4)

        def test_joins_late(): threading.Thread(target=time.sleep, args=(0.3,), daemon=True).start()
    """)
    result.assert_outcomes(passed=3, errors=2)  # the tests pass, their end does not
    result.stdout.fnmatch_lines(["*daemon thread 'lens' running idle, at *", "*thread 'capture_0'*"])


def test_left_timers_windows_and_widgets_fail_and_are_named(run_tests):
    result = run_tests("""
        import pytest
        from PySide6.QtCore import QThread, QTimer
        from PySide6.QtWidgets import QLabel, QWidget

        kept = []

        def test_leaves_a_timer(qapp):
            timer = QTimer(interval=50, objectName="blink")
            timer.start()
            kept.append(timer)

        def test_leaves_a_window(qapp):
            window = QWidget(windowTitle="Left open")
            window.show()
            kept.append(window)

        def test_leaves_a_hidden_widget(qapp): kept.append(QLabel("x", objectName="orphan"))

        def test_leaves_a_qthread(qapp):
            thread = QThread(objectName="frames")
            thread.start()
            kept.append(thread)

        def test_clean(qtbot):
            window = QWidget()
            qtbot.addWidget(window)
            QLabel("child", window)
            timer = QTimer(window)
            timer.start(10)
            window.show()
            QLabel("dropped at once")

        @pytest.fixture(scope="module", autouse=True)
        def end_the_thread():
            yield
            for each in kept:
                if isinstance(each, QThread):
                    each.quit()
                    each.wait()
    """)
    result.assert_outcomes(passed=5, errors=4)
    result.stdout.fnmatch_lines(
        [
            "*active QTimer 'blink', every 50 ms*",
            "*QWidget “Left open” (top-level, visible)*",
            "*QLabel 'orphan' (top-level, hidden)*",
            "*running QThread 'frames'*",
        ]
    )


def test_qt_messages_and_python_warnings_fail(run_tests):
    result = run_tests("""
        import warnings
        import pytest
        from PySide6.QtCore import qWarning

        def test_qt_warns(qapp): qWarning("a slot was not found")

        def test_python_warns(): warnings.warn("old name", DeprecationWarning)

        @pytest.fixture
        def warns_late(qapp):
            yield
            qWarning("said while cleaning up")

        def test_qt_warns_at_the_end(warns_late): pass
    """)
    result.assert_outcomes(passed=1, failed=2, errors=1)
    result.stdout.fnmatch_lines(["*a slot was not found*"])
    result.stdout.fnmatch_lines(["*Qt said while the test was cleaned up:*", "*said while cleaning up*"])


def test_forbidden_calls_on_the_qt_thread_fail_with_their_stack(run_tests):
    result = run_tests("""
        import sqlite3, socket, subprocess, sys, threading
        import cv2, onnxruntime, pytest
        from pathlib import Path
        from PySide6.QtCore import QTimer

        CALLS = {
            "open": lambda: open(__file__).close(),
            "read_text": lambda: Path(__file__).read_text(),
            "listdir": lambda: list(Path(".").iterdir()),
            "mkdir": lambda: Path("new").mkdir(),
            "sqlite": lambda: sqlite3.connect(":memory:").close(),
            "socket": lambda: socket.socket().close(),
            "child": lambda: subprocess.run([sys.executable, "-c", ""]),
            "picture": lambda: cv2.imread("none.png"),
            "session": lambda: onnxruntime.InferenceSession.run(None, None, {}),
        }

        def attempt(call):
            try:
                call()
            except (OSError, AttributeError):
                pass

        @pytest.mark.parametrize("name", CALLS)
        def test_in_an_event(name, qtbot, qt_thread_guard):
            QTimer.singleShot(0, lambda: attempt(CALLS[name]))
            with qt_thread_guard.armed():
                qtbot.wait(20)

        @pytest.mark.parametrize("name", CALLS)
        def test_on_another_thread(name, qtbot, qt_thread_guard):
            with qt_thread_guard.armed():
                thread = threading.Thread(target=attempt, args=(CALLS[name],))
                thread.start()
                thread.join()

        def test_not_armed(qtbot, qt_thread_guard):
            for call in CALLS.values():
                attempt(call)

        def test_late_import_is_no_offence(qtbot, qt_thread_guard):
            with qt_thread_guard.armed():
                import wave
    """)
    n_calls = 9
    result.assert_outcomes(passed=n_calls + n_calls + 2, errors=n_calls)
    result.stdout.fnmatch_lines(["*forbidden calls on the Qt thread*", "open(*", "*in attempt*"])


def test_cpu_time_of_a_turn_is_measured_and_sleep_is_not(run_tests):
    result = run_tests("""
        import time
        from PySide6.QtCore import QTimer

        def burn(seconds):
            ends_at = time.thread_time() + seconds
            while time.thread_time() < ends_at:
                pass

        def test_measures(qtbot, event_cpu_guard):
            QTimer.singleShot(5, lambda: burn(0.08))
            QTimer.singleShot(10, lambda: time.sleep(0.2))
            with event_cpu_guard.measuring():
                qtbot.wait(400)
            assert 80 <= event_cpu_guard.max_ms < 140
            event_cpu_guard.turns_ms.clear()
            with event_cpu_guard.measuring():
                qtbot.wait(100)
            assert event_cpu_guard.p99_ms <= event_cpu_guard.max_ms < 40
    """)
    result.assert_outcomes(passed=1)
