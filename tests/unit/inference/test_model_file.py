"""Opening model files: good ones, and each kind of bad one with words of its own."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from onnx import TensorProto, helper, numpy_helper
from onnx_models import card, pixel_model, save, scaled_model

from inspector.core.files import sha256_of
from inspector.core.messages import Code, ModelError
from inspector.core.model_card import CARD_FORMAT, Output
from inspector.inference import known_models, nvidia, onnx_runtime
from inspector.inference.backend import Provider
from inspector.inference.model_content import card_beside
from inspector.inference.model_file import open_model


@pytest.fixture(autouse=True)
def tried_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a trial finds is what is found here, in a process of its own, a second for each: see test_first_try.py."""
    monkeypatch.setattr(known_models, "is_known", lambda _sha256: True)


def code_of(path: Path) -> Code:
    with pytest.raises(ModelError) as error:
        open_model(path, Provider.CPU)
    assert error.value.message.params["path"] == str(path)
    return error.value.message.code


def detail_of(path: Path) -> str:
    with pytest.raises(ModelError) as error:
        open_model(path, Provider.CPU)
    return str(error.value.message.params.get("detail", ""))


def test_a_model_with_its_card_opens(tmp_path: Path):
    path = pixel_model(tmp_path / "größer 1.onnx")
    model = open_model(path, Provider.CPU)
    assert (model.card, model.fixed_tile, model.path) == (card(), None, path)
    assert model.sha256 == sha256_of(path.read_bytes())
    assert model.provider.used is Provider.CPU


def test_a_card_beside_serves_a_file_without_one(tmp_path: Path):
    path = pixel_model(tmp_path / "plain.onnx", card_text=None)
    assert card_beside(path).name == "plain.card.json"
    card_beside(path).write_text(card(name="beside").to_json(), encoding="utf-8")
    assert open_model(path, Provider.CPU).card.name == "beside"


def test_a_card_beside_that_says_the_same_but_for_words_to_people_is_passed_over_and_told(tmp_path: Path, caplog):
    path = pixel_model(tmp_path / "m.onnx")
    card_beside(path).write_text(card(notes="tried on line 2", licence="MIT").to_json())
    assert open_model(path, Provider.CPU).card == card()
    assert "m.card.json beside it says something else of licence, notes" in caplog.text
    caplog.clear()
    entries = json.loads(card().to_json()) | {"format": 4}
    del entries["is_output_checked"]
    card_beside(path).write_text(json.dumps(entries))  # another format of the same
    open_model(path, Provider.CPU)
    assert not caplog.text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"class_names": ("background", "dark", "bright")}, "class_names"),
        ({"mean": (0.4,), "std": (0.2,)}, "mean, std"),
        ({"output": Output.PROBABILITIES}, "output"),
        ({"thresholds": (0.0, 0.9, 0.9), "notes": "stricter"}, "thresholds, notes"),
        ({"name": "beside"}, "name"),
        ({"non_defects": ("bright",)}, "non_defects"),
    ],
    ids=str,
)
def test_a_card_beside_that_says_something_else_than_the_one_in_the_file_is_refused(tmp_path: Path, changed, said: str):
    path = pixel_model(tmp_path / "m.onnx")
    card_beside(path).write_text(card(**changed).to_json())
    with pytest.raises(ModelError) as caught:
        open_model(path, Provider.CPU)
    params = {"path": str(path), "beside": str(card_beside(path)), "detail": said}
    assert (caught.value.message.code, caught.value.message.params) == (Code.MODEL_TWO_CARDS, params)


def test_a_broken_card_beside_a_file_with_a_card_is_refused_by_its_name(tmp_path: Path):
    path = pixel_model(tmp_path / "m.onnx")
    for content in (b"{", b"\xff", b'{"tile_px": 7}'):
        card_beside(path).write_bytes(content)
        with pytest.raises(ModelError, match=r"“m\.card\.json” beside it: ") as caught:
            open_model(path, Provider.CPU)
        assert caught.value.message.code is Code.MODEL_CARD_BROKEN


def test_a_missing_file_is_missing(tmp_path: Path):
    assert code_of(tmp_path / "nowhere.onnx") is Code.MODEL_MISSING


def test_a_folder_is_no_model(tmp_path: Path):
    assert code_of(tmp_path) is Code.MODEL_NOT_ONNX


@pytest.mark.parametrize("content", [b"", b"this is text, not a model\n", b"\x89PNG\r\n\x1a\n" * 20, bytes(1000)])
def test_what_is_no_onnx_is_refused(tmp_path: Path, content: bytes):
    path = tmp_path / "m.onnx"
    path.write_bytes(content)
    assert code_of(path) is Code.MODEL_NOT_ONNX


