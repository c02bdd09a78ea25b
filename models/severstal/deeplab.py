"""DeepLab on MobileNetV2 with a width multiplier, 695,588 parameters at alpha 0.5, one channel, four outputs.

    frame (N, C, H, W), H and W multiples of 8  ->  logits (N, n_classes, H, W)

Report: Rajkumar, Chakravorty, Lo, "Severstal: Steel Defect Detection", course report, UC San Diego, which calls it
DeepLabV3+. In this form it has neither an atrous pyramid of several rates nor a branch of low-level features:
global average and one 1x1 stand beside each other. Features: Sandler et al., "MobileNetV2", CVPR 2018, with
output stride 8. Trained from scratch; no pretrained weights exist.

Padding is that of Keras' "same", see ``same_padded``. The global average makes what a pixel gets depend on the
whole frame: a crop and a strip are not scored alike. Training takes two frames or more at a time, since batch norm
of that average has one value per frame.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from models.frames import refuse_misfit
from models.severstal.unet import InvertedBlock, norm, same_padded, start_as_keras

SIZE_MULTIPLE = 8
ALPHAS = (0.1, 0.25, 0.5, 0.75, 1.0)
HEAD_WIDTH = 256
MOMENTUM = 0.01
# (width at alpha 1, number of blocks, stride of the first, dilation of the first, dilation of the others)
_STAGES = (
    (16, 1, 1, 1, 1),
    (24, 2, 2, 1, 1),
    (32, 3, 2, 1, 1),
    (64, 4, 1, 1, 2),
    (96, 3, 1, 2, 2),
    (160, 3, 1, 2, 4),
    (320, 1, 1, 4, 4),
)


def width(base: int, alpha: float) -> int:
    """``alpha`` x ``base`` rounded to a multiple of 8, at least 8 and not below 90 %."""
    rounded = max(8, int(alpha * base + 4) // 8 * 8)
    return rounded if rounded >= 0.9 * alpha * base else rounded + 8


def _features(in_channels: int, alpha: float) -> nn.Sequential:
    """(N, C, H, W) -> (N, width(320), H/8, W/8)."""
    channels = width(32, alpha)
    layers: list[nn.Module] = [*same_padded(in_channels, channels, stride=2), norm(channels), nn.ReLU6()]
    for base, n_blocks, stride, first_dilation, dilation in _STAGES:
        for index in range(n_blocks):
            is_first = index == 0
            layers.append(
                InvertedBlock(
                    channels, width(base, alpha), expansion=0 if base == 16 else 6, has_residual=not is_first,
                    momentum=MOMENTUM, stride=stride if is_first else 1,
                    dilation=first_dilation if is_first else dilation,
                )
            )  # fmt: skip
            channels = width(base, alpha)
    return nn.Sequential(*layers)


def _to_head_width(c_in: int) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(c_in, HEAD_WIDTH, 1, bias=False), norm(HEAD_WIDTH), nn.ReLU())


class DeepLab(nn.Module):
    """See the module's docstring. Raises ValueError for sizes that are no multiple of 8."""

    def __init__(self, n_classes: int, in_channels: int = 3, alpha: float = 0.5) -> None:
        super().__init__()
        if alpha not in ALPHAS:
            raise ValueError(f"alpha is one of {ALPHAS}, got {alpha}")
        self.in_channels = in_channels
        deepest = width(320, alpha)
        self.features = _features(in_channels, alpha)
        self.whole = _to_head_width(deepest)  # of the global average
        self.local = _to_head_width(deepest)
        self.join = nn.Sequential(_to_head_width(2 * HEAD_WIDTH), nn.Dropout(0.1))
        self.head = nn.Conv2d(HEAD_WIDTH, n_classes, 1)
        self.upsample = nn.Upsample(scale_factor=8, mode="bilinear", align_corners=True)
        start_as_keras(self)

    def forward(self, x: Tensor) -> Tensor:
        refuse_misfit(x, self.in_channels, SIZE_MULTIPLE, "this DeepLab")
        features = self.features(x)
        local = self.local(features)
        whole = self.whole(features.mean(dim=(2, 3), keepdim=True)).expand_as(local)
        return self.upsample(self.head(self.join(torch.cat([whole, local], dim=1))))  # type: ignore[no-any-return]
