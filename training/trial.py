"""How this PC computes a step fastest, found out by a few steps each way before a run begins.

    network + one batch + Setups  ->  the fastest that agrees with 32 bits, and what each took

A processor without instructions for bf16 computes such a step six times as slowly as one in 32 bits, and depthwise
layers a minute long; one that has them is twice as fast. The name of a processor does not tell. A copy of the network
takes the steps, and no generator of random numbers is moved.
"""

from __future__ import annotations

import copy
import math
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from inspector.runs.request import Precision
from training.device import Device
from training.losses import Loss

N_TIMED = 2
HOPELESS = 3.0  # so many times the best step so far: a setup is given up after its first
LOSS_TOLERANCE = 0.02  # of the loss in 32 bits
MIN_COSINE = 0.95  # between the gradient and that of 32 bits


@dataclass(frozen=True, slots=True)
class Setup:
    """How a step is computed, not what."""

    precision: Precision
    n_threads: int

    def __str__(self) -> str:
        return f"{self.precision.value} on {self.n_threads} threads" if self.n_threads > 1 else self.precision.value


@dataclass(frozen=True, slots=True)
class Tried:
    setup: Setup
    step_s: float  # the fastest of the timed steps; of one that was given up, its first
    fault: str = ""  # why it is not taken, whatever its time

    def __str__(self) -> str:
        return f"{self.setup} {self.step_s:.2g} s a step" + (f" ({self.fault})" if self.fault else "")


def possible_setups(device: Device, n_threads: int) -> tuple[Setup, ...]:
    """Those to try, 32 bits first. A precision or number of threads that was asked for is the only one; 0: none was."""
    n_cores = os.cpu_count() or 1
    is_cpu = device.torch_device.type == "cpu"
    # Two threads of one core share its arithmetic; whether half of them do better is for the trial to say.
    threads = [n_threads] if n_threads else [n_cores, n_cores // 2] if is_cpu and n_cores >= 4 else [n_cores]
    if device.precision is not Precision.AUTO:
        return tuple(Setup(device.precision, n) for n in threads)
    narrow = [Setup(Precision.BF16, threads[0])] if device.may_try_bf16 else []
    return (Setup(Precision.F32, threads[0]), *narrow, *(Setup(Precision.F32, n) for n in threads[1:]))


def fastest(
    network: nn.Module, inputs: Tensor, targets: Tensor, loss_of: Loss, device: Device, setups: Sequence[Setup]
) -> tuple[Setup, tuple[Tried, ...]]:
    """``inputs`` (N, C, H, W) and ``targets`` (N, H, W) lie on the device. The first of ``setups`` is held to be right:
    the others must have its loss and gradient, within ``LOSS_TOLERANCE`` and ``MIN_COSINE``."""
    threads_before = torch.get_num_threads()
    devices = [device.torch_device] if device.torch_device.type == "cuda" else []
    tried: list[Tried] = []
    try:
        with torch.random.fork_rng(devices):
            right: tuple[float, Tensor] | None = None
            for setup in setups:
                torch.set_num_threads(setup.n_threads)
                best_s = min((one.step_s for one in tried if not one.fault), default=math.inf)
                step_s, loss, gradient = _timed(copy.deepcopy(network), inputs, targets, loss_of, device, setup, best_s)
                fault = _fault(loss, gradient, right)
                right = right or (loss, gradient)
                tried.append(
                    Tried(setup, step_s, fault if tried else "")
                )  # there is nothing to take instead of the first
    finally:
        torch.set_num_threads(threads_before)
    return min((one for one in tried if not one.fault), key=lambda one: one.step_s).setup, tuple(tried)


def _timed(
    network: nn.Module, inputs: Tensor, targets: Tensor, loss_of: Loss, device: Device, setup: Setup, best_s: float
) -> tuple[float, float, Tensor]:
    """Seconds of a step; the loss and the gradient of the first one, flat."""
    network.train()
    as_tried = replace(device, precision=setup.precision)
    times: list[float] = []
    loss_of_first, gradient = math.nan, torch.empty(0)
    for n in range(1 + N_TIMED):
        network.zero_grad(set_to_none=True)
        began_s = time.perf_counter()
        with as_tried.autocast():
            maps = network(inputs)
        loss = loss_of(maps, targets)
        loss.backward()  # type: ignore[no-untyped-call]
        if device.torch_device.type == "cuda":
            torch.cuda.synchronize(device.torch_device)
        times.append(time.perf_counter() - began_s)
        if n == 0:
            loss_of_first = float(loss.detach())
            gradient = torch.cat(
                [p.grad.detach().float().flatten() for p in network.parameters() if p.grad is not None]
            )
            if times[0] > HOPELESS * best_s:
                return times[0], loss_of_first, gradient
    return min(times[1:]), loss_of_first, gradient


def _fault(loss: float, gradient: Tensor, right: tuple[float, Tensor] | None) -> str:
    if not math.isfinite(loss) or not bool(torch.isfinite(gradient).all()):
        return "its numbers run over"
    if right is None:
        return ""
    if abs(loss - right[0]) > LOSS_TOLERANCE * max(abs(right[0]), 1e-6):
        return f"its loss is {loss:.4g}, in 32 bits {right[0]:.4g}"
    cosine = float(torch.nn.functional.cosine_similarity(gradient, right[1], dim=0))
    return f"its gradient points elsewhere, cosine {cosine:.3f}" if not cosine >= MIN_COSINE and right[1].any() else ""
