"""Golden answers: the same picture on every PC, and means that tell one answer from another."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.core.golden import TOLERANCE, coarse_probabilities, difference, golden_of, golden_picture
from inspector.core.model_card import Output


def test_the_picture_is_the_same_on_every_system():
    """The card of a model holds only its seed: another picture would be another question."""
    grey, colour = golden_picture(0, 64, 96, 1), golden_picture(9, 33, 40, 3)
    assert (grey.shape, colour.shape, grey.dtype) == ((64, 96), (33, 40, 3), np.uint8)
    assert hashlib.sha256(grey.tobytes()).hexdigest()[:16] == "395844818d7bdb3d"
    assert hashlib.sha256(colour.tobytes()).hexdigest()[:16] == "5d72a8a2861ab7be"


@given(st.integers(0, 2**31 - 1), st.integers(8, 90), st.integers(8, 90), st.sampled_from([1, 3]))
@settings(max_examples=40, deadline=None)
def test_it_has_grey_a_ramp_noise_and_grain_and_is_never_black_or_white(
    seed: int, height: int, width: int, channels: int
):
    picture = golden_picture(seed, height, width, channels).reshape(height, width, channels)
    assert 1 <= picture.min() <= picture.max() <= 254
    bands = [picture[n * height // 4 : (n + 1) * height // 4] for n in range(4)]
    assert np.ptp(picture[0], axis=0).max() == 0
    ramp = picture[height // 2 - 1].astype(int)
    assert {int(ramp[0, 0]), int(ramp[-1, 0])} == {1, 254}
    assert bands[2].std() > 20
    if channels == 3:
        assert (np.ptp(picture, axis=2) > 0).any(), "colours that are exchanged must show"


def test_another_seed_is_another_picture():
    assert (golden_picture(1, 64, 64, 1) != golden_picture(2, 64, 64, 1)).mean() > 0.4


def test_cells_hold_the_mean_probability_of_each_class():
    scores = np.zeros((2, 8, 8), np.float32)
    scores[1, :2, :2] = 100  # the first cell is all of class 1
    scores[1, 0:2, 2] = 100  # half of the second
    found = coarse_probabilities(scores, Output.LOGITS)
    assert found.shape == (16, 2)
    assert found[0] == pytest.approx([0, 1])
    assert found[1] == pytest.approx([0.25, 0.75])
    assert found[2:] == pytest.approx(np.full((14, 2), 0.5))
    assert coarse_probabilities(scores, Output.SIGMOID)[1] == pytest.approx([0.5, 0.75])
    assert coarse_probabilities(scores / 100, Output.PROBABILITIES)[1] == pytest.approx([0, 0.5])


@pytest.mark.parametrize("output", list(Output))
def test_an_answer_is_its_own_golden_answer_and_another_is_not(output: Output):
    scores = np.random.default_rng(1).random((3, 64, 72)).astype(np.float32)
    golden = golden_of(scores, output, seed=5)
    assert (golden.seed, golden.height, golden.width, len(golden.probabilities)) == (5, 64, 72, 48)
    assert difference(golden, scores, output) < 1e-5
    assert difference(golden, scores[[1, 0, 2]] + np.array([0, 0.5, 0], np.float32)[:, None, None], output) > TOLERANCE
    assert np.isnan(difference(golden, np.full_like(scores, np.nan), output))
