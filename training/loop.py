"""The training loop, read top to bottom: load, step, validate, checkpoint, score, export.

States of a run: loading -> training -> scoring -> done; "stopped" when asked to; "failed" with the reason.
Each is a line in progress.jsonl. A run started again goes on from its last checkpoint.
"""

from __future__ import annotations

import json
import logging
import math
import time
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial

import torch
from torch import nn

from inspector.core.balancing import BalanceMode
from inspector.core.cores import usable_cores
from inspector.core.files import write_whole
from inspector.core.json_text import json_text
from inspector.runs.checkpoint_files import is_there
from inspector.runs.folder import RunFolder
from inspector.runs.progress import Injections, ProgressLine, RunState
from inspector.runs.request import Keep, Recipe, RunRequest
from training.batch_task import indices_of, maker_of, pool_of, workers_of
from training.batches import GIVEN_UP, INJECTED, Made
from training.data import Data, open_data
from training.device import open_device
from training.distilling import Teachers, teachers_of
from training.exporting import card_of_run, export_and_compare
from training.learner import Learner, new_or_resumed, newest_usable, tell
from training.loading import BatchLoader
from training.losses import Loss
from training.optimising import learning_rate_at
from training.pace import Pace
from training.run import AskedToStop, Run
from training.scoring import Candidate, RunScores, candidate_of, count, score_run
from training.settling import Forward, compiled, loss_of_run, settle
from training.tensors import TensorBatch, as_tensors, on_device, pinned

log = logging.getLogger("training")

LOOK_THROUGH_EVERY_S = 10.0  # between two signs of life while frames are looked through


def train(request: RunRequest, folder: RunFolder) -> RunState:
    """Run or resume; returns DONE or STOPPED.

    Raises TrainingError, DatasetError or ValueError where the run cannot be made as it is asked for.
    """
    torch.set_num_threads(request.n_threads or usable_cores())
    torch.manual_seed(request.recipe.seed)
    device = open_device(request.device, request.recipe.precision)
    folder.report(ProgressLine(RunState.LOADING, device=str(device)))
    log.info("%s computes on %s", request.run, device)
    if device.precision is not request.recipe.precision:
        tell(request, folder, f"computes in 32 bits: {device.name} would emulate {request.recipe.precision.value}")
    data = open_data(request, folder.path)
    learner = new_or_resumed(request, folder, data, device)
    teachers = teachers_of(request, folder.path, data, device)
    if teachers is not None:
        learner.taught_by = teachers.names
        log.info("%s learns from %s", request.run, ", ".join(teachers.names))
    try:
        run = _open_run(request, folder, data)
        is_over = _learn(run, learner, teachers)
    except AskedToStop:
        is_over = False
    if not is_over:
        folder.report(ProgressLine(RunState.STOPPED, step=learner.step))
        return RunState.STOPPED
    folder.report(ProgressLine(RunState.SCORING, step=learner.step))
    _score_and_export(run, learner)
    folder.report(ProgressLine(RunState.DONE, step=learner.step))
    return RunState.DONE


def _open_run(request: RunRequest, folder: RunFolder, data: Data) -> Run:
    frames = data.frames()
    if not frames.fit:
        takes, has = (f"{n / 1e9:.2g} GB" for n in (frames.n_bytes, data.memory_bytes))
        tell(request, folder, f"reads frames from disk while it learns: they take {takes}, memory has {has} for them")
    told_s = time.monotonic()

    def told(n: int, n_done: int) -> None:
        nonlocal told_s
        if folder.is_asked_to_stop():
            raise AskedToStop
        if time.monotonic() - told_s > LOOK_THROUGH_EVERY_S:
            told_s = time.monotonic()
            log.info("%s has looked through %d of %d frames", request.run, n_done, n)
            folder.report(ProgressLine(RunState.LOADING))

    return Run(request, folder, data, frames, indices_of(data, frames, folder, told))


