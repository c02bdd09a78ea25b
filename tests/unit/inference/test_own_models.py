"""The program's own models are the files that came with it, and answer as they did then."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest

import resources
from inspector.core.golden_tiles import GoldenTiles
from inspector.core.messages import Code, ModelError
from inspector.inference import own_models
from inspector.inference.backend import Provider
from inspector.inference.golden_tiles import IN_32_BITS, replay
from inspector.inference.model_content import read_content
from inspector.inference.model_file import check_file, open_model
from inspector.models_store.shipped import SHIPPED_MODELS


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program's models as somebody has installed them."""
    shutil.copytree(resources.resource("models"), tmp_path / "models")
    shutil.copy(resources.resource(own_models.FILE), tmp_path)
    monkeypatch.setattr(own_models, "resource", lambda relative: tmp_path / relative)
    return tmp_path


def test_each_of_them_is_listed_as_it_is_with_golden_answers():
    """Else: python scripts/own_models.py"""
    listed = {model.file: model for model in own_models.own_models()}
    files = sorted(resources.resource("models").glob("*.onnx"))
    assert sorted(listed) == [file.name for file in files] == sorted(f"{name}.onnx" for name in SHIPPED_MODELS)
    for file in files:
        assert listed[file.name].sha256 == read_content(file).sha256
        content = read_content(file)
        assert len(check_file(file).goldens) == 2 + len(content.card.goldens)  # newer exports bring one in their card


@pytest.mark.parametrize("name", SHIPPED_MODELS)
def test_each_of_them_answers_some_of_its_golden_tiles_as_it_did(name: str):
    """Else: python scripts/own_models.py. A few of them; the gate asks all."""
    file = resources.resource(f"models/{name}.golden.npz")
    assert file.stat().st_size < 80_000
    with np.load(file) as parts:
        few = {key: part[:: max(1, len(part) // 8)] if part.ndim else part for key, part in parts.items()}
    content = io.BytesIO()
    np.savez(content, **few)
    golden = GoldenTiles.from_bytes(content.getvalue())
    found = replay(open_model(resources.resource(f"models/{name}.onnx"), Provider.CPU), golden)
    assert found.n_tiles >= 8
    assert (found.share_same_class, found.n_verdicts_changed) == (1.0, 0)
    assert found.max_difference < IN_32_BITS.max_difference
    assert len(np.unique(golden.index)) >= 3  # background and two classes at least: it tells one network from another


@pytest.mark.parametrize("name", SHIPPED_MODELS)
def test_opening_one_asks_for_its_golden_answers_wherever_its_file_lies(installed: Path, name: str):
    copy = shutil.copy(installed / "models" / f"{name}.onnx", installed / "copy.onnx")
    open_model(copy, Provider.CPU)
    entries: list[dict[str, Any]] = json.loads((installed / own_models.FILE).read_text())
    (own,) = (entry for entry in entries if entry["file"] == f"{name}.onnx")
    own["goldens"][1]["probabilities"][5] += 0.004
    (installed / own_models.FILE).write_text(json.dumps(entries))
    for file in (copy, installed / "models" / f"{name}.onnx"):
        with pytest.raises(ModelError, match=r"a probability differs by 0\.00[34]") as caught:
            open_model(file, Provider.CPU)
        assert caught.value.message.code is Code.MODEL_CHANGED


def test_another_file_in_the_place_of_one_is_not_taken_for_it(installed: Path):
    steel, rail = (installed / "models" / f"{name}.onnx" for name in ("steel-anet", "rail-anet"))
    for name in ("steel-anet.onnx", "mine.onnx"):
        shutil.copy(rail, installed / "models" / name)
        with pytest.raises(ModelError) as caught:
            open_model(installed / "models" / name, Provider.CPU)
        assert caught.value.message.code is Code.MODEL_OWN_CHANGED
    shutil.copy(resources.resource("models/steel-anet.onnx"), steel)
    model = onnx.load(steel)
    raw = bytearray(model.graph.initializer[0].raw_data)
    raw[0] ^= 1  # less than any answer shows
    model.graph.initializer[0].raw_data = bytes(raw)
    onnx.save(model, steel)
    with pytest.raises(ModelError) as caught:
        open_model(steel, Provider.CPU)
    assert caught.value.message.code is Code.MODEL_OWN_CHANGED
