"""How deep a frame's values are: from 8 bits, where the brightest is 255, to 16, where it is 65535.

A camera of 10 or 12 bits delivers its values in 16-bit numbers, whose upper bits stay empty. Who takes such a frame
for one of 16 bits sees it nearly black, so a frame states its bits and everything scales by them, never by what the
frame happens to show: a dark frame must stay dark.

NumPy only; safe to call from any thread.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from inspector.core.frame import MAX_BITS, MIN_BITS, Pixels

_CAMERA_BITS = (10, 12, 14)  # that cameras deliver in 16-bit numbers


def full_scale(bits: int) -> int:
    """The highest value: 255 of 8 bits, 4095 of 12."""
    return (1 << bits) - 1


def container_bits(pixels: Pixels) -> int:
    """8 or 16: what the numbers could hold, whether they do or not."""
    return 8 * pixels.dtype.itemsize


def check_bits(bits: int) -> None:
    """Raises ValueError for a depth that no frame has."""
    if not MIN_BITS <= bits <= MAX_BITS:
        raise ValueError(f"frames have {MIN_BITS} to {MAX_BITS} bits, not {bits}")


def camera_bits(highest: int) -> int | None:
    """The fewest bits of a camera's that 16-bit values up to ``highest`` would fit in; None if they need all."""
    return next((bits for bits in _CAMERA_BITS if highest <= full_scale(bits)), None)


def to_bits(pixels: Pixels, from_bits: int, bits: int) -> Pixels:
    """The same grey in another depth, black and white kept; uint8 of 8 bits, else uint16. Not copied if it is the same.

    To fewer bits values are cut, to more they are spread over the whole scale.
    """
    if from_bits == bits and (bits == MIN_BITS) == (pixels.dtype == np.uint8):
        return pixels
    dtype = np.uint8 if bits == MIN_BITS else np.uint16
    if bits <= from_bits:
        return (pixels >> (from_bits - bits)).astype(dtype)
    black_to_white = pixels.astype(np.uint32) * full_scale(bits) + full_scale(from_bits) // 2
    return (black_to_white // full_scale(from_bits)).astype(dtype)


def to_eight_bit(pixels: Pixels, bits: int) -> npt.NDArray[np.uint8]:
    """For the eye, and for what takes no other: the upper 8 of the ``bits`` that the frame states."""
    return to_bits(pixels, bits, MIN_BITS).astype(np.uint8, copy=False)
