"""Plans of tiles cover every pixel with as few tiles as may be, and joining leaves no trace of them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.inference.tiling import Joiner, TilePlan, join, plan_tiles, ramp, span_with_reach


@st.composite
def cases(draw: st.DrawFn) -> tuple[int, int, int, int, int]:
    multiple = draw(st.sampled_from([1, 8, 32]))
    tile_px = multiple * draw(st.integers(1, 512 // multiple))
    overlap_px = draw(st.integers(0, tile_px - 1))
    return draw(st.integers(1, 1200)), draw(st.integers(1, 1200)), tile_px, overlap_px, multiple


def axes(plan: TilePlan) -> list[tuple[int, int, tuple[int, ...]]]:
    return [(plan.height, plan.tile_height, plan.tops), (plan.width, plan.tile_width, plan.lefts)]


def least(size: int, tile: int, overlap: int) -> int:
    """Tiles needed by counting: each further one brings ``tile - overlap`` new pixels."""
    n, covered = 1, tile
    while covered < size:
        n, covered = n + 1, covered + tile - overlap
    return n


@given(cases())
@settings(max_examples=50, deadline=None)
def test_a_plan_keeps_every_promise(case: tuple[int, int, int, int, int]):
    height, width, tile_px, overlap_px, multiple = case
    plan = plan_tiles(height, width, tile_px=tile_px, overlap_px=overlap_px, multiple=multiple)
    in_multiples = -(-overlap_px // multiple) * multiple
    is_on_grid = in_multiples <= tile_px // 2
    for size, tile, starts in axes(plan):
        assert tile % multiple == 0
        assert tile <= tile_px
        assert starts[0] == 0
        assert 0 <= starts[-1] + tile - size < multiple  # reaches over the frame's end by less than a multiple
        if is_on_grid:
            assert all(start % multiple == 0 for start in starts)
            assert len(starts) == least(-(-size // multiple) * multiple, tile_px, in_multiples)
        else:
            assert len(starts) == least(size, tile_px, overlap_px)
        assert all(first + tile - second >= overlap_px for first, second in pairwise(starts))
        assert all(second > first for first, second in pairwise(starts))


@given(st.integers(1, 1200), st.integers(1, 1200), st.integers(1, 300), st.integers(1, 300), st.integers(0, 400))
@settings(max_examples=50, deadline=None)
def test_a_fixed_tile_covers_every_pixel_too(height: int, width: int, tile_h: int, tile_w: int, overlap_px: int):
    plan = plan_tiles(height, width, tile_px=512, overlap_px=overlap_px, multiple=32, fixed_tile=(tile_h, tile_w))
    assert (plan.tile_height, plan.tile_width) == (tile_h, tile_w)
    for size, tile, starts in axes(plan):
        assert starts[0] == 0
        assert starts[-1] + tile >= size
        assert all(second - first <= tile for first, second in pairwise(starts))


def test_a_fixed_tile_no_larger_than_the_overlap_does_not_creep_pixel_by_pixel():
    plan = plan_tiles(1000, 1000, tile_px=512, overlap_px=32, multiple=32, fixed_tile=(32, 32))
    assert len(plan.tops) <= 2 * -(-1000 // 32)


@pytest.mark.parametrize(
    ("height", "width", "tile", "tops", "lefts"),
    [
        (200, 200, (224, 224), (0,), (0,)),  # NEU: one tile, grown
        (256, 1600, (256, 448), (0,), (0, 384, 768, 1152)),  # four tiles of 448 are fewer pixels than four of 512
        (512, 512, (512, 512), (0,), (0,)),
        (513, 1, (288, 32), (0, 256), (0,)),  # the second ends 31 px below the frame, so that it starts at a multiple
    ],
)
def test_plans_worked_out_by_hand(
    height: int, width: int, tile: tuple[int, int], tops: tuple[int, ...], lefts: tuple[int, ...]
):
    plan = plan_tiles(height, width, tile_px=512, overlap_px=32, multiple=32)
    assert (plan.tile_height, plan.tile_width) == tile
    assert (plan.tops, plan.lefts) == (tops, lefts)


@pytest.mark.parametrize(("height", "width"), [(0, 5), (5, 0), (-1, 5)])
def test_a_frame_without_pixels_is_refused(height: int, width: int):
    with pytest.raises(ValueError, match="at least one pixel"):
        plan_tiles(height, width, tile_px=64, overlap_px=8, multiple=8)


@given(st.integers(1, 500))
def test_the_passage_rises_evenly_and_is_fair_to_both_tiles(length: int):
    weight = ramp(length)
    assert 0 < weight[0] <= weight[-1] < 1
    assert (np.diff(weight) > 0).all()
    assert weight + weight[::-1] == pytest.approx(np.ones(length), abs=1e-6)


def test_a_passage_by_hand():
    old, new = np.zeros((1, 1, 4), np.float32), np.full((1, 1, 4), 8, np.float32)
    join(old, new, ramp(4))
    assert new[0, 0].tolist() == [1, 3, 5, 7]


def test_equal_scores_pass_bit_for_bit():
    scores = np.random.default_rng(1).normal(0, 1e4, (3, 5, 33)).astype(np.float32)
    new = scores.copy()
    join(scores, new, ramp(33))
    assert np.array_equal(new, scores)


def joined(plan: TilePlan, tiles: dict[tuple[int, int], npt.NDArray[np.float32]]) -> npt.NDArray[np.float32]:
    """What a joiner gives for tiles of one class, NaN where it gave nothing. No pixel is given twice."""
    whole = np.full((1, plan.height, plan.width), np.nan, np.float32)
    joiner = Joiner(plan)
    for (top, left), scores in tiles.items():
        done = joiner.add(top, left, scores[None])
        place = whole[:, top : top + done.shape[1], left : left + done.shape[2]]
        assert np.isnan(place).all()
        place[:] = done
    return whole[0]


@given(cases())
@settings(max_examples=30, deadline=None)
def test_tiles_cut_from_one_plane_join_to_that_plane(case: tuple[int, int, int, int, int]):
    height, width, tile_px, overlap_px, multiple = case
    height, width = min(height, 6 * tile_px), min(width, 6 * tile_px)
    plan = plan_tiles(height, width, tile_px=tile_px, overlap_px=min(overlap_px, tile_px // 2), multiple=multiple)
    reached = plan.tops[-1] + plan.tile_height, plan.lefts[-1] + plan.tile_width
    plane = np.random.default_rng(width).normal(size=reached).astype(np.float32)
    tiles = {
        (top, left): plane[top : top + plan.tile_height, left : left + plan.tile_width].copy()
        for top in plan.tops
        for left in plan.lefts
    }
    assert np.array_equal(joined(plan, tiles), plane[:height, :width])


@pytest.mark.parametrize("overlap_px", [4, 7])  # of 10: with 7 a pixel lies in up to four tiles of each axis
def test_tiles_join_across_first_and_the_rows_of_them_along(overlap_px: int):
    """Against the rule written down over whole rows, bit for bit."""
    plan = plan_tiles(31, 28, tile_px=10, overlap_px=overlap_px, multiple=1)
    rng = np.random.default_rng(overlap_px)
    tiles = {(top, left): rng.normal(size=(10, 10)).astype(np.float32) for top in plan.tops for left in plan.lefts}
    whole = np.full((31, 28), np.nan, np.float32)
    for top in plan.tops:
        row = np.full((10, 28), np.nan, np.float32)
        for left in plan.lefts:
            row[:, left : left + 10] = passed(row[:, left : left + 10], tiles[top, left], axis=1)
        whole[top : top + 10] = passed(whole[top : top + 10], row, axis=0)
    assert np.array_equal(joined(plan, tiles), whole)


def passed(old: npt.NDArray[np.float32], new: npt.NDArray[np.float32], axis: int) -> npt.NDArray[np.float32]:
    """From what is there along the axis, which is no NaN, to ``new``."""
    shared = int((~np.isnan(old)).all(axis=1 - axis).sum())
    weight = np.zeros(new.shape[axis], np.float32)
    weight[:shared], weight[shared:] = (np.arange(shared) + 0.5) / max(1, shared), 1
    weight = weight[:, None] if axis == 0 else weight
    return np.where(weight == 1, new, old + weight * (new - old))


def test_what_a_tile_shares_with_one_that_is_left_out_stays_as_it_is():
    plan = plan_tiles(19, 28, tile_px=10, overlap_px=1, multiple=1)
    assert (plan.tops, plan.lefts) == ((0, 9), (0, 9, 18))
    levels = {(0, 0): 3.0, (0, 18): 5.0, (9, 9): 7.0}
    found = joined(plan, {place: np.full((10, 10), level, np.float32) for place, level in levels.items()})
    assert found[0, :9].tolist() == [3] * 9
    assert np.isnan(found[0, 9:18]).all()
    assert found[0, 18:].tolist() == [5] * 10
    assert found[9:, 9:18].tolist() == [[7] * 9] * 10


@pytest.mark.parametrize(
    ("first", "after", "fixed_px", "expected"),
    [
        (0, 1000, None, (0, 1000)),  # all of it
        (500, 532, None, (448, 576)),  # 468 to 564, and on to a multiple
        (512, 544, None, (480, 576)),
        (10, 20, None, (0, 64)),  # no pixels before the frame
        (990, 995, None, (928, 1000)),  # none beyond it
        (500, 532, 256, (448, 704)),  # a network of one size
        (990, 995, 256, (736, 1000)),
        (0, 1000, 2000, (0, 1000)),  # larger than the frame
    ],
)  # fmt: skip
def test_spans_worked_out_by_hand(first: int, after: int, fixed_px: int | None, expected: tuple[int, int]):
    wanted = np.zeros(1000, np.bool_)
    wanted[[first, after - 1]] = True
    found = span_with_reach(wanted, reach_px=32, multiple=32, fixed_px=fixed_px)
    assert (found.start, found.stop) == expected
