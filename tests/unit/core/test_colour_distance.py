from __future__ import annotations

from itertools import combinations

import pytest

from inspector.core.classes import CLASS_COLOURS
from inspector.core.colour_distance import MIN_DISTANCE, Sight, distance, least_distance, too_near


def test_black_and_white_are_as_far_apart_as_lightness_goes():
    for sight in Sight:
        assert distance("#000000", "#FFFFFF", sight) == pytest.approx(100, abs=0.1)


def test_the_colours_of_the_program_are_told_apart_by_everybody():
    assert min(least_distance(*pair)[0] for pair in combinations(CLASS_COLOURS, 2)) > MIN_DISTANCE
    assert list(too_near(CLASS_COLOURS)) == []


def test_red_and_green_are_one_colour_to_some():
    assert distance("#FF0000", "#008000") > 100
    assert list(too_near(["#FF0000", "#000000", "#008000"])) == [(0, 2, Sight.NO_RED)]
