"""How fast stored pieces are graded anew, and how long the report of a piece with 5,000 defects takes.

    python -m tests.benchmarks.bench_reports

40 inspections of 5,000 defects each, recorded by the store's own writer, are judged by a table of six rules from their
rows in the database: 200,000 defects. The report is the whole of it: reading, laying out, drawing as PDF.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from inspector.core.audit import AuditStamp
from inspector.core.calibration import Calibration
from inspector.core.defect import Box, Defect, DefectPart, Severity, Size
from inspector.core.piece import Coverage, Piece
from inspector.grading.table_text import TableFile
from inspector.reports.document import document_of
from inspector.reports.piece_report import gather
from inspector.reports.regrading import replay
from inspector.store.database import reading
from inspector.store.operations.defects import RecordDefects
from inspector.store.operations.inspections import BeginInspection, EndInspection
from inspector.store.records import InspectionState, LaneRecord, ModelUsed
from inspector.store.writer import StoreWriter
from inspector.views.report.pdf import application_without_display, pdf_of
from inspector.workspace.grading_tables import template
from inspector.workspace.workspace import Workspace, create_workspace
from tests.benchmarks.result import Figure

N_INSPECTIONS, N_DEFECTS = 40, 5_000
LENGTH_M = 2_000.0
REPLAY_GOAL, REPORT_GOAL_S = 50_000.0, 5.0
CLASSES = ("scratch", "patch", "shell", "inclusion")
STAMP = AuditStamp(datetime(2026, 3, 1, tzinfo=UTC), "bench")


def defects(rng: np.random.Generator) -> tuple[Defect, ...]:
    found = []
    for number in range(1, N_DEFECTS + 1):
        length, width = rng.uniform(1, 60), rng.uniform(0.5, 20)
        size = Size(length * width, length, width, length, width, length, width, None)
        along, across = rng.uniform(0, LENGTH_M * 1000), rng.uniform(0, 1200)
        kind = int(rng.integers(0, 2))  # neither shell, which rejects a piece at once
        severity = list(Severity)[int(rng.integers(0, 4))]
        part = DefectPart(number, f"frame {number:06d}", Box(10, 20, 30, 40))
        found.append(
            Defect(
                number, kind + 1, CLASSES[kind], 0.9, size, size, along, across, along, across, None, severity,
                "*: feret_max_mm ≥ 10 → major (table 3)", (part,),
            )
        )  # fmt: skip
    return tuple(found)


def filled(folder: Path) -> Workspace:
    workspace = create_workspace(folder)
    writer = StoreWriter(workspace.database, capacity=100_000)
    rng = np.random.default_rng(1)
    lane = LaneRecord(
        lane=0, source_name="strip", source_kind="camera", is_continuous=True, across_mm=0.0,
        calibration=Calibration(0.5, 0.5),
    )  # fmt: skip
    listed = defects(rng)
    for number in range(N_INSPECTIONS):
        inspection_id = f"{number:032x}"
        begin = BeginInspection(
            inspection_id=inspection_id, piece=Piece(f"C-{number}", "coil"), line="1", lanes=(lane,),
            model=ModelUsed("m", "1", "ab" * 32), class_names=("background", *CLASSES), thresholds=(0.0,) + (0.5,) * 4,
            min_area_px=(0,) + (4,) * 4, stamp=STAMP,
        )  # fmt: skip
        writer.submit(begin, RecordDefects(inspection_id, listed, stamp=STAMP))
        coverage = Coverage("mm", LENGTH_M * 1000)
        writer.submit(EndInspection(inspection_id, InspectionState.COMPLETED, None, coverage, stamp=STAMP))
        writer.flush(60)
    writer.close()
    return workspace


def run() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        workspace = filled(Path(folder) / "plant")
        table = TableFile.of(template("en-10163-like-plate"))
        rates = []
        for _ in range(3):
            began_s = time.perf_counter()
            with reading(workspace.database) as rows:
                found = replay(rows, table)
            rates.append(found.n_defects / (time.perf_counter() - began_s))
        application = application_without_display()
        times, n_bytes = [], 0
        for _ in range(3):
            began_s = time.perf_counter()
            n_bytes = len(pdf_of(document_of(gather(workspace, f"{1:032x}"))))
            times.append(time.perf_counter() - began_s)
        del application
    rate, report_s = sorted(rates)[1], sorted(times)[1]
    return [
        Figure(
            "defects of stored pieces graded anew, per second",
            rate,
            f"at least {REPLAY_GOAL:g}",
            rate >= REPLAY_GOAL,
            f"{found.n_defects} defects of {len(found.regraded)} pieces, {len(table.table.rules)} rules, from rows",
        ),
        Figure(
            f"seconds for the PDF of a piece with {N_DEFECTS} defects",
            report_s,
            f"at most {REPORT_GOAL_S:g}",
            report_s <= REPORT_GOAL_S,
            f"{n_bytes / 1e6:.1f} MB, read from the records and drawn",
        ),
    ]


if __name__ == "__main__":
    for figure in run():
        sys.stdout.write(f"{figure}\n")
