"""Answers that look odd and are right: sure ones, and those of 8-bit arithmetic. And those that are not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.core.model_card import Output
from inspector.inference.contract import Contract
from inspector.inference.scores_check import scores_fault
from tests.network_kinds import Form, right_card

CONTRACT = Contract(
    input_name="frame", output_name="scores", input_type=np.dtype(np.float32), output_type=np.dtype(np.float32),
    n_channels=1, takes_channels_last=False, gives_channels_last=False, batch=None, fixed_tile=None, n_classes=3,
    n_planes=3, has_planes_axis=True, is_class_map=False, background=None, scale=1,
)  # fmt: skip
NO_BACKGROUND = replace(CONTRACT, n_planes=2, background=0.5)
PROBABILITIES = right_card(Form(), output=Output.PROBABILITIES)


def planes(*levels: float) -> np.ndarray:
    """The same everywhere, (1, planes, 8, 8)."""
    return np.array(levels, np.float32).reshape(1, -1, 1, 1) * np.ones((1, 1, 8, 8), np.float32)


@pytest.mark.parametrize("background", [1.0, 0.9999999])
def test_a_network_that_is_sure_of_the_background_everywhere_is_not_empty(background: float):
    assert scores_fault([planes(background, 1e-8, 0)], CONTRACT, PROBABILITIES) == ""


@pytest.mark.parametrize("least", [0.0, 1.5e-8])  # runtimes cut the arguments of a sigmoid
def test_independent_classes_that_are_surely_not_there_make_no_empty_network(least: float):
    assert scores_fault([planes(least, least)], NO_BACKGROUND, PROBABILITIES) == ""


def test_one_class_that_is_surely_nowhere_is_no_class_too_many():
    given = planes(0, 0)
    given[0, 0] = np.linspace(0, 1, 64).reshape(8, 8)
    assert scores_fault([given], NO_BACKGROUND, PROBABILITIES) == ""
    given[0, 1] = 0.5  # as of weights that are zero
    assert "“dark” is the same everywhere" in scores_fault([given], NO_BACKGROUND, PROBABILITIES)


@pytest.mark.parametrize(
    ("given", "contract", "output"),
    [
        (planes(1 / 3, 1 / 3, 1 / 3), CONTRACT, Output.PROBABILITIES),
        (planes(0.5, 0.5), NO_BACKGROUND, Output.PROBABILITIES),
        (planes(0.01, 0.01), NO_BACKGROUND, Output.PROBABILITIES),
        (planes(0, 0, 0), CONTRACT, Output.LOGITS),
        (planes(0, 0), replace(NO_BACKGROUND, background=0.0), Output.SIGMOID),
    ],
    ids=str,
)
def test_weights_that_are_zero_are_told(given: np.ndarray, contract: Contract, output: Output):
    assert "its weights are empty" in scores_fault([given], contract, right_card(Form(), output=output))


def soft_max(n: int, seed: int) -> np.ndarray:
    scores = np.exp(np.random.default_rng(seed).normal(0, 3, (1, n, 72, 88)))
    return scores / scores.sum(axis=1, keepdims=True)


def card_of(n_classes: int):
    names = ("background", *(f"c{index}" for index in range(1, n_classes)))
    return right_card(
        Form(), output=Output.PROBABILITIES, class_names=names, thresholds=(0.0, *[0.5] * (n_classes - 1)),
        min_area_px=(0, *[1] * (n_classes - 1)),
    )  # fmt: skip


@settings(deadline=None, max_examples=40)
@given(st.integers(2, 20), st.sampled_from([255, 256]), st.integers(0, 50))
def test_a_soft_max_in_8_bits_sums_to_1_but_for_its_rounding(n: int, steps: int, seed: int):
    rounded = np.rint(soft_max(n, seed) * 256).clip(0, 255) / 256  # as ONNX Runtime's soft-max of whole numbers
    given = (np.rint(rounded * steps).clip(0, 255) / steps).astype(np.float32)
    contract = replace(CONTRACT, n_classes=n, n_planes=n)
    assert scores_fault([given], contract, card_of(n)) == ""
    without = replace(contract, n_classes=n + 1, background=0.5)
    assert "every pixel would be a defect" in scores_fault([given], without, card_of(n + 1))


@settings(deadline=None, max_examples=40)
@given(st.integers(2, 20), st.integers(0, 50), st.sampled_from([1, 50]))
def test_independent_classes_in_8_bits_are_no_soft_max(n: int, seed: int, gain: float):
    logits = np.random.default_rng(seed).normal(0, gain, (1, n, 72, 88))
    given = (np.rint(255 / (1 + np.exp(-logits))) / 255).astype(np.float32)
    assert "do not sum to 1" in scores_fault([given], replace(CONTRACT, n_classes=n, n_planes=n), card_of(n))
