"""What is left of damaged records is brought together, in numbers, and nothing is thrown away."""

from __future__ import annotations

import random
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from store_damage import PAGE, empty_wal, leaves_of, n_pages, overwrite
from store_samples import Told, begin, defect, frame, opened

from inspector.core.defect import Box
from inspector.core.messages import Code, StoreError, message
from inspector.store.backups import BackupRule, back_up
from inspector.store.damage import set_aside_files
from inspector.store.database import reading
from inspector.store.liveness import Liveness
from inspector.store.operations.defects import RecordDefects
from inspector.store.operations.events import RecordEvent
from inspector.store.operations.evidence import RecordEvidence
from inspector.store.operations.inspections import EndInspection
from inspector.store.queries import defects, frames, inspections
from inspector.store.records import EvidenceKind, InspectionState
from inspector.store.repair import repair, verify
from inspector.store.salvage import UNKNOWN_PIECE

ONE, TWO = "1" * 32, "2" * 32
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody write into an open database")


def record(folder: Path, inspection_id: str, n: int) -> Path:
    writer = opened(folder)
    writer.submit(begin(inspection_id, f"R-{inspection_id[0]}"))
    for number in range(n):
        found = defect(number, class_name="scratch", rule="scratch longer than 2 mm")
        writer.submit(frame(number, inspection_id), RecordDefects(inspection_id, (found,)))
    writer.submit(RecordEvent(message(Code.CAMERA_BACK, address="cam", lost_s=1), inspection_id))
    writer.submit(EndInspection(inspection_id, InspectionState.COMPLETED))
    assert writer.close() == ()
    return writer.path


def numbers(path: Path, inspection_id: str) -> list[int]:
    with reading(path) as rows:
        return [row.frame_index for row in frames.of_inspection(rows, inspection_id, limit=100_000)]


