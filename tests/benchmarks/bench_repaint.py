"""References to ``True`` over 2,000 repaints: a broken PySide6 loses one at each until the process aborts."""

from __future__ import annotations

import sys
import threading
import time

import numpy as np
from PySide6.QtWidgets import QApplication

from inspector.app import make_application
from inspector.core.rendering import outlines
from inspector.screens.live import DisplayFrame
from inspector.sources.synthetic import EVALUATION_SEEDS, SyntheticStrip
from inspector.views.live.strip_canvas import StripCanvas
from tests.benchmarks.result import Figure

N_REPAINTS = 2_000
MAX_DRIFT = 50  # caches come and go; the fault loses one at every repaint


def run() -> Figure:
    make_application()
    view = SyntheticStrip(EVALUATION_SEEDS[3], 512, defects_per_m=30).render(0, 256)
    canvas = StripCanvas()
    canvas.resize(800, 400)
    canvas.show()
    frames = [
        DisplayFrame(n, f"frame {n}", np.roll(view.pixels, n, 0), view.class_map, outlines(view.class_map), "")
        for n in range(2)
    ]
    for n in range(50):
        _repaint(canvas, frames[n % 2])
    before, begin = sys.getrefcount(True), time.perf_counter()
    for n in range(N_REPAINTS):
        _repaint(canvas, frames[n % 2])
    ms = (time.perf_counter() - begin) / N_REPAINTS * 1e3
    drift = sys.getrefcount(True) - before
    canvas.close()
    canvas.deleteLater()
    return Figure(
        name=f"references to True after {N_REPAINTS:,} repaints, less those before",
        value=float(drift),
        goal="no drift",
        is_met=abs(drift) <= MAX_DRIFT,
        detail=f"{ms:.2f} ms a repaint of 512 x 256 with overlay; {threading.active_count()} threads",
    )


def _repaint(canvas: StripCanvas, frame: DisplayFrame) -> None:
    canvas.show_frame(frame)
    canvas.repaint()
    QApplication.processEvents()
