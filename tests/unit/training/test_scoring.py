"""A network scored by several rules at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from inspector.core.model_card import Output
from inspector.datasets.version import Origin, Sample, Split
from training.data import LoadedFrame
from training.scoring import ARG_MAX, Candidate, count, evaluate, probability_rules


@dataclass(frozen=True)
class Plain:
    input_channels: int = 1
    mean: tuple[float, ...] = (0.0,)
    std: tuple[float, ...] = (1.0,)
    is_bgr: bool = False


class Brightness(nn.Module):
    """Logit of "scratch": four times the brightness less one half; of the background: zero."""

    def forward(self, x: Tensor) -> Tensor:
        return torch.cat([torch.zeros_like(x), 4 * (x - 0.5)], dim=1)


def test_each_rule_counts_the_pixels_that_are_sure_enough():
    """Grey levels 0, 102, 153, 204, 255 are logits of -2, -0.4, 0.4, 1.2, 2: probabilities 0.12, 0.40, 0.599, 0.77 and
    0.88. Whatever is called is wrong: nothing is annotated."""
    pixels = np.repeat(np.array([0, 102, 153, 204, 255], np.uint8)[None], 3, axis=0)
    sample = Sample("f", "", "", "", "", 3, 5, "g", Split.TEST, Origin.REAL, (15, 0))
    loaded = LoadedFrame(sample, pixels, np.zeros(pixels.shape, np.uint8), 8)
    candidate = Candidate(Brightness(), Plain(), 1, 2, Output.LOGITS)
    rules = {ARG_MAX: (0.0, 0.0), **probability_rules(2)}
    found = evaluate(candidate, [loaded], rules)
    called = {rule: int(one.pixels.by_group["g"][0, 1]) for rule, one in found.items()}
    assert list(called) == [ARG_MAX, *(f"probability from {k / 100:.2f}" for k in range(50, 100, 5))]
    assert list(called.values()) == [9, 9, 9, 6, 6, 6, 6, 3, 3, 0, 0]


class Bands(nn.Module):
    """Dark is background, bright a joint (class 2), between them a defect (class 1)."""

    def forward(self, x: Tensor) -> Tensor:
        return torch.cat([0.3 - x, 0 * x, x - 0.7], dim=1)


def test_classes_that_are_no_defects_are_left_out_of_what_is_said_of_defects():
    pixels = np.repeat(np.array([0, 128, 255], np.uint8).repeat(8)[None], 8, axis=0)
    annotated = np.zeros((8, 24), np.uint8)
    annotated[:, 16:] = 2  # the joint is there, the defect is a false alarm
    sample = Sample("f", "", "", "", "", 8, 24, "g", Split.TEST, Origin.REAL, (128, 0, 64))
    loaded = [LoadedFrame(sample, pixels, annotated, 8)]
    for non_defects, miou, n_clean in (((), 0.5, 0), ((2,), 0, 1)):
        candidate = Candidate(Bands(), Plain(), 1, 3, Output.LOGITS, non_defects)
        found = evaluate(candidate, loaded, {ARG_MAX: (0.0, 0.0, 0.0)})[ARG_MAX]
        assert count(candidate, loaded).scores().miou_defects == miou
        assert found.pixels.scores().iou[2] == 1
        assert found.pixels.scores().miou_defects == miou
        assert found.counted()["n_clean_frames"] == n_clean
