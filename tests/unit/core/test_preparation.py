"""The one way from pixels to network input: whole or in parts, live or in training."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.core.bits import container_bits
from inspector.core.preparation import pad_by_reflection, padded_size, prepare, to_channels

GREY = SimpleNamespace(is_bgr=False, input_channels=1, mean=(0.5,), std=(0.25,))
COLOUR = SimpleNamespace(is_bgr=False, input_channels=3, mean=(0.485, 0.456, 0.406), std=(0.229, 0.224, 0.225))


def pixels_of(kind: str, shape: tuple[int, int], seed: int = 1) -> np.ndarray:
    dtype, channels = kind.split()
    full = (*shape, 3) if channels == "colour" else shape
    return np.random.default_rng(seed).integers(0, np.iinfo(dtype).max, full, dtype, endpoint=True)


KINDS = [f"{dtype} {channels}" for dtype in ("uint8", "uint16") for channels in ("grey", "colour")]


@pytest.mark.parametrize(
    ("dtype", "bits", "full"),
    [(np.uint8, 8, 255), (np.uint16, 10, 1023), (np.uint16, 12, 4095), (np.uint16, 14, 16383), (np.uint16, 16, 65535)],
)
def test_full_scale_is_the_highest_value_of_the_bits(dtype: type, bits: int, full: int):
    prepared = prepare(np.array([[0, full, full // 5]], dtype), GREY, bits)
    assert prepared[0, 0].tolist() == pytest.approx([-2, 2, (full // 5 / full - 0.5) / 0.25], abs=1e-6)


def test_a_dark_16_bit_frame_stays_dark():
    assert prepare(np.full((2, 2), 255, np.uint16), GREY, 16).max() == pytest.approx(
        (255 / 65535 - 0.5) / 0.25, abs=1e-6
    )


def test_8_and_16_bits_of_one_picture_are_one_input():
    eight = pixels_of("uint8 grey", (13, 17))
    assert prepare(eight.astype(np.uint16) * 257, GREY, 16) == pytest.approx(prepare(eight, GREY, 8), abs=1e-6)


def test_each_channel_has_its_own_mean_and_std():
    prepared = prepare(np.array([[[255, 0, 51]]], np.uint8), COLOUR, 8)
    expected = [(1 - 0.485) / 0.229, (0 - 0.456) / 0.224, (0.2 - 0.406) / 0.225]
    assert prepared.shape == (3, 1, 1)
    assert prepared[:, 0, 0].tolist() == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("rule", [GREY, COLOUR], ids=["grey model", "colour model"])
@pytest.mark.parametrize("kind", KINDS)
@given(st.integers(0, 40), st.integers(0, 40), st.integers(1, 30), st.integers(1, 30))
@settings(max_examples=25, deadline=None)
def test_a_part_is_prepared_bit_for_bit_as_in_the_whole(
    rule: SimpleNamespace, kind: str, top: int, left: int, height: int, width: int
):
    pixels = pixels_of(kind, (71, 73))
    there = np.s_[top : top + height, left : left + width]
    part = prepare(pixels[there], rule, container_bits(pixels))
    assert np.array_equal(part, prepare(pixels, rule, container_bits(pixels))[:, *there])
    assert part.dtype == np.float32
    assert part.flags.c_contiguous


@pytest.mark.parametrize("kind", KINDS)
def test_wide_frames_too_are_prepared_alike_in_rows(kind: str):
    """Vector instructions and their remainder must round alike."""
    pixels = pixels_of(kind, (9, 4097))
    rule = GREY
    whole = prepare(pixels, rule, container_bits(pixels))
    assert np.array_equal(
        whole,
        np.concatenate([prepare(pixels[row : row + 1], rule, container_bits(pixels)) for row in range(9)], axis=1),
    )
    assert np.array_equal(
        whole,
        np.concatenate(
            [
                prepare(pixels[:, :31], rule, container_bits(pixels)),
                prepare(pixels[:, 31:], rule, container_bits(pixels)),
            ],
            axis=2,
        ),
    )


@pytest.mark.parametrize(("dtype", "full"), [(np.uint8, 256), (np.uint16, 65536)])
def test_grey_in_a_colour_container_stays_the_same_grey(dtype: type, full: int):
    every_grey = np.arange(full).astype(dtype).reshape(16, -1)
    boxed = np.repeat(every_grey[:, :, None], 3, axis=2)
    assert np.array_equal(to_channels(boxed, 1), every_grey)
    assert np.array_equal(to_channels(every_grey, 3), boxed)
    assert np.array_equal(
        prepare(boxed, GREY, container_bits(every_grey)), prepare(every_grey, GREY, container_bits(every_grey))
    )


def test_colours_become_grey_by_their_brightness_red_first():
    colours = np.array([[[255, 0, 0], [0, 255, 0], [0, 0, 255]]], np.uint8)
    assert to_channels(colours, 1)[0].tolist() == pytest.approx([0.299 * 255, 0.587 * 255, 0.114 * 255], abs=1)


def test_the_frame_is_left_as_it_was():
    pixels = pixels_of("uint8 colour", (8, 8))
    before = pixels.copy()
    prepare(pixels, COLOUR, container_bits(pixels))[:] = 0
    prepare(pixels, GREY, container_bits(pixels))
    assert np.array_equal(pixels, before)


@pytest.mark.parametrize(
    ("size", "multiple", "expected"),
    [((200, 200), 32, (224, 224)), ((1, 33), 32, (32, 64)), ((64, 64), 32, (64, 64)), ((7, 9), 1, (7, 9))],
)
def test_a_size_grows_to_the_next_multiple(size: tuple[int, int], multiple: int, expected: tuple[int, int]):
    assert padded_size(*size, multiple) == expected


def test_padding_reflects_without_repeating_the_border():
    planes = np.array([[[1, 2, 3], [4, 5, 6]]], np.float32)
    assert pad_by_reflection(planes, 4, 5)[0].tolist() == [
        [1, 2, 3, 2, 1], [4, 5, 6, 5, 4], [1, 2, 3, 2, 1], [4, 5, 6, 5, 4],
    ]  # fmt: skip


@given(st.integers(1, 9), st.integers(1, 9), st.integers(0, 40), st.integers(0, 40), st.integers(1, 3))
@settings(max_examples=80, deadline=None)
def test_padding_is_numpys_reflection_however_far_it_reaches(h: int, w: int, more_h: int, more_w: int, channels: int):
    planes = np.random.default_rng(h * 10 + w).normal(size=(channels, h, w)).astype(np.float32)
    padded = pad_by_reflection(planes, h + more_h, w + more_w)
    assert np.array_equal(padded, np.pad(planes, ((0, 0), (0, more_h), (0, more_w)), "reflect"))


def test_a_side_of_one_pixel_is_repeated():
    assert pad_by_reflection(np.full((1, 1, 1), 7, np.float32), 3, 2)[0].tolist() == [[7, 7]] * 3
    assert pad_by_reflection(np.array([[[1, 2, 3]]], np.float32), 3, 3)[0].tolist() == [[1, 2, 3]] * 3


def test_padding_does_not_shrink():
    with pytest.raises(ValueError, match="cannot shrink 3x4 to 3x3"):
        pad_by_reflection(np.zeros((1, 3, 4), np.float32), 3, 3)


def test_blue_goes_first_where_the_network_wants_it_and_mean_and_std_are_in_its_order():
    pixels = np.array([[[255, 51, 102]]], np.uint8)  # red, green, blue: 1, 0.2, 0.4
    rule = SimpleNamespace(is_bgr=True, input_channels=3, mean=(0.4, 0.1, 0.5), std=(1.0, 0.5, 0.25))
    assert prepare(pixels, rule, 8).ravel() == pytest.approx([0.0, 0.2, 2.0], abs=1e-6)
    grey = np.full((2, 2), 51, np.uint8)
    same = SimpleNamespace(is_bgr=True, input_channels=3, mean=(0.0,) * 3, std=(1.0,) * 3)
    assert prepare(grey, same, 8) == pytest.approx(np.full((3, 2, 2), 0.2))
