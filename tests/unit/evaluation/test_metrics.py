"""Confusion, IoU and intervals, against numbers worked out by hand."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from inspector.evaluation.intervals import Interval, bootstrap
from inspector.evaluation.metrics import (
    ConfusionAccumulator,
    confusion_of,
    iou_per_class,
    metrics_of,
    scores_of,
)

ANNOTATED = np.array([[0, 0, 1, 1], [2, 2, 255, 0]], np.uint8)
PREDICTED = np.array([[0, 1, 1, 0], [2, 1, 2, 0]], np.uint8)
CONFUSION = np.array([[2, 1, 0], [1, 1, 0], [0, 1, 1]])  # rows the annotation

maps = npst.arrays(np.uint8, (6, 7), elements=st.sampled_from([0, 1, 2, 255]))
answers = npst.arrays(np.uint8, (6, 7), elements=st.integers(0, 2))


def test_rows_are_the_annotation_and_ignored_pixels_count_nowhere():
    assert confusion_of(ANNOTATED, PREDICTED, 3).tolist() == CONFUSION.tolist()


def test_iou_precision_recall_and_accuracy_by_hand():
    scores = scores_of(CONFUSION)
    assert scores.iou == pytest.approx((2 / 4, 1 / 4, 1 / 2))
    assert scores.miou_with_background == pytest.approx((1 / 2 + 1 / 4 + 1 / 2) / 3)
    assert scores.miou_defects == pytest.approx((1 / 4 + 1 / 2) / 2)
    assert scores.pixel_accuracy == pytest.approx(4 / 7)
    assert scores.precision == pytest.approx((2 / 3, 1 / 3, 1))
    assert scores.recall == pytest.approx((2 / 3, 1 / 2, 1 / 2))
    assert scores.f1 == pytest.approx((4 / 6, 2 / 5, 2 / 3))
    assert scores.micro_iou == pytest.approx((1 + 1) / (4 + 2))  # classes 1 and 2 pooled


def test_a_class_that_is_no_defect_counts_as_background_but_for_its_own_iou():
    # background, defect, joint: 3 joint pixels called the defect, 1 defect pixel called the joint, 5 joint ones right
    confusion = np.array([[10, 1, 0], [0, 4, 1], [2, 3, 5]])
    scores, as_background = scores_of(confusion, (2,)), scores_of(np.array([[17, 4], [1, 4]]))
    assert scores.iou == pytest.approx((10 / 13, 4 / 9, 5 / 11))
    assert scores.miou_defects == scores.micro_iou == pytest.approx(4 / (4 + 4 + 1))
    assert (scores.miou_defects, scores.micro_iou) == (as_background.miou_defects, as_background.micro_iou)
    assert scores.miou_with_background == scores_of(confusion).miou_with_background  # of all classes
    assert scores_of(confusion).miou_defects == pytest.approx((4 / 9 + 5 / 11) / 2)
    tally = ConfusionAccumulator(3, (2,), {"rail": confusion})
    assert tally.scores() == scores


def test_a_class_that_is_nowhere_has_no_iou_and_no_part_in_the_means():
    scores = scores_of(np.array([[3, 1, 0], [0, 4, 0], [0, 0, 0]]))
    assert math.isnan(scores.iou[2])
    assert math.isnan(scores.precision[2])
    assert math.isnan(scores.f1[2])
    assert scores.miou_with_background == pytest.approx((3 / 4 + 4 / 5) / 2)
    assert scores.miou_defects == pytest.approx(4 / 5)


def test_a_class_that_is_only_predicted_has_iou_0():
    assert iou_per_class(np.array([[5, 2], [0, 0]])).tolist() == pytest.approx([5 / 7, 0])


def test_without_any_pixel_no_score_exists():
    scores = scores_of(np.zeros((3, 3), np.int64))
    assert math.isnan(scores.miou_with_background)
    assert math.isnan(scores.miou_defects)
    assert math.isnan(scores.micro_iou)


def test_maps_of_other_sizes_are_refused():
    with pytest.raises(ValueError, match="differ in size"):
        confusion_of(ANNOTATED, PREDICTED.T.copy(), 3)


@pytest.mark.parametrize("n_classes", [1, 2])
def test_a_class_without_a_place_is_refused_not_counted_as_another(n_classes: int):
    with pytest.raises(ValueError, match="holds class 2"):
        confusion_of(ANNOTATED, PREDICTED, n_classes)
    clean = np.zeros((2, 4), np.uint8)
    with pytest.raises(ValueError, match="the prediction holds class 2"):
        confusion_of(clean, PREDICTED, n_classes)


@given(maps, answers)
@settings(max_examples=50, deadline=None)
def test_confusion_equals_counting_pixel_by_pixel(annotated: np.ndarray, predicted: np.ndarray):
    expected = [[int(((annotated == a) & (predicted == p)).sum()) for p in range(3)] for a in range(3)]
    assert confusion_of(annotated, predicted, 3).tolist() == expected


@given(maps, answers)
@settings(max_examples=50, deadline=None)
def test_iou_is_that_of_the_pixel_sets(annotated: np.ndarray, predicted: np.ndarray):
    iou, is_counted = iou_per_class(confusion_of(annotated, predicted, 3)), annotated != 255
    for c in range(3):
        a, p = (annotated == c) & is_counted, (predicted == c) & is_counted
        assert (math.isnan(iou[c]) and not (a | p).any()) or iou[c] == pytest.approx((a & p).sum() / (a | p).sum())


def test_scores_are_pooled_over_frames_not_averaged():
    tally = ConfusionAccumulator(2)
    tally.add("coil 1", np.array([[1, 1, 1, 1]], np.uint8), np.array([[1, 1, 1, 1]], np.uint8))
    tally.add("coil 2", np.array([[1, 0, 0, 0]], np.uint8), np.array([[0, 0, 0, 0]], np.uint8))
    assert tally.scores().iou[1] == pytest.approx(4 / 5)  # the mean of frames would be 1 / 2
    assert set(tally.by_group) == {"coil 1", "coil 2"}


def test_frames_of_one_group_add_up():
    one, two = ConfusionAccumulator(3), ConfusionAccumulator(3)
    one.add("coil", ANNOTATED, PREDICTED)
    one.add("coil", ANNOTATED, PREDICTED)
    two.add("coil", np.hstack([ANNOTATED, ANNOTATED]), np.hstack([PREDICTED, PREDICTED]))
    assert one.total().tolist() == two.total().tolist() == (2 * CONFUSION).tolist()


def test_groups_that_are_all_alike_leave_no_doubt():
    intervals = bootstrap_intervals({f"coil {i}": CONFUSION for i in range(5)}, n_resamples=200)
    for interval in intervals.values():
        assert (interval.low, interval.high) == pytest.approx((interval.value, interval.value))
    assert intervals["iou_1"].value == pytest.approx(1 / 4)


def bootstrap_intervals(groups: Mapping[str, np.ndarray], **options: Any) -> dict[str, Interval]:
    return bootstrap(groups, metrics_of, **options)


def different_groups() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(8)
    return {f"coil {i}": rng.integers(1, 200, (3, 3)) + np.diag(rng.integers(0, 2000, 3)) for i in range(12)}


def test_intervals_are_the_same_for_the_same_seed_and_hold_the_value():
    groups = different_groups()
    first, again, other = (bootstrap_intervals(groups, seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert first != other
    for name, interval in first.items():
        assert interval.low < interval.value < interval.high, name
        assert interval.value == other[name].value


def test_more_confidence_is_a_wider_interval():
    narrow, wide = (bootstrap_intervals(different_groups(), level=level)["miou_defects"] for level in (0.5, 0.99))
    assert wide.low < narrow.low < narrow.high < wide.high


def test_intervals_come_from_groups_not_from_frames_in_them():
    """Ten times the frames of the same coils tell nothing new about coils."""
    groups = different_groups()
    once = bootstrap_intervals(groups)["miou_defects"]
    tenfold = bootstrap_intervals({name: 10 * confusion for name, confusion in groups.items()})["miou_defects"]
    assert (tenfold.low, tenfold.high) == pytest.approx((once.low, once.high))


def test_a_bootstrap_interval_by_hand():
    """Two coils, IoU 1 and 0 of equal size: a draw gives 0, 1/2 or 1 with 1/4, 1/2 and 1/4."""
    groups = {"good": np.array([[0, 0], [0, 100]]), "bad": np.array([[0, 0], [100, 0]])}
    interval = bootstrap_intervals(groups, n_resamples=2000, level=0.9)["iou_1"]
    assert (interval.low, interval.value, interval.high) == pytest.approx((0, 0.5, 1))
    inner = bootstrap_intervals(groups, n_resamples=2000, level=0.4)["iou_1"]
    assert (inner.low, inner.high) == pytest.approx((0.5, 0.5))


def test_a_class_that_is_nowhere_has_no_interval():
    groups = {"coil": np.array([[3, 1, 0], [0, 4, 0], [0, 0, 0]])}
    assert "iou_2" not in bootstrap_intervals(groups, n_resamples=10)


def test_one_group_has_scores_and_no_interval():
    """A resampled single coil is always the same coil: a width of zero would be a false certainty."""
    intervals = bootstrap_intervals({"coil": CONFUSION}, n_resamples=20)
    assert set(intervals) == {"miou_with_background", "miou_defects", "micro_iou",
                              "iou_0", "iou_1", "iou_2", "f1_0", "f1_1", "f1_2"}  # fmt: skip
    for interval in intervals.values():
        assert (interval.low, interval.high, interval.n_groups, interval.has_too_few_groups) == (None, None, 1, True)
    assert intervals["iou_1"].value == pytest.approx(1 / 4)


def test_a_class_that_one_coil_holds_has_no_interval_among_many_coils():
    groups = different_groups()
    for name, confusion in groups.items():
        if name != "coil 0":
            confusion[2], confusion[:, 2] = 0, 0
    intervals = bootstrap_intervals(groups)
    assert (intervals["iou_2"].low, intervals["iou_2"].n_groups) == (None, 1)
    assert (intervals["iou_1"].n_groups, intervals["iou_1"].has_too_few_groups) == (12, False)


@given(st.permutations(range(4)))
@settings(max_examples=10, deadline=None)
def test_the_order_of_frames_changes_nothing(order: list[int]):
    frames = [(f"coil {i % 2}", np.roll(ANNOTATED, i), np.roll(PREDICTED, 2 * i)) for i in range(4)]
    one, other = ConfusionAccumulator(3), ConfusionAccumulator(3)
    for frame in frames:
        one.add(*frame)
    for index in order:
        other.add(*frames[index])
    assert one.scores() == other.scores()
    intervals = [bootstrap_intervals(tally.by_group, n_resamples=20) for tally in (one, other)]
    assert intervals[0] == intervals[1]


def test_without_groups_there_is_nothing_to_draw():
    with pytest.raises(ValueError, match="no group"):
        bootstrap_intervals({})
