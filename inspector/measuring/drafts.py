"""A defect while it may still grow: its shape in each lane, its parts, and what it measures.

    Draft + SeverityTable  ->  Defect

Within a lane everything is in the lane's pixels, exact to kilometres. A defect over several lanes has no common pixel:
it is measured in millimetres of the piece, and its pixels are those of its first lane, as if that lane were wider.

NumPy and OpenCV only: no Qt, no files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from inspector.core.calibration import Calibration
from inspector.core.defect import MAX_PARTS, Defect, DefectPart, Size
from inspector.measuring.regions import NO_RUNS, Floats, hull_of
from inspector.measuring.severity import SeverityTable
from inspector.measuring.sizes import convex_hull, measure_all, to_mm


@dataclass(slots=True, eq=False)
class OnPiece:
    """Where the rows and columns of one lane lie on the piece. Only of a lane that has a scale."""

    scale: Calibration
    origin_px: int  # a row of the lane …
    origin_mm: float  # … and where it lies along
    across_mm: float  # of the first column
    span_mm: tuple[float, float]  # first and last edge of the defect along

    def points_mm(self, points_px: Floats) -> Floats:
        origin = np.array([self.across_mm, self.origin_mm])
        on_piece: Floats = to_mm(points_px - [0.0, self.origin_px], self.scale) + origin
        return on_piece

    def points_px(self, points_mm: Floats) -> Floats:
        px = np.array([self.scale.mm_per_px_across, self.scale.mm_per_px_along])
        in_lane: Floats = (points_mm - [self.across_mm, self.origin_mm]) / px + [0.0, self.origin_px]
        return in_lane


@dataclass(slots=True, eq=False)
class LaneShape:
    """The part of a defect that lies in one lane; rows count along the lane."""

    hull_px: npt.NDArray[np.float64]
    area_px: int
    on_piece: OnPiece | None

    def add(self, other: LaneShape) -> None:
        self.hull_px = hull_of(np.concatenate([self.hull_px, other.hull_px]))
        self.area_px += other.area_px
        if self.on_piece is not None and other.on_piece is not None:
            (start, end), (other_start, other_end) = self.on_piece.span_mm, other.on_piece.span_mm
            self.on_piece.span_mm = (min(start, other_start), max(end, other_end))


@dataclass(slots=True, eq=False)
class Draft:
    """A defect as far as it is known. One that was merged into another points there and holds nothing any more."""

    class_index: int
    class_name: str
    generation: int
    score_sum: float  # of its pixels
    shapes: dict[int, LaneShape]  # by lane
    parts: tuple[DefectPart, ...]
    n_parts: int
    defect_id: int | None = None  # given when it is first reported
    bottom_runs: dict[int, npt.NDArray[np.int32]] = field(default_factory=dict)  # by lane, in its latest frame
    n_edges: int = 0  # at seams, waiting for the other lane
    merged_into: Draft | None = None

    @property
    def area_px(self) -> int:
        return sum(shape.area_px for shape in self.shapes.values())

    def root(self) -> Draft:
        found = self
        while found.merged_into is not None:
            found = found.merged_into
        if self is not found:
            self.merged_into = found  # the next look is short, and what lay between is let go
        return found

    def absorb(self, other: Draft) -> None:
        """Take over all that ``other`` is; both are roots."""
        for lane, shape in other.shapes.items():
            if lane in self.shapes:
                self.shapes[lane].add(shape)
            else:
                self.shapes[lane] = shape
        parts = sorted(
            (*self.parts, *other.parts), key=lambda part: (part.frame_index, part.lane, part.box.y, part.box.x)
        )
        self.parts = tuple(parts if len(parts) <= MAX_PARTS else [*parts[: MAX_PARTS - 1], parts[-1]])
        self.n_parts += other.n_parts
        self.score_sum += other.score_sum
        for lane, runs in other.bottom_runs.items():
            self.bottom_runs[lane] = np.concatenate([self.bottom_runs.get(lane, NO_RUNS), runs])
        self.n_edges += other.n_edges
        other.merged_into = self
        other.shapes, other.parts, other.bottom_runs, other.n_edges = {}, (), {}, 0


@dataclass(frozen=True, slots=True)
class _Measured:
    size_px: Size
    size_mm: Size | None
    position_px: float
    offset_px: float
    position_mm: float | None
    offset_mm: float | None


def _measure(drafts: Sequence[Draft]) -> list[_Measured]:
    """Each draft measured. Those of one lane, nearly all, go together."""
    found: dict[int, _Measured] = {}
    by_scale: dict[Calibration | None, list[tuple[Draft, LaneShape]]] = {}
    for draft in drafts:
        if len(draft.shapes) == 1:
            (shape,) = draft.shapes.values()
            by_scale.setdefault(shape.on_piece.scale if shape.on_piece else None, []).append((draft, shape))
        else:
            found[id(draft)] = _measured_over_lanes([draft.shapes[lane] for lane in sorted(draft.shapes)])
    for scale, listed in by_scale.items():
        hulls, areas = [shape.hull_px for _, shape in listed], [shape.area_px for _, shape in listed]
        in_px = measure_all(hulls, areas)
        in_mm: Sequence[Size | None] = [None] * len(listed) if scale is None else measure_all(hulls, areas, scale)
        for (draft, shape), px, mm in zip(listed, in_px, in_mm, strict=True):
            found[id(draft)] = _measured_in_lane(shape, px, mm)
    return [found[id(draft)] for draft in drafts]


def _measured_in_lane(shape: LaneShape, size_px: Size, size_mm: Size | None) -> _Measured:
    offset_px, position_px = ((shape.hull_px.min(axis=0) + shape.hull_px.max(axis=0)) / 2).tolist()
    on_piece = shape.on_piece
    if on_piece is None:
        return _Measured(size_px, size_mm, position_px, offset_px, None, None)
    offset_mm = on_piece.across_mm + offset_px * on_piece.scale.mm_per_px_across
    return _Measured(size_px, size_mm, position_px, offset_px, sum(on_piece.span_mm) / 2, offset_mm)


def _measured_over_lanes(shapes: Sequence[LaneShape]) -> _Measured:
    """In mm of the piece; pixels are those of the first lane, as if that lane were wider."""
    placed = [(shape, shape.on_piece) for shape in shapes if shape.on_piece is not None]  # all: else they never join
    first = placed[0][1]
    hull_mm = convex_hull(np.concatenate([on_piece.points_mm(shape.hull_px) for shape, on_piece in placed]))
    hull_px = first.points_px(hull_mm)
    area_mm2 = sum(shape.area_px * on_piece.scale.px_area_mm2 for shape, on_piece in placed)
    offset_px, position_px = ((hull_px.min(axis=0) + hull_px.max(axis=0)) / 2).tolist()
    starts, ends = zip(*(on_piece.span_mm for _, on_piece in placed), strict=True)
    return _Measured(
        measure_all([hull_px], [area_mm2 / first.scale.px_area_mm2])[0],
        measure_all([hull_mm], [area_mm2])[0],
        position_px,
        offset_px,
        (min(starts) + max(ends)) / 2,
        float(hull_mm[:, 0].min() + hull_mm[:, 0].max()) / 2,
    )


def defects_of(drafts: Sequence[Draft], table: SeverityTable) -> list[Defect]:
    """Each draft as it is recorded now; all have their id."""
    return [_defect(draft, measured, table) for draft, measured in zip(drafts, _measure(drafts), strict=True)]


def _defect(draft: Draft, measured: _Measured, table: SeverityTable) -> Defect:
    assert draft.defect_id is not None
    found = table.severity_of(draft.class_name, measured.size_px, measured.size_mm)
    return Defect(
        defect_id=draft.defect_id,
        class_index=draft.class_index,
        class_name=draft.class_name,
        score=draft.score_sum / draft.area_px,
        size_px=measured.size_px,
        size_mm=measured.size_mm,
        position_px=measured.position_px,
        offset_px=measured.offset_px,
        position_mm=measured.position_mm,
        offset_mm=measured.offset_mm,
        edge_distance_mm=None,
        severity=found.severity,
        rule=found.rule,
        parts=draft.parts,
        n_parts=draft.n_parts,
        lanes=tuple(sorted(draft.shapes)),
    )
