"""A step in parts where memory is too small for its batch, and steps that give no numbers."""

from __future__ import annotations

import copy
import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from training_samples import small_request, small_version

from inspector.core.messages import Code, TrainingError
from inspector.core.model_card import ModelCard
from inspector.runs.folder import RunFolder
from inspector.runs.history import read_run
from inspector.runs.request import LossTerm, Precision, Recipe, RunRequest
from training import learner, loop, settling, stepping
from training.checkpoints import load_checkpoint
from training.device import open_device
from training.distilling import Teachers
from training.learner import Learner, build_network
from training.losses import build_loss
from training.memory import is_out_of_memory
from training.optimising import AveragedWeights, optimiser_of
from training.stepping import Stepper
from training.tensors import TensorBatch
from training.trial import Measure, Setup, Tried

CPU = open_device("cpu", Precision.F32)


class Limited(nn.Module):
    """Runs out of memory with more views than ``limit``."""

    def __init__(self, network: nn.Module, limit: int, error: Exception) -> None:
        super().__init__()
        self.network, self.limit, self.error, self.seen = network, limit, error, []

    def forward(self, x: Tensor) -> Any:
        maps = self.network(x)  # norms have counted it by then
        self.seen.append(len(x))
        if len(x) > self.limit:
            raise self.error
        return maps


ERRORS = [
    torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB"),
    MemoryError(),
    RuntimeError("[enforce fail at alloc_cpu.cpp:117] err == 0. DefaultCPUAllocator: can't allocate memory"),
]


def learner_of(network: nn.Module, recipe: Recipe) -> Learner:
    torch.manual_seed(3)
    averaged, optimiser = AveragedWeights(network, recipe.ema_decay), optimiser_of(network, recipe)
    return Learner(network, averaged, optimiser, CPU, "", (), n_steps=recipe.n_steps)


def request_of(**changes: Any) -> RunRequest:
    request = small_request(Path("nowhere"))
    return replace(request, recipe=replace(request.recipe, **changes))


def batch_of(n: int) -> TensorBatch:
    generator = torch.Generator().manual_seed(4)
    targets = torch.randint(0, 3, (n, 8, 8), dtype=torch.uint8, generator=generator)
    targets[0, :3] = 255
    return TensorBatch(torch.randn(n, 1, 8, 8, generator=generator), targets, ())


def plain_network() -> nn.Module:
    torch.manual_seed(2)
    return nn.Sequential(nn.Conv2d(1, 4, 3, padding=1), nn.ReLU(), nn.Conv2d(4, 3, 1))


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_a_batch_in_parts_teaches_what_the_whole_batch_teaches(error: Exception):
    """Without norms, and with a loss of means: 7 views, of which 2 fit, in 4 parts."""
    request = request_of(batch=7, loss=(LossTerm("cross-entropy", 1.0, {"label_smoothing": 0.1}),))
    loss = build_loss([("cross-entropy", 1.0, {"label_smoothing": 0.1})], n_classes=3, activation="softmax")
    at_once = Stepper(request, learner_of(plain_network(), request.recipe), loss, None)
    notices: list[str] = []
    limited = Limited(plain_network(), 2, error)
    in_parts = Stepper(request, learner_of(limited, request.recipe), loss, None, notices.append)
    for _ in range(3):
        wanted, got = (each.step(batch_of(7), request.recipe) for each in (at_once, in_parts))
        assert got.loss == pytest.approx(wanted.loss, rel=1e-5)
        assert got.terms == pytest.approx(wanted.terms, rel=1e-5)
    for ours, theirs in zip(limited.network.parameters(), at_once.learner.network.parameters(), strict=True):
        assert torch.allclose(ours, theirs, rtol=1e-4, atol=1e-5)
    assert limited.seen == [7, 4, *[2, 2, 2, 1] * 3]  # 7 / 2 rounded up fails, then a half of those, for good
    assert (in_parts.learner.in_parts(7), at_once.learner.in_parts(7)) == ("in 4 parts of 2", "")
    assert [notice.partition(",")[0] for notice in notices] == [
        "computes each batch in 2 parts of 4", "computes each batch in 4 parts of 2",
    ]  # fmt: skip
    assert "of the loss" not in notices[-1]


