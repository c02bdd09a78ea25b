"""Class maps and outlines as pictures of indices at the screen's resolution: NumPy only, no painter.

    class map, Viewport, VisibleRegion   ->  IndexPicture: fill and hatch
    outlines, Viewport, VisibleRegion    ->  IndexPicture: borders, with or without a dark halo

What is seen of the indices (colour, opacity, one class alone) is decided by a colour table alone, so those changes
cost a table and not a picture. In a fill 1–84 are the area of a class and 86–169 the stroke of its hatch; in a
picture of outlines 1–84 are the border of a class, 255 its dark and 254 its light edge; 0 is nothing in both.

Outlines are runs of whole screen pixels, not a stroked path: they follow pixel borders, so they are always
horizontal or vertical; they are exactly as thick at every zoom; and thousands of them take under a millisecond,
where Qt's stroker takes tens.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inspector.core.class_map import ClassMap
from inspector.core.classes import Hatch
from inspector.views.canvas.viewport import Viewport, VisibleRegion
from inspector.views.class_look import HATCHES, hatch_tile

BAND = 85  # indices per band
N_SLOTS = BAND - 1
HALO, LIGHT_EDGE = 255, 254
Indices = npt.NDArray[np.uint8]
Segments = npt.NDArray[np.int32]  # (n, 4) x1, y1, x2, y2 along pixel edges, in frame px


@dataclass(frozen=True, slots=True, eq=False)
class IndexPicture:
    """The part of the visible region that holds anything, however small that is."""

    left: int  # device px of the pane
    top: int
    indices: Indices  # (h, w), contiguous

    @property
    def is_empty(self) -> bool:
        return not self.indices.size


_NOTHING = IndexPicture(0, 0, np.zeros((0, 0), np.uint8))


def slot_of(class_index: int) -> int:
    """Index of a class within each band; they repeat after 84 classes."""
    return (class_index - 1) % N_SLOTS + 1


def _slot_lookup() -> npt.NDArray[np.uint8]:
    """(256,) uint8: slot of each value of a class map; 0 (background) and 255 (ignore) show nothing."""
    lookup = np.array([slot_of(max(1, value)) for value in range(256)], np.uint8)
    lookup[[0, 255]] = 0
    return lookup


_SLOTS = _slot_lookup()


def sampled(pixels: npt.NDArray[np.uint8], visible: VisibleRegion) -> npt.NDArray[np.uint8]:
    """Nearest-neighbour picture of the visible part, (h, w) or (h, w, 3), contiguous."""
    return np.ascontiguousarray(pixels.take(visible.rows, axis=0).take(visible.columns, axis=1))


def fill_picture(
    class_map: ClassMap,
    hatches: Mapping[int, Hatch],
    viewport: Viewport,
    visible: VisibleRegion,
    *,
    hatch_scale: int = 1,
) -> IndexPicture:
    """Area and hatch of each class; the hatch lies still on the screen while the frame moves below it."""
    slots = _SLOTS[sampled(class_map, visible)]
    filled_rows = np.flatnonzero(slots.any(axis=1))
    if not len(filled_rows):
        return _NOTHING
    top, bottom = int(filled_rows[0]), int(filled_rows[-1]) + 1
    filled_columns = np.flatnonzero(slots[top:bottom].any(axis=0))
    left, right = int(filled_columns[0]), int(filled_columns[-1]) + 1
    indices = np.ascontiguousarray(slots[top:bottom, left:right])
    left, top = visible.left + left, visible.top + top
    phase = left - max(0, viewport.origin_x), top - max(0, viewport.origin_y)
    _add_hatch(indices, hatches, hatch_scale, phase)
    return IndexPicture(left, top, indices)


def _add_hatch(indices: Indices, hatches: Mapping[int, Hatch], scale: int, phase: tuple[int, int]) -> None:
    """Move pixels under a stroke of their class's hatch to the second band; ``phase`` is x and y in the pattern."""
    bits = np.zeros(256, np.uint8)
    for class_index, hatch in hatches.items():
        bits[slot_of(class_index)] = 1 << HATCHES.index(hatch)
    tile = hatch_tile(scale)
    tile = np.roll(tile, (-phase[1] % len(tile), -phase[0] % len(tile)), (0, 1))
    height, width = indices.shape
    tiled = np.tile(tile, (height // len(tile) + 1, width // len(tile) + 1))[:height, :width]
    is_stroke = (bits[indices] & tiled) != 0
    indices += is_stroke.view(np.uint8) * np.uint8(BAND)  # a masked addition takes ten times as long


def outline_picture(
    outlines: Mapping[int, Segments],
    viewport: Viewport,
    visible: VisibleRegion,
    *,
    thickness_px: int,
    halo_px: int = 0,
    light_px: int = 0,
) -> IndexPicture:
    """Borders by class index.

    ``thickness_px``, ``halo_px`` and ``light_px`` are the whole widths of border, dark and light edge in device px,
    each below the one before; nothing of it at 0.
    """
    ordered = sorted(outlines)
    strokes = []
    for value, width_px in ((LIGHT_EDGE, light_px), (HALO, halo_px)):
        if width_px:
            strokes += [(value, _stroked(outlines[one], viewport, width_px)) for one in ordered]
    if thickness_px:
        strokes += [(slot_of(one), _stroked(outlines[one], viewport, thickness_px)) for one in ordered]
    corner = np.array([visible.left, visible.top])
    size = np.array([len(visible.columns), len(visible.rows)])
    lows = [(low - corner).min(axis=0, initial=np.iinfo(np.int64).max) for _value, (low, _high) in strokes]
    highs = [(high - corner).max(axis=0, initial=0) for _value, (_low, high) in strokes]
    if not strokes:
        return _NOTHING
    first = np.maximum(np.min(lows, axis=0), 0)
    end = np.minimum(np.max(highs, axis=0), size)
    if (end <= first).any():
        return _NOTHING
    width, height = (end - first).tolist()
    left, top = (corner + first).tolist()
    indices = np.zeros((height, width), np.uint8)
    for value, (low, high) in strokes:
        fill_boxes(indices, low - (left, top), high - (left, top), value)
    return IndexPicture(left, top, indices)


def _stroked(
    segments: Segments, viewport: Viewport, thickness_px: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Low and high corners, (n, 2) x and y in device px of the pane, of segments of this thickness."""
    scaled = np.rint(segments * viewport.zoom).astype(np.int64)
    scaled += (viewport.origin_x, viewport.origin_y) * 2
    before = thickness_px // 2  # the stroke's middle lies on the border between two pixels
    low = np.minimum(scaled[:, :2], scaled[:, 2:]) - before
    high = np.maximum(scaled[:, :2], scaled[:, 2:]) - before + thickness_px
    return low, high


def fill_boxes(
    indices: Indices,
    low: npt.NDArray[np.int64],
    high: npt.NDArray[np.int64],
    value: int | npt.NDArray[np.uint8],
) -> None:
    """Fill the boxes from ``low`` to ``high``, (n, 2) x and y, ends excluded; what lies outside is cut off.

    ``value`` is one for all, or (n,). Boxes are drawn as runs of pixels along their longer side: one indexing
    operation per row of the thickest box, however many boxes there are.
    """
    height, width = indices.shape
    x0, y0 = np.clip(low[:, 0], 0, width), np.clip(low[:, 1], 0, height)
    x1, y1 = np.clip(high[:, 0], 0, width), np.clip(high[:, 1], 0, height)
    is_seen = (x1 > x0) & (y1 > y0)
    if not is_seen.any():
        return
    x0, y0, x1, y1 = x0[is_seen], y0[is_seen], x1[is_seen], y1[is_seen]
    values = np.broadcast_to(np.asarray(value, np.uint8), len(low))[is_seen]
    flat = indices.reshape(-1)
    is_wide = (x1 - x0) >= (y1 - y0)
    for chosen, lengths, depths, step, next_run in (
        (is_wide, x1 - x0, y1 - y0, 1, width),
        (~is_wide, y1 - y0, x1 - x0, width, 1),
    ):
        starts, n_along, n_deep, painted = (y0 * width + x0)[chosen], lengths[chosen], depths[chosen], values[chosen]
        for depth in range(int(n_deep.max(initial=0))):
            is_deep = n_deep > depth
            _fill_runs(flat, starts[is_deep] + depth * next_run, n_along[is_deep], step, painted[is_deep])


def _fill_runs(
    flat: Indices,
    starts: npt.NDArray[np.int64],
    lengths: npt.NDArray[np.int64],
    step: int,
    values: npt.NDArray[np.uint8],
) -> None:
    """Write ``values`` along runs of pixels, each from its start and ``step`` apart."""
    ends = np.cumsum(lengths)
    within = np.arange(int(ends[-1])) - np.repeat(ends - lengths, lengths)
    flat[np.repeat(starts, lengths) + within * step] = np.repeat(values, lengths)
