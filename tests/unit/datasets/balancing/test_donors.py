"""Cutting donors, and the ban on leaks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from inspector.core.messages import Code, DatasetError
from inspector.datasets.balancing.donors import (
    Side,
    choose_donors,
    cut_donors,
    refuse_leak,
    whole_frame_donors,
    with_keys_before_resizing,
)
from inspector.datasets.version import Origin, Sample, Split

NAMES = ("background", "crack", "dent", "pit")
PIXELS = np.arange(60 * 80, dtype=np.uint32).astype(np.uint8).reshape(60, 80)


def sample(name: str, group: str, split: Split, origin: Origin = Origin.REAL) -> Sample:
    return Sample(name, "f", "0", "m", "0", 8, 8, group, split, origin, (64, 0))


def test_a_defect_is_cut_with_its_surroundings_and_its_place():
    class_map = np.zeros((60, 80), np.uint8)
    class_map[20:25, 30:50] = 2
    (donor,) = cut_donors(PIXELS, class_map, NAMES, "tile", "g", margin_px=6)
    assert (donor.class_index, donor.area_px, donor.sides) == (2, 100, Side.NONE)
    assert (donor.top, donor.left, donor.mask.shape) == (14, 24, (17, 32))
    assert donor.position == (20, 30)
    assert np.array_equal(donor.pixels, PIXELS[14:31, 24:56])
    assert np.array_equal(donor.mask, class_map[14:31, 24:56] == 2)


def test_pieces_that_lie_close_are_one_donor_and_their_gap_is_no_part_of_it():
    class_map = np.zeros((60, 80), np.uint8)
    class_map[20:22, 10:20] = class_map[20:22, 24:34] = 1  # four pixels apart
    class_map[50:52, 10:20] = 1
    class_map[10:12, 10:20] = 3
    donors = cut_donors(PIXELS, class_map, NAMES, "tile", "g")
    assert [(d.class_index, d.position, d.area_px) for d in donors] == [
        (1, (20, 10), 40),
        (1, (50, 10), 20),
        (3, (10, 10), 20),
    ]


def test_ignored_pixels_are_no_defect_and_no_part_of_one():
    class_map = np.zeros((60, 80), np.uint8)
    class_map[20:30, 20:30] = 255
    class_map[24:26, 24:26] = 1
    (donor,) = cut_donors(PIXELS, class_map, NAMES, "tile", "g")
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
    (donor,) = cut_donors(PIXELS, class_map, NAMES, "tile", "g")
    assert donor.sides == sides


# what names a defect


def where_of(class_map: np.ndarray, names: tuple[str, ...] = NAMES) -> dict[str, tuple[int, int]]:
    return {donor.key: donor.position for donor in cut_donors(PIXELS, class_map, names, "tile", "g")}


def two_cracks() -> np.ndarray:
    class_map = np.zeros((60, 80), np.uint8)
    class_map[18:22, 0:6] = class_map[40:44, 50:60] = 1
    return class_map


def test_a_key_names_the_same_defect_when_another_is_added_higher_up_or_taken_away():
    before = where_of(two_cracks())
    (first,) = (key for key, position in before.items() if position == (18, 0))
    added = two_cracks()
    added[0:3, 38:44] = 1  # it comes first now
    after = where_of(added)
    assert after[first] == (18, 0)
    assert before.items() < after.items()
    assert sorted(after.values()) == [(0, 38), (18, 0), (40, 50)]
    removed = two_cracks()
    removed[40:44] = 0
    assert where_of(removed) == {first: (18, 0)}


def test_a_key_stays_when_another_class_gets_another_defect_and_when_classes_change_their_order():
    class_map = two_cracks()
    before = where_of(class_map)
    class_map[30:34, 20:30] = 2
    class_map[18:22, 8:12] = 3
    assert before.items() < where_of(class_map).items()
    reordered = np.array([0, 3, 1, 2], np.uint8)[class_map]
    assert where_of(reordered, ("background", "dent", "pit", "crack")) == where_of(class_map)


@pytest.mark.parametrize("change", ["one pixel more", "one pixel less", "moved", "another class", "another frame"])
def test_a_defect_that_was_corrected_has_another_key(change: str):
    class_map, frame_name = two_cracks(), "tile"
    if change == "one pixel more":
        class_map[22, 0] = 1
    elif change == "one pixel less":
        class_map[19, 3] = 0
    elif change == "moved":
        class_map[:30] = np.roll(class_map[:30], 1, axis=1)
    elif change == "another class":
        class_map[18:22, 0:6] = 2
    else:
        frame_name = "tile2"
    first = next(key for key, position in where_of(two_cracks()).items() if position == (18, 0))
    assert first not in {donor.key for donor in cut_donors(PIXELS, class_map, NAMES, frame_name, "g")}


def test_a_key_does_not_depend_on_how_much_is_cut_around_the_defect():
    keys = [
        [donor.key for donor in cut_donors(PIXELS, two_cracks(), NAMES, "tile", "g", margin_px=margin)]
        for margin in (0, 5, 40)
    ]
    assert keys[0] == keys[1] == keys[2]
    assert len(set(keys[0])) == 2


@pytest.mark.parametrize("factor", [0.5, 0.8, 1.5, 2.0])
def test_defects_of_a_resized_frame_are_known_by_the_keys_that_they_have_on_it_as_it_was(factor: float):
    original = two_cracks()
    original[20:30, 40:50] = 2
    size = (round(80 * factor), round(60 * factor))
    pixels = cv2.resize(PIXELS, size)
    class_map = cv2.resize(original, size, interpolation=cv2.INTER_NEAREST_EXACT)
    resized = cut_donors(pixels, class_map, NAMES, "tile", "g")
    assert not {donor.key for donor in resized} & where_of(original).keys()
    renamed = with_keys_before_resizing(resized, (size[1], size[0]), original, NAMES)
    assert {donor.key for donor in renamed} == where_of(original).keys()
    for donor in renamed:
        row, column = where_of(original)[donor.key]
        assert donor.position == pytest.approx((row * factor, column * factor), abs=1)


def test_donors_are_chosen_by_their_keys():
    donors = cut_donors(PIXELS, two_cracks(), NAMES, "tile", "g")
    one, other = donors
    assert choose_donors(donors) == donors
    assert choose_donors(donors, {one.key}) == [other]
    assert choose_donors(donors, {one.key}, {one.key, other.key}) == [other] * 3


def test_whole_frames_have_one_donor_per_class():
    class_map = np.zeros((60, 80), np.uint8)
    class_map[2:4, 2:4] = class_map[40:44, 40:44] = 1
    class_map[30, 30], class_map[31, 31] = 2, 255
    donors = whole_frame_donors(PIXELS, class_map, NAMES, "tile", "g")
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
