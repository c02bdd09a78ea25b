"""Scores against annotators' boxes, where no masks exist: recall at a given number of false alarms per frame.

Predicted regions (components of all defect classes together, those closer than a stated gap joined) are called in
the order of their scores. An annotated box is found by a region whose bounding box overlaps it by an IoU of
``MIN_IOU``: annotators draw boxes wide, and a thin scratch fills little of one. A region is a false alarm when it
finds no box and less than half of its pixels lie in boxes of defects or in ignored ones.

Source of the curve: free-response ROC (Bunch, Hamilton, Sanderson, Simmons, "A free-response approach to the
measurement and characterization of radiographic observer performance", 1978).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

MIN_IOU = 0.1
INSIDE_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Rectangle:
    left: int
    top: int
    width: int
    height: int

    def iou(self, other: Rectangle) -> float:
        across = min(self.left + self.width, other.left + other.width) - max(self.left, other.left)
        along = min(self.top + self.height, other.top + other.height) - max(self.top, other.top)
        if across <= 0 or along <= 0:
            return 0.0
        shared = across * along
        return shared / (self.width * self.height + other.width * other.height - shared)


@dataclass(frozen=True, slots=True)
class Region:
    """One predicted region: the bounding box of its pixels, how many, their mean probability."""

    box: Rectangle
    area_px: int
    score: float
    share_excused: float  # of its pixels, in boxes of defects or in ignored boxes


def regions_of(
    is_defect: npt.NDArray[np.bool_],
    probability: npt.NDArray[np.float32],
    excused: Sequence[Rectangle],
    *,
    gap_px: int,
    min_area_px: int,
) -> list[Region]:
    """Components (8-connected) of a map (H, W); parts with at most ``gap_px`` (even) pixels between them are one."""
    half = max(0, gap_px // 2)
    grown = cv2.dilate(is_defect.astype(np.uint8), np.ones((2 * half + 1, 2 * half + 1), np.uint8))
    n_labels, labels = cv2.connectedComponents(grown, connectivity=8)
    labels[~is_defect] = 0
    is_excused = np.zeros(is_defect.shape, np.bool_)
    for box in excused:
        is_excused[box.top : box.top + box.height, box.left : box.left + box.width] = True
    rows, columns = np.nonzero(labels)
    of_pixels = labels[rows, columns].astype(np.int64)
    area = np.bincount(of_pixels, minlength=n_labels)
    total = np.bincount(of_pixels, probability[rows, columns], minlength=n_labels)
    inside = np.bincount(of_pixels, is_excused[rows, columns], minlength=n_labels)
    top, left = (np.full(n_labels, max(is_defect.shape)) for _ in range(2))
    bottom, right = (np.zeros(n_labels, np.int64) for _ in range(2))
    np.minimum.at(top, of_pixels, rows)
    np.minimum.at(left, of_pixels, columns)
    np.maximum.at(bottom, of_pixels, rows)
    np.maximum.at(right, of_pixels, columns)
    return [
        Region(
            Rectangle(int(left[k]), int(top[k]), int(right[k] - left[k] + 1), int(bottom[k] - top[k] + 1)),
            int(area[k]), float(total[k] / area[k]), float(inside[k] / area[k]),
        )
        for k in range(1, n_labels)
        if area[k] >= max(1, min_area_px)
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class FrameOutcome:
    """One frame: for each annotated box the best score that finds it, and the scores of its false alarms."""

    found_at: tuple[float, ...]  # NaN where nothing finds the box
    class_names: tuple[str, ...]  # of the boxes
    false_alarms: tuple[float, ...]
    group: str


def outcome_of(
    regions: Sequence[Region], boxes: Sequence[tuple[str, Rectangle]], group: str, *, min_iou: float = MIN_IOU
) -> FrameOutcome:
    found_at = [
        max((region.score for region in regions if region.box.iou(box) >= min_iou), default=float("nan"))
        for _, box in boxes
    ]
    false_alarms = [
        region.score
        for region in regions
        if region.share_excused < INSIDE_SHARE and all(region.box.iou(box) < min_iou for _, box in boxes)
    ]
    return FrameOutcome(tuple(found_at), tuple(name for name, _ in boxes), tuple(false_alarms), group)


def score_at(outcomes: Sequence[FrameOutcome], false_alarms_per_frame: float) -> float:
    """The lowest score threshold at which there are at most so many false alarms per frame; -inf if never more."""
    scores = np.sort(np.concatenate([np.asarray(o.false_alarms, np.float64) for o in outcomes]))[::-1]
    n_allowed = int(np.floor(false_alarms_per_frame * len(outcomes) + 1e-9))
    return float(np.nextafter(scores[n_allowed], np.inf)) if n_allowed < len(scores) else -np.inf


def recall_at(outcomes: Sequence[FrameOutcome], threshold: float, class_name: str | None = None) -> tuple[int, int]:
    """Boxes found by regions of at least this score, and boxes in all (of one class, if named)."""
    n_found = n_boxes = 0
    for outcome in outcomes:
        for name, score in zip(outcome.class_names, outcome.found_at, strict=True):
            if class_name in (None, name):
                n_boxes += 1
                n_found += score >= threshold  # NaN is below every threshold
    return n_found, n_boxes
