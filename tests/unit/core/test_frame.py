"""A frame says how deep its values are, and until when its pixels last."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import numpy as np
import pytest

from inspector.core.frame import Frame, Lease, MissedFrame
from inspector.core.messages import Code, message
from inspector.core.placement import Placement

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def frame(pixels: np.ndarray, bits: int = 0, lease: Lease | None = None) -> Frame:
    return Frame(0, "frame 000000", pixels, NOON, 0.0, bits=bits, lease=lease)


def test_a_frame_that_states_no_bits_has_all_that_its_numbers_hold():
    assert frame(np.zeros((2, 3), np.uint8)).bits == 8
    assert frame(np.zeros((2, 3), np.uint16)).bits == 16


@pytest.mark.parametrize("bits", [8, 10, 12, 14, 16])
def test_16_bit_numbers_may_hold_fewer_bits(bits: int):
    assert frame(np.zeros((2, 3), np.uint16), bits).bits == bits


@pytest.mark.parametrize(("dtype", "bits"), [(np.uint8, 9), (np.uint8, 12), (np.uint8, 7), (np.uint16, 17)])
def test_bits_that_the_numbers_cannot_hold_are_refused(dtype: type, bits: int):
    with pytest.raises(ValueError, match="bits, not"):
        frame(np.zeros((2, 3), dtype), bits)


def test_a_copy_keeps_its_pixels_when_the_buffer_is_filled_again():
    buffer = np.full((2, 3), 7, np.uint8)
    leased = frame(buffer, lease=Lease(lambda: buffer.fill(99)))
    kept = leased.copy()
    leased.release()
    assert leased.pixels.max() == 99
    assert kept.pixels.max() == 7
    kept.release()  # gives nothing back: its pixels are its own
    assert (kept.name, kept.bits, kept.lease) == ("frame 000000", 8, None)


def test_a_frame_with_pixels_of_its_own_is_its_own_copy():
    own = frame(np.zeros((2, 3), np.uint8))
    assert own.copy() is own
    own.release()


def test_a_buffer_is_given_back_once_however_often_the_frame_is_released():
    given_back: list[int] = []
    leased = frame(np.zeros((2, 3), np.uint8), lease=Lease(lambda: given_back.append(1)))
    for _ in range(3):
        leased.release()
    assert given_back == [1]


@pytest.mark.parametrize("n_rows", [-1, 300_000_001, 2**62, 2**64])
def test_no_missed_frame_claims_rows_that_none_can_have(n_rows):
    with pytest.raises(ValueError, match="no frame has"):
        MissedFrame(0, "a", message(Code.FRAME_TRUNCATED, name="a"), datetime.now(UTC), n_rows)


@pytest.mark.parametrize(
    ("along_px", "along_mm"), [(-1, None), (2**53, None), (0, 1e12), (0, math.nan), (0, -math.inf)]
)
def test_no_placement_lies_where_positions_are_not_exact(along_px, along_mm):
    with pytest.raises(ValueError, match="lies on no piece"):
        Placement(0, along_px, along_mm)
    Placement(0, 2**53 - 1, 1e12 - 1)


def test_blank_rows_lie_in_their_frame():
    pixels = np.zeros((8, 4), np.uint8)
    assert Frame(0, "a", pixels, datetime.now(UTC), 0.0, blank_rows=(2, 8)).blank_rows == (2, 8)
    for wrong in ((0, 9), (-1, 2), (5, 4)):
        with pytest.raises(ValueError, match="cannot be blank"):
            Frame(0, "a", pixels, datetime.now(UTC), 0.0, blank_rows=wrong)
