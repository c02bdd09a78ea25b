"""Regions that count, their borders along pixel edges, and painted pictures."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis.extra import numpy as npst

from inspector.core.classes import DefectClass
from inspector.core.rendering import outlines, painted, rgb_of, without_small_regions


def class_map(*rows: str) -> np.ndarray:
    return np.array([[int(cell) for cell in row.replace(".", "0")] for row in rows], np.uint8)


def segments(found: np.ndarray) -> set[tuple[int, ...]]:
    return {tuple(segment) for segment in found.tolist()}


def test_one_pixel_has_four_sides():
    found = outlines(class_map("...", ".1.", "..."))
    assert list(found) == [1]
    assert segments(found[1]) == {(1, 1, 2, 1), (1, 2, 2, 2), (1, 1, 1, 2), (2, 1, 2, 2)}
    assert found[1].dtype == np.int32


def test_a_straight_run_is_one_segment():
    found = outlines(class_map(".....", ".222.", ".222.", "....."))[2]
    assert segments(found) == {(1, 1, 4, 1), (1, 3, 4, 3), (1, 1, 1, 3), (4, 1, 4, 3)}


def test_a_region_at_the_frames_edge_is_closed():
    assert segments(outlines(class_map("11", "11"))[1]) == {(0, 0, 2, 0), (0, 2, 2, 2), (0, 0, 0, 2), (2, 0, 2, 2)}


def test_a_hole_has_a_border_too():
    assert len(outlines(class_map("111", "1.1", "111"))[1]) == 8


def test_pixels_that_touch_at_a_corner_have_borders_of_their_own():
    found = segments(outlines(class_map("1.", ".1"))[1])
    # the line between the rows runs on below the first and above the second pixel
    assert found == {(0, 0, 1, 0), (0, 1, 2, 1), (1, 2, 2, 2), (0, 0, 0, 1), (1, 0, 1, 2), (2, 1, 2, 2)}


def test_background_and_ignored_pixels_have_no_outline():
    ignored = np.zeros((4, 4), np.uint8)
    ignored[1:3, 1:3] = 255
    assert outlines(ignored) == {}


def test_each_class_has_its_own_outline():
    found = outlines(class_map("12"))
    assert segments(found[1]) == {(0, 0, 1, 0), (0, 1, 1, 1), (0, 0, 0, 1), (1, 0, 1, 1)}
    assert segments(found[2]) == {(1, 0, 2, 0), (1, 1, 2, 1), (1, 0, 1, 1), (2, 0, 2, 1)}


@given(npst.arrays(np.bool_, npst.array_shapes(min_dims=2, max_dims=2, max_side=9)))
@settings(max_examples=60, deadline=None)
def test_segments_are_as_long_as_all_edges_together(mask: np.ndarray):
    padded = np.pad(mask, 1)
    n_edges = sum(int((padded != np.roll(padded, 1, axis)).sum()) for axis in (0, 1))
    found = outlines(mask.astype(np.uint8)).get(1, np.zeros((0, 4), int))
    assert int(np.abs(found[:, 2:] - found[:, :2]).sum()) == n_edges


def test_regions_below_their_minimum_are_dropped_by_class():
    drawn = class_map("11..2", "....2", "1...2", ".....")
    kept = without_small_regions(drawn, (0, 3, 3))
    assert kept.tolist() == class_map("....2", "....2", "....2", ".....").tolist()
    assert without_small_regions(drawn, (0, 2, 4)).tolist() == class_map("11...", ".....", ".....", ".....").tolist()
    assert without_small_regions(drawn, (0, 1, 1)).tolist() == drawn.tolist()
    assert drawn[2, 0] == 1, "the map it was given changed"


def test_a_diagonal_is_one_region():
    drawn = np.eye(5, dtype=np.uint8)
    assert without_small_regions(drawn, (0, 5)).sum() == 5
    assert without_small_regions(drawn, (0, 6)).sum() == 0


def test_neighbours_of_two_classes_are_two_regions():
    assert without_small_regions(class_map("12"), (0, 2, 2)).sum() == 0


ORANGE = DefectClass.with_default_look(1, "inclusion")


def test_a_painted_defect_is_filled_and_outlined_and_the_rest_is_as_captured():
    pixels = np.full((9, 9), 100, np.uint8)
    drawn = np.zeros((9, 9), np.uint8)
    drawn[2:7, 2:7] = 1
    picture = painted(pixels, 8, drawn, [ORANGE], opacity=0.5)
    assert picture.shape == (9, 9, 3)
    assert picture[4, 4].tolist() == [165, 129, 50]  # half of (230, 159, 0), half of 100
    assert picture[2, 2].tolist() == picture[6, 4].tolist() == [230, 159, 0]
    outside = drawn == 0
    assert (picture[outside] == 100).all()
    assert (pixels == 100).all()


def test_colour_frames_are_painted_without_changing_them():
    pixels = np.full((5, 5, 3), (10, 20, 30), np.uint8)
    drawn = np.zeros((5, 5), np.uint8)
    drawn[2, 2] = 1
    picture = painted(pixels, 8, drawn, [ORANGE])
    assert picture[2, 2].tolist() == [230, 159, 0]
    assert picture[0, 0].tolist() == [10, 20, 30]
    assert (pixels == (10, 20, 30)).all()


def test_colours_are_read_from_their_hexadecimal_form():
    assert rgb_of("#E69F00") == (230, 159, 0)
