"""``inspector models prove`` and ``compare``: what they print, keep and exit with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from inspector.cli import cli
from inspector.core.model_card import VariantOf
from inspector.inference.model_file import open_model
from inspector.models_store.gate import read_gate
from inspector.models_store.variants import VariantWish
from inspector.workspace.workspace import Workspace, create_workspace
from tests.tiny_data import tiny_version
from tests.tiny_model import write_tiny_model


@pytest.fixture
def plant(tmp_path: Path) -> Workspace:
    made = create_workspace(tmp_path / "plant")
    tiny_version(made.datasets / "tiny", 8)
    write_tiny_model(made.models / "whole-1.onnx", name="whole")
    write_tiny_model(made.models / "blind-1.onnx", name="blind", min_area_px=(0, 4, 10_000))
    return made


def call(plant: Workspace, *words: object) -> Result:
    return CliRunner().invoke(cli, ["models", *map(str, words), "--workspace", str(plant.folder)])


def test_a_candidate_that_finds_less_is_told_so_and_the_report_is_kept(plant: Workspace):
    ran = call(plant, "prove", "blind", "--against", "whole", "--dataset", "tiny", "--mm-per-px", "1")
    assert ran.exit_code == 1, ran.stderr
    lines = ran.stdout.splitlines()
    assert lines[0].startswith("blind 1 beside whole 1, on tiny ")
    assert lines[1] == (
        "Finds fewer: bright (−100 ± 0 points). No clear difference in false alarms. "
        "Where nothing varies (± 0): All 8 groups agree; up to 31 % of further ones may still differ."
    )
    assert lines[2] == "16 frames in 8 groups, 8 without a defect, 1.0 m."
    row = next(line for line in lines if line.startswith("found bright"))
    assert row.split() == ["found", "bright", "8", "1.000", "0.000", "−100", "points,", "−100", "to", "−100"]
    assert any(line.startswith("FAILED") and "Finds as much: bright" in line for line in lines)
    assert any(line.startswith("not checked") and "golden tiles" in line for line in lines)
    sha256 = open_model(plant.models / "blind-1.onnx").sha256
    report = read_gate(plant.models, sha256)
    assert report is not None
    assert "recall: bright" in report.failed
    facts = json.loads(call(plant, "prove", "blind", "--against", "whole", "--dataset", "tiny", "--json").stdout)
    assert (facts["passes"], facts["verdict"]) == (False, lines[1])
    assert facts["proof"]["classes"][1]["recall"]["difference"]["value"] == -1.0


def test_without_a_name_the_active_model_is_what_it_is_proved_against(plant: Workspace):
    ran = call(plant, "prove", "whole", "--dataset", "tiny")
    assert "beside steel-plain" in ran.stdout.splitlines()[0], ran.stderr
    assert "only defect or none is compared" in ran.stdout


def test_a_variant_is_made_by_name_and_proved_beside_the_model_it_was_made_from(
    plant: Workspace, monkeypatch: pytest.MonkeyPatch
):
    """What its process does has tests of its own: here the model is written as that would leave it."""

    def plays(wish: VariantWish, command: list[str], *_: object) -> None:
        calibrated = (f"{wish.version.name} {wish.version.id}",) if wish.version is not None else ()
        of = VariantOf(wish.model.title, wish.model.sha256, wish.arithmetic, "by hand", calibrated, len(calibrated))
        write_tiny_model(Path(command[command.index("--out") + 1]), name="whole", version="1-int8", variant_of=of)

    monkeypatch.setattr("inspector.models_store.variants._make", plays)
    refused = call(plant, "variant", "whole", "--precision", "int8")  # its card names no data
    assert refused.exit_code == 1
    assert "a dataset version must be named" in refused.stderr
    assert call(plant, "variant", "whole", "--precision", "fp16", "--dataset", "tiny").exit_code == 2
    ran = call(plant, "variant", "whole", "--precision", "int8", "--dataset", "tiny")
    assert ran.exit_code == 0, ran.stderr
    lines = ran.stdout.splitlines()
    assert lines[0] == f"whole 1-int8 is among the models: {plant.models / 'whole-1-int8.onnx'}"
    assert lines[2].startswith("1 training frames of tiny ")
    assert lines[-1].startswith("“inspector models prove whole-1-int8” holds it against whole 1")
    proved = call(plant, "prove", "whole-1-int8", "--dataset", "tiny").stdout.splitlines()
    assert proved[0].startswith("whole 1-int8 beside whole 1, on tiny ")
    assert any("Faster than in 32 bits" in line and "times as fast as whole 1 on CPU" in line for line in proved)
    assert "Made from whole 1 (" in call(plant, "show", "whole-1-int8").stdout
    assert "Of the same run, or made from it: whole 1-int8" in call(plant, "show", "whole").stdout


def test_two_models_are_compared_and_nothing_is_kept(plant: Workspace):
    ran = call(plant, "compare", "blind", "whole", "--dataset", "tiny")
    assert ran.exit_code == 0, ran.stderr
    assert ran.stdout.splitlines()[1].startswith("Finds more: bright (+100 ± 0 points).")
    assert "check" not in ran.stdout
    assert not (plant.models / "proofs").exists()


def test_a_split_that_is_empty_is_refused_in_words(plant: Workspace):
    ran = call(plant, "prove", "blind", "--against", "whole", "--dataset", "tiny", "--split", "val")
    assert ran.exit_code == 1
    assert "it has no val split" in ran.stderr
