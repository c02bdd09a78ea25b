"""Copies of the records: whole, by the plant's rule, while they are written; and the guard that makes them."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from contextlib import closing
from datetime import timedelta

import pytest
from store_damage import checkpoint, copied, leaves_of, overwrite
from store_samples import NOON, Told, begin, defect, frame, opened

from inspector.core.messages import Code, StoreError
from inspector.store import backups
from inspector.store.backups import BackupRule, back_up, backups_folder, backups_of, is_due
from inspector.store.damage import FileDamaged, set_aside_files
from inspector.store.database import reading
from inspector.store.guard import StoreGuard
from inspector.store.operations.defects import RecordDefects
from inspector.store.queries import frames
from tests.waiting import wait_until

ONE = "1" * 32
DAILY = BackupRule(n_kept=2, every_h=24)


def at(monkeypatch, hours: float) -> None:
    monkeypatch.setattr(backups, "utc_now", lambda: NOON + timedelta(hours=hours))


def fill(writer, n: int) -> None:
    writer.submit(begin())
    for number in range(n):
        writer.submit(frame(number), RecordDefects(ONE, (defect(number, rule="scratch longer"),)))
    assert writer.flush()


def test_copies_are_made_by_the_rule_and_the_newest_are_kept(writer, monkeypatch):
    fill(writer, 10)
    for day in range(4):
        at(monkeypatch, 24 * day)
        assert is_due(writer.path, DAILY)
        assert back_up(writer.path, DAILY) is not None
        at(monkeypatch, 24 * day + 23)
        assert not is_due(writer.path, DAILY)
    assert [path.name for path in backups_of(writer.path)] == [
        "inspection.20260303T120000Z.sqlite",
        "inspection.20260304T120000Z.sqlite",
    ]
    assert not is_due(writer.path, BackupRule(n_kept=0))
    at(monkeypatch, -1000)  # the clock was set back: what seems to come from the future holds up no copy
    assert is_due(writer.path, DAILY)


def test_a_copy_is_one_whole_file_of_one_moment_while_records_go_on(writer, monkeypatch):
    monkeypatch.setattr(backups, "PAGES_AT_ONCE", 2)
    monkeypatch.setattr(backups, "PAUSE_S", 0.005)
    fill(writer, 300)
    ends = threading.Event()

    def go_on() -> None:
        number = 300
        while not ends.is_set():
            writer.submit(frame(number), RecordDefects(ONE, (defect(number),)))
            number += 1

    line = threading.Thread(target=go_on)
    line.start()
    made = back_up(writer.path, DAILY)
    ends.set()
    line.join()
    with closing(sqlite3.connect(made)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        (n_frames,), (n_defects,) = (
            copy.execute(f"SELECT count(*) FROM {t}").fetchone() for t in ("frames", "defects")
        )
        numbers = [number for (number,) in copy.execute("SELECT frame_index FROM frames ORDER BY frame_index")]
    assert n_frames == n_defects >= 300
    assert numbers == list(range(n_frames))
    assert [path.name for path in backups_folder(writer.path).iterdir()] == [made.name]  # nothing half-made


def test_a_copy_that_is_given_up_leaves_nothing(writer):
    fill(writer, 10)
    assert back_up(writer.path, DAILY, lambda: True) is None
    assert list(backups_folder(writer.path).iterdir()) == []


def test_no_copy_is_made_while_the_disk_is_nearly_full(writer, monkeypatch):
    fill(writer, 10)
    usage = shutil.disk_usage(writer.path.parent)
    monkeypatch.setattr(backups.shutil, "disk_usage", lambda folder: usage._replace(free=100 * 2**20))
    with pytest.raises(StoreError) as caught:
        back_up(writer.path, DAILY)
    assert caught.value.message.code is Code.BACKUP_FAILED
    assert backups_of(writer.path) == ()


def test_a_copy_of_a_damaged_database_is_none_and_says_so(writer):
    fill(writer, 1000)
    checkpoint(writer.path)
    pages = leaves_of(copied(writer.path, "copy"), "defects")
    overwrite(writer.path, pages[3])
    with pytest.raises(FileDamaged):
        back_up(writer.path, DAILY)
    assert list(backups_folder(writer.path).iterdir()) == []
    writer.look_for_damage(60)
    assert writer.flush(60)


def test_the_guard_makes_copies_and_finds_damage_by_itself(tmp_path):
    told = Told()
    writer = opened(tmp_path, on_notice=told)
    guard = StoreGuard(writer, DAILY, on_notice=told, look_every_s=0.05)
    fill(writer, 500)
    wait_until(lambda: len(backups_of(writer.path)) == 1)
    checkpoint(writer.path)
    overwrite(writer.path, leaves_of(copied(writer.path, "copy"), "frames")[2])
    told.wait_for(Code.STORE_DAMAGED)
    writer.submit(frame(500))
    assert writer.flush(60)
    guard.close()
    assert writer.close() == ()
    with reading(writer.path) as rows:
        found = frames.of_inspection(rows, ONE, limit=1000)
    assert [row.frame_index for row in found] == list(range(501))
    assert len(set_aside_files(writer.path)) == 1
    assert told.codes() == [(Code.STORE_DAMAGED, False)]


def test_the_guard_says_once_that_no_copy_is_made_and_once_that_it_is_over(tmp_path, monkeypatch):
    told, n_free = Told(), [0]
    writer = opened(tmp_path)
    fill(writer, 3)
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(backups.shutil, "disk_usage", lambda folder: usage._replace(free=n_free[0]))
    guard = StoreGuard(writer, DAILY, on_notice=told, look_every_s=0.02)
    told.wait_for(Code.BACKUP_FAILED)
    n_free[0] = 2**40
    told.wait_for(Code.BACKUP_FAILED, is_over=True)
    guard.close()
    assert writer.close() == ()
    assert told.codes() == [(Code.BACKUP_FAILED, False), (Code.BACKUP_FAILED, True)]