@pytest.mark.parametrize("kept", [0.02, 0.2, 0.5, 0.8, 0.95, 0.99])
def test_a_model_cut_short_is_refused(tmp_path: Path, kept: float):
    whole = pixel_model(tmp_path / "whole.onnx").read_bytes()
    path = tmp_path / "cut.onnx"
    path.write_bytes(whole[: int(len(whole) * kept)])
    assert code_of(path) in (Code.MODEL_NOT_ONNX, Code.MODEL_NO_CARD)


def test_a_model_without_a_card_says_so(tmp_path: Path):
    assert code_of(pixel_model(tmp_path / "m.onnx", card_text=None)) is Code.MODEL_NO_CARD


@pytest.mark.parametrize("text", ["{", "[]", "{}", "null", '{"name": 3}'])
def test_a_broken_card_is_refused(tmp_path: Path, text: str):
    assert code_of(pixel_model(tmp_path / "m.onnx", card_text=text)) is Code.MODEL_CARD_BROKEN
    beside = pixel_model(tmp_path / "n.onnx", card_text=None)
    card_beside(beside).write_text(text)
    assert code_of(beside) is Code.MODEL_CARD_BROKEN


def test_a_card_beside_that_is_no_text_is_refused(tmp_path: Path):
    path = pixel_model(tmp_path / "m.onnx", card_text=None)
    card_beside(path).write_bytes(b"\xff\xfe\x00")
    assert code_of(path) is Code.MODEL_CARD_BROKEN


def test_a_card_of_a_newer_program_is_named_as_such(tmp_path: Path):
    newer = json.dumps({**json.loads(card().to_json()), "format": 9, "sensors": ["left"]})
    path = pixel_model(tmp_path / "m.onnx", card_text=newer)
    assert code_of(path) is Code.MODEL_CARD_BROKEN
    assert f"format 9; this program knows up to {CARD_FORMAT}" in detail_of(path)


def identity(path: Path, **options: object) -> Path:
    return save(path, [helper.make_node("Identity", ["frame"], ["scores"])], {}, **options)  # type: ignore[arg-type]


def test_a_classifier_is_refused(tmp_path: Path):
    mean = helper.make_node("ReduceMean", ["frame", "axes"], ["scores"], keepdims=0)
    path = save(tmp_path / "m.onnx", [mean], {"axes": np.array([2, 3])}, given=("batch", 1))
    assert code_of(path) is Code.MODEL_WRONG_RANK
    assert "its output 2" in detail_of(path)


def test_an_input_of_three_dimensions_is_refused(tmp_path: Path):
    path = identity(tmp_path / "m.onnx", taken=(1, "height", "width"), given=(1, "height", "width"))
    assert code_of(path) is Code.MODEL_WRONG_RANK
    assert "input has 3 dimensions" in detail_of(path)


def test_other_channels_than_the_card_says_are_refused(tmp_path: Path):
    colour = card(input_channels=3, mean=(0.0,) * 3, std=(1.0,) * 3)
    path = pixel_model(tmp_path / "m.onnx", card_text=colour.to_json())
    assert code_of(path) is Code.MODEL_CARD_CONTRADICTED
    assert detail_of(path) == "it takes 1 channels, its card says 3"


def test_other_classes_than_the_card_names_are_refused(tmp_path: Path):
    two = card(class_names=("background", "rust"), thresholds=(0.0, 0.0), min_area_px=(0, 0))
    path = pixel_model(tmp_path / "m.onnx", card_text=two.to_json())
    assert detail_of(path) == "it gives 3 classes, its card names 2"


def test_a_number_of_classes_that_only_a_run_tells_is_found_by_the_first_run(tmp_path: Path):
    path = scaled_model(tmp_path / "m.onnx", 3.0, given=("batch", "classes", "height", "width"))
    open_model(path, Provider.CPU)
    two = card(class_names=("background", "rust"), thresholds=(0.0, 0.0), min_area_px=(0, 0))
    path = scaled_model(
        tmp_path / "n.onnx", 3.0, given=("batch", "classes", "height", "width"), card_text=two.to_json()
    )
    assert detail_of(path) == "it gives 3 classes, its card names 2"


