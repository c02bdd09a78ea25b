"""What changed between two versions."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from dataset_samples import encoded, sample, write

from inspector.datasets.differences import Move, difference
from inspector.datasets.version import Split


def test_a_version_does_not_differ_from_itself(tmp_path: Path):
    one, again = write(tmp_path / "a", sample(1), sample(2)), write(tmp_path / "b", sample(2), sample(1))
    found = difference(one, again)
    assert (found.is_none, found.n_same, found.before_id) == (True, 2, found.after_id)


def test_each_change_is_named_once_in_its_place(tmp_path: Path):
    before = write(tmp_path / "a", sample(1), sample(2), sample(3), sample(4), sample(5), sample(6))
    after = write(
        tmp_path / "b",
        sample(7),
        sample(6),  # the same
        sample(5, group="coil x", split=Split.VAL),  # moved and regrouped
        sample(4, frame_bytes=encoded(np.zeros((20, 30), np.uint8))),
        sample(3, class_map=np.zeros((20, 30), np.uint8)),
        sample(2, split=Split.TEST),
    )
    found = difference(before, after)
    assert found.added == ("frame7",)
    assert found.removed == ("frame1",)
    assert found.moved == (Move("frame5", Split.TRAIN, Split.VAL), Move("frame2", Split.TRAIN, Split.TEST))
    assert found.regrouped == ("frame5",)
    assert found.frame_changed == ("frame4",)
    assert found.mask_changed == ("frame3",)
    assert (found.n_same, found.is_none, found.are_class_names_changed) == (1, False, False)
    back = difference(after, before)
    assert (back.added, back.removed, back.n_same) == (found.removed, found.added, 1)
    assert Move("frame2", Split.TEST, Split.TRAIN) in back.moved


def test_other_class_names_are_a_difference_even_with_the_same_masks(tmp_path: Path):
    before = write(tmp_path / "a", sample(1))
    after = write(tmp_path / "b", sample(1), class_names=("background", "patches", "inclusion"))
    found = difference(before, after)
    assert found.are_class_names_changed
    assert not found.is_none
    assert (found.mask_changed, found.n_same) == ((), 1)
    assert found.class_names_after == ("background", "patches", "inclusion")


def test_another_class_that_is_no_defect_is_a_difference(tmp_path: Path):
    before = write(tmp_path / "a", sample(1))
    after = write(tmp_path / "b", sample(1), non_defects=("patches",))
    found = difference(before, after)
    assert (found.are_non_defects_changed, found.is_none, found.n_same) == (True, False, 1)
    assert (found.non_defects_before, found.non_defects_after) == ((), ("patches",))
