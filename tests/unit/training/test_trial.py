"""The steps before a run that tell how this PC computes one: what may be taken, what is taken, what it leaves alone."""

from __future__ import annotations

import copy
import math
import os
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from training_samples import small_request, small_version

from inspector.runs.control import Control
from inspector.runs.folder import RunFolder
from inspector.runs.request import Precision
from training import children, learner, loop, pace, settling, trial
from training.checkpoints import load_checkpoint
from training.children import ChildLost
from training.data import open_data
from training.device import Device, narrow_on_gpu
from training.distilling import Teachers
from training.learner import new_or_resumed
from training.losses import build_loss
from training.stepping import Stepper
from training.tensors import TensorBatch
from training.trial import InChild, Layout, Setup, Tried, fastest, instead_of, measured, possible_setups

pytestmark = pytest.mark.usefixtures("quick_children")

CPU = Device(torch.device("cpu"), "CPU", Precision.AUTO)
F32, BF16 = Setup(Precision.F32, 1), Setup(Precision.BF16, 1)


class Pausing(nn.Module):
    """A convolution whose step takes as long as it is told for the numbers it computes in."""

    def __init__(self, pauses_s: dict[torch.dtype, float], change: Callable[[Tensor], Tensor] = lambda x: x) -> None:
        super().__init__()
        self.conv = nn.Conv2d(1, 2, 3, padding=1)
        self.pauses_s, self.change = pauses_s, change
        self.steps: list[torch.dtype] = []

    def __deepcopy__(self, memo: dict[int, Any]) -> Pausing:
        copied = Pausing(self.pauses_s, self.change)
        copied.load_state_dict(self.state_dict())
        copied.steps = self.steps
        return copied

    def forward(self, x: Tensor) -> Tensor:
        y = self.conv(x)
        self.steps.append(y.dtype)
        time.sleep(self.pauses_s[y.dtype])
        return self.change(y) if y.dtype is torch.bfloat16 else y


def loss_of(maps: Any, targets: Tensor) -> Tensor:
    return nn.functional.cross_entropy(maps.float(), targets)


def tried(network: nn.Module, *setups: Setup) -> tuple[Setup, tuple[Tried, ...]]:
    torch.manual_seed(1)
    inputs, targets = torch.randn(2, 1, 16, 16), torch.randint(0, 2, (2, 16, 16))
    return fastest(lambda *how: measured(network, inputs, targets, loss_of, CPU, *how), setups)


@pytest.mark.parametrize(("narrow_s", "taken"), [(0.0, BF16), (0.2, F32)])
def test_the_fastest_is_taken(narrow_s: float, taken: Setup):
    chosen, all_tried = tried(Pausing({torch.float32: 0.1, torch.bfloat16: narrow_s}), F32, BF16)
    assert chosen == taken
    assert [one.setup for one in all_tried] == [F32, BF16]
    assert not any(one.fault for one in all_tried)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda y: y * float("nan"), "its numbers run over"),
        (lambda y: y + torch.tensor([3.0, -3.0])[:, None, None], "its loss is"),
        (lambda y: y.detach() + 1e-3 * (y.detach() - y), "its gradient points elsewhere, cosine -1.000"),
    ],
)
def test_what_is_fast_and_other_is_not_taken(change: Callable[[Tensor], Tensor], fault: str):
    chosen, all_tried = tried(Pausing({torch.float32: 0.05, torch.bfloat16: 0.0}, change), F32, BF16)
    assert chosen == F32
    assert all_tried[1].fault.startswith(fault)
    assert fault in str(all_tried[1])


def test_a_hopeless_one_is_given_up_after_its_first_step():
    network = Pausing({torch.float32: 0.02, torch.bfloat16: 1.0})
    tried(network, F32, BF16)
    assert network.steps == [torch.float32] * 3 + [torch.bfloat16]


