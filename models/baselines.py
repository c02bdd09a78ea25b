"""Baseline networks from segmentation-models-pytorch, and the truncated U-Nets of Dynamic Label Injection.

    frame (N, C, H, W), H and W multiples of ``size_multiple``  ->  logits (N, n_classes, H, W)

Decoders are the library's, encoders the library's and timm's. Both are imported when such a network is asked for:
``import models`` stays quick and works without them. Nothing is ever fetched: an encoder begins with fresh weights,
and ``models.pretrained`` fills it from a local file.

The library's own Mix Transformers (mit_b0 to mit_b5) are under the NVIDIA Source Code License, which allows no
commercial use, and its MobileOne under one of Apple's: both are refused, and timm's PVT v2 and MobileOne (Apache 2.0)
stand in their places. The latter counts the same.

Truncated U-Nets: Caruso, Pelosin, Simoni, Boschetti, "Dynamic Label Injection for Imbalanced Industrial Defect
Segmentation", ECCV 2024 Workshops: three encoder stages, decoder widths 128, 64, 32 with batch norm. The paper's
1.6, 0.7 and 0.3 M parameters are those of the encoders alone.

DeepLabV3+ has a batch norm after a global average: it trains on two frames or more at a time.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from models.frames import refuse_misfit

# Architecture: its class in the library, what height and width must be multiples of, and its paper
_ARCHITECTURES = {
    "unet": ("Unet", 32, "U-Net: Ronneberger et al., MICCAI 2015"),
    "unetplusplus": ("UnetPlusPlus", 32, "U-Net++: Zhou et al., DLMIA 2018"),
    "deeplabv3": ("DeepLabV3", 8, "DeepLabV3: Chen et al., arXiv:1706.05587, 2017"),
    "deeplabv3plus": ("DeepLabV3Plus", 16, "DeepLabV3+: Chen et al., ECCV 2018"),
    "pspnet": ("PSPNet", 8, "PSPNet: Zhao et al., CVPR 2017"),
    "fpn": ("FPN", 32, "panoptic FPN: Kirillov et al., CVPR 2019"),
    "segformer": ("Segformer", 32, "decoder of SegFormer: Xie et al., NeurIPS 2021"),
}
ARCHITECTURES = tuple(_ARCHITECTURES)
SIZE_MULTIPLE = 32  # fits every architecture

DLI_ENCODERS = ("tu-resnest50d", "resnet18", "tu-mobileone_s1")  # "tu-": timm's
_OTHER_LICENCES = {"mit_b": "pvt_v2_b0", "mobileone_": "tu-mobileone_s1"}  # what to take instead
DLI_SIZE_MULTIPLE = 8
_PSPNET_DEPTH = _DLI_DEPTH = 3  # stages of the encoder: down to 1/8


class BaselineNetwork(nn.Module):
    """Encoder, decoder and head of the library, with the promises of every network here.

    Raises ValueError for sizes that are no multiple of ``size_multiple``.
    """

    def __init__(self, parts: Any, encoder_name: str, in_channels: int, size_multiple: int) -> None:
        super().__init__()
        self.encoder_name = encoder_name
        self.in_channels = in_channels
        self.encoder: nn.Module = parts.encoder
        self.decoder: nn.Module = parts.decoder
        self.segmentation_head: nn.Module = parts.segmentation_head
        self.size_multiple = size_multiple

    def forward(self, x: Tensor) -> Tensor:
        refuse_misfit(x, self.in_channels, self.size_multiple, "this network")
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


def paper_of(architecture: str) -> str:
    """Raises KeyError for an unknown architecture."""
    return _ARCHITECTURES[architecture][2]


def smp_network(
    n_classes: int, in_channels: int = 3, architecture: str = "unet", encoder: str = "resnet18"
) -> BaselineNetwork:
    """One of the library's architectures on an encoder named as there ("resnet34") or as in timm ("pvt_v2_b0").

    Raises ValueError for names that do not exist and for pairs that do not go together, ImportError where the
    library is not installed.
    """
    if architecture not in _ARCHITECTURES:
        raise ValueError(f"an architecture is one of {ARCHITECTURES}, got {architecture!r}")
    smp = _library()
    class_name, size_multiple, _ = _ARCHITECTURES[architecture]
    known = _known_encoder(smp, encoder)
    try:
        parts = getattr(smp, class_name)(known, encoder_weights=None, in_channels=in_channels, classes=n_classes)
        if architecture == "pspnet":
            _drop_unused_stages(parts.encoder, _PSPNET_DEPTH)
            levels = parts.decoder.psp.blocks
            parts.decoder.psp.blocks = nn.ModuleList(PyramidLevel(level.pool_size, level.pool[1]) for level in levels)
        _with_fixed_padding(parts.encoder)
        network = BaselineNetwork(parts, known, in_channels, size_multiple)
        _try_out(network, n_classes, in_channels)
    # The library's encoders have no common way to say that they cannot be dilated, cut or fed with any size.
    except (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError) as error:
        why = str(error) or type(error).__name__
        raise ValueError(f"{architecture} does not go with the encoder {encoder!r}: {why}") from error
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
    return BaselineNetwork(parts, encoder, in_channels, DLI_SIZE_MULTIPLE)


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

    for beginning, instead in _OTHER_LICENCES.items():
        if encoder.startswith(beginning):
            raise ValueError(
                f"the library's encoder {encoder!r} is under a licence of its own that a works could not rely on; take "
                f"{instead!r} of timm, Apache 2.0"
            )
    if encoder in smp.encoders.encoders:
        return encoder
    name = encoder.removeprefix("tu-")
    if not timm.is_model(name):
        raise ValueError(f"neither segmentation-models-pytorch nor timm has an encoder {encoder!r}")
    return f"tu-{name}"


def _drop_unused_stages(encoder: Any, depth: int) -> None:
    """Delete the stages beyond ``depth``, which the library keeps as dead weights; timm's are already cut, and of some
    of its own it does not know which they are: those stay whole."""
    try:
        stages = encoder.get_stages()
    except (AttributeError, NotImplementedError):
        return
    unused = [module for stride, stage in stages.items() if stride > 2**depth for module in stage]
    for name, child in list(encoder.named_children()):
        if any(child is module for module in unused):
            delattr(encoder, name)


def _with_fixed_padding(encoder: nn.Module) -> None:
    """Replace timm's convolutions that work out their padding from the size at hand (those of TensorFlow's networks).

    Of even sizes, which all are where a stride halves them, it is always the same, one more below and to the right; and
    an exporter that is to keep it for any size does not come to an end.
    """
    from timm.layers.conv2d_same import Conv2dSame

    for module in list(encoder.modules()):
        for name, child in list(module.named_children()):
            if isinstance(child, Conv2dSame):
                setattr(module, name, PaddedConv2d.like(child))


class PaddedConv2d(nn.Conv2d):
    """Pads above and to the left by ``(kernel - stride) // 2``, below and to the right by what is left of it."""

    @classmethod
    def like(cls, conv: nn.Conv2d) -> PaddedConv2d:
        """With the same weights. Raises ValueError where its padding follows no fixed rule."""
        (kernel, _), (stride, _) = conv.kernel_size, conv.stride
        if conv.kernel_size != (kernel, kernel) or conv.stride != (stride, stride) or conv.dilation != (1, 1):
            raise ValueError("a convolution that is not square, or dilated, pads by the size of the frame")
        new = cls(
            conv.in_channels, conv.out_channels, kernel, stride, groups=conv.groups, bias=conv.bias is not None
        )  # fmt: skip
        new.load_state_dict(conv.state_dict())
        return new

    def forward(self, x: Tensor) -> Tensor:
        spare = self.kernel_size[0] - self.stride[0]
        before, after = spare // 2, spare - spare // 2
        return super().forward(nn.functional.pad(x, (before, after, before, after)))


def _try_out(network: BaselineNetwork, n_classes: int, in_channels: int) -> None:
    """One small frame through it: some encoders take a single size, or give maps where a decoder expects others."""
    network.eval()
    with torch.inference_mode():
        shape = network(torch.zeros(1, in_channels, 64, 96)).shape
    if shape != (1, n_classes, 64, 96):
        raise ValueError(f"it gives {tuple(shape)} for a frame of 64 x 96")
    network.train()
