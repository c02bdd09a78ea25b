"""Defects found and false alarms, case by case."""

from __future__ import annotations

import math

import numpy as np
import pytest

from inspector.evaluation.detections import DetectionTally


def steel(*boxes: tuple[int, int, int, int, int]) -> np.ndarray:
    """A class map (60, 60) with boxes (top, left, height, width, class)."""
    class_map = np.zeros((60, 60), np.uint8)
    for top, left, height, width, class_index in boxes:
        class_map[top : top + height, left : left + width] = class_index
    return class_map


def counted(annotated: np.ndarray, predicted: np.ndarray, **options: object) -> tuple[list[int], list[int], list[int]]:
    tally = DetectionTally(3, **options)  # type: ignore[arg-type]
    tally.add(annotated, predicted)
    return tally.n_defects.tolist(), tally.n_found.tolist(), tally.n_false.tolist()


def test_a_covered_defect_is_found_and_no_false_alarm():
    assert counted(steel((5, 5, 10, 10, 1)), steel((5, 5, 10, 10, 1))) == ([0, 1, 0], [0, 1, 0], [0, 0, 0])


@pytest.mark.parametrize(("n_columns", "n_found"), [(1, 1), (0, 0)])
def test_a_tenth_of_a_defect_is_enough_and_less_is_not(n_columns: int, n_found: int):
    # 10 of 100 pixels is exactly the tenth; the rest of the prediction lies beside the defect
    predicted = steel((5, 15 - n_columns, 10, 10, 1))
    assert counted(steel((5, 5, 10, 10, 1)), predicted)[:2] == ([0, 1, 0], [0, n_found, 0])


def test_a_region_on_clean_steel_is_a_false_alarm_of_its_class():
    assert counted(steel(), steel((0, 0, 4, 4, 2))) == ([0, 0, 0], [0, 0, 0], [0, 0, 1])


def test_specks_below_the_limit_count_neither_way():
    assert counted(steel((0, 0, 3, 5, 1)), steel((30, 30, 3, 5, 1))) == ([0, 0, 0], [0, 0, 0], [0, 0, 0])
    assert counted(steel((0, 0, 4, 4, 1)), steel()) == ([0, 1, 0], [0, 0, 0], [0, 0, 0])


def test_a_defect_found_as_another_class_counts_unless_the_class_matters():
    annotated, predicted = steel((5, 5, 10, 10, 1)), steel((5, 5, 10, 10, 2))
    assert counted(annotated, predicted) == ([0, 1, 0], [0, 1, 0], [0, 0, 0])
    assert counted(annotated, predicted, class_matters=True) == ([0, 1, 0], [0, 0, 0], [0, 0, 0])


def test_regions_that_touch_at_a_corner_are_one():
    assert counted(steel((0, 0, 5, 5, 1), (5, 5, 5, 5, 1)), steel((0, 0, 5, 5, 1)))[:2] == ([0, 1, 0], [0, 1, 0])


def test_two_defects_under_one_region_are_both_found():
    annotated = steel((5, 5, 5, 10, 1), (15, 5, 5, 10, 1))
    assert counted(annotated, steel((5, 5, 15, 10, 1))) == ([0, 2, 0], [0, 2, 0], [0, 0, 0])


def test_what_lies_on_ignored_steel_is_neither_found_nor_false():
    ignored = steel((10, 10, 20, 20, 255))
    assert counted(ignored, steel((12, 12, 10, 10, 1))) == ([0, 0, 0], [0, 0, 0], [0, 0, 0])
    # 30 of the 130 predicted pixels lie on counted, clean steel
    assert counted(ignored, steel((12, 27, 10, 6, 1)))[2] == [0, 1, 0]


def test_recall_and_false_alarms_per_metre():
    tally = DetectionTally(3)
    tally.add(steel((5, 5, 10, 10, 1), (40, 40, 10, 10, 1)), steel((5, 5, 10, 10, 1), (0, 40, 5, 5, 2)), length_m=0.5)
    assert tally.recall()[1] == 0.5
    assert math.isnan(tally.recall()[0])
    assert math.isnan(tally.recall()[2])
    assert tally.false_alarms_per_m() == pytest.approx(2.0)
    assert math.isnan(DetectionTally(3).false_alarms_per_m())
