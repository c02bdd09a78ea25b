"""TIFF in floating-point numbers, and CMYK: one grey is one value in all frames, or the frame is refused in words."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import numpy as np
import pytest
import tifffile
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from PIL import Image

from inspector.core.float_range import UNIT, FloatRange
from inspector.core.messages import Code, FrameError
from inspector.pictures.decoding import DecodedPicture, PictureFile, decode_file
from inspector.pictures.formats.picture import cmyk_to_rgb
from inspector.texts.messages import message_text

SHARES = np.linspace(0, 1, 24 * 36).reshape(24, 36)  # black to white
WHOLE = np.rint(SHARES * 65535).astype(np.uint16)
INKS = np.stack(np.meshgrid(*[[0, 128, 255]] * 4), axis=-1).reshape(9, 9, 4).astype(np.uint8)


def tiff(pixels: np.ndarray, **options: object) -> bytes:
    stream = io.BytesIO()
    tifffile.imwrite(stream, pixels, **options)
    return stream.getvalue()


def by_pillow(picture: Image.Image, **options: object) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "TIFF", **options)
    return stream.getvalue()


def decoded(content: bytes, float_range: FloatRange = UNIT) -> DecodedPicture:
    return decode_file(PictureFile(content, datetime.now(UTC)), "coil 7.tif", float_range=float_range)


def refused(content: bytes, float_range: FloatRange = UNIT) -> tuple[Code, str]:
    with pytest.raises(FrameError) as caught:
        decoded(content, float_range)
    return caught.value.message.code, message_text(caught.value.message).as_text()


# Floating-point numbers


@pytest.mark.parametrize("kind", [np.float32, np.float64])
@pytest.mark.parametrize(
    "options",
    [{}, {"compression": "zlib"}, {"tile": (16, 16)}, {"byteorder": ">"}, {"rowsperstrip": 5}],
    ids=str,
)
def test_values_from_0_to_1_become_16_bits_whatever_the_file_is_made_of(kind, options):
    picture = decoded(tiff(SHARES.astype(kind), photometric="minisblack", **options))
    assert (picture.pixels.dtype, picture.stated_bits) == (np.uint16, None)
    assert np.abs(picture.pixels.astype(int) - WHOLE).max() <= 1


def test_half_precision_and_colour_are_read_too():
    half = decoded(tiff(SHARES.astype(np.float16), photometric="minisblack")).pixels
    assert np.abs(half.astype(int) - WHOLE).max() <= 32  # 11 bits of a half
    colour = np.dstack([SHARES, SHARES[::-1], 1 - SHARES]).astype(np.float32)
    pixels = decoded(tiff(colour, photometric="rgb")).pixels
    assert pixels.shape == (24, 36, 3)
    assert np.abs(pixels[:, :, 2].astype(int) - (65535 - WHOLE.astype(int))).max() <= 1


@pytest.mark.parametrize("options", [{"compression": "tiff_lzw"}, {"compression": "tiff_adobe_deflate"}], ids=str)
def test_what_pillow_writes_is_read(options):
    content = by_pillow(Image.fromarray(SHARES.astype(np.float32)), **options)
    assert np.abs(decoded(content).pixels.astype(int) - WHOLE).max() <= 1


def test_a_dark_frame_stays_dark_beside_a_bright_one():
    dark, bright = (tiff((SHARES * share).astype(np.float32), photometric="minisblack") for share in (0.1, 1.0))
    assert int(decoded(dark).pixels.max()) == round(0.1 * 65535)
    assert int(decoded(bright).pixels.max()) == 65535


def test_a_range_that_was_said_holds_for_all_frames():
    grey = FloatRange.parse("-50..205")
    content = tiff((SHARES * 255 - 50).astype(np.float32), photometric="minisblack")
    assert np.abs(decoded(content, grey).pixels.astype(int) - WHOLE).max() <= 1


@pytest.mark.parametrize(
    ("values", "float_range", "expected"),
    [
        (SHARES * 255, UNIT, "from 0 to 255; those that are read go from 0, black, to 1, white"),
        (SHARES - 0.5, UNIT, "from -0.5 to 0.5; "),
        (SHARES * 2, FloatRange(0.5, 3), "from 0 to 2; those that are read go from 0.5, black, to 3, white"),
    ],
)
def test_what_lies_outside_is_refused_and_says_how_to_go_on(values, float_range, expected):
    code, text = refused(tiff(values.astype(np.float32), photometric="minisblack"), float_range)
    assert code is Code.FRAME_FLOAT_RANGE
    assert expected in text
    assert "--float-range" in text


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_what_is_no_number_is_refused(value):
    values = SHARES.astype(np.float32)
    values[3, 4] = value
    code, text = refused(tiff(values, photometric="minisblack"))
    assert code is Code.FRAME_UNREADABLE
    assert "no numbers" in text


def test_floating_point_values_where_white_is_zero_are_refused():
    code, text = refused(tiff(SHARES.astype(np.float32), photometric="miniswhite"))
    assert code is Code.FRAME_UNSUPPORTED
    assert "neither grey nor RGB" in text


@pytest.mark.parametrize("text", ["", "0", "1..0", "0..0", "a..b", "0..inf", "nan..1", "0-1"])
def test_what_is_no_range_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        FloatRange.parse(text)


@given(
    st.floats(-1e6, 1e6), st.floats(1e-3, 1e6),
    hnp.arrays(np.float64, st.integers(2, 30), elements=st.floats(0, 1)),
)  # fmt: skip
def test_brighter_is_never_darker_and_the_ends_are_black_and_white(low, width, shares):
    range_ = FloatRange(low, low + width)
    whole = range_.to_16_bit(np.sort(np.clip(low + shares * width, range_.low, range_.high)))
    assert np.all(np.diff(whole.astype(int)) >= 0)
    assert range_.to_16_bit(np.array([range_.low, range_.high])).tolist() == [0, 65535]


# Inks


def test_no_ink_is_white_and_black_ink_is_black():
    rgb = cmyk_to_rgb(np.array([[[0, 0, 0, 0], [0, 0, 0, 255], [255, 0, 0, 0], [0, 0, 0, 128]]], np.uint8), 255)
    assert rgb.tolist() == [[[255, 255, 255], [0, 0, 0], [0, 255, 255], [127, 127, 127]]]


@given(hnp.arrays(np.uint8, (4, 5, 4)))
def test_inks_are_what_pillow_makes_of_them_without_a_profile(inks):
    expected = np.asarray(Image.fromarray(inks, "CMYK").convert("RGB"))
    assert np.array_equal(cmyk_to_rgb(inks, 255), expected)


@pytest.mark.parametrize(
    "content",
    [
        tiff(INKS, photometric="separated"),
        tiff(INKS, photometric="separated", compression="zlib"),
        tiff(np.moveaxis(INKS, 2, 0), photometric="separated", planarconfig="separate"),
        by_pillow(Image.fromarray(INKS, "CMYK")),
        by_pillow(Image.fromarray(INKS, "CMYK"), compression="tiff_lzw"),
        by_pillow(Image.fromarray(INKS, "CMYK"), icc_profile=b"a profile that is not asked"),
    ],
    ids=["plain", "deflate", "planes", "pillow", "lzw", "profile"],
)
def test_a_cmyk_tiff_becomes_rgb_by_one_rule(content):
    assert np.array_equal(decoded(content).pixels, cmyk_to_rgb(INKS, 255))


def test_16_bits_of_ink_stay_16():
    pixels = decoded(tiff(INKS.astype(np.uint16) * 257, photometric="separated")).pixels
    assert pixels.dtype == np.uint16
    assert np.abs(pixels.astype(int) // 257 - cmyk_to_rgb(INKS, 255).astype(int)).max() <= 1


def test_a_cmyk_jpeg_is_read_by_the_same_rule():
    stream = io.BytesIO()
    Image.fromarray(np.full((16, 16, 4), (0, 0, 0, 155), np.uint8), "CMYK").save(stream, "JPEG", quality=95)
    pixels = decoded(stream.getvalue()).pixels
    assert pixels.shape == (16, 16, 3)
    assert np.abs(pixels.astype(int) - 100).max() <= 2


def test_a_cmyk_jpeg_that_does_not_say_how_ink_is_stored_is_refused():
    stream = io.BytesIO()
    Image.fromarray(INKS, "CMYK").save(stream, "JPEG", quality=95)
    content = stream.getvalue()
    at = content.index(b"\xff\xee")  # Adobe's segment: with it white is 255, without it nobody knows
    code, words = refused(content[:at] + content[at + 2 + int.from_bytes(content[at + 2 : at + 4], "big") :])
    assert code is Code.FRAME_UNSUPPORTED
    assert "does not say (Adobe marker) how ink is stored" in words


def test_inks_that_are_no_cmyk_are_refused():
    content = tiff(INKS, photometric="separated", extratags=[(332, "H", 1, 2, True)])
    code, text = refused(content)
    assert code is Code.FRAME_UNSUPPORTED
    assert "inks other than" in text
