"""A picture in halves, quarters, eighths …: seen from afar it costs what the screen shows. NumPy only, any thread."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_BLOCK_ROWS = 256  # at a time: what lies between is small, however large the picture
SMALL_PX = 512  # a side; smaller halves are made in no time when they are needed


def halved(pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Mean of each 2 x 2 pixels of (H, W[, 3]); the last row or column of an odd number counts twice."""
    n_rows, n_columns = pixels.shape[:2]
    half = np.empty((-(-n_rows // 2), -(-n_columns // 2), *pixels.shape[2:]), np.uint8)
    for top in range(0, len(half), _BLOCK_ROWS):
        into = half[top : top + _BLOCK_ROWS]
        block = pixels[2 * top : 2 * (top + len(into))]
        if block.shape[0] % 2 or n_columns % 2:
            margins = [(0, block.shape[0] % 2), (0, n_columns % 2), *[(0, 0)] * (pixels.ndim - 2)]
            block = np.pad(block, margins, mode="edge")
        pairs = np.add(block[0::2], block[1::2], dtype=np.uint16)  # rows first: they lie side by side in memory
        total = pairs[:, 0::2] + pairs[:, 1::2]
        total += 2
        total >>= 2
        into[...] = total
    return half


def halves_of(pixels: npt.NDArray[np.uint8]) -> tuple[npt.NDArray[np.uint8], ...]:
    """Each half as large as the one before, down to a small one."""
    halves = []
    while max(pixels.shape[:2]) > SMALL_PX:
        pixels = halved(pixels)
        halves.append(pixels)
    return tuple(halves)
