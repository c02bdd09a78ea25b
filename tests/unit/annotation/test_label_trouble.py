"""Labels on disks that fail, go away and come back, and frames with very many instances."""

from __future__ import annotations

import errno
import json
import os
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from inspector.annotation import class_edits, journal_writer
from inspector.annotation.class_edits import ClassEdit
from inspector.annotation.frame_editor import LabelFiles
from inspector.annotation.label_file import decode_label, encode_label
from inspector.annotation.label_index import LabelIndex
from inspector.annotation.label_sheet import LabelSheet
from inspector.annotation.label_store import LabelStore
from inspector.core.messages import LabelError, Message
from tests.unit.annotation.label_samples import CLASSES, facts_of, opened, paint, sha_of, sheet_of


class Told:
    """What the writer says."""

    def __init__(self) -> None:
        self.messages: list[Message | None] = []
        self._is_told = threading.Semaphore(0)

    def __call__(self, trouble: Message | None) -> None:
        self.messages.append(trouble)
        self._is_told.release()

    def wait(self) -> Message | None:
        assert self._is_told.acquire(timeout=120)
        return self.messages[-1]


def test_a_share_that_goes_away_gets_no_double_on_the_disk_below_and_all_changes_when_it_is_back(tmp_path: Path):
    told = Told()
    share, labels = tmp_path / "share", tmp_path / "share" / "annotations"
    store = LabelStore(labels, told)
    editor = store.open(sheet_of()).editor
    paint(editor, 10, 10, 20, 20, 1)
    assert store.wait(20)
    share.rename(tmp_path / "away")
    paint(editor, 50, 50, 20, 20, 2)
    fresh = store.open(sheet_of("frame 2")).editor
    paint(fresh, 70, 70, 20, 20, 1)
    trouble = told.wait()
    assert trouble is not None
    assert str(trouble.params["path"]).startswith(str(labels))
    with pytest.raises(LabelError):
        store.save(editor.snapshot(facts_of("?")))
    assert not share.exists(), "labels on another disk would be hidden when the share is back"
    (tmp_path / "away").rename(share)
    assert told.wait() is None
    assert store.wait(20)
    assert store.close()
    for one in (editor, fresh):
        again = opened(labels, lambda store, one=one: store.open(one.sheet))  # type: ignore[misc]
        assert (again.editor.class_map == one.class_map).all()
        assert again.n_lost_bytes == 0


def test_a_disk_that_is_full_in_the_middle_of_a_record_loses_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    told = Told()
    store = LabelStore(tmp_path, told)
    editor = store.open(sheet_of()).editor
    paint(editor, 10, 10, 20, 20, 1)
    assert store.wait(20)
    room = [7]  # bytes: less than a record
    monkeypatch.setattr(Path, "open", _with_room(Path.open, editor.files.journal, room))
    for value in (1, 2, 3):
        paint(editor, 40 * value, 50, 25, 33, value % 3)
    trouble = told.wait()
    assert trouble is not None
    assert trouble.params == {"path": str(editor.files.journal), "detail": os.strerror(errno.ENOSPC)}
    assert store.n_unwritten > 0
    room[0] = 10**9
    assert told.wait() is None
    assert store.wait(20)
    assert store.close()
    again = opened(tmp_path, lambda store: store.open(sheet_of()))
    assert (again.editor.class_map == editor.class_map).all()
    assert (again.n_lost_bytes, len(again.editor.history.steps)) == (0, len(editor.history.steps))


def _with_room(real: Callable[..., object], journal: Path, room: list[int]) -> Callable[..., object]:
    """Opens files as ever, but of the journal only so many bytes fit on the disk."""

    def full(path: Path, mode: str = "r", *args: object, **more: object) -> object:
        file = real(path, mode, *args, **more)
        if path != journal or "a" not in mode:
            return file
        return _Full(file, room)

    return full


