"""A picture that is read by parts shows the same pixels as one that is read whole, and refuses what it cannot show."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tifffile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from inspector.core.messages import Code, FrameError
from inspector.pictures.decoding import read_frame_pixels
from inspector.pictures.large_picture import OVERVIEW_PX, LargePicture, open_large

GREY = np.random.default_rng(0).integers(0, 256, (700, 530)).astype(np.uint8)
GREY[100:160] = 7


def by_tifffile(path: Path, pixels: np.ndarray = GREY, **options: Any) -> Path:
    tifffile.imwrite(path, pixels, photometric=options.pop("photometric", "minisblack"), **options)
    return path


def by_pillow(path: Path, pixels: np.ndarray = GREY, **options: Any) -> Path:
    Image.fromarray(pixels).save(path, "TIFF", **options)
    return path


def opened(path: Path) -> LargePicture:
    picture = open_large(path, path.name, min_px=1000)
    assert picture is not None
    return picture


WRITERS = {
    "strips": lambda path: by_tifffile(path, rowsperstrip=64),
    "one strip": lambda path: by_tifffile(path, rowsperstrip=700),
    "rows": lambda path: by_tifffile(path, rowsperstrip=1, bigtiff=True),
    "tiles": lambda path: by_tifffile(path, tile=(64, 48)),
    "deflate": lambda path: by_tifffile(path, rowsperstrip=50, compression="zlib"),
    "deflate tiles": lambda path: by_tifffile(path, tile=(128, 64), compression="zlib", byteorder=">"),
    "white is zero": lambda path: by_tifffile(path, rowsperstrip=9, photometric="miniswhite"),
    "lzw": lambda path: by_pillow(path, compression="tiff_lzw"),
    "lzw with differences": lambda path: by_pillow(path, compression="tiff_lzw", tiffinfo={317: 2}),
    "deflate with differences": lambda path: by_pillow(path, compression="tiff_adobe_deflate", tiffinfo={317: 2}),
}


@pytest.fixture(scope="module", params=WRITERS, ids=str)
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return WRITERS[request.param](tmp_path_factory.mktemp("large") / "f.tif")


@settings(max_examples=25, deadline=None)
@given(
    st.integers(0, 699), st.integers(1, 700), st.integers(0, 529), st.integers(1, 530), st.sampled_from([1, 2, 4, 32])
)
def test_a_part_shows_what_the_whole_shows(written: Path, top: int, rows: int, left: int, columns: int, step: int):
    whole = read_frame_pixels(written).pixels
    bottom, right = min(700, top + rows), min(530, left + columns)
    picture = opened(written)
    part = whole[top:bottom, left:right]
    expected = part[
        np.minimum(np.arange(0, len(part), step) + step // 2, len(part) - 1)
    ][:, np.minimum(np.arange(0, part.shape[1], step) + step // 2, part.shape[1] - 1)]  # fmt: skip
    assert (picture.read(top, left, bottom, right, step) == expected).all()
    assert (picture[top:bottom, left:right] == part).all()


def test_it_has_the_checksum_of_its_file(written: Path):
    assert opened(written).sha256() == hashlib.sha256(written.read_bytes()).hexdigest()


def test_a_first_look_decodes_little_and_has_the_size_of_the_overview(tmp_path: Path):
    pixels = np.repeat(np.arange(20_000, dtype=np.uint32) // 128, 6_000).astype(np.uint8).reshape(20_000, 6_000)
    picture = opened(by_tifffile(tmp_path / "f.tif", pixels, tile=(256, 256), compression="zlib"))
    overview, rough = picture.read(0, 0, *picture.shape, picture.overview_step), picture.rough()
    assert not picture.is_rough_exact
    assert rough.shape == overview.shape
    assert overview.size <= OVERVIEW_PX
    assert np.abs(rough.astype(int) - overview).max() <= 6  # another row of the same band


def test_what_is_not_compressed_is_seen_exactly_at_once(tmp_path: Path):
    picture = opened(by_tifffile(tmp_path / "f.tif", np.tile(GREY, (4, 4)), rowsperstrip=64))
    assert picture.is_rough_exact
    assert picture.overview_step > 1
    assert (picture.rough() == picture.read(0, 0, *picture.shape, picture.overview_step)).all()


def test_small_pictures_and_other_files_are_left_to_be_read_whole(tmp_path: Path):
    assert open_large(by_tifffile(tmp_path / "f.tif"), "f.tif") is None
    png = tmp_path / "f.png"
    Image.fromarray(GREY).save(png)
    assert open_large(png, "f.png", min_px=1000) is None
    assert open_large(tmp_path / "gone.tif", "gone.tif", min_px=1000) is None


@pytest.mark.parametrize(
    ("pixels", "options"),
    [
        (GREY.astype(np.uint16), {}),
        (np.dstack([GREY] * 3), {"photometric": "rgb"}),
        (GREY, {"extratags": [(274, 3, 1, 6, True)]}),
    ],
    ids=["16 bits", "colour", "turned"],
)
def test_large_pictures_of_another_kind_are_refused_in_words(tmp_path: Path, pixels: np.ndarray, options: dict):
    path = by_tifffile(tmp_path / "f.tif", pixels, **options)
    with pytest.raises(FrameError) as refused:
        open_large(path, "f.tif", min_px=1000)
    assert refused.value.message.code is Code.FRAME_UNSUPPORTED


def test_a_file_cut_short_is_refused(tmp_path: Path):
    path = by_tifffile(tmp_path / "f.tif", rowsperstrip=64)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) - 5000])
    with pytest.raises(FrameError) as refused:
        open_large(path, "f.tif", min_px=1000)
    assert refused.value.message.code is Code.FRAME_TRUNCATED


@pytest.mark.parametrize("name", ["deflate", "lzw"])
def test_a_damaged_strip_says_so_when_it_is_looked_at(tmp_path: Path, name: str):
    path = WRITERS[name](tmp_path / "f.tif")
    with tifffile.TiffFile(path) as tiff:
        offset, n_bytes = tiff.pages[0].dataoffsets[2], tiff.pages[0].databytecounts[2]
    content = bytearray(path.read_bytes())
    content[offset : offset + n_bytes] = bytes(n_bytes)
    path.write_bytes(content)
    picture = opened(path)
    assert (picture[0:20, 0:530] == GREY[:20]).all()
    with pytest.raises(FrameError):
        picture[0:700, 0:530]


def test_a_strip_that_inflates_to_more_than_its_pixels_is_never_held(tmp_path: Path):
    path = by_tifffile(tmp_path / "f.tif", np.zeros((4000, 4000), np.uint8), compression="zlib", rowsperstrip=4000)
    content = bytearray(path.read_bytes())
    with tifffile.TiffFile(path) as tiff:
        tags = tiff.pages[0].tags
        for tag in (tags["ImageLength"], tags["RowsPerStrip"]):
            content[tag.valueoffset : tag.valueoffset + 2] = (40).to_bytes(2, "little")
    path.write_bytes(content)
    with pytest.raises(FrameError) as refused:
        opened(path)[0:40, 0:4000]
    assert refused.value.message.code is Code.FRAME_UNREADABLE


def test_a_file_that_was_changed_since_is_not_read_on(tmp_path: Path):
    path = by_tifffile(tmp_path / "f.tif", rowsperstrip=64)
    picture = opened(path)
    by_tifffile(path, GREY[:650], rowsperstrip=64)
    with pytest.raises(FrameError) as refused:
        picture[0:20, 0:20]
    assert "changed" in str(refused.value.message.params["detail"])
