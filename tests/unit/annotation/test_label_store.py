"""Labels on the disk: what is on the screen is there too, whatever was done, and nothing else is ever believed."""

from __future__ import annotations

import json
import random
import shutil
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.annotation.label_file import decode_label, encode_label
from inspector.annotation.label_sheet import LabelSheet, LabelState, ReviewNote
from inspector.annotation.label_store import LabelStore, OpenedLabel
from inspector.annotation.mask_step import LabelOrigin, OriginKind
from inspector.core.messages import Code, LabelError, Message
from tests.unit.annotation.label_samples import AT, act_at_random, facts_of, opened, paint, sha_of, sheet_of


def reopened(folder: Path, sheet: LabelSheet | None = None) -> OpenedLabel:
    return opened(folder, lambda store: store.open(sheet or sheet_of()))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 40))
def test_after_anything_people_do_the_disk_is_the_screen(tmp_path_factory: pytest.TempPathFactory, seed: int, n: int):
    folder, rng = tmp_path_factory.mktemp("labels"), random.Random(seed)
    for _ in range(3):  # three times opened and left; sometimes saved, sometimes not
        store = LabelStore(folder, lambda _: None)
        found = store.open(sheet_of())
        for _ in range(n):
            act_at_random(found.editor, rng)
            if rng.random() < 0.1:
                found.editor.saved(store.save(found.editor.snapshot(facts_of("?"))))
        screen, names = found.editor.class_map.copy(), [step.facts.name for step in found.editor.history.steps]
        position = found.editor.history.position
        assert store.close()
        again = reopened(folder)
        assert (again.editor.class_map == screen).all()
        assert [step.facts.name for step in again.editor.history.steps] == names
        assert again.editor.history.position == position
        assert again.n_lost_bytes == 0


@pytest.mark.parametrize("is_given_up", [True, False])
def test_a_mask_that_is_saved_in_the_middle_of_a_stroke_knows_nothing_of_it(tmp_path: Path, is_given_up: bool):
    store = LabelStore(tmp_path, lambda _: None)
    editor = store.open(sheet_of()).editor
    paint(editor, 10, 10, 20, 20, 1)
    editor.recorder.about_to_change(5, 5, 40, 40)
    editor.class_map[5:40, 5:40] = 2
    sheet = store.save(editor.snapshot(facts_of("?")))
    if is_given_up:
        editor.recorder.cancel()
    else:
        editor.finish_step(facts_of("stroke"))
    editor.saved(sheet)
    screen = editor.class_map.copy()
    assert store.close()
    assert (reopened(tmp_path).editor.class_map == screen).all()


def test_steps_are_undone_after_a_restart_and_that_is_kept_too(tmp_path: Path):
    store = LabelStore(tmp_path, lambda _: None)
    editor = store.open(sheet_of()).editor
    paint(editor, 10, 10, 20, 20, 1)
    paint(editor, 100, 100, 20, 20, 2)
    editor.saved(store.save(editor.snapshot(facts_of("?"))))
    assert store.close()
    store = LabelStore(tmp_path, lambda _: None)
    editor = store.open(sheet_of()).editor
    assert (editor.class_map[10, 10], editor.class_map[100, 100]) == (1, 2)
    step = editor.undo("ben")
    assert step is not None
    assert step.facts.name == "box of 2"
    assert store.close()
    again = reopened(tmp_path)
    assert (again.editor.class_map[10, 10], again.editor.class_map[100, 100]) == (1, 0)
    assert again.found.n_unsaved == 1
    assert again.found.saved_map[100, 100] == 2  # to be compared with what was saved
    assert again.editor.sheet.authors == ("ada", "ben")


def test_undo_of_one_frame_touches_no_other(tmp_path: Path):
    store = LabelStore(tmp_path, lambda _: None)
    one, other = store.open(sheet_of("one")).editor, store.open(sheet_of("other")).editor
    paint(one, 0, 0, 5, 5, 1)
    paint(other, 0, 0, 5, 5, 2)
    one.undo("ada")
    one.undo("ada")
    assert (one.class_map[0, 0], other.class_map[0, 0]) == (0, 2)
    assert store.close()


def test_the_same_mask_gives_the_same_bytes_and_comes_back(tmp_path: Path):
    class_map = np.random.default_rng(1).integers(0, 256, (77, 1025)).astype(np.uint8)
    content = encode_label(class_map, 12)
    assert content == encode_label(class_map.copy(), 12)
    back = decode_label(content)
    assert (back.class_map == class_map).all()
    assert back.number == 12


