"""Cross-entropy plus soft Dice over a batch."""

from __future__ import annotations

import torch
import torch.nn.functional as F  # noqa: N812  (the field's name for it)
from torch import Tensor

from inspector.core.classes import IGNORE_INDEX


def soft_dice(logits: Tensor, target: Tensor, eps: float = 1.0) -> Tensor:
    """1 - mean Dice over the defect classes, pooled over the batch.

    ``logits`` (N, C, H, W), ``target`` (N, H, W) with 255 ignored. The sums run over the whole batch, so a
    class that is absent from one frame does not make that frame's loss jump. Squared denominator as in
    Milletari et al., V-Net, 2016.
    """
    is_counted = (target != IGNORE_INDEX).unsqueeze(1)
    probability = logits.softmax(dim=1) * is_counted
    truth = F.one_hot(target.masked_fill(target == IGNORE_INDEX, 0), logits.shape[1])
    truth = truth.permute(0, 3, 1, 2).to(probability.dtype) * is_counted
    dims = (0, 2, 3)
    overlap = (probability * truth).sum(dims)
    size = probability.square().sum(dims) + truth.sum(dims)
    return 1 - ((2 * overlap + eps) / (size + eps))[1:].mean()


def segmentation_loss(
    logits: Tensor, target: Tensor, *, dice_weight: float, label_smoothing: float, class_weights: Tensor | None
) -> Tensor:
    """Cross-entropy (255 ignored) + ``dice_weight`` x soft Dice; a scalar in float32."""
    logits = logits.float()
    entropy = F.cross_entropy(
        logits, target, weight=class_weights, ignore_index=IGNORE_INDEX, label_smoothing=label_smoothing
    )
    if torch.isnan(entropy):  # every pixel of the batch is ignored
        entropy = logits.sum() * 0
    return entropy + dice_weight * soft_dice(logits, target)
