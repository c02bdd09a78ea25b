"""``inspector dataset balance`` and ``snapshot``: what they print, and how they end."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from inspector.cli import cli
from inspector.datasets.version import NewSample, Split, open_version, write_version
from inspector.workspace.workspace import create_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Eight clean frames, three with a crack, one with a dent, all in train."""
    made = create_workspace(tmp_path / "line1")
    draw = np.random.default_rng(1)
    samples = []
    for number, kind in enumerate([0] * 8 + [1] * 3 + [2]):
        pixels, class_map = draw.integers(110, 130, (64, 64), np.uint8), np.zeros((64, 64), np.uint8)
        if kind:
            pixels[20:32, 20:30] -= np.uint8(60)
            class_map[20:32, 20:30] = kind
        encoded = io.BytesIO()
        Image.fromarray(pixels).save(encoded, "PNG")
        samples.append(NewSample(f"f{number}", encoded.getvalue(), ".png", class_map, f"g{number}", Split.TRAIN))
    names = ("background", "crack", "dent")
    write_version(made.datasets / "steel", name="steel", class_names=names, source="", terms="", samples=samples)
    return made.folder


def call(workspace: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["dataset", *words, "--workspace", str(workspace)])


def test_balance_tells_the_plan_and_writes_nothing(workspace: Path):
    result = call(workspace, "balance", "steel")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Pictures of the train split; 8 frames without a defect",
        "  crack          3 to         3,     0 injections",
        "  dent           1 to         3,     2 injections",
        "Evenness 0.81 to 1.00; 2 of the clean frames are used",
    ]
    assert [path.name for path in (workspace / "datasets").iterdir()] == ["steel"]


def test_snapshot_writes_a_version_and_json_tells_all_of_it(workspace: Path):
    result = call(
        workspace, "snapshot", "steel", "--out", "even", "--target", "crack=1,dent=2", "--seed", "3", "--json"
    )
    assert (result.exit_code, result.stderr) == (0, "")
    facts = json.loads(result.stdout)
    assert facts["injected"] == {"dent": 5}
    assert [one["after"] for one in facts["classes"]] == [3, 6]
    made = open_version(workspace / "datasets" / "even")
    assert (facts["id"], facts["n_samples"]) == (made.id, 17)
    assert "seed 3" in made.source
    again = call(workspace, "snapshot", "steel", "--out", "even")
    assert (again.exit_code, again.stdout.count("Written")) == (1, 0)
    assert "versions do not change" in again.stderr


def test_a_target_that_is_none_is_a_wrong_usage(workspace: Path):
    assert call(workspace, "balance", "steel", "--target", "crack").exit_code == 2
    result = call(workspace, "balance", "steel", "--target", "rust=1")
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 4)
