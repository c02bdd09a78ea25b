"""One step of the optimiser, in parts where memory is too small for a batch at once.

    batch (N views)  ->  forward, loss, backward of each part, gradients added up  ->  one step of the whole batch

Parts give the gradient of the whole for every term of the loss that is a mean over pixels or frames
(``TermLoss.not_by_parts`` names the others). Norms see the views of a part. Where memory runs out the parts are halved
and the step is made again, as often as it takes. A step whose gradient is no number changes nothing, what norms have
counted of it included.
"""

from __future__ import annotations

import gc
import logging
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor, nn

from inspector.core.messages import Code, TrainingError, message
from inspector.runs.request import Recipe, RunRequest
from training.distilling import Teachers
from training.learner import Learner, diverged
from training.losses import TermLoss
from training.memory import is_out_of_memory
from training.optimising import learning_rate_at
from training.settling import Forward, told_of_parts
from training.tensors import TensorBatch, on_device

log = logging.getLogger("training")

MAX_BROKEN = 100  # steps in a row that change nothing; f16 needs some 20 to find the scale of its loss


@dataclass(frozen=True, slots=True)
class Stepped:
    loss: float  # before the step
    terms: dict[str, float] = field(default_factory=dict)  # of the loss, by name; they add up to it


class Stepper:
    """Makes the steps of one launch."""

    def __init__(
        self, request: RunRequest, learner: Learner, loss_of: TermLoss, teachers: Teachers | None,
        told: Callable[[str], None] = log.warning,
    ) -> None:  # fmt: skip
        """``told`` gets what a person should know."""
        self.learner = learner
        self.forward: Forward = learner.network  # or its compiled form
        self._request, self._loss_of, self._teachers, self._told = request, loss_of, teachers, told

    def step(self, batch: TensorBatch, recipe: Recipe) -> Stepped:
        """Raises TrainingError where not even one view fits into memory, or where too many steps in a row changed
        nothing."""
        learner, optimiser = self.learner, self.learner.optimiser
        learner.network.train()
        for group in optimiser.param_groups:
            group["lr"] = learning_rate_at(learner.step, recipe)
        counted = [buffer.clone() for buffer in learner.network.buffers()]  # by norms
        while (stepped := self._gradient(batch)) is None:
            self._take_back(counted)
            self._halve(len(batch.inputs))
        learner.ranks.add_gradients(learner.network)
        learner.scaler.unscale_(optimiser)
        norm = nn.utils.clip_grad_norm_(learner.network.parameters(), recipe.clip_norm or math.inf)
        if torch.isfinite(norm):  # one broken batch must not spoil hours of work
            optimiser.step()
            learner.averaged.update(learner.step)
            learner.n_broken = 0
        else:
            self._take_back(counted)
            learner.n_skipped += 1
            learner.n_broken += 1
        learner.scaler.update()
        learner.step += 1
        if learner.n_broken >= MAX_BROKEN:
            detail = f"the last {MAX_BROKEN} steps had no gradient that is a number"
            raise diverged(self._request, learner.step, detail)
        return stepped

    def _gradient(self, batch: TensorBatch) -> Stepped | None:
        """Left with the parameters; None where memory ran out."""
        n = len(batch.inputs)
        parts = batch.parts(self.learner.n_parts(n))
        self.learner.optimiser.zero_grad(set_to_none=True)
        try:
            device = self.learner.device.torch_device
            whole = None if len(parts) == 1 else batch.targets.to(device, non_blocking=True)
            names: Sequence[str] = ()
            sums: Tensor | None = None
            for part in parts:
                loss, terms = self._loss(part, whole)
                self.learner.scaler.scale(loss).backward()  # type: ignore[no-untyped-call]  # PyTorch has no types for it
                values = torch.stack([loss.detach(), *terms.values()])
                names, sums = list(terms), values if sums is None else sums + values
            assert sums is not None
            found, *of_terms = sums.cpu().tolist()
        except (RuntimeError, MemoryError) as error:
            if not is_out_of_memory(error):
                raise
            log.info("%s: %s", self._request.run, error)
            if self.learner.ranks.are_many:  # the others are in the middle of this step
                raise ValueError(
                    "memory is too small for the part of a batch that each of its processes computes. Ask for a "
                    "smaller batch or view, or for fewer processes where they share one memory"
                ) from error
            return None
        return Stepped(found, dict(zip(names, of_terms, strict=True)))

    def _loss(self, part: TensorBatch, whole: Tensor | None) -> tuple[Tensor, dict[str, Tensor]]:
        """Its share of the batch's, and the terms of that."""
        learner, teachers = self.learner, self._teachers
        inputs, targets = on_device(part, learner.device.torch_device, learner.layout)
        ranks = learner.ranks
        own = ranks.part(inputs)
        with learner.device.autocast(), ranks.drawing(self._request.recipe.seed, learner.step, learner.device):
            answers = None if teachers is None else ranks.whole(teachers.answers(own), len(inputs))
            maps = ranks.whole(self.forward(own), len(inputs))
        of_labels, terms = self._loss_of.of_part(maps, targets, whole)
        if teachers is None or answers is None:
            return of_labels, terms
        share = 1.0 if whole is None else len(targets) / len(whole)
        loss = teachers.loss(of_labels, maps, answers, targets, share)
        terms = {name: (1 - teachers.share) * value for name, value in terms.items()}
        return loss, terms | {"teachers": loss.detach() - (1 - teachers.share) * of_labels.detach()}

    @torch.no_grad()
    def _take_back(self, counted: Sequence[Tensor]) -> None:
        for buffer, before in zip(self.learner.network.buffers(), counted, strict=True):
            buffer.copy_(before)

    def _halve(self, n: int) -> None:
        """Raises TrainingError."""
        learner = self.learner
        learner.optimiser.zero_grad(set_to_none=True)
        gc.collect()  # the failed pass may be held by a cycle
        if learner.device.is_gpu:
            torch.cuda.empty_cache()
        if not learner.halve(n):
            raise too_large(self._request)
        self._told(told_of_parts(learner, self._loss_of, n))


def too_large(request: RunRequest) -> TrainingError:
    height, width = request.recipe.view_px
    return TrainingError(message(Code.TRAINING_TOO_LARGE, run=request.run, width=width, height=height))