def test_instances_keep_who_drew_them_until_they_are_changed(tmp_path: Path):
    store = LabelStore(tmp_path, lambda _: None)
    editor = store.open(sheet_of()).editor
    paint(editor, 10, 10, 20, 20, 1)
    paint(editor, 100, 100, 20, 20, 2, origin=LabelOrigin(OriginKind.MODEL, "f00d"))
    editor.saved(store.save(editor.snapshot(facts_of("?"))))
    paint(editor, 40, 40, 5, 5, 1, author="ben")
    paint(editor, 9, 15, 1, 1, 1, author="ben")  # grows the first
    editor.saved(store.save(editor.snapshot(facts_of("?"))))
    assert store.close()
    sheet = opened(tmp_path, lambda store: store.open(sheet_of())).editor.sheet
    found = [(note.class_name, note.author, note.origin.kind.value, note.n_pixels) for note in sheet.instances]
    assert found == [
        ("scratch", "ben", "person", 401), ("scratch", "ben", "person", 25), ("Riß 裂纹", "ada", "model", 400),
    ]  # fmt: skip
    assert sheet.state is LabelState.IN_WORK


def test_a_second_program_reads_only_and_is_told_who_writes(tmp_path: Path):
    store = LabelStore(tmp_path, lambda _: None)
    editor = store.open(sheet_of()).editor
    paint(editor, 10, 10, 20, 20, 1)
    assert store.wait(10)
    other = LabelStore(tmp_path, lambda _: None)
    assert other.is_read_only
    assert other.held_by is not None
    assert other.held_by.code is Code.OUTPUT_IN_USE
    seen = other.open(sheet_of()).editor
    assert seen.class_map[10, 10] == 1
    paint(seen, 50, 50, 5, 5, 2)  # a hand on a picture that is only looked at
    assert seen.class_map[50, 50] == 0 or seen.history.next_undo is None or seen.is_read_only
    with pytest.raises(LabelError):
        other.save(seen.snapshot(facts_of("?")))
    assert other.close()
    assert store.close()
    third = LabelStore(tmp_path, lambda _: None)
    assert not third.is_read_only
    assert third.open(sheet_of()).editor.class_map[50, 50] == 0
    assert third.close()


def test_where_the_disk_refuses_edits_stay_are_told_once_and_saved_by_themselves(tmp_path: Path):
    told: list[Message | None] = []
    is_told = threading.Semaphore(0)

    def listen(trouble: Message | None) -> None:
        told.append(trouble)
        is_told.release()

    store = LabelStore(tmp_path, listen)
    editor = store.open(sheet_of()).editor
    blocked = editor.files.journal
    blocked.mkdir(parents=True)  # as a disk that takes no file there
    paint(editor, 10, 10, 20, 20, 1)
    assert is_told.acquire(timeout=20)
    paint(editor, 50, 50, 20, 20, 2)
    assert not store.wait(0.5)
    assert store.n_unwritten >= 2
    with pytest.raises(LabelError):
        store.save(editor.snapshot(facts_of("?")))
    blocked.rmdir()
    assert is_told.acquire(timeout=20)
    assert store.wait(20)
    assert [one and one.code for one in told] == [Code.LABELS_UNSAVED, None]
    assert store.close()
    assert (reopened(tmp_path).editor.class_map == editor.class_map).all()


def test_a_damaged_mask_is_made_again_from_the_one_before_and_the_journal(tmp_path: Path):
    store = LabelStore(tmp_path, lambda _: None)
    editor = store.open(sheet_of()).editor
    for value in (1, 2):
        paint(editor, value * 50, 10, 20, 20, value)
        editor.saved(store.save(editor.snapshot(facts_of("?"))))
    paint(editor, 10, 200, 20, 20, 2)
    assert store.close()
    screen = editor.class_map
    for damage in (b"", b"\x89PNG", editor.files.mask.read_bytes()[:-20]):
        editor.files.mask.write_bytes(damage)
        again = reopened(tmp_path)
        assert again.is_from_before
        assert (again.editor.class_map == screen).all()
    editor.files.mask_before.write_bytes(b"")
    content = editor.files.journal.read_bytes()
    with pytest.raises(LabelError, match=r"labels\.unusable"):
        reopened(tmp_path)
    assert editor.files.journal.read_bytes() == content  # nothing of it was touched


def test_a_journal_without_its_end_is_begun_anew_at_the_mask(tmp_path: Path):
    store = LabelStore(tmp_path, lambda _: None)
    editor = store.open(sheet_of()).editor
    for value in (1, 2):
        paint(editor, value * 50, 10, 20, 20, value)
    editor.saved(store.save(editor.snapshot(facts_of("?"))))
    assert store.close()
    content = editor.files.journal.read_bytes()
    editor.files.journal.write_bytes(content[:-10])  # as an old copy of it
    store = LabelStore(tmp_path, lambda _: None)
    found = store.open(sheet_of())
    assert (found.editor.class_map == editor.class_map).all()
    assert found.editor.history.next_undo is None  # its steps lead elsewhere
    paint(found.editor, 0, 0, 3, 3, 1)
    assert store.close()
    again = reopened(tmp_path)
    assert (again.editor.class_map == found.editor.class_map).all()
    assert len(again.editor.history.steps) == 1


