"""Damaged models and cards, and what becomes of one: opened as the program does it, then one frame is predicted."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import onnx

from inspector.core.messages import Code, InspectorError
from inspector.inference.backend import Provider
from inspector.inference.model_content import card_beside
from inspector.inference.model_file import open_model
from inspector.inference.predictor import Predictor
from tests.fuzz.mutations import mutated, mutated_json
from tests.network_kinds import (
    FORMS,
    FORMS_WITH_GOLDEN,
    Form,
    card_text,
    drawn_frame,
    golden_answer,
    is_right,
    with_card_text,
    write_network,
)
from tests.tiny_model import write_tiny_model

WORKS = "works"
PEOPLE_WRITE: dict[str, tuple[Any, ...]] = {
    "mean": (lambda n: [0.0] * n, lambda n: [0.3] * n, lambda n: [123.675, 116.28, 103.53][:n], [0.485]),
    "std": (lambda n: [1.0] * n, lambda n: [0.5] * n, lambda n: [58.395] * n, [0.229]),
    "output": ("logits", "probabilities", "sigmoid", "class_map", "softmax"),
    "colour_order": ("rgb", "bgr", "RGB"),
    "output_name": ("", "scores", "aux", "out"),
    "input_channels": (1, 3, 4),
    "size_multiple": (1, 2, 8, 32, 64),
    "score_px": (1, 2, 4, 8),
    "tile_px": (32, 64, 512),
    "thresholds": ([0, 1, 1], [0, 50, 50], [0.5], [0, 0.9]),
    "class_names": (["bright", "dark"], ["background", "dark", "bright"], ["bg", "a", "b", "c"]),
    "format": (1, 2, 3, 4, 5, 6),
    "is_output_checked": (True, "yes", 1),
}


def outcome(path: Path, provider: Provider = Provider.AUTO) -> str:
    """WORKS, or the code of its refusal. Raises what no model may raise."""
    try:
        model = open_model(path, provider)
        try:
            Predictor(model).predict(np.full((40, 60), 120, np.uint8), 8)
        finally:
            model.backend.close()
    except InspectorError as error:
        if error.message.code is Code.UNEXPECTED:
            raise
        return error.message.code.value
    return WORKS


def damaged_model(folder: Path, rng: random.Random) -> Path:
    """A tiny model with damaged bytes: its card among them, or its network alone, with a card beside it."""
    path = write_tiny_model(folder / "damaged.onnx")
    card_beside(path).unlink(missing_ok=True)
    if rng.random() < 0.75:
        model = onnx.load(path)
        card_beside(path).write_text(model.metadata_props[0].value, encoding="utf-8")
        del model.metadata_props[:]
        path.write_bytes(model.SerializeToString())
    path.write_bytes(mutated(path.read_bytes(), rng))
    return path


def model_with_damaged_card(folder: Path, rng: random.Random, form: Form | None = None) -> Path:
    """A network of some form whose card has other entries, or damaged text, in it or beside it."""
    form = form or rng.choice(FORMS)
    path = write_network(folder / "carded.onnx", form, has_golden=form in FORMS_WITH_GOLDEN)
    text = _mutated_card(json.loads(card_text(path)), rng)
    beside = card_beside(path)
    beside.unlink(missing_ok=True)
    if rng.random() < 0.5:
        beside.write_text(text, encoding="utf-8", errors="replace")
        text = ""
    return with_card_text(path, text)


def _mutated_card(card: dict[str, object], rng: random.Random) -> str:
    """Half of them are cards that could be right, and are not; the others are damaged."""
    if rng.random() < 0.5:
        name = rng.choice(sorted(PEOPLE_WRITE))
        value = rng.choice(PEOPLE_WRITE[name])
        return json.dumps(card | {name: value(card["input_channels"]) if callable(value) else value})
    text = json.dumps(mutated_json(card, rng))
    return mutated(text.encode(), rng).decode("utf-8", "replace") if rng.random() < 0.3 else text


def use_carded(path: Path, form: Form) -> str:
    """Opens and uses it. Returns WORKS where its golden answers are as they were, so that its answer must be right, and
    "taken" where they are not. Raises ModelError, and AssertionError for a wrong answer."""
    model = open_model(path, Provider.CPU)
    found = Predictor(model).predict(drawn_frame(form.channels == 3), 8)
    assert np.isfinite(found.probability).all()
    if form not in FORMS_WITH_GOLDEN or model.card.goldens != (golden_answer(form),):
        return "taken"
    assert is_right(found, form), "another answer than its golden one was taken"
    return WORKS
