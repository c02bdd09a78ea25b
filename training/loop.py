"""The training loop, read top to bottom: load, step, validate, checkpoint, score, export.

States of a run: loading -> training -> scoring -> done; "stopped" when asked to; "failed" with the reason.
Each is a line in progress.jsonl. A run started again goes on from its last checkpoint.
"""

from __future__ import annotations

import json
import logging
import math
import os
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

import numpy as np
import torch
from torch import nn

from inspector.core.files import write_whole
from inspector.core.json_text import json_text
from inspector.datasets.balancing.balancer import Balancer
from inspector.runs.checkpoint_files import is_there
from inspector.runs.folder import RunFolder
from inspector.runs.progress import Injections, ProgressLine, RunState
from inspector.runs.request import Keep, Recipe, RunRequest
from training.batches import Batch, BatchLoader, Pool
from training.data import Data, Frames, open_data
from training.device import Device, open_device
from training.distilling import Teachers, teachers_of
from training.exporting import card_of_run, export_and_compare
from training.learner import Learner, new_or_resumed, newest_usable, tell
from training.losses import Loss, build_loss
from training.optimising import learning_rate_at
from training.scoring import Candidate, RunScores, candidate_of, count, score_run
from training.trial import Tried, fastest, possible_setups

log = logging.getLogger("training")

REPORT_EVERY = 20  # steps

Forward: TypeAlias = Callable[[torch.Tensor], Any]  # maps of logits: one, or the main one and auxiliary ones


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """One launch: what was asked for, where it is written, what it learns from."""

    request: RunRequest
    folder: RunFolder
    data: Data
    frames: Frames


def train(request: RunRequest, folder: RunFolder) -> RunState:
    """Run or resume; returns DONE or STOPPED.

    Raises TrainingError, DatasetError or ValueError where the run cannot be made as it is asked for.
    """
    torch.set_num_threads(request.n_threads or os.cpu_count() or 1)
    torch.manual_seed(request.recipe.seed)
    device = open_device(request.device, request.recipe.precision)
    folder.report(ProgressLine(RunState.LOADING, device=str(device)))
    log.info("%s computes on %s", request.run, device)
    data = open_data(request, folder.path)
    learner = new_or_resumed(request, folder, data, device)
    teachers = teachers_of(request, folder.path, data, device)
    if teachers is not None:
        learner.taught_by = teachers.names
        log.info("%s learns from %s", request.run, ", ".join(teachers.names))
    run = Run(request, folder, data, data.frames())

    if not _learn(run, learner, teachers):
        folder.report(ProgressLine(RunState.STOPPED, step=learner.step))
        return RunState.STOPPED
    folder.report(ProgressLine(RunState.SCORING, step=learner.step))
    _score_and_export(run, learner)
    folder.report(ProgressLine(RunState.DONE, step=learner.step))
    return RunState.DONE


def _learn(run: Run, learner: Learner, teachers: Teachers | None) -> bool:
    """All steps that are left; False where the run was asked to stop before the last one."""
    request, recipe, folder = run.request, run.request.recipe, run.folder
    candidate = candidate_of(request, learner.averaged.network, run.data, learner.device.torch_device)
    loss_of = _loss_of(recipe, run.data)
    forward = torch.compile(learner.network) if request.compile else learner.network
    first_step, saved_s = learner.step, time.monotonic()
    pace: _Pace | None = None

    shares = [share.share for share in request.datasets]
    names, non_defects = run.data.class_names, run.data.main.non_defect_indices
    with BatchLoader(run.frames.train, shares, candidate.rule, recipe, first_step, names, non_defects) as batches:
        for batch in batches:
            if pace is None:
                _settle(run, learner, loss_of, batch)
                pace = _Pace(folder, recipe, learner)
            pace.add(_step(learner, forward, loss_of, batch, recipe, teachers))
            is_last = learner.step == recipe.n_steps
            if run.frames.val[0] and (learner.step % request.validate_every == 0 or is_last):
                _validate(run, learner, candidate)
            is_asked_to_stop = folder.is_asked_to_stop()
            if is_asked_to_stop or is_last or time.monotonic() - saved_s > request.checkpoint_every_s:
                learner.save(folder.last_checkpoint, request, run.data.ids)
                saved_s = time.monotonic()
            if is_asked_to_stop and not is_last:
                return False
        _report_injections(run, batches.pools, first_step, learner.step)
    if recipe.keep is Keep.LAST:
        learner.save_kept(folder.best_checkpoint, None)
    return True


