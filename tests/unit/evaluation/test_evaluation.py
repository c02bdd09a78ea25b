"""All scores from one pass, and two models against each other."""

from __future__ import annotations

import numpy as np
import pytest

from inspector.core.calibration import Calibration
from inspector.evaluation.evaluation import Evaluation, difference
from inspector.measuring.regions import find_regions, paint_regions

CLEAN = np.zeros((30, 30), np.uint8)


def steel(class_index: int, side: int = 8) -> np.ndarray:
    class_map = CLEAN.copy()
    class_map[10 : 10 + side, 10 : 10 + side] = class_index
    return class_map


def evaluated(predicted_side: int, **options: object) -> Evaluation:
    """Six coils, each with a defect, an equal one of class 2 that is called class 1, and clean steel."""
    evaluation = Evaluation(3, **options)  # type: ignore[arg-type]
    for coil in "abcdef":
        evaluation.add(coil, steel(1), steel(1, predicted_side), 0.5)
        evaluation.add(coil, steel(2), steel(1), 0.5)
        evaluation.add(coil, CLEAN, CLEAN, 0.5)
    return evaluation


def test_every_figure_comes_from_one_pass():
    evaluation = evaluated(8, calibration=Calibration(1, 1), band_edges=(9,))
    found = evaluation.intervals(n_resamples=20)
    values = {name: interval.value for name, interval in found.items()}
    assert values["iou_1"] == pytest.approx(1 / 2)  # 64 right, 64 false
    assert values["micro_iou"] == pytest.approx(64 / (64 + 64 + 64))
    assert values["f1_1"] == pytest.approx(2 / 3)
    assert values["foreground_iou_per_image"] == 1  # the class is not asked there
    assert values["kaggle_dice"] == pytest.approx((2 + 0 + 2) / 6)  # frame 2 misses one pair and invents another
    assert values["all_empty_dice"] == pytest.approx(4 / 6)
    assert values["dice_of_defects"] == pytest.approx(1 / 2)
    assert values["boundary_f1_1"] == pytest.approx(2 * 0.5 / 1.5)
    assert values["defect_recall"] == 1
    assert values["defect_recall_band_0"] == 1
    assert "defect_recall_band_1" not in values  # no defect of that size
    assert values["false_alarms_per_m2"] == 0
    assert values["clean_frames_alarmed"] == 0
    assert all(interval.n_groups == 6 for interval in found.values())
    assert evaluation.counted() == {
        "n_frames_with_defects": 12, "n_clean_frames": 6, "n_frames_ignored_whole": 0,
        "n_pairs": 36, "n_empty_pairs": 24,
    }  # fmt: skip


def test_two_models_are_compared_on_the_same_groups():
    found = difference(evaluated(4), evaluated(8), n_resamples=50)
    # class 1: 16 of 64 pixels right, 64 false; then all 64
    gain = found["iou_1"]
    assert gain.value == pytest.approx(64 / 128 - 16 / 128)
    assert (gain.low, gain.high) == pytest.approx((gain.value, gain.value))
    assert found["defect_recall"].value == 0
    with pytest.raises(ValueError, match="another tolerance_px"):
        difference(evaluated(4), evaluated(8, tolerance_px=3))
    missing = evaluated(4)
    del missing.pixels.by_group["a"]
    with pytest.raises(ValueError, match="only one has a"):
        difference(missing, evaluated(8))


JOINT = 2


def of_joints() -> Evaluation:
    """Classes 1 and 3 are defects, 2 is a joint; four frames of 30 x 30 px with one square of 8 x 8 px at most."""
    evaluation = Evaluation(4, non_defects=(JOINT,))
    evaluation.add("a", steel(JOINT), steel(JOINT))  # a joint, seen as one: clean steel, and called so
    evaluation.add("b", steel(JOINT), steel(1))  # a joint taken for a defect: a false alarm on a clean frame
    evaluation.add("c", steel(1), steel(JOINT))  # a defect taken for a joint: missed
    evaluation.add("d", steel(3), steel(3))  # a defect, found
    return evaluation


