"""Save a picture of the operator's view while the demo strip is inspected.

    picture_of_operator.py WORKSPACE FILE.png

The strip comes as a folder of frames, which waits: however slow this PC is, no frame is skipped.
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import cv2
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inspector.app import Parts, build, ended_in_order, make_application
from inspector.core.calibration import Calibration
from inspector.core.source_options import SourceOptions
from inspector.sources.choice import DEMO_MM_PER_PX, DEMO_ROWS, DEMO_WIDTH_PX, source_named
from inspector.sources.synthetic import DEMO_SEED, Surface, SyntheticStrip

N_FRAMES, N_SEEN = 60, 40
TIMEOUT_S = 300.0


def main() -> int:
    workspace, file = Path(sys.argv[1]), Path(sys.argv[2])
    make_application("dark")
    parts = build(workspace)
    with ended_in_order(parts), tempfile.TemporaryDirectory() as folder:
        frames = Path(folder) / "demo strip"
        _write_strip(frames)
        is_saved = _picture(parts, frames, file)
        parts.presenter.close()
        QApplication.processEvents()  # nobody runs the event loop: what was put to the window is delivered here
    return 0 if is_saved else 1


def _write_strip(folder: Path) -> None:
    strip = SyntheticStrip(DEMO_SEED, DEMO_WIDTH_PX, Surface.HOT_ROLLED, defects_per_m=6.0, mm_per_px=DEMO_MM_PER_PX)
    folder.mkdir()
    for number in range(N_FRAMES):
        pixels = strip.render(number * DEMO_ROWS, DEMO_ROWS).pixels
        cv2.imwrite(str(folder / f"frame_{number:03d}.png"), pixels)


def _picture(parts: Parts, frames: Path, file: Path) -> bool:
    parts.window.resize(1280, 720)
    parts.window.show()
    scale = Calibration(DEMO_MM_PER_PX, DEMO_MM_PER_PX)
    parts.presenter.choose(replace(source_named(str(frames), SourceOptions()), scale=scale))
    parts.window.show_operator_view(True)
    parts.window.resize(1280, 720)
    ends_at = time.monotonic() + TIMEOUT_S
    n_inspected = 0
    while n_inspected < N_SEEN and time.monotonic() < ends_at:
        QTest.qWait(50)
        status = parts.session.state.status
        n_inspected = status.stats.n_inspected if status is not None else 0
    return n_inspected >= N_SEEN and parts.window.grab().save(str(file))


if __name__ == "__main__":
    sys.exit(main())