def test_it_leaves_no_trace():
    network = nn.Sequential(nn.Conv2d(1, 2, 3, padding=1), nn.BatchNorm2d(2), nn.Dropout(0.5))
    before, n_threads = copy.deepcopy(network.state_dict()), torch.get_num_threads()
    torch.manual_seed(1)
    inputs, targets = torch.randn(2, 1, 16, 16), torch.randint(0, 2, (2, 16, 16))
    random_before = torch.get_rng_state()
    for setup in (F32, BF16, Setup(Precision.F32, 2, Layout.CONTIGUOUS)):
        measured(network, inputs, targets, loss_of, CPU, setup, math.inf)
    assert torch.equal(torch.get_rng_state(), random_before)
    assert torch.get_num_threads() == n_threads
    assert all(torch.equal(before[name], value) for name, value in network.state_dict().items())
    assert all(parameter.grad is None for parameter in network.parameters())


@pytest.mark.parametrize(
    ("n_cores", "n_threads", "precision", "possible"),
    [
        (2, 0, Precision.AUTO, [("f32", 2), ("bf16", 2)]),
        (8, 0, Precision.AUTO, [("f32", 8), ("bf16", 8), ("f32", 4)]),
        (8, 3, Precision.AUTO, [("f32", 3), ("bf16", 3)]),
        (2, 0, Precision.BF16, [("bf16", 2)]),
        (8, 0, Precision.F32, [("f32", 8), ("f32", 4)]),
    ],
)
def test_what_is_possible(
    n_cores: int, n_threads: int, precision: Precision, possible: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(trial, "usable_cores", lambda: n_cores)
    found = possible_setups(replace(CPU, precision=precision), n_threads)
    assert [(one.precision.value, one.n_threads) for one in found] == possible


def test_a_gpu_that_emulates_bf16_is_asked_for_f16():
    gpu = Device(torch.device("cuda", 0), "NVIDIA", Precision.AUTO, narrow_on_gpu((7, 5)))
    assert [one.precision for one in possible_setups(gpu, 0)] == [Precision.F32, Precision.F16]


def request_of(folder: Path, **changes: Any) -> Any:
    request = small_request(small_version(folder / "version").folder, **changes)
    return replace(request, recipe=replace(request.recipe, precision=Precision.AUTO))


def test_a_run_says_what_was_tried_and_how_long_it_will_take_before_its_first_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    took = (Tried(F32, 2.0), Tried(BF16, 12.0))
    monkeypatch.setattr(settling, "fastest", lambda *_: (F32, took))
    monkeypatch.setattr(loop, "_score_and_export", lambda *_: None)
    folder = RunFolder(tmp_path / "run")
    folder.path.mkdir()
    loop.train(request_of(tmp_path, n_steps=6), folder)
    lines = [line for line in folder.progress() if line.trial]
    assert [(line.trial, line.seconds_left) for line in lines] == [(("f32 2 s a step, taken", "bf16 12 s a step"), 12)]


def test_a_run_that_goes_on_computes_as_before_and_tries_again_on_another_pc(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    n_trials = []

    def counted(*arguments: Any) -> tuple[Setup, tuple[Tried, ...]]:
        n_trials.append(1)
        return BF16, (Tried(F32, 2.0), Tried(BF16, 1.0))

    monkeypatch.setattr(settling, "fastest", counted)
    monkeypatch.setattr(loop, "_score_and_export", lambda *_: None)
    folder = RunFolder(tmp_path / "run")
    folder.path.mkdir()
    request = request_of(tmp_path, n_steps=6)
    folder.ask(Control.STOP)  # heard after each step
    loop.train(request, folder)
    loop.train(request, folder)
    state = load_checkpoint(folder.last_checkpoint)
    assert (state["step"], state["setup"], state["computed_on"]) == (2, ["bf16", 1, "channels last"], ["CPU, bf16"])
    assert len(n_trials) == 1
    monkeypatch.setattr(learner, "usable_cores", lambda: 64)
    loop.train(request, folder)
    assert load_checkpoint(folder.last_checkpoint)["step"] == 3
    assert len(n_trials) == 2


@pytest.mark.timeout(600)
def test_a_stop_is_heard_while_steps_are_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(settling, "fastest", fastest)
    monkeypatch.setattr(children, "_LOOKS_S", 0.01)
    folder = RunFolder(tmp_path / "run")
    folder.path.mkdir()
    folder.ask(Control.STOP)
    assert loop.train(request_of(tmp_path, network="plain-net-s"), folder) == "stopped"
    assert (folder.progress()[-1].state, folder.progress()[-1].step) == ("stopped", 0)
    assert not folder.last_checkpoint.exists()


@pytest.mark.usefixtures("cards")
def test_the_time_left_counts_what_teachers_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A tenth of a second a step more than the trial knows of."""

    class Slow(nn.Conv2d):
        def forward(self, x: Tensor) -> Tensor:
            time.sleep(0.1)  # the slowness that is to be counted
            return super().forward(x)

    request = request_of(tmp_path, n_steps=100)
    teachers = Teachers([Slow(1, 3, 1)], ["slow"], request.recipe)
    monkeypatch.setattr(settling, "fastest", lambda *_: (F32, (Tried(F32, 2.0),)))
    monkeypatch.setattr(loop, "teachers_of", lambda *_: teachers)
    monkeypatch.setattr(loop, "learn", lambda run, learner, taught: settling.settle(
        run, learner, TensorBatch(torch.zeros(2, 1, 8, 8), torch.zeros(2, 8, 8, dtype=torch.uint8), ()), taught
    ))  # fmt: skip
    folder = RunFolder(tmp_path / "run")
    folder.path.mkdir()
    loop.train(request, folder)
    (left_s,) = [line.seconds_left for line in folder.progress() if line.trial]
    assert left_s is not None
    assert left_s >= 210


def test_the_first_step_on_a_gpu_is_not_timed(monkeypatch: pytest.MonkeyPatch):
    """Of a CPU that passes for one: its random numbers, which only a GPU has, stay out of it."""

    class Gpu(Device):
        is_gpu = True

        def wait(self) -> None:
            pass

    kept = torch.random.fork_rng
    monkeypatch.setattr(torch.random, "fork_rng", lambda _devices: kept([]))
    torch.manual_seed(1)
    network = Pausing({torch.float32: 0.0})
    inputs, targets = torch.randn(2, 1, 16, 16), torch.randint(0, 2, (2, 16, 16))
    found = [
        measured(network, inputs, targets, loss_of, kind(torch.device("cpu"), "", Precision.F32), F32, math.inf)
        for kind in (Device, Gpu)
    ]
    assert len(network.steps) == 3 + 4
    assert found[0].loss == found[1].loss
    assert np.array_equal(found[0].gradient, found[1].gradient)


PLAIN = Setup(Precision.F32, 2, Layout.CONTIGUOUS)


def test_where_the_first_way_is_lost_the_plainest_ones_are_tried_next_and_judge_the_others():
    crashing, good = {Setup(Precision.F32, 2), PLAIN}, measured(
        nn.Conv2d(1, 2, 1), torch.ones(1, 1, 4, 4), torch.zeros(1, 4, 4), loss_of, CPU, F32, math.inf
    )  # fmt: skip

    def measure(setup: Setup, best_s: float) -> Any:
        if setup in crashing:
            raise ChildLost("was ended by SIGSEGV")
        return replace(good, step_s=0.1, loss=good.loss + (1.0 if setup.precision is Precision.BF16 else 0.0))

    chosen, all_tried = fastest(measure, (Setup(Precision.F32, 2), Setup(Precision.BF16, 2)))
    assert chosen == Setup(Precision.F32, 1, Layout.CONTIGUOUS)
    assert list(map(str, all_tried[:3])) == [
        "f32 on 2 threads (its process was ended by SIGSEGV)",
        "f32, contiguous on 2 threads (its process was ended by SIGSEGV)",
        "f32, contiguous 0.1 s a step",
    ]
    assert all_tried[3].fault.startswith("its loss is")


def test_a_pc_on_which_no_way_works_is_told_so():
    def measure(setup: Setup, best_s: float) -> Any:
        raise RuntimeError("out of memory. Tried to allocate 2 GiB\nand a page more")

    with pytest.raises(
        ValueError, match=r"no way .* works on this PC: f32 \(out of memory. Tried to allocate 2 GiB\);"
    ):
        fastest(measure, (F32, BF16))


class Ending(nn.Conv2d):
    """Ends its process in the backward pass of pictures with channels last, as a kernel of oneDNN does."""

    def forward(self, x: Tensor) -> Tensor:
        y = super().forward(x)
        if y.is_contiguous(memory_format=torch.channels_last):
            y.register_hook(lambda _: os.kill(os.getpid(), signal.SIGSEGV))
        return y


class EndingTask:
    device = CPU
    batch = np.ones((2, 1, 8, 8), np.float32), np.ones((2, 8, 8), np.uint8)

    def network(self) -> nn.Module:
        torch.manual_seed(1)
        return Ending(1, 4, 3, padding=1)

    def loss(self) -> Any:
        return loss_of


@pytest.mark.timeout(600)  # two processes that import PyTorch
def test_a_step_that_ends_its_process_does_not_end_the_trial():
    with InChild(EndingTask()) as measure:
        chosen, all_tried = fastest(measure, (F32,))
    assert (chosen,) == instead_of(F32)
    assert [one.fault for one in all_tried] == ["its process was ended by SIGSEGV", ""]


@pytest.mark.timeout(600)
def test_a_run_tries_its_own_steps_in_another_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """As the run computes them: the loss that the trial found is that of the first step."""
    found = []

    def noting(measure: Any, setups: Any) -> Any:
        found.append(measure(setups[0], math.inf))
        return setups[0], (Tried(setups[0], 1.0),)

    monkeypatch.setattr(settling, "fastest", noting)
    monkeypatch.setattr(pace, "REPORT_EVERY", 1)
    monkeypatch.setattr(loop, "_score_and_export", lambda *_: None)
    folder = RunFolder(tmp_path / "run")
    folder.path.mkdir()
    loop.train(request_of(tmp_path, n_steps=2, network="plain-net-s"), folder)
    first = next(line.loss for line in folder.progress() if line.loss is not None)
    assert found[0].loss == pytest.approx(first, abs=2e-4)
    assert found[0].gradient.any()


@pytest.mark.parametrize("precision", [Precision.F32, Precision.F16])
def test_a_change_of_layout_changes_no_number_that_is_learned(tmp_path: Path, precision: Precision):
    """Weights, what the optimiser keeps of them and their average change their layout together: fused steps would mix
    up their numbers without a word. In f16 the scale of the loss goes on too."""
    request = replace(request_of(tmp_path, n_steps=6), network="plain-net-s")
    data, device = open_data(request, tmp_path), replace(CPU, precision=precision)
    batch = TensorBatch(torch.randn(2, 1, 64, 64), torch.randint(0, 3, (2, 64, 64), dtype=torch.uint8), ())
    n_classes = len(data.class_names)
    cross_entropy = build_loss([("cross-entropy", 1.0, {})], n_classes=n_classes, activation="softmax")

    def learned(layouts: list[Layout], folder: RunFolder) -> Any:
        torch.manual_seed(1)
        learner = new_or_resumed(request, folder, data, device)
        for layout in layouts:
            learner.settle(Setup(precision, 1, layout))
            stepper = Stepper(request, learner, cross_entropy, None)
            for _ in range(2):
                stepper.step(batch, request.recipe)
            learner.save(folder.last_checkpoint, request, data.ids)
            learner = new_or_resumed(request, folder, data, device)
        return load_checkpoint(folder.last_checkpoint)

    whole, changed = (
        learned(layouts, RunFolder(tmp_path / name))
        for name, layouts in (
            ("whole", [Layout.CHANNELS_LAST] * 2), ("changed", [Layout.CHANNELS_LAST, Layout.CONTIGUOUS])
        )
    )  # fmt: skip
    if precision is Precision.F16:  # whose rounding grows to any size in few steps
        assert whole["scaler"]["_growth_tracker"] + whole["n_skipped"] == 4
        return
    assert (whole["scaler"], whole["n_skipped"]) == ({}, 0)
    for part in ("network", "averaged"):
        differs = [
            name for name, value in whole[part].items()
            if not torch.allclose(value.float(), changed[part][name].float(), atol=1e-4)
        ]  # fmt: skip
        assert differs == []
