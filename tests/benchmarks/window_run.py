"""One inspection of a folder in a shown window, with records, as the benchmarks time it."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
from PySide6.QtCore import QEventLoop, QTimer

from inspector.app import Parts, build, make_application
from inspector.models_store.shipped import shipped_model
from inspector.pipeline.result import InspectionResult
from inspector.pipeline.sink import InspectionEnd, InspectionStart, MissedInspection, Outcome, Sink
from inspector.sources.synthetic import EVALUATION_SEEDS, SyntheticStrip
from inspector.workspace.workspace import create_workspace


class StopWatch(Sink):
    """A sink that only looks at the clock."""

    def __init__(self, on_inspected: Callable[[int], None] = lambda n: None) -> None:
        self.begun_s = self.ended_s = 0.0
        self.n_inspected = self.n_missed = 0
        self.outcome: Outcome | None = None
        self._on_inspected = on_inspected

    def begin(self, start: InspectionStart) -> None:
        self.begun_s = time.perf_counter()

    def inspected(self, result: InspectionResult) -> None:
        self.n_inspected += 1
        self._on_inspected(self.n_inspected)

    def missed(self, missed: MissedInspection) -> None:
        self.n_missed += 1

    def end(self, end: InspectionEnd) -> None:
        self.outcome, self.ended_s = end.outcome, time.perf_counter()


def write_frames(folder: Path, n_frames: int, height: int, width: int, defects_per_m: float = 6.0) -> None:
    """Frames of a synthetic strip as JPEG of quality 95, as cameras store them."""
    strip = SyntheticStrip(EVALUATION_SEEDS[11], width, defects_per_m=defects_per_m)
    folder.mkdir(parents=True)
    for number in range(n_frames):
        pixels = strip.render(number * height, height).pixels
        encoded = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 95])[1]
        (folder / f"frame_{number:05d}.jpg").write_bytes(encoded.tobytes())


@contextmanager
def shown_window(watch: StopWatch, model_file: Path | None = None) -> Iterator[Parts]:
    """A shown window at 1280 x 720 on a workspace of its own; closed in good order."""
    make_application()
    with tempfile.TemporaryDirectory() as folder:
        workspace = create_workspace(Path(folder) / "workspace")
        parts = build(workspace.folder, model_file=model_file or shipped_model(), extra_sinks=lambda: [watch])
        parts.window.resize(1280, 720)
        parts.window.show()
        wait_until(lambda: parts.session.is_ready)
        try:
            yield parts
        finally:
            parts.window.close_unasked()
            wait_until(lambda: not parts.window.isVisible(), 30.0)
            parts.end()


def wait_until(is_so: Callable[[], bool], timeout_s: float = 300.0) -> None:
    """Run the event loop until something is so. Raises TimeoutError."""
    loop, deadline_s = QEventLoop(), time.monotonic() + timeout_s
    timer = QTimer()
    timer.timeout.connect(lambda: loop.quit() if is_so() or time.monotonic() > deadline_s else None)
    timer.start(20)
    loop.exec()
    timer.stop()
    if not is_so():
        raise TimeoutError(f"it did not happen within {timeout_s:.0f} s")


def inspect_folder(parts: Parts, watch: StopWatch, folder: Path) -> float:
    """Inspect a folder in the window; seconds from the first sink call to the last record on the disk."""
    parts.presenter.choose_source(str(folder))
    wait_until(lambda: watch.outcome is not None)
    if watch.outcome is not Outcome.COMPLETED or watch.n_missed:
        raise RuntimeError(f"{watch.outcome}, {watch.n_missed} frames missed")
    return watch.ended_s - watch.begun_s
