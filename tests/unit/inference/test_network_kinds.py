"""Networks in every form people export, each with its own card and with wrong ones: the right answer, or a refusal."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.core.class_map import ArgmaxPrediction
from inspector.core.messages import Code, ModelError
from inspector.core.model_card import ModelCard, Output
from inspector.inference.backend import Provider
from inspector.inference.model_file import check_file, open_model
from inspector.inference.onnx_runtime import OnnxRuntimeBackend
from inspector.inference.predictor import Predictor
from inspector.models_store.shipped import SHIPPED_MODELS, shipped_model
from tests.network_kinds import (
    CENTRED,
    CLASS_MAP,
    FORMS,
    FORMS_WITH_GOLDEN,
    LOGITS_ALONE,
    RELU,
    SIGMOIDS,
    SOFT_MAX,
    ZERO_AND_LOGITS,
    Form,
    card_text,
    drawn_frame,
    is_right,
    right_card,
    with_card_text,
    write_network,
)

needs_openvino = pytest.mark.skipif(find_spec("openvino") is None, reason="the library openvino is not installed")


def name_of(form: Form) -> str:
    return " ".join(
        f"{name}={getattr(form, name)}" for name in form.__slots__ if getattr(form, name) != getattr(Form(), name)
    )


def predicted(path: Path, form: Form, provider: Provider = Provider.CPU) -> ArgmaxPrediction:
    model = open_model(path, provider)
    try:
        return Predictor(model).predict(drawn_frame(form.channels == 3), 8)
    finally:
        model.backend.close()


@pytest.mark.parametrize("form", FORMS, ids=name_of)
def test_each_form_with_its_card_is_served_rightly(tmp_path: Path, form: Form):
    assert is_right(predicted(write_network(tmp_path / "m.onnx", form), form), form)


@needs_openvino
@pytest.mark.parametrize("form", FORMS, ids=name_of)
def test_openvino_serves_each_form_as_rightly_or_leaves_it_to_the_cpu_and_says_so(tmp_path: Path, form: Form):
    model = open_model(write_network(tmp_path / "m.onnx", form), Provider.OPENVINO)
    found = Predictor(model).predict(drawn_frame(form.channels == 3), 8)
    model.backend.close()
    assert is_right(found, form)
    if form.head == CLASS_MAP:
        assert model.provider.used is Provider.CPU
        assert model.provider.notice is not None
        assert "whole numbers" in str(model.provider.notice.params["detail"])
    else:
        assert (model.provider.used, model.provider.notice) == (Provider.OPENVINO, None)


def test_who_looks_at_coarse_outlines_is_told_that_they_are(tmp_path: Path):
    coarse, fine = (write_network(tmp_path / f"{scale}.onnx", Form(scale=scale)) for scale in (4, 1))
    assert open_model(coarse, Provider.CPU).provider.device.endswith(", a score for 4 x 4 px")
    assert "score" not in open_model(fine, Provider.CPU).provider.device


@pytest.mark.parametrize(
    "form", FORMS_WITH_GOLDEN, ids=name_of
)  # fmt: skip
def test_each_form_gives_the_golden_answer_that_was_worked_out_without_it(tmp_path: Path, form: Form):
    path = write_network(tmp_path / "m.onnx", form, has_golden=True)
    assert is_right(predicted(path, form), form)


# Wrong cards. Each takes the right card's entries and gives those of a card that is wrong in one way.

Entries = dict[str, Any]


def with_classes(names: tuple[str, ...]) -> Callable[[Entries], Entries]:
    n = len(names)
    return lambda card: card | {
        "class_names": names, "thresholds": [0.0, *[0.5] * (n - 1)], "min_area_px": [0, *[1] * (n - 1)],
    }  # fmt: skip


def with_channels(n: int) -> Callable[[Entries], Entries]:
    return lambda card: card | {
        "input_channels": n, "mean": card["mean"][:1] * n, "std": card["std"][:1] * n,
        "colour_order": card["colour_order"] if n == 3 else "rgb",
    }  # fmt: skip


SHOWN_BY_THE_NETWORK = {
    **{f"says {output}": lambda card, output=output: card | {"output": str(output)} for output in Output},
    "no background among the names": with_classes(("bright", "dark")),
    "a class too few": with_classes(("background", "bright")),
    "a class too many": with_classes(("background", "bright", "dark", "dull")),
    "two classes too many": with_classes(("background", "bright", "dark", "dull", "dim")),
    "one channel": with_channels(1),
    "three channels": with_channels(3),
    "statistics of 255": lambda card: card | {
        "mean": [123.675] * card["input_channels"], "std": [58.395] * card["input_channels"],
    },
    "an output that is not there": lambda card: card | {"output_name": "logits"},
    "no output where there are two": lambda card: card | {"output_name": ""},
    "any size": lambda card: card | {"size_multiple": 1},
    "a score for each pixel": lambda card: card | {"score_px": 1},
    "a score for 2 x 2 px": lambda card: card | {"score_px": 2},
    "a threshold in per cent": lambda card: card | {"thresholds": [0, *[50] * (len(card["thresholds"]) - 1)]},
}  # fmt: skip
SHOWN_BY_THE_GOLDEN_ANSWER = {
    "another mean": lambda card: card | {"mean": [0.3] * card["input_channels"]},
    "the auxiliary output": lambda card: card | {"output_name": "aux"},
    "another std": lambda card: card | {"std": [0.5] * card["input_channels"]},
    "no mean and std": lambda card: card | {
        "mean": [0.0] * card["input_channels"], "std": [1.0] * card["input_channels"],
    },
    "the other order of colours": lambda card: card | {
        "colour_order": "rgb" if card["colour_order"] == "bgr" or card["input_channels"] == 1 else "bgr",
    },
}  # fmt: skip


def outcome(form: Form, changed: Callable[[Entries], Entries], *, has_golden: bool) -> str:
    """ "right", "wrong" or the code of a refusal."""
    with tempfile.TemporaryDirectory() as folder:
        path = write_network(Path(folder) / "m.onnx", form, has_golden=has_golden)
        right = json.loads(card_text(path))
        entries = changed(right)
        if len(entries["class_names"]) != form.n_classes:
            entries = entries | {"goldens": []}
        with_card_text(path, json.dumps(entries))
        try:
            return "right" if is_right(predicted(path, form), form) else "wrong"
        except ModelError as error:
            return error.message.code.value


@pytest.mark.parametrize("form", FORMS, ids=name_of)
def test_a_card_that_the_network_contradicts_is_refused_or_does_no_harm(form: Form):
    for how, changed in SHOWN_BY_THE_NETWORK.items():
        assert outcome(form, changed, has_golden=False) in ("right", "model.card_contradicted", "model.card_broken"), (
            how
        )


@pytest.mark.parametrize("form", FORMS_WITH_GOLDEN, ids=name_of)
def test_a_card_with_a_golden_answer_cannot_be_wrong_about_how_frames_are_prepared(form: Form):
    for how, changed in (SHOWN_BY_THE_NETWORK | SHOWN_BY_THE_GOLDEN_ANSWER).items():
        found = outcome(form, changed, has_golden=True)
        assert found in ("right", "model.card_contradicted", "model.card_broken", "model.changed"), how


@given(
    st.sampled_from(FORMS_WITH_GOLDEN),
    st.floats(-1, 1.5).filter(lambda mean: abs(mean - 0.5) > 0.01), st.floats(0.05, 1.5),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_with_a_golden_answer_any_mean_and_std_are_right_or_refused(form: Form, mean: float, std: float):
    n = form.channels
    found = outcome(form, lambda card: card | {"mean": [mean] * n, "std": [std] * n}, has_golden=True)
    assert found in ("right", "model.changed", "model.card_contradicted"), (mean, std)


@pytest.mark.parametrize("how", sorted(SHOWN_BY_THE_GOLDEN_ANSWER))
def test_what_only_a_golden_answer_can_show_is_refused_with_one(how: str):
    form = Form(channels=3, has_auxiliary=True)
    assert outcome(form, SHOWN_BY_THE_GOLDEN_ANSWER[how], has_golden=True) == "model.changed"
    assert outcome(form, lambda card: card, has_golden=True) == "right"


@pytest.mark.parametrize(
    ("form", "how", "words"),
    [
        (Form(head=SOFT_MAX), "says logits", "sum to 1, as after a soft-max: that is “probabilities”"),
        (Form(), "says probabilities", "probabilities do not: that is “logits”"),
        (Form(head=SIGMOIDS), "says sigmoid", "as after a sigmoid: that is “probabilities”"),
        (Form(head=LOGITS_ALONE), "says probabilities", "probabilities do not: that is “sigmoid”"),
        (
            Form(head=LOGITS_ALONE),
            "no background among the names",
            "the plane of the background, “bright”, is not zero",
        ),
        (Form(head=SIGMOIDS), "no background among the names", "do not sum to 1"),
        (Form(head=SOFT_MAX), "a class too many", "without a background, so every pixel would be a defect"),
        (Form(head=ZERO_AND_LOGITS), "a class too many", "the score of “bright” is the same everywhere"),
        (Form(head=CLASS_MAP), "a class too few", "the class map holds 0, 1, 2; the classes of the card are 0 to 1"),
        (Form(head=CLASS_MAP), "says logits", "the network gives whole numbers, a class map; its card says “logits”"),
        (Form(), "says class_map", "the network gives floats, its card says “class_map”"),
        (Form(head=LOGITS_ALONE), "says logits", "it gives 2 classes, its card names 3 with the background"),
        (
            Form(has_auxiliary=True),
            "no output where there are two",
            "must name the one with the scores as “output_name”: “aux” (n, 3, h2, h2), “sc",
        ),
        (Form(has_auxiliary=True), "an output that is not there", "its card names the output “logits”"),
        (Form(scale=4), "any size", "it gives one score for 4 x 4 px, so the size multiple of its card, 1, must be"),
        (Form(scale=4), "a score for each pixel", "it gives one score for 4 x 4 px, its card does not say so"),
        (Form(scale=4), "a score for 2 x 2 px", "it gives one score for 4 x 4 px, its card says one for 2 x 2"),
        (Form(), "a score for 2 x 2 px", "it gives one score for each pixel, its card says one for 2 x 2"),
        (Form(channels=3), "one channel", "it takes 3 channels, its card says 1"),
        (Form(), "statistics of 255", "write mean [0.485]; std [0.229]"),
    ],
    ids=str,
)
def test_each_contradiction_has_its_own_words(tmp_path: Path, form: Form, how: str, words: str):
    path = write_network(tmp_path / "m.onnx", form)
    with_card_text(path, json.dumps(SHOWN_BY_THE_NETWORK[how](json.loads(card_text(path)))))
    with pytest.raises(ModelError) as error:
        open_model(path, Provider.CPU)
    assert words in str(error.value.message.params["detail"])


ONE_TOO_MANY = with_classes(("background", "clean", "bright", "dark"))


@pytest.mark.parametrize("more", [{}, {"gives": "float16"}, {"takes": "uint8"}, {"scale": 4}, {"side": 48}], ids=str)
def test_logits_of_a_soft_max_are_not_taken_for_independent_classes(tmp_path: Path, more: Entries):
    path = write_network(tmp_path / "m.onnx", Form(head=CENTRED, channels=3, **more))  # of grey, one score is constant
    entries = ONE_TOO_MANY(json.loads(card_text(path))) | {"output": "sigmoid"}
    with_card_text(path, json.dumps(entries))
    with pytest.raises(ModelError, match="the card names a class too many; if it is right all the same, write “is_out"):
        open_model(path, Provider.CPU)
    with_card_text(path, json.dumps(entries | {"is_output_checked": True}))
    open_model(path, Provider.CPU)  # somebody has said so


@pytest.mark.parametrize("name", SHIPPED_MODELS)
def test_the_programs_own_networks_are_not_taken_for_independent_classes(tmp_path: Path, name: str):
    path = tmp_path / "m.onnx"
    path.write_bytes(shipped_model(name).read_bytes())
    card = ModelCard.from_json(card_text(path))
    wrong = replace(
        card, class_names=("none", *card.class_names[1:], "another"), output=Output.SIGMOID, goldens=(),
        thresholds=(*card.thresholds, 0.5), min_area_px=(*card.min_area_px, 1),
    )  # fmt: skip
    with_card_text(path, wrong.to_json())
    with pytest.raises(ModelError, match="the card names a class too many"):
        open_model(path, Provider.CPU)


@pytest.mark.parametrize("more", [{}, {"takes": "uint8"}, {"takes": "float16", "gives": "float16"}], ids=str)
@pytest.mark.parametrize("highest", [1.0, 6.0])
def test_logits_that_end_in_a_relu_are_served_and_where_they_also_end_at_1_somebody_must_say_so(
    tmp_path: Path, more: Entries, highest: float
):
    form = Form(head=RELU, **more)
    path = write_network(tmp_path / "m.onnx", form)
    model = onnx.load(path)
    (relu,) = (node for node in model.graph.node if node.op_type == "Relu")
    relu.op_type = "Clip"
    for name, limit in (("lowest", 0), ("highest", highest)):
        relu.input.append(name)
        model.graph.initializer.append(onnx.numpy_helper.from_array(np.array(limit, np.float32), name))
    onnx.save(model, path)
    with_card_text(path, text := card_text(path))
    if highest > 1 and more.get("takes") != "uint8":  # bytes do not go beyond black and white
        assert is_right(predicted(path, form), form)
        return
    with pytest.raises(ModelError, match=r"after a sigmoid: .*; if it is right all the same, write “is_output_ch"):
        open_model(path, Provider.CPU)
    with_card_text(path, json.dumps(json.loads(text) | {"is_output_checked": True}))
    assert is_right(predicted(path, form), form)


def test_who_says_that_the_output_is_checked_is_not_believed_where_numbers_leave_no_doubt(tmp_path: Path):
    form = Form(head=SOFT_MAX)
    path = write_network(tmp_path / "m.onnx", form, right_card(form, output=Output.LOGITS, is_output_checked=True))
    with pytest.raises(ModelError, match="sum to 1, as after a soft-max"):
        open_model(path, Provider.CPU)


@pytest.mark.parametrize(("scale", "tile_px"), [(4, 64), (4, 512), (8, 500), (2, 101)])
def test_a_size_multiple_that_does_not_fit_coarse_scores_is_told_whatever_the_tile(
    tmp_path: Path, scale: int, tile_px: int
):
    form = Form(scale=scale)
    path = write_network(tmp_path / "m.onnx", form, right_card(form, size_multiple=1, tile_px=tile_px))
    with pytest.raises(ModelError, match=f"one score for {scale} x {scale} px, so the size multiple of its card, 1"):
        open_model(path, Provider.CPU)


def test_bytes_go_in_as_they_are_so_a_mean_is_refused(tmp_path: Path):
    form = Form(takes="uint8")
    path = write_network(tmp_path / "m.onnx", form, right_card(form, mean=(0.5,), std=(0.25,)))
    with pytest.raises(ModelError, match="write mean 0 and std 1"):
        open_model(path, Provider.CPU)


def test_weights_that_were_wiped_out_are_noticed(tmp_path: Path):
    path = write_network(tmp_path / "m.onnx", Form())
    model = onnx.load(path)
    for constant in model.graph.initializer:
        constant.raw_data = bytes(len(constant.raw_data))
    onnx.save(model, path)
    with pytest.raises(ModelError, match="its weights are empty or damaged") as error:
        open_model(path, Provider.CPU)
    assert error.value.message.code is Code.MODEL_CARD_CONTRADICTED


def test_a_network_that_answers_by_chance_is_told(tmp_path: Path):
    path = write_network(tmp_path / "m.onnx", Form())
    model = onnx.load(path)
    last = model.graph.node[-1]
    chance = onnx.helper.make_node("RandomUniformLike", [last.input[0]], ["chance"])
    last.op_type = "Add"
    last.input.append("chance")
    model.graph.node.insert(len(model.graph.node) - 1, chance)
    onnx.save(model, path)
    with pytest.raises(ModelError, match="answers in two ways: it was exported as it is in training"):
        open_model(path, Provider.CPU)


def test_weights_that_changed_are_noticed_by_a_golden_answer(tmp_path: Path):
    path = write_network(tmp_path / "m.onnx", Form(), has_golden=True)
    model = onnx.load(path)
    (bias,) = (constant for constant in model.graph.initializer if constant.name == "bias")
    bias.raw_data = np.array([0, -314.5, 0], np.float32).tobytes()
    onnx.save(model, path)
    with pytest.raises(ModelError) as error:
        open_model(path, Provider.CPU)
    assert error.value.message.code is Code.MODEL_CHANGED


def test_a_class_that_turns_up_later_in_a_class_map_is_an_error_not_another_class(tmp_path: Path):
    file = check_file(write_network(tmp_path / "m.onnx", Form(head=CLASS_MAP)))
    fewer = replace(file.contract, n_classes=2)  # as if the probe had shown nothing dark
    backend = OnnxRuntimeBackend.on_cpu(replace(file, contract=fewer))
    tile = np.full((1, 1, 8, 8), -2, np.float32)  # black
    with pytest.raises(ModelError, match="it gave the classes 2 to 2, its card names 0 to 1") as error:
        backend.run(tile)
    assert error.value.message.code is Code.MODEL_FAILED
