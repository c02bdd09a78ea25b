"""One registry: the name of a network -> how to build it, what it takes and what it gives.

Every network here keeps the same promises:

    frame (N, C, H, W), H and W multiples of ``size_multiple``  ->  logits (N, n_classes, H, W)

- Logits always, full size always: soft-max or sigmoid belongs to the loss and to the model's card.
- In training mode a network with auxiliary heads gives a tuple, the main map first, all at full size; in
  evaluation mode it gives the main map alone.
- Frames it cannot take raise ValueError naming the rule (not while being traced or compiled).
- Fresh weights, from scratch: nothing is fetched. ``models.pretrained`` begins with published ones, where asked to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from torch import nn

from models import a_net, baselines, dbrnet, nadinet, plain_net
from models.severstal import deeplab, unet


@dataclass(frozen=True, slots=True)
class Option:
    """One typed choice of a network; its type is that of its default."""

    name: str
    default: Any  # bool, int, float or str
    choices: tuple[Any, ...] = ()  # empty: any value of the type
    help: str = ""


@dataclass(frozen=True, slots=True)
class NetworkEntry:
    name: str
    builder: Callable[..., nn.Module]  # (n_classes, in_channels, **options), options by keyword
    size_multiple: int  # of height and width
    recipe: str  # the recipe used when nothing else is asked for
    reference: str
    licence: str  # of the code it is built from
    input_channels: tuple[int, ...] = (1, 3)  # possible numbers
    options: tuple[Option, ...] = ()
    exports_any_size: bool = True  # else a model file has one height and width
    n_auxiliary: int = 0  # maps that training mode gives beside the main one
    weights: str = "none published"  # what `models.pretrained` can begin with, with its licence and terms


_SEVERSTAL = "Rajkumar, Chakravorty, Lo, report on the Severstal strip data, UCSD"
_DLI = "Caruso, Pelosin, Simoni, Boschetti, ECCV 2024 Workshops"
_NADINET = "NaDiNet: Li, Han, Liu, arXiv:2306.15442, 2023"
_OURS = "our own code"
_LIBRARY = "segmentation-models-pytorch, MIT"
_WITH_TIMM = f"{_LIBRARY}; encoder of timm, Apache-2.0"
# Whoever published an encoder's weights says under what; that they were learned from ImageNet, whose pictures are for
# research alone, is for each user to judge.
_TORCHVISION = "ImageNet weights of the encoder: torchvision's, BSD-3-Clause, the terms of ImageNet beside"
_TIMM = "ImageNet weights of the encoder: timm's, Apache-2.0, the terms of ImageNet beside"
_LITE = (
    "ImageNet weights of the encoder: Google's, in a package of Python (--pretrained package), Apache-2.0, the terms "
    "of ImageNet beside"
)
_MOBILEONE = "ImageNet weights of the encoder: Apple's, under its MobileOne licence, the terms of ImageNet beside"
_MCAD = Option("mcad_form", "sum5", ("sum5", "seq6"), "five summed layers as trained, or six in a row as reported")


def _baseline_entry(architecture: str, encoder: str) -> NetworkEntry:
    """Encoders here are those of the library that it takes from torchvision, or timm's where the name begins so."""
    is_timm = encoder.startswith("tu-")
    return NetworkEntry(
        name=f"{architecture}-{encoder.removeprefix('tu-')}",
        builder=partial(baselines.smp_network, architecture=architecture, encoder=encoder),
        size_multiple=baselines.size_multiple_of(architecture),
        recipe="library/ours",
        reference=baselines.paper_of(architecture),
        licence=_WITH_TIMM if is_timm else _LIBRARY,
        weights=(_LITE if "efficientnet_lite" in encoder else _TIMM) if is_timm else _TORCHVISION,
    )


def _dli_entry(encoder: str, weights: str) -> NetworkEntry:
    return NetworkEntry(
        name=f"dli-unet-{encoder.removeprefix('tu-').replace('_', '-')}",
        builder=partial(baselines.dli_unet, encoder=encoder),
        size_multiple=baselines.DLI_SIZE_MULTIPLE,
        recipe="dli/ours",
        reference=_DLI,
        licence=_WITH_TIMM if encoder.startswith("tu-") else _LIBRARY,
        weights=weights,
    )


