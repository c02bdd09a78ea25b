"""Boxes, ellipses and lines of annotation programs: the pixels of a frame that they cover.

    a box, turned or not       ->  its ring, for ``reading.region_of_rings``
    an ellipse, a line's band  ->  top, left and mask, cut to the frame; None where it holds no pixel
    region_of_…                ->  the region of either

Coordinates run over pixel corners, and a pixel belongs to a shape if its centre lies in it, as everywhere
(``core.polygons``). Angles are in degrees, clockwise on screen. All numbers are finite.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from inspector.core.polygons import AnnotatedRegion, Mask, Ring
from inspector.datasets.formats.reading import (
    MAX_COORDINATE,
    BrokenPair,
    Fault,
    ImportOptions,
    read_ring,
    region_of_mask,
    region_of_rings,
)

HALF_PX = 0.5  # what is no further outside of the frame takes no pixel's centre with it
MAX_LINE_ROWS = 1 << 24  # that one line goes over: a hostile one would take for ever
BOXES_ARE_NO_MASKS = "a box does not say which pixels are the defect; --boxes-as-masks takes all of it"

Part = tuple[int, int, Mask]  # top, left, mask
_Floats = npt.NDArray[np.float64]


def box_ring(left: float, top: float, right: float, bottom: float) -> Ring:
    """The corners (4, 2) of an upright box, from any two opposite ones."""
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float64)


def turned(ring: Ring, degrees: float, x: float, y: float) -> Ring:
    """The ring turned about (x, y)."""
    if not degrees % 360:
        return ring  # exactly where it was: a cosine would move it by a trace
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    dx, dy = ring[:, 0] - x, ring[:, 1] - y
    return np.column_stack((x + dx * cos - dy * sin, y + dx * sin + dy * cos))


def ellipse(cx: float, cy: float, rx: float, ry: float, degrees: float, height: int, width: int) -> Part | None:
    """An ellipse about (cx, cy), its half axes rx and ry turned; its rim belongs to it."""
    check_coordinates(np.array((cx, cy, rx, ry)))
    if rx <= 0 or ry <= 0:
        return None
    half_width, half_height = _half_extent(rx, ry, degrees)
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    box = _cut(cx - half_width, cy - half_height, cx + half_width, cy + half_height, height, width)
    if box is None:
        return None
    top, left, rows, columns = box
    dx, dy = _centres(left, columns) - cx, (_centres(top, rows) - cy)[:, None]
    along, across = (dx * cos + dy * sin) / rx, (dy * cos - dx * sin) / ry
    return _part(top, left, along * along + across * across <= 1)


def _half_extent(rx: float, ry: float, degrees: float) -> tuple[float, float]:
    """Half of the width and height of the upright box around an ellipse."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return math.hypot(rx * cos, ry * sin), math.hypot(rx * sin, ry * cos)


def thick_line(points: Ring, width_px: float, height: int, width: int) -> Part | None:
    """All pixels whose centres are no further than half of ``width_px`` from the line through ``points`` (K, 2).

    Raises BrokenPair where it would take too long.
    """
    check_coordinates(points)
    radius = width_px / 2
    lowest, highest = points.min(axis=0) - radius, points.max(axis=0) + radius
    box = _cut(lowest[0], lowest[1], highest[0], highest[1], height, width)
    if box is None:
        return None
    top, left, rows, columns = box
    changes = np.zeros((rows, columns + 1), np.int32)  # along each row: bands that begin less bands that have ended
    n_rows = 0
    corners = points.tolist()
    for begin, end in pairwise(corners if len(corners) > 1 else corners * 2):
        first = max(0, math.floor(min(begin[1], end[1]) - radius) - top)
        after = min(rows, math.ceil(max(begin[1], end[1]) + radius) - top)
        n_rows += max(0, after - first)
        if n_rows > MAX_LINE_ROWS:
            raise BrokenPair(Fault.CORRUPTED, f"a line of {len(corners)} points goes to and fro without end")
        row = np.arange(first, after)
        low, high = _band(begin, end, radius, row + top + 0.5)
        is_met = low <= high
        column = np.clip(np.ceil(low[is_met] - 0.5) - left, 0, columns).astype(np.int64)
        behind = np.clip(np.floor(high[is_met] - 0.5) + 1 - left, column, columns).astype(np.int64)
        changes[row[is_met], column] += 1
        changes[row[is_met], behind] -= 1
    return _part(top, left, np.cumsum(changes, axis=1)[:, :-1] > 0)


