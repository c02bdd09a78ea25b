"""Grey in other depths: black stays black, white stays white."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.core.bits import check_bits, full_scale, to_bits, to_eight_bit

DEPTHS = (8, 10, 12, 14, 16)


def grey(*values: int, dtype: type = np.uint16) -> np.ndarray:
    return np.array([values], dtype)


def test_fewer_bits_keep_the_upper_ones():
    assert to_eight_bit(grey(0, 15, 16, 2048, 4095), 12).tolist() == [[0, 0, 1, 128, 255]]
    assert to_eight_bit(grey(0, 255, 256, 65535), 16).tolist() == [[0, 0, 1, 255]]
    assert to_bits(grey(0, 3, 4, 4095), 12, 10).tolist() == [[0, 0, 1, 1023]]


def test_more_bits_spread_over_the_whole_scale():
    assert to_bits(grey(0, 1, 128, 255, dtype=np.uint8), 8, 16).tolist() == [[0, 257, 128 * 257, 65535]]
    assert to_bits(grey(0, 1, 254, 255, dtype=np.uint8), 8, 12).tolist() == [[0, 16, 4079, 4095]]  # 254 * 4095 / 255


@pytest.mark.parametrize("bits", DEPTHS)
def test_the_same_depth_is_the_same_array(bits: int):
    pixels = grey(0, 7, 255, dtype=np.uint8 if bits == 8 else np.uint16)
    assert to_bits(pixels, bits, bits) is pixels


def test_8_bits_in_16_bit_numbers_become_bytes():
    found = to_eight_bit(grey(0, 7, 255), 8)
    assert (found.dtype, found.tolist()) == (np.uint8, [[0, 7, 255]])


@given(st.sampled_from(DEPTHS), st.sampled_from(DEPTHS), st.floats(0, 1))
def test_there_and_back_is_the_same_grey(one: int, other: int, share: float):
    value = int(share * full_scale(min(one, other)))
    pixels = grey(value, dtype=np.uint8 if min(one, other) == 8 else np.uint16)
    deeper = to_bits(pixels, min(one, other), max(one, other))
    assert to_bits(deeper, max(one, other), min(one, other)).tolist() == [[value]]
    assert deeper.max() <= full_scale(max(one, other))


@pytest.mark.parametrize("bits", [7, 17, 0, -1])
def test_a_depth_that_no_frame_has_is_refused(bits: int):
    with pytest.raises(ValueError, match="8 to 16 bits"):
        check_bits(bits)
