"""Pictures that every PC makes alike, and what a network answers to one, in few numbers.

    seed, size  ->  golden_picture (H, W[, 3]) uint8
    scores (K, H, W)  ->  coarse_probabilities (16, K): mean probability of each class in 4 x 4 cells of the picture

A card keeps such an answer from the export (``Golden``). Where the file is opened the picture is made again, prepared
and predicted; another answer means another network, another card or a runtime that is wrong. Means over cells see every
pixel, and hardly move where another runtime rounds otherwise.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from inspector.core.model_card import Golden, Output

GOLDEN_SEED = 0
# Of a cell's mean probability. Of steel-anet: runtimes of 32 bits differ by 0.00001, half of one tensor wiped out makes
# 0.008 or more, a mean that is 0.05 off makes 0.06.
TOLERANCE = 0.003
HALF_TOLERANCE = 0.05  # where 16 bits were asked for

CELLS = 4  # per side
DECIMALS = 5
_BLOCK_PX = 16
_NOISE = 24  # of each of the four parts that make grain


def golden_picture(seed: int, height: int, width: int, channels: int) -> npt.NDArray[np.uint8]:
    """(H, W), or (H, W, 3) with colours: from top to bottom flat grey, a ramp, noise, and blocks under grain.

    Whole numbers alone: the same on every system, whatever version of a library is there. 1 to 254, never quite black
    or white.
    """
    planes = [_plane(seed + 7 * channel, height, width, is_turned=channel == 2) for channel in range(channels)]
    return planes[0] if channels == 1 else np.stack(planes, axis=2)


def _plane(seed: int, height: int, width: int, *, is_turned: bool) -> npt.NDArray[np.uint8]:
    rows, columns = np.mgrid[:height, :width].astype(np.uint32)
    ramp = 1 + columns * 253 // max(width - 1, 1)
    noise = 1 + chance(rows, columns, seed) % 254
    parts = np.stack([chance(rows, columns, seed + salt) % _NOISE for salt in range(1, 5)]).astype(np.int64)
    grain = parts.sum(axis=0) - 2 * _NOISE
    blocks = 40 + chance(rows // _BLOCK_PX, columns // _BLOCK_PX, seed + 5) % 176
    steel = np.clip(blocks.astype(np.int64) + grain, 1, 254)
    flat = np.full_like(ramp, 100 + chance(rows[:1, :1], columns[:1, :1], seed)[0, 0] % 56)
    band = np.minimum(rows * 4 // height, 3)
    if is_turned:
        ramp = 255 - ramp
    plane: npt.NDArray[np.uint8] = np.choose(band, [flat, ramp, noise, steel]).astype(np.uint8)
    return plane


def chance(rows: npt.NDArray[np.uint32], columns: npt.NDArray[np.uint32], seed: int) -> npt.NDArray[np.uint32]:
    """A number that follows from place and seed alone: multiply and mix, twice."""
    mixed = columns * np.uint32(0x9E3779B1) + rows * np.uint32(0x85EBCA77) + np.uint32(seed * 0xC2B2AE3D & 0xFFFFFFFF)
    for factor in (0x2C1B3C6D, 0x297A2D39):
        mixed = (mixed ^ (mixed >> np.uint32(15))) * np.uint32(factor)
    return mixed ^ (mixed >> np.uint32(13))


def coarse_probabilities(scores: npt.NDArray[np.float32], output: Output) -> npt.NDArray[np.float64]:
    """(16, K) of scores (K, H, W), H and W at least 4, as backends give them."""
    values = scores.astype(np.float64)
    with np.errstate(over="ignore"):
        if output is Output.LOGITS:
            values = np.exp(values - values.max(axis=0))
            values /= values.sum(axis=0)
        elif output is Output.SIGMOID:
            values = 1 / (1 + np.exp(-values))
    cells = [cell for rows in np.array_split(values, CELLS, axis=1) for cell in np.array_split(rows, CELLS, axis=2)]
    return np.stack([cell.mean(axis=(1, 2)) for cell in cells])


def golden_of(scores: npt.NDArray[np.float32], output: Output, seed: int = GOLDEN_SEED) -> Golden:
    """The answer (K, H, W) to the golden picture of this seed and size, to be kept in the card."""
    _, height, width = scores.shape
    probabilities = coarse_probabilities(scores, output).clip(0, 1).round(DECIMALS)
    return Golden(seed, height, width, tuple(probabilities.ravel().tolist()))


def tolerance(output: Output, *, is_half: bool = False) -> float:
    """How far an answer may be off. One pixel that is a tie moves a class map by more than all others move scores."""
    return HALF_TOLERANCE if is_half or output is Output.CLASS_MAP else TOLERANCE


def difference(golden: Golden, scores: npt.NDArray[np.float32], output: Output) -> float:
    """The largest difference of a cell's mean probability; NaN where the answer is no number."""
    found = coarse_probabilities(scores, output).ravel()
    return float(np.abs(found - np.array(golden.probabilities)).max())
