"""Grouped k-fold: every group in exactly one fold, rare classes spread as evenly as they allow.

For data with too few groups for one test split: each fold is the test once, the others train.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from inspector.datasets.version import Sample


def folds_of(samples: Iterable[Sample], n_folds: int) -> dict[str, int]:
    """Fold of each group; the same for the same samples, in whatever order they come.

    Groups are dealt one by one, those of the rarest class first, each to the fold that holds the fewest
    groups of its classes, then the fewest samples. A sample belongs to every class it has pixels of; one
    without a defect counts as background. Raises ValueError if there are fewer groups than folds.
    """
    groups: dict[str, set[int]] = {}
    n_samples: dict[str, int] = {}
    for sample in samples:
        found = {index for index, n in enumerate(sample.n_pixels) if n and index} or {0}
        groups.setdefault(sample.group, set()).update(found)
        n_samples[sample.group] = n_samples.get(sample.group, 0) + 1
    if not 2 <= n_folds <= len(groups):
        raise ValueError(f"{len(groups)} groups cannot be dealt into {n_folds} folds")
    for found in groups.values():
        if len(found) > 1:
            found.discard(0)  # a group with a defect is not a clean one
    n_classes = max(index for found in groups.values() for index in found) + 1
    frequency = np.zeros(n_classes, np.int64)
    for found in groups.values():
        frequency[list(found)] += 1

    def rarest(group: str) -> int:
        return min(groups[group], key=lambda index: (frequency[index], index))

    of_class, size = np.zeros((n_folds, n_classes), np.int64), np.zeros(n_folds, np.int64)
    dealt: dict[str, int] = {}
    for group in sorted(groups, key=lambda g: (frequency[rarest(g)], rarest(g), -n_samples[g], g)):
        own = rarest(group)
        fold = min(range(n_folds), key=lambda k: (of_class[k, own], size[k], k))
        dealt[group] = fold
        of_class[fold, list(groups[group])] += 1
        size[fold] += n_samples[group]
    return dealt