def test_what_parts_change_is_named():
    request = request_of(batch=4)
    loss = build_loss([("cross-entropy", 1.0, {}), ("dice", 1.0, {}), ("lovasz", 1.0, {})], n_classes=3,
                      activation="softmax")  # fmt: skip
    notices: list[str] = []
    stepper = Stepper(
        request, learner_of(Limited(plain_network(), 2, ERRORS[0]), request.recipe), loss, None, notices.append
    )
    stepper.step(batch_of(4), request.recipe)
    assert notices == [
        "computes each batch in 2 parts of 2, as memory is too small for it at once: a step is that of the whole "
        "batch, but norms see the views of a part, and dice and lovasz of the loss, no mean over pixels, is that of "
        "each part"
    ]


def test_what_norms_counted_of_a_step_that_failed_is_taken_back():
    """Norms of parts of 2: the same as without the failed pass over all 4 before."""
    request = request_of(batch=4)
    loss = build_loss([("cross-entropy", 1.0, {})], n_classes=3, activation="softmax")

    def network() -> nn.Module:
        torch.manual_seed(2)
        return nn.Sequential(nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.Conv2d(4, 3, 1), nn.Upsample((8, 8)))

    failing = Stepper(request, learner_of(Limited(network(), 2, ERRORS[0]), request.recipe), loss, None, lambda _: None)
    known = Stepper(request, learner_of(network(), request.recipe), loss, None)
    known.learner.micro_batch = 2
    for each in (failing, known):
        each.step(batch_of(4), request.recipe)
    ours, theirs = failing.learner.network.network.state_dict(), known.learner.network.state_dict()  # type: ignore[union-attr]  # wrapped
    assert {name: value.tolist() for name, value in ours.items()} == {n: value.tolist() for n, value in theirs.items()}
    assert int(ours["1.num_batches_tracked"]) == 2


@pytest.mark.parametrize("balances", [False, True])
def test_teachers_answers_in_parts_are_those_of_the_whole_batch(balances: bool):
    request = request_of(batch=5)
    loss = build_loss([("cross-entropy", 1.0, {})], n_classes=3, activation="softmax")
    torch.manual_seed(9)
    teachers = Teachers(
        [nn.Conv2d(1, 3, 1)], ["t"], replace(request.recipe, distil_share=0.3, distil_balances=balances)
    )
    steppers = [Stepper(request, learner_of(plain_network(), request.recipe), loss, teachers) for _ in range(2)]
    steppers[1].learner.micro_batch = 2
    wanted, got = (each.step(batch_of(5), request.recipe) for each in steppers)
    assert got.terms == pytest.approx(wanted.terms, rel=1e-5)
    assert list(got.terms) == ["cross-entropy", "teachers"]
    assert sum(got.terms.values()) == pytest.approx(got.loss, rel=1e-5)
    for ours, theirs in zip(*(each.learner.network.parameters() for each in steppers), strict=True):
        assert torch.allclose(ours, theirs, rtol=1e-4, atol=1e-5)


def test_where_not_one_view_fits_the_run_ends_in_words():
    request = request_of(batch=2)
    loss = build_loss([("cross-entropy", 1.0, {})], n_classes=3, activation="softmax")
    stepper = Stepper(request, learner_of(Limited(plain_network(), 0, ERRORS[0]), request.recipe), loss, None)
    with pytest.raises(TrainingError) as caught:
        stepper.step(batch_of(2), request.recipe)
    assert caught.value.message.code is Code.TRAINING_TOO_LARGE


def test_another_error_is_no_lack_of_memory():
    assert not any(map(is_out_of_memory, (RuntimeError("shapes differ"), ValueError("out of memory"), OSError(12, ""))))
    request = request_of(batch=2)
    loss = build_loss([("cross-entropy", 1.0, {})], n_classes=3, activation="softmax")
    failing = Limited(plain_network(), 1, RuntimeError("shapes differ"))
    stepper = Stepper(request, learner_of(failing, request.recipe), loss, None)
    with pytest.raises(RuntimeError, match="shapes differ"):
        stepper.step(batch_of(2), request.recipe)
    assert failing.seen == [2]


