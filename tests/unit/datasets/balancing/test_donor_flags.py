"""Doubts about donors: repeated, hardly seen, tiny; and as many defects that deserve none."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.datasets.balancing import donor_flags
from inspector.datasets.balancing.donor_flags import MAX_OTHERS, Flag, FlagKind, flags_of
from inspector.datasets.balancing.donors import Donor, cut_donors

TURNS = {
    "as it is": lambda a: a, "turned": np.rot90, "turned by half": lambda a: np.rot90(a, 2), "mirrored": np.fliplr,
    "mirrored and turned": lambda a: np.rot90(np.fliplr(a)),
}  # fmt: skip

NAMES = ("background", "pit", "scratch")


def steel(seed: int, height: int = 120, width: int = 160) -> np.ndarray:
    noise = cv2.GaussianBlur(np.random.default_rng(seed).normal(0, 1, (height, width)).astype(np.float32), (0, 0), 1.5)
    return np.clip(np.rint(120 + 10 * noise / noise.std()), 0, 255).astype(np.uint8)


def donor_of(
    frame: str = "f", seed: int = 1, depth: int = 60, where: object = np.s_[50:66, 60:90], class_index: int = 1
) -> Donor:
    pixels, class_map = steel(seed), np.zeros((120, 160), np.uint8)
    class_map[where] = class_index
    pixels[class_map > 0] -= np.uint8(depth)
    (donor,) = cut_donors(pixels, class_map, NAMES, frame, "g")
    return donor


def of_frame(pixels: np.ndarray, class_map: np.ndarray, frame: str) -> list[Donor]:
    return cut_donors(np.ascontiguousarray(pixels), np.ascontiguousarray(class_map), NAMES, frame, "g")


def kinds(donors: list[Donor]) -> dict[str, list[FlagKind]]:
    """By frame, each with one defect at most that has flags."""
    return {key.split(":")[0]: [flag.kind for flag in flags] for key, flags in flags_of(donors).items()}


def test_defects_of_different_surfaces_have_no_flag():
    assert flags_of([donor_of(f"f{seed}", seed) for seed in range(40)]) == {}
    assert flags_of([]) == {}


@pytest.mark.parametrize("turn", TURNS.values(), ids=TURNS)
def test_the_same_defect_on_another_frame_is_found_however_turned(turn):
    pixels, class_map = steel(3), np.zeros((120, 160), np.uint8)
    class_map[30:50, 40:80] = 1
    pixels[30:50, 40:80] -= np.uint8(50)
    brighter = pixels + np.uint8(20)
    donors = [*of_frame(pixels, class_map, "one"), *of_frame(turn(brighter), turn(class_map), "two"), donor_of("x", 9)]
    one, two = donors[0].key, donors[1].key
    assert flags_of(donors) == {
        one: (Flag(FlagKind.NEAR_DUPLICATE, (two,)),), two: (Flag(FlagKind.NEAR_DUPLICATE, (one,)),),
    }  # fmt: skip


def test_a_defect_is_found_again_in_a_shifted_view_and_in_colour():
    pixels, class_map = steel(3, 160, 200), np.zeros((160, 200), np.uint8)
    class_map[60:80, 60:100] = 1
    pixels[60:80, 60:100] -= np.uint8(50)
    colour = np.dstack([pixels] * 3)[20:140, 17:177]
    donors = [*of_frame(pixels, class_map, "whole"), *of_frame(colour, class_map[20:140, 17:177], "view")]
    assert kinds(donors) == {"whole": [FlagKind.NEAR_DUPLICATE], "view": [FlagKind.NEAR_DUPLICATE]}


def test_the_same_picture_twice_on_one_frame_of_another_class_or_otherwise_outlined_is_no_repetition():
    donor = donor_of("one")
    twice = np.hstack([steel(1)] * 2)
    class_map = np.zeros(twice.shape, np.uint8)
    class_map[50:66, 60:90] = class_map[50:66, 220:250] = 1
    twice[class_map > 0] -= np.uint8(60)
    own = of_frame(twice, class_map, "one")
    assert len(own) == 2
    assert flags_of(own) == {}
    assert flags_of([donor, donor_of("two", class_index=2)]) == {}
    half = np.zeros((120, 160), np.uint8)
    half[50:66, 60:90] = 1
    half[52:64, 62:88] = 0  # a frame around the defect: the same crop, 168 of 480 px
    pixels = steel(1)
    pixels[50:66, 60:90] -= np.uint8(60)
    (rim,) = of_frame(pixels, half, "two")
    assert (rim.area_px, np.array_equal(rim.pixels, donor.pixels)) == (168, True)
    assert flags_of([donor, rim]) == {}


def test_all_of_a_large_family_are_flagged_and_only_so_many_are_named():
    donors = [donor_of(f"f{number}") for number in range(MAX_OTHERS + 5)]
    flags = flags_of(donors)
    assert len(flags) == MAX_OTHERS + 5
    assert {len(flag.others) for (flag,) in flags.values()} == {MAX_OTHERS}
    assert donors[0].key not in flags[donors[0].key][0].others


@pytest.mark.parametrize(("where", "is_tiny"), [(np.s_[50:52, 60:64], True), (np.s_[50:53, 60:63], False)])
def test_fewer_than_nine_pixels_are_tiny(where: object, is_tiny: bool):
    assert kinds([donor_of(where=where)]) == ({"f": [FlagKind.TINY]} if is_tiny else {})


@given(st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_a_label_on_sound_steel_is_hardly_seen_and_a_dark_defect_never(seed: int):
    pixels, class_map = steel(seed, 300, 300), np.zeros((300, 300), np.uint8)
    class_map[60:240, 60:240] = 1  # so large that chance is small
    (label,) = cut_donors(pixels, class_map, NAMES, "f", "g", margin_px=60)
    assert kinds([label]) == {"f": [FlagKind.HARDLY_SEEN]}
    pixels[60:240, 60:240] -= np.uint8(30)
    (dark,) = cut_donors(pixels, class_map, NAMES, "f", "g", margin_px=60)
    assert kinds([dark]) == {}


@pytest.mark.parametrize("what", ["rough", "smooth", "one speck in a wide label"])
def test_what_differs_in_texture_or_in_a_small_part_is_seen(what: str):
    pixels, class_map = steel(5, 300, 300).astype(np.float32), np.zeros((300, 300), np.uint8)
    class_map[60:240, 60:240] = 1
    inside = np.s_[60:240, 60:240]
    if what == "rough":
        pixels[inside] += np.random.default_rng(1).normal(0, 12, (180, 180))
    elif what == "smooth":
        pixels[inside] = 120 + (pixels[inside] - 120) / 3
    else:
        pixels[100:140, 100:140] -= 60  # 5 % of the label
    frame = np.clip(np.rint(pixels), 0, 255).astype(np.uint8)
    assert flags_of(cut_donors(frame, class_map, NAMES, "f", "g", margin_px=60)) == {}


def test_a_label_that_fills_its_frame_cannot_be_compared_and_is_not_accused():
    (donor,) = cut_donors(steel(1), np.ones((120, 160), np.uint8), NAMES, "f", "g")
    assert flags_of([donor]) == {}


def test_black_and_single_pixels_make_no_trouble():
    black, one = np.zeros((40, 40), np.uint8), np.zeros((40, 40), np.uint8)
    one[0, 0] = 1
    assert kinds(cut_donors(black, one, NAMES, "f", "g")) == {"f": [FlagKind.TINY]}


def test_progress_counts_to_the_end_and_can_cancel():
    donors = [donor_of(f"f{seed}", seed, class_index=1 + seed % 2) for seed in range(12)]
    seen: list[tuple[int, int]] = []
    flags_of(donors, lambda done, total: seen.append((done, total)))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert (seen[0], seen[-1]) == ((0, 24), (24, 24))
    assert {total for _, total in seen} == {24}

    def cancel(done: int, total: int) -> None:
        if done > 12:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        flags_of(donors, cancel)


def test_long_chains_are_compared_in_parts_with_the_same_result(monkeypatch: pytest.MonkeyPatch):
    donors = [donor_of(f"f{number}", number // 3) for number in range(12)]
    whole = flags_of(donors)
    assert {len(flag.others) for (flag,) in whole.values()} == {2}
    monkeypatch.setattr(donor_flags, "_N_PAIRS", 1)
    assert flags_of(donors) == whole