def is_sound(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return whole and connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_whole_records_need_no_repair(tmp_path):
    path = record(tmp_path, ONE, 20)
    before = path.read_bytes()
    found = verify(path, tmp_path / "frames")
    assert found.is_well
    assert (found.database.n_rows["frames"], found.database.n_rows["defects"]) == (20, 20)
    assert repair(path) is None
    assert path.read_bytes() == before


def test_records_that_are_not_there_yet_are_well(tmp_path):
    found = verify(tmp_path / "inspection.sqlite", tmp_path / "frames")
    assert (found.is_well, found.database) == (True, None)
    assert repair(tmp_path / "inspection.sqlite") is None


@pytest.mark.parametrize("table", ["frames", "defects"])
def test_a_page_that_cannot_be_read_costs_its_own_rows_and_the_numbers_say_so(tmp_path, table):
    path = record(tmp_path, ONE, 1000)
    pages = leaves_of(path, table)
    overwrite(path, pages[len(pages) // 2])
    damaged = path.read_bytes()
    assert not verify(path, tmp_path / "frames").is_well
    with pytest.raises(StoreError):
        opened(tmp_path)
    done = repair(path)
    n_left = done.n_rows[table]
    assert 950 < n_left < 1000
    assert done.n_lost == {table: 1000 - n_left}
    other = {"frames": "defects", "defects": "frames"}[table]
    assert done.n_rows[other] == 1000
    assert (done.n_rows["inspections"], done.n_rows["events"]) == (1, 1)
    assert [kept.read_bytes() for kept in done.kept] == [damaged]
    assert is_sound(path)
    with reading(path) as rows:
        (found,) = inspections.recent(rows)
    assert (found.n_inspected, found.n_defects) == (done.n_rows["frames"], done.n_rows["defects"])
    assert verify(path, tmp_path / "frames").is_well
    again = opened(tmp_path)
    assert (again.unfinished, again.close()) == ((), ())


def test_a_copy_brings_back_what_the_damaged_file_lost(tmp_path):
    path = record(tmp_path, ONE, 500)
    assert back_up(path, BackupRule()) is not None
    record(tmp_path, TWO, 50)
    overwrite(path, 2, n_pages(path) - 10)
    done = repair(path)
    assert numbers(path, ONE) == list(range(500))
    assert done.n_rows["defects"] >= 500
    assert is_sound(path)


def test_a_database_of_which_nothing_is_left_says_so_and_is_kept(tmp_path):
    path = record(tmp_path, ONE, 50)
    overwrite(path, 1, n_pages(path))
    done = repair(path)
    assert done.sources == ((path.name, None),)
    assert set(done.n_rows.values()) == {0}
    assert done.kept[0].exists()
    assert opened(tmp_path).close() == ()


def test_what_went_on_in_a_fresh_file_and_what_the_damaged_one_holds_become_one(tmp_path):
    record(tmp_path, ONE, 100)
    writer = opened(tmp_path)
    writer.submit(begin(TWO, "R-2"))
    for number in range(60):
        if number == 30:
            assert writer.flush()
            empty_wal(writer.path)
        writer.submit(frame(number, TWO), RecordDefects(TWO, (defect(number),)))
    writer.submit(EndInspection(TWO, InspectionState.COMPLETED))
    assert writer.close() == ()
    path = writer.path
    assert numbers(path, ONE) == []  # of an inspection before: in the damaged file
    found = verify(path, tmp_path / "frames")
    assert (found.is_well, len(found.set_aside)) == (False, 1)
    done = repair(path)
    assert (numbers(path, ONE), numbers(path, TWO)) == (list(range(100)), list(range(60)))
    assert set_aside_files(path) == ()
    assert len(done.kept) == 2
    assert is_sound(path)
    with reading(path) as rows:
        ids = [row.defect.defect_id for row in defects.of_inspection(rows, TWO, limit=1000)]
        (first,) = rows.execute("SELECT inspection_id FROM defects ORDER BY id LIMIT 1").fetchone()
    assert sorted(ids) == list(range(60))
    assert first == ONE  # ids rise with age over both files
    assert repair(path) is None


def test_an_inspection_whose_own_row_is_lost_is_not_lost_with_it(tmp_path):
    path = record(tmp_path, ONE, 30)
    with closing(sqlite3.connect(path)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'inspections'").fetchone()
    overwrite(path, root)
    done = repair(path)
    with reading(path) as rows:
        (found,) = inspections.recent(rows)
    assert (found.inspection_id, found.piece_name, found.state) == (ONE, UNKNOWN_PIECE, InspectionState.UNFINISHED)
    assert (found.n_inspected, found.n_defects) == (30, 30)
    assert (found.line, found.pc) == ("line 2", "PC-7")
    assert done.n_rows["frames"] == 30


def test_no_repair_while_an_inspection_runs(tmp_path):
    path = record(tmp_path, ONE, 30)
    overwrite(path, leaves_of(path, "frames")[0])
    running = Liveness(path, TWO)
    with pytest.raises(StoreError) as caught:
        repair(path)
    running.release()
    assert caught.value.message.code is Code.STORE_IN_USE
    assert repair(path) is not None


def test_a_program_that_has_the_records_open_goes_on_in_the_repaired_file_without_an_alarm(tmp_path):
    path = record(tmp_path, ONE, 300)
    told = Told()
    window = opened(tmp_path, on_notice=told)
    overwrite(path, leaves_of(path, "frames")[1])
    assert repair(path) is not None
    window.submit(begin(TWO, "R-2"), frame(0, TWO))
    window.submit(EndInspection(TWO, InspectionState.COMPLETED))
    assert window.close() == ()
    assert (told.codes(), numbers(path, TWO)) == ([], [0])
    assert len(numbers(path, ONE)) > 200


def test_pictures_without_a_record_and_records_without_their_picture_are_counted(tmp_path):
    pictures = tmp_path / "frames"
    path = record(tmp_path, ONE, 2)
    writer = opened(tmp_path)
    for name in ("a.png", "b.png"):
        crop = RecordEvidence(
            kind=EvidenceKind.CROP, inspection_id=ONE, lane=0, frame_index=0, defect_id=1, path=f"R-1_x/{name}",
            box=Box(0, 0, 4, 4), bits=8, n_bytes=9,
        )  # fmt: skip
        writer.submit(crop)
    assert writer.close() == ()
    (pictures / "R-1_x").mkdir(parents=True)
    for name in ("a.png", "nobody.png"):
        (pictures / "R-1_x" / name).write_bytes(b"picture")
    found = verify(path, pictures)
    assert (found.n_pictures, found.missing_pictures, found.n_unknown_pictures) == (2, ("R-1_x/b.png",), 1)
    assert not found.is_well


@pytest.mark.parametrize("seed", range(12))
def test_any_damage_leaves_a_sound_database_and_rows_that_were_written(tmp_path, seed):
    """Pages anywhere are overwritten with zeros, ones or noise: what is saved was once recorded, and it can be read."""
    chance = random.Random(seed)
    path = record(tmp_path, ONE, 400)
    for _ in range(chance.choice((1, 3, 10))):
        content = chance.choice((b"\0", b"\xff", chance.randbytes(PAGE)))
        overwrite(path, chance.randint(2, n_pages_of(path)), chance.choice((1, 1, 4)), content)
    done = repair(path)
    if done is None:  # only free pages were hit
        assert numbers(path, ONE) == list(range(400))
        return
    assert is_sound(path)
    found = numbers(path, ONE)
    assert set(found) <= set(range(400))
    assert done.n_rows["frames"] == len(found)
    assert done.kept
    assert opened(tmp_path).close() == ()


def n_pages_of(path: Path) -> int:
    return path.stat().st_size // PAGE  # SQLite may not be able to tell any more
