"""Counts of overlapping predictions, and the micro IoU of the DLI paper."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from inspector.evaluation.channels import counts_of_confusion, counts_of_planes, figures_of
from inspector.evaluation.metrics import confusion_of, scores_of

maps = npst.arrays(np.uint8, (5, 6), elements=st.sampled_from([0, 1, 2, 3, 255]))
answers = npst.arrays(np.uint8, (5, 6), elements=st.integers(0, 3))


def planes_of(class_map: np.ndarray, n_defect_classes: int = 3) -> np.ndarray:
    return np.stack([class_map == index + 1 for index in range(n_defect_classes)])


ANNOTATED = np.array([[1, 1, 0, 2, 255, 0]], np.uint8)
PLANES = np.array([[[1, 0, 1, 1, 1, 0]], [[1, 0, 0, 1, 1, 0]]], bool)  # two pixels are of both classes


def test_counts_of_overlapping_planes_by_hand():
    assert counts_of_planes(ANNOTATED, PLANES).tolist() == [[1, 2, 1], [1, 1, 0]]


def test_micro_iou_pools_over_channels_before_it_divides():
    figures = figures_of(counts_of_planes(ANNOTATED, PLANES))
    assert figures == pytest.approx({"micro_iou": 2 / 6, "iou_1": 1 / 4, "iou_2": 1 / 2, "f1_1": 2 / 5, "f1_2": 2 / 3})


def test_pooled_iou_is_not_the_mean_over_frames():
    large = counts_of_planes(np.ones((1, 8), np.uint8), np.ones((1, 1, 8), bool))
    small = counts_of_planes(np.array([[1, 1]], np.uint8), np.array([[[0, 1]]], bool))
    assert figures_of(large)["micro_iou"] == 1
    assert figures_of(small)["micro_iou"] == 0.5
    assert figures_of(large + small)["micro_iou"] == pytest.approx(9 / 10)


def test_a_perfect_prediction_is_1_and_an_empty_one_0():
    truth = np.array([[1, 2, 0]], np.uint8)
    assert set(figures_of(counts_of_planes(truth, planes_of(truth, 2))).values()) == {1.0}
    assert set(figures_of(counts_of_planes(truth, np.zeros((2, 1, 3), bool))).values()) == {0.0}


def test_a_class_that_is_nowhere_has_no_figure():
    figures = figures_of(counts_of_planes(np.array([[1, 0]], np.uint8), np.zeros((2, 1, 2), bool)))
    assert (figures["iou_1"], figures["micro_iou"]) == (0, 0)
    assert math.isnan(figures["iou_2"])
    assert math.isnan(figures["f1_2"])
    clean = figures_of(counts_of_planes(np.zeros((1, 2), np.uint8), np.zeros((2, 1, 2), bool)))
    assert all(math.isnan(value) for value in clean.values())


@given(maps, answers)
@settings(max_examples=50, deadline=None)
def test_a_class_map_gives_the_same_counts_either_way(annotated: np.ndarray, predicted: np.ndarray):
    confusion = confusion_of(annotated, predicted, 4)
    counts = counts_of_planes(annotated, planes_of(predicted))
    assert counts_of_confusion(confusion).tolist() == counts.tolist()
    scores, figures = scores_of(confusion), figures_of(counts)
    of_class = [figures[f"{kind}_{index}"] for kind in ("iou", "f1") for index in (1, 2, 3)]
    assert [*scores.iou[1:], *scores.f1[1:]] == pytest.approx(of_class, nan_ok=True)
    assert scores.micro_iou == pytest.approx(figures["micro_iou"], nan_ok=True)


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="differ in size"):
        counts_of_planes(ANNOTATED, PLANES[..., :3])
    with pytest.raises(ValueError, match="holds class 2, there are 1"):
        counts_of_planes(ANNOTATED, PLANES[:1])
