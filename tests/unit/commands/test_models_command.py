"""``inspector models``: what it lists, and what it takes in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import onnx
import pytest
from click.testing import CliRunner, Result

from inspector.cli import cli
from inspector.core.files import sha256_of
from inspector.models_store.shipped import SHIPPED_MODELS
from inspector.runs.folder import RunFolder
from inspector.runs.progress import ProgressLine, RunState
from inspector.runs.request import DatasetShare, RunRequest
from inspector.workspace.workspace import Workspace, create_workspace
from tests.tiny_model import card, write_tiny_model


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "plant")


def call(workspace: Workspace, *words: object) -> Result:
    return CliRunner().invoke(cli, ["models", *map(str, words), "--workspace", str(workspace.folder)])


def listed(workspace: Workspace) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(call(workspace, "list", "--json").stdout)
    return facts


def test_the_models_of_a_run_and_of_a_file_are_added_and_listed(workspace: Workspace, tmp_path: Path):
    run = RunFolder(workspace.runs / "first")
    run.path.mkdir()
    request = RunRequest("first", (DatasetShare("v", 1.0),), "tiny", model_name="first", model_version="1")
    run.request_file.write_text(request.to_json())
    run.report(ProgressLine(RunState.DONE))
    of_run = write_tiny_model(run.model_file("first"), name="first", training_run="first")
    result = call(workspace, "add", "first")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == f"first 1 is among the models: {workspace.models / 'first-1.onnx'}\n"
    file = write_tiny_model(tmp_path / "other.onnx", is_demonstration=False)
    facts = json.loads(call(workspace, "add", file, "--json").stdout)
    assert (facts["file"], facts["is_shipped"]) == (str(workspace.models / "tiny-1.onnx"), False)
    assert [(model["name"], model["is_shipped"]) for model in listed(workspace)["models"]] == [
        ("first", False), ("tiny", False), *((name, True) for name in SHIPPED_MODELS),
    ]  # fmt: skip
    first = listed(workspace)["models"][0]
    assert (first["sha256"], first["card"]["training_run"]) == (sha256_of(of_run.read_bytes()), "first")
    lines = call(workspace, "list").stdout.splitlines()
    assert lines[0].split() == ["model", "version", "network", "classes", "from", "sha256"]
    assert lines[1].split()[:3] == ["first", "1", "tiny"]
    assert "workspace  demonstration" in lines[1]
    assert "demonstration" not in lines[2]


def test_what_cannot_be_added_is_told_in_words(workspace: Workspace, tmp_path: Path):
    (tmp_path / "text.onnx").write_text("no model")
    result = call(workspace, "add", tmp_path / "text.onnx")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "cannot be read as an ONNX file" in result.stderr
    result = call(workspace, "add", "nothing")
    assert (result.exit_code, "There is no training run “nothing”." in result.stderr) == (1, True)


def test_a_broken_file_is_listed_as_such(workspace: Workspace):
    (workspace.models / "cut.onnx").write_bytes(b"half")
    result = call(workspace, "list")
    assert result.exit_code == 0
    assert "Not usable: The model" in result.stdout.splitlines()[-1]
    assert [each["file"] for each in listed(workspace)["broken"]] == [str(workspace.models / "cut.onnx")]


def test_a_model_of_several_files_is_listed_as_such_and_added_as_one(workspace: Workspace, tmp_path: Path):
    parts = write_tiny_model(tmp_path / "parts.onnx")
    onnx.save(onnx.load(parts), parts, save_as_external_data=True, location="parts.data", size_threshold=0)
    result = call(workspace, "add", parts)
    assert result.stdout.splitlines() == [
        f"tiny 1 is among the models: {workspace.models / 'tiny-1.onnx'}",
        "What was in parts.data is in it now; the model is the same.",
    ]
    by_hand = write_tiny_model(workspace.models / "own.onnx", version="2")
    onnx.save(onnx.load(by_hand), by_hand, save_as_external_data=True, location="own.data", size_threshold=0)
    shipped: list[list[str]] = [[] for _ in SHIPPED_MODELS]
    assert [model["other_files"] for model in listed(workspace)["models"]] == [[], ["own.data"], *shipped]
    assert call(workspace, "list").stdout.splitlines()[-1].startswith("tiny 2 is in several files: own.onnx, own.data.")


def test_a_card_beside_a_model_that_says_something_else_to_people_is_told(workspace):
    file = write_tiny_model(workspace.models / "own.onnx", version="2")
    (workspace.models / "own.card.json").write_text(card(version="2", notes="tried on line 2").to_json())
    told = "own.onnx: the card in it is taken; own.card.json beside it says something else of notes."
    assert told in call(workspace, "list").stdout.splitlines()
    assert told in call(workspace, "add", str(file)).stdout.splitlines()
