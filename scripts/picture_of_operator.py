"""Save a picture of the operator's view while the demo strip is inspected.

    picture_of_operator.py WORKSPACE FILE.png [MARKED.png]

MARKED.png is the same with the numbers that the page for operators speaks of. INSPECTOR_LANGUAGE chooses the language.
The strip comes as a folder of frames, which waits: however slow this PC is, no frame is skipped.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import cv2
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QWidget
from waiting import wait_until

from inspector.app import Parts, build, ended_in_order, make_application
from inspector.core.calibration import Calibration
from inspector.core.source_options import SourceOptions
from inspector.sources.choice import DEMO_MM_PER_PX, DEMO_ROWS, DEMO_WIDTH_PX, source_named
from inspector.sources.synthetic import DEMO_SEED, Surface, SyntheticStrip
from inspector.views.live.picture_panel import PicturePanel
from inspector.views.live.piece_map import PieceMap
from inspector.views.operator.large_button import LargeButton
from inspector.views.operator.operator_foot import OperatorFoot
from inspector.views.operator.operator_head import OperatorHead
from inspector.views.operator.serious_column import SeriousColumn

N_FRAMES, N_SEEN = 60, 40
MARK_PX = 34
TIMEOUT_S = 300.0


def main() -> int:
    workspace, file = Path(sys.argv[1]), Path(sys.argv[2])
    marked = Path(sys.argv[3]) if len(sys.argv) > 3 else None
    make_application("dark")
    parts = build(workspace)
    frames = file.parent / "demo strip"  # it stays, so that the Review page can read its frames again
    if not frames.is_dir():
        _write_strip(frames)
    with ended_in_order(parts):
        is_saved = _picture(parts, frames, file, marked)
        parts.presenter.close()
        QApplication.processEvents()  # nobody runs the event loop: what was put to the window is delivered here
    return 0 if is_saved else 1


def _write_strip(folder: Path) -> None:
    strip = SyntheticStrip(DEMO_SEED, DEMO_WIDTH_PX, Surface.HOT_ROLLED, defects_per_m=6.0, mm_per_px=DEMO_MM_PER_PX)
    folder.mkdir()
    for number in range(N_FRAMES):
        pixels = strip.render(number * DEMO_ROWS, DEMO_ROWS).pixels
        cv2.imwrite(str(folder / f"frame_{number:03d}.png"), pixels)


def _picture(parts: Parts, frames: Path, file: Path, marked: Path | None) -> bool:
    parts.window.resize(1280, 720)
    parts.window.show()
    scale = Calibration(DEMO_MM_PER_PX, DEMO_MM_PER_PX)
    parts.presenter.choose(replace(source_named(str(frames), SourceOptions()), scale=scale))
    parts.window.show_operator_view(True)
    parts.window.resize(1280, 720)

    def n_inspected() -> int:
        status = parts.session.state.status
        return status.stats.n_inspected if status is not None else 0

    if not wait_until(lambda: n_inspected() >= N_SEEN, TIMEOUT_S):
        return False
    picture = parts.window.grab()
    is_saved = picture.save(str(file))
    if marked is not None:
        _mark(parts, picture)
        is_saved = picture.save(str(marked)) and is_saved
    return is_saved


def _parts_of_view(parts: Parts) -> list[QWidget]:
    head = parts.page.findChild(OperatorHead)
    kinds = (PicturePanel, SeriousColumn, PieceMap, OperatorFoot)
    return [head.state, head.coverage, head.alarm, *(parts.page.findChild(kind) for kind in kinds)]


def _mark(parts: Parts, picture: QPixmap) -> None:
    """Numbers 1 to 8 at the corner of what they mean: where the parts stand now, not where they once stood."""
    parts_of_view = _parts_of_view(parts)
    corners = [(part, part.rect().topRight()) for part in parts_of_view]
    leave = parts.page.findChild(OperatorHead).findChild(LargeButton)
    corners.insert(1, (leave, leave.rect().topLeft()))  # metre and piece stand between the state and this button
    places = [part.mapTo(parts.window, corner) for part, corner in corners]
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    face = QFont(painter.font())
    face.setPixelSize(MARK_PX * 2 // 3)
    face.setBold(True)
    painter.setFont(face)
    for number, corner in enumerate(places, 1):
        disc = QRect(corner.x() - MARK_PX - 6, corner.y() + 6, MARK_PX, MARK_PX)
        painter.setPen(QPen(QColor("#16181C"), 2))
        painter.setBrush(QColor("#FFD54A"))
        painter.drawEllipse(disc)
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(number))
    painter.end()


if __name__ == "__main__":
    sys.exit(main())
