"""Recall per region at a number of false alarms per frame, worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.core.size_bands import SizeBands
from inspector.evaluation.detections import DetectionAccumulator
from inspector.evaluation.free_response import FreeResponse, Matching, Outcome

BOXES = Matching(by_boxes=True)
Spot = tuple[int, int, int, int]  # top, left, height, width


def drawn(*spots: tuple[Spot, int], shape: tuple[int, int] = (60, 80)) -> npt.NDArray[np.uint8]:
    plane = np.zeros(shape, np.uint8)
    for (top, left, height, width), value in spots:
        plane[top : top + height, left : left + width] = value
    return plane


def outcome(curve: FreeResponse, annotated: npt.NDArray[np.uint8], *called: tuple[Spot, float]) -> Outcome:
    """Of one frame; ``called``: where a defect is predicted, and how probable."""
    is_called, probability = np.zeros(annotated.shape, bool), np.zeros(annotated.shape, np.float32)
    for (top, left, height, width), score in called:
        where = (slice(top, top + height), slice(left, left + width))
        is_called[where], probability[where] = True, score
    curve.add("g", annotated, is_called, probability)
    return curve.outcomes[-1]


def test_a_region_is_found_at_the_score_from_which_a_tenth_of_it_is_covered():
    """100 px: the surest region covers 8 of them, the next one 4 more."""
    annotated = drawn(((10, 10, 10, 10), 1))
    found = outcome(FreeResponse(2), annotated, ((10, 10, 2, 4), 0.75), ((18, 10, 2, 2), 0.5), ((14, 14, 4, 4), 0.25))
    assert found.found_at.tolist() == [0.5]
    assert found.false_alarms.tolist() == []


def test_a_region_of_which_little_is_a_defect_is_a_false_alarm():
    """40 px of which 3 lie on the defect, which covers less than a tenth of it; of 30 px 3 are a tenth."""
    annotated = drawn(((10, 10, 10, 10), 1))
    curve = FreeResponse(2, min_called_px=4)
    large = outcome(curve, annotated, ((19, 17, 1, 40), 0.5))
    assert (large.false_alarms.tolist(), np.isnan(large.found_at).all()) == ([0.5], True)
    assert outcome(curve, annotated, ((19, 17, 1, 30), 0.5)).false_alarms.tolist() == []
    assert outcome(curve, annotated, ((40, 40, 1, 3), 0.5)).false_alarms.tolist() == []  # too small to be reported


def test_ignored_pixels_belong_to_no_region():
    annotated = drawn(((10, 10, 10, 10), 1), ((30, 30, 10, 10), 255))
    assert outcome(FreeResponse(2), annotated, ((30, 30, 10, 10), 0.5)).false_alarms.tolist() == []
    assert outcome(FreeResponse(2), annotated, ((30, 30, 11, 10), 0.5)).false_alarms.tolist() == [0.5]


def test_small_annotated_regions_are_left_out_and_others_known_by_class_and_size():
    annotated = drawn(((0, 0, 3, 5), 1), ((10, 0, 4, 4), 1), ((30, 0, 20, 20), 2))
    found = outcome(FreeResponse(3, bands=SizeBands((10.0,))), annotated)
    assert (found.class_index.tolist(), found.band.tolist()) == ([1, 2], [0, 1])


def test_by_boxes_a_region_that_fills_little_of_a_box_finds_it():
    """An outline of 1 px, and a line across a box: their boxes are those of what was drawn."""
    annotated = drawn(((10, 10, 20, 20), 1))
    along = outcome(FreeResponse(2, BOXES), annotated, ((10, 19, 20, 2), 0.5))
    assert along.found_at.tolist() == [0.5]  # 40 of 400 px: an IoU of 0.1
    thin = outcome(FreeResponse(2, BOXES), annotated, ((10, 19, 20, 1), 0.5))
    assert np.isnan(thin.found_at).all()
    assert thin.false_alarms.tolist() == []  # it lies in the box
    half = outcome(FreeResponse(2, BOXES), annotated, ((10, 30 - 4, 2, 10), 0.5))
    assert half.false_alarms.tolist() == [0.5]  # 8 of 20 px in the box, 8 / 412 of the boxes


@pytest.mark.parametrize(("distance", "n_regions"), [(3, 1), (5, 1), (6, 2)])
def test_near_parts_are_one_region(distance: int, n_regions: int):
    annotated = drawn()
    curve = FreeResponse(2, Matching(gap_px=4))
    found = outcome(curve, annotated, ((2, 4, 1, 1), 0.5), ((2, 4 + distance, 1, 1), 1.0))
    assert found.false_alarms.tolist() == ([0.75] if n_regions == 1 else [0.5, 1.0])


def of_frames(*frames: tuple[list[float], list[float], str]) -> FreeResponse:
    """(scores at which the regions are found, scores of false alarms, group) of each frame; all of class 1."""
    curve = FreeResponse(3)
    for found_at, false, group in frames:
        ones, zeros = np.ones(len(found_at), np.int64), np.zeros(len(found_at), np.int64)
        curve.outcomes.append(Outcome(group, ones, zeros, np.array(found_at), np.array(false)))
    return curve


FRAMES = of_frames(([0.9, 0.3], [0.8, 0.5], "a"), ([math.nan], [0.6], "b"))


def test_recall_at_false_alarms_as_worked_out_by_hand():
    # False alarms by score: 0.8, 0.6, 0.5 on two frames. One per frame allows two: above 0.5.
    assert 0.5 < FRAMES.score_at(1.0) < 0.501
    one, tenth, all_ = (FRAMES.at(FRAMES.score_at(alarms)) for alarms in (1.0, 0.1, 1.5))
    assert (one.n_found, one.n_regions, one.n_false_alarms) == (((0,), (1,), (0,)), ((0,), (3,), (0,)), 2)
    assert one.intervals["recall"].value == pytest.approx(1 / 3)
    assert one.intervals["false_alarms_per_frame"].value == 1.0
    assert (tenth.n_false_alarms, tenth.intervals["recall"].value) == (0, pytest.approx(1 / 3))
    assert all_.score == -math.inf
    assert (all_.n_false_alarms, all_.intervals["recall_1"].value) == (3, pytest.approx(2 / 3))
    assert "recall_2" not in all_.intervals  # none is annotated


def test_an_interval_is_over_groups_at_one_score():
    """Of two groups, one found and one not, a resample holds both, twice the one or twice the other."""
    found = of_frames(([0.9], [], "a"), ([0.2], [], "b")).at(0.5).intervals["recall"]
    assert (found.value, found.low, found.high, found.n_groups) == (0.5, 0.0, 1.0, 2)


@given(st.lists(st.lists(st.floats(0, 1), max_size=5), min_size=1, max_size=6), st.floats(0, 3))
def test_no_more_false_alarms_than_allowed_and_none_spared_in_vain(scores: list[list[float]], allowed: float):
    curve = of_frames(*(([], frame, "g") for frame in scores))
    flat = [score for frame in scores for score in frame]
    threshold = curve.score_at(allowed)
    n_called = sum(score >= threshold for score in flat)
    assert n_called <= allowed * len(scores) + 1e-6
    lower = [score for score in flat if score < threshold]
    if lower:  # calling the next score too would be too many
        assert sum(score >= max(lower) for score in flat) > allowed * len(scores) - 1e-6


@given(st.integers(0, 2**32 - 1))
def test_without_a_score_a_region_is_found_as_detections_say(seed: int):
    """One class on each side: both rules are the same, so they agree region by region."""
    rng = np.random.default_rng(seed)
    blobs = (np.kron(rng.random((2, 8, 8)) < 0.4, np.ones((5, 5))) > 0).astype(np.uint8)
    annotated, predicted = blobs
    annotated[:7][rng.random((7, 40)) < 0.2] = 255
    known = DetectionAccumulator(2, min_reported_px=(0, 1))
    known.add(annotated, predicted)
    curve = FreeResponse(2)
    curve.add("g", annotated, predicted > 0, rng.random(annotated.shape).astype(np.float32))
    point = curve.at(-math.inf, n_resamples=2)
    assert (sum(point.n_regions[1]), sum(point.n_found[1])) == (known.n_defects[1], known.n_found[1])
    assert point.n_false_alarms == known.n_false[1]


def test_what_would_match_everything_is_refused():
    with pytest.raises(ValueError, match="shares lie above 0"):
        Matching(min_cover=0)
    with pytest.raises(ValueError, match="there is no frame"):
        FreeResponse(2).score_at(1)
