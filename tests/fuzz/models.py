"""Damaged models and cards, and what becomes of one: opened as the program does it, then one frame is predicted."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import onnx
from onnx import helper

from inspector.core.messages import Code, InspectorError
from inspector.core.model_card import CARD_KEY
from inspector.inference.backend import Provider
from inspector.inference.model_content import card_beside
from inspector.inference.model_file import open_model
from inspector.inference.predictor import Predictor
from tests.fuzz.mutations import mutated, mutated_json
from tests.tiny_model import write_tiny_model

WORKS = "works"


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


def model_with_damaged_card(folder: Path, rng: random.Random) -> Path:
    """A tiny model whose card has other entries, or damaged text, in it or beside it."""
    path = write_tiny_model(folder / "carded.onnx")
    model = onnx.load(path)
    card = json.loads(model.metadata_props[0].value)
    text = json.dumps(mutated_json(card, rng))
    if rng.random() < 0.3:
        text = mutated(text.encode(), rng).decode("utf-8", "replace")
    del model.metadata_props[:]
    beside = card_beside(path)
    beside.unlink(missing_ok=True)
    if rng.random() < 0.5:
        beside.write_text(text, encoding="utf-8", errors="replace")
    else:
        helper.set_model_props(model, {CARD_KEY: text})
    path.write_bytes(model.SerializeToString())
    return path
