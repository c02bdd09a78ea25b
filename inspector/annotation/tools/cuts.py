"""One instance becomes several: cut along a way, or at its waists.

Instances are what hangs together by edges or corners, so a cut must be one pixel wide at least and have no step at a
corner alone. It becomes background; every other pixel keeps its class. What does not part is not cut.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from inspector.annotation.painted_tiles import PaintedTiles
from inspector.annotation.tools.fills import region_at
from inspector.annotation.tools.painting import NOWHERE, Patch
from inspector.annotation.tools.shapes import NOTHING
from inspector.core.class_map import ClassMap
from inspector.core.polygons import Mask

_EIGHT = np.ones((3, 3), np.bool_)  # neighbours by edges and corners
SAMPLES_PER_PX = 4
# Half of all neighbours of a pixel: each pair of neighbours once. (rows, columns)
_PAIRS = ((0, 1), (1, 0), (1, 1), (1, -1))


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """Pixels that become background, and how large the parts are then, the largest first."""

    patch: Patch
    parts: tuple[int, ...] = ()


NO_CUT = Cut(NOTHING)


def cut_along(class_map: ClassMap, class_index: int, way: Sequence[tuple[float, float]]) -> Cut:
    """Cut the instances of a class that a way through points x, y of the frame parts."""
    cut = np.zeros(class_map.shape, np.bool_)
    rows, columns = _stepped(way, *class_map.shape)
    cut[rows, columns] = True
    patches, parts = [], []
    seen, painted = class_map != class_index, PaintedTiles.of(class_map)
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        if seen[row, column]:
            continue
        region = region_at(class_map, row, column, painted)
        inside = np.s_[region.rect.top : region.rect.bottom, region.rect.left : region.rect.right]
        seen[inside] |= region.mask
        taken = region.mask & cut[inside]
        sizes = _part_sizes(region.mask & ~taken)
        if len(sizes) > 1:
            patches.append(Patch(region.top, region.left, taken))
            parts += sizes
    return Cut(_joined(patches), tuple(sorted(parts, reverse=True))) if patches else NO_CUT


def cut_at_waists(instance: Patch, max_share: float, scale: tuple[float, float] = (1.0, 1.0)) -> Cut:
    """Cut an instance wherever it is narrower than ``max_share`` of the narrower of the two parts at that place.

    Width is twice the distance to the outside; ``scale``: size of a pixel along, across. By the watershed of that
    distance: L. Vincent, P. Soille, "Watersheds in digital spaces", IEEE Trans. Pattern Analysis and Machine
    Intelligence 13, 1991; basins whose saddle is too wide are one part.
    """
    mask = np.pad(instance.mask, 1)
    distance = ndimage.distance_transform_edt(mask, sampling=scale)
    basins, n_basins = _basins(mask, distance)
    part_of = _parts(basins, n_basins, distance, max_share)
    parts: npt.NDArray[np.int32] = part_of[basins]
    seam = np.zeros(mask.shape, np.bool_)
    for here, there in _neighbours(parts.shape):
        one, other = parts[here], parts[there]
        meets = (one != other) & (one > 0) & (other > 0)
        seam[here] |= meets & (one > other)  # the pixel of one of the two: the seam is one pixel wide
        seam[there] |= meets & (other > one)
    sizes = _part_sizes(mask & ~seam)
    if len(sizes) < 2:
        return NO_CUT
    return Cut(Patch(instance.top, instance.left, seam[1:-1, 1:-1]), tuple(sorted(sizes, reverse=True)))


def _stepped(
    way: Sequence[tuple[float, float]], height: int, width: int
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Rows and columns of the pixels under a way, each the neighbour of the one before by an edge; inside the frame."""
    pixels: list[tuple[int, int]] = []
    for (x0, y0), (x1, y1) in zip(way, way[1:] or way, strict=False):
        n_samples = max(1, math.ceil(SAMPLES_PER_PX * max(abs(x1 - x0), abs(y1 - y0))))
        xs, ys = np.linspace(x0, x1, n_samples + 1), np.linspace(y0, y1, n_samples + 1)
        for pixel in zip(np.floor(ys).astype(int).tolist(), np.floor(xs).astype(int).tolist(), strict=True):
            if pixels and pixels[-1][0] != pixel[0] and pixels[-1][1] != pixel[1]:
                pixels.append((pixels[-1][0], pixel[1]))  # no step over a corner
            if not pixels or pixels[-1] != pixel:
                pixels.append(pixel)
    found = np.array([one for one in pixels if 0 <= one[0] < height and 0 <= one[1] < width], np.intp).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def _part_sizes(mask: Mask) -> list[int]:
    labels, n_parts = ndimage.label(mask, _EIGHT)
    sizes: list[int] = np.bincount(labels.ravel(), minlength=n_parts + 1)[1:].tolist()
    return sizes


