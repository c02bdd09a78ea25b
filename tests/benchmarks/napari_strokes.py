"""Strokes in napari, timed as ours are; run by the Python of an environment that has napari, never by ours.

    PYTHON napari_strokes.py ARRAY_FOLDER      one order as JSON a line on stdin, one answer a line on stdout

    {"open": 4096}               the array 4096.npy as image, empty labels above it, at 100 %
    {"stroke": 512, "n": 60, "radii": [150, 110]}
                                 a ring about the middle of the view; ms from each move to the repainted canvas
    {"undo": true}               ms from undo to the repainted canvas
    {"memory": true}             resident MB

It imports nothing of ours: another environment has none of it.
"""

from __future__ import annotations

import json
import math
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import napari  # type: ignore[import-not-found, unused-ignore]
import numpy as np
import psutil
from qtpy.QtCore import QEvent, QEventLoop, QPointF, Qt, QTimer  # type: ignore[import-not-found, unused-ignore]
from qtpy.QtGui import QMouseEvent  # type: ignore[import-not-found, unused-ignore]
from qtpy.QtWidgets import QApplication  # type: ignore[import-not-found, unused-ignore]

LIMIT_MS = 30_000
SETTLE_MS = 300


class Strokes:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._viewer = napari.Viewer(show=False)
        self._viewer.window.resize(1280, 720)
        self._viewer.show()
        canvas = self._viewer.window._qt_viewer.canvas  # noqa: SLF001 - napari gives no other way to it
        self._native = canvas.native
        self._n_drawn = 0
        # A loop that the drawing ends, not processEvents in a circle: some versions of PySide lose count of None there.
        self._loop, self._limit = QEventLoop(), QTimer()
        self._limit.setSingleShot(True)
        self._limit.setInterval(LIMIT_MS)
        self._limit.timeout.connect(self._loop.quit)
        canvas._scene_canvas.events.draw.connect(self._drawn, position="last")  # noqa: SLF001 - as above
        self._labels: Any = None

    def _drawn(self, _event: object) -> None:
        self._n_drawn += 1
        self._loop.quit()  # once this event is dealt with: the window shows it

    def open(self, side: int) -> dict[str, Any]:
        self._viewer.layers.clear()
        self._viewer.add_image(np.load(self._folder / f"{side}.npy"))
        self._labels = self._viewer.add_labels(np.zeros((side, side), np.uint8))
        self._labels.mode, self._labels.selected_label = "paint", 1
        camera = getattr(self._viewer, "scene", self._viewer).camera  # of napari 0.9; of those before
        camera.center, camera.zoom = (side / 2, side / 2), 1.0
        self._settle()
        return {}

    def stroke(self, size_px: int, n: int, radii: tuple[float, float]) -> dict[str, Any]:
        self._labels.brush_size = size_px
        self._labels.selected_label = 3 - self._labels.selected_label  # each changes pixels
        self._settle()
        before = np.count_nonzero(self._labels.data == self._labels.selected_label)
        self._mouse(QEvent.Type.MouseButtonPress, *self._place(0, n, radii))
        self._mouse(QEvent.Type.MouseMove, *self._place(1, n, radii))  # napari paints from the second on
        self._settle()
        walls, costs = [], []
        for number in range(2, n + 1):
            wall, cost = self._timed(
                lambda number=number: self._mouse(QEvent.Type.MouseMove, *self._place(number, n, radii))
            )
            walls.append(wall)
            costs.append(cost)
        self._mouse(QEvent.Type.MouseButtonRelease, *self._place(n, n, radii))
        self._settle()
        after = np.count_nonzero(self._labels.data == self._labels.selected_label)
        return {"walls": walls, "costs": costs, "n_painted": int(after - before)}

    def undo(self) -> dict[str, Any]:
        before = self._labels.data.copy()
        wall, cost = self._timed(self._labels.undo)
        return {"walls": [wall], "costs": [cost], "n_painted": int(np.count_nonzero(before != self._labels.data))}

    def memory(self) -> dict[str, Any]:
        return {"mb": psutil.Process().memory_info().rss / 1e6}

    def _timed(self, act: Callable[[], object]) -> tuple[float, float]:
        drawn = self._n_drawn
        wall, cost = time.perf_counter(), time.process_time()
        act()
        if self._n_drawn == drawn:
            self._limit.start()
            self._loop.exec()
            self._limit.stop()
        if self._n_drawn == drawn:
            raise TimeoutError("nothing was drawn")
        return (time.perf_counter() - wall) * 1e3, (time.process_time() - cost) * 1e3

    def _place(self, number: int, n: int, radii: tuple[float, float]) -> tuple[float, float]:
        turn = 2 * math.pi * number / n
        middle = self._native.width() / 2, self._native.height() / 2
        return middle[0] - radii[0] * math.cos(turn), middle[1] + radii[1] * math.sin(turn)

    def _mouse(self, kind: Any, x: float, y: float) -> None:
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        held = none if kind == QEvent.Type.MouseButtonRelease else left
        button = none if kind == QEvent.Type.MouseMove else left
        at = QPointF(x, y)
        globally = QPointF(self._native.mapToGlobal(at.toPoint()))
        event = QMouseEvent(kind, at, globally, button, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self._native, event)

    def _settle(self) -> None:
        loop = QEventLoop()
        QTimer.singleShot(SETTLE_MS, loop.quit)
        loop.exec()


def main() -> None:
    strokes = Strokes(Path(sys.argv[1]))
    for line in sys.stdin:
        order = json.loads(line)
        if "open" in order:
            answer = strokes.open(order["open"])
        elif "stroke" in order:
            answer = strokes.stroke(order["stroke"], order["n"], order["radii"])
        elif "undo" in order:
            answer = strokes.undo()
        else:
            answer = strokes.memory()
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
