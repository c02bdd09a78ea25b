"""From a network's output to a class map: one rule for screen, CSV and evaluation.

Arg-max over classes; a class below its threshold becomes background. The best class of a pixel and its
probability are kept apart from the thresholds, so that a moved slider acts at once, without the network.

    scores (C, H, W) float32  ->  ArgmaxPrediction: index (H, W) uint8, probability (H, W) float32
    ArgmaxPrediction + thresholds      ->  class map (H, W) uint8
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from inspector.core.classes import BACKGROUND_INDEX
from inspector.core.model_card import Output

ClassMap: TypeAlias = npt.NDArray[np.uint8]


_ROWS = 256  # looked at at once: counting takes eight times the memory of what is counted
ROWS_DECIDED = 32  # at once: small enough for a processor's cache, with the scores of all classes


def values_in(class_map: ClassMap) -> list[int]:
    """Which values it holds, background too, rising."""
    counts = np.zeros(256, np.int64)
    for top in range(0, len(class_map), _ROWS):
        counts += np.bincount(class_map[top : top + _ROWS].ravel(), minlength=256)
    found: list[int] = np.flatnonzero(counts).tolist()
    return found


@dataclass(frozen=True, slots=True, eq=False)
class ArgmaxPrediction:
    """Best class of each pixel and its probability; both (H, W).

    Probability is 0 where background won, and 1 where nobody wanted to know: there it is background, and the network
    was not asked.
    """

    index: npt.NDArray[np.uint8]
    probability: npt.NDArray[np.float32]
    n_tiles_run: int = 0
    n_tiles_whole: int = 0  # that the whole frame would have taken


def argmax_prediction(scores: npt.NDArray[np.float32], output: Output) -> ArgmaxPrediction:
    """Arg-max of (C, H, W) scores; the lower index wins a tie, as in ``numpy.argmax``.

    Of independent classes (``Output.SIGMOID``) the likeliest wins where it is above one half: its logit beats
    background's 0. Of a class map the scores are shares of votes: 1 for one class, but where tiles that share a pixel
    disagree.
    """
    index, probability = np.zeros(scores.shape[1:], np.uint8), np.zeros(scores.shape[1:], np.float32)
    for first in range(0, len(index), ROWS_DECIDED):
        rows = slice(first, first + ROWS_DECIDED)
        decide(scores[:, rows], output, index[rows], probability[rows])
    return ArgmaxPrediction(index, probability)


def decide(
    scores: npt.NDArray[np.float32],
    output: Output,
    index: npt.NDArray[np.uint8],
    probability: npt.NDArray[np.float32],
) -> None:
    """``argmax_prediction`` written into ``index`` and ``probability``, (H, W), which hold zeros: background.

    Where it wins nothing is written, and no soft-max computed: most of a strip is background. What a pixel gets does
    not depend on how many are decided together.
    """
    is_defect = (scores[1:] > scores[0]).any(axis=0)
    if not is_defect.any():
        return
    values = np.stack([plane[is_defect] for plane in scores])  # (C, n)
    best, best_index = values[1].copy(), np.ones(values.shape[1], np.uint8)
    for class_index in range(2, len(values)):
        best_index[values[class_index] > best] = class_index
        np.maximum(best, values[class_index], out=best)
    index[is_defect] = best_index
    if output is Output.SIGMOID:
        probability[is_defect] = 1 / (1 + np.exp(-best))
    elif output in (Output.PROBABILITIES, Output.CLASS_MAP):
        probability[is_defect] = best
    else:
        total = np.exp(values[0] - best)
        for plane in values[1:]:  # not sum(axis=0), which adds in another order where there is one pixel alone
            total += np.exp(plane - best)
        probability[is_defect] = 1 / total


def without_rows(found: ArgmaxPrediction, first: int, after: int) -> ArgmaxPrediction:
    """The prediction with background in rows that show nothing; the same object without any."""
    if first >= after:
        return found
    index, probability = found.index.copy(), found.probability.copy()
    index[first:after], probability[first:after] = BACKGROUND_INDEX, 0
    return replace(found, index=index, probability=probability)


def class_map_of(found: ArgmaxPrediction, thresholds: Sequence[float]) -> ClassMap:
    """Class map after thresholds, one per class index; ``thresholds[0]`` is not used."""
    limits = np.zeros(256, np.float32)
    limits[1 : len(thresholds)] = thresholds[1:]
    class_map = found.index.copy()
    if limits.any():
        index, probability = found.index.ravel(), found.probability.ravel()
        where = np.flatnonzero(index != BACKGROUND_INDEX)  # most of a strip is background
        class_map.ravel()[where[~(probability[where] >= limits[index[where]])]] = BACKGROUND_INDEX
    return class_map


def defects_only(class_map: ClassMap, non_defects: Sequence[int]) -> ClassMap:
    """The class map with the classes of the indices ``non_defects`` as background; the same object without any."""
    if not non_defects:
        return class_map
    kept = np.arange(256, dtype=np.uint8)
    kept[list(non_defects)] = BACKGROUND_INDEX
    return kept[class_map]
