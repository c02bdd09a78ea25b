"""What the overlay showed, as bytes: the same when read back, and refused in words where it is anything else."""

from __future__ import annotations

import struct
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.measuring.regions import find_regions, paint_regions
from inspector.store import region_code
from inspector.store.region_code import RecordedRegion, decode, encode


def region(class_index: int, *runs: tuple[int, int, int]) -> RecordedRegion:
    return RecordedRegion(class_index, 0, np.array(runs, np.int32).reshape(-1, 3))


@st.composite
def class_maps(draw: st.DrawFn) -> np.ndarray:
    height, width = draw(st.integers(1, 12)), draw(st.integers(1, 12))
    values = draw(st.lists(st.integers(0, 3), min_size=height * width, max_size=height * width))
    return np.array(values, np.uint8).reshape(height, width)


@given(class_maps(), st.integers(1, 2**32 - 1_000))
def test_whatever_was_found_is_read_back_pixel_by_pixel(class_map: np.ndarray, first_id: int) -> None:
    found = find_regions(class_map, np.ones(class_map.shape, np.float32), min_area_px=[0, 1, 1, 1])
    content = encode([(each, first_id + index) for index, each in enumerate(found)])
    back = decode(content, *class_map.shape)
    assert [one.defect_id for one in back] == [first_id + index for index in range(len(found))]
    assert [one.class_index for one in back] == [one.class_index for one in found]
    assert np.array_equal(paint_regions(back, class_map.shape), class_map)


def test_a_wide_frame_and_a_long_one() -> None:
    """Columns and rows beyond 16 bits."""
    one = region(7, (0, 0, 100_000), (99_999, 99_998, 100_000))
    (back,) = decode(encode([(one, 3)]), 100_000, 100_000)
    assert back.runs.tolist() == one.runs.tolist()
    assert back.runs.dtype == np.int32


def test_a_frame_without_regions_is_a_head_and_nothing() -> None:
    assert decode(encode([]), 5, 5) == ()


GOOD = encode([(region(1, (2, 3, 5), (3, 3, 4)), 1), (region(2, (0, 0, 1)), 9)])


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "cut short"),
        (GOOD[:-3], "damaged"),
        (GOOD + b"x", "damaged"),
        (b"\x02" + GOOD[1:], "version 2"),
        (struct.pack("<BII", 1, 2**31, 1) + GOOD[9:], "claims"),
        (struct.pack("<BII", 1, 1, 2**31) + GOOD[9:], "claims"),
        (struct.pack("<BII", 1, 2, 3) + zlib.compress(b"\0" * 54), "add up"),
        (struct.pack("<BII", 1, 0, 0) + zlib.compress(b"\0" * 10_000_000), "damaged"),
        (GOOD[:9] + b"nothing that zlib knows", "damaged"),
    ],
)
def test_anything_else_is_refused_in_words(content: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        decode(content, 10, 10)


@pytest.mark.parametrize("shape", [(3, 10), (10, 4)])
def test_a_run_outside_its_frame_is_refused(shape: tuple[int, int]) -> None:
    assert len(decode(GOOD, 4, 5)) == 2
    with pytest.raises(ValueError, match="outside"):
        decode(GOOD, *shape)


@pytest.mark.parametrize(("class_index", "defect_id"), [(0, 1), (255, 1), (1, 0)])
def test_a_region_of_no_class_or_no_defect_is_refused(class_index: int, defect_id: int) -> None:
    with pytest.raises(ValueError, match="no class or of no defect"):
        decode(encode([(region(class_index, (0, 0, 1)), defect_id)]), 5, 5)


def test_a_run_without_length_is_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        decode(encode([(region(1, (1, 3, 3)), 1)]), 5, 5)


@given(st.binary(max_size=80), st.integers(0, len(GOOD) - 1))
def test_bytes_of_any_kind_are_regions_or_refused(noise: bytes, at: int) -> None:
    for content in (noise, GOOD[:at] + noise + GOOD[at:]):
        try:
            found = decode(content, 10, 10)
        except ValueError:
            continue
        assert paint_regions(found, (10, 10)).shape == (10, 10)


def test_more_than_is_ever_read_back_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(region_code, "MAX_RUNS", 1)
    with pytest.raises(ValueError, match="too many"):
        encode([(region(1, (0, 0, 1), (1, 0, 1)), 1)])
