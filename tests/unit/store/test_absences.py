"""Since when nothing was seen of a piece, whose piece it was, and how fast it passed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from inspector.core.calibration import Calibration
from inspector.core.piece import Absence, Piece
from inspector.core.placement import Placement
from inspector.presenters.unexpected_ends import missed_text
from inspector.store.database import reading
from inspector.store.operations.frames import RecordFrame
from inspector.store.operations.inspections import BeginInspection
from inspector.store.queries.absences import absence_of
from inspector.store.records import LaneRecord, ModelUsed
from inspector.store.writer import StoreWriter

SCALE = Calibration(0.5, 0.5)
BEGAN = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
COIL = Piece("coil 7", "coil")


def record(database: Path, kind: str = "camera") -> None:
    """Ten frames of 100 mm, two a second: 0.2 m/s; then nothing more, as of a program that was killed."""
    writer = StoreWriter(database)
    lane = LaneRecord(lane=0, source_name="camera 0", source_kind=kind, calibration=SCALE)
    writer.submit(
        BeginInspection(
            inspection_id="0123456789abcdef", piece=COIL, lanes=(lane,), model=ModelUsed("none", "0", "0" * 64),
            class_names=("background", "scratch"), thresholds=(0.0, 0.5), min_area_px=(0, 1),
        )
    )  # fmt: skip
    for number in range(10):
        at = BEGAN + timedelta(seconds=number / 2)
        placement = Placement(0, number * 200, number * 100.0, 0.0, SCALE)
        writer.submit(RecordFrame("0123456789abcdef", placement, number, f"frame {number}", 200, 1024, 8, at, 3.0))
    writer.close()


def found(database: Path, named: Piece | None, *, is_alive: bool = False) -> Absence | None:
    with reading(database) as rows:
        return absence_of(rows, named, lambda inspection_id: is_alive)


def test_of_a_program_that_died(tmp_path: Path):
    record(tmp_path / "inspection.sqlite")
    for named in (None, COIL):
        absence = found(tmp_path / "inspection.sqlite", named)
        assert absence is not None
        assert (absence.piece, absence.is_unexpected, absence.is_live) == (COIL, True, True)
        assert (absence.since, absence.last_frame) == (BEGAN + timedelta(seconds=4.5), 9)
        assert absence.m_per_s == pytest.approx(0.2)


def test_of_another_piece_or_a_program_that_lives_there_is_none(tmp_path: Path):
    record(tmp_path / "inspection.sqlite")
    assert found(tmp_path / "inspection.sqlite", Piece("coil 7", "rail")) is None
    assert found(tmp_path / "inspection.sqlite", None, is_alive=True) is None


def test_a_folder_waits_and_was_not_missed(tmp_path: Path):
    record(tmp_path / "inspection.sqlite", "folder")
    absence = found(tmp_path / "inspection.sqlite", None)
    assert absence is not None
    assert not absence.is_live
    assert missed_text(absence) == "“coil 7” was not inspected to its end"


def test_the_metres_that_passed_are_told_by_the_speed_before():
    since = datetime.now(UTC) - timedelta(seconds=30)
    absence = Absence(COIL, since, is_unexpected=True, m_per_s=0.2)
    assert missed_text(absence).startswith("About 6.0 m of “coil 7” were not inspected")
    assert missed_text(None) == "Nothing was being inspected"
