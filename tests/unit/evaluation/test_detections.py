"""Defects found and false alarms, case by case."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.core.calibration import Calibration
from inspector.evaluation.detections import DetectionAccumulator
from inspector.evaluation.intervals import add_to, bootstrap


def steel(*boxes: tuple[int, int, int, int, int]) -> np.ndarray:
    """A class map (60, 60) with boxes (top, left, height, width, class)."""
    class_map = np.zeros((60, 60), np.uint8)
    for top, left, height, width, class_index in boxes:
        class_map[top : top + height, left : left + width] = class_index
    return class_map


def counted(annotated: np.ndarray, predicted: np.ndarray, **options: object) -> tuple[list[int], list[int], list[int]]:
    tally = DetectionAccumulator(3, **options)  # type: ignore[arg-type]
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
    tally = DetectionAccumulator(3)
    tally.add(steel((5, 5, 10, 10, 1), (40, 40, 10, 10, 1)), steel((5, 5, 10, 10, 1), (0, 40, 5, 5, 2)), length_m=0.5)
    assert tally.recall()[1] == 0.5
    assert math.isnan(tally.recall()[0])
    assert math.isnan(tally.recall()[2])
    assert tally.false_alarms_per_m() == pytest.approx(2.0)
    assert math.isnan(DetectionAccumulator(3).false_alarms_per_m())


# By size


def test_recall_by_size_in_pixels():
    # sides 4, 10 and 20 px; the 4 and the 20 are found; an edge belongs to the band above it
    tally = DetectionAccumulator(3, band_edges=(10, 20))
    annotated = steel((0, 0, 4, 4, 1), (20, 0, 10, 10, 1), (35, 35, 20, 20, 2))
    tally.add(annotated, steel((0, 0, 4, 4, 1), (35, 35, 20, 20, 2)))
    assert tally.band_names == ("below 10 px", "10 to 20 px", "20 px or more")
    nan = math.nan
    expected = np.array([[nan, nan, nan], [1, 0, nan], [nan, nan, 1]])
    assert tally.recall_by_band() == pytest.approx(expected, nan_ok=True)
    assert (tally.n_defects.tolist(), tally.n_found.tolist()) == ([0, 2, 1], [0, 1, 1])


def test_the_size_of_a_defect_is_that_of_the_square_of_its_area():
    tally = DetectionAccumulator(2, band_edges=(11,))
    tally.add(steel((0, 0, 4, 36, 1)), steel())  # 144 px: as large as 12 x 12
    assert tally.counts().n_defects.tolist() == [[0, 0], [0, 1]]


def test_sizes_in_millimetres_use_both_sides_of_a_pixel():
    # 8 x 8 px of 0.5 mm across and 2 mm along: 64 mm², a side of 8 mm
    tally = DetectionAccumulator(2, calibration=Calibration(0.5, 2.0), band_edges=(7.9, 8.1))
    tally.add(steel((0, 0, 8, 8, 1)), steel())
    assert tally.counts().n_defects[1].tolist() == [0, 1, 0]
    assert tally.band_names[1] == "7.9 to 8.1 mm"


def test_without_edges_there_is_one_band():
    tally = DetectionAccumulator(2)
    tally.add(steel((0, 0, 8, 8, 1)), steel((0, 0, 8, 8, 1)))
    assert tally.band_names == ("all sizes",)
    assert tally.recall_by_band()[1].tolist() == [1]


@pytest.mark.parametrize("edges", [(0.0, 5.0), (5.0, 5.0), (8.0, 5.0)])
def test_edges_that_do_not_rise_are_refused(edges: tuple[float, ...]):
    with pytest.raises(ValueError, match="rise"):
        DetectionAccumulator(2, band_edges=edges)


# False alarms


def figures(tally: DetectionAccumulator) -> dict[str, float]:
    return tally.metrics_of(sum(tally.by_group.values()))


def test_false_alarms_per_square_metre_and_per_clean_frame():
    # 60 x 60 px of 0.5 mm: 900 mm² = 0.0009 m² a frame; a fifth of one is ignored
    tally = DetectionAccumulator(3, calibration=Calibration(0.5, 0.5))
    tally.add(steel((0, 0, 12, 60, 255)), steel((20, 0, 5, 5, 1), (40, 0, 5, 5, 2)))  # clean, two false alarms
    tally.add(steel(), steel())  # clean, none
    tally.add(steel((0, 0, 8, 8, 1)), steel((30, 30, 5, 5, 1)))  # not clean, one
    found = figures(tally)
    assert found["false_alarms_per_m2"] == pytest.approx(3 / (0.0009 * 2.8))
    assert found["false_alarms_per_clean_frame"] == pytest.approx(2 / 2)
    assert found["clean_frames_alarmed"] == pytest.approx(1 / 2)
    assert (found["defect_recall"], found["defect_recall_1"]) == (0, 0)
    assert math.isnan(found["defect_recall_2"])
    assert math.isnan(found["false_alarms_per_m"])  # no length was given


def test_what_was_not_given_or_not_there_has_no_figure():
    tally = DetectionAccumulator(2)
    tally.add(steel((0, 0, 8, 8, 1)), steel((30, 30, 5, 5, 1)), 0.5)
    found = figures(tally)
    assert found["false_alarms_per_m"] == 2
    for name in ("false_alarms_per_m2", "false_alarms_per_clean_frame", "clean_frames_alarmed"):
        assert math.isnan(found[name]), name


def test_a_speck_makes_a_frame_not_clean_and_an_ignored_frame_is_neither():
    tally = DetectionAccumulator(2)
    tally.add(steel((0, 0, 2, 2, 1)), steel((30, 30, 5, 5, 1)))
    tally.add(steel((0, 0, 60, 60, 255)), steel((30, 30, 5, 5, 1)))
    assert tally.counts().n_clean == 0
    assert tally.n_false.tolist() == [0, 1]


def test_a_perfect_prediction_finds_all_and_alarms_nobody():
    tally = DetectionAccumulator(3, band_edges=(5,))
    for class_map in (steel((0, 0, 4, 4, 1), (20, 20, 9, 9, 2)), steel()):
        tally.add(class_map, class_map)
    found = figures(tally)
    assert [found[f"defect_recall{name}"] for name in ("", "_1", "_2", "_band_0", "_band_1")] == [1] * 5
    assert (found["false_alarms_per_clean_frame"], found["clean_frames_alarmed"]) == (0, 0)


# Groups


boxes = st.tuples(st.integers(0, 50), st.integers(0, 50), st.integers(1, 10), st.integers(1, 10), st.integers(1, 2))
frames = st.tuples(st.sampled_from("abc"), st.lists(boxes, max_size=3), st.lists(boxes, max_size=3))


@given(st.lists(frames, min_size=2, max_size=6))
@settings(max_examples=25, deadline=None)
def test_the_counts_of_two_tallies_add_up_to_those_of_one_that_saw_all(seen: list[tuple[str, list, list]]):
    whole, *parts = (DetectionAccumulator(3, band_edges=(5,), calibration=Calibration(1, 2)) for _ in range(3))
    for number, (group, annotated, predicted) in enumerate(seen):
        for tally in (whole, parts[number % 2]):
            tally.add(steel(*annotated), steel(*predicted), 0.1, group=group)
    both: dict[str, np.ndarray] = {}
    for part in parts:
        for group, counts in part.by_group.items():
            add_to(both, group, counts)
    assert set(both) == set(whole.by_group)
    for group, counts in whole.by_group.items():
        assert both[group] == pytest.approx(counts)
    found = figures(whole)
    assert all(0 <= found[name] <= 1 for name in found if "recall" in name and not math.isnan(found[name]))


def test_intervals_of_recall_are_drawn_over_groups():
    tally = DetectionAccumulator(2)
    defect = steel((0, 0, 8, 8, 1))
    for group, is_found in zip("abcdef", (1, 1, 1, 0, 0, 0), strict=True):
        tally.add(defect, defect if is_found else steel(), group=group)
    interval = bootstrap(tally.by_group, tally.metrics_of)["defect_recall_1"]
    assert interval.low is not None
    assert interval.high is not None
    assert interval.low < interval.value == 0.5 < interval.high
    assert interval.n_groups == 6
