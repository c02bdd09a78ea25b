"""Pixels right, false and missed per defect class."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from inspector.evaluation.channels import counts_of_confusion
from inspector.evaluation.metrics import confusion_of

maps = npst.arrays(np.uint8, (5, 6), elements=st.sampled_from([0, 1, 2, 3, 255]))
answers = npst.arrays(np.uint8, (5, 6), elements=st.integers(0, 3))


def test_counts_by_hand():
    annotated, predicted = np.array([[1, 1, 0, 2, 255, 0]], np.uint8), np.array([[1, 0, 1, 1, 1, 0]], np.uint8)
    assert counts_of_confusion(confusion_of(annotated, predicted, 3)).tolist() == [[1, 2, 1], [0, 0, 1]]


@given(maps, answers)
@settings(max_examples=50, deadline=None)
def test_counts_are_those_of_the_pixel_sets(annotated: np.ndarray, predicted: np.ndarray):
    counts, is_counted = counts_of_confusion(confusion_of(annotated, predicted, 4)), annotated != 255
    for index in (1, 2, 3):
        a, p = (annotated == index) & is_counted, (predicted == index) & is_counted
        assert counts[index - 1].tolist() == [(a & p).sum(), (p & ~a).sum(), (a & ~p).sum()]
