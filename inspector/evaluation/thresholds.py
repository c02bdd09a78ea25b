"""Thresholds per class, chosen on the validation split alone.

The rule that they act in is that of ``core/class_map.py``: a class below its threshold is background. So
moving one class's threshold changes that class and background only, and each can be chosen by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from inspector.core.class_map import ArgmaxPrediction, ClassMap
from inspector.core.classes import IGNORE_INDEX

_N_BINS = 100


@dataclass(slots=True)
class ThresholdSearch:
    """Counts, per class and probability bin, how many won pixels were right and wrong."""

    n_classes: int
    right: npt.NDArray[np.int64] = field(init=False)  # (C, bins)
    wrong: npt.NDArray[np.int64] = field(init=False)
    n_annotated: npt.NDArray[np.int64] = field(init=False)  # (C,)

    def __post_init__(self) -> None:
        self.right = np.zeros((self.n_classes, _N_BINS), np.int64)
        self.wrong = np.zeros((self.n_classes, _N_BINS), np.int64)
        self.n_annotated = np.zeros(self.n_classes, np.int64)

    def add(self, annotated: ClassMap, found: ArgmaxPrediction) -> None:
        is_counted = annotated != IGNORE_INDEX
        truth, index = annotated[is_counted], found.index[is_counted]
        bins = np.minimum((found.probability[is_counted] * _N_BINS).astype(np.int64), _N_BINS - 1)
        cells = index.astype(np.int64) * _N_BINS + bins
        is_right = truth == index
        shape = self.right.shape
        self.right += np.bincount(cells[is_right], minlength=self.right.size).reshape(shape)
        self.wrong += np.bincount(cells[~is_right], minlength=self.wrong.size).reshape(shape)
        self.n_annotated += np.bincount(truth, minlength=self.n_classes)[: self.n_classes]

    def best(self, lowest: float = 0.3, highest: float = 0.9) -> tuple[float, ...]:
        """Threshold with the best IoU per class, within limits that keep a noisy choice sane; [0] is 0."""
        # From the highest bin down: what a threshold at the bin's lower edge lets through.
        hits = self.right[:, ::-1].cumsum(axis=1)[:, ::-1]
        false = self.wrong[:, ::-1].cumsum(axis=1)[:, ::-1]
        iou = hits / np.maximum(self.n_annotated[:, None] + false, 1)
        low, high = round(lowest * _N_BINS), round(highest * _N_BINS)
        chosen = low + np.argmax(iou[:, low : high + 1], axis=1)
        return (0.0, *(float(index) / _N_BINS for index in chosen[1:]))
