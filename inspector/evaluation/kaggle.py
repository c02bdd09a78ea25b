"""Dice per (frame, class) pair with the empty rule of the Severstal competition (Kaggle, 2019).

    channel counts (D, 3) of one frame  ->  counts (D, 4)  ->  metrics

A pair's Dice is 2 TP / (2 TP + FP + FN); 1 where annotation and prediction are both empty, 0 where exactly one is.
The competition's score is the mean over all pairs. Most pairs are empty, so a model that finds nothing scores
high: 0.856 on the competition's public test. Two metrics therefore always stand beside it.

kaggle_dice       mean over all pairs
all_empty_dice    what predicting nothing at all would have scored: the share of empty pairs
dice_of_defects   mean over the pairs whose annotation is not empty

A frame ignored whole has no pair: it would be an empty one that any prediction meets. Nor has a class that is no
defect: what is found of it is no defect found.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from inspector.evaluation.channels import ChannelCounts

PairCounts = npt.NDArray[np.float64]  # (D, 4): pairs, empty ones, Dice of all and of those not empty added up


def counts_of_frame(counts: ChannelCounts, n_counted: int, non_defects: Sequence[int] = ()) -> PairCounts:
    """One pair per defect class, from the frame's counts (see channels.py) and the number of its pixels that are not
    ignored; none for the classes of the indices ``non_defects``."""
    pairs = np.zeros((len(counts), 4))
    if not n_counted:
        return pairs
    for row, (hits, false, missed) in enumerate(counts.tolist()):
        if row + 1 in non_defects:
            continue
        is_empty = hits + missed == 0
        size = 2 * hits + false + missed
        dice = 2 * hits / size if size else 1.0
        pairs[row] = 1, is_empty, dice, 0 if is_empty else dice
    return pairs


def metrics_of(pairs: PairCounts) -> dict[str, float]:
    """The three metrics over all classes, and each for every class ("kaggle_dice_1" …)."""
    metrics = _metrics(pairs.sum(axis=0), "")
    for row, of_class in enumerate(pairs):
        metrics |= _metrics(of_class, f"_{row + 1}")
    return metrics


def counted(pairs: PairCounts) -> dict[str, int]:
    n_pairs, n_empty = (int(n) for n in pairs.sum(axis=0)[:2])
    return {"n_pairs": n_pairs, "n_empty_pairs": n_empty}


def _metrics(pairs: PairCounts, suffix: str) -> dict[str, float]:
    n_pairs, n_empty, dice, dice_of_defects = pairs.tolist()
    nothing = float("nan")
    return {
        f"kaggle_dice{suffix}": dice / n_pairs if n_pairs else nothing,
        f"all_empty_dice{suffix}": n_empty / n_pairs if n_pairs else nothing,
        f"dice_of_defects{suffix}": dice_of_defects / (n_pairs - n_empty) if n_pairs > n_empty else nothing,
    }
