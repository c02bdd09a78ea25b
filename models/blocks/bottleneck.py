"""Residual bottlenecks of A-Net: Light, Wide, Down, Up and the depthwise-separable pair.

Shapes are (N, C, H, W). ``m`` is the inner width, a quarter of the output's. No convolution here has a bias:
a batch norm follows each, or each pair of them. One PReLU holds one learned slope for all its channels.
Source: Chen, Niu, Yu, Zhang, Wang, Li, "An A-Shape Lightweight Neural Network for Real-Time Surface Defect
Segmentation", IEEE TIM 73, 2024; what the text leaves open follows its parameter counts.
"""

from __future__ import annotations

from torch import Tensor, nn

DROPOUT_P = 0.1


def pointwise(c_in: int, c_out: int) -> nn.Conv2d:
    return nn.Conv2d(c_in, c_out, 1, bias=False)


def depthwise_separable(c_in: int, c_out: int) -> nn.Sequential:
    """Depthwise 3x3, then pointwise, nothing between."""
    return nn.Sequential(nn.Conv2d(c_in, c_in, 3, padding=1, groups=c_in, bias=False), pointwise(c_in, c_out))


def _bottleneck(c_in: int, c_out: int, m: int, middle: nn.Module) -> nn.Sequential:
    """1x1 down to ``m``, ``middle``, 1x1 up to ``c_out``; the last PReLU comes after the sum."""
    return nn.Sequential(
        pointwise(c_in, m), nn.BatchNorm2d(m), nn.PReLU(),
        middle, nn.BatchNorm2d(m), nn.PReLU(),
        pointwise(m, c_out), nn.BatchNorm2d(c_out), nn.Dropout2d(DROPOUT_P),
    )  # fmt: skip


class LightBlock(nn.Module):
    """(N, C, H, W) -> same; sees 3x3."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        m = channels // 4
        self.main = _bottleneck(channels, channels, m, depthwise_separable(m, m))
        self.activation = nn.PReLU()

    def forward(self, x: Tensor) -> Tensor:
        return self.activation(x + self.main(x))  # type: ignore[no-any-return]


class WideBlock(nn.Module):
    """(N, C, H, W) -> same; sees 5x5 by a 5x1 and a 1x5 over all ``m`` channels."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        m = channels // 4
        middle = nn.Sequential(
            nn.Conv2d(m, m, (5, 1), padding=(2, 0), bias=False),
            nn.Conv2d(m, m, (1, 5), padding=(0, 2), bias=False),
        )
        self.main = _bottleneck(channels, channels, m, middle)
        self.activation = nn.PReLU()

    def forward(self, x: Tensor) -> Tensor:
        return self.activation(x + self.main(x))  # type: ignore[no-any-return]


class DownBlock(nn.Module):
    """(N, C_in, H, W) -> (N, C_out, H/2, W/2)."""

    def __init__(self, c_in: int, c_out: int) -> None:
        super().__init__()
        m = c_out // 4
        self.main = _bottleneck(c_in, c_out, m, nn.Conv2d(m, m, 2, stride=2, bias=False))
        self.shortcut = nn.Sequential(nn.MaxPool2d(2), pointwise(c_in, c_out), nn.BatchNorm2d(c_out))
        self.activation = nn.PReLU()

    def forward(self, x: Tensor) -> Tensor:
        return self.activation(self.main(x) + self.shortcut(x))  # type: ignore[no-any-return]


class UpBlock(nn.Module):
    """(N, C_in, H, W) -> (N, C_out, 2H, 2W)."""

    def __init__(self, c_in: int, c_out: int) -> None:
        super().__init__()
        m = c_out // 4
        self.main = _bottleneck(c_in, c_out, m, nn.ConvTranspose2d(m, m, 2, stride=2, bias=False))
        self.shortcut = nn.Sequential(
            pointwise(c_in, c_out),
            nn.BatchNorm2d(c_out),
            nn.Upsample(scale_factor=2, mode="bilinear", align_corners=True),
        )
        self.activation = nn.PReLU()

    def forward(self, x: Tensor) -> Tensor:
        return self.activation(self.main(x) + self.shortcut(x))  # type: ignore[no-any-return]
