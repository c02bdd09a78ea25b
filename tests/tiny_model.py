"""A real ONNX model whose answer anybody can work out: the class of a pixel is decided by its grey alone.

    grey   0..101  background      102 = 0.4 of full scale
    grey 102..178  class 1, "dull"  178.5 = 0.7 of full scale
    grey 179..254  class 2, "bright"
    grey 255       the network fails: its scores are no numbers

Scores are logits, linear in grey: 0, 100 x - 40 and 300 x - 180. Greys well inside their range win with a
probability of nearly 1, so thresholds decide nothing unless a test sets them so.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from inspector.core.files import sha256_of
from inspector.core.golden_tiles import MIN_TILES, GoldenFrame, GoldenTiles, named, quantised
from inspector.core.model_card import CARD_KEY, ModelCard, Output
from inspector.inference import known_models

DULL, BRIGHT, FAILS = 140, 230, 255  # greys to draw with
CLEAN = 50


def card(
    name: str = "tiny", class_names: Sequence[str] = ("background", "dull", "bright"), **changed: object
) -> ModelCard:
    n_classes = len(class_names)
    facts: dict[str, object] = {
        "name": name, "version": "1", "network": "tiny", "class_names": tuple(class_names), "input_channels": 1,
        "mean": (0.0,), "std": (1.0,), "size_multiple": 8, "tile_px": 256, "overlap_px": 16,
        "output": Output.LOGITS, "thresholds": (0.0, *[0.5] * (n_classes - 1)),
        "min_area_px": (0, *[4] * (n_classes - 1)), "is_demonstration": True,
    }  # fmt: skip
    return ModelCard(**(facts | changed))  # type: ignore[arg-type]


def write_tiny_model(path: Path, **changed: object) -> Path:
    """Write it with a card; ``changed`` are the card's fields. Fewer classes leave out the brightest.

    The PC of the tests is taken to have run it before.
    """
    facts = card(**changed)  # type: ignore[arg-type]
    n_classes = facts.n_classes
    slopes = np.array([0, 100, 300][:n_classes], np.float32).reshape(n_classes, 1, 1, 1)
    offsets = np.array([0, -40, -180][:n_classes], np.float32)
    nodes = [
        helper.make_node("Conv", ["frame", "slopes", "offsets"], ["linear"]),
        helper.make_node("Sub", ["one", "frame"], ["from_white"]),  # 0 where the grey is 255, and its log is none
        helper.make_node("Log", ["from_white"], ["log"]),
        helper.make_node("Mul", ["log", "zero"], ["poison"]),
        helper.make_node("Add", ["linear", "poison"], ["scores"]),
    ]
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info("frame", TensorProto.FLOAT, ["n", 1, "h", "w"])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["n", n_classes, "h", "w"])],
        [
            numpy_helper.from_array(slopes, "slopes"),
            numpy_helper.from_array(offsets, "offsets"),
            numpy_helper.from_array(np.array(1, np.float32), "one"),
            numpy_helper.from_array(np.array(0, np.float32), "zero"),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    helper.set_model_props(model, {CARD_KEY: facts.to_json()})
    onnx.checker.check_model(model)
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, path)
    if "INSPECTOR_CACHE" in os.environ:  # that of the tests; what a trial does has tests of its own
        known_models.remember(sha256_of(path.read_bytes()))
    return path


def expected_map(pixels: np.ndarray) -> np.ndarray:
    """The class map of a grey frame, by the table above."""
    return np.where(pixels >= 179, 2, np.where(pixels >= 102, 1, 0)).astype(np.uint8)


def tiny_golden(n_tiles: int = MIN_TILES) -> GoldenTiles:
    """What the model of three classes answers, by the formula above, to tiles and frames of its greys."""
    rng = np.random.default_rng(5)
    pixels = rng.choice(np.array([CLEAN, 101, DULL, 178, BRIGHT], np.uint8), (n_tiles, 128, 128))
    answers = [named(scores_of_tiny(tile), Output.LOGITS) for tile in pixels]
    frames = []
    for grey, classes in ((CLEAN, ()), (DULL, (1,)), (BRIGHT, (2,))):
        frame = np.full((40, 60), CLEAN, np.uint8)
        frame[10:20, 10:20] = grey
        frames.append(GoldenFrame(frame, 8, classes))
    index, score = np.stack([a for a, _ in answers]), np.stack([quantised(b) for _, b in answers])
    return GoldenTiles(pixels, np.full(n_tiles, 8, np.uint8), index, score, tuple(frames), 3)


@cache
def tiny_golden_bytes(n_tiles: int = MIN_TILES) -> bytes:
    """As a file; 200 tiles take seconds to press."""
    return tiny_golden(n_tiles).to_bytes()


def scores_of_tiny(pixels: np.ndarray) -> np.ndarray:
    """Logits (3, H, W) by the formula above."""
    x = pixels.astype(np.float32) / np.float32(255)
    return np.stack([np.zeros_like(x), 100 * x - 40, 300 * x - 180])
