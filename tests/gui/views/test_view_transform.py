"""Where a frame lies in its pane."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.views.canvas.view_transform import DEFAULT_MAX_ZOOM, ViewTransform

SIZES = st.tuples(st.integers(50, 3000), st.integers(50, 3000))


def fitted(view: tuple[int, int], picture: tuple[int, int]) -> ViewTransform:
    made = ViewTransform(view, picture)
    made.refit()
    return made


def test_a_wide_picture_fits_by_its_width_and_lies_in_the_middle():
    made = fitted((400, 300), (800, 200))
    assert (made.zoom, made.x, made.y) == (0.5, 0, 100)


def test_it_follows_the_view_until_it_is_zoomed():
    made = fitted((400, 300), (800, 200))
    made.pane = (800, 300)
    made.refit()
    assert made.zoom == 1
    made.zoom_about(400, 150, 2.0)
    made.pane = (400, 300)
    made.refit()
    assert (made.zoom, made.is_fitting) == (2, False)


def test_no_picture_and_no_view_are_no_error():
    made = fitted((0, 0), (10, 10))
    assert made.zoom == 1
    assert fitted((400, 300), (0, 0)).fit_zoom == 1


@given(SIZES, SIZES, st.floats(0, 1), st.floats(0, 1), st.floats(0.01, 100))
def test_it_stays_within_bounds_and_leaves_no_edge_inside_the_view(
    view: tuple[int, int], picture: tuple[int, int], at_x: float, at_y: float, zoom: float
):
    made = fitted(view, picture)
    made.zoom_about(at_x * view[0], at_y * view[1], zoom)
    assert min(1.0, 0.5 * made.fit_zoom) <= made.zoom <= DEFAULT_MAX_ZOOM
    made.move(1e6 * at_x - 5e5, 1e6 * at_y - 5e5)
    for corner, side, room in ((made.x, picture[0], view[0]), (made.y, picture[1], view[1])):
        if side * made.zoom > room:
            assert corner <= 0
            assert corner + side * made.zoom >= room - 1e-6
        else:
            assert corner == pytest.approx((room - side * made.zoom) / 2, abs=0.5)


def test_what_lies_under_the_cursor_stays_there():
    made = fitted((400, 300), (4000, 3000))
    made.zoom_about(200, 150, 1.0)
    before = made.viewport.to_frame(120, 80)
    made.zoom_about(120, 80, 3.0)
    assert made.viewport.to_frame(120, 80) == pytest.approx(before, abs=0.5)
