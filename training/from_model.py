"""Weights to begin with out of a model file: what an export folded together, taken apart again.

An export adds each batch norm to the convolution before it and drops branches that only training needs. To learn on, a
network needs its norms: they are measured anew on frames of the data that it will learn from, so that it answers as
the file does and, normalised by its batches, goes on from there.

    file + frames  ->  its card and the state of a network that trains

Nothing is taken on trust: the network must answer as the file does, else the file is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
import torch
from google.protobuf.message import DecodeError
from torch import Tensor, nn

from inspector.core.files import sha256_of
from inspector.core.model_card import CARD_KEY, ModelCard
from inspector.core.preparation import pad_by_reflection, padded_size, prepare
from inspector.datasets.version import Split
from models.plain_net import Conv3x3
from training.data import Data, FixedScale, LoadedFrame

N_FRAMES, SIDE_PX = 16, 256  # that norms are measured on: a batch of the usual size
MAX_DIFFERENCE = 1e-2  # of scores before the soft-max, which run to some tens; a wrong tensor misses by units


@dataclass(frozen=True, slots=True, eq=False)
class ModelWeights:
    card: ModelCard
    sha256: str
    state: dict[str, Tensor]  # of a network in training, for the classes of the card


@dataclass(frozen=True, slots=True, eq=False)
class _Exported:
    """What the graph of the file holds."""

    tensors: dict[str, Tensor]
    slopes: tuple[float, ...]  # of LeakyReLUs, in the order in which they run

    def bias_of(self, name: str) -> Tensor | None:
        """Of a convolution, its own or that of the norm which was added to it."""
        return self.tensors.get(f"{name}.bias", self.tensors.get(f"{name}.weight_bias"))


def weights_of_model(file: Path, build: Callable[[int], nn.Module], data: Data) -> ModelWeights:
    """``build``: makes the network of the request for a number of classes.

    Raises ValueError for a file that is no model with a card in it, where its network is another one, or where that,
    filled, does not answer as the file does.
    """
    content = _content(file)
    card, exported = _read(content, file.name)
    asked = data.request.network
    if card.variant_of is not None:
        raise ValueError(
            f"{file.name} is a variant in smaller arithmetic, from which nothing can be learned. Begin with "
            f"{card.variant_of.title}, from which it was made"
        )
    if card.network != asked or card.input_channels != data.request.input_channels:
        raise ValueError(
            f"{file.name} holds a {card.network} of {card.input_channels} channels, and {asked} of "
            f"{data.request.input_channels} is to learn"
        )
    network = build(len(card.class_names))
    inputs = torch.from_numpy(_some_inputs(card, data))
    _fill(network, exported, inputs)
    session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
    few = inputs[:2]
    (theirs,) = session.run(None, {session.get_inputs()[0].name: few.numpy()})
    with torch.inference_mode():
        ours = network.eval()(few)
    ours = (ours[0] if isinstance(ours, tuple | list) else ours).float().numpy()
    difference = float(np.abs(ours - theirs).max()) if ours.shape == theirs.shape else np.inf
    if not difference <= MAX_DIFFERENCE:
        raise ValueError(
            f"{file.name} cannot be begun with: a {card.network} filled with what the file holds answers otherwise "
            f"than the file, by {difference:.2g}. Begin with the run that made it, or with published weights"
        )
    return ModelWeights(card, sha256_of(content), network.state_dict())


def card_in(file: Path) -> ModelCard:
    """Raises ValueError for a file that is no model with a card in it."""
    return _read(_content(file), file.name)[0]


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ValueError(f"there are no weights to begin with in {file}: {error.strerror or error}") from error


def _read(content: bytes, name: str) -> tuple[ModelCard, _Exported]:
    try:
        model = onnx.load_from_string(content)
        card = ModelCard.from_json(next(one.value for one in model.metadata_props if one.key == CARD_KEY))
        graph = model.graph
        tensors = {one.name: torch.from_numpy(onnx.numpy_helper.to_array(one).copy()) for one in graph.initializer}
    except StopIteration:
        raise ValueError(f"{name} has no card in it; add it to the models of the workspace first") from None
    except (DecodeError, TypeError, RuntimeError) as error:
        raise ValueError(f"{name} is no model whose weights can be read: {error}") from error
    slopes = [
        next((float(a.f) for a in node.attribute if a.name == "alpha"), 0.01)
        for node in graph.node
        if node.op_type == "LeakyRelu"
    ]
    return card, _Exported(tensors, tuple(slopes))


def _some_inputs(card: ModelCard, data: Data) -> npt.NDArray[np.float32]:
    """(N, C, H, W): parts of training frames, as the network will see them."""
    samples = data.samples(data.main, Split.TRAIN)
    chosen = np.random.default_rng(data.request.recipe.seed).permutation(len(samples))[:N_FRAMES]
    frames = data.stored(data.main, Split.TRAIN, 0)
    side = padded_size(SIDE_PX, SIDE_PX, card.size_multiple)[0]
    scale = FixedScale(card.input_channels, data.request.recipe.input_mean, data.request.recipe.input_std)
    return np.stack([_part(frames[int(index)], scale, side) for index in chosen])


def _part(frame: LoadedFrame, scale: FixedScale, side: int) -> npt.NDArray[np.float32]:
    """The middle of a frame, padded where it is smaller."""
    planes = prepare(frame.pixels, scale, frame.bits)
    height, width = planes.shape[1:]
    top, left = max(0, (height - side) // 2), max(0, (width - side) // 2)
    return pad_by_reflection(planes[:, top : top + side, left : left + side], side, side)


@torch.no_grad()
def _fill(network: nn.Module, exported: _Exported, inputs: Tensor) -> None:
    own = network.state_dict()
    network.load_state_dict(
        {n: t for n, t in exported.tensors.items() if n in own and own[n].shape == t.shape}, strict=False
    )
    shifts: dict[nn.Module, Tensor] = {}  # by convolution without a bias: that of the norm behind it
    for name, module in network.named_modules():
        if isinstance(module, Conv3x3):
            _fill_plain(name, module, exported, shifts)
        elif isinstance(module, nn.Conv2d | nn.ConvTranspose2d) and module.bias is None:
            shift = exported.bias_of(name)
            if shift is not None and shift.shape == (module.out_channels,):
                shifts[module] = shift
    _measure(network.eval(), inputs, shifts, exported)


def _fill_plain(name: str, module: Conv3x3, exported: _Exported, shifts: dict[nn.Module, Tensor]) -> None:
    """One convolution was exported for the three branches. The others begin with nothing to say, and learn."""
    weight, bias = exported.tensors.get(f"{name}.0.weight"), exported.tensors.get(f"{name}.0.bias")
    if weight is None or bias is None or weight.shape != module.conv.weight.shape:
        return
    module.conv.weight.copy_(weight)
    shifts[module.conv] = bias
    for norm in (module.point_norm, module.identity):
        if norm is not None:
            nn.init.zeros_(norm.weight)
            nn.init.zeros_(norm.bias)


def _measure(network: nn.Module, inputs: Tensor, shifts: dict[nn.Module, Tensor], exported: _Exported) -> None:
    """One pass that sets each norm as it is reached: one that was added to a convolution gives out what came in plus
    the shift, in numbers of its own mean and spread. So each is measured on what those before it give."""
    names = {module: name for name, module in network.named_modules()}
    made_by: dict[int, nn.Module] = {}  # by id of a tensor, which lives on in ``kept``
    kept: list[Tensor] = []
    n_slopes = 0

    def remember(module: nn.Module, given: Any, out: Tensor) -> None:
        kept.append(out)
        made_by[id(out)] = module

    def set_norm(norm: nn.BatchNorm2d, given: tuple[Tensor, ...]) -> None:
        if f"{names[norm]}.running_mean" in exported.tensors:
            return  # as it is, with what it had measured
        (x,) = given
        mean, variance = x.mean((0, 2, 3)), x.var((0, 2, 3), unbiased=False)
        assert norm.running_mean is not None
        assert norm.running_var is not None
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(variance)
        if bool((norm.weight != 0).any()):  # else a branch that has nothing to say yet
            norm.weight.copy_(torch.sqrt(variance + norm.eps))
            norm.bias.copy_(mean + shifts.get(made_by.get(id(x), norm), torch.zeros_like(mean)))

    def set_slope(module: nn.PReLU, given: Any) -> None:
        nonlocal n_slopes
        if module.num_parameters == 1 and n_slopes < len(exported.slopes):
            module.weight.fill_(exported.slopes[n_slopes])
        n_slopes += 1

    handles = []
    for module in network.modules():
        if isinstance(module, nn.Conv2d | nn.ConvTranspose2d):
            handles.append(module.register_forward_hook(remember))
        elif isinstance(module, nn.BatchNorm2d):
            handles.append(module.register_forward_pre_hook(set_norm))
        elif isinstance(module, nn.PReLU):
            handles.append(module.register_forward_pre_hook(set_slope))
    try:
        network(inputs)
    finally:
        for handle in handles:
            handle.remove()
