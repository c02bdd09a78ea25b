"""Backing up, verifying and restoring: everything is there, nothing that is not whole passes for a backup."""

from __future__ import annotations

import hashlib
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from backup_samples import PICTURES, begin, files_of, filled, kept

from inspector.annotation.label_sheet import FrameSource, LabelSheet
from inspector.annotation.label_store import LabelStore
from inspector.annotation.mask_step import LabelOrigin, StepFacts
from inspector.backup.archive import BELOW, MANIFEST, BackupPart, verify_backup
from inspector.backup.making import back_up_workspace
from inspector.backup.restoring import restore_workspace
from inspector.core.messages import Code, WorkspaceError
from inspector.core.retention import GoneBecause
from inspector.jobs.job import Cancelled
from inspector.models_store.promotions import Promotions
from inspector.store.database import reading
from inspector.store.queries import evidence, inspections
from inspector.store.records import InspectionState
from inspector.store.writer import StoreWriter
from inspector.workspace.workspace import Workspace, open_workspace

SHA = "ab" * 32


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return filled(tmp_path / "Wärk 1")


def refused(act: Callable[[], object], code: Code) -> str:
    with pytest.raises(WorkspaceError) as caught:
        act()
    assert caught.value.message.code is code
    return str(caught.value.message.params["detail"])


def test_all_of_it_comes_back_as_it_was_and_opens(workspace: Workspace, tmp_path: Path) -> None:
    made = back_up_workspace(workspace, tmp_path / "b.inspector-backup", list(BackupPart))
    assert verify_backup(made.path).is_whole
    restored = restore_workspace(made.path, tmp_path / "neu ß")
    left, right = files_of(workspace.folder), files_of(tmp_path / "neu ß")
    same = {path for path in left if not path.startswith(("locks/", "backups/", "inspection.sqlite", "audit."))}
    same -= {"x.tmp", ".audit.jsonl.lock"}
    assert {path: right[path] for path in same} == {path: left[path] for path in same}
    assert not {"x.tmp", "backups/inspection.20260101T000000Z.sqlite"} & right.keys()
    assert (restored.n_pictures_left_out, restored.audit.is_whole) == (0, True)
    assert Promotions(restored.workspace.models).verify_audit().is_whole
    with reading(restored.workspace.database) as rows:
        assert [one.is_kept for one in evidence.whole_frames(rows, "aa")] == [True, True]


def test_without_its_parts_a_backup_holds_labelled_pictures_alone_and_rows_say_so(
    workspace: Workspace, tmp_path: Path
) -> None:
    made = back_up_workspace(workspace, tmp_path / "b")
    held = {one.path for one in made.manifest.files}
    assert f"frames/{PICTURES[1]}" in held
    assert not {f"frames/{PICTURES[0]}", "datasets/d1/manifest.json", "runs/first/log.txt"} & held
    restored = restore_workspace(made.path, tmp_path / "new")
    with reading(restored.workspace.database) as rows:
        first, second = evidence.whole_frames(rows, "aa")
    assert first.gone is not None
    assert (first.gone.because, second.is_kept, second.is_annotated) == (GoneBecause.RESTORED, True, True)
    assert restored.n_pictures_left_out == 1


def test_while_people_label_and_a_line_records_all_in_it_is_of_one_moment(workspace: Workspace, tmp_path: Path) -> None:
    """At every report something is recorded and painted; the backup opens, and its labels are whole."""
    writer, store = StoreWriter(workspace.database), LabelStore(workspace.annotations, lambda _: None)
    chance = random.Random(3)
    source = FrameSource("folder", "/d/a.png", "a")
    editor = store.open(LabelSheet(SHA, 120, 200, ("background", "scratch"), source)).editor
    n_reports = 0
    writer.submit(begin("bb", "R-2"))
    assert writer.flush()

    def go_on(done: int, total: int) -> None:
        nonlocal n_reports
        n_reports += 1
        writer.submit(kept(f"R-2/{n_reports}.png", n_reports, "bb"))
        row, facts = chance.randrange(100), StepFacts("box", "ada", "2026-01-02T03:04:05.000Z", LabelOrigin())
        editor.recorder.about_to_change(row, 0, row + 20, 200)
        editor.class_map[row : row + 20, :] = chance.choice((0, 1))
        editor.finish_step(facts)
        if n_reports % 3 == 0:
            store.save(editor.snapshot(facts))

    try:
        for _ in range(3):  # what was labelled before is there in any case
            go_on(0, 0)
        assert store.wait(10.0)
        made = back_up_workspace(workspace, tmp_path / "b", (), go_on)
        assert n_reports > 10
        assert writer.flush()
    finally:
        writer.close()
        assert store.close()
    restored = restore_workspace(made.path, tmp_path / "new").workspace
    with reading(restored.database) as rows:
        found_again = inspections.by_id(rows, "bb")
    assert found_again is not None
    assert found_again.state is InspectionState.UNFINISHED
    again = LabelStore(restored.annotations, lambda _: None)
    try:
        found = again.open(LabelSheet(SHA, 120, 200, ("background", "scratch"), source))
        assert (found.n_lost_bytes, found.is_from_before) == (0, False)
        assert found.editor.number > 0
    finally:
        assert again.close()


