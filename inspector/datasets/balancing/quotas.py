"""How many injections each class gets: the rarest first, until even, until all are used, or until enough is clean.

Amounts are whatever is balanced: frames, instances, pixels, or instances of one size band.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
import numpy.typing as npt


class Stop(StrEnum):
    WHEN_EVEN = "when-even"  # the paper's words
    WHEN_USED_UP = "when-used-up"  # the released code: no clean picture is left


def quotas(
    amounts: Sequence[float],
    n_free: int,
    *,
    stop: Stop,
    target: Sequence[float] | None = None,
    amount_of_one: Sequence[float] | None = None,
) -> tuple[int, ...]:
    """Injections per class. ``amounts`` is what each class has; the class farthest below its target gets the next
    one, the first of equals wins.

    ``target``: wished mix, any positive scale, 0 for a class that gets none; None for an even one.
    ``amount_of_one``: what one injection adds to a class (its mean pixels, say); None for 1.
    ``n_free``: clean pictures that may take one each. Raises ValueError for lengths or values that make no sense.
    """
    have = np.array(amounts, np.float64)
    wished = np.ones(len(have)) if target is None else np.array(target, np.float64)
    adds = np.ones(len(have)) if amount_of_one is None else np.array(amount_of_one, np.float64)
    if not len(have) == len(wished) == len(adds):
        raise ValueError(f"{len(have)} amounts, {len(wished)} targets, {len(adds)} amounts of one")
    if (have < 0).any() or (wished < 0).any() or (adds <= 0).any() or n_free < 0:
        raise ValueError("amounts and targets start at 0, amounts of one above it")
    given = np.zeros(len(have), np.int64)
    takes = np.flatnonzero(wished > 0)
    if takes.size == 0:
        return tuple(given.tolist())
    for _ in range(n_free):
        level = have[takes] / wished[takes]
        lowest = takes[int(np.argmin(level))]
        if stop is Stop.WHEN_EVEN and have[lowest] + adds[lowest] / 2 > level.max() * wished[lowest]:
            break  # one more would bring it farther above the fullest than it is below
        have[lowest] += adds[lowest]
        given[lowest] += 1
    return tuple(given.tolist())


def evenness(amounts: npt.ArrayLike) -> float:
    """Normalised entropy of a mix: 1 where all classes have equal amounts, 0 where one has all. 1 for one class."""
    shares = np.asarray(amounts, np.float64)
    total = shares.sum()
    if len(shares) < 2:
        return 1.0
    if total <= 0:
        return 0.0
    shares = shares[shares > 0] / total
    return float((shares * np.log(1 / shares)).sum() / np.log(np.size(amounts)))