def _joined(patches: Sequence[Patch]) -> Patch:
    rect = NOWHERE
    for patch in patches:
        rect = rect.joined(patch.rect)
    mask = np.zeros((rect.bottom - rect.top, rect.right - rect.left), np.bool_)
    for patch in patches:
        top, left = patch.top - rect.top, patch.left - rect.left
        mask[top : top + patch.mask.shape[0], left : left + patch.mask.shape[1]] |= patch.mask
    return Patch(rect.top, rect.left, mask)


def _basins(mask: Mask, distance: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.int32], int]:
    """One for each place that is the widest around: whatever climbs to it by the steepest way; 0 outside.

    A plateau that is no summit has a basin of its own, which its saddle joins to the next again.
    """
    uphill = np.arange(mask.size).reshape(mask.shape)  # of each pixel the neighbour that is highest, or itself
    highest = distance.copy()
    places = uphill.copy()
    for here, there in _neighbours(mask.shape):
        for low, high in ((here, there), (there, here)):
            is_higher = distance[high] > highest[low]
            highest[low] = np.where(is_higher, distance[high], highest[low])
            uphill[low] = np.where(is_higher, places[high], uphill[low])
    climbed = uphill.ravel()
    while not np.array_equal(further := climbed[climbed], climbed):
        climbed = further
    summits, n_basins = ndimage.label(mask & (uphill == places), _EIGHT)
    basins: npt.NDArray[np.int32] = np.where(mask, summits.ravel()[climbed].reshape(mask.shape), 0).astype(np.int32)
    return basins, n_basins


def _parts(
    basins: npt.NDArray[np.int32], n_basins: int, distance: npt.NDArray[np.float64], max_share: float
) -> npt.NDArray[np.int32]:
    """Which part each basin belongs to: basins are joined over the widest saddles first, unless one is a waist."""
    saddles: dict[int, float] = {}  # by both basins in one number
    for here, there in _neighbours(basins.shape):
        one, other = basins[here], basins[there]
        meets = (one != other) & (one > 0) & (other > 0)
        widths = np.minimum(distance[here][meets], distance[there][meets])
        first, second = np.minimum(one[meets], other[meets]), np.maximum(one[meets], other[meets])
        pairs, which = np.unique(first.astype(np.int64) * (n_basins + 1) + second, return_inverse=True)
        widest = np.zeros(len(pairs))
        np.maximum.at(widest, which, widths)
        for pair, width in zip(pairs.tolist(), widest.tolist(), strict=True):
            saddles[pair] = max(width, saddles.get(pair, 0.0))
    peaks = np.zeros(n_basins + 1)
    np.maximum.at(peaks, basins.ravel(), distance.ravel())
    root = list(range(n_basins + 1))

    def root_of(basin: int) -> int:
        while root[basin] != basin:
            root[basin] = root[root[basin]]
            basin = root[basin]
        return basin

    for pair, width in sorted(saddles.items(), key=lambda saddle: -saddle[1]):
        ends = (root_of(pair // (n_basins + 1)), root_of(pair % (n_basins + 1)))
        low, high = sorted(ends, key=lambda basin: float(peaks[basin]))
        if low != high and width >= max_share * peaks[low]:
            root[low] = high
    return np.array([root_of(basin) for basin in range(n_basins + 1)], np.int32)


def _neighbours(shape: tuple[int, ...]) -> list[tuple[tuple[slice, slice], tuple[slice, slice]]]:
    """Parts of a picture of this shape that lie on each other's neighbours, for each direction once."""
    height, width = shape
    found = []
    for down, right in _PAIRS:
        rows = slice(0, height - down), slice(down, height)
        first, second = slice(max(0, -right), width - max(0, right)), slice(max(0, right), width - max(0, -right))
        found.append(((rows[0], first), (rows[1], second)))
    return found
