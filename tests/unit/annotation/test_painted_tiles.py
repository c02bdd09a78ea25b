"""Tiles that may hold anything: a map told by them alone is the whole map."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from inspector.annotation.instances import instances_of
from inspector.annotation.label_file import decode_label, encode_label
from inspector.annotation.mask_step import StepFacts
from inspector.annotation.painted_tiles import PaintedTiles
from inspector.annotation.tile_regions import tile_regions
from inspector.core.class_map import ClassMap
from inspector.core.polygons import regions_of
from inspector.core.sparse_memory import sparse_zeros

FACTS = StepFacts("brush", "ada", "2026-01-02T03:04:05.000Z")
LARGE = (100_000, 3_100)  # more than is held of a picture
CLASSES = ("background", "crack", "scratch")
BOXES = st.lists(
    st.tuples(st.integers(0, 890), st.integers(0, 1290), st.integers(1, 200), st.integers(1, 300),
              st.sampled_from((0, 1, 2, 255))), max_size=8,
)  # fmt: skip


def map_of(boxes: list[tuple[int, int, int, int, int]]) -> ClassMap:
    class_map = np.zeros((900, 1300), np.uint8)
    for top, left, height, width, value in boxes:
        class_map[top : top + height, left : left + width] = value
    return class_map


@settings(max_examples=40, deadline=None)
@given(BOXES)
def test_the_rest_of_a_map_is_background(boxes: list[tuple[int, int, int, int, int]]):
    class_map = map_of(boxes)
    painted = PaintedTiles.of(class_map)
    assert (painted.copied(class_map) == class_map).all()
    marked = PaintedTiles.none(class_map.shape)
    for top, left, height, width, _ in boxes:
        marked.mark(top, left, top + height, left + width)
    assert (marked.copied(class_map) == class_map).all()
    assert set(painted.boxes()) <= set(marked.boxes())


@settings(max_examples=40, deadline=None)
@given(BOXES)
def test_instances_are_those_of_the_whole_map_in_its_order(boxes: list[tuple[int, int, int, int, int]]):
    class_map = map_of(boxes)
    notes = instances_of(class_map, PaintedTiles.of(class_map), CLASSES, (), (), FACTS)
    whole = list(regions_of(class_map, connectivity=8))
    whole.sort(key=lambda region: (region.class_index, region.top, region.left + int(region.mask[0].argmax())))
    expected = [(one.left, one.top, one.mask.shape[1], one.mask.shape[0], one.n_pixels) for one in whole]
    assert [(note.box.x, note.box.y, note.box.width, note.box.height, note.n_pixels) for note in notes] == expected


@settings(max_examples=40, deadline=None)
@given(BOXES, st.integers(0, 2**32 - 1), st.sampled_from([0.0, 0.02, 0.5]))
def test_regions_found_by_tiles_are_those_of_the_whole_map(
    boxes: list[tuple[int, int, int, int, int]], seed: int, noise: float
):
    class_map = map_of(boxes)
    rng = np.random.default_rng(seed)
    class_map[200:310, 220:290][rng.random((110, 70)) < noise] = 2  # over the corner of four tiles
    class_map[254:258, 254:258] = rng.integers(0, 3, (4, 4))
    found = list(tile_regions(class_map, PaintedTiles.of(class_map)))
    back = np.zeros_like(class_map)
    for region in found:
        rows, columns = region.mask.shape
        back[region.top : region.top + rows, region.left : region.left + columns][region.mask] = region.class_index
    assert (back == class_map).all()
    whole = {(one.class_index, one.top, one.left, one.mask.tobytes()) for one in regions_of(class_map, connectivity=8)}
    assert {(one.class_index, one.top, one.left, one.mask.tobytes()) for one in found} == whole
    assert len(found) == len(whole)


@settings(max_examples=40, deadline=None)
@given(BOXES, st.integers(0, 10**17))
def test_a_file_told_by_its_tiles_is_the_same_file(boxes: list[tuple[int, int, int, int, int]], number: int):
    class_map = map_of(boxes)
    content = encode_label(class_map, number, PaintedTiles.of(class_map))
    assert content == encode_label(class_map, number)
    back = decode_label(content)
    assert (back.class_map == class_map).all()
    assert back.number == number


def test_too_much_is_memory_or_a_box_round_labels_that_touch():
    shape = (100_000, 16_384)
    along = PaintedTiles.none(shape)
    along.mark(0, 5000, 100_000, 5100)  # a scratch along all of it
    assert not along.is_too_much
    across = along.copy()
    across.mark(40_000, 0, 40_100, 16_384)
    assert across.is_too_much  # they touch: the box round them is all of the frame
    apart = PaintedTiles.none(shape)
    for row in range(0, 100_000, 1024):
        apart.mark(row, 0, row + 300, 16_384)
    assert apart.is_too_much
    apart.trim(sparse_zeros(shape))
    assert not list(apart.boxes())


def test_a_mask_of_a_large_frame_is_read_back():
    class_map = sparse_zeros(LARGE)
    painted = PaintedTiles.none(LARGE)
    for top, left, value in ((10, 20, 1), (51_199, 700, 2), (99_990, 0, 255)):
        class_map[top : top + 9, left : left + 300] = value
        painted.mark(top, left, top + 9, left + 300)
    content = encode_label(class_map, 7, painted)
    assert len(content) < 2_000_000
    back = decode_label(content)
    assert back.number == 7
    boxes = list(painted.boxes())
    assert list(back.painted.boxes()) == boxes
    for top, left, bottom, right in boxes:
        assert (back.class_map[top:bottom, left:right] == class_map[top:bottom, left:right]).all()


def test_a_mask_that_pillow_takes_for_a_bomb_is_read_back():
    class_map = np.zeros((20_000, 9_000), np.uint8)
    class_map[19_990:, 100:8_000] = 3
    by_pillow = io.BytesIO()
    facts = PngInfo()
    facts.add_text("inspector.number", "7")
    Image.fromarray(class_map).save(by_pillow, "PNG", pnginfo=facts, compress_level=1)
    for content in (encode_label(class_map, 7), by_pillow.getvalue()):  # as the program writes it, and wrote it once
        back = decode_label(content)
        assert back.number == 7
        assert (back.class_map == class_map).all()


def test_of_a_large_mask_nothing_damaged_passes():
    class_map = sparse_zeros(LARGE)
    class_map[500:700, 100:200] = np.random.default_rng(0).integers(0, 3, (200, 100))
    content = encode_label(class_map, 7)
    rng = np.random.default_rng(1)
    for at in rng.integers(8, len(content) - 12, 12).tolist():
        damaged = bytearray(content)
        damaged[at] ^= 1 << int(rng.integers(8))
        try:
            back = decode_label(bytes(damaged))
        except ValueError:
            continue
        raise AssertionError(f"a flipped bit at {at} passed: {back.number}")


def test_a_header_that_claims_all_memory_is_refused():
    content = bytearray(encode_label(np.zeros((300, 400), np.uint8), 1))
    content[16:24] = struct.pack(">II", 3_000_000_000, 300)  # IHDR
    content[29:33] = struct.pack(">I", zlib.crc32(content[12:29]))
    with pytest.raises(ValueError, match="says that it is"):
        decode_label(bytes(content))
