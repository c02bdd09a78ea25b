"""What classes mean, on the disk: kept, found again, and refused where somebody broke it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from inspector.annotation.example_crops import crop_from, crop_of, png_of
from inspector.core.class_guide import MAX_EXAMPLES, ClassGuide
from inspector.core.defect import Box
from inspector.core.messages import WorkspaceError
from inspector.workspace.class_guides import (
    NAME,
    add_example,
    change_guide,
    read_example,
    read_guides,
    remove_example,
    rename_guide,
)

AT = "2026-01-02T03:04:05.000Z"


def picture(level: int) -> bytes:
    return png_of(np.full((5, 7), level, np.uint8))


def add(folder: Path, name: str, level: int, *, counts: bool = True) -> dict[str, ClassGuide]:
    return add_example(folder, name, picture(level), counts=counts, frame="a.png", author="ada", at=AT)


def test_texts_and_examples_are_found_again(tmp_path: Path):
    folder = tmp_path / "classes"
    assert read_guides(folder) == {}
    assert not folder.exists(), "who only looks makes nothing"
    change_guide(
        folder, "Riß 裂纹", lambda guide: replace(guide, counts="longer than 2 mm\nopen", does_not_count="oil")
    )
    add(folder, "Riß 裂纹", 10)
    add(folder, "Riß 裂纹", 20, counts=False)
    guide = read_guides(folder)["Riß 裂纹"]
    assert (guide.counts, guide.does_not_count) == ("longer than 2 mm\nopen", "oil")
    assert [(one.counts, crop_from(read_example(folder, one))[0, 0]) for one in guide.examples] == [
        (True, 10), (False, 20),
    ]  # fmt: skip


def test_one_crop_is_an_example_once_and_its_file_goes_with_the_last_that_names_it(tmp_path: Path):
    add(tmp_path, "pit", 10)
    guides = add(tmp_path, "pit", 10, counts=False)  # somebody thought again
    (example,) = guides["pit"].examples
    assert not example.counts
    add(tmp_path, "dent", 10)
    remove_example(tmp_path, "pit", example.file)
    assert (tmp_path / example.file).exists(), "the dent has it too"
    assert remove_example(tmp_path, "dent", example.file) == {}
    assert not (tmp_path / example.file).exists()


def test_a_class_has_as_many_examples_as_one_can_look_at(tmp_path: Path):
    for level in range(MAX_EXAMPLES):
        add(tmp_path, "pit", level)
    with pytest.raises(WorkspaceError) as caught:
        add(tmp_path, "pit", 200)
    assert caught.value.message.params["n"] == MAX_EXAMPLES
    assert len(list(tmp_path.glob("*.png"))) == MAX_EXAMPLES
    add(tmp_path, "pit", 3, counts=False)  # one of them


def test_a_guide_goes_with_its_name_unless_there_is_one(tmp_path: Path):
    change_guide(tmp_path, "pit", lambda guide: replace(guide, counts="round"))
    assert rename_guide(tmp_path, "pit", "dent")["dent"].counts == "round"
    change_guide(tmp_path, "pit", lambda guide: replace(guide, counts="deep"))
    kept = rename_guide(tmp_path, "pit", "dent")
    assert (kept["dent"].counts, kept["pit"].counts) == ("round", "deep")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "Expecting"), ('{"format": 2, "guides": {}}', "format 2"), ('{"guides": {" pit": {}}}', "space"),
        ('{"guides": {"pit": {"counts": "\\u0007"}}}', "U+0007"),
        (
            '{"guides": {"pit": {"examples": [{"file": "../x.png", "counts": true, "frame": "", "author": "", '
            '"at": ""}]}}}', "no file of an example",
        ),
        ('{"guides": {"pit": {"size": 3}}}', "no such entry"),
    ],
)  # fmt: skip
def test_guides_that_somebody_broke_are_refused_and_left_as_they_are(tmp_path: Path, text: str, why: str):
    (tmp_path / NAME).write_text(text)
    with pytest.raises(WorkspaceError) as caught:
        change_guide(tmp_path, "pit", lambda guide: replace(guide, counts="round"))
    assert why in str(caught.value.message.params["detail"])
    assert (tmp_path / NAME).read_text() == text


def test_a_text_without_end_is_refused_in_words(tmp_path: Path):
    with pytest.raises(WorkspaceError) as caught:
        change_guide(tmp_path, "pit", lambda guide: replace(guide, counts="x" * 5000))
    assert "longer than 4000" in str(caught.value.message.params["detail"])


def test_a_crop_has_its_box_in_the_middle_and_stays_on_the_frame():
    pixels = np.arange(200 * 300, dtype=np.uint16).reshape(200, 300) >> 4  # 12 bits
    crop = crop_of(pixels, 12, Box(100, 60, 60, 40), 256)
    assert crop.shape == (80, 120)
    assert np.array_equal(crop, (pixels[40:120, 70:190] >> 4).astype(np.uint8))
    assert crop_of(pixels, 12, Box(0, 0, 4, 4), 256).shape == (48, 48)
    assert crop_of(pixels, 12, Box(296, 196, 4, 4), 256).shape == (48, 48)
    assert crop_of(pixels, 12, Box(0, 0, 300, 200), 60).shape == (40, 60)
    assert np.array_equal(crop_from(png_of(crop)), crop)


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", picture(1)[:50]])
def test_a_crop_that_is_none_says_so(content: bytes):
    with pytest.raises(ValueError, match="no whole picture"):
        crop_from(content)
