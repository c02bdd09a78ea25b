"""Boxes, ellipses and lines: the pixels whose centres lie in them, wherever they lie and however they are turned."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.core.polygons import rasterised
from inspector.datasets.formats.drawn_shapes import Part, box_ring, ellipse, thick_line, turned
from inspector.datasets.formats.reading import BrokenPair

HEIGHT, WIDTH = 9, 12
places = st.floats(-5, 17).map(lambda value: round(value, 1))
lengths = st.floats(0.3, 9).map(lambda value: round(value, 1))
angles = st.sampled_from([0.0, 15.0, 90.0, 123.4, 180.0, -30.0, 359.0])


def whole(part: Part | None) -> np.ndarray:
    mask = np.zeros((HEIGHT, WIDTH), np.bool_)
    if part is not None:
        top, left, found = part
        mask[top : top + found.shape[0], left : left + found.shape[1]] = found
    return mask


def centres() -> tuple[np.ndarray, np.ndarray]:
    return np.arange(WIDTH) + 0.5, (np.arange(HEIGHT) + 0.5)[:, None]


@given(cx=places, cy=places, rx=lengths, ry=lengths, degrees=angles)
def test_an_ellipse_is_where_its_equation_says(cx: float, cy: float, rx: float, ry: float, degrees: float):
    x, y = centres()
    turn = -math.radians(degrees)  # the centre of a pixel is turned back, then the axes are upright
    dx, dy = x - cx, y - cy
    along, across = dx * math.cos(turn) - dy * math.sin(turn), dx * math.sin(turn) + dy * math.cos(turn)
    value = (along / rx) ** 2 + (across / ry) ** 2
    found = whole(ellipse(cx, cy, rx, ry, degrees, HEIGHT, WIDTH))
    is_plain = np.abs(value - 1) > 1e-9  # right on the rim rounding decides
    assert (found == (value <= 1))[is_plain].all()


@given(left=places, top=places, width=lengths, height=lengths, degrees=angles)
def test_a_turned_box_is_where_the_upright_one_is_turned_back(
    left: float, top: float, width: float, height: float, degrees: float
):
    cx, cy = left + width / 2, top + height / 2
    ring = turned(box_ring(left, top, left + width, top + height), degrees, cx, cy)
    x, y = centres()
    turn = -math.radians(degrees)
    dx, dy = x - cx, y - cy
    along, across = dx * math.cos(turn) - dy * math.sin(turn), dx * math.sin(turn) + dy * math.cos(turn)
    inside = np.minimum(width / 2 - np.abs(along), height / 2 - np.abs(across))
    found = whole(rasterised([ring], HEIGHT, WIDTH))
    assert (found == (inside > 0))[np.abs(inside) > 1e-9].all()


@given(points=st.lists(st.tuples(places, places), min_size=1, max_size=5), width=st.floats(1, 6))
def test_a_line_is_what_lies_no_further_from_it_than_half_its_width(points: list[tuple[float, float]], width: float):
    x, y = centres()
    distance = np.full((HEIGHT, WIDTH), np.inf)
    for (x0, y0), (x1, y1) in zip(points, points[1:] or points, strict=False):
        for share in np.linspace(0, 1, 401):  # so close that no centre is more than 0.03 px off
            distance = np.minimum(distance, np.hypot(x - x0 - share * (x1 - x0), y - y0 - share * (y1 - y0)))
    found = whole(thick_line(np.array(points), width, HEIGHT, WIDTH))
    is_plain = np.abs(distance - width / 2) > 0.05
    assert (found == (distance <= width / 2))[is_plain].all()


def test_a_quarter_turn_is_clockwise_and_a_whole_one_moves_nothing():
    ring = box_ring(0, 0, 4, 2)
    assert turned(ring, 90, 0, 0) == pytest.approx(np.array([[0, 0], [0, 4], [-2, 4], [-2, 0]]))
    assert (turned(ring, 720, 7, 7) == ring).all()


def test_nothing_is_found_outside_of_the_frame_or_without_an_extent():
    assert ellipse(-9, -9, 2, 2, 0, HEIGHT, WIDTH) is None
    assert ellipse(4, 4, 0, 2, 0, HEIGHT, WIDTH) is None
    assert ellipse(4, 4, 0.2, 0.2, 0, HEIGHT, WIDTH) is None  # between four centres
    assert thick_line(np.array([(-9.0, 3), (-5, 3)]), 2, HEIGHT, WIDTH) is None


def test_senseless_numbers_and_endless_lines_are_refused():
    with pytest.raises(BrokenPair, match="no sensible numbers"):
        ellipse(1e9, 4, 2, 2, 0, HEIGHT, WIDTH)
    with pytest.raises(BrokenPair, match="no sensible numbers"):
        thick_line(np.array([(0.0, np.inf)]), 2, HEIGHT, WIDTH)
    there_and_back = np.array([(0.0, 0.0), (4096.0, 4096.0)] * 4000)
    with pytest.raises(BrokenPair, match="to and fro"):
        thick_line(there_and_back, 2, 4096, 4096)
