"""Regions become defects: joined over the borders of frames, numbered, measured, placed and graded.

    Stitcher.feed(frame, its regions)  ->  StitchResult: defects new or grown, numbers that were absorbed

On a continuous source each frame goes on where the one before ended. A region that touches the last row
is then one defect with every region of the same class that it touches in the next frame's first row,
8-connected, pixel by pixel. Nothing is joined over a missed frame, a gap in the rows or a change of width.

A defect is reported as soon as it has its minimum area, and again each time it grows, under the same number.
When a later frame shows that two reported defects are one (a U), the lower number stays and the other is
absorbed. A speck at a border that never grows to the minimum is never reported.

Only what touches the last row is remembered, as a hull, sums and a bounded list of parts: a scratch of
5 km needs no more memory than one of 5 m.

NumPy and OpenCV only: no Qt, no files. One Stitcher belongs to one inspection and one thread at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt

from inspector.core.calibration import Calibration
from inspector.core.defect import MAX_PARTS, Defect, DefectPart, Region, Size
from inspector.measuring.regions import NO_RUNS, Ints, hull_of, joined, touching
from inspector.measuring.severity import SeverityTable
from inspector.measuring.sizes import measure_all


class FramePlace(Protocol):
    """The part of a frame that stitching needs; ``Frame`` has it."""

    @property
    def frame_index(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def height(self) -> int: ...
    @property
    def width(self) -> int: ...
    @property
    def along_px(self) -> int: ...
    @property
    def along_m(self) -> float | None: ...


@dataclass(frozen=True, slots=True)
class StitchResult:
    """What one frame changed."""

    defects: tuple[Defect, ...]  # new or grown, by number
    absorbed: tuple[tuple[int, int], ...]  # (number reported before, lower number it is now part of)


@dataclass(slots=True, eq=False)
class _Draft:
    """A defect as far as it is known; rows count along the piece."""

    class_index: int
    area_px: int
    score_sum: float  # of its pixels
    hull_px: npt.NDArray[np.float64]
    span_m: tuple[float, float] | None  # its first and last edge along the piece; None without a calibration
    parts: tuple[DefectPart, ...]
    n_parts: int
    number: int | None = None  # given when it is first reported
    bottom_runs: npt.NDArray[np.int32] = field(default_factory=lambda: NO_RUNS)  # in the latest frame


class Stitcher:
    """Joins, numbers and completes the defects of one inspection, frame after frame.

    ``calibration`` holds for the whole inspection; without one all mm and m stay blank. ``class_names`` and
    ``min_area_px`` are by class index. Feed it regions found with ``keep_border=is_continuous``.
    """

    def __init__(
        self,
        class_names: Sequence[str],
        *,
        min_area_px: Sequence[int],
        calibration: Calibration | None,
        table: SeverityTable,
        is_continuous: bool,
        first_number: int = 1,
    ) -> None:
        if len(class_names) != len(min_area_px):
            raise ValueError(f"{len(class_names)} classes and {len(min_area_px)} minimum areas")
        self._class_names = tuple(class_names)
        self._min_area_px = tuple(min_area_px)
        self._calibration = calibration
        self._table = table
        self._is_continuous = is_continuous
        self._n_numbered = first_number - 1
        self._open: list[_Draft] = []  # those that touch the last row of the latest frame
        self._next_frame = (-1, -1, -1)  # number, along_px and width of a frame that would go on from it

    @property
    def n_open(self) -> int:
        """Defects, and regions still too small for one, that the next frame may make grow."""
        return len(self._open)

    @property
    def next_number(self) -> int:
        """The number the next new defect gets; a stitcher for another model goes on from it."""
        return self._n_numbered + 1

    def set_min_area_px(self, min_area_px: Sequence[int]) -> None:
        """Minimum areas by class index, from the next frame on; what was reported stays reported."""
        if len(min_area_px) != len(self._class_names):
            raise ValueError(f"{len(self._class_names)} classes and {len(min_area_px)} minimum areas")
        self._min_area_px = tuple(min_area_px)

    def feed(self, frame: FramePlace, regions: Sequence[Region]) -> StitchResult:
        """Take the regions of the next inspected frame. Frames that were missed are simply not fed."""
        if (frame.frame_index, frame.along_px, frame.width) != self._next_frame:
            self._open = []
        n_open = len(self._open)
        drafts = self._open + [self._draft(frame, region) for region in regions]
        above, below = self._touching(regions)
        root = joined(len(drafts), above, below + n_open).tolist()
        groups: dict[int, list[_Draft]] = {group: [] for group in sorted(set(root[n_open:]))}
        for draft, group in zip(drafts, root, strict=True):
            if group in groups:  # else an open draft that nothing touches: it has ended
                groups[group].append(draft)

        changed: list[_Draft] = []
        absorbed: list[tuple[int, int]] = []
        for members in groups.values():
            numbers = sorted(draft.number for draft in members if draft.number is not None)
            absorbed += [(number, numbers[0]) for number in numbers[1:]]
            changed.append(_merged(members, numbers[0] if numbers else None))

        self._open = [draft for draft in changed if len(draft.bottom_runs)] if self._is_continuous else []
        self._next_frame = (frame.frame_index + 1, frame.along_px + frame.height, frame.width)
        return StitchResult(self._report(changed), tuple(sorted(absorbed)))

    def _draft(self, frame: FramePlace, region: Region) -> _Draft:
        span_m = None
        if self._calibration is not None:
            m_per_px = self._calibration.mm_per_px_along / 1000
            along_m = frame.along_px * m_per_px if frame.along_m is None else frame.along_m
            span_m = (
                along_m + region.box.y * m_per_px,
                along_m + (region.box.y + region.box.height) * m_per_px,
            )
        return _Draft(
            class_index=region.class_index,
            area_px=region.area_px,
            score_sum=region.score * region.area_px,
            hull_px=region.hull_px + np.array([0.0, frame.along_px]),
            span_m=span_m,
            parts=(DefectPart(frame.frame_index, frame.name, region.box),),
            n_parts=1,
            bottom_runs=region.bottom_runs,
        )

    def _touching(self, regions: Sequence[Region]) -> tuple[Ints, Ints]:
        """Pairs of an open draft and a region of one class that touch over the border."""
        above, starts, ends = _sorted_runs([draft.bottom_runs for draft in self._open])
        below, others_start, others_end = _sorted_runs([region.top_runs for region in regions])
        a, b = touching(starts, ends, others_start, others_end)
        a, b = above[a], below[b]
        kind_above = np.array([draft.class_index for draft in self._open], np.int64)
        kind_below = np.array([region.class_index for region in regions], np.int64)
        is_alike = kind_above[a] == kind_below[b]
        return a[is_alike], b[is_alike]

    def _report(self, drafts: Sequence[_Draft]) -> tuple[Defect, ...]:
        """Complete those that are large enough; the others may still become so."""
        large = [
            draft
            for draft in drafts
            if draft.number is not None or draft.area_px >= self._min_area_px[draft.class_index]
        ]
        hulls, areas = [draft.hull_px for draft in large], [draft.area_px for draft in large]
        in_px = measure_all(hulls, areas)
        in_mm: Sequence[Size | None] = [None] * len(large)
        if self._calibration is not None:
            in_mm = measure_all(hulls, areas, self._calibration)
        defects = [self._defect(draft, px, mm) for draft, px, mm in zip(large, in_px, in_mm, strict=True)]
        return tuple(sorted(defects, key=lambda defect: defect.defect_id))

    def _defect(self, draft: _Draft, size_px: Size, size_mm: Size | None) -> Defect:
        if draft.number is None:
            self._n_numbered += 1
            draft.number = self._n_numbered
        class_name = self._class_names[draft.class_index]
        grade = self._table.grade(class_name, size_px, size_mm)
        offset_px, position_px = ((draft.hull_px.min(axis=0) + draft.hull_px.max(axis=0)) / 2).tolist()
        return Defect(
            defect_id=draft.number,
            class_index=draft.class_index,
            class_name=class_name,
            score=draft.score_sum / draft.area_px,
            size_px=size_px,
            size_mm=size_mm,
            position_px=position_px,
            offset_px=offset_px,
            position_m=sum(draft.span_m) / 2 if draft.span_m else None,
            offset_mm=offset_px * self._calibration.mm_per_px_across if self._calibration else None,
            edge_distance_mm=None,
            severity=grade.severity,
            rule=grade.rule,
            parts=draft.parts,
            n_parts=draft.n_parts,
        )


def _merged(members: Sequence[_Draft], number: int | None) -> _Draft:
    """One draft of several that touch; its last row is that of the newest parts."""
    if len(members) == 1:
        return members[0]
    newest = max(draft.parts[-1].frame_index for draft in members)
    parts = sorted(
        (part for draft in members for part in draft.parts),
        key=lambda part: (part.frame_index, part.box.y, part.box.x),
    )
    if len(parts) > MAX_PARTS:
        parts = [*parts[: MAX_PARTS - 1], parts[-1]]
    spans = [draft.span_m for draft in members if draft.span_m is not None]
    return _Draft(
        class_index=members[0].class_index,
        area_px=sum(draft.area_px for draft in members),
        score_sum=sum(draft.score_sum for draft in members),
        hull_px=hull_of(np.concatenate([draft.hull_px for draft in members])),
        span_m=(min(begin for begin, _ in spans), max(end for _, end in spans)) if spans else None,
        parts=tuple(parts),
        n_parts=sum(draft.n_parts for draft in members),
        number=number,
        bottom_runs=np.concatenate([draft.bottom_runs for draft in members if draft.parts[-1].frame_index == newest]),
    )


def _sorted_runs(owned: Sequence[npt.NDArray[np.int32]]) -> tuple[Ints, Ints, Ints]:
    """Runs of one row from left to right: whose they are, first column, column after the last."""
    runs = np.concatenate([NO_RUNS, *owned]).astype(np.int64)
    owner = np.repeat(np.arange(len(owned)), [len(own) for own in owned])
    order = np.argsort(runs[:, 0])
    return owner[order], runs[order, 0], runs[order, 1]
