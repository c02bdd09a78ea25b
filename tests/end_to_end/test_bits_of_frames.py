"""Frames of a 12-bit camera in 16-bit files, through ``inspector run``: the defects that 8-bit files of them show."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import tifffile
from PIL import Image
from run_program import Program, Ran, drawn, table

from tests.tiny_model import BRIGHT

N_FRAMES = 3


def eight_bit(number: int) -> np.ndarray:
    pixels = drawn(value=BRIGHT)
    return np.roll(pixels, 5 * number, axis=0)


def twelve_bit(number: int) -> np.ndarray:
    """As the camera delivers it: 4095 is white, the upper four bits stay empty."""
    return np.rint(eight_bit(number) * (4095 / 255)).astype(np.uint16)


def fill(folder: Path, suffix: str, pixels_of, **options: object) -> Path:
    folder.mkdir()
    for number in range(N_FRAMES):
        file = folder / f"{number}{suffix}"
        if suffix == ".tif":
            tifffile.imwrite(file, pixels_of(number), **options)
        else:
            Image.fromarray(pixels_of(number)).save(file)
    return folder


def found(program: Program, source: Path, *options: object) -> tuple[Ran, list[tuple[str, str, str, str]]]:
    """The run, and place and size of its defects."""
    out = source.with_name(f"out of {source.name}")
    ran = program.run(source, *options, "--out", out)
    rows = table(out / "defects.csv")
    return ran, [(row["class"], row["frame"].partition(".")[0], row["position_px"], row["area_px"]) for row in rows]


def test_a_12_bit_camera_shows_the_defects_of_its_8_bit_picture_once_its_bits_are_known(program: Program, tmp_path):
    plain, expected = found(program, fill(tmp_path / "8", ".png", eight_bit))
    assert (plain.code, len(expected)) == (0, N_FRAMES)
    told, _ = found(program, fill(tmp_path / "unsaid", ".png", twelve_bit))
    assert "The frames of “unsaid” seem to hold 12 of 16 bits." in told.err
    ran, rows = found(program, fill(tmp_path / "set", ".png", twelve_bit), "--bits", "12")
    assert (ran.code, rows, "seem to hold" in ran.err) == (0, expected, False)
    tag = (281, "H", 1, 4095, True)
    ran, rows = found(program, fill(tmp_path / "tagged", ".tif", twelve_bit, extratags=[tag]))
    assert (ran.code, rows, "seem to hold" in ran.err) == (0, expected, False)


def test_frames_that_need_more_bits_than_are_set_are_listed_and_never_wrapped(program: Program, tmp_path):
    ran, rows = found(program, fill(tmp_path / "line", ".png", twelve_bit), "--bits", "10")
    assert (ran.code, rows) == (3, [])
    reasons = {row["reason_code"] for row in table(tmp_path / "out of line" / "frames.csv")}
    assert reasons == {"frame.bits_exceeded"}
    assert "10 bits, as set or as the file says, reach 1\u202f023." in ran.err


def test_an_import_tells_of_frames_that_do_not_say_their_bits_until_it_is_told(program: Program, tmp_path):
    folder = tmp_path / "pairs"
    folder.mkdir()
    fill(folder / "images", ".png", twelve_bit)
    fill(folder / "masks", ".png", lambda number: (eight_bit(number) == BRIGHT).astype(np.uint8))
    words = ("dataset", "import", "folder-pairs", folder, "--class", "dent", "--dry-run")
    line = f"{N_FRAMES} frames of 16 bits seem to hold 12 and do not say so. Import them with --bits 12"
    assert line in program(*words).out
    assert "frames of 16 bits" not in program(*words, "--bits", "12").out


def test_bits_that_no_camera_has_are_wrong_usage(program: Program, tmp_path):
    assert program.run(tmp_path, "--bits", "20").code == 2
