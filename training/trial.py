"""How this PC computes a step fastest, found out by a few steps each way before a run begins.

    StepTask in a process of its own  +  Setups  ->  the fastest that agrees with 32 bits, and what each took

A processor without instructions for bf16 computes such a step six times as slowly as one in 32 bits, and depthwise
layers a minute long; one that has them is twice as fast. The name of a processor does not tell. Nor does it tell which
way ends the program: the library below PyTorch has kernels that do on some processors (docs/decisions/0019). So steps
are tried in another process, and one that crashes or hangs is a fault of its setup.
"""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from inspector.core.cores import usable_cores
from inspector.runs.request import Precision
from training.children import Child, ChildLost
from training.device import Device, prepare
from training.losses import Loss
from training.memory import is_out_of_memory

N_TIMED = 2
HOPELESS = 3.0  # so many times the best step so far: a setup is given up after its first
LOSS_TOLERANCE = 0.02  # of the loss in 32 bits
MIN_COSINE = 0.95  # between the gradient and that of 32 bits
FIRST_LIMIT_S = 900.0  # for the steps of the first setup, nothing being known of this PC yet, and for PyTorch's import
HANGS = 20.0  # so many times the best step so far a later setup may take for each of its steps
MIN_LIMIT_S = 60.0
_F16_SCALES = (2.0**16, 2.0**8, 1.0)  # of the loss, the first with which no gradient runs over


class Layout(StrEnum):
    """How pictures lie in memory."""

    CHANNELS_LAST = "channels last"
    CONTIGUOUS = "contiguous"

    @property
    def memory_format(self) -> torch.memory_format:
        return torch.channels_last if self is Layout.CHANNELS_LAST else torch.contiguous_format


@dataclass(frozen=True, slots=True)
class Setup:
    """How a step is computed, not what."""

    precision: Precision
    n_threads: int
    layout: Layout = Layout.CHANNELS_LAST

    def to_values(self) -> list[str | int]:
        return [self.precision.value, self.n_threads, self.layout.value]

    @classmethod
    def from_values(cls, values: Sequence[str | int]) -> Setup:
        """Older checkpoints tell no layout."""
        precision, n_threads, *layout = values
        return cls(Precision(str(precision)), int(n_threads), *(Layout(str(name)) for name in layout))

    def __str__(self) -> str:
        threads = f" on {self.n_threads} threads" if self.n_threads > 1 else ""
        return self.precision.value + (", contiguous" if self.layout is Layout.CONTIGUOUS else "") + threads


@dataclass(frozen=True, slots=True)
class Tried:
    setup: Setup
    step_s: float  # the fastest of the timed steps; of one that was given up, its first; infinite where there was none
    fault: str = ""  # why it is not taken, whatever its time
    is_memory: bool = False  # the fault: there was too little, perhaps

    def __str__(self) -> str:
        took = f"{self.setup} {self.step_s:.2g} s a step" if math.isfinite(self.step_s) else str(self.setup)
        return took + (f" ({self.fault})" if self.fault else "")


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """What a setup did."""

    step_s: float
    loss: float  # of its first step, as is the gradient
    gradient: npt.NDArray[np.float32]  # of all parameters, flat


Measure = Callable[[Setup, float], Measured]  # a setup, and the best step so far in seconds; raises ChildLost


class NothingWorks(ValueError):  # noqa: N818  what was tried tells why
    """No way to compute a step."""

    def __init__(self, tried: Sequence[Tried]) -> None:
        super().__init__(
            f"no way to compute a step works on this PC: {'; '.join(map(str, tried))}. "
            "A smaller batch or view, another network or another device may"
        )
        self.is_memory = any(one.is_memory for one in tried)


class StepTask(Protocol):
    """What a step is made of; can be pickled."""

    @property
    def device(self) -> Device: ...

    def network(self) -> nn.Module:
        """On the device."""
        ...

    def loss(self) -> Loss: ...

    @property
    def batch(self) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.uint8]]:
        """Inputs (N, C, H, W) and targets (N, H, W)."""
        ...


