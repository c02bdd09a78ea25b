"""Instances of a class are measured, chosen and become another class, with numbers that were worked out by hand."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inspector.annotation import class_edits
from inspector.annotation.class_split import SplitMeasure, SplitRule, apply, fitting, gather
from inspector.annotation.frame_editor import FrameEditor
from inspector.annotation.label_index import LabelIndex
from inspector.annotation.label_sheet import FrameSource, LabelState
from inspector.annotation.label_store import LabelStore
from inspector.core.calibration import Calibration
from inspector.core.files import sha256_of
from tests.unit.annotation.label_samples import CLASSES, facts_of, paint, sheet_of

M = SplitMeasure
SCALE = Calibration(0.1, 0.2)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[LabelStore]:
    made = LabelStore(tmp_path / "labels", lambda _: None)
    yield made
    assert made.close()


def frame(store: LabelStore, folder: Path, name: str, pixels: np.ndarray) -> FrameEditor:
    path = folder / f"{name}.png"
    Image.fromarray(pixels).save(path)
    sha = sha256_of(path.read_bytes())
    source = FrameSource("folder", str(path), path.name)
    return store.open(replace(sheet_of(), frame_sha256=sha, source=source)).editor


def save(store: LabelStore, editor: FrameEditor) -> None:
    editor.saved(store.save(editor.snapshot(facts_of(""))))
    assert store.wait(20)


def gathered(store: LabelStore, folder: Path, scale: Calibration | None = SCALE):
    with LabelIndex(store) as index:
        return gather(store, index.labels(), "scratch", folder, scale)


@pytest.fixture
def two(store: LabelStore, tmp_path: Path) -> tuple[FrameEditor, FrameEditor]:
    """A long dark scratch and a square bright one on the first frame, one of another class; one on the second."""
    pixels = np.full((300, 520), 100, np.uint8)
    pixels[50:60, 100:140] = 40
    pixels[200:210, 400:410] = 180
    first = frame(store, tmp_path, "first", pixels)
    paint(first, 50, 100, 10, 40, 1)
    paint(first, 200, 400, 10, 10, 1)
    paint(first, 250, 20, 10, 10, 2)
    first.change(state=LabelState.REVIEWED, reviewed_by="eve")
    second = frame(store, tmp_path, "second", np.full((300, 520), 90, np.uint8))
    paint(second, 0, 0, 4, 4, 1)
    for one in (first, second):
        save(store, one)
    return first, second


def test_each_instance_of_the_class_is_measured_as_it_lies_on_the_steel(
    store: LabelStore, two: tuple[FrameEditor, FrameEditor], tmp_path: Path
):
    found = gathered(store, tmp_path)
    by_box = {(one.frame_name, one.box.width): one.values for one in found.instances}
    assert set(by_box) == {("first.png", 40), ("first.png", 10), ("second.png", 4)}
    long, square = by_box["first.png", 40], by_box["first.png", 10]
    assert long[M.LENGTH] == pytest.approx(math.hypot(4.0, 2.0))
    assert (long[M.AREA], square[M.AREA]) == (pytest.approx(8.0), pytest.approx(2.0))
    assert long[M.ELONGATION] == pytest.approx(math.hypot(4.0, 2.0) / 2.0)
    assert (long[M.GREY], square[M.GREY]) == (40, 180)
    assert (long[M.CONTRAST], square[M.CONTRAST]) == (-60, 80)
    assert (long[M.ACROSS], square[M.ACROSS]) == (pytest.approx(12.0), pytest.approx(40.5))
    assert by_box["second.png", 4][M.CONTRAST] == 0
    assert all(one.crop is not None for one in found.instances)
    (place,) = (one.place for one in found.instances if one.box.width == 40)
    assert place == pytest.approx((0.25, 19 / 48, 0.75, 29 / 48)), "in the middle of 80 x 48 px"
    assert not found.failed
    in_px = {one.box.width: one.values for one in gathered(store, tmp_path, None).instances}
    assert in_px[10][M.LENGTH] == pytest.approx(10 * math.sqrt(2))


def test_a_rule_holds_its_limits_and_nothing_that_cannot_be_measured(
    store: LabelStore, two: tuple[FrameEditor, FrameEditor], tmp_path: Path
):
    (tmp_path / "second.png").unlink()
    found = gathered(store, tmp_path)
    assert [name for name, _ in found.failed] == ["second.png"]
    assert len(found.instances) == 3, "its size is known all the same"
    assert len(fitting(found.instances, SplitRule(M.GREY, 40, 180))) == 2
    assert len(fitting(found.instances, SplitRule(M.GREY, 40.1, 180))) == 1
    assert len(fitting(found.instances, SplitRule(M.AREA, 0, 2))) == 2
    assert fitting(found.instances, SplitRule(M.AREA, 9, 99)) == frozenset()


def test_what_was_chosen_becomes_the_other_class_as_one_step_of_each_frame(
    store: LabelStore, two: tuple[FrameEditor, FrameEditor], tmp_path: Path
):
    first, _ = two
    sha = first.sheet.frame_sha256
    before = store.read_map(first.sheet)
    chosen = [one for one in gathered(store, tmp_path).instances if one.values[M.GREY] == 40 or one.box.width == 4]
    done = apply(store, chosen, "scratch", "groove", facts_of("split", "ben"))
    assert (done.n_instances, done.n_frames, done.n_gone, done.failed) == (2, 2, 0, ())
    sheet = store.read_sheet(sha)
    assert sheet is not None
    assert sheet.class_names == (*CLASSES, "groove")
    assert (sheet.state, sheet.reviewed_by) == (LabelState.REVIEWED, "eve")
    assert {(note.class_name, note.box.width) for note in sheet.instances} == {
        ("groove", 40), ("scratch", 10), (CLASSES[2], 10),
    }  # fmt: skip
    after = store.read_map(sheet)
    assert np.array_equal(after[50:60, 100:140], np.full((10, 40), 3))
    editor = store.open(sheet).editor
    assert editor.history.next_undo is not None
    assert editor.history.next_undo.facts.name == "split"
    editor.undo("ben")
    assert np.array_equal(editor.class_map, before)


def test_an_instance_that_was_painted_since_it_was_looked_at_stays_what_it_is(
    store: LabelStore, two: tuple[FrameEditor, FrameEditor], tmp_path: Path
):
    first, _ = two
    found = gathered(store, tmp_path).instances
    paint(first, 60, 100, 1, 40, 1)  # the long one is longer now
    save(store, first)
    done = apply(store, found, "scratch", CLASSES[2], facts_of("split"))
    assert (done.n_instances, done.n_frames, done.n_gone) == (2, 2, 1)
    sheet = store.read_sheet(first.sheet.frame_sha256)
    assert sheet is not None
    assert store.read_map(sheet)[55, 120] == 1


def test_labels_that_cannot_be_read_are_named_and_the_others_are_split(
    store: LabelStore, two: tuple[FrameEditor, FrameEditor], tmp_path: Path
):
    first, _ = two
    found = gathered(store, tmp_path).instances
    first.files.mask.write_bytes(b"no picture")
    first.files.mask_before.unlink(missing_ok=True)
    first.files.journal.unlink()
    done = apply(store, found, "scratch", "groove", facts_of("split"))
    assert (done.n_instances, [name for name, _ in done.failed]) == (1, ["first.png"])


def test_what_the_plant_says_is_no_defect_is_none_on_a_frame_whose_class_is_split_or_renamed(
    store: LabelStore, two: tuple[FrameEditor, FrameEditor], tmp_path: Path
):
    found = gathered(store, tmp_path).instances
    sha = two[0].sheet.frame_sha256
    chosen = [one for one in found if one.frame_sha256 == sha][:1]
    apply(store, chosen, "scratch", "joint", facts_of("split"), non_defects=("joint", "weld"))
    with LabelIndex(store) as index:
        labels = index.labels()
    class_edits.apply(
        store, labels, class_edits.ClassEdit(CLASSES[2], "weld"), facts_of("rename"), non_defects=("joint", "weld")
    )
    sheet = store.read_sheet(sha)
    assert sheet is not None
    assert (sheet.class_names[1:], sheet.non_defects) == (("scratch", "weld", "joint"), ("joint", "weld"))
    with LabelIndex(store) as index:  # a class that nobody knew means what the one before meant
        labels = index.labels()
    class_edits.apply(store, labels, class_edits.ClassEdit("weld", "seam"), facts_of("rename"))
    sheet = store.read_sheet(sha)
    assert sheet is not None
    assert set(sheet.non_defects) == {"joint", "seam"}
    other = store.read_sheet(two[1].sheet.frame_sha256)
    assert other is not None
    assert other.non_defects == ("seam",)


def test_a_sheet_keeps_a_class_of_defects_whatever_the_plant_says():
    sheet = replace(sheet_of(), class_names=("background",))
    assert sheet.with_classes(("background", "joint"), ("joint",)).non_defects == ()
    assert sheet.with_classes(("background", "pit", "joint"), ("joint",)).non_defects == ("joint",)
