"""A real screen for the tiny model, whose answer anybody can work out: the lightest grey of a cell decides.

A cell's logit is 100 x - 40, where x of 0 to 1 is its lightest pixel: above 0 where a dull or bright pixel is, -20.4 of
clean steel, 50.2 of a bright one. So a threshold of 0 names what the model finds, 50 the bright alone, 100 nothing.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from inspector.core.files import sha256_of
from inspector.core.golden import GOLDEN_SEED, golden_picture
from inspector.core.screen_card import CELL_PX, GOLDEN_SIDE_PX, SCREEN_KEY, Kept, KeptOf, Measured, ScreenCard
from inspector.inference import known_models
from inspector.inference.model_content import read_content
from inspector.inference.screening import Screen, Screening, open_screen, read_screen

BRIGHT_ALONE, NOTHING = 50.0, 100.0  # thresholds


def cell_answers(pixels: np.ndarray) -> np.ndarray:
    """Of each cell of a grey frame, by the rule above; what a frame lacks of its last cells is reflected."""
    height, width = pixels.shape
    full = np.pad(pixels, ((0, -height % CELL_PX), (0, -width % CELL_PX)), mode="reflect")
    cells = full.reshape(full.shape[0] // CELL_PX, CELL_PX, full.shape[1] // CELL_PX, CELL_PX)
    return (100 * (cells.max(axis=(1, 3)) / 255) - 40).astype(np.float32)


def good(n: int = 400, n_kept: int | None = None, low: float = 0.991) -> Measured:
    """A calibration that is good enough."""
    kept = n if n_kept is None else n_kept
    rows = (
        Kept(KeptOf.ALL, "", n, kept, low, 1.0), Kept(KeptOf.CLASS, "dull", n, kept, low, 1.0),
        Kept(KeptOf.CLASS, "bright", 0, 0, None, None),
    )  # fmt: skip
    return Measured("tiny 0123 val", 100, 20, 20, 0.3, 0.05, rows)


def screen_card(model: Path, **changed: object) -> ScreenCard:
    content = read_content(model)
    card = content.card
    picture = golden_picture(GOLDEN_SEED, GOLDEN_SIDE_PX, GOLDEN_SIDE_PX, 1)
    facts: dict[str, object] = {
        "name": "tiny-screen", "model_name": card.name, "model_version": card.version, "model_sha256": content.sha256,
        "class_names": card.class_names, "thresholds": card.thresholds, "min_area_px": card.min_area_px,
        "input_channels": 1, "mean": (0.0,), "std": (1.0,), "threshold": 0.0,
        "golden": tuple(float(value) for value in cell_answers(picture).ravel()), "val": good(),
    }  # fmt: skip
    return ScreenCard(**(facts | changed))  # type: ignore[arg-type]  # fields by name, of every type


def write_tiny_screen(path: Path, model: Path, text: str | None = None, **changed: object) -> Path:
    """``changed`` are the card's fields; ``text`` stands in the file instead of it.

    The PC of the tests is taken to have run it before.
    """
    nodes = [
        helper.make_node("MaxPool", ["frame"], ["lightest"], kernel_shape=[CELL_PX] * 2, strides=[CELL_PX] * 2),
        helper.make_node("Mul", ["lightest", "slope"], ["steep"]),
        helper.make_node("Sub", ["steep", "offset"], ["cells"]),
    ]
    graph = helper.make_graph(
        nodes, "tiny screen",
        [helper.make_tensor_value_info("frame", TensorProto.FLOAT, ["n", 1, "h", "w"])],
        [helper.make_tensor_value_info("cells", TensorProto.FLOAT, ["n", 1, "y", "x"])],
        [
            numpy_helper.from_array(np.array(100, np.float32), "slope"),
            numpy_helper.from_array(np.array(40, np.float32), "offset"),
        ],
    )  # fmt: skip
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    helper.set_model_props(made, {SCREEN_KEY: screen_card(model, **changed).to_json() if text is None else text})
    onnx.checker.check_model(made)
    onnx.save(made, path)
    if "INSPECTOR_CACHE" in os.environ:  # that of the tests
        known_models.remember(sha256_of(path.read_bytes()))
    return path


def opened_screen(path: Path, model: Path, **changed: object) -> Screen:
    content = read_content(model)
    return open_screen(read_screen(write_tiny_screen(path, model, **changed)), content.sha256, content.card)


def screening(path: Path, model: Path, **changed: object) -> Screening:
    return Screening(opened_screen(path, model, **changed), "an engineer", "2026-03-01T09:30:00.000Z")