def test_a_batch_without_numbers_changes_nothing_and_many_in_a_row_end_the_run(monkeypatch: pytest.MonkeyPatch):
    """Nor what norms have counted of it, which would be lost for good."""
    monkeypatch.setattr(stepping, "MAX_BROKEN", 3)
    request = request_of(batch=2)
    loss = build_loss([("cross-entropy", 1.0, {})], n_classes=3, activation="softmax")
    network = nn.Sequential(nn.Conv2d(1, 4, 3, padding=1), nn.BatchNorm2d(4), nn.Conv2d(4, 3, 1))
    stepper = Stepper(request, learner_of(network, request.recipe), loss, None)
    good, broken = batch_of(2), batch_of(2)
    broken.inputs[0, 0, 0, 0] = math.inf
    stepper.step(good, request.recipe)
    before = copy.deepcopy([network.state_dict(), stepper.learner.averaged.network.state_dict()])
    for _ in range(2):
        assert math.isnan(stepper.step(broken, request.recipe).loss)
    for state, now in zip(before, (network, stepper.learner.averaged.network), strict=True):
        assert all(torch.equal(value, now.state_dict()[name]) for name, value in state.items())
    assert (stepper.learner.step, stepper.learner.n_skipped) == (3, 2)
    stepper.step(good, request.recipe)
    assert stepper.learner.n_broken == 0
    stepper.step(broken, request.recipe)
    stepper.step(broken, request.recipe)
    with pytest.raises(TrainingError, match="the last 3 steps had no gradient that is a number"):
        stepper.step(broken, request.recipe)


# Whole runs


def run_of(tmp_path: Path, **changes: Any) -> RunFolder:
    folder = RunFolder(tmp_path / "run")
    folder.path.mkdir()
    recipe = replace(small_request(Path()).recipe, n_steps=3, batch=4)
    folder.write_request(small_request(small_version(tmp_path / "v").folder, recipe=recipe, **changes))
    return folder


def test_a_run_that_is_short_of_memory_says_so_in_progress_scores_and_card(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cards: list[ModelCard]
):
    """Validated frames go one by one then."""

    def refuse(module: nn.Module, inputs: tuple[Tensor]) -> None:
        if len(inputs[0]) > (2 if module.training else 1):
            raise ERRORS[0]

    def small(*arguments: Any) -> nn.Module:
        network = build_network(*arguments)
        network.encoder_hook = network.register_forward_pre_hook(refuse)  # type: ignore[assignment]  # a handle, kept with it
        return network

    monkeypatch.setattr(learner, "build_network", small)
    noted = loop.export_and_compare

    def without_limit(candidate: Any, *arguments: Any) -> Any:
        candidate.network._forward_pre_hooks.clear()  # noqa: SLF001  golden tiles are answered all at once
        return noted(candidate, *arguments)

    monkeypatch.setattr(loop, "export_and_compare", without_limit)
    folder = run_of(tmp_path)
    assert loop.train(folder.read_request(), folder) == "done"
    run = read_run(folder)
    assert run.notice.startswith("computes each batch in 2 parts of 2, as memory is too small for it at once")
    assert [line.n_parts for line in run.lines if line.loss is not None] == [2]
    assert json.loads(folder.scores_file.read_text())["batches"] == "in 2 parts of 2"
    assert ["each batch in 2 parts of 2" in card.notes for card in cards] == [True]
    assert load_checkpoint(folder.last_checkpoint)["micro_batch"] == 2


def test_the_trial_halves_what_is_computed_at_once_where_none_of_its_ways_has_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    tried: list[int] = []

    class Child:
        """What ``InChild`` is to the trial, out of memory with more than one view."""

        def __init__(self, task: Any, look: Any, clock_s: Any) -> None:
            self.n = len(task.batch[0])

        def __enter__(self) -> Child:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def __call__(self, setup: Setup, best_s: float) -> Any:
            tried.append(self.n)
            if self.n > 1:
                raise MemoryError
            return settling_measured

    def fastest(measure: Measure, setups: Any) -> tuple[Setup, tuple[Tried, ...]]:
        return real_fastest(measure, setups)

    from training import trial

    real_fastest, settling_measured = trial.fastest, trial.Measured(1.0, 1.0, torch.ones(1).numpy())
    monkeypatch.setattr(settling, "fastest", fastest)
    monkeypatch.setattr(settling, "InChild", Child)
    monkeypatch.setattr(loop, "_score_and_export", lambda *_: None)
    folder = run_of(tmp_path)
    assert loop.train(folder.read_request(), folder) == "done"
    assert list(dict.fromkeys(tried)) == [4, 2, 1]
    line = next(line for line in folder.progress() if line.trial)
    assert line.seconds_left == 12  # 3 steps of 4 parts of a second
    assert load_checkpoint(folder.last_checkpoint)["micro_batch"] == 1
