"""Small U-Nets for long strip, with plain, residual or inverted-residual encoder blocks.

    frame (N, C, H, W), H and W multiples of 32  ->  logits (N, n_classes, H, W)

Report: Rajkumar, Chakravorty, Lo, "Severstal: Steel Defect Detection", course report, UC San Diego, on the Kaggle
data of 2019 (256 x 1600 px). Eight filters on the first level, five poolings, one plain decoder for all three.
Trained from scratch; no pretrained weights exist.

Text and released code differ. The counts of the authors' own log decide, and what the text has instead is an
option: LeakyReLU in the U-Net, six sequential layers in the bottleneck, an expansion in the inverted block.
The authors' networks begin as Keras does: Glorot-uniform weights, zero biases, LeakyReLU of slope 0.3, batch norm
with eps 0.001 and, unless said otherwise, a weight of 0.01 for the new batch.
Ours: any number of outputs, and colour, of which the residual network's first shortcut takes the mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import torch
from torch import Tensor, nn

from models.frames import refuse_misfit

SIZE_MULTIPLE = 32
WIDTHS = (8, 16, 32, 64, 128)  # of the five levels, 1/1 to 1/16
LEAKY_SLOPE = 0.3
ACTIVATIONS = ("relu", "leaky-relu")
MCAD_FORMS = ("sum5", "seq6")
EXPANSIONS = (0, 3, 6)
SLOW_MOMENTUM = 0.001  # of the inverted network's norms: their statistics settle within thousands of steps


def start_as_keras(network: nn.Module) -> None:
    """Glorot-uniform weights and zero biases in every convolution."""
    for module in network.modules():
        if isinstance(module, (nn.Conv2d, nn.ConvTranspose2d)):
            nn.init.xavier_uniform_(module.weight)
            if module.bias is not None:
                nn.init.zeros_(module.bias)


def norm(channels: int, momentum: float = 0.01) -> nn.BatchNorm2d:
    """``momentum`` is the weight of the new batch: 0.01 is Keras' 0.99."""
    return nn.BatchNorm2d(channels, eps=1e-3, momentum=momentum)


def conv3x3(c_in: int, c_out: int, dilation: int = 1) -> nn.Conv2d:
    return nn.Conv2d(c_in, c_out, 3, padding=dilation, dilation=dilation)


def _activation(name: str) -> nn.Module:
    if name not in ACTIVATIONS:
        raise ValueError(f"an activation is one of {ACTIVATIONS}, got {name!r}")
    return nn.ReLU() if name == "relu" else nn.LeakyReLU(LEAKY_SLOPE)


def _two_convolutions(c_in: int, c_out: int, activation: str = "relu") -> nn.Sequential:
    return nn.Sequential(
        conv3x3(c_in, c_out), _activation(activation), conv3x3(c_out, c_out), _activation(activation)
    )  # fmt: skip


class MeanOfChannels(nn.Module):
    """(N, C, H, W) -> (N, 1, H, W); a grey frame stays as it is."""

    def forward(self, x: Tensor) -> Tensor:
        return x.mean(dim=1, keepdim=True)


class ResidualBlock(nn.Module):
    """(N, C_in, H, W) -> (N, C_out, H, W); ``shortcut`` gives C_out channels, or one that is added to all."""

    def __init__(self, c_in: int, c_out: int, shortcut: nn.Module) -> None:
        super().__init__()
        self.main = nn.Sequential(
            conv3x3(c_in, c_out), norm(c_out), nn.LeakyReLU(LEAKY_SLOPE), conv3x3(c_out, c_out), norm(c_out)
        )
        self.shortcut = shortcut
        self.activation = nn.LeakyReLU(LEAKY_SLOPE)

    def forward(self, x: Tensor) -> Tensor:
        return self.activation(self.main(x) + self.shortcut(x))  # type: ignore[no-any-return]


class InvertedBlock(nn.Module):
    """(N, C_in, H, W) -> (N, C_out, H/stride, W/stride), linear at its end, without biases.

    With ``expansion`` 0 there is no 1x1 before the depthwise convolution: narrow, depthwise, narrow.
    Source: Sandler et al., "MobileNetV2: Inverted Residuals and Linear Bottlenecks", CVPR 2018.
    """

    def __init__(
        self,
        c_in: int,
        c_out: int,
        *,
        expansion: int,
        has_residual: bool,
        momentum: float,
        stride: int = 1,
        dilation: int = 1,
    ) -> None:
        super().__init__()
        m = c_in * expansion if expansion else c_in
        expand: list[nn.Module] = []
        if expansion:
            expand = [nn.Conv2d(c_in, m, 1, bias=False), norm(m, momentum), nn.ReLU6()]
        self.main = nn.Sequential(
            *expand,
            *same_padded(m, m, stride=stride, dilation=dilation, groups=m), norm(m, momentum), nn.ReLU6(),
            nn.Conv2d(m, c_out, 1, bias=False), norm(c_out, momentum),
        )  # fmt: skip
        self.has_residual = has_residual

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.main(x)
        return x + y if self.has_residual else y


def same_padded(c_in: int, c_out: int, *, stride: int, dilation: int = 1, groups: int = 1) -> list[nn.Module]:
    """A 3x3 convolution without bias, padded as Keras' "same" does.

    With stride 2 on an even size "same" adds one row below and one column to the right, none above or left;
    PyTorch's symmetric padding would move every output by one pixel.
    """
    if stride == 1:
        return [nn.Conv2d(c_in, c_out, 3, padding=dilation, dilation=dilation, groups=groups, bias=False)]
    return [nn.ZeroPad2d((0, 1, 0, 1)), nn.Conv2d(c_in, c_out, 3, stride=stride, groups=groups, bias=False)]