def test_what_lies_there_already_is_never_written_over(workspace: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "b"
    back_up_workspace(workspace, target)
    before = target.read_bytes()
    assert "already" in refused(lambda: back_up_workspace(workspace, target), Code.BACKUP_NOT_MADE)
    assert "itself" in refused(lambda: back_up_workspace(workspace, workspace.folder / "b"), Code.BACKUP_NOT_MADE)
    assert "no folder" in refused(lambda: back_up_workspace(workspace, tmp_path / "n" / "b"), Code.BACKUP_NOT_MADE)
    was = files_of(workspace.folder)
    assert "not empty" in refused(lambda: restore_workspace(target, workspace.folder), Code.BACKUP_NOT_RESTORED)
    assert "file" in refused(lambda: restore_workspace(target, target), Code.BACKUP_NOT_RESTORED)
    assert (target.read_bytes(), files_of(workspace.folder)) == (before, was)
    (tmp_path / "empty").mkdir()
    assert restore_workspace(target, tmp_path / "empty").audit.is_whole


def test_cancelled_or_without_room_nothing_is_left(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "place"
    place.mkdir()

    def give_up(done: int, total: int) -> None:
        if done > total // 2 > 0:
            raise Cancelled

    with pytest.raises(Cancelled):
        back_up_workspace(workspace, place / "b", (), give_up)
    assert list(place.iterdir()) == []
    made = back_up_workspace(workspace, place / "b")
    with pytest.raises(Cancelled):
        restore_workspace(made.path, place / "new", give_up)
    usage = shutil.disk_usage(place)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    assert "MB are needed" in refused(lambda: back_up_workspace(workspace, place / "c"), Code.BACKUP_NOT_MADE)
    assert "MB are needed" in refused(lambda: restore_workspace(made.path, place / "new"), Code.BACKUP_NOT_RESTORED)
    assert {one.name for one in place.iterdir()} <= {"b", ".new.restoring.lock"}


CHILD = """
import os, resource, signal, sys
from pathlib import Path
from inspector.backup.making import back_up_workspace
from inspector.backup.restoring import restore_workspace
from inspector.core.messages import InspectorError
from inspector.workspace.workspace import open_workspace

what, source, target, share, limit = sys.argv[1:]
if int(limit):
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))

def report(done, total):
    if done >= float(share) * total > 0:
        os.kill(os.getpid(), signal.SIGKILL)

try:
    if what == "backup":
        back_up_workspace(open_workspace(Path(source)), Path(target), (), report)
    else:
        restore_workspace(Path(source), Path(target), report)
except InspectorError as error:
    print(error.message.params["detail"])
    sys.exit(3)
"""


def child(
    what: str, source: Path, target: Path, *, share: float = 9.0, limit: int = 0
) -> subprocess.CompletedProcess[str]:
    arguments = [what, str(source), str(target), str(share), str(limit)]
    return subprocess.run([sys.executable, "-c", CHILD, *arguments], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("share", [0.01, 0.6, 1.0])
def test_killed_at_any_moment_nothing_passes_for_whole_and_the_next_try_works(
    workspace: Workspace, tmp_path: Path, share: float
) -> None:
    killed = child("backup", workspace.folder, tmp_path / "b", share=share)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert not (tmp_path / "b").exists()
    made = back_up_workspace(workspace, tmp_path / "b")
    killed = child("restore", made.path, tmp_path / "new", share=share)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    with pytest.raises(WorkspaceError):
        open_workspace(tmp_path / "new")
    assert restore_workspace(made.path, tmp_path / "new").audit.is_whole
    assert not (tmp_path / ".new.restoring").exists()


def test_a_disk_that_takes_no_more_is_told_and_leaves_nothing(workspace: Workspace, tmp_path: Path) -> None:
    """By a limit on the size of files, as a full disk refuses in the middle of one."""
    place = tmp_path / "place"
    place.mkdir()
    assert resource.getrlimit(resource.RLIMIT_FSIZE)
    for what, source in (("backup", workspace.folder), ("restore", back_up_workspace(workspace, tmp_path / "b").path)):
        ran = child(what, source, place / "x", limit=4000)
        assert (ran.returncode, bool(ran.stdout.strip())) == (3, True), ran.stderr
        assert {one.name for one in place.iterdir()} <= {".x.restoring.lock"}


def test_one_bit_anywhere_is_noticed(workspace: Workspace, tmp_path: Path) -> None:
    made = back_up_workspace(workspace, tmp_path / "b")
    content, chance = made.path.read_bytes(), random.Random(7)
    bad = tmp_path / "bad"
    for _ in range(60):
        place = chance.randrange(len(content))
        bad.write_bytes(content[:place] + bytes([content[place] ^ 1 << chance.randrange(8)]) + content[place + 1 :])
        try:
            found = verify_backup(bad)
        except WorkspaceError:
            continue
        if found.is_whole:  # in what no reader looks at, as the time of an entry
            assert _contents(bad) == _contents(made.path)
    bad.write_bytes(content[: len(content) // 2])
    assert "end is missing" in refused(lambda: verify_backup(bad), Code.BACKUP_UNUSABLE)


def _contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as zipped:
        return {info.filename: zipped.read(info) for info in zipped.infolist()}


def forged(path: Path, files: dict[str, bytes], /, **changed: Any) -> Path:
    """A backup as somebody would make it by hand: its manifest agrees with what it holds, unless ``changed``."""
    listed = [
        {"path": name, "n_bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in files.items()
    ]
    manifest = {
        "program": "9", "made_at": "2026", "by": "eve", "pc": "x", "line": "", "folder": "", "settings_version": 4,
        "schema_version": 0, "parts": [], "files": listed, "format": 1, **changed,
    }  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in files.items():
            zipped.writestr(BELOW + name, content)
        zipped.writestr(MANIFEST, json.dumps(manifest))
    return path


GOOD = {"workspace.toml": b"version = 4\n"}


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "a/../../evil", "C:\\evil", "a//b", "nul", "a\0b", "~/x:y"])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    backup = forged(tmp_path / "b", {**GOOD, name: b"x"})
    refused(lambda: restore_workspace(backup, tmp_path / "in" / "new"), Code.BACKUP_NOT_RESTORED)
    (tmp_path / "in").mkdir()
    refused(lambda: restore_workspace(backup, tmp_path / "in" / "new"), Code.BACKUP_UNUSABLE)
    assert {one.name for one in tmp_path.rglob("*")} <= {"b", "in", ".new.restoring.lock"}


def test_links_bombs_twins_foreign_and_newer_ones_are_refused(tmp_path: Path) -> None:
    def restore(backup: Path) -> str:
        return refused(lambda: restore_workspace(backup, tmp_path / "new"), Code.BACKUP_UNUSABLE)

    assert "settings 5" in restore(forged(tmp_path / "b1", GOOD, settings_version=5))
    assert "records 99" in restore(forged(tmp_path / "b2", GOOD, schema_version=99))
    assert "newer program" in restore(forged(tmp_path / "b3", GOOD, format=2, files=None))
    assert "twice" in restore(forged(tmp_path / "b4", {**GOOD, "WORKSPACE.toml": b""}))
    assert "no workspace.toml" in restore(forged(tmp_path / "b5", {"x": b""}))
    assert "does not open" in restore(forged(tmp_path / "b6", {"workspace.toml": b"version = 4\nmagic = 1\n"}))
    bomb = forged(tmp_path / "b7", {**GOOD, "zeros": bytes(5_000_000)})
    lying = [
        {"path": "workspace.toml", "n_bytes": 12, "sha256": "ab" * 32},
        {"path": "zeros", "n_bytes": 1, "sha256": "ab" * 32},
    ]
    assert "another size" in restore(forged(tmp_path / "b8", {**GOOD, "zeros": bytes(5_000_000)}, files=lying))
    assert bomb.stat().st_size < 10_000
    link = zipfile.ZipInfo(BELOW + "link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    linked = forged(tmp_path / "b9", GOOD)
    with zipfile.ZipFile(linked, "a") as zipped:
        zipped.writestr(link, "/etc/passwd")
    assert "is a link" in restore(linked)
    other = tmp_path / "b10"
    with zipfile.ZipFile(other, "w") as zipped:
        zipped.writestr("photo.png", b"x")
    assert "no manifest.json" in restore(other)
    assert not (tmp_path / "new").exists()


def test_links_in_the_workspace_are_left_out_and_told(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"of another")
    (workspace.folder / "models" / "link.onnx").symlink_to(tmp_path / "secret")
    made = back_up_workspace(workspace, tmp_path / "b")
    assert [(one.path, one.why) for one in made.manifest.left_out] == [("models/link.onnx", "it is a link")]


def test_damaged_records_are_told_and_a_broken_chain_is_backed_up_all_the_same(
    workspace: Workspace, tmp_path: Path
) -> None:
    lines = workspace.audit.read_text(encoding="utf-8")
    workspace.audit.write_text(lines.replace("Anna", "Eve"), encoding="utf-8")
    made = back_up_workspace(workspace, tmp_path / "b")
    assert not made.manifest.is_audit_whole
    assert not restore_workspace(made.path, tmp_path / "new").audit.is_whole
    with closing(sqlite3.connect(workspace.database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(workspace.database.read_bytes())
    content[4096 * 3 : 4096 * 5] = os.urandom(8192)
    workspace.database.write_bytes(content)
    with pytest.raises(Exception, match=r"store\.broken|backup\.not_made"):
        back_up_workspace(workspace, tmp_path / "c")
    assert not (tmp_path / "c").exists()
