"""Records frames and defects until it is killed. Started by test_kill_and_recover.

    python kill_child.py DATABASE INSPECTION_ID LOG SEED

Odd seeds record about a thousand frames a second, even ones fifty, as a camera does: there it is the clock
that makes the writer commit, not the full queue. Each line of LOG says what was submitted and when,
"NUMBER N_DEFECTS MONOTONIC_S", written without a buffer after ``submit`` returned, so that it survives the kill.
"""

from __future__ import annotations

import os
import random
import sys
import time
from pathlib import Path

from inspector.core.audit import utc_now
from inspector.core.calibration import Calibration
from inspector.core.defect import Box, Defect, DefectPart, Severity, Size
from inspector.core.piece import Piece
from inspector.core.placement import Placement
from inspector.store.backups import BackupRule
from inspector.store.guard import StoreGuard
from inspector.store.operations.defects import RecordDefects
from inspector.store.operations.frames import RecordFrame
from inspector.store.operations.inspections import BeginInspection
from inspector.store.records import LaneRecord, ModelUsed
from inspector.store.writer import StoreWriter

SCALE = Calibration(0.1, 0.1)


def main(database: Path, inspection_id: str, log: Path, seed: int) -> None:
    chance, is_fast = random.Random(seed), bool(seed % 2)
    writer = StoreWriter(database)
    guard = StoreGuard(writer, BackupRule(n_kept=0), look_every_s=1.0)  # kept: it looks for damage until the end
    writer.submit(
        BeginInspection(
            inspection_id=inspection_id,
            piece=Piece(f"rail {seed}", "rail"),
            lanes=(LaneRecord(lane=0, source_name="synthetic", source_kind="synthetic", calibration=SCALE),),
            model=ModelUsed("none", "0", "0" * 64),
            class_names=("background", "scratch"),
            thresholds=(0.0, 0.5),
            min_area_px=(0, 1),
        )
    )
    assert guard
    lines = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    n_defects = 0
    for number in range(1_000_000):
        n_new = chance.choice((0, 0, 1, 3))
        placement = Placement(0, number * 512, number * 51.2, 0.0, SCALE)
        name = f"frame {number:06d}"
        frame = RecordFrame(inspection_id, placement, number, name, 512, 2048, 8, utc_now(), 3.0)
        # The newest defect grows into this frame, then new ones begin.
        numbers = range(max(1, n_defects), n_defects + n_new + 1) if n_defects + n_new else ()
        n_defects += n_new
        writer.submit(frame, RecordDefects(inspection_id, tuple(defect(n, number) for n in numbers)))
        os.write(lines, f"{number} {n_defects} {time.monotonic():.6f}\n".encode())
        if is_fast:
            time.sleep(chance.choice((0.0, 0.004)) * chance.random())
        else:
            time.sleep(0.02)


def defect(number: int, frame_number: int) -> Defect:
    size = Size(10.0, 4.0, 3.0, 5.0, 2.0, 5.0, 2.0, 12.5)
    part = DefectPart(frame_number, f"frame {frame_number:06d}", Box(1, 2, 3, 4))
    return Defect(
        number, 1, "scratch", 0.75, size, size, 100.0, 200.0, 10.0, 20.0, None, Severity.MINOR, "any", (part,)
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
