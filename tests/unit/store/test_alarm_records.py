"""Alarms in the records: one row each, written again as it changes, found again by whoever starts later."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from inspector.core.alarm import Acknowledgement, Alarm
from inspector.core.messages import Code, Tier, message
from inspector.pipeline.alarm_recorder import AlarmRecorder
from inspector.pipeline.alarms import AlarmBoard
from inspector.store.database import reading
from inspector.store.operations.alarms import RecordAlarm
from inspector.store.queries import alarms
from inspector.store.writer import StoreWriter
from tests.unit.store.store_samples import begin

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LOST = message(Code.CAMERA_LOST, address="0", retry_s=1)
FIRST = Alarm("camera.lost", Tier.STOP, LOST, NOON, NOON)


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[StoreWriter]:
    made = StoreWriter(tmp_path / "inspection.sqlite")
    yield made
    made.close()


def recorded(writer: StoreWriter) -> tuple[Alarm, ...]:
    assert writer.flush(30.0)
    with reading(writer.path) as rows:
        return alarms.recent(rows)


def test_an_alarm_is_read_as_it_was_written_and_is_one_row_however_often_it_changes(writer: StoreWriter) -> None:
    later = NOON + timedelta(minutes=1)
    grown = replace(FIRST, n=214, last_at=later, message=message(Code.CAMERA_LOST, address="1", retry_s=2))
    writer.submit(RecordAlarm(FIRST, "line 1"))
    writer.submit(RecordAlarm(grown, "line 1"))
    assert recorded(writer) == (grown,)
    done = replace(grown, over_at=later, acknowledged=Acknowledgement(later, "anna", "cable"))
    writer.submit(RecordAlarm(done, "line 1"))
    assert recorded(writer) == (done,)


def test_what_a_program_that_knew_less_writes_later_takes_back_neither_count_nor_reason(writer: StoreWriter) -> None:
    done = replace(FIRST, n=9, acknowledged=Acknowledgement(NOON, "anna", "cable"))
    writer.submit(RecordAlarm(done))
    writer.submit(RecordAlarm(FIRST))
    (found,) = recorded(writer)
    assert (found.n, found.acknowledged) == (9, done.acknowledged)


def test_an_inspection_that_is_not_recorded_costs_an_alarm_its_inspection_and_not_itself(writer: StoreWriter) -> None:
    writer.submit(RecordAlarm(replace(FIRST, inspection_id="f" * 32)))
    (found,) = recorded(writer)
    assert found.inspection_id is None
    assert writer.n_rejected == 0


def test_those_that_nobody_acknowledged_are_found_again_oldest_first(writer: StoreWriter) -> None:
    board = AlarmBoard()
    recorder = AlarmRecorder(writer, "line 1")
    board.listen(recorder.changed)
    for kind in "abc":
        board.raise_(LOST, Tier.STOP, kind=kind)
    board.acknowledge([one.uid for one in board.now.open if one.kind == "b"], "seen")
    assert writer.flush(30.0)
    with reading(writer.path) as rows:
        assert [one.kind for one in alarms.unacknowledged(rows)] == ["a", "c"]
        assert [one.kind for one in alarms.unacknowledged(rows, limit=1)] == ["c"]


def test_an_alarm_that_is_found_again_names_its_piece(writer: StoreWriter) -> None:
    writer.submit(begin("1" * 32, "R-1"), RecordAlarm(replace(FIRST, inspection_id="1" * 32, piece="R-1")))
    assert [one.piece for one in recorded(writer)] == ["R-1"]


def test_a_thousand_repeats_are_few_writes_and_the_last_count_is_recorded_all_the_same(
    writer: StoreWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    n_written = 0
    submit = writer.submit

    def counting(*operations: RecordAlarm, timeout_s: float | None = None) -> bool:
        nonlocal n_written
        n_written += len(operations)
        return submit(*operations, timeout_s=timeout_s)

    monkeypatch.setattr(writer, "submit", counting)
    monkeypatch.setattr("inspector.pipeline.alarm_recorder.REPEATS_EVERY_S", 3600.0)
    board = AlarmBoard()
    recorder = AlarmRecorder(writer, "line 1")
    board.listen(recorder.changed)
    for _ in range(1000):
        board.raise_(LOST, Tier.STOP)
    recorder.flush()
    assert n_written == 2
    assert [one.n for one in recorded(writer)] == [1000]


def test_closed_records_cost_nothing_but_a_line_in_the_log(writer: StoreWriter) -> None:
    board = AlarmBoard()
    recorder = AlarmRecorder(writer, "line 1")
    board.listen(recorder.changed)
    writer.close()
    board.raise_(LOST, Tier.STOP)
    recorder.flush()
    assert len(board.now.open) == 1


def test_an_alarm_of_a_newer_program_is_shown_as_it_is_written(writer: StoreWriter) -> None:
    writer.submit(RecordAlarm(FIRST))
    assert writer.flush(30.0)
    with closing(sqlite3.connect(writer.path)) as other:
        other.execute('UPDATE alarms SET message = \'{"code": "from.tomorrow", "params": {}}\'')
        other.commit()
    (found,) = recorded(writer)
    assert found.message.code is Code.UNEXPECTED
