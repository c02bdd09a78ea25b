"""Regions and sizes: hand-computed cases, properties, and agreement with scikit-image."""

from __future__ import annotations

import math

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from skimage.measure import label, regionprops_table

from inspector.core.calibration import Calibration
from inspector.core.class_map import ClassMap
from inspector.core.classes import IGNORE_INDEX
from inspector.core.defect import Box, Region, Size
from inspector.measuring.regions import find_regions, hull_of
from inspector.measuring.sizes import measure, measure_all, to_mm

ONE_EACH = (0, 1, 1, 1)

quick = settings(deadline=None, max_examples=60)  # the machine is shared: a slow example is no fault

masks = st.tuples(st.integers(1, 9), st.integers(1, 9)).flatmap(
    lambda shape: arrays(np.uint8, shape, elements=st.integers(0, 1))
)
class_maps = st.tuples(st.integers(1, 10), st.integers(1, 10)).flatmap(
    lambda shape: arrays(np.uint8, shape, elements=st.sampled_from([0, 0, 1, 1, 2, 3, IGNORE_INDEX]))
)


def regions_of(class_map: ClassMap, min_area_px: tuple[int, ...] = ONE_EACH, **options: bool) -> list[Region]:
    return find_regions(class_map, np.ones(class_map.shape, np.float32), min_area_px=min_area_px, **options)


def size_of(mask: npt.NDArray[np.generic], calibration: Calibration | None = None) -> Size:
    """Size of all pixels of a mask together, whether they touch or not."""
    corners = corners_of(mask)
    return measure(hull_of(corners), int(np.count_nonzero(mask)), calibration)


def corners_of(mask: npt.NDArray[np.generic]) -> npt.NDArray[np.int64]:
    y, x = np.nonzero(mask)
    return np.concatenate([np.stack([x + dx, y + dy], axis=1) for dx in (0, 1) for dy in (0, 1)])


def values_of(size: Size) -> list[float]:
    return [math.nan if value is None else value for value in map(size.__getattribute__, Size.__slots__)]


def rectangle(height: int, width: int) -> ClassMap:
    return np.ones((height, width), np.uint8)


# Sizes computed by hand


def test_a_one_pixel_speck_is_one_pixel_long():
    assert size_of(rectangle(1, 1)) == Size(
        area=1,
        length=1,
        width=1,
        feret_max=pytest.approx(math.sqrt(2)),
        feret_min=pytest.approx(1),
        iso8785_length=pytest.approx(math.sqrt(2)),
        iso8785_width=pytest.approx(math.sqrt(2)),  # perpendicular to one diagonal lies the other
        orientation_deg=None,  # two diagonals, both as long
    )


def test_diagonal_scratch_keeps_its_length():
    size = size_of(np.eye(30, dtype=np.uint8), Calibration(0.1, 0.1))
    assert size.feret_max == pytest.approx(3.0 * math.sqrt(2))
    assert size.feret_min == pytest.approx(0.1 * math.sqrt(2))  # between the lines x - y = 1 and -1
    assert size.iso8785_width == pytest.approx(0.1 * math.sqrt(2))
    assert size.length == pytest.approx(3.0)
    assert size.width == pytest.approx(3.0)
    assert size.area == pytest.approx(0.30)  # 30 pixels, not the rectangle
    assert size.orientation_deg == pytest.approx(45)


def test_rectangle_of_3_by_40_along_travel():
    size = size_of(rectangle(40, 3))
    diagonal = math.hypot(3, 40)
    assert (size.area, size.length, size.width) == (120, 40, 3)
    assert size.feret_max == pytest.approx(diagonal)
    assert size.feret_min == pytest.approx(3)
    # Both other corners lie on either side of the diagonal, each at twice the triangle's area / diagonal.
    assert size.iso8785_width == pytest.approx(2 * 3 * 40 / diagonal)
    assert size.orientation_deg == pytest.approx(math.degrees(math.atan2(3, 40)))  # of ±4.3°, the positive


