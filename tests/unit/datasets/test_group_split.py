"""Whole groups dealt over the splits: by shares, rare classes everywhere, what is kept stays."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.datasets.group_split import FEW_GROUPS, FRAMES, split_groups
from inspector.datasets.version import Split

ALL = {Split.TRAIN, Split.VAL, Split.TEST}


def equal(n_groups: int) -> dict[str, Counter[str]]:
    return {f"coil{number:04d}": Counter({FRAMES: 1}) for number in range(n_groups)}


@pytest.mark.parametrize("n_groups", [20, 40, 400])  # 400: too many to improve one by one
def test_equal_groups_are_dealt_sixty_fifteen_twenty_five(n_groups: int):
    dealt = Counter(split_groups(equal(n_groups)).values())
    assert dealt == {Split.TRAIN: n_groups * 0.6, Split.VAL: n_groups * 0.15, Split.TEST: n_groups * 0.25}


@pytest.mark.parametrize("n_groups", [FEW_GROUPS - 4, 1000])
def test_a_class_on_three_groups_reaches_every_split(n_groups: int):
    counts = equal(n_groups)
    rare = sorted(counts)[-3:]  # dealt last
    for group in rare:
        counts[group]["crack"] = 1
    dealt = split_groups(counts)
    assert {dealt[group] for group in rare} == ALL


@given(
    counts=st.dictionaries(
        st.text("abc", min_size=1, max_size=3),
        st.builds(lambda n, a: Counter({FRAMES: n, "a": a}), st.integers(1, 9), st.integers(0, 9)),
        max_size=12,
    ),
    data=st.data(),
)
@settings(max_examples=40, deadline=None)
def test_kept_groups_stay_and_the_order_of_groups_does_not_matter(counts: dict[str, Counter[str]], data: st.DataObject):
    kept = data.draw(st.dictionaries(st.sampled_from(sorted(counts) or ["-"]), st.sampled_from(Split)))
    kept = {group: split for group, split in kept.items() if group in counts}
    dealt = split_groups(counts, kept=kept)
    assert set(dealt) == set(counts)
    assert {group: dealt[group] for group in kept} == kept
    assert all(dealt[group] in ALL for group in set(counts) - set(kept))
    assert dealt == split_groups(dict(reversed(counts.items())), kept=kept)


def test_what_is_kept_counts_so_that_the_rest_makes_up_for_it():
    counts = equal(20)
    kept = dict.fromkeys(sorted(counts)[:12], Split.TRAIN)
    assert Counter(split_groups(counts, kept=kept).values()) == {Split.TRAIN: 12, Split.VAL: 3, Split.TEST: 5}
