"""From the start of the process to the first paint of the window, against a bare PySide6 and pyqtgraph window."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from tests.benchmarks.result import Figure

GOAL = 1.5
BARE = """
import sys
import numpy, pyqtgraph
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication(sys.argv)
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print("painted", flush=True)
        application.exit(0)
window = Window()
view = pyqtgraph.ImageView()
view.setImage(numpy.zeros((256, 1024), numpy.uint8))
window.setCentralWidget(view)
window.resize(1280, 720)
window.show()
application.exec()
"""
OURS = """
import sys
from PySide6.QtCore import QEvent, QObject
from inspector.app import build, make_application
application = make_application()
class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            print("painted", flush=True)
            watched.removeEventFilter(self)
        return False
parts = build()
first_paint = FirstPaint()
parts.page.installEventFilter(first_paint)
parts.window.resize(1280, 720)
parts.window.show()
from PySide6.QtCore import QTimer
QTimer.singleShot(1500, parts.window.close_unasked)
application.exec()
parts.end()
"""


def first_paint_s(script: str) -> float:
    begin = time.perf_counter()
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        taken_s = time.perf_counter() - begin
        process.communicate(timeout=60)
    if line.strip() != "painted":
        raise RuntimeError(f"the window was not painted: {line!r}")
    return taken_s


def run(n_rounds: int = 5) -> Figure:
    first_paint_s(OURS), first_paint_s(BARE)  # files come into the cache
    rounds = [(first_paint_s(OURS), first_paint_s(BARE)) for _ in range(n_rounds)]
    ratio = statistics.median(ours / bare for ours, bare in rounds)
    ours_s, bare_s = (statistics.median(column) for column in zip(*rounds, strict=True))
    return Figure(
        name="first paint of the window, against a bare PySide6 and pyqtgraph window",
        value=ratio,
        goal=f"at most {GOAL:g} times",
        is_met=ratio <= GOAL,
        detail=f"{ours_s:.2f} s against {bare_s:.2f} s, whole processes",
    )
