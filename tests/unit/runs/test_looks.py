"""The worst and best validation frames of a run, read: what is there, and what is refused."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from inspector.core.defect import Box
from inspector.runs.looks import Look, Looks, read_look, read_looks

LOOK = Look("frame-1", 0.25, 0, Box(8, 4, 6, 5), "p.png", "a.png", "q.png")
LOOKS = Looks(300, "plates", ("background", "crack"), (LOOK,), ())


def png(pixels: Any) -> bytes:
    encoded = io.BytesIO()
    Image.fromarray(np.asarray(pixels)).save(encoded, "PNG")
    return encoded.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pixels = np.arange(30, dtype=np.uint8).reshape(5, 6)
    annotated, predicted = np.zeros((2, 5, 6), np.uint8)
    annotated[0], annotated[1], predicted[4] = 1, 255, 1
    for name, content in (("p.png", pixels), ("a.png", annotated), ("q.png", predicted)):
        (tmp_path / name).write_bytes(png(content))
    (tmp_path / "looks.json").write_bytes(LOOKS.to_json())
    return tmp_path


def test_what_was_written_is_read(folder: Path):
    assert read_looks(folder) == LOOKS
    pictures = read_look(folder, LOOK, 2)
    assert pictures.pixels[4, 5] == 29
    assert pictures.annotated[:, 0].tolist() == [1, 255, 0, 0, 0]
    assert pictures.predicted[:, 0].tolist() == [0, 0, 0, 0, 1]


def test_before_the_first_validation_there_are_none(tmp_path: Path):
    assert read_looks(tmp_path) is None
    assert read_looks(tmp_path / "nowhere") is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"format": 2}, "format 2; this program reads 1"),
        ({"step": "3"}, "step: "),
        ({"worst": [{}]}, "worst.0.frame_name: it is missing"),
        ({"worst": [json.loads(LOOKS.to_json())["worst"][0]] * 101}, "more than 100 frames"),
    ],
)
def test_an_index_that_is_none_is_refused_in_words(folder: Path, change: dict[str, Any], reason: str):
    index = folder / "looks.json"
    index.write_text(json.dumps(json.loads(index.read_text()) | change))
    with pytest.raises(ValueError, match=reason):
        read_looks(folder)


def look(**changes: Any) -> Look:
    return Look(**{name: getattr(LOOK, name) for name in Look.__slots__} | changes)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"picture_file": "../p.png"}, "no path below its folder"),
        ({"picture_file": "looks.json"}, "looks.json"),
        ({"box": Box(0, 0, 5, 5)}, "p.png is no picture of 8 bits of 5 x 5 pixels"),
        ({"box": Box(0, 0, 6000, 5)}, "1 to 512 pixels high and wide"),
        ({"annotated_file": "p.png"}, "holds a class that has no name"),
    ],
)
def test_pictures_that_are_not_those_of_the_index_are_refused_in_words(
    folder: Path, changes: dict[str, Any], reason: str
):
    with pytest.raises(ValueError, match=reason):
        read_look(folder, look(**changes), 2)


def test_a_picture_that_newer_ones_have_replaced_is_gone(folder: Path):
    (folder / "a.png").unlink()
    with pytest.raises(FileNotFoundError):
        read_look(folder, LOOK, 2)


def test_a_picture_that_is_cut_short_is_refused_in_words(folder: Path):
    (folder / "q.png").write_bytes((folder / "q.png").read_bytes()[:-20])
    with pytest.raises(ValueError, match=r"q\.png"):
        read_look(folder, LOOK, 2)
