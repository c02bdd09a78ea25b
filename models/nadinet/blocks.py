"""The blocks of NaDiNet: normalised attention, dual-scale interaction, global context.

Shapes are (N, C, H, W). All resizing is bilinear with aligned corners.
Sources: the paper named in `models.nadinet.network`; the global context is that of Fan et al., "BBS-Net:
RGB-D Salient Object Detection with a Bifurcated Backbone Strategy Network", ECCV 2020; the attention block
is that of Woo et al., "CBAM: Convolutional Block Attention Module", ECCV 2018, with one more residual.
"""

from __future__ import annotations

from contextlib import nullcontext

import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTH = 128  # channels of every level after its reduction


def resize(x: Tensor, height: int, width: int) -> Tensor:
    """(N, C, …) -> (N, C, height, width)."""
    if (x.shape[2], x.shape[3]) == (height, width):
        return x
    return functional.interpolate(x, size=(height, width), mode="bilinear", align_corners=True)


def conv_norm_relu(c_in: int, c_out: int) -> nn.Sequential:
    """3x3 with bias, batch norm, ReLU; keeps the size."""
    return nn.Sequential(nn.Conv2d(c_in, c_out, 3, padding=1), nn.BatchNorm2d(c_out), nn.ReLU(inplace=True))


class NormalisedAttention(nn.Module):
    """NAM: adds to each channel the channels that resemble it, (N, C, H, W) >= 0 -> same.

    The resemblance is the cosine of two channels as vectors over all positions; there is no soft-max. One
    learned number, zero at the start, says how much is added: at first the block changes nothing.
    """

    def __init__(self) -> None:
        super().__init__()
        self.sigma = nn.Parameter(torch.zeros(()))

    @staticmethod
    def attention(x: Tensor) -> Tensor:
        """(N, C, H, W) -> (N, C, C) of cosines; rows and columns of an all-zero channel are zero."""
        # Each channel is divided by its norm before the product: a sum of products over all positions leaves
        # fp16. The paper's code adds 1e-8 to the norms instead, which the ONNX exporter takes for zero.
        unit = functional.normalize(x.flatten(2).float(), dim=2, eps=1e-6)
        return unit @ unit.transpose(1, 2)

    def forward(self, x: Tensor) -> Tensor:
        device = x.device.type
        # The meta device, on which networks are counted, has no autocast to switch off.
        with torch.autocast(device, enabled=False) if torch.amp.is_autocast_available(device) else nullcontext():
            added = self.attention(x) @ x.flatten(2).float()
            return (self.sigma * added.view_as(x) + x).to(x.dtype)


class AttentionBlock(nn.Module):
    """CBAM: weighs channels, then positions, and adds its input again, (N, C, H, W) -> same.

    For inputs that are nowhere negative the output lies between the input and its double.
    """

    def __init__(self, channels: int, reduction: int = 16) -> None:
        super().__init__()
        self.channel_mlp = nn.Sequential(
            nn.Conv2d(channels, channels // reduction, 1, bias=False),
            nn.ReLU(inplace=True),
            nn.Conv2d(channels // reduction, channels, 1, bias=False),
        )
        self.position_conv = nn.Conv2d(2, 1, 7, padding=3)

    def forward(self, x: Tensor) -> Tensor:
        by_channel = self.channel_mlp(x.amax((2, 3), keepdim=True)) + self.channel_mlp(x.mean((2, 3), keepdim=True))
        weighed = x * by_channel.sigmoid()
        by_position = self.position_conv(torch.cat([weighed.amax(1, keepdim=True), weighed.mean(1, keepdim=True)], 1))
        return x + weighed * by_position.sigmoid()  # type: ignore[no-any-return]


class ScaleBranch(nn.Module):
    """One scale of the interaction, its progressive ensemble: two inputs (N, C, H, W) -> same size."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.fuse = conv_norm_relu(2 * channels, 2 * channels)
        self.first = AttentionBlock(channels)
        self.join = conv_norm_relu(2 * channels, channels)
        self.second = AttentionBlock(channels)
        self.reduce = conv_norm_relu(2 * channels, channels)

    def forward(self, x: Tensor, y: Tensor) -> Tensor:
        p, q = self.fuse(torch.cat([x, y], dim=1)).chunk(2, dim=1)
        z1 = self.first(p)
        z2 = self.second(self.join(torch.cat([z1, q], dim=1)))
        return self.reduce(torch.cat([z1, z2], dim=1))  # type: ignore[no-any-return]


class DualScaleInteraction(nn.Module):
    """DIB: what this level and the deeper one have in common, seen at this size and at half of it.

        level (N, C, H, W), deeper (N, C, H/2, W/2) or (N, C, H, W)  ->  (N, C, H, W), nowhere negative

    The paper ends with the product of both scales; the convolution after it is that of the authors' code.
    """

    def __init__(self, channels: int = WIDTH) -> None:
        super().__init__()
        self.large = ScaleBranch(channels)
        self.small = ScaleBranch(channels)
        self.last = conv_norm_relu(channels, channels)

    def forward(self, level: Tensor, deeper: Tensor) -> Tensor:
        height, width = level.shape[2], level.shape[3]
        half = height // 2, width // 2
        large = self.large(level, resize(deeper, height, width))
        small = self.small(resize(level, *half), resize(deeper, *half))
        return self.last(large * resize(small, height, width))  # type: ignore[no-any-return]


class GlobalContext(nn.Module):
    """GCM: four views of growing extent, (N, C, H, W) -> same. The only ReLU is the one at the end."""

    def __init__(self, channels: int = WIDTH) -> None:
        super().__init__()

        def conv_norm(c_in: int, kernel: tuple[int, int], dilation: int = 1) -> nn.Sequential:
            padding = dilation * (kernel[0] // 2), dilation * (kernel[1] // 2)
            conv = nn.Conv2d(c_in, channels, kernel, padding=padding, dilation=dilation, bias=False)
            return nn.Sequential(conv, nn.BatchNorm2d(channels))

        def view(side: int) -> nn.Sequential:
            return nn.Sequential(
                conv_norm(channels, (1, 1)),
                conv_norm(channels, (1, side)),
                conv_norm(channels, (side, 1)),
                conv_norm(channels, (3, 3), dilation=side),
            )

        self.views = nn.ModuleList([conv_norm(channels, (1, 1)), view(3), view(5), view(7)])
        self.join = conv_norm(4 * channels, (3, 3))
        self.shortcut = conv_norm(channels, (1, 1))

    def forward(self, x: Tensor) -> Tensor:
        joined = self.join(torch.cat([view(x) for view in self.views], dim=1))
        return functional.relu(joined + self.shortcut(x))
