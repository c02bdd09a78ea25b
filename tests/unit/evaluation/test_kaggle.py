"""The competition's score, its empty rule, and the figures that must stand beside it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from inspector.evaluation.channels import counts_of_confusion
from inspector.evaluation.kaggle import counted, counts_of_frame, metrics_of
from inspector.evaluation.metrics import confusion_of

maps = npst.arrays(np.uint8, (4, 5), elements=st.sampled_from([0, 1, 2, 3, 4, 255]))
answers = npst.arrays(np.uint8, (4, 5), elements=st.integers(0, 4))


def pair(annotated: list[int], predicted: list[int]) -> float:
    """Dice of one frame with one class."""
    truth = np.array([annotated], np.uint8)
    confusion = confusion_of(truth, np.array([predicted], np.uint8), 2)
    counts = counts_of_frame(counts_of_confusion(confusion), np.count_nonzero(truth != 255))
    return metrics_of(counts)["kaggle_dice"]


@pytest.mark.parametrize(
    ("annotated", "predicted", "dice"),
    [
        ([0, 0, 0, 0], [0, 0, 0, 0], 1),  # both empty
        ([0, 0, 0, 0], [0, 0, 0, 1], 0),  # one pixel is enough
        ([1, 1, 0, 0], [0, 0, 0, 0], 0),
        ([1, 1, 0, 0], [1, 1, 0, 0], 1),
        ([1, 1, 0, 0], [0, 1, 1, 0], 0.5),  # half of two equal areas
        ([1, 1, 1, 0], [1, 0, 0, 0], 0.5),  # 2 x 1 / (3 + 1)
        ([0, 255, 255, 0], [0, 1, 1, 0], 1),  # ignored pixels leave both empty
    ],
)
def test_dice_of_one_pair(annotated: list[int], predicted: list[int], dice: float):
    assert pair(annotated, predicted) == dice


def frame(annotated: np.ndarray, predicted: np.ndarray, non_defects: tuple[int, ...] = ()) -> np.ndarray:
    confusion = confusion_of(annotated, predicted, 5)
    return counts_of_frame(counts_of_confusion(confusion), confusion.sum(), non_defects)


def test_a_set_of_two_frames_by_hand():
    # frame 1, four classes: Dice 0.5 for class 1, 0 for class 2 (false alarm), 1 and 1; frame 2: clean, all 1
    first = frame(np.array([[1, 1, 0, 0, 0]], np.uint8), np.array([[0, 1, 1, 2, 0]], np.uint8))
    second = frame(np.zeros((1, 5), np.uint8), np.zeros((1, 5), np.uint8))
    figures = metrics_of(first + second)
    assert figures["kaggle_dice"] == pytest.approx((0.5 + 0 + 1 + 1 + 4) / 8)
    assert figures["all_empty_dice"] == pytest.approx(7 / 8)
    assert figures["dice_of_defects"] == pytest.approx(0.5)
    assert figures["kaggle_dice_2"] == pytest.approx(0.5)
    assert figures["dice_of_defects_1"] == pytest.approx(0.5)
    assert math.isnan(figures["dice_of_defects_2"])
    assert counted(first + second) == {"n_pairs": 8, "n_empty_pairs": 7}


def test_a_frame_ignored_whole_has_no_pair():
    hidden = frame(np.full((1, 5), 255, np.uint8), np.array([[1, 1, 0, 0, 0]], np.uint8))
    assert not hidden.any()
    assert math.isnan(metrics_of(hidden)["kaggle_dice"])
    missed = frame(np.array([[1, 1, 0, 0, 255]], np.uint8), np.zeros((1, 5), np.uint8))
    assert metrics_of(hidden + missed)["kaggle_dice"] == pytest.approx(3 / 4)  # with four empty pairs more: 7 / 8
    assert counted(hidden + missed) == {"n_pairs": 4, "n_empty_pairs": 3}


def test_a_class_that_is_no_defect_has_no_pair():
    # classes 1 to 4; 2 is a joint, found in full: its Dice of 1 counts nowhere, and its pair is not empty either
    counts = frame(np.array([[1, 1, 2, 2, 0]], np.uint8), np.array([[0, 1, 2, 2, 0]], np.uint8), (2,))
    figures = metrics_of(counts)
    assert figures["kaggle_dice"] == pytest.approx((2 / 3 + 1 + 1) / 3)
    assert figures["dice_of_defects"] == pytest.approx(2 / 3)
    assert math.isnan(figures["kaggle_dice_2"])
    assert counted(counts) == {"n_pairs": 3, "n_empty_pairs": 2}


def test_predicting_nothing_scores_the_share_of_empty_pairs():
    """The 12,568 training frames hold 7,095 masks of four classes: 0.8589, and 0.7339 on the 6,666 with a defect."""
    empty, missed = (counts_of_frame(np.array([[0, 0, n]]), 9) for n in (0, 9))
    for n_frames, share in ((12_568, 0.8589), (6_666, 0.7339)):
        figures = metrics_of(missed * 7_095 + empty * (4 * n_frames - 7_095))
        assert figures["kaggle_dice"] == figures["all_empty_dice"] == pytest.approx(share, abs=5e-5)
        assert figures["dice_of_defects"] == 0


@given(st.lists(st.tuples(maps, answers), min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_the_score_is_a_mean_over_pairs_whatever_their_order(frames: list[tuple[np.ndarray, np.ndarray]]):
    dices, dices_of_defects = [], []
    for annotated, predicted in frames:
        if (annotated == 255).all():
            continue
        for index in range(1, 5):
            truth = (annotated == index).sum()
            called = ((predicted == index) & (annotated != 255)).sum()
            both = ((predicted == index) & (annotated == index)).sum()
            dices.append(2 * both / (truth + called) if truth + called else 1)
            if truth:
                dices_of_defects.append(dices[-1])
    figures = metrics_of(np.sum([frame(*pair) for pair in reversed(frames)], axis=0))
    if dices:
        assert figures["kaggle_dice"] == pytest.approx(np.mean(dices))
    if dices_of_defects:
        assert figures["dice_of_defects"] == pytest.approx(np.mean(dices_of_defects))
    else:
        assert math.isnan(figures["dice_of_defects"])
