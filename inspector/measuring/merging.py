"""Regions become defects: joined over the borders of frames and lanes, numbered, measured, placed and judged.

    DefectMerger.feed(frame, its placement, its regions, rules)  ->  MergeResult: defects new or grown, ids absorbed

Within a lane, on a continuous source each frame goes on where the one before ended. A region that touches the last
row is then one defect with every region of the same class that it touches in the next frame's first row,
8-connected, pixel by pixel. Nothing is joined over a missed frame, a gap in the rows, a change of width or of model.

Between lanes, pixels do not meet: each lane has its own scale and its own moments. So joining is done in millimetres
of the piece: what touches the right side of one lane is one defect with what touches the left side of its neighbour
at the same position along, within the tolerance of their ``Seam``. Lanes without a scale are never joined.

A defect is reported as soon as it has its minimum area, and again each time it grows, under the same id. When a later
frame shows that two reported defects are one (a U), the lower id stays and the other is absorbed. A speck at a border
that never grows to the minimum is never reported. ``Finding`` says of each region which defect it is part of, at any
time: a picture of the frame shows exactly what is recorded.

Only what may still grow is remembered, as a hull for each lane, sums and a bounded list of parts: a scratch of
5 km needs no more memory than one of 5 m.

NumPy and OpenCV only: no Qt, no files. One merger belongs to one inspection and one thread at a time.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt

from inspector.core.defect import Defect, DefectPart, Region
from inspector.core.placement import Placement
from inspector.measuring.drafts import Draft, LaneShape, OnPiece, defects_of
from inspector.measuring.regions import NO_RUNS, Ints, joined, touching
from inspector.measuring.severity import SeverityTable

MAX_EDGES = 4096  # ends at one side of a seam that wait for the other lane; the oldest are given up


class FrameFacts(Protocol):
    """The part of a frame that merging needs; ``Frame`` has it."""

    @property
    def frame_index(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def height(self) -> int: ...
    @property
    def width(self) -> int: ...


@dataclass(frozen=True, slots=True)
class DefectRules:
    """What the regions of one frame are judged by. ``min_area_px`` is by class index, as ``class_names``.

    Raises ValueError where the two differ in length.
    """

    class_names: tuple[str, ...]
    min_area_px: tuple[int, ...]
    table: SeverityTable
    generation: int = 0  # of the model: regions of two models are never joined

    def __post_init__(self) -> None:
        if len(self.class_names) != len(self.min_area_px):
            raise ValueError(f"{len(self.class_names)} classes and {len(self.min_area_px)} minimum areas")


@dataclass(frozen=True, slots=True)
class Seam:
    """Two neighbouring lanes. What ends at the right side of one may go on at the left side of the other.

    ``tolerance_mm`` is how far apart along two ends may lie and still be one: the pixels of two cameras never meet
    exactly. ``max_apart_mm`` is how far the right edge of one lane may lie from the left edge of the other, before or
    behind: beyond that nobody knows what goes on where, and nothing is joined.
    """

    left: int
    right: int
    tolerance_mm: float
    max_apart_mm: float


class Finding:
    """One region of one frame, and the defect that it is part of as far as that is known by now."""

    __slots__ = ("_draft", "region")

    def __init__(self, region: Region, draft: Draft) -> None:
        self.region = region
        self._draft = draft

    @property
    def defect_id(self) -> int | None:
        """Of the reported defect; None for what is too small so far."""
        return self._draft.root().defect_id

    @property
    def is_decided(self) -> bool:
        """False while later frames may still make it part of a reported defect."""
        draft = self._draft.root()
        return draft.defect_id is not None or not (draft.bottom_runs or draft.n_edges)


@dataclass(frozen=True, slots=True)
class MergeResult:
    """What one frame changed."""

    defects: tuple[Defect, ...]  # new or grown, by id
    absorbed: tuple[tuple[int, int], ...]  # (id reported before, lower id it is now part of)
    findings: tuple[Finding, ...] = ()  # one for each region, in their order


@dataclass(frozen=True, slots=True)
class _Edge:
    """Where a region touches a side of its lane, in mm along the piece."""

    draft: Draft
    start_mm: float
    end_mm: float


@dataclass(slots=True, eq=False)
class _LaneState:
    open: list[Draft] = field(default_factory=list)  # roots that touch the last row of the latest frame
    goes_on: tuple[int, int, int, int] = (-1, -1, -1, -1)  # frame_index, along_px, width, generation of the next
    passed_mm: float = -math.inf  # along the piece


class DefectMerger:
    """Joins, numbers and completes the defects of one inspection, frame after frame, lane beside lane.

    Feed it regions found with ``keep_border`` where the source is continuous, and with ``keep_sides`` where the lane
    has a seam.
    """

    def __init__(self, seams: Sequence[Seam] = ()) -> None:
        self._seams = tuple(seams)
        self._lanes: dict[int, _LaneState] = {}
        self._edges: dict[tuple[Seam, bool], list[_Edge]] = {
            (seam, is_left): [] for seam in self._seams for is_left in (True, False)
        }
        self._sides_mm: dict[tuple[Seam, bool], float] = {}  # where a lane's frames end or begin across, at the seam
        self._apart: dict[Seam, float] = {}
        self._n_reported = 0

    @property
    def n_open(self) -> int:
        """Defects, and regions still too small for one, that the next frame of their lane may make grow."""
        return len({id(draft.root()) for lane in self._lanes.values() for draft in lane.open})

    @property
    def apart_mm(self) -> dict[Seam, float]:
        """Seams that join nothing, since the two lanes do not meet there: mm between them, below 0 where they overlap.

        Known once both lanes have had a frame: only then it is known how wide they are.
        """
        return dict(self._apart)

    def has_seam(self, lane: int) -> bool:
        """It may have one: while it is not known where its neighbour ends, too."""
        return any(lane in (seam.left, seam.right) and seam not in self._apart for seam in self._seams)

    def feed(
        self,
        frame: FrameFacts,
        placement: Placement,
        regions: Sequence[Region],
        rules: DefectRules,
        *,
        is_continuous: bool,
    ) -> MergeResult:
        """Take the regions of the next inspected frame of a lane. For missed frames see ``skip``."""
        lane = self._lanes.setdefault(placement.lane, _LaneState())
        if (frame.frame_index, placement.along_px, frame.width, rules.generation) != lane.goes_on:
            self._close(placement.lane)
        self._look_across(frame, placement)
        fresh = [_draft(frame, placement, region, rules) for region in regions]
        findings = tuple(Finding(region, draft) for region, draft in zip(regions, fresh, strict=True))
        absorbed: list[tuple[int, int]] = []
        for members in self._groups(lane, placement.lane, regions, fresh):
            absorbed += _merge(members)
        if self._seams:
            absorbed += self._join_lanes(frame, placement, regions, fresh)
        changed = list({id(draft.root()): draft.root() for draft in fresh}.values())
        lane.open = [draft for draft in changed if placement.lane in draft.bottom_runs] if is_continuous else []
        if not is_continuous:
            for draft in changed:
                draft.bottom_runs.pop(placement.lane, None)
        lane.goes_on = (frame.frame_index + 1, placement.along_px + frame.height, frame.width, rules.generation)
        self._pass(placement.lane, placement.along_mm_at(frame.height))
        final = [(defect_id, _final(into, absorbed)) for defect_id, into in absorbed]
        return MergeResult(self._report(changed, rules), tuple(sorted(set(final))), findings)

    def skip(self, lane: int, along_mm: float | None) -> None:
        """The lane has passed rows that were not inspected, up to ``along_mm`` where that is known."""
        self._close(lane)
        self._pass(lane, along_mm)

    def end(self) -> None:
        """No frame comes any more: every finding is decided."""
        for lane in self._lanes:
            self._close(lane)
            self._pass(lane, math.inf)
        for edges in self._edges.values():
            _give_up(edges, len(edges))

    # within a lane

    def _close(self, lane: int) -> None:
        state = self._lanes.setdefault(lane, _LaneState())
        for draft in state.open:
            draft.root().bottom_runs.pop(lane, None)
        state.open = []

    def _groups(
        self, lane: _LaneState, lane_index: int, regions: Sequence[Region], fresh: Sequence[Draft]
    ) -> list[list[Draft]]:
        """Open and fresh drafts that are one, each group with a fresh one in it; fresh drafts hold the new last row."""
        before = list({id(draft.root()): draft.root() for draft in lane.open}.values())
        above, below = _touching(before, lane_index, regions)
        root = joined(len(before) + len(fresh), above, below + len(before)).tolist()
        for draft in before:  # their last row was that of the frame before
            draft.bottom_runs.pop(lane_index, None)
        groups: dict[int, list[Draft]] = {group: [] for group in sorted(set(root[len(before) :]))}
        for draft, group in zip((*before, *fresh), root, strict=True):
            if group in groups:  # else an open draft that nothing touches: it has ended
                groups[group].append(draft)
        return list(groups.values())

    # between lanes

    def _look_across(self, frame: FrameFacts, placement: Placement) -> None:
        """Whether the lane meets its neighbours, now that the width of its frames is known."""
        for seam in self._seams:
            if placement.lane not in (seam.left, seam.right):
                continue
            is_left = placement.lane == seam.left
            at_mm = placement.across_mm_at(frame.width if is_left else 0)
            if at_mm is None or self._sides_mm.get((seam, is_left)) == at_mm:
                continue
            self._sides_mm[seam, is_left] = at_mm
            left_mm, right_mm = self._sides_mm.get((seam, True)), self._sides_mm.get((seam, False))
            if left_mm is None or right_mm is None:
                continue
            if abs(right_mm - left_mm) <= seam.max_apart_mm:
                self._apart.pop(seam, None)
                continue
            self._apart[seam] = right_mm - left_mm
            for edges in (self._edges[seam, True], self._edges[seam, False]):
                _give_up(edges, len(edges))

    def _join_lanes(
        self, frame: FrameFacts, placement: Placement, regions: Sequence[Region], fresh: Sequence[Draft]
    ) -> list[tuple[int, int]]:
        absorbed: list[tuple[int, int]] = []
        if placement.scale is None or placement.along_mm is None:
            return absorbed
        for seam in self._seams:
            if placement.lane not in (seam.left, seam.right) or seam in self._apart:
                continue
            is_left = placement.lane == seam.left
            own, others = self._edges[seam, is_left], self._edges[seam, not is_left]
            for region, draft in zip(regions, fresh, strict=True):
                for start, end in _rows_at_side(region, frame.width, is_right=is_left):
                    edge = _Edge(draft, placement.along_mm_at(start) or 0.0, placement.along_mm_at(end) or 0.0)
                    for other in others:
                        if _are_one(edge, other, seam.tolerance_mm):
                            absorbed += _merge([edge.draft.root(), other.draft.root()])
                    draft.root().n_edges += 1
                    own.append(edge)
            if len(own) > MAX_EDGES:
                _give_up(own, len(own) - MAX_EDGES)
        return absorbed

    def _pass(self, lane: int, along_mm: float | None) -> None:
        """What waits at the other side of this lane's seams before ``along_mm`` waits no more."""
        state = self._lanes.setdefault(lane, _LaneState())
        if along_mm is None or along_mm <= state.passed_mm:
            return
        state.passed_mm = along_mm
        for seam in self._seams:
            if lane in (seam.left, seam.right):
                others = self._edges[seam, lane != seam.left]
                late = [edge for edge in others if edge.end_mm + seam.tolerance_mm < along_mm]
                others[:] = [*late, *(edge for edge in others if edge.end_mm + seam.tolerance_mm >= along_mm)]
                _give_up(others, len(late))

    # reporting

    def _report(self, drafts: Sequence[Draft], rules: DefectRules) -> tuple[Defect, ...]:
        """Complete those that are large enough; the others may still become so."""
        large = [
            draft
            for draft in drafts
            if draft.defect_id is not None or draft.area_px >= rules.min_area_px[draft.class_index]
        ]
        for draft in large:
            if draft.defect_id is None:
                self._n_reported += 1
                draft.defect_id = self._n_reported
        return tuple(sorted(defects_of(large, rules.table), key=lambda defect: defect.defect_id))


