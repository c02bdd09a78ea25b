"""What a candidate and the model in use report of one frame, compared by hand-drawn class maps."""

from __future__ import annotations

import numpy as np
import pytest

from inspector.measuring.regions import find_regions
from inspector.pipeline.shadow import ClassAgreement, KnownTo, Reported, compare_reports
from tests.tiny_model import card

HEIGHT, WIDTH = 8, 20
THREE = ("background", "dull", "bright")


def reported(*boxes: tuple[int, int, int, int, int], names: tuple[str, ...] = THREE, **changed: object) -> Reported:
    """``boxes``: class index, top, left, height, width."""
    class_map = np.zeros((HEIGHT, WIDTH), np.uint8)
    for index, top, left, height, width in boxes:
        class_map[top : top + height, left : left + width] = index
    facts = card(class_names=names, **changed)
    found = find_regions(class_map, np.ones((HEIGHT, WIDTH), np.float32), min_area_px=(0,) * len(names))
    return Reported(facts, found)


def test_regions_of_one_class_agree_where_they_share_a_pixel():
    active = reported((1, 0, 0, 2, 4), (1, 4, 0, 2, 4), (2, 0, 10, 2, 2))
    candidate = reported((1, 1, 3, 3, 3), (2, 6, 10, 2, 2), (2, 6, 14, 2, 2))
    assert compare_reports(active, candidate, WIDTH) == (
        ClassAgreement("dull", KnownTo.BOTH, n_both=1, n_only_active=1),
        ClassAgreement("bright", KnownTo.BOTH, n_only_active=1, n_only_candidate=2),
    )


def test_one_large_region_agrees_with_all_that_it_covers():
    parts, whole = reported((1, 0, 0, 2, 3), (1, 0, 6, 2, 3)), reported((1, 0, 0, 3, 12))
    (dull, _) = compare_reports(parts, whole, WIDTH)
    assert dull == ClassAgreement("dull", KnownTo.BOTH, n_both=2)
    assert dull.is_agreed
    (dull, _) = compare_reports(whole, parts, WIDTH)
    assert dull == ClassAgreement("dull", KnownTo.BOTH, n_both=1)


@pytest.mark.parametrize("box", [(1, 0, 4, 2, 2), (1, 2, 0, 2, 4), (1, 1, 16, 1, 4), (1, 3, 0, 1, 4)])
def test_neighbours_that_share_no_pixel_do_not_agree(box):
    """Beside it, below it, and where a row ends and the next begins."""
    at_edge = reported((1, 0, 0, 2, 4), (1, 2, 16, 1, 4))
    (dull, _) = compare_reports(at_edge, reported(box), WIDTH)
    assert (dull.n_both, dull.n_only_candidate, dull.is_agreed) == (0, 1, False)


def test_the_same_place_of_another_class_is_a_disagreement_about_both():
    found = compare_reports(reported((1, 2, 2, 3, 3)), reported((2, 2, 2, 3, 3)), WIDTH)
    assert [(one.n_both, one.n_only_active, one.n_only_candidate) for one in found] == [(0, 1, 0), (0, 0, 1)]
    assert not any(one.is_agreed for one in found)


def test_classes_are_compared_by_name_and_those_of_one_model_are_told_apart():
    active = reported((1, 0, 0, 2, 2), (2, 4, 0, 2, 2))
    candidate = reported((2, 0, 0, 2, 2), (1, 4, 10, 2, 2), names=("background", "fray", "dull"))
    assert compare_reports(active, candidate, WIDTH) == (
        ClassAgreement("dull", KnownTo.BOTH, n_both=1),
        ClassAgreement("bright", KnownTo.ACTIVE, n_only_active=1),
        ClassAgreement("fray", KnownTo.CANDIDATE, n_only_candidate=1),
    )
    assert all(one.is_agreed for one in compare_reports(active, candidate, WIDTH))


def test_what_is_no_defect_to_one_of_them_is_none_that_it_reports():
    found = compare_reports(reported(), reported(non_defects=("bright",)), WIDTH)
    assert [(one.class_name, one.known_to) for one in found] == [("dull", KnownTo.BOTH), ("bright", KnownTo.ACTIVE)]


def test_random_maps_are_compared_as_pixel_by_pixel():
    rng = np.random.default_rng(19)
    for _ in range(60):
        maps = rng.choice(3, (2, HEIGHT, WIDTH), p=(0.6, 0.2, 0.2)).astype(np.uint8)
        ones = np.ones((HEIGHT, WIDTH), np.float32)
        active, candidate = (Reported(card(), find_regions(each, ones, min_area_px=(0, 0, 0))) for each in maps)
        for index, one in enumerate(compare_reports(active, candidate, WIDTH), start=1):
            met = [
                [any((other[row, a:b] == index).any() for row, a, b in region.runs) for region in each.regions
                 if region.class_index == index]
                for each, other in ((active, maps[1]), (candidate, maps[0]))
            ]  # fmt: skip
            assert (one.n_both, one.n_only_active) == (sum(met[0]), len(met[0]) - sum(met[0]))
            assert one.n_only_candidate == len(met[1]) - sum(met[1])
