"""One small network in every form in which people's exports come, with the card that says so, and its right answer.

A pixel is *bright* where its grey (its red, of a colour network) is above 200, *dark* where its grey (its blue) is
below 51, background in between: scores 0, 400 x - 314.5 and 79.2 - 400 x of x on the scale 0 to 1. Far from both limits
a soft-max or a sigmoid of them is 0 or 1, and no grey is a tie.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
from onnx import NodeProto, TensorProto, helper, numpy_helper
from scipy.ndimage import maximum_filter, minimum_filter

from inspector.core.class_map import ArgmaxPrediction
from inspector.core.golden import golden_of, golden_picture
from inspector.core.messages import ModelError
from inspector.core.model_card import CARD_KEY, ColourOrder, Golden, ModelCard, Output
from inspector.inference import known_models
from inspector.inference.model_content import read_content

BRIGHT, DARK, CLEAN = 250, 10, 128  # greys to draw with
_BIAS = -400 * 200.5 / 255, 400 * 50.5 / 255
LOGITS, CENTRED, RELU, SOFT_MAX, ZERO_AND_LOGITS, LOGITS_ALONE, SIGMOIDS, CLASS_MAP = (
    "logits", "centred logits", "logits after a ReLU", "soft-max", "zero and logits", "logits alone", "sigmoids",
    "class map",
)  # fmt: skip
HEADS = {
    LOGITS: Output.LOGITS, CENTRED: Output.LOGITS, RELU: Output.LOGITS, SOFT_MAX: Output.PROBABILITIES,
    ZERO_AND_LOGITS: Output.SIGMOID, LOGITS_ALONE: Output.SIGMOID, SIGMOIDS: Output.PROBABILITIES,
    CLASS_MAP: Output.CLASS_MAP,
}  # fmt: skip
_WITHIN_1 = 0.01  # what is shown of black and white gives 0.86 at most then
_TYPES = {"float32": TensorProto.FLOAT, "float16": TensorProto.FLOAT16, "uint8": TensorProto.UINT8,
          "int64": TensorProto.INT64, "int32": TensorProto.INT32, "bool": TensorProto.BOOL}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """How a network was exported; as it stands here, as Inspector does it."""

    head: str = LOGITS
    is_binary: bool = False  # bright alone
    channels: int = 1
    is_bgr: bool = False
    takes: str = "float32"
    gives: str = "float32"  # of a class map a whole type
    takes_channels_last: bool = False
    gives_channels_last: bool = False
    has_planes_axis: bool = True
    scale: int = 1
    batch: int | None = None
    side: int | None = None  # of a tile
    has_auxiliary: bool = False

    @property
    def n_classes(self) -> int:
        return 2 if self.is_binary else 3


FORMS = [Form(head=head, is_binary=is_binary) for head in HEADS for is_binary in (False, True)] + [
    Form(channels=3), Form(channels=3, is_bgr=True), Form(takes="float16"), Form(gives="float16"),
    Form(takes="float16", gives="float16", head=SOFT_MAX), Form(takes="uint8"), Form(takes_channels_last=True),
    Form(takes_channels_last=True, gives_channels_last=True, channels=3), Form(gives_channels_last=True),
    Form(takes="uint8", takes_channels_last=True, channels=3, head=CLASS_MAP, has_planes_axis=False),
    Form(scale=2), Form(scale=4), Form(scale=8, head=SOFT_MAX), Form(scale=4, head=SIGMOIDS),
    Form(scale=4, head=CLASS_MAP), Form(scale=2, head=LOGITS_ALONE, is_binary=True),
    Form(batch=1), Form(batch=4), Form(side=48), Form(side=64), Form(side=48, batch=3, scale=4),
    Form(has_auxiliary=True), Form(has_auxiliary=True, gives="float16"),
    Form(head=CLASS_MAP, gives="int32"), Form(head=CLASS_MAP, gives="uint8", has_planes_axis=False),
    Form(head=CLASS_MAP, is_binary=True, gives="bool"), Form(head=CLASS_MAP, gives_channels_last=True),
    Form(head=SIGMOIDS, is_binary=True, has_planes_axis=False),
    Form(
        head=SIGMOIDS, channels=3, is_bgr=True, takes="float16", gives="float16", takes_channels_last=True,
        gives_channels_last=True, scale=2, batch=2, has_auxiliary=True,
    ),
]  # fmt: skip
FORMS_WITH_GOLDEN = [form for form in FORMS if form.scale == 1 and form.side in (None, 64)]


def right_card(form: Form, **changed: object) -> ModelCard:
    n = form.n_classes
    is_uint8 = form.takes == "uint8"
    facts: dict[str, object] = {
        "name": "levels", "version": "1", "network": "levels", "class_names": ("background", "bright", "dark")[:n],
        "input_channels": form.channels, "mean": (0.0 if is_uint8 else 0.5,) * form.channels,
        "std": (1.0 if is_uint8 else 0.25,) * form.channels, "size_multiple": form.scale, "tile_px": 64,
        "overlap_px": 16, "output": HEADS[form.head], "thresholds": (0.0, *[0.5] * (n - 1)),
        "min_area_px": (0, *[1] * (n - 1)), "is_demonstration": False,
        "colour_order": ColourOrder.BGR if form.is_bgr else ColourOrder.RGB,
        "output_name": "scores" if form.has_auxiliary else "", "score_px": form.scale,
    }  # fmt: skip
    return ModelCard(**(facts | changed))  # type: ignore[arg-type]


def write_network(path: Path, form: Form, card: ModelCard | None = None, *, has_golden: bool = False) -> Path:
    """With ``card`` instead of the right one; the PC of the tests is taken to have run it before."""
    card = card or right_card(form)
    if has_golden:
        card = replace(card, goldens=(golden_answer(form),))
    model = _model(form)
    helper.set_model_props(model, {CARD_KEY: card.to_json()})
    path.write_bytes(model.SerializeToString())
    _tried(path)
    return path


def golden_answer(form: Form) -> Golden:
    """To a picture of 64 x 64, worked out without a runtime."""
    return golden_of(right_scores(golden_picture(0, 64, 64, form.channels), form), HEADS[form.head])


def with_card_text(path: Path, text: str) -> Path:
    """The file with another card, or with none where the text is empty."""
    model = onnx.load(path)
    del model.metadata_props[:]
    if text:
        helper.set_model_props(model, {CARD_KEY: text})
    path.write_bytes(model.SerializeToString())
    _tried(path)
    return path


def _tried(path: Path) -> None:
    if "INSPECTOR_CACHE" in os.environ:  # that of the tests; what a trial does has tests of its own
        with contextlib.suppress(ModelError):
            known_models.remember(read_content(path).sha256)


def card_text(path: Path) -> str:
    return onnx.load(path).metadata_props[0].value


def right_map(pixels: npt.NDArray[np.uint8], form: Form) -> npt.NDArray[np.uint8]:
    """Class map of a frame (H, W[, 3]) of 8 bits."""
    return right_scores(pixels, replace(form, head=LOGITS)).argmax(axis=0).astype(np.uint8)


def right_scores(pixels: npt.NDArray[np.uint8], form: Form) -> npt.NDArray[np.float32]:
    """(K, H, W), as a backend gives them for this form of full size."""
    red = (pixels if pixels.ndim == 2 else pixels[:, :, 0]) / 255
    blue = (pixels if pixels.ndim == 2 else pixels[:, :, 2]) / 255
    logits = np.stack([0 * red, 400 * red + _BIAS[0], _BIAS[1] - 400 * blue])[: form.n_classes]
    if form.head == CLASS_MAP:
        scores = np.stack([logits.argmax(axis=0) == index for index in range(form.n_classes)])
    elif form.head == SOFT_MAX:
        scores = np.exp(logits - logits.max(axis=0))
        scores = scores / scores.sum(axis=0)
    elif form.head == CENTRED:  # as a soft-max's training leaves them: they sum to 0
        scores = logits - logits.mean(axis=0)
    elif form.head == RELU:
        scores = np.maximum(logits * _WITHIN_1, 0)
    elif form.head == SIGMOIDS:
        scores = 1 / (1 + np.exp(-logits))  # of the background one half
    else:
        scores = logits
    return scores.astype(np.float32)


def drawn_frame(colour: bool = False) -> npt.NDArray[np.uint8]:
    """60 x 100, with a bright part of 24 x 32 and a dark one of 16 x 24 on a grid of 8."""
    frame = np.full((60, 100, 3) if colour else (60, 100), CLEAN, np.uint8)
    if colour:
        frame[8:32, 8:40, 0] = BRIGHT  # red alone
        frame[32:48, 56:80, 2] = DARK  # no blue
    else:
        frame[8:32, 8:40], frame[32:48, 56:80] = BRIGHT, DARK
    return frame


def is_right(found: ArgmaxPrediction, form: Form) -> bool:
    """Its classes everywhere; of scores that stand for several pixels, everywhere but beside a border."""
    right = right_map(drawn_frame(form.channels == 3), form)
    reach = form.scale + 1 if form.scale > 1 else 1  # half a score to both sides
    is_clear = maximum_filter(right, reach) == minimum_filter(right, reach)
    assert {*np.unique(right[is_clear])} == set(range(form.n_classes))  # else this would show nothing
    is_scored = (found.probability >= 0) & (found.probability <= 1) & ((found.index == 0) == (found.probability == 0))
    return bool((found.index == right)[is_clear].all() and is_scored.all())


def _model(form: Form) -> onnx.ModelProto:
    nodes: list[NodeProto] = []
    last = "frame"

    def then(kind: str, *more: str, **attributes: object) -> None:
        nonlocal last
        name = f"v{len(nodes)}"
        nodes.append(helper.make_node(kind, [last, *more], [name], **attributes))
        last = name

    if form.takes_channels_last:
        then("Transpose", perm=[0, 3, 1, 2])
    if form.takes != "float32":
        then("Cast", to=TensorProto.FLOAT)
    if form.takes == "uint8":
        then("Mul", "byte")
    else:
        then("Mul", "std")
        then("Add", "mean")
    n_planes = form.n_classes
    weight = np.zeros((n_planes, form.channels, 1, 1), np.float32)
    red, blue = (2, 0) if form.is_bgr else (0, form.channels - 1)
    weight[1, red] = 400
    if not form.is_binary:
        weight[2, blue] = -400
    bias = np.array([0, *_BIAS], np.float32)[:n_planes]
    if form.head in (LOGITS_ALONE, SIGMOIDS):
        weight, bias = weight[1:], bias[1:]
    if form.head == CENTRED:
        weight, bias = weight - weight.mean(axis=0), bias - bias.mean()
    elif form.head == RELU:
        weight, bias = weight * np.float32(_WITHIN_1), bias * np.float32(_WITHIN_1)
    then("Conv", "weight", "bias")
    if form.head == RELU:
        then("Relu")
    if form.scale > 1:
        then("AveragePool", kernel_shape=[form.scale] * 2, strides=[form.scale] * 2)
    if form.head == SOFT_MAX:
        then("Softmax", axis=1)
    elif form.head == SIGMOIDS:
        then("Sigmoid")
    elif form.head == CLASS_MAP:
        then("ArgMax", axis=1, keepdims=int(form.has_planes_axis))
    elif not form.has_planes_axis:
        then("Squeeze", "one")
    if form.gives_channels_last:
        then("Transpose", perm=[0, 2, 3, 1])
    gives = "int64" if form.head == CLASS_MAP and form.gives == "float32" else form.gives
    then("Cast", to=_TYPES[gives])
    nodes.append(helper.make_node("Identity", [last], ["scores"]))
    n, side, small = form.batch or "n", form.side or "h", (form.side or 0) // form.scale or "h2"
    taken = [n, side, side, form.channels] if form.takes_channels_last else [n, form.channels, side, side]
    planes = 1 if form.head == CLASS_MAP else weight.shape[0]
    given = [n, small, small, planes] if form.gives_channels_last else [n, planes, small, small]
    if not form.has_planes_axis:
        given = [n, small, small]
    outputs = [helper.make_tensor_value_info("scores", _TYPES[gives], given)]
    if form.has_auxiliary:
        nodes.append(helper.make_node("Neg", [last], ["aux"]))
        outputs.insert(0, helper.make_tensor_value_info("aux", _TYPES[gives], given))
    constants = {
        "byte": np.array(1 / 255, np.float32), "std": np.array(0.25, np.float32), "mean": np.array(0.5, np.float32),
        "weight": weight, "bias": bias, "one": np.array([1]),
    }  # fmt: skip
    used = {name for node in nodes for name in node.input}
    graph = helper.make_graph(
        nodes, "levels", [helper.make_tensor_value_info("frame", _TYPES[form.takes], taken)], outputs,
        [numpy_helper.from_array(value, name) for name, value in constants.items() if name in used],
    )  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    onnx.checker.check_model(model)
    return model
