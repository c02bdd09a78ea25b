"""ImageNet weights for the backbones of NaDiNet, from a file that is already here. Nothing is fetched."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import torch
from torch import Tensor

from models.nadinet.network import NaDiNet


def load_backbone(network: NaDiNet, path: Path) -> None:
    """Fill the backbone with the ImageNet weights of torchvision's network of the same name.

    ``path`` is a state_dict, ``.safetensors`` or written by ``torch.save`` (``.pth``), of vgg16_bn, resnet34 or
    densenet201, as torchvision publishes them. Its classifier is left aside. A network for grey frames gets the
    sum over the three colours in its first convolution: it then sees in a grey frame what the colour network
    sees in the same frame three times over. The stem and the fifth level of the ResNet have no counterpart in
    the file and stay as they are.

    Raises ValueError if the file holds no weights, or those of another network; nothing is changed then.
    """
    backbone = network.backbone
    own = backbone.state_dict()
    given = {
        # The DenseNet file still says "norm.1" where torchvision's layers have long been called "norm1".
        re.sub(r"(denselayer\d+\.(?:norm|conv))\.([12]\.)", r"\1\2", name): value
        for name, value in _weights_in(path).items()
        if not name.startswith(backbone.not_used)
    }
    for name, value in given.items():
        if name in own and own[name].shape[1:2] == (1,) and value.shape[1:2] == (3,):
            given[name] = value.sum(dim=1, keepdim=True)
    # Files from before 2018 count no batches, and batch norm uses that number only without a momentum.
    needed = {
        name for name in own if not name.startswith(backbone.not_in_file) and not name.endswith(".num_batches_tracked")
    }
    wrong = {
        "missing": needed - given.keys(),
        "unknown": given.keys() - own.keys(),
        "of another shape": {name for name in given.keys() & own.keys() if given[name].shape != own[name].shape},
    }
    if any(wrong.values()):
        found = "; ".join(f"{len(names)} {kind}, as {min(names)}" for kind, names in wrong.items() if names)
        raise ValueError(f"{path.name} does not fit {type(backbone).__name__}: {found}")
    backbone.load_state_dict(given, strict=False)


def _weights_in(path: Path) -> dict[str, Tensor]:
    """Raises ValueError if the file is no state_dict of tensors."""
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        if path.suffix == ".safetensors":
            return load_file(path)
        weights = torch.load(path, map_location="cpu", weights_only=True)
    except (SafetensorError, pickle.UnpicklingError, EOFError, RuntimeError) as error:
        raise ValueError(f"{path.name} is no file of weights: {error}") from error
    if not isinstance(weights, dict) or not all(isinstance(value, Tensor) for value in weights.values()):
        raise ValueError(f"{path.name} holds something else than a state_dict of tensors")
    return weights
