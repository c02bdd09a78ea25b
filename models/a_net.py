"""A-Net: a small encoder-decoder with one skip connection, 389,768 parameters at one output.

    frame (N, C, H, W), H and W multiples of 32  ->  logits (N, n_classes, H, W)

Paper: Chen, Niu, Yu, Zhang, Wang, Li, "An A-Shape Lightweight Neural Network for Real-Time Surface Defect
Segmentation", IEEE TIM 73, 2024. Trained from scratch; no pretrained weights exist.

Where the text is open, the paper's own parameter counts decide: S3 has one pair of blocks, the wide block's
5x1 and 1x5 are full convolutions, both shortcuts carry a 1x1 and a batch norm, each PReLU has one slope. In
the head the PReLU comes before the batch norm, and the second convolution is depthwise-separable.
Ours: any number of input channels and outputs.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from models.blocks.bottleneck import DownBlock, LightBlock, UpBlock, WideBlock, depthwise_separable
from models.frames import refuse_misfit

SIZE_MULTIPLE = 32


class CatBlock(nn.Module):
    """Joins the detail features with the up-sampled ones, (N, 64, …) twice -> (N, 64, …).

    Depthwise 3x3 and pointwise without batch norm or activation. The light block that the paper counts to
    it stands in ``ANet.u2_blocks``: its residual starts after the compression.
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.compress = depthwise_separable(2 * channels, channels)

    def forward(self, detail: Tensor, upsampled: Tensor) -> Tensor:
        return self.compress(torch.cat([detail, upsampled], dim=1))  # type: ignore[no-any-return]


class SegHead(nn.Module):
    """(N, 32, H/2, W/2) -> logits (N, n_classes, H, W)."""

    def __init__(self, c_in: int, n_classes: int) -> None:
        super().__init__()
        m = c_in // 2
        self.layers = nn.Sequential(
            nn.ConvTranspose2d(c_in, m, 2, stride=2, bias=False), nn.PReLU(), nn.BatchNorm2d(m),
            depthwise_separable(m, m), nn.BatchNorm2d(m), nn.PReLU(),
            nn.Conv2d(m, n_classes, 3, padding=1),
        )  # fmt: skip

    def forward(self, x: Tensor) -> Tensor:
        return self.layers(x)  # type: ignore[no-any-return]


def _stage(first: nn.Module, channels: int, n_pairs: int = 1) -> nn.Sequential:
    pairs = [block for _ in range(n_pairs) for block in (LightBlock(channels), WideBlock(channels))]
    return nn.Sequential(first, *pairs)


class ANet(nn.Module):
    """See the module's docstring. Raises ValueError for sizes that are no multiple of 32."""

    def __init__(self, n_classes: int, in_channels: int = 3) -> None:
        super().__init__()
        self.in_channels = in_channels
        self.s1 = _stage(DownBlock(in_channels, 32), 32)  # 1/2
        self.s2 = _stage(DownBlock(32, 64), 64)  # 1/4, kept for the jump
        self.s3 = _stage(DownBlock(64, 128), 128)  # 1/8
        self.s4 = _stage(DownBlock(128, 128), 128, n_pairs=2)  # 1/16
        self.s5 = _stage(DownBlock(128, 128), 128, n_pairs=2)  # 1/32
        self.u4 = _stage(UpBlock(128, 128), 128)  # 1/16
        self.u3 = _stage(UpBlock(128, 128), 128)  # 1/8
        self.u2_up = UpBlock(128, 64)  # 1/4
        self.u2_cat = CatBlock(64)
        self.u2_blocks = nn.Sequential(LightBlock(64), WideBlock(64))
        self.u1 = _stage(UpBlock(64, 32), 32)  # 1/2
        self.head = SegHead(32, n_classes)  # 1/1

    def forward(self, x: Tensor) -> Tensor:
        refuse_misfit(x, self.in_channels, SIZE_MULTIPLE, "A-Net")
        detail = self.s2(self.s1(x))
        deep = self.s5(self.s4(self.s3(detail)))
        upsampled = self.u2_up(self.u3(self.u4(deep)))
        return self.head(self.u1(self.u2_blocks(self.u2_cat(detail, upsampled))))  # type: ignore[no-any-return]