def possible_setups(device: Device, n_threads: int) -> tuple[Setup, ...]:
    """Those to try, 32 bits first. A precision or number of threads that was asked for is the only one; 0: none was."""
    n_cores = usable_cores()
    # Two threads of one core share its arithmetic; whether half of them do better is for the trial to say.
    threads = [n_threads] if n_threads else [n_cores, n_cores // 2] if not device.is_gpu and n_cores >= 4 else [n_cores]
    if device.precision is not Precision.AUTO:
        return tuple(Setup(device.precision, n) for n in threads)
    narrow = Setup(device.narrow, threads[0])
    return (Setup(Precision.F32, threads[0]), narrow, *(Setup(Precision.F32, n) for n in threads[1:]))


def instead_of(setup: Setup) -> tuple[Setup, ...]:
    """What to try where the first setup crashes or hangs: the plainest ways there are, one after the other."""
    plain = replace(setup, layout=Layout.CONTIGUOUS)
    return (plain, replace(plain, n_threads=1)) if setup.n_threads > 1 else (plain,)


def fastest(measure: Measure, setups: Sequence[Setup]) -> tuple[Setup, tuple[Tried, ...]]:
    """The first of ``setups`` that computes at all is held to be right: the others must have its loss and gradient,
    within ``LOSS_TOLERANCE`` and ``MIN_COSINE``. Raises NothingWorks."""
    tried: list[Tried] = []
    right: Measured | None = None
    left = list(setups)
    while left:
        setup = left.pop(0)
        best_s = min((one.step_s for one in tried if not one.fault), default=math.inf)
        try:
            measured = measure(setup, best_s)
        except ChildLost as lost:
            tried.append(Tried(setup, math.inf, f"its process {lost}", lost.is_killed))
        except (RuntimeError, MemoryError) as error:  # of PyTorch: out of memory, nothing of the kind on this device
            fault = str(error).partition("\n")[0] or "it failed without a word"
            tried.append(Tried(setup, math.inf, fault, is_out_of_memory(error)))
        else:
            # There is nothing to take instead of the first, whatever its numbers.
            tried.append(Tried(setup, measured.step_s, "" if right is None else _fault(measured, right)))
            right = right or measured
            continue
        if len(tried) == 1:
            left[:0] = instead_of(setup)
    usable = [one for one in tried if not one.fault]
    if not usable:
        raise NothingWorks(tried)
    return min(usable, key=lambda one: one.step_s).setup, tuple(tried)


class InChild:
    """Measures setups in a process of its own, begun anew after each that it does not survive. ``look`` is called every
    second of it and may raise; how long each may take is told by ``clock_s``."""

    def __init__(
        self, task: StepTask, look: Callable[[], None] = lambda: None, clock_s: Callable[[], float] = time.monotonic
    ) -> None:
        self._task, self._look, self._clock_s = task, look, clock_s
        self._child: Child | None = None

    def __enter__(self) -> InChild:
        return self

    def __exit__(self, *_: object) -> None:
        if self._child is not None:
            self._child.end()

    def __call__(self, setup: Setup, best_s: float) -> Measured:
        """Raises ChildLost, or RuntimeError where PyTorch refuses."""
        limit_s = FIRST_LIMIT_S if math.isinf(best_s) else max(MIN_LIMIT_S, HANGS * best_s * (1 + N_TIMED))
        try:
            if self._child is None:
                self._child = Child(measuring, self._task, "tries steps")
            self._child.ask((setup, best_s))
            measured: Measured = self._child.answer(limit_s, self._look, self._clock_s)
            return measured
        except ChildLost:
            if self._child is not None:  # else it ended before it was asked
                self._child.end()
                self._child = None
            raise


def measuring(task: StepTask) -> Callable[[tuple[Setup, float]], Measured]:
    """In the child: what answers it."""
    prepare(task.device.torch_device)
    network, loss_of, (inputs, targets) = task.network(), task.loss(), task.batch

    def answer(question: tuple[Setup, float]) -> Measured:
        return measured(network, torch.from_numpy(inputs), torch.from_numpy(targets), loss_of, task.device, *question)

    return answer


def measured(
    network: nn.Module, inputs: Tensor, targets: Tensor, loss_of: Loss, device: Device, setup: Setup, best_s: float
) -> Measured:
    """Steps of a copy of the network, which lies on the device; no generator of random numbers is moved."""
    network = copy.deepcopy(network).to(memory_format=setup.layout.memory_format).train()
    inputs = inputs.to(device.torch_device, memory_format=setup.layout.memory_format)
    targets = targets.to(device.torch_device).long()
    as_tried = replace(device, precision=setup.precision)
    threads_before = torch.get_num_threads()
    torch.set_num_threads(setup.n_threads)
    try:
        gpus = [device.torch_device] if device.is_gpu else []
        if device.is_gpu:  # its libraries load and look for the fastest kernels in the first step of a size
            with torch.random.fork_rng(gpus):
                _step(network, inputs, targets, loss_of, as_tried)
        with torch.random.fork_rng(gpus):
            loss, gradient, first_s = _first_step(network, inputs, targets, loss_of, as_tried)
            if first_s > HOPELESS * best_s:
                return Measured(first_s, loss, gradient)
            times = [_step(network, inputs, targets, loss_of, as_tried)[1] for _ in range(N_TIMED)]
    finally:
        torch.set_num_threads(threads_before)
    return Measured(min(times), loss, gradient)


def _first_step(
    network: nn.Module, inputs: Tensor, targets: Tensor, loss_of: Loss, device: Device
) -> tuple[float, npt.NDArray[np.float32], float]:
    """Loss, gradient and seconds."""
    for scale in _F16_SCALES if device.precision is Precision.F16 else (1.0,):
        loss, first_s = _step(network, inputs, targets, loss_of, device, scale)
        gradients = [p.grad.detach().float().flatten() / scale for p in network.parameters() if p.grad is not None]
        gradient = torch.cat(gradients).cpu().numpy() if gradients else np.empty(0, np.float32)
        if np.isfinite(gradient).all():
            break
    return loss, gradient, first_s


def _step(
    network: nn.Module, inputs: Tensor, targets: Tensor, loss_of: Loss, device: Device, scale: float = 1.0
) -> tuple[float, float]:
    """Loss and seconds; the gradient, ``scale`` times, stays with the parameters."""
    network.zero_grad(set_to_none=True)
    began_s = time.perf_counter()
    with device.autocast():
        maps = network(inputs)
    loss = loss_of(maps, targets)
    (loss * scale).backward()  # type: ignore[no-untyped-call]
    device.wait()
    return float(loss.detach()), time.perf_counter() - began_s


def _fault(found: Measured, right: Measured) -> str:
    if not math.isfinite(found.loss) or not np.isfinite(found.gradient).all():
        return "its numbers run over"
    if abs(found.loss - right.loss) > LOSS_TOLERANCE * max(abs(right.loss), 1e-6):
        return f"its loss is {found.loss:.4g}, in 32 bits {right.loss:.4g}"
    cosine = _cosine(found.gradient, right.gradient)
    return f"its gradient points elsewhere, cosine {cosine:.3f}" if not cosine >= MIN_COSINE else ""


def _cosine(one: npt.NDArray[np.float32], other: npt.NDArray[np.float32]) -> float:
    """1 where the other is nothing: then no direction is right."""
    lengths = float(np.linalg.norm(one)) * float(np.linalg.norm(other))
    if not other.any():
        return 1.0
    return float(np.dot(one, other)) / lengths if lengths else 0.0
