"""Whether what a network gives can be what its card says, told by the numbers alone.

Scores before a soft-max or sigmoid are no probabilities, and the other way round; taken for each other they give
numbers that look like scores and are none. A probe shows which they are: grey, a ramp, noise and grain in one picture.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from inspector.core.model_card import ModelCard, Output
from inspector.inference.contract import Contract, NetworkArray

TOLERANCE = 1e-3  # of a sum of 1, and beyond 0 and 1
HALF_TOLERANCE = 1e-2  # of 16-bit floats
SURE = 1e-6  # from 0 and 1: a probability that rounding made the same everywhere; runtimes stop at about 1e-8
BYTE_VALUES, BYTE_STEP = 256, 1 / 128  # of 8-bit arithmetic over 0 to 1, at most
_CORNER_PX = 64  # enough to see steps

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


def scores_fault(given: NetworkArray, contract: Contract, card: ModelCard) -> str:
    """Why these planes of a probe (N, planes, h, w) contradict the card; "" where they do not. They are numbers."""
    if contract.is_class_map:
        return _class_map_fault(given, card)
    planes = given.astype(np.float64)
    is_constant = np.ptp(planes, axis=(0, 2, 3)) == 0
    if card.output is Output.PROBABILITIES:  # a sure answer may be the same everywhere; without weights none is sure
        is_constant &= np.abs(planes[0, :, 0, 0] - 0.5) < 0.5 - SURE
    if is_constant.all():
        return _EMPTY
    tolerance = TOLERANCE if contract.output_type == np.float32 else HALF_TOLERANCE
    lowest, highest = float(planes.min()), float(planes.max())
    is_within_1 = -tolerance <= lowest and highest <= 1 + tolerance
    is_soft_max = is_within_1 and planes.shape[1] > 1 and _sum_to_1(planes, tolerance)
    has_background = contract.background is None
    match card.output:
        case Output.LOGITS if is_within_1:
            return _AFTER_SOFT_MAX if is_soft_max else _AFTER_SIGMOID
        case Output.PROBABILITIES if not is_within_1:
            other = Output.LOGITS if has_background else Output.SIGMOID
            return f"the scores lie between {lowest:.4g} and {highest:.4g}; probabilities do not: that is “{other}”"
        case Output.PROBABILITIES if has_background and not is_soft_max:
            return _DO_NOT_SUM
        case Output.PROBABILITIES if is_soft_max and not has_background:
            return _NO_BACKGROUND
        case Output.SIGMOID if has_background and np.abs(planes[:, 0]).max() > tolerance:
            return _BACKGROUND_IS_SCORED.format(name=card.class_names[0])
        case Output.SIGMOID if is_within_1:
            return _AFTER_SIGMOID
    if not has_background and is_constant.any():
        name = card.class_names[1 + int(np.argmax(is_constant))]
        return f"the score of “{name}” is the same everywhere: the card names a class too many, or the wrong output"
    return ""


def _sum_to_1(planes: npt.NDArray[np.float64], tolerance: float) -> bool:
    """Scores of 8-bit arithmetic are rounded to steps, in some runtimes twice: a sum may be off by one per plane."""
    off = float(np.abs(planes.sum(axis=1) - 1).max())
    if off <= tolerance:
        return True
    values = np.unique(planes[:, :, :_CORNER_PX, :_CORNER_PX])
    step = float(np.diff(values).min()) if 1 < len(values) <= BYTE_VALUES else 0.0
    return step <= BYTE_STEP and off <= planes.shape[1] * step + tolerance


def _class_map_fault(given: NetworkArray, card: ModelCard) -> str:
    values = np.unique(given)
    if values[0] >= 0 and values[-1] < card.n_classes:
        return ""
    shown = ", ".join(str(int(value)) for value in values[:5]) + (", …" if len(values) > 5 else "")
    return f"the class map holds {shown}; the classes of the card are 0 to {card.n_classes - 1}"
