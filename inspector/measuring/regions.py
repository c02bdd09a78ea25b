"""Regions of a class map: which pixels of one class belong together.

    class map (H, W) uint8 + probability (H, W)  ->  Regions: hull, area, score, box

Horizontal runs are joined instead of pixels, so the cost grows with the outlines and not with the frame. NumPy and
OpenCV only: no Qt, no files, safe to call from any thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np
import numpy.typing as npt

from inspector.core.class_map import ClassMap
from inspector.core.classes import BACKGROUND_INDEX, IGNORE_INDEX
from inspector.core.defect import Box, Region

NO_RUNS = np.empty((0, 2), np.int32)
NO_RUNS.setflags(write=False)  # shared by all regions away from a border

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class HasRuns(Protocol):
    """What is painted: a ``Region``, or what was recorded of one."""

    @property
    def class_index(self) -> int: ...
    @property
    def runs(self) -> npt.NDArray[np.int32]: ...  # (n, 3): row, first column, column after the last


@dataclass(frozen=True, slots=True, eq=False)
class _Runs:
    """Horizontal runs of pixels of one class, in reading order; one array entry for each run."""

    row: Ints
    start: Ints  # first column
    end: Ints  # column after the last
    kind: Ints  # class index

    def __getitem__(self, which: Ints) -> _Runs:
        return _Runs(self.row[which], self.start[which], self.end[which], self.kind[which])


def find_regions(
    class_map: ClassMap,
    probability: npt.NDArray[np.float32],
    *,
    min_area_px: Sequence[int],
    keep_border: bool = False,
    keep_sides: bool = False,
) -> list[Region]:
    """8-connected regions of every defect class, ordered by class, top, left, first pixel in reading order.

    ``min_area_px`` holds one minimum per class index; smaller regions are left out. With ``keep_border``
    those that touch the first or last row stay, since they may be part of a larger defect of a
    neighbouring frame, and with ``keep_sides`` those in the first or last column, which may go on in a
    neighbouring lane: merging applies the minimum to the whole. IGNORE_INDEX is never a region.

    Raises ValueError where shapes differ or the map holds a class without a minimum.
    """
    found = _labelled(class_map, probability, min_area_px)
    if not found.area.size:
        return []
    runs, label, area, score, is_kept = found.runs, found.label, found.area, found.score, found.is_large
    last_row = len(class_map) - 1
    if keep_border:
        is_kept[label[(runs.row == 0) | (runs.row == last_row)]] = True
    if keep_sides:
        is_kept[label[(runs.start == 0) | (runs.end == class_map.shape[1])]] = True

    # From here on only the runs of kept regions, region by region, each in reading order.
    order = np.argsort(label, kind="stable")
    order = order[is_kept[label[order]]]
    if not order.size:
        return []
    runs, label = runs[order], label[order]
    first = first_of_each(label)
    after = np.append(first[1:], label.size)
    top, bottom = runs.row[first], runs.row[after - 1] + 1
    left, right = np.minimum.reduceat(runs.start, first), np.maximum.reduceat(runs.end, first)
    corners, corners_from = _outer_corners(runs, label)

    pixels = np.stack([runs.row, runs.start, runs.end], axis=1).astype(np.int32)
    facts = (
        runs.kind[first],
        left,
        top,
        right - left,
        bottom - top,
        first,
        after,
        corners_from[:-1],
        corners_from[1:],
    )
    order = np.lexsort((runs.start[first], left, top, runs.kind[first]))
    regions = []
    for (class_index, x, y, width, height, a, b, c, d), own_area, own_score in zip(
        np.stack(facts, axis=1)[order].tolist(),
        area[label[first[order]]].tolist(),
        score[label[first[order]]].tolist(),
        strict=True,
    ):
        touches_top, touches_bottom = y == 0, y + height > last_row
        regions.append(
            Region(
                class_index=class_index,
                area_px=own_area,
                score=own_score,
                box=Box(x, y, width, height),
                hull_px=hull_of(corners[c:d]),
                touches_top=touches_top,
                touches_bottom=touches_bottom,
                top_runs=_columns_in(0, pixels[a:b]) if touches_top else NO_RUNS,
                bottom_runs=_columns_in(last_row, pixels[a:b]) if touches_bottom else NO_RUNS,
                runs=pixels[a:b],
            )
        )
    return regions


def region_scores(
    class_map: ClassMap, probability: npt.NDArray[np.float32], *, min_area_px: Sequence[int]
) -> tuple[Ints, Floats]:
    """Class index and score of every region that ``find_regions`` finds, in no order: cheaper than shapes."""
    found = _labelled(class_map, probability, min_area_px)
    class_index = np.zeros(found.area.size, np.int64)
    class_index[found.label] = found.runs.kind
    return class_index[found.is_large], found.score[found.is_large]


def paint_regions(regions: Iterable[HasRuns], shape: tuple[int, int]) -> ClassMap:
    """Class map (H, W) that holds these regions and nothing else: what a picture of them may show."""
    painted = np.zeros(shape, np.uint8)
    flat = painted.reshape(-1)
    for region in regions:
        row, start, end = region.runs.T.astype(np.int64)
        length = end - start
        first = np.cumsum(length) - length
        flat[np.repeat(row * shape[1] + start - first, length) + np.arange(length.sum())] = region.class_index
    return painted


def _columns_in(row: int, pixels: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    return pixels[pixels[:, 0] == row, 1:]


def hull_of(points: npt.NDArray[np.generic]) -> Floats:
    """Convex hull of pixel corners (N, 2), whole numbers: its vertices (K, 2) in order, none on a line.

    Exact below 2**31, so also kilometres into a coil.
    """
    hull = cv2.convexHull(points.astype(np.int32, copy=False))
    return hull[:, 0].astype(np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class _Labelled:
    """Runs and the regions that they make up; ``label`` is by run, what follows by label."""

    runs: _Runs
    label: Ints
    area: Ints  # pixels
    score: Floats
    is_large: npt.NDArray[np.bool_]  # has the minimum area of its class


def _labelled(class_map: ClassMap, probability: npt.NDArray[np.float32], min_area_px: Sequence[int]) -> _Labelled:
    if class_map.ndim != 2 or class_map.shape != probability.shape:
        raise ValueError(f"class map {class_map.shape} and probability {probability.shape} differ; (H, W)")
    runs, sums = _runs(class_map, probability)
    if not runs.row.size:
        return _Labelled(runs, np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0), np.empty(0, np.bool_))
    if runs.kind.max() >= len(min_area_px):
        raise ValueError(f"class {runs.kind.max()} has no minimum area; {len(min_area_px)} classes have one")
    label = _labels(runs, class_map.shape[1])
    area = np.bincount(label, runs.end - runs.start).astype(np.int64)  # weights make it floats
    is_large = np.zeros(area.size, np.bool_)
    is_large[label] = area[label] >= np.asarray(min_area_px)[runs.kind]
    return _Labelled(runs, label, area, np.bincount(label, sums) / area, is_large)


def _runs(class_map: ClassMap, probability: npt.NDArray[np.float32]) -> tuple[_Runs, Floats]:
    """All runs of defect classes, and the sum of the probabilities of each, in double precision."""
    is_defect = (class_map != BACKGROUND_INDEX) & (class_map != IGNORE_INDEX)
    rows = np.flatnonzero(is_defect.any(axis=1))  # few, mostly: the others are looked at no further
    class_map, is_defect, probability = class_map[rows], is_defect[rows], probability[rows]
    height, width = class_map.shape
    is_change = np.ones((height, width + 1), np.bool_)  # does column c hold something else than c - 1?
    np.not_equal(class_map[:, 1:], class_map[:, :-1], out=is_change[:, 1:-1])
    first = np.flatnonzero(is_change[:, :-1] & is_defect)
    last = np.flatnonzero(is_change[:, 1:] & is_defect)
    row, start = np.divmod(first, width)
    runs = _Runs(rows[row], start, last - row * width + 1, class_map.ravel()[first].astype(np.int64))
    if not first.size:
        return runs, np.empty(0)
    values = probability[is_defect].astype(np.float64)
    n_pixels = last - first + 1
    return runs, np.add.reduceat(values, np.cumsum(n_pixels) - n_pixels)


def _labels(runs: _Runs, width: int) -> Ints:
    """Number of the region of each run, 0 upwards in the order of their first pixels."""
    stride = width + 1  # one more than the largest end: keys of one row stay apart from those of the next
    starts, ends = runs.row * stride + runs.start, runs.row * stride + runs.end
    lower, upper = touching(starts, ends, starts - stride, ends - stride)
    is_alike = runs.kind[lower] == runs.kind[upper]
    root = joined(runs.row.size, lower[is_alike], upper[is_alike])
    label: Ints = (np.cumsum(root == np.arange(root.size)) - 1)[root]
    return label


def touching(starts: Ints, ends: Ints, others_start: Ints, others_end: Ints) -> tuple[Ints, Ints]:
    """Pairs (run, other) of which the columns overlap or are diagonal neighbours: 8-connected.

    ``starts`` and ``ends`` (column after the last) are sorted runs that do not overlap.
    """
    begin = np.searchsorted(ends, others_start, side="left")
    n_touched = np.maximum(np.searchsorted(starts, others_end, side="right") - begin, 0)
    other = np.repeat(np.arange(begin.size), n_touched)
    within = np.arange(other.size) - np.repeat(np.cumsum(n_touched) - n_touched, n_touched)
    return begin[other] + within, other


def joined(n: int, a: Ints, b: Ints) -> Ints:
    """Lowest member of the group of each of n things, where a[i] and b[i] belong together.

    Each round hooks every group to its lowest neighbour, then flattens; the rounds grow with log n
    (Shiloach, Vishkin, "An O(log n) parallel connectivity algorithm", J. Algorithms 3, 1982).
    """
    root = np.arange(n)
    while a.size:
        np.minimum.at(root, np.maximum(a, b), np.minimum(a, b))
        while True:
            above = root[root]
            if np.array_equal(above, root):
                break
            root = above
        a, b = root[a], root[b]
        is_apart = a != b
        a, b = a[is_apart], b[is_apart]
    return root


def _outer_corners(runs: _Runs, label: Ints) -> tuple[npt.NDArray[np.int32], Ints]:
    """The outermost left and right pixel corner on each line between two rows of each region: its hull's.

    Returns (N, 2) columns and rows, and where each region begins (one more entry than regions).
    """
    first = first_of_each(label, runs.row)
    after = np.append(first[1:], label.size)
    begins = first_of_each(label[first])
    region = np.cumsum(np.bincount(begins, minlength=first.size)) - 1
    above = np.arange(first.size) + region  # h rows have h + 1 lines: one above, one below each row
    left = np.full((2, first.size + begins.size), np.iinfo(np.int32).max)
    right = np.full_like(left, -1)
    y = np.empty(left.shape[1], np.int64)
    left[0, above] = left[1, above + 1] = runs.start[first]
    right[0, above] = right[1, above + 1] = runs.end[after - 1]
    y[above], y[above + 1] = runs.row[first], runs.row[first] + 1
    corners = np.stack([left.min(axis=0), y, right.max(axis=0), y], axis=1)
    starts = np.append(begins + np.arange(begins.size), y.size)
    return corners.astype(np.int32).reshape(-1, 2), starts * 2


def first_of_each(*keys: Ints) -> Ints:
    """Where a new combination of keys begins, for sorted keys."""
    is_new = np.ones(keys[0].size, np.bool_)
    is_new[1:] = np.logical_or.reduce([key[1:] != key[:-1] for key in keys])
    return np.flatnonzero(is_new)
