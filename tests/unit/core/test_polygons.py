"""Polygons to pixels and back: by hand, and as properties."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from PIL import Image, ImageDraw
from pycocotools import mask as coco_mask

from inspector.core.polygons import (
    AnnotatedRegion,
    class_map_of_regions,
    filled,
    is_box,
    outline,
    rasterised,
    regions_of,
    without_holes,
)


def ring(*corners: tuple[float, float]) -> np.ndarray:
    return np.array(corners, np.float64)


def drawn(*rings: np.ndarray, height: int = 6, width: int = 8) -> list[str]:
    found = rasterised(list(rings), height, width)
    whole = np.zeros((height, width), bool)
    if found is not None:
        top, left, mask = found
        whole[top : top + mask.shape[0], left : left + mask.shape[1]] = mask
    return ["".join("#" if value else "." for value in row) for row in whole]


def test_a_polygon_along_pixel_corners_holds_exactly_those_pixels():
    assert drawn(ring((2, 1), (5, 1), (5, 3), (2, 3))) == [
        "........", "..###...", "..###...", "........", "........", "........"]  # fmt: skip


def test_a_pixel_counts_if_its_centre_is_inside():
    assert drawn(ring((0, 0), (4, 0), (0, 4)), height=4, width=4) == ["###.", "##..", "#...", "...."]
    assert drawn(ring((0.6, 0.6), (1.4, 0.6), (1.4, 1.4), (0.6, 1.4)), height=2, width=2) == ["..", ".."]  # no centre
    assert drawn(ring((0.4, 0.4), (0.6, 0.4), (0.6, 0.6), (0.4, 0.6)), height=2, width=2) == ["#.", ".."]


def test_neighbours_share_no_pixel_and_leave_none_between_them():
    """The common edge runs right through pixel centres: (0.5, 0.5) to (3.5, 3.5)."""
    upper, lower = ring((0, 0), (4, 0), (4, 4)), ring((0, 0), (4, 4), (0, 4))
    one, other = (np.array([list(row) for row in drawn(r, height=4, width=4)]) == "#" for r in (upper, lower))
    assert (one ^ other).all()


def test_what_lies_outside_the_frame_is_cut_off():
    assert drawn(ring((-5, -5), (3, -5), (3, 2), (-5, 2))) == ["###.....", "###.....", *["........"] * 4]
    assert rasterised([ring((9, 9), (12, 9), (12, 12))], 6, 8) is None


def test_several_rings_are_parts_of_one_region_even_where_they_overlap():
    one, other = ring((0, 0), (4, 0), (4, 2), (0, 2)), ring((2, 1), (6, 1), (6, 3), (2, 3))
    assert drawn(one, other)[:3] == ["####....", "######..", "..####.."]


BOW_TIE = ((0, 0), (4, 4), (4, 0), (0, 4))
PENTAGRAM = [(20 + 18 * np.sin(turn), 20 - 18 * np.cos(turn)) for turn in np.arange(5) * 0.8 * np.pi]


@pytest.mark.parametrize(
    ("corners", "is_crossed"),
    [
        (BOW_TIE, True),
        (PENTAGRAM, True),
        ([(0, 0), (4, 0), (4, 4), (0, 4)], False),
        ([(0, 0), (0, 4), (4, 4), (4, 0)], False),  # the other way round
        ([(0, 0), (4, 0), (2, 2), (4, 4), (0, 4), (2, 2)], False),  # touches itself at a corner
        ([(0, 0), (6, 0), (6, 6), (0, 6), (0, 0), (2, 2), (2, 4), (4, 4), (4, 2), (2, 2)], False),  # a bridge to a hole
        ([(0, 0), (6, 0), (6, 6), (0, 6), (0, 0), (2, 2), (4, 2), (4, 4), (2, 4), (2, 2)], True),  # encloses it twice
        ([(0, 0), (4, 0), (4, 4), (2, -1)], False),  # crosses itself where no pixel's centre notices
    ],
)
def test_an_outline_that_crosses_itself_is_known_from_one_that_touches_itself(
    corners: list[tuple[float, float]], is_crossed: bool
):
    part = filled(ring(*corners), 40, 40)
    assert part is not None
    assert part.is_crossed is is_crossed


def test_what_an_outline_encloses_twice_is_outside():
    assert drawn(ring(*BOW_TIE), height=4, width=4) == ["...#", "#.##", "#.##", "...#"]
    pentagram = drawn(ring(*PENTAGRAM), height=40, width=40)
    assert (pentagram[20][20], pentagram[6][20]) == (".", "#")  # its middle, its upper point
    twice = ring((0, 0), (4, 0), (4, 4), (0, 4), (0, 0), (1, 1), (3, 1), (3, 3), (1, 3), (1, 1))
    assert drawn(twice, height=4, width=4) == ["####", "#..#", "#..#", "####"]


def test_an_outline_of_many_edges_is_filled_in_parts(monkeypatch: pytest.MonkeyPatch):
    corners = np.random.default_rng(3).uniform(-5, 45, (200, 2))
    whole = drawn(corners, height=40, width=40)
    monkeypatch.setattr("inspector.core.polygons._CHUNK", 100)
    assert drawn(corners, height=40, width=40) == whole


@pytest.mark.parametrize(
    ("corners", "expected"),
    [
        ([(0, 0), (4, 0), (4, 2), (0, 2)], True),
        ([(2, 0), (4, 2), (2, 4), (0, 2)], True),  # on its corner
        ([(0, 0), (4, 0), (4.02, 2), (0.02, 2)], True),  # rounded
        ([(0, 0), (4, 0), (5, 2), (1, 2)], False),
        ([(0, 0), (4, 0), (4, 2)], False),
        ([(0, 0), (4, 0), (4, 0), (0, 0)], False),
    ],
)
def test_a_box_has_four_right_angles(corners: list[tuple[float, float]], expected: bool):
    assert is_box(ring(*corners)) is expected


# COCO's own tools round corners to a fifth of a pixel: only pixels whose centre lies near to an edge may differ. Pillow
# and OpenCV draw the outline, too: there it is pixels that an edge touches.

FIFTHS = st.integers(-100, 300).map(lambda fifth: fifth / 5)
OUTLINES = st.lists(st.tuples(FIFTHS, FIFTHS), min_size=3, max_size=12)


def distance_to_edges(corners: np.ndarray, height: int, width: int) -> np.ndarray:
    """Of each pixel's centre to the nearest edge."""
    y, x = np.mgrid[:height, :width] + 0.5
    nearest = np.full((height, width), np.inf)
    for (x0, y0), (x1, y1) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        length2 = (x1 - x0) ** 2 + (y1 - y0) ** 2
        share = np.clip(((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length2, 0, 1) if length2 else 0.0
        nearest = np.minimum(nearest, np.hypot(x - x0 - share * (x1 - x0), y - y0 - share * (y1 - y0)))
    return nearest


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # pycocotools' own
@given(OUTLINES)
@settings(max_examples=50, deadline=None)
def test_any_outline_is_filled_as_cocos_own_tools_fill_it(corners: list[tuple[float, float]]):
    height, width = 30, 40
    theirs = coco_mask.decode(coco_mask.frPyObjects([np.ravel(corners).tolist()], height, width))[..., 0] > 0
    ours = np.array([list(row) for row in drawn(ring(*corners), height=height, width=width)]) == "#"
    assert (distance_to_edges(np.array(corners), height, width)[ours != theirs] < 0.3).all()


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 30)), min_size=3, max_size=12))
@settings(max_examples=50, deadline=None)
def test_any_outline_is_filled_as_pillow_and_opencv_fill_it_but_for_the_line_they_draw(corners: list[tuple[int, int]]):
    height, width = 30, 40
    ours = np.array([list(row) for row in drawn(ring(*corners), height=height, width=width)]) == "#"
    far = distance_to_edges(np.array(corners, float), height, width) > 1.5
    picture = Image.new("1", (width, height))
    ImageDraw.Draw(picture).polygon(corners, fill=1)
    canvas = np.zeros((height, width), np.uint8)
    cv2.fillPoly(canvas, [np.array(corners)], 1)
    for theirs in (np.asarray(picture), canvas > 0):
        assert np.array_equal(ours[far], theirs[far])


