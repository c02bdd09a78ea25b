"""Places are computed by hand from screen = origin + zoom · frame."""

from __future__ import annotations

import numpy as np
import pytest

from inspector.core.classes import Hatch
from inspector.views.class_look import HATCHES, hatch_tile, mark
from inspector.views.raster import BAND, Sight, fill_boxes, index_picture, slot_of


def outline_of_one_pixel(x: int, y: int) -> np.ndarray:
    """The four borders of pixel (row y, column x)."""
    return np.array([[x, y, x + 1, y], [x, y + 1, x + 1, y + 1], [x, y, x, y + 1], [x + 1, y, x + 1, y + 1]], np.int32)


def picture_of(zoom: float, *, thickness: int = 2, on_top: int = 0, two_classes: bool = False) -> np.ndarray:
    class_map = np.zeros((40, 60), np.uint8)
    class_map[10, 20] = 1
    outlines = {1: outline_of_one_pixel(20, 10)}
    if two_classes:
        class_map[10, 21] = 2
        outlines[2] = outline_of_one_pixel(21, 10)
    sight = Sight(zoom, 0, 0, 600, 400)
    visible = sight.visible(40, 60)
    return index_picture(
        class_map, outlines, {1: Hatch.VERTICAL, 2: Hatch.DOTS}, sight, visible, thickness_px=thickness, on_top=on_top
    )


@pytest.mark.parametrize("zoom", [0.5, 1.0, 7.0])
def test_an_outline_is_two_screen_pixels_wide_at_any_zoom(zoom: float):
    picture = picture_of(zoom)
    left, top = round(20 * zoom), round(10 * zoom)
    row = picture[top] if zoom < 3 else picture[top + 3]
    # the left border's two pixels lie on either side of the frame's pixel border
    assert row[left - 2] != 2 * BAND + 1
    assert list(row[left - 1 : left + 1]) == [2 * BAND + 1] * 2
    if zoom == 7:
        assert row[left + 1] in (1, BAND + 1)  # inside: area or stroke of the hatch
        assert list(row[left + 6 : left + 8]) == [2 * BAND + 1] * 2
        assert row[left + 8] == 0


def test_a_speck_that_sampling_would_lose_keeps_its_outline():
    assert (picture_of(0.3) == 2 * BAND + 1).sum() >= 4


def test_the_outline_on_top_is_the_one_shown_alone():
    shared_x, y = 21 * 7, 10 * 7 + 3
    assert picture_of(7, two_classes=True, on_top=1)[y, shared_x] == 2 * BAND + 1
    assert picture_of(7, two_classes=True, on_top=2)[y, shared_x] == 2 * BAND + 2


def test_boxes_are_filled_to_the_pixel_and_cut_at_the_edge():
    rng = np.random.default_rng(5)
    for _ in range(50):
        low = rng.integers(-10, 40, (7, 2))
        high = low + rng.integers(0, 15, (7, 2))
        values = rng.integers(1, 200, 7).astype(np.uint8)
        picture, expected = np.zeros((30, 25), np.uint8), np.zeros((30, 25), bool)
        fill_boxes(picture, low, high, values)
        for (x0, y0), (x1, y1) in zip(low, high, strict=True):
            expected[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)] = True
        assert ((picture > 0) == expected).all()


def test_classes_past_the_band_come_round_again():
    assert [slot_of(index) for index in (1, 84, 85, 168)] == [1, 84, 1, 84]


def test_every_hatch_and_every_mark_is_its_own():
    tile = hatch_tile()
    hatches = {((tile >> np.uint8(bit)) & 1).tobytes() for bit in range(8)}
    assert len(hatches) == len({mark(hatch).tobytes() for hatch in HATCHES}) == 8
