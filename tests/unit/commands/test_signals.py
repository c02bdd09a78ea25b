"""Ctrl-C during a run: a note, never a lock."""

from __future__ import annotations

import signal
import threading

from inspector.commands import run as run_module
from inspector.commands.run import _signals_noted


def test_a_signal_is_noted_and_the_old_handlers_come_back():
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    with _signals_noted() as is_asked:
        assert not is_asked()
        signal.raise_signal(signal.SIGINT)
        assert is_asked()
        signal.raise_signal(signal.SIGTERM)
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


def test_a_signal_that_comes_while_the_status_is_read_stops_nobody_up(monkeypatch):
    """The handler once called ``Line.stop``: the main thread then waited for a lock that it held itself."""
    lock = threading.Lock()
    stops: list[bool] = []

    class Figures:
        fps_inspected = n_inspected = n_not_inspected = 0

    class Status:
        stats = Figures()
        n_frames = 5

    class State:
        status = Status()

    class Session:
        @property
        def state(self) -> State:
            with lock:
                if not stops:
                    signal.raise_signal(signal.SIGINT)  # in the middle of it
                return State()

        def wait(self, timeout_s: float) -> bool:
            return bool(stops)

        def stop(self) -> None:
            assert lock.acquire(timeout=5), "waited for a lock that its own thread holds"
            lock.release()
            stops.append(True)

    shown: list[int] = []

    class Progress:
        def show(self, done: int, total: int | None, note: str = "") -> None:
            shown.append(done)

    with _signals_noted() as is_asked:
        run_module.wait_for_end(Session(), Progress(), is_asked, is_watching=False)  # type: ignore[arg-type]
    assert stops == [True]
