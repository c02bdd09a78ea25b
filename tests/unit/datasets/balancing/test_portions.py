"""What is made even, by unit: portions of a data set, and what a batch shows of them."""

from __future__ import annotations

import numpy as np
import pytest

from inspector.core.balancing import BalanceMode, BalanceSettings, Unit
from inspector.datasets.balancing.balancer import Balancer
from inspector.datasets.balancing.donors import cut_donors
from inspector.datasets.balancing.portions import amount_in, portions_of

NAMES = ("background", "crack", "dent", "pit")


def view(*boxes: tuple[int, int, int, int, int]) -> np.ndarray:
    """Of class, top, left, height and width."""
    class_map = np.zeros((64, 64), np.uint8)
    for class_index, top, left, height, width in boxes:
        class_map[top : top + height, left : left + width] = class_index
    return class_map


# Two cracks of 4 x 4 and one of 20 x 20 in two views, a dent of 2 x 5 in one.
VIEWS = [view((1, 0, 0, 4, 4), (1, 30, 30, 4, 4), (2, 50, 0, 2, 5)), view((1, 10, 10, 20, 20)), view()]
DONORS = {
    index: [donor for class_map in VIEWS for donor in cut_donors(class_map, class_map, NAMES, "f", "g")
            if donor.class_index == index]
    for index in (1, 2, 3)
}  # fmt: skip


@pytest.mark.parametrize(
    ("unit", "amounts", "of_one"),
    [
        (Unit.FRAMES, [2, 1, 0], [1, 1, 1]),
        (Unit.INSTANCES, [3, 1, 0], [1, 1, 1]),
        (Unit.PIXELS, [432, 10, 0], [144, 10, 1]),
    ],
)
def test_amounts_of_classes_by_unit(unit: Unit, amounts: list[float], of_one: list[float]):
    settings = BalanceSettings(unit=unit)
    portions = portions_of(NAMES, DONORS, settings)
    assert [(portion.class_index, portion.name) for portion in portions] == [(1, "crack"), (2, "dent"), (3, "pit")]
    assert [amount_in(portion, VIEWS, settings) for portion in portions] == amounts
    assert [portion.amount_of_one for portion in portions] == of_one
    assert [len(portion.donors) for portion in portions] == [3, 1, 0]


def test_size_bands_are_portions_of_their_own():
    settings = BalanceSettings(unit=Unit.SIZE_BANDS, bands_px=(10.0,))
    portions = portions_of(NAMES, DONORS, settings)
    assert [portion.name for portion in portions] == [
        "crack, below 10 px", "crack, 10 px or more", "dent, below 10 px", "dent, 10 px or more",
        "pit, below 10 px", "pit, 10 px or more",
    ]  # fmt: skip
    assert [amount_in(portion, VIEWS, settings) for portion in portions] == [2, 1, 1, 0, 0, 0]
    assert [[donor.area_px for donor in portion.donors] for portion in portions] == [[16, 16], [400], [10], [], [], []]


def planned(n_clean: int, **changes: object) -> list[tuple[str, int]]:
    """Names and views of the injections into so many clean views, beside the two with defects."""
    settings = BalanceSettings(clean_share=0.0, **changes)  # type: ignore[arg-type]
    balancer = Balancer(BalanceMode.DLI, NAMES, DONORS, settings)
    plan = balancer.plan([*VIEWS[:2], *[view()] * n_clean], np.random.default_rng(1))
    return sorted((one.portion.name, one.view) for one in plan)


@pytest.mark.parametrize(
    ("unit", "n_cracks", "n_dents"),
    [
        (Unit.FRAMES, 2, 2),  # 2 and 1 views become 4 and 3
        (Unit.INSTANCES, 1, 3),  # 3 and 1 defects become 4 and 4
        (Unit.PIXELS, 0, 4),  # 432 and 10 pixels: four dents of 10 are far from enough
    ],
)
def test_the_unit_decides_which_class_a_batch_lacks(unit: Unit, n_cracks: int, n_dents: int):
    names = [name for name, _ in planned(4, unit=unit)]
    assert (names.count("crack"), names.count("dent")) == (n_cracks, n_dents)


def test_a_target_holds_for_all_bands_of_its_class():
    names = [name for name, _ in planned(6, unit=Unit.SIZE_BANDS, bands_px=(10.0,), target={"crack": 1.0})]
    assert sorted(set(names)) == ["crack, 10 px or more", "crack, below 10 px"]
    assert names.count("crack, 10 px or more") - names.count("crack, below 10 px") in (0, 1, 2)


def test_several_injections_per_host_are_spread_over_the_hosts_first():
    views = [view_number for _, view_number in planned(3, per_host=2)]
    assert sorted(views) == [2, 2, 3, 3, 4, 4]


def test_views_of_frames_that_may_not_be_used_stay_clean():
    balancer = Balancer(BalanceMode.DLI, NAMES, DONORS, BalanceSettings(clean_share=0.0))
    may_host = [True, True, False, True, False]
    plan = balancer.plan([*VIEWS[:2], view(), view(), view()], np.random.default_rng(1), may_host)
    assert [one.view for one in plan] == [3]


@pytest.mark.parametrize("mode", [BalanceMode.DLI_PAPER, BalanceMode.DLI_RELEASED])
def test_the_modes_of_the_paper_follow_the_target_alone(mode: BalanceMode):
    settings = BalanceSettings(Unit.PIXELS, {"dent": 1.0}, 0.1, 4, clean_share=1.0)
    balancer = Balancer(mode, NAMES, DONORS, settings)
    assert balancer.settings == BalanceSettings(target={"dent": 1.0})
    plan = balancer.plan([view(), view()], np.random.default_rng(1))
    assert {one.portion.name for one in plan} <= {"dent"}
    assert len(plan) == (2 if mode is BalanceMode.DLI_RELEASED else 0)  # nothing is uneven among nothing
