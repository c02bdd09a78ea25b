from __future__ import annotations

from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.core.defect import Box
from inspector.core.looking import turned_pixels
from inspector.core.quarter_turn import frame_point, turned_box, turned_point, turned_size
from inspector.core.source_view import QuarterTurns

TURNS = get_args(QuarterTurns)


@pytest.mark.parametrize("turns", TURNS)
def test_points_go_where_the_pixels_go(turns: QuarterTurns):
    pixels = np.arange(6 * 4, dtype=np.uint8).reshape(6, 4)  # 4 columns, 6 rows
    shown = turned_pixels(pixels, turns)
    assert shown.shape == turned_size((4, 6), turns)[::-1]
    for y in range(6):
        for x in range(4):
            at_x, at_y = turned_point(x + 0.5, y + 0.5, (4, 6), turns)
            assert shown[int(at_y), int(at_x)] == pixels[y, x]


@given(st.sampled_from(TURNS), st.floats(0, 100), st.floats(0, 50))
def test_there_and_back_is_the_same_point(turns: QuarterTurns, x: float, y: float):
    size = (100, 50)
    assert frame_point(*turned_point(x, y, size, turns), size, turns) == pytest.approx((x, y))


@pytest.mark.parametrize("turns", TURNS)
def test_a_box_covers_the_same_pixels(turns: QuarterTurns):
    pixels = np.zeros((60, 40), np.uint8)
    box = Box(5, 7, 11, 13)
    pixels[7:20, 5:16] = 1
    at = turned_box(box, (40, 60), turns)
    shown = turned_pixels(pixels, turns)
    assert shown[at.y : at.y + at.height, at.x : at.x + at.width].all()
    assert at.width * at.height == shown.sum()
