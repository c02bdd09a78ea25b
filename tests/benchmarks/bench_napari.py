"""The same strokes on the same array in napari and in ours, by turns in one run: ratios of what both need.

    python -m tests.benchmarks napari --python PATH      PATH: Python of an environment that has napari

Both windows are 1280 x 720 at 100 %; each move is waited for until the canvas is painted. napari draws with OpenGL,
which a machine without a graphics card computes: wall time there says less than that of a PC. Processor time is that of
all threads of a program.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from PySide6.QtCore import QEvent, QEventLoop, QTimer

from inspector.screens.painting import PaintTool
from tests.benchmarks.bench_annotation import Bench
from tests.benchmarks.result import Figure

PYTHON = "INSPECTOR_BENCH_NAPARI"  # in the environment: the Python that has napari
SIDES = (1024, 4096, 8192)
SIZES = {1024: (512,), 4096: (512, 2048), 8192: (512, 2048)}
ROUNDS, N_MOVES = 2, 30
RADII = (150.0, 110.0)  # px of the screen
LIMIT_MS = 30_000
SHARE, MEMORY_SHARE = 0.4, 1 / 3


class Ours:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.bench = Bench(folder / "labels")
        self._loop, self._limit = QEventLoop(), QTimer()
        self._limit.setSingleShot(True)
        self._limit.setInterval(LIMIT_MS)
        self._limit.timeout.connect(self._loop.quit)
        self._n_painted = 0
        self.bench.canvas.painted.connect(self._painted)
        self._class = 1

    def _painted(self) -> None:
        self._n_painted += 1
        self._loop.quit()

    def open(self, side: int) -> None:
        self._editor = self.bench.open(side, pixels=np.load(self._folder / f"{side}.npy"))
        self.bench.canvas.show_actual_size()
        self.bench.settle()

    def stroke(self, size_px: int) -> dict[str, Any]:
        self._class = 3 - self._class
        self.bench.take(PaintTool.BRUSH, size_px=size_px, class_index=self._class)
        before = np.count_nonzero(self._editor.class_map == self._class)
        self.bench.mouse(QEvent.Type.MouseButtonPress, *self._place(0))
        self.bench.mouse(QEvent.Type.MouseMove, *self._place(1))
        found = [
            self._timed(partial(self.bench.send, QEvent.Type.MouseMove, *self._place(number)))
            for number in range(2, N_MOVES + 1)
        ]
        self.bench.mouse(QEvent.Type.MouseButtonRelease, *self._place(N_MOVES))
        self.bench.settle()
        n_painted = int(np.count_nonzero(self._editor.class_map == self._class) - before)
        return {"walls": [wall for wall, _ in found], "costs": [cost for _, cost in found], "n_painted": n_painted}

    def undo(self) -> dict[str, Any]:
        before = self._editor.class_map.copy()
        wall, cost = self._timed(lambda: self.bench.presenter.act("annotate.undo"))
        self.bench.settle()
        n_painted = int(np.count_nonzero(before != self._editor.class_map))
        return {"walls": [wall], "costs": [cost], "n_painted": n_painted}

    def _place(self, number: int) -> tuple[float, float]:
        turn = 2 * math.pi * number / N_MOVES
        canvas = self.bench.canvas
        return canvas.width() / 2 - RADII[0] * math.cos(turn), canvas.height() / 2 + RADII[1] * math.sin(turn)

    def _timed(self, act: Callable[[], object]) -> tuple[float, float]:
        painted = self._n_painted
        wall, cost = time.perf_counter(), time.process_time()
        act()
        if self._n_painted == painted:
            self._limit.start()
            self._loop.exec()
            self._limit.stop()
        if self._n_painted == painted:
            raise TimeoutError("nothing was painted")
        return (time.perf_counter() - wall) * 1e3, (time.process_time() - cost) * 1e3


class Napari:
    """In a process of its own."""

    def __init__(self, python: str, folder: Path) -> None:
        script = Path(__file__).with_name("napari_strokes.py")
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        self._process = subprocess.Popen(
            [python, str(script), str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=environment,
        )  # fmt: skip

    def ask(self, **order: Any) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def end(self) -> None:
        self._process.communicate(timeout=60)


def run() -> list[Figure]:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for side in SIDES:
            np.save(folder / f"{side}.npy", np.random.default_rng(0).integers(90, 140, (side, side), np.uint8))
        ours, napari = Ours(folder), Napari(os.environ[PYTHON], folder)
        figures = [figure for side in SIDES for figure in _figures(ours, napari, side)]
        napari.end()
        ours.bench.end()
    return figures


def _figures(ours: Ours, napari: Napari, side: int) -> list[Figure]:
    ours.open(side)
    napari.ask(open=side)
    found: dict[str, tuple[list[dict[str, Any]], list[dict[str, Any]]]] = defaultdict(lambda: ([], []))
    for number in range(ROUNDS + 1):
        for size_px in SIZES[side]:
            by_us = {f"brush {size_px} px": ours.stroke(size_px), f"undo of {size_px} px": ours.undo()}
            by_napari = {
                f"brush {size_px} px": napari.ask(stroke=size_px, n=N_MOVES, radii=RADII),
                f"undo of {size_px} px": napari.ask(undo=True),
            }
            for name in by_us if number else ():  # the first round warms up
                found[name][0].append(by_us[name])
                found[name][1].append(by_napari[name])
    figures = [_ratio(f"{name}, {side} squared", *both) for name, both in found.items()]
    mb, their_mb = psutil.Process().memory_info().rss / 1e6, float(napari.ask(memory=True)["mb"])
    share = mb / their_mb
    detail = f"resident {mb:.0f} MB, napari {their_mb:.0f} MB"
    name = f"memory, {side} squared, share of napari's"
    return [*figures, Figure(name, share, "at most a third", share <= MEMORY_SHARE, detail)]


def _ratio(name: str, ours: list[dict[str, Any]], napari: list[dict[str, Any]]) -> Figure:
    wall, cost = _p95(ours, "walls"), _p95(ours, "costs")
    their_wall, their_cost = _p95(napari, "walls"), _p95(napari, "costs")
    detail = (
        f"{wall:.1f} ms, napari {their_wall:.1f} ms; processor {cost:.1f} ms, napari {their_cost:.1f} ms: "
        f"{cost / their_cost:.2f}; pixels {ours[0]['n_painted']:,}, napari {napari[0]['n_painted']:,}"
    )
    share = wall / their_wall
    return Figure(f"{name}, p95, share of napari's", share, f"at most {SHARE:g}", share <= SHARE, detail)


def _p95(answers: list[dict[str, Any]], key: str) -> float:
    return float(np.percentile([value for answer in answers for value in answer[key]], 95))
