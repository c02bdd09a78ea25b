"""What an inspection leaves in the database, on good days and when the disk is full."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import closing, contextmanager
from pathlib import Path

import cv2
import numpy as np
import pytest
from pipeline_samples import R1, Heard, MemorySource, frame, line, run, slow

from inspector.core.calibration import Calibration
from inspector.core.defect import Severity
from inspector.core.frame import MissedFrame
from inspector.core.frame_keeping import FLAGGED_ONLY, FrameKeeping
from inspector.core.messages import Code, SourceError, StoreError, message
from inspector.core.piece import Coverage, GapCause, Piece
from inspector.core.placement import Placement
from inspector.inference.backend import Provider
from inspector.inference.model_file import open_model
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.pipeline.lane import Lane
from inspector.pipeline.line import Line, State
from inspector.pipeline.recording import RecordingSink
from inspector.pipeline.run_summary import RunSummary
from inspector.pipeline.sink import InspectionEnd, InspectionStart, LaneInfo, MissedInspection, Outcome, Sink
from inspector.store.database import reading
from inspector.store.evidence import EvidenceStore
from inspector.store.queries import defects, events, evidence, frames, gaps, inspections
from inspector.store.records import FrameState, InspectionState
from inspector.store.writer import StoreWriter
from inspector.texts.messages import one_line
from tests.tiny_model import write_tiny_model
from tests.waiting import wait_until


class LimitedConnection(sqlite3.Connection):
    """SQLite itself says that the disk is full once the file may not grow."""

    n_pages: int | None = None

    def execute(self, sql, *values):  # type: ignore[no-untyped-def]
        if sql == "BEGIN IMMEDIATE" and LimitedConnection.n_pages is not None:
            super().execute(f"PRAGMA max_page_count = {LimitedConnection.n_pages}")
        return super().execute(sql, *values)


@pytest.fixture
def full_disk(monkeypatch):
    """Call it with the database: from then on its file cannot grow. Call it with None: it can."""
    monkeypatch.setattr(LimitedConnection, "n_pages", None)
    really_connect = sqlite3.connect
    monkeypatch.setattr(
        "inspector.store.database.sqlite3.connect",
        lambda *values, **options: really_connect(*values, **options, factory=LimitedConnection),
    )

    def limit(path: Path | None) -> None:
        if path is None:
            LimitedConnection.n_pages = 1_000_000
            return
        with closing(really_connect(path)) as connection:
            (LimitedConnection.n_pages,) = connection.execute("PRAGMA page_count").fetchone()

    return limit


@contextmanager
def records(folder: Path, **options: object):
    writer = StoreWriter(folder / "inspection.sqlite", **options)  # type: ignore[arg-type]
    kept = EvidenceStore(folder / "frames", 100_000_000, writer)
    try:
        yield writer, kept
    finally:
        kept.close()
        writer.close(timeout_s=0.5)


def test_an_inspection_is_recorded_as_it_was(tiny_model, tmp_path):
    said = message(Code.CAMERA_BACK, address="cam", lost_s=2)
    with records(tmp_path) as (writer, kept):
        sink = RecordingSink(writer, kept)
        heard = Heard()
        items = [said, *(frame(n, None if n == 2 else 140) for n in range(5))]
        run(MemorySource(items), tiny_model, sink, heard, calibration=Calibration(0.5, 0.25))
        kept.flush()
    with reading(writer.path) as rows:
        record = inspections.by_id(rows, sink.inspection_id)
        found = frames.of_inspection(rows, sink.inspection_id)
        recorded = defects.of_inspection(rows, sink.inspection_id)
        (event,) = events.recent(rows)
        crops = [evidence.of_defect(rows, sink.inspection_id, number) for number in range(1, 5)]
    assert (record.piece_name, record.piece_kind, record.state) == ("R-1", "rail", InspectionState.COMPLETED)
    assert (record.n_inspected, record.n_not_inspected, record.n_defects) == (5, 0, 4)
    assert (record.model.name, record.model.sha256) == ("tiny", tiny_model.sha256)
    assert record.lanes[0].calibration == Calibration(0.5, 0.25)
    assert [(row.frame_index, row.name, row.along_px) for row in found] == [
        (n, f"frame {n:06d}", n * 24) for n in range(5)
    ]
    assert [row.defect for row in reversed(recorded)] == [d for result in heard.results for d in result.defects]
    assert (event.message, event.inspection_id) == (said, sink.inspection_id)
    assert [len(each) for each in crops] == [1, 1, 1, 1]
    assert all((tmp_path / "frames" / crop.path).is_file() for each in crops for crop in each)


def test_a_failed_inspection_is_recorded_as_failed_with_its_reason(tiny_model, tmp_path):
    lost = SourceError(message(Code.CAMERA_NOT_FOUND, address="cam"))
    with records(tmp_path) as (writer, kept):
        sink = RecordingSink(writer, kept)
        run(MemorySource([frame(0), lost]), tiny_model, sink)
        with reading(writer.path) as rows:  # its end is on the disk before the line has ended
            record = inspections.by_id(rows, sink.inspection_id)
    assert (record.state, record.reason) == (InspectionState.FAILED, lost.message)


def test_a_stop_is_recorded_with_the_frames_not_reached(tiny_model, tmp_path):
    with records(tmp_path) as (writer, kept):
        sink, heard = RecordingSink(writer, kept), Heard()
        started = line(MemorySource([frame(n) for n in range(3000)]), slow(tiny_model, 0.01), sink, heard)
        started.start(R1)
        heard.wait_for(4)
        started.stop()
        assert started.join(120)
        with reading(writer.path) as rows:
            record = inspections.by_id(rows, sink.inspection_id)
            missed = frames.of_inspection(rows, sink.inspection_id, state=FrameState.NOT_INSPECTED, limit=5000)
    assert (record.state, record.reason) == (InspectionState.CANCELLED, None)
    assert record.n_inspected + record.n_not_inspected == 3000
    assert [row.frame_index for row in missed] == list(range(record.n_inspected, 3000))


def test_a_model_change_is_recorded_with_its_first_frame(tiny_model, tmp_path):
    other = open_model(write_tiny_model(tmp_path / "other.onnx", name="other"), Provider.CPU)
    may_go_on = threading.Event()
    with records(tmp_path) as (writer, kept):
        sink, heard = RecordingSink(writer, kept), Heard()
        source = MemorySource([frame(n) for n in range(6)], before=lambda n, stop: n != 3 or may_go_on.wait(120))
        started = line(source, tiny_model, sink, heard)
        started.start(R1)
        heard.wait_for(3)
        started.use_model(other, InspectionSettings.of_card(other.card))
        may_go_on.set()
        assert started.join(120)
        with reading(writer.path) as rows:
            used = inspections.models_used(rows, sink.inspection_id)
    assert [(number, model.name, model.sha256) for number, model in used] == [
        (0, "tiny", tiny_model.sha256),
        (3, "other", other.sha256),
    ]


def test_a_stop_on_a_full_disk_ends_at_once_and_says_what_is_not_recorded(tiny_model, tmp_path, full_disk):
    told: list[object] = []
    with records(tmp_path, capacity=8, on_notice=told.append) as (writer, _):
        sink, heard = RecordingSink(writer, None), Heard()
        source = MemorySource([frame(n) for n in range(4000)])
        started = line(source, tiny_model, sink, heard)
        full_disk(writer.path)
        started.start(R1)
        wait_until(lambda: any(notice.message.code is Code.STORE_PAUSED for notice in told))
        assert started.status.state in (State.RUNNING, State.FINISHING)  # it waits: nothing recorded is lost
        started.stop()
        assert started.join(60)  # 0.25 s and 0.5 s of patience once, not for each of thousands of frames
        status = started.status
        assert status.outcome is Outcome.FAILED
        assert status.reason.code is Code.STORE_GAVE_UP
        assert status.reason.params["path"] == str(writer.path)
        n_gone = status.reason.params["n_frames"]
        assert heard.numbers == list(range(4000))  # the other sink has every frame
        full_disk(None)
        assert writer.flush()
        with reading(writer.path) as rows:
            recorded = frames.of_inspection(rows, sink.inspection_id, limit=10_000)
        assert [row.frame_index for row in recorded] == list(range(4000 - n_gone))  # no hole
        assert {row.state for row in recorded if row.state is FrameState.INSPECTED}


def test_an_inspection_whose_end_found_no_room_is_unfinished_at_the_next_start(tiny_model, tmp_path, full_disk):
    told: list[object] = []
    with records(tmp_path, capacity=4, on_notice=told.append) as (writer, _):
        sink, heard = RecordingSink(writer, None), Heard()
        writer.flush()
        started = line(MemorySource([frame(n) for n in range(3000)]), tiny_model, sink, heard)
        started.start(R1)
        heard.wait_for(20)
        full_disk(writer.path)
        wait_until(lambda: any(notice.message.code is Code.STORE_PAUSED for notice in told))
        started.stop()
        assert started.join(60)
        assert started.status.reason.code is Code.STORE_GAVE_UP
    full_disk(None)
    again = StoreWriter(tmp_path / "inspection.sqlite")
    assert [found.params["piece"] for found in again.unfinished] == ["R-1"]
    assert again.close() == ()


def test_a_full_disk_that_is_freed_loses_nothing(tiny_model, tmp_path, full_disk):
    with records(tmp_path, capacity=8) as (writer, _):
        sink = RecordingSink(writer, None)
        started = line(MemorySource([frame(n) for n in range(1500)]), tiny_model, sink)
        full_disk(writer.path)
        started.start(R1)
        assert not started.join(0.6)
        full_disk(None)
        assert started.join(120)
        assert started.status.outcome is Outcome.COMPLETED
        with reading(writer.path) as rows:
            record = inspections.by_id(rows, sink.inspection_id)
    assert (record.n_inspected, record.state) == (1500, InspectionState.COMPLETED)


def test_a_short_lock_by_another_program_loses_nothing_even_after_a_stop(tiny_model, tmp_path, monkeypatch):
    monkeypatch.setattr("inspector.pipeline.recording.LAST_WAIT_S", 30.0)
    with records(tmp_path, capacity=4, busy_timeout_s=0.05) as (writer, _):
        sink, heard = RecordingSink(writer, None), Heard()
        started = line(MemorySource([frame(n) for n in range(200)]), slow(tiny_model, 0.005), sink, heard)
        started.start(R1)
        heard.wait_for(5)
        with closing(sqlite3.connect(writer.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            time.sleep(0.4)
            started.stop()
            time.sleep(0.1)  # shorter than its patience
            other.execute("ROLLBACK")
        assert started.join(60)
        assert started.status.outcome is Outcome.CANCELLED
        with reading(writer.path) as rows:
            record = inspections.by_id(rows, sink.inspection_id)
    assert record.n_inspected + record.n_not_inspected == 200


def test_crops_that_find_no_room_do_not_hold_up_a_stop(tiny_model, tmp_path, monkeypatch):
    monkeypatch.setattr("inspector.store.evidence.WAITING_LIMIT_BYTES", 1)
    hangs, gate = threading.Event(), threading.Event()
    monkeypatch.setattr(EvidenceStore, "_keep", lambda self, crop: (hangs.set(), gate.wait(300)))  # a disk that hangs
    with records(tmp_path) as (writer, kept):
        sink, heard = RecordingSink(writer, kept), Heard()
        started = line(MemorySource([frame(n) for n in range(50)]), tiny_model, heard, sink)
        started.start(R1)
        assert hangs.wait(120)
        heard.wait_for(2)  # the crop of the second is the one that finds no room
        started.stop()
        assert started.join(60)
        assert started.status.outcome is Outcome.CANCELLED
        gate.set()
    assert kept.n_not_kept >= 1


def test_a_closed_store_ends_the_inspection_as_failed(tiny_model, tmp_path):
    with records(tmp_path) as (writer, _):
        sink, heard = RecordingSink(writer, None), Heard()
        started = line(MemorySource([frame(n) for n in range(100)]), slow(tiny_model, 0.01), sink, heard)
        started.start(R1)
        heard.wait_for(3)
        writer.close()
        assert started.join(120)
    assert started.status.outcome is Outcome.FAILED
    assert started.status.reason.code is Code.STORE_UNWRITABLE
    assert heard.numbers == list(range(100))


def test_before_the_inspection_has_its_row_an_event_stands_on_its_own(tiny_model, tmp_path):
    told = message(Code.PROVIDER_NOT_USED, wanted="CUDA", used="CPU", detail="x")
    with records(tmp_path) as (writer, _):
        RecordingSink(writer, None).notify(told)
        writer.flush()
        with reading(writer.path) as rows:
            (event,) = events.recent(rows)
    assert (event.message, event.inspection_id) == (told, None)


def test_ending_what_never_began_writes_nothing(tmp_path):
    with records(tmp_path) as (writer, _):
        RecordingSink(writer, None).end(InspectionEnd(Outcome.FAILED, None, Coverage()))
        with reading(writer.path) as rows:
            assert inspections.recent(rows) == ()


def test_a_sink_that_could_not_even_begin_counts_its_frames(tiny_model, tmp_path):
    with records(tmp_path, capacity=1, busy_timeout_s=0.05) as (writer, _):
        sink = RecordingSink(writer, None)
        with closing(sqlite3.connect(writer.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            sink.notify(message(Code.UNEXPECTED, detail="fills the only room"))
            sink.stop_waiting()
            lane = LaneInfo(0, "", MemorySource([]).info, None, None)
            settings = InspectionSettings.of_card(tiny_model.card)
            sink.begin(InspectionStart(Piece("R-2"), (lane,), tiny_model, settings))
            for _ in range(3):
                sink.missed(MissedInspection(next(MemorySource([frame(0)]).remaining()), Placement()))
            with pytest.raises(StoreError) as caught:
                sink.end(InspectionEnd(Outcome.CANCELLED, None, Coverage()))
            other.execute("ROLLBACK")
    assert caught.value.message == message(Code.STORE_GAVE_UP, path=str(writer.path), n_frames=3)


def test_the_window_summary_and_records_tell_the_same_coverage_and_gaps(tiny_model, tmp_path):
    """13 frames of 24 rows of 0.25 mm: two cannot be read, the last three are not reached."""
    items = [frame(n) for n in range(13)]
    items[4:6] = [
        MissedFrame(n, f"{n}.png", message(Code.FRAME_TRUNCATED, name=f"{n}.png"), items[n].captured_at, 24)
        for n in (4, 5)
    ]
    at_the_end = SourceError(message(Code.CAMERA_NOT_FOUND, address="cam"))
    with records(tmp_path) as (writer, kept):
        sink, summary, heard = RecordingSink(writer, kept), RunSummary(one_line), Heard()
        source = MemorySource([*items[:10], at_the_end, *items[10:]])
        ended = run(source, tiny_model, sink, summary, heard, calibration=Calibration(0.5, 0.25))
        with reading(writer.path) as rows:
            record = inspections.by_id(rows, sink.inspection_id)
            recorded = gaps.of_inspection(rows, sink.inspection_id)
    expected = Coverage("mm", 48.0, {GapCause.UNREADABLE: 12.0, GapCause.NOT_REACHED: 0.0})
    assert ended.status.coverage.inspected == pytest.approx(expected.inspected)
    assert ended.status.coverage == heard.ended[0].coverage == record.coverage
    facts = summary.facts(Outcome.FAILED, None)["coverage"]
    assert (facts["unit"], facts["inspected"], facts["not_inspected"]["unreadable"]) == ("mm", 48.0, 12.0)
    assert facts["seen"] == record.coverage.seen
    assert [(gap.cause, gap.first_frame, gap.last_frame, gap.start_mm, gap.end_mm) for gap in recorded] == [
        (GapCause.UNREADABLE, 4, 5, 24.0, 36.0),
        (GapCause.NOT_REACHED, 10, 12, 60.0, None),  # nobody read these: how long they are is not known
    ]
    assert record.coverage.n_unknown == 1
    assert recorded == tuple(heard.gaps.values())


def test_every_piece_of_a_line_is_an_inspection_of_its_own(tiny_model, tmp_path):
    with records(tmp_path) as (writer, kept):
        sinks: list[RecordingSink] = []
        may_go_on = threading.Event()
        heard = Heard()

        def make(piece: Piece) -> list[Sink]:
            sinks.append(RecordingSink(writer, kept, line="Line 2"))
            return [sinks[-1], heard]

        source = MemorySource([frame(n) for n in range(6)], before=lambda n, stop: n != 3 or may_go_on.wait(120))
        running = Line([Lane(source)], tiny_model, InspectionSettings.of_card(tiny_model.card), sinks=make)
        running.start(Piece("A", "rail"))
        heard.wait_for(3)
        running.begin_piece(Piece("A", "rail"))  # another rail of the same name
        may_go_on.set()
        assert running.join(120)
        with reading(writer.path) as rows:
            found = [inspections.by_id(rows, sink.inspection_id) for sink in sinks]
            listed = [[row.frame_index for row in frames.of_inspection(rows, sink.inspection_id)] for sink in sinks]
    assert [(record.piece_name, record.line, record.n_inspected) for record in found] == [("A", "Line 2", 3)] * 2
    assert found[0].piece_uid != found[1].piece_uid
    assert listed == [[0, 1, 2], [3, 4, 5]]


def kept_frames(tiny_model, tmp_path, keeping: FrameKeeping, **settings: object) -> list[tuple[int, str]]:
    """Index and reasons of the whole frames kept of five, of which number 2 is clean."""
    with records(tmp_path) as (writer, kept):
        sink = RecordingSink(writer, kept, frame_keeping=keeping)
        items = [frame(n, None if n == 2 else 140) for n in range(5)]
        run(MemorySource(items), tiny_model, sink, calibration=Calibration(0.5, 0.25), **settings)
        assert kept.flush()
        with reading(writer.path) as rows:
            found = evidence.whole_frames(rows, sink.inspection_id)
        for record in found:
            picture = cv2.imread(str(tmp_path / "frames" / record.path), cv2.IMREAD_UNCHANGED)
            np.testing.assert_array_equal(picture, items[record.frame_index].pixels)
    return [(record.frame_index, record.kept_because) for record in found]


def test_no_whole_frame_is_kept_unless_a_rule_says_so(tiny_model, tmp_path):
    assert kept_frames(tiny_model, tmp_path, FLAGGED_ONLY) == []


def test_frames_with_a_severe_defect_and_every_nth_are_kept_whole(tiny_model, tmp_path):
    keeping = FrameKeeping(Severity.MINOR, every_nth=2)
    assert kept_frames(tiny_model, tmp_path, keeping) == [
        (0, "severe,every_nth"), (1, "severe"), (2, "every_nth"), (3, "severe"), (4, "severe,every_nth"),
    ]  # fmt: skip


def test_frames_the_model_was_unsure_of_are_kept_whole_whether_reported_or_not(tiny_model, tmp_path):
    heard = Heard()
    run(MemorySource([frame(0, 140)]), tiny_model, heard)
    (found,) = heard.results[0].defects
    for offset, name in ((-0.01, "above"), (0.01, "below"), (0.03, "far")):
        (tmp_path / name).mkdir()
        thresholds = tuple(found.score + offset if index else 0.0 for index in range(tiny_model.card.n_classes))
        keeping = FrameKeeping(uncertain_band=0.02)
        kept = kept_frames(tiny_model, tmp_path / name, keeping, thresholds=thresholds)
        assert kept == ([] if name == "far" else [(n, "uncertain") for n in (0, 1, 3, 4)])


def test_an_inspection_that_is_killed_has_the_coverage_it_had_a_moment_before(tiny_model, tmp_path):
    may_go_on = threading.Event()
    source = MemorySource([frame(n) for n in range(3)], before=lambda n, stop: n != 2 or may_go_on.wait(120))
    with records(tmp_path) as (writer, _):
        sink, heard = RecordingSink(writer, None), Heard()
        running = line(source, tiny_model, sink, heard)
        running.start(R1)
        heard.wait_for(2)
        assert writer.flush()
        with reading(writer.path) as rows:  # what another program would find now
            record = inspections.by_id(rows, sink.inspection_id)
        may_go_on.set()
        assert running.join(120)
    assert record.state is InspectionState.RUNNING
    assert record.coverage.unit == "px"
    assert record.coverage.inspected in (24.0, 48.0)  # saved with the first frame, and again a second later
