"""Polygons and masks: one pixel convention both ways.

Coordinates run over pixel corners: the pixel in row r and column c covers [c, c + 1) x [r, r + 1), as in COCO, CVAT,
labelme and YOLO. A pixel belongs to a polygon if its centre lies inside, by the even-odd rule; a centre right on an
edge belongs to the side right of it or below it, so two polygons that share an edge share no pixel.

Outlines go along pixel corners, so rasterising an outline gives back its region exactly, holes aside: a ring cannot
hold one. Regions of an outline are 4-connected: where two parts touch at a corner only, each has its own ring.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from inspector.core.class_map import ClassMap

Mask = npt.NDArray[np.bool_]
Ring = npt.NDArray[np.float64]  # (K, 2): x, y; not closed by a repeated corner

_CHUNK = 1 << 22  # pairs of edges compared at once


@dataclass(frozen=True, slots=True, eq=False)
class AnnotatedRegion:
    """Pixels of one class that an annotation marks: the part of the frame they lie in, and which of it."""

    class_index: int
    top: int
    left: int
    mask: Mask  # (h, w)
    z: int = 0  # a higher one lies on top
    is_box: bool = False  # drawn as an upright rectangle: perhaps a box that passes for an outline

    def of(self, class_map: ClassMap) -> ClassMap:
        """What a class map (H, W) of the frame holds at the region's pixels, (N,)."""
        rows, columns = self.mask.shape
        return class_map[self.top : self.top + rows, self.left : self.left + columns][self.mask]

    @property
    def n_pixels(self) -> int:
        return int(np.count_nonzero(self.mask))


def class_map_of_regions(regions: list[AnnotatedRegion], height: int, width: int) -> tuple[ClassMap, int]:
    """Class map (H, W) of regions, and how many pixels are claimed by more than one class.

    Where regions overlap, the higher z wins, then the smaller region (a pit on a scab must not vanish under it),
    then the one named later. Regions lie on the frame.
    """
    class_map = np.zeros((height, width), np.uint8)
    is_contested = np.zeros((height, width), np.bool_)
    for region in sorted(regions, key=lambda region: (region.z, -region.n_pixels)):
        rows, columns = region.mask.shape
        part = np.s_[region.top : region.top + rows, region.left : region.left + columns]
        under = class_map[part]
        is_contested[part] |= region.mask & (under != 0) & (under != region.class_index)
        under[region.mask] = region.class_index
    return class_map, int(np.count_nonzero(is_contested))


def rasterised(rings: list[Ring], height: int, width: int) -> tuple[int, int, Mask] | None:
    """Top, left and mask of the pixels in at least one of the rings, cut to the frame; None if there are none."""
    found = [part for ring in rings if (part := _rasterised(ring, height, width)) is not None]
    if len(found) < 2:
        return found[0] if found else None
    top, left = min(part[0] for part in found), min(part[1] for part in found)
    bottom = max(row + mask.shape[0] for row, _, mask in found)
    right = max(column + mask.shape[1] for _, column, mask in found)
    whole = np.zeros((bottom - top, right - left), np.bool_)
    for row, column, mask in found:
        whole[row - top : row - top + mask.shape[0], column - left : column - left + mask.shape[1]] |= mask
    return top, left, whole


def _rasterised(ring: Ring, height: int, width: int) -> tuple[int, int, Mask] | None:
    x0, y0 = ring[:, 0], ring[:, 1]
    x1, y1 = np.roll(x0, -1), np.roll(y0, -1)
    # Rows whose centre lies between the ends of an edge; one end counts, so that a corner is not met twice.
    first = np.clip(np.ceil(np.minimum(y0, y1) - 0.5), 0, height).astype(np.int64)
    after = np.clip(np.ceil(np.maximum(y0, y1) - 0.5), 0, height).astype(np.int64)
    n_rows = after - first
    edge = np.repeat(np.arange(len(ring)), n_rows)
    if not edge.size:
        return None
    row = np.arange(edge.size) - np.repeat(np.cumsum(n_rows) - n_rows, n_rows) + first[edge]
    crossing = x0[edge] + (row + 0.5 - y0[edge]) * (x1[edge] - x0[edge]) / (y1[edge] - y0[edge])
    column = np.clip(np.ceil(crossing - 0.5), 0, width).astype(np.int64)
    top, left = int(row.min()), int(column.min())
    n_crossings = np.zeros((int(row.max()) - top + 1, int(column.max()) - left + 1), np.int32)
    np.add.at(n_crossings, (row - top, column - left), 1)
    mask = (np.cumsum(n_crossings, axis=1) % 2 == 1)[:, :-1]
    return (top, left, mask) if mask.any() else None


