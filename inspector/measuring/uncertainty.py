"""Whether a model was close to deciding otherwise on a frame.

    prediction + thresholds + band  ->  has_uncertain

A region is uncertain where its score, the mean winning probability over its pixels, lies less than ``band`` from the
threshold of its class: a reported region just above it, or one just below it that was not reported. To find both,
regions are formed once more at thresholds lowered by ``band``. Only frames that hold a pixel within the band cost
more than one look at the prediction.

NumPy and OpenCV only: no Qt, no files, safe to call from any thread.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from inspector.core.class_map import ArgmaxPrediction, defects_only
from inspector.core.classes import BACKGROUND_INDEX
from inspector.measuring.regions import region_scores


def has_uncertain(
    prediction: ArgmaxPrediction,
    thresholds: Sequence[float],
    min_area_px: Sequence[int],
    non_defects: Sequence[int] = (),
    *,
    band: float,
) -> bool:
    """True where a region of a defect, from its minimum area on, scores less than ``band`` from its threshold.

    ``thresholds`` and ``min_area_px`` are by class index. Raises ValueError for a band that is not above 0.
    """
    if not band > 0:
        raise ValueError(f"a band of uncertainty is above 0, got {band!r}")
    index, probability = prediction.index.ravel(), prediction.probability.ravel()
    where = np.flatnonzero(index != BACKGROUND_INDEX)  # most of a strip is background
    margin = probability[where] - np.asarray(thresholds, np.float32)[index[where]]
    if not (np.abs(margin) <= band).any():
        return False  # without a pixel within the band, no mean can lie in it
    where = where[margin >= -band]
    lowered = np.zeros_like(prediction.index)
    lowered.ravel()[where] = index[where]
    class_index, score = region_scores(
        defects_only(lowered, non_defects), prediction.probability, min_area_px=min_area_px
    )
    return bool((np.abs(score - np.asarray(thresholds)[class_index]) < band).any())
