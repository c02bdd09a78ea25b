"""Steps lead back and forth exactly, and change no mask that they were not made for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.annotation.mask_step import (
    MaskStep,
    StepFacts,
    StepMismatchError,
    StepRecorder,
    TileDelta,
    crc_of,
)
from inspector.annotation.painted_tiles import TILE_PX
from inspector.core.class_map import ClassMap

FACTS = StepFacts("brush 3 px, scratch", "ada", "2026-01-02T03:04:05.000Z")


def painted(class_map: ClassMap, boxes: list[tuple[int, int, int, int, int]]) -> MaskStep | None:
    recorder = StepRecorder(class_map)
    for top, left, height, width, value in boxes:
        recorder.about_to_change(top, left, top + height, left + width)
        class_map[max(top, 0) : max(top + height, 0), max(left, 0) : max(left + width, 0)] = value
    return recorder.finish(FACTS)


BOXES = st.lists(
    st.tuples(st.integers(-20, 580), st.integers(-20, 580), st.integers(1, 300), st.integers(1, 300),
              st.integers(0, 255)), max_size=5,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(BOXES, st.integers(0, 2**32 - 1), st.booleans())
def test_a_step_leads_back_and_forth(boxes: list[tuple[int, int, int, int, int]], seed: int, is_even: bool):
    before = np.random.default_rng(seed).integers(0, 3, (561, 570)).astype(np.uint8)
    if is_even:  # tiles of one value are kept as that
        before[:, :300] = 1
    class_map = before.copy()
    step = painted(class_map, boxes)
    after = class_map.copy()
    if step is None:
        assert (after == before).all()
        return
    step.undo(class_map)
    assert (class_map == before).all()
    step.redo(class_map)
    assert (class_map == after).all()


def test_only_tiles_that_changed_are_kept_and_each_only_where_it_did():
    class_map = np.zeros((1000, 1000), np.uint8)
    recorder = StepRecorder(class_map)
    recorder.about_to_change(0, 0, 1000, 1000)
    class_map[300:310, 260:270] = 7
    step = recorder.finish(FACTS)
    assert step is not None
    assert [(tile.top, tile.left, tile.height, tile.width) for tile in step.tiles] == [(300, 260, 10, 10)]
    assert step.n_bytes < 40


def test_a_stroke_is_called_off_without_a_trace():
    class_map = np.arange(40_000, dtype=np.uint8).reshape(200, 200)
    before = class_map.copy()
    recorder = StepRecorder(class_map)
    recorder.about_to_change(-5, -5, 50, 50)
    class_map[:50, :50] = 1
    recorder.cancel()
    assert (class_map == before).all()
    assert recorder.finish(FACTS) is None


def test_a_step_changes_nothing_of_a_mask_it_was_not_made_for():
    class_map = np.zeros((600, 600), np.uint8)
    step = painted(class_map, [(10, 10, 500, 20, 1)])
    assert step is not None
    assert len(step.tiles) == 2
    class_map[509, 29] = 2  # in the second tile
    other = class_map.copy()
    with pytest.raises(StepMismatchError, match="is not the one"):
        step.undo(class_map)
    assert (class_map == other).all()


def test_a_step_beyond_the_mask_or_with_damaged_bytes_is_refused():
    class_map = np.zeros((TILE_PX, TILE_PX), np.uint8)
    step = painted(class_map, [(100, 100, 50, 50, 3)])
    assert step is not None
    with pytest.raises(StepMismatchError, match="beyond"):
        step.undo(np.zeros((120, 120), np.uint8))
    tile = step.tiles[0]
    for packed in (tile.packed[:-3], tile.packed[:5] + b"\0" + tile.packed[6:], b""):
        broken = MaskStep(FACTS, (TileDelta(100, 100, 50, 50, tile.before, tile.after, packed),))
        with pytest.raises(ValueError, match=r"damaged|more or less|does not lead"):
            broken.undo(class_map)
        assert (class_map[100:150, 100:150] == 3).all()


def test_a_tile_that_unpacks_to_more_than_its_pixels_is_refused():
    class_map = np.zeros((TILE_PX, TILE_PX), np.uint8)
    step = painted(class_map, [(0, 0, 100, 100, 3)])
    assert step is not None
    tile = step.tiles[0]
    smaller = TileDelta(0, 0, 10, 10, crc_of(class_map[:10, :10]), tile.after, tile.packed)
    with pytest.raises(ValueError, match="more or less"):
        smaller.difference()