def is_box(ring: Ring) -> bool:
    """True if the ring is an upright rectangle."""
    corners = {(x, y) for x, y in ring.tolist()}
    xs, ys = {x for x, _ in corners}, {y for _, y in corners}
    return len(ring) == len(corners) == 4 and len(xs) == len(ys) == 2


def crosses_itself(ring: Ring) -> bool:
    """True if two edges cross. Edges that only touch, or lie on each other, do not."""
    start, end = ring, np.roll(ring, -1, axis=0)
    n_at_once = max(1, _CHUNK // len(ring))
    for first in range(0, len(ring), n_at_once):
        a, b = start[first : first + n_at_once, None], end[first : first + n_at_once, None]
        is_crossed = (_side(a, b, start) * _side(a, b, end) < 0) & (_side(start, end, a) * _side(start, end, b) < 0)
        if is_crossed.any():
            return True
    return False


def _side(a: Ring, b: Ring, point: Ring) -> npt.NDArray[np.float64]:
    """Sign of the side of the line from a to b on which points lie."""
    ab, ap = b - a, point - a
    sign: npt.NDArray[np.float64] = np.sign(ab[..., 0] * ap[..., 1] - ab[..., 1] * ap[..., 0])
    return sign


def regions_of(class_map: ClassMap, *, connectivity: int) -> Iterator[AnnotatedRegion]:
    """Connected regions of each class and of ignored pixels, class by class, in reading order."""
    for class_index in np.flatnonzero(np.bincount(class_map.ravel(), minlength=256)[1:]) + 1:
        n_labels, labels, boxes, _ = cv2.connectedComponentsWithStats(
            (class_map == class_index).astype(np.uint8), connectivity=connectivity
        )
        for label in range(1, n_labels):
            left, top, width, height, _ = (int(value) for value in boxes[label])
            mask = labels[top : top + height, left : left + width] == label
            yield AnnotatedRegion(int(class_index), top, left, mask)


def outline(region: AnnotatedRegion) -> Ring:
    """Corners (K, 2) of the outer ring around a 4-connected region, clockwise on screen; holes are not shown."""
    inside = np.pad(region.mask, 1).tolist()  # plain lists: single pixels are looked up
    row, column = 1, 1 + int(np.argmax(region.mask[0]))  # the first pixel of the top row; its top left corner
    start, dx, dy = (row, column), 1, 0
    corners = [(column, row)]
    while True:
        # The corner at (row, column), about to go on by (dx, dy) with the region at the right hand.
        row, column = row + dy, column + dx
        ahead_right = inside[row + min(dy + dx, 0)][column + min(dx - dy, 0)]
        ahead_left = inside[row + min(dy - dx, 0)][column + min(dx + dy, 0)]
        if not ahead_right:
            turned = (-dy, dx)
        elif ahead_left:
            turned = (dy, -dx)
        else:
            turned = (dx, dy)
        if (row, column) == start and turned == (1, 0):
            break
        if turned != (dx, dy):
            corners.append((column, row))
            dx, dy = turned
    return np.array([(x - 1 + region.left, y - 1 + region.top) for x, y in corners], np.float64)


def without_holes(region: AnnotatedRegion) -> AnnotatedRegion:
    """The region as its outer ring tells it."""
    height, width = region.mask.shape
    local = AnnotatedRegion(region.class_index, 0, 0, region.mask)
    found = rasterised([outline(local)], height, width)
    assert found is not None  # a region has pixels
    return AnnotatedRegion(region.class_index, region.top, region.left, found[2], region.z)
