"""The threshold of a screen and what it keeps, by values worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.core.screen_card import MIN_GROUPS, KeptOf, n_needed, not_good_enough
from inspector.evaluation.intervals import ENOUGH_GROUPS
from inspector.evaluation.screening import (
    ScreenedDefect,
    ScreenedDefects,
    choose_threshold,
    kept_interval,
    measured,
    wilson,
)
from inspector.measuring.regions import find_regions
from tests.tiny_model import card


def of(*logits: float, class_index: int = 1, band: int = 0, n_groups: int = 50) -> list[ScreenedDefect]:
    return [ScreenedDefect(f"g{i % n_groups}", class_index, band, logit) for i, logit in enumerate(logits)]


def found(*defects: list[ScreenedDefect]) -> ScreenedDefects:
    made = ScreenedDefects(card(), [one for each in defects for one in each])
    for group in ("clean", *{one.group: None for one in made.defects}):
        made.add(group, [], np.zeros((1, 1), np.float32), (4, 4))
    return made


def test_five_of_a_thousand_may_be_lost():
    logits = [float(k) for k in range(5000)]
    threshold = choose_threshold(found(of(*logits)))
    assert threshold == 25.0  # 0 to 24 are lost
    assert measured(found(of(*logits)), threshold, "d val").of_all.n_kept == 4975


def test_thresholds_are_whole_hundredths_rounded_down():
    assert choose_threshold(found(of(*[1.239] * 600))) == 1.23
    assert choose_threshold(found(of(*[-1.231] * 600))) == -1.24


def test_a_class_of_few_defects_may_lose_none():
    """Among 1000 defects of one class 4 may be lost, and the 40 of the other class none: the lowest of them decides."""
    many, few = of(*np.arange(1000.0) + 10), of(*[2.5] * 40, class_index=2)
    assert choose_threshold(found(many, few)) == 2.5


def test_a_size_of_few_defects_may_lose_none():
    many, few = of(*np.arange(1000.0) + 10), of(*[2.5] * 40, band=3)
    assert choose_threshold(found(many, few)) == 2.5


def test_few_defects_in_all_keep_the_interval_up():
    """Of 400 two might be lost by the share alone; the interval of 399 of 400 begins below 99 %, so none is."""
    logits = [1.0, 2.0, *[9.0] * 398]
    assert wilson(399, 400)[0] < 0.99 <= wilson(400, 400)[0]
    assert choose_threshold(found(of(*logits))) == 1.0


def test_lost_defects_of_one_group_count_by_that_group():
    """The bootstrap takes the group that loses all its defects several times, or not at all."""
    defects = of(*[9.0] * 990, n_groups=49) + [ScreenedDefect("bad", 1, 0, 0.0)] * 10
    by_groups, alone = kept_interval(defects, 5.0), wilson(990, 1000)
    assert by_groups.value == 0.99
    assert by_groups.low is not None
    assert by_groups.low < alone[0]


def test_wilson_by_hand():
    """20 of 20: 20 / (20 + 1.96 ** 2) = 0.8389; 10 of 20 lies about one half."""
    low, high = wilson(20, 20)
    assert (round(low, 4), high) == (0.8389, 1.0)
    low, high = wilson(10, 20)
    assert (round(low, 4), round(high, 4)) == (0.2993, 0.7007)


@given(st.lists(st.floats(-30, 30), min_size=1, max_size=900), st.integers(1, 60))
def test_what_is_chosen_keeps_what_it_promises(logits: list[float], n_groups: int):
    defects = found(of(*logits, n_groups=n_groups), of(*logits[::7], class_index=2, band=2))
    threshold = choose_threshold(defects)
    for row in measured(defects, threshold, "d val").rows:
        assert row.share is None or row.share >= 0.995


def test_nothing_found_chooses_nothing():
    with pytest.raises(ValueError, match="no defect"):
        choose_threshold(found())


# What is good enough


def test_too_few_defects_are_refused_with_how_many_are_needed():
    n = n_needed() - 1
    said = not_good_enough(measured(found(of(*[1.0] * n)), 1.0, "d val"))
    assert said is not None
    assert f"{n} defects; {n + 1} are needed" in said
    assert not_good_enough(measured(found(of(*[1.0] * (n + 1))), 1.0, "d val")) is None


def test_too_few_groups_are_refused_however_many_defects_they_hold():
    """All of 2000 are kept, and those of one coil say little about the next; a group without any says nothing."""
    assert MIN_GROUPS == ENOUGH_GROUPS
    few, enough = (measured(found(of(*[1.0] * 2000, n_groups=n)), 1.0, "d val") for n in (7, 8))
    assert (few.n_groups, few.n_groups_with_defects) == (8, 7)  # "clean" is one
    said = not_good_enough(few)
    assert said is not None
    assert "lies in 7 groups; 8 are needed" in said
    assert not_good_enough(enough) is None
    alone = not_good_enough(measured(found(of(*[1.0] * 2000, n_groups=1)), 1.0, "d val"))
    assert alone is not None
    assert "lies in 1 group; 8 are needed" in alone


def test_a_class_that_loses_too_much_is_named():
    made = found(of(*[9.0] * 2000), of(*[9.0] * 99, 0.0, class_index=2))
    said = not_good_enough(measured(made, 5.0, "d val"))
    assert said is not None
    assert "99.00 % of the defects of bright" in said


def test_rows_are_of_all_classes_and_sizes():
    rows = measured(found(of(*[9.0] * 3), of(0.0, class_index=2, band=1)), 5.0, "d val").rows
    assert [(row.of, row.name, row.n_found, row.n_kept) for row in rows] == [
        (KeptOf.ALL, "", 4, 3), (KeptOf.CLASS, "dull", 3, 3), (KeptOf.CLASS, "bright", 1, 0),
        (KeptOf.SIZE, "below 16 px", 3, 3), (KeptOf.SIZE, "16 to 32 px", 1, 0), (KeptOf.SIZE, "32 to 64 px", 0, 0),
        (KeptOf.SIZE, "64 px or more", 0, 0),
    ]  # fmt: skip


def test_frames_add_up_to_shares_of_the_surface():
    """40 x 50 px: cells of 32 x 32, 32 x 18, 8 x 32 and 8 x 18. One frame of them holds a region of 20 x 20."""
    made = ScreenedDefects(card())
    class_map = np.zeros((40, 50), np.uint8)
    class_map[2:22, 2:22] = 2
    regions = find_regions(class_map, np.ones((40, 50), np.float32), min_area_px=(0, 1, 1))
    made.add("a", regions, np.array([[3.0, 0.0], [0.0, 3.0]], np.float32), (40, 50))
    made.add("b", [], np.array([[0.0, 3.0], [0.0, 0.0]], np.float32), (40, 50))
    assert made.defects == [ScreenedDefect("a", 2, 1, 3.0)]
    looked, clean = made.looked_at(3.0)
    assert looked == pytest.approx((32 * 32 + 8 * 18 + 32 * 18) / 4000)
    assert clean == pytest.approx(32 * 18 / 2000)
    assert (made.n_frames, made.groups) == (2, {"a", "b"})