class _Full:
    def __init__(self, file: object, room: list[int]) -> None:
        self._file, self._room = file, room

    def __enter__(self) -> _Full:
        return self

    def __exit__(self, *raised: object) -> None:
        self._file.close()  # type: ignore[attr-defined]

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)

    def write(self, content: memoryview) -> int:
        if not self._room[0]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        n = int(self._file.write(content[: self._room[0]]))  # type: ignore[attr-defined]
        self._room[0] -= n
        return n


def test_a_sheet_that_another_program_replaced_is_written_over_whole(tmp_path: Path):
    """The folder is ours while we hold it; whoever edits a file there by hand loses that edit, never the labels."""
    store = LabelStore(tmp_path, lambda _: None)
    editor = store.open(sheet_of()).editor
    paint(editor, 10, 10, 20, 20, 1)
    assert store.wait(20)
    editor.files.sheet.write_text("{}", encoding="utf-8")
    editor.saved(store.save(editor.snapshot(facts_of("?"))))
    assert store.close()
    assert (opened(tmp_path, lambda store: store.open(sheet_of())).editor.class_map == editor.class_map).all()


@pytest.mark.parametrize("damage", [b"", b"\0" * 400, b"[" * 100_000, "\ufeff{}".encode("utf-16")])
def test_a_sheet_of_any_bytes_is_refused_in_words(tmp_path: Path, damage: bytes):
    store = LabelStore(tmp_path, lambda _: None)
    editor = store.open(sheet_of()).editor
    paint(editor, 10, 10, 20, 20, 1)
    assert store.close()
    editor.files.sheet.write_bytes(damage)
    with pytest.raises(LabelError) as error:
        opened(tmp_path, lambda store: store.open(sheet_of()))
    assert str(editor.files.sheet) in str(error.value)
    assert editor.files.sheet.read_bytes() == damage


@pytest.mark.slow("five seconds")
def test_twenty_thousand_instances_keep_who_drew_them_and_their_sheet_is_one_text(tmp_path: Path):
    side, n_across = 1800, 142
    store = LabelStore(tmp_path, lambda _: None)
    editor = store.open(sheet_of(height=side, width=side)).editor
    editor.recorder.about_to_change(0, 0, side, side)
    for number in range(20_000):
        row, column = divmod(number, n_across)
        editor.class_map[row * 12 + 2 : row * 12 + 9, column * 12 + 2 : column * 12 + 8] = number % 2 + 1
    editor.finish_step(facts_of("import", "eve"))
    paint(editor, 2, 2, 7, 3, 2, author="ben")  # cuts the first
    editor.saved(store.save(editor.snapshot(facts_of("?", "nobody"))))
    assert len(editor.sheet.instances) == 20_001
    by_ben = [(note.box.x, note.box.y) for note in editor.sheet.instances if note.author == "ben"]
    assert sorted(by_ben) == [(2, 2), (5, 2)]
    assert {note.author for note in editor.sheet.instances} == {"ben", "eve"}
    assert LabelSheet.from_json(editor.sheet.to_json()) == editor.sheet
    assert json.loads(editor.sheet.to_json())["instances"][5]["origin"] == {"kind": "person", "detail": ""}
    assert store.close()
    assert store.read_sheet(sha_of("frame 1")) == editor.sheet


def test_the_writer_tries_again_after_a_while(tmp_path: Path):
    told = Told()
    writer = journal_writer.JournalWriter(told, retry_s=0.01)
    obstacle = tmp_path / "ab"
    obstacle.write_text("a file where the folder should be")
    writer.append(obstacle / "x.journal", b"one")
    assert told.wait() is not None
    obstacle.unlink()
    assert told.wait() is None
    assert writer.close()
    assert (obstacle / "x.journal").read_bytes() == b"one"


