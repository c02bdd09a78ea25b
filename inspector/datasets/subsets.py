"""A share of the frames, class by class in whole groups: what a model learns from less data.

Each group counts for the rarest class that it holds, or as clean. Of each class the groups lie in an order by chance,
and of them so many first ones are taken as are needed to reach the share of their frames. So a smaller share lies
within a larger one of the same seed, and each class keeps at least one group.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import numpy as np

from inspector.core.classes import BACKGROUND_INDEX
from inspector.datasets.version import Sample


def share_of(samples: Iterable[Sample], share: float, seed: int) -> tuple[Sample, ...]:
    """In the order they come; the same for the same samples in any order. Raises ValueError for no share above 0."""
    if not 0 < share <= 1:
        raise ValueError(f"a share lies above 0 and up to 1, got {share}")
    samples = tuple(samples)
    if share == 1:
        return samples
    held: dict[str, set[int]] = defaultdict(set)
    n_frames: Counter[str] = Counter()
    for sample in samples:
        held[sample.group].update(k for k, n in enumerate(sample.n_pixels) if n and k != BACKGROUND_INDEX)
        n_frames[sample.group] += 1
    n_groups = Counter(k for classes in held.values() for k in classes)
    by_class: dict[int, list[str]] = defaultdict(list)
    for group in sorted(held):
        rarest = min(held[group], key=lambda k: (n_groups[k], k), default=BACKGROUND_INDEX)
        by_class[rarest].append(group)
    taken: set[str] = set()
    for class_index, groups in by_class.items():
        order = np.random.default_rng((seed, class_index)).permutation(len(groups))
        drawn = [groups[k] for k in order]
        n_before = np.cumsum([0, *(n_frames[group] for group in drawn)])
        n_wanted = share * n_before[-1] - 1e-9
        taken.update(group for group, n in zip(drawn, n_before[:-1], strict=True) if n < n_wanted)
    return tuple(sample for sample in samples if sample.group in taken)
