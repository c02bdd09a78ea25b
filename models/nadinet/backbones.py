"""The three backbones of NaDiNet, each cut into five levels.

    frame (N, C, H, W)  ->  (h1, h2, h3, h4, h5), their scales in the docstring of each

Layers are torchvision's, under torchvision's names, so that `models.pretrained` can fill them from its files. A
new backbone has random weights.
"""

from __future__ import annotations

from collections import OrderedDict

from torch import Tensor, nn


class Backbone(nn.Module):
    """What a network needs to know of its five levels; the subclasses say how they come about."""

    in_channels: int
    channels: tuple[int, int, int, int, int]
    size_multiple: int  # of height and width, the halving inside the decoder included
    published: str  # file of torchvision's ImageNet weights, which `models.pretrained` reads
    not_used: tuple[str, ...]  # beginnings of names in torchvision's file that have no place here
    not_in_file: tuple[str, ...] = ()  # beginnings of names here that keep their random start


class ChainBackbone(Backbone):
    """A chain of layers with a level taken after each layer named in ``level_ends``."""

    level_ends: tuple[str, str, str, str, str]

    def __init__(self, features: nn.Sequential, in_channels: int) -> None:
        super().__init__()
        self.in_channels = in_channels
        self.features = features

    def forward(self, x: Tensor) -> tuple[Tensor, ...]:
        levels = []
        for name, layer in self.features.named_children():
            x = layer(x)
            if name in self.level_ends:
                levels.append(x)
        return tuple(levels)


class Vgg16(ChainBackbone):
    """VGG-16 with batch norm: levels at 1/1, 1/2, 1/4, 1/8 and 1/16; the fifth pooling is left out."""

    channels = (64, 128, 256, 512, 512)
    size_multiple = 32
    published = "vgg16_bn-6c64b313.pth"
    not_used = ("classifier.",)
    level_ends = ("5", "12", "22", "32", "42")  # the ReLU before each pooling

    def __init__(self, in_channels: int = 3) -> None:
        # Here and below: torchvision takes seconds to import, and `import models` should not.
        from torchvision.models.vgg import cfgs, make_layers

        # Not vgg16_bn(): it fills 124 million weights of a classifier that would be thrown away.
        features = make_layers(cfgs["D"], batch_norm=True)[:-1]
        if in_channels != 3:
            features[0] = nn.Conv2d(in_channels, 64, 3, padding=1)
        for layer in features:
            if isinstance(layer, nn.Conv2d) and layer.bias is not None:  # the start of torchvision's VGG
                nn.init.kaiming_normal_(layer.weight, mode="fan_out", nonlinearity="relu")
                nn.init.zeros_(layer.bias)
        super().__init__(features, in_channels)


class DenseNet201(ChainBackbone):
    """DenseNet-201 without its last norm: levels at 1/4, 1/8, 1/16, 1/32 and again 1/32.

    A transition, with the pooling in it, belongs to the level it ends.
    """

    channels = (64, 128, 256, 896, 1920)
    size_multiple = 64
    published = "densenet201-c1103571.pth"
    not_used = ("features.norm5.", "classifier.")
    level_ends = ("pool0", "transition1", "transition2", "transition3", "denseblock4")

    def __init__(self, in_channels: int = 3) -> None:
        from torchvision.models import densenet201

        layers = OrderedDict(densenet201(weights=None).features.named_children())
        del layers["norm5"]
        if in_channels != 3:
            layers["conv0"] = nn.Conv2d(in_channels, 64, 7, stride=2, padding=3, bias=False)
            nn.init.kaiming_normal_(layers["conv0"].weight)
        super().__init__(nn.Sequential(layers), in_channels)


class ResNet34(Backbone):
    """ResNet-34 that keeps the full size: levels at 1/1, 1/2, 1/4, 1/8 and 1/16.

    Its stem is a new 3x3 of stride 1 without pooling, and three more basic blocks make the fifth level; both
    start random in any case.
    """

    channels = (64, 128, 256, 512, 512)
    size_multiple = 32
    published = "resnet34-b627a593.pth"
    not_used = ("conv1.", "bn1.", "fc.")
    not_in_file = ("stem.", "layer5.")

    def __init__(self, in_channels: int = 3) -> None:
        super().__init__()
        self.in_channels = in_channels
        from torchvision.models.resnet import BasicBlock, resnet34

        resnet = resnet34(weights=None)
        self.stem = nn.Sequential(nn.Conv2d(in_channels, 64, 3, padding=1), nn.BatchNorm2d(64), nn.ReLU(inplace=True))
        self.layer1, self.layer2 = resnet.layer1, resnet.layer2
        self.layer3, self.layer4 = resnet.layer3, resnet.layer4
        self.layer5 = nn.Sequential(nn.MaxPool2d(2), *(BasicBlock(512, 512) for _ in range(3)))

    def forward(self, x: Tensor) -> tuple[Tensor, ...]:
        h1 = self.layer1(self.stem(x))
        h2 = self.layer2(h1)
        h3 = self.layer3(h2)
        h4 = self.layer4(h3)
        return h1, h2, h3, h4, self.layer5(h4)
