"""``inspector run --product``: what is printed and recorded, what the workspace says without it, and the report."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import pytest
from click.testing import CliRunner, Result

from inspector.cli import cli
from inspector.core.messages import WorkspaceError
from inspector.core.product import ProductMode, ProductSettings
from inspector.workspace.workspace import create_workspace, open_workspace
from tests.product_frames import product_frame
from tests.tiny_model import BRIGHT, write_tiny_model


@pytest.fixture
def rails(tmp_path: Path) -> Path:
    """A rail with a bright spot at its edge and one on the table, and a frame that shows the table alone."""
    folder = tmp_path / "rails"
    folder.mkdir()
    rail = product_frame(100, 190, height=256, width=320, level=70)
    rail[40:60, 96:104] = rail[100:120, 280:290] = BRIGHT
    for name, pixels in (("a", rail), ("b", product_frame(0, 0, height=256, width=320, beside=14))):
        (folder / f"{name}.png").write_bytes(cv2.imencode(".png", pixels)[1].tobytes())
    return folder


def call(tmp_path: Path, *words: object) -> Result:
    return CliRunner().invoke(cli, [*map(str, words), "--workspace", str(tmp_path / "plant")])


def test_only_the_product_is_inspected_and_the_result_says_so(tmp_path: Path, rails: Path) -> None:
    model = write_tiny_model(tmp_path / "tiny.onnx")
    create_workspace(tmp_path / "plant")
    asked = ("run", rails, "--model", model, "--piece", "R-7", "--mm-per-px", "0.5")
    whole = call(tmp_path, *asked, "--json")
    assert whole.exit_code == 0
    assert json.loads(whole.stdout)["n_defects"] == 2
    assert json.loads(whole.stdout)["lanes"][0]["masked"] is None
    only = call(tmp_path, *asked, "--product", "edges")
    assert only.exit_code == 3
    assert "1 of 2 frames inspected" in only.stdout
    assert "Only the product was inspected (edges:darker, margin 32 px): 51." in only.stdout
    assert "% of the picture is masked, width 45.0 mm on average." in only.stdout
    assert (
        "not inspected: “b.png” was not inspected. It shows no rail or strip, only what lies beside it." in only.stderr
    )
    settings = tmp_path / "plant" / "workspace.toml"
    text = settings.read_text().replace(
        '# by_source = { "camera 0" = { mode = "edges", margin_px = 48 } }',
        'by_source = { "rails" = { mode = "columns", first_column = 50, end_column = 200 } }',
    )
    settings.write_text(text)
    columns = json.loads(call(tmp_path, *asked, "--json").stdout)
    assert (columns["n_defects"], columns["n_not_inspected"]) == (1, 0)
    assert columns["lanes"][0]["product"] == "50..200"
    assert columns["lanes"][0]["masked"]["share"] == pytest.approx(1 - 150 / 320)
    assert json.loads(call(tmp_path, *asked, "--product", "whole", "--json").stdout)["n_defects"] == 2
    report = call(tmp_path, "report", "R-7", "--out", tmp_path / "r.csv")
    assert report.exit_code == 0


def test_the_option_keeps_the_margin_of_the_plant_and_names_each_lane(tmp_path: Path, rails: Path) -> None:
    model = write_tiny_model(tmp_path / "tiny.onnx")
    create_workspace(tmp_path / "plant")
    settings = tmp_path / "plant" / "workspace.toml"
    text = settings.read_text().replace("margin_px = 32 ", "margin_px = 20 ").replace(
        '# by_source = { "camera 0" = { mode = "edges", margin_px = 48 } }',
        'by_source = { "others" = { margin_px = 10 } }',
    )  # fmt: skip
    settings.write_text(text)
    (tmp_path / "others").mkdir()
    (tmp_path / "others" / "a.png").write_bytes((rails / "a.png").read_bytes())
    lane = f"160={tmp_path / 'others'}"
    asked = ("run", rails, "--lane", lane, "--model", model, "--mm-per-px", "0.5", "--product", "edges")
    said = call(tmp_path, *asked).stdout
    assert "Only the product of lane 0 was inspected (edges:darker, margin 20 px)" in said
    assert "Only the product of lane 1 was inspected (edges:darker, margin 10 px)" in said


def test_what_is_misspelt_is_refused_in_words(tmp_path: Path, rails: Path) -> None:
    for words in ("edge", "9..3", "400..", "edges:foo"):
        result = call(tmp_path, "run", rails, "--product", words)
        assert result.exit_code == 2
        assert "--product" in result.stderr
        assert "literal" not in result.stderr
        assert "not a valid" not in result.stderr


def test_columns_that_hold_nothing_are_no_setting(tmp_path: Path) -> None:
    create_workspace(tmp_path / "plant")
    settings = tmp_path / "plant" / "workspace.toml"
    edges = open_workspace(tmp_path / "plant").settings.product_edges
    assert edges.of("camera 0") == ProductSettings()
    assert edges.of("camera 0").mode is ProductMode.WHOLE
    settings.write_text(
        settings.read_text().replace("first_column = 0\nend_column = 0", "first_column = 9\nend_column = 4")
    )
    with pytest.raises(WorkspaceError, match="columns 9 to 4 hold nothing"):
        open_workspace(tmp_path / "plant")
