"""DBRNet: a semantic and a detail branch that meet again at 1/8, 3,339,492 parameters at inference with 4 outputs.

    frame (N, C, H, W), H and W multiples of 8
        evaluation  ->  logits (N, n_classes, H, W)
        training    ->  (main logits, auxiliary logits), both (N, n_classes, H, W)

Paper: Zhang, Wei, Wu, Jiang, "DBRNet: Dual-Branch Real-Time Segmentation NetWork for Metal Defect Detection",
PRCV 2023, LNCS 14430. Trained from scratch; no pretrained weights exist. It is DDRNet-23-slim (Hong et al.,
arXiv:2101.06085) made narrower, with three modules of its own: LFEM, AFFM and DCPPM.

Late ReLU: a stage of two blocks hands on its raw sum, and so does AFFM; where branches meet, raw maps are
added, and whoever takes the sum rectifies it. A stage of one block ends rectified.

Where the paper's text and its released code differ, two options decide:

- ``dcppm_pointwise``: True as in the text, the figure and the paper's parameter counts (3.34 M); the released
  code leaves the 1x1 after each depthwise convolution of DCPPM out.
- ``affm``: "released" divides the x offset by the height and the y offset by the width, and samples a grid
  that reaches the outermost pixel centres as if it reached their outer edges, so that without any offset the
  border loses half of its value. "corrected" divides each offset by its own side and reads the grid as it is
  built: no offset, plain bilinear resize.

In training a step needs two frames or more: the global branch of DCPPM has one value per frame and channel,
and torch refuses to normalise over a single value (ValueError). Drop the last batch if one frame is left.
Ours: grey frames by a stem of one channel (the paper repeats them to three) and any number of outputs.
"""

from __future__ import annotations

from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from models.frames import refuse_misfit

SIZE_MULTIPLE = 8


