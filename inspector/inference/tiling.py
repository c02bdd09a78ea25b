"""Cutting a frame of any size into tiles of one shape, and joining their scores without seams.

Tiles overlap; in an overlap the scores pass linearly from one tile to the next. The passage is computed as
``old + w * (new - old)``, so where both tiles agree bit for bit the result does too: a network that looks
at single pixels gives exactly what it gives on the whole frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TilePlan:
    """Tiles of one shape over a frame of (height, width). The last of an axis may reach over the frame's end."""

    height: int
    width: int
    tile_height: int
    tile_width: int
    tops: tuple[int, ...]
    lefts: tuple[int, ...]


def plan_tiles(
    height: int,
    width: int,
    *,
    tile_px: int,
    overlap_px: int,
    multiple: int,
    fixed_tile: tuple[int, int] | None = None,
) -> TilePlan:
    """As few tiles as ``tile_px`` allows, and as small as their number allows.

    Neighbours share ``overlap_px`` or a little more, so that each starts at a multiple; the last may reach over the end
    of the frame. A frame that fits one tile gets one, grown to the next multiple. Raises ValueError for a size below 1.
    """
    if height < 1 or width < 1:
        raise ValueError(f"a frame has at least one pixel, got {height} x {width}")
    fixed_height, fixed_width = fixed_tile or (None, None)
    tile_height, tops = _axis(height, tile_px, overlap_px, multiple, fixed_height)
    tile_width, lefts = _axis(width, tile_px, overlap_px, multiple, fixed_width)
    return TilePlan(height, width, tile_height, tile_width, tops, lefts)


def _axis(
    size: int, tile_px: int, overlap_px: int, multiple: int, fixed_px: int | None = None
) -> tuple[int, tuple[int, ...]]:
    """Side of the tiles along one axis, and where they start."""
    if fixed_px is not None:  # half of it shared at most: a small one would otherwise creep on pixel by pixel
        tile_px, overlap_px = fixed_px, min(overlap_px, fixed_px // 2)
    if size <= tile_px:
        return fixed_px or -(-size // multiple) * multiple, (0,)
    step = _step(tile_px, overlap_px, multiple)
    n, most, shared = -(-size // step), tile_px // step, -(-overlap_px // step)
    n_tiles = -(-(n - shared) // (most - shared))
    if fixed_px is None:
        share = -(-(n + (n_tiles - 1) * shared) // n_tiles)
        most = min(most, -(-share * step // multiple) * multiple // step)
    return most * step, tuple(step * round(index * (n - most) / (n_tiles - 1)) for index in range(n_tiles))


def _step(tile_px: int, overlap_px: int, multiple: int) -> int:
    """Tiles start at multiples of it. The size multiple is what a network moves by when it strides: moved by so much
    it gives the same answer, moved by less another one, which shows at a seam. 1 where tiles are too small for that."""
    return multiple if tile_px % multiple == 0 and -(-overlap_px // multiple) * multiple <= tile_px // 2 else 1


def ramp(length: int) -> Scores:
    """Weight of the newer tile over an overlap of ``length`` px: rising, never 0 nor 1."""
    return ((np.arange(length, dtype=np.float32) + 0.5) / length).astype(np.float32)


def join(old: Scores, new: Scores, weight: Scores) -> Scores:
    """Pass from ``old`` to ``new``; exact where they are equal."""
    passed: Scores = old + weight * (new - old)
    return passed


def join_row(tiles: Sequence[Scores | None], plan: TilePlan) -> Scores:
    """Scores of one row of tiles, each (K, h, w), -> (K, h, W); zeros where no tile was run.

    At least one was. Neighbours of one that was not pass to nothing: what they share with it nobody wants.
    """
    first = next(tile for tile in tiles if tile is not None)
    if len(plan.lefts) == 1:
        return first[:, :, : plan.width]
    make = np.empty if all(tile is not None for tile in tiles) else np.zeros
    joined = make((*first.shape[:2], plan.width), np.float32)
    end, is_run = 0, False  # of the tile before
    for tile, left in zip(tiles, plan.lefts, strict=True):
        stop = min(left + plan.tile_width, plan.width)
        if tile is not None:
            shared = max(0, end - left) if is_run else 0
            if shared:
                joined[:, :, left:end] = join(joined[:, :, left:end], tile[:, :, :shared], ramp(shared))
            joined[:, :, left + shared : stop] = tile[:, :, shared : stop - left]
        end, is_run = stop, tile is not None
    return joined


def span_with_reach(
    wanted: npt.NDArray[np.bool_], *, reach_px: int, multiple: int, fixed_px: int | None = None
) -> slice:
    """What to plan tiles over along one axis, of its flags (n,): from the first that is wanted to the last, with as
    much around as the network sees, from and to a multiple or the frame's end.

    At least one is wanted. Where all are it is the whole axis.
    """
    places = np.flatnonzero(wanted)
    first = max(0, int(places[0]) - reach_px) // multiple * multiple
    after = min(len(wanted), -(-(int(places[-1]) + 1 + reach_px) // multiple) * multiple)
    if fixed_px is not None and after - first < fixed_px:
        after = min(len(wanted), first + fixed_px)
        first = max(0, after - fixed_px) // multiple * multiple
    return slice(first, after)
