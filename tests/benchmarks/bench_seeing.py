"""Seeing: a map of 200,000 defects dragged about, and a frame lit and turned for the eye."""

from __future__ import annotations

import time

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inspector.app import make_application
from inspector.core.classes import DefectClass
from inspector.core.defect import Severity
from inspector.core.looking import shown_picture
from inspector.core.source_view import SourceView
from inspector.screens.live import DefectRow, MapExtent
from inspector.views.live.piece_map import PieceMap
from tests.benchmarks.result import Figure

N_DEFECTS, LENGTH_M, WIDTH_MM = 200_000, 8000.0, 1600.0
N_STEPS = 100
MIN_FPS = 50
FRAME, MAX_LIT_MS = (256, 1600), 2.0


def run() -> list[Figure]:
    return [_dragged_map(), _lit_frame()]


def _dragged_map() -> Figure:
    make_application()
    rng = np.random.default_rng(1)
    classes = [DefectClass.with_default_look(index, f"class {index}") for index in range(1, 9)]
    severities = list(Severity)
    places = rng.uniform((0, 0), (LENGTH_M, WIDTH_MM), (N_DEFECTS, 2)).tolist()
    sizes = rng.exponential((0.02, 8.0), (N_DEFECTS, 2)).tolist()
    rows = [
        DefectRow(
            number, classes[number % 8], "1 m", "1 × 1 mm", severities[number * 7 % 4], 0.8, *places[number],
            *sizes[number],
        )
        for number in range(N_DEFECTS)
    ]  # fmt: skip
    piece_map = PieceMap()
    piece_map.resize(1800, 92)
    piece_map.show()
    piece_map.show_map(MapExtent(LENGTH_M, WIDTH_MM, "m", "mm", True), LENGTH_M)
    piece_map.upsert(rows)
    piece_map.zoom_about(
        900, 1.5
    )  # two thirds of them in view: there is more to draw only where nothing can be dragged
    QApplication.processEvents()
    steps_ms = []
    QTest.mousePress(piece_map, Qt.MouseButton.LeftButton, pos=QPoint(1000, 40))
    for step in range(N_STEPS):
        x = 1000 + round(300 * np.sin(step / 8))
        begin = time.perf_counter()
        QTest.mouseMove(piece_map, QPointF(x, 40).toPoint())
        piece_map.repaint()
        steps_ms.append((time.perf_counter() - begin) * 1e3)
    QTest.mouseRelease(piece_map, Qt.MouseButton.LeftButton, pos=QPoint(1000, 40))
    piece_map.close()
    piece_map.deleteLater()
    median, p95 = np.percentile(steps_ms, (50, 95))
    return Figure(
        name=f"map of {N_DEFECTS:,} defects dragged, frames per second",
        value=1e3 / float(median),
        goal=f"at least {MIN_FPS}",
        is_met=1e3 / float(median) >= MIN_FPS,
        detail=f"{median:.1f} ms a step, p95 {p95:.1f} ms, two thirds of the defects in view",
    )


def _lit_frame() -> Figure:
    grey = np.random.default_rng(1).integers(0, 255, FRAME).astype(np.uint8)
    deep = grey.astype(np.uint16) * 16
    looks = {
        "automatic, turned": (grey, 8, SourceView(is_auto=True, gamma=0.8, quarter_turns=1)),
        "with local contrast": (grey, 8, SourceView(is_auto=True, has_clahe=True, quarter_turns=1)),
        "of 12 bits": (deep, 12, SourceView(low=0.1, high=0.5, has_clahe=True, quarter_turns=1)),
    }
    medians = {}
    for name, (pixels, bits, view) in looks.items():
        took = []
        for _ in range(200):
            begin = time.perf_counter()
            shown_picture(pixels, bits, view)
            took.append((time.perf_counter() - begin) * 1e3)
        medians[name] = float(np.median(took))
    slowest = max(medians.values())
    return Figure(
        name="a frame of 1600 x 256 lit and turned for the eye, ms",
        value=slowest,
        goal=f"at most {MAX_LIT_MS:g}",
        is_met=slowest <= MAX_LIT_MS,
        detail=", ".join(f"{name} {ms:.2f}" for name, ms in medians.items()),
    )
