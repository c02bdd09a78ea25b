"""Batch norms with the statistics of the whole batch, of which each rank computes a part.

PyTorch's SyncBatchNorm does this on GPUs only, this one on the CPU as well. The network keeps its layers and the names
of their weights: what one process has learned another number of them goes on with.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812  (the field's name for it)
from torch import Tensor, nn
from torch.autograd.function import once_differentiable
from torch.nn.modules.batchnorm import _BatchNorm

from training.distributed import Ranks


def sync_norms(network: nn.Module, ranks: Ranks) -> None:
    """From here on the norms of ``network`` see the batches of all ranks, when it learns. Copies made before do not.

    Raises ValueError for a norm that computes in a way of its own.
    """
    if not ranks.are_many:
        return
    for module in network.modules():
        if not isinstance(module, _BatchNorm) or isinstance(module, _Synced):
            continue
        kind = type(module)
        is_plain = kind.forward is _BatchNorm.forward
        if not is_plain and not all(isinstance(getattr(module, name, None), nn.Module) for name in ("drop", "act")):
            raise ValueError(f"its layers {kind.__name__} cannot be computed by several processes: ask for one")
        module.__class__ = type(kind.__name__, (_Synced, kind), {})
        module._ranks = ranks  # type: ignore[assignment]  # noqa: SLF001  nn.Module speaks of tensors alone
        # timm's norms go on with an activation.
        module._then = () if is_plain else (module.drop, module.act)  # type: ignore[assignment]  # noqa: SLF001  set on a class of ours


class _Synced(_BatchNorm):
    _ranks: Ranks
    _then: Sequence[nn.Module]

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return super().forward(x)
        mean, variance, n = _statistics(x, self._ranks)
        if self.running_mean is not None and self.running_var is not None:
            assert self.num_batches_tracked is not None
            self.num_batches_tracked.add_(1)
            weight = 1 / float(self.num_batches_tracked) if self.momentum is None else self.momentum
            self.running_mean.lerp_(mean.to(self.running_mean.dtype), weight)
            self.running_var.lerp_((variance * n / (n - 1).clamp_min(1)).to(self.running_var.dtype), weight)
        wide = _wide(x).dtype
        y: Tensor = _Normalised.apply(
            x, self.weight, self.bias, mean.to(wide), variance.to(wide), n, self.eps, self._ranks
        )
        for module in self._then:
            y = module(y)
        return y


@torch.no_grad()
def _statistics(x: Tensor, ranks: Ranks) -> tuple[Tensor, Tensor, Tensor]:
    """Mean and variance (C,) of the (N, C, …) of all ranks, and of how many values each is, in 64 bits. No number is
    read from a GPU, which the program would wait for at every norm."""
    own_variance, own_mean = torch.var_mean(_wide(x), _all_but_channels(x), correction=0)
    own_n = torch.full_like(own_mean, x.numel() // x.shape[1])
    counts, means, variances = ranks.stacked(torch.stack([own_n, own_mean, own_variance]).double()).unbind(dim=1)
    total = counts.sum(dim=0)
    mean = (counts * means).sum(dim=0) / total
    # Of the parts and between them: no difference of large squares.
    variance = (counts * (variances + (means - mean).square())).sum(dim=0) / total
    return mean, variance, total


class _Normalised(torch.autograd.Function):
    """weight x (x - mean) / sqrt(variance + eps) + bias, where mean and variance come from the ``n`` values of each
    channel on all ranks. Gradients of weight and bias are those of this rank's part."""

    @staticmethod
    def forward(
        ctx: Any, x: Tensor, weight: Tensor | None, bias: Tensor | None, mean: Tensor, variance: Tensor, n: Tensor,
        eps: float, ranks: Ranks,
    ) -> Tensor:  # fmt: skip
        ctx.save_for_backward(x, weight, mean, variance, n)
        ctx.eps, ctx.ranks, ctx.has_bias = eps, ranks, bias is not None
        return F.batch_norm(x, mean, variance, weight, bias, training=False, eps=eps)

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, of_y: Tensor) -> tuple[Tensor | None, ...]:
        x, weight, mean, variance, n = ctx.saved_tensors
        scale = torch.ones_like(mean) if weight is None else weight
        # As if mean and variance were constants; of_scale is the sum of of_y x normalised x, of_shift that of of_y.
        of_x, of_scale, of_shift = torch.ops.aten.native_batch_norm_backward(
            of_y, x, scale, mean, variance, None, None, False, ctx.eps, [True, True, True]
        )
        total = torch.stack([of_scale, of_shift]).double()
        ctx.ranks.add(total)
        inverse = torch.rsqrt(variance + ctx.eps)
        through_variance, through_mean = (total / n).to(mean.dtype) * scale * torch.stack([inverse.square(), inverse])
        shape = (1, -1, *[1] * (x.ndim - 2))
        centred = _wide(x) - mean.view(shape)
        correction = torch.addcmul(through_mean.view(shape), centred, through_variance.view(shape))
        of_x = (of_x - correction).to(x.dtype)
        of_weight = None if weight is None else of_scale
        return of_x, of_weight, of_shift if ctx.has_bias else None, None, None, None, None, None


def _wide(x: Tensor) -> Tensor:
    return x.float() if x.dtype in (torch.bfloat16, torch.float16) else x


def _all_but_channels(x: Tensor) -> tuple[int, ...]:
    return (0, *range(2, x.ndim))
