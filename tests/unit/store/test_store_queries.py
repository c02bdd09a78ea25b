"""Every field written is read back, and the sums over an inspection are those counted by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_samples import MODEL, NOON, NOON_TEXT, STAMP, begin, defect, frame, missed, opened

from inspector.core.calibration import Calibration
from inspector.core.defect import Severity
from inspector.core.messages import Code, StoreError, message
from inspector.store.database import reading
from inspector.store.operations import (
    Absorbed,
    EndInspection,
    RecordDefects,
    RecordEvent,
    RecordGap,
    RecordMissedFrame,
    RecordModel,
)
from inspector.store.queries import defects, events, frames, gaps, inspections
from inspector.store.records import FrameState, InspectionState, ModelUsed

ONE = "1" * 32


def test_an_inspection_comes_back_with_every_field(writer):
    failed = message(Code.MODEL_OUT_OF_MEMORY, path="m.onnx", detail="8 GB")
    writer.submit(begin(), EndInspection(ONE, InspectionState.FAILED, failed, stamp=STAMP))
    assert writer.flush()
    with reading(writer.path) as rows:
        found = inspections.by_id(rows, ONE)
    assert found == inspections.InspectionRecord(
        inspection_id=ONE,
        piece_id="R-1",
        piece_kind="rail",
        source_name="line 2 top",
        source_kind="camera",
        model=MODEL,
        class_names=("background", "scratch", "Lunker"),
        thresholds=(0.0, 0.4, 0.55),
        min_area_px=(0, 12, 20),
        severity_table='[{"class": "scratch"}]',
        calibration=Calibration(0.1, 0.25),
        state=InspectionState.FAILED,
        reason=failed,
        started_at=NOON_TEXT,
        ended_at=NOON_TEXT,
        n_inspected=0,
        n_not_inspected=0,
        n_defects=0,
        actor="anna",
    )


def test_a_frame_comes_back_with_every_field(writer):
    writer.submit(begin(), frame(7, along_m=3.5), RecordMissedFrame(ONE, missed(8), stamp=STAMP))
    assert writer.flush()
    with reading(writer.path) as rows:
        seen, lost = frames.of_inspection(rows, ONE)
        assert frames.not_inspected(rows, ONE) == (lost,)
        assert frames.of_inspection(rows, ONE, limit=1) == (seen,)
        assert frames.of_inspection(rows, ONE, after=7) == (lost,)
    assert seen == frames.FrameRecord(
        ONE,
        7,
        "frame 000007",
        FrameState.INSPECTED,
        None,
        7000,
        3.5,
        1000,
        2048,
        NOON_TEXT,
        12.5,
        NOON_TEXT,
        "anna",
    )
    reason = message(Code.FRAME_SKIPPED, name="frame 000008")
    assert lost == frames.FrameRecord(
        ONE, 8, "frame 000008", FrameState.NOT_INSPECTED, reason, 8000, None, 1000, None,
        NOON_TEXT, None, NOON_TEXT, "anna",
    )  # fmt: skip


def test_a_defect_comes_back_with_every_field(writer):
    bare = defect(2, size_mm=None, position_mm=None, offset_mm=None, edge_distance_mm=None)
    round_one = defect(3, size_px=replace(bare.size_px, orientation_deg=None))
    writer.submit(begin(), RecordDefects(ONE, (defect(1), bare, round_one), stamp=STAMP))
    assert writer.flush()
    with reading(writer.path) as rows:
        found = defects.of_inspection(rows, ONE)
    assert [record.defect for record in found] == [round_one, bare, defect(1)]  # newest first
    assert {(r.revision, r.absorbed_by, r.recorded_at, r.changed_at, r.actor) for r in found} == {
        (1, None, NOON_TEXT, NOON_TEXT, "anna")
    }


finite = st.floats(allow_nan=False, allow_infinity=False)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(st.characters(exclude_categories=["Cs"])), score=st.floats(0, 1), position_px=finite)
def test_any_name_and_number_survives(tmp_path_factory, name, score, position_px):
    writer = opened(tmp_path_factory.mktemp("any"))
    found = defect(class_name=name, rule=name, score=score, position_px=position_px)
    writer.submit(begin(piece_id=name), RecordDefects(ONE, (found,)))
    assert writer.close() == ()
    assert writer.n_rejected == 0
    with reading(writer.path) as rows:
        assert [record.defect for record in defects.of_piece(rows, name)] == [found]


def test_a_defect_that_grows_keeps_its_number_and_counts_its_revisions(writer):
    grown = defect(1, score=0.5, severity=Severity.CRITICAL, size_mm=None)
    writer.submit(begin(), RecordDefects(ONE, (defect(1),)))
    writer.submit(RecordDefects(ONE, (grown,)))
    assert writer.flush()
    with reading(writer.path) as rows:
        (found,) = defects.of_inspection(rows, ONE)
    assert (found.defect, found.revision) == (grown, 2)


def test_an_absorbed_defect_is_marked_not_deleted(writer):
    writer.submit(begin(), RecordDefects(ONE, (defect(1), defect(2))))
    writer.submit(RecordDefects(ONE, (defect(1),), absorbed=(Absorbed(2, into=1),)))
    assert writer.flush()
    with reading(writer.path) as rows:
        assert [record.defect.defect_id for record in defects.of_inspection(rows, ONE)] == [1]
        gone = defects.by_number(rows, ONE, 2)
        assert [r.defect.defect_id for r in defects.of_inspection(rows, ONE, with_absorbed=True)] == [2, 1]
        record = inspections.by_id(rows, ONE)
    assert gone is not None
    assert (gone.absorbed_by, gone.revision) == (1, 2)
    assert record is not None
    assert record.n_defects == 1


def test_defects_are_paged_newest_first(writer):
    writer.submit(begin(), RecordDefects(ONE, tuple(defect(number) for number in range(1, 8))))
    assert writer.flush()
    pages, before = [], None
    with reading(writer.path) as rows:
        while page := defects.of_piece(rows, "R-1", before=before, limit=3):
            pages.append([record.defect.defect_id for record in page])
            before = page[-1].defect_id
    assert pages == [[7, 6, 5], [4, 3, 2], [1]]


def test_a_frame_knows_its_defects(writer):
    complete = defect(1, n_parts=2)  # in frames 4 and 5
    unlisted = defect(2, n_parts=9)
    writer.submit(begin(), RecordDefects(ONE, (complete, unlisted)))
    assert writer.flush()
    with reading(writer.path) as rows:
        in_frame = {n: [r.defect.defect_id for r in defects.of_frame(rows, ONE, n)] for n in (3, 4, 5, 6)}
    assert in_frame == {3: [], 4: [1, 2], 5: [1, 2], 6: []}


def test_metres_and_counts_of_an_inspection(writer):
    # 1000 rows at 0.25 mm are 0.25 m a frame. Frames 0, 1 seen; 2, 3 skipped; 4 unreadable; 5 seen, and
    # frame 6 overlaps it by half; then the camera is lost from 2 m to 5 m.
    writer.submit(begin(), frame(0), frame(1))
    for number, code in ((2, Code.FRAME_SKIPPED), (3, Code.FRAME_SKIPPED), (4, Code.FRAME_UNREADABLE)):
        writer.submit(RecordMissedFrame(ONE, missed(number, code=code)))
    writer.submit(frame(5), frame(6, along_px=5500))
    lost = message(Code.CAMERA_LOST, address="cam", retry_s=1)
    writer.submit(RecordGap(ONE, lost, NOON, NOON, start_m=2.0, end_m=5.0))
    writer.submit(RecordGap(ONE, lost, NOON))
    minor = defect(3, severity=Severity.MINOR)
    writer.submit(RecordDefects(ONE, (defect(1), defect(2), minor, defect(4, class_index=2, class_name="Lunker"))))
    writer.submit(EndInspection(ONE, InspectionState.COMPLETED))
    assert writer.flush()
    with reading(writer.path) as rows:
        summary = inspections.summary(rows, ONE)
    assert summary is not None
    record = summary.inspection
    assert (record.n_inspected, record.n_not_inspected, record.n_defects) == (4, 3, 4)
    assert summary.px_inspected == 3500
    assert summary.m_inspected == pytest.approx(0.875)
    assert [(gap.first_frame, gap.last_frame, gap.reason.code) for gap in summary.gaps] == [
        (2, 3, Code.FRAME_SKIPPED),
        (4, 4, Code.FRAME_UNREADABLE),
        (None, None, Code.CAMERA_LOST),
        (None, None, Code.CAMERA_LOST),
    ]
    assert [gap.length_m for gap in summary.gaps] == [pytest.approx(0.5), pytest.approx(0.25), 3.0, None]
    assert summary.m_not_inspected == pytest.approx(3.75)
    assert summary.n_gaps_of_unknown_length == 1
    assert [(c.class_name, c.severity, c.n_defects) for c in summary.by_class] == [
        ("scratch", Severity.MAJOR, 2),
        ("scratch", Severity.MINOR, 1),
        ("Lunker", Severity.MAJOR, 1),
    ]


def test_a_gap_of_unknown_rows_ends_where_the_next_frame_begins(writer):
    writer.submit(begin(), frame(0), RecordMissedFrame(ONE, missed(1, n_rows=None)), frame(2))
    writer.submit(RecordMissedFrame(ONE, missed(3, n_rows=None)))
    assert writer.flush()
    with reading(writer.path) as rows:
        inner, last = gaps.of_inspection(rows, ONE)
    assert (inner.start_px, inner.end_px, inner.length_m) == (1000, 2000, pytest.approx(0.25))
    assert (last.start_px, last.end_px, last.length_m) == (3000, None, None)


def test_the_encoders_metres_win_over_counted_rows(writer):
    late = replace(missed(1), along_m=10.0)
    writer.submit(begin(), RecordMissedFrame(ONE, late), frame(2, along_m=10.4))
    assert writer.flush()
    with reading(writer.path) as rows:
        (gap,) = gaps.of_inspection(rows, ONE)
    assert (gap.start_m, gap.end_m) == (10.0, 10.4)


def test_without_a_calibration_metres_are_not_pretended(writer):
    writer.submit(begin(calibration=None), frame(0), RecordMissedFrame(ONE, missed(1)))
    assert writer.flush()
    with reading(writer.path) as rows:
        summary = inspections.summary(rows, ONE)
    assert summary is not None
    assert (summary.px_inspected, summary.m_inspected, summary.m_not_inspected) == (1000, None, 0)
    assert summary.n_gaps_of_unknown_length == 1


def test_counts_are_live_while_the_inspection_runs(writer):
    writer.submit(begin(), frame(0), frame(1), RecordMissedFrame(ONE, missed(2)))
    assert writer.flush()
    with reading(writer.path) as rows:
        (record,) = inspections.recent(rows)
    assert record.state is InspectionState.RUNNING
    assert (record.n_inspected, record.n_not_inspected, record.ended_at) == (2, 1, None)


def test_inspections_come_newest_first_and_by_piece(writer):
    writer.submit(begin("a" * 32, "R-1"), begin("b" * 32, "R-2"), begin("c" * 32, "R-1"))
    assert writer.flush()
    with reading(writer.path) as rows:
        assert [record.inspection_id[0] for record in inspections.recent(rows)] == ["c", "b", "a"]
        assert [record.inspection_id[0] for record in inspections.recent(rows, piece_id="R-1")] == ["c", "a"]
        assert [record.inspection_id[0] for record in inspections.recent(rows, limit=1)] == ["c"]
        assert inspections.by_id(rows, "d" * 32) is None
        assert inspections.summary(rows, "d" * 32) is None


def test_a_model_promoted_meanwhile_is_told_with_its_first_frame(writer):
    newer = ModelUsed("steel-anet", "4", "cd" * 32, "CUDAExecutionProvider")
    writer.submit(begin(), RecordModel(ONE, 120, newer))
    assert writer.flush()
    with reading(writer.path) as rows:
        assert inspections.models_used(rows, ONE) == ((0, MODEL), (120, newer))


def test_events_are_paged_newest_first_and_unknown_ones_still_shown(writer):
    used = message(Code.PROVIDER_NOT_USED, wanted="CUDA", used="CPU", detail="no driver")
    lost = message(Code.CAMERA_LOST, address="cam", retry_s=2.5)
    writer.submit(begin(), RecordEvent(used, stamp=STAMP), RecordEvent(lost, ONE, stamp=STAMP))
    assert writer.flush()
    with reading(writer.path) as rows:
        newest, oldest = events.recent(rows)
        assert events.recent(rows, before=newest.event_id) == (oldest,)
        assert events.recent(rows, inspection_id=ONE) == (newest,)
    assert (newest.message, newest.inspection_id, newest.recorded_at, newest.actor) == (
        lost,
        ONE,
        NOON_TEXT,
        "anna",
    )
    assert (oldest.message, oldest.inspection_id) == (used, None)
    assert events.message_of('{"code": "of.a.newer.program", "params": {}}').code is Code.UNEXPECTED


def test_a_missing_database_is_told_not_created(tmp_path):
    with pytest.raises(StoreError) as caught, reading(tmp_path / "none.sqlite"):
        pass
    assert caught.value.message.code is Code.STORE_UNWRITABLE
    assert list(tmp_path.iterdir()) == []


def test_one_reading_sees_one_moment(writer):
    writer.submit(begin(), frame(0))
    assert writer.flush()
    with reading(writer.path) as rows:
        before = frames.of_inspection(rows, ONE)
        writer.submit(frame(1))
        assert writer.flush()
        assert frames.of_inspection(rows, ONE) == before
