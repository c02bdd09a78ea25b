"""How a frame is lit, turned and where its product lies: values computed by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.core.looking import (
    auto_window,
    product_columns,
    shown_picture,
    steady_product,
    turned_pixels,
)
from inspector.core.source_view import MAX_GAMMA, MIN_GAMMA, MIN_WINDOW, SourceView, dragged_window, stepped_gamma


def row(*values: int, dtype: type = np.uint8) -> np.ndarray:
    return np.array([values], dtype)


def test_as_captured_nothing_is_copied():
    pixels = row(0, 100, 255)
    assert shown_picture(pixels, 8, SourceView()).pixels is pixels


def test_the_window_spreads_its_values_over_black_to_white():
    view = SourceView(low=51 / 255, high=102 / 255)
    shown = shown_picture(row(0, 51, 76, 102, 255), 8, view)
    assert shown.pixels.tolist() == [[0, 0, 125, 255, 255]]  # (76 - 51) / 51 of 255
    assert shown.window == (view.low, view.high)


def test_of_a_deeper_frame_the_window_acts_on_the_bits_as_captured():
    """16 neighbouring values of 12 bits are one of 8; a narrow window tells them apart."""
    view = SourceView(low=1000 / 4095, high=1015 / 4095)
    shown = shown_picture(row(*range(1000, 1016), dtype=np.uint16), 12, view).pixels
    assert np.diff(shown[0].astype(int)).min() == 17
    assert (shown[0, 0], shown[0, -1]) == (0, 255)


def test_a_gamma_below_one_brightens_the_dark_parts_and_keeps_black_and_white():
    shown = shown_picture(row(0, 64, 255), 8, SourceView(gamma=0.5)).pixels
    assert shown.tolist() == [[0, round((64 / 255) ** 0.5 * 255), 255]]


def test_auto_lies_between_the_dark_and_the_bright_and_forgets_a_spark():
    pixels = np.tile(np.arange(50, 101, dtype=np.uint8), (102, 2))
    pixels[0, 0] = 255
    low, high = auto_window(pixels, 8)
    assert low == pytest.approx(50 / 255, abs=1 / 255)
    assert high == pytest.approx(100 / 255, abs=1 / 255)


def test_auto_looks_at_the_product_alone():
    pixels = np.zeros((64, 100), np.uint8)
    pixels[:, 40:60] = np.tile(np.arange(80, 100, dtype=np.uint8), (64, 1))
    assert shown_picture(pixels, 8, SourceView(is_auto=True), (40, 60)).window[0] > 75 / 255
    assert shown_picture(pixels, 8, SourceView(is_auto=True)).window[0] == pytest.approx(0, abs=0.01)


def test_an_even_picture_is_not_blown_up():
    low, high = auto_window(np.full((50, 50), 100, np.uint8), 8)
    assert high - low == pytest.approx(MIN_WINDOW)
    assert (low + high) / 2 == pytest.approx(100 / 255)


def test_local_contrast_spreads_a_flat_part_and_keeps_the_size_and_the_colours():
    rng = np.random.default_rng(3)
    grey = rng.integers(100, 110, (256, 256)).astype(np.uint8)
    shown = shown_picture(grey, 8, SourceView(has_clahe=True)).pixels
    assert shown.std() > 2 * grey.std()
    colour = np.dstack([grey, grey // 2, grey // 4])
    shown = shown_picture(colour, 8, SourceView(has_clahe=True)).pixels
    assert shown.shape == colour.shape
    assert (shown[..., 0] >= shown[..., 2]).all()


def test_a_dragged_window_has_more_contrast_to_the_right_and_is_brighter_up():
    assert dragged_window(0.2, 0.6, 0, 0) == pytest.approx((0.2, 0.6))
    assert dragged_window(0.2, 0.6, 1 / 3, 0) == pytest.approx((0.3, 0.5))  # a third of the picture: half the width
    assert dragged_window(0.2, 0.6, 0, 0.25) == pytest.approx((0.1, 0.5))  # white comes at lower values


@given(
    st.floats(0, 1), st.floats(0.02, 1), st.floats(-5, 5), st.floats(-5, 5)
)  # fmt: skip
def test_however_far_it_is_dragged_a_window_stays_one(low: float, width: float, right: float, up: float):
    low, high = dragged_window(low, low + width, right, up)
    assert MIN_WINDOW * (1 - 1e-9) <= high - low <= 1 + 1e-9
    assert 0 <= (low + high) / 2 <= 1


def test_gamma_goes_in_steps_back_to_where_it_was_and_no_further_than_its_ends():
    gamma = stepped_gamma(stepped_gamma(1.0, 1), -1)
    assert gamma == 1.0
    assert stepped_gamma(1.0, 1) < 1
    assert stepped_gamma(1.0, 50) == MIN_GAMMA
    assert stepped_gamma(1.0, -50) == MAX_GAMMA


def test_the_look_and_the_turn_are_two_things():
    assert SourceView(quarter_turns=3, fits_product=True).is_as_captured
    assert not SourceView(gamma=0.8).is_as_captured
    lit = SourceView(low=0.1, is_auto=True, has_clahe=True, gamma=2, quarter_turns=1)
    assert lit.with_captured_look() == SourceView(quarter_turns=1)
    assert lit.turned(3).quarter_turns == 0
    assert lit.turned(-2).quarter_turns == 3


# The product


def rail(first: int = 870, end: int = 1280, grey: int = 60, ground: int = 2, n: int = 2048) -> np.ndarray:
    rng = np.random.default_rng(1)
    pixels = rng.integers(0, 3, (400, n)).astype(np.uint8) + ground
    pixels[:, first:end] = np.clip(rng.normal(grey, 20, (400, end - first)), 5, 255)
    return pixels.astype(np.uint8)


def test_a_rail_is_found_between_dark_sides():
    first, end = product_columns(rail(), 8) or (0, 0)
    assert abs(first - 870) <= 6
    assert abs(end - 1280) <= 6


def test_a_spark_beside_it_and_a_hole_in_it_move_no_edge():
    pixels = rail()
    pixels[100:120, 200:300] = 255
    pixels[200:330, 900:1200] = 0
    assert product_columns(pixels, 8) == product_columns(rail(), 8)


def test_a_dark_product_on_bright_ground_is_one_too():
    found = product_columns(255 - rail(grey=120, ground=0), 8)
    assert found is not None
    assert abs(found[0] - 870) <= 6


@pytest.mark.parametrize("pixels", [
    np.full((256, 1600), 90, np.uint8), rail(0, 2048), np.zeros((1, 1), np.uint8), np.zeros((5, 3, 3), np.uint8),
], ids=["even", "fills the frame", "one pixel", "colour"])  # fmt: skip
def test_where_there_is_no_product_apart_none_is_found(pixels: np.ndarray):
    assert product_columns(pixels, 8) is None


def test_a_deeper_frame_is_judged_by_its_own_full_scale():
    pixels = rail().astype(np.uint16) * 16
    found, of_8 = product_columns(pixels, 12), product_columns(rail(), 8)
    assert found == of_8
    assert product_columns(rail(grey=6, ground=0).astype(np.uint16), 16) is None  # a handful of 65,535


def test_the_product_stays_where_it_is_until_it_has_truly_moved():
    before = (800, 1200)
    assert steady_product(before, (820, 1190), 2048) == before
    assert steady_product(before, (900, 1300), 2048) == (900, 1300)
    assert steady_product(before, None, 2048) is None
    assert steady_product(None, before, 2048) == before
    assert steady_product(before, (0, 90), 100) == (0, 90)  # of a frame of another size


def test_turning_is_that_of_a_clock():
    pixels = np.array([[1, 2, 3], [4, 5, 6]], np.uint8)
    assert turned_pixels(pixels, 1).tolist() == [[4, 1], [5, 2], [6, 3]]
    assert turned_pixels(pixels, 2).tolist() == [[6, 5, 4], [3, 2, 1]]
    assert turned_pixels(pixels, 3).tolist() == [[3, 6], [2, 5], [1, 4]]
    assert turned_pixels(pixels, 0) is pixels