def test_feret_min_and_iso_width_of_an_l_shape_differ():
    shape = np.zeros((4, 4), np.uint8)
    shape[:, 0] = shape[3, :] = 1  # hull: (0,0) (1,0) (4,3) (4,4) (0,4)
    size = size_of(shape)
    assert (size.area, size.length, size.width) == (7, 4, 4)
    assert size.feret_max == pytest.approx(4 * math.sqrt(2))  # (0,0) to (4,4)
    # Edge (1,0)-(4,3) lies on x - y = 1; the corner (0,4) is farthest from it.
    assert size.feret_min == pytest.approx(5 / math.sqrt(2))
    # Across the axis x = y: from x - y = 1 to (0,4).
    assert size.iso8785_width == pytest.approx(5 / math.sqrt(2))
    assert size.orientation_deg == pytest.approx(45)


def test_feret_min_is_not_the_iso_width_of_a_triangle():
    triangle = np.array([[0.0, 0.0], [4.0, 0.0], [0.0, 3.0]])
    size = measure(triangle, 6.0)
    assert size.feret_max == pytest.approx(5)
    assert size.feret_min == pytest.approx(2.4)  # the height over the longest side
    assert size.iso8785_width == pytest.approx(2.4)
    kite = np.array([[0.0, 0.0], [3.0, 1.0], [10.0, 0.0], [3.0, -1.0]])
    size = measure(kite, 10.0)
    assert size.iso8785_width == pytest.approx(2)  # across the long axis
    # Edge (3,1)-(10,0) to the corner (3,-1): 7 * 2 / sqrt(50).
    assert size.feret_min == pytest.approx(14 / math.sqrt(50))
    assert size.feret_min < size.iso8785_width


@pytest.mark.parametrize(
    ("axis", "degrees"),
    [((0, 9), 0), ((9, 0), 90), ((-9, 0), 90), ((5, 5), 45), ((-5, 5), -45), ((5, -5), -45)],
)
def test_orientation_is_positive_where_the_axis_goes_right_along_travel(axis, degrees):
    hull = np.array([[0.0, 0.0], axis])
    assert measure(hull, 1.0).orientation_deg == pytest.approx(degrees)


def test_a_round_defect_has_no_orientation():
    y, x = np.mgrid[-20:21, -20:21]
    assert size_of(x**2 + y**2 <= 18**2).orientation_deg is None
    assert size_of(x**2 + (y / 1.5) ** 2 <= 12**2).orientation_deg == pytest.approx(0, abs=6)


@pytest.mark.parametrize(("height", "width", "is_clear"), [(1, 1, False), (2, 1, False), (3, 1, True), (9, 7, False)])
def test_equal_diagonals_more_than_45_degrees_apart_are_no_orientation(height, width, is_clear):
    assert (size_of(rectangle(height, width)).orientation_deg is not None) == is_clear
    assert (size_of(rectangle(width, height)).orientation_deg is not None) == is_clear


def test_the_outline_is_scaled_before_it_is_measured():
    """In pixels the Feret axis of this cross runs across, in mm along: scaling the pixel Feret is wrong."""
    cross = np.zeros((11, 21), np.uint8)
    cross[5, :] = cross[:, 10] = 1
    in_px, in_mm = size_of(cross), size_of(cross, Calibration(mm_per_px_across=0.1, mm_per_px_along=1.0))
    assert in_px.feret_max == pytest.approx(math.hypot(21, 1))
    assert in_mm.feret_max == pytest.approx(math.hypot(0.1, 11))  # neither 0.1 nor 1.0 times 21.02
    assert in_mm.area == pytest.approx(31 * 0.1)
    assert (in_mm.length, in_mm.width) == (pytest.approx(11), pytest.approx(2.1))
    assert abs(in_px.orientation_deg) == pytest.approx(math.degrees(math.atan2(21, 1)))
    assert abs(in_mm.orientation_deg) == pytest.approx(math.degrees(math.atan2(0.1, 11)))


def test_a_diagonal_turns_when_scales_differ():
    size = size_of(np.eye(30, dtype=np.uint8), Calibration(mm_per_px_across=0.1, mm_per_px_along=0.2))
    assert size.feret_max == pytest.approx(math.hypot(3, 6))
    assert size.orientation_deg == pytest.approx(math.degrees(math.atan2(3, 6)))


def test_kilometres_along_the_piece_cost_no_digits():
    hull = regions_of(np.eye(30, dtype=np.uint8))[0].hull_px
    far_off = hull + np.array([0, 10_000_000])
    calibration = Calibration(0.13, 0.57)
    assert measure(far_off, 30, calibration) == measure(hull, 30, calibration)


