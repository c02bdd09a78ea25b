"""The training loop, read top to bottom: load, step, validate, checkpoint, score, export.

States of a run: loading -> training -> scoring -> done; "stopped" when asked to; "failed" with the reason.
Each is a line in progress.jsonl. A run started again goes on from its last checkpoint.
"""

from __future__ import annotations

import copy
import json
import logging
import math
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

import models
from inspector.core.files import write_whole
from inspector.core.json_text import json_text
from inspector.core.model_card import ModelCard, Output, Score
from inspector.core.preparation import pad_by_reflection, padded_size, prepare
from inspector.core.run_request import RunRequest
from inspector.datasets.version import DatasetVersion, Split, open_version
from inspector.evaluation.metrics import bootstrap_intervals
from training import evaluating
from training.export import agreement, export_onnx
from training.loading import BatchLoader, LoadedSample, load_split
from training.losses import segmentation_loss
from training.run_folder import RunFolder, load_checkpoint, save_checkpoint

log = logging.getLogger("training")

MEAN, STD = 0.5, 0.25  # of the prepared input; fixed, so that every run's card says the same
# Overlap: with 32 px a defect on a seam loses 0.09 of its IoU, with 128 next to nothing (see seam_report.py)
TILE_PX, OVERLAP_PX = 512, 128
MIN_AREA_PX = 16


@dataclass(frozen=True, slots=True)
class GreyOrColour:
    """Input rule of the networks trained here."""

    input_channels: int

    @property
    def mean(self) -> tuple[float, ...]:
        return (MEAN,) * self.input_channels

    @property
    def std(self) -> tuple[float, ...]:
        return (STD,) * self.input_channels


class AveragedWeights:
    """Exponential moving average of weights and of batch-norm statistics; these are validated and exported."""

    def __init__(self, network: nn.Module, decay: float) -> None:
        self.network = copy.deepcopy(network).eval()
        self._decay = decay
        self._averaged, self._live = [], []
        for (_, averaged), (_, live) in zip(
            self.network.state_dict().items(), network.state_dict().items(), strict=True
        ):
            if averaged.is_floating_point():
                self._averaged.append(averaged)
                self._live.append(live)

    @torch.no_grad()
    def update(self, step: int) -> None:
        # A young average follows faster, so that the first weights do not weigh for ever.
        weight = 1 - min(self._decay, (1 + step) / (10 + step))
        torch._foreach_lerp_(self._averaged, self._live, weight)


def learning_rate_at(step: int, request: RunRequest) -> float:
    """One cycle: linear warm-up, then half a cosine to a hundredth of the peak."""
    recipe = request.recipe
    warm = max(1, round(recipe.n_steps * recipe.warm_up))
    if step < warm:
        return recipe.learning_rate * (step + 1) / warm
    along = (step - warm) / max(1, recipe.n_steps - warm)
    return recipe.learning_rate * (0.01 + 0.99 * 0.5 * (1 + float(np.cos(np.pi * along))))


def train(request: RunRequest, folder: RunFolder) -> str:
    """Run or resume; returns "done" or "stopped"."""
    torch.set_num_threads(request.n_threads or os.cpu_count() or 1)
    torch.manual_seed(request.recipe.seed)
    folder.report(state="loading")
    versions = [open_version(_resolve(folder.path, share.path)) for share in request.datasets]
    pools = [load_split(version, Split.TRAIN, request.input_channels) for version in versions]
    val = [load_split(version, Split.VAL, request.input_channels) for version in versions]
    n_classes = len(versions[0].class_names)
    for version in versions[1:]:
        if version.class_names != versions[0].class_names:
            raise ValueError(f"{version.name} has classes {version.class_names}, not {versions[0].class_names}")

    for version, part in zip(versions, pools, strict=True):
        if not part:
            raise ValueError(f"{version.name} has no frame in its train split")
    if not val[0]:
        raise ValueError(f"{versions[0].name} has no frame in its val split, which chooses weights and thresholds")

    network = models.build(request.network, n_classes=n_classes, in_channels=request.input_channels)
    network = network.to(memory_format=torch.channels_last)
    averaged = AveragedWeights(network, request.recipe.ema_decay)
    optimiser = torch.optim.AdamW(_parameter_groups(network, request.recipe.weight_decay), lr=1e-3, fused=True)
    step, best = 0, -1.0
    if folder.last_checkpoint.exists():
        state = load_checkpoint(folder.last_checkpoint)
        network.load_state_dict(state["network"])
        averaged.network.load_state_dict(state["averaged"])
        optimiser.load_state_dict(state["optimiser"])
        step, best = int(state["step"]), float(state["best"])
        torch.set_rng_state(state["torch_rng"])
        log.info("%s goes on from step %d", request.run, step)

    outcome, step, best = _steps(request, folder, network, averaged, optimiser, pools, val[0], n_classes, step, best)
    if outcome == "stopped":
        folder.report(state="stopped", step=step)
        return outcome
    folder.report(state="scoring", step=step)
    _score_and_export(request, folder, versions, val, averaged.network)
    folder.report(state="done", step=step)
    return "done"


