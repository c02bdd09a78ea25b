"""Repainting: references to ``True`` over 2,000 of them (a broken PySide6 loses one at each until the process aborts),
and what a new frame with its overlay costs beside its bare picture."""

from __future__ import annotations

import sys
import threading
import time

import numpy as np
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from inspector.app import make_application
from inspector.core.rendering import outlines
from inspector.screens.live import DisplayFrame
from inspector.sources.synthetic import EVALUATION_SEEDS, SyntheticStrip
from inspector.views.live.strip_canvas import StripCanvas
from tests.benchmarks.result import Figure

N_REPAINTS = 2_000
MAX_DRIFT = 50  # caches come and go; the fault loses one at every repaint
FRAME_PX = (256, 1600)
MAX_RATIO = 10.0  # new frame with overlay, outlines and scale over its bare picture drawn to the same size


def run() -> list[Figure]:
    make_application()
    return [references(), new_frame()]


def references() -> Figure:
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


class BarePicture(QWidget):
    """The least that a program can do: a grey picture, scaled to the widget."""

    _picture = QImage()

    def show_pixels(self, pixels: np.ndarray) -> None:
        height, width = pixels.shape
        self._picture = QImage(pixels.data, width, height, width, QImage.Format.Format_Grayscale8).copy()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.rect(), self._picture)
        painter.end()


def new_frame() -> Figure:
    height, width = FRAME_PX
    view = SyntheticStrip(EVALUATION_SEEDS[3], width, defects_per_m=30).render(0, height)
    frame = DisplayFrame(1, "frame 1", view.pixels, view.class_map, outlines(view.class_map), "")
    canvas, bare = StripCanvas(), BarePicture()
    for widget in (canvas, bare):
        widget.resize(1280, 720)
        widget.show()
    QApplication.processEvents()  # shown, before anything is timed

    def canvas_ms() -> float:
        begin = time.thread_time()
        for _ in range(10):
            canvas.show_frame(frame)
            canvas.repaint()
        return (time.thread_time() - begin) * 100

    def bare_ms() -> float:
        begin = time.thread_time()
        for _ in range(10):
            bare.show_pixels(view.pixels)
            bare.repaint()
        return (time.thread_time() - begin) * 100

    rounds = [(canvas_ms(), bare_ms()) for _ in range(7)][2:]
    ours, least = min(r[0] for r in rounds), min(r[1] for r in rounds)
    for widget in (canvas, bare):
        widget.close()
        widget.deleteLater()
    return Figure(
        name="a new frame of 1600 x 256 with overlay on Live, over its bare picture drawn as large",
        value=ours / least,
        goal=f"at most {MAX_RATIO:g}",
        is_met=ours / least <= MAX_RATIO,
        detail=f"{ours:.2f} and {least:.2f} ms of this thread, best of five rounds of ten by turns",
    )


def _repaint(canvas: StripCanvas, frame: DisplayFrame) -> None:
    canvas.show_frame(frame)
    canvas.repaint()
    QApplication.processEvents()