class SummedMcad(nn.Module):
    """(N, C, H, W) -> same: a chain of five linear dilated 3x3 whose outputs are summed, then one LeakyReLU.

    The MCAD of the released code; it sees 55 x 55.
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.chain = nn.ModuleList(conv3x3(channels, channels, dilation) for dilation in (1, 2, 4, 8, 12))
        self.activation = nn.LeakyReLU(LEAKY_SLOPE)

    def forward(self, x: Tensor) -> Tensor:
        x = total = self.chain[0](x)
        for layer in self.chain[1:]:
            x = layer(x)
            total = total + x
        return self.activation(total)  # type: ignore[no-any-return]


def mcad(channels: int, form: str) -> nn.Module:
    """The bottleneck of dilated convolutions: "sum5" as released, "seq6" as reported.

    "seq6" is six 3x3 in sequence, each cut off below zero; it sees 57 x 57.
    """
    if form not in MCAD_FORMS:
        raise ValueError(f"an MCAD is one of {MCAD_FORMS}, got {form!r}")
    if form == "sum5":
        return SummedMcad(channels)
    layers = [(conv3x3(channels, channels, dilation), nn.ReLU()) for dilation in (1, 1, 2, 4, 8, 12)]
    return nn.Sequential(*(module for pair in layers for module in pair))


class SeverstalUNet(nn.Module):
    """Five levels of ``stages``, a bottleneck at 1/32, the plain decoder and a 1x1 to the classes.

    Raises ValueError for sizes that are no multiple of 32.
    """

    def __init__(
        self,
        stages: Sequence[nn.Module],
        bottleneck: nn.Module,
        *,
        widths: Sequence[int],
        c_bottleneck: int,
        n_classes: int,
        in_channels: int,
        activation: str = "relu",
    ) -> None:
        super().__init__()
        self.in_channels = in_channels
        self.stages = nn.ModuleList(stages)
        self.pool = nn.MaxPool2d(2)
        self.bottleneck = bottleneck
        below = (*widths[1:], c_bottleneck)  # channels that come up to each level
        self.ups = nn.ModuleList(
            nn.ConvTranspose2d(c_in, c_out, 2, stride=2) for c_in, c_out in zip(below, widths, strict=True)
        )
        self.joins = nn.ModuleList(_two_convolutions(2 * c, c, activation) for c in widths)
        self.head = nn.Conv2d(widths[0], n_classes, 1)
        start_as_keras(self)

    def forward(self, x: Tensor) -> Tensor:
        refuse_misfit(x, self.in_channels, SIZE_MULTIPLE, "this U-Net")
        skips: list[Tensor] = []
        for stage in self.stages:
            x = stage(x)
            skips.append(x)
            x = self.pool(x)
        x = self.bottleneck(x)
        for up, join, skip in zip(reversed(self.ups), reversed(self.joins), reversed(skips), strict=True):
            x = join(torch.cat([up(x), skip], dim=1))
        return self.head(x)  # type: ignore[no-any-return]


def unet(n_classes: int, in_channels: int = 3, filters: int = 8, activation: str = "relu") -> SeverstalUNet:
    """U-Net without any norm, 1,944,772 parameters at 8 filters, one input channel and four outputs."""
    if filters < 1:
        raise ValueError(f"a U-Net needs at least one filter, got {filters}")
    widths = [filters * 2**level for level in range(len(WIDTHS))]
    stages = [_two_convolutions(c, w, activation) for c, w in pairwise((in_channels, *widths))]
    deepest = 2 * widths[-1]
    return SeverstalUNet(
        stages, _two_convolutions(widths[-1], deepest, activation),
        widths=widths, c_bottleneck=deepest, n_classes=n_classes, in_channels=in_channels,
        activation=activation,
    )  # fmt: skip


def res_unet(n_classes: int, in_channels: int = 3, mcad_form: str = "sum5") -> SeverstalUNet:
    """Residual encoder and MCAD, 1,831,540 parameters at one input channel and four outputs."""
    stages = [ResidualBlock(in_channels, WIDTHS[0], MeanOfChannels())]
    for c_in, c_out in pairwise(WIDTHS):
        stages.append(ResidualBlock(c_in, c_out, nn.Sequential(conv3x3(c_in, c_out), norm(c_out))))
    return _with_mcad(stages, mcad_form, n_classes, in_channels)


def inverted_unet(n_classes: int, in_channels: int = 3, expansion: int = 0, mcad_form: str = "sum5") -> SeverstalUNet:
    """Inverted-residual encoder and MCAD, 1,474,599 parameters at one input channel and four outputs.

    Expansion 0 is the network that was trained, 3 the final code, 6 MobileNetV2's own.
    """
    if expansion not in EXPANSIONS:
        raise ValueError(f"an expansion is one of {EXPANSIONS}, got {expansion}")

    def block(c_in: int, c_out: int, *, has_residual: bool) -> InvertedBlock:
        return InvertedBlock(c_in, c_out, expansion=expansion, has_residual=has_residual, momentum=SLOW_MOMENTUM)

    stages: list[nn.Module] = [block(in_channels, WIDTHS[0], has_residual=False)]
    for c_in, c_out in pairwise(WIDTHS):
        stages.append(nn.Sequential(block(c_in, c_out, has_residual=False), block(c_out, c_out, has_residual=True)))
    return _with_mcad(stages, mcad_form, n_classes, in_channels)


def _with_mcad(stages: Sequence[nn.Module], form: str, n_classes: int, in_channels: int) -> SeverstalUNet:
    return SeverstalUNet(
        stages, mcad(WIDTHS[-1], form), widths=WIDTHS, c_bottleneck=WIDTHS[-1], n_classes=n_classes,
        in_channels=in_channels,
    )  # fmt: skip
