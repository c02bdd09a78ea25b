"""How the steps of a run are computed: chosen by a trial before the first, and compiled where that is wished."""

from __future__ import annotations

import copy
import io
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from inspector.runs.progress import ProgressLine, RunState
from inspector.runs.request import RunRequest
from training.checkpoints import on_cpu
from training.device import Device
from training.distilling import Teachers
from training.learner import Learner, build_network, ready_on, tell
from training.losses import Loss, TermLoss, build_loss
from training.run import Run
from training.tensors import TensorBatch, on_device
from training.trial import InChild, NothingWorks, Setup, Tried, fastest, instead_of, possible_setups

log = logging.getLogger("training")

Forward: TypeAlias = Callable[[torch.Tensor], Any]  # maps of logits: one, or the main one and auxiliary ones


@dataclass(frozen=True, slots=True)
class RunTask:
    """What a step of a run is made of, for a process that tries it."""

    request: RunRequest
    device: Device
    n_classes: int
    pixels_and_frames: tuple[list[int], list[int]]
    weights: bytes  # as torch.save writes a state
    batch: tuple[npt.NDArray[np.float32], npt.NDArray[np.uint8]]

    def network(self) -> nn.Module:
        network = build_network(self.request, self.n_classes)
        network.load_state_dict(torch.load(io.BytesIO(self.weights), weights_only=True))
        return ready_on(network, self.device)

    def loss(self) -> Loss:
        return loss_of_run(self.request, self.n_classes, self.pixels_and_frames)


def settle(run: Run, learner: Learner, batch: TensorBatch, teachers: Teachers | None = None) -> float | None:
    """Choose how steps are computed, before the first of them, unless this PC has chosen it for this run before.

    Rank 0 chooses for all, by its own views. Returns the seconds that a step took, None where nothing was tried.
    Raises AskedToEnd, or ValueError where no way works.
    """
    step_s = _settle(run, learner, batch, teachers) if learner.ranks.is_first else None
    if learner.ranks.are_many:
        setup = learner.setup
        told = learner.ranks.told_state(
            {} if setup is None else {"setup": setup.to_values(), "micro_batch": learner.micro_batch}
        )
        learner.micro_batch = told["micro_batch"]
        learner.settle(Setup.from_values(told["setup"]))
    return step_s


def _settle(run: Run, learner: Learner, batch: TensorBatch, teachers: Teachers | None) -> float | None:
    request = run.request
    possible = possible_setups(learner.device, request.n_threads)
    if learner.setup in (*possible, *instead_of(possible[0])):
        assert learner.setup is not None
        learner.settle(learner.setup)
        return None
    n = len(batch.inputs)
    while True:
        try:
            part = learner.ranks.part_of(batch.parts(learner.n_parts(n))[0])
            chosen, tried = _try(run, learner, part, possible)
        except NothingWorks as error:
            if not error.is_memory or not learner.halve(n):
                raise
            loss_of = loss_of_run(request, len(run.data.class_names), run.data.pixels_and_frames())
            tell(request, run.folder, told_of_parts(learner, loss_of, n))
        else:
            break
    log.info("%s: %s; %s is taken", request.run, "; ".join(map(str, tried)), chosen)
    learner.settle(chosen)
    n_steps = learner.n_steps
    step_s = next(one.step_s for one in tried if one.setup == chosen) * learner.n_parts(n)
    if teachers is not None:
        step_s += _answers_s(teachers, learner, batch)
    line = ProgressLine(
        RunState.TRAINING, step=learner.step, n_steps=n_steps, seconds_left=round(step_s * (n_steps - learner.step)),
        trial=tuple(f"{one}, taken" if one.setup == chosen else str(one) for one in tried),
    )  # fmt: skip
    run.folder.report(line)
    return step_s


def _answers_s(teachers: Teachers, learner: Learner, batch: TensorBatch) -> float:
    """What the teachers, which the trial knows nothing of, add to each step, in seconds."""
    n_parts = learner.n_parts(len(batch.inputs))
    part = learner.ranks.part_of(batch.parts(n_parts)[0])
    inputs, _ = on_device(part, learner.device.torch_device, learner.layout)
    with learner.device.autocast():
        if learner.device.is_gpu:  # as in the trial
            teachers.answers(inputs)
        learner.device.wait()
        began_s = time.perf_counter()
        teachers.answers(inputs)
        learner.device.wait()
    return (time.perf_counter() - began_s) * n_parts


def _try(run: Run, learner: Learner, batch: TensorBatch, possible: Sequence[Setup]) -> tuple[Setup, tuple[Tried, ...]]:
    """In another process: a step may end the one that makes it."""
    weights = io.BytesIO()
    torch.save(on_cpu(learner.network.state_dict()), weights)
    task = RunTask(
        run.request, learner.device, len(run.data.class_names), run.data.pixels_and_frames(), weights.getvalue(),
        (batch.inputs.numpy(), batch.targets.numpy()),
    )  # fmt: skip
    with InChild(task, run.listen, run.ear.clock_s) as measure:
        return fastest(measure, possible)


def told_of_parts(learner: Learner, loss_of: TermLoss, n: int) -> str:
    """What a person should know of a batch of ``n`` that is computed in parts."""
    text = (
        f"computes each batch {learner.in_parts(n)}, as memory is too small for it at once: a step is that of the "
        "whole batch, but norms see the views of a part"
    )
    if loss_of.not_by_parts:
        text += f", and {' and '.join(loss_of.not_by_parts)} of the loss, no mean over pixels, is that of each part"
    return text


def compiled(run: Run, learner: Learner, loss_of: Loss, batch: TensorBatch) -> Forward:
    """The network compiled, or as it is where this PC cannot compile it. The weights stay as they are."""
    forward = torch.compile(learner.network.train())
    part = batch.parts(learner.n_parts(len(batch.inputs)))[0]
    inputs, targets = on_device(part, learner.device.torch_device, learner.layout)
    before = copy.deepcopy(learner.network.state_dict())
    try:
        with learner.device.autocast(), torch.random.fork_rng([inputs.device] if learner.device.is_gpu else []):
            loss = loss_of(forward(inputs), targets)
        loss.backward()  # type: ignore[no-untyped-call]
    except Exception as error:  # noqa: BLE001  whatever its compilers raise; the run can do without
        why = str(error).strip().partition("\n")[0] or type(error).__name__
        tell(run.request, run.folder, f"is not compiled, which is slower and gives the same: {why}")
        forward = learner.network
    learner.network.load_state_dict(before)  # norms have counted the batch
    learner.optimiser.zero_grad(set_to_none=True)
    return forward


def loss_of_run(request: RunRequest, n_classes: int, pixels_and_frames: tuple[list[int], list[int]]) -> TermLoss:
    recipe, (class_pixels, class_frames) = request.recipe, pixels_and_frames
    return build_loss(
        [(term.name, term.weight, term.options) for term in recipe.loss],
        n_classes=n_classes, activation=recipe.activation.value,
        auxiliary_weights=recipe.auxiliary_weights, class_pixels=class_pixels, class_frames=class_frames,
    )  # fmt: skip
