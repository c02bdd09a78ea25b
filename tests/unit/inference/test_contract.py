"""What goes into a network and comes out of it, converted as worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from inspector.inference.contract import Contract

PLAIN = Contract(
    input_name="frame", output_name="scores", input_type=np.dtype(np.float32), output_type=np.dtype(np.float32),
    n_channels=1, takes_channels_last=False, gives_channels_last=False, batch=None, fixed_tile=None, n_classes=3,
    n_planes=3, has_planes_axis=True, is_class_map=False, background=None, scale=1,
)  # fmt: skip
TILES = (1, 1, 4, 4)


def test_what_is_plain_is_not_touched():
    tiles, scores = np.ones((2, 1, 8, 8), np.float32), np.ones((2, 3, 8, 8), np.float32)
    assert PLAIN.to_network(tiles) is tiles
    assert PLAIN.to_scores(scores, tiles.shape) is scores


def test_bytes_are_those_of_the_frame():
    greys = np.arange(256, dtype=np.float32).reshape(1, 1, 16, 16)
    taken = replace(PLAIN, input_type=np.dtype(np.uint8)).to_network(greys / np.float32(255))
    assert taken.dtype == np.uint8
    assert np.array_equal(taken.ravel(), np.arange(256))


def test_channels_go_last_and_come_back_first():
    contract = replace(PLAIN, n_channels=3, takes_channels_last=True, gives_channels_last=True)
    tiles = np.arange(24, dtype=np.float32).reshape(1, 3, 2, 4)
    taken = contract.to_network(tiles)
    assert taken.shape == contract.taken_shape(1, 2, 4) == (1, 2, 4, 3)
    assert taken[0, 1, 2].tolist() == [6, 14, 22]
    assert taken.flags.c_contiguous
    assert np.array_equal(contract.to_scores(taken, tiles.shape), tiles)


def test_a_fixed_number_of_tiles_is_filled_up_and_what_was_filled_up_is_dropped():
    contract = replace(PLAIN, batch=3)
    tiles = np.arange(2, dtype=np.float32).reshape(2, 1, 1, 1) * np.ones((2, 1, 4, 4), np.float32)
    taken = contract.to_network(tiles)
    assert taken[:, 0, 0, 0].tolist() == [0, 1, 1]
    given = np.repeat(taken, 3, axis=1)
    assert contract.to_scores(given, tiles.shape)[:, 0, 0, 0].tolist() == [0, 1]


@pytest.mark.parametrize("background", [0.0, 0.5])
def test_a_background_that_no_plane_is_of_has_the_score_at_which_a_class_is_as_likely_as_not(background: float):
    contract = replace(PLAIN, n_planes=2, background=background)
    scores = contract.to_scores(np.full((1, 2, 4, 4), 0.75, np.float32), TILES)
    assert scores[0, :, 0, 0].tolist() == [background, 0.75, 0.75]
    assert scores.dtype == np.float32


def test_one_score_for_two_pixels_lies_between_them():
    given = np.zeros((1, 3, 2, 2), np.float16)
    given[0, 1] = [[0, 8], [0, 8]]
    contract = replace(PLAIN, scale=2, output_type=np.dtype(np.float16))
    scores = contract.to_scores(given, TILES)
    assert scores.shape == (1, 3, 4, 4)
    assert scores[0, 1].tolist() == [[0, 2, 6, 8]] * 4  # middles of scores at 0.5 and 2.5


@pytest.mark.parametrize("kind", [np.int64, np.int32, np.uint8])
def test_a_class_map_becomes_votes(kind: type):
    given = np.array([[[0, 1, 2, 2]] * 4], kind)
    contract = replace(PLAIN, is_class_map=True, n_planes=1, has_planes_axis=False, output_type=np.dtype(kind))
    scores = contract.to_scores(given, TILES)
    assert scores[0, :, 0].tolist() == [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 1]]
    assert scores.dtype == np.float32
    for wrong in (3, 255 if kind is np.uint8 else -1):
        given[0, 0, 0] = wrong
        with pytest.raises(ValueError, match="its card names 0 to 2"):
            contract.to_scores(given, TILES)


def test_a_coarse_class_map_is_not_mixed():
    given = np.array([[[[0, 2], [1, 0]]]], np.int64)
    contract = replace(PLAIN, is_class_map=True, n_planes=1, scale=2, output_type=np.dtype(np.int64))
    found = contract.to_scores(given, TILES).argmax(axis=1)[0]
    assert found.tolist() == [[0, 0, 2, 2]] * 2 + [[1, 1, 0, 0]] * 2


@pytest.mark.parametrize("shape", [(1, 3, 4, 3), (2, 3, 4, 4), (1, 2, 4, 4), (1, 3, 2, 2)])
def test_scores_of_another_size_are_never_taken(shape: tuple[int, ...]):
    with pytest.raises(ValueError, match="a tile of 4 x 4 gives an output of"):
        PLAIN.to_scores(np.zeros(shape, np.float32), TILES)
