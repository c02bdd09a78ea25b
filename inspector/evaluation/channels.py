"""Pixels right, false and missed per defect class.

counts (D, 3) int64: TP, FP, FN of each defect class; class index 1 is row 0
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from inspector.evaluation.metrics import Confusion

ChannelCounts = npt.NDArray[np.int64]


def counts_of_confusion(confusion: Confusion) -> ChannelCounts:
    """Of the class maps that the confusion counts."""
    hits = np.diag(confusion)
    return np.stack([hits, confusion.sum(axis=0) - hits, confusion.sum(axis=1) - hits], axis=1)[1:]
