"""The size of a defect in pixels or millimetres.

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

import numpy as np
import numpy.typing as npt

from inspector.core.calibration import Calibration
from inspector.core.defect import Size
from inspector.measuring.regions import first_of_each

ROUND_BELOW = 1.2  # feret_max / feret_min below which an orientation means nothing
AXES_APART = math.cos(math.radians(45))  # axial mean of equal Feret axes below which they point apart
TIE = 1e-12  # relative difference of lengths that counts as none: far below a pixel, above rounding

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def to_mm(points: npt.NDArray[np.generic], calibration: Calibration) -> Floats:
    """Points (..., 2) from pixels to mm; across and along have their own scale."""
    mm: Floats = points * np.array([calibration.mm_per_px_across, calibration.mm_per_px_along])
    return mm


def convex_hull(points: Floats) -> Floats:
    """Vertices (K, 2) of the convex hull of points (N, 2), in order, none on a line; in double precision.

    For points that are no whole numbers, of which there are few; pixel corners go through ``regions.hull_of``. Source:
    Andrew, "Another efficient algorithm for convex hulls in two dimensions", Inf. Proc. Letters 9, 1979.
    """
    ordered = np.unique(points, axis=0).tolist()
    if len(ordered) < 3:
        return np.array(ordered, np.float64)
    chains: list[list[list[float]]] = []
    for walk in (ordered, ordered[::-1]):
        chain: list[list[float]] = []
        for x, y in walk:
            while len(chain) > 1:
                (ax, ay), (bx, by) = chain[-2], chain[-1]
                if (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0:
                    break
                chain.pop()
            chain.append([x, y])
        chains.append(chain[:-1])
    return np.array(chains[0] + chains[1], np.float64)


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
    # Kilometres along the piece, the position would cost digits of the size.
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
        index, n = vertex - self.first[outline], self.n_points[outline]
        before, after = np.where(index == 0, n, index) - 1, np.where(index == n - 1, 0, index + 1)
        return np.stack([before, index, after]) + self.first[outline]

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
    taken = order[first_of_each(outline[order])]
    orientation: Floats = angle[taken]
    orientation[(np.hypot(mean_x, mean_y) < AXES_APART) | (feret_max == 0)] = np.nan
    return feret_max, iso_width[taken], orientation
