from __future__ import annotations

import numpy as np
import pytest

from inspector.core.class_map import ArgmaxPrediction
from inspector.measuring.uncertainty import has_uncertain

THRESHOLDS = (0.0, 0.6, 0.8)
MIN_AREA_PX = (0, 4, 4)


def prediction(*blocks: tuple[int, float]) -> ArgmaxPrediction:
    """One 2 x 2 block for each (class, probability), apart from each other."""
    index = np.zeros((4, 4 * len(blocks)), np.uint8)
    probability = np.zeros(index.shape, np.float32)
    for place, (class_index, score) in enumerate(blocks):
        index[1:3, 4 * place + 1 : 4 * place + 3] = class_index
        probability[1:3, 4 * place + 1 : 4 * place + 3] = score
    return ArgmaxPrediction(index, probability)


@pytest.mark.parametrize(
    ("blocks", "is_uncertain"),
    [
        ([], False),
        ([(1, 0.95)], False),
        ([(1, 0.64)], True),  # reported, just above 0.6
        ([(1, 0.56)], True),  # not reported, just below
        ([(1, 0.54)], False),
        ([(1, 0.66)], False),
        ([(2, 0.64)], False),  # far below the threshold of its own class
        ([(2, 0.78)], True),
        ([(1, 0.95), (2, 0.95), (2, 0.83)], True),  # one is enough
    ],
)
def test_a_region_near_its_threshold_is_uncertain_on_either_side(blocks, is_uncertain):
    found = (
        prediction(*blocks) if blocks else ArgmaxPrediction(np.zeros((4, 4), np.uint8), np.zeros((4, 4), np.float32))
    )
    assert has_uncertain(found, THRESHOLDS, MIN_AREA_PX, band=0.05) is is_uncertain


def test_the_soft_rim_of_a_sure_region_is_not_uncertain():
    found = prediction((1, 0.95))
    found.index[0, 1:3] = 1
    found.probability[0, 1:3] = 0.6  # two pixels at the threshold beside four at 0.95: a mean of 0.833
    assert not has_uncertain(found, THRESHOLDS, MIN_AREA_PX, band=0.05)


def test_what_is_smaller_than_a_defect_and_what_is_no_defect_does_not_count():
    found = prediction((1, 0.61))
    assert has_uncertain(found, THRESHOLDS, MIN_AREA_PX, band=0.05)
    assert not has_uncertain(found, THRESHOLDS, (0, 5, 5), band=0.05)
    assert not has_uncertain(found, THRESHOLDS, MIN_AREA_PX, non_defects=(1,), band=0.05)


def test_without_a_band_nothing_can_be_uncertain():
    with pytest.raises(ValueError, match="above 0"):
        has_uncertain(prediction((1, 0.6)), THRESHOLDS, MIN_AREA_PX, band=0.0)
