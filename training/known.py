"""Weights that a run begins with, and which classes they stand for: layers that give the classes go by their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from inspector.core.messages import InspectorError
from inspector.core.typed_json import parsed_json
from inspector.core.untrusted import read_bounded
from inspector.runs.class_mapping import MAX_RESULT_BYTES, ClassMapping, class_names_of_run
from inspector.runs.folder import RunFolder
from inspector.runs.request import Activation, is_model_file
from training.checkpoints import load_newest
from training.from_model import card_in

FEWER = 0.1  # of the probability of the background that each new class begins with


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    name: str
    state: Mapping[str, Tensor]  # of a network that learns
    class_names: tuple[str, ...] | None  # None: nobody can tell
    is_sigmoid: bool = False
    newer_fault: str = ""  # why these are not the newest weights of the run


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
    return Known(folder.name, found.content["averaged"], names, is_sigmoid, found.newer_fault)


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


def thresholds_before(start: Path, now: tuple[str, ...]) -> dict[int, float] | None:
    """By class index of a run that begins with this run or model file, and learns a new kind beside some that it knows:
    the thresholds of those. None where no kind is new, none is known, or nobody can tell."""
    try:
        if is_model_file(start.name):
            card = card_in(start)
            names, thresholds = card.class_names, card.thresholds
        else:
            run = RunFolder(start)
            names = class_names_of_run(run)
            scores = parsed_json(read_bounded(run.scores_file, MAX_RESULT_BYTES).decode("utf-8"))
            thresholds = tuple(float(one) for one in scores["thresholds"])
        mapping = ClassMapping(names, now)
        found = {index_now: thresholds[index_before] for index_before, index_now in mapping.pairs[1:]}
    except (OSError, ValueError, KeyError, TypeError, IndexError, InspectorError):
        return None
    return found if mapping.new and found else None
