"""Small ONNX graphs whose answer anybody can work out, and broken ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from inspector.core.model_card import CARD_KEY, ModelCard, Output

Shape = Sequence[int | str]
FREE: Shape = ("batch", 1, "height", "width")
SCORES: Shape = ("batch", 3, "height", "width")


def card(**changes: object) -> ModelCard:
    facts = ModelCard(
        name="small", version="1", network="test", class_names=("background", "dull", "bright"), input_channels=1,
        mean=(0.0,), std=(1.0,), size_multiple=8, tile_px=64, overlap_px=16, output=Output.LOGITS,
        thresholds=(0.0, 0.0, 0.0), min_area_px=(0, 1, 1), is_demonstration=True,
    )  # fmt: skip
    return replace(facts, **changes)  # type: ignore[arg-type]


def save(
    path: Path,
    nodes: Sequence[onnx.NodeProto],
    constants: dict[str, np.ndarray],
    *,
    taken: Shape = FREE,
    given: Shape | None = SCORES,
    card_text: str | None = "",
    kind: int = TensorProto.FLOAT,
    more_inputs: Sequence[onnx.ValueInfoProto] = (),
    opset: int = 18,
) -> Path:
    """Write a graph from ``frame`` to ``scores``; ``card_text`` "" is the card of this module, None none."""
    graph = helper.make_graph(
        nodes, "small", [helper.make_tensor_value_info("frame", kind, taken), *more_inputs],
        [helper.make_tensor_value_info("scores", kind, given)],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=10)
    if card_text is not None:
        helper.set_model_props(model, {CARD_KEY: card_text or card().to_json()})
    path.write_bytes(model.SerializeToString())
    return path


def pixel_model(path: Path, **options: object) -> Path:
    """Looks at single pixels: scores 0, 10 x - 4.05 and 30 x - 18 by a 1x1 convolution.

    So 8-bit greys from 104 on are dull, from 178 on bright; none lies near a tie."""
    weight = np.array([0, 10, 30], np.float32).reshape(3, 1, 1, 1)
    bias = np.array([0, -4.05, -18], np.float32)
    node = helper.make_node("Conv", ["frame", "weight", "bias"], ["scores"])
    return save(path, [node], {"weight": weight, "bias": bias}, **options)  # type: ignore[arg-type]


def eight_bit_model(path: Path) -> Path:
    """The pixel model with its frame rounded to 255 steps on the way, as static quantisation writes it."""
    weight = np.array([0, 10, 30], np.float32).reshape(3, 1, 1, 1)
    nodes = [
        helper.make_node("QuantizeLinear", ["frame", "step", "zero"], ["steps"]),
        helper.make_node("DequantizeLinear", ["steps", "step", "zero"], ["rounded"]),
        helper.make_node("Conv", ["rounded", "weight"], ["scores"]),
    ]
    return save(path, nodes, {"weight": weight, "step": np.array(1 / 255, np.float32), "zero": np.array(0, np.uint8)})


def blur_model(path: Path, reach: int, **options: object) -> Path:
    """Looks ``reach`` px around: scores 0, mean and 2 mean - 1, the border of a tile counted as black."""
    side = 2 * reach + 1
    weight = np.stack([np.full((1, side, side), value / side**2) for value in (0, 1, 2)]).astype(np.float32)
    bias = np.array([0, 0, -1], np.float32)
    node = helper.make_node("Conv", ["frame", "weight", "bias"], ["scores"], pads=[reach] * 4)
    return save(path, [node], {"weight": weight, "bias": bias}, **options)  # type: ignore[arg-type]


def scaled_model(path: Path, factor: float, **options: object) -> Path:
    """Scores (x, factor x, x): NaN and infinity on demand."""
    nodes = [
        helper.make_node("Mul", ["frame", "factor"], ["scaled"]),
        helper.make_node("Concat", ["frame", "scaled", "frame"], ["scores"], axis=1),
    ]
    return save(path, nodes, {"factor": np.array(factor, np.float32)}, **options)  # type: ignore[arg-type]