def _with_a_broken_middle(folder: Path) -> tuple[bytes, LabelFiles]:
    """Five steps, and a fault of the disk in the journal's second half; the mask was saved after the first."""
    store = LabelStore(folder, lambda _: None)
    editor = store.open(sheet_of()).editor
    paint(editor, 10, 10, 20, 20, 1)
    editor.saved(store.save(editor.snapshot(facts_of("?"))))
    for number in range(1, 5):
        paint(editor, 40 * number, 50, 20, 20, 2)
    assert store.close()
    content = bytearray(editor.files.journal.read_bytes())
    content[len(content) * 2 // 3] ^= 0x10
    editor.files.journal.write_bytes(content)
    return bytes(content), editor.files


def test_what_cannot_be_read_of_a_journal_is_told_and_kept(tmp_path: Path):
    content, files = _with_a_broken_middle(tmp_path)
    found = opened(tmp_path, lambda store: store.open(sheet_of()))
    n_steps = len(found.editor.history.steps)
    assert 1 <= n_steps < 5
    assert found.n_lost_bytes > 0
    assert files.journal.read_bytes() + files.lost.read_bytes() == content
    again = opened(tmp_path, lambda store: store.open(sheet_of()))
    assert (again.n_lost_bytes, len(again.editor.history.steps)) == (0, n_steps)
    assert (again.editor.class_map == found.editor.class_map).all()


def test_labels_that_are_refused_keep_also_the_end_of_their_journal(tmp_path: Path):
    content, files = _with_a_broken_middle(tmp_path)
    facts = json.loads(files.sheet.read_bytes())
    files.sheet.write_text(json.dumps(facts | {"class_names": ["background"]}), encoding="utf-8")
    with pytest.raises(LabelError):
        opened(tmp_path, lambda store: store.open(sheet_of()))
    assert files.journal.read_bytes() == content
    assert not files.lost.exists()


def test_a_mask_with_a_flipped_bit_is_never_another_mask():
    """Pillow alone takes most of them."""
    class_map = np.zeros((300, 520), np.uint8)
    class_map[40:90, 60:200] = 1
    content = encode_label(class_map, 3)
    assert (decode_label(content).class_map == class_map).all()
    for at in range(8, len(content)):
        broken = bytearray(content)
        broken[at] ^= 0x04
        with pytest.raises(ValueError, match="whole mask"):
            decode_label(bytes(broken))


def test_a_sheet_is_on_the_disk_before_the_step_that_came_after_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Also where a newer sheet waits behind that step: the disk may be full before its turn."""
    told = Told()
    really = journal_writer.write_whole

    def full(path: Path, content: bytes) -> None:
        if content == b"newer":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        really(path, content)

    monkeypatch.setattr(journal_writer, "write_whole", full)
    writer = journal_writer.JournalWriter(told, retry_s=0.01)
    sheet, journal = tmp_path / "x.json", tmp_path / "x.journal"
    writer.replace(sheet, b"old")  # the three within one batch
    writer.replace(sheet, b"names the class")
    writer.append(journal, b"step of the class")
    writer.replace(sheet, b"newer")
    assert told.wait() is not None
    assert (sheet.read_bytes(), journal.read_bytes()) == (b"names the class", b"step of the class")
    monkeypatch.setattr(journal_writer, "write_whole", really)
    assert told.wait() is None
    assert writer.close()
    assert sheet.read_bytes() == b"newer"


def test_a_sheet_of_a_frame_that_cannot_be_is_refused_and_no_class_edit_stops_at_it(tmp_path: Path):
    """It has no mask: its pixels would all be made anew, more of them than any memory holds."""
    store = LabelStore(tmp_path, lambda _: None)
    for name in ("frame 1", "frame 2"):
        paint(store.open(sheet_of(name)).editor, 10, 10, 20, 20, 1)
    assert store.wait(20)
    with LabelIndex(store) as index:
        labels = index.labels()
    huge = store.files_of(sha_of("frame 1"))
    huge.sheet.write_text(
        huge.sheet.read_text(encoding="utf-8").replace("520", "100000000").replace("300", "100000000")
    )
    huge.journal.unlink()
    edit = ClassEdit(CLASSES[1], CLASSES[2])
    done = class_edits.apply(store, labels, edit, facts_of("merge"))
    assert done.n_frames == 1
    assert ["100000000 x 100000000" in why for _, why in done.failed] == [True]
    assert store.close()
