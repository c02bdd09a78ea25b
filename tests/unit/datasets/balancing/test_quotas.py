"""Hand-computed fillings of dli.md, and what holds for any."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.datasets.balancing.quotas import Stop, evenness, quotas

MAGNETIC = [8, 2, 3, 0, 4]  # a batch of 64 as the paper's data give it


def filled(counts: list[int], n_free: int, stop: Stop) -> list[int]:
    return [have + more for have, more in zip(counts, quotas(counts, n_free, stop=stop), strict=True)]


def test_all_free_pictures_are_used_from_the_rarest_class_up():
    assert filled(MAGNETIC, 47, Stop.WHEN_USED_UP) == [13, 13, 13, 13, 12]


def test_filling_ends_when_even_and_leaves_the_rest_clean():
    given_ = quotas(MAGNETIC, 47, stop=Stop.WHEN_EVEN)
    assert (filled(MAGNETIC, 47, Stop.WHEN_EVEN), sum(given_)) == ([8, 8, 8, 8, 8], 23)


def test_few_free_pictures_make_it_as_even_as_they_can_ties_to_the_first():
    assert filled(MAGNETIC, 5, Stop.WHEN_EVEN) == [8, 4, 3, 3, 4]


def test_nothing_free_and_nothing_defective_are_no_errors():
    assert quotas(MAGNETIC, 0, stop=Stop.WHEN_USED_UP) == (0,) * 5
    assert quotas([0, 0, 0], 7, stop=Stop.WHEN_USED_UP) == (3, 2, 2)
    assert quotas([0, 0, 0], 7, stop=Stop.WHEN_EVEN) == (0, 0, 0)
    assert quotas([], 7, stop=Stop.WHEN_USED_UP) == ()


def test_a_target_is_a_mix_and_0_means_none():
    assert quotas([0, 0, 0], 8, stop=Stop.WHEN_USED_UP, target=[2, 1, 1]) == (4, 2, 2)
    assert quotas([0, 0, 0], 9, stop=Stop.WHEN_USED_UP, target=[2, 0, 1]) == (6, 0, 3)
    # 6 to 2 wished, 6 to 0 there: two more, not three, make it so
    assert quotas([6, 0], 10, stop=Stop.WHEN_EVEN, target=[3, 1]) == (0, 2)


def test_pixels_are_balanced_by_what_one_injection_brings():
    # 10,000 px against 400 px; one crack brings 800 px: 12 of them come to exactly 10,000
    assert quotas([10_000, 400], 100, stop=Stop.WHEN_EVEN, amount_of_one=[5_000, 800]) == (0, 12)


@pytest.mark.parametrize(
    "wrong", [{"target": [1]}, {"target": [1, -1]}, {"amount_of_one": [1, 0]}, {"amount_of_one": [1, 1, 1]}]
)
def test_senseless_wishes_are_refused(wrong):
    with pytest.raises(ValueError, match="amounts"):
        quotas([1, 2], 3, stop=Stop.WHEN_EVEN, **wrong)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=8), st.integers(0, 80))
def test_water_filling(counts: list[int], n_free: int):
    more = quotas(counts, n_free, stop=Stop.WHEN_USED_UP)
    after = np.array(counts) + more
    assert sum(more) == n_free
    took = after[np.array(more) > 0]
    if took.size:
        assert took.max() - took.min() <= 1
        assert after[np.array(more) == 0].size == 0 or after[np.array(more) == 0].min() >= took.max() - 1


@given(st.lists(st.integers(0, 50), min_size=1, max_size=8), st.integers(0, 200))
def test_even_is_never_overshot(counts: list[int], n_free: int):
    more = quotas(counts, n_free, stop=Stop.WHEN_EVEN)
    after = np.array(counts) + more
    assert after.max() == max(counts)
    assert sum(more) == min(n_free, max(counts) * len(counts) - sum(counts))


def test_evenness_is_1_for_an_even_mix_and_0_for_one_class():
    assert evenness([3, 3, 3]) == pytest.approx(1)
    assert evenness([3, 0, 0]) == 0
    assert evenness([0, 0]) == 0
    assert evenness([1, 3]) == pytest.approx(-(0.25 * np.log(0.25) + 0.75 * np.log(0.75)) / np.log(2))
