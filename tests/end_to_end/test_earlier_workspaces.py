"""Workspaces of every earlier version open in this program, with all that they held; newer ones are left alone.

``tests/golden/workspaces`` holds the settings and the records as earlier programs wrote them. Records of the versions
between come from those of version 1 by the released steps, which are never edited.
"""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from inspector.annotation.label_sheet import FrameSource, LabelSheet
from inspector.annotation.label_store import LabelStore
from inspector.annotation.mask_step import LabelOrigin, StepFacts
from inspector.cli.root import cli
from inspector.core.messages import Code, InspectorError
from inspector.core.pin import is_pin
from inspector.core.roles import Role
from inspector.session import Session
from inspector.store.database import reading
from inspector.store.migrations import MIGRATIONS, migrate
from inspector.store.queries import defects, inspections
from inspector.workspace.memory import read_memory
from inspector.workspace.setting_edits import SettingEdit
from inspector.workspace.settings import SETTINGS_VERSION
from inspector.workspace.workspace import FOLDERS, open_workspace

GOLDEN = Path(__file__).parents[1] / "golden" / "workspaces"
SHEET = LabelSheet("ab" * 32, 60, 80, ("background", "scratch"), FrameSource("folder", "/data/a.png", "a"))


def earlier(folder: Path, records: int, settings: int) -> Path:
    """A workspace as a program with these versions left it."""
    for name in FOLDERS:
        (folder / name).mkdir(parents=True)
    (folder / "workspace.toml").write_bytes((GOLDEN / f"settings-{settings}.toml").read_bytes())
    with closing(sqlite3.connect(folder / "inspection.sqlite", isolation_level=None)) as connection:
        connection.executescript((GOLDEN / "records-1.sql").read_text(encoding="utf-8"))
        migrate(connection, folder / "inspection.sqlite", MIGRATIONS[:records])
    for kept in folder.glob("*.backup.sqlite"):
        kept.unlink()
    (folder / "window.json").write_text('{"memory": {"last_piece_id": "R-1"}, "format": 1}', encoding="utf-8")
    with opened_labels(folder) as store:
        editor = store.open(SHEET).editor
        editor.recorder.about_to_change(10, 10, 20, 20)
        editor.class_map[10:20, 10:20] = 1
        facts = StepFacts("box", "ada", "2026-01-02T03:04:05.000Z", LabelOrigin())
        editor.finish_step(facts)
        store.save(editor.snapshot(facts))
        sheet = store.files_of(SHEET.frame_sha256).sheet
    facts_then = json.loads(sheet.read_text(encoding="utf-8"))
    facts_then["format"] = 1  # which did not know who finished a frame
    del facts_then["finishes"]
    sheet.write_text(json.dumps(facts_then), encoding="utf-8")
    return folder


@contextmanager
def opened_labels(folder: Path) -> Iterator[LabelStore]:
    store = LabelStore(folder / "annotations", lambda _: None)
    try:
        yield store
    finally:
        assert store.close()


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "locks" not in path.parts
    }


@pytest.mark.parametrize(
    ("records", "settings"),
    [(1, 1), (2, 1), (3, 2), (4, 3), (5, 3)],
)
def test_everything_of_before_is_there_and_a_copy_stands_beside(tmp_path: Path, records: int, settings: int) -> None:
    folder = earlier(tmp_path / "plant", records, settings)
    toml = (folder / "workspace.toml").read_bytes()
    session = Session(folder)
    try:
        session.open_records()
        with reading(folder / "inspection.sqlite") as rows:
            (one,) = inspections.recent(rows)
            found = defects.of_inspection(rows, one.inspection_id)
        assert (one.piece_name, [record.defect.class_name for record in found]) == ("R-1", ["scratch"])
        session.change_settings([SettingEdit(("name",), "Line 2")])
    finally:
        session.close()
    (kept,) = folder.glob("inspection.v*.backup.sqlite")
    with closing(sqlite3.connect(kept)) as connection:
        assert connection.execute("SELECT max(number) FROM migrations").fetchone() == (records,)
    assert (folder / f"workspace.v{settings}.backup.toml").read_bytes() == toml
    after = open_workspace(folder).settings
    assert (after.name, after.version) == ("Line 2", SETTINGS_VERSION)
    if settings == 3:
        (person,) = after.people
        assert (person.role, is_pin("2041", person.pin)) == (Role.ADMINISTRATOR, True)
    assert read_memory(open_workspace(folder)).last_piece_id == "R-1"
    with opened_labels(folder) as store:
        opened = store.open(SHEET)
        assert opened.editor.class_map.sum() == 100
    ran = CliRunner().invoke(cli, ["report", "R-1", "--out", str(tmp_path / "r.csv"), "--workspace", str(folder)])
    assert ran.exit_code == 0, ran.output
    assert "scratch" in (tmp_path / "r.csv").read_text(encoding="utf-8-sig")


def test_a_newer_one_is_refused_in_words_and_not_one_byte_of_it_changes(tmp_path: Path) -> None:
    folder = earlier(tmp_path / "plant", len(MIGRATIONS), 3)
    with closing(sqlite3.connect(folder / "inspection.sqlite", isolation_level=None)) as connection:
        newest = len(MIGRATIONS) + 1
        connection.execute(
            "INSERT INTO migrations VALUES (?, 'tomorrow', '2027-01-01T00:00:00.000Z', 'ada')", (newest,)
        )
    before = files_of(folder)
    session = Session(folder)
    with pytest.raises(InspectorError) as refused:
        session.open_records()
    session.close()
    told = refused.value.message
    assert (told.code, told.params["found"], told.params["known"]) == (Code.STORE_TOO_NEW, newest, len(MIGRATIONS))
    assert files_of(folder) == before
    toml = folder / "workspace.toml"
    toml.write_text(f"version = {SETTINGS_VERSION + 1}\nnew_things = true\n", encoding="utf-8")
    before = files_of(folder)
    for command in (
        ["workspace", "people", "add", "Ben"],
        ["workspace", "backup", str(tmp_path / "b")],
        ["audit", "list"],
    ):
        ran = CliRunner().invoke(cli, [*command, "--workspace", str(folder)], input="1234\n1234\n")
        assert ran.exit_code != 0
        assert f"It has version {SETTINGS_VERSION + 1}" in ran.output
        assert "Update Inspector" in ran.output
    assert files_of(folder) == before


CHILD = """
import os, signal, sys
from pathlib import Path
from inspector.store import migrations

def killed(connection):
    real(connection)
    os.kill(os.getpid(), signal.SIGKILL)

at = int(sys.argv[2])
real = migrations.MIGRATIONS[at]
migrations.MIGRATIONS = (*migrations.MIGRATIONS[:at], killed, *migrations.MIGRATIONS[at + 1:])
from inspector.store.writer import StoreWriter
StoreWriter(Path(sys.argv[1]))
"""


@pytest.mark.parametrize("at", [2, 5])
def test_power_that_goes_in_the_middle_of_a_migration_loses_nothing(tmp_path: Path, at: int) -> None:
    folder = earlier(tmp_path / "plant", 1, 1)
    database = folder / "inspection.sqlite"
    ran = subprocess.run([sys.executable, "-c", CHILD, str(database), str(at)], check=False, capture_output=True)
    assert ran.returncode == -signal.SIGKILL, ran.stderr
    session = Session(folder)
    try:
        session.open_records()
        with reading(database) as rows:
            (one,) = inspections.recent(rows)
            assert len(defects.of_inspection(rows, one.inspection_id)) == 1
    finally:
        session.close()
