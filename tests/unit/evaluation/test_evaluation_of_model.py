"""A model scored on a version through the program's own prediction, by hand-made frames."""

from __future__ import annotations

import io
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from inspector.core.calibration import Calibration
from inspector.core.messages import Code, DatasetError, FrameError, ModelError, SourceError
from inspector.datasets.version import NewSample, Split, open_version, write_version
from inspector.evaluation.class_rule import ComparedBy, NamedBy, class_rule
from inspector.evaluation.frames import FramesToScore, clean_frames, frames_of_version
from inspector.evaluation.of_model import EvaluationSettings, evaluate_model
from inspector.inference.backend import Provider, Tuning
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


def frames_of(
    folder: Path, *frames: tuple[int | None, npt.NDArray[np.uint8]], **facts: tuple[str, ...]
) -> FramesToScore:
    samples = []
    for number, (grey, class_map) in enumerate(frames):
        encoded = io.BytesIO()
        Image.fromarray(frame(grey)).save(encoded, "PNG")
        name = f"f{number}"
        samples.append(NewSample(name, encoded.getvalue(), ".png", class_map, f"group {number}", Split.TEST))
    made = write_version(
        folder, name="tiny", class_names=facts.get("class_names", NAMES), source="", terms="", samples=samples,
        non_defects=facts.get("non_defects", ()),
    )  # fmt: skip
    return frames_of_version(made, Split.TEST)


