"""The steps of one launch of a run, and what is asked, validated, saved and planned between them."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from functools import partial

from inspector.core.balancing import BalanceMode
from inspector.datasets.version import Split
from inspector.runs.checkpoint_files import is_there
from inspector.runs.control import AskedToEnd, Control
from inspector.runs.progress import Injections, ProgressLine, RunState
from inspector.runs.request import Keep
from training.batch_task import maker_of, pool_of, workers_of
from training.batches import GIVEN_UP, INJECTED, Made
from training.budget import EXPORT_S, Budget, planned_again, planned_steps
from training.data import Data
from training.distilling import Teachers
from training.learner import Learner, tell
from training.loading import BatchLoader
from training.looks import Gallery
from training.memory import is_out_of_memory, why_not
from training.pace import Pace
from training.run import Run
from training.scoring import Candidate, candidate_of, count, predict
from training.settling import compiled, loss_of_run, settle, told_of_parts
from training.stepping import Stepper
from training.tensors import TensorBatch, as_tensors, pinned

log = logging.getLogger("training")


def learn(run: Run, learner: Learner, teachers: Teachers | None) -> None:
    """All steps that are left, or those until KEEP is asked.

    Raises AskedToEnd with a checkpoint, or ValueError where no time is left for a first step.
    """
    work = _Work(run, learner, teachers)
    if learner.step < learner.n_steps:
        for file in run.folder.result_files if learner.ranks.is_first else ():  # of what it was before
            file.unlink(missing_ok=True)
        work.learn()
    if work.is_validation_due():  # also where the launch before ended within it, or its time was over
        work.validate()
        work.save()
    _report_injections(run, work.made, work.first_step, learner.step)
    if run.request.recipe.keep is Keep.LAST:
        learner.save_kept(run.folder.best_checkpoint, run.request, None)


class _Work:
    """The steps of one launch, and what is asked, validated, saved and planned between them."""

    def __init__(self, run: Run, learner: Learner, teachers: Teachers | None) -> None:
        request = run.request
        self._run, self._learner, self._teachers = run, learner, teachers
        self._candidate = candidate_of(
            request, learner.averaged.network, run.data, learner.device.torch_device, self._listen
        )
        self._loss_of = loss_of_run(request, len(run.data.class_names), run.data.pixels_and_frames())
        self._stepper = Stepper(request, learner, self._loss_of, teachers, partial(_told, run))
        self._saved_s = time.monotonic()
        self._is_settled = self._is_unsaved = False
        self._budget = Budget(request.budget_s, datetime.fromisoformat(request.ends_at) if request.ends_at else None)
        self._validation_s = 0.0  # that one takes; 0 before it is known
        self._reserve_s = 0.0  # of the budget, for what comes after the last step
        self.first_step = learner.step
        self.made = [Made() for _ in run.data.versions]

    def _listen(self) -> None:
        """Between frames that are validated."""
        try:
            self._run.listen()
        except AskedToEnd:
            self.save()
            raise

    def save(self) -> None:
        """Where the disk or memory refuses, learning goes on and it is tried again when the next one is due. Raises
        TrainingError where the weights are no numbers any more."""
        run, learner = self._run, self._learner
        try:
            learner.save(run.folder.last_checkpoint, run.request, run.data.ids)
            self._is_unsaved = False
        except (OSError, MemoryError, RuntimeError) as error:
            if not isinstance(error, OSError) and not is_out_of_memory(error):
                raise
            if not self._is_unsaved:
                self._is_unsaved = True
                _told(run, f"could not save step {learner.step}, and tries again: {why_not(error)}")
        self._saved_s = time.monotonic()

    def learn(self) -> None:
        """Until the last step or KEEP."""
        run, learner = self._run, self._learner
        if learner.in_parts(run.request.recipe.batch):  # since an earlier launch
            _told(run, told_of_parts(learner, self._loss_of, run.request.recipe.batch))
        if self._budget.is_limited:
            self._plan()
        pace: Pace | None = None
        steps = range(learner.step, run.request.recipe.n_steps)
        with _batches(run, learner, steps) as batches:
            for batch in learner.ranks.shared(batches, steps):
                if learner.step >= learner.n_steps:  # its time is over before its first step
                    return
                if not self._is_settled:
                    self._settle(batch)
                if self.is_validation_due():  # the launch before ended within it
                    self.validate()
                if pace is None:
                    pace = Pace(run, learner, batches)
                pace.has_batch()
                planned = replace(run.request.recipe, n_steps=learner.n_steps)
                stepped = self._stepper.step(batch, planned)
                self._count_injections(batch)
                if pace.add(stepped.loss, stepped.terms) and self._budget.is_limited:
                    self._plan_again(pace.step_s)
                if self.is_validation_due():
                    pace.has_validated(self.validate())
                self._between_steps()
                if learner.step >= learner.n_steps:
                    return
                pace.wants_batch()

    def _settle(self, batch: TensorBatch) -> float | None:
        """How steps are computed; returns what one takes, None where that is known from before."""
        run, learner = self._run, self._learner
        step_s = settle(run, learner, batch, self._teachers)
        if run.request.compile and learner.ranks.are_many:
            tell(run.request, run.folder, "is not compiled, as several processes compute it; the result is the same")
        elif run.request.compile:
            self._stepper.forward = compiled(run, learner, self._loss_of, batch)
        self._is_settled = True
        return step_s

    def _count_injections(self, batch: TensorBatch) -> None:
        run, learner = self._run, self._learner
        for pool, of_batch in zip(self.made, batch.made, strict=True):
            pool.update(of_batch)
        if run.request.recipe.balance.mode is BalanceMode.NONE:
            return
        learner.n_views += len(batch.inputs)
        for index, name in enumerate(run.data.class_names):
            if any(index in each.donors for each in run.indices):
                n_new = sum(of_batch[index, INJECTED] for of_batch in batch.made)
                learner.injected[name] = learner.injected.get(name, 0) + n_new

    def _plan(self) -> None:
        """How many steps fit into the time that the launch may take, by what a step and a frame take."""
        run, learner = self._run, self._learner
        if self._left_s() <= 0 and not learner.step and learner.ranks.is_first:
            raise ValueError("its time was over before its first step: give it more, or another time to be done")
        steps = range(learner.step, learner.step + 1)
        with _batches(run, learner, steps) as batches:
            batch = next(iter(learner.ranks.shared(batches, steps)))
        if not learner.learned_s:
            learner.setup = None  # nothing tells yet what a step takes that way
        step_s = self._settle(batch)
        if not learner.ranks.is_first:
            self._follow(0)
            return
        if step_s is None:
            step_s = learner.learned_s / max(1, learner.step)  # validations included, which is on the safe side
        frame_s, n_val, n_test = self._frame_s(), sum(map(len, run.frames.val)), _n_test(run.data)
        self._validation_s = frame_s * len(run.frames.val[0])
        # The last validation, thresholds, and every figure.
        self._reserve_s = self._validation_s + (2 * n_val + n_test) * frame_s + EXPORT_S
        self._follow(planned_steps(learner.step, run.request.recipe.n_steps, self._left_s(), self._cost_s(step_s)))

    def _plan_again(self, step_s: float) -> None:
        learner, most = self._learner, self._run.request.recipe.n_steps
        if not learner.ranks.is_first:
            self._follow(0)
            return
        fitting = planned_steps(learner.step, most, self._left_s(), self._cost_s(step_s))
        self._follow(planned_again(learner.step, learner.n_steps, fitting))

    def _left_s(self) -> float:
        """For steps and the validations between them."""
        return self._budget.left_s(self._run.ear.worked_s) - self._reserve_s

    def _cost_s(self, step_s: float) -> float:
        """Of a step with its part of a validation."""
        return step_s + self._validation_s / self._run.request.validate_every

    def _follow(self, n_steps: int) -> None:
        """One step at least, so that every run ends with weights that have learned something. Rank 0 says how many."""
        learner, run = self._learner, self._run
        n_steps = learner.ranks.told(max(n_steps, 1))
        if n_steps == learner.n_steps:
            return
        was_whole = learner.n_steps == run.request.recipe.n_steps
        learner.n_steps = n_steps
        log.info("%s: %d of %d steps fit into its time", run.request.run, n_steps, run.request.recipe.n_steps)
        notice = "makes fewer steps than its recipe says, as many as fit into its time" if was_whole else ""
        run.folder.report(ProgressLine(RunState.TRAINING, step=learner.step, n_steps=n_steps, notice=notice))

    def _frame_s(self) -> float:
        """What the network takes for a frame that is scored."""
        frames = next((frames for frames in self._run.frames.val if len(frames)), None)
        if frames is None:
            return 0.0
        self._run.listen()  # not while the clock runs
        candidate = replace(self._candidate, listen=lambda: None)
        some = [frames[index] for index in range(min(8, len(frames)))]
        took_s = 0.0
        for _ in range(2):  # a GPU loads its kernels first
            began_s = time.monotonic()
            for _ in predict(candidate, some):
                pass
            took_s = time.monotonic() - began_s
        return took_s / len(some)

    def _between_steps(self) -> None:
        run, learner = self._run, self._learner
        if learner.ranks.is_first:  # the others wait for it below: their own rests would add to its
            run.ear.give_way()
        is_asked, is_last = run.folder.asked() is not Control.GO, learner.step >= learner.n_steps
        if is_asked or is_last or time.monotonic() - self._saved_s > run.request.checkpoint_every_s:
            self.save()
        if is_asked and not is_last:
            asked = run.ear.heard()  # a pause is over when it comes back
            if asked is Control.KEEP:
                learner.kept_of, learner.n_steps = learner.n_steps, learner.step
                self.save()
            elif asked is not Control.GO:
                raise AskedToEnd(asked)
        learner.n_steps = learner.ranks.told(learner.n_steps)

    def is_validation_due(self) -> bool:
        learner, every = self._learner, self._run.request.validate_every
        is_then = learner.step % every == 0 or learner.step >= learner.n_steps
        return is_then and 0 < learner.step != learner.validated_step

    def validate(self) -> float:
        """Returns the seconds that it took, without pauses."""
        began_s, ranks = self._run.ear.worked_s, self._learner.ranks
        ranks.check_same(self._learner.network)
        if len(self._run.frames.val[0]) and ranks.is_first:
            with ranks.with_all_threads():
                _validate(self._run, self._learner, self._candidate)
        self._learner.validated_step = ranks.told(self._learner.step)
        self._validation_s = self._run.ear.worked_s - began_s
        return self._validation_s


def _told(run: Run, notice: str) -> None:
    tell(run.request, run.folder, notice, RunState.TRAINING)


def _n_test(data: Data) -> int:
    return sum(len(data.samples(version, Split.TEST)) for version in data.versions)


def _batches(run: Run, learner: Learner, steps: range) -> BatchLoader:
    """Of those of the steps that this rank builds. Injections end by the plan as it is now."""
    request = replace(run.request, recipe=replace(run.request.recipe, n_steps=learner.n_steps))
    data, frames = replace(run.data, request=request), run.frames
    pools = [pool_of(data, *each) for each in zip(frames.train, run.indices, strict=True)] if frames.fit else None
    make = None if pools is None else maker_of(data, pools)
    workers = workers_of(data, frames, run.indices, run.folder)
    finish = pinned if learner.device.is_gpu else as_tensors
    own = learner.ranks.own_steps(steps)
    return BatchLoader(make, own, workers, finish, partial(_told, run), run.ear.clock_s)


def _validate(run: Run, learner: Learner, candidate: Candidate) -> None:
    """Score the averaged weights on the main dataset, show the worst and best frames, and keep the weights where they
    are the best so far."""
    gallery = Gallery(candidate.non_defects)
    scores = count(candidate, run.frames.val[0], look=gallery.add).scores()
    run.folder.report(ProgressLine(RunState.TRAINING, step=learner.step, validation=asdict(scores)))
    _show(run, learner, gallery)
    if run.request.recipe.keep is not Keep.BEST:
        return
    is_better = scores.miou_with_background > learner.best_miou
    if is_better or not is_there(run.folder.best_checkpoint):  # also where no score exists: the run ends with some
        try:
            learner.save_kept(run.folder.best_checkpoint, run.request, scores.miou_with_background)
            learner.best_miou = scores.miou_with_background
        except OSError as error:
            why = f"could not keep the weights of step {learner.step}, its best so far: {why_not(error)}"
            _told(run, why)


def _show(run: Run, learner: Learner, gallery: Gallery) -> None:
    """Beside the run; said once where the disk takes it not."""
    try:
        gallery.write(run.folder.looks, learner.step, run.data.main.name, run.data.class_names)
    except OSError as error:
        if learner.shows_looks:
            what = "does not show its worst and best frames as they are now"
            _told(run, f"{what}: {why_not(error)}")
        learner.shows_looks = False


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
