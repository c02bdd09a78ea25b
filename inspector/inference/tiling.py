"""Cutting a frame of any size into tiles of one shape, and joining their scores without seams.

Tiles overlap; in an overlap the scores pass linearly from one tile to the next. The passage is computed as
``old + w * (new - old)``, so where both tiles agree bit for bit the result does too: a network that looks
at single pixels gives exactly what it gives on the whole frame.
"""

from __future__ import annotations

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


def join(old: Scores, new: Scores, weight: Scores) -> None:
    """Pass from ``old`` to ``new``, written over ``new``; exact where they are equal."""
    new -= old
    new *= weight
    new += old


class Joiner:
    """Joins tiles of one plan that come in reading order. Of each, what no later tile shares is done at once, while it
    lies in the processor's cache; of those before only the edges are kept.

    Tiles may be left out. What others share with them stays as it is: nobody wants it.
    """

    def __init__(self, plan: TilePlan) -> None:
        self._plan = plan
        self._after_top = dict(zip(plan.tops, (*plan.tops[1:], plan.height), strict=True))
        self._after_left = dict(zip(plan.lefts, (*plan.lefts[1:], plan.width), strict=True))
        self._top = -1
        # What the next tile shares with the one before it, and the next row with this one, by where they begin.
        self._beside: dict[tuple[int, int], Scores] = {}
        self._above: dict[tuple[int, int], Scores] = {}
        self._below: dict[tuple[int, int], Scores] = {}

    def add(self, top: int, left: int, scores: Scores) -> Scores:
        """Of the tile at ``top`` and ``left``, (K, tile height, tile width), what is done: (K, h, w), from the same
        place on, up to where the next tiles begin or the frame ends. ``scores`` are written into."""
        plan, after_top, after_left = self._plan, self._after_top[top], self._after_left[left]
        if top != self._top:
            self._top, self._above, self._below = top, self._below, {}
        height, width = after_top - top, after_left - left
        scores = scores[:, : plan.height - top, : plan.width - left]
        if (beside := self._beside.get((top, left))) is not None:
            shared = beside.shape[2]
            join(beside, scores[:, :, :shared], ramp(shared))
        self._beside = {(top, after_left): scores[:, :, width:]}
        ours = scores[:, :, :width]
        if (above := self._above.get((top, left))) is not None:
            shared = above.shape[1]
            join(above, ours[:, :shared], ramp(shared)[:, None])
        if after_top < plan.height:
            self._below[after_top, left] = ours[:, height:].copy()  # the tile itself need not stay
        return ours[:, :height]


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
