"""Shapes, fills and margins against their definitions, pixel by pixel."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage

from inspector.annotation.mask_step import StepFacts, StepRecorder
from inspector.annotation.painted_tiles import PaintedTiles
from inspector.annotation.tools.fills import all_but_largest, holes_of, magic_wand, region_at, small_islands
from inspector.annotation.tools.margins import closed, grown, opened, shrunk, smoothed
from inspector.annotation.tools.painting import NOWHERE, Paint, Painter, Patch, Rect
from inspector.annotation.tools.shapes import ellipse, line, polygon, rectangle
from inspector.core.class_map import ClassMap
from inspector.core.polygons import Mask

H, W = 30, 40
EDGES = ndimage.generate_binary_structure(2, 1)
CORNERS = ndimage.generate_binary_structure(2, 2)


def on_frame(patch: Patch, height: int = H, width: int = W) -> Mask:
    class_map = np.zeros((height, width), np.uint8)
    Painter(class_map, StepRecorder(class_map)).put(patch, Paint(1))
    return class_map == 1


def centres() -> tuple[np.ndarray, np.ndarray]:
    rows, columns = np.mgrid[:H, :W] + 0.5
    return columns, rows


PLACE = st.tuples(st.integers(-20, 120).map(lambda n: n / 2), st.integers(-20, 100).map(lambda n: n / 2))


@given(PLACE, PLACE)
def test_a_rectangle_holds_the_centres_between_its_corners(a: tuple[float, float], b: tuple[float, float]):
    x, y = centres()
    inside = (x >= min(a[0], b[0])) & (x <= max(a[0], b[0])) & (y >= min(a[1], b[1])) & (y <= max(a[1], b[1]))
    assert (on_frame(rectangle(*a, *b)) == inside).all()


@given(PLACE, PLACE)
def test_an_ellipse_touches_the_sides(a: tuple[float, float], b: tuple[float, float]):
    x, y = centres()
    half = abs(a[0] - b[0]) / 2, abs(a[1] - b[1]) / 2
    found = on_frame(ellipse(*a, *b))
    if not all(half):
        assert not found.any()
        return
    value = ((x - (a[0] + b[0]) / 2) / half[0]) ** 2 + ((y - (a[1] + b[1]) / 2) / half[1]) ** 2
    assert (found == (value <= 1))[np.abs(value - 1) > 1e-9].all()


def test_a_polygon_is_even_odd_and_two_that_share_an_edge_share_no_pixel():
    bow = polygon([(2, 2), (12, 12), (12, 2), (2, 12)], H, W)
    assert on_frame(bow)[7, 3]
    assert not on_frame(bow)[3, 7]
    left, right = polygon([(0, 0), (10, 0), (20, 20), (0, 20)], H, W), polygon([(10, 0), (30, 0), (20, 20)], H, W)
    assert not (on_frame(left) & on_frame(right)).any()
    assert not on_frame(polygon([(1, 1), (5, 5)], H, W)).any()


@given(st.lists(PLACE, min_size=1, max_size=5), st.integers(1, 9))
def test_a_line_is_what_a_brush_of_its_width_paints(corners: list[tuple[float, float]], width: int):
    from inspector.annotation.tools.brush import BrushStroke

    class_map = np.zeros((H, W), np.uint8)
    stroke = BrushStroke(Painter(class_map, StepRecorder(class_map)), Paint(1), width)
    for x, y in corners:
        stroke.to(x, y)
    assert (on_frame(line(corners, width)) == (class_map == 1)).all()


MAPS = st.integers(0, 2**32 - 1).map(
    lambda seed: (
        (np.random.default_rng(seed).random((H, W)) < 0.45).astype(np.uint8)
        * np.random.default_rng(seed + 1).integers(1, 3, (H, W)).astype(np.uint8)
    )
)


@given(MAPS, st.integers(0, H - 1), st.integers(0, W - 1))
def test_bucket_and_instance_are_what_hangs_together(class_map: ClassMap, row: int, column: int):
    same = class_map == class_map[row, column]
    labels, _ = ndimage.label(same, EDGES)
    painted = class_map.copy()
    rect = Painter(painted, StepRecorder(painted)).flood(row, column, Paint(7))
    assert (painted == np.where(labels == labels[row, column], 7, class_map)).all()
    rows, columns = np.nonzero(painted == 7)
    assert rect == Rect(int(rows.min()), int(columns.min()), int(rows.max()) + 1, int(columns.max()) + 1)
    labels, _ = ndimage.label(same, CORNERS)
    expected = labels == labels[row, column] if class_map[row, column] else np.zeros_like(same)
    assert (on_frame(region_at(class_map, row, column, PaintedTiles.of(class_map))) == expected).all()


def test_a_bucket_can_be_taken_back_and_leaves_what_is_locked_or_already_so():
    class_map = np.zeros((600, 700), np.uint8)
    class_map[100:300, 80:400] = 1
    before = class_map.copy()
    recorder = StepRecorder(class_map)
    painter = Painter(class_map, recorder)
    for paint in (Paint(2, locked=frozenset({0})), Paint(0), Paint(2, only=frozenset({1}))):
        assert painter.flood(0, 0, paint) == NOWHERE
        assert (class_map == before).all()
    assert painter.flood(600, 0, Paint(2)) == NOWHERE  # beside the frame
    assert painter.flood(0, 0, Paint(2)) == Rect(0, 0, 600, 700)
    step = recorder.finish(StepFacts("bucket", "ada", ""))
    assert step is not None
    assert (class_map == np.where(before == 0, 2, before)).all()
    step.undo(class_map)
    assert (class_map == before).all()


@given(MAPS, st.integers(0, H - 1), st.integers(0, W - 1), st.sampled_from([None, 1, 3]))
def test_holes_are_what_the_instance_surrounds(class_map: ClassMap, row: int, column: int, max_px: int | None):
    instance = region_at(class_map, row, column, PaintedTiles.of(class_map))
    whole = on_frame(instance)
    filled = ndimage.binary_fill_holes(whole, EDGES) & ~whole
    if max_px is not None:
        labels, n = ndimage.label(filled, EDGES)
        sizes = ndimage.sum_labels(filled, labels, range(1, n + 1))
        filled = np.isin(labels, [at for at, size in enumerate(sizes, 1) if size <= max_px])
    if instance.mask.size:
        assert (on_frame(holes_of(instance, max_px)) == filled).all()


@given(MAPS, st.integers(0, 12))
def test_small_islands_and_all_but_the_largest(class_map: ClassMap, min_px: int):
    labels, n = ndimage.label(class_map == 1, CORNERS)
    sizes = ndimage.sum_labels(class_map == 1, labels, range(1, n + 1))
    small, n_small = small_islands(class_map, 1, min_px)
    assert (on_frame(small) == np.isin(labels, [at for at, size in enumerate(sizes, 1) if size < min_px])).all()
    assert n_small == sum(size < min_px for size in sizes)
    others, n_others = all_but_largest(class_map, 1)
    assert n_others == max(n - 1, 0)
    kept = (class_map == 1) & ~on_frame(others)
    assert kept.sum() == (max(sizes) if n else 0)


def test_the_wand_takes_what_is_alike_and_hangs_together_within_its_window():
    pixels = np.zeros((H, W), np.uint16)
    pixels[5:15, 5:30] = 1000
    pixels[8, 8:12] = 1040
    pixels[20:25, 5:30] = 1000
    assert on_frame(magic_wand(pixels, 6, 6, 30, Rect(0, 0, H, W))).sum() == 250 - 4
    assert on_frame(magic_wand(pixels, 6, 6, 40, Rect(0, 0, H, W))).sum() == 250
    assert on_frame(magic_wand(pixels, 6, 6, 40, Rect(5, 0, 10, 20))).sum() == 5 * 15
    assert not on_frame(magic_wand(pixels, 6, 39, 40, Rect(0, 0, 10, 20))).any()
    colours = np.dstack([pixels, pixels, pixels])
    assert on_frame(magic_wand(colours, 6, 6, 40, Rect(0, 0, H, W))).sum() == 250


def blob() -> Patch:
    mask = np.zeros((20, 20), np.bool_)
    mask[5:15, 5:15] = True
    mask[9, 15:20] = True  # a hair
    mask[10, 10] = False  # a pinhole
    return Patch(4, 6, mask)


def test_margins_are_distances_between_centres_in_millimetres():
    one = Patch(10, 10, np.ones((1, 1), np.bool_))
    assert on_frame(grown(one, 2.0)).sum() == 13  # a disc of radius 2
    along_is_coarse = on_frame(grown(one, 2.0, (2.0, 0.5)))
    rows, columns = np.nonzero(along_is_coarse)
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (9, 11, 6, 14)
    assert not on_frame(shrunk(one, 1.0)).any()


def test_opening_takes_the_hair_closing_fills_the_pinhole_and_neither_moves_the_rest():
    whole = on_frame(blob())
    without_hair = on_frame(opened(blob(), 1.0))
    assert not without_hair[13, 22:26].any()
    assert (without_hair <= whole).all()
    filled = on_frame(closed(blob(), 1.0))
    assert filled[14, 16]
    assert (filled >= whole).all()
    assert on_frame(smoothed(blob(), 1.0))[14, 16]


@settings(max_examples=30)
@given(MAPS, st.floats(0.5, 4.0))
def test_shrinking_what_was_grown_holds_all_of_it(class_map: ClassMap, by: float):
    patch = Patch(0, 0, class_map == 1)
    assert (on_frame(closed(patch, by)) >= (class_map == 1)).all()
    assert (on_frame(opened(patch, by)) <= (class_map == 1)).all()


@pytest.mark.parametrize("place", [(-100, -100), (100, 3), (3, 100)])
def test_a_patch_beside_the_frame_does_nothing(place: tuple[int, int]):
    assert not on_frame(Patch(*place, np.ones((5, 5), np.bool_))).any()