def test_the_outline_of_a_square_is_its_corners_clockwise():
    mask = np.ones((2, 3), bool)
    assert outline(AnnotatedRegion(1, 4, 5, mask)).tolist() == [[5, 4], [8, 4], [8, 6], [5, 6]]


@given(npst.arrays(bool, npst.array_shapes(min_dims=2, max_dims=2, max_side=14)))
@settings(max_examples=50, deadline=None)
def test_an_outline_gives_back_its_region_holes_aside(mask: np.ndarray):
    for region in regions_of(mask.astype(np.uint8), connectivity=4):
        corners = outline(region)
        found = rasterised([corners], *mask.shape)
        part = filled(corners, *mask.shape)
        assert found is not None
        assert part is not None
        assert not part.is_crossed
        top, left, solid = found
        assert (top, left, solid.shape) == (region.top, region.left, region.mask.shape)
        assert not (region.mask & ~solid).any()
        assert np.array_equal(solid, without_holes(region).mask)
        n_holes_px = int((solid & ~region.mask).sum())
        outside = np.pad(~region.mask, 1, constant_values=True)
        n_reached = _reached_from_outside(outside)
        assert n_holes_px == int(outside.sum()) - n_reached


def _reached_from_outside(free: np.ndarray) -> int:
    """Free pixels that a king reaches from the corner: what is outside an outer ring of a 4-connected region."""
    reached = np.zeros_like(free)
    waiting = [(0, 0)]
    while waiting:
        row, column = waiting.pop()
        if not (0 <= row < free.shape[0] and 0 <= column < free.shape[1]):
            continue
        if not free[row, column] or reached[row, column]:
            continue
        reached[row, column] = True
        waiting += [(row + down, column + right) for down in (-1, 0, 1) for right in (-1, 0, 1)]
    return int(reached.sum())


