"""Boxes, ellipses and lines of annotation programs: the pixels of a frame that they cover.

    a box, turned or not       ->  its ring, for ``reading.region_of_rings``
    an ellipse, a line's band  ->  top, left and mask, cut to the frame; None where it holds no pixel
    region_of_…                ->  the region of either; BrokenPair where it holds none

Coordinates run over pixel corners, and a pixel belongs to a shape if its centre lies in it, as everywhere
(``core.polygons``). Angles are in degrees, clockwise on screen. All numbers are finite.
"""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from inspector.core.polygons import AnnotatedRegion, Mask, Ring
from inspector.datasets.formats.reading import MAX_COORDINATE, BrokenPair, Fault, read_ring, region_of_rings

MAX_LINE_WORK = 1 << 30  # pixels looked at for one line: a hostile one would take for ever

Part = tuple[int, int, Mask]  # top, left, mask


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
    check_coordinates(cx, cy, rx, ry)
    if rx <= 0 or ry <= 0:
        return None
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    half_width, half_height = math.hypot(rx * cos, ry * sin), math.hypot(rx * sin, ry * cos)
    box = _cut(cx - half_width, cy - half_height, cx + half_width, cy + half_height, height, width)
    if box is None:
        return None
    top, left, rows, columns = box
    dx, dy = _centres(left, columns) - cx, (_centres(top, rows) - cy)[:, None]
    along, across = (dx * cos + dy * sin) / rx, (dy * cos - dx * sin) / ry
    return _part(top, left, along * along + across * across <= 1)


def thick_line(points: Ring, width_px: float, height: int, width: int) -> Part | None:
    """All pixels whose centres are no further than half of ``width_px`` from the line through ``points`` (K, 2).

    Raises BrokenPair where it would take too long.
    """
    check_coordinates(*points.ravel().tolist())
    radius = width_px / 2
    lowest, highest = points.min(axis=0) - radius, points.max(axis=0) + radius
    box = _cut(lowest[0], lowest[1], highest[0], highest[1], height, width)
    if box is None:
        return None
    top, left, rows, columns = box
    mask = np.zeros((rows, columns), np.bool_)
    n_looked_at = 0
    corners = points.tolist()
    for (x0, y0), (x1, y1) in pairwise(corners if len(corners) > 1 else corners * 2):
        part = _cut(min(x0, x1) - radius, min(y0, y1) - radius, max(x0, x1) + radius, max(y0, y1) + radius,
                    height, width)  # fmt: skip
        if part is None:
            continue
        first, start, n_rows, n_columns = part
        n_looked_at += n_rows * n_columns
        if n_looked_at > MAX_LINE_WORK:
            raise BrokenPair(Fault.CORRUPTED, f"a line of {len(corners)} points goes to and fro without end")
        dx, dy = _centres(start, n_columns) - x0, (_centres(first, n_rows) - y0)[:, None]
        length2 = (x1 - x0) ** 2 + (y1 - y0) ** 2
        share = np.clip((dx * (x1 - x0) + dy * (y1 - y0)) / length2, 0, 1) if length2 else np.zeros((n_rows, n_columns))
        distance2 = (dx - share * (x1 - x0)) ** 2 + (dy - share * (y1 - y0)) ** 2
        mask[first - top : first - top + n_rows, start - left : start - left + n_columns] |= distance2 <= radius**2
    return _part(top, left, mask)


def region_of_part(class_index: int, part: Part | None, what: str, z: int = 0) -> AnnotatedRegion:
    """Raises BrokenPair where the shape holds no pixel's centre."""
    if part is None:
        raise BrokenPair(Fault.EMPTY, f"{what} holds no pixel's centre, or lies outside the frame")
    return AnnotatedRegion(class_index, *part, z)


def region_of_box(class_index: int, ring: Ring, height: int, width: int, z: int = 0) -> AnnotatedRegion:
    """The region of a box, turned or not, marked as such: the mask of a box is seldom that of a defect."""
    return replace(region_of_rings(class_index, [read_ring(ring)], height, width, z), is_box=True)


def region_of_line(
    class_index: int, points: Ring, width_px: float | None, height: int, width: int, z: int = 0
) -> AnnotatedRegion:
    """The band along a line (K, 2) of points; BrokenPair where nobody said how wide it is."""
    if width_px is None:
        raise BrokenPair(Fault.NOT_A_REGION, "a line has no width: give one in pixels with --line-width")
    if not points.size:
        raise BrokenPair(Fault.EMPTY, "a line has no points")
    return region_of_part(class_index, thick_line(points, width_px, height, width), "a line", z)


def check_coordinates(*values: float) -> None:
    """Raises BrokenPair for what no frame is as large as."""
    if any(not abs(value) <= MAX_COORDINATE for value in values):
        raise BrokenPair(Fault.CORRUPTED, "a shape's coordinates are no sensible numbers")


def _cut(
    left: float, top: float, right: float, bottom: float, height: int, width: int
) -> tuple[int, int, int, int] | None:
    """Top, left, rows and columns of the pixels of a frame that a box touches; None where there are none."""
    first_row, first_column = max(0, math.floor(top)), max(0, math.floor(left))
    rows, columns = min(height, math.ceil(bottom)) - first_row, min(width, math.ceil(right)) - first_column
    return (first_row, first_column, rows, columns) if rows > 0 and columns > 0 else None


def _centres(first: int, n: int) -> npt.NDArray[np.float64]:
    return np.arange(first, first + n, dtype=np.float64) + 0.5


def _part(top: int, left: int, mask: Mask) -> Part | None:
    """The part of a mask that holds pixels."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not rows.size:
        return None
    part = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return top + int(rows[0]), left + int(columns[0]), part.copy()  # lets go of the rest
