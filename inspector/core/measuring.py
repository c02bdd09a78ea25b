"""Regions of a class map, and the size of a defect in pixels or millimetres.

    class map (H, W) uint8 + probability (H, W)  ->  Regions: hull, area, score, box
    hull (K, 2) + area [+ Calibration]           ->  Size

All sizes come from the outline, the convex hull of the corners of the pixels. Corners, not centres: a
one-pixel speck is one pixel long, not zero. With a calibration the outline is converted to mm first and
then measured, because the pixels of a line-scan camera are not square: its Feret pair, angle and ISO width
may lie elsewhere than in pixels.

Definitions (x across, y along travel):

area            sum of the areas of the pixels; holes inside do not count
length, width   extent along travel, extent across
feret_max       largest distance between two points of the outline
feret_min       smallest distance between two parallel lines that hold the outline; one of them lies on an
                edge of the hull (Freeman, Shapira, CACM 18, 1975), so every edge is tried (Toussaint,
                "Solving geometric problems with the rotating calipers", Proc. IEEE MELECON, 1983)
iso8785_length  largest dimension parallel to the surface (ISO 8785, surface imperfection length): feret_max
iso8785_width   largest dimension perpendicular to the ISO length (surface imperfection width): the extent
                across the Feret-max axis. Not feret_min: feret_min <= iso8785_width <= feret_max
orientation_deg angle of the Feret-max axis to the direction of travel in (-90, 90]: 0 along, 90 across,
                positive where the axis goes to larger columns as it goes along travel. None where there is
                no clear axis: feret_max / feret_min below 1.2, or several axes of the same Feret max that
                point apart (below). A square has the ratio 1.41 but two equal diagonals, hence None.

Several pairs with the same Feret max (every rectangle has two): the pair with the largest ISO width is
taken, then the axis nearest to the direction of travel, then the positive angle. Area, lengths and widths
therefore do not change when the defect is turned or mirrored; the angle of a symmetrical shape is never
negative. The axes point apart where the length of their axial mean, ``|mean(exp(2i angle))|``, is below
cos 45°: for two axes, where they are more than 45° apart.

NumPy and OpenCV only: no Qt, no files, safe to call from any thread.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from inspector.core.calibration import Calibration
from inspector.core.class_map import ClassMap
from inspector.core.classes import BACKGROUND_INDEX, IGNORE_INDEX
from inspector.core.defect import Box, Region, Size

ROUND_BELOW = 1.2  # feret_max / feret_min below which an orientation means nothing
AXES_APART = math.cos(math.radians(45))  # axial mean of equal Feret axes below which they point apart
TIE = 1e-12  # relative difference of lengths that counts as none: far below a pixel, above rounding
NO_RUNS = np.empty((0, 2), np.int32)
NO_RUNS.setflags(write=False)  # shared by all regions away from a border

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


# Regions


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
) -> list[Region]:
    """8-connected regions of every defect class, ordered by class, top, left, first pixel in reading order.

    ``min_area_px`` holds one minimum per class index; smaller regions are left out. With ``keep_border``
    those that touch the first or last row stay, since they may be part of a larger defect of a
    neighbouring frame: the stitcher applies the minimum to the whole. IGNORE_INDEX is never a region.

    Raises ValueError where shapes differ or the map holds a class without a minimum.
    """
    if class_map.ndim != 2 or class_map.shape != probability.shape:
        raise ValueError(f"class map {class_map.shape} and probability {probability.shape} differ; (H, W)")
    runs, sums = _runs(class_map, probability)
    if not runs.row.size:
        return []
    if runs.kind.max() >= len(min_area_px):
        raise ValueError(f"class {runs.kind.max()} has no minimum area; {len(min_area_px)} classes have one")

    last_row = len(class_map) - 1
    label = _labels(runs, class_map.shape[1])
    area = np.bincount(label, runs.end - runs.start)
    score = np.bincount(label, sums) / area
    is_kept = np.zeros(area.size, np.bool_)
    is_kept[label] = area[label] >= np.asarray(min_area_px)[runs.kind]
    if keep_border:
        is_kept[label[(runs.row == 0) | (runs.row == last_row)]] = True

    # From here on only the runs of kept regions, region by region, each in reading order.
    order = np.argsort(label, kind="stable")
    order = order[is_kept[label[order]]]
    if not order.size:
        return []
    runs, label = runs[order], label[order]
    first = _first_of_each(label)
    after = np.append(first[1:], label.size)
    top, bottom = runs.row[first], runs.row[after - 1] + 1
    left, right = np.minimum.reduceat(runs.start, first), np.maximum.reduceat(runs.end, first)
    corners, corners_from = _outer_corners(runs, label)

    columns = np.stack([runs.start, runs.end], axis=1).astype(np.int32)
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
                top_runs=columns[a:b][runs.row[a:b] == 0] if touches_top else NO_RUNS,
                bottom_runs=columns[a:b][runs.row[a:b] == last_row] if touches_bottom else NO_RUNS,
            )
        )
    return regions


def hull_of(points: npt.NDArray[np.generic]) -> Floats:
    """Convex hull of pixel corners (N, 2), whole numbers: its vertices (K, 2) in order, none on a line.

    Exact below 2**31, so also kilometres into a coil.
    """
    hull = cv2.convexHull(points.astype(np.int32, copy=False))
    return hull[:, 0].astype(np.float64)


def _runs(class_map: ClassMap, probability: npt.NDArray[np.float32]) -> tuple[_Runs, Floats]:
    """All runs of defect classes, and the sum of the probabilities of each, in double precision."""
    height, width = class_map.shape
    is_defect = (class_map != BACKGROUND_INDEX) & (class_map != IGNORE_INDEX)
    is_change = np.ones((height, width + 1), np.bool_)  # does column c hold something else than c - 1?
    np.not_equal(class_map[:, 1:], class_map[:, :-1], out=is_change[:, 1:-1])
    first = np.flatnonzero(is_change[:, :-1] & is_defect)
    last = np.flatnonzero(is_change[:, 1:] & is_defect)
    row, start = np.divmod(first, width)
    runs = _Runs(row, start, last - row * width + 1, class_map.ravel()[first].astype(np.int64))
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
    place = np.arange(other.size) - np.repeat(np.cumsum(n_touched) - n_touched, n_touched)
    return begin[other] + place, other


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
    first = _first_of_each(label, runs.row)
    after = np.append(first[1:], label.size)
    begins = _first_of_each(label[first])
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


def _first_of_each(*keys: Ints) -> Ints:
    """Where a new combination of keys begins, for sorted keys."""
    is_new = np.ones(keys[0].size, np.bool_)
    is_new[1:] = np.logical_or.reduce([key[1:] != key[:-1] for key in keys])
    return np.flatnonzero(is_new)


# Sizes


def to_mm(points: npt.NDArray[np.generic], calibration: Calibration) -> Floats:
    """Points (..., 2) from pixels to mm; across and along have their own scale."""
    mm: Floats = points * np.array([calibration.mm_per_px_across, calibration.mm_per_px_along])
    return mm


def measure(hull: Floats, area: float, calibration: Calibration | None = None) -> Size:
    """Size of one defect from its hull (K, 2) and area; see ``measure_all``."""
    return measure_all([hull], [area], calibration)[0]


def measure_all(hulls: Sequence[Floats], areas: Sequence[float], calibration: Calibration | None = None) -> list[Size]:
    """Size of each defect, from its area and its convex hull (K, 2): distinct vertices x, y in order.

    Without a calibration the sizes are in the unit of the hulls. With one, hulls and areas are taken as
    pixels and the sizes are in mm. Raises ValueError for an empty hull: it is a fault in the step before,
    and a size of zero would hide it.
    """
    if len(hulls) != len(areas):
        raise ValueError(f"{len(hulls)} hulls and {len(areas)} areas")
    if not len(hulls):
        return []
    n_points = np.array([len(hull) for hull in hulls], np.int64)
    if n_points.min() == 0:
        raise ValueError("a defect without an outline cannot be measured")

    points: Floats = np.concatenate(hulls).astype(np.float64)
    first = np.cumsum(n_points) - n_points
    # Kilometres along the piece, the place would cost digits of the size.
    points -= np.repeat(np.minimum.reduceat(points, first), n_points, axis=0)
    px_area = 1.0
    if calibration is not None:
        points = to_mm(points, calibration)
        px_area = calibration.mm_per_px_across * calibration.mm_per_px_along

    outlines = _Outlines.of(points, first, n_points)
    width, length = np.maximum.reduceat(points, first).T.tolist()  # every outline begins at 0, 0
    far = outlines.leftmost(outlines.outline, outlines.edge_x, outlines.edge_y)
    feret_min = _feret_min(outlines, far)
    feret_max, iso_width, orientation = _feret_max(outlines, far)
    orientation[feret_max < ROUND_BELOW * feret_min] = np.nan
    return [
        Size(
            area=area,
            length=length[i],
            width=width[i],
            feret_max=long,
            feret_min=short,
            iso8785_length=long,
            iso8785_width=across,
            orientation_deg=None if math.isnan(angle) else angle,
        )
        for i, (area, long, short, across, angle) in enumerate(
            zip(
                (np.asarray(areas, np.float64) * px_area).tolist(),
                feret_max.tolist(),
                feret_min.tolist(),
                iso_width.tolist(),
                orientation.tolist(),
                strict=True,
            )
        )
    ]


TURN = 2 * math.pi
APART = 7.0  # more than a full turn, so that the edges of all outlines stand in one sorted array


@dataclass(frozen=True, slots=True, eq=False)
class _Outlines:
    """Convex outlines one after the other, each running from x to y (counter-clockwise where y is up).

    The edges of such an outline are sorted by their direction. So a binary search finds where a line of
    any direction touches it, for all outlines at once: the calipers, without walking round.
    """

    x: Floats  # (N,) vertices
    y: Floats
    outline: Ints  # (N,) which outline each vertex belongs to
    first: Ints  # (n,) index of each outline's first vertex
    n_points: Ints  # (n,)
    edge_x: Floats  # (N,) from each vertex to the next
    edge_y: Floats
    first_angle: Floats  # (n,) direction of each outline's first edge
    turned: Floats  # (N,) how far each edge is turned from the first one, plus APART for each outline before

    @classmethod
    def of(cls, points: Floats, first: Ints, n_points: Ints) -> _Outlines:
        outline = np.repeat(np.arange(first.size), n_points)
        here = np.arange(len(points))
        last = first + n_points - 1

        def following(index: Ints) -> Ints:
            return np.where(index == last[outline], first[outline], index + 1)

        x, y = points[:, 0], points[:, 1]
        after = following(here)
        is_backward = np.add.reduceat(x * y[after] - x[after] * y, first) < 0
        if is_backward.any():
            forward = np.where(is_backward[outline], (first + last)[outline] - here, here)
            x, y = x[forward], y[forward]
        edge_x, edge_y = x[after] - x, y[after] - y
        angle = np.arctan2(edge_y, edge_x)
        first_angle = angle[first]
        turned = np.mod(angle - first_angle[outline], TURN) + APART * outline
        return cls(x, y, outline, first, n_points, edge_x, edge_y, first_angle, turned)

    def neighbours(self, vertex: Ints, outline: Ints) -> Ints:
        """The vertex before, the vertex, the vertex after: (m,) -> (3, m)."""
        place, n = vertex - self.first[outline], self.n_points[outline]
        before, after = np.where(place == 0, n, place) - 1, np.where(place == n - 1, 0, place + 1)
        return np.stack([before, place, after]) + self.first[outline]

    def leftmost(self, outline: Ints, dx: Floats, dy: Floats) -> Ints:
        """Vertex farthest to the left of direction (dx, dy), for m directions, each in its outline."""
        angle = np.mod(np.arctan2(-dy, -dx) - self.first_angle[outline], TURN)
        vertex = np.searchsorted(self.turned, angle + APART * outline)
        vertex = np.where(vertex == self.first[outline] + self.n_points[outline], self.first[outline], vertex)
        near = self.neighbours(vertex, outline)  # a parallel edge may be missed by a rounding
        best = np.argmax(dx * self.y[near] - dy * self.x[near], axis=0)
        chosen: Ints = near[best, np.arange(vertex.size)]
        return chosen


def _feret_min(of: _Outlines, far: Ints) -> Floats:
    """Least of the distances from an edge to the vertex ``far`` from it; (n,)."""
    edge = np.hypot(of.edge_x, of.edge_y)
    area = of.edge_x * (of.y[far] - of.y) - of.edge_y * (of.x[far] - of.x)
    return np.minimum.reduceat(area / np.where(edge > 0, edge, 1.0), of.first)  # one point: 0


def _feret_max(of: _Outlines, far: Ints) -> tuple[Floats, Floats, Floats]:
    """Feret max, extent across its axis, angle of its axis in degrees or NaN; three of (n,).

    ``far`` is the vertex farthest from the edge that begins at each vertex.
    """
    n = of.first.size
    # The longest pair is antipodal: one vertex and that farthest from its edge, or the next on either side.
    others = of.neighbours(far, of.outline)
    distance = np.hypot(of.x[others] - of.x, of.y[others] - of.y)  # (3, N)
    feret_max = np.maximum.reduceat(distance.max(axis=0), of.first)
    side, vertex = np.nonzero(distance >= feret_max[of.outline] * (1 - TIE))
    other = others[side, vertex]
    pair = np.unique(np.minimum(vertex, other) * of.x.size + np.maximum(vertex, other))  # each axis once
    a, b = np.divmod(pair, of.x.size)
    outline = of.outline[a]

    dx, dy = of.x[b] - of.x[a], of.y[b] - of.y[a]
    size = np.where(feret_max > 0, feret_max, 1.0)[outline]
    left, right = of.leftmost(outline, dx, dy), of.leftmost(outline, -dx, -dy)
    iso_width = (dx * (of.y[left] - of.y[right]) - dy * (of.x[left] - of.x[right])) / size

    angle = np.degrees(np.arctan2(dx, dy))  # (-180, 180], of a direction; an axis has two
    angle = np.where(angle <= -90, angle + 180, np.where(angle > 90, angle - 180, angle))
    angle = np.where(np.abs(angle + 90) < 90 * TIE, 90.0, angle) + 0.0  # one name for "across"; no minus zero
    doubled = np.radians(2 * angle)
    n_axes = np.bincount(outline, minlength=n)
    mean_x = np.bincount(outline, np.cos(doubled), n) / n_axes
    mean_y = np.bincount(outline, np.sin(doubled), n) / n_axes

    width_rank, tilt_rank = np.round(iso_width / size / TIE), np.round(np.abs(angle) / (90 * TIE))
    order = np.lexsort((-angle, tilt_rank, -width_rank, outline))
    taken = order[_first_of_each(outline[order])]
    orientation: Floats = angle[taken]
    orientation[(np.hypot(mean_x, mean_y) < AXES_APART) | (feret_max == 0)] = np.nan
    return feret_max, iso_width[taken], orientation
