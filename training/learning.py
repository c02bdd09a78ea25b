"""The steps of one launch of a run, and what is asked, validated, saved and planned between them."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from functools import partial

import torch
from torch import nn

from inspector.core.balancing import BalanceMode
from inspector.datasets.version import Split
from inspector.runs.checkpoint_files import is_there
from inspector.runs.control import Control
from inspector.runs.progress import Injections, ProgressLine, RunState
from inspector.runs.request import Keep, Recipe
from training.batch_task import maker_of, pool_of, workers_of
from training.batches import GIVEN_UP, INJECTED, Made
from training.budget import EXPORT_S, Budget, planned_steps
from training.data import Data
from training.distilling import Teachers
from training.learner import Learner, tell
from training.loading import BatchLoader
from training.losses import Loss
from training.optimising import learning_rate_at
from training.pace import Pace
from training.run import AskedToEnd, Run
from training.scoring import Candidate, candidate_of, count, predict
from training.settling import Forward, compiled, loss_of_run, settle
from training.tensors import TensorBatch, as_tensors, on_device, pinned

log = logging.getLogger("training")


def learn(run: Run, learner: Learner, teachers: Teachers | None) -> None:
    """All steps that are left, or those until KEEP is asked. Raises AskedToEnd by STOP, by CANCEL."""
    work = _Work(run, learner, teachers)
    if work.is_validation_due():  # the launch before ended within it
        work.validate()
    if work.budget.is_limited and learner.step < learner.n_steps:
        work.plan()
    while learner.step < learner.n_steps and not work.is_kept:
        work.learn_as_planned()
    _report_injections(run, work.made, work.first_step, learner.step)
    if run.request.recipe.keep is Keep.LAST:
        learner.save_kept(run.folder.best_checkpoint, None)


class _Work:
    """The steps of one launch, and what is asked, validated, saved and planned between them."""

    def __init__(self, run: Run, learner: Learner, teachers: Teachers | None) -> None:
        request = run.request
        self._run, self._learner, self._teachers = run, learner, teachers
        self._candidate = candidate_of(
            request, learner.averaged.network, run.data, learner.device.torch_device, self._hear_end
        )
        self._loss_of = loss_of_run(request, len(run.data.class_names), run.data.pixels_and_frames())
        self._began_s = self._saved_s = time.monotonic()
        self._spent_before_s = learner.spent_s
        self._is_settled = False
        self._forward: Forward = learner.network
        self._reserve_s = 0.0  # of the budget, for what comes after the last step
        self.first_step = learner.step
        self.made = [Made() for _ in run.data.versions]
        self.is_kept = False  # as asked: no step more
        self.budget = Budget(request.budget_s, datetime.fromisoformat(request.ends_at) if request.ends_at else None)

    def _hear_end(self) -> None:
        """Between frames that are validated. KEEP waits for the end of it."""
        asked = self._run.ear.heard()
        if asked in (Control.STOP, Control.CANCEL):
            self.save()
            raise AskedToEnd(asked)

    def save(self) -> None:
        run, learner = self._run, self._learner
        learner.spent_s = self._spent_s()
        learner.save(run.folder.last_checkpoint, run.request, run.data.ids)
        self._saved_s = time.monotonic()

    def _spent_s(self) -> float:
        return self._spent_before_s + time.monotonic() - self._began_s - self._run.ear.paused_s

    def _settle(self, batch: TensorBatch) -> float | None:
        """How steps are computed; returns what one takes, None where that is known from before."""
        run, learner = self._run, self._learner
        step_s = settle(run, learner, batch, self._teachers)
        if run.request.compile:
            self._forward = compiled(run, learner, self._loss_of, batch)
        self._is_settled = True
        return step_s

    def plan(self) -> None:
        """How many steps fit into the time that the run may take, by what a step and a frame take."""
        run, learner = self._run, self._learner
        with _batches(run, learner) as batches:
            step_s = self._settle(next(iter(batches)))
        if step_s is None:
            step_s = learner.learned_s / max(1, learner.step)
        n_val, n_test = sum(map(len, run.frames.val)), _n_test(run.data)
        frame_s = self._frame_s()
        self._reserve_s = (2 * n_val + n_test) * frame_s + EXPORT_S  # thresholds, then every figure
        left_s = self.budget.left_s(self._spent_s()) - self._reserve_s
        step_s += len(run.frames.val[0]) * frame_s / run.request.validate_every
        learner.n_steps = planned_steps(learner.step, run.request.recipe.n_steps, left_s, step_s)
        log.info("%s: %d of %d steps fit into its time", run.request.run, learner.n_steps, run.request.recipe.n_steps)
        if learner.n_steps < run.request.recipe.n_steps:
            of = run.request.recipe.n_steps
            notice = f"makes {learner.n_steps} of the {of} steps of its recipe, as many as fit into its time"
            run.folder.report(ProgressLine(RunState.TRAINING, n_steps=learner.n_steps, notice=notice))

    def _frame_s(self) -> float:
        """What the network takes for a frame that is scored."""
        frames = next((frames for frames in self._run.frames.val if len(frames)), None)
        if frames is None:
            return 0.0
        some = [frames[index] for index in range(min(8, len(frames)))]
        began_s = time.monotonic()
        for _ in predict(self._candidate, some):
            pass
        return (time.monotonic() - began_s) / len(some)

    def learn_as_planned(self) -> None:
        """Until the last step, KEEP, or another plan."""
        run, learner = self._run, self._learner
        n_steps, planned = learner.n_steps, replace(run.request.recipe, n_steps=learner.n_steps)
        pace: Pace | None = None
        with _batches(run, learner) as batches:
            for batch in batches:
                if not self._is_settled:
                    self._settle(batch)
                if pace is None:
                    pace = Pace(run, learner, batches, self.budget, self._reserve_s)
                pace.has_batch()
                loss = _step(learner, self._forward, self._loss_of, batch, planned, self._teachers)
                for pool, of_batch in zip(self.made, batch.made, strict=True):
                    pool.update(of_batch)
                learner.spent_s = self._spent_s()
                pace.add(loss)
                if self.is_validation_due():
                    self.validate()
                self._between_steps()
                if self.is_kept or learner.n_steps != n_steps:
                    return
                pace.wants_batch()

    def _between_steps(self) -> None:
        run, learner = self._run, self._learner
        is_asked, is_last = run.folder.asked() is not Control.GO, learner.step >= learner.n_steps
        if is_asked or is_last or time.monotonic() - self._saved_s > run.request.checkpoint_every_s:
            self.save()
        if not is_asked or is_last:
            return
        asked = run.ear.heard()  # a pause is over when it comes back
        if asked is Control.KEEP:
            self.is_kept = True
            if learner.validated_step != learner.step:
                self.validate()
            self.save()
        elif asked is not Control.GO:
            raise AskedToEnd(asked)

    def is_validation_due(self) -> bool:
        learner, every = self._learner, self._run.request.validate_every
        is_then = learner.step % every == 0 or learner.step >= learner.n_steps
        return is_then and 0 < learner.step != learner.validated_step

    def validate(self) -> None:
        if len(self._run.frames.val[0]):
            _validate(self._run, self._learner, self._candidate)
        self._learner.validated_step = self._learner.step


def _n_test(data: Data) -> int:
    return sum(len(data.samples(version, Split.TEST)) for version in data.versions)


def _batches(run: Run, learner: Learner) -> BatchLoader:
    """From the step in hand to the last that is planned."""
    request = replace(run.request, recipe=replace(run.request.recipe, n_steps=learner.n_steps))
    data, frames = replace(run.data, request=request), run.frames
    pools = [pool_of(data, *each) for each in zip(frames.train, run.indices, strict=True)] if frames.fit else None
    make = None if pools is None else maker_of(data, pools)
    workers = workers_of(data, frames, run.indices, run.folder)
    finish = pinned if learner.device.is_gpu else as_tensors
    return BatchLoader(
        make, range(learner.step, learner.n_steps), workers, finish, partial(tell, run.request, run.folder)
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
