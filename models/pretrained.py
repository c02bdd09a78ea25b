"""Published weights for the encoder of a network: from a file, a package of Python, or the user's own caches. Nothing
is fetched.

A file holds named tensors, ``.safetensors`` or written by ``torch.save``, as torchvision, timm and the library of the
baselines publish them; a whole network around the encoder, or ``{"state_dict": ...}`` around the tensors, will do. A
network for grey frames gets the sum over the three colours in its first convolution: it then sees in a grey frame what
the colour network sees in the same frame three times over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import torch
from torch import Tensor, nn

from models.baselines import BaselineNetwork
from models.lite_weights import as_timm_names, package_file
from models.nadinet import NaDiNet


def load_pretrained(network: nn.Module, path: Path) -> None:
    """Fill the encoder with the weights of ``path``.

    Raises ValueError, and leaves the network as it was, for a network whose encoder nobody publishes, for a file that
    holds something else than tensors, lacks one, has one of another shape, or is of another encoder; OSError where
    there is no such file.
    """
    if isinstance(network, NaDiNet):
        _fill_backbone(network, path)
    elif isinstance(network, BaselineNetwork):
        _fill_encoder(network, path)
    else:
        raise ValueError(f"there are no published weights for a {type(network).__name__}: it learns from scratch")


def packaged_file(network: nn.Module) -> Path:
    """The published weights of the encoder in a package of Python. Raises ValueError where there is none."""
    if not isinstance(network, BaselineNetwork):
        raise ValueError(f"no package holds weights for a {type(network).__name__}: it learns from scratch")
    return package_file(network.encoder_name)


def cached_file(network: nn.Module) -> Path:
    """The published ImageNet weights of the encoder, where torch, timm or Hugging Face keep what this user has loaded
    before. Raises ValueError naming the places where they would lie, or several files that might be meant."""
    if not isinstance(network, (BaselineNetwork, NaDiNet)):
        raise ValueError(f"there are no published weights for a {type(network).__name__}: it learns from scratch")
    folder = Path(torch.hub.get_dir()) / "checkpoints"
    patterns, repositories = _published(network)
    found = sorted({file for pattern in patterns for file in folder.glob(pattern)})
    found += [file for repository in repositories for file in _of_hugging_face(*repository)]
    if len(found) == 1:
        return found[0]
    if found:
        raise ValueError(f"several files of this PC may be meant, name one: {', '.join(map(str, found))}")
    wanted = [str(folder / pattern) for pattern in patterns] + [f"{name} of Hugging Face" for name, _ in repositories]
    raise ValueError(
        f"this PC holds no weights for this encoder; looked for {', '.join(wanted)}. Nothing is fetched: bring a file "
        "and name it, or train from scratch"
    )


def _published(network: BaselineNetwork | NaDiNet) -> tuple[list[str], list[tuple[str, str | None]]]:
    """Names in torch's cache, and repositories with revisions in that of Hugging Face."""
    if isinstance(network, NaDiNet):
        return [network.backbone.published], []
    import segmentation_models_pytorch as smp
    import timm

    name = network.encoder_name
    if name.startswith("tu-"):
        facts = timm.get_pretrained_cfg(name.removeprefix("tu-"))
        if facts is None:
            return [], []
        return [Path(str(facts.url)).name] if facts.url else [], [(facts.hf_hub_id, None)] if facts.hf_hub_id else []
    known = smp.encoders.encoders[name]["pretrained_settings"].get("imagenet")
    # torchvision's, which the library publishes again under a name of its own
    return [f"{name}-*.pth"], [(known["repo_id"], known["revision"])] if known else []


def _of_hugging_face(repository: str, revision: str | None) -> Iterator[Path]:
    from huggingface_hub import try_to_load_from_cache

    for name in ("model.safetensors", "pytorch_model.bin"):
        file = try_to_load_from_cache(repository, name, revision=revision)
        if isinstance(file, str):
            yield Path(file)
            return


def _fill_encoder(network: BaselineNetwork, path: Path) -> None:
    """What the encoder has no place for (a classifier, stages that were cut off) is left out."""
    wanted = {name: tensor for name, tensor in network.encoder.state_dict().items() if tensor.is_floating_point()}
    tensors = as_timm_names(_read_tensors(path), network.encoder.state_dict())
    given = {_plain(name): tensor for name, tensor in tensors.items()}
    lacking = [name for name in wanted if _plain(name) not in given]
    if lacking:
        raise ValueError(f"{path.name} lacks {len(lacking)} of {len(wanted)} tensors of the encoder: {_some(lacking)}")

    # A file with one more block in a stage we have is of another, deeper encoder that only looks alike.
    parts = {_plain(name) for name, _ in network.encoder.named_modules() if _plain(name)}
    ours = {_plain(name) for name in network.encoder.state_dict()}
    deeper = [name for name in given if name not in ours and any(name.startswith(f"{part}_") for part in parts)]
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


def _fill_backbone(network: NaDiNet, path: Path) -> None:
    """From torchvision's network of the same name. Its classifier is left out; the stem and the fifth level of the
    ResNet have no counterpart in the file and stay as they are."""
    backbone = network.backbone
    own = backbone.state_dict()
    given = {
        # The DenseNet file still says "norm.1" where torchvision's layers have long been called "norm1".
        re.sub(r"(denselayer\d+\.(?:norm|conv))\.([12]\.)", r"\1\2", name): tensor
        for name, tensor in _read_tensors(path).items()
        if not name.startswith(backbone.not_used)
    }
    given |= {name: _as_grey(tensor, own[name].shape) for name, tensor in given.items() if name in own}
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


def _read_tensors(path: Path) -> dict[str, Tensor]:
    """Raises OSError where the file cannot be opened, ValueError for anything but tensors with names; nothing in it is
    executed."""
    from safetensors.torch import load_file

    with path.open("rb"):
        pass
    other = f"{path.name} holds something else than named tensors"
    try:
        is_safe = path.suffix == ".safetensors"
        loaded = load_file(path) if is_safe else torch.load(path, map_location="cpu", weights_only=True)
    # All of them: text, half files and other archives make torch's reader raise whatever its steps happen to raise
    # (KeyError, IndexError, struct.error, OSError, …), and that the file can be opened was seen before. Its advice, to
    # read such a file without the restriction to tensors, is not passed on.
    except Exception as error:
        raise ValueError(other) from error
    if isinstance(loaded, dict) and isinstance(loaded.get("state_dict"), dict):
        loaded = loaded["state_dict"]
    if not isinstance(loaded, dict) or not all(
        isinstance(name, str) and isinstance(value, Tensor) for name, value in loaded.items()
    ):
        raise ValueError(other)
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