def test_a_class_that_is_no_defect_counts_as_background_for_all_that_is_per_defect_or_frame():
    evaluation = of_joints()
    values = {name: interval.value for name, interval in evaluation.intervals(n_resamples=5).items()}
    counts = evaluation.detections.counts()
    assert counts.n_defects.sum(axis=1).tolist() == [0, 1, 0, 1]
    assert counts.n_found.sum(axis=1).tolist() == [0, 0, 0, 1]
    assert counts.n_false.tolist() == [0, 1, 0, 0]
    assert (counts.n_clean, counts.n_clean_alarmed, counts.n_false_on_clean) == (2, 1, 1)
    assert values["false_alarms_per_clean_frame"] == 0.5
    assert values["foreground_iou_per_image"] == pytest.approx((0 + 1) / 2)
    assert values["clean_area_share"] == pytest.approx(64 / 1800)
    # pairs of classes 1 and 3: a 1, 1; b 0, 1; c 0, 1; d 1, 1
    assert values["kaggle_dice"] == pytest.approx(6 / 8)
    assert values["all_empty_dice"] == pytest.approx(6 / 8)
    assert values["dice_of_defects"] == pytest.approx(1 / 2)
    assert values["boundary_f1_defects"] == pytest.approx((0 + 1) / 2)
    assert not {"kaggle_dice_2", "boundary_f1_2", "defect_recall_2"} & set(values)
    assert evaluation.counted() == {
        "n_frames_with_defects": 2, "n_clean_frames": 2, "n_frames_ignored_whole": 0, "n_pairs": 8, "n_empty_pairs": 6,
    }  # fmt: skip


def test_the_ious_of_all_classes_stay_and_their_mean_is_over_defects():
    found = {name: interval.value for name, interval in of_joints().intervals(n_resamples=5).items()}
    assert (found["iou_1"], found["iou_3"]) == (0, 1)
    assert found["iou_2"] == pytest.approx(64 / (64 + 64 + 64))  # the joint: one hit, one missed, one false
    assert found["miou_defects"] == 0.5
    assert found["micro_iou"] == pytest.approx(64 / (64 + 64 + 64))  # of classes 1 and 3: one hit, missed, false
    assert found["miou_with_background"] == pytest.approx((1 + 0 + 1 / 3 + 1) / 4)


def test_without_such_classes_a_joint_is_a_defect_as_any():
    evaluation = Evaluation(4)
    evaluation.add("a", steel(JOINT), steel(JOINT))
    assert evaluation.detections.n_found.tolist() == [0, 0, 1, 0]
    assert evaluation.counted()["n_clean_frames"] == 0


def reported(class_map: np.ndarray, min_area_px: tuple[int, ...]) -> np.ndarray:
    """As ``inspect_frame`` leaves it."""
    certain = np.ones(class_map.shape, np.float32)
    return paint_regions(find_regions(class_map, certain, min_area_px=min_area_px), class_map.shape)


def test_predicted_regions_below_the_minimum_area_of_their_class_are_not_reported():
    predicted = CLEAN.copy()
    predicted[2:5, 2:5], predicted[20:23, 2:5] = 1, 2  # 9 px each
    evaluation = Evaluation(3, min_area_px=(0, 9, 10))
    evaluation.add("a", CLEAN, reported(predicted, (0, 9, 10)))
    # the one of class 1 is reported: a false alarm, also below 16 px; that of class 2 is not
    assert evaluation.detections.n_false.tolist() == [0, 1, 0]
    assert evaluation.pixels.total()[0].tolist() == [900 - 9, 9, 0]
    plain = Evaluation(3)
    plain.add("a", CLEAN, predicted)
    assert plain.detections.n_false.tolist() == [0, 0, 0]  # 16 px without areas of a model's own
    assert plain.pixels.total()[0].tolist() == [900 - 18, 9, 9]


def test_a_region_that_ignored_pixels_cut_below_its_minimum_area_is_not_judged():
    annotated = CLEAN.copy()
    annotated[:, :15] = 255
    predicted = CLEAN.copy()
    predicted[10:14, 12:16] = 1  # 16 px, of which 4 count
    evaluation = Evaluation(2, min_area_px=(0, 5))
    evaluation.add("a", annotated, predicted)
    assert evaluation.detections.n_false.tolist() == [0, 0]


def test_models_scored_with_other_defects_are_not_compared():
    with pytest.raises(ValueError, match="another non_defects"):
        difference(of_joints(), Evaluation(4))
