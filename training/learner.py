"""What a run has learned so far: new, taken over from others, or read back from its last checkpoint."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

import models
from inspector.core.files import sha256_of
from inspector.runs.folder import RunFolder
from inspector.runs.network_catalogue import checked_options
from inspector.runs.progress import ProgressLine, RunState
from inspector.runs.request import IN_CACHE, Activation, RunRequest, what_differs
from models.pretrained import cached_file, load_pretrained
from training.checkpoints import load_checkpoint, save_checkpoint
from training.data import Data, path_from
from training.device import Device
from training.networks import options_of
from training.optimising import AveragedWeights, optimiser_of

log = logging.getLogger("training")

FROM_SCRATCH = "from scratch"


@dataclass(slots=True, eq=False)
class Learner:
    """Weights and all that belongs to them; what ``save`` writes and ``resume`` reads."""

    network: nn.Module
    averaged: AveragedWeights
    optimiser: torch.optim.Optimizer
    device: Device
    begun_with: str  # for the model's card
    computed_on: tuple[str, ...]  # devices of all starts of the run, each once
    step: int = 0  # that are done
    best_miou: float = -1.0  # by validation

    def save(self, file: Path, request: RunRequest, data_ids: tuple[str, ...]) -> None:
        state = {
            "network": self.network.state_dict(), "averaged": self.averaged.network.state_dict(),
            "optimiser": self.optimiser.state_dict(), "step": self.step, "best": self.best_miou,
            "torch_rng": torch.get_rng_state(), "request": request.to_json(), "begun_with": self.begun_with,
            "data": list(data_ids), "computed_on": list(self.computed_on),
        }  # fmt: skip
        if self.device.torch_device.type == "cuda":
            state["gpu_rng"] = torch.cuda.get_rng_state(self.device.torch_device)
        save_checkpoint(file, state)

    def save_kept(self, file: Path, miou: float | None) -> None:
        """The averaged weights alone, as those that the run ends with. ``miou``: by which they were chosen."""
        save_checkpoint(file, {"averaged": self.averaged.network.state_dict(), "step": self.step, "miou": miou})


def new_or_resumed(request: RunRequest, folder: RunFolder, data: Data, device: Device) -> Learner:
    """A learner before its first step, or as its last checkpoint has it.

    Raises ValueError where what was learned so far was asked for otherwise, or where there are no weights to begin
    with.
    """
    network = build_network(request, len(data.class_names))
    if folder.last_checkpoint.exists():
        return _resumed(request, folder, data, network, device)
    return _learner(request, network, device, _begin(request, folder, network), ())


def build_network(request: RunRequest, n_classes: int) -> nn.Module:
    n_outputs = n_classes - 1 if request.recipe.activation is Activation.SIGMOID else n_classes
    options = checked_options(request.network, options_of(models.entry_of(request.network)), request.network_options)
    network = models.build(request.network, n_classes=n_outputs, in_channels=request.input_channels, **options)
    return network.to(memory_format=torch.channels_last)


def _learner(
    request: RunRequest, network: nn.Module, device: Device, begun_with: str, earlier: tuple[str, ...]
) -> Learner:
    network = network.to(device.torch_device)
    averaged = AveragedWeights(network, request.recipe.ema_decay)
    computed_on = tuple(dict.fromkeys([*earlier, str(device)]))
    return Learner(network, averaged, optimiser_of(network, request.recipe), device, begun_with, computed_on)


def _resumed(request: RunRequest, folder: RunFolder, data: Data, network: nn.Module, device: Device) -> Learner:
    state = load_checkpoint(folder.last_checkpoint)
    refuse_other_request(request, data, state)
    # Older checkpoints do not say what the run began with and was computed on.
    from_before = _name_of_run(request.start_from) if request.start_from else FROM_SCRATCH
    begun_with = str(state.get("begun_with", from_before))
    learner = _learner(request, network, device, begun_with, tuple(state.get("computed_on", ())))
    learner.network.load_state_dict(state["network"])
    learner.averaged.network.load_state_dict(state["averaged"])
    learner.optimiser.load_state_dict(state["optimiser"])
    learner.step, learner.best_miou = int(state["step"]), float(state["best"])
    torch.set_rng_state(state["torch_rng"])
    if device.torch_device.type == "cuda" and "gpu_rng" in state:  # a run may go on on another device
        torch.cuda.set_rng_state(state["gpu_rng"], device.torch_device)
    log.info("%s goes on from step %d", request.run, learner.step)
    return learner


def refuse_other_request(request: RunRequest, data: Data, state: Mapping[str, Any]) -> None:
    """Raises ValueError where the checkpoint was made for another request or other data: going on would mix both, and
    the scores would name the later alone."""
    before = RunRequest.from_json(state["request"])
    differs = list(what_differs(before, request))
    learned = state.get("data", data.ids)  # older checkpoints do not say it
    if list(learned) != list(data.ids):
        differs.append(f"the data were {', '.join(learned)}, are {', '.join(data.ids)}")
    if differs:
        raise ValueError(
            f"the run {request.run} has learned {state['step']} steps as another request said: {'; '.join(differs)}. "
            "Give this one a name of its own, or ask for the same as before"
        )


def _begin(request: RunRequest, folder: RunFolder, network: nn.Module) -> str:
    """Weights of others where the request wants them; returns what the card says of it."""
    if request.start_from:
        taken = take_over(request, folder, network)
        folder.report(ProgressLine(RunState.LOADING, begun_with=taken))
        return _name_of_run(request.start_from)
    if request.pretrained:
        is_cached = request.pretrained == IN_CACHE
        file = cached_file(network) if is_cached else path_from(folder.path, request.pretrained)
        load_pretrained(network, file)
        folder.report(ProgressLine(RunState.LOADING, begun_with={"file": str(file), "is_cached": is_cached}))
        log.info("%s: its encoder begins with %s", request.run, file)
        return f"{file.name}, sha256 {sha256_of(file.read_bytes())[:16]}"
    return FROM_SCRATCH


def _name_of_run(start_from: str) -> str:
    return f"run {Path(start_from).name}"


def take_over(request: RunRequest, folder: RunFolder, network: nn.Module) -> dict[str, Any]:
    """Take over the kept weights of another run, tensor by tensor of the same name and shape: a network for other
    classes takes all but its last layer. Returns what was taken and what not. Raises ValueError where nothing fits."""
    source = RunFolder(path_from(folder.path, request.start_from))
    try:
        kept = load_checkpoint(source.best_checkpoint)["averaged"]
    except OSError as error:
        raise ValueError(f"there are no weights to begin with in {source.path}: {error.strerror}") from error
    own = network.state_dict()
    taken = {name: tensor for name, tensor in kept.items() if name in own and own[name].shape == tensor.shape}
    if not taken:
        raise ValueError(f"the weights of {source.path} fit no part of {request.network}")
    network.load_state_dict(taken, strict=False)
    left = sorted(set(own) - set(taken))
    log.info("%s begins with %d tensors of %s; new: %s", request.run, len(taken), source.path.name, left or "none")
    return {"run": source.path.name, "n_taken": len(taken), "new": left}
