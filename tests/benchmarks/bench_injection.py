"""One injection into a frame of 256 x 256 on one thread, and what balancing in the loader costs a training step.

Frames are made up: rolled texture with blotches for defects of the sizes that magnetic tiles have. A step trains A-Net
on batches of 64 views; the loader's thread makes the next batch meanwhile. Steps with and without balancing take turns.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import partial

import cv2
import numpy as np
import numpy.typing as npt
import torch

import models
from inspector.core.balancing import BalanceMode, BalanceSettings
from inspector.datasets.balancing.balancer import Balancer, DonorFrame, donors_by_class
from inspector.datasets.version import Origin, Sample, Split
from inspector.runs.request import Augmentation, Balance, Recipe
from tests.benchmarks.result import Figure
from training.batches import Pool, batch_of_step
from training.data import FixedScale, LoadedFrame
from training.loading import BatchLoader
from training.losses import build_loss

NAMES = ("background", "blowhole", "break", "crack", "fray", "uneven")
SIDES = {1: (12, 12), 2: (60, 30), 3: (8, 70), 4: (110, 100), 5: (120, 130)}  # height, width of a defect
N = 200
STEPS = 6
BATCH = 64


def frame(rng: np.random.Generator, class_index: int) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    noise = rng.normal(0, 14, (256, 256)).astype(np.float32)
    pixels = np.asarray(cv2.blur(noise, (1, 15))) + 120 + rng.normal(0, 3, (256, 256))
    class_map = np.zeros((256, 256), np.uint8)
    if class_index:
        height, width = SIDES[class_index]
        centre = tuple(int(rng.integers(side // 2 + 2, 254 - side // 2)) for side in (width, height))
        cv2.ellipse(class_map, centre, (width // 2, height // 2), float(rng.uniform(-8, 8)), 0, 360, class_index, -1)
        pixels = np.where(class_map > 0, pixels - 40 + rng.normal(0, 6, (256, 256)), pixels)
    return np.clip(np.rint(pixels), 0, 255).astype(np.uint8), class_map


def samples(n_clean: int, n_each: int) -> list[LoadedFrame]:
    rng = np.random.default_rng(0)
    made = []
    for number, class_index in enumerate([0] * n_clean + [k for k in SIDES for _ in range(n_each)]):
        pixels, class_map = frame(rng, class_index)
        sample = Sample(f"f{number}", "", "", "", "", 256, 256, f"g{number}", Split.TRAIN, Origin.REAL, ())
        made.append(LoadedFrame(sample, pixels, class_map, 8))
    return made


def injection_ms(mode: BalanceMode, of: list[LoadedFrame], gradient_share: float) -> float:
    """Median of ``N`` injections, donors of all classes in turn, into clean frames."""
    frames = [DonorFrame(one.pixels, one.class_map, one.sample.name, one.sample.group) for one in of]
    balancer = Balancer(mode, NAMES, donors_by_class(frames, mode, NAMES), gradient_share=gradient_share)
    hosts = [one for one in of if not one.class_map.any()]
    rng, times = np.random.default_rng(1), []
    for number in range(N + 10):
        host, portion = hosts[number % len(hosts)], balancer.portions[number % len(SIDES)]
        begun = time.perf_counter()
        made = balancer.inject(host.pixels, host.class_map, host.sample.name, portion, rng)
        if made is not None and number >= 10:
            times.append((time.perf_counter() - begun) * 1e3)
    return statistics.median(times)


def step_s(of: list[LoadedFrame], mode: BalanceMode, step: Callable[[torch.Tensor, torch.Tensor], None]) -> list[float]:
    """Seconds of each step, waiting for its batch included; the first ones, which fill the queue, are left out."""
    recipe = Recipe(
        n_steps=STEPS + 2, batch=BATCH, view_px=(96, 96), balance=Balance(mode, BalanceSettings(clean_share=0.0)),
        augmentation=Augmentation(light=False, mix_share=0),
    )  # fmt: skip
    times = []
    make = partial(batch_of_step, [Pool(of, recipe.balance, NAMES)], [1.0], FixedScale(1, 0.5, 0.25), recipe)
    with BatchLoader(make, range(recipe.n_steps)) as batches:
        begun = time.perf_counter()
        for batch in batches:
            step(torch.from_numpy(batch.inputs), torch.from_numpy(batch.targets).long())
            times.append(time.perf_counter() - begun)
            begun = time.perf_counter()
    return times[2:]


def run() -> list[Figure]:
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
    of = samples(40, 8)
    released, ours = injection_ms(BalanceMode.DLI_RELEASED, of, 1.0), injection_ms(BalanceMode.DLI, of, 0.5)
    torch.manual_seed(0)
    network = models.build("a-net", n_classes=len(NAMES), in_channels=1)
    loss_of = build_loss([("cross-entropy", 1.0, {})], n_classes=len(NAMES), activation="softmax")
    optimiser = torch.optim.AdamW(network.parameters())

    def step(inputs: torch.Tensor, targets: torch.Tensor) -> None:
        optimiser.zero_grad(set_to_none=True)
        loss_of(network(inputs), targets).backward()
        optimiser.step()

    plain, balanced = [], []
    for _ in range(3):
        plain += step_s(of, BalanceMode.NONE, step)
        balanced += step_s(of, BalanceMode.DLI, step)
    ratio = statistics.median(balanced) / statistics.median(plain)
    return [
        Figure("one released injection into 256 x 256, one thread", released, "at most 3 ms", released <= 3,
               "whole-frame Poisson, transform included; median"),
        Figure("one injection of ours into 256 x 256, one thread", ours, "at most 2 ms", ours <= 2,
               "placed, blended, judged, labelled, redraws included; median"),
        Figure("a training step with balancing, against one without", ratio, "at most 1.05", ratio <= 1.05,
               f"batches of {BATCH}, all clean views injected; {statistics.median(plain):.2f} s without"),
    ]  # fmt: skip