def test_an_output_of_another_size_is_refused(tmp_path: Path):
    pool = helper.make_node("MaxPool", ["wide"], ["scores"], kernel_shape=[3, 3])
    widen = helper.make_node("Concat", ["frame"] * 3, ["wide"], axis=1)
    path = save(tmp_path / "m.onnx", [widen, pool], {}, given=("batch", 3, "h", "w"))
    assert code_of(path) is Code.MODEL_WRONG_RANK
    assert "a tile of 64 x 64 gives an output of (1, 3, 62, 62)" in detail_of(path)


def test_double_precision_is_refused(tmp_path: Path):
    widen = helper.make_node("Concat", ["frame"] * 3, ["scores"], axis=1)
    path = save(tmp_path / "m.onnx", [widen], {}, kind=TensorProto.DOUBLE)
    assert code_of(path) is Code.MODEL_WRONG_RANK
    assert "it takes 64-bit floats and gives 64-bit floats" in detail_of(path)


def test_two_inputs_are_refused(tmp_path: Path):
    second = helper.make_tensor_value_info("mask", TensorProto.FLOAT, ("batch", 1, "height", "width"))
    join = helper.make_node("Concat", ["frame", "mask", "frame"], ["scores"], axis=1)
    path = save(tmp_path / "m.onnx", [join], {}, more_inputs=[second])
    assert code_of(path) is Code.MODEL_WRONG_RANK
    assert detail_of(path) == "it has 2 inputs and 1 outputs, one input is possible"


def test_an_operator_set_of_tomorrow_is_named_as_such(tmp_path: Path):
    assert code_of(pixel_model(tmp_path / "m.onnx", opset=99)) is Code.MODEL_OPSET_TOO_NEW


def test_a_broken_file_in_a_folder_called_opset_is_still_a_broken_file(tmp_path: Path):
    path = tmp_path / "opset 18" / "m.onnx"
    path.parent.mkdir()
    path.write_bytes(b"this is text")
    assert code_of(path) is Code.MODEL_NOT_ONNX


def test_a_model_that_fails_at_its_first_run_is_refused(tmp_path: Path):
    shape = numpy_helper.from_array(np.array([1, 3, 5, 5]), "shape")
    node = helper.make_node("Reshape", ["frame", "shape"], ["scores"])
    path = save(tmp_path / "m.onnx", [node], {"shape": numpy_helper.to_array(shape)}, given=("batch", 3, "h", "w"))
    assert code_of(path) is Code.MODEL_FAILED


def test_a_model_for_too_many_frames_at_once_is_refused_in_words(tmp_path: Path):
    path = pixel_model(tmp_path / "m.onnx", taken=(65, 1, "h", "w"), given=(65, 3, "h", "w"))
    assert code_of(path) is Code.MODEL_WRONG_RANK
    assert "65 tiles at once" in detail_of(path)


def test_a_model_for_one_tile_gets_one_tile_at_a_time_on_any_provider(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = pixel_model(tmp_path / "m.onnx", taken=(1, 1, "h", "w"), given=(1, 3, "h", "w"))
    monkeypatch.setattr(onnx_runtime, "CPU_TILES_AT_ONCE", 8)  # as on CUDA
    assert open_model(path, Provider.CPU).backend.tiles_at_once == 1
    assert open_model(pixel_model(tmp_path / "n.onnx"), Provider.CPU).backend.tiles_at_once == 8


@pytest.mark.parametrize("wanted", [Provider.AUTO, Provider.CUDA, Provider.CPU])
def test_without_a_driver_the_cpu_is_used_and_only_who_asked_for_cuda_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], wanted: Provider
):
    monkeypatch.setattr(nvidia, "is_nvidia_driver_present", lambda: False)
    report = open_model(pixel_model(tmp_path / "m.onnx"), wanted).provider
    assert report.used is Provider.CPU
    assert report.device.startswith("CPU")
    if wanted is Provider.CUDA:
        assert report.notice is not None
        assert report.notice.code is Code.PROVIDER_NOT_USED
        assert (report.notice.params["wanted"], report.notice.params["used"]) == ("CUDA", "CPU")
    else:
        assert report.notice is None
    assert capfd.readouterr().out == ""


@pytest.mark.skipif(nvidia.is_nvidia_driver_present(), reason="this PC has an NVIDIA driver")
def test_a_driver_without_its_libraries_is_told_with_the_reason_and_quietly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(nvidia, "is_nvidia_driver_present", lambda: True)
    report = open_model(pixel_model(tmp_path / "m.onnx"), Provider.AUTO).provider
    assert report.used is Provider.CPU
    assert report.notice is not None
    assert report.notice.code is Code.PROVIDER_NOT_USED
    assert report.notice.params["detail"]
    assert capfd.readouterr().out == ""