def _learn(run: Run, learner: Learner, teachers: Teachers | None) -> bool:
    """All steps that are left; False where the run was asked to stop before the last one."""
    request, recipe, folder = run.request, run.request.recipe, run.folder
    candidate = candidate_of(request, learner.averaged.network, run.data, learner.device.torch_device)
    loss_of = loss_of_run(request, len(run.data.class_names), run.data.pixels_and_frames())
    first_step, saved_s = learner.step, time.monotonic()
    forward: Forward = learner.network
    pace: Pace | None = None
    made = [Made() for _ in run.data.versions]

    with _batches(run, learner) as batches:
        for batch in batches:
            if pace is None:
                settle(run, learner, batch, teachers)
                forward = compiled(run, learner, loss_of, batch) if request.compile else learner.network
                pace = Pace(run, learner, batches)
            pace.has_batch()
            loss = _step(learner, forward, loss_of, batch, recipe, teachers)
            for pool, of_batch in zip(made, batch.made, strict=True):
                pool.update(of_batch)
            pace.add(loss)
            is_last = learner.step == recipe.n_steps
            if len(run.frames.val[0]) and (learner.step % request.validate_every == 0 or is_last):
                _validate(run, learner, candidate)
            is_asked_to_stop = folder.is_asked_to_stop()
            if is_asked_to_stop or is_last or time.monotonic() - saved_s > request.checkpoint_every_s:
                learner.save(folder.last_checkpoint, request, run.data.ids)
                saved_s = time.monotonic()
            if is_asked_to_stop and not is_last:
                return False
            pace.wants_batch()
        _report_injections(run, made, first_step, learner.step)
    if recipe.keep is Keep.LAST:
        learner.save_kept(folder.best_checkpoint, None)
    return True


def _batches(run: Run, learner: Learner) -> BatchLoader:
    data, frames = run.data, run.frames
    pools = [pool_of(data, *each) for each in zip(frames.train, run.indices, strict=True)] if frames.fit else None
    make = None if pools is None else maker_of(data, pools)
    workers = workers_of(data, frames, run.indices, run.folder)
    finish = pinned if learner.device.is_gpu else as_tensors
    return BatchLoader(
        make, range(learner.step, run.request.recipe.n_steps), workers, finish, partial(tell, run.request, run.folder)
    )


def _step(
    learner: Learner, forward: Forward, loss_of: Loss, batch: TensorBatch, recipe: Recipe,
    teachers: Teachers | None = None,
) -> float:  # fmt: skip
    """One step of the optimiser; returns the loss before it. ``forward``: the network, or its compiled form."""
    network, optimiser, scaler = learner.network, learner.optimiser, learner.scaler
    network.train()
    for group in optimiser.param_groups:
        group["lr"] = learning_rate_at(learner.step, recipe)
    inputs, targets = on_device(batch, learner.device.torch_device, learner.layout)
    with learner.device.autocast():
        answers = None if teachers is None else teachers.answers(inputs)
        maps = forward(inputs)
    loss = loss_of(maps, targets)
    if teachers is not None and answers is not None:
        loss = teachers.loss(loss, maps, answers, targets)
    optimiser.zero_grad(set_to_none=True)
    scaler.scale(loss).backward()  # type: ignore[no-untyped-call]
    scaler.unscale_(optimiser)
    norm = nn.utils.clip_grad_norm_(network.parameters(), recipe.clip_norm or math.inf)
    if torch.isfinite(norm):  # one broken batch must not spoil hours of work
        optimiser.step()
        learner.averaged.update(learner.step)
    else:
        learner.n_skipped += 1
    scaler.update()
    learner.step += 1
    return float(loss.detach())


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


def _report_injections(run: Run, made: Sequence[Made], first_step: int, step: int) -> None:
    if run.request.recipe.balance.mode is BalanceMode.NONE:
        return
    for of_version, index, version in zip(made, run.indices, run.data.versions, strict=True):
        line = ProgressLine(
            RunState.TRAINING, step=step, balanced=version.name, since_step=first_step,
            injections=injections_of(of_version, version.class_names, list(index.donors)),
        )  # fmt: skip
        run.folder.report(line)


def injections_of(made: Made, class_names: Sequence[str], with_donors: Sequence[int]) -> dict[str, Injections]:
    """Per class that has donors: injections made, those that were given up, and why attempts were not taken."""
    return {
        class_names[index]: Injections(
            made[index, INJECTED], made[index, GIVEN_UP],
            {why: n for (of, why), n in sorted(made.items()) if of == index and why not in (INJECTED, GIVEN_UP)},
        )
        for index in sorted(with_donors)
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
        "computed_on": learner.computed_on, "waited_for_data": learner.waiting,
        "n_parameters": sum(p.numel() for p in network.parameters()),
        "thresholds": scores.thresholds,
        "thresholds_from": "validation splits of all datasets of the request, pooled" if any(map(len, run.frames.val))
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
    card = card_of_run(run.data, run.input_bits, candidate, scores, learner)
    file = run.folder.model_file(run.request.model_name)
    frames = scores.tested if len(scores.tested) else run.frames.val[0]
    return asdict(export_and_compare(candidate, card, file, frames))
