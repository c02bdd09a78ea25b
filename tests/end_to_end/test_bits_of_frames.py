"""Frames of a 12-bit camera in 16-bit files, through ``inspector run``: the defects that 8-bit files of them show."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image
from run_program import InThisProcess, Ran, drawn, table

from inspector.core.bits import to_eight_bit
from inspector.core.messages import Message
from inspector.pictures.decoding import read_frame_pixels
from inspector.sources.bit_depth import BitDepth
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


def found(commands: InThisProcess, source: Path, *options: object) -> tuple[Ran, list[tuple[str, str, str, str]]]:
    """The run, and place and size of its defects."""
    out = source.with_name(f"out of {source.name}")
    ran = commands.run(source, *options, "--out", out)
    rows = table(out / "defects.csv")
    return ran, [(row["class"], row["frame"].partition(".")[0], row["position_px"], row["area_px"]) for row in rows]


def test_a_12_bit_camera_shows_the_defects_of_its_8_bit_picture_once_its_bits_are_known(
    commands: InThisProcess, tmp_path
):
    plain, expected = found(commands, fill(tmp_path / "8", ".png", eight_bit))
    assert (plain.code, len(expected)) == (0, N_FRAMES)
    told, _ = found(commands, fill(tmp_path / "unsaid", ".png", twelve_bit))
    assert "The frames of “unsaid” seem to hold 12 of 16 bits." in told.err
    ran, rows = found(commands, fill(tmp_path / "set", ".png", twelve_bit), "--bits", "12")
    assert (ran.code, rows, "seem to hold" in ran.err) == (0, expected, False)
    tag = (281, "H", 1, 4095, True)
    ran, rows = found(commands, fill(tmp_path / "tagged", ".tif", twelve_bit, extratags=[tag]))
    assert (ran.code, rows, "seem to hold" in ran.err) == (0, expected, False)


CASE = Path(__file__).parents[1] / "cases" / "17-12bit-in-16"


def test_a_real_strip_in_12_of_16_bits_shows_its_defects_once_the_bits_are_known_and_else_is_told(
    commands: InThisProcess, tmp_path
):
    """With the model that it was sent with, on the strip that people sent."""

    def defects(name: str, *options: object) -> tuple[Ran, list[tuple[str, int, int]]]:
        out = tmp_path / f"out of {name}{len(options)}"
        ran = commands("run", CASE / name, "--model", "steel-anet", *options, "--out", out)
        rows = table(out / "defects.csv")
        return ran, [(row["class"], round(float(row["position_px"])), round(float(row["area_px"]), -2)) for row in rows]

    plain, expected = defects("strip8")
    assert (plain.code, len(expected)) == (0, 8)
    known, found = defects("strip12in16", "--bits", "12")
    assert (known.code, "seem to hold" in known.err) == (0, False)
    assert found == expected
    told, found = defects("strip12in16")
    assert "The frames of “strip12in16” seem to hold 12 of 16 bits." in told.err
    assert "defects are missed. Set 12 as the bits of its files" in told.err
    summary = json.loads((tmp_path / "out of strip12in160" / "summary.json").read_text())
    assert [one["code"] for one in summary["messages"]] == ["source.bits_unknown"]
    assert len(found) < len(expected)


@pytest.mark.parametrize("name", ["low12_sbit.png", "low12_max4095.tif", "low12.png"])
def test_what_states_its_bits_shows_what_8_bits_show(name: str):
    picture, eight = read_frame_pixels(CASE / "data" / name), read_frame_pixels(CASE / "data" / "eight.png")
    assert picture.stated_bits == (None if name == "low12.png" else 12)
    assert np.abs(to_eight_bit(picture.pixels, 12).astype(int) - eight.pixels).max() <= 1
    told: list[Message] = []
    depth = BitDepth(name, None)
    depth.of(picture.pixels, name, picture.stated_bits)
    depth.warn_once(told.append, at_end=True)
    assert [one.params["bits"] for one in told] == ([12] if name == "low12.png" else [])


def test_what_fills_16_bits_is_told_nothing():
    picture, told = read_frame_pixels(CASE / "data" / "high12.png"), []
    depth = BitDepth("high12", None)
    assert depth.of(picture.pixels, "high12", picture.stated_bits) == 16
    depth.warn_once(told.append, at_end=True)
    assert told == []


def test_floating_point_frames_show_what_8_bits_show_once_their_range_is_said(commands: InThisProcess, tmp_path):
    def grey(number: int) -> np.ndarray:
        return eight_bit(number).astype(np.float32)

    _, expected = found(commands, fill(tmp_path / "8", ".png", eight_bit))
    ran, rows = found(commands, fill(tmp_path / "unit", ".tif", lambda number: grey(number) / np.float32(255)))
    assert (ran.code, rows) == (0, expected)
    ran, rows = found(commands, fill(tmp_path / "said", ".tif", grey), "--float-range", "0..255")
    assert (ran.code, rows) == (0, expected)
    ran, rows = found(commands, fill(tmp_path / "unsaid", ".tif", grey))
    assert (ran.code, rows) == (3, [])
    reasons = {row["reason_code"] for row in table(tmp_path / "out of unsaid" / "frames.csv")}
    assert reasons == {"frame.float_range"}
    assert "floating-point values from " in ran.err


def test_frames_that_need_more_bits_than_are_set_are_listed_and_never_wrapped(commands: InThisProcess, tmp_path):
    ran, rows = found(commands, fill(tmp_path / "line", ".png", twelve_bit), "--bits", "10")
    assert (ran.code, rows) == (3, [])
    reasons = {row["reason_code"] for row in table(tmp_path / "out of line" / "frames.csv")}
    assert reasons == {"frame.bits_exceeded"}
    assert "10 bits, as set or as the file says, reach 1\u202f023." in ran.err


def test_an_import_tells_of_frames_that_do_not_say_their_bits_until_it_is_told(commands: InThisProcess, tmp_path):
    folder = tmp_path / "pairs"
    folder.mkdir()
    fill(folder / "images", ".png", twelve_bit)
    fill(folder / "masks", ".png", lambda number: (eight_bit(number) == BRIGHT).astype(np.uint8))
    words = ("dataset", "import", "folder-pairs", folder, "--class", "dent", "--dry-run")
    line = f"{N_FRAMES} frames of 16 bits seem to hold 12 and do not say so. Import them with --bits 12"
    assert line in commands(*words).out
    assert "frames of 16 bits" not in commands(*words, "--bits", "12").out


def test_bits_that_no_camera_has_are_wrong_usage(commands: InThisProcess, tmp_path):
    assert commands.run(tmp_path, "--bits", "20").code == 2
