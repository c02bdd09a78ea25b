"""The loss: values worked out by hand, and pixels that must not count."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from training.losses import segmentation_loss, soft_dice


def logits_of(probability: list[list[float]]) -> Tensor:
    """(pixels, classes) probabilities -> logits (1, C, 1, pixels)."""
    return torch.tensor(probability, dtype=torch.float64).clamp_min(1e-12).log().T[None, :, None, :]


def target_of(*indices: int) -> Tensor:
    return torch.tensor(indices)[None, None, :]


def test_a_perfect_prediction_has_no_dice_loss():
    target = torch.tensor([[[0, 1, 2], [2, 1, 0]]])
    logits = torch.nn.functional.one_hot(target, 3).permute(0, 3, 1, 2) * 200.0
    assert float(soft_dice(logits, target)) == pytest.approx(0, abs=1e-6)


def test_clean_steel_called_clean_has_no_dice_loss():
    logits = torch.zeros(1, 3, 4, 4)
    logits[:, 0] = 200
    assert float(soft_dice(logits, torch.zeros(1, 4, 4, dtype=torch.long))) == pytest.approx(0, abs=1e-6)


def test_dice_of_three_pixels_by_hand():
    logits = logits_of([[0.5, 0.5], [0.2, 0.8], [0.9, 0.1]])
    # class 1: overlap 0.8, squares 0.25 + 0.64 + 0.01 = 0.9, truth 1; background is not counted
    expected = 1 - (2 * 0.8 + 1) / (0.9 + 1 + 1)
    assert float(soft_dice(logits, target_of(0, 1, 0))) == pytest.approx(expected, abs=1e-9)


def test_dice_is_the_mean_over_the_defect_classes():
    logits = logits_of([[0.2, 0.5, 0.3], [0.1, 0.1, 0.8]])
    of_class_1 = (2 * 0.5 + 1) / (0.5**2 + 0.1**2 + 1 + 1)
    of_class_2 = (2 * 0.8 + 1) / (0.3**2 + 0.8**2 + 1 + 1)
    expected = 1 - (of_class_1 + of_class_2) / 2
    assert float(soft_dice(logits, target_of(1, 2))) == pytest.approx(expected, abs=1e-9)


def test_dice_pools_over_the_batch():
    """A class that is absent from one frame does not make that frame's loss jump."""
    logits = torch.cat([logits_of([[0.4, 0.6]]), logits_of([[0.7, 0.3]])])
    target = torch.cat([target_of(1), target_of(0)])
    expected = 1 - (2 * 0.6 + 1) / (0.36 + 0.09 + 1 + 1)
    assert float(soft_dice(logits, target)) == pytest.approx(expected, abs=1e-9)


def test_the_loss_is_cross_entropy_plus_weighted_dice():
    logits, target = logits_of([[0.5, 0.5], [0.2, 0.8]]), target_of(0, 1)
    entropy = -(math.log(0.5) + math.log(0.8)) / 2
    dice = 1 - (2 * 0.8 + 1) / (0.25 + 0.64 + 1 + 1)
    loss = segmentation_loss(logits, target, dice_weight=0.5, label_smoothing=0, class_weights=None)
    assert float(loss) == pytest.approx(entropy + 0.5 * dice, abs=1e-6)


def test_class_weights_weigh_the_cross_entropy():
    logits, target = logits_of([[0.5, 0.5], [0.2, 0.8]]), target_of(0, 1)
    loss = segmentation_loss(logits, target, dice_weight=0, label_smoothing=0, class_weights=torch.tensor([1.0, 3.0]))
    assert float(loss) == pytest.approx(-(math.log(0.5) + 3 * math.log(0.8)) / 4, abs=1e-6)


def test_ignored_pixels_have_no_effect_and_no_gradient():
    target = target_of(0, 1, 255)
    losses, gradients = [], []
    for third in ([0.9, 0.1], [0.01, 0.99]):
        logits = logits_of([[0.5, 0.5], [0.2, 0.8], third]).requires_grad_()
        loss = segmentation_loss(logits, target, dice_weight=1, label_smoothing=0.1, class_weights=None)
        loss.backward()
        losses.append(loss.item())
        gradients.append(logits.grad)
    without = logits_of([[0.5, 0.5], [0.2, 0.8]])
    alone = segmentation_loss(without, target_of(0, 1), dice_weight=1, label_smoothing=0.1, class_weights=None)
    assert losses[0] == pytest.approx(losses[1], abs=1e-7)
    assert losses[0] == pytest.approx(float(alone), abs=1e-6)
    assert gradients[0][..., 2].abs().max() == 0


@pytest.mark.parametrize("weights", [None, torch.tensor([1.0, 2.0, 2.0])])
def test_a_batch_that_is_ignored_whole_teaches_nothing_and_breaks_nothing(weights: Tensor | None):
    logits = torch.randn(2, 3, 4, 4, requires_grad=True)
    target = torch.full((2, 4, 4), 255)
    loss = segmentation_loss(logits, target, dice_weight=1, label_smoothing=0.02, class_weights=weights)
    loss.backward()
    assert loss.item() == 0
    assert torch.equal(logits.grad, torch.zeros_like(logits))


def test_the_gradient_is_finite_without_any_defect():
    logits = torch.randn(2, 3, 4, 4, requires_grad=True)
    loss = segmentation_loss(
        logits, torch.zeros(2, 4, 4, dtype=torch.long), dice_weight=1, label_smoothing=0.02, class_weights=None
    )
    loss.backward()
    assert torch.isfinite(logits.grad).all()
    assert logits.grad.abs().max() > 0


def test_a_better_prediction_costs_less():
    target = target_of(0, 1, 1)
    good, bad = logits_of([[0.9, 0.1], [0.2, 0.8], [0.1, 0.9]]), logits_of([[0.6, 0.4], [0.5, 0.5], [0.6, 0.4]])
    costs = [
        float(segmentation_loss(logits, target, dice_weight=1, label_smoothing=0, class_weights=None))
        for logits in (good, bad)
    ]
    assert costs[0] < costs[1]


def test_half_precision_logits_are_summed_in_full_precision():
    logits = torch.randn(1, 3, 64, 64)
    target = torch.randint(0, 3, (1, 64, 64))
    arguments = {"dice_weight": 1.0, "label_smoothing": 0.0, "class_weights": None}
    rough = logits.bfloat16()
    loss = segmentation_loss(rough, target, **arguments)
    assert loss.dtype is torch.float32
    assert float(loss) == pytest.approx(float(segmentation_loss(rough.float(), target, **arguments)), abs=1e-6)
