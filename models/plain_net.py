"""PlainNet: dense 3x3 convolutions at a quarter of the frame's size and below, made for processors without a GPU.

    frame (N, C, H, W), H and W multiples of 32  ->  logits (N, n_classes, H, W)

Ours; docs/decisions/0014 has what was tried and measured. A processor is fast where a convolution is dense, has some
ten channels or more, and few pixels: so two strides come first, nothing is computed at the full or half size but the
stem, and there are no depthwise layers, attention or small kernels one after another.

    1/2 stem ► 1/4 ► 1/8 ► 1/16 ► 1/32
                │     │      │      │
                └ sum ◄┴ sum ◄┴ sum ◄┘ (1x1, bilinear)
                 └► 3x3 ► a map for each of the 4 x 4 places of a cell

``branches``: in training each 3x3 has a 1x1 and, where its sizes agree, the identity beside it, each with a norm of
its own; ``for_inference`` adds the three up to one 3x3 with the same answers (Ding et al., RepVGG, CVPR 2021).
``head``: "bilinear" enlarges the maps of the quarter four times; "shuffle" gives the 16 places of a cell maps of their
own (Shi et al., CVPR 2016), which a scratch of a pixel's width needs.
"""

from __future__ import annotations

import copy
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional

from models.frames import refuse_misfit

SIZE_MULTIPLE = 32
HEADS = ("shuffle", "bilinear")
CELL = 4  # side of the cell of pixels that one place of the head stands for
WIDTHS = {"s": (16, 24, 48, 64, 64), "m": (16, 32, 64, 96, 96)}  # of the stem, 1/4, 1/8, 1/16, 1/32


class Conv3x3(nn.Module):
    """3x3, batch norm, ReLU; with ``branches`` a 1x1 and the identity beside it until ``fused``."""

    def __init__(self, c_in: int, c_out: int, *, stride: int = 1, branches: bool = True) -> None:
        super().__init__()
        self.stride = stride
        self.conv = nn.Conv2d(c_in, c_out, 3, stride, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(c_out)
        self.point = self.point_norm = self.identity = None
        if branches:
            self.point = nn.Conv2d(c_in, c_out, 1, stride, bias=False)
            self.point_norm = nn.BatchNorm2d(c_out)
            if c_in == c_out and stride == 1:
                self.identity = nn.BatchNorm2d(c_out)

    def forward(self, x: Tensor) -> Tensor:
        y = self.norm(self.conv(x))
        if self.point is not None and self.point_norm is not None:
            y = y + self.point_norm(self.point(x))
        if self.identity is not None:
            y = y + self.identity(x)
        return functional.relu(y)

    @torch.no_grad()
    def fused(self) -> nn.Sequential:
        """One convolution with the same answers, in evaluation mode, to 32 bits."""
        kernel, bias = _folded(self.conv.weight.double(), self.norm)
        if self.point is not None and self.point_norm is not None:
            weight, shift = _folded(functional.pad(self.point.weight.double(), (1, 1, 1, 1)), self.point_norm)
            kernel, bias = kernel + weight, bias + shift
        if self.identity is not None:
            alone = torch.zeros_like(kernel)
            alone[range(len(alone)), range(len(alone)), 1, 1] = 1
            weight, shift = _folded(alone, self.identity)
            kernel, bias = kernel + weight, bias + shift
        c_out, c_in = kernel.shape[:2]
        conv = nn.Conv2d(c_in, c_out, 3, self.stride, padding=1).to(self.conv.weight.device)
        assert conv.bias is not None
        conv.weight.copy_(kernel)
        conv.bias.copy_(bias)
        return nn.Sequential(conv, nn.ReLU()).train(self.training)


def _folded(kernel: Tensor, norm: nn.BatchNorm2d) -> tuple[Tensor, Tensor]:
    """Kernel and bias of a convolution with the norm behind it, 64 bits."""
    mean, variance = norm.running_mean, norm.running_var
    assert mean is not None
    assert variance is not None
    scale = norm.weight.double() / torch.sqrt(variance.double() + norm.eps)
    return kernel * scale[:, None, None, None], norm.bias.double() - mean.double() * scale


class PlainNet(nn.Module):
    def __init__(
        self, n_classes: int, in_channels: int = 1, *, size: str = "m", head: str = "shuffle", branches: bool = True
    ) -> None:  # fmt: skip
        super().__init__()
        self.in_channels = in_channels
        first, *widths = WIDTHS[size]
        self.stem = Conv3x3(in_channels, first, stride=2, branches=False)
        c_before, stages = first, []
        for width in widths:
            down = Conv3x3(c_before, width, stride=2, branches=branches)
            pair = [Conv3x3(width, width, branches=branches) for _ in range(2)]
            stages.append(nn.Sequential(down, *pair))
            c_before = width
        self.stages = nn.ModuleList(stages)
        self.laterals = nn.ModuleList(nn.Conv2d(coarse, fine, 1) for fine, coarse in pairwise(widths))
        self.joined = Conv3x3(widths[0], widths[0], branches=branches)
        self.head = nn.Conv2d(widths[0], n_classes * (CELL * CELL if head == "shuffle" else 1), 1)
        self.is_shuffled = head == "shuffle"

    def forward(self, x: Tensor) -> Tensor:
        refuse_misfit(x, self.in_channels, SIZE_MULTIPLE, "PlainNet")
        x = self.stem(x)
        levels = []
        for stage in self.stages:
            x = stage(x)
            levels.append(x)
        x = levels.pop()
        for lateral in reversed(self.laterals):
            x = functional.interpolate(lateral(x), scale_factor=2, mode="bilinear", align_corners=False) + levels.pop()
        x = self.head(self.joined(x))
        if self.is_shuffled:
            return functional.pixel_shuffle(x, CELL)
        return functional.interpolate(x, scale_factor=CELL, mode="bilinear", align_corners=False)

    def for_inference(self) -> PlainNet:
        """A copy in evaluation mode whose 3x3 layers are one convolution each, with the same answers."""
        network = copy.deepcopy(self).eval()
        for module in list(network.modules()):
            for name, child in list(module.named_children()):
                if isinstance(child, Conv3x3):
                    setattr(module, name, child.fused())
        return network
