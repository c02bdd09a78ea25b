"""Every field written is read back, as it was written last."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_samples import LANES, MODEL, NOON, NOON_TEXT, STAMP, begin, defect, frame, gap, opened, placed, record_missed

from inspector.core.audit import current_pc
from inspector.core.defect import Severity
from inspector.core.messages import Code, StoreError, message
from inspector.core.piece import Coverage, GapCause
from inspector.core.placement import Placement
from inspector.store.database import reading
from inspector.store.operations.defects import Absorbed, RecordDefects
from inspector.store.operations.events import RecordEvent
from inspector.store.operations.gaps import RecordGap
from inspector.store.operations.inspections import EndInspection, RecordCoverage, RecordModel
from inspector.store.queries import defects, events, frames, gaps, inspections
from inspector.store.records import FrameState, InspectionState, ModelUsed

ONE = "1" * 32
COVERAGE = Coverage("mm", 1250.5, {GapCause.SKIPPED: 500.0, GapCause.LOST: 3000.25}, n_unknown=2)


def test_an_inspection_comes_back_with_every_field(writer):
    failed = message(Code.MODEL_OUT_OF_MEMORY, path="m.onnx", detail="8 GB")
    writer.submit(begin(piece_uid="p" * 32))
    writer.submit(EndInspection(ONE, InspectionState.FAILED, failed, COVERAGE, stamp=STAMP))
    assert writer.flush()
    with reading(writer.path) as rows:
        found = inspections.by_id(rows, ONE)
    assert found == inspections.InspectionRecord(
        inspection_id=ONE,
        piece_uid="p" * 32,
        piece_name="R-1",
        piece_kind="rail",
        line="line 2",
        pc="PC-7",
        lanes=LANES,
        model=MODEL,
        class_names=("background", "scratch", "Lunker"),
        thresholds=(0.0, 0.4, 0.55),
        min_area_px=(0, 12, 20),
        severity_table='[{"class": "scratch"}]',
        state=InspectionState.FAILED,
        reason=failed,
        started_at=NOON_TEXT,
        ended_at=NOON_TEXT,
        n_inspected=0,
        n_not_inspected=0,
        n_defects=0,
        coverage=COVERAGE,
        actor="anna",
    )


def test_a_lane_may_know_little_of_itself(writer):
    bare = replace(LANES[0], is_continuous=None, across_mm=None, calibration=None, bits=None)
    writer.submit(begin(lanes=(bare,)))
    assert writer.flush()
    with reading(writer.path) as rows:
        record = inspections.by_id(rows, ONE)
    assert record is not None
    assert record.lanes == (bare,)


def test_a_frame_comes_back_with_every_field(writer):
    writer.submit(begin(), frame(7, lane=1), record_missed(8))
    assert writer.flush()
    with reading(writer.path) as rows:
        seen, lost = frames.of_inspection(rows, ONE)
        assert frames.of_inspection(rows, ONE, state=FrameState.NOT_INSPECTED) == (lost,)
        assert frames.of_inspection(rows, ONE, lane=1) == (seen,)
        assert frames.of_inspection(rows, ONE, limit=1) == (seen,)
    assert seen == frames.FrameRecord(
        inspection_id=ONE,
        lane=1,
        frame_index=7,
        name="frame 000007",
        state=FrameState.INSPECTED,
        reason=None,
        along_px=7000,
        along_mm=1750.0,
        across_mm=204.5,
        n_rows=1000,
        width=2048,
        bits=12,
        captured_at=NOON_TEXT,
        ms=12.5,
        line="line 2",
        pc="PC-7",
        recorded_at=NOON_TEXT,
        actor="anna",
    )
    assert lost == replace(
        seen,
        lane=0,
        frame_index=8,
        name="frame 000008",
        state=FrameState.NOT_INSPECTED,
        reason=message(Code.FRAME_SKIPPED, name="frame 000008"),
        along_px=8000,
        along_mm=2000.0,
        across_mm=0.0,
        width=None,
        bits=None,
        ms=None,
    )


def test_frames_of_one_index_in_two_lanes_are_two_frames_in_the_order_of_the_lanes(writer):
    writer.submit(begin(), frame(1, lane=1), frame(0, lane=1), frame(0), frame(1))
    assert writer.flush()
    with reading(writer.path) as rows:
        found = frames.of_inspection(rows, ONE)
        record = inspections.by_id(rows, ONE)
    assert [(row.frame_index, row.lane) for row in found] == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert record is not None
    assert record.n_inspected == 4


def test_without_a_scale_millimetres_are_not_pretended(writer):
    writer.submit(begin(), frame(0, placement=Placement(0, 500)))
    assert writer.flush()
    with reading(writer.path) as rows:
        (found,) = frames.of_inspection(rows, ONE)
    assert (found.along_px, found.along_mm, found.across_mm) == (500, None, None)


def test_a_defect_comes_back_with_every_field(writer):
    bare = defect(2, size_mm=None, position_mm=None, offset_mm=None, edge_distance_mm=None)
    round_one = defect(3, size_px=replace(bare.size_px, orientation_deg=None))
    writer.submit(begin(), RecordDefects(ONE, (defect(1), bare, round_one), stamp=STAMP))
    assert writer.flush()
    with reading(writer.path) as rows:
        found = defects.of_inspection(rows, ONE)
    assert [record.defect for record in found] == [round_one, bare, defect(1)]  # newest first
    assert [record.uid for record in found] == [f"{ONE}-3", f"{ONE}-2", f"{ONE}-1"]
    assert {(r.revision, r.absorbed_by, r.line, r.pc, r.recorded_at, r.changed_at, r.actor) for r in found} == {
        (1, None, "line 2", "PC-7", NOON_TEXT, NOON_TEXT, "anna")
    }


def test_a_defect_says_over_which_frames_it_reaches(writer):
    writer.submit(begin(), RecordDefects(ONE, (defect(1),)))
    assert writer.flush()
    with closing(sqlite3.connect(writer.path)) as rows:
        assert rows.execute("SELECT first_frame, last_frame FROM defects").fetchall() == [(4, 5)]


finite = st.floats(allow_nan=False, allow_infinity=False)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(st.characters(exclude_categories=["Cs"])), score=st.floats(0, 1), position_px=finite)
def test_any_name_and_number_survives(tmp_path_factory, name, score, position_px):
    writer = opened(tmp_path_factory.mktemp("any"))
    found = defect(class_name=name, rule=name, score=score, position_px=position_px, position_mm=position_px)
    writer.submit(begin(piece_name=name, line=name, pc=name), RecordDefects(ONE, (found,)))
    assert writer.close() == ()
    assert writer.n_rejected == 0
    with reading(writer.path) as rows:
        (record,) = inspections.recent(rows, piece_name=name)
        assert (record.line, record.pc) == (name, name)
        assert [record.defect for record in defects.of_inspection(rows, ONE)] == [found]


def test_a_defect_that_grows_keeps_its_id_and_counts_its_revisions(writer):
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
        gone, stayed = defects.of_inspection(rows, ONE, with_absorbed=True)
        record = inspections.by_id(rows, ONE)
    assert (gone.defect.defect_id, gone.absorbed_by, gone.revision) == (2, 1, 2)
    assert (stayed.defect.defect_id, stayed.absorbed_by, stayed.revision) == (1, None, 2)
    assert record is not None
    assert record.n_defects == 1


def test_counts_of_an_inspection(writer):
    writer.submit(begin(), frame(0), frame(1), record_missed(2), frame(3), frame(3, lane=1))
    writer.submit(RecordDefects(ONE, (defect(1), defect(2), defect(3))))
    writer.submit(EndInspection(ONE, InspectionState.COMPLETED))
    assert writer.flush()
    with reading(writer.path) as rows:
        record = inspections.by_id(rows, ONE)
    assert record is not None
    assert (record.n_inspected, record.n_not_inspected, record.n_defects) == (4, 1, 3)


@pytest.mark.parametrize("cause", GapCause)
def test_a_gap_of_any_cause_comes_back_with_every_field(writer, cause):
    unknown = gap(2, cause=cause, n_frames=0, end_px=None, start_mm=None, end_mm=None)
    writer.submit(begin(), RecordGap(ONE, gap(1, cause=cause)), RecordGap(ONE, unknown))
    assert writer.flush()
    with reading(writer.path) as rows:
        assert gaps.of_inspection(rows, ONE) == (gap(1, cause=cause), unknown)


def test_a_gap_that_grows_is_one_gap_as_it_was_told_last(writer):
    grown = gap(
        1, last_frame=9, n_frames=8, end_px=10_000, end_mm=2500.0, ended_at=NOON + timedelta(seconds=5)
    )  # fmt: skip
    writer.submit(begin(), RecordGap(ONE, gap(1)), RecordGap(ONE, gap(2)))
    writer.submit(RecordGap(ONE, grown))
    assert writer.flush()
    with reading(writer.path) as rows:
        assert gaps.of_inspection(rows, ONE) == (grown, gap(2))


def test_coverage_is_what_was_saved_last_and_stays_when_an_inspection_ends_without_one(writer):
    writer.submit(begin(), RecordCoverage(ONE, Coverage("mm", 10.0)))
    assert writer.flush()
    with reading(writer.path) as rows:
        assert inspections.recent(rows)[0].coverage == Coverage("mm", 10.0)
    writer.submit(RecordCoverage(ONE, COVERAGE), EndInspection(ONE, InspectionState.CANCELLED))
    writer.submit(RecordCoverage(ONE, Coverage("mm", 99.0)))  # too late
    assert writer.flush()
    with reading(writer.path) as rows:
        assert inspections.recent(rows)[0].coverage == COVERAGE


def test_before_coverage_was_saved_none_is_told(writer):
    writer.submit(begin())
    assert writer.flush()
    with reading(writer.path) as rows:
        assert inspections.recent(rows)[0].coverage is None


def test_counts_are_live_while_the_inspection_runs(writer):
    writer.submit(begin(), frame(0), frame(1), record_missed(2))
    assert writer.flush()
    with reading(writer.path) as rows:
        (record,) = inspections.recent(rows)
    assert record.state is InspectionState.RUNNING
    assert (record.n_inspected, record.n_not_inspected, record.ended_at) == (2, 1, None)


def test_inspections_come_newest_first_and_by_the_name_of_their_piece(writer):
    writer.submit(begin("a" * 32, "R-1"), begin("b" * 32, "R-2"), begin("c" * 32, "R-1"))
    assert writer.flush()
    with reading(writer.path) as rows:
        assert [record.inspection_id[0] for record in inspections.recent(rows)] == ["c", "b", "a"]
        assert [record.inspection_id[0] for record in inspections.recent(rows, piece_name="R-1")] == ["c", "a"]
        assert [record.inspection_id[0] for record in inspections.recent(rows, limit=1)] == ["c"]
        assert inspections.by_id(rows, "d" * 32) is None


def test_two_pieces_may_bear_one_name_and_one_piece_may_be_inspected_twice(writer):
    first = begin("a" * 32)
    again = begin("b" * 32, piece_uid=first.piece_uid)
    other = begin("c" * 32)
    writer.submit(first, again, other)
    assert writer.flush()
    with reading(writer.path) as rows:
        uids = [record.piece_uid for record in inspections.recent(rows, piece_name="R-1")]
    assert uids == [other.piece_uid, first.piece_uid, first.piece_uid]
    assert other.piece_uid != first.piece_uid


def test_every_row_of_an_inspection_names_its_line_and_its_pc(writer):
    writer.submit(begin(), frame(0), record_missed(1), RecordGap(ONE, gap(1)), RecordDefects(ONE, (defect(1),)))
    told = message(Code.CAMERA_LOST, address="cam", retry_s=2.5)
    writer.submit(RecordEvent(told, ONE), RecordModel(ONE, 120, MODEL))
    assert writer.flush()
    with closing(sqlite3.connect(writer.path)) as rows:
        for table in ("pieces", "inspections", "lanes", "models_used", "frames", "gaps", "defects", "events"):
            found = set(rows.execute(f"SELECT line, pc FROM {table}"))
            assert found == {("line 2", "PC-7")}, table


@pytest.mark.parametrize(
    "record",
    [frame(0), record_missed(0), RecordGap(ONE, gap(1)), RecordDefects(ONE, (defect(1),)), RecordModel(ONE, 0, MODEL)],
)
def test_a_record_of_no_known_inspection_is_refused(tmp_path, record):
    writer = opened(tmp_path)
    writer.submit(record)
    assert writer.close() == ()
    assert writer.n_rejected == 1


def test_a_model_promoted_meanwhile_is_told_with_its_first_frame_in_each_lane(writer):
    newer = ModelUsed("steel-anet", "4", "cd" * 32, "CUDAExecutionProvider")
    writer.submit(begin(), RecordModel(ONE, 120, newer), RecordModel(ONE, 118, newer, lane=1))
    assert writer.flush()
    with reading(writer.path) as rows:
        assert inspections.models_used(rows, ONE) == ((0, MODEL), (120, newer))
        assert inspections.models_used(rows, ONE, lane=1) == ((0, MODEL), (118, newer))


def test_events_come_newest_first_and_unknown_ones_are_still_shown(writer):
    used = message(Code.PROVIDER_NOT_USED, wanted="CUDA", used="CPU", detail="no driver")
    lost = message(Code.CAMERA_LOST, address="cam", retry_s=2.5)
    writer.submit(begin(), RecordEvent(used, line="line 3", stamp=STAMP), RecordEvent(lost, ONE, lane=1, stamp=STAMP))
    assert writer.flush()
    with reading(writer.path) as rows:
        newest, oldest = events.recent(rows)
        assert events.recent(rows, limit=1) == (newest,)
        assert events.recent(rows, inspection_id=ONE) == (newest,)
    assert newest == events.EventRecord(newest.uid, ONE, 1, "line 2", "PC-7", lost, NOON_TEXT, "anna")
    assert oldest == events.EventRecord(oldest.uid, None, None, "line 3", current_pc(), used, NOON_TEXT, "anna")
    assert len({newest.uid, oldest.uid}) == 2
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
        writer.submit(frame(1, placement=placed(1)))
        assert writer.flush()
        assert frames.of_inspection(rows, ONE) == before


def test_the_newest_frame_is_the_last_of_the_inspection_that_began_last_and_has_any(writer):
    with reading(writer.path) as rows:
        assert frames.newest_frame(rows) is None
    later = replace(STAMP, at=NOON + timedelta(hours=2))
    writer.submit(begin(), frame(0), frame(1), begin("2" * 32, "R-2", stamp=later), record_missed(0, "2" * 32))
    assert writer.flush()
    with reading(writer.path) as rows:
        first = frames.newest_frame(rows)  # of the second none was read: its size is not known
    assert first is not None
    assert (first.inspection_id, first.frame_index) == (ONE, 1)
    writer.submit(frame(1, "2" * 32, n_rows=400), frame(2, "2" * 32, n_rows=500))
    assert writer.flush()
    with reading(writer.path) as rows:
        newest = frames.newest_frame(rows)
    assert newest is not None
    assert (newest.inspection_id, newest.frame_index, newest.n_rows, newest.width) == ("2" * 32, 2, 500, 2048)
