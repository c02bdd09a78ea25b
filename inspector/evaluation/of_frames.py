"""What a model makes of each frame, and the frames behind each cell of a confusion matrix: which to look at first."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from inspector.core.classes import BACKGROUND_INDEX
from inspector.evaluation.evaluation import FrameCounts

MAX_CELL_FRAMES = 20


@dataclass(frozen=True, slots=True)
class FrameResult:
    """Of one frame, all classes of defects together."""

    name: str
    group: str
    n_defects: int
    n_found: int
    n_false: int
    n_hit_px: int  # called what they are annotated as
    n_union_px: int  # annotated or called a defect

    @property
    def n_missed(self) -> int:
        return self.n_defects - self.n_found

    @property
    def iou(self) -> float | None:
        """None where there is nothing and nothing is called."""
        return self.n_hit_px / self.n_union_px if self.n_union_px else None


@dataclass(slots=True)
class CellFrames:
    """The frames behind one cell, those with the most pixels of it kept."""

    n_px: int = 0
    n_frames: int = 0
    _heap: list[tuple[int, str]] = field(default_factory=list)

    def add(self, name: str, n_px: int) -> None:
        self.n_px += n_px
        self.n_frames += 1
        put = heapq.heappush if len(self._heap) < MAX_CELL_FRAMES else heapq.heappushpop
        put(self._heap, (n_px, name))

    @property
    def worst(self) -> tuple[tuple[str, int], ...]:
        """Names with their pixels, the most first."""
        return tuple((name, n_px) for n_px, name in sorted(self._heap, key=lambda one: (-one[0], one[1])))


@dataclass(slots=True)
class FrameResults:
    results: list[FrameResult] = field(default_factory=list)
    cells: dict[tuple[int, int], CellFrames] = field(default_factory=dict)  # by annotated and predicted class index

    def add(self, name: str, group: str, counts: FrameCounts, non_defects: Sequence[int]) -> None:
        confusion, detections = counts.confusion, counts.detections
        is_defect = np.ones(len(confusion), np.bool_)
        is_defect[[BACKGROUND_INDEX, *non_defects]] = False
        n_hit = int(np.diag(confusion)[is_defect].sum())
        n_union = int(confusion.sum() - confusion[np.ix_(~is_defect, ~is_defect)].sum())
        self.results.append(
            FrameResult(
                name, group, int(detections.n_defects.sum()), int(detections.n_found.sum()),
                int(detections.n_false.sum()), n_hit, n_union,
            )
        )  # fmt: skip
        for annotated, predicted in np.argwhere(confusion).tolist():
            cell = self.cells.setdefault((annotated, predicted), CellFrames())
            cell.add(name, int(confusion[annotated, predicted]))
