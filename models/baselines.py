"""Baseline networks from segmentation-models-pytorch, and the truncated U-Nets of Dynamic Label Injection.

    frame (N, C, H, W), H and W multiples of ``size_multiple``  ->  logits (N, n_classes, H, W)

Decoders are the library's, encoders the library's and timm's. Both are imported when such a network is asked for:
``import models`` stays quick and works without them. Nothing is ever fetched: an encoder begins with fresh weights,
and ``load_encoder`` takes others from a local file.

Truncated U-Nets: Caruso, Pelosin, Simoni, Boschetti, "Dynamic Label Injection for Imbalanced Industrial Defect
Segmentation", ECCV 2024 Workshops: three encoder stages, decoder widths 128, 64, 32 with batch norm. The paper's
1.6, 0.7 and 0.3 M parameters are those of the encoders alone.

DeepLabV3+ has a batch norm after a global average: it trains on two frames or more at a time.
"""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

# Architecture: its class in the library, and what height and width must be multiples of
_ARCHITECTURES = {
    "unet": ("Unet", 32),
    "unetplusplus": ("UnetPlusPlus", 32),
    "deeplabv3plus": ("DeepLabV3Plus", 16),
    "pspnet": ("PSPNet", 8),
    "fpn": ("FPN", 32),
    "segformer": ("Segformer", 32),
}
ARCHITECTURES = tuple(_ARCHITECTURES)
SIZE_MULTIPLE = 32  # fits every architecture

DLI_ENCODERS = ("tu-resnest50d", "resnet18", "mobileone_s1")  # "tu-": timm's
DLI_SIZE_MULTIPLE = 8
_PSPNET_DEPTH = _DLI_DEPTH = 3  # stages of the encoder: down to 1/8


class BaselineNetwork(nn.Module):
    """Encoder, decoder and head of the library, with the promises of every network here.

    Raises ValueError for sizes that are no multiple of ``size_multiple``.
    """

    def __init__(self, parts: Any, size_multiple: int) -> None:
        super().__init__()
        self.encoder: nn.Module = parts.encoder
        self.decoder: nn.Module = parts.decoder
        self.segmentation_head: nn.Module = parts.segmentation_head
        self.size_multiple = size_multiple

    def forward(self, x: Tensor) -> Tensor:
        # Under tracing the sizes are symbols, and the exporter states the rule in the card instead.
        multiple = self.size_multiple
        if not torch.compiler.is_compiling() and (x.shape[2] % multiple or x.shape[3] % multiple):
            raise ValueError(
                f"this network takes heights and widths that are multiples of {multiple}, got "
                f"{x.shape[2]} x {x.shape[3]}: pad by reflection first"
            )
        return self.segmentation_head(self.decoder(self.encoder(x)))  # type: ignore[no-any-return]

    def for_inference(self) -> BaselineNetwork:
        """A copy in evaluation mode whose parallel branches (MobileOne, RepVGG and the like) are one convolution each.

        The answers are the same up to rounding. The copy is for export and measuring; it does not train.
        """
        from timm.utils.model import reparameterize_model

        network = reparameterize_model(self).eval()
        assert isinstance(network, BaselineNetwork)
        return network


class PyramidLevel(nn.Module):
    """(N, C, H, W) -> (N, C_out, H, W): means over ``n`` x ``n`` bins, ``convolution``, stretched back.

    PSPNet's adaptive pooling as two matrix products: ONNX has no such pooling for sizes that are not yet known.
    Source: Zhao, Shi, Qi, Wang, Jia, "Pyramid Scene Parsing Network", CVPR 2017.
    """

    def __init__(self, n: int, convolution: nn.Module) -> None:
        super().__init__()
        self.n = n
        self.convolution = convolution

    def forward(self, x: Tensor) -> Tensor:
        rows, columns = (self._bins(x.shape[axis], x) for axis in (2, 3))
        pooled = self.convolution(rows @ x @ columns.T)
        return nn.functional.interpolate(pooled, size=x.shape[2:], mode="bilinear", align_corners=True)

    def _bins(self, length: int, like: Tensor) -> Tensor:
        """(n, length): each row averages one bin. Bins are rounded outwards, so neighbours may overlap."""
        index = torch.arange(self.n, device=like.device)[:, None]
        position = torch.arange(length, device=like.device)
        first, end = index * length // self.n, ((index + 1) * length + self.n - 1) // self.n
        is_inside = (position >= first) & (position < end)
        return is_inside.to(like.dtype) / is_inside.sum(dim=1, keepdim=True)