def _steps(
    request: RunRequest,
    folder: RunFolder,
    network: nn.Module,
    averaged: AveragedWeights,
    optimiser: torch.optim.Optimizer,
    pools: list[list[LoadedSample]],
    val: list[LoadedSample],
    n_classes: int,
    step: int,
    best: float,
) -> tuple[str, int, float]:
    recipe, rule = request.recipe, GreyOrColour(request.input_channels)
    weights = torch.tensor(recipe.class_weights) if recipe.class_weights else None
    forward = torch.compile(network) if request.compile else network
    first_step, started, saved = step, time.monotonic(), time.monotonic()
    losses: list[float] = []

    def checkpoint() -> None:
        state = {
            "network": network.state_dict(), "averaged": averaged.network.state_dict(),
            "optimiser": optimiser.state_dict(), "step": step, "best": best,
            "torch_rng": torch.get_rng_state(), "request": request.to_json(),
        }  # fmt: skip
        save_checkpoint(folder.last_checkpoint, state)

    with BatchLoader(pools, [s.share for s in request.datasets], rule, recipe, step) as batches:
        for batch in batches:
            network.train()
            for group in optimiser.param_groups:
                group["lr"] = learning_rate_at(step, request)
            inputs = torch.from_numpy(batch.inputs).to(memory_format=torch.channels_last)
            with torch.autocast("cpu", torch.bfloat16):
                logits: Tensor = forward(inputs)
            loss = segmentation_loss(
                logits, torch.from_numpy(batch.targets), dice_weight=recipe.dice_weight,
                label_smoothing=recipe.label_smoothing, class_weights=weights,
            )  # fmt: skip
            optimiser.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            norm = nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            if torch.isfinite(norm):  # one broken batch must not spoil hours of work
                optimiser.step()
                averaged.update(step)
            losses.append(float(loss.detach()))
            step += 1
            if step % 20 == 0 or step == recipe.n_steps:
                per_step = (time.monotonic() - started) / (step - first_step)
                folder.report(
                    state="training", step=step, of=recipe.n_steps, loss=round(float(np.mean(losses)), 4),
                    learning_rate=learning_rate_at(step, request),
                    seconds_left=round(per_step * (recipe.n_steps - step)),
                )  # fmt: skip
                losses.clear()
            if step % request.validate_every == 0 or step == recipe.n_steps:
                scores = evaluating.tally(
                    averaged.network, val, rule, models.entry_of(request.network).size_multiple, n_classes
                ).scores()
                folder.report(state="training", step=step, validation=asdict(scores))
                # Also where no figure exists: the scoring needs weights to score.
                if scores.miou_with_background > best or not folder.best_checkpoint.exists():
                    best = scores.miou_with_background
                    best_state = {"averaged": averaged.network.state_dict(), "step": step, "miou": best}
                    save_checkpoint(folder.best_checkpoint, best_state)
            is_asked = folder.is_asked_to_stop()
            if is_asked or step == recipe.n_steps or time.monotonic() - saved > request.checkpoint_every_s:
                checkpoint()
                saved = time.monotonic()
            if is_asked and step < recipe.n_steps:
                return "stopped", step, best
    return "trained", step, best


