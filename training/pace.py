"""What a run tells every few steps: loss, time left, and how long it waited for its batches."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from inspector.runs.progress import ProgressLine, RunState
from training.learner import Learner, tell
from training.loading import BatchLoader
from training.memory import gpu_bytes, memory_bytes
from training.optimising import learning_rate_at
from training.run import Run

REPORT_EVERY = 20  # steps
MAX_WAITING = 0.1  # share of its time that a run may wait for batches before more are built at once


class Pace:
    """Reports loss, time left and the time spent waiting for batches every few steps; wants more of them built at once
    where too much is."""

    def __init__(self, run: Run, learner: Learner, batches: BatchLoader) -> None:
        self._run, self._learner, self._batches = run, learner, batches
        self._paused_s = run.ear.paused_s
        self._first_step, self._started_s = learner.step, time.monotonic()
        self._since_s = self._wanted_s = self._started_s
        self._validated_s = self._validated_since_s = 0.0  # of the time since the start, and since the line before
        self._told_step = learner.step
        self._waited_s = self._waited_in_all_s = 0.0
        self._has_told = False
        self._gives_way, self._rested_s = run.ear.gives_way, run.ear.rested_s
        self.step_s = 0.0  # as told last: what a step takes, without validations

    def has_validated(self, took_s: float) -> None:
        self._validated_s += took_s
        self._validated_since_s += took_s

    def wants_batch(self) -> None:
        self._leave_out_pauses()  # one that is over was no wait for this batch
        self._wanted_s = time.monotonic()

    def has_batch(self) -> None:
        self._leave_out_pauses()
        self._waited_s += time.monotonic() - self._wanted_s

    def add(self, loss: float, terms: Mapping[str, float] = {}) -> bool:
        """After each step; True where a line was told. A loss is that of all steps since the line before, whoever made
        them."""
        self._leave_out_pauses()
        learner, recipe = self._learner, replace(self._run.request.recipe, n_steps=self._learner.n_steps)
        losses, step, n_steps = learner.losses, learner.step, recipe.n_steps
        losses.append(loss)
        for name, value in terms.items():
            learner.loss_sums[name] = learner.loss_sums.get(name, 0.0) + value
        if step % REPORT_EVERY and step != n_steps:
            return False
        is_whole = len(losses) == (step - 1) % REPORT_EVERY + 1  # else gone on with from an older checkpoint
        now_s = time.monotonic()
        per_step_s = (now_s - self._started_s) / (step - self._first_step)
        self.step_s = (now_s - self._started_s - self._validated_s) / (step - self._first_step)
        n_new = step - self._told_step
        learning_s = now_s - self._since_s - self._validated_since_s
        waiting = self._waited_s / max(now_s - self._since_s, 1e-9)
        rested, gives_way = self._run.ear.rested_s - self._rested_s, self._run.ear.gives_way
        works = round(max(0.0, 1 - rested / max(now_s - self._since_s, 1e-9)), 3) if gives_way or rested else None
        line = ProgressLine(
            RunState.TRAINING, step=step, n_steps=n_steps, loss=round(float(np.mean(losses)), 4) if is_whole else None,
            learning_rate=learning_rate_at(step, recipe), seconds_left=round(per_step_s * (n_steps - step)),
            waiting=round(waiting, 3), works=works, n_workers=self._batches.n_workers or None,
            n_skipped=learner.n_skipped or None, loss_terms=self._mean_terms(len(losses)) if is_whole else None,
            images_per_s=round(n_new * recipe.batch / max(learning_s, 1e-9), 2),
            memory_bytes=memory_bytes(), gpu_bytes=gpu_bytes(learner.device.torch_device),
            injected_share={name: round(n / learner.n_views, 4) for name, n in learner.injected.items()}
            if learner.n_views else None,
            n_parts=n_parts if (n_parts := learner.n_parts(recipe.batch)) > 1 else None,
        )  # fmt: skip
        self._run.folder.report(line)
        learner.waited_s += self._waited_s
        learner.learned_s += now_s - self._since_s
        losses.clear()
        learner.loss_sums.clear()
        if waiting > MAX_WAITING and not self._batches.grow():
            self._tell(waiting)
        self._since_s, self._waited_s, self._validated_since_s, self._told_step = now_s, 0.0, 0.0, step
        self._rested_s += rested
        if gives_way is not self._gives_way:  # from here on its pace is another
            self._gives_way = gives_way
            self._first_step, self._started_s, self._validated_s = step, now_s, 0.0
        return True

    def _mean_terms(self, n: int) -> dict[str, float] | None:
        return {name: round(total / n, 4) for name, total in self._learner.loss_sums.items()} or None

    def _leave_out_pauses(self) -> None:
        new_s = self._run.ear.paused_s - self._paused_s
        self._paused_s += new_s
        self._started_s += new_s
        self._since_s += new_s
        self._wanted_s += new_s

    def _tell(self, waiting: float) -> None:
        if self._has_told:
            return
        self._has_told = True
        n = self._batches.n_workers
        by = f"{n} processes build batches" if n else "a thread builds batches"
        tell(
            self._run.request, self._run.folder,
            f"waits for data {100 * waiting:.0f} % of its time: {by}, as many as cores and memory allow. "
            "More of either, a faster disk for the data, or smaller frames shorten it",
            RunState.TRAINING,
        )  # fmt: skip