def size_multiple_of(architecture: str) -> int:
    """What height and width must be multiples of. Raises KeyError for an unknown architecture."""
    return _ARCHITECTURES[architecture][1]


def smp_network(
    n_classes: int, in_channels: int = 3, architecture: str = "unet", encoder: str = "resnet18"
) -> BaselineNetwork:
    """One of the library's architectures on an encoder named as there ("mit_b0") or as in timm ("convnext_tiny").

    Raises ValueError for names that do not exist and for pairs that do not go together, ImportError where the
    library is not installed.
    """
    if architecture not in _ARCHITECTURES:
        raise ValueError(f"an architecture is one of {ARCHITECTURES}, got {architecture!r}")
    smp = _library()
    class_name, size_multiple = _ARCHITECTURES[architecture]
    known = _known_encoder(smp, encoder)
    try:
        parts = getattr(smp, class_name)(known, encoder_weights=None, in_channels=in_channels, classes=n_classes)
        if architecture == "pspnet":
            _drop_unused_stages(parts.encoder, _PSPNET_DEPTH)
            levels = parts.decoder.psp.blocks
            parts.decoder.psp.blocks = nn.ModuleList(PyramidLevel(level.pool_size, level.pool[1]) for level in levels)
        network = BaselineNetwork(parts, size_multiple)
        _try_out(network, n_classes, in_channels)
    # The library's encoders have no common way to say that they cannot be dilated, cut or fed with any size.
    except (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError) as error:
        raise ValueError(f"{architecture} does not go with the encoder {encoder!r}: {error}") from error
    return network


def dli_unet(n_classes: int, in_channels: int = 3, encoder: str = "resnet18") -> BaselineNetwork:
    """A truncated U-Net of Dynamic Label Injection; ``encoder`` is one of ``DLI_ENCODERS``.

    Raises ValueError for another encoder, ImportError where the library is not installed.
    """
    if encoder not in DLI_ENCODERS:
        raise ValueError(f"an encoder of the truncated U-Net is one of {DLI_ENCODERS}, got {encoder!r}")
    parts = _library().Unet(
        encoder, encoder_depth=_DLI_DEPTH, encoder_weights=None, decoder_channels=(128, 64, 32),
        in_channels=in_channels, classes=n_classes,
    )  # fmt: skip
    _drop_unused_stages(parts.encoder, _DLI_DEPTH)
    return BaselineNetwork(parts, DLI_SIZE_MULTIPLE)


