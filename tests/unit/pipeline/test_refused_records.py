"""What cannot be recorded is a failure of the inspection, and nobody claims more records than there are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pipeline_samples import NOON, R1, Heard, MemorySource, frame, line, run

from inspector.core import audit
from inspector.core.audit import AuditStamp, utc_text
from inspector.core.frame import MissedFrame
from inspector.core.messages import Code, StoreError, message
from inspector.core.piece import Coverage, Piece
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.pipeline.recording import RecordingSink
from inspector.pipeline.run_summary import RunSummary
from inspector.pipeline.sink import InspectionEnd, InspectionStart, LaneInfo, Outcome, Recorded
from inspector.sources.source import SourceInfo, SourceKind
from inspector.store.database import reading
from inspector.store.queries import events, frames, inspections
from inspector.store.records import InspectionState, Notice
from inspector.store.writer import StoreWriter
from inspector.texts.messages import one_line

CLEAN_FRAME = None  # grey of a frame without a spot
NOT_UTF8 = "anna\udcff"  # as Python gives names of users and files that are none


@pytest.fixture
def told() -> list[Notice]:
    return []


@pytest.fixture
def writer(tmp_path: Path, told: list[Notice]) -> Iterator[StoreWriter]:
    opened = StoreWriter(tmp_path / "inspection.sqlite", on_notice=told.append)
    yield opened
    assert opened.close() == ()


def with_card(model, **changed):
    """As a card that nobody checked at opening would be."""
    card = replace(model.card)
    for name, value in changed.items():
        object.__setattr__(card, name, value)  # past its own checks
    return replace(model, card=card)


def codes(told: list[Notice]) -> list[Code]:
    return [notice.message.code for notice in told]


def test_a_model_without_a_version_fails_the_inspection_instead_of_recording_nothing(tiny_model, writer, told):
    sink, summary = RecordingSink(writer, None), RunSummary(one_line)
    ended = run(MemorySource([frame(n) for n in range(3)]), with_card(tiny_model, version=None), sink, summary)
    assert ended.status.outcome is Outcome.FAILED
    assert ended.status.reason.code is Code.STORE_REJECTED
    assert codes(told) == [Code.STORE_REJECTED]  # once, however much depends on it
    facts = summary.facts(Outcome.FAILED, ended.status.reason)
    assert facts["n_inspected"] == 3
    assert facts["recorded"] == {"n_inspected": 0, "n_not_inspected": 0, "n_defects": 0}


def test_a_class_without_a_name_fails_the_inspection_and_what_was_recorded_stays(tiny_model, writer, told):
    nameless = with_card(tiny_model, class_names=("background", None, "bright"))
    sink, heard = RecordingSink(writer, None), Heard()
    clean = [frame(n, CLEAN_FRAME) for n in range(4)]

    def wait_for_the_refusal(number: int, stop: object) -> None:
        if number == 5:
            heard.wait_for(5)
            assert writer.flush()

    items = [*clean, *(frame(n) for n in range(4, 200))]
    ended = run(MemorySource(items, before=wait_for_the_refusal), nameless, sink, heard)
    assert ended.status.reason.code is Code.STORE_REJECTED
    assert Code.FRAME_NOT_REACHED in heard.codes  # it stopped there
    with reading(writer.path) as rows:
        record = inspections.by_id(rows, sink.inspection_id)
        kept = frames.of_inspection(rows, sink.inspection_id)
    assert (record.state, record.reason) == (InspectionState.FAILED, ended.status.reason)
    assert [row.frame_index for row in kept] == [0, 1, 2, 3]


def test_what_the_database_lost_in_silence_is_told_with_both_numbers(tiny_model, writer):
    with closing(sqlite3.connect(writer.path)) as other:
        other.execute("CREATE TRIGGER thief AFTER INSERT ON defects BEGIN DELETE FROM defects WHERE id = new.id; END")
        other.commit()
    sink, summary = RecordingSink(writer, None), RunSummary(one_line)
    ended = run(MemorySource([frame(n) for n in range(3)]), tiny_model, sink, summary)
    expected = message(
        Code.STORE_MISCOUNTED, path=str(writer.path), n_frames=3, n_recorded=3, n_defects=3, n_defects_recorded=0
    )
    assert (ended.status.outcome, ended.status.reason) == (Outcome.FAILED, expected)
    assert summary.recorded == Recorded(3, 0, 0)
    with reading(writer.path) as rows:
        assert inspections.by_id(rows, sink.inspection_id).state is InspectionState.FAILED


def test_a_whole_inspection_counts_what_the_database_holds(tiny_model, writer):
    missed = MissedFrame(2, "2.png", message(Code.FRAME_TRUNCATED, name="2.png"), NOON, 24)
    sink, summary = RecordingSink(writer, None), RunSummary(one_line)
    ended = run(MemorySource([frame(0), frame(1), missed]), tiny_model, sink, summary)
    assert ended.status.outcome is Outcome.COMPLETED
    assert summary.recorded == sink.recorded == Recorded(2, 1, 2)


def test_the_next_inspection_is_recorded_although_one_was_refused(tiny_model, writer):
    run(MemorySource([frame(0)]), with_card(tiny_model, version=None), RecordingSink(writer, None))
    sink = RecordingSink(writer, None)
    assert run(MemorySource([frame(0)]), tiny_model, sink).status.outcome is Outcome.COMPLETED
    assert sink.recorded == Recorded(1, 0, 1)


def test_names_that_are_no_utf_8_are_marked_where_they_enter_and_lose_nothing(tiny_model, writer, told, monkeypatch):
    monkeypatch.setattr(audit.getpass, "getuser", lambda: NOT_UTF8)
    monkeypatch.setattr(audit.platform, "node", lambda: NOT_UTF8)
    unnamed = [replace(frame(n), name=f"{n} \udcff.png") for n in range(2)]
    said = message(Code.CAMERA_LOST, address=NOT_UTF8, retry_s=1)
    source = MemorySource([said, *unnamed])
    source.info = SourceInfo(SourceKind.FOLDER, NOT_UTF8, False, False, 2)
    sink = RecordingSink(writer, None)
    running = line(source, tiny_model, sink)
    running.start(Piece(f"R {NOT_UTF8} \ud800", NOT_UTF8))
    assert running.join(120)
    assert (running.status.outcome, told) == (Outcome.COMPLETED, [])
    with reading(writer.path) as rows:
        record = inspections.by_id(rows, sink.inspection_id)
        names = [row.name for row in frames.of_inspection(rows, sink.inspection_id)]
        (event,) = events.recent(rows)
    shown = "anna\ufffd"
    assert (record.piece_name, record.piece_kind) == (f"R {shown} \ufffd", shown)
    assert (record.actor, record.pc, record.lanes[0].source_name) == (shown, shown, shown)
    assert names == ["0 \ufffd.png", "1 \ufffd.png"]
    assert event.message.params["address"] == shown


def a_start(tiny_model, began_at, began_s: float) -> InspectionStart:
    lane = LaneInfo(0, "", MemorySource([]).info, None, None)
    settings = InspectionSettings.of_card(tiny_model.card)
    return InspectionStart(R1, (lane,), tiny_model, settings, stamp=AuditStamp(began_at, "anna"), began_s=began_s)


@pytest.mark.parametrize(("by_s", "is_told"), [(-3600.0, True), (3600.0, True), (0.5, False)])
def test_a_clock_that_is_set_ends_no_inspection_before_it_began(tiny_model, writer, monkeypatch, by_s, is_told):
    """It began at noon and took 60 s by the clock that nobody sets."""
    now = audit.Moment(NOON + timedelta(seconds=60 + by_s), 1060.0)
    sink, summary = RecordingSink(writer, None), RunSummary(one_line)
    start = a_start(tiny_model, NOON, 1000.0)
    for one in (sink, summary):
        one.begin(start)
    monkeypatch.setattr("inspector.pipeline.recording.Moment", lambda: now)
    monkeypatch.setattr("inspector.pipeline.run_summary.Moment", lambda: now)
    sink.end(InspectionEnd(Outcome.COMPLETED, None, Coverage()))
    with reading(writer.path) as rows:
        record = inspections.by_id(rows, sink.inspection_id)
        said = [event.message for event in events.recent(rows)]
    expected = utc_text(NOON + timedelta(seconds=60 + max(0.0, by_s)))
    assert (record.started_at, record.ended_at) == (utc_text(NOON), expected)
    assert said == ([message(Code.CLOCK_JUMPED, by_s=by_s)] if is_told else [])
    facts = summary.facts(Outcome.COMPLETED, None)
    assert (facts["ended_at"], facts["duration_s"]) == (expected, 60.0)


def test_the_sink_raises_at_the_call_after_a_refusal(tiny_model, writer):
    sink = RecordingSink(writer, None)
    sink.begin(a_start(with_card(tiny_model, version=None), NOON, 0.0))
    assert writer.flush()
    with pytest.raises(StoreError) as caught:
        sink.notify(message(Code.CAMERA_BACK, address="cam", lost_s=1))
    assert caught.value.message.code is Code.STORE_REJECTED
