"""Scores of class maps against annotations, pooled over a data set, with intervals.

The confusion matrix is (C, C) int64: rows the annotation, columns the prediction. Pixels annotated 255
(ignore) count nowhere. Conventions are always named:

mIoU with background     mean IoU over all classes (DBRNet's convention, for a set that holds every class)
mIoU over defect classes the same without background and the classes that are no defects
micro IoU                hits, false alarms and misses of all defect classes pooled first (DLI's convention)

A class that neither annotation nor prediction holds has no IoU and no part in a mean. ``non_defects`` are the indices
of classes that are told apart and are no defects, as a rail joint is none. Means over frames, and scores of outputs
that may overlap, stand in per_image.py and channels.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from inspector.core.class_map import ClassMap
from inspector.core.classes import BACKGROUND_INDEX, IGNORE_INDEX
from inspector.evaluation.intervals import add_to

Confusion = npt.NDArray[np.int64]


def confusion_of(annotated: ClassMap, predicted: ClassMap, n_classes: int) -> Confusion:
    """Confusion matrix of one frame. Raises ValueError where the shapes differ or a class has no place."""
    if annotated.shape != predicted.shape:
        raise ValueError(f"annotation {annotated.shape} and prediction {predicted.shape} differ in size")
    is_counted = annotated != IGNORE_INDEX
    for name, indices in (("annotation", annotated[is_counted]), ("prediction", predicted[is_counted])):
        if indices.size and indices.max() >= n_classes:  # would count as another class
            raise ValueError(f"the {name} holds class {indices.max()}, there are {n_classes}")
    pairs = annotated[is_counted].astype(np.int64) * n_classes + predicted[is_counted]
    return np.bincount(pairs, minlength=n_classes * n_classes).reshape(n_classes, n_classes)


def iou_per_class(confusion: Confusion) -> npt.NDArray[np.float64]:
    """TP / (TP + FP + FN) per class; NaN for a class that neither annotation nor prediction holds."""
    hits = np.diag(confusion).astype(np.float64)
    union = confusion.sum(axis=0) + confusion.sum(axis=1) - hits
    iou: npt.NDArray[np.float64] = np.divide(hits, union, out=np.full(len(hits), np.nan), where=union > 0)
    return iou


@dataclass(frozen=True, slots=True)
class Scores:
    """Pooled over the data set."""

    iou: tuple[float, ...]  # per class index
    miou_with_background: float
    miou_defects: float  # mean over the defect classes
    micro_iou: float  # of all defect classes together; a pixel of the wrong class is false and missed
    pixel_accuracy: float
    precision: tuple[float, ...]  # per class index, as are the next two
    recall: tuple[float, ...]
    f1: tuple[float, ...]  # 2 TP / (2 TP + FP + FN)


def scores_of(confusion: Confusion, non_defects: Sequence[int] = ()) -> Scores:
    iou = iou_per_class(confusion)
    is_defect = np.ones(len(iou), np.bool_)
    is_defect[[BACKGROUND_INDEX, *non_defects]] = False
    hits = np.diag(confusion).astype(np.float64)
    predicted, annotated = confusion.sum(axis=0), confusion.sum(axis=1)
    nothing = np.full(len(hits), np.nan)
    of_both = predicted + annotated
    found, union = hits[is_defect].sum(), (of_both - hits)[is_defect].sum()
    return Scores(
        iou=tuple(float(value) for value in iou),
        miou_with_background=_mean(iou),
        miou_defects=_mean(iou[is_defect]),
        micro_iou=float(found / union) if union else float("nan"),
        pixel_accuracy=float(hits.sum() / max(confusion.sum(), 1)),
        precision=tuple(np.divide(hits, predicted, out=nothing.copy(), where=predicted > 0).tolist()),
        recall=tuple(np.divide(hits, annotated, out=nothing.copy(), where=annotated > 0).tolist()),
        f1=tuple(np.divide(2 * hits, of_both, out=nothing.copy(), where=of_both > 0).tolist()),
    )


def metrics_of(confusion: Confusion, non_defects: Sequence[int] = ()) -> dict[str, float]:
    """The scores that have an interval: both mean IoUs, micro IoU, and IoU and F1 of each class ("iou_1" …)."""
    scores = scores_of(confusion, non_defects)
    return (
        {
            "miou_with_background": scores.miou_with_background,
            "miou_defects": scores.miou_defects,
            "micro_iou": scores.micro_iou,
        }
        | {f"iou_{index}": value for index, value in enumerate(scores.iou)}
        | {f"f1_{index}": value for index, value in enumerate(scores.f1)}
    )


def _mean(values: npt.NDArray[np.float64]) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if known.size else float("nan")


@dataclass(slots=True)
class ConfusionAccumulator:
    """Adds frames up by group, so that scores and their intervals come from one pass."""

    n_classes: int
    non_defects: tuple[int, ...] = ()
    by_group: dict[str, Confusion] = field(default_factory=dict)

    def add(self, group: str, annotated: ClassMap, predicted: ClassMap) -> None:
        add_to(self.by_group, group, confusion_of(annotated, predicted, self.n_classes))

    def scores(self) -> Scores:
        return scores_of(self.total(), self.non_defects)

    def total(self) -> Confusion:
        return sum(self.by_group.values(), np.zeros((self.n_classes, self.n_classes), np.int64))
