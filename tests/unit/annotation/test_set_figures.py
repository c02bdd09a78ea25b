"""Agreement between people and statistics of a set, with numbers that were worked out by hand."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from inspector.annotation import class_edits, class_split
from inspector.annotation.class_edits import ClassEdit
from inspector.annotation.comparing import Difference, agreement_of_set, by_names, difference_map
from inspector.annotation.frame_editor import FrameEditor
from inspector.annotation.label_index import LabelIndex
from inspector.annotation.label_sheet import FinishNote, LabelSheet, LabelState
from inspector.annotation.label_statistics import statistics
from inspector.annotation.label_store import LabelStore
from inspector.core.calibration import Calibration
from tests.unit.annotation.label_samples import AT, CLASSES, facts_of, paint, sheet_of


@pytest.fixture
def store(tmp_path: Path):
    made = LabelStore(tmp_path, lambda _: None)
    yield made
    assert made.close()


def finish(editor: FrameEditor, author: str, state: LabelState = LabelState.DONE) -> None:
    note = FinishNote(author, AT, editor.number)
    editor.change(state=state, finishes=editor.sheet.with_finish(note))


def save(store: LabelStore, editor: FrameEditor) -> None:
    editor.saved(store.save(editor.snapshot(facts_of(""))))
    assert store.wait(20)


def labels_of(store: LabelStore):
    with LabelIndex(store) as index:
        return index.labels()


def test_each_pixel_says_who_has_it():
    here = np.array([[0, 1, 1, 0, 1, 255, 1]], np.uint8)
    there = np.array([[0, 1, 0, 1, 2, 1, 255]], np.uint8)
    wanted = [0, Difference.BOTH, Difference.HERE, Difference.THERE, Difference.OTHER_CLASS, 0, 0]
    assert difference_map(here, there).tolist() == [wanted]


def test_classes_of_the_other_are_found_by_name_and_its_own_follow():
    found, names = by_names(np.array([[1, 2, 3, 255]], np.uint8), ("background", "rust", "pit", "dent"), CLASSES)
    assert names == (*CLASSES, "rust", "pit", "dent")
    assert found.tolist() == [[3, 4, 5, 255]]
    found, names = by_names(np.array([[0, 2]], np.uint8), ("background", "rust", "scratch"), CLASSES)
    assert (found.tolist(), names) == ([[0, 1]], CLASSES)


def test_the_mask_is_had_again_as_each_person_left_it(store: LabelStore):
    editor = store.open(sheet_of()).editor
    paint(editor, 10, 10, 10, 10, 1)
    finish(editor, "ada")
    as_ada = editor.class_map.copy()
    paint(editor, 10, 20, 10, 10, 1, author="ben")
    paint(editor, 200, 200, 5, 5, 2, author="ben")
    editor.undo("ben")
    editor.undo("ben")
    editor.redo("ben")
    finish(editor, "ben")
    as_ben = editor.class_map.copy()
    paint(editor, 100, 100, 50, 50, 2, author="eve")
    save(store, editor)
    first, second = editor.sheet.finishes
    found = store.read_maps_at(editor.sheet, (first.number, second.number))
    assert np.array_equal(found[first.number], as_ada)
    assert np.array_equal(found[second.number], as_ben)
    assert not np.array_equal(as_ada, as_ben)


def test_agreement_over_the_set_counts_what_the_second_changed(store: LabelStore):
    changed, same, alone = (store.open(sheet_of(name)).editor for name in ("changed", "same", "alone"))
    paint(changed, 0, 0, 10, 10, 1)  # 100 px by ada
    finish(changed, "ada")
    paint(changed, 0, 10, 10, 10, 1, author="ben")  # ben adds 100
    paint(changed, 100, 100, 4, 4, 2, author="ben")  # and another instance
    finish(changed, "ben")
    paint(same, 0, 0, 10, 10, 1)
    finish(same, "ada")
    finish(same, "eve", LabelState.REVIEWED)
    paint(alone, 0, 0, 10, 10, 1)
    finish(alone, "ada")
    paint(alone, 0, 0, 10, 10, 0)
    finish(alone, "ada")  # the same person: nobody agrees with herself
    for editor in (changed, same, alone):
        save(store, editor)
    found = agreement_of_set(store, labels_of(store))
    riss, scratch = found.classes
    assert (riss.class_name, riss.n_first_px, riss.n_second_px, riss.n_first, riss.n_second) == (
        CLASSES[2],
        0,
        16,
        0,
        1,
    )
    assert (scratch.n_first_px, scratch.n_second_px, scratch.n_both_px) == (200, 300, 200)
    assert scratch.iou == pytest.approx(2 / 3)
    assert [(one.name, one.first, one.second) for one in found.frames] == [
        ("changed", "ada", "ben"), ("same", "ada", "eve"),
    ]  # fmt: skip
    assert found.frames[0].iou == pytest.approx(100 / 216)
    assert found.frames[1].iou == 1
    assert found.n_unknown == 0


def test_a_journal_that_is_lost_is_counted_and_guessed_at_by_nobody(store: LabelStore):
    editor = store.open(sheet_of()).editor
    paint(editor, 0, 0, 10, 10, 1)
    finish(editor, "ada")
    paint(editor, 0, 0, 10, 10, 0, author="ben")
    finish(editor, "ben")
    save(store, editor)
    editor.files.journal.unlink()
    found = agreement_of_set(store, labels_of(store))
    assert (found.n_unknown, found.frames, found.classes) == (1, (), ())


def test_a_journal_written_anew_forgets_whose_numbers_it_no_longer_has(store: LabelStore):
    editor = store.open(sheet_of()).editor
    for _ in range(3):
        paint(editor, 0, 0, 10, 10, 1)
        editor.undo("ada")
    paint(editor, 0, 0, 10, 10, 1)
    finish(editor, "ada")
    paint(editor, 50, 50, 10, 10, 1, author="ben")
    finish(editor, "ben")
    save(store, editor)
    assert store.shorten_journal(editor, max_bytes=1)
    assert [one.author for one in editor.sheet.finishes] == ["ben"]


def test_sheets_of_before_are_read_and_written_as_of_now():
    old = sheet_of().to_json().replace(b'"format": 2', b'"format": 1').replace(b'"finishes": [],\n', b"")
    assert b'"finishes"' not in old
    assert b'"format": 1' in old
    found = LabelSheet.from_json(old)
    assert (found.finishes, found.format) == ((), 2)


def test_statistics_count_frames_people_pixels_and_sizes(store: LabelStore):
    one, two, none = (store.open(sheet_of(name)).editor for name in ("one", "two", "none"))
    paint(one, 0, 0, 3, 12, 1)  # 1.2 mm across by 0.6 along
    paint(one, 50, 50, 30, 4, 1, author="ben")  # 0.4 by 6.0
    paint(two, 0, 0, 2, 2, 2)  # 0.2 by 0.4
    one.change(state=LabelState.REVIEWED, reviewed_by="eve")
    none.change(state=LabelState.DONE, authors=("ben",))
    for editor in (one, two, none):
        save(store, editor)
    for _ in range(2):  # the second time from the cache
        with LabelIndex(store) as index:
            found = statistics(index.labels(), index.instances(), Calibration(0.1, 0.2))
        assert dict(found.states)[LabelState.REVIEWED] == dict(found.states)[LabelState.IN_WORK] == 1
        assert (found.n_frames, found.n_empty, found.n_damaged, found.is_mm) == (3, 1, 0, True)
        scratch, riss = found.classes
        assert (scratch.class_name, scratch.n_frames, scratch.n_instances, scratch.n_px) == ("scratch", 1, 2, 156)
        assert (scratch.median, scratch.largest) == (pytest.approx(3.6), pytest.approx(6.0))
        assert [(bar.low, bar.high, bar.n) for bar in scratch.bars] == [(1, 2, 1), (2, 5, 0), (5, 10, 1)]
        assert (riss.n_instances, riss.n_px, [bar.n for bar in riss.bars]) == (1, 4, [1])
        people = {one.name: (one.n_frames, one.n_reviewed, one.n_instances) for one in found.people}
        assert people == {"ada": (2, 0, 2), "ben": (2, 0, 1), "eve": (0, 1, 0)}


def test_statistics_follow_a_frame_that_is_changed(store: LabelStore):
    editor = store.open(sheet_of()).editor
    paint(editor, 0, 0, 3, 12, 1)
    save(store, editor)
    labels_of(store)
    paint(editor, 0, 0, 3, 12, 0)
    paint(editor, 0, 0, 5, 5, 2)
    save(store, editor)
    with LabelIndex(store) as index:
        found = statistics(index.labels(), index.instances(), None)
    assert [(one.class_name, one.n_instances) for one in found.classes] == [(CLASSES[2], 1), ("scratch", 0)]
    assert math.isnan(found.classes[1].median)
    damaged = replace(labels_of(store)[editor.sheet.frame_sha256], fault="torn")
    assert statistics({"x": damaged}, [], None).n_damaged == 1


def test_a_merge_and_a_split_are_no_disagreement_between_people(store: LabelStore, tmp_path: Path):
    editor = store.open(sheet_of()).editor
    paint(editor, 10, 10, 5, 5, 1)
    paint(editor, 100, 100, 20, 20, 2)
    finish(editor, "ada")
    save(store, editor)
    edit = ClassEdit(CLASSES[2], CLASSES[1])
    assert class_edits.apply(store, labels_of(store), edit, facts_of("merge", "boss")).n_frames == 1
    found = class_split.gather(store, labels_of(store), CLASSES[1], tmp_path, None)
    assert class_split.apply(store, found.instances[:1], CLASSES[1], "pit", facts_of("split", "boss")).n_frames == 1
    editor = store.open(sheet_of()).editor
    finish(editor, "ben", LabelState.REVIEWED)  # as it is
    save(store, editor)
    agreement = agreement_of_set(store, labels_of(store))
    assert [(one.first, one.second, one.iou) for one in agreement.frames] == [("ada", "ben", 1.0)]


def test_work_after_ada_is_still_a_disagreement_when_classes_are_merged(store: LabelStore):
    editor = store.open(sheet_of()).editor
    paint(editor, 10, 10, 10, 10, 1)
    finish(editor, "ada")
    paint(editor, 10, 20, 10, 10, 2, author="ben")
    save(store, editor)
    number = editor.sheet.finishes[0].number
    edit = ClassEdit(CLASSES[2], CLASSES[1])
    assert class_edits.apply(store, labels_of(store), edit, facts_of("merge", "boss")).n_frames == 1
    sheet = store.read_sheet(editor.sheet.frame_sha256)
    assert sheet is not None
    assert [one.number for one in sheet.finishes] == [number]


def test_who_finished_what_a_bad_disk_lost_is_not_said_to_have_left_what_came_later(tmp_path: Path):
    first = LabelStore(tmp_path, lambda _: None)
    editor = first.open(sheet_of()).editor
    paint(editor, 10, 10, 5, 5, 1)
    finish(editor, "ada")
    paint(editor, 30, 10, 5, 5, 1, author="ben")
    finish(editor, "ben")
    assert first.close()
    journal = editor.files.journal
    journal.write_bytes(journal.read_bytes()[:-5])
    second = LabelStore(tmp_path, lambda _: None)
    again = second.open(sheet_of()).editor
    paint(again, 50, 10, 5, 5, 2, author="eve")
    assert second.close()
    sheet = second.read_sheet(editor.sheet.frame_sha256)
    assert sheet is not None
    assert [one.author for one in sheet.finishes] == ["ada"]
