"""Recall per box at a number of false alarms per frame, worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.boxes import FrameOutcome, Rectangle, Region, outcome_of, recall_at, regions_of, score_at


def test_overlap_as_worked_out_by_hand():
    assert Rectangle(0, 0, 4, 2).iou(Rectangle(2, 1, 4, 2)) == pytest.approx(2 / (8 + 8 - 2))
    assert Rectangle(0, 0, 4, 2).iou(Rectangle(4, 0, 4, 2)) == 0
    assert Rectangle(1, 1, 3, 3).iou(Rectangle(1, 1, 3, 3)) == 1


boxes = st.builds(Rectangle, *(st.integers(0, 20) for _ in range(2)), *(st.integers(1, 20) for _ in range(2)))


@given(boxes, boxes)
def test_overlap_is_the_same_both_ways_and_counts_pixels(a: Rectangle, b: Rectangle):
    masks = np.zeros((2, 40, 40), bool)
    for mask, box in zip(masks, (a, b), strict=True):
        mask[box.top : box.top + box.height, box.left : box.left + box.width] = True
    assert a.iou(b) == b.iou(a) == pytest.approx((masks[0] & masks[1]).sum() / (masks[0] | masks[1]).sum())


def test_regions_have_their_boxes_areas_scores_and_what_is_excused():
    is_defect, probability = np.zeros((10, 20), bool), np.zeros((10, 20), np.float32)
    is_defect[2:4, 3:6], probability[2:4, 3:6] = True, 0.5
    is_defect[8, 15], probability[8, 15] = True, 0.9
    first, second = regions_of(is_defect, probability, [Rectangle(3, 2, 1, 2)], gap_px=0, min_area_px=1)
    assert first == Region(Rectangle(3, 2, 3, 2), 6, 0.5, pytest.approx(2 / 6))
    assert second == Region(Rectangle(15, 8, 1, 1), 1, pytest.approx(0.9), 0.0)
    assert regions_of(is_defect, probability, [], gap_px=0, min_area_px=2) == [
        Region(Rectangle(3, 2, 3, 2), 6, 0.5, 0.0)
    ]


@pytest.mark.parametrize(("distance", "n_regions"), [(3, 1), (5, 1), (6, 2)])
def test_near_parts_are_one_region(distance: int, n_regions: int):
    is_defect = np.zeros((5, 20), bool)
    is_defect[2, [4, 4 + distance]] = True
    found = regions_of(is_defect, np.ones((5, 20), np.float32), [], gap_px=4, min_area_px=1)
    assert len(found) == n_regions
    assert sum(region.area_px for region in found) == 2


def region(left: int, score: float, excused: float = 0.0) -> Region:
    return Region(Rectangle(left, 0, 10, 10), 50, score, excused)


def test_a_frame_is_judged_box_by_box():
    found = outcome_of(
        [region(0, 0.4), region(1, 0.7), region(50, 0.9), region(70, 0.8, excused=0.6)],
        [("dent", Rectangle(0, 0, 10, 10)), ("crush", Rectangle(30, 0, 10, 10))],
        "run",
    )
    assert found.found_at[0] == 0.7
    assert math.isnan(found.found_at[1])
    assert found.false_alarms == (0.9,)


FRAMES = [
    FrameOutcome((0.9, 0.3), ("dent", "dent"), (0.8, 0.5), "a"),
    FrameOutcome((float("nan"),), ("crush",), (0.6,), "b"),
]


def test_recall_at_false_alarms_as_worked_out_by_hand():
    # False alarms by score: 0.8, 0.6, 0.5 on two frames. One per frame allows two: above 0.5.
    assert 0.5 < score_at(FRAMES, 1.0) < 0.501
    assert recall_at(FRAMES, score_at(FRAMES, 1.0)) == (1, 3)
    assert score_at(FRAMES, 0.1) > 0.8
    assert recall_at(FRAMES, score_at(FRAMES, 0.1)) == (1, 3)
    assert score_at(FRAMES, 1.5) == -math.inf
    assert recall_at(FRAMES, score_at(FRAMES, 1.5), "dent") == (2, 2)
    assert recall_at(FRAMES, -math.inf, "crush") == (0, 1)


@given(st.lists(st.lists(st.floats(0, 1), max_size=5), min_size=1, max_size=6), st.floats(0, 3))
def test_no_more_false_alarms_than_allowed_and_none_spared_in_vain(scores: list[list[float]], allowed: float):
    outcomes = [FrameOutcome((), (), tuple(s), "g") for s in scores]
    flat = [score for frame in scores for score in frame]
    threshold = score_at(outcomes, allowed)
    n_called = sum(score >= threshold for score in flat)
    assert n_called <= allowed * len(outcomes) + 1e-6
    lower = [score for score in flat if score < threshold]
    if lower:  # calling the next score too would be too many
        assert sum(score >= max(lower) for score in flat) > allowed * len(outcomes) - 1e-6