def test_every_frame_of_the_split_is_scored_by_the_cards_rules(tmp_path: Path):
    model = open_model(write_tiny_model(tmp_path / "tiny.onnx"))
    data = frames_of(tmp_path / "v", (DULL, mask(1)), (BRIGHT, mask(2, width=4)), (None, mask(0)))
    told: list[tuple[int, int]] = []
    found = evaluate_model(model, data, EvaluationSettings(), lambda done, total: told.append((done, total)))
    assert (found.frames.n_frames, found.n_groups, found.model_sha256) == (3, 3, model.sha256)
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
    assert (found.rule.non_defects, found.rule.non_defects_named_by) == ((), None)
    assert sorted(set(told)) == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_figures_are_those_of_the_cards_tiles_whatever_a_trial_found(tmp_path: Path):
    """A network whose answer depends on the size of its tiles, on two PCs."""

    class FindsNothingInSmallTiles:
        tiles_at_once = n_streams = 1

        def __init__(self) -> None:
            self.provider, self.widths = model.provider, set[int]()

        def run(self, tiles: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
            self.widths.add(tiles.shape[3])
            return model.backend.run(tiles if tiles.shape[3] > 16 else np.full_like(tiles, CLEAN / 255))

        def close(self) -> None: ...

    model = open_model(write_tiny_model(tmp_path / "tiny.onnx"), Provider.CPU)
    data = frames_of(tmp_path / "v", (DULL, mask(1)), (None, mask(0)))
    backend = FindsNothingInSmallTiles()
    tuned = Tuning(Provider.CPU, 1, 16, 0, 0, 1.0, "2026-11-30T18:00:00+00:00")
    found = evaluate_model(replace(model, backend=backend, tuning=tuned), data, EvaluationSettings())
    assert (found.scores.iou[:2], found.n_false_alarms) == ((1.0, 1.0), (0, 0, 0))
    assert found.defect_recall[1] == 1.0
    assert min(backend.widths) >= 32


def test_with_a_scale_sizes_are_in_mm_and_the_area_is_known(tmp_path: Path):
    model = open_model(write_tiny_model(tmp_path / "tiny.onnx"))
    data = frames_of(tmp_path / "v", (DULL, mask(1)), (BRIGHT, mask(2)))
    settings = EvaluationSettings(calibration=Calibration(0.5, 1.0), band_edges=(5.0, 6.0))
    found = evaluate_model(model, data, settings)
    assert found.size_bands == ("below 5 mm", "5 to 6 mm", "6 mm or more")
    assert found.n_defects_by_size[1] == (0, 1, 0)  # 64 px of 0.5 mm²: a square of 5.66 mm
    assert found.area_m2 == pytest.approx(2 * 32 * 32 * 0.5e-6)


def test_a_region_below_its_minimum_area_is_no_alarm(tmp_path: Path):
    """As in inspection: 64 px are found where nothing is annotated."""
    data = frames_of(tmp_path / "v", (DULL, mask(0)), (BRIGHT, mask(2)))
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
    data = frames_of(tmp_path / "v", (DULL, mask(1)), (BRIGHT, mask(2)))
    model = open_model(write_tiny_model(tmp_path / "tiny.onnx", non_defects=("dull",), min_area_px=(0, 65, 65)))
    assert evaluate_model(model, data, EvaluationSettings()).scores.iou[1:] == (1.0, 0.0)


def test_the_dataset_says_before_the_model_which_classes_are_no_defects(tmp_path: Path):
    frames = ((DULL, mask(1)), (BRIGHT, mask(2)))
    plain, said = frames_of(tmp_path / "a", *frames), frames_of(tmp_path / "b", *frames, non_defects=("bright",))
    model = open_model(write_tiny_model(tmp_path / "tiny.onnx", non_defects=("dull",)))
    by_model = evaluate_model(model, plain, EvaluationSettings())
    assert (by_model.rule.non_defects, by_model.rule.non_defects_named_by) == (("dull",), NamedBy.MODEL)
    by_dataset = evaluate_model(model, said, EvaluationSettings())
    assert (by_dataset.rule.non_defects, by_dataset.rule.non_defects_named_by) == (("bright",), NamedBy.DATASET)
    assert (by_model.n_defects, by_dataset.n_defects) == ((0, 0, 1), (0, 1, 0))
    assert by_model.scores.iou[1] == 1.0, "a class that is no defect has an IoU all the same"


def test_other_classes_are_compared_as_defect_or_none(tmp_path: Path):
    """A square of the model's "bright" on one of the data's "dent" is a defect found; nobody says that they are one."""
    model = open_model(write_tiny_model(tmp_path / "tiny.onnx"))
    names = ("background", "dent", "oil")
    data = frames_of(
        tmp_path / "v", (BRIGHT, mask(1)), (DULL, mask(2)), (BRIGHT, mask(0)), (None, mask(1)),
        class_names=names, non_defects=("oil",),
    )  # fmt: skip
    found = evaluate_model(model, data, EvaluationSettings())
    assert found.rule.compared_by is ComparedBy.DEFECT_OR_NOT
    assert found.rule.class_names == ("background", "defect")
    assert (found.rule.non_defects, found.rule.non_defects_named_by) == (("oil",), NamedBy.DATASET)
    assert (found.n_defects, found.defect_recall[1], found.n_false_alarms) == ((0, 2), 0.5, (0, 2))
    assert found.intervals["false_alarms_per_clean_frame"].value == 1.0  # oil is none, and clean
    assert found.intervals["false_alarms_per_megapixel"].value == pytest.approx(2e6 / (4 * 32 * 32))


def test_a_map_says_what_a_class_of_the_data_is(tmp_path: Path):
    model = open_model(write_tiny_model(tmp_path / "tiny.onnx"))
    names = ("background", "dent", "glare", "unknown")
    data = frames_of(
        tmp_path / "v", (DULL, mask(1)), (BRIGHT, mask(2)), (DULL, mask(3)), class_names=names, non_defects=("glare",)
    )
    mapping = {"dent": "dull", "glare": "bright", "unknown": "ignore"}
    found = evaluate_model(model, data, EvaluationSettings(mapping=mapping))
    assert (found.rule.compared_by, found.rule.class_names) == (ComparedBy.MAP, NAMES)
    assert (found.rule.non_defects, found.n_defects, found.n_false_alarms) == (("bright",), (0, 1, 0), (0, 0, 0))
    assert found.scores.iou[1:] == (1.0, 1.0)


def test_with_a_map_the_data_say_nothing_of_the_models_own_classes(tmp_path: Path):
    """Bright is no defect for the model and nothing in the data: what the model finds of it is no false alarm. Where
    a class of the data that is a defect is mapped to it, the data, which were annotated, come first."""
    model = open_model(write_tiny_model(tmp_path / "tiny.onnx", non_defects=("bright",)))
    names = ("background", "pit", "oil")
    frames = ((DULL, mask(1)), (BRIGHT, mask(0)), (None, mask(2)))
    data = frames_of(tmp_path / "v", *frames, class_names=names, non_defects=("oil",))
    own = evaluate_model(model, data, EvaluationSettings(mapping={"pit": "dull", "oil": "ignore"}))
    assert (own.rule.non_defects, own.rule.non_defects_named_by) == (("bright",), NamedBy.MODEL)
    assert (own.n_defects, own.n_false_alarms) == ((0, 1, 0), (0, 0, 0))
    four = replace(model.card, class_names=(*NAMES, "stain"), thresholds=(0.0, 0.5, 0.5, 0.5), min_area_px=(0, 4, 4, 4))
    both = class_rule(four, names, ("oil",), {"pit": "dull", "oil": "stain"})
    assert (both.non_defects, both.non_defects_named_by) == (("stain", "bright"), NamedBy.BOTH)
    assert both.non_defect_indices == (2, 3)
    theirs = evaluate_model(model, data, EvaluationSettings(mapping={"pit": "bright", "oil": "dull"}))
    assert (theirs.rule.non_defects, theirs.rule.non_defects_named_by) == (("dull",), NamedBy.DATASET)
    plain = frames_of(tmp_path / "plain", *frames, class_names=names)
    silent = evaluate_model(model, plain, EvaluationSettings(mapping={"pit": "bright", "oil": "ignore"}))
    assert (silent.rule.non_defects, silent.rule.non_defects_named_by) == (("bright",), NamedBy.MODEL)


@pytest.mark.parametrize(
    ("mapping", "why"),
    [
        ({"dent": "dull"}, "the class “glare” of the data is none of the model's"),
        ({"pit": "dull"}, "the data have no class “pit”; they have dent, glare"),
        ({"dent": "dented"}, "the model has no class “dented”; it has dull, bright"),
        ({"dent": "dull", "glare": "dull"}, "a class that is none of the data are both mapped to “dull”"),
    ],
    ids=["a class has no place", "theirs is not there", "ours is not there", "a defect with what is none"],
)
def test_a_map_that_cannot_be_followed_is_refused(tmp_path: Path, mapping: dict[str, str], why: str):
    model = open_model(write_tiny_model(tmp_path / "tiny.onnx"))
    names = ("background", "dent", "glare")
    data = frames_of(tmp_path / "v", (DULL, mask(1)), (DULL, mask(2)), class_names=names, non_defects=("glare",))
    with pytest.raises(ModelError) as caught:
        evaluate_model(model, data, EvaluationSettings(mapping=mapping))
    assert caught.value.message.code is Code.CLASSES_NOT_MAPPED
    assert why in str(caught.value.message.params["detail"])


def test_a_folder_of_clean_frames_has_false_alarms_alone(tmp_path: Path):
    model = open_model(write_tiny_model(tmp_path / "tiny.onnx"))
    (tmp_path / "clean" / "deeper").mkdir(parents=True)
    for name, grey in (("a.png", None), ("deeper/b.png", BRIGHT), ("c.png", DULL)):
        Image.fromarray(frame(grey)).save(tmp_path / "clean" / name)
    settings = EvaluationSettings(calibration=Calibration(0.5, 2.0))
    found = evaluate_model(model, clean_frames(tmp_path / "clean"), settings)
    assert (found.frames.n_frames, found.n_groups, found.frames.has_groups) == (3, 3, False)
    assert (found.n_defects, found.n_false_alarms) == ((0, 0), (0, 2))
    assert found.intervals["false_alarms_per_clean_frame"].value == pytest.approx(2 / 3)
    assert found.intervals["clean_frames_alarmed"].value == pytest.approx(2 / 3)
    assert found.intervals["false_alarms_per_m"].value == pytest.approx(2 / (3 * 32 * 2 / 1000))
    assert "defect_recall" not in found.intervals


def test_a_folder_without_frames_or_with_a_broken_one_is_refused(tmp_path: Path):
    with pytest.raises(SourceError):
        clean_frames(tmp_path / "nowhere")
    (tmp_path / "some").mkdir()
    with pytest.raises(SourceError):
        clean_frames(tmp_path / "some")
    (tmp_path / "some" / "broken.png").write_bytes(b"no picture")
    model = open_model(write_tiny_model(tmp_path / "tiny.onnx"))
    with pytest.raises(FrameError):
        evaluate_model(model, clean_frames(tmp_path / "some"), EvaluationSettings())


def test_recall_at_the_scores_of_other_frames(tmp_path: Path):
    """What wins by little is a false alarm of the others, so only what is surer counts on these."""
    model = open_model(write_tiny_model(tmp_path / "tiny.onnx"))
    faint = 103  # logits 0, 0.39 and -58.8
    tested = frames_of(tmp_path / "t", (DULL, mask(1)), (faint, mask(1)))
    others = frames_of(tmp_path / "o", (faint, mask(0)), (None, mask(0)))
    found = evaluate_model(model, tested, EvaluationSettings(alarms_per_frame=(1.0, 0.1)), scores_from=others)
    recalls = [(at.alarms_per_frame, at.point.intervals["recall"].value) for at in found.recall_at_alarms]
    assert recalls == [(1.0, 1.0), (0.1, 1.0), (1.0, 1.0), (0.1, 0.5)]
    assert found.with_thresholds.intervals["recall"].value == 1.0
    assert found.with_thresholds.n_regions == ((0, 0, 0, 0), (2, 0, 0, 0), (0, 0, 0, 0))


def test_an_empty_split_is_refused(tmp_path: Path):
    frames_of(tmp_path / "w", (DULL, mask(1)))
    with pytest.raises(DatasetError) as broken:
        frames_of_version(open_version(tmp_path / "w"), Split.VAL)
    assert broken.value.message.params["detail"] == "it has no val split"


def test_a_cancel_ends_it_before_the_next_frame(tmp_path: Path):
    model = open_model(write_tiny_model(tmp_path / "tiny.onnx"))
    data = frames_of(tmp_path / "v", *[(DULL, mask(1))] * 5)

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
