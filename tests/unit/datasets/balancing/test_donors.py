"""Cutting donors, and the ban on leaks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from inspector.core.messages import Code, DatasetError
from inspector.datasets.balancing.donors import Side, cut_donors, refuse_leak, whole_frame_donors
from inspector.datasets.version import Origin, Sample, Split

PIXELS = np.arange(60 * 80, dtype=np.uint32).astype(np.uint8).reshape(60, 80)


def sample(name: str, group: str, split: Split, origin: Origin = Origin.REAL) -> Sample:
    return Sample(name, "f", "0", "m", "0", 8, 8, group, split, origin, (64, 0))


def test_a_defect_is_cut_with_its_surroundings_and_its_place():
    class_map = np.zeros((60, 80), np.uint8)
    class_map[20:25, 30:50] = 2
    (donor,) = cut_donors(PIXELS, class_map, "tile", "g", margin_px=6)
    assert (donor.class_index, donor.area_px, donor.sides, donor.key) == (2, 100, Side.NONE, "tile:2:1")
    assert (donor.top, donor.left, donor.mask.shape) == (14, 24, (17, 32))
    assert np.array_equal(donor.pixels, PIXELS[14:31, 24:56])
    assert np.array_equal(donor.mask, class_map[14:31, 24:56] == 2)


def test_pieces_that_lie_close_are_one_donor_and_their_gap_is_no_part_of_it():
    class_map = np.zeros((60, 80), np.uint8)
    class_map[20:22, 10:20] = class_map[20:22, 24:34] = 1  # four pixels apart
    class_map[50:52, 10:20] = 1
    class_map[10:12, 10:20] = 3
    donors = cut_donors(PIXELS, class_map, "tile", "g")
    assert [(d.class_index, d.number, d.area_px) for d in donors] == [(1, 1, 40), (1, 2, 20), (3, 1, 20)]


def test_ignored_pixels_are_no_defect_and_no_part_of_one():
    class_map = np.zeros((60, 80), np.uint8)
    class_map[20:30, 20:30] = 255
    class_map[24:26, 24:26] = 1
    (donor,) = cut_donors(PIXELS, class_map, "tile", "g")
    assert donor.area_px == 4


@pytest.mark.parametrize(
    ("where", "sides"),
    [
        (np.s_[0:4, 20:30], Side.TOP), (np.s_[56:60, 70:80], Side.BOTTOM | Side.RIGHT),
        (np.s_[:, 5:9], Side.TOP | Side.BOTTOM), (np.s_[30:40, 0:3], Side.LEFT),
    ],
)  # fmt: skip
def test_the_sides_that_cut_a_defect_are_known(where, sides):
    class_map = np.zeros((60, 80), np.uint8)
    class_map[where] = 1
    (donor,) = cut_donors(PIXELS, class_map, "tile", "g")
    assert donor.sides == sides


def test_whole_frames_have_one_donor_per_class():
    class_map = np.zeros((60, 80), np.uint8)
    class_map[2:4, 2:4] = class_map[40:44, 40:44] = 1
    class_map[30, 30], class_map[31, 31] = 2, 255
    donors = whole_frame_donors(PIXELS, class_map, "tile", "g")
    assert [(d.class_index, d.area_px, d.mask.shape) for d in donors] == [(1, 20, (60, 80)), (2, 1, (60, 80))]


def test_a_group_that_judges_gives_no_donor():
    training = [sample("a", "rail 1", Split.TRAIN), sample("b", "rail 2", Split.TRAIN)]
    refuse_leak(training, [sample("c", "rail 3", Split.TEST)], Path("set"))
    with pytest.raises(DatasetError) as caught:
        refuse_leak(training, [sample("c", "rail 2", Split.VAL)], Path("set"))
    assert caught.value.message.code is Code.DATASET_LEAK
    assert caught.value.message.params["group"] == "rail 2"


def test_a_picture_with_injections_never_judges():
    made = replace(sample("made", "rail 9", Split.TEST), origin=Origin.INJECTED)
    with pytest.raises(DatasetError) as caught:
        refuse_leak([sample("a", "rail 1", Split.TRAIN)], [made], Path("set"))
    assert caught.value.message.code is Code.DATASET_INJECTED_JUDGE
