"""``inspector run`` with several lanes, and with positions that are not counted by rows."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from inspector.cli import cli
from tests.tiny_model import CLEAN, DULL, write_tiny_model


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    assert CliRunner().invoke(cli, ["workspace", "init", str(tmp_path / "w")]).exit_code == 0
    return tmp_path / "w"


def write(folder: Path, *frames: np.ndarray, names: tuple[str, ...] = ()) -> Path:
    folder.mkdir()
    for number, pixels in enumerate(frames):
        Image.fromarray(pixels).save(folder / (names[number] if names else f"f{number}.png"))
    return folder


def steel(width: int, *columns: tuple[int, int]) -> np.ndarray:
    """10 rows; rows 4 and 5 hold a defect from the first to the second column of each pair."""
    pixels = np.full((10, width), CLEAN, np.uint8)
    for first, last in columns:
        pixels[4:6, first:last] = DULL
    return pixels


def run(workspace: Path, tmp_path: Path, *words: object) -> Result:
    model = write_tiny_model(tmp_path / "tiny.onnx")
    return CliRunner().invoke(
        cli, ["run", *map(str, words), "--workspace", str(workspace), "--model", str(model)], catch_exceptions=False
    )


def test_two_folders_beside_each_other_are_two_lanes_of_one_piece(workspace: Path, tmp_path: Path) -> None:
    left = write(tmp_path / "left", steel(20, (15, 20)), steel(20))
    right = write(tmp_path / "right", steel(30, (0, 10)), steel(30, (4, 12)))
    out = tmp_path / "out"
    words = ("--lane", f"20={right}", "--mm-per-px", "1", "--out", out, "--overlays", "--json")
    result = run(workspace, tmp_path, left, *words)
    assert result.exit_code == 0, result.stderr
    summary = json.loads(result.stdout)
    assert [lane["across_mm"] for lane in summary["lanes"]] == [0.0, 20.0]
    assert (summary["n_inspected"], summary["n_defects"]) == (4, 2)
    assert (summary["coverage"]["inspected"], summary["coverage"]["seen"]) == (20.0, 20.0)
    with (out / "defects.csv").open(newline="") as file:
        widths = sorted(float(row["width_mm"]) for row in csv.DictReader(file))
    assert widths == [8.0, 15.0]  # the second frame's own, and the one over the seam
    found = {str(path.relative_to(out)) for path in out.rglob("*.png")}
    assert found == {f"overlays/lane {lane}/f{number}.png" for lane in (0, 1) for number in (0, 1)}


def test_lanes_without_a_scale_are_refused_in_words(workspace: Path, tmp_path: Path) -> None:
    left = write(tmp_path / "left", steel(20))
    result = run(workspace, tmp_path, left, "--lane", f"20={left}")
    assert result.exit_code == 1
    assert "Several lanes need to know how large a pixel is." in result.stderr


def test_a_source_that_is_given_twice_is_refused_with_both_places(workspace: Path, tmp_path: Path) -> None:
    left = write(tmp_path / "left", steel(20))
    again = f"{tmp_path / 'w' / '..' / 'left'}/"
    result = run(workspace, tmp_path, left, "--lane", f"350={again}", "--mm-per-px", "1")
    assert result.exit_code == 1
    assert "is given twice: at 0 mm and at 350 mm across." in result.stderr
    assert "Give each source once" in result.stderr


def test_a_lane_that_cannot_be_opened_is_told_and_nothing_starts(workspace: Path, tmp_path: Path) -> None:
    left = write(tmp_path / "left", steel(20))
    result = run(workspace, tmp_path, left, "--lane", f"20={tmp_path / 'gone'}", "--mm-per-px", "1")
    assert result.exit_code == 1
    assert "gone" in result.stderr


@pytest.mark.parametrize("text", ["20", "=folder", "wide=folder", "20="])
def test_a_lane_that_is_no_lane_is_wrong_usage(workspace: Path, tmp_path: Path, text: str) -> None:
    result = run(workspace, tmp_path, tmp_path, "--lane", text)
    assert result.exit_code == 2
    assert "is not MM=SOURCE" in result.stderr


def test_positions_come_from_the_names_where_they_are_asked_for(workspace: Path, tmp_path: Path) -> None:
    frames = write(tmp_path / "coil", steel(20), steel(20, (3, 9)), names=("coil_12.5m.png", "coil_12.6m.png"))
    words = ("--position-from-name", r"_(?P<m>[0-9.]+)m", "--mm-per-px", "1", "--out", tmp_path / "out", "--json")
    result = run(workspace, tmp_path, frames, *words)
    assert result.exit_code == 0, result.stderr
    with (tmp_path / "out" / "frames.csv").open(newline="") as file:
        assert [row["position_m"] for row in csv.DictReader(file)] == ["12.5000", "12.6000"]
    with (tmp_path / "out" / "defects.csv").open(newline="") as file:
        assert [float(row["position_m"]) for row in csv.DictReader(file)] == [pytest.approx(12.605)]
    not_inspected = json.loads(result.stdout)["coverage"]["not_inspected"]
    assert not_inspected["unseen"] == pytest.approx(12_500 + 90)  # before the first frame, and between the two


def test_a_pattern_without_its_group_is_refused_in_words(workspace: Path, tmp_path: Path) -> None:
    frames = write(tmp_path / "coil", steel(20))
    result = run(workspace, tmp_path, frames, "--position-from-name", "([0-9]+)", "--mm-per-px", "1")
    assert result.exit_code == 1
    assert "it needs one group named “mm” or “m”" in result.stderr


@pytest.mark.parametrize("words", [("--speed", "2.5"), ("--position-from-name", "(?P<m>[0-9])")])
def test_positions_in_metres_without_a_scale_are_refused_in_words(
    workspace: Path, tmp_path: Path, words: tuple[str, str]
) -> None:
    """They would be counted in rows, and nobody would know."""
    result = run(workspace, tmp_path, write(tmp_path / "coil", steel(20)), *words)
    assert result.exit_code == 1
    assert "Positions by speed or by name need to know how large a pixel is." in result.stderr


@pytest.mark.parametrize("words", [("--speed", "0"), ("--speed", "nan"), ("--speed", "inf"), ("--lane", "nan=coil")])
def test_what_is_no_number_to_tell_positions_by_is_wrong_usage(
    workspace: Path, tmp_path: Path, words: tuple[str, str]
) -> None:
    result = run(workspace, tmp_path, write(tmp_path / "coil", steel(20)), *words, "--mm-per-px", "1")
    assert result.exit_code == 2


def test_two_ways_to_tell_positions_are_wrong_usage(workspace: Path, tmp_path: Path) -> None:
    result = run(workspace, tmp_path, tmp_path, "--speed", "1", "--position-from-name", "(?P<m>x)")
    assert result.exit_code == 2
