"""What ONNX Runtime says of files that it does not take, as people read it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import NodeProto, TensorProto, helper
from onnx_models import card, save

from inspector.core.messages import Code, ModelError
from inspector.core.model_card import CARD_KEY
from inspector.inference.backend import Provider
from inspector.inference.model_file import open_model
from inspector.inference.runtime_words import plain_words
from inspector.texts.messages import one_line

SAME = helper.make_node("Concat", ["frame"] * 3, ["scores"], axis=1)


def written(
    path: Path, nodes: Sequence[NodeProto], *, ir: int = 10, opsets: dict[str, int] | None = None
) -> Path:  # fmt: skip
    sides = ["n", 1, "h", "w"]
    graph = helper.make_graph(
        nodes, "g", [helper.make_tensor_value_info("frame", TensorProto.FLOAT, sides)],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["n", 3, "h", "w"])],
    )  # fmt: skip
    imports = [helper.make_opsetid(domain, version) for domain, version in ({"": 18} | (opsets or {})).items()]
    model = helper.make_model(graph, opset_imports=imports, ir_version=ir)
    helper.set_model_props(model, {CARD_KEY: card().to_json()})
    onnx.save(model, path)
    return path


@pytest.mark.parametrize(
    ("nodes", "options", "code", "words"),
    [
        ([SAME], {"ir": 99}, Code.MODEL_OPSET_TOO_NEW, "its format (IR) has version 99, and"),
        ([SAME], {"opsets": {"": 99}}, Code.MODEL_OPSET_TOO_NEW, "it uses opset 99 of ai.onnx, and"),
        ([SAME], {"opsets": {"ai.onnx.ml": 99}}, Code.MODEL_OPSET_TOO_NEW, "it uses opset 99 of ai.onnx.ml, and 5 is"),
        (
            [helper.make_node("MMCVModulatedDeformConv2d", ["frame"], ["scores"], domain="mmcv")],
            {"opsets": {"mmcv": 1}},
            Code.MODEL_OPERATION,
            "the operation “mmcv:MMCVModulatedDeformConv2d”, which",
        ),
        ([helper.make_node("Bogus", ["frame"], ["scores"])], {}, Code.MODEL_OPERATION, "the operation “Bogus”, which"),
        (
            [helper.make_node("Concat", ["frame", "gone"], ["scores"], axis=1)],
            {},
            Code.MODEL_NOT_ONNX,
            "a part of it is missing, the values “gone”",
        ),
    ],
)
def test_a_file_that_does_not_open_is_refused_in_plain_words(
    tmp_path: Path, nodes: list[NodeProto], options: dict[str, object], code: Code, words: str
):
    with pytest.raises(ModelError) as error:
        open_model(written(tmp_path / "m.onnx", nodes, **options), Provider.CPU)  # type: ignore[arg-type]
    said = one_line(error.value.message)
    assert error.value.message.code is code
    assert words in said
    assert all(mark not in said for mark in ("::", "onnxruntime_src", "ONNXRuntimeError", ".cc"))


def test_a_network_that_fails_on_a_tile_is_refused_in_plain_words(tmp_path: Path):
    node = helper.make_node("Reshape", ["frame", "shape"], ["scores"])
    path = save(tmp_path / "m.onnx", [node], {"shape": np.array([1, 3, 5, 5])}, given=("batch", 3, "h", "w"))
    with pytest.raises(ModelError, match="its operation “Reshape” cannot take such a tile: one of 64 x 64 px, as its"):
        open_model(path, Provider.CPU)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[ONNXRuntimeError] : 1 : FAIL : /src/a.cc:3 void ns::f(T&&) bad luck", "ONNX Runtime refuses it (FAIL)"),
        ("[ONNXRuntimeError] : 2 : INVALID_ARGUMENT : Missing weights\nmore", "Missing weights"),
        ("[ONNXRuntimeError] : 9 : NOT_IMPLEMENTED : ", "ONNX Runtime refuses it (NOT_IMPLEMENTED)"),
        ("of our own\nsecond line", "of our own"),
        ("", "ValueError"),
    ],
)
def test_no_source_line_is_shown(text: str, words: str):
    assert plain_words(ValueError(text)) == words
