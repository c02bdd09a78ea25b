"""Files whose data end in zeros: what was never written is told, and a picture that is black there is not refused."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image

from inspector.core.messages import Code, FrameError
from inspector.pictures.decoding import DecodedPicture, read_frame_pixels

HEIGHT, WIDTH = 96, 64
rng = np.random.default_rng(3)
GREY = rng.integers(1, 256, (HEIGHT, WIDTH), np.uint8)
DEEP = rng.integers(1, 65536, (HEIGHT, WIDTH), np.uint16)
RGB = rng.integers(1, 256, (HEIGHT, WIDTH, 3), np.uint8)


def decoded(tmp_path: Path, content: bytes) -> DecodedPicture:
    (tmp_path / "a").write_bytes(content)
    return read_frame_pixels(tmp_path / "a")


def tiff(pixels: np.ndarray, **options: object) -> bytes:
    stream = io.BytesIO()
    tifffile.imwrite(stream, pixels, **options)  # the directory first, the data last
    return stream.getvalue()


def saved(pixels: np.ndarray, file_format: str, **options: object) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, file_format, **options)
    return stream.getvalue()


def zeroed(content: bytes, n_bytes: int) -> bytes:
    return content[:-n_bytes] + bytes(n_bytes)


@pytest.mark.parametrize(
    ("pixels", "options"),
    [
        (GREY, {}), (DEEP, {}), (DEEP, {"byteorder": ">"}), (RGB, {"photometric": "rgb"}), (GREY, {"rowsperstrip": 7}),
        (GREY, {"photometric": "miniswhite"}), (GREY, {"bigtiff": True}),
    ],
)  # fmt: skip
def test_a_tiff_tells_the_rows_that_were_never_written_and_that_in_which_they_begin(tmp_path, pixels, options):
    row = pixels[0].nbytes
    found = decoded(tmp_path, zeroed(tiff(pixels, **options), 40 * row + 10))
    assert found.blank_rows == (HEIGHT - 41, HEIGHT)
    whole = decoded(tmp_path, tiff(pixels, **options))
    assert whole.blank_rows[0] == whole.blank_rows[1]
    assert np.array_equal(found.pixels[: HEIGHT - 41], whole.pixels[: HEIGHT - 41])


def test_planes_apart_are_unwritten_where_the_last_is(tmp_path):
    planes = np.ascontiguousarray(RGB.transpose(2, 0, 1))
    content = tiff(planes, photometric="rgb", planarconfig="separate")
    assert decoded(tmp_path, zeroed(content, 40 * WIDTH)).blank_rows == (HEIGHT - 40, HEIGHT)


def test_tiles_are_unwritten_from_the_first_row_of_those_that_are(tmp_path):
    content = tiff(GREY, tile=(32, 32))  # three rows of two tiles
    assert decoded(tmp_path, zeroed(content, 2 * 1024)).blank_rows == (64, 96)
    assert decoded(tmp_path, zeroed(content, 3 * 1024)).blank_rows == (32, 96)  # and the right half above
    assert decoded(tmp_path, zeroed(content, 2 * 1024 + 512)).blank_rows == (63, 96)


@pytest.mark.parametrize("orientation", [1, 3, 4])
def test_rows_of_a_turned_tiff_are_told_as_they_are_seen(tmp_path, orientation):
    content = zeroed(tiff(GREY, extratags=[(274, "H", 1, orientation, True)]), 40 * WIDTH)
    assert decoded(tmp_path, content).blank_rows == ((HEIGHT - 40, HEIGHT) if orientation == 1 else (0, 40))
    assert not decoded(tmp_path, content).pixels[slice(*decoded(tmp_path, content).blank_rows)].any()


def test_a_tiff_on_its_side_is_refused_since_whole_rows_of_it_are_half_there(tmp_path):
    with pytest.raises(FrameError) as caught:
        decoded(tmp_path, zeroed(tiff(GREY, extratags=[(274, "H", 1, 6, True)]), 40 * WIDTH))
    assert caught.value.message.code is Code.FRAME_TRUNCATED


@pytest.mark.parametrize("pixels", [GREY, RGB], ids=["palette", "rgb"])
def test_a_bmp_stores_its_last_row_first_so_its_top_is_missing(tmp_path, pixels):
    content = saved(pixels, "BMP")
    found = decoded(tmp_path, zeroed(content, 40 * pixels[0].nbytes))
    assert found.blank_rows == (0, 40)
    assert np.array_equal(found.pixels[40:], pixels[40:])
    assert decoded(tmp_path, content).blank_rows == (0, 0)


def test_a_bmp_that_is_stored_from_the_top_misses_its_bottom(tmp_path):
    content = bytearray(saved(RGB[::-1], "BMP"))
    content[22:26] = (-HEIGHT).to_bytes(4, "little", signed=True)
    found = decoded(tmp_path, zeroed(bytes(content), 40 * WIDTH * 3))
    assert found.blank_rows == (HEIGHT - 40, HEIGHT)
    assert np.array_equal(found.pixels[: HEIGHT - 40], RGB[: HEIGHT - 40])


def test_a_picture_that_is_black_there_is_read_and_a_few_black_rows_are_its_own(tmp_path):
    for n_black, blank in ((40, 40), (8, 8), (7, 0)):
        drawn = GREY.copy()
        drawn[HEIGHT - n_black :] = 0
        found = decoded(tmp_path, tiff(drawn))
        assert np.array_equal(found.pixels, drawn)
        assert found.blank_rows[1] - found.blank_rows[0] == blank
    drawn = np.zeros((HEIGHT, WIDTH), np.uint8)
    assert decoded(tmp_path, tiff(drawn)).blank_rows == (0, HEIGHT)


@pytest.mark.parametrize("compression", ["tiff_lzw", "packbits", "jpeg", "tiff_adobe_deflate"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_compressed_data_that_end_in_zeros_are_refused(tmp_path, compression, part):
    content = saved(GREY, "TIFF", compression=compression)
    with tifffile.TiffFile(io.BytesIO(content)) as file:
        offset, n_bytes = file.pages[0].dataoffsets[-1], file.pages[0].databytecounts[-1]
    end, n_zeros = offset + n_bytes, int(n_bytes * part)
    with pytest.raises(FrameError) as caught:
        decoded(tmp_path, content[: end - n_zeros] + bytes(n_zeros) + content[end:])
    assert caught.value.message.code in (Code.FRAME_TRUNCATED, Code.FRAME_UNREADABLE)


@pytest.mark.parametrize("file_format", ["JPEG", "PNG"])
@pytest.mark.parametrize("part", [0.01, 0.5, 0.9])
def test_jpeg_and_png_with_a_tail_of_zeros_or_none_are_refused(tmp_path, file_format, part):
    content = saved(GREY, file_format)
    for damaged in (zeroed(content, max(4, int(len(content) * part))), content[: -max(4, int(len(content) * part))]):
        with pytest.raises(FrameError):
            decoded(tmp_path, damaged)
