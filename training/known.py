"""What a run or a model file knows: weights to begin with or to learn from, and which classes they stand for.

    folder of a run         its kept weights, as they are learned on
    MODEL.onnx of PlainNet  the weights in the file, in which each 3x3 is one convolution; see ``PlainNet.take_fused``

The weights of other networks cannot be had from their files: the exporter joins their layers in ways of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import onnx
import torch
from google.protobuf.message import DecodeError
from onnx import numpy_helper
from torch import Tensor, nn

import models
from inspector.core.files import sha256_of
from inspector.core.messages import InspectorError
from inspector.core.model_card import CARD_KEY, ModelCard, Output
from inspector.core.untrusted import read_bounded
from inspector.runs.class_mapping import ClassMapping, class_names_of_run
from inspector.runs.folder import RunFolder
from inspector.runs.request import MODEL_SUFFIX, Activation
from models.plain_net import CELL, PlainNet
from training.checkpoints import load_newest

MAX_MODEL_BYTES = 500_000_000  # of a file that is learned on; those of PlainNet have 3 million
FEWER = 0.1  # of the probability of the background that each new class begins with


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    title: str  # for people and the card: "run first", "model steel-plain 1, sha256 1f…"
    name: str
    state: Mapping[str, Tensor]  # 32 bits
    class_names: tuple[str, ...] | None  # None: nobody can tell
    is_sigmoid: bool = False
    is_fused: bool = False  # as a model file holds it
    newer_fault: str = ""  # why these are not the newest weights of the run


def is_model_file(path: Path) -> bool:
    return path.suffix == MODEL_SUFFIX


def known_of_run(folder: RunFolder) -> Known:
    """Raises ValueError with what is wrong."""
    try:
        found = load_newest(folder.best_checkpoint, ("averaged",))
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise ValueError(f"there are no weights to begin with in {folder.path}: {why}") from error
    try:
        is_sigmoid = folder.read_request().recipe.activation is Activation.SIGMOID
        names: tuple[str, ...] | None = class_names_of_run(folder)
    except (OSError, ValueError, InspectorError):
        is_sigmoid, names = False, None
    return Known(
        f"run {folder.name}", folder.name, found.content["averaged"], names, is_sigmoid, newer_fault=found.newer_fault
    )


def known_of_model(file: Path) -> tuple[Known, ModelCard]:
    """Raises ValueError with what is wrong."""
    try:
        content = read_bounded(file, MAX_MODEL_BYTES)
        model = onnx.load_from_string(content)
        texts = {entry.key: entry.value for entry in model.metadata_props}
        if CARD_KEY not in texts:
            raise ValueError("it has no card in it")
        card = ModelCard.from_json(texts[CARD_KEY])
        state = {
            one.name: torch.from_numpy(numpy_helper.to_array(one).copy())
            for one in model.graph.initializer
            if one.data_type == onnx.TensorProto.FLOAT
        }
    except (OSError, ValueError, TypeError, DecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise ValueError(f"the weights of {file.name} cannot be had: {why}") from error
    if not (card.network or "").startswith("plain-net-"):
        raise ValueError(
            f"the weights of {file.name} cannot be learned on: it is of the network {card.network or '?'}, and only "
            "files of PlainNet hold them as they were learned; name the run that made it instead"
        )
    title = f"model {card.name} {card.version}, sha256 {sha256_of(content)[:16]}"
    known = Known(title, card.name, state, card.class_names, card.output is Output.SIGMOID, is_fused=True)
    network_of_model(known, card)  # of names, shapes and numbers that are those of its network, or of none
    return known, card


def network_of_model(known: Known, card: ModelCard) -> nn.Module:
    """It as it is in its file, in evaluation mode. Raises ValueError where the file holds another network."""
    n_outputs = card.n_classes - known.is_sigmoid
    rows = known.state["head.weight"].shape[0] if "head.weight" in known.state else 0
    head = "shuffle" if rows == n_outputs * CELL * CELL else "bilinear"
    try:
        built = models.build(card.network, n_classes=n_outputs, in_channels=card.input_channels, head=head)
        assert isinstance(built, PlainNet)
        network = built.for_inference()
        own = network.state_dict()
        network.load_state_dict({name: known.state[name] for name in own})
    except (ValueError, KeyError, RuntimeError) as error:  # pages of names, at times
        raise ValueError(f"{known.title} holds other weights than its network {card.network} has") from error
    if not all(bool(torch.isfinite(known.state[name]).all()) for name in own):
        raise ValueError(f"{known.title} holds weights that are no numbers")
    return network


def fitted(
    known: Known, own: Mapping[str, Tensor], wider: Mapping[str, Tensor], now: tuple[str, ...], *, is_sigmoid: bool
) -> dict[str, Tensor]:
    """What of the known weights fits, tensor by tensor of the same name and shape. In the layers that give the classes
    go by name: rows of a class that both have are taken over, those of a new one are as its background's, with a tenth
    of its probability. So the network answers as before, its new classes counted as background.

    ``own``: the state of the network that learns; ``wider``: of the same for one class more, which tells those layers.
    """
    mapping = None if known.class_names is None else ClassMapping(known.class_names, now)
    taken: dict[str, Tensor] = {}
    for name, tensor in known.state.items():
        if name not in own:
            continue
        if own[name].shape == wider[name].shape:
            if tensor.shape == own[name].shape:
                taken[name] = tensor
        elif mapping is not None and known.is_sigmoid is is_sigmoid:
            rows = _rows_by_name(tensor, own[name], mapping, is_sigmoid)
            if rows is not None:
                taken[name] = rows
    return taken


def _rows_by_name(before: Tensor, now: Tensor, mapping: ClassMapping, is_sigmoid: bool) -> Tensor | None:
    """Weight or bias of a layer whose first dimension is classes, or places of a cell class by class; None where it is
    another. Of independent classes there is no background: rows of new ones stay as they are in ``now``."""
    n_before, n_now = len(mapping.before) - is_sigmoid, len(mapping.now) - is_sigmoid
    each = now.shape[0] // n_now
    if (n_before * each, *now.shape[1:]) != tuple(before.shape) or each * n_now != now.shape[0]:
        return None
    of_class = before.reshape(n_before, each, *before.shape[1:])
    rows = now.detach().clone().cpu().reshape(n_now, each, *now.shape[1:])
    for index_before, index_now in mapping.pairs[is_sigmoid:]:
        rows[index_now - is_sigmoid] = of_class[index_before - is_sigmoid]
    if not is_sigmoid and (new := mapping.new_indices):
        rows[list(new)] = of_class[0]
        if now.ndim == 1:
            share = torch.tensor(1 + FEWER * len(new))  # what was the background's is that of all of them together
            rows[0] = of_class[0] - share.log()
            rows[list(new)] += torch.tensor(FEWER).log() - share.log()
    return rows.reshape(now.shape)
