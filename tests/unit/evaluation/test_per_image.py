"""Means over frames, worked out by hand, and the frames that have none."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from inspector.evaluation.intervals import bootstrap
from inspector.evaluation.per_image import counted, counts_of_frame, metrics_of

maps = npst.arrays(np.uint8, (4, 5), elements=st.sampled_from([0, 1, 2, 255]))
answers = npst.arrays(np.uint8, (4, 5), elements=st.integers(0, 2))


def row(*values: int) -> np.ndarray:
    return np.array([values], np.uint8)


def test_iou_and_recall_are_averaged_over_frames_by_hand():
    # TP 2, FP 1, FN 1 -> IoU 2/4, recall 2/3; TP 1, FP 0, FN 0 -> 1 and 1. Pooled IoU would be 3/5
    counts = counts_of_frame(row(1, 1, 1, 0, 0), row(1, 1, 0, 1, 0)) + counts_of_frame(row(0, 1), row(0, 1))
    figures = metrics_of(counts)
    assert figures["foreground_iou_per_image"] == pytest.approx((2 / 4 + 1) / 2)
    assert figures["pa_per_image"] == pytest.approx((2 / 3 + 1) / 2)
    assert math.isnan(figures["clean_area_share"])


def test_the_class_of_a_defect_pixel_is_not_asked():
    assert metrics_of(counts_of_frame(row(1, 2), row(2, 1)))["foreground_iou_per_image"] == 1


def test_a_clean_frame_is_left_out_counted_and_its_false_area_told():
    defect, clean = counts_of_frame(row(1, 0), row(1, 0)), counts_of_frame(row(0, 0, 0, 0), row(0, 1, 0, 0))
    blank, ignored = counts_of_frame(row(0, 0, 0, 0), row(0, 0, 0, 0)), counts_of_frame(row(255, 255), row(1, 1))
    counts = defect + clean + blank + ignored
    assert metrics_of(counts) == {"foreground_iou_per_image": 1, "pa_per_image": 1, "clean_area_share": 1 / 8}
    assert counted(counts) == {"n_frames_with_defects": 1, "n_clean_frames": 2, "n_frames_ignored_whole": 1}
    assert math.isnan(metrics_of(clean)["foreground_iou_per_image"])


def test_ignored_pixels_count_nowhere():
    assert (
        counts_of_frame(row(1, 0, 255, 255), row(1, 1, 1, 0)).tolist() == counts_of_frame(row(1, 0), row(1, 1)).tolist()
    )


def test_an_empty_prediction_of_a_defect_is_0():
    figures = metrics_of(counts_of_frame(row(1, 0), row(0, 0)))
    assert (figures["foreground_iou_per_image"], figures["pa_per_image"]) == (0, 0)


@given(st.lists(st.tuples(maps, answers), min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_figures_lie_in_0_to_1_and_iou_is_never_above_recall(frames: list[tuple[np.ndarray, np.ndarray]]):
    counts = [counts_of_frame(annotated, predicted) for annotated, predicted in frames]
    total = np.sum(counts, axis=0)
    figures = metrics_of(total)
    assert all(0 <= value <= 1 for value in figures.values() if not math.isnan(value))
    assert not figures["foreground_iou_per_image"] > figures["pa_per_image"] + 1e-12
    assert sum(counted(total).values()) == len(frames)
    perfect = np.sum([counts_of_frame(a, np.where(a == 255, 1, a).astype(np.uint8)) for a, _ in frames], axis=0)
    for value in list(metrics_of(perfect).values())[:2]:
        assert value == 1 or math.isnan(value)


def test_groups_of_clean_frames_say_nothing_of_the_iou():
    defect, clean = counts_of_frame(row(1, 0), row(1, 1)), counts_of_frame(row(0, 0), row(0, 0))
    found = bootstrap({"a": defect, "b": clean, "c": clean}, metrics_of)
    assert (found["foreground_iou_per_image"].value, found["foreground_iou_per_image"].n_groups) == (0.5, 1)
    assert (found["clean_area_share"].value, found["clean_area_share"].n_groups) == (0, 2)


def test_maps_of_other_sizes_are_refused():
    with pytest.raises(ValueError, match="differ in size"):
        counts_of_frame(row(1), row(1, 1))