@given(npst.arrays(np.uint8, (5, 7), elements=st.sampled_from([0, 1, 2, 255])), st.sampled_from([4, 8]))
@settings(max_examples=50, deadline=None)
def test_regions_painted_again_are_the_class_map(class_map: np.ndarray, connectivity: int):
    again, n_contested = class_map_of_regions(list(regions_of(class_map, connectivity=connectivity)), 5, 7)
    assert np.array_equal(again, class_map)
    assert n_contested == 0


def test_the_smaller_region_lies_on_top_whichever_is_named_first():
    large, small = AnnotatedRegion(1, 0, 0, np.ones((3, 3), bool)), AnnotatedRegion(2, 1, 1, np.ones((1, 1), bool))
    for regions in ([large, small], [small, large]):
        class_map, n_contested = class_map_of_regions(regions, 3, 3)
        assert class_map.tolist() == [[1, 1, 1], [1, 2, 1], [1, 1, 1]]
        assert n_contested == 1


def test_regions_of_one_class_that_overlap_contest_nothing():
    assert (
        class_map_of_regions(
            [AnnotatedRegion(1, 0, 0, np.ones((1, 2), bool)), AnnotatedRegion(1, 0, 1, np.ones((1, 2), bool))], 1, 3
        )[1]
        == 0
    )


def test_of_regions_of_one_size_the_later_lies_on_top_and_a_higher_z_above_all():
    one, other = AnnotatedRegion(1, 0, 0, np.ones((1, 2), bool)), AnnotatedRegion(2, 0, 1, np.ones((1, 2), bool))
    assert class_map_of_regions([one, other], 1, 3)[0].tolist() == [[1, 2, 2]]
    assert class_map_of_regions([other, one], 1, 3)[0].tolist() == [[1, 1, 2]]
    lifted = AnnotatedRegion(3, 0, 0, np.ones((1, 3), bool), z=1)
    assert class_map_of_regions([lifted, one, other], 1, 3)[0].tolist() == [[3, 3, 3]]
