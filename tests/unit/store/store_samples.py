"""Ready-made facts for the store's tests, every field filled and told apart."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from inspector.core.audit import AuditStamp
from inspector.core.calibration import Calibration
from inspector.core.defect import Box, Defect, DefectPart, Severity, Size
from inspector.core.frame import MissedFrame
from inspector.core.messages import Code, message
from inspector.store.operations import BeginInspection, RecordFrame
from inspector.store.records import ModelUsed, Notice
from inspector.store.writer import StoreWriter

NOON = datetime(2026, 3, 1, 12, 0, 0, 125_000, tzinfo=UTC)
NOON_TEXT = "2026-03-01T12:00:00.125Z"
STAMP = AuditStamp(NOON, "anna")
MODEL = ModelUsed("steel-anet", "3", "ab" * 32, "CPUExecutionProvider")


def begin(inspection_id: str = "1" * 32, piece_id: str = "R-1", **changed: object) -> BeginInspection:
    standard = BeginInspection(
        inspection_id=inspection_id,
        piece_id=piece_id,
        piece_kind="rail",
        source_name="line 2 top",
        source_kind="camera",
        model=MODEL,
        class_names=("background", "scratch", "Lunker"),
        thresholds=(0.0, 0.4, 0.55),
        min_area_px=(0, 12, 20),
        calibration=Calibration(0.1, 0.25),
        severity_table='[{"class": "scratch"}]',
        stamp=STAMP,
    )
    return replace(standard, **changed)  # type: ignore[arg-type]


def frame(number: int, inspection_id: str = "1" * 32, **changed: object) -> RecordFrame:
    standard = RecordFrame(
        inspection_id=inspection_id,
        number=number,
        name=f"frame {number:06d}",
        along_px=number * 1000,
        along_m=None,
        n_rows=1000,
        width=2048,
        captured_at=NOON,
        ms=12.5,
        stamp=STAMP,
    )
    return replace(standard, **changed)  # type: ignore[arg-type]


def missed(number: int, n_rows: int | None = 1000, code: Code = Code.FRAME_SKIPPED) -> MissedFrame:
    name = f"frame {number:06d}"
    return MissedFrame(number, name, message(code, name=name), NOON, number * 1000, n_rows)


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
            DefectPart(4, "frame 000004", Box(1, 2, 3, 4)),
            DefectPart(5, "frame 000005", Box(5, 0, 7, 8)),
        ),
        n_parts=9,
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

    def wait_for(self, code: Code, *, is_over: bool = False, timeout_s: float = 20.0) -> None:
        def is_told() -> bool:
            return any(seen.message.code is code and seen.is_over is is_over for seen in self.notices)

        with self._changed:
            assert self._changed.wait_for(is_told, timeout_s), f"{code} was not told, only {self.notices}"

    def codes(self) -> list[tuple[Code, bool]]:
        return [(notice.message.code, notice.is_over) for notice in self.notices]


def wait_until(is_true: Callable[[], bool], timeout_s: float = 20.0) -> None:
    deadline = time.monotonic() + timeout_s
    while not is_true():
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.01)


def opened(path: Path, **options: object) -> StoreWriter:
    return StoreWriter(path / "inspection.sqlite", **options)  # type: ignore[arg-type]
