"""Injections: what may change, what is labelled, where they lie, and when they are drawn again."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.core.balancing import ClassRules, Rules, Zone
from inspector.core.bits import to_bits
from inspector.datasets.balancing.blending import RIM_PX
from inspector.datasets.balancing.donors import Crop, Donor, Side, cut_donors
from inspector.datasets.balancing.injecting import (
    VISIBLE,
    Blend,
    Injected,
    Rejected,
    Transform,
    _transformed,
    inject,
    long_axis_deg,
    product_columns,
)

NAMES = ("background", "pit", "scratch", "crack", "dent")
PLAIN = ClassRules(flips=False, turn_deg=0, scale=(1, 1), min_realism=0, blended_share=0)


def steel(seed: int, height: int = 120, width: int = 160, level: int = 120) -> np.ndarray:
    noise = np.random.default_rng(seed).normal(level, 8, (height, width))
    return np.clip(np.rint(noise), 0, 255).astype(np.uint8)


def donor_of(where: object = np.s_[50:60, 60:90], seed: int = 1, depth: int = 60, class_index: int = 3) -> Donor:
    pixels, class_map = steel(seed), np.zeros((120, 160), np.uint8)
    class_map[where] = class_index
    pixels[class_map > 0] -= np.uint8(depth)
    (donor,) = cut_donors(pixels, class_map, NAMES, "donor", "g")
    return donor


def injected(rules: ClassRules, seed: int = 0, donor: Donor | None = None, host: np.ndarray | None = None) -> Injected:
    host = steel(9) if host is None else host
    result = inject(
        host, np.zeros(host.shape[:2], np.uint8), "host", [donor or donor_of()], rules, np.random.default_rng(seed)
    )
    assert result is not None
    return result


@given(st.integers(0, 10_000), st.sampled_from([0.0, 1.0]))
@settings(max_examples=60, deadline=None)
def test_only_placed_pixels_change_and_exactly_those_that_show_it_are_labelled(seed: int, blended_share: float):
    host = steel(seed)
    result = injected(ClassRules(blended_share=blended_share, min_realism=0), seed, host=host)
    made, change = result.injection, np.abs(result.pixels.astype(int) - host)
    box = np.zeros(host.shape, np.uint8)
    box[made.top : made.top + made.height, made.left : made.left + made.width] = 1
    rim_px = RIM_PX if made.blend is Blend.OFFSET else 0
    reach = cv2.dilate(box, np.ones((2 * rim_px + 1, 2 * rim_px + 1), np.uint8)) > 0
    assert not change[~reach].any()
    label, is_ignored = result.class_map == 3, result.class_map == 255
    assert (label | is_ignored | (result.class_map == 0)).all()
    assert not label[box == 0].any()
    assert label.sum() == made.n_pixels > 0
    # each visible change is labelled, or ignored in the rim of a blend; each label lies by a visible change
    assert not (change >= VISIBLE)[~label & ~is_ignored].any()
    assert (change >= VISIBLE)[is_ignored].all()
    assert is_ignored.any() == (made.blend is Blend.OFFSET)
    assert not (cv2.dilate(label.astype(np.uint8), np.ones((2 * rim_px + 1,) * 2, np.uint8)) == 0)[is_ignored].any()
    near = cv2.dilate((change >= VISIBLE).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    assert near[label].all()


def test_cut_paste_without_matching_is_the_donor_bit_by_bit():
    donor = donor_of()
    result = injected(replace(PLAIN, matches_brightness=False), donor=donor)
    made = result.injection
    assert (made.blend, made.transform, made.contrast) == (Blend.CUT_PASTE, Transform(), 1.0)
    assert (made.height, made.width) == (10, 30)
    tight = donor.pixels[12:22, 12:42]
    assert np.array_equal(result.pixels[made.top : made.top + 10, made.left : made.left + 30], tight)


def test_arguments_stay_as_they_are():
    host, donor = steel(9), donor_of()
    pixels, mask = donor.pixels.copy(), donor.mask.copy()
    before = host.copy()
    injected(ClassRules(), donor=donor, host=host)
    assert np.array_equal(host, before)
    assert np.array_equal(donor.pixels, pixels)
    assert np.array_equal(donor.mask, mask)


def test_the_same_seed_gives_the_same_injection_and_another_seed_another():
    one, same, other = (injected(ClassRules(), seed) for seed in (5, 5, 6))
    assert one.injection == same.injection
    assert np.array_equal(one.pixels, same.pixels)
    assert one.injection != other.injection


def test_a_dark_host_gets_a_dark_defect():
    """The donor lies 60 below its surroundings of 120; on a host of 95 it must come out near 35."""
    for share in (0.0, 1.0):
        rules = replace(PLAIN, blended_share=share, contrast=(1, 1))
        result = injected(rules, host=steel(9, level=95))
        level = float(result.pixels[result.class_map == 3].mean())
        assert level == pytest.approx(35, abs=4)


@pytest.mark.parametrize("outline_px", [9, 10])
def test_a_blended_defect_stays_as_deep_as_it_was_where_its_outline_is_drawn_on_its_slope(outline_px: int):
    """A round pit of 60 levels, whose slope goes from 8 to 12 px from its centre; drawn where it is 45 or 30 deep."""
    rows, columns = np.mgrid[:120, :160]
    depth = 60 * np.clip((12 - np.hypot(rows - 60, columns - 80)) / 4, 0, 1)
    pixels = np.rint(120 - depth).astype(np.uint8)
    (donor,) = cut_donors(pixels, (np.hypot(rows - 60, columns - 80) < outline_px).astype(np.uint8), NAMES, "pit", "g")
    rules = replace(PLAIN, blended_share=1, contrast=(1, 1))
    result = injected(rules, donor=donor, host=np.full((120, 160), 140, np.uint8))
    assert int(result.pixels.min()) == pytest.approx(80, abs=2)


def test_what_would_clip_to_black_is_drawn_again():
    rejected: Counter[Rejected] = Counter()
    host = steel(9, level=40)
    none = inject(host, np.zeros(host.shape, np.uint8), "host", [donor_of()], PLAIN, np.random.default_rng(0), rejected)
    assert none is None
    assert rejected == {Rejected.CLIPPED: 8}


def test_what_hardly_shows_is_never_labelled():
    rejected: Counter[Rejected] = Counter()
    flat = np.full((120, 160), 120, np.uint8)
    class_map = np.zeros((120, 160), np.uint8)
    class_map[50:60, 60:90] = 1
    (donor,) = cut_donors(flat, class_map, NAMES, "flat", "g")
    none = inject(flat, np.zeros(flat.shape, np.uint8), "host", [donor], PLAIN, np.random.default_rng(0), rejected)
    assert none is None
    assert rejected == {Rejected.UNSEEN: 8}


def test_nothing_lands_on_a_defect_or_an_ignored_pixel():
    host, class_map = steel(9), np.zeros((120, 160), np.uint8)
    class_map[:, :60], class_map[:50, 60:] = 2, 255
    rng = np.random.default_rng(3)
    for _ in range(20):
        result = inject(host, class_map, "host", [donor_of()], PLAIN, rng)
        if result is not None:
            assert np.array_equal(result.class_map[class_map > 0], class_map[class_map > 0])
            assert result.injection.top >= 52
            assert result.injection.left >= 62
    full = np.full(host.shape, 2, np.uint8)
    rejected: Counter[Rejected] = Counter()
    assert inject(host, full, "host", [donor_of()], PLAIN, rng, rejected) is None
    assert rejected == {Rejected.NO_ROOM: 8}


@pytest.mark.parametrize(
    ("where", "side"),
    [
        (np.s_[:10, 60:90], Side.TOP), (np.s_[-10:, 60:90], Side.BOTTOM), (np.s_[50:60, :30], Side.LEFT),
        (np.s_[50:60, -30:], Side.RIGHT),
    ],
)  # fmt: skip
def test_a_defect_cut_by_a_border_lies_against_that_border_mirrored_or_not(where, side):
    swap = {Side.TOP: Side.BOTTOM, Side.BOTTOM: Side.TOP, Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}
    for seed in range(12):
        result = injected(ClassRules(min_realism=0), seed, donor_of(where))
        made = result.injection
        is_swapped = made.transform.flipped if side in (Side.TOP, Side.BOTTOM) else made.transform.mirrored
        edge = {
            Side.TOP: made.top == 0, Side.BOTTOM: made.top + made.height == 120,
            Side.LEFT: made.left == 0, Side.RIGHT: made.left + made.width == 160,
        }[swap[side] if is_swapped else side]  # fmt: skip
        assert edge
        assert made.transform.turn_deg == 0


def test_a_defect_larger_than_its_host_finds_no_place():
    rejected: Counter[Rejected] = Counter()
    host = steel(9, 16, 20)
    none = inject(host, np.zeros(host.shape, np.uint8), "h", [donor_of()], PLAIN, np.random.default_rng(0), rejected)
    assert none is None
    assert rejected == {Rejected.NO_ROOM: 8}


def test_one_pixel_defects_and_full_frames_are_no_errors():
    for where in (np.s_[50, 60], np.s_[:, :]):
        for share in (0.0, 1.0):
            result = injected(replace(PLAIN, blended_share=share, matches_brightness=False), 1, donor_of(where))
            assert result.injection.n_pixels >= 1


def test_sizes_outside_the_rule_are_drawn_again():
    rejected: Counter[Rejected] = Counter()
    rules = replace(PLAIN, size_px=(40, 50), scale=(1, 2))
    for seed in range(10):
        result = inject(steel(9), np.zeros((120, 160), np.uint8), "h", [donor_of()], rules,
                        np.random.default_rng(seed), rejected)  # fmt: skip
        if result is not None:
            assert 40 <= max(result.injection.height, result.injection.width) <= 50
    assert rejected[Rejected.WRONG_SIZE] > 0


def test_angles_outside_the_rule_are_drawn_again():
    """The donor lies across (90 degrees); only what is turned into 45 to 80 may stay."""
    rules = replace(PLAIN, turn_deg=60, angle_deg=(45, 80))
    host, empty = steel(9), np.zeros((120, 160), np.uint8)
    made = [inject(host, empty, "h", [donor_of()], rules, np.random.default_rng(seed)) for seed in range(20)]
    angles = [long_axis_deg(one.class_map == 3) for one in made if one is not None]
    assert len(angles) > 12
    assert all(angle is not None and 40 < angle < 85 for angle in angles)


def test_the_long_axis_is_measured_from_the_direction_of_travel():
    mask = np.zeros((60, 60), np.bool_)
    mask[10:50, 30:32] = True
    assert long_axis_deg(mask) == pytest.approx(0, abs=1)
    assert long_axis_deg(mask.T) == pytest.approx(90, abs=1)
    diagonal = np.eye(60, dtype=np.bool_)
    assert long_axis_deg(diagonal) == pytest.approx(45, abs=1)
    assert long_axis_deg(diagonal[:, ::-1]) == pytest.approx(-45, abs=1)
    square = np.zeros((60, 60), np.bool_)
    square[20:40, 20:40] = True
    assert long_axis_deg(square) is None


def rail(seed: int = 9) -> np.ndarray:
    """A face of 60 columns between shoulders of 20, in the dark."""
    pixels = steel(seed, 120, 200, 10)
    pixels[:, 50:150] = steel(seed, 120, 100, 90)
    pixels[:, 70:130] = steel(seed, 120, 60, 180)
    return pixels


def test_the_product_and_its_bright_face_are_found_by_their_light():
    assert product_columns(rail()) == pytest.approx((50, 150), abs=4)
    assert product_columns(rail(), 0.6) == pytest.approx((70, 130), abs=4)
    assert product_columns(steel(3)) == (0, 160)


@pytest.mark.parametrize(("zone", "low", "high"), [(Zone.FACE, 66, 134), (Zone.CENTRE, 66, 134), (Zone.EDGE, 46, 154)])
def test_defects_stay_in_their_zone(zone: Zone, low: int, high: int):
    donor, rules = donor_of(np.s_[50:60, 60:70], depth=30), replace(PLAIN, zone=zone, zone_px=20)
    places = [injected(rules, seed, donor, rail()).injection for seed in range(30)]
    assert all(low <= made.left and made.left + made.width <= high for made in places)
    if zone is Zone.EDGE:
        assert all(made.left < 74 or made.left + made.width > 126 for made in places)
        assert any(made.left < 74 for made in places)
        assert any(made.left + made.width > 126 for made in places)


def test_as_donor_shifts_by_no_more_than_the_paper_does():
    for seed in range(30):
        made = injected(replace(PLAIN, zone=Zone.AS_DONOR), seed).injection
        assert abs(made.top - 50) <= 0.0625 * 120 + 1
        assert abs(made.left - 60) <= 0.0625 * 160 + 1


@pytest.mark.parametrize(("mirrored", "flipped"), [(False, False), (True, False), (False, True), (True, True)])
def test_as_donor_a_mirrored_corner_goes_into_the_opposite_corner(mirrored: bool, flipped: bool):
    """A defect 5 px from the top and 10 px from the left of 120 x 160."""
    donor, rules = donor_of(np.s_[5:15, 10:40]), replace(PLAIN, zone=Zone.AS_DONOR, flips=True)
    places = [injected(rules, seed, donor).injection for seed in range(40)]
    places = [one for one in places if one.transform == Transform(mirrored=mirrored, flipped=flipped)]
    assert places
    for made in places:
        assert abs(made.top - (105 if flipped else 5)) <= 0.0625 * 120 + 1
        assert abs(made.left - (120 if mirrored else 10)) <= 0.0625 * 160 + 1


@given(st.booleans(), st.booleans(), st.floats(-45, 45), st.floats(0.5, 2))
@settings(max_examples=60, deadline=None)
def test_mask_and_pixels_get_the_same_transform(mirrored: bool, flipped: bool, turn_deg: float, scale: float):
    """A donor whose pixels are its mask: afterwards bright and masked are the same."""
    class_map = np.zeros((80, 80), np.uint8)
    cv2.ellipse(class_map, (42, 38), (22, 9), 20, 0, 360, 1, -1)
    (donor,) = cut_donors(class_map * np.uint8(255), class_map, NAMES, "mask", "g")
    placed = _transformed(donor, Transform(mirrored, flipped, turn_deg, scale))
    assert placed is not None
    assert np.array_equal(placed.pixels[placed.seen] > 127, placed.mask[placed.seen])  # beyond it is reflection
    assert placed.seen[placed.mask].all()
    assert placed.mask.sum() == pytest.approx(donor.area_px * scale**2, rel=0.08)
    rows, columns = (np.flatnonzero(placed.mask.any(axis)) for axis in (1, 0))
    assert (rows[0], columns[0]) == (8, 8)  # a ring of surroundings on every side


def test_a_patch_from_a_rougher_surface_looks_less_real_than_one_from_the_same():
    rough = steel(4)
    rough = np.clip(rough.astype(int) * 2 - 120 + np.random.default_rng(0).normal(0, 25, rough.shape), 0, 255)
    class_map = np.zeros((120, 160), np.uint8)
    class_map[50:60, 60:90] = 3
    (stranger,) = cut_donors(rough.astype(np.uint8), class_map, NAMES, "rough", "g")
    rules = replace(PLAIN, contrast=(1, 1), matches_brightness=False)
    assert injected(rules, donor=donor_of(depth=40)).injection.realism.score > 0.8
    assert injected(rules, donor=stranger).injection.realism.score < 0.6
    none = inject(steel(9), np.zeros((120, 160), np.uint8), "h", [stranger], replace(rules, min_realism=0.7),
                  np.random.default_rng(0), rejected := Counter())  # fmt: skip
    assert none is None
    assert rejected[Rejected.UNREAL] == 8


def test_colour_is_injected_as_grey_is():
    grey = donor_of()
    colour = replace(grey, crop=Crop(np.dstack([grey.pixels] * 3), grey.mask))
    host = np.dstack([steel(9)] * 3)
    for share in (0.0, 1.0):
        rules = replace(PLAIN, blended_share=share)
        one, three = injected(rules, 3, grey), injected(rules, 3, colour, host)
        assert np.array_equal(three.pixels[..., 1], one.pixels)
        assert np.array_equal(three.class_map, one.class_map)


def test_no_donors_are_refused():
    host, empty = steel(9), np.zeros((120, 160), np.uint8)
    with pytest.raises(ValueError, match="no donors"):
        inject(host, empty, "h", [], PLAIN, np.random.default_rng(0))


@pytest.mark.parametrize("seed", range(6))
def test_a_deep_host_takes_an_8_bit_donor_as_its_8_bit_picture_would(seed: int):
    """16 bits are 257 levels to one of 8: what is pasted agrees exactly, what is blended to within a level."""
    host, empty = steel(9), np.zeros((120, 160), np.uint8)
    for blended_share, tolerance in ((0, 0.0), (1, 1.0)):
        rules = replace(PLAIN, matches_brightness=False, blended_share=blended_share)
        plain = injected(rules, seed)
        deep = inject(to_bits(host, 8, 16), empty, "host", [donor_of()], rules, np.random.default_rng(seed), bits=16)
        assert deep is not None
        assert (deep.injection.top, deep.injection.left) == (plain.injection.top, plain.injection.left)
        assert deep.pixels.dtype == np.uint16
        assert np.abs(deep.pixels / 257 - plain.pixels).max() <= tolerance
        assert deep.injection.realism.score == pytest.approx(plain.injection.realism.score, abs=0.02)
        assert np.mean(deep.class_map != plain.class_map) <= 0.001 * tolerance


def test_a_deep_donor_enters_an_8_bit_host():
    deep = donor_of().in_depth(12)
    assert (deep.pixels.dtype, deep.bits) == (np.uint16, 12)
    plain, result = injected(PLAIN, 3), injected(PLAIN, 3, deep)
    assert np.array_equal(plain.pixels, result.pixels)
    assert np.array_equal(plain.class_map, result.class_map)


def test_a_grey_donor_enters_a_colour_host_as_equal_channels():
    """At the same place as in a grey host, with the host's colours around it."""
    rules, grey, empty = replace(PLAIN, matches_brightness=False), steel(9), np.zeros((120, 160), np.uint8)
    colour = np.dstack([grey, grey // 2, grey // 3])
    first = inject(grey, empty, "h", [donor_of()], rules, np.random.default_rng(4))
    result = inject(colour, empty, "h", [donor_of()], rules, np.random.default_rng(4))
    assert first is not None
    assert result is not None
    label = first.class_map == 3
    assert label.sum() > 200
    assert np.array_equal(result.pixels[label], np.repeat(first.pixels[label][:, None], 3, axis=1))
    outside = result.class_map == 0
    assert np.array_equal(result.pixels[outside], colour[outside])


def test_a_colour_donor_enters_a_grey_host_by_its_luminance():
    """ITU-R BT.601: 0.299 R + 0.587 G + 0.114 B, here 29.9 + 29.35 + 1.14 = 60.39."""
    grey = donor_of()
    pixels = np.dstack([grey.pixels] * 3)
    pixels[grey.mask] = (100, 50, 10)
    rules, empty = replace(PLAIN, matches_brightness=False), np.zeros((120, 160), np.uint8)
    donor = replace(grey, crop=Crop(pixels, grey.mask))
    result = inject(steel(9), empty, "h", [donor], rules, np.random.default_rng(4))
    assert result is not None
    assert np.unique(result.pixels[result.class_map == 3]).tolist() == [60]
    assert donor.pixels.ndim == 3


def test_rules_are_ranges_and_shares():
    assert Rules({"dent": PLAIN})["dent"] is PLAIN
    assert Rules({"dent": PLAIN})["crack"] == ClassRules()
    for wrong in ({"scale": (2, 1)}, {"scale": (0, 1)}, {"angle_deg": (10, -10)}, {"blended_share": 1.5}):
        with pytest.raises(ValueError, match=r"goes from|above 0|share"):
            ClassRules(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("runs_down", [False, True])
def test_a_defect_that_crosses_its_frame_crosses_its_host(runs_down: bool):
    """From side to side of 100 px, on a host of 130 px: stretched along its run, as wide as it was."""
    surface = np.tile(steel(3), (3, 3))
    pixels, class_map = surface[:100, :100].copy(), np.zeros((100, 100), np.uint8)
    band = np.s_[:, 40:60] if runs_down else np.s_[40:60, :]
    pixels[band] -= 60
    class_map[band] = 1
    (donor,) = cut_donors(pixels, class_map, NAMES, "d", "g")
    rules = replace(PLAIN, scale=(0.85, 1.15))

    def on(side: int) -> Injected | None:
        host, empty = surface[:side, :side].copy(), np.zeros((side, side), np.uint8)
        return inject(host, empty, "h", [donor], rules, np.random.default_rng(1))

    made = on(130)
    assert made is not None
    size = (made.injection.height, made.injection.width)
    assert size == ((130, 20) if runs_down else (20, 130))
    assert made.injection.transform.stretch == ((1.3, 1.0) if runs_down else (1.0, 1.3))
    assert made.injection.transform.scale == 1
    assert on(200) is None  # twice as long: no longer the same defect
