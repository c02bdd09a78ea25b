"""One frame of gigapixels in the program's window, in a process of its own: seen, painted, undone, saved, opened again.

    python -m tests.benchmarks.large_frame_run FOLDER     the folder holds one TIFF; its labels go beside it

Prints one line of JSON: seconds until it is first seen and until it can be labelled, MB of memory at most, ms of a
stroke's moves (95th percentile), and whether what was saved is what was painted.
"""

from __future__ import annotations

import json
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import psutil
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from inspector.annotation.label_store import LabelStore
from inspector.app import Parts, build, make_application
from inspector.presenters.annotate_presenter import AnnotatePresenter
from inspector.screens.painting_actions import ANNOTATE
from inspector.views.annotate.annotate_page import AnnotatePage
from inspector.workspace.workspace import create_workspace
from tests.tiny_model import write_tiny_model

LIMIT_S = 120.0
N_MOVES = 40


class Memory(threading.Thread):
    """The most that the process held, looked at 50 times a second."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most_mb = 0.0
        self._process = psutil.Process()
        self._is_over = threading.Event()

    def run(self) -> None:
        while not self._is_over.wait(0.02):
            self.most_mb = max(self.most_mb, self._process.memory_info().rss / 1e6)

    def end(self) -> float:
        self._is_over.set()
        self.join()
        return self.most_mb


class Hand:
    def __init__(self, parts: Parts) -> None:
        self.window = parts.window
        page = self.window.findChild(AnnotatePage)
        presenter = parts.presenters[ANNOTATE]
        assert isinstance(page, AnnotatePage)
        assert isinstance(presenter, AnnotatePresenter)
        self.page, self.presenter, self.canvas = page, presenter, page.painting.canvas

    def wait(self, is_so: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + LIMIT_S
        while not is_so():
            if time.monotonic() > end:
                raise TimeoutError(f"{what}; the page says: {self.page.painting.canvas.size()}")
            QApplication.processEvents()
            time.sleep(0.002)
        QApplication.processEvents()

    def calm(self) -> None:
        for _ in range(3):
            self.wait(lambda: self.presenter.is_calm and self.presenter.painting.is_calm, "it does not come to rest")

    def mouse(self, kind: QEvent.Type, x: float, y: float) -> None:
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        at = QPointF(x, y)
        held = none if kind is QEvent.Type.MouseButtonRelease else left
        button = none if kind is QEvent.Type.MouseMove else left
        QApplication.sendEvent(
            self.canvas,
            QMouseEvent(kind, at, self.canvas.mapToGlobal(at), button, held, Qt.KeyboardModifier.NoModifier),
        )
        QApplication.processEvents()

    def stroke(self) -> list[float]:
        """ms from each move to the repainted canvas."""
        width, height = self.canvas.width(), self.canvas.height()
        self.mouse(QEvent.Type.MouseButtonPress, width * 0.2, height * 0.3)
        walls = []
        for number in range(N_MOVES):
            begin = time.perf_counter()
            self.mouse(QEvent.Type.MouseMove, width * (0.2 + 0.5 * number / N_MOVES), height * 0.3 + number)
            walls.append((time.perf_counter() - begin) * 1e3)
        self.mouse(QEvent.Type.MouseButtonRelease, width * 0.7, height * 0.3 + N_MOVES)
        self.calm()
        return walls


def run(folder: Path, workspace: Path) -> dict[str, float | bool]:
    memory = Memory()
    memory.start()
    make_application("dark")
    parts = build(workspace, model_file=write_tiny_model(workspace.parent / "tiny.onnx"))
    parts.window.resize(1280, 720)
    parts.window.show()
    end = time.monotonic() + LIMIT_S
    while not parts.session.is_ready and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.002)
    parts.window.show_page(ANNOTATE)
    hand = Hand(parts)
    hand.calm()
    found: dict[str, float | bool] = {"before_mb": round(memory.most_mb)}
    begin = time.perf_counter()
    hand.page.folder_chosen.emit(str(folder))
    hand.wait(lambda: hand.canvas.frame_pixel(*_middle(hand)) is not None, "it is not seen")
    found["seen_s"] = round(time.perf_counter() - begin, 2)
    hand.wait(lambda: hand.presenter.desk.current is not None, "it is not opened")
    found["labelled_s"] = round(time.perf_counter() - begin, 2)
    hand.calm()
    found["settled_s"] = round(time.perf_counter() - begin, 2)
    current = hand.presenter.desk.current
    assert current is not None
    editor = current.editor
    walls = []
    for place, zoom in ((0.05, 1.0), (0.5, 0.25), (0.95, 1.0), (0.5, 0.0)):
        hand.canvas.fit()
        if zoom:
            hand.canvas.zoom_about_middle(zoom / hand.canvas.zoom)
            hand.canvas.centre_on(editor.class_map.shape[1] / 2, editor.class_map.shape[0] * place)
        hand.calm()
        walls += hand.stroke()
    assert editor.history.position == 4
    hand.presenter.painting.act("annotate.undo")
    hand.calm()
    assert editor.history.position == 3
    found["stroke_ms"] = round(float(np.percentile(walls, 95)), 1)
    boxes = list(editor.recorder.painted.boxes())
    before = [editor.class_map[top:bottom, left:right].copy() for top, left, bottom, right in boxes]
    sheet = editor.sheet
    begin = time.perf_counter()
    hand.presenter.desk.let_go()
    hand.presenter.desk.save_left()
    hand.calm()
    found["saved_s"] = round(time.perf_counter() - begin, 2)
    parts.window.close_unasked()
    while parts.window.isVisible():
        QApplication.processEvents()
    assert parts.end()
    found["window_mb"] = round(memory.most_mb)
    del editor, current
    store = LabelStore(workspace / "annotations", lambda _: None)
    begin = time.perf_counter()
    again = store.open(sheet)
    found["opened_again_s"] = round(time.perf_counter() - begin, 2)
    now = (again.editor.class_map[top:bottom, left:right] for top, left, bottom, right in boxes)
    found["is_as_painted"] = all((one == other).all() for one, other in zip(before, now, strict=True))
    found["n_instances"] = len(again.editor.sheet.instances)
    store.close()
    found["most_mb"] = round(memory.end())
    return found


def _middle(hand: Hand) -> tuple[float, float]:
    return hand.canvas.width() / 2, hand.canvas.height() / 2


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        made = create_workspace(Path(place) / "plant")
        print(json.dumps(run(Path(sys.argv[1]), made.folder)))
