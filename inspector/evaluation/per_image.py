"""Scores of each frame by itself, averaged over frames: the convention of papers on binary defect maps.

    frame  ->  counts (7,)  ->  metrics

Foreground is every pixel of any defect class; which class is not asked (one class: the NaDiNet paper's own).

foreground_iou_per_image  mean over frames of TP / (TP + FP + FN)
pa_per_image              "pixel accuracy" as the NaDiNet paper has it: the recall TP / (TP + FN), mean over frames
clean_area_share          share of the pixels of clean frames that is called a defect

The first two are undefined on a frame without an annotated defect. Such frames are left out of them, whatever was
predicted there, and counted; what is false on them shows in ``clean_area_share`` and in detections.py. A small
defect weighs as much as a large one here, so these are not the pooled scores of metrics.py.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from inspector.core.class_map import ClassMap
from inspector.core.classes import BACKGROUND_INDEX, IGNORE_INDEX

FrameCounts = npt.NDArray[np.float64]  # frames with defects, their IoUs and recalls added up, clean frames,
#                                        their pixels and those called a defect, frames ignored whole


def counts_of_frame(annotated: ClassMap, predicted: ClassMap) -> FrameCounts:
    """Raises ValueError where the shapes differ."""
    if annotated.shape != predicted.shape:
        raise ValueError(f"annotation {annotated.shape} and prediction {predicted.shape} differ in size")
    is_counted = annotated != IGNORE_INDEX
    is_true = (annotated != BACKGROUND_INDEX) & is_counted
    is_called = (predicted != BACKGROUND_INDEX) & is_counted
    n_counted, n_true, n_called = (np.count_nonzero(mask) for mask in (is_counted, is_true, is_called))
    if n_true:
        n_hits = np.count_nonzero(is_true & is_called)
        return np.array([1, n_hits / (n_true + n_called - n_hits), n_hits / n_true, 0, 0, 0, 0], np.float64)
    return np.array([0, 0, 0, n_counted > 0, n_counted, n_called, n_counted == 0], np.float64)


def metrics_of(counts: FrameCounts) -> dict[str, float]:
    n_frames, ious, recalls, _, n_clean_px, n_called_px, _ = counts.tolist()
    return {
        "foreground_iou_per_image": ious / n_frames if n_frames else float("nan"),
        "pa_per_image": recalls / n_frames if n_frames else float("nan"),
        "clean_area_share": n_called_px / n_clean_px if n_clean_px else float("nan"),
    }


def counted(counts: FrameCounts) -> dict[str, int]:
    """How many frames the metrics are from, and how many they are not."""
    return {
        "n_frames_with_defects": int(counts[0]),
        "n_clean_frames": int(counts[3]),
        "n_frames_ignored_whole": int(counts[6]),
    }
