"""A share of the frames: whole groups, class by class, the smaller within the larger."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.datasets.subsets import share_of
from inspector.datasets.version import Origin, Sample, Split


def sample(name: str, group: str, *classes: int) -> Sample:
    n_pixels = tuple(50 if k in (0, *classes) else 0 for k in range(4))
    return Sample(name, "", "", "", "", 10, 20, group, Split.TRAIN, Origin.REAL, n_pixels)


def frames(*groups: tuple[int, tuple[int, ...]]) -> list[Sample]:
    """(how many frames, classes that each holds) of each group."""
    return [sample(f"{g}-{n}", f"g{g}", *classes) for g, (size, classes) in enumerate(groups) for n in range(size)]


def test_so_many_groups_of_each_class_as_reach_the_share():
    """Class 1 on 8 groups of 2 frames, class 2 on 3 of 1, clean on 4 of 1: a quarter is 2 groups, 1 and 1."""
    data = frames(*[(2, (1,))] * 8, *[(1, (1, 2))] * 3, *[(1, ())] * 4)
    taken = share_of(data, 0.25, 1)
    groups = {s.group: tuple(k for k, n in enumerate(s.n_pixels) if n and k) for s in taken}
    assert Counter(groups.values()) == {(1,): 2, (1, 2): 1, (): 1}
    assert len(taken) == 2 * 2 + 1 + 1  # with all frames of a group


def test_another_seed_draws_other_groups_and_the_whole_is_all():
    data = frames(*[(1, (1,))] * 40)
    draws = {tuple(s.name for s in share_of(data, 0.25, seed)) for seed in (1, 2, 3)}
    assert len(draws) == 3
    assert share_of(data, 1.0, 1) == tuple(data)


@pytest.mark.parametrize("share", [0.0, -0.5, 1.5, float("nan")])
def test_no_share_is_refused(share: float):
    with pytest.raises(ValueError, match="a share lies above 0"):
        share_of([], share, 1)


GROUPS = st.lists(st.tuples(st.integers(1, 4), st.sets(st.integers(1, 3)).map(tuple)), min_size=1, max_size=12)


@given(GROUPS, st.integers(0, 5), st.tuples(st.floats(0.05, 1), st.floats(0.05, 1)).map(sorted), st.randoms())
def test_smaller_shares_lie_within_larger_ones_and_no_class_is_lost(groups, seed, shares, random):
    data = frames(*groups)
    small, large = (share_of(data, share, seed) for share in shares)
    assert {s.name for s in small} <= {s.name for s in large}
    mixed = list(data)
    random.shuffle(mixed)
    assert {s.name for s in share_of(mixed, shares[0], seed)} == {s.name for s in small}
    of = {s.group for s in small}
    assert all((s in small) == (s.group in of) for s in data)
    for k in (1, 2, 3):
        assert any(s.n_pixels[k] for s in small) == any(s.n_pixels[k] for s in data)
    assert len(small) >= shares[0] * len(data) - 1e-6
