"""Ready-made facts for the store's tests, every field filled and told apart."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from inspector.core.audit import AuditStamp
from inspector.core.calibration import Calibration
from inspector.core.defect import Box, Defect, DefectPart, Severity, Size
from inspector.core.frame import MissedFrame
from inspector.core.messages import Code, message
from inspector.core.piece import Gap, GapCause, Piece
from inspector.core.placement import Placement
from inspector.store.operations.frames import RecordFrame, RecordMissedFrame
from inspector.store.operations.inspections import BeginInspection
from inspector.store.records import LaneRecord, ModelUsed, Notice
from inspector.store.writer import StoreWriter

NOON = datetime(2026, 3, 1, 12, 0, 0, 125_000, tzinfo=UTC)
NOON_TEXT = "2026-03-01T12:00:00.125Z"
STAMP = AuditStamp(NOON, "anna")
MODEL = ModelUsed("steel-anet", "3", "ab" * 32, "CPUExecutionProvider")


SCALE = Calibration(0.1, 0.25)
LANES = (
    LaneRecord(
        lane=0, name="top left", source_name="cam-17", source_kind="camera", is_continuous=True, across_mm=0.0,
        calibration=SCALE, bits=12,
    ),
    LaneRecord(
        lane=1, name="top right", source_name="cam-18", source_kind="camera", is_continuous=False, across_mm=204.5,
        calibration=Calibration(0.2, 0.3), bits=8,
    ),
)  # fmt: skip


def begin(inspection_id: str = "1" * 32, piece_name: str = "R-1", **changed: object) -> BeginInspection:
    standard = BeginInspection(
        inspection_id=inspection_id,
        piece=Piece(piece_name, "rail"),
        line="line 2",
        pc="PC-7",
        lanes=LANES,
        model=MODEL,
        class_names=("background", "scratch", "Lunker"),
        thresholds=(0.0, 0.4, 0.55),
        min_area_px=(0, 12, 20),
        severity_table='[{"class": "scratch"}]',
        stamp=STAMP,
    )
    return replace(standard, **changed)  # type: ignore[arg-type]


def placed(number: int, lane: int = 0) -> Placement:
    return Placement(lane, number * 1000, number * 250.0, lane * 204.5, SCALE)


def frame(number: int, inspection_id: str = "1" * 32, lane: int = 0, **changed: object) -> RecordFrame:
    standard = RecordFrame(
        inspection_id=inspection_id,
        placement=placed(number, lane),
        frame_index=number,
        name=f"frame {number:06d}",
        n_rows=1000,
        width=2048,
        bits=12,
        captured_at=NOON,
        ms=12.5,
        stamp=STAMP,
    )
    return replace(standard, **changed)  # type: ignore[arg-type]


def missed(number: int, n_rows: int | None = 1000, code: Code = Code.FRAME_SKIPPED) -> MissedFrame:
    name = f"frame {number:06d}"
    return MissedFrame(number, name, message(code, name=name), NOON, n_rows=n_rows)


def record_missed(number: int, inspection_id: str = "1" * 32, **options: object) -> RecordMissedFrame:
    return RecordMissedFrame(inspection_id, placed(number), missed(number, **options), stamp=STAMP)  # type: ignore[arg-type]


def gap(gap_id: int = 1, **changed: object) -> Gap:
    standard = Gap(
        gap_id=gap_id,
        lane=1,
        cause=GapCause.SKIPPED,
        reason=message(Code.FRAME_SKIPPED, name="frame 000002"),
        first_frame=2,
        last_frame=3,
        n_frames=2,
        start_px=2000,
        end_px=4000,
        start_mm=500.0,
        end_mm=1000.0,
        started_at=NOON,
        ended_at=NOON + timedelta(seconds=1),
    )
    return replace(standard, **changed)  # type: ignore[arg-type]


def defect(number: int = 1, **changed: object) -> Defect:
    standard = Defect(
        defect_id=number,
        class_index=1,
        class_name="scratch",
        score=0.875,
        size_px=Size(101.0, 102.0, 103.0, 104.0, 105.0, 106.0, 107.0, 8.0),
        size_mm=Size(1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, -8.5),
        position_px=1234.5,
        offset_px=99.5,
        position_mm=250.0,
        offset_mm=9.75,
        edge_distance_mm=3.25,
        severity=Severity.MAJOR,
        rule="scratch longer than 2 mm",
        parts=(
            DefectPart(4, "frame 000004", Box(1, 2, 3, 4), lane=1),
            DefectPart(5, "frame 000005", Box(5, 0, 7, 8)),
        ),
        n_parts=9,
        lanes=(0, 1),
    )
    return replace(standard, **changed)  # type: ignore[arg-type]


class Told:
    """Collects notices and lets a test wait for one."""

    def __init__(self) -> None:
        self.notices: list[Notice] = []
        self._changed = threading.Condition()

    def __call__(self, notice: Notice) -> None:
        with self._changed:
            self.notices.append(notice)
            self._changed.notify_all()

    def wait_for(self, code: Code, *, is_over: bool = False, timeout_s: float = 120.0) -> None:
        def is_told() -> bool:
            return any(seen.message.code is code and seen.is_over is is_over for seen in self.notices)

        with self._changed:
            assert self._changed.wait_for(is_told, timeout_s), f"{code} was not told, only {self.notices}"

    def codes(self) -> list[tuple[Code, bool]]:
        return [(notice.message.code, notice.is_over) for notice in self.notices]


def opened(path: Path, **options: object) -> StoreWriter:
    return StoreWriter(path / "inspection.sqlite", **options)  # type: ignore[arg-type]
