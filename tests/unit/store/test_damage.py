"""Damage to the open database is noticed, said, and costs nothing that memory still holds."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from store_damage import checkpoint, copied, empty_wal, leaves_of, n_pages, overwrite, wal
from store_samples import Told, begin, defect, frame, opened

from inspector.core.messages import Code, message
from inspector.store import writer as writer_module
from inspector.store.damage import has_damage, set_aside_files
from inspector.store.database import reading
from inspector.store.operations.defects import RecordDefects
from inspector.store.operations.events import RecordEvent
from inspector.store.operations.inspections import EndInspection
from inspector.store.queries import defects, events, frames, inspections
from inspector.store.records import InspectionState
from inspector.store.writer import StoreWriter

ONE, TWO = "1" * 32, "2" * 32
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody write into an open database")


def alarms(told: Told) -> list[tuple[Code, bool]]:
    """Without the pauses of a busy machine."""
    return [(code, is_over) for code, is_over in told.codes() if code is not Code.STORE_PAUSED]


def numbers(path: Path, inspection_id: str = ONE) -> list[int]:
    with reading(path) as rows:
        return [record.frame_index for record in frames.of_inspection(rows, inspection_id, limit=100_000)]


def record(writer: StoreWriter, first: int, n: int, inspection_id: str = ONE) -> None:
    for number in range(first, first + n):
        found = defect(number, class_name="scratch", rule="scratch longer than 2 mm")
        writer.submit(frame(number, inspection_id), RecordDefects(inspection_id, (found,)))
    assert writer.flush()


def is_sound(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return whole and connection.execute("PRAGMA foreign_key_check").fetchall() == []


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_log_that_is_emptied_is_noticed_and_a_fresh_file_has_every_record(tmp_path):
    told = Told()
    writer = opened(tmp_path, on_notice=told)
    writer.submit(begin(), RecordEvent(message(Code.CAMERA_BACK, address="cam", lost_s=1), ONE))
    record(writer, 0, 50)
    empty_wal(writer.path)
    record(writer, 50, 50)
    (kept,) = set_aside_files(writer.path)
    assert alarms(told) == [(Code.STORE_DAMAGED, False)]
    assert told.notices[0].message.params["kept"] == kept.name
    assert numbers(writer.path) == list(range(100))
    writer.submit(EndInspection(ONE, InspectionState.COMPLETED))
    assert writer.close() == ()
    with reading(writer.path) as rows:
        (found,) = inspections.recent(rows)
        said = [event.message.code for event in events.recent(rows, inspection_id=ONE)]
        assert len(defects.of_inspection(rows, ONE)) == 100
    assert (found.inspection_id, found.state, found.n_inspected, found.n_defects) == (
        ONE, InspectionState.COMPLETED, 100, 100,
    )  # fmt: skip
    assert said == [Code.STORE_DAMAGED, Code.CAMERA_BACK]  # once each
    assert is_sound(writer.path)
    again = opened(tmp_path)  # the next start
    assert (again.unfinished, again.close()) == ((), ())


def test_a_log_that_is_emptied_after_the_last_record_is_noticed_at_the_end(tmp_path):
    told = Told()
    writer = opened(tmp_path, on_notice=told)
    writer.submit(begin())
    record(writer, 0, 30)
    empty_wal(writer.path)
    assert writer.close() == ()
    assert alarms(told) == [(Code.STORE_DAMAGED, False)]
    assert numbers(writer.path) == list(range(30))


@pytest.mark.parametrize("first_page", [1, 2, 10])
def test_overwritten_pages_are_found_by_a_look_and_memory_fills_the_fresh_file(tmp_path, first_page):
    told = Told()
    writer = opened(tmp_path, on_notice=told)
    writer.submit(begin())
    record(writer, 0, 200)
    checkpoint(writer.path)
    overwrite(writer.path, first_page, n_pages(writer.path) - first_page)
    writer.look_for_damage(60.0)
    assert writer.flush(60)
    assert alarms(told) == [(Code.STORE_DAMAGED, False)]
    record(writer, 200, 10)
    assert writer.close() == ()
    assert numbers(writer.path) == list(range(210))
    assert is_sound(writer.path)


def test_what_left_memory_long_ago_is_read_from_the_damaged_file_as_far_as_its_pages_go(tmp_path, monkeypatch):
    monkeypatch.setattr(writer_module, "CHECKPOINT_OPERATIONS", 1)  # nothing stays in memory
    told = Told()
    writer = opened(tmp_path, on_notice=told)
    writer.submit(begin())
    record(writer, 0, 2000)
    checkpoint(writer.path)
    pages = leaves_of(copied(writer.path, "copy"), "frames")
    overwrite(writer.path, pages[len(pages) // 2])
    writer.look_for_damage(60.0)
    assert writer.flush(60)
    assert alarms(told) == [(Code.STORE_DAMAGED, False)]
    record(writer, 2000, 10)
    assert writer.close() == ()
    found = numbers(writer.path)
    lost = sorted(set(range(2010)) - set(found))
    assert 0 < len(lost) < 50  # one page of frames
    assert lost == list(range(lost[0], lost[-1] + 1))
    with reading(writer.path) as rows:
        assert len(defects.of_inspection(rows, ONE, limit=10_000)) == 2010


def test_the_damaged_file_is_kept_as_it_was(tmp_path):
    writer = opened(tmp_path)
    writer.submit(begin())
    record(writer, 0, 300)
    checkpoint(writer.path)
    record(writer, 300, 20)
    overwrite(writer.path, 2, 5)
    copies = copied(writer.path, "database"), copied(wal(writer.path), "log")
    writer.look_for_damage(60.0)
    assert writer.close() == ()
    (kept,) = set_aside_files(writer.path)
    assert (sha(kept), sha(wal(kept))) == tuple(sha(copy) for copy in copies)


def test_a_log_emptied_in_good_order_is_no_damage(tmp_path):
    told = Told()
    writer = opened(tmp_path, on_notice=told)
    writer.submit(begin())
    record(writer, 0, 50)
    with closing(sqlite3.connect(writer.path)) as other:
        assert other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    assert wal(writer.path).stat().st_size == 0
    record(writer, 50, 50)
    assert writer.close() == ()
    assert (alarms(told), set_aside_files(writer.path)) == ([], ())
    assert numbers(writer.path) == list(range(100))


def test_two_writers_of_one_damaged_file_go_on_in_one_fresh_file(tmp_path):
    told = [Told(), Told()]
    writers = [opened(tmp_path, on_notice=each) for each in told]
    for writer, name in zip(writers, (ONE, TWO), strict=True):
        writer.submit(begin(name))
        record(writer, 0, 20, name)
    empty_wal(writers[0].path)
    for writer, name in zip(writers, (ONE, TWO), strict=True):
        record(writer, 20, 20, name)
    assert len(set_aside_files(writers[0].path)) == 1
    for writer, name in zip(writers, (ONE, TWO), strict=True):
        writer.submit(EndInspection(name, InspectionState.COMPLETED))
        assert writer.close() == ()
        assert numbers(writer.path, name) == list(range(40))
    assert [alarms(each) for each in told] == [[(Code.STORE_DAMAGED, False)]] * 2


def test_a_record_that_somebody_removed_right_after_its_commit_is_missed(tmp_path):
    """What the disk forgets in silence, done by a trigger: nothing else makes SQLite drop a committed row."""
    told = Told()
    writer = opened(tmp_path, on_notice=told)
    writer.submit(begin())
    record(writer, 0, 5)
    with closing(sqlite3.connect(writer.path)) as other:
        other.execute("CREATE TRIGGER thief AFTER INSERT ON frames BEGIN DELETE FROM frames; END")
        other.commit()
    record(writer, 5, 5)
    assert writer.close() == ()
    assert alarms(told) == [(Code.STORE_DAMAGED, False)]
    assert numbers(writer.path) == list(range(10))


def test_damage_again_and_again_is_survived_some_times_and_then_waits(tmp_path, monkeypatch):
    monkeypatch.setattr(writer_module, "MAX_FRESH_FILES", 2)
    told = Told()
    writer = opened(tmp_path, on_notice=told)
    writer.submit(begin())
    for turn in range(2):
        record(writer, 10 * turn, 10)
        empty_wal(writer.path)
    record(writer, 20, 10)
    assert numbers(writer.path) == list(range(30))
    empty_wal(writer.path)
    writer.submit(frame(30))
    told.wait_for(Code.STORE_BROKEN)
    assert len(writer.close(timeout_s=0.5)) == 1  # told, not dropped in silence
    assert len(set_aside_files(writer.path)) == 2


def test_a_look_at_a_sound_database_finds_nothing_and_one_that_takes_too_long_says_nothing(writer):
    writer.submit(begin())
    record(writer, 0, 100)
    assert has_damage(writer.path, 60.0) == ""
    assert has_damage(writer.path, 0.0) == ""


class FullAtCheckpoints(sqlite3.Connection):
    """A disk that takes the log and has no room to bring it into the database."""

    n_refused = 0

    def execute(self, sql, *values):  # type: ignore[no-untyped-def]
        if "wal_checkpoint" in sql:
            FullAtCheckpoints.n_refused += 1
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error
        return super().execute(sql, *values)


def test_a_checkpoint_that_fails_writes_no_record_twice(tmp_path, monkeypatch):
    monkeypatch.setattr(writer_module, "CHECKPOINT_OPERATIONS", 5)
    really_connect = sqlite3.connect
    monkeypatch.setattr(
        "inspector.store.database.sqlite3.connect",
        lambda *values, **options: really_connect(*values, **options, factory=FullAtCheckpoints),
    )
    told = Told()
    writer = opened(tmp_path, on_notice=told)
    writer.submit(begin())
    record(writer, 0, 30)
    assert writer.close() == ()
    assert FullAtCheckpoints.n_refused > 0
    assert (alarms(told), writer.n_rejected, numbers(writer.path)) == ([], 0, list(range(30)))


def test_noise_in_old_frames_of_the_log_is_noticed_before_a_kill_would_make_it_a_loss(tmp_path, monkeypatch):
    monkeypatch.setattr(writer_module, "LOG_LOOK_S", 0.0)
    told = Told()
    writer = opened(tmp_path, on_notice=told)
    writer.submit(begin())
    record(writer, 0, 50)
    with wal(writer.path).open("r+b") as file:
        file.seek(3 * 4096)
        file.write(b"noise")
    record(writer, 50, 10)
    assert alarms(told) == [(Code.STORE_DAMAGED, False)]
    assert writer.close() == ()
    assert numbers(writer.path) == list(range(60))


def test_a_log_that_begins_anew_under_two_writers_is_no_damage(tmp_path, monkeypatch):
    monkeypatch.setattr(writer_module, "LOG_LOOK_S", 0.0)  # looked at after every commit
    monkeypatch.setattr(writer_module, "CHECKPOINT_OPERATIONS", 50)
    told = Told()
    writers = {name: opened(tmp_path, on_notice=told, commit_interval_s=0.01) for name in (ONE, TWO)}

    def inspect(name: str) -> None:
        writers[name].submit(begin(name))
        for first in range(0, 600, 20):
            record(writers[name], first, 20, name)

    both = [threading.Thread(target=inspect, args=(name,)) for name in writers]
    for one in both:
        one.start()
    for one in both:
        one.join()
    for name, writer in writers.items():
        assert writer.close() == ()
        assert numbers(writer.path, name) == list(range(600))
    assert (alarms(told), set_aside_files(tmp_path / "inspection.sqlite")) == ([], ())


@pytest.mark.parametrize("n_bytes", [0, 137, 4000])
def test_a_database_cut_within_its_first_page_is_replaced_although_the_log_has_it_all(tmp_path, n_bytes):
    told = Told()
    writer = opened(tmp_path, on_notice=told)
    writer.submit(begin())
    record(writer, 0, 20)
    os.truncate(writer.path, n_bytes)
    record(writer, 20, 5)
    assert alarms(told) == [(Code.STORE_DAMAGED, False)]
    assert writer.close() == ()
    assert opened(tmp_path).close() == ()
    assert numbers(writer.path) == list(range(25))


class Unreadable(sqlite3.Connection):
    """A system that names what it cannot read otherwise than a short read."""

    def execute(self, sql, *values):  # type: ignore[no-untyped-def]
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR_READ
        raise error


def test_a_cut_log_that_cannot_be_read_at_all_is_damage_and_recording_goes_on(tmp_path, monkeypatch):
    """It was taken for a disk that is away for a moment: records waited for ever, and a kill lost all of them."""
    told = Told()
    writer = opened(tmp_path, on_notice=told)
    writer.submit(begin())
    record(writer, 0, 50)
    really = writer_module.connect_reading

    def unreadable(path: Path) -> sqlite3.Connection:
        is_damaged = path == writer.path and not set_aside_files(path)
        return sqlite3.connect(path, factory=Unreadable) if is_damaged else really(path)

    monkeypatch.setattr(writer_module, "connect_reading", unreadable)
    os.truncate(wal(writer.path), 141_345)
    record(writer, 50, 10)
    assert alarms(told) == [(Code.STORE_DAMAGED, False)]
    assert writer.close() == ()
    assert numbers(writer.path) == list(range(60))


def test_a_verdict_that_quotes_what_is_no_text_is_damage_and_no_fault_of_ours(tmp_path):
    path = tmp_path / "a.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE records (name TEXT)")
        connection.execute("INSERT INTO records VALUES (NULL)")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET sql = 'CREATE TABLE records (name TEXT NOT NULL)'")
        connection.commit()
    raw = path.read_bytes()
    assert raw.count(b"(name TEXT NOT NULL)") == 1
    path.write_bytes(raw.replace(b"(name TEXT", b"(n\x98me TEXT"))
    assert "n\ufffdme" in has_damage(path, 60.0)
