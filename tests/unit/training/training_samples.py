"""Small frames and dataset versions for the tests of training."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image
from torch import nn

from inspector.core.class_map import ClassMap
from inspector.core.model_card import ModelCard, Output
from inspector.datasets.version import DatasetVersion, NewSample, Origin, Sample, Split, write_version
from inspector.runs.request import DatasetShare, Precision, Recipe, RunRequest
from training.augmentation import View, draw_variation, render
from training.data import LoadedFrame
from training.device import open_device

CLASS_NAMES = ("background", "inclusion", "patches", "scratches")


def loaded(
    pixels: npt.NDArray[np.uint8], class_map: ClassMap, split: Split = Split.TRAIN, bits: int = 8
) -> LoadedFrame:
    height, width = class_map.shape
    sample = Sample("s", "f", "", "m", "", height, width, "group", split, Origin.REAL, ())
    return LoadedFrame(sample, pixels, class_map, bits)


def vary(frame: LoadedFrame, recipe: Recipe, rng: np.random.Generator, shown_class: int | None = None) -> View:
    return render(frame, draw_variation(frame, recipe, rng, shown_class))


def png(pixels: npt.NDArray[np.generic]) -> bytes:
    encoded = io.BytesIO()
    Image.fromarray(pixels).save(encoded, "PNG")
    return encoded.getvalue()


def small_version(folder: Path, side: int = 64, n_train: int = 6, n_clean: int = 0) -> DatasetVersion:
    """Bright squares are inclusions, dark ones patches. No frame holds a scratch, which is no defect here either: its
    scores do not exist."""
    rng = np.random.default_rng(3)

    def new(number: int, split: Split) -> NewSample:
        pixels = rng.integers(110, 140, (side, side), np.uint8)
        class_map = np.zeros((side, side), np.uint8)
        for class_index, level in () if split is Split.TRAIN and number < n_clean else ((1, 220), (2, 30)):
            top, left = rng.integers(0, side - 20, 2)
            pixels[top : top + 20, left : left + 20] = level
            class_map[top : top + 20, left : left + 20] = class_index
        class_map[:2] = 255
        return NewSample(
            f"{split.value}{number}", png(pixels), ".png", class_map, f"{split.value} {number // 2}", split
        )

    splits = [Split.TRAIN] * n_train + [Split.VAL] * 2 + [Split.TEST] * 2
    return write_version(
        folder, name="squares", class_names=CLASS_NAMES, source="made for a test", terms="none",
        samples=[new(number, split) for number, split in enumerate(splits)], non_defects=("scratches",),
    )  # fmt: skip


def small_request(version: Path, n_steps: int = 6, **changes: object) -> RunRequest:
    request = RunRequest(
        run="run-1", datasets=(DatasetShare(str(version), 1.0),), network="plain-net-s", model_name="squares",
        model_version="1", recipe=Recipe(n_steps=n_steps, batch=2, view_px=(64, 64), precision=Precision.BF16),
        validate_every=3, checkpoint_every_s=0.0, n_threads=1, device="cpu",
    )  # fmt: skip
    return replace(request, **changes)  # type: ignore[arg-type]


def small_card(**changes: object) -> ModelCard:
    card = ModelCard(
        name="squares-anet", version="1", network="a-net", class_names=CLASS_NAMES, input_channels=1, mean=(0.5,),
        std=(0.25,), size_multiple=32, tile_px=64, overlap_px=16, output=Output.LOGITS, thresholds=(0.0, 0.5, 0.5, 0.5),
        min_area_px=(0, 16, 16, 16), is_demonstration=True,
    )  # fmt: skip
    return replace(card, **changes)  # type: ignore[arg-type]


def learner_stub(n_steps: int) -> Any:
    """What is told of a learner, without a network."""
    return SimpleNamespace(
        step=0, n_steps=n_steps, losses=[], loss_sums={}, n_skipped=0, waited_s=0.0, learned_s=0.0, micro_batch=0,
        injected={}, n_views=0, device=open_device("cpu", Precision.F32), n_parts=lambda n: 1,
    )  # fmt: skip


def with_lively_statistics(network: nn.Module) -> nn.Module:
    """Batch-norm statistics and slopes as after training: with fresh ones many faults of an export cancel out."""
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.running_mean.normal_(0, 0.2)
            module.running_var.uniform_(0.5, 2)
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.normal_(module.bias, 0, 0.2)
        if isinstance(module, nn.PReLU):
            nn.init.uniform_(module.weight, 0.05, 0.6)
    return network


def same_tensors(ours: dict[str, torch.Tensor], theirs: dict[str, torch.Tensor]) -> list[str]:
    """Names of the entries that differ."""
    assert ours.keys() == theirs.keys()
    return [name for name in ours if not torch.equal(ours[name], theirs[name])]
