from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from store_samples import NOON_TEXT, begin, opened

from inspector.core.messages import Code, StoreError
from inspector.core.piece import Coverage
from inspector.store import migrations
from inspector.store.database import reading
from inspector.store.migrations import MIGRATIONS
from inspector.store.queries import defects, frames, inspections
from inspector.store.records import InspectionState

# The database as version 1 made it, with one finished inspection. Never edit: old files do not change either.
VERSION_1 = (Path(__file__).parents[2] / "golden/workspaces/records-1.sql").read_text(encoding="utf-8")


def made(path: Path, sql: str) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(sql)
    return path


def schema(path: Path) -> list[tuple[str, str, str]]:
    """Every table's columns and every index, as SQLite understands them; comments and spaces left out."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        columns = [
            (table, "column", str(row))
            for table in tables
            for row in connection.execute(f"PRAGMA table_xinfo({table})")
        ]
        keys = [
            (table, "key", str(row))
            for table in tables
            for row in connection.execute(f"PRAGMA foreign_key_list({table})")
        ]
        indexes = connection.execute("SELECT tbl_name, name, coalesce(sql, '') FROM sqlite_schema WHERE type = 'index'")
        return sorted([*columns, *keys, *indexes])


def test_version_1_opens_with_its_records_and_leaves_a_backup(tmp_path):
    path = made(tmp_path / "inspection.sqlite", VERSION_1)
    assert opened(tmp_path).close() == ()
    with reading(path) as rows:
        record = inspections.by_id(rows, "aa")
        assert record is not None
        assert (record.state, record.n_inspected) == (InspectionState.COMPLETED, 1)
        assert record.coverage == Coverage("mm", pytest.approx(100 * 0.2))
        assert [record.defect.size_mm for record in defects.of_inspection(rows, "aa")] == [None]
        assert [record.name for record in frames.of_inspection(rows, "aa")] == ["a.png"]
        steps = rows.execute("SELECT number, name FROM migrations ORDER BY number").fetchall()
    assert steps == [
        (1, "lay_inspections"), (2, "add_evidence"), (3, "place_on_lines"), (4, "add_review"), (5, "record_products"),
        (6, "say_why_pictures_go"),
    ]  # fmt: skip
    (backup,) = tmp_path.glob("*.backup.sqlite")
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("SELECT count(*) FROM defects").fetchone() == (1,)
        assert connection.execute("SELECT max(number) FROM migrations").fetchone() == (1,)


def test_an_old_file_and_a_new_one_have_the_same_schema(tmp_path):
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    made(tmp_path / "old" / "inspection.sqlite", VERSION_1)
    for name in ("old", "new"):
        opened(tmp_path / name).close()
    assert schema(tmp_path / "old" / "inspection.sqlite") == schema(tmp_path / "new" / "inspection.sqlite")


def test_opening_again_applies_nothing_and_makes_no_backup(tmp_path):
    opened(tmp_path).close()
    with reading(tmp_path / "inspection.sqlite") as rows:
        first = rows.execute("SELECT * FROM migrations").fetchall()
    opened(tmp_path).close()
    with reading(tmp_path / "inspection.sqlite") as rows:
        assert rows.execute("SELECT * FROM migrations").fetchall() == first
    assert list(tmp_path.glob("*.backup.sqlite")) == []


def test_a_step_that_fails_leaves_the_old_version(tmp_path, monkeypatch):
    def break_half_way(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE half (id INTEGER)")
        raise RuntimeError("half way")

    path = made(tmp_path / "inspection.sqlite", VERSION_1)
    before = schema(path)
    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, break_half_way))
    with pytest.raises(RuntimeError, match="half way"):
        opened(tmp_path)
    assert schema(path) == before


def test_a_step_that_loses_a_parent_row_is_not_applied(tmp_path, monkeypatch):
    def forget_pieces(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM pieces")

    path = made(tmp_path / "inspection.sqlite", VERSION_1)
    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, forget_pieces))
    with pytest.raises(RuntimeError, match="parent"):
        opened(tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM pieces").fetchone() == (1,)


def test_a_newer_database_is_refused_by_writer_and_reader_and_left_alone(tmp_path):
    path = tmp_path / "inspection.sqlite"
    opened(tmp_path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO migrations VALUES (99, 'later', '', '')")
    before = path.read_bytes()
    with pytest.raises(StoreError) as caught:
        opened(tmp_path)
    assert caught.value.message.code is Code.STORE_TOO_NEW
    assert (caught.value.message.params["found"], caught.value.message.params["known"]) == (
        99,
        len(MIGRATIONS),
    )
    with pytest.raises(StoreError) as caught, reading(path):
        pass
    assert caught.value.message.code is Code.STORE_TOO_NEW
    assert path.read_bytes() == before


def test_a_reader_does_not_guess_at_an_older_version(tmp_path):
    path = made(tmp_path / "inspection.sqlite", VERSION_1)
    with pytest.raises(StoreError) as caught, reading(path):
        pass
    assert caught.value.message.code is Code.STORE_UNWRITABLE


@pytest.mark.parametrize(
    "content", [b"x", b"not a database", b"not a database\n" * 1000, b"\0" * 4096, b"SQLite format 3\0"]
)
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path, content):
    path = tmp_path / "inspection.sqlite"
    path.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        opened(tmp_path)
    assert caught.value.message.code is Code.STORE_BROKEN
    assert path.read_bytes() == content
    assert {file.name for file in tmp_path.iterdir()} == {"inspection.sqlite", "locks"}


def test_a_database_cut_short_is_refused_and_left_alone(tmp_path):
    path = made(tmp_path / "inspection.sqlite", VERSION_1)
    path.write_bytes(path.read_bytes()[: 4096 * 5])
    before = path.read_bytes()
    with pytest.raises(StoreError) as caught:
        opened(tmp_path)
    assert caught.value.message.code is Code.STORE_BROKEN
    assert path.read_bytes() == before


def test_a_database_with_a_spoilt_page_is_refused(tmp_path):
    writer = opened(tmp_path)
    writer.submit(begin())
    writer.close()
    path = tmp_path / "inspection.sqlite"
    content = bytearray(path.read_bytes())
    content[4096 * 6 : 4096 * 6 + 200] = b"\xff" * 200
    path.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        opened(tmp_path)
    assert caught.value.message.code is Code.STORE_BROKEN


def test_another_programs_database_is_refused(tmp_path):
    path = made(tmp_path / "inspection.sqlite", "CREATE TABLE notes (id INTEGER);")
    before = path.read_bytes()
    with pytest.raises(StoreError) as caught:
        opened(tmp_path)
    assert caught.value.message.code is Code.STORE_BROKEN
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_database(tmp_path):
    (tmp_path / "inspection.sqlite").touch()
    assert opened(tmp_path).close() == ()
    with reading(tmp_path / "inspection.sqlite") as rows:
        assert inspections.recent(rows) == ()


def test_each_step_is_recorded_with_time_and_actor(tmp_path):
    opened(tmp_path).close()
    with reading(tmp_path / "inspection.sqlite") as rows:
        for applied_at, actor in rows.execute("SELECT applied_at, actor FROM migrations"):
            assert len(applied_at) == len(NOON_TEXT)
            assert applied_at.endswith("Z")
            assert actor