def test_a_long_journal_is_shortened_to_the_steps_that_can_be_undone(tmp_path: Path):
    rng = random.Random(5)
    store = LabelStore(tmp_path, lambda _: None)
    editor = store.open(sheet_of()).editor
    for _ in range(80):
        act_at_random(editor, rng)
    for _ in range(3):
        editor.undo("ada")
    editor.saved(store.save(editor.snapshot(facts_of("?"))))
    n_before = editor.files.journal.stat().st_size
    assert not store.shorten_journal(editor)
    assert store.shorten_journal(editor, max_bytes=100)
    paint(editor, 0, 0, 9, 9, 2)
    assert store.close()
    assert editor.files.journal.stat().st_size < n_before + 200
    again = reopened(tmp_path)
    assert (again.editor.class_map == editor.class_map).all()
    assert [one.facts for one in again.editor.history.steps] == [one.facts for one in editor.history.steps]
    while (step := again.editor.history.next_undo) is not None:
        step.undo(again.editor.class_map)
        again.editor.history.moved_back()
    assert not again.editor.class_map.any()


@pytest.mark.parametrize(
    ("entry", "value", "word"),
    [
        ("frame_sha256", sha_of("another"), "another frame"), ("height", 299, "299"), ("height", True, "height"),
        ("class_names", ["background", "scratch"], "class 2"), ("class_names", ["background", "a", "a"], "twice"),
        ("format", 99, "format 99"), ("state", "finished", "state"), ("extra", 1, "no such entry"),
    ],
)  # fmt: skip
def test_facts_that_cannot_be_are_refused_in_words_and_left(tmp_path: Path, entry: str, value: object, word: str):
    store = LabelStore(tmp_path, lambda _: None)
    editor = store.open(sheet_of()).editor
    paint(editor, 10, 10, 20, 20, 2)
    editor.saved(store.save(editor.snapshot(facts_of("?"))))
    assert store.close()
    facts = json.loads(editor.files.sheet.read_text())
    facts[entry] = value
    editor.files.sheet.write_text(json.dumps(facts))
    kept = tmp_path / "kept"
    shutil.copytree(tmp_path / editor.files.sheet.parent.name, kept)
    with pytest.raises(LabelError) as error:
        reopened(tmp_path)
    assert word in str(error.value.message.params["detail"])
    for path in kept.iterdir():
        assert path.read_bytes() == (editor.files.sheet.parent / path.name).read_bytes()


def test_another_frame_of_the_same_size_never_gets_these_labels(tmp_path: Path):
    store = LabelStore(tmp_path, lambda _: None)
    editor = store.open(sheet_of("one")).editor
    paint(editor, 10, 10, 20, 20, 1)
    assert store.close()
    other = store.files_of(sha_of("other"))
    other.journal.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(editor.files.journal, other.journal)
    with pytest.raises(LabelError) as error:
        reopened(tmp_path, sheet_of("other"))
    assert "another frame" in str(error.value.message.params["detail"])


def test_labels_begin_with_a_mask_that_is_there(tmp_path: Path):
    start = np.zeros((300, 520), np.uint8)
    start[5:9, 7:100] = 2
    store = LabelStore(tmp_path, lambda _: None)
    assert (store.open(sheet_of(), start).editor.class_map == start).all()
    with pytest.raises(LabelError):
        store.open(sheet_of("other"), start[:-1])
    assert store.wait(10)
    assert list(store.listed()) == [sha_of("frame 1")]
    assert store.close()
    assert (reopened(tmp_path).editor.class_map == start).all()


def test_states_and_notes_are_kept(tmp_path: Path):
    store = LabelStore(tmp_path, lambda _: None)
    editor = store.open(sheet_of()).editor
    editor.change(state=LabelState.FLAGGED, notes=(ReviewNote("is this a scale?\nlook again", "ben", AT, 12, 30),))
    paint(editor, 10, 10, 20, 20, 1)
    assert store.close()
    sheet = reopened(tmp_path).editor.sheet
    assert (sheet.state, sheet.notes[0].text) == (LabelState.FLAGGED, "is this a scale?\nlook again")
    with pytest.raises(ValueError, match="control"):
        ReviewNote("\x1b[2J", "ben", AT, 0, 0)
