"""Boxes hold every named cell once, and the network runs over less than in one box around all."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.core.screen_card import CELL_PX
from inspector.inference.covering import CALL_PX, boxes_over


def cells_at(rows: int, columns: int, *places: tuple[int, int]) -> npt.NDArray[np.bool_]:
    cells = np.zeros((rows, columns), bool)
    for place in places:
        cells[place] = True
    return cells


def run_px(boxes: list[tuple[slice, slice]], around_px: int) -> int:
    return sum(
        ((rows.stop - rows.start) * CELL_PX + 2 * around_px)
        * ((columns.stop - columns.start) * CELL_PX + 2 * around_px) + CALL_PX
        for rows, columns in boxes
    )  # fmt: skip


def test_nothing_named_needs_no_box():
    assert boxes_over(np.zeros((5, 7), bool), 64) == []


@pytest.mark.parametrize(("distance", "n"), [(1, 1), (6, 1), (7, 2), (15, 2)])
def test_two_cells_are_in_one_box_where_that_costs_less(distance: int, n: int):
    """With 64 px around, two boxes cost 2 * (160 * 160 + 8192) = 67584 px; one of 7 cells 160 * 352 + 8192 = 64512, one
    of 8 cells 69632."""
    assert len(boxes_over(cells_at(1, 20, (0, 2), (0, 2 + distance)), 64)) == n


def test_a_first_cut_may_pay_only_with_the_second():
    """Four cells in the corners of a square of 10 cells: one cut leaves two boxes of the square's height or width."""
    cells = cells_at(12, 12, (1, 1), (1, 10), (10, 1), (10, 10))
    boxes = boxes_over(cells, 64)
    assert sorted((rows.start, columns.start) for rows, columns in boxes) == [(1, 1), (1, 10), (10, 1), (10, 10)]


def test_a_slanting_line_is_cut_and_a_full_rectangle_is_not():
    slanting = np.eye(40, dtype=bool)
    assert run_px(boxes_over(slanting, 64), 64) < 0.4 * run_px([np.s_[0:40, 0:40]], 64)
    full = cells_at(40, 40)
    full[3:30, 7:35] = True
    assert boxes_over(full, 64) == [np.s_[3:30, 7:35]]


def test_a_network_of_one_size_of_tile_gets_few_boxes():
    """Two cells of 10 between them: each would cost a whole tile of 512 px, and both fit one."""
    cells = cells_at(3, 30, (1, 2), (1, 13))
    assert len(boxes_over(cells, 32)) == 2
    assert len(boxes_over(cells, 32, (512, 512))) == 1


@given(
    st.integers(1, 24), st.integers(1, 24), st.sampled_from([0.02, 0.1, 0.4, 0.9]), st.sampled_from([0, 8, 48, 64]),
    st.integers(0, 99),
)  # fmt: skip
def test_every_named_cell_is_in_one_box_and_no_set_of_boxes_costs_more_than_one_around_all(
    rows: int, columns: int, share: float, around_px: int, seed: int
):
    cells = np.random.default_rng(seed).random((rows, columns)) < share
    boxes = boxes_over(cells, around_px)
    held = np.zeros(cells.shape, int)
    for box in boxes:
        held[box] += 1
        sides = cells[box]
        assert all(line.any() for line in (sides[0], sides[-1], sides[:, 0], sides[:, -1]))
    assert (held[cells] == 1).all()
    assert held.max() <= 1
    if boxes:
        named = np.nonzero(cells)
        one = tuple(slice(int(each.min()), int(each.max()) + 1) for each in named)
        assert run_px(boxes, around_px) <= run_px([one], around_px)


def test_a_long_frame_is_cut_as_often_as_it_takes():
    """More cuts, one within the other, than a recursion could make."""
    cells = np.zeros((9000, 3), bool)
    cells[::20, 1] = True
    assert len(boxes_over(cells, 16)) == 450