def _settle(run: Run, learner: Learner, loss_of: Loss, batch: Batch) -> None:
    """Choose how steps are computed, before the first of them, unless this PC has chosen it for this run before."""
    request = run.request
    possible = possible_setups(learner.device, request.n_threads)
    chosen = learner.setup if learner.setup in possible else None
    tried: tuple[Tried, ...] = ()
    if chosen is None and len(possible) > 1:
        inputs, targets = _on_device(batch, learner.device)
        chosen, tried = fastest(learner.network, inputs, targets, loss_of, learner.device, possible)
        log.info("%s: %s; %s is taken", request.run, "; ".join(map(str, tried)), chosen)
    learner.settle(chosen or possible[0])
    if not tried:
        return
    n_steps = request.recipe.n_steps
    step_s = next(one.step_s for one in tried if one.setup == chosen)
    line = ProgressLine(
        RunState.TRAINING, step=learner.step, n_steps=n_steps, seconds_left=round(step_s * (n_steps - learner.step)),
        trial=tuple(f"{one}, taken" if one.setup == chosen else str(one) for one in tried),
    )  # fmt: skip
    run.folder.report(line)


def _on_device(batch: Batch, device: Device) -> tuple[torch.Tensor, torch.Tensor]:
    inputs = torch.from_numpy(batch.inputs).to(device.torch_device, memory_format=torch.channels_last)
    return inputs, torch.from_numpy(batch.targets).to(device.torch_device)


def _loss_of(recipe: Recipe, data: Data) -> Loss:
    class_pixels, class_frames = data.pixels_and_frames()
    return build_loss(
        [(term.name, term.weight, term.options) for term in recipe.loss],
        n_classes=len(data.class_names), activation=recipe.activation.value,
        auxiliary_weights=recipe.auxiliary_weights, class_pixels=class_pixels, class_frames=class_frames,
    )  # fmt: skip


def _step(
    learner: Learner, forward: Forward, loss_of: Loss, batch: Batch, recipe: Recipe, teachers: Teachers | None = None
) -> float:  # fmt: skip
    """One step of the optimiser; returns the loss before it. ``forward``: the network, or its compiled form."""
    network, optimiser = learner.network, learner.optimiser
    network.train()
    for group in optimiser.param_groups:
        group["lr"] = learning_rate_at(learner.step, recipe)
    inputs, targets = _on_device(batch, learner.device)
    with learner.device.autocast():
        answers = None if teachers is None else teachers.answers(inputs)
        maps = forward(inputs)
    loss = loss_of(maps, targets)
    if teachers is not None and answers is not None:
        loss = teachers.loss(loss, maps, answers, targets)
    optimiser.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    norm = nn.utils.clip_grad_norm_(network.parameters(), recipe.clip_norm or math.inf)
    if torch.isfinite(norm):  # one broken batch must not spoil hours of work
        optimiser.step()
        learner.averaged.update(learner.step)
    learner.step += 1
    return float(loss.detach())


class _Pace:
    """Reports loss and time left every few steps."""

    def __init__(self, folder: RunFolder, recipe: Recipe, learner: Learner) -> None:
        self._folder, self._recipe, self._learner, self._first_step = folder, recipe, learner, learner.step
        self._started_s = time.monotonic()

    def add(self, loss: float) -> None:
        """After each step. A loss is that of all steps since the line before, whoever made them."""
        losses, step, n_steps = self._learner.losses, self._learner.step, self._recipe.n_steps
        losses.append(loss)
        if step % REPORT_EVERY and step != n_steps:
            return
        is_whole = len(losses) == (step - 1) % REPORT_EVERY + 1  # else gone on with from an older checkpoint
        per_step_s = (time.monotonic() - self._started_s) / (step - self._first_step)
        line = ProgressLine(
            RunState.TRAINING, step=step, n_steps=n_steps, loss=round(float(np.mean(losses)), 4) if is_whole else None,
            learning_rate=learning_rate_at(step, self._recipe), seconds_left=round(per_step_s * (n_steps - step)),
        )  # fmt: skip
        self._folder.report(line)
        losses.clear()


