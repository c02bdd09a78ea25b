"""How soon the window answers while frames stream and every core is busy: a press is seen, a threshold has its effect.

A button is pressed by an event from another thread, as the window system would send it; answered is when its pressed
state has been painted. A threshold is moved by a key while the picture is frozen and inspection goes on; answered is
when the picture with the overlay under the new threshold has been painted.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QPushButton, QWidget

from inspector.app import Parts
from inspector.core.cores import usable_cores
from inspector.views.live.controls import Controls
from inspector.views.live.histogram_slider import HistogramSlider
from tests.benchmarks.result import Figure
from tests.benchmarks.window_run import StopWatch, shown_window, wait_until, write_frames

PRESSED_MS, EFFECT_MS = 50.0, 150.0
N_PRESSES, N_STEPS = 60, 40
N_FRAMES, HEIGHT, WIDTH = 2000, 256, 1600
BURN = "while True: pass"


class Painted(QObject):
    """Says when a widget has been painted after a moment."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.at_s = 0.0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            watched.event(event)  # painted now
            watched.installEventFilter(self)
            self.at_s = time.perf_counter()
            return True
        return False


def _mouse(kind: QEvent.Type, widget: QWidget) -> QMouseEvent:
    at = QPointF(widget.rect().center())
    is_press = kind is QEvent.Type.MouseButtonPress
    held = Qt.MouseButton.LeftButton if is_press else Qt.MouseButton.NoButton
    return QMouseEvent(
        kind, at, widget.mapToGlobal(at), Qt.MouseButton.LeftButton, held, Qt.KeyboardModifier.NoModifier
    )


def _after(event: Callable[[], None], answered_s: Callable[[], float]) -> float:
    """ms from an event to its answer."""
    begun_s = time.perf_counter()
    event()
    wait_until(lambda: answered_s() > begun_s, 20.0)
    return (answered_s() - begun_s) * 1e3


def _presses(button: QPushButton) -> list[float]:
    """The button does nothing here: its pressed state is looked at, not what it starts."""
    button.clicked.disconnect()
    painted, taken = Painted(button), []
    for _ in range(N_PRESSES):
        press = _mouse(QEvent.Type.MouseButtonPress, button)
        taken.append(_after(lambda press=press: QCoreApplication.postEvent(button, press), lambda: painted.at_s))
        QCoreApplication.postEvent(button, _mouse(QEvent.Type.MouseButtonRelease, button))
        _pause(0.05)
    return taken


def _steps(parts: Parts) -> list[float]:
    page = parts.page
    slider = page.findChild(HistogramSlider)
    assert isinstance(slider, HistogramSlider)
    slider.setFocus()
    shown_s = [0.0]
    page.canvas.frame_shown.connect(lambda _: shown_s.__setitem__(0, time.perf_counter()))
    taken = []
    for number in range(N_STEPS):
        key = Qt.Key.Key_Right if number % 2 else Qt.Key.Key_Left
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier)
            if kind is QEvent.Type.KeyPress:
                taken.append(_after(lambda event=event: QCoreApplication.postEvent(slider, event), lambda: shown_s[0]))
            else:
                QCoreApplication.postEvent(slider, event)
        _pause(0.1)
    return taken


def _pause(seconds: float) -> None:
    end_s = time.monotonic() + seconds
    wait_until(lambda: time.monotonic() > end_s)


def _figure(name: str, taken_ms: list[float], goal_ms: float) -> Figure:
    p95 = float(np.percentile(taken_ms, 95))
    return Figure(
        name=name,
        value=p95,
        goal=f"95 % within {goal_ms:g} ms",
        is_met=p95 <= goal_ms,
        detail=f"{len(taken_ms)} times, median {np.median(taken_ms):.0f} ms, longest {max(taken_ms):.0f} ms; frames of "
        f"{WIDTH} x {HEIGHT} stream, {usable_cores()} processes compute on {usable_cores()} cores",
    )


def run() -> list[Figure]:
    watch = StopWatch()
    burning = [subprocess.Popen([sys.executable, "-c", BURN]) for _ in range(usable_cores())]
    try:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "frames"
            write_frames(folder, N_FRAMES, HEIGHT, WIDTH, defects_per_m=20)
            with shown_window(watch) as parts:
                parts.presenter.choose_source(str(folder))
                wait_until(lambda: watch.n_inspected > 20)
                button = parts.page.findChild(Controls).findChild(QPushButton)
                pressed = _presses(button)
                parts.window.actions_of_window.qaction("live.freeze").trigger()
                _pause(1.0)
                moved = _steps(parts)
                if watch.outcome is not None:
                    raise RuntimeError("the folder ended before everything was measured")
                parts.presenter.stop()
                wait_until(lambda: watch.outcome is not None)
    finally:
        for process in burning:
            process.kill()
            process.wait()
    return [
        _figure("a press is seen while all cores are busy", pressed, PRESSED_MS),
        _figure("a threshold has its effect while all cores are busy", moved, EFFECT_MS),
    ]
