"""Scores of class maps against annotations, pooled over a data set, with intervals.

The confusion matrix is (C, C) int64: rows the annotation, columns the prediction. Pixels annotated 255
(ignore) count nowhere. Two conventions of mean IoU are always named: with background, and over the defect
classes alone. Intervals come from a bootstrap over groups (coils, rails, twins), never over pixels or
frames: the frames of one group are not independent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from inspector.core.class_map import ClassMap
from inspector.core.classes import IGNORE_INDEX

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
class Interval:
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Scores:
    """Pooled over the data set."""

    iou: tuple[float, ...]  # per class index
    miou_with_background: float
    miou_defects: float  # mean over the defect classes
    pixel_accuracy: float
    precision: tuple[float, ...]
    recall: tuple[float, ...]


def scores_of(confusion: Confusion) -> Scores:
    iou = iou_per_class(confusion)
    hits = np.diag(confusion).astype(np.float64)
    predicted, annotated = confusion.sum(axis=0), confusion.sum(axis=1)
    nothing = np.full(len(hits), np.nan)
    return Scores(
        iou=tuple(float(value) for value in iou),
        miou_with_background=_mean(iou),
        miou_defects=_mean(iou[1:]),
        pixel_accuracy=float(hits.sum() / max(confusion.sum(), 1)),
        precision=tuple(np.divide(hits, predicted, out=nothing.copy(), where=predicted > 0).tolist()),
        recall=tuple(np.divide(hits, annotated, out=nothing.copy(), where=annotated > 0).tolist()),
    )


def _mean(values: npt.NDArray[np.float64]) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if known.size else float("nan")


@dataclass(slots=True)
class Tally:
    """Adds frames up by group, so that scores and their intervals come from one pass."""

    n_classes: int
    by_group: dict[str, Confusion] = field(default_factory=dict)

    def add(self, group: str, annotated: ClassMap, predicted: ClassMap) -> None:
        confusion = confusion_of(annotated, predicted, self.n_classes)
        if group in self.by_group:
            self.by_group[group] += confusion
        else:
            self.by_group[group] = confusion

    def scores(self) -> Scores:
        return scores_of(self.total())

    def total(self) -> Confusion:
        return sum(self.by_group.values(), np.zeros((self.n_classes, self.n_classes), np.int64))


def bootstrap_intervals(
    by_group: Mapping[str, Confusion], *, n_draws: int = 1000, seed: int = 0, level: float = 0.95
) -> dict[str, Interval]:
    """Percentile intervals of both mean IoUs and of each class IoU ("iou_1" …), drawn over groups.

    Raises ValueError without groups.
    """
    if not by_group:
        raise ValueError("there is no group to draw from")
    stacked = np.stack(list(by_group.values()))  # (G, C, C)
    draws = np.random.default_rng(seed).multinomial(
        len(stacked), np.full(len(stacked), 1 / len(stacked)), size=n_draws
    )  # (D, G): how often each group is drawn
    totals = np.tensordot(draws, stacked, axes=1)  # (D, C, C)
    drawn = [scores_of(total) for total in totals]
    whole = scores_of(stacked.sum(axis=0))
    columns = {
        "miou_with_background": ([s.miou_with_background for s in drawn], whole.miou_with_background),
        "miou_defects": ([s.miou_defects for s in drawn], whole.miou_defects),
    } | {f"iou_{c}": ([s.iou[c] for s in drawn], whole.iou[c]) for c in range(len(whole.iou))}
    tail = (1 - level) / 2
    return {
        name: Interval(value, float(np.nanquantile(values, tail)), float(np.nanquantile(values, 1 - tail)))
        for name, (values, value) in columns.items()
        if not np.isnan(values).all()
    }
