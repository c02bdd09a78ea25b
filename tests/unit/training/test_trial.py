"""The steps before a run that tell how this PC computes one: what may be taken, what is taken, what it leaves alone."""

from __future__ import annotations

import copy
import math
import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from training_samples import small_request, small_version

from inspector.runs.folder import RunFolder
from inspector.runs.request import Precision
from training import loop, settling
from training.checkpoints import load_checkpoint
from training.device import Device, narrow_on_gpu
from training.trial import Layout, Setup, Tried, fastest, measured, possible_setups

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
    monkeypatch.setattr(os, "cpu_count", lambda: n_cores)
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
    folder.ask_to_stop()  # heard after each step
    loop.train(request, folder)
    loop.train(request, folder)
    state = load_checkpoint(folder.last_checkpoint)
    assert (state["step"], state["setup"], state["computed_on"]) == (2, ["bf16", 1, "channels last"], ["CPU, bf16"])
    assert len(n_trials) == 1
    monkeypatch.setattr(os, "cpu_count", lambda: 64)
    loop.train(request, folder)
    assert load_checkpoint(folder.last_checkpoint)["step"] == 3
    assert len(n_trials) == 2