def _validate(run: Run, learner: Learner, candidate: Candidate) -> None:
    """Score the averaged weights on the main dataset, and keep them where they are the best so far."""
    scores = count(candidate, run.frames.val[0]).scores()
    run.folder.report(ProgressLine(RunState.TRAINING, step=learner.step, validation=asdict(scores)))
    if run.request.recipe.keep is not Keep.BEST:
        return
    is_better = scores.miou_with_background > learner.best_miou
    if is_better or not is_there(run.folder.best_checkpoint):  # also where no score exists: the run ends with some
        learner.best_miou = scores.miou_with_background
        learner.save_kept(run.folder.best_checkpoint, learner.best_miou)


def _report_injections(run: Run, pools: Sequence[Pool], first_step: int, step: int) -> None:
    for pool, version in zip(pools, run.data.versions, strict=True):
        if pool.balancer is not None:
            line = ProgressLine(
                RunState.TRAINING, step=step, balanced=version.name, since_step=first_step,
                injections=injections_of(pool.balancer),
            )  # fmt: skip
            run.folder.report(line)


def injections_of(balancer: Balancer) -> dict[str, Injections]:
    """Per class: injections made, those that were given up, and why attempts were not taken."""
    return {
        name: Injections(
            balancer.n_injected[index], balancer.n_given_up[index],
            {reason.value: n for reason, n in sorted(balancer.rejections.get(index, Counter()).items())},
        )
        for index, name in enumerate(balancer.class_names)
        if index in balancer.donors
    }  # fmt: skip


def _score_and_export(run: Run, learner: Learner) -> None:
    """Score the weights that were kept, write the scores, then the model file where the run makes one."""
    request, folder, data = run.request, run.folder, run.data
    if not is_there(folder.best_checkpoint):  # lost, and nothing was left to validate; see ``new_or_resumed``
        learner.save_kept(folder.best_checkpoint, None)
        tell(request, folder, f"ends with the weights of step {learner.step}: none that were validated are left")
    kept = newest_usable(request, folder, folder.best_checkpoint, ("averaged", "step")).content
    network = learner.averaged.network
    network.load_state_dict(kept["averaged"])
    candidate = candidate_of(request, network, data, learner.device.torch_device)
    scores = score_run(candidate, data, run.frames.val)
    facts = {
        "run": request.run, "request": json.loads(request.to_json()), "kept_step": kept["step"],
        "begun_with": learner.begun_with, "taught_by": learner.taught_by,
        "computed_on": learner.computed_on,
        "n_parameters": sum(p.numel() for p in network.parameters()),
        "thresholds": scores.thresholds,
        "thresholds_from": "validation splits of all datasets of the request, pooled" if any(run.frames.val)
        else "none set",
        "non_defects": data.main.non_defects,
        **scores.by_split,
    }  # fmt: skip
    write_whole(folder.confusions_file, json_text({"class_names": data.class_names, **scores.confusions}).encode())
    write_whole(folder.detections_file, json_text({"class_names": data.class_names, **scores.detections}).encode())
    if request.recipe.resize_px is None and not request.n_folds:
        facts["pytorch_against_onnx"] = _export(run, learner, candidate, scores)
    write_whole(folder.scores_file, json_text(facts, indent=1).encode())


def _export(run: Run, learner: Learner, candidate: Candidate, scores: RunScores) -> dict[str, float]:
    """The model file; returns how it agrees with PyTorch."""
    card = card_of_run(run.data, run.frames, candidate, scores, learner)
    file = run.folder.model_file(run.request.model_name)
    return asdict(export_and_compare(candidate, card, file, scores.tested or run.frames.val[0]))
