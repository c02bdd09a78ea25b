"""What a run has learned so far: new, taken over from others, or read back from its last checkpoint."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import torch
from torch import nn

import models
from inspector.core.cores import usable_cores
from inspector.core.files import sha256_of
from inspector.core.messages import Code, TrainingError, message
from inspector.core.model_card import Output
from inspector.runs.checkpoint_files import Usable, is_there, set_all_aside, set_newest_aside
from inspector.runs.class_mapping import ClassMapping
from inspector.runs.folder import RunFolder
from inspector.runs.network_catalogue import checked_options
from inspector.runs.progress import ProgressLine, RunState
from inspector.runs.request import (
    IN_CACHE,
    IN_PACKAGE,
    Activation,
    Keep,
    RunRequest,
    is_model_file,
    what_differs,
)
from models.pretrained import cached_file, load_pretrained, packaged_file
from training.checkpoints import load_newest, save_checkpoint
from training.data import Data, path_from
from training.device import Device, keep_depthwise_in_32_bits
from training.distributed import ALONE, Ranks
from training.from_model import weights_of_model
from training.known import Known, fitted, known_of_run
from training.networks import options_of
from training.optimising import AveragedWeights, optimiser_of
from training.synced_norms import sync_norms
from training.trial import Setup

log = logging.getLogger("training")

FROM_SCRATCH = "from scratch"
_ENTRIES = ("network", "averaged", "optimiser", "step", "best", "torch_rng", "request")


@dataclass(slots=True, eq=False)
class Learner:
    """Weights and all that belongs to them; what ``save`` writes and ``resume`` reads."""

    network: nn.Module
    averaged: AveragedWeights
    optimiser: torch.optim.Optimizer
    device: Device
    begun_with: str  # for the model's card
    computed_on: tuple[str, ...]  # devices and precisions of all starts of the run, each once
    taught_by: tuple[str, ...] = ()  # runs whose answers it learns from, for the card
    setup: Setup | None = None  # that a trial chose; goes with the hardware it was made on
    n_steps: int = 1  # that the run is to make in all: its recipe's, or as many as fit into its time
    step: int = 0  # that are done
    validated_step: int = 0  # the latest that was validated
    kept_of: int = 0  # steps that it was to make when it was asked to learn no more; 0: it was not
    best_miou: float = -1.0  # by validation
    losses: list[float] = field(default_factory=list)  # of the steps since one was reported
    waited_s: float = 0.0  # for batches, of the seconds that steps took
    learned_s: float = 0.0
    loss_sums: dict[str, float] = field(default_factory=dict)  # of its terms, over the steps of ``losses``
    n_skipped: int = 0  # steps that changed nothing, as their gradient was no number
    n_broken: int = 0  # of these, the latest, in a row
    micro_batch: int = 0  # views that are computed at once where memory is too small for a batch; 0: all
    injected: dict[str, int] = field(default_factory=dict)  # injections by class name, of classes that have donors
    n_views: int = 0  # in which they were made
    shows_looks: bool = True  # False once the disk refused them
    scaler: torch.amp.GradScaler = field(default_factory=lambda: torch.amp.GradScaler("cpu", enabled=False))
    scaler_state: dict[str, Any] = field(default_factory=dict)  # of the checkpoint, until steps are settled
    ranks: Ranks = ALONE

    @property
    def n_planned(self) -> int:
        """Steps that it is to make, or was to until it was kept early."""
        return self.kept_of or self.n_steps

    @property
    def hardware(self) -> str:
        """What a trial's answer holds for."""
        kind = torch.backends.cpu.get_cpu_capability()
        return f"{self.device.name}, {usable_cores()} cores, {kind}"

    @property
    def layout(self) -> torch.memory_format:
        return torch.channels_last if self.setup is None else self.setup.layout.memory_format

    def n_parts(self, n: int) -> int:
        """In which a batch of ``n`` views is computed; each has a view for every rank, of which an earlier launch may
        have had fewer."""
        return min(-(-n // self.micro_batch), n // self.ranks.n) if self.micro_batch else 1

    def in_parts(self, n: int) -> str:
        """ "in 2 parts of 8"; "" at once."""
        parts = self.n_parts(n)
        return f"in {parts} parts of {-(-n // parts)}" if parts > 1 else ""

    def halve(self, n: int) -> bool:
        """Compute less of a batch of ``n`` at once; False where that is one view already, or one for each rank."""
        at_once = -(-n // self.n_parts(n))
        half = (at_once + 1) // 2
        if at_once == 1 or n // -(-n // half) < self.ranks.n:
            return False
        self.micro_batch = half
        return True

    @property
    def waiting(self) -> float | None:
        """Share of the time of all steps that went by without a batch."""
        return round(self.waited_s / self.learned_s, 3) if self.learned_s else None

    def settle(self, setup: Setup) -> None:
        """From here on steps are computed so."""
        torch.set_num_threads(setup.n_threads)
        self.setup, self.device = setup, replace(self.device, precision=setup.precision)
        self.computed_on = tuple(dict.fromkeys([*self.computed_on, str(self.device)]))
        # A fused step reads weights and what the optimiser keeps of each as one row of numbers: all in one layout.
        self.network.to(memory_format=setup.layout.memory_format)
        for kept in self.optimiser.state.values():
            for name, value in kept.items():
                if isinstance(value, torch.Tensor) and value.ndim == 4:
                    kept[name] = value.contiguous(memory_format=setup.layout.memory_format)
        self.averaged.follow(self.network, setup.layout.memory_format)
        self.scaler = self.device.scaler()
        if self.scaler_state and self.scaler.is_enabled():
            self.scaler.load_state_dict(self.scaler_state)

    def save(self, file: Path, request: RunRequest, data_ids: tuple[str, ...]) -> None:
        """By rank 0: it is that of all. Raises OSError, and TrainingError where the weights are no numbers: those of
        before stay what they are."""
        if not self.ranks.is_first:
            return
        self._refuse_broken(request, self.network, self.averaged.network)
        save_checkpoint(file, self.state(request, data_ids))

    def state(self, request: RunRequest, data_ids: tuple[str, ...]) -> dict[str, Any]:
        state = {
            "network": self.network.state_dict(), "averaged": self.averaged.network.state_dict(),
            "optimiser": self.optimiser.state_dict(), "step": self.step, "best": self.best_miou,
            "torch_rng": torch.get_rng_state(), "request": request.to_json(), "begun_with": self.begun_with,
            "data": list(data_ids), "computed_on": list(self.computed_on),
            "n_steps": self.n_steps, "validated_step": self.validated_step, "kept_of": self.kept_of,
            "losses": list(self.losses), "loss_sums": dict(self.loss_sums), "micro_batch": self.micro_batch,
            "injected": dict(self.injected), "n_views": self.n_views,
            "hardware": self.hardware, "n_skipped": self.n_skipped,
            "waited_s": self.waited_s, "learned_s": self.learned_s,
            "setup": None if self.setup is None else self.setup.to_values(),
            "scaler": self.scaler.state_dict() or self.scaler_state,
        }  # fmt: skip
        if self.device.is_gpu:
            state["gpu_rng"] = torch.cuda.get_rng_state(self.device.torch_device)
        return state

    def save_kept(self, file: Path, request: RunRequest, miou: float | None) -> None:
        """The averaged weights alone, as those that the run ends with. ``miou``: by which they were chosen. Raises as
        ``save``."""
        if not self.ranks.is_first:
            return
        self._refuse_broken(request, self.averaged.network)
        save_checkpoint(file, {"averaged": self.averaged.network.state_dict(), "step": self.step, "miou": miou})

    def _refuse_broken(self, request: RunRequest, *networks: nn.Module) -> None:
        tensors = [
            tensor
            for network in networks
            for tensor in network.state_dict().values()
            if tensor.is_floating_point() and tensor.numel()
        ]
        if tensors and not torch.stack([tensor.abs().max() for tensor in tensors]).isfinite().all():
            raise diverged(request, self.step, "its weights are no numbers any more")


def new_or_resumed(request: RunRequest, folder: RunFolder, data: Data, device: Device, ranks: Ranks = ALONE) -> Learner:
    """A learner before its first step, or as its last checkpoint has it; on every rank, as rank 0 finds it.

    Raises ValueError where what was learned so far was asked for otherwise, or where there are no weights to begin
    with; TrainingError where no checkpoint of what was learned can be used.
    """
    if ranks.is_first:
        learner = _new_or_resumed(request, folder, data, device)
    else:
        learner = _learner(request, build_network(request, len(data.class_names)), device, FROM_SCRATCH, ())
    if ranks.are_many:
        learner.ranks = ranks
        state = ranks.told_state(learner.state(request, data.ids) if ranks.is_first else {})
        if not ranks.is_first:
            for take in (_take_weights, _take_back, _take_generators):
                take(learner, state)
        sync_norms(learner.network, ranks)
    return learner


def _new_or_resumed(request: RunRequest, folder: RunFolder, data: Data, device: Device) -> Learner:
    network = build_network(request, len(data.class_names))
    if is_there(folder.last_checkpoint):
        return _resumed(request, folder, data, network, device)
    if told := max((line.step or 0 for line in folder.progress()), default=0):
        tell(request, folder, f"begins anew: there is no checkpoint of the {told} steps that were told of")
    return _learner(request, network, device, _begin(request, folder, network, data), ())


def build_network(request: RunRequest, n_classes: int) -> nn.Module:
    n_outputs = n_classes - 1 if request.recipe.activation is Activation.SIGMOID else n_classes
    options = checked_options(request.network, options_of(models.entry_of(request.network)), request.network_options)
    network = models.build(request.network, n_classes=n_outputs, in_channels=request.input_channels, **options)
    return network.to(memory_format=torch.channels_last)


def ready_on(network: nn.Module, device: Device) -> nn.Module:
    """The network itself, made ready for steps there."""
    network = network.to(device.torch_device)
    if device.torch_device.type == "cpu":
        keep_depthwise_in_32_bits(network)
    return network


def _learner(
    request: RunRequest, network: nn.Module, device: Device, begun_with: str, earlier: tuple[str, ...]
) -> Learner:
    network = ready_on(network, device)
    averaged = AveragedWeights(network, request.recipe.ema_decay)
    optimiser = optimiser_of(network, request.recipe)
    return Learner(network, averaged, optimiser, device, begun_with, earlier, n_steps=request.recipe.n_steps)


def _resumed(request: RunRequest, folder: RunFolder, data: Data, network: nn.Module, device: Device) -> Learner:
    found = newest_usable(request, folder, folder.last_checkpoint, _ENTRIES)
    state = found.content
    refuse_other_request(request, data, state)
    # Older checkpoints do not say what the run began with and was computed on.
    from_before = _name_of_beginning(request.start_from) if request.start_from else FROM_SCRATCH
    begun_with = str(state.get("begun_with", from_before))
    learner = _learner(request, network, device, begun_with, tuple(state.get("computed_on", ())))
    try:
        _take_weights(learner, state)
    except (RuntimeError, ValueError, KeyError, TypeError) as error:  # pages of names, at times
        log.info("%s", error)
        raise checkpoints_unusable(request, folder, "its weights are not those of this network") from error
    try:
        _take_back(learner, state)
    except (ValueError, KeyError, TypeError, IndexError) as error:
        log.info("%s", error)
        raise checkpoints_unusable(request, folder, "its values are none that a training writes") from error
    _look_at_kept(request, folder, learner)
    _take_generators(learner, state)
    if found.newer_fault:
        set_newest_aside(folder.last_checkpoint)
        tell(request, folder, f"goes on from step {learner.step}: {found.newer_fault}")
    else:
        log.info("%s goes on from step %d", request.run, learner.step)
    return learner


def _take_weights(learner: Learner, state: Mapping[str, Any]) -> None:
    """Raises what PyTorch raises for those of another network."""
    learner.network.load_state_dict(state["network"])
    learner.averaged.network.load_state_dict(state["averaged"])
    learner.optimiser.load_state_dict(state["optimiser"])


def _take_generators(learner: Learner, state: Mapping[str, Any]) -> None:
    torch.set_rng_state(state["torch_rng"])
    if learner.device.is_gpu and "gpu_rng" in state:  # a run may go on on another device
        torch.cuda.set_rng_state(state["gpu_rng"], learner.device.torch_device)


def _take_back(learner: Learner, state: Mapping[str, Any]) -> None:
    """All but weights and generators. Raises what a value of another kind raises."""
    learner.step, learner.best_miou = int(state["step"]), float(state["best"])
    learner.losses = list(state.get("losses", ()))  # older checkpoints do not hold them, nor the next ones
    learner.loss_sums = dict(state.get("loss_sums", {}))
    learner.micro_batch = int(state.get("micro_batch", 0))
    learner.injected, learner.n_views = dict(state.get("injected", {})), int(state.get("n_views", 0))
    # Older checkpoints say only whether it was kept.
    learner.kept_of = int(state.get("kept_of", state["n_steps"] if state.get("is_kept") else 0))
    if learner.kept_of:
        learner.n_steps = int(state["n_steps"])  # else of this launch: a plan goes by the time that it may take
    learner.validated_step = int(state.get("validated_step", learner.step))  # older ones: written after a validation
    learner.waited_s, learner.learned_s = (float(state.get(name, 0.0)) for name in ("waited_s", "learned_s"))
    learner.n_skipped, learner.scaler_state = int(state.get("n_skipped", 0)), dict(state.get("scaler", {}))
    if (before := state.get("setup")) and state.get("hardware") == learner.hardware:
        learner.setup = Setup.from_values(before)  # the same numbers again


def _look_at_kept(request: RunRequest, folder: RunFolder, learner: Learner) -> None:
    """Where the best weights so far are lost, those before them are the best, or the next that are validated."""
    file = folder.best_checkpoint
    if learner.best_miou < 0 or request.recipe.keep is not Keep.BEST:
        return
    try:
        found = load_newest(file, ("averaged", "step", "miou"))
    except (OSError, ValueError) as error:
        why = f"{file.name} is missing" if isinstance(error, FileNotFoundError) else str(error)
        learner.best_miou = -1.0
        set_all_aside(file)
        tell(request, folder, f"has lost its best weights so far and keeps the best from here on: {why}")
        return
    if found.newer_fault:
        learner.best_miou = float(found.content["miou"] or 0.0)
        set_newest_aside(file)
        tell(request, folder, f"holds the weights of step {found.content['step']} for its best: {found.newer_fault}")


def newest_usable(
    request: RunRequest, folder: RunFolder, file: Path, entries: tuple[str, ...]
) -> Usable[dict[str, Any]]:
    """Raises TrainingError where neither this checkpoint nor the one before it can be used."""
    try:
        return load_newest(file, entries)
    except (OSError, ValueError) as error:
        detail = f"{file.name} is missing" if isinstance(error, FileNotFoundError) else str(error)
        raise checkpoints_unusable(request, folder, detail) from error


def checkpoints_unusable(request: RunRequest, folder: RunFolder, detail: str) -> TrainingError:
    path = str(folder.last_checkpoint.parent)
    return TrainingError(message(Code.CHECKPOINTS_UNUSABLE, run=request.run, path=path, detail=detail))


def diverged(request: RunRequest, step: int, detail: str) -> TrainingError:
    return TrainingError(message(Code.TRAINING_DIVERGED, run=request.run, step=step, detail=detail))


def tell(request: RunRequest, folder: RunFolder, notice: str, state: RunState = RunState.LOADING) -> None:
    """In the log, and to whoever watches the run."""
    log.warning("%s %s", request.run, notice)
    folder.report(ProgressLine(state, notice=notice))


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


def _begin(request: RunRequest, folder: RunFolder, network: nn.Module, data: Data) -> str:
    """Weights of others where the request wants them; returns what the card says of it."""
    if request.start_from:
        taken = take_over(request, folder, network, data)
        folder.report(ProgressLine(RunState.LOADING, begun_with=taken))
        classes = taken.get("classes")
        return _name_of_beginning(request.start_from) + ("" if classes is None else _of_other_classes(classes))
    if request.pretrained:
        is_cached = request.pretrained == IN_CACHE
        if request.pretrained == IN_PACKAGE:
            file = packaged_file(network)
        else:
            file = cached_file(network) if is_cached else path_from(folder.path, request.pretrained)
        load_pretrained(network, file)
        folder.report(ProgressLine(RunState.LOADING, begun_with={"file": str(file), "is_cached": is_cached}))
        log.info("%s: its encoder begins with %s", request.run, file)
        return f"{file.name}, sha256 {sha256_of(file.read_bytes())[:16]}"
    return FROM_SCRATCH


def _name_of_beginning(start_from: str) -> str:
    source = Path(start_from)
    return f"model {source.stem}" if is_model_file(start_from) else f"run {source.name}"


def take_over(request: RunRequest, folder: RunFolder, network: nn.Module, data: Data) -> dict[str, Any]:
    """Take over the kept weights of another run, or those of a model file, by ``known.fitted``: classes go by name.
    Returns what was taken and what not, and where the classes differ, how. Raises ValueError where nothing fits."""
    path = path_from(folder.path, request.start_from)
    if is_model_file(request.start_from):
        begun = weights_of_model(path, lambda n: build_network(request, n), data)
        known = Known(path.name, begun.state, begun.card.class_names, is_sigmoid=begun.card.output is Output.SIGMOID)
        source = {"model": begun.card.title, "sha256": begun.sha256}
    else:
        known, source = known_of_run(RunFolder(path)), {"run": path.name}
    if known.newer_fault:
        tell(request, folder, f"begins with earlier weights of {known.name}: {known.newer_fault}")
    own, wider = network.state_dict(), build_network(request, len(data.class_names) + 1).state_dict()
    is_sigmoid = request.recipe.activation is Activation.SIGMOID
    taken = fitted(known, own, wider, data.class_names, is_sigmoid=is_sigmoid)
    if not taken:
        raise ValueError(f"the weights of {known.name} fit no part of {request.network}")
    network.load_state_dict(taken, strict=False)
    left = sorted(set(own) - set(taken))
    facts: dict[str, Any] = {**source, "n_taken": len(taken), "new": left}
    if known.class_names is None:
        tell(request, folder, f"begins with {known.name}, whose classes nobody can tell: what gives them is new")
    elif not (mapping := ClassMapping(known.class_names, data.class_names)).is_same:
        facts["classes"] = {"kept": mapping.kept, "new": mapping.new, "left": mapping.left}
    log.info("%s begins with %d tensors of %s; new: %s", request.run, len(taken), known.name, left or "none")
    return facts


def _of_other_classes(classes: Mapping[str, Sequence[str]]) -> str:
    """For the card, after what the run began with."""
    parts = [f"{what} {', '.join(classes[of])}" for what, of in (("new:", "new"), ("without", "left")) if classes[of]]
    return f" ({'; '.join(parts) or 'classes in another order'})"
