"""``inspector dataset import``: what the values of masks mean is told, and can be given."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from inspector.cli import cli

CRACK = np.zeros((8, 10), np.uint8)
CRACK[1:3, 2:5] = 1


def png(pixels: np.ndarray) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG")
    return out.getvalue()


def pairs(top: Path, mask: np.ndarray) -> Path:
    for name, content in (("images/a.png", CRACK + 90), ("masks/a.png", mask)):
        (top / name).parent.mkdir(parents=True)
        (top / name).write_bytes(png(content))
    return top


def dry_run(folder: Path, *words: str, data_format: str = "folder-pairs") -> Result:
    command = ["dataset", "import", data_format, str(folder), "--dry-run", "-w", str(folder.parent / "w"), *words]
    return CliRunner().invoke(cli, command)


def test_the_report_says_what_the_values_were_taken_for(tmp_path: Path):
    ran = dry_run(pairs(tmp_path / "p", CRACK * 255), "--class", "crack")
    assert ran.exit_code == 0, ran.output
    assert "  meaning    masks, grey (1): every level but 0 is crack (255)\n" in ran.stdout
    told = json.loads(dry_run(tmp_path / "p", "--class", "crack", "--json").stdout)
    assert told["report"]["notes"] == ["masks, grey (1): every level but 0 is crack (255)"]


def test_names_that_look_alike_are_told(tmp_path: Path):
    ran = dry_run(pairs(tmp_path / "p", CRACK), "--class", "crack", "--class", "Crack")
    assert "“crack” and “Crack” differ only by case" in ran.stdout


@pytest.mark.parametrize(
    "words",
    [("--levels", "0=background,7=crack"), ("--foreground", "7"), ("--foreground", "5+"), ("--colours", "table.txt")],
)
def test_values_can_be_given(tmp_path: Path, words: tuple[str, str]):
    folder = pairs(tmp_path / "p", CRACK * 7 + 3 * (1 - CRACK))
    assert dry_run(folder, "--class", "crack").exit_code == 1
    (tmp_path / "table.txt").write_text("background:3,3,3\ncrack:7,7,7\n")
    option, value = words
    value = str(tmp_path / value) if value.endswith(".txt") else value
    if option == "--levels":
        value += ",3=background"
    ran = dry_run(folder, "--class", "crack", option, value)
    assert ran.exit_code == 0, ran.output
    assert "class      crack  1 frames, 1 instances, 6 px" in ran.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--levels", "crack"), "'crack' is no LEVEL=CLASS"),
        (("--foreground", "white"), "'white' is no level of a mask"),
        (("--colours", "none.txt"), "it cannot be read"),
        (("--levels", "0=background,1=crack", "--foreground", "1"), "contradict each other"),
        (("--background", "steel"), "“steel” is to be background"),
    ],
)
def test_values_that_cannot_be_meant_are_refused_in_words(tmp_path: Path, words: tuple[str, ...], said: str):
    ran = dry_run(pairs(tmp_path / "p", CRACK), "--class", "crack", *words)
    assert ran.exit_code != 0
    assert said in ran.stderr


def test_a_synthetic_dataset_takes_no_values(tmp_path: Path):
    ran = CliRunner().invoke(cli, ["dataset", "import", "synthetic", "--background", "steel"])
    assert (ran.exit_code, "no further options" in ran.stderr) == (2, True)