def test_an_empty_outline_is_refused():
    with pytest.raises(ValueError, match="without an outline"):
        measure(np.empty((0, 2)), 0)
    with pytest.raises(ValueError, match="1 hulls and 2 areas"):
        measure_all([np.zeros((1, 2))], [1, 2])
    assert measure_all([], []) == []


# Sizes, by property


@quick
@given(masks.filter(np.any))
def test_turning_a_defect_swaps_length_and_width_only(mask):
    size, turned = size_of(mask), size_of(np.rot90(mask))
    assert (turned.length, turned.width, turned.area) == (size.width, size.length, size.area)
    for name in ("feret_max", "feret_min", "iso8785_length", "iso8785_width"):
        assert getattr(turned, name) == pytest.approx(getattr(size, name))
    assert (turned.orientation_deg is None) == (size.orientation_deg is None)


@quick
@given(masks.filter(np.any), st.integers(0, 5), st.integers(0, 100_000_000))
def test_moving_a_defect_changes_nothing(mask, across, along):
    hull = hull_of(corners_of(mask))
    assert measure(hull + np.array([across, along]), 5.0, Calibration(0.3, 0.7)) == measure(
        hull, 5.0, Calibration(0.3, 0.7)
    )


@quick
@given(masks.filter(np.any))
def test_a_mirrored_defect_has_the_opposite_orientation(mask):
    size, mirrored = size_of(mask), size_of(mask[:, ::-1])
    np.testing.assert_allclose(values_of(mirrored)[:-1], values_of(size)[:-1])
    if size.orientation_deg is None:
        assert mirrored.orientation_deg is None
    elif n_longest_pairs(mask) == 1 and size.orientation_deg < 90:  # tied axes: the positive angle in both
        assert mirrored.orientation_deg == pytest.approx(-size.orientation_deg, abs=1e-9)


def n_longest_pairs(mask: npt.NDArray[np.generic]) -> int:
    points = np.unique(corners_of(mask), axis=0)
    squares = ((points[:, None] - points[None]) ** 2).sum(axis=2)
    return int(np.count_nonzero(squares == squares.max())) // 2


@quick
@given(masks.filter(np.any), st.sampled_from([None, Calibration(0.1, 0.1), Calibration(0.25, 1.5)]))
def test_calipers_agree_with_trying_every_pair_and_direction(mask, calibration):
    points = corners_of(mask).astype(np.float64)
    if calibration is not None:
        points = to_mm(points, calibration)
    size = size_of(mask, calibration)
    assert size.feret_max == pytest.approx(np.linalg.norm(points[:, None] - points[None], axis=2).max())
    angles = np.radians(np.arange(0, 180, 0.25))
    widths = np.ptp(points @ np.stack([np.cos(angles), np.sin(angles)]), axis=0)
    assert size.feret_min <= widths.min() + 1e-9
    assert size.feret_min >= widths.min() - size.feret_max * math.radians(0.25)
    assert size.feret_min - 1e-9 <= size.iso8785_width <= size.feret_max + 1e-9
    assert max(size.length, size.width) <= size.feret_max + 1e-9
    assert size.feret_min <= min(size.length, size.width) + 1e-9


@quick
@given(st.lists(masks.filter(np.any), min_size=1, max_size=12), st.sampled_from([None, Calibration(0.2, 0.9)]))
def test_measuring_many_equals_measuring_each(many, calibration):
    hulls, areas = [hull_of(corners_of(mask)) for mask in many], [int(mask.sum()) for mask in many]
    together = [values_of(size) for size in measure_all(hulls, areas, calibration)]
    alone = [values_of(measure(hull, area, calibration)) for hull, area in zip(hulls, areas, strict=True)]
    np.testing.assert_allclose(together, alone, rtol=1e-12)


@quick
@given(masks.filter(np.any), st.integers(0, 7))
def test_an_outline_may_run_either_way_and_start_anywhere(mask, shift):
    hull = hull_of(corners_of(mask))
    expected = values_of(measure(hull, 1.0))
    np.testing.assert_allclose(values_of(measure(np.roll(hull, shift, axis=0), 1.0)), expected, rtol=1e-12)
    np.testing.assert_allclose(values_of(measure(hull[::-1], 1.0)), expected, rtol=1e-12)