def load_encoder(network: nn.Module, path: Path) -> None:
    """Fill the encoder with the weights of others, from a local .safetensors file or one of torch.save.

    The file holds named tensors, as the library, timm or torchvision publish them, or a whole network of this
    module. What the encoder has no place for (a classifier, stages that were cut off) is left out. For grey frames
    the first convolution's colour planes are summed: the answer to three equal planes.

    Raises ValueError, and leaves the network as it was, for a file that holds something else than tensors, lacks
    one, has one of another shape, or is of a deeper network.
    """
    if not isinstance(network, BaselineNetwork):
        raise ValueError(f"a {type(network).__name__} has no encoder of the library")
    wanted = {name: tensor for name, tensor in network.encoder.state_dict().items() if tensor.is_floating_point()}
    given = {_plain(name): tensor for name, tensor in _read_tensors(path).items()}
    lacking = [name for name in wanted if _plain(name) not in given]
    if lacking:
        raise ValueError(f"{path.name} lacks {len(lacking)} of {len(wanted)} tensors of the encoder: {_some(lacking)}")

    # A file with one more block in a stage we have is of another, deeper encoder that only looks alike.
    places = {_plain(name) for name, _ in network.encoder.named_modules() if _plain(name)}
    ours = {_plain(name) for name in network.encoder.state_dict()}
    deeper = [name for name in given if name not in ours and any(name.startswith(f"{place}_") for place in places)]
    if deeper:
        raise ValueError(f"{path.name} is of another encoder: {len(deeper)} tensors find no place, {_some(deeper)}")

    fitted = {name: _as_grey(given[_plain(name)], tensor.shape) for name, tensor in wanted.items()}
    for name, tensor in wanted.items():
        if fitted[name].shape != tensor.shape:
            raise ValueError(
                f"{path.name}: {name} has shape {tuple(fitted[name].shape)}, the encoder's has {tuple(tensor.shape)}"
            )
    with torch.no_grad():
        for name, tensor in wanted.items():
            tensor.copy_(fitted[name])


def _library() -> Any:
    try:
        import segmentation_models_pytorch as smp
    except ImportError as error:
        raise ImportError(
            "this network needs segmentation-models-pytorch and timm; both come with the extra for training: "
            "pip install -e '.[training]'"
        ) from error
    return smp


def _known_encoder(smp: Any, encoder: str) -> str:
    """The library's name of ``encoder``; names that point to a place to fetch from are unknown."""
    import timm

    if encoder in smp.encoders.encoders:
        return encoder
    name = encoder.removeprefix("tu-")
    if not timm.is_model(name):
        raise ValueError(f"neither segmentation-models-pytorch nor timm has an encoder {encoder!r}")
    return f"tu-{name}"


def _drop_unused_stages(encoder: Any, depth: int) -> None:
    """Delete the stages beyond ``depth``, which the library keeps as dead weights; timm's are already cut."""
    if not hasattr(encoder, "get_stages"):
        return
    unused = [module for stride, stage in encoder.get_stages().items() if stride > 2**depth for module in stage]
    for name, child in list(encoder.named_children()):
        if any(child is module for module in unused):
            delattr(encoder, name)


def _try_out(network: BaselineNetwork, n_classes: int, in_channels: int) -> None:
    """One small frame through it: some encoders take a single size, or give maps where a decoder expects others."""
    network.eval()
    with torch.inference_mode():
        shape = network(torch.zeros(1, in_channels, 64, 96)).shape
    if shape != (1, n_classes, 64, 96):
        raise ValueError(f"it gives {tuple(shape)} for a frame of 64 x 96")
    network.train()


def _read_tensors(path: Path) -> dict[str, Tensor]:
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        is_safe = path.suffix == ".safetensors"
        loaded = load_file(path) if is_safe else torch.load(path, map_location="cpu", weights_only=True)
    except (SafetensorError, pickle.UnpicklingError, EOFError, RuntimeError) as error:
        raise ValueError(f"{path.name} holds something else than named tensors") from error
    if isinstance(loaded, dict) and isinstance(loaded.get("state_dict"), dict):
        loaded = loaded["state_dict"]
    if not isinstance(loaded, dict) or not all(isinstance(value, Tensor) for value in loaded.values()):
        raise ValueError(f"{path.name} holds something else than named tensors")
    return loaded


def _plain(name: str) -> str:
    """A tensor's name without what differs between its publishers: timm cuts "stages.0" into "stages_0"."""
    for wrapping in ("module.", "encoder.", "model."):
        name = name.removeprefix(wrapping)
    return name.replace(".", "_")


def _as_grey(tensor: Tensor, wanted: torch.Size) -> Tensor:
    is_colour_filter = tensor.ndim == 4 and len(wanted) == 4 and tensor.shape[1] == 3 and wanted[1] == 1
    return tensor.sum(dim=1, keepdim=True) if is_colour_filter else tensor


def _some(names: list[str]) -> str:
    return ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
