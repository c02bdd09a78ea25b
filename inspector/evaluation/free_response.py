"""Recall per annotated region at a stated number of false alarms per frame: the free-response curve.

    FreeResponse.add(group, annotated, called, probability)  of every frame
    FreeResponse.at(score)                                   ->  OperatingPoint: recall and alarms, with intervals
    FreeResponse.score_at(false_alarms_per_frame)            ->  the lowest score that leaves no more

Predicted regions are those of all classes together, called in the order of their scores, the mean probability of their
pixels. By ``Matching`` an annotated region is found

by cover  when regions of at least that score cover ``min_cover`` of it; a region that defects cover less than
          ``min_cover`` of is a false alarm. The rule of detections.py, for masks.
by boxes  when the bounding box of one region overlaps its own by an IoU of ``min_iou``: people draw boxes wide, and a
          thin scratch fills little of one. A region that finds none is a false alarm unless half of its pixels lie in
          annotated or ignored ones. For data whose masks are filled boxes.

A score is chosen on all frames and stays the same in every resample of an interval. Source: Bunch, Hamilton, Sanderson,
Simmons, "A free-response approach to the measurement and characterization of radiographic observer performance", 1978.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import cv2
import numpy as np
import numpy.typing as npt

from inspector.core.class_map import ClassMap
from inspector.core.classes import BACKGROUND_INDEX, IGNORE_INDEX
from inspector.core.size_bands import SizeBands
from inspector.evaluation.intervals import Interval, add_to, bootstrap

MIN_ANNOTATED_PX = 16  # smaller annotated regions are below the limit of discrimination
_Labels = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Matching:
    """When a predicted region meets an annotated one. Raises ValueError for what would meet all or nothing."""

    by_boxes: bool = False
    gap_px: int = 0  # predicted regions with at most so many pixels between them are one
    min_cover: float = 0.1
    min_iou: float = 0.1
    min_inside: float = 0.5  # by boxes

    def __post_init__(self) -> None:
        if self.gap_px < 0 or not all(0 < share <= 1 for share in (self.min_cover, self.min_iou, self.min_inside)):
            raise ValueError(f"a gap is 0 px or more, and shares lie above 0 and up to 1, got {self}")


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """One frame: of each annotated region the score at which it is found, and the scores of the false alarms."""

    group: str
    class_index: npt.NDArray[np.int64]  # (N,) of the annotated regions
    band: npt.NDArray[np.int64]  # (N,) of their sizes
    found_at: npt.NDArray[np.float64]  # (N,) NaN where nothing finds it
    false_alarms: npt.NDArray[np.float64]  # (M,)


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """What regions of at least one score find. C classes, B bands of size."""

    score: float  # -inf: all regions count
    intervals: Mapping[str, Interval]  # "recall", "recall_1" … by class, "recall_band_0" …, "false_alarms_per_frame"
    n_regions: tuple[tuple[int, ...], ...]  # (C, B), annotated
    n_found: tuple[tuple[int, ...], ...]  # (C, B)
    n_false_alarms: int


@dataclass(slots=True)
class FreeResponse:
    n_classes: int
    matching: Matching = field(default_factory=Matching)
    bands: SizeBands = field(default_factory=SizeBands)
    min_called_px: int = 1  # of a predicted region
    outcomes: list[Outcome] = field(init=False, default_factory=list)

    def add(
        self, group: str, annotated: ClassMap, called: npt.NDArray[np.bool_], probability: npt.NDArray[np.float32]
    ) -> None:
        """A frame (H, W): its annotation, where a defect of any class is predicted, and how probable."""
        regions = _Called.of(annotated, called, probability, self.matching.gap_px, self.min_called_px)
        classes, areas, found_at = [], [], []
        has_found = np.zeros(len(regions.score), np.bool_)
        for class_index in range(1, self.n_classes):
            n_labels, labels, stats, _ = cv2.connectedComponentsWithStats(
                (annotated == class_index).astype(np.uint8), connectivity=8
            )
            for label in range(1, n_labels):
                area = int(stats[label, cv2.CC_STAT_AREA])
                if area < MIN_ANNOTATED_PX:
                    continue
                if self.matching.by_boxes:
                    meets = regions.ious(stats[label, :4]) >= self.matching.min_iou
                    has_found |= meets
                    score = float(regions.score[meets].max(initial=-math.inf))
                else:
                    score = regions.score_that_covers(labels, label, stats[label], self.matching.min_cover)
                classes.append(class_index)
                areas.append(area)
                found_at.append(score if score > -math.inf else math.nan)
        if self.matching.by_boxes:
            is_false = ~has_found & (regions.share_excused < self.matching.min_inside)
        else:
            is_false = regions.share_defect < self.matching.min_cover
        self.outcomes.append(
            Outcome(
                group, np.array(classes, np.int64), self.bands.of(np.array(areas, np.int64)),
                np.array(found_at, np.float64), regions.score[is_false],
            )
        )  # fmt: skip

    def score_at(self, false_alarms_per_frame: float) -> float:
        """The lowest score that leaves no more false alarms per frame than that; -inf where all regions together do.

        Raises ValueError without frames.
        """
        if not self.outcomes:
            raise ValueError("there is no frame")
        scores = np.sort(np.concatenate([outcome.false_alarms for outcome in self.outcomes]))[::-1]
        n_allowed = math.floor(false_alarms_per_frame * len(self.outcomes) + 1e-9)
        return float(np.nextafter(scores[n_allowed], np.inf)) if n_allowed < len(scores) else -math.inf

    def at(self, score: float, *, n_resamples: int = 1000, seed: int = 0) -> OperatingPoint:
        """Raises ValueError without frames."""
        shape = (self.n_classes, len(self.bands.names))
        by_group: dict[str, npt.NDArray[np.float64]] = {}
        for outcome in self.outcomes:
            regions, found = np.zeros(shape), np.zeros(shape)
            np.add.at(regions, (outcome.class_index, outcome.band), 1)
            np.add.at(found, (outcome.class_index, outcome.band), outcome.found_at >= score)  # NaN is never
            n_false = np.count_nonzero(outcome.false_alarms >= score)
            add_to(by_group, outcome.group, np.concatenate([regions.ravel(), found.ravel(), [n_false, 1]]))

        def metrics_of(counts: npt.NDArray[np.float64]) -> dict[str, float]:
            regions, found = (part.reshape(shape) for part in np.split(counts[:-2], 2))
            return (
                {"recall": _ratio(found.sum(), regions.sum())}
                | {f"recall_{c}": _ratio(found[c].sum(), regions[c].sum()) for c in range(1, shape[0])}
                | {f"recall_band_{b}": _ratio(found[:, b].sum(), regions[:, b].sum()) for b in range(shape[1])}
                | {"false_alarms_per_frame": _ratio(counts[-2], counts[-1])}
            )

        intervals = bootstrap(by_group, metrics_of, n_resamples=n_resamples, seed=seed)
        total = np.sum(list(by_group.values()), axis=0).astype(int)
        n_regions, n_found = (tuple(map(tuple, part.reshape(shape).tolist())) for part in np.split(total[:-2], 2))
        return OperatingPoint(score, intervals, n_regions, n_found, int(total[-2]))


@dataclass(frozen=True, slots=True, eq=False)
class _Called:
    """The predicted regions of a frame, N of them. Ignored pixels have no part in areas and shares, but in boxes."""

    labels: _Labels  # (H, W); 0: none
    label: npt.NDArray[np.int64]  # (N,)
    box: npt.NDArray[np.int64]  # (N, 4) left, top, width, height
    score: npt.NDArray[np.float64]
    share_defect: npt.NDArray[np.float64]  # of the counted pixels, annotated as a defect
    share_excused: npt.NDArray[np.float64]  # of all pixels, annotated as a defect or ignored

    @classmethod
    def of(
        cls, annotated: ClassMap, called: npt.NDArray[np.bool_], probability: npt.NDArray[np.float32], gap_px: int,
        min_area_px: int,
    ) -> _Called:  # fmt: skip
        is_counted = annotated != IGNORE_INDEX
        is_defect = (annotated != BACKGROUND_INDEX) & is_counted
        labels = _joined_labels(called, gap_px)
        rows, columns = np.nonzero(labels)
        of_pixels = labels[rows, columns]
        n = int(of_pixels.max(initial=0)) + 1

        def added_up(values: npt.NDArray[np.generic]) -> npt.NDArray[np.float64]:
            return np.asarray(np.bincount(of_pixels, values[rows, columns], minlength=n), np.float64)

        n_pixels, n_counted, n_defect = np.bincount(of_pixels, minlength=n), added_up(is_counted), added_up(is_defect)
        first, last = np.full((n, 2), max(labels.shape), np.int64), np.full((n, 2), -1, np.int64)
        for axis, at in enumerate((columns, rows)):
            np.minimum.at(first[:, axis], of_pixels, at)
            np.maximum.at(last[:, axis], of_pixels, at)
        keep = np.flatnonzero(n_counted >= max(1, min_area_px))
        keep = keep[keep > 0]
        return cls(
            labels, keep, np.concatenate([first, last - first + 1], axis=1)[keep],
            added_up(probability)[keep] / n_pixels[keep], n_defect[keep] / n_counted[keep],
            (n_defect + n_pixels - n_counted)[keep] / n_pixels[keep],
        )  # fmt: skip

    def ious(self, box: npt.NDArray[np.int32]) -> npt.NDArray[np.float64]:
        """Of the regions' boxes with another one."""
        begin = np.maximum(self.box[:, :2], box[:2])
        end = np.minimum(self.box[:, :2] + self.box[:, 2:], box[:2] + box[2:4])
        shared = np.maximum(end - begin, 0).prod(axis=1)
        union = self.box[:, 2:].prod(axis=1) + int(box[2:4].prod()) - shared
        ious: npt.NDArray[np.float64] = np.divide(shared, union, dtype=np.float64)
        return ious

    def score_that_covers(
        self, annotated: _Labels, label: int, stats: npt.NDArray[np.int32], min_cover: float
    ) -> float:
        """The highest score at which regions cover that share of an annotated one; -inf where all together do not."""
        left, top, width, height, area = stats.tolist()
        inside = (slice(top, top + height), slice(left, left + width))
        over = np.bincount(self.labels[inside][annotated[inside] == label], minlength=int(self.labels.max()) + 1)
        order = np.argsort(-self.score, kind="stable")
        enough = np.flatnonzero(np.cumsum(over[self.label[order]]) >= min_cover * area)
        return float(self.score[order[enough[0]]]) if len(enough) else -math.inf


def _joined_labels(called: npt.NDArray[np.bool_], gap_px: int) -> _Labels:
    """8-connected components; parts with at most ``gap_px`` (an odd one counts as one less) between them are one."""
    half = gap_px // 2
    grown = called.astype(np.uint8)
    if half:
        grown = np.asarray(cv2.dilate(grown, np.ones((2 * half + 1, 2 * half + 1), np.uint8)), np.uint8)
    labels = np.asarray(cv2.connectedComponents(grown, connectivity=8)[1], np.int32)
    labels[~called] = 0
    return labels


def _ratio(part: float, whole: float) -> float:
    return float(part / whole) if whole else math.nan