def _conv(c_in: int, c_out: int, kernel: int = 1, *, stride: int = 1, groups: int = 1, bias: bool = False) -> nn.Conv2d:
    return nn.Conv2d(c_in, c_out, kernel, stride, padding=kernel // 2, groups=groups, bias=bias)


def _conv_bn(c_in: int, c_out: int, kernel: int = 1, *, stride: int = 1, bias: bool = False) -> nn.Sequential:
    return nn.Sequential(_conv(c_in, c_out, kernel, stride=stride, bias=bias), nn.BatchNorm2d(c_out))


def _depthwise_bn(channels: int, kernel: int, *, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        _conv(channels, channels, kernel, stride=stride, groups=channels), nn.BatchNorm2d(channels)
    )  # fmt: skip


def _resized(x: Tensor, like: Tensor) -> Tensor:
    """Bilinear to the height and width of ``like``; outer edges of the border pixels coincide."""
    return functional.interpolate(x, size=like.shape[2:], mode="bilinear", align_corners=False)


def shuffled(x: Tensor) -> Tensor:
    """Channels 0, C/2, 1, C/2 + 1, …: the two halves interleaved."""
    return torch.stack(x.chunk(2, dim=1), dim=2).flatten(1, 2)


class Residual(nn.Module):
    """main(x) + shortcut(x), rectified or raw (``is_raw``)."""

    def __init__(self, main: nn.Module, shortcut: nn.Module, *, is_raw: bool = False) -> None:
        super().__init__()
        self.main = main
        self.shortcut = shortcut
        self.activation = nn.Identity() if is_raw else nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        return self.activation(self.main(x) + self.shortcut(x))  # type: ignore[no-any-return]


class BasicBlock(Residual):
    """RB: (N, C_in, H, W) -> (N, C_out, H/stride, W/stride) by two 3x3."""

    def __init__(self, c_in: int, c_out: int, *, stride: int = 1, is_raw: bool = False) -> None:
        main = nn.Sequential(_conv_bn(c_in, c_out, 3, stride=stride), nn.ReLU(), _conv_bn(c_out, c_out, 3))
        changes = stride > 1 or c_in != c_out
        super().__init__(main, _conv_bn(c_in, c_out, stride=stride) if changes else nn.Identity(), is_raw=is_raw)


class BottleneckBlock(Residual):
    """RBB: (N, C, H, W) -> (N, 2C, H, W), one 3x3 between two 1x1."""

    def __init__(self, channels: int) -> None:
        main = nn.Sequential(
            _conv_bn(channels, channels), nn.ReLU(),
            _conv_bn(channels, channels, 3), nn.ReLU(),
            _conv_bn(channels, 2 * channels),
        )  # fmt: skip
        super().__init__(main, _conv_bn(channels, 2 * channels))


class DownLFEM(Residual):
    """LFEM of stride 2: (N, C_in, H, W) -> (N, C_out, H/2, W/2), an inverted bottleneck without shuffle."""

    def __init__(self, c_in: int, c_out: int) -> None:
        wide = 2 * c_out
        main = nn.Sequential(
            _conv_bn(c_in, wide), nn.ReLU(),
            _depthwise_bn(wide, 3, stride=2), nn.ReLU(),
            _conv_bn(wide, c_out, bias=True),
        )  # fmt: skip
        super().__init__(main, _conv_bn(c_in, c_out, stride=2))


class TwoScales(nn.Module):
    """(N, 2C, H, W) -> same: depthwise 3x3 over the first half of the channels, 5x5 over the second."""

    def __init__(self, half: int) -> None:
        super().__init__()
        self.local = _depthwise_bn(half, 3)
        self.wider = _depthwise_bn(half, 5)

    def forward(self, x: Tensor) -> Tensor:
        first, second = x.chunk(2, dim=1)
        return torch.cat([self.local(first), self.wider(second)], dim=1)


class LFEM(Residual):
    """LFEM of stride 1, second of its stage: (N, C, H, W) -> same, raw, shuffled after the addition."""

    def __init__(self, channels: int) -> None:
        wide = 2 * channels
        main = nn.Sequential(
            _conv_bn(channels, wide), nn.ReLU(),
            TwoScales(channels), nn.ReLU(),
            _conv_bn(wide, channels, bias=True),
        )  # fmt: skip
        super().__init__(main, nn.Identity(), is_raw=True)

    def forward(self, x: Tensor) -> Tensor:
        return shuffled(super().forward(x))


def _ends_at_one(n: int, like: Tensor) -> Tensor:
    """``n`` places from -1 to 1, both included, float32; a single one lies at -1, on the only pixel there is.

    From the size as the tensor has it; linspace would fix it in the exported graph.
    """
    steps = cast("int", torch.sym_max(n - 1, 1))  # a symbol while traced
    return torch.arange(n, device=like.device, dtype=torch.float32) * 2 / steps - 1


def warped(high: Tensor, flow: Tensor, *, as_released: bool = False) -> Tensor:
    """Sample ``high`` (N, C, h, w) where ``flow`` (N, 2, H, W) points -> (N, C, H, W); 0 beyond the border.

    Flow 0 moves x, flow 1 moves y; both are divided by the side of the finer map, so 2 is about one whole
    pixel of ``flow`` there. A positive x fetches from the right: what is shown moves left.
    In float32 whatever the autocast: in half precision a place on a long side is off by a pixel.
    """
    height, width = flow.shape[2:]
    x_divisor, y_divisor = (height, width) if as_released else (width, height)
    x = _ends_at_one(width, flow) + flow[:, 0].float() / x_divisor
    y = _ends_at_one(height, flow)[:, None] + flow[:, 1].float() / y_divisor
    sampled = functional.grid_sample(
        high.float(), torch.stack([x, y], dim=-1),
        mode="bilinear", padding_mode="zeros", align_corners=not as_released,
    )  # fmt: skip
    return sampled.to(high.dtype)


class AFFM(nn.Module):
    """Joins the semantic branch into the detail branch, aligned by a learned flow.

    low (N, C, H, W), high (N, 2C, H/2, W/2)  ->  (N, C, H, W), raw. The channel weights have no sigmoid.
    """

    def __init__(self, channels: int, *, as_released: bool = False) -> None:
        super().__init__()
        half = channels // 2
        self.as_released = as_released
        self.channel_weights = nn.Sequential(nn.AdaptiveAvgPool2d(1), _conv(2 * channels, channels, bias=True))
        self.compress = _conv_bn(2 * channels, channels)
        self.contrast_high = _conv(channels, half)
        self.contrast_low = _conv(channels, half)
        self.flow = _conv(2 * half, 2, 3)

    def forward(self, low: Tensor, high: Tensor) -> Tensor:
        compressed = self.compress(high)
        from_high = functional.interpolate(
            self.contrast_high(compressed), size=low.shape[2:], mode="bilinear", align_corners=True
        )
        flow = self.flow(torch.cat([from_high, self.contrast_low(low)], dim=1))
        aligned = warped(compressed, flow, as_released=self.as_released)
        return self.channel_weights(high) * low + aligned  # type: ignore[no-any-return]


def _activated(c_in: int, conv: nn.Module) -> nn.Sequential:
    """BN and ReLU before the convolution."""
    return nn.Sequential(nn.BatchNorm2d(c_in), nn.ReLU(), conv)


class DCPPM(nn.Module):
    """Five views of the deepest map, pooled ever wider and joined densely: (N, C_in, H, W) -> (N, C, H, W).

    Average pools count the zeros beyond the border.
    """

    def __init__(self, c_in: int, channels: int, *, pointwise: bool = True) -> None:
        super().__init__()
        pools = [nn.AvgPool2d(2 * stride + 1, stride, padding=stride, count_include_pad=True) for stride in (2, 4, 8)]
        self.views = nn.ModuleList(
            nn.Sequential(pool, *_activated(c_in, _conv(c_in, channels)))
            for pool in (nn.Identity(), *pools, nn.AdaptiveAvgPool2d(1))
        )
        # Sums 2 to 5, each with its own weights.
        self.refine = nn.ModuleList(self._refinement(channels, pointwise) for _ in range(4))
        self.fuse = _activated(5 * channels, _conv(5 * channels, channels))
        self.shortcut = _activated(c_in, _conv(c_in, channels))

    @staticmethod
    def _refinement(channels: int, pointwise: bool) -> nn.Sequential:
        block = _activated(channels, _conv(channels, channels, 3, groups=channels))
        return block.append(_conv(channels, channels)) if pointwise else block

    def forward(self, x: Tensor) -> Tensor:
        # The fifth view is 1x1: adding it to a map spreads it, as a resize would.
        m1, m2, m3, m4, m5 = (_resized(view(x), x) if 0 < i < 4 else view(x) for i, view in enumerate(self.views))
        f2, f3, f4, f5 = self.refine
        o1 = m1
        o2 = f2(m2 + o1)
        q3 = m3 + o2
        o3 = f3(q3)
        r4 = m4 + q3
        q4 = r4 + o3
        o4 = f4(q4)
        o5 = f5(m5 + r4 + q4 + o4)  # both running sums of row 4 of the paper's figure 4, so m4 and q3 count twice
        return self.fuse(torch.cat([o1, o2, o3, o4, o5], dim=1)) + self.shortcut(x)  # type: ignore[no-any-return]


class SegHead(nn.Module):
    """(N, C_in, H/8, W/8) -> logits (N, n_classes, H/8, W/8)."""

    def __init__(self, c_in: int, n_classes: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            *_activated(c_in, _conv(c_in, 64, 3)),
            *_activated(64, _conv(64, n_classes, bias=True)),
        )

    def forward(self, x: Tensor) -> Tensor:
        return self.layers(x)  # type: ignore[no-any-return]


class DBRNet(nn.Module):
    """See the module's docstring.

    Raises ValueError for an unknown ``affm``, and for sizes that are no multiple of 8.
    """

    def __init__(
        self, n_classes: int, in_channels: int = 3, *, affm: str = "corrected", dcppm_pointwise: bool = True
    ) -> None:
        super().__init__()
        if affm not in ("corrected", "released"):
            raise ValueError(f"affm is 'corrected' or 'released', got {affm!r}")
        self.in_channels = in_channels
        self.stem = nn.Sequential(
            _conv_bn(in_channels, 32, 3, stride=2, bias=True), nn.ReLU(),
            _conv_bn(32, 32, 3, stride=2, bias=True), nn.ReLU(),
        )  # fmt: skip  # 1/4
        self.shared_1 = nn.Sequential(BasicBlock(32, 32), BasicBlock(32, 32, is_raw=True))
        self.shared_2 = nn.Sequential(DownLFEM(32, 64), LFEM(64))  # 1/8
        self.semantic_3 = nn.Sequential(BasicBlock(64, 128, stride=2), BasicBlock(128, 128, is_raw=True))  # 1/16
        self.semantic_4 = nn.Sequential(DownLFEM(128, 256), LFEM(256))  # 1/32
        self.semantic_5 = BottleneckBlock(256)
        self.detail_3 = BasicBlock(64, 64)  # 1/8, as the whole branch
        self.detail_4 = BasicBlock(64, 64)
        self.detail_5 = BottleneckBlock(64)
        self.detail_to_semantic_3 = _conv_bn(64, 128, 3, stride=2)
        self.detail_to_semantic_4 = nn.Sequential(
            _conv_bn(64, 128, 3, stride=2), nn.ReLU(), _conv_bn(128, 256, 3, stride=2)
        )
        self.affm = AFFM(64, as_released=affm == "released")
        self.dcppm = DCPPM(512, 128, pointwise=dcppm_pointwise)
        self.head = SegHead(128, n_classes)
        self.auxiliary_head = SegHead(64, n_classes)  # training only
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, x: Tensor) -> Tensor | tuple[Tensor, Tensor]:
        refuse_misfit(x, self.in_channels, SIZE_MULTIPLE, "DBRNet")
        relu = functional.relu
        shared = relu(self.shared_2(relu(self.shared_1(self.stem(x)))))
        semantic = self.semantic_3(shared)
        detail = self.detail_3(shared)
        joined = self.affm(detail, relu(semantic))  # with the semantic map from before the addition below
        semantic = self.semantic_4(relu(semantic + self.detail_to_semantic_3(detail)))
        detail = self.detail_4(relu(joined))
        semantic = self.semantic_5(relu(semantic + self.detail_to_semantic_4(detail)))
        detail = self.detail_5(detail)
        main = self.head(_resized(self.dcppm(semantic), detail) + detail)
        if not self.training:
            return _resized(main, x)
        return _resized(main, x), _resized(self.auxiliary_head(joined), x)
