"""The overlay as one picture of indices at the screen's resolution: NumPy only, no painter.

    class map, outlines, Sight (zoom, origin, screen size)  ->  (h, w) uint8 of indices, where it lies

Index bands: 0 nothing; 1–84 area of a class; 86–169 the stroke of its hatch; 171–254 its outline. What is seen
of them (style, opacity, one class alone, hidden) is decided by the colour table alone, so those changes cost a
table and not a picture.

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
from inspector.views.class_look import HATCHES, hatch_tile

BAND = 85  # indices per band
N_SLOTS = BAND - 1
IndexPicture = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Sight:
    """How the frame lies on the screen, in device pixels: screen = origin + zoom · frame."""

    zoom: float  # device pixels per frame pixel
    origin_x: int
    origin_y: int
    width: int  # of the widget
    height: int

    def to_frame(self, x: float, y: float) -> tuple[float, float]:
        return (x - self.origin_x) / self.zoom, (y - self.origin_y) / self.zoom

    def visible(self, n_rows: int, n_columns: int) -> Visible:
        """The part of the screen that the frame covers, and the frame's row and column under each of its pixels."""
        left, columns = _covered(self.origin_x, self.width, n_columns, self.zoom)
        top, rows = _covered(self.origin_y, self.height, n_rows, self.zoom)
        return Visible(left, top, rows, columns)


@dataclass(frozen=True, slots=True, eq=False)
class Visible:
    left: int  # device pixels
    top: int
    rows: npt.NDArray[np.intp]  # frame row under each screen row from ``top`` on
    columns: npt.NDArray[np.intp]

    @property
    def is_empty(self) -> bool:
        return not (self.rows.size and self.columns.size)


def _covered(origin: int, n_screen: int, n_frame: int, zoom: float) -> tuple[int, npt.NDArray[np.intp]]:
    first = max(0, origin)
    last = min(n_screen, origin + max(1, round(n_frame * zoom)))
    centres = np.arange(first, max(first, last)) + 0.5 - origin
    return first, np.clip(centres / zoom, 0, n_frame - 1).astype(np.intp)


def slot_of(class_index: int) -> int:
    """Place of a class within each band; they repeat after 84 classes."""
    return (class_index - 1) % N_SLOTS + 1


def slot_lookup() -> npt.NDArray[np.uint8]:
    """(256,) uint8: slot of each value of a class map; 0 (background) and 255 (ignore) show nothing."""
    lookup = np.array([slot_of(max(1, value)) for value in range(256)], np.uint8)
    lookup[[0, 255]] = 0
    return lookup


_SLOTS = slot_lookup()


def sampled(pixels: npt.NDArray[np.uint8], visible: Visible) -> npt.NDArray[np.uint8]:
    """Nearest-neighbour picture of the visible part, (h, w) or (h, w, 3), contiguous."""
    return np.ascontiguousarray(pixels.take(visible.rows, axis=0).take(visible.columns, axis=1))


def index_picture(
    class_map: ClassMap,
    outlines: Mapping[int, npt.NDArray[np.int32]],
    hatches: Mapping[int, Hatch],
    sight: Sight,
    visible: Visible,
    *,
    thickness_px: int,
    hatch_scale: int = 1,
    on_top: int = 0,
) -> IndexPicture:
    """Compose the visible part of the overlay; the outline of class ``on_top`` lies over all others."""
    picture = _SLOTS[sampled(class_map, visible)]
    _add_hatch(picture, hatches, hatch_scale)
    for class_index in sorted(outlines, key=lambda one: (one == on_top, one)):
        add_outline(picture, outlines[class_index], 2 * BAND + slot_of(class_index), sight, visible, thickness_px)
    return picture


def _add_hatch(picture: IndexPicture, hatches: Mapping[int, Hatch], scale: int) -> None:
    """Move pixels under a stroke of their class's hatch to the second band."""
    bits = np.zeros(256, np.uint8)
    for class_index, hatch in hatches.items():
        bits[slot_of(class_index)] = 1 << HATCHES.index(hatch)
    tile = hatch_tile(scale)
    height, width = picture.shape
    tiled = np.tile(tile, (height // len(tile) + 1, width // len(tile) + 1))[:height, :width]
    is_stroke = (bits[picture] & tiled) != 0
    picture += is_stroke.view(np.uint8) * np.uint8(BAND)  # a masked addition takes ten times as long


def add_outline(
    picture: IndexPicture,
    segments: npt.NDArray[np.int32],
    value: int,
    sight: Sight,
    visible: Visible,
    thickness_px: int,
) -> None:
    """Write ``value`` along ``segments``, (n, 4) x1, y1, x2, y2 in frame pixels, into a picture of the visible part."""
    if not len(segments):
        return
    scaled = np.rint(segments * sight.zoom).astype(np.int64)
    scaled += (sight.origin_x - visible.left, sight.origin_y - visible.top) * 2
    before = thickness_px // 2  # the stroke's middle lies on the border between two pixels
    low = np.minimum(scaled[:, :2], scaled[:, 2:]) - before
    high = np.maximum(scaled[:, :2], scaled[:, 2:]) - before + thickness_px
    fill_boxes(picture, low, high, value)


def fill_boxes(
    picture: IndexPicture,
    low: npt.NDArray[np.int64],
    high: npt.NDArray[np.int64],
    value: int | npt.NDArray[np.uint8],
) -> None:
    """Fill the boxes from ``low`` to ``high``, (n, 2) x and y, ends excluded; what lies outside is cut off.

    ``value`` is one for all, or (n,). Boxes are drawn as runs of pixels along their longer side: one indexing
    operation per row of the thickest box, however many boxes there are.
    """
    height, width = picture.shape
    x0, y0 = np.clip(low[:, 0], 0, width), np.clip(low[:, 1], 0, height)
    x1, y1 = np.clip(high[:, 0], 0, width), np.clip(high[:, 1], 0, height)
    is_seen = (x1 > x0) & (y1 > y0)
    if not is_seen.any():
        return
    x0, y0, x1, y1 = x0[is_seen], y0[is_seen], x1[is_seen], y1[is_seen]
    values = np.broadcast_to(np.asarray(value, np.uint8), len(low))[is_seen]
    flat = picture.reshape(-1)
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
    flat: IndexPicture,
    starts: npt.NDArray[np.int64],
    lengths: npt.NDArray[np.int64],
    step: int,
    values: npt.NDArray[np.uint8],
) -> None:
    """Write ``values`` along runs of pixels, each from its start and ``step`` apart."""
    ends = np.cumsum(lengths)
    within = np.arange(int(ends[-1])) - np.repeat(ends - lengths, lengths)
    flat[np.repeat(starts, lengths) + within * step] = np.repeat(values, lengths)
