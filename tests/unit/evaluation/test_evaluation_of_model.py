"""A model scored on a version through the program's own prediction, by hand-made frames."""

from __future__ import annotations

import io
import math
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from inspector.core.calibration import Calibration
from inspector.core.messages import Code, DatasetError, ModelError
from inspector.datasets.version import DatasetVersion, NewSample, Split, write_version
from inspector.evaluation.of_model import EvaluationSettings, NamedBy, evaluate_model
from inspector.inference.model_file import open_model
from tests.tiny_model import BRIGHT, CLEAN, DULL, write_tiny_model

NAMES = ("background", "dull", "bright")


def frame(grey: int | None) -> npt.NDArray[np.uint8]:
    """32 by 32 px, clean but for a square of 8 by 8 px."""
    pixels = np.full((32, 32), CLEAN, np.uint8)
    if grey is not None:
        pixels[8:16, 8:16] = grey
    return pixels


def mask(index: int, width: int = 8) -> npt.NDArray[np.uint8]:
    found = np.zeros((32, 32), np.uint8)
    found[8:16, 8 : 8 + width] = index
    return found


def version(
    folder: Path, *frames: tuple[int | None, npt.NDArray[np.uint8]], **facts: tuple[str, ...]
) -> DatasetVersion:
    samples = []
    for number, (grey, class_map) in enumerate(frames):
        encoded = io.BytesIO()
        Image.fromarray(frame(grey)).save(encoded, "PNG")
        name = f"f{number}"
        samples.append(NewSample(name, encoded.getvalue(), ".png", class_map, f"group {number}", Split.TEST))
    return write_version(
        folder, name="tiny", class_names=facts.get("class_names", NAMES), source="", terms="", samples=samples,
        non_defects=facts.get("non_defects", ()),
    )  # fmt: skip


def test_every_frame_of_the_split_is_scored_by_the_cards_rules(tmp_path: Path):
    model = open_model(write_tiny_model(tmp_path / "tiny.onnx"))
    data = version(tmp_path / "v", (DULL, mask(1)), (BRIGHT, mask(2, width=4)), (None, mask(0)))
    told: list[tuple[int, int]] = []
    found = evaluate_model(model, data, EvaluationSettings(), lambda done, total: told.append((done, total)))
    assert (found.n_frames, found.n_groups, found.model_sha256) == (3, 3, model.sha256)
    # dull is exact; of bright 64 px are found where 32 are annotated
    assert found.scores.iou[1:] == (1.0, 0.5)
    assert found.intervals["iou_2"].value == 0.5
    assert (found.n_defects, found.n_false_alarms) == ((0, 1, 1), (0, 0, 0))
    assert math.isnan(found.defect_recall[0])
    assert found.defect_recall[1:] == (1.0, 1.0)
    # sizes: 8 px and the square root of 32 px, 5.7 px
    assert found.size_bands == ("below 16 px", "16 to 32 px", "32 to 64 px", "64 px or more")
    assert found.n_defects_by_size == ((0, 0, 0, 0), (1, 0, 0, 0), (1, 0, 0, 0))
    assert found.area_m2 is None
    assert (found.non_defects, found.non_defects_named_by) == ((), None)
    assert sorted(set(told)) == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_with_a_scale_sizes_are_in_mm_and_the_area_is_known(tmp_path: Path):
    model = open_model(write_tiny_model(tmp_path / "tiny.onnx"))
    data = version(tmp_path / "v", (DULL, mask(1)), (BRIGHT, mask(2)))
    settings = EvaluationSettings(calibration=Calibration(0.5, 1.0), band_edges=(5.0, 6.0))
    found = evaluate_model(model, data, settings)
    assert found.size_bands == ("below 5 mm", "5 to 6 mm", "6 mm or more")
    assert found.n_defects_by_size[1] == (0, 1, 0)  # 64 px of 0.5 mm²: a square of 5.66 mm
    assert found.area_m2 == pytest.approx(2 * 32 * 32 * 0.5e-6)


def test_a_region_below_its_minimum_area_is_no_alarm(tmp_path: Path):
    """As in inspection: 64 px are found where nothing is annotated."""
    data = version(tmp_path / "v", (DULL, mask(0)), (BRIGHT, mask(2)))
    alarmed, quiet = (
        evaluate_model(
            open_model(write_tiny_model(tmp_path / f"{area}.onnx", min_area_px=(0, area, area))), data,
            EvaluationSettings(),
        )
        for area in (64, 65)
    )  # fmt: skip
    assert (alarmed.n_false_alarms, quiet.n_false_alarms) == ((0, 1, 0), (0, 0, 0))
    assert (alarmed.scores.iou[2], quiet.scores.iou[2]) == (1.0, 0.0)


def test_a_class_that_is_no_defect_for_the_model_keeps_its_small_regions(tmp_path: Path):
    """Minimum areas are of reported defects; of the others the IoU is of all their pixels."""
    data = version(tmp_path / "v", (DULL, mask(1)), (BRIGHT, mask(2)))
    model = open_model(write_tiny_model(tmp_path / "tiny.onnx", non_defects=("dull",), min_area_px=(0, 65, 65)))
    assert evaluate_model(model, data, EvaluationSettings()).scores.iou[1:] == (1.0, 0.0)


def test_the_dataset_says_before_the_model_which_classes_are_no_defects(tmp_path: Path):
    frames = ((DULL, mask(1)), (BRIGHT, mask(2)))
    plain, said = version(tmp_path / "a", *frames), version(tmp_path / "b", *frames, non_defects=("bright",))
    model = open_model(write_tiny_model(tmp_path / "tiny.onnx", non_defects=("dull",)))
    by_model = evaluate_model(model, plain, EvaluationSettings())
    assert (by_model.non_defects, by_model.non_defects_named_by) == (("dull",), NamedBy.MODEL)
    by_dataset = evaluate_model(model, said, EvaluationSettings())
    assert (by_dataset.non_defects, by_dataset.non_defects_named_by) == (("bright",), NamedBy.DATASET)
    assert (by_model.n_defects, by_dataset.n_defects) == ((0, 0, 1), (0, 1, 0))
    assert by_model.scores.iou[1] == 1.0, "a class that is no defect has an IoU all the same"


def test_what_cannot_be_scored_is_refused(tmp_path: Path):
    model = open_model(write_tiny_model(tmp_path / "tiny.onnx"))
    other = version(tmp_path / "v", (DULL, mask(1)), class_names=("background", "dull", "shiny"))
    with pytest.raises(ModelError) as caught:
        evaluate_model(model, other, EvaluationSettings())
    assert caught.value.message.code is Code.CLASSES_DIFFER
    data = version(tmp_path / "w", (DULL, mask(1)))
    with pytest.raises(DatasetError) as broken:
        evaluate_model(model, data, EvaluationSettings(Split.VAL))
    assert broken.value.message.params["detail"] == "it has no val split"


def test_a_cancel_ends_it_before_the_next_frame(tmp_path: Path):
    model = open_model(write_tiny_model(tmp_path / "tiny.onnx"))
    data = version(tmp_path / "v", *[(DULL, mask(1))] * 5)

    class CancelledError(Exception):
        pass

    seen = []

    def report(done: int, total: int) -> None:
        seen.append(done)
        if done == 2:
            raise CancelledError

    with pytest.raises(CancelledError):
        evaluate_model(model, data, EvaluationSettings(), report)
    assert max(seen) == 2
