"""What the writer promises: durable, in order, whole or not at all, and nothing dropped on a bad day."""

from __future__ import annotations

import errno
import math
import sqlite3
import subprocess
import sys
import textwrap
import threading
import time
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from store_samples import Told, begin, defect, frame, opened, record_missed

from inspector.core.messages import Code, StoreError
from inspector.store import writer as writer_module
from inspector.store.database import known_trouble, open_for_writing, reading
from inspector.store.operations.defects import RecordDefects
from inspector.store.operations.events import RecordEvent
from inspector.store.operations.inspections import EndInspection
from inspector.store.queries import defects, events, frames, inspections
from inspector.store.records import InspectionState
from inspector.store.writer import StoreWriter
from inspector.texts.messages import message_text
from tests.waiting import wait_until

ONE = "1" * 32


@dataclass
class Limit:
    """Largest size of the database, in pages; SQLite itself then says that the disk is full."""

    n_pages: int | None = None
    n_commits: int = 0


class LimitedConnection(sqlite3.Connection):
    """Counts commits, and says that the disk is full where it is limited."""

    limit = Limit()

    def execute(self, sql, *values):  # type: ignore[no-untyped-def]
        if sql == "COMMIT":
            self.limit.n_commits += 1
        if sql == "BEGIN IMMEDIATE" and self.limit.n_pages is not None:
            super().execute(f"PRAGMA max_page_count = {self.limit.n_pages}")
        return super().execute(sql, *values)


@pytest.fixture
def limit(monkeypatch):
    limit = Limit()
    monkeypatch.setattr(LimitedConnection, "limit", limit)
    really_connect = sqlite3.connect

    def connect(*values, **options):
        return really_connect(*values, **options, factory=LimitedConnection)

    monkeypatch.setattr("inspector.store.database.sqlite3.connect", connect)
    return limit