def _draft(frame: FrameFacts, placement: Placement, region: Region, rules: DefectRules) -> Draft:
    box, scale = region.box, placement.scale
    start_mm, end_mm = placement.along_mm_at(box.y), placement.along_mm_at(box.y + box.height)
    on_piece = None
    if scale is not None and placement.along_mm is not None and start_mm is not None and end_mm is not None:
        on_piece = OnPiece(
            scale, placement.along_px, placement.along_mm, placement.across_mm or 0.0, (start_mm, end_mm)
        )
    shape = LaneShape(region.hull_px + np.array([0.0, placement.along_px]), region.area_px, on_piece)
    return Draft(
        class_index=region.class_index,
        class_name=rules.class_names[region.class_index],
        generation=rules.generation,
        score_sum=region.score * region.area_px,
        shapes={placement.lane: shape},
        parts=(DefectPart(frame.frame_index, frame.name, box, placement.lane),),
        n_parts=1,
        bottom_runs={placement.lane: region.bottom_runs} if len(region.bottom_runs) else {},
    )


def _merge(members: Sequence[Draft]) -> list[tuple[int, int]]:
    """Make one draft of several roots; which ids are absorbed by which. The lowest id stays."""
    roots = list({id(draft): draft for draft in members}.values())
    reported = sorted(draft.defect_id for draft in roots if draft.defect_id is not None)
    kept, *others = roots
    for other in others:
        kept.absorb(other)
    kept.defect_id = reported[0] if reported else None
    return [(defect_id, reported[0]) for defect_id in reported[1:]]


