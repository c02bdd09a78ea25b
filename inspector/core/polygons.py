"""Polygons and masks: one pixel convention both ways.

Coordinates run over pixel corners: the pixel in row r and column c covers [c, c + 1) x [r, r + 1), as in COCO, CVAT,
labelme and YOLO. A pixel belongs to a polygon if its centre lies inside, by the even-odd rule; a centre right on an
edge belongs to the side right of it or below it, so two polygons that share an edge share no pixel. Where an outline
crosses itself, what it encloses twice is outside, as Pillow, OpenCV and COCO's own tools have it; the first two also
draw the outline itself, half a pixel further out, and COCO's rounds corners to a fifth of a pixel.

Outlines go along pixel corners, so rasterising an outline gives back its region exactly, holes aside: a ring cannot
hold one. Regions of an outline are 4-connected: where two parts touch at a corner only, each has its own ring.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from inspector.core.class_map import ClassMap, values_in
from inspector.core.classes import BACKGROUND_INDEX

Mask = npt.NDArray[np.bool_]
Ring = npt.NDArray[np.float64]  # (K, 2): x, y; not closed by a repeated corner

_CHUNK = 1 << 22  # crossings of edges with rows handled at once
_SQUARE = 0.01  # radians, by which the corners of a box may miss a right angle


@dataclass(frozen=True, slots=True, eq=False)
class AnnotatedRegion:
    """Pixels of one class that an annotation marks: the part of the frame they lie in, and which of it."""

    class_index: int
    top: int
    left: int
    mask: Mask  # (h, w)
    z: int = 0  # a higher one lies on top
    is_box: bool = False  # drawn as a rectangle: perhaps a box that passes for an outline
    n_void_parts: int = 0  # of its outlines, that hold no pixel of the frame
    n_crossed: int = 0  # of its outlines, that cross themselves
    is_cut: bool = False  # some of it lies outside the frame

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


@dataclass(frozen=True, slots=True, eq=False)
class FilledRing:
    top: int
    left: int
    mask: Mask  # (h, w)
    is_crossed: bool  # it encloses pixels twice, or some of them the other way round


def rasterised(rings: list[Ring], height: int, width: int) -> tuple[int, int, Mask] | None:
    """Top, left and mask of the pixels in at least one of the rings, cut to the frame; None if there are none."""
    return united([part for ring in rings if (part := filled(ring, height, width)) is not None])


def united(parts: list[FilledRing]) -> tuple[int, int, Mask] | None:
    if len(parts) < 2:
        return (parts[0].top, parts[0].left, parts[0].mask) if parts else None
    top, left = min(part.top for part in parts), min(part.left for part in parts)
    bottom = max(part.top + part.mask.shape[0] for part in parts)
    right = max(part.left + part.mask.shape[1] for part in parts)
    whole = np.zeros((bottom - top, right - left), np.bool_)
    for part in parts:
        rows, columns = part.mask.shape
        whole[part.top - top : part.top - top + rows, part.left - left : part.left - left + columns] |= part.mask
    return top, left, whole


def filled(ring: Ring, height: int, width: int) -> FilledRing | None:
    """The pixels inside one ring, cut to the frame; None if there are none."""
    x0, y0 = ring[:, 0], ring[:, 1]
    x1, y1 = np.roll(x0, -1), np.roll(y0, -1)
    # Rows whose centre lies between the ends of an edge; one end counts, so that a corner is not met twice.
    first = np.clip(np.ceil(np.minimum(y0, y1) - 0.5), 0, height).astype(np.int64)
    after = np.clip(np.ceil(np.maximum(y0, y1) - 0.5), 0, height).astype(np.int64)
    edges = np.flatnonzero(after > first)
    if not edges.size:
        return None
    top, bottom = int(first[edges].min()), int(after[edges].max())
    left, right = (int(np.clip(np.ceil(x - 0.5), 0, width)) for x in (x0.min(), x0.max()))
    places, turns = [], []
    n_at_once = max(1, _CHUNK // height)
    n_columns = right - left + 1
    for at in range(0, edges.size, n_at_once):
        some = edges[at : at + n_at_once]
        n_rows = after[some] - first[some]
        edge = np.repeat(some, n_rows)
        row = np.arange(edge.size) - np.repeat(np.cumsum(n_rows) - n_rows, n_rows) + first[edge]
        crossing = x0[edge] + (row + 0.5 - y0[edge]) * (x1[edge] - x0[edge]) / (y1[edge] - y0[edge])
        column = np.clip(np.ceil(crossing - 0.5), left, right).astype(np.int64)
        places.append((row - top) * n_columns + column - left)
        turns.append(np.where(y1[edge] > y0[edge], 1, -1))
    # Along each row: how often the outline winds around what lies between one crossing and the next. A row ends at 0.
    place = np.concatenate(places)
    order = np.argsort(place, kind="stable")
    place = place[order]
    n_turns = np.cumsum(np.concatenate(turns)[order])
    is_last = np.append(place[1:] != place[:-1], True)  # of those at one place
    place, n_turns = place[is_last], n_turns[is_last]
    is_inside = n_turns % 2 == 1
    if not is_inside.any():
        return None
    mask = np.zeros((bottom - top, right - left), np.bool_)
    starts, ends = place[is_inside], place[np.flatnonzero(is_inside) + 1]
    rows, columns = np.divmod(starts, n_columns)
    for one, start, n in zip(rows.tolist(), columns.tolist(), (ends - starts).tolist(), strict=True):
        mask[one, start : start + n] = True
    return FilledRing(top, left, mask, is_crossed=max(int(n_turns.max()), 0) - min(int(n_turns.min()), 0) > 1)


def is_box(ring: Ring) -> bool:
    """True if the ring is a rectangle, turned or not."""
    if len(ring) != 4:
        return False
    sides = np.roll(ring, -1, axis=0) - ring
    lengths = np.hypot(sides[:, 0], sides[:, 1])
    off_square = np.abs((sides * np.roll(sides, -1, axis=0)).sum(axis=1))
    return bool((lengths > 0).all() and (off_square <= _SQUARE * lengths * np.roll(lengths, -1)).all())


def regions_of(class_map: ClassMap, *, connectivity: int) -> Iterator[AnnotatedRegion]:
    """Connected regions of each class and of ignored pixels, class by class, in reading order."""
    for class_index in values_in(class_map):
        if class_index == BACKGROUND_INDEX:
            continue
        n_labels, labels, boxes, _ = cv2.connectedComponentsWithStats(
            (class_map == class_index).astype(np.uint8), connectivity=connectivity
        )
        for label in range(1, n_labels):
            left, top, width, height, _ = (int(value) for value in boxes[label])
            mask = labels[top : top + height, left : left + width] == label
            yield AnnotatedRegion(class_index, top, left, mask)


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
