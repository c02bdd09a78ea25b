"""Stratified split of whole groups over train, val and test.

    frames and defects per group, shares wanted  ->  a split per group

The same counts under the same names of groups always give the same split; equal groups are taken by name. Whoever
wants another of the equally good splits renames the groups, as ``splitting.divide`` does by its seed.

The cost of a split is, summed over what is counted and over train, val and test, (share got - share wanted)^2 / share
wanted, and 100 more, which outweighs all else, for each subject that one of them lacks though enough groups have it.
Groups are assigned from the largest to the smallest, each to where the cost is then least. Up to ``FEW_GROUPS`` groups,
single ones then move, and pairs change places, as long as that lowers the cost; of more, each is too small to matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from inspector.datasets.version import Split

SPLIT_SHARES = {Split.TRAIN: 0.60, Split.VAL: 0.15, Split.TEST: 0.25}
FRAMES = "frames"  # every group counts them; other subjects are classes
FEW_GROUPS = 64

Floats = npt.NDArray[np.float64]
_NONE_KEPT: Mapping[str, Split] = MappingProxyType({})


def split_groups(
    counts: Mapping[str, Counter[str]],
    shares: Mapping[Split, float] = SPLIT_SHARES,
    kept: Mapping[str, Split] = _NONE_KEPT,
) -> dict[str, Split]:
    """A split for each group, from its counts of ``FRAMES`` and of each class; the same for the same counts.

    Groups in ``kept`` stay where they are and count there; their splits may be others than those of ``shares``.
    """
    subjects = sorted({subject for count in counts.values() for subject, n in count.items() if n})
    order = sorted(counts, key=lambda group: (-counts[group][FRAMES], group))
    amounts = np.array([[counts[group][subject] for subject in subjects] for group in order], np.float64)
    splits = tuple(shares)
    wanted = np.array([shares[split] for split in splits])[:, None]
    totals = amounts.sum(axis=0)
    can_be_everywhere = (amounts > 0).sum(axis=0) >= len(splits)

    def cost(got: Floats) -> float:
        return float(((got / totals - wanted) ** 2 / wanted).sum() + 100 * ((got == 0) & can_be_everywhere).sum())

    got = np.zeros((len(splits), len(subjects)), np.float64)
    choice: dict[int, int] = {}
    for row, group in enumerate(order):
        if group in kept and kept[group] in splits:
            got[splits.index(kept[group])] += amounts[row]
    free = [row for row, group in enumerate(order) if group not in kept]
    for row in free:
        costs = []
        for index in range(len(splits)):
            got[index] += amounts[row]
            costs.append(cost(got))
            got[index] -= amounts[row]
        choice[row] = costs.index(min(costs))
        got[choice[row]] += amounts[row]

    def changed(change: Mapping[int, int]) -> Floats:
        moved = got.copy()
        for row, index in change.items():
            moved[choice[row]] -= amounts[row]
            moved[index] += amounts[row]
        return moved

    while len(free) <= FEW_GROUPS:
        changes = [{row: index} for row in free for index in range(len(splits)) if index != choice[row]]
        changes += [{row: choice[other], other: choice[row]} for at, row in enumerate(free)
                    for other in free[:at] if choice[row] != choice[other]]  # fmt: skip
        best = min(changes, key=lambda change: cost(changed(change)), default={})
        if cost(changed(best)) >= cost(got) - 1e-9:
            break
        got = changed(best)
        choice.update(best)
    return {group: kept[group] if group in kept else splits[choice[row]] for row, group in enumerate(order)}
