"""Boundary F1 on squares whose outlines can be counted on paper."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from inspector.evaluation.boundaries import counts_of_frame, metrics_of

maps = npst.arrays(np.uint8, (12, 14), elements=st.sampled_from([0, 0, 0, 1, 2, 255]))


def square(top: int, left: int, side: int = 6, class_index: int = 1) -> np.ndarray:
    class_map = np.zeros((24, 24), np.uint8)
    class_map[top : top + side, left : left + side] = class_index
    return class_map


def f1(annotated: np.ndarray, predicted: np.ndarray, tolerance_px: float = 1) -> float:
    return metrics_of(counts_of_frame(annotated, predicted, 2, tolerance_px))["boundary_f1_1"]


def test_a_perfect_outline_is_1():
    counts = counts_of_frame(square(8, 8), square(8, 8), 2, 1)
    assert counts.tolist() == [[20, 20, 20, 20, 20]]  # a 6 x 6 square has 20 pixels on its outline
    assert metrics_of(counts) == {"boundary_f1_defects": 1, "boundary_f1_1": 1}


def test_a_pixel_that_meets_other_steel_at_a_corner_alone_is_not_on_the_outline():
    notched = square(8, 8)
    notched[8, 8] = 0  # its neighbour (9, 9) now touches clean steel at the corner; 19 of the 20 are left
    assert counts_of_frame(notched, notched, 2, 1).tolist() == [[19, 19, 19, 19, 19]]


def test_an_outline_within_the_tolerance_is_met_and_beyond_it_is_not():
    # Shifted by 3 columns, all 20 are met within 3. Within 1, by counting: of the columns 11 to 16 the top and
    # bottom rows share 11 to 13 with the true one and reach 14 (1 from 13); the left side (column 11, rows 9 to
    # 12) has true pixels next to it at rows 9 and 12 (those of rows 8 and 13). So 4 + 4 + 2 = 10, both ways.
    assert f1(square(8, 8), square(8, 11), 3) == 1
    assert counts_of_frame(square(8, 8), square(8, 11), 2, 1).tolist() == [[20, 10, 20, 10, 20]]
    assert f1(square(8, 8), square(8, 11), 1) == pytest.approx(0.5)


def test_a_diagonal_step_is_farther_than_1_px():
    dot, beside = np.zeros((5, 5), np.uint8), np.zeros((5, 5), np.uint8)
    dot[2, 2], beside[3, 3] = 1, 1
    assert f1(dot, beside, 1) == 0
    assert f1(dot, beside, 1.5) == 1  # sqrt 2


def test_precision_and_recall_make_the_f1_by_hand():
    # one line of 10 is found, one of 5 is not, and nothing is false: precision 1, recall 10 / 15
    annotated, predicted = np.zeros((20, 20), np.uint8), np.zeros((20, 20), np.uint8)
    annotated[2, 2:12] = predicted[2, 2:12] = 1
    annotated[12, 2:7] = 1
    assert counts_of_frame(annotated, predicted, 2, 2).tolist() == [[10, 10, 15, 10, 15]]
    assert f1(annotated, predicted, 2) == pytest.approx(2 * (10 / 15) / (1 + 10 / 15))


def test_the_edge_of_the_frame_is_no_boundary():
    half = np.zeros((6, 6), np.uint8)
    half[:, :3] = 1
    assert counts_of_frame(half, half, 2, 1).tolist() == [[6, 6, 6, 6, 6]]  # the column beside clean steel alone
    whole = np.ones((6, 6), np.uint8)
    assert math.isnan(f1(whole, whole))


def test_a_class_borders_on_another_class_too_and_the_mean_is_over_known_classes():
    both = np.zeros((6, 9), np.uint8)
    both[:, 3:6], both[:, 6:] = 1, 2
    shifted = np.zeros((6, 9), np.uint8)
    shifted[:, 3:6] = 1
    figures = metrics_of(counts_of_frame(both, shifted, 4, 1))
    assert figures["boundary_f1_1"] == 1
    assert figures["boundary_f1_2"] == 0
    assert math.isnan(figures["boundary_f1_3"])
    assert figures["boundary_f1_defects"] == 0.5


def test_an_empty_prediction_is_0_and_clean_steel_called_clean_has_no_figure():
    clean = np.zeros((24, 24), np.uint8)
    assert f1(square(8, 8), clean) == 0
    assert f1(clean, square(8, 8)) == 0
    assert math.isnan(f1(clean, clean))
    assert math.isnan(metrics_of(counts_of_frame(clean, clean, 2, 1))["boundary_f1_defects"])


def ringed() -> np.ndarray:
    """A square whose whole outline of 20 pixels touches a ring of ignored ones, two wide."""
    annotated = square(8, 8)
    annotated[6:16, 6:8] = annotated[6:16, 14:16] = annotated[6:8, 6:16] = annotated[14:16, 6:16] = 255
    return annotated


def test_an_outline_hidden_by_ignored_pixels_is_not_judged():
    for predicted in (square(8, 8), square(7, 7, 8)):
        assert counts_of_frame(ringed(), predicted, 2, 1).tolist() == [[0, 0, 0, 0, 20]]
    # three pixels inside the ring's reach: judged, and nothing meets them
    assert counts_of_frame(ringed(), square(10, 10, 2), 2, 1).tolist() == [[4, 0, 0, 0, 20]]


def test_where_no_annotated_outline_can_be_judged_a_perfect_prediction_with_a_speck_has_no_f1():
    with_speck = square(8, 8)
    with_speck[1, 1] = 1
    assert counts_of_frame(ringed(), with_speck, 2, 1).tolist() == [[1, 0, 0, 0, 20]]
    for predicted in (with_speck, square(8, 8), np.zeros((24, 24), np.uint8)):
        assert math.isnan(f1(ringed(), predicted))


def test_an_outline_of_another_frame_that_can_be_judged_gives_the_class_its_f1():
    # 20 of 20 met there; the speck beside the hidden outline is the 21st predicted pixel: precision 20 / 21
    with_speck = square(8, 8)
    with_speck[1, 1] = 1
    hidden, seen = counts_of_frame(ringed(), with_speck, 2, 1), counts_of_frame(square(8, 8), square(8, 8), 2, 1)
    assert (hidden + seen).tolist() == [[21, 20, 20, 20, 40]]
    assert metrics_of(hidden + seen)["boundary_f1_1"] == pytest.approx(2 * (20 / 21) / (1 + 20 / 21))


def test_a_class_that_cannot_be_judged_has_no_part_in_the_mean():
    annotated = ringed()
    annotated[18:22, 2:6] = 2
    predicted = np.where(annotated == 255, 0, annotated).astype(np.uint8)
    predicted[1, 1] = 1
    figures = metrics_of(counts_of_frame(annotated, predicted, 3, 1))
    assert math.isnan(figures["boundary_f1_1"])
    assert (figures["boundary_f1_2"], figures["boundary_f1_defects"]) == (1, 1)


@given(maps, maps, st.sampled_from([1.0, 1.5, 2.0]))
@settings(max_examples=40, deadline=None)
def test_what_holds_for_any_map(annotated: np.ndarray, predicted: np.ndarray, tolerance_px: float):
    predicted = np.where(predicted == 255, 0, predicted).astype(np.uint8)
    counts = counts_of_frame(annotated, predicted, 3, tolerance_px)
    assert (counts[:, [1, 3]] <= counts[:, [0, 2]]).all()
    assert (counts[:, 2] <= counts[:, 4]).all()
    assert all(0 <= value <= 1 for value in metrics_of(counts).values() if not math.isnan(value))
    wider = counts_of_frame(np.where(annotated == 255, 0, annotated).astype(np.uint8), predicted, 3, 40)
    for _, n_called_met, n_true, n_true_met, n_annotated in wider:  # within reach of all: met as soon as there is any
        assert n_true_met == (n_true if n_called_met else 0)
        assert n_annotated == n_true  # nothing is ignored there
    turned = counts_of_frame(np.rot90(annotated).copy(), np.rot90(predicted).copy(), 3, tolerance_px)
    assert turned.tolist() == counts.tolist()
    if not (annotated == 255).any():
        swapped = counts_of_frame(predicted, annotated, 3, tolerance_px)
        assert swapped[:, :4].tolist() == counts[:, [2, 3, 0, 1]].tolist()


def test_distances_are_those_of_trying_every_pair():
    rng = np.random.default_rng(4)
    annotated, predicted = ((rng.random((15, 17)) < 0.04).astype(np.uint8) for _ in range(2))
    true, called = np.argwhere(annotated), np.argwhere(predicted)  # lone pixels are their own boundary
    apart = np.linalg.norm(called[:, None] - true[None], axis=2)
    for tolerance_px in (1, 2, 3.2):
        met = [(apart.min(axis=axis) <= tolerance_px).sum() for axis in (1, 0)]
        expected = [len(called), met[0], len(true), met[1], len(true)]
        assert counts_of_frame(annotated, predicted, 2, tolerance_px).tolist() == [expected]


def test_what_cannot_be_judged_is_refused():
    with pytest.raises(ValueError, match="differ in size"):
        counts_of_frame(square(1, 1), square(1, 1)[:5], 2, 1)
    with pytest.raises(ValueError, match="at least 1 px"):
        counts_of_frame(square(1, 1), square(1, 1), 2, 0.5)
