"""What hangs together: holes, islands, magic wand. Each gives a patch to look at before it is painted."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt

from inspector.annotation.painted_tiles import PaintedTiles
from inspector.annotation.tools.painting import Patch, Rect, grey_of
from inspector.annotation.tools.shapes import NOTHING
from inspector.core.class_map import ClassMap, values_in
from inspector.core.defect import Box
from inspector.core.polygons import Mask
from inspector.pictures.large_picture import AnyPixels

Areas = npt.NDArray[np.int32]  # pixels of each instance
_MASK_VALUE = 1


def magic_wand(pixels: AnyPixels, row: int, column: int, tolerance: float, window: Rect) -> Patch:
    """Pixels of the window that hang together with this one and differ from it by ``tolerance`` grey values at most.

    Of colours the mean counts. (H, W[, 3]) of 8 or 16 bits.
    """
    window = window.cut_to(*pixels.shape[:2])
    if not (window.top <= row < window.bottom and window.left <= column < window.right):
        return NOTHING
    grey = grey_of(pixels[window.top : window.bottom, window.left : window.right]).astype(np.float32)
    found = _flooded(grey, row - window.top, column - window.left, tolerance)
    return Patch(found.top + window.top, found.left + window.left, found.mask)


def region_at(class_map: ClassMap, row: int, column: int, painted: PaintedTiles) -> Patch:
    """The instance under a pixel: 8-connected, as defects are; nothing on background. ``painted``: where the map may
    hold anything."""
    if not _is_inside(class_map.shape, row, column) or not class_map[row, column]:
        return NOTHING
    cluster = painted.cluster_at(row, column)
    assert cluster is not None  # the pixel is painted
    (top, left, bottom, right), tiles = cluster
    part = tiles.copied(class_map, (top, left, bottom, right))
    found = _flooded(part, row - top, column - left, 0.0, connectivity=8)
    return Patch(found.top + top, found.left + left, found.mask)


def holes_of(instance: Patch, max_px: int | None = None) -> Patch:
    """What an instance surrounds, edge to edge, each hole of at most ``max_px`` pixels; a frame's rim closes none."""
    mask = np.pad(instance.mask, 1)
    n_labels, labels, facts, _ = cv2.connectedComponentsWithStats((~mask).astype(np.uint8), connectivity=4)
    is_hole = np.ones(n_labels, np.bool_)
    is_hole[0] = False  # the instance itself
    is_hole[labels[0, 0]] = False
    if max_px is not None:
        is_hole &= facts[:, cv2.CC_STAT_AREA] <= max_px
    return Patch(instance.top, instance.left, is_hole[labels][1:-1, 1:-1])


def small_islands(class_map: ClassMap, class_index: int, min_px: int) -> tuple[Patch, int]:
    """Instances of a class with fewer pixels, to be taken away, and how many they are."""
    return _instances(class_map, class_index, lambda areas: areas < min_px)


def all_but_largest(class_map: ClassMap, class_index: int) -> tuple[Patch, int]:
    """Instances of a class besides the largest, and how many they are; of equal ones the first stays."""

    def others(areas: Areas) -> npt.NDArray[np.bool_]:
        is_other = np.ones(len(areas), np.bool_)
        is_other[int(np.argmax(areas))] = False
        return is_other

    return _instances(class_map, class_index, others)


def instance_boxes(class_map: ClassMap, painted: PaintedTiles, *, without: frozenset[int] = frozenset()) -> list[Box]:
    """Of all instances of all classes but some, 8-connected, from the top down. ``painted``: where the map may hold
    any."""
    boxes = []
    for box, tiles in painted.clusters():
        part = tiles.copied(class_map, box)
        for value in values_in(part):
            if value and value not in without:
                of_class = (part == value).astype(np.uint8)
                _, _, facts, _ = cv2.connectedComponentsWithStats(of_class, connectivity=8)
                boxes += [
                    Box(x + box[1], y + box[0], width, height)
                    for x, y, width, height in facts[1:, : cv2.CC_STAT_AREA].tolist()
                ]
    return sorted(boxes, key=lambda box: (box.y, box.x))


def _instances(
    class_map: ClassMap, class_index: int, chosen: Callable[[Areas], npt.NDArray[np.bool_]]
) -> tuple[Patch, int]:
    of_class = class_map == class_index
    rows, columns = np.flatnonzero(of_class.any(axis=1)), np.flatnonzero(of_class.any(axis=0))
    if not rows.size:
        return NOTHING, 0
    part = of_class[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    n_labels, labels, facts, _ = cv2.connectedComponentsWithStats(part.astype(np.uint8), connectivity=8)
    is_chosen = np.zeros(n_labels, np.bool_)
    if n_labels > 1:
        is_chosen[1:] = chosen(facts[1:, cv2.CC_STAT_AREA])
    mask: Mask = is_chosen[labels]
    return Patch(int(rows[0]), int(columns[0]), mask), int(is_chosen.sum())


def _flooded(
    values: npt.NDArray[np.uint8] | npt.NDArray[np.float32], row: int, column: int, tolerance: float,
    *, connectivity: int = 4,
) -> Patch:  # fmt: skip
    height, width = values.shape
    mask = np.zeros((height + 2, width + 2), np.uint8)
    flags = connectivity | cv2.FLOODFILL_MASK_ONLY | cv2.FLOODFILL_FIXED_RANGE | (_MASK_VALUE << 8)
    _, _, _, (left, top, columns, rows) = cv2.floodFill(
        np.ascontiguousarray(values), mask, (column, row), 0, tolerance, tolerance, flags
    )
    found = mask[top + 1 : top + rows + 1, left + 1 : left + columns + 1].view(np.bool_)  # it holds 0 and 1 alone
    return Patch(top, left, found)


def _is_inside(shape: tuple[int, ...], row: int, column: int) -> bool:
    return 0 <= row < shape[0] and 0 <= column < shape[1]
