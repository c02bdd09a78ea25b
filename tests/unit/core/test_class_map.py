"""One rule from scores to class map, against NumPy's own arg-max and soft-max."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from inspector.core.class_map import ArgmaxPrediction, argmax_prediction, class_map_of, decide, defects_only
from inspector.core.model_card import Output

# Few values, so that ties are common; a wide range, so that the soft-max may not overflow.
logits = npst.arrays(
    np.float32,
    st.tuples(st.integers(1, 6), st.integers(1, 5), st.integers(1, 5)),
    elements=st.sampled_from([-500.0, -3.0, -0.5, 0.0, 0.25, 2.0, 30.0, 800.0]).map(np.float32),
)


def softmax(scores: np.ndarray) -> np.ndarray:
    powers = np.exp(scores.astype(np.float64) - scores.max(axis=0))
    return powers / powers.sum(axis=0)


@given(logits)
@settings(max_examples=50, deadline=None)
def test_the_winner_is_numpys_arg_max_ties_included(scores: np.ndarray):
    for output in Output:
        assert np.array_equal(argmax_prediction(scores, output).index, scores.argmax(axis=0))


@given(logits)
@settings(max_examples=50, deadline=None)
def test_the_probability_is_the_soft_max_of_the_winner_and_0_on_background(scores: np.ndarray):
    found = argmax_prediction(scores, Output.LOGITS)
    expected = np.where(found.index > 0, softmax(scores).max(axis=0), 0)
    assert found.probability == pytest.approx(expected, abs=1e-6)
    assert found.probability.dtype == np.float32


@given(logits)
@settings(max_examples=50, deadline=None)
def test_probabilities_are_taken_as_they_are(scores: np.ndarray):
    probability = softmax(scores).astype(np.float32)
    found = argmax_prediction(probability, Output.PROBABILITIES)
    assert np.array_equal(found.index, probability.argmax(axis=0))
    assert np.array_equal(found.probability, np.where(found.index > 0, probability.max(axis=0), 0).astype(np.float32))


def test_logits_and_their_probabilities_give_one_answer():
    scores = np.random.default_rng(1).normal(0, 3, (4, 30, 40)).astype(np.float32)
    by_logits = argmax_prediction(scores, Output.LOGITS)
    by_probabilities = argmax_prediction(softmax(scores).astype(np.float32), Output.PROBABILITIES)
    assert np.array_equal(by_logits.index, by_probabilities.index)
    assert by_logits.probability == pytest.approx(by_probabilities.probability, abs=1e-6)


def test_part_of_a_larger_array_gives_what_a_copy_gives():
    scores = np.random.default_rng(2).normal(0, 3, (4, 30, 40)).astype(np.float32)
    part = scores[:, 3:17, 5:31]
    ours, expected = argmax_prediction(part, Output.LOGITS), argmax_prediction(part.copy(), Output.LOGITS)
    assert np.array_equal(ours.index, expected.index)
    assert np.array_equal(ours.probability, expected.probability)


def test_a_pixel_gets_the_same_whether_decided_alone_or_with_others():
    """Of 8 scores and more NumPy's own sum of one pixel adds in another order than that of several."""
    scores = np.random.default_rng(4).normal(0, 3, (12, 6, 50)).astype(np.float32)
    together = argmax_prediction(scores, Output.LOGITS)
    alone = np.zeros((6, 50), np.float32)
    for row, column in np.ndindex(6, 50):
        place = np.s_[row : row + 1, column : column + 1]
        alone[place] = argmax_prediction(scores[:, *place], Output.LOGITS).probability
    assert np.array_equal(alone, together.probability)


def test_the_scores_are_left_as_they_were():
    scores = np.random.default_rng(3).normal(0, 3, (3, 8, 8)).astype(np.float32)
    before = scores.copy()
    argmax_prediction(scores, Output.LOGITS)
    assert np.array_equal(scores, before)


FOUND = ArgmaxPrediction(
    np.array([[0, 1, 1, 2, 2]], np.uint8), np.array([[0, 0.5, 0.49, 0.9, 0.3]], np.float32)
)  # fmt: skip


@pytest.mark.parametrize(
    ("thresholds", "expected"),
    [
        ((0, 0, 0), [0, 1, 1, 2, 2]),
        ((0, 0.5, 0.5), [0, 1, 0, 2, 0]),  # a winner at its threshold stays
        ((0.99, 0, 0.95), [0, 1, 1, 0, 0]),  # the background's own threshold is not used
        ((0, 1, 1), [0, 0, 0, 0, 0]),
    ],
)
def test_a_winner_below_its_threshold_becomes_background(thresholds: tuple[float, ...], expected: list[int]):
    assert class_map_of(FOUND, thresholds).tolist() == [expected]
    assert class_map_of(FOUND, thresholds).dtype == np.uint8


def test_a_class_map_belongs_to_its_caller():
    class_map_of(FOUND, (0, 0, 0))[:] = 9
    assert FOUND.index.tolist() == [[0, 1, 1, 2, 2]]


@given(logits, st.lists(st.floats(0, 1, width=32), min_size=6, max_size=6))
@settings(max_examples=80, deadline=None)
def test_thresholds_act_pixel_by_pixel(scores: np.ndarray, thresholds: list[float]):
    found = argmax_prediction(scores, Output.LOGITS)
    class_map = class_map_of(found, thresholds[: len(scores)])
    for place in np.ndindex(class_map.shape):
        is_kept = found.probability[place] >= np.float32(thresholds[found.index[place]]) or found.index[place] == 0
        assert class_map[place] == (found.index[place] if is_kept else 0)


def test_classes_that_are_no_defects_become_background_and_ignored_pixels_stay():
    class_map = np.array([[0, 1, 2, 3, 255]], np.uint8)
    assert defects_only(class_map, (2, 3)).tolist() == [[0, 1, 0, 0, 255]]
    assert class_map.tolist() == [[0, 1, 2, 3, 255]]
    assert defects_only(class_map, ()) is class_map


def test_what_is_decided_is_written_into_its_part_of_a_frame_and_nowhere_else():
    index, probability = np.zeros((4, 5), np.uint8), np.zeros((4, 5), np.float32)
    scores = np.zeros((3, 2, 2), np.float32)
    scores[2, 1, 0] = np.log(3)  # against 1 and 1: three of five
    decide(scores, Output.LOGITS, index[1:3, 2:4], probability[1:3, 2:4])
    assert np.argwhere(index).tolist() == [[2, 2]]
    assert index[2, 2] == 2
    assert probability[2, 2] == pytest.approx(0.6)
    assert probability.sum() == probability[2, 2]
