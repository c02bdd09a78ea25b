"""Scores per defect rather than per pixel: recall, and false alarms per metre.

A defect of the annotation is found when predicted pixels of its class, or of any class where
``class_matters`` is False, cover at least ``min_cover`` of it. A predicted region is a false alarm when
annotated defects of any class cover less than ``min_cover`` of it. Regions are 8-connected. Pixels annotated
255 (ignore) count nowhere: neither to a region's area nor to what covers it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
import numpy.typing as npt

from inspector.core.class_map import ClassMap
from inspector.core.classes import BACKGROUND_INDEX, IGNORE_INDEX


@dataclass(slots=True)
class DetectionTally:
    n_classes: int
    min_cover: float = 0.1
    min_area_px: int = 16  # smaller annotated defects and predicted regions are below the limit of discrimination
    class_matters: bool = False
    length_m: float = field(init=False, default=0.0)
    n_defects: npt.NDArray[np.int64] = field(init=False)  # (C,), as are the next two
    n_found: npt.NDArray[np.int64] = field(init=False)
    n_false: npt.NDArray[np.int64] = field(init=False)

    def __post_init__(self) -> None:
        self.n_defects = np.zeros(self.n_classes, np.int64)
        self.n_found = np.zeros(self.n_classes, np.int64)
        self.n_false = np.zeros(self.n_classes, np.int64)

    def add(self, annotated: ClassMap, predicted: ClassMap, length_m: float = 0.0) -> None:
        self.length_m += length_m
        is_counted = annotated != IGNORE_INDEX
        is_defect = (annotated != BACKGROUND_INDEX) & is_counted
        for class_index in range(1, self.n_classes):
            found = predicted == class_index if self.class_matters else predicted != BACKGROUND_INDEX
            covers = _cover_of_regions(annotated == class_index, found, is_counted, self.min_area_px)
            self.n_defects[class_index] += len(covers)
            self.n_found[class_index] += int((covers >= self.min_cover).sum())
            claims = _cover_of_regions(predicted == class_index, is_defect, is_counted, self.min_area_px)
            self.n_false[class_index] += int((claims < self.min_cover).sum())

    def recall(self) -> tuple[float, ...]:
        """Per class index; NaN for a class without defects."""
        return tuple(
            float(found / n) if n else float("nan") for found, n in zip(self.n_found, self.n_defects, strict=True)
        )

    def false_alarms_per_m(self) -> float:
        return float(self.n_false.sum() / self.length_m) if self.length_m else float("nan")


def _cover_of_regions(
    regions: npt.NDArray[np.bool_],
    cover: npt.NDArray[np.bool_],
    is_counted: npt.NDArray[np.bool_],
    min_area_px: int,
) -> npt.NDArray[np.float64]:
    """Share of each 8-connected region that ``cover`` covers; regions below the minimum are left out."""
    n_labels, labels = cv2.connectedComponents(regions.astype(np.uint8), connectivity=8)
    area = np.bincount(labels[is_counted], minlength=n_labels)
    covered = np.bincount(labels[cover & is_counted], minlength=n_labels)
    keep = np.flatnonzero(area >= min_area_px)
    keep = keep[keep > 0]
    shares: npt.NDArray[np.float64] = covered[keep] / area[keep]
    return shares
