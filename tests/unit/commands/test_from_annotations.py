"""``inspector dataset from-annotations``, as typed."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from inspector.annotation.label_sheet import FrameSource, LabelSheet, LabelState
from inspector.annotation.label_store import LabelStore
from inspector.cli import cli
from inspector.core.files import sha256_of
from inspector.datasets.version import open_version
from inspector.inference.model_content import read_content
from inspector.models_store.shipped import shipped_model
from inspector.workspace.workspace import create_workspace
from tests.tiny_model import write_tiny_model
from tests.unit.annotation.label_samples import paint


@pytest.fixture
def plant(tmp_path: Path) -> Path:
    workspace = create_workspace(tmp_path / "plant")
    store = LabelStore(workspace.annotations, lambda _: None)
    for at in range(4):
        path = tmp_path / f"f{at}.png"
        Image.fromarray(np.full((20, 30), at, np.uint8)).save(path)
        sheet = LabelSheet(
            sha256_of(path.read_bytes()), 20, 30, ("background", "pit"), FrameSource("folder", str(path), path.name)
        )
        editor = store.open(sheet).editor
        paint(editor, 2, 3, 4, 5, 1)
        editor.change(state=LabelState.REVIEWED if at else LabelState.DONE)
    assert store.close()
    return workspace.folder


def typed(*words: object) -> tuple[int, str]:
    found = CliRunner().invoke(cli, [str(word) for word in words])
    return found.exit_code, found.output


def test_a_dry_run_tells_and_writes_nothing(plant: Path):
    code, output = typed("dataset", "from-annotations", "--name", "v1", "-w", plant, "--dry-run")
    assert (code, "3 labelled frames; 1 in other states" in output) == (0, True)
    assert not (plant / "datasets" / "v1").exists()


def test_a_version_is_made_and_a_taken_name_refused(plant: Path, tmp_path: Path):
    code, output = typed("dataset", "from-annotations", "--name", "v1", "-w", plant, "--json")
    assert code == 0
    assert json.loads(output)["n_labelled"] == 3
    first = open_version(plant / "datasets" / "v1")
    assert len(first.samples) == 3
    known = read_content(shipped_model()).card.class_names
    assert first.class_names == (*known, "pit"), "those of the model in use come first, as in the window"
    code, output = typed("dataset", "from-annotations", "--name", "v1", "-w", plant)
    assert code != 0
    code, _ = typed(
        "dataset", "from-annotations", "--name", "v2", "-w", plant, "--base", "v1", "--state", "done", "--state",
        "reviewed",
    )  # fmt: skip
    assert code == 0
    assert len(open_version(plant / "datasets" / "v2").samples) == 4
    joint = write_tiny_model(tmp_path / "tiny.onnx", non_defects=("bright",))
    code, output = typed("dataset", "from-annotations", "--name", "v3", "-w", plant, "--model", joint)
    third = open_version(plant / "datasets" / "v3")
    assert (code, third.class_names, third.non_defects) == (0, ("background", "dull", "bright", "pit"), ("bright",))


def test_without_labels_nothing_is_written(tmp_path: Path):
    folder = create_workspace(tmp_path / "empty").folder
    code, output = typed("dataset", "from-annotations", "--name", "v1", "-w", folder)
    assert (code, "Nothing was written" in output) == (1, True)
