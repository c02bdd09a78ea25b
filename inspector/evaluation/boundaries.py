"""Boundary F1: how well the outline of a class is met, to within a stated number of pixels.

    class maps (H, W)  ->  counts (D, 5)  ->  metrics

The boundary of a class is its pixels with a 4-neighbour of another class. The frame's own edge is no boundary:
there the steel goes on unseen. A boundary pixel is met where the other map has one of the same class within
``tolerance_px`` (Euclidean). Precision: share of the predicted boundary that is met by the annotated one; recall:
the reverse; F1 their harmonic mean, pooled over the set (Csurka et al., "What is a good evaluation measure for
semantic segmentation?", BMVC 2013, who pool per frame).

Boundary pixels within the tolerance of an ignored pixel are not judged: what would meet them may lie hidden there.
A class of which no annotated boundary can be judged, though it has one, has no F1: what is left of the predicted one
would be all false, and a perfect prediction the same as none.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from inspector.core.class_map import ClassMap
from inspector.core.classes import IGNORE_INDEX

# (D, 5): predicted pixels that are judged and those met, annotated ones and those met, annotated ones judged or not
BoundaryCounts = npt.NDArray[np.int64]

_CROSS = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))


def counts_of_frame(annotated: ClassMap, predicted: ClassMap, n_classes: int, tolerance_px: float) -> BoundaryCounts:
    """Raises ValueError where the shapes differ, and for a tolerance below 1 px."""
    if annotated.shape != predicted.shape:
        raise ValueError(f"annotation {annotated.shape} and prediction {predicted.shape} differ in size")
    if tolerance_px < 1:
        raise ValueError(f"a tolerance is at least 1 px, got {tolerance_px}")
    is_counted = _distance_to(annotated == IGNORE_INDEX) > tolerance_px
    counts = np.zeros((n_classes - 1, 5), np.int64)
    for row in range(n_classes - 1):
        true, called = _boundary(annotated == row + 1), _boundary(predicted == row + 1)
        for column, (boundary, other) in enumerate(((called, true), (true, called))):
            judged = boundary & is_counted
            counts[row, 2 * column] = np.count_nonzero(judged)
            counts[row, 2 * column + 1] = np.count_nonzero(judged & (_distance_to(other) <= tolerance_px))
        counts[row, 4] = np.count_nonzero(true)
    return counts


def metrics_of(counts: BoundaryCounts) -> dict[str, float]:
    """F1 of each defect class ("boundary_f1_1" …) and their mean over those that have one; else NaN."""
    of_classes = [_f1(*of_class.tolist()) for of_class in counts]
    known = [value for value in of_classes if not np.isnan(value)]
    return {"boundary_f1_defects": float(np.mean(known)) if known else float("nan")} | {
        f"boundary_f1_{row + 1}": value for row, value in enumerate(of_classes)
    }


def _f1(n_called: int, n_called_met: int, n_true: int, n_true_met: int, n_annotated: int) -> float:
    if not n_true and (n_annotated or not n_called):
        return float("nan")
    if not n_called_met or not n_true_met:
        return 0.0
    precision, recall = n_called_met / n_called, n_true_met / n_true
    return 2 * precision * recall / (precision + recall)


def _boundary(mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    # OpenCV erodes as if the mask went on beyond the frame
    inside = cv2.erode(mask.astype(np.uint8), _CROSS).astype(np.bool_)
    return mask & ~inside


def _distance_to(mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.float32]:
    """Pixels from each pixel to the nearest of the mask; infinite where the mask is empty."""
    if not mask.any():
        return np.full(mask.shape, np.inf, np.float32)
    return np.asarray(cv2.distanceTransform((~mask).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE), np.float32)
