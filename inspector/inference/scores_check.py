"""Whether what a network gives can be what its card says, told by the numbers alone.

Scores before a soft-max or sigmoid are no probabilities, and the other way round; taken for each other they give
numbers that look like scores and are none. A probe shows which they are: grey, a ramp, noise and grain in one picture.
Where its answer leaves a doubt, the same picture far beyond black and white does: a soft-max stays within 0 and 1 then,
and what only happened to lie there does not.

A network may go on looking like another one, whatever it is shown. It is refused, and the words name the entry of the
card by which somebody who knows better says so.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from inspector.core.model_card import ModelCard, Output
from inspector.inference.contract import Contract, NetworkArray

TOLERANCE = 1e-3  # of a sum of 1, and beyond 0 and 1
HALF_TOLERANCE = 1e-2  # of 16-bit floats
SURE = 1e-6  # from 0 and 1: a probability that rounding made the same everywhere; runtimes stop at about 1e-8
BYTE_VALUES, BYTE_STEP = 256, 1 / 128  # of 8-bit arithmetic over 0 to 1, at most
ALL_DEFECT_SHARE = 0.98  # of the pixels of all answers; logits of a soft-max need not stand above 0 in each of them
_SEEN_PX = 4096  # enough to see steps
GAINS = (-4.0, 4.0, 16.0)  # of a prepared picture, to look beyond black and white

_EMPTY = "the network gives every pixel the same scores, whatever it is shown: its weights are empty or damaged"
_AFTER_SOFT_MAX = "the scores lie between 0 and 1 and sum to 1, as after a soft-max: that is “probabilities”"
_AFTER_SIGMOID = (
    "all scores lie between 0 and 1, as after a sigmoid: that is “probabilities”, without a plane of the background"
)
_DO_NOT_SUM = (
    "the probabilities of a pixel do not sum to 1, so its classes are independent of each other: such a network must "
    "give no plane of the background"
)
_NO_BACKGROUND = (
    "the probabilities of a pixel sum to 1 without a background, so every pixel would be a defect: the card names a "
    "class too many, or the network knows no background"
)
_BACKGROUND_IS_SCORED = (
    "the plane of the background, “{name}”, is not zero, as with “sigmoid” it must be; where the network has no such "
    "plane, the card names the background all the same, first; where it scores it as a class, that is “logits”"
)
_ALL_DEFECT = (
    "some class scores above 0 in nearly every pixel of all that it was shown, so all would be a defect, as where the "
    "network scores the background as a class: that is “logits”, and the card names a class too many"
)
_UNLESS = "; if it is right all the same, write “is_output_checked”: true in the card"


def is_doubtful(given: NetworkArray, contract: Contract, card: ModelCard) -> bool:
    """Whether one answer may look like something else by chance, so that more must be seen."""
    if contract.is_class_map:
        return False
    is_within_1 = given.min() >= -HALF_TOLERANCE and given.max() <= 1 + HALF_TOLERANCE
    return contract.background is not None or (card.output is not Output.PROBABILITIES and is_within_1)


def scores_fault(given: Sequence[NetworkArray], contract: Contract, card: ModelCard) -> str:
    """Why these answers (N, planes, h, w) contradict the card; "" where they do not. They are numbers."""
    if contract.is_class_map:
        return _class_map_fault(given, card)
    planes = _by_plane(given)
    is_constant = np.ptp(planes, axis=1) == 0
    if card.output is Output.PROBABILITIES:  # a sure answer may be the same everywhere; without weights none is sure
        is_constant &= np.abs(planes[:, 0] - 0.5) < 0.5 - SURE
    if is_constant.all():
        return _EMPTY
    tolerance = TOLERANCE if contract.output_type == np.float32 else HALF_TOLERANCE
    lowest, highest = float(planes.min()), float(planes.max())
    is_within_1 = -tolerance <= lowest and highest <= 1 + tolerance
    is_soft_max = is_within_1 and len(planes) > 1 and _sum_to_1(planes, tolerance)
    has_background = contract.background is None
    match card.output:
        case Output.LOGITS if is_soft_max:
            return _AFTER_SOFT_MAX
        case Output.PROBABILITIES if not is_within_1:
            other = Output.LOGITS if has_background else Output.SIGMOID
            return f"the scores lie between {lowest:.4g} and {highest:.4g}; probabilities do not: that is “{other}”"
        case Output.PROBABILITIES if has_background and not is_soft_max:
            return _DO_NOT_SUM
        case Output.PROBABILITIES if is_soft_max and not has_background:
            return _NO_BACKGROUND
        case Output.SIGMOID if has_background and np.abs(planes[0]).max() > tolerance:
            return _BACKGROUND_IS_SCORED.format(name=card.class_names[0])
        case Output.LOGITS | Output.SIGMOID if is_within_1 and not card.is_output_checked:
            return _AFTER_SIGMOID + _UNLESS
    if not has_background and is_constant.any():
        name = card.class_names[1 + int(np.argmax(is_constant))]
        return f"the score of “{name}” is the same everywhere: the card names a class too many, or the wrong output"
    n_defect = int(np.count_nonzero(planes.max(axis=0) > 0))  # pixels
    is_all_defect = (
        card.output is Output.SIGMOID and not has_background and n_defect > ALL_DEFECT_SHARE * planes.shape[1]
    )
    if is_all_defect and len(planes) > 1 and not card.is_output_checked:  # one plane alone is no soft-max
        return _ALL_DEFECT + _UNLESS
    return ""


def _by_plane(given: Sequence[NetworkArray]) -> npt.NDArray[np.float64]:
    """(planes, pixels of all answers)."""
    n_planes = given[0].shape[1]
    return np.concatenate([np.moveaxis(one, 1, 0).reshape(n_planes, -1) for one in given], axis=1, dtype=np.float64)


def _sum_to_1(planes: npt.NDArray[np.float64], tolerance: float) -> bool:
    """Scores of 8-bit arithmetic are rounded to steps, in some runtimes twice: a sum may be off by one per plane."""
    off = float(np.abs(planes.sum(axis=0) - 1).max())
    if off <= tolerance:
        return True
    values = np.unique(planes[:, :: 1 + planes.shape[1] // _SEEN_PX])
    step = float(np.diff(values).min()) if 1 < len(values) <= BYTE_VALUES else 0.0
    return step <= BYTE_STEP and off <= len(planes) * step + tolerance


def _class_map_fault(given: Sequence[NetworkArray], card: ModelCard) -> str:
    values = np.unique(np.concatenate([np.unique(one) for one in given]))
    if values[0] >= 0 and values[-1] < card.n_classes:
        return ""
    shown = ", ".join(str(int(value)) for value in values[:5]) + (", …" if len(values) > 5 else "")
    return f"the class map holds {shown}; the classes of the card are 0 to {card.n_classes - 1}"
