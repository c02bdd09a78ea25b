"""NaDiNet: levels of a backbone, sharpened by normalised attention and joined at two scales each.

    frame (N, C, H, W)  ->  logits (N, n_classes, H, W), and in training five more of the same shape

Paper: Li, Han, Liu, "No-Service Rail Surface Defect Segmentation via Normalized Attention and Dual-scale
Interaction", 2023, arXiv:2306.15442.

| Network   | Backbone                            | H, W multiples of | Parameters | GMAC at 384 x 384, six maps |
|-----------|-------------------------------------|-------------------|------------|-----------------------------|
| nadinet-d | DenseNet-201                        | 64                | 36,055,367 | 35.0                        |
| nadinet-v | VGG-16 with batch norm              | 32                | 30,625,031 | 391.9                       |
| nadinet-r | ResNet-34 at full size, more blocks | 32                | 51,340,871 | 521.9                       |

V and R decode at the full size of the frame, which makes them more than ten times as expensive as D: only D
is of use without a GPU. Where paper and authors' code disagree, the code decides: batch norm in the reductions, one
convolution after the product of the scales, the residual around each attention block. The paper counts 2.95 million
parameters less, which is one 3x3 convolution in each of the five interactions.
In training a frame of the least size, one multiple each way, has a single position at the deepest scale, and
torch refuses to normalise over a single value (ValueError): give it company or more pixels.
Ours: any number of outputs, grey frames, logits instead of probabilities, a floor under the norms of the
attention, and in evaluation mode the main map alone.
"""

from __future__ import annotations

from torch import Tensor, nn

from models.frames import refuse_misfit
from models.nadinet.backbones import Backbone, DenseNet201, ResNet34, Vgg16
from models.nadinet.blocks import (
    WIDTH,
    DualScaleInteraction,
    GlobalContext,
    NormalisedAttention,
    conv_norm_relu,
    resize,
)


class NaDiNet(nn.Module):
    """See the module's docstring. In training a tuple of six maps: the main one, then those of interactions
    2 to 5, then that of the global context. Raises ValueError for sizes that the backbone cannot take.
    """

    def __init__(self, backbone: Backbone, n_classes: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.reductions = nn.ModuleList(conv_norm_relu(channels, WIDTH) for channels in backbone.channels)
        self.context = GlobalContext()
        self.attentions = nn.ModuleList(NormalisedAttention() for _ in backbone.channels)
        self.interactions = nn.ModuleList(DualScaleInteraction() for _ in backbone.channels)
        self.heads = nn.ModuleList(nn.Conv2d(WIDTH, n_classes, 1) for _ in range(len(backbone.channels) + 1))

    def forward(self, x: Tensor) -> Tensor | tuple[Tensor, ...]:
        backbone = self.backbone
        refuse_misfit(x, backbone.in_channels, backbone.size_multiple, f"NaDiNet on {type(backbone).__name__}")
        height, width = x.shape[2], x.shape[3]
        levels = [reduction(level) for reduction, level in zip(self.reductions, self.backbone(x), strict=True)]
        decoded = self.context(levels[-1])  # of the level itself, not of what its attention makes of it
        sources = [decoded]
        for i in reversed(range(len(levels))):
            decoded = self.interactions[i](self.attentions[i](levels[i]), decoded)
            sources.insert(0, decoded)
        if not self.training:
            return resize(self.heads[0](decoded), height, width)
        return tuple(resize(head(source), height, width) for head, source in zip(self.heads, sources, strict=True))


def nadinet_v(n_classes: int, in_channels: int = 3) -> NaDiNet:
    return NaDiNet(Vgg16(in_channels), n_classes)


def nadinet_r(n_classes: int, in_channels: int = 3) -> NaDiNet:
    return NaDiNet(ResNet34(in_channels), n_classes)


def nadinet_d(n_classes: int, in_channels: int = 3) -> NaDiNet:
    return NaDiNet(DenseNet201(in_channels), n_classes)
