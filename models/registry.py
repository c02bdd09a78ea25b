"""One registry: the name of a network -> how to build it, what it takes and what it gives.

Every network here keeps the same promises:

    frame (N, C, H, W), H and W multiples of ``size_multiple``  ->  logits (N, n_classes, H, W)

- Logits always, full size always: soft-max or sigmoid belongs to the loss and to the model's card.
- In training mode a network with auxiliary heads gives a tuple, the main map first, all at full size; in
  evaluation mode it gives the main map alone.
- Sizes it cannot take raise ValueError naming the rule (not while being traced or compiled).
- Fresh weights, from scratch: nothing is fetched. Weights of others are loaded from a file by who has them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from torch import nn

from models import a_net, baselines, dbrnet, nadinet
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
    input_channels: tuple[int, ...] = (1, 3)  # possible numbers
    min_side_px: int = 0  # least height and width; 0: one multiple
    options: tuple[Option, ...] = ()
    exports_any_size: bool = True  # else a model file has one height and width
    n_auxiliary: int = 0  # maps that training mode gives beside the main one
    weights: str = "from scratch; none published"  # where pretrained weights come from, with their licence


_SEVERSTAL = "Rajkumar, Chakravorty, Lo, report on the Severstal strip data, UCSD"
_DLI = "Caruso et al., ECCV 2024 Workshops; segmentation-models-pytorch (MIT)"
_NADINET = "NaDiNet: no-service rail surface defect segmentation"
_LIBRARY = "segmentation-models-pytorch (MIT)"
_OWN_FILE = "from scratch; encoder weights from the user's own file"
_MCAD = Option("mcad_form", "sum5", ("sum5", "seq6"), "five summed layers as trained, or six in a row as reported")


def _baseline_entry(name: str, architecture: str, encoder: str) -> NetworkEntry:
    return NetworkEntry(
        name=name,
        builder=partial(baselines.smp_network, architecture=architecture, encoder=encoder),
        size_multiple=baselines.size_multiple_of(architecture),
        recipe="library/ours",
        reference=_LIBRARY,
        weights=_OWN_FILE,
    )


def _dli_entry(encoder: str) -> NetworkEntry:
    return NetworkEntry(
        name=f"dli-unet-{encoder.removeprefix('tu-').replace('_', '-')}",
        builder=partial(baselines.dli_unet, encoder=encoder),
        size_multiple=baselines.DLI_SIZE_MULTIPLE,
        recipe="dli/ours",
        reference=_DLI,
        weights=_OWN_FILE,
    )


_ENTRIES = (
    NetworkEntry(
        name="a-net",
        builder=a_net.ANet,
        size_multiple=a_net.SIZE_MULTIPLE,
        recipe="a-net/ours",
        reference="Chen et al., IEEE TIM 73, 2024",
    ),
    NetworkEntry(
        name="dbrnet",
        builder=dbrnet.DBRNet,
        size_multiple=dbrnet.SIZE_MULTIPLE,
        min_side_px=dbrnet.MIN_SIDE_PX,
        recipe="dbrnet/ours",
        reference="DBRNet: dual-branch real-time segmentation for metal defects",
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
            reference=f"{_NADINET} (backbone {backbone} of torchvision, BSD)",
            weights="from scratch; ImageNet backbone from the user's own file",
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
        options=(_MCAD,),
    ),
    NetworkEntry(
        name="severstal-inverted",
        builder=unet.inverted_unet,
        size_multiple=unet.SIZE_MULTIPLE,
        recipe="severstal/ours",
        reference=_SEVERSTAL,
        options=(Option("expansion", 0, (0, 3, 6), "0 as trained, 3 as in the final code"), _MCAD),
    ),
    NetworkEntry(
        name="severstal-deeplab",
        builder=deeplab.DeepLab,
        size_multiple=deeplab.SIZE_MULTIPLE,
        recipe="severstal/ours",
        reference=_SEVERSTAL,
        options=(Option("alpha", 0.5, (0.1, 0.25, 0.5, 0.75, 1.0), "width multiplier of MobileNetV2"),),
    ),
    *(_dli_entry(encoder) for encoder in baselines.DLI_ENCODERS),
    _baseline_entry("unet-resnet18", "unet", "resnet18"),
    _baseline_entry("unet-resnet34", "unet", "resnet34"),
    _baseline_entry("unetplusplus-resnet34", "unetplusplus", "resnet34"),
    _baseline_entry("deeplabv3plus-resnet50", "deeplabv3plus", "resnet50"),
    _baseline_entry("deeplabv3plus-mobilenet_v2", "deeplabv3plus", "mobilenet_v2"),
    _baseline_entry("pspnet-resnet50", "pspnet", "resnet50"),
    _baseline_entry("fpn-resnet34", "fpn", "resnet34"),
    _baseline_entry("segformer-mit_b0", "segformer", "mit_b0"),
    NetworkEntry(
        name="smp",
        builder=baselines.smp_network,
        size_multiple=baselines.SIZE_MULTIPLE,
        recipe="library/ours",
        reference=_LIBRARY,
        options=(
            Option("architecture", "unet", baselines.ARCHITECTURES),
            Option("encoder", "resnet18", help="any encoder of the library or of timm"),
        ),
        weights=_OWN_FILE,
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

    Raises KeyError for an unknown name, ValueError for impossible numbers and for options that the network
    does not know, of the wrong type or outside their choices.
    """
    entry = entry_of(name)
    if n_classes < 1:
        raise ValueError(f"a network needs at least one output, got {n_classes}")
    if in_channels not in entry.input_channels:
        raise ValueError(f"{name} takes {entry.input_channels} input channels, got {in_channels}")
    known = {option.name: option for option in entry.options}
    for given, value in options.items():
        if given not in known:
            raise ValueError(f"{name} has no option {given!r}; it has: {', '.join(known) or 'none'}")
        option = known[given]
        is_number = isinstance(option.default, float) and type(value) is int
        if type(value) is not type(option.default) and not is_number:
            raise ValueError(f"{name}: {given} is {type(option.default).__name__}, got {value!r}")
        if option.choices and value not in option.choices:
            raise ValueError(f"{name}: {given} is one of {option.choices}, got {value!r}")
    chosen = {option.name: options.get(option.name, option.default) for option in entry.options}
    return entry.builder(n_classes=n_classes, in_channels=in_channels, **chosen)
