"""One instance becomes several: what is cut parts it, is one pixel wide, and leaves all else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import ndimage

from inspector.annotation.tools.cuts import Cut, cut_along, cut_at_waists
from inspector.annotation.tools.painting import Patch
from inspector.core.class_map import ClassMap
from inspector.core.polygons import Mask

SIZE = (60, 90)
EIGHT = np.ones((3, 3), bool)


def bar() -> ClassMap:
    """Rows 20 to 39, columns 10 to 79."""
    labels = np.zeros(SIZE, np.uint8)
    labels[20:40, 10:80] = 1
    return labels


def after(labels: ClassMap, cut: Cut) -> ClassMap:
    done = labels.copy()
    done[cut.patch.rect.top : cut.patch.rect.bottom, cut.patch.rect.left : cut.patch.rect.right][cut.patch.mask] = 0
    return done


def sizes(labels: ClassMap, value: int = 1) -> tuple[int, ...]:
    found, _ = ndimage.label(labels == value, EIGHT)
    return tuple(sorted(np.bincount(found.ravel())[1:].tolist(), reverse=True))


def discs(*circles: tuple[float, float, float]) -> Mask:
    rows, columns = np.mgrid[: SIZE[0], : SIZE[1]]
    mask = np.zeros(SIZE, bool)
    for row, column, radius in circles:
        mask |= (rows - row) ** 2 + (columns - column) ** 2 <= radius**2
    return mask


def test_a_straight_cut_takes_one_column_and_says_how_large_the_parts_are():
    cut = cut_along(bar(), 1, [(30.5, 5.5), (30.5, 50.5)])
    assert cut.parts == (49 * 20, 20 * 20)
    done = after(bar(), cut)
    assert sizes(done) == cut.parts
    assert np.flatnonzero((bar() != done).any(axis=0)).tolist() == [30]


def test_a_diagonal_cut_leaves_no_corner_by_which_the_parts_hang_together():
    cut = cut_along(bar(), 1, [(15.5, 15.5), (55.5, 55.5)])
    assert len(cut.parts) == 2
    assert sizes(after(bar(), cut)) == cut.parts


ENDS = st.floats(12, 78)


@given(ENDS, ENDS, ENDS)
def test_any_way_from_above_to_below_parts_it_and_takes_nothing_beside_the_way(above: float, bend: float, below: float):
    way = [(above, 10.0), (bend, 30.0), (below, 50.0)]
    cut = cut_along(bar(), 1, way)
    done = after(bar(), cut)
    assert len(cut.parts) >= 2
    assert sizes(done) == cut.parts
    rows, columns = np.nonzero(bar() != done)
    for row, column in zip(rows + 0.5, columns + 0.5, strict=True):
        (x0, y0), (x1, y1) = (way[0], way[1]) if row <= 30 else (way[1], way[2])
        length = np.hypot(x1 - x0, y1 - y0)
        assert abs((x1 - x0) * (y0 - row) - (x0 - column) * (y1 - y0)) / length <= 1.5


def test_what_a_way_does_not_part_is_not_cut():
    assert not cut_along(bar(), 1, [(30.5, 5.5), (30.5, 30.5)]).parts  # it ends inside
    assert not cut_along(bar(), 1, [(5.5, 5.5), (85.5, 5.5)]).parts  # beside it
    assert not cut_along(bar(), 2, [(30.5, 5.5), (30.5, 50.5)]).parts  # of another class
    assert not cut_along(bar(), 1, [(-50.0, -9.0), (-40.0, 300.0)]).parts  # beside the frame
    assert not cut_along(bar(), 1, []).parts


def test_a_way_over_several_instances_cuts_those_that_it_parts_and_no_other_class():
    labels = np.zeros(SIZE, np.uint8)
    labels[5:15, 10:80], labels[20:30, 10:80], labels[35:45, 10:80] = 1, 2, 1
    labels[50:, 10:80] = 1
    cut = cut_along(labels, 1, [(30.5, 0.5), (30.5, 55.5)])  # it ends inside of the last one
    done = after(labels, cut)
    assert cut.parts == (490, 490, 200, 200)
    np.testing.assert_array_equal(done == 2, labels == 2)
    np.testing.assert_array_equal(done[50:], labels[50:])


def test_two_that_touch_are_parted_at_their_waist():
    mask = discs((30, 28, 16), (30, 58, 16))  # they overlap by 2 px
    cut = cut_at_waists(Patch(0, 0, mask), 0.7)
    assert len(cut.parts) == 2
    done = after(mask.astype(np.uint8), cut)
    assert sizes(done) == cut.parts
    columns = np.flatnonzero((mask != done.astype(bool)).any(axis=0))
    assert columns.min() >= 41
    assert columns.max() <= 45  # the waist is at 43
    assert abs(cut.parts[0] - cut.parts[1]) < 0.05 * cut.parts[0]


@pytest.mark.parametrize("mask", [discs((30, 40, 20)), bar() > 0, discs((30, 36, 16), (30, 46, 16))])
def test_what_has_no_waist_stays_whole(mask: Mask):
    assert not cut_at_waists(Patch(0, 0, mask), 0.7).parts


def test_three_in_a_row_become_three_and_the_share_says_how_narrow_a_waist_is():
    mask = discs((30, 20, 10), (30, 36, 10), (30, 52, 10))  # waists of 6 px each way: 60 %
    assert len(cut_at_waists(Patch(0, 0, mask), 0.7).parts) == 3
    assert not cut_at_waists(Patch(0, 0, mask), 0.4).parts


def test_a_waist_is_measured_in_millimetres_where_the_scales_differ():
    mask = np.zeros(SIZE, bool)
    mask[20:40, 10:30] = mask[20:40, 50:70] = mask[28:32, 30:50] = True
    square = cut_at_waists(Patch(0, 0, mask), 0.5)
    assert len(square.parts) == 2
    # One row is as wide as ten columns: the neck of 4 rows is 40 wide, the squares are 20.
    assert not cut_at_waists(Patch(0, 0, mask), 0.5, (10.0, 1.0)).parts


BLOBS = st.lists(st.tuples(st.integers(5, 55), st.integers(5, 85), st.integers(1, 20)), min_size=1, max_size=6)


@given(BLOBS, st.floats(0.05, 1.0))
def test_whatever_is_split_falls_into_parts_of_the_said_sizes_and_keeps_all_other_pixels(
    blobs: list[tuple[int, int, int]], share: float
):
    found, _ = ndimage.label(discs(*blobs), EIGHT)
    mask = found == 1
    cut = cut_at_waists(Patch(0, 0, mask), share)
    if cut.parts:
        done = after(mask.astype(np.uint8), cut)
        assert sizes(done) == cut.parts
        assert len(cut.parts) >= 2
        seam = mask & (done == 0)
        # One pixel wide: each of its pixels has a pixel that stayed, or one that was never there, beside it.
        assert not ndimage.binary_erosion(seam, np.ones((3, 3)), border_value=0).any()
