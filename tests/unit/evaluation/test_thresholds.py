"""The chosen threshold is the one that trying them all would choose."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.core.class_map import ArgmaxPrediction, class_map_of
from inspector.evaluation.metrics import confusion_of, iou_per_class
from inspector.evaluation.thresholds import ThresholdSearch

N_CLASSES = 4


def random_frame(rng: np.random.Generator, *, on_edges: bool) -> tuple[np.ndarray, ArgmaxPrediction]:
    annotated = rng.choice(np.array([0, 1, 2, 3, 255], np.uint8), (20, 25))
    index = np.where(rng.random((20, 25)) < 0.6, annotated % 255, rng.integers(0, 4, (20, 25))).astype(np.uint8)
    probability = rng.uniform(0.25, 1, (20, 25))
    if on_edges:
        probability = np.rint(probability * 100) / 100
    return annotated, ArgmaxPrediction(index, np.where(index > 0, probability, 0).astype(np.float32))


def iou_at(frames: list[tuple[np.ndarray, ArgmaxPrediction]], class_index: int, threshold: float) -> float:
    thresholds = [0.0] * N_CLASSES
    thresholds[class_index] = threshold
    total = sum(confusion_of(a, class_map_of(found, thresholds), N_CLASSES) for a, found in frames)
    return float(np.nan_to_num(iou_per_class(total)[class_index]))


@pytest.mark.parametrize("on_edges", [False, True])
@given(seed=st.integers(0, 10_000))
@settings(max_examples=12, deadline=None)
def test_the_search_finds_what_trying_every_threshold_finds(on_edges: bool, seed: int):
    rng = np.random.default_rng(seed)
    frames = [random_frame(rng, on_edges=on_edges) for _ in range(2)]
    search = ThresholdSearch(N_CLASSES)
    for annotated, found in frames:
        search.add(annotated, found)
    chosen = search.best(lowest=0.3, highest=0.9)
    assert chosen[0] == 0
    for class_index in range(1, N_CLASSES):
        tried = {step / 100: iou_at(frames, class_index, step / 100) for step in range(30, 91)}
        assert chosen[class_index] == max(tried, key=lambda threshold: tried[threshold])  # the lowest of equals


def test_a_wrong_winner_of_low_probability_is_cut_off():
    annotated = np.array([[1, 1, 0, 0]], np.uint8)
    found = ArgmaxPrediction(np.array([[1, 1, 1, 0]], np.uint8), np.array([[0.9, 0.8, 0.55, 0]], np.float32))
    search = ThresholdSearch(2)
    search.add(annotated, found)
    (_, threshold) = search.best()
    assert 0.55 < threshold <= 0.8
    assert class_map_of(found, (0, threshold)).tolist() == annotated.tolist()


def test_ignored_pixels_do_not_move_the_threshold():
    annotated = np.array([[1, 1, 255, 255]], np.uint8)
    search = ThresholdSearch(2)
    search.add(annotated, ArgmaxPrediction(np.ones((1, 4), np.uint8), np.array([[0.9, 0.4, 0.5, 0.6]], np.float32)))
    assert search.best() == (0.0, 0.3)


def test_a_class_that_nobody_saw_keeps_the_lowest_threshold():
    assert ThresholdSearch(3).best(lowest=0.4) == (0.0, 0.4, 0.4)
