"""ScreenNet: where a frame may hold anything at all, one answer for each cell of 32 x 32 pixels.

    frame (N, C, H, W), H and W multiples of 32  ->  logits (N, 1, H / 32, W / 32)

Ours; docs/decisions/0018 has what was measured. It runs on every pixel so that a large network need not, so it must
cost next to nothing: each plane is pooled to a quarter or a half at once, and dense 3x3 convolutions of few channels
go down from there. A mean alone would wash out what is thinner than the pooling, so least and greatest go with it.

    pooled: mean, least, greatest ► [1/4 ►] 1/8 ► 1/16 ► 1/32 ► 3x3 ► one map

It looks ``REACH_PX`` pixels far, whatever lies further changes nothing: so a frame may be looked at in bands.
``for_inference`` joins convolutions and norms, as PlainNet does.
"""

from __future__ import annotations

import copy

import torch
from torch import Tensor, nn
from torch.nn import functional

from models.frames import refuse_misfit
from models.plain_net import Conv3x3

CELL_PX = 32
POOLS = (2, 4)
REACH_PX = 128  # beyond a cell's edge, at most
WIDTHS = (16, 32, 48)  # at 1/8, 1/16, 1/32
HALF_WIDTH = 8  # at 1/4, where the pooling is to 1/2


class ScreenNet(nn.Module):
    def __init__(self, in_channels: int = 1, *, pool: int = 4) -> None:
        super().__init__()
        if pool not in POOLS:
            raise ValueError(f"it pools by {' or '.join(map(str, POOLS))}, not by {pool}")
        self.in_channels, self.pool = in_channels, pool
        before = 3 * in_channels
        layers: list[nn.Module] = []
        if pool == 2:
            layers.append(Conv3x3(before, HALF_WIDTH, stride=2))
            before = HALF_WIDTH
        for width in WIDTHS:
            layers += [Conv3x3(before, width, stride=2), Conv3x3(width, width)]
            before = width
        self.layers = nn.Sequential(*layers)
        self.head = nn.Conv2d(before, 1, 1)

    def forward(self, x: Tensor) -> Tensor:
        refuse_misfit(x, self.in_channels, CELL_PX, "ScreenNet")
        greatest, least = functional.max_pool2d(x, self.pool), -functional.max_pool2d(-x, self.pool)
        x = torch.cat([functional.avg_pool2d(x, self.pool), least, greatest], dim=1)
        logits: Tensor = self.head(self.layers(x))
        return logits

    def for_inference(self) -> ScreenNet:
        """A copy in evaluation mode whose 3x3 layers are one convolution each, with the same answers."""
        network = copy.deepcopy(self).eval()
        network.layers = nn.Sequential(
            *(each.fused() if isinstance(each, Conv3x3) else each for each in network.layers)
        )
        return network
