"""Grouped folds: no group in two, rare classes spread, nothing left to the order of the samples."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.datasets.group_k_fold import folds_of
from inspector.datasets.version import Origin, Sample, Split


def sample(name: str, group: str, *classes: int) -> Sample:
    n_pixels = tuple(10 if index in (0, *classes) else 0 for index in range(4))
    return Sample(name, "f", "", "m", "", 8, 8, group, Split.TRAIN, Origin.REAL, n_pixels)


def test_four_groups_of_a_rare_class_go_to_four_folds():
    rare = [sample(f"r{i}", f"rare {i}", 3) for i in range(4)]
    clean = [sample(f"c{i}", f"clean {i}") for i in range(40)]
    dealt = folds_of([*clean, *rare], 4)
    assert sorted(dealt[f"rare {i}"] for i in range(4)) == [0, 1, 2, 3]
    assert Counter(dealt.values()) == {0: 11, 1: 11, 2: 11, 3: 11}


def test_five_groups_in_four_folds_leave_none_without_one():
    dealt = folds_of([sample(f"r{i}", f"g{i}", 2) for i in range(5)], 4)
    assert sorted(Counter(dealt.values()).values()) == [1, 1, 1, 2]


def test_large_groups_are_balanced_by_their_samples():
    samples = [sample(f"a{i}", "large") for i in range(6)] + [sample(f"b{i}", f"small {i}") for i in range(6)]
    dealt = folds_of(samples, 2)
    sizes = Counter(dealt[s.group] for s in samples)
    # By groups of a class first, then by samples: 1 + 2 small against 4 small at best.
    assert abs(sizes[0] - sizes[1]) <= 6
    assert Counter(dealt.values()) in ({0: 4, 1: 3}, {0: 3, 1: 4})


@given(
    st.lists(st.tuples(st.integers(0, 12), st.sets(st.integers(1, 3), max_size=2)), min_size=1, max_size=60),
    st.integers(2, 5), st.randoms(use_true_random=False),
)  # fmt: skip
def test_groups_stay_whole_and_order_does_not_matter(drawn, n_folds, random):
    samples = [sample(f"s{i}", f"g{group}", *classes) for i, (group, classes) in enumerate(drawn)]
    n_groups = len({s.group for s in samples})
    if n_groups < n_folds:
        with pytest.raises(ValueError, match=f"{n_groups} groups"):
            folds_of(samples, n_folds)
        return
    dealt = folds_of(samples, n_folds)
    shuffled = list(samples)
    random.shuffle(shuffled)
    assert folds_of(shuffled, n_folds) == dealt
    assert set(dealt) == {s.group for s in samples}
    assert set(dealt.values()) == set(range(n_folds))


def test_each_class_is_spread_as_evenly_as_it_can_be():
    samples = [sample(f"{c} {i}", f"{c} {i}", c) for c, n in ((1, 13), (2, 7), (3, 5)) for i in range(n)]
    dealt = folds_of(samples, 4)
    per_class: dict[int, Counter[int]] = defaultdict(Counter)
    for s in samples:
        per_class[int(s.name[0])][dealt[s.group]] += 1
    for counts in per_class.values():
        assert max(counts.values()) - min(counts.values()) <= 1
        assert len(counts) == 4
