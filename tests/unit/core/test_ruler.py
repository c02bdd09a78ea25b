from __future__ import annotations

import numpy as np
import pytest

from inspector.core.ruler import grey_profile, read_ruler


def test_a_ruler_of_3_by_4_px_is_5_px_long():
    reading = read_ruler((10, 10), (13, 14), None)
    assert (reading.length, reading.across, reading.along, reading.unit) == (5.0, 3.0, 4.0, "px")
    assert reading.angle_deg == pytest.approx(36.87, abs=0.01)  # to the travel


def test_in_mm_each_direction_has_its_own_scale():
    reading = read_ruler((0, 0), (-30, 20), (0.1, 0.2))  # 3 mm across, 4 mm along
    assert (reading.length, reading.across, reading.along, reading.unit) == pytest.approx((5, 3, 4, "mm"))


@pytest.mark.parametrize(("end", "angle"), [((0, 5), 0), ((0, -5), 0), ((7, 0), 90), ((0, 0), 0), ((4, -4), 45)])
def test_0_degrees_lie_along_and_90_across(end: tuple[float, float], angle: float):
    assert read_ruler((0, 0), end, None).angle_deg == pytest.approx(angle)


def test_the_profile_of_a_slope_is_the_slope():
    values = np.tile(np.arange(100, dtype=np.uint8), (20, 1))
    profile = grey_profile(values, (10.5, 5), (60.5, 5), None)
    assert profile.distance[[0, -1]] == pytest.approx([0, 50])
    assert profile.grey == pytest.approx(profile.distance + 10)  # the value of a pixel is that of its middle


def test_the_profile_has_the_values_as_captured_of_any_depth_and_the_mean_of_colours():
    values = np.full((20, 20), 3001, np.uint16)
    assert grey_profile(values, (2, 2), (17, 9), (0.5, 0.5)).grey == pytest.approx(3001)
    colour = np.dstack([np.full((20, 20), one, np.uint8) for one in (10, 20, 60)])
    assert grey_profile(colour, (2, 2), (17, 9), None).grey == pytest.approx(30)


def test_what_lies_beside_the_frame_is_left_out():
    profile = grey_profile(np.full((10, 10), 7, np.uint8), (-10, 5), (20, 5), (2.0, 1.0))
    assert profile.unit == "mm"
    assert profile.distance[[0, -1]] == pytest.approx([20, 40])
    assert not len(grey_profile(np.zeros((10, 10), np.uint8), (-5, -5), (-2, -2), None).grey)
