"""A workspace with one recorded piece: 100 m, of which 3 m were not seen, and two defects."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from inspector.core.audit import AuditStamp
from inspector.core.calibration import Calibration
from inspector.core.defect import Box, Defect, DefectPart, Severity, Size
from inspector.core.frame import Frame, MissedFrame
from inspector.core.grading import GradingRule, GradingTable, Verdict
from inspector.core.messages import Code, message
from inspector.core.piece import Coverage, Gap, GapCause, Piece
from inspector.core.placement import Placement
from inspector.grading.table_text import TableFile
from inspector.pipeline.grading import verdict_operation
from inspector.reports.regrading import regraded
from inspector.store.database import reading
from inspector.store.evidence import EvidenceStore
from inspector.store.operations.defects import RecordDefects
from inspector.store.operations.events import RecordEvent
from inspector.store.operations.frames import RecordFrame, RecordMissedFrame
from inspector.store.operations.gaps import RecordGap
from inspector.store.operations.inspections import BeginInspection, EndInspection
from inspector.store.queries import inspections
from inspector.store.records import InspectionState, LaneRecord, ModelUsed
from inspector.store.writer import StoreWriter
from inspector.workspace.workspace import Workspace, create_workspace

NOON = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)
STAMP = AuditStamp(NOON, "anna")
PIECE = "=1+2 R-7"
INSPECTION = "ab" * 16
FORMULA = "=1+2.png"
SCALE = Calibration(0.5, 0.5)
TABLE = GradingTable(
    "plate",
    (
        GradingRule("scratch", measure="length_mm", at_least=20, verdict=Verdict.REJECT, note="gauge it"),
        GradingRule(verdict=Verdict.DOWNGRADE),
    ),
    standard="order 4711",
    limits_depth=True,
    is_example=True,
)


def defect(defect_id: int, at_m: float, length_mm: float, severity: Severity) -> Defect:
    size = Size(12.5 * length_mm, length_mm, 12.5, length_mm, 12.5, length_mm, 12.5, 0.0)
    size_px = Size(50 * length_mm, 2 * length_mm, 25, 2 * length_mm, 25, 2 * length_mm, 25, 0.0)
    part = DefectPart(3, "frame 000003", Box(40, 20, 25, int(2 * length_mm)))
    return Defect(
        defect_id, 1, "scratch", 0.875, size_px, size, at_m * 2000, 200.0, at_m * 1000, 100.25, None, severity,
        "a rule", (part,),
    )  # fmt: skip


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = create_workspace(tmp_path / "plant")
    writer = StoreWriter(made.database)
    pictures = EvidenceStore(made.frames, 10_000_000, writer)
    scratches = (defect(1, 42.0, 30.0, Severity.CRITICAL), defect(2, 7.0, 4.0, Severity.MINOR))
    frame = Frame(3, "frame 000003", np.tile(np.arange(200, dtype=np.uint8), (200, 1)), NOON, 0.0)
    place = Placement(0, 600, 300.0, 0.0, SCALE)
    reason = message(Code.FRAME_NOT_A_PICTURE, name=FORMULA)
    missed = MissedFrame(4, FORMULA, reason, NOON, n_rows=6000)
    gap = Gap(1, 0, GapCause.UNREADABLE, reason, 4, 4, 1, 800, 6800, 400.0, 3400.0, NOON, NOON)
    lane = LaneRecord(
        lane=0, source_name="cam-17", source_kind="camera", is_continuous=True, across_mm=0.0, calibration=SCALE
    )
    begin = BeginInspection(
        inspection_id=INSPECTION, piece=Piece(PIECE, "coil"), line="line 2", pc="PC-7", lanes=(lane,),
        model=ModelUsed("steel-anet", "3", "cd" * 32, "CPU"), class_names=("background", "scratch"),
        thresholds=(0.0, 0.4), min_area_px=(0, 12), severity_table='{"version": 4, "is_example": true}', stamp=STAMP,
    )  # fmt: skip
    coverage = Coverage("mm", 97_000.0, {GapCause.UNREADABLE: 3_000.0})
    writer.submit(
        begin,
        RecordFrame.of(INSPECTION, place, frame, 12.5),
        RecordMissedFrame(INSPECTION, Placement(0, 800, 400.0, 0.0, SCALE), missed, stamp=STAMP),
        RecordGap(INSPECTION, gap, stamp=STAMP),
        RecordDefects(INSPECTION, scratches, stamp=STAMP),
        RecordEvent(message(Code.CAMERA_LOST, address="0", retry_s=1.0), INSPECTION, stamp=STAMP),
    )
    pictures.save(INSPECTION, PIECE, scratches[0], frame, lane=0, may_wait=True)
    assert pictures.close() == 0
    ended = AuditStamp(NOON + timedelta(minutes=5), "anna")
    writer.submit(EndInspection(INSPECTION, InspectionState.COMPLETED, None, coverage, stamp=ended))
    assert writer.flush(10)
    with reading(made.database) as rows:
        inspection = inspections.by_id(rows, INSPECTION)
        assert inspection is not None
        judgement, _ = regraded(rows, inspection, TableFile.of(TABLE))
    writer.submit(verdict_operation(INSPECTION, judgement, "bela"))
    assert not writer.close()
    return made
