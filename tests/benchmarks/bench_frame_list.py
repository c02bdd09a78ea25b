"""The Annotate page on a folder of 100,000 frames: first frame, list, the next frame, memory.

What a person feels is wall time, and the goals are meant for it; the processor time of the whole program beside it
tells what a loaded machine added.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import psutil
from PySide6.QtWidgets import QApplication

from inspector.annotation.mask_step import StepFacts
from inspector.presenters.annotate_presenter import AnnotatePresenter
from inspector.screens.painting_actions import ANNOTATE
from inspector.views.annotate.annotate_page import AnnotatePage
from tests.benchmarks.result import Figure
from tests.benchmarks.window_run import StopWatch, shown_window, wait_until

N_FRAMES, N_PICTURES = 100_000, 40
HEIGHT, WIDTH = 1250, 1600  # 2 MP
N_STEPS = 30


def write_folder(folder: Path) -> None:
    """Few pictures under many names: what is listed is names."""
    rng = np.random.default_rng(0)
    steel = cv2.resize(rng.integers(80, 150, (HEIGHT // 4, WIDTH // 4), np.uint8), (WIDTH, HEIGHT))
    folder.mkdir()
    pictures = []
    for number in range(N_PICTURES):
        pixels = steel.copy()
        pixels[number * 20 : number * 20 + 15, 100:900] = 30
        path = folder / f"frame_{number}.png"
        path.write_bytes(cv2.imencode(".png", pixels)[1].tobytes())
        pictures.append(path)
    for number in range(N_PICTURES, N_FRAMES):
        os.link(pictures[number % N_PICTURES], folder / f"frame_{number}.png")


@dataclass
class _Clock:
    """Wall and processor time of the whole program, as far as both had come when something was first so."""

    wall_s: float = 0.0
    cost_s: float = 0.0

    def __post_init__(self) -> None:
        self._begun = (time.perf_counter(), time.process_time())

    def look(self, is_so: Callable[[], bool]) -> bool:
        if not self.wall_s and is_so():
            self.wall_s, self.cost_s = time.perf_counter() - self._begun[0], time.process_time() - self._begun[1]
        return self.wall_s > 0


def run() -> list[Figure]:
    process = psutil.Process()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "frames"
        write_folder(folder)
        with shown_window(StopWatch()) as parts:
            parts.window.show_page(ANNOTATE)
            page, presenter = parts.window.findChild(AnnotatePage), parts.presenters[ANNOTATE]
            assert isinstance(page, AnnotatePage)
            assert isinstance(presenter, AnnotatePresenter)
            wait_until(lambda: presenter.is_calm)
            before_mb = process.memory_info().rss / 1e6
            first, listed = _Clock(), _Clock()
            page.folder_chosen.emit(str(folder))

            def is_there() -> bool:
                has_frame = first.look(lambda: presenter.desk.current is not None)
                return listed.look(lambda: len(presenter.listing) == N_FRAMES) and has_frame

            wait_until(is_there)
            figures = [
                _seconds("folder of 100,000: first frame, s", first, 1.0),
                _seconds("folder of 100,000: list, s", listed, 2.0),
            ]
            wait_until(lambda: presenter.is_calm)
            figures += _steps(presenter, page)
            rss_mb = process.memory_info().rss / 1e6
            detail = f"{before_mb:.0f} MB before"
            figures.append(Figure("folder of 100,000: memory, MB", rss_mb, "at most 400", rss_mb <= 400, detail))
    return figures


def _seconds(name: str, clock: _Clock, goal_s: float) -> Figure:
    detail = f"{clock.cost_s:.2f} s of processor"
    return Figure(name, clock.wall_s, f"at most {goal_s:g}", clock.wall_s <= goal_s, detail)


def _steps(presenter: AnnotatePresenter, page: AnnotatePage) -> list[Figure]:
    """On the way there each frame gets its first stroke; on the way back it has a mask already and gets another."""
    for _ in range(N_STEPS):
        _stroke(presenter, 0)
        _go(presenter, page, "annotate.next_frame")
    clocks = []
    for _ in range(N_STEPS - 1):
        _stroke(presenter, 15)
        clocks.append(_go(presenter, page, "annotate.previous_frame"))
    _stroke(presenter, 15)
    for _ in range(N_STEPS - 1):  # what follows is read ahead, what comes before is not
        _stroke(presenter, 30)
        clocks.append(_go(presenter, page, "annotate.next_frame"))
    figures = []
    for name, part, goal_ms in (("next", clocks[N_STEPS - 1 :], 80.0), ("previous", clocks[: N_STEPS - 1], np.inf)):
        walls, costs = [clock.wall_s * 1e3 for clock in part], [clock.cost_s * 1e3 for clock in part]
        wall = float(np.percentile(walls, 95))
        detail = f"median {np.median(walls):.0f} ms; {np.median(costs):.0f} ms of processor, of all threads"
        goal = f"at most {goal_ms:g}" if np.isfinite(goal_ms) else "none: not read ahead"
        title = f"{name} frame after a stroke, 2 MP with mask, p95 ms"
        figures.append(Figure(title, wall, goal, wall <= goal_ms, detail))
    return figures


def _stroke(presenter: AnnotatePresenter, row: int) -> None:
    current = presenter.desk.current
    assert current is not None
    current.editor.recorder.about_to_change(row, 100, row + 15, 900)
    current.editor.class_map[row : row + 15, 100:900] = 1
    current.editor.finish_step(StepFacts("box", "ada", "2026-01-01T00:00:00Z"))
    presenter.desk.changed()


def _go(presenter: AnnotatePresenter, page: AnnotatePage, action: str) -> _Clock:
    """Until the frame is painted as it is wished."""
    before = presenter.desk.current
    clock = _Clock()

    def is_shown() -> bool:
        if presenter.desk.current in (None, before) or not presenter.painting.is_calm:
            return False
        QApplication.processEvents()
        return True

    page.action_triggered.emit(action)
    while not clock.look(is_shown):
        QApplication.processEvents()
        time.sleep(0.0005)  # leaves the processor to the threads that are waited for
    wait_until(lambda: presenter.is_calm)
    return clock