def _band(begin: Sequence[float], end: Sequence[float], radius: float, y: _Floats) -> tuple[_Floats, _Floats]:
    """From which to which x rows at ``y`` are within ``radius`` of the line from ``begin`` to ``end``.

    Such a band is convex, so each row meets it in one piece: that of the discs about its ends and of the box between.
    """
    low, high = np.full(y.shape, np.inf), np.full(y.shape, -np.inf)
    for x_end, y_end in (begin, end):
        half2 = radius**2 - (y - y_end) ** 2
        half = np.sqrt(np.maximum(half2, 0))
        low = np.where(half2 >= 0, np.minimum(low, x_end - half), low)
        high = np.where(half2 >= 0, np.maximum(high, x_end + half), high)
    length = math.hypot(end[0] - begin[0], end[1] - begin[1])
    if length:
        ux, uy = (end[0] - begin[0]) / length, (end[1] - begin[1]) / length
        dy = y - begin[1]
        low_along, high_along = _solved(ux, dy * uy, 0, length)
        low_across, high_across = _solved(-uy, dy * ux, -radius, radius)
        box_low = begin[0] + np.maximum(low_along, low_across)
        box_high = begin[0] + np.minimum(high_along, high_across)
        is_met = box_low <= box_high
        low = np.where(is_met, np.minimum(low, box_low), low)
        high = np.where(is_met, np.maximum(high, box_high), high)
    return low, high


def _solved(slope: float, offset: _Floats, lowest: float, highest: float) -> tuple[_Floats, _Floats]:
    """The x with lowest <= slope * x + offset <= highest."""
    if abs(slope) < 1e-12:  # upright or level: every x or none
        is_all = (lowest <= offset) & (offset <= highest)
        return np.where(is_all, -np.inf, np.inf), np.where(is_all, np.inf, -np.inf)
    ends = (lowest - offset) / slope, (highest - offset) / slope
    return np.minimum(*ends), np.maximum(*ends)


def region_of_ellipse(
    class_index: int, cx: float, cy: float, rx: float, ry: float, degrees: float, height: int, width: int, z: int = 0
) -> AnnotatedRegion:
    """The region of ``ellipse``, without a pixel where it holds no pixel's centre."""
    part = ellipse(cx, cy, rx, ry, degrees, height, width)
    half_width, half_height = _half_extent(rx, ry, degrees)
    bounds = cx - half_width, cy - half_height, cx + half_width, cy + half_height
    return _region(class_index, part, bounds, height, width, z)


def region_of_box(class_index: int, ring: Ring, height: int, width: int, z: int = 0) -> AnnotatedRegion:
    """The region of a box, turned or not, marked as such: the mask of a box is seldom that of a defect."""
    return replace(region_of_rings(class_index, [read_ring(ring)], height, width, z), is_box=True)


def notes_on(options: ImportOptions) -> tuple[str, ...]:
    """What the report says of how shapes were read."""
    return () if options.line_width_px is None else (f"lines are bands of {options.line_width_px:g} px",)


def region_of_line(
    class_index: int, points: Ring, width_px: float | None, height: int, width: int, z: int = 0
) -> AnnotatedRegion:
    """The band along a line (K, 2) of points; BrokenPair where nobody said how wide it is."""
    if width_px is None:
        raise BrokenPair(Fault.NOT_A_REGION, "a line has no width: give one in pixels with --line-width")
    if not points.size:
        raise BrokenPair(Fault.CORRUPTED, "a line has no points")
    part = thick_line(points, width_px, height, width)
    left, top = (points.min(axis=0) - width_px / 2).tolist()
    right, bottom = (points.max(axis=0) + width_px / 2).tolist()
    return _region(class_index, part, (left, top, right, bottom), height, width, z)


def _region(
    class_index: int, part: Part | None, bounds: tuple[float, float, float, float], height: int, width: int, z: int
) -> AnnotatedRegion:
    """The region of a part, of a shape that reaches from left and top to right and bottom."""
    top, left, mask = part or (0, 0, np.zeros((0, 0), np.bool_))
    region = region_of_mask(class_index, mask, top, left, height, width, z)
    left_out, top_out, right_out, bottom_out = -bounds[0], -bounds[1], bounds[2] - width, bounds[3] - height
    is_cut = part is not None and max(left_out, top_out, right_out, bottom_out) > HALF_PX
    return replace(region, is_cut=is_cut)


def check_coordinates(values: _Floats) -> _Floats:
    """The same; BrokenPair for what no frame is as large as."""
    if not (np.abs(values) <= MAX_COORDINATE).all():
        raise BrokenPair(Fault.CORRUPTED, "a shape's coordinates are no sensible numbers")
    return values


def _cut(
    left: float, top: float, right: float, bottom: float, height: int, width: int
) -> tuple[int, int, int, int] | None:
    """Top, left, rows and columns of the pixels of a frame that a box touches; None where there are none."""
    first_row, first_column = max(0, math.floor(top)), max(0, math.floor(left))
    rows, columns = min(height, math.ceil(bottom)) - first_row, min(width, math.ceil(right)) - first_column
    return (first_row, first_column, rows, columns) if rows > 0 and columns > 0 else None


def _centres(first: int, n: int) -> _Floats:
    return np.arange(first, first + n, dtype=np.float64) + 0.5


def _part(top: int, left: int, mask: Mask) -> Part | None:
    """The part of a mask that holds pixels."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not rows.size:
        return None
    part = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return top + int(rows[0]), left + int(columns[0]), part.copy()  # lets go of the rest
