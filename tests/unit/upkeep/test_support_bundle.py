"""The support bundle: nothing secret in it, whatever the log was given; pictures and names only on wish."""

from __future__ import annotations

import io
import json
import logging
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
import tomlkit
from PIL import Image

from inspector.core.messages import Code, WorkspaceError
from inspector.core.roles import Role
from inspector.core.source_options import SourceOptions
from inspector.logs import log_file, log_kept
from inspector.people.changing import add_person
from inspector.store.database import open_for_writing
from inspector.store.migrations import migrate
from inspector.upkeep.bundle import Bundle, Wish, gathered, saved
from inspector.upkeep.ends import ends_folder
from inspector.workspace.editing import change_settings
from inspector.workspace.memory import RecentSource, WindowMemory, save_memory
from inspector.workspace.workspace import Workspace, create_workspace

PIECE, SHORT_PIECE, PASSWORD, COMMAND = (
    "Schiene R-2041 für Süd",
    "7",
    "gr0ße&h@stahlheim",
    "/opt/lamp --token 8842-secret",
)
PLANTED = (PIECE, "R-2041", PASSWORD, "8842-secret", "scrypt$16384", "operator:", "hunter22", "sesame", "stahlheim")


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Full of what must not leave the plant, in the settings, the memory of the window, the records, the log and the
    report of a crash."""
    monkeypatch.setattr("inspector.upkeep.bundle.inspector_command", lambda *words: ["/bin/echo", '{"system": "here"}'])
    made = create_workspace(tmp_path / "line")

    def change(document: tomlkit.TOMLDocument) -> None:
        document["alarms"]["command"] = COMMAND  # type: ignore[index]  # a table of the template
        document.add(tomlkit.comment("the NAS: user plant, password hunter22"))

    made = add_person(change_settings(made, change), "", Role.ADMINISTRATOR, "4711")
    address = f"rtsp://operator:{PASSWORD}@192.168.0.20/live?password=sesame"
    save_memory(made, WindowMemory(recent=(RecentSource(address, SourceOptions()),)))
    with closing(open_for_writing(made.database, 5.0)) as rows:
        migrate(rows, made.database)
        for uid, name in (("a" * 16, PIECE), ("b" * 16, SHORT_PIECE)):
            columns = [row[1] for row in rows.execute("PRAGMA table_info(pieces)")]
            known = {"uid": uid, "name": name, "kind": "rail", "name_folded": name.casefold()}
            rows.execute(
                f"INSERT INTO pieces ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
                [known.get(column, "x") for column in columns],
            )
        rows.commit()
    pin = made.settings.people[0].pin
    with log_kept(log_file()):
        log = logging.getLogger("inspector.test")
        log.setLevel(logging.INFO)
        log.warning("camera %s is lost", address)
        log.warning("the piece %s begins, then “%s” in 17 frames of 1.7 s", PIECE, SHORT_PIECE)
        log.warning("frame %s_0042.png of %s is dark", PIECE, PIECE.upper())
        log.warning("%s failed, password=%s pin: sesame", COMMAND, PASSWORD)
        log.warning("lock %s", pin)
    folder = ends_folder()
    assert folder is not None
    folder.mkdir(parents=True)
    lines = ('{"process": 1}', "Fatal Python error: Aborted", f"last frame 42 of piece {PIECE!r}", "")
    (folder / "ended-1.txt").write_text("\n".join(lines))
    picture = io.BytesIO()
    Image.effect_noise((64, 64), 80).save(picture, "PNG")
    (made.frames / PIECE).mkdir(parents=True)
    (made.frames / PIECE / "crop-1.png").write_bytes(picture.getvalue())
    return made


def zipped(bundle: Bundle, file: Path) -> dict[str, bytes]:
    saved(bundle, file)
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def found_in(parts: dict[str, bytes], word: str) -> list[str]:
    texts = {name: f"{name}\n{content.decode('utf-8', 'replace')}".casefold() for name, content in parts.items()}
    return [name for name, text in texts.items() if word.casefold() in text]


def test_no_secret_no_name_and_no_picture_is_in_it(workspace: Workspace, tmp_path: Path):
    parts = zipped(gathered(workspace), tmp_path / "support.zip")
    for word in PLANTED:
        assert found_in(parts, word) == [], word
    picture = next(workspace.frames.rglob("*.png")).read_bytes()
    assert all(picture[:40] not in content and b"\x89PNG" not in content for content in parts.values())
    log = parts["logs/inspector.log"].decode()
    assert "“7”" not in log
    assert "in 17 frames of 1.7 s" in log  # numbers are no names
    assert "192.168.0.20" in log  # which camera it was


def test_what_support_needs_is_in_it(workspace: Workspace, tmp_path: Path):
    parts = zipped(gathered(workspace), tmp_path / "support.zip")
    assert json.loads(parts["facts.json"])["doctor"] == {"system": "here"}
    settings = json.loads(parts["settings.json"])
    assert (settings["people"][0]["pin"], settings["alarms"]["command"]) == ("(hidden)", "(hidden)")
    assert settings["coverage"]["min_percent"] == 99.0
    database = json.loads(parts["database.json"])
    assert database["quick_check"] == "ok"
    assert database["rows"]["pieces"] == 2
    assert json.loads(parts["decisions.json"])["is_whole"]
    assert b"Fatal Python error: Aborted" in parts["ends/ended-1.txt"]
    assert b"is lost" in parts["logs/inspector.log"]


def test_names_and_pictures_on_wish(workspace: Workspace, tmp_path: Path):
    parts = zipped(gathered(workspace, Wish(has_names=True, has_pictures=True)), tmp_path / "support.zip")
    assert found_in(parts, PIECE) == ["logs/inspector.log", "ends/ended-1.txt"]
    assert parts["pictures/01.png"] == next(workspace.frames.rglob("*.png")).read_bytes()
    for word in (PASSWORD, "8842-secret", "scrypt$16384", "hunter22", "sesame"):
        assert found_in(parts, word) == [], word


def test_a_workspace_that_is_broken_gets_its_bundle_all_the_same(workspace: Workspace, tmp_path: Path):
    workspace.database.write_bytes(b"no database at all" * 1000)
    workspace.audit.write_text("no chain\n")
    (workspace.folder / "workspace.toml").write_text("pin = [broken")
    parts = zipped(gathered(workspace), tmp_path / "support.zip")
    assert "not a database" in parts["database.json"].decode()
    assert json.loads(parts["decisions.json"])["is_whole"] is False
    assert "cannot be read" in parts["settings.json"].decode()


def test_a_full_disk_leaves_no_half_bundle(workspace: Workspace, tmp_path: Path):
    (tmp_path / "away").write_text("no folder")
    with pytest.raises(WorkspaceError) as caught:
        saved(gathered(workspace), tmp_path / "away" / "support.zip")
    assert caught.value.message.code is Code.BUNDLE_FAILED
    assert list(tmp_path.rglob("*.part")) == []