def _final(defect_id: int, absorbed: Iterable[tuple[int, int]]) -> int:
    """Where a chain of absorptions within one frame ends."""
    into = dict(absorbed)
    while defect_id in into:
        defect_id = into[defect_id]
    return defect_id


def _are_one(one: _Edge, other: _Edge, tolerance_mm: float) -> bool:
    if one.draft.root() is other.draft.root():
        return False
    same = one.draft.class_index == other.draft.class_index and one.draft.generation == other.draft.generation
    return same and one.start_mm <= other.end_mm + tolerance_mm and other.start_mm <= one.end_mm + tolerance_mm


def _give_up(edges: list[_Edge], n: int) -> None:
    """The first ``n`` edges wait no more."""
    for edge in edges[:n]:
        edge.draft.root().n_edges -= 1
    del edges[:n]


def _rows_at_side(region: Region, width: int, *, is_right: bool) -> list[tuple[int, int]]:
    """Rows of the region in the frame's last or first column, as (first, after the last) of each stretch."""
    runs = region.runs
    rows = runs[runs[:, 2] == width, 0] if is_right else runs[runs[:, 1] == 0, 0]
    if not rows.size:
        return []
    cuts = np.flatnonzero(np.diff(rows) > 1)
    firsts, lasts = rows[np.r_[0, cuts + 1]], rows[np.r_[cuts, rows.size - 1]]
    return list(zip(firsts.tolist(), (lasts + 1).tolist(), strict=True))


def _touching(before: Sequence[Draft], lane: int, regions: Sequence[Region]) -> tuple[Ints, Ints]:
    """Pairs of an open draft and a region of one class that touch over the border."""
    above, starts, ends = _sorted_runs([draft.bottom_runs.get(lane, NO_RUNS) for draft in before])
    below, others_start, others_end = _sorted_runs([region.top_runs for region in regions])
    a, b = touching(starts, ends, others_start, others_end)
    a, b = above[a], below[b]
    kind_above = np.array([draft.class_index for draft in before], np.int64)
    kind_below = np.array([region.class_index for region in regions], np.int64)
    is_alike = kind_above[a] == kind_below[b]
    return a[is_alike], b[is_alike]


def _sorted_runs(owned: Sequence[npt.NDArray[np.int32]]) -> tuple[Ints, Ints, Ints]:
    """Runs of one row from left to right: whose they are, first column, column after the last."""
    runs = np.concatenate([NO_RUNS, *owned]).astype(np.int64)
    owner = np.repeat(np.arange(len(owned)), [len(own) for own in owned])
    order = np.argsort(runs[:, 0])
    return owner[order], runs[order, 0], runs[order, 1]