def n_rows(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        (n,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(n)


def numbers(path: Path) -> list[int]:
    with reading(path) as rows:
        return [record.frame_index for record in frames.of_inspection(rows, ONE, limit=100_000)]


def test_what_is_submitted_is_durable_without_a_flush(writer):
    writer.submit(begin(), frame(0))
    wait_until(lambda: writer.n_waiting == 0)
    assert numbers(writer.path) == [0]


def test_every_commit_is_synced(tmp_path):
    with closing(open_for_writing(tmp_path / "a.sqlite", 1.0)) as connection:
        pragmas = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 1000}


def test_many_operations_share_few_commits(tmp_path, limit):
    writer = opened(tmp_path)
    writer.submit(begin())
    assert writer.flush()
    n_before = limit.n_commits
    for number in range(500):
        writer.submit(frame(number))
    assert writer.close() == ()
    assert limit.n_commits - n_before < 50
    assert numbers(writer.path) == list(range(500))


def test_a_slow_trickle_is_committed_while_it_goes_on(tmp_path, limit):
    writer = opened(tmp_path, commit_interval_s=0.2)
    writer.submit(begin())
    assert writer.flush()
    enough, deadline = limit.n_commits + 4, time.monotonic() + 20
    number = 0
    while limit.n_commits < enough:  # never idle for as long as IDLE_S
        assert time.monotonic() < deadline, "it waited for the trickle to end"
        writer.submit(frame(number))
        number += 1
        time.sleep(writer_module.IDLE_S / 4)
    assert writer.close() == ()
    assert numbers(writer.path) == list(range(number))


def test_operations_submitted_together_are_recorded_together_or_not_at_all(tmp_path):
    told = Told()
    writer = opened(tmp_path, on_notice=told)
    writer.submit(begin())
    writer.submit(frame(0))
    writer.submit(frame(1), RecordDefects(ONE, (defect(1, score=float("nan")),)))  # NaN is no score
    writer.submit(frame(2))
    assert writer.close() == ()
    assert numbers(writer.path) == [0, 2]
    assert writer.n_rejected == 2
    assert [code for code, _ in told.codes()] == [Code.STORE_REJECTED]


def test_flush_tells_when_time_ran_out_and_the_rows_come_later(tmp_path):
    writer = opened(tmp_path, busy_timeout_s=0.05)
    with closing(sqlite3.connect(writer.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        writer.submit(begin(), frame(0))
        assert not writer.flush(timeout_s=0.3)
        other.execute("ROLLBACK")
    assert writer.flush()
    assert writer.close() == ()
    assert numbers(writer.path) == [0]


def test_another_program_holding_the_lock_is_told_once_and_nothing_is_lost(tmp_path):
    told = Told()
    writer = opened(tmp_path, busy_timeout_s=0.05, on_notice=told)
    with closing(sqlite3.connect(writer.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        writer.submit(begin(), frame(0))
        told.wait_for(Code.STORE_LOCKED)
        for number in range(1, 50):
            writer.submit(frame(number))
        time.sleep(0.5)  # several attempts
        other.execute("ROLLBACK")
    told.wait_for(Code.STORE_LOCKED, is_over=True)
    assert writer.close() == ()
    assert numbers(writer.path) == list(range(50))
    assert told.codes() == [(Code.STORE_LOCKED, False), (Code.STORE_LOCKED, True)]
    assert told.notices[1].lasted_s >= 0.4


def test_a_full_disk_is_told_once_the_inspection_waits_and_nothing_is_lost(tmp_path, limit):
    told = Told()
    writer = opened(tmp_path, on_notice=told, capacity=20)
    writer.submit(begin())
    assert writer.flush()
    limit.n_pages = n_pages(writer.path)
    n_frames = 2000  # far more than fit into pages already there

    def inspect() -> None:
        for number in range(n_frames):
            writer.submit(frame(number), RecordDefects(ONE, (defect(number),)))
        writer.submit(EndInspection(ONE, InspectionState.COMPLETED))

    inspection = threading.Thread(target=inspect)
    inspection.start()
    told.wait_for(Code.STORE_DISK_FULL)
    told.wait_for(Code.STORE_PAUSED)
    time.sleep(0.5)
    assert writer.n_waiting <= 20
    before = numbers(writer.path)  # what was committed can be read meanwhile
    assert before == list(range(len(before)))
    assert len(before) < n_frames
    limit.n_pages = 1_000_000
    told.wait_for(Code.STORE_DISK_FULL, is_over=True)
    inspection.join()
    told.wait_for(Code.STORE_PAUSED, is_over=True)
    assert writer.close() == ()
    assert numbers(writer.path) == list(range(n_frames))
    assert n_rows(writer.path, "defects") == n_frames
    assert told.codes().count((Code.STORE_DISK_FULL, False)) == 1  # a pause may come again, where the disk is busy


def n_pages(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        (n,) = connection.execute("PRAGMA page_count").fetchone()
    return int(n)


def test_close_on_a_full_disk_says_what_was_not_written(tmp_path, limit):
    told = Told()
    writer = opened(tmp_path, on_notice=told)
    writer.submit(begin())
    assert writer.flush()
    limit.n_pages = n_pages(writer.path)
    lost = tuple(RecordDefects(ONE, (defect(number),)) for number in range(100))
    writer.submit(*lost)
    told.wait_for(Code.STORE_DISK_FULL)
    assert writer.close(timeout_s=0.5) == lost
    limit.n_pages = 1_000_000
    again = opened(tmp_path)
    assert [found.params["piece"] for found in again.unfinished] == ["R-1"]
    again.submit(*lost)  # the database is sound: the same operations still fit
    assert again.close() == ()
    assert n_rows(writer.path, "defects") == 100


def test_a_full_disk_at_opening_is_told(tmp_path, limit):
    limit.n_pages = 2
    with pytest.raises(StoreError) as caught:
        opened(tmp_path)
    assert caught.value.message.code is Code.STORE_NO_ROOM
    limit.n_pages = None
    assert opened(tmp_path).close() == ()


def test_a_lock_at_opening_promises_nothing_that_does_not_run(tmp_path):
    writer = opened(tmp_path)
    writer.close()
    with closing(sqlite3.connect(writer.path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError) as caught:
            opened(tmp_path, busy_timeout_s=0.05)
        text = message_text(caught.value.message)
        assert caught.value.message.code is Code.STORE_IN_USE
        assert text.meanwhile == "Nothing was started; what is recorded stays."
        assert "by itself" not in text.as_text()


def test_submit_waits_for_room_and_says_so(tmp_path):
    told = Told()
    writer = opened(tmp_path, busy_timeout_s=0.05, capacity=3, on_notice=told)
    writer.submit(begin())
    assert writer.flush()
    with closing(sqlite3.connect(writer.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for number in range(3):
            assert writer.submit(frame(number), timeout_s=0.0)
        assert not writer.submit(frame(3), timeout_s=0.05)  # not queued
        waiting = threading.Thread(target=writer.submit, args=(frame(3),))
        waiting.start()
        told.wait_for(Code.STORE_PAUSED)
        assert waiting.is_alive()
        assert writer.n_waiting == 3
        other.execute("ROLLBACK")
    waiting.join(120)
    told.wait_for(Code.STORE_PAUSED, is_over=True)
    assert writer.close() == ()
    assert numbers(writer.path) == [0, 1, 2, 3]


def test_a_pause_is_told_to_callers_that_give_up_and_come_again(tmp_path):
    told = Told()

    def note(notice):
        told(notice)
        writer.submit(RecordEvent(notice.message, ONE))  # taken although the queue is full

    writer = opened(tmp_path, busy_timeout_s=0.05, capacity=1, on_notice=note)
    writer.submit(begin())
    assert writer.flush()
    with closing(sqlite3.connect(writer.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert writer.submit(frame(0))
        end = time.monotonic() + 1.0
        while time.monotonic() < end:  # as a runner that looks at its stop flag meanwhile
            assert not writer.submit(frame(1), timeout_s=0.05)
        other.execute("ROLLBACK")
    told.wait_for(Code.STORE_PAUSED, is_over=True)
    assert writer.close() == ()
    assert numbers(writer.path) == [0]
    assert sorted(told.codes()) == [
        (Code.STORE_LOCKED, False),
        (Code.STORE_LOCKED, True),
        (Code.STORE_PAUSED, False),
        (Code.STORE_PAUSED, True),
    ]
    assert n_rows(writer.path, "events") == 4


def test_closing_without_end_waits_until_it_is_written_or_nobody_waits_any_more(tmp_path):
    for gives_up in (False, True):
        told = Told()
        writer = opened(tmp_path / f"{gives_up}", busy_timeout_s=0.05, on_notice=told)
        writer.submit(begin())
        assert writer.flush()
        lost: list[object] = []
        with closing(sqlite3.connect(writer.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            writer.submit(frame(0))
            closes = threading.Thread(target=lambda lost=lost, writer=writer: lost.extend(writer.close(math.inf)))
            closes.start()
            told.wait_for(Code.STORE_LOCKED)
            assert closes.is_alive()
            assert writer.n_waiting == 1
            if gives_up:
                writer.give_up()
                closes.join(60)
            other.execute("ROLLBACK")
        closes.join(60)
        assert (len(lost), numbers(writer.path)) == ((1, []) if gives_up else (0, [0]))


def test_a_writer_thread_that_dies_says_so_and_holds_nobody_up(tmp_path, monkeypatch):
    told = Told()
    writer = opened(tmp_path, on_notice=told)
    monkeypatch.setattr(writer, "_done", None)  # any bug outside an operation
    writer.submit(begin())
    told.wait_for(Code.UNEXPECTED)
    wait_until(lambda: "store-writer" not in {thread.name for thread in threading.enumerate()})
    with pytest.raises(StoreError):
        writer.submit(frame(0))
    assert len(writer.close()) == 1


def test_a_unit_larger_than_the_queue_still_passes(tmp_path):
    writer = opened(tmp_path, capacity=2)
    writer.submit(begin(), *(frame(number) for number in range(10)))
    assert writer.close() == ()
    assert numbers(writer.path) == list(range(10))


def test_closing_frees_whoever_waits_for_room(tmp_path):
    writer = opened(tmp_path, busy_timeout_s=0.05, capacity=1)
    refused = []

    def inspect() -> None:
        try:
            for number in range(5):
                writer.submit(frame(number))
        except StoreError as error:
            refused.append(error.message.code)

    with closing(sqlite3.connect(writer.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        writer.submit(begin())
        inspection = threading.Thread(target=inspect)
        inspection.start()
        time.sleep(0.1)
        assert len(writer.close(timeout_s=0.3)) == 1
    inspection.join(120)
    assert refused == [Code.STORE_UNWRITABLE]
    with pytest.raises(StoreError):
        writer.submit(frame(9))


def test_closing_twice_is_harmless(tmp_path):
    writer = opened(tmp_path)
    writer.submit(begin())
    assert (writer.close(), writer.close()) == ((), ())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows moves no open file")
def test_a_database_moved_away_is_told_and_its_rows_wait_for_it(tmp_path):
    told = Told()
    writer = opened(tmp_path, on_notice=told)
    writer.submit(begin())
    assert writer.flush()
    aside = writer.path.with_suffix(".aside")
    writer.path.rename(aside)
    writer.submit(frame(0))
    told.wait_for(Code.STORE_UNWRITABLE)
    aside.rename(writer.path)
    told.wait_for(Code.STORE_UNWRITABLE, is_over=True)
    assert writer.close() == ()
    assert numbers(writer.path) == [0]


def test_two_processes_write_at_once_and_both_keep_everything(tmp_path):
    code = textwrap.dedent(f"""
        import sys
        from pathlib import Path
        sys.path.insert(0, {str(Path(__file__).parent)!r})
        from store_samples import begin, frame
        from inspector.store.operations.inspections import EndInspection
        from inspector.store.records import InspectionState
        from inspector.store.writer import StoreWriter
        name = sys.argv[1] * 32
        told = []
        writer = StoreWriter(Path({str(tmp_path)!r}) / "inspection.sqlite", on_notice=told.append)
        writer.submit(begin(name))
        for number in range(1500):
            writer.submit(frame(number, name))
        writer.submit(EndInspection(name, InspectionState.COMPLETED))
        assert writer.close(60) == (), "not all was written"
        assert not told, told
        assert not writer.unfinished, writer.unfinished
    """)
    running = [subprocess.Popen([sys.executable, "-c", code, name], stderr=subprocess.PIPE, text=True) for name in "ab"]
    for process in running:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
    with reading(tmp_path / "inspection.sqlite") as rows:
        found = inspections.recent(rows)
    assert {(record.inspection_id[0], record.state, record.n_inspected) for record in found} == {
        ("a", InspectionState.COMPLETED, 1500),
        ("b", InspectionState.COMPLETED, 1500),
    }


def test_a_store_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StoreError) as caught:
        opened(tmp_path / "file")
    assert caught.value.message.code is Code.STORE_UNWRITABLE


def sqlite_error(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("as SQLite says")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (sqlite_error(sqlite3.SQLITE_FULL), Code.STORE_DISK_FULL),
        (sqlite_error(sqlite3.SQLITE_IOERR_SHMSIZE), Code.STORE_DISK_FULL),
        (OSError(errno.ENOSPC, "No space left on device"), Code.STORE_DISK_FULL),
        (sqlite_error(sqlite3.SQLITE_BUSY), Code.STORE_LOCKED),
        (sqlite_error(sqlite3.SQLITE_BUSY_SNAPSHOT), Code.STORE_LOCKED),
        (sqlite_error(sqlite3.SQLITE_NOTADB), Code.STORE_BROKEN),
        (sqlite_error(sqlite3.SQLITE_CORRUPT_INDEX), Code.STORE_BROKEN),
        (sqlite_error(sqlite3.SQLITE_IOERR_FSYNC), Code.STORE_UNWRITABLE),
        (sqlite_error(sqlite3.SQLITE_READONLY_DBMOVED), Code.STORE_UNWRITABLE),
        (PermissionError(errno.EACCES, "Permission denied"), Code.STORE_UNWRITABLE),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"), Code.STORE_BROKEN),
        (sqlite_error(sqlite3.SQLITE_CONSTRAINT_UNIQUE), None),
        (sqlite_error(sqlite3.SQLITE_ERROR), None),
        (sqlite3.ProgrammingError("wrong use"), None),
        (ValueError("ours"), None),
    ],
)
def test_each_error_is_sorted_into_the_world_or_a_bug(error, code):
    found = known_trouble(error, Path("inspection.sqlite"))
    assert (found.message.code if found else None) is code


def test_the_store_imports_neither_qt_nor_opencv():
    code = "import inspector.store.writer, inspector.store.queries.inspections, sys; " + (
        "print([name for name in ('PySide6', 'cv2', 'torch', 'onnxruntime') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_the_records_of_one_piece_go_on_after_reopening(tmp_path):
    writer = opened(tmp_path)
    writer.submit(begin(), frame(0), record_missed(1), EndInspection(ONE, InspectionState.CANCELLED))
    assert writer.close() == ()
    again = opened(tmp_path)
    assert again.unfinished == ()
    again.submit(replace(begin(), inspection_id="2" * 32), RecordDefects("2" * 32, (defect(),)))
    assert again.close() == ()
    with reading(writer.path) as rows:
        assert len(inspections.recent(rows, piece_name="R-1")) == 2
        assert len(defects.of_inspection(rows, "2" * 32)) == 1
        assert [event.message.code for event in events.recent(rows)] == []


@pytest.mark.parametrize(
    ("damage", "detail"),
    [
        (lambda content: content[:44] + b"\x00\x00\x00\x09" + content[48:], "unsupported file format"),
        (lambda content: content.replace(b"CREATE TABLE", b"CREATE \xffABLE"), "no UTF-8"),
        (lambda content: content.replace(b"CREATE TABLE inspections", b"CREATE TABLE inspectionz"), ""),
    ],
    ids=["format", "text", "schema"],
)
def test_a_database_whose_schema_is_damaged_is_refused_and_left_as_it_is(tmp_path, damage, detail):
    """Each was a fault of the program once, found by ``make fuzz``."""
    path = tmp_path / "inspection.sqlite"
    StoreWriter(path).close()
    content = damage(path.read_bytes())
    assert content != path.read_bytes()
    path.write_bytes(content)
    with pytest.raises(StoreError) as error:
        StoreWriter(path)
    assert error.value.message.code is Code.STORE_BROKEN
    assert detail in str(error.value.message.params["detail"])
    assert path.read_bytes() == content


def test_rows_that_have_lost_what_they_belong_to_are_refused_in_words(tmp_path):
    writer = opened(tmp_path)
    writer.submit(begin(), frame(0))
    assert writer.close() == ()
    with closing(sqlite3.connect(writer.path)) as connection, connection:
        connection.execute("DELETE FROM inspections")
    with pytest.raises(StoreError) as error:
        StoreWriter(writer.path)
    assert error.value.message.code is Code.STORE_BROKEN
    assert "has lost what it belongs to" in str(error.value.message.params["detail"])


def test_whoever_gave_up_before_closing_began_is_not_made_to_wait(tmp_path):
    writer = opened(tmp_path, busy_timeout_s=0.05)
    writer.submit(begin())
    assert writer.flush()
    lost: list[object] = []
    with closing(sqlite3.connect(writer.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        writer.submit(frame(0))
        writer.give_up()  # the pictures close before the records
        closes = threading.Thread(target=lambda: lost.extend(writer.close(math.inf)))
        closes.start()
        closes.join(20)
        has_ended = not closes.is_alive()
        other.execute("ROLLBACK")
    closes.join(60)
    assert has_ended
    assert (len(lost), numbers(writer.path)) == (1, [])


def test_what_can_be_written_is_written_although_somebody_gave_up_before(tmp_path):
    writer = opened(tmp_path)
    writer.submit(begin(), *(frame(number) for number in range(5)))
    writer.give_up()
    assert writer.close(math.inf) == ()
    assert numbers(writer.path) == [0, 1, 2, 3, 4]
