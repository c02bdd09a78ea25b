"""Pixels right, false and missed per defect class, for predictions whose classes may overlap.

    counts (D, 3) int64: TP, FP, FN of each defect class; class index 1 is row 0

Sigmoid outputs set each class by itself, so a pixel may be of several classes, and the papers that train so
score them so. A class map gives the same counts by way of its confusion matrix.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from inspector.core.class_map import ClassMap
from inspector.core.classes import IGNORE_INDEX
from inspector.evaluation.metrics import Confusion

ChannelCounts = npt.NDArray[np.int64]


def counts_of_planes(annotated: ClassMap, planes: npt.NDArray[np.bool_]) -> ChannelCounts:
    """Counts of one frame. ``planes`` (D, H, W) says of each defect class where it was predicted.

    Raises ValueError where the sizes differ or the annotation holds a class without a plane.
    """
    if annotated.shape != planes.shape[1:]:
        raise ValueError(f"annotation {annotated.shape} and prediction {planes.shape[1:]} differ in size")
    is_counted = annotated != IGNORE_INDEX
    truth, predicted = annotated[is_counted], planes[:, is_counted]
    if truth.size and truth.max() > len(planes):
        raise ValueError(f"the annotation holds class {truth.max()}, there are {len(planes)} defect classes")
    counts = np.zeros((len(planes), 3), np.int64)
    for row, is_predicted in enumerate(predicted):
        is_true = truth == row + 1
        n_hits = np.count_nonzero(is_predicted & is_true)
        counts[row] = n_hits, np.count_nonzero(is_predicted) - n_hits, np.count_nonzero(is_true) - n_hits
    return counts


def counts_of_confusion(confusion: Confusion) -> ChannelCounts:
    """The same counts of a class map."""
    hits = np.diag(confusion)
    return np.stack([hits, confusion.sum(axis=0) - hits, confusion.sum(axis=1) - hits], axis=1)[1:]


def figures_of(counts: ChannelCounts) -> dict[str, float]:
    """IoU and F1 of each defect class ("iou_1" …), and micro IoU: TP / (TP + FP + FN) of all classes pooled."""
    figures = {"micro_iou": _share(counts.sum(axis=0), 1)}
    for row, of_class in enumerate(counts):
        figures[f"iou_{row + 1}"] = _share(of_class, 1)
        figures[f"f1_{row + 1}"] = _share(of_class, 2)
    return figures


def _share(counts: ChannelCounts, weight: int) -> float:
    hits, false, missed = (int(count) for count in counts)
    total = weight * hits + false + missed
    return weight * hits / total if total else float("nan")
