"""Intervals over groups: numbers worked out by hand, and when there is nothing to say."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.evaluation.intervals import ENOUGH_GROUPS, add_to, bootstrap, bootstrap_difference, pooled


def share(counts: np.ndarray) -> dict[str, float]:
    part, whole = counts.tolist()
    return {"share": part / whole if whole else math.nan}


def groups_of(*counts: tuple[float, float]) -> dict[str, np.ndarray]:
    return {f"coil {i}": np.array(pair) for i, pair in enumerate(counts)}


MIXED = groups_of((1, 10), (9, 10), (3, 10), (40, 50), (2, 5), (7, 20), (0, 10), (5, 6))


def test_counts_of_a_group_add_up_and_the_first_array_is_left_alone():
    first, by_group = np.array([1, 2]), {}
    add_to(by_group, "a", first)
    add_to(by_group, "a", np.array([3, 4]))
    add_to(by_group, "b", np.array([5, 6]))
    assert {group: counts.tolist() for group, counts in by_group.items()} == {"a": [4, 6], "b": [5, 6]}
    assert first.tolist() == [1, 2]
    assert pooled(by_group).tolist() == [9, 12]


def test_an_interval_by_hand():
    """Shares 1 and 0 of equal size: a draw gives 0, 1/2 or 1 with 1/4, 1/2 and 1/4."""
    groups = groups_of((1, 1), (0, 1))
    outer = bootstrap(groups, share, n_resamples=2000, level=0.9)["share"]
    assert (outer.low, outer.value, outer.high) == (0, 0.5, 1)
    inner = bootstrap(groups, share, n_resamples=2000, level=0.4)["share"]
    assert (inner.low, inner.high) == (0.5, 0.5)


def test_the_interval_of_a_mean_is_that_of_the_normal_law():
    """200 groups of equal size, share 1/2: standard error 1 / (2 sqrt 200) = 0.0354."""
    groups = {f"{i:03}": np.array([i % 2, 1]) for i in range(200)}
    interval = bootstrap(groups, share, n_resamples=4000)["share"]
    assert interval.low == pytest.approx(0.5 - 1.96 * 0.0354, abs=0.006)
    assert interval.high == pytest.approx(0.5 + 1.96 * 0.0354, abs=0.006)


def test_one_group_has_a_value_and_no_interval():
    interval = bootstrap(groups_of((3, 4)), share)["share"]
    assert (interval.value, interval.low, interval.high) == (0.75, None, None)
    assert (interval.n_groups, interval.has_too_few_groups) == (1, True)


def test_few_groups_have_an_interval_with_a_mark():
    few, enough = (bootstrap(groups_of(*[(i, 10) for i in range(n)]), share)["share"] for n in (7, 8))
    assert ENOUGH_GROUPS == 8
    assert few.low is not None
    assert few.has_too_few_groups
    assert not enough.has_too_few_groups


def test_groups_that_say_nothing_of_a_figure_do_not_make_it_surer():
    """Ten coils, one of which holds the class: its value never varies, and that is no certainty."""
    groups = groups_of((3, 4), *[(0, 0)] * 9)
    interval = bootstrap(groups, share)["share"]
    assert (interval.value, interval.low, interval.high, interval.n_groups) == (0.75, None, None, 1)
    assert interval.has_too_few_groups


def test_a_figure_that_is_undefined_has_no_interval():
    assert bootstrap(groups_of((0, 0), (0, 0)), share) == {}


def test_the_order_in_which_groups_came_changes_nothing():
    backwards = dict(reversed(MIXED.items()))
    assert bootstrap(backwards, share, n_resamples=50) == bootstrap(MIXED, share, n_resamples=50)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(20, 40)), min_size=2, max_size=9))
@settings(max_examples=25, deadline=None)
def test_an_interval_lies_within_the_groups(pairs: list[tuple[int, int]]):
    interval = bootstrap(groups_of(*pairs), share, n_resamples=60)["share"]
    shares = [part / whole for part, whole in pairs]
    assert interval.low is not None
    assert interval.high is not None
    assert min(shares) - 1e-12 <= interval.low <= interval.high <= max(shares) + 1e-12
    assert interval.n_groups == len(pairs)


# Two models on the same groups


def test_a_difference_by_hand():
    # one coil gains 1/2, the other nothing: draws give 0, 1/4 or 1/2
    first, second = groups_of((1, 2), (1, 2)), groups_of((2, 2), (1, 2))
    found = bootstrap_difference(first, second, share, n_resamples=2000, level=0.9)["share"]
    assert (found.low, found.value, found.high) == (0, 0.25, 0.5)


def test_a_constant_gain_is_certain_however_much_the_groups_vary():
    """What pairing is for: the intervals of the two models themselves overlap widely."""
    better = {group: counts + np.array([counts[1] / 20, 0]) for group, counts in MIXED.items()}
    found = bootstrap_difference(MIXED, better, share)["share"]
    assert (found.low, found.value, found.high) == pytest.approx((0.05, 0.05, 0.05))
    alone = bootstrap(MIXED, share)["share"]
    assert alone.high is not None
    assert alone.high - alone.value > 0.1


def test_a_model_does_not_differ_from_itself_and_the_sign_is_that_of_the_second():
    same = bootstrap_difference(MIXED, MIXED, share)["share"]
    assert (same.low, same.value, same.high) == (0, 0, 0)
    worse = {group: counts * np.array([0.5, 1]) for group, counts in MIXED.items()}
    forth, back = bootstrap_difference(MIXED, worse, share)["share"], bootstrap_difference(worse, MIXED, share)["share"]
    assert forth.value < 0
    assert (back.value, back.low, back.high) == pytest.approx((-forth.value, -forth.high, -forth.low))


def test_the_difference_on_one_group_has_no_interval():
    found = bootstrap_difference(groups_of((1, 4)), groups_of((3, 4)), share)["share"]
    assert (found.value, found.low, found.high, found.has_too_few_groups) == (0.5, None, None, True)


def test_a_figure_that_one_of_the_two_lacks_has_no_difference():
    assert bootstrap_difference(groups_of((0, 0)), groups_of((3, 4)), share) == {}
    assert bootstrap_difference(groups_of((3, 4)), groups_of((0, 0)), share) == {}


def test_models_scored_on_other_groups_are_not_compared():
    with pytest.raises(ValueError, match="only one has coil 1"):
        bootstrap_difference(groups_of((1, 2)), groups_of((1, 2), (1, 2)), share)


def test_without_groups_there_is_nothing_to_draw():
    for call in (lambda: bootstrap({}, share), lambda: bootstrap_difference({}, {}, share), lambda: pooled({})):
        with pytest.raises(ValueError, match="no group"):
            call()
