"""Positions are computed by hand from screen = origin + zoom · frame."""

from __future__ import annotations

import numpy as np
import pytest

from inspector.core.classes import Hatch
from inspector.views.canvas.raster import (
    BAND,
    HALO,
    LIGHT_EDGE,
    IndexPicture,
    fill_boxes,
    fill_picture,
    outline_picture,
    slot_of,
)
from inspector.views.canvas.viewport import Viewport
from inspector.views.class_look import HATCHES, hatch_tile


def outline_of_one_pixel(x: int, y: int) -> np.ndarray:
    """The four borders of pixel (row y, column x)."""
    return np.array([[x, y, x + 1, y], [x, y + 1, x + 1, y + 1], [x, y, x, y + 1], [x + 1, y, x + 1, y + 1]], np.int32)


def whole(picture: IndexPicture) -> np.ndarray:
    """(400, 600): the picture where it lies in a pane of 600 × 400 px."""
    found = np.zeros((400, 600), np.uint8)
    height, width = picture.indices.shape
    found[picture.top : picture.top + height, picture.left : picture.left + width] = picture.indices
    return found


def fill_of(zoom: float, *, at: tuple[int, int] = (0, 0)) -> np.ndarray:
    """One pixel of class 1 at row 10, column 20, the frame's corner ``at`` x and y of the pane."""
    class_map = np.zeros((40, 60), np.uint8)
    class_map[10, 20] = 1
    viewport = Viewport(zoom, *at, 600, 400)
    return whole(fill_picture(class_map, {1: Hatch.VERTICAL}, viewport, viewport.visible(40, 60)))


def outlines_of(zoom: float, *, at: tuple[int, int] = (0, 0), halo: int = 0, light: int = 0) -> np.ndarray:
    """Borders of the same pixel."""
    viewport = Viewport(zoom, *at, 600, 400)
    return whole(
        outline_picture(
            {1: outline_of_one_pixel(20, 10)},
            viewport,
            viewport.visible(40, 60),
            thickness_px=2,
            halo_px=halo,
            light_px=light,
        )
    )


@pytest.mark.parametrize("zoom", [0.5, 1.0, 7.0])
def test_an_outline_is_two_screen_pixels_wide_at_any_zoom(zoom: float):
    picture = outlines_of(zoom)
    left, top = round(20 * zoom), round(10 * zoom)
    row = picture[top] if zoom < 3 else picture[top + 3]
    # the left border's two pixels lie on either side of the frame's pixel border
    assert row[left - 2] == 0
    assert list(row[left - 1 : left + 1]) == [1, 1]
    if zoom == 7:
        assert row[left + 1] == 0  # inside
        assert list(row[left + 6 : left + 8]) == [1, 1]
        assert row[left + 8] == 0


def test_the_edges_lie_one_pixel_each_round_the_border_on_either_side():
    row = outlines_of(9, halo=4, light=6)[94]
    assert list(row[176:185]) == [0, LIGHT_EDGE, HALO, 1, 1, HALO, LIGHT_EDGE, 0, 0]


def test_a_speck_that_sampling_would_lose_keeps_its_outline():
    assert not fill_of(0.3).any()
    assert (outlines_of(0.3) == 1).sum() >= 4


def test_an_area_covers_its_pixels_to_the_border_with_strokes_and_gaps():
    picture = fill_of(7)
    row = picture[73]
    assert list(np.flatnonzero(row)) == list(range(140, 147))
    # vertical hatch: strokes at columns 0 and 1 of every 8, counted from the frame's edge
    assert list(row[140:147]) == [1, 1, 1, 1, BAND + 1, BAND + 1, 1]
    assert list(np.flatnonzero(picture[:, 142])) == list(range(70, 77))


@pytest.mark.parametrize("dx", [1, 5, 8])
def test_the_hatch_lies_still_while_a_frame_larger_than_its_pane_moves(dx: int):
    """At zoom 20 the frame is 1200 px wide; the pixel lies at 400 - 300 = 100 to 120, and dx further left."""
    before, after = fill_of(20, at=(-300, -100))[110], fill_of(20, at=(-300 - dx, -100))[110]
    assert list(np.flatnonzero(before)) == list(range(100, 120))
    assert list(np.flatnonzero(after)) == list(range(100 - dx, 120 - dx))
    assert (before[100 : 120 - dx] == after[100 : 120 - dx]).all()
    strokes = np.flatnonzero(before == BAND + 1)
    assert list(strokes) == [104, 105, 112, 113]


def test_what_lies_out_of_view_makes_no_picture():
    viewport = Viewport(20, -900, 0, 600, 400)  # from column 45 on
    visible = viewport.visible(40, 60)
    class_map = np.zeros((40, 60), np.uint8)
    class_map[10, 20] = 1
    assert fill_picture(class_map, {}, viewport, visible).is_empty
    assert outline_picture({1: outline_of_one_pixel(20, 10)}, viewport, visible, thickness_px=2).is_empty
    assert outline_picture({}, viewport, visible, thickness_px=2).is_empty


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


def test_every_hatch_is_its_own():
    tile = hatch_tile()
    hatches = {((tile >> np.uint8(bit)) & 1).tobytes() for bit in range(8)}
    assert len(hatches) == len(HATCHES) == 8
