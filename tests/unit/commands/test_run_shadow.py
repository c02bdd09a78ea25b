"""``inspector run --shadow``: the score at the end, the records, and that the result is that of the model in use."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from inspector.cli import cli
from inspector.core.messages import Code
from inspector.store.database import reading
from inspector.store.queries import events
from inspector.workspace.workspace import create_workspace
from tests.tiny_model import BRIGHT, CLEAN, write_tiny_model


def call(plant: Path, *words: object) -> Result:
    return CliRunner().invoke(cli, [*map(str, words), "--workspace", str(plant)])


def test_the_score_is_told_at_the_end_and_nothing_of_the_result_changes(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "plant")
    plant = workspace.folder
    pixels = np.full((64, 96), CLEAN, np.uint8)
    pixels[8:20, 8:20] = BRIGHT  # 144 px
    Image.fromarray(pixels).save(tmp_path / "a.png")
    active = write_tiny_model(tmp_path / "tiny.onnx")
    blind = write_tiny_model(tmp_path / "blind.onnx", name="blind", min_area_px=(0, 4, 400))
    asked = ("run", tmp_path / "a.png", "--model", active)
    beside = call(plant, *asked, "--shadow", blind, "--shadow-every", 1)
    assert beside.exit_code == 0, beside.output
    assert "1 of 1 frames inspected with tiny 1" in beside.stdout
    assert "1 defects." in beside.stdout
    assert beside.stdout.splitlines()[-1] == (
        "blind 1 in shadow beside tiny 1: compared 1 of 1 frames, agreed on 0.0 % · bright: 1 only in use · "
        "1 frame kept to be labelled"
    )
    with reading(workspace.database) as rows:
        codes = [one.message.code for one in reversed(events.recent(rows))]
    assert [code for code in codes if code.value.startswith("shadow.")] == [Code.SHADOW_BEGUN, Code.SHADOW_ENDED]
    facts = json.loads(call(plant, *asked, "--shadow", blind, "--json").stdout)
    assert facts["n_defects"] == 1
    shadow = facts["shadow"]
    assert (shadow["every_n"], shadow["n_live"], shadow["n_compared"], shadow["n_agreed"]) == (10, 1, 1, 0)
    assert shadow["classes"][1] == {
        "class_name": "bright", "known_to": "both", "n_both": 0, "n_only_active": 1, "n_only_candidate": 0
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--shadow", "tiny.onnx"), "beside itself it would agree with everything"),
        (("--shadow", "none.onnx"), "There is no file"),
        (("--shadow-every", "2"), "--shadow-every needs --shadow MODEL."),
    ],
)
def test_what_can_be_no_shadow_is_refused_before_anything_is_inspected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Image.fromarray(np.full((64, 96), CLEAN, np.uint8)).save("a.png")
    write_tiny_model(tmp_path / "tiny.onnx")
    ran = call(create_workspace(tmp_path / "plant").folder, "run", "a.png", "--model", "tiny.onnx", *words)
    assert ran.exit_code != 0
    assert told in ran.stderr
    assert ran.stdout == ""
