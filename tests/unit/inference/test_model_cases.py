"""Models that went wrong once, as they were found: the right answer, or a refusal in words."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest

from inspector.core.class_map import class_map_of
from inspector.core.messages import Code, ModelError
from inspector.inference.backend import Provider
from inspector.inference.first_try import TryLimits, try_first
from inspector.inference.model_content import read_content
from inspector.inference.model_file import open_model
from inspector.inference.predictor import Predictor
from inspector.texts.messages import one_line

CASES = Path(__file__).parents[2] / "cases"
CARDS, HOSTILE = CASES / "20-model-cards", CASES / "hostile-models"
RIGHT = {"background": 5424, "bright": 276, "dark": 300}  # px of frame.bmp


def counts(path: Path) -> dict[str, int]:
    """Pixels of each class of frame.bmp. Raises ModelError."""
    model = open_model(path, Provider.CPU)
    frame = cv2.imread(str(CARDS / "frame.bmp"), cv2.IMREAD_GRAYSCALE)
    assert frame is not None
    found = Predictor(model).predict(np.asarray(frame, np.uint8), 8)
    assert 0 <= found.probability.min() <= found.probability.max() <= 1
    class_map = class_map_of(found, model.card.thresholds)
    return {name: int((class_map == index).sum()) for index, name in enumerate(model.card.class_names)}


def refusal(path: Path) -> tuple[Code, str]:
    with pytest.raises(ModelError) as error:
        open_model(path, Provider.CPU)
    said = one_line(error.value.message)
    assert "::" not in said  # of C++
    assert "onnxruntime" not in said
    return error.value.message.code, said


@pytest.mark.parametrize("name", ["ok", "fp16", "mmseg_norm_0_1"])
def test_what_can_be_served_is_served_rightly(name: str):
    assert counts(CARDS / f"{name}.onnx") == RIGHT


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        (
            "aux",
            Code.MODEL_CARD_CONTRADICTED,
            "must name the one with the scores as “output_name”: “scores” (N, 3, H, W), “aux” (N, 3, H, W)",
        ),
        ("extmissing", Code.MODEL_WEIGHTS, "“gone.data”: No such file"),
        ("logits_said_probabilities", Code.MODEL_CARD_CONTRADICTED, "probabilities do not: that is “logits”"),
        ("mmseg_norm_0_255", Code.MODEL_CARD_BROKEN, "write mean [0.485]; std [0.229]"),
        ("opset99", Code.MODEL_OPSET_TOO_NEW, "(IR) has version 99"),
        ("quarter", Code.MODEL_CARD_CONTRADICTED, "one score for 4 x 4 px, its card does not say so"),
        ("softmax_said_logits", Code.MODEL_CARD_CONTRADICTED, "as after a soft-max: that is “probabilities”"),
        (
            "two_sigmoids_no_background",
            Code.MODEL_CARD_CONTRADICTED,
            "the card names the background all the same, first",
        ),
    ],
)
def test_what_cannot_is_refused_with_what_to_do(name: str, code: Code, words: str):
    found, said = refusal(CARDS / f"{name}.onnx")
    assert found is code
    assert words in said


def test_every_case_is_tested():
    assert len(list(CARDS.glob("*.onnx"))) == 3 + 8


def with_card(path: Path, copy: Path, **entries: object) -> Path:
    """The case with what its refusal asks for; the card in a file wins, so it goes there."""
    import onnx

    model = onnx.load(path)
    card = json.loads(model.metadata_props[0].value) | entries
    model.metadata_props[0].value = json.dumps(card)
    onnx.save(model, copy)
    return copy


@pytest.mark.parametrize(
    ("name", "entries"),
    [
        ("aux", {"output_name": "scores"}),
        ("logits_said_probabilities", {"output": "logits"}),
        ("softmax_said_logits", {"output": "probabilities"}),
        ("mmseg_norm_0_255", {"mean": [0.485], "std": [0.229]}),
        (
            "two_sigmoids_no_background",
            {
                "class_names": ["background", "bright", "dark"],
                "thresholds": [0, 0.5, 0.5],
                "min_area_px": [0, 1, 1],
            },
        ),
    ],
)
def test_who_does_what_the_refusal_says_is_served_rightly(tmp_path: Path, name: str, entries: dict[str, object]):
    assert counts(with_card(CARDS / f"{name}.onnx", tmp_path / "m.onnx", **entries)) == RIGHT


def test_scores_of_a_quarter_of_the_size_are_enlarged_where_the_card_says_so_and_who_looks_is_told(tmp_path: Path):
    """Its network takes the mean of 4 x 4 scores, so it finds less than there is: what it finds lies inside."""
    path = with_card(CARDS / "quarter.onnx", tmp_path / "m.onnx", score_px=4)
    found = counts(path)
    assert RIGHT["bright"] * 0.7 < found["bright"] < RIGHT["bright"]
    assert RIGHT["dark"] * 0.7 < found["dark"] < RIGHT["dark"]
    assert "a score for 4 x 4 px" in open_model(path, Provider.CPU).provider.device


@pytest.mark.parametrize("path", sorted(HOSTILE.glob("*.onnx")), ids=lambda path: path.stem)
def test_a_hostile_model_is_refused_in_words_or_answers(path: Path):
    served = {"ok": 276, "ext_ok": 300}
    if path.stem == "loop_forever":
        with pytest.raises(ModelError) as error:
            try_first(read_content(path), limits=TryLimits(cpu_s=2))
        assert error.value.message.code is Code.MODEL_TRY_FAILED
    elif path.stem in served:
        assert counts(path)["crack"] == served[path.stem]
    else:
        assert refusal(path)[0] is Code.MODEL_CARD_BROKEN


def test_weights_beside_a_model_belong_to_its_identity(tmp_path: Path):
    for name in ("ext_ok.onnx", "weights.bin"):
        shutil.copy(HOSTILE / name, tmp_path / name)
    before = read_content(tmp_path / "ext_ok.onnx").sha256
    (tmp_path / "weights.bin").write_bytes(np.array([-1, 5, 0, 0], np.float32).tobytes())
    assert read_content(tmp_path / "ext_ok.onnx").sha256 != before
    (tmp_path / "weights.bin").write_bytes(bytes(16))
    assert "its weights are empty or damaged" in refusal(tmp_path / "ext_ok.onnx")[1]