def _parameter_groups(network: nn.Module, weight_decay: float) -> list[dict[str, Any]]:
    """Weight decay on convolution weights only: it would pull norms and slopes towards nothing."""
    parameters = [p for p in network.parameters() if p.requires_grad]
    return [
        {"params": [p for p in parameters if p.ndim > 1], "weight_decay": weight_decay},
        {"params": [p for p in parameters if p.ndim <= 1], "weight_decay": 0.0},
    ]


def _resolve(base: Path, path: str) -> Path:
    return Path(path) if Path(path).is_absolute() else (base / path).resolve()


def _score_and_export(
    request: RunRequest,
    folder: RunFolder,
    versions: list[DatasetVersion],
    val: list[list[LoadedSample]],
    network: nn.Module,
) -> None:
    """Thresholds on the validation splits, then the test splits once, then the model file and its proof."""
    best = load_checkpoint(folder.best_checkpoint)
    network.load_state_dict(best["averaged"])
    rule, multiple = GreyOrColour(request.input_channels), models.entry_of(request.network).size_multiple
    main, n_classes = versions[0], len(versions[0].class_names)
    thresholds = evaluating.search_thresholds(network, [s for part in val for s in part], rule, multiple, n_classes)

    results: dict[str, Any] = {
        "run": request.run, "request": json.loads(request.to_json()), "best_step": best["step"],
        "thresholds": thresholds, "thresholds_from": "validation splits of all datasets of the request, pooled",
    }  # fmt: skip
    card_scores: list[Score] = []
    test_of_main: list[LoadedSample] = []
    for version in versions:
        for split in (Split.VAL, Split.TEST):
            samples = load_split(version, split, request.input_channels)
            if not samples:
                continue
            if version is main and split is Split.TEST:
                test_of_main = samples
            key = f"{version.name} {version.id} {split.value}"
            results[key] = {}
            for name, limits in (("arg-max alone", ()), ("with thresholds", thresholds)):
                found = evaluating.tally(network, samples, rule, multiple, n_classes, limits)
                scores, intervals = found.scores(), bootstrap_intervals(found.by_group)
                results[key][name] = {
                    "scores": asdict(scores), "intervals_95": {k: asdict(v) for k, v in intervals.items()},
                    "n_frames": len(samples), "n_groups": len(found.by_group),
                }  # fmt: skip
                if split is Split.TEST and name == "with thresholds":
                    card_scores += _card_scores(scores, intervals, f"{version.name} test ({version.id})", main)
            detected = evaluating.detections(network, samples, rule, multiple, n_classes, thresholds)
            results[key]["defects"] = {
                "recall": detected.recall(), "n_defects": detected.n_defects.tolist(),
                "n_false_regions": detected.n_false.tolist(),
            }  # fmt: skip

    card = ModelCard(
        name=request.model_name, version=request.model_version, network=request.network,
        class_names=main.class_names, input_channels=request.input_channels, mean=rule.mean, std=rule.std,
        size_multiple=multiple, tile_px=TILE_PX, overlap_px=OVERLAP_PX, output=Output.LOGITS,
        thresholds=thresholds, min_area_px=(0, *(MIN_AREA_PX for _ in main.class_names[1:])),
        is_demonstration=request.is_demonstration, training_run=request.run,
        data_hash=" + ".join(f"{v.name} {v.id}" for v in versions),
        data_terms="; ".join(f"{v.source}: {v.terms}" for v in versions),
        licence=request.licence, notes=request.notes, scores=tuple(card_scores),
    )  # fmt: skip
    model_file = folder.path / f"{request.model_name}.onnx"
    export_onnx(network, card, model_file)
    inputs = [
        pad_by_reflection(prepare(s.pixels, rule), *padded_size(s.sample.height, s.sample.width, multiple))
        for s in test_of_main or val[0]
    ]
    results["pytorch_against_onnx"] = asdict(agreement(network, model_file, card, inputs))
    write_whole(folder.scores_file, json_text(results, indent=1).encode())


def _card_scores(scores: Any, intervals: Any, split: str, version: DatasetVersion) -> list[Score]:
    command = "python -m training REQUEST.json"
    named = [
        ("mIoU with background", scores.miou_with_background),
        ("mIoU over defect classes", scores.miou_defects),
        *((f"IoU {name}", scores.iou[i]) for i, name in enumerate(version.class_names)),
    ]
    return [Score(metric, round(value, 4), split, command) for metric, value in named if not math.isnan(value)]
