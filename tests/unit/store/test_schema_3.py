"""A database of version 2 keeps every fact it held when it is brought to version 3, and gaps become rows."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from store_samples import opened

from inspector.core.calibration import Calibration
from inspector.core.defect import Box, Defect, DefectPart, Severity, Size
from inspector.core.messages import Code, StoreError, message
from inspector.core.piece import Coverage, Gap, GapCause
from inspector.store.database import reading
from inspector.store.migrations import MIGRATIONS, migrate
from inspector.store.queries import defects, events, evidence, frames, gaps, inspections
from inspector.store.queries.evidence import EvidenceRecord
from inspector.store.records import EvidenceKind, FrameState, InspectionState, LaneRecord, ModelUsed

# One calibrated inspection "aa" with every kind of row, one without a calibration "bb", both of the rail R-1; one
# with metres from an encoder "cc"; one that was killed "dd".


def at(second: float) -> str:
    return f"2026-01-01T00:00:{second:06.3f}Z"


def moment(second: int) -> datetime:
    return datetime(2026, 1, 1, 0, 0, second, tzinfo=UTC)


def reason(code: Code, name: str) -> str:
    return message(code, name=name).to_json()


def insert(connection: sqlite3.Connection, table: str, *rows: tuple[object, ...]) -> None:
    for row in rows:
        connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)


def add_inspection(
    connection: sqlite3.Connection, key: str, piece: str, state: str, scale: Calibration | None, started_s: int
) -> None:
    mm = (scale.mm_per_px_across, scale.mm_per_px_along) if scale else (None, None)
    ended = (at(started_s + 9), 4, 5, 1) if state != "running" else (None, None, None, None)
    failed = message(Code.MODEL_OUT_OF_MEMORY, path="m", detail="8 GB").to_json() if state == "failed" else None
    insert(
        connection,
        "inspections",
        (
            *(key, piece, f"source {key}", "camera", "m", "1", "ff", '["background","Lunker ø"]', "[0.0,0.5]", "[0,9]"),
            *("[]", *mm, state, failed, at(started_s), *ended, "anna"),
        ),
    )
    insert(connection, "models_used", (key, 0, "m", "1", "ff", "CPU", at(started_s), "anna"))


def add_frame(
    connection: sqlite3.Connection, key: str, number: int, along_px: int, n_rows: int | None,
    missed: Code | None = None, along_m: float | None = None,
) -> None:  # fmt: skip
    name, is_seen = f"f{number}", missed is None
    insert(
        connection,
        "frames",
        (
            *(key, number, name, "inspected" if is_seen else "not_inspected"),
            *(None if missed is None else reason(missed, name), along_px, along_m, n_rows, 64 if is_seen else None),
            *(at(number), 2.5 if is_seen else None, at(number + 0.5), "anna"),
        ),
    )


def defect_row(number: int, position_m: float | None, parts: list[list[object]], absorbed_by: int | None):
    px = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0)
    mm = (None,) * 8 if position_m is None else (11.0, 12.0, 13.0, 14.0, 15.0, 16.0, 17.0, None)
    return (
        *(number + 40, "aa", number, 1, "Lunker ø", 0.875, "major", "rule", *px, *mm, 100.5, 20.5, position_m, 30.5),
        *(None, 0, 1, len(parts), json.dumps(parts), 3, absorbed_by, at(1), at(2), "bert"),
    )


@pytest.fixture
def version_2(tmp_path: Path) -> Path:
    path = tmp_path / "inspection.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, path, MIGRATIONS[:2])
        insert(connection, "pieces", ("R-1", "rail", at(0), "anna"), ("coil ø", "coil", at(20), "bert"))
        scale = Calibration(0.5, 0.25)
        add_inspection(connection, "aa", "R-1", "completed", scale, 0)
        add_inspection(connection, "bb", "R-1", "failed", None, 10)
        add_inspection(connection, "cc", "coil ø", "cancelled", scale, 20)
        add_inspection(connection, "dd", "coil ø", "running", None, 30)
        insert(connection, "models_used", ("aa", 5, "n", "2", "ee", "CUDA", at(5), "anna"))

        add_frame(connection, "aa", 0, 0, 1000)
        add_frame(connection, "aa", 1, 1000, 1000, Code.FRAME_SKIPPED)
        add_frame(connection, "aa", 2, 2000, 1000, Code.FRAME_SKIPPED)
        add_frame(connection, "aa", 3, 3000, None, Code.FRAME_TRUNCATED)  # ends where the next one begins
        add_frame(connection, "aa", 4, 3500, 1000)
        add_frame(connection, "aa", 5, 4000, 1000)  # overlaps by half
        add_frame(connection, "aa", 6, 5000, 1000, Code.FRAME_FAILED)
        add_frame(connection, "aa", 7, 6000, 1000, Code.FRAME_NOT_REACHED)
        add_frame(connection, "aa", 8, 7000, None, Code.FRAME_SKIPPED)  # nobody knows how long it was
        lost = message(Code.CAMERA_LOST, address="cam", retry_s=1).to_json()
        insert(connection, "gaps", (1, "aa", lost, None, None, 2.0, 5.0, at(8), None, at(8.9), "anna"))

        add_frame(connection, "bb", 0, 0, 1000)
        add_frame(connection, "bb", 1, 1000, 1000, Code.FRAME_SKIPPED)
        add_frame(connection, "cc", 0, 0, 1000, Code.FRAME_SKIPPED, along_m=10.0)
        add_frame(connection, "cc", 1, 1000, 1000, along_m=10.4)  # the encoder says more than the rows
        add_frame(connection, "dd", 0, 0, 1000)

        parts = [[0, "f0", 1, 2, 3, 4], [4, 'ø "f4"', 5, 6, 7, 8]]
        insert(connection, "defects", defect_row(1, 0.125, parts, None), defect_row(2, None, parts[:1], 1))
        insert(connection, "events", (7, "aa", lost, at(3), "anna"), (8, None, lost, at(4), "bert"))
        insert(
            connection,
            "evidence",
            (3, "aa", 1, 0, "R-1/a.png", 1, 2, 3, 4, 500, 1, "kept", at(5), at(6), "anna"),
            (4, "aa", 1, 4, "R-1/b.png", 5, 6, 7, 8, 600, 0, "evicted", at(5), at(6), "anna"),
        )
    return path


@pytest.fixture
def migrated(version_2: Path) -> Path:
    assert opened(version_2.parent).close() == ()
    return version_2


def test_version_2_is_copied_before_it_is_changed(migrated):
    (backup,) = migrated.parent.glob("*.backup.sqlite")
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("SELECT max(number) FROM migrations").fetchone() == (2,)
        assert connection.execute("SELECT count(*) FROM frames WHERE inspection_id = 'aa'").fetchone() == (9,)


def test_a_reader_of_version_2_says_what_to_do(version_2):
    with pytest.raises(StoreError) as caught, reading(version_2):
        pass
    assert caught.value.message.code is Code.STORE_UNWRITABLE
    assert caught.value.message.params["detail"] == f"it has version 2 and must first be brought to {len(MIGRATIONS)}"


def test_inspections_keep_piece_source_scale_and_counts(migrated):
    with reading(migrated) as rows:
        dd, cc, bb, aa = inspections.recent(rows)
        assert inspections.models_used(rows, "aa") == (
            (0, ModelUsed("m", "1", "ff", "CPU")),
            (5, ModelUsed("n", "2", "ee", "CUDA")),
        )
    assert [record.inspection_id for record in (dd, cc, bb, aa)] == ["dd", "cc", "bb", "aa"]
    assert aa == inspections.InspectionRecord(
        inspection_id="aa",
        piece_uid=aa.piece_uid,
        piece_name="R-1",
        piece_kind="rail",
        line="",
        pc="",
        lanes=(
            LaneRecord(
                lane=0, source_name="source aa", source_kind="camera", across_mm=0.0, calibration=Calibration(0.5, 0.25)
            ),
        ),
        model=ModelUsed("m", "1", "ff", "CPU"),
        class_names=("background", "Lunker ø"),
        thresholds=(0.0, 0.5),
        min_area_px=(0, 9),
        severity_table="[]",
        state=InspectionState.COMPLETED,
        reason=None,
        started_at=at(0),
        ended_at=at(9),
        n_inspected=4,
        n_not_inspected=5,
        n_defects=1,
        coverage=aa.coverage,
        actor="anna",
    )
    assert bb.piece_uid == aa.piece_uid
    assert (cc.piece_name, cc.piece_kind, cc.piece_uid == dd.piece_uid) == ("coil ø", "coil", True)
    assert len({aa.piece_uid, cc.piece_uid}) == 2
    assert bb.reason == message(Code.MODEL_OUT_OF_MEMORY, path="m", detail="8 GB")
    assert bb.lanes == (LaneRecord(lane=0, source_name="source bb", source_kind="camera"),)
    # Its program was gone: marked when the database was opened, at its last frame.
    assert (dd.state, dd.ended_at, dd.n_inspected) == (InspectionState.UNFINISHED, at(30), 1)  # never before it began


def test_frames_keep_every_field_and_get_millimetres(migrated):
    with reading(migrated) as rows:
        aa, bb, cc = (frames.of_inspection(rows, key) for key in ("aa", "bb", "cc"))
    assert [row.frame_index for row in aa] == list(range(9))
    assert aa[4] == frames.FrameRecord(
        "aa", 0, 4, "f4", FrameState.INSPECTED, None, 3500, 875.0, 0.0, 1000, 64, None, at(4), 2.5, "", "", at(4.5),
        "anna",
    )  # fmt: skip
    assert (aa[3].state, aa[3].reason, aa[3].n_rows, aa[3].ms) == (
        FrameState.NOT_INSPECTED, message(Code.FRAME_TRUNCATED, name="f3"), None, None,
    )  # fmt: skip
    assert [(row.along_px, row.along_mm, row.across_mm) for row in bb] == [(0, None, None), (1000, None, None)]
    assert [row.along_mm for row in cc] == [10_000.0, 10_400.0]


def test_gaps_are_written_as_they_were_derived_before(migrated):
    with reading(migrated) as rows:
        aa, bb, cc = (gaps.of_inspection(rows, key) for key in ("aa", "bb", "cc"))
    skipped, truncated, failed, not_reached, unknown, lost = aa
    assert skipped == Gap(
        1, 0, GapCause.SKIPPED, message(Code.FRAME_SKIPPED, name="f1"), 1, 2, 2, 1000, 3000, 250.0, 750.0,
        moment(1), moment(2),
    )  # fmt: skip
    assert [(gap.cause, gap.first_frame, gap.last_frame, gap.start_mm, gap.end_mm) for gap in aa[1:5]] == [
        (GapCause.UNREADABLE, 3, 3, 750.0, 875.0),
        (GapCause.FAILED, 6, 6, 1250.0, 1500.0),
        (GapCause.NOT_REACHED, 7, 7, 1500.0, 1750.0),
        (GapCause.SKIPPED, 8, 8, 1750.0, None),
    ]
    assert (truncated.end_px, failed.end_px, not_reached.end_px, unknown.end_px) == (3500, 6000, 7000, None)
    assert lost == Gap(
        6, 0, GapCause.LOST, message(Code.CAMERA_LOST, address="cam", retry_s=1), 9, 9, 0, 7000, None, 2000.0, 5000.0,
        moment(8), moment(9),
    )  # fmt: skip
    assert [(gap.start_px, gap.end_px, gap.start_mm, gap.end_mm) for gap in bb] == [(1000, 2000, None, None)]
    assert [(gap.start_mm, gap.end_mm) for gap in cc] == [(10_000.0, 10_400.0)]  # as the encoder says


def test_coverage_is_counted_from_the_old_frames(migrated):
    with reading(migrated) as rows:
        dd, cc, bb, aa = (record.coverage for record in inspections.recent(rows))
    # 0 to 1000, 3500 to 4500 and 4000 to 5000: 2500 rows of 0.25 mm.
    assert aa == Coverage(
        "mm",
        625.0,
        {
            GapCause.SKIPPED: 500.0,
            GapCause.UNREADABLE: 125.0,
            GapCause.FAILED: 250.0,
            GapCause.NOT_REACHED: 250.0,
            GapCause.LOST: 3000.0,
        },
        n_unknown=1,
    )
    assert bb == Coverage("px", 1000.0, {GapCause.SKIPPED: 1000.0})
    assert cc == Coverage("mm", 250.0, {GapCause.SKIPPED: 400.0})
    assert dd == Coverage("px", 1000.0)


def test_defects_keep_every_field_and_their_parts_get_a_lane(migrated):
    with reading(migrated) as rows:
        second, first = defects.of_inspection(rows, "aa", with_absorbed=True)
        assert defects.of_inspection(rows, "aa") == (first,)
    assert (first.uid, first.line, first.pc, first.revision, first.absorbed_by) == ("aa-1", "", "", 3, None)
    assert (first.recorded_at, first.changed_at, first.actor) == (at(1), at(2), "bert")
    assert first.defect == Defect(
        defect_id=1,
        class_index=1,
        class_name="Lunker ø",
        score=0.875,
        size_px=Size(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0),
        size_mm=Size(11.0, 12.0, 13.0, 14.0, 15.0, 16.0, 17.0, None),
        position_px=100.5,
        offset_px=20.5,
        position_mm=125.0,
        offset_mm=30.5,
        edge_distance_mm=None,
        severity=Severity.MAJOR,
        rule="rule",
        parts=(DefectPart(0, "f0", Box(1, 2, 3, 4), lane=0), DefectPart(4, 'ø "f4"', Box(5, 6, 7, 8), lane=0)),
    )
    assert (second.absorbed_by, second.defect.position_mm, second.defect.size_mm) == (1, None, None)


def test_evidence_and_events_keep_every_field(migrated):
    with reading(migrated) as rows:
        kept, gone = evidence.of_defect(rows, "aa", 1)
        assert evidence.n_bytes_kept(rows) == {EvidenceKind.CROP: 500, EvidenceKind.FRAME: 0}
        of_aa = events.recent(rows, inspection_id="aa")
        every = [event for event in events.recent(rows) if event.message.code is Code.CAMERA_LOST]
    assert kept == EvidenceRecord(
        3, EvidenceKind.CROP, "aa", 0, 0, 1, "", "R-1/a.png", Box(1, 2, 3, 4), None, 500, True, True, "", "", at(5),
        "anna",
    )  # fmt: skip
    assert (gone.evidence_id, gone.frame_index, gone.is_kept) == (4, 4, False)
    lost = message(Code.CAMERA_LOST, address="cam", retry_s=1)
    assert [(event.inspection_id, event.message, event.recorded_at, event.actor) for event in every] == [
        (None, lost, at(4), "bert"),
        ("aa", lost, at(3), "anna"),
    ]
    assert [event.message for event in of_aa] == [lost]
    assert len({event.uid for event in every}) == 2


def test_a_step_that_fails_half_way_leaves_version_2(version_2):
    with closing(sqlite3.connect(version_2)) as connection, connection:
        connection.execute("UPDATE defects SET parts = 'no JSON'")
    with pytest.raises(sqlite3.OperationalError):
        opened(version_2.parent)
    with closing(sqlite3.connect(version_2)) as connection:
        assert connection.execute("SELECT count(*) FROM frames WHERE number >= 0").fetchone() == (14,)
        assert connection.execute("SELECT max(number) FROM migrations").fetchone() == (2,)
