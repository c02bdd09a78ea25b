"""How many bits a picture file says that its values have."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image

from inspector.pictures.decoding import decode_picture, read_frame_pixels

LOW = np.array([[160, 2007, 4014], [31, 4095, 0]], np.uint16)  # 12 bits in the lower ones of 16


def tiff(path: Path, pixels: np.ndarray, *tags: tuple[int, int], **options: object) -> Path:
    extra = [(number, "H" if value < 65536 else "I", 1, value, True) for number, value in tags]
    tifffile.imwrite(path, pixels, extratags=extra, **options)
    return path


def png(path: Path, pixels: np.ndarray, significant: bytes) -> Path:
    """With a chunk sBIT after the header."""
    Image.fromarray(pixels).save(path)
    data, chunk = path.read_bytes(), b"sBIT" + significant
    sbit = struct.pack(">I", len(significant)) + chunk + struct.pack(">I", zlib.crc32(chunk))
    path.write_bytes(data[:33] + sbit + data[33:])
    return path


def bits_of(path: Path) -> int | None:
    return read_frame_pixels(path).stated_bits


@pytest.mark.parametrize(("highest", "bits"), [(255, 8), (1023, 10), (4095, 12), (16383, 14), (65535, 16)])
def test_the_highest_possible_value_of_a_tiff_tells_its_bits(tmp_path: Path, highest: int, bits: int):
    assert bits_of(tiff(tmp_path / "a.tif", np.full((2, 3), 99, np.uint16), (281, highest))) == bits


@pytest.mark.parametrize("highest", [4014, 1900, 127, 0])
def test_the_highest_value_that_a_tiff_happens_to_hold_tells_nothing(tmp_path: Path, highest: int):
    assert bits_of(tiff(tmp_path / "a.tif", LOW, (281, highest))) is None


def test_the_white_level_of_a_tiff_counts_before_its_highest_value(tmp_path: Path):
    assert bits_of(tiff(tmp_path / "a.tif", LOW, (281, 1023), (50717, 15000))) == 14
    assert bits_of(tiff(tmp_path / "b.tif", LOW, (50717, 4095))) == 12


def test_a_tiff_without_tags_says_nothing(tmp_path: Path):
    assert bits_of(tiff(tmp_path / "a.tif", LOW)) is None


def test_8_bit_values_have_8_bits_whatever_a_tag_says(tmp_path: Path):
    eight = np.full((2, 3), 99, np.uint8)
    assert bits_of(tiff(tmp_path / "a.tif", eight, (281, 4095))) is None
    assert bits_of(png(tmp_path / "a.png", eight, b"\x05")) is None
    assert decode_picture((tmp_path / "a.png").read_bytes(), "a").bits == 8


def test_where_white_is_zero_white_is_that_of_the_bits(tmp_path: Path):
    read = read_frame_pixels(tiff(tmp_path / "a.tif", LOW, (281, 4095), photometric="miniswhite"))
    assert read.pixels.tolist() == (4095 - LOW.astype(int)).tolist()
    whole = read_frame_pixels(tiff(tmp_path / "b.tif", LOW, photometric="miniswhite"))
    assert whole.pixels.tolist() == (65535 - LOW.astype(int)).tolist()


def test_significant_bits_of_a_png_count_where_they_fill_the_lower_ones(tmp_path: Path):
    read = read_frame_pixels(png(tmp_path / "a.png", LOW, b"\x0c"))
    assert read.stated_bits == 12
    assert read.pixels.tolist() == LOW.tolist()


@pytest.mark.parametrize("brightest", [4095, 255, 200, 1])
def test_significant_bits_of_a_png_spread_over_16_as_the_standard_asks_are_16_bits(tmp_path: Path, brightest: int):
    """Also of a dark frame, whose values would all fit into 12 bits."""
    twelve = np.array([[0, brightest // 3, brightest]], np.uint16)
    assert bits_of(png(tmp_path / "a.png", twelve << 4 | twelve >> 8, b"\x0c")) == 16


def test_the_deepest_colour_of_a_png_counts(tmp_path: Path):
    """Red, green and blue of 5, 6 and 5 bits in bytes say nothing; grey and alpha of 16 bits: alpha counts not."""
    assert bits_of(png(tmp_path / "rgb.png", np.zeros((2, 3, 3), np.uint8), b"\x05\x06\x05")) is None
    assert bits_of(png(tmp_path / "a.png", LOW, b"\x0c\x10")) == 12