_ENTRIES = (
    NetworkEntry(
        name="a-net",
        builder=a_net.ANet,
        size_multiple=a_net.SIZE_MULTIPLE,
        recipe="a-net/ours",
        reference="Chen, Niu, Yu, Zhang, Wang, Li, IEEE TIM 73, 2024",
        licence=_OURS,
    ),
    *(
        NetworkEntry(
            name=f"plain-net-{size}",
            builder=partial(plain_net.PlainNet, size=size),
            size_multiple=plain_net.SIZE_MULTIPLE,
            recipe="plain-net/ours",
            reference="ours: docs/decisions/0014",
            licence=_OURS,
            options=(
                Option("head", "shuffle", plain_net.HEADS, "a map for each place of 4 x 4 px, or one enlarged"),
                Option("branches", True, help="1x1 and identity beside each 3x3 in training, one convolution after it"),
            ),
        )
        for size in plain_net.WIDTHS
    ),
    NetworkEntry(
        name="dbrnet",
        builder=dbrnet.DBRNet,
        size_multiple=dbrnet.SIZE_MULTIPLE,
        recipe="dbrnet/ours",
        reference="Zhang, Wei, Wu, Jiang, PRCV 2023, LNCS 14430",
        licence=_OURS,
        n_auxiliary=1,
        options=(
            Option("affm", "corrected", ("corrected", "released"), "sampling that matches its grid, or as released"),
            Option("dcppm_pointwise", True, help="1x1 after each depthwise convolution, as the paper counts it"),
        ),
    ),
    *(
        NetworkEntry(
            name=f"nadinet-{letter}",
            builder=builder,
            size_multiple=multiple,
            recipe="nadinet/ours",
            reference=f"{_NADINET} (on {backbone})",
            licence=f"{_OURS}; backbone of torchvision, BSD-3-Clause",
            weights=_TORCHVISION,
            exports_any_size=False,
            n_auxiliary=5,
        )
        for letter, builder, multiple, backbone in (
            ("v", nadinet.nadinet_v, 32, "VGG-16"),
            ("r", nadinet.nadinet_r, 32, "ResNet-34"),
            ("d", nadinet.nadinet_d, 64, "DenseNet-201"),
        )
    ),
    NetworkEntry(
        name="severstal-unet",
        builder=unet.unet,
        size_multiple=unet.SIZE_MULTIPLE,
        recipe="severstal/ours",
        reference=_SEVERSTAL,
        licence=_OURS,
        options=(
            Option("filters", 8, (8, 16, 32, 64), "of the first level"),
            Option("activation", "relu", ("relu", "leaky-relu"), "as released, or as reported"),
        ),
    ),
    NetworkEntry(
        name="severstal-resunet",
        builder=unet.res_unet,
        size_multiple=unet.SIZE_MULTIPLE,
        recipe="severstal/ours",
        reference=_SEVERSTAL,
        licence=_OURS,
        options=(_MCAD,),
    ),
    NetworkEntry(
        name="severstal-inverted",
        builder=unet.inverted_unet,
        size_multiple=unet.SIZE_MULTIPLE,
        recipe="severstal/ours",
        reference=_SEVERSTAL,
        licence=_OURS,
        options=(Option("expansion", 0, (0, 3, 6), "0 as trained, 3 as in the final code"), _MCAD),
    ),
    NetworkEntry(
        name="severstal-deeplab",
        builder=deeplab.DeepLab,
        size_multiple=deeplab.SIZE_MULTIPLE,
        recipe="severstal/ours",
        reference=_SEVERSTAL,
        licence=_OURS,
        options=(Option("alpha", 0.5, (0.1, 0.25, 0.5, 0.75, 1.0), "width multiplier of MobileNetV2"),),
    ),
    *(_dli_entry(*pair) for pair in zip(baselines.DLI_ENCODERS, (_TIMM, _TORCHVISION, _MOBILEONE), strict=True)),
    _baseline_entry("unet", "resnet18"),
    _baseline_entry("unet", "resnet34"),
    _baseline_entry("unetplusplus", "resnet34"),
    _baseline_entry("deeplabv3", "resnet50"),
    _baseline_entry("deeplabv3plus", "resnet50"),
    _baseline_entry("deeplabv3plus", "mobilenet_v2"),
    _baseline_entry("pspnet", "resnet50"),
    _baseline_entry("fpn", "resnet34"),
    _baseline_entry("segformer", "tu-pvt_v2_b0"),
    *(
        _baseline_entry(architecture, f"tu-tf_efficientnet_lite{size}")
        for architecture in ("unet", "fpn", "deeplabv3plus")
        for size in range(3)
    ),
    NetworkEntry(
        name="smp",
        builder=baselines.smp_network,
        size_multiple=baselines.SIZE_MULTIPLE,
        recipe="library/ours",
        reference="any architecture of the library on any of its encoders or timm's",
        licence=_WITH_TIMM,
        options=(
            Option("architecture", "unet", baselines.ARCHITECTURES),
            Option("encoder", "resnet18", help="any encoder of the library or of timm"),
        ),
        weights="ImageNet weights of the encoder: their publisher says under what",
    ),
)
REGISTRY = {entry.name: entry for entry in _ENTRIES}


def entry_of(name: str) -> NetworkEntry:
    """Raises KeyError naming the known networks."""
    try:
        return REGISTRY[name]
    except KeyError:
        raise KeyError(f"no network is called {name!r}; known: {', '.join(sorted(REGISTRY))}") from None


def build(name: str, *, n_classes: int, in_channels: int = 3, **options: Any) -> nn.Module:
    """A network with fresh weights.

    Raises KeyError for an unknown name, ValueError for impossible numbers, for options that the network does not know
    and for values that its builder refuses.
    """
    entry = entry_of(name)
    if type(n_classes) is not int or type(in_channels) is not int:
        raise ValueError(f"numbers of outputs and channels are whole, got {n_classes!r} and {in_channels!r}")
    if n_classes < 1:
        raise ValueError(f"a network needs at least one output, got {n_classes}")
    if in_channels not in entry.input_channels:
        raise ValueError(f"{name} takes {entry.input_channels} input channels, got {in_channels}")
    defaults = {option.name: option.default for option in entry.options}
    if unknown := sorted(options.keys() - defaults.keys()):
        raise ValueError(f"{name} has no option {unknown[0]!r}; it has: {', '.join(defaults) or 'none'}")
    return entry.builder(n_classes=n_classes, in_channels=in_channels, **(defaults | options))