# Regions


def test_regions_carry_box_area_score_and_borders():
    class_map = np.array(
        [
            [1, 1, 0, 2, 0],
            [0, 0, 1, 0, 0],
            [0, 0, 0, 0, 0],
            [2, 255, 2, 0, 2],
        ],
        np.uint8,
    )
    probability = np.linspace(0, 0.95, 20, dtype=np.float32).reshape(4, 5)
    regions = find_regions(class_map, probability, min_area_px=(0, 1, 1))
    assert [(r.class_index, r.area_px, r.box) for r in regions] == [
        (1, 3, Box(0, 0, 3, 2)),
        (2, 1, Box(3, 0, 1, 1)),
        (2, 1, Box(0, 3, 1, 1)),
        (2, 1, Box(2, 3, 1, 1)),
        (2, 1, Box(4, 3, 1, 1)),
    ]
    assert regions[0].score == pytest.approx((0 + 0.05 + 0.35) / 3)
    assert [(r.touches_top, r.touches_bottom) for r in regions] == [(True, False)] * 2 + [(False, True)] * 3
    assert regions[0].top_runs.tolist() == [[0, 2]]
    assert regions[0].bottom_runs.tolist() == []
    assert regions[4].bottom_runs.tolist() == [[4, 5]]
    assert {tuple(point) for point in regions[0].hull_px} == {(0, 0), (2, 0), (3, 1), (3, 2), (2, 2), (0, 1)}


def test_small_regions_are_left_out_unless_they_may_go_on_in_the_next_frame():
    class_map = np.zeros((9, 9), np.uint8)
    class_map[0, 0] = class_map[4, 4] = class_map[8, 8] = 1
    class_map[6, 1:5] = 1
    assert [r.area_px for r in regions_of(class_map, (0, 2))] == [4]
    kept = regions_of(class_map, (0, 2), keep_border=True)
    assert [(r.area_px, r.box.y) for r in kept] == [(1, 0), (4, 6), (1, 8)]


def test_regions_come_by_class_then_top_then_left():
    class_map = np.zeros((6, 9), np.uint8)
    class_map[0, 0] = 2
    class_map[5, 0] = class_map[2, 8] = class_map[2, 2] = 1
    assert [(r.class_index, r.box.y, r.box.x) for r in regions_of(class_map)] == [
        (1, 2, 2),
        (1, 2, 8),
        (1, 5, 0),
        (2, 0, 0),
    ]


def test_an_empty_map_has_no_regions():
    assert regions_of(np.zeros((5, 7), np.uint8)) == []
    assert regions_of(np.full((5, 7), IGNORE_INDEX, np.uint8)) == []


def test_a_class_without_a_minimum_is_refused():
    with pytest.raises(ValueError, match="class 3 has no minimum area"):
        regions_of(np.full((2, 2), 3, np.uint8), (0, 1))
    with pytest.raises(ValueError, match="differ"):
        find_regions(np.zeros((2, 3), np.uint8), np.zeros((3, 2), np.float32), min_area_px=ONE_EACH)


@quick
@given(masks.filter(np.any))
def test_the_hull_is_that_of_all_pixel_corners(mask):
    for region, pixels in zip(regions_of(mask), flood_filled(mask, 1), strict=True):
        expected = hull_by_hand([(x + dx, y + dy) for y, x in pixels for dx in (0, 1) for dy in (0, 1)])
        assert {tuple(point) for point in region.hull_px.tolist()} == expected
        assert len(region.hull_px) == len(expected)


