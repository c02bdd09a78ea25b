"""A training step by two processes of one thread each, beside the same step by one process of two threads.

Both are steps of plain-net-m on the same batch of noise, as a run makes them, in turns on the same cores. Several
processes are there for several GPUs; on a CPU this tells what the sharing costs.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import torch
import torch.distributed as dist

from inspector.core.cores import usable_cores
from inspector.runs.request import DatasetShare, Precision, Recipe, RunRequest
from tests.benchmarks.result import Figure
from training.device import Device
from training.distributed import ALONE, Ranks
from training.learner import Learner, build_network
from training.losses import build_loss
from training.optimising import AveragedWeights, optimiser_of
from training.stepping import Stepper
from training.synced_norms import sync_norms
from training.tensors import TensorBatch

N_RANKS, N_CLASSES, N_TURNS, N_STEPS = 2, 5, 5, 1
LIMIT_S = 550


def run() -> Figure:
    with tempfile.TemporaryDirectory() as folder:
        ranks = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.benchmarks.bench_ranks", str(rank), str(Path(folder) / "store")],
                stdout=subprocess.PIPE, text=True, env=os.environ | {"GLOO_SOCKET_IFNAME": "lo"},
            )
            for rank in range(N_RANKS)
        ]  # fmt: skip
        told, *_ = [process.communicate(timeout=LIMIT_S)[0] for process in ranks]
    together, alone, apart = (statistics.median(times) for times in json.loads(told))
    name = "a step by 2 processes of 1 thread / by 1 of 2 threads"
    detail = (
        f"plain-net-m, 16 views of 224 px: {together:.2f} s together, {alone:.2f} s alone; half of them alone on 1 "
        f"thread {apart:.2f} s; {usable_cores()} cores"
    )
    return Figure(name, together / alone, "at most 1.3", together <= 1.3 * alone, detail)


def _stepper(ranks: Ranks) -> tuple[Stepper, Recipe]:
    recipe = Recipe(precision=Precision.F32)
    request = RunRequest("bench", (DatasetShare("none", 1.0),), "plain-net-m", "bench", "1", recipe=recipe)
    torch.manual_seed(1)
    network = build_network(request, N_CLASSES)
    averaged = AveragedWeights(network, recipe.ema_decay)
    device = Device(torch.device("cpu"), "CPU", Precision.F32)
    learner = Learner(network, averaged, optimiser_of(network, recipe), device, "", (), ranks=ranks)
    sync_norms(network, ranks)
    terms = [(term.name, term.weight, term.options) for term in recipe.loss]
    return Stepper(request, learner, build_loss(terms, n_classes=N_CLASSES, activation="softmax"), None), recipe


def _measure(ranks: Ranks) -> tuple[list[float], list[float], list[float]]:
    """Seconds of a step: together; alone with all threads; of half the batch, alone on one thread. The other rank waits
    while the first one computes alone."""
    together, alone = _stepper(ranks), _stepper(ALONE)
    generator = torch.Generator().manual_seed(2)
    batch = TensorBatch(
        torch.randn(16, 1, 224, 224, generator=generator),
        torch.randint(N_CLASSES, (16, 224, 224), generator=generator, dtype=torch.uint8), (),
    )  # fmt: skip
    half = batch.parts(2)[0]

    def step_s(stepper: tuple[Stepper, Recipe], of: TensorBatch, n_threads: int) -> float:
        torch.set_num_threads(n_threads)
        began_s = time.perf_counter()
        for _ in range(N_STEPS):
            stepper[0].step(of, stepper[1])
        return (time.perf_counter() - began_s) / N_STEPS

    times: tuple[list[float], list[float], list[float]] = ([], [], [])
    for turn in range(1 + N_TURNS):  # the first makes memory and threads
        ranks.told(turn)
        taken = [step_s(together, batch, 1)]
        if ranks.is_first:
            taken += [step_s(alone, batch, N_RANKS), step_s(alone, half, 1)]
            for of_kind, one in zip(times, taken if turn else [], strict=False):
                of_kind.append(one)
    return times


if __name__ == "__main__":
    rank = int(sys.argv[1])
    dist.init_process_group("gloo", store=dist.FileStore(sys.argv[2], N_RANKS), rank=rank, world_size=N_RANKS)
    found = _measure(Ranks(rank, N_RANKS, N_RANKS, rank))
    sys.stdout.write(json.dumps(found))
