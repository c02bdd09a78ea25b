"""All scores from one pass, and two models against each other."""

from __future__ import annotations

import numpy as np
import pytest

from inspector.core.calibration import Calibration
from inspector.evaluation.evaluation import Evaluation, difference

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
    found = evaluation.intervals(n_draws=20)
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
    found = difference(evaluated(4), evaluated(8), n_draws=50)
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