def hull_by_hand(points: list[tuple[int, int]]) -> set[tuple[int, int]]:
    """Andrew's monotone chain, in whole numbers."""
    corners: set[tuple[int, int]] = set()
    for ordered in (sorted(set(points)), sorted(set(points), reverse=True)):
        chain: list[tuple[int, int]] = []
        for x, y in ordered:
            while len(chain) > 1:
                (ax, ay), (bx, by) = chain[-2:]
                if (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0:
                    break
                chain.pop()
            chain.append((x, y))
        corners.update(chain)
    return corners


def flood_filled(class_map: ClassMap, class_index: int) -> list[list[tuple[int, int]]]:
    """Pixels (row, column) of each 8-connected region, ordered as regions are; slow and obvious."""
    left = set(zip(*(axis.tolist() for axis in np.nonzero(class_map == class_index)), strict=True))
    found = []
    while left:
        todo, pixels = [left.pop()], []
        while todo:
            y, x = todo.pop()
            pixels.append((y, x))
            near = {(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)} & left
            left -= near
            todo += near
        found.append(sorted(pixels))
    return sorted(found, key=lambda pixels: (pixels[0][0], min(x for _, x in pixels), pixels[0]))


@quick
@given(class_maps, st.integers(1, 6))
def test_regions_are_those_of_a_flood_fill(class_map, min_area_px):
    probability = np.random.default_rng(0).random(class_map.shape, np.float32)
    minima = (0, 1, min_area_px, min_area_px)
    expected = []
    for class_index in (1, 2, 3):
        for pixels in flood_filled(class_map, class_index):
            if len(pixels) >= minima[class_index]:
                rows, columns = [y for y, _ in pixels], [x for _, x in pixels]
                box = Box(min(columns), min(rows), max(columns) - min(columns) + 1, max(rows) - min(rows) + 1)
                score = sum(float(probability[pixel]) for pixel in pixels) / len(pixels)
                expected.append((class_index, len(pixels), pytest.approx(score), box))
    found = find_regions(class_map, probability, min_area_px=minima)
    assert [(r.class_index, r.area_px, r.score, r.box) for r in found] == expected


@quick
@given(class_maps)
def test_border_runs_are_the_pixels_of_the_first_and_last_row(class_map):
    for row, name, touches in ((0, "top_runs", "touches_top"), (-1, "bottom_runs", "touches_bottom")):
        painted = np.zeros(class_map.shape[1], np.uint8)
        for region in regions_of(class_map):
            assert getattr(region, touches) == bool(len(getattr(region, name)))
            for start, end in getattr(region, name):
                painted[start:end] = region.class_index
        np.testing.assert_array_equal(painted, np.where(class_map[row] == IGNORE_INDEX, 0, class_map[row]))


def blobs() -> tuple[ClassMap, npt.NDArray[np.float32]]:
    """Smooth random regions of three classes on 300 x 200 pixels."""
    rng = np.random.default_rng(4)
    fields = [cv2.GaussianBlur(rng.standard_normal((300, 200)), (0, 0), 4) for _ in range(4)]
    class_map = np.argmax(fields, axis=0).astype(np.uint8)
    return class_map, rng.random((300, 200), np.float32)


@pytest.mark.parametrize("class_index", [1, 2, 3])
def test_regions_agree_with_scikit_image_where_definitions_coincide(class_index):
    """Area, box, number of 8-connected regions and mean probability are defined alike.

    Feret max is not: scikit-image draws the hull as pixels and takes their outline half way between the
    centres of neighbours, (r ± 0.5, c) and (r, c ± 0.5). That cuts the corners, and adds where the drawn
    hull is larger; each end differs by less than a pixel's half diagonal.
    """
    class_map, probability = blobs()
    found = [r for r in find_regions(class_map, probability, min_area_px=ONE_EACH) if r.class_index == class_index]
    names = ("area", "bbox", "mean_intensity", "feret_diameter_max")
    table = regionprops_table(label(class_map == class_index, connectivity=2), probability, names)
    boxes = np.stack([table[f"bbox-{i}"] for i in range(4)], axis=1).tolist()
    ours = {(r.box.y, r.box.x, r.box.y + r.box.height, r.box.x + r.box.width, r.area_px): r for r in found}
    theirs = [(*box, area) for box, area in zip(boxes, table["area"].tolist(), strict=True)]
    assert len(found) == len(theirs) > 10
    assert sorted(ours) == sorted(theirs)
    in_order = [ours[key] for key in theirs]
    np.testing.assert_allclose([r.score for r in in_order], table["mean_intensity"], rtol=1e-5)
    sizes = measure_all([r.hull_px for r in in_order], [r.area_px for r in in_order])
    difference = np.array([size.feret_max for size in sizes]) - table["feret_diameter_max"]
    assert np.abs(difference).max() < math.sqrt(2)
