"""The training loop, read top to bottom: load, step, validate, checkpoint, score, export.

States of a run: loading -> training -> scoring -> done; "stopped" when asked to; "failed" with the reason.
Each is a line in progress.jsonl. A run started again goes on from its last checkpoint.
"""

from __future__ import annotations

import json
import logging
import math
import os
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

import models
from inspector.core.balancing import BalanceMode
from inspector.core.files import sha256_of, write_whole
from inspector.core.json_text import json_text
from inspector.core.model_card import ModelCard, Output, Score
from inspector.core.preparation import pad_by_reflection, padded_size, prepare
from inspector.datasets.balancing.balancer import Balancer
from inspector.datasets.balancing.donors import refuse_leak
from inspector.datasets.group_k_fold import folds_of
from inspector.datasets.version import DatasetVersion, Sample, Split, open_version
from inspector.evaluation.metrics import Scores
from inspector.runs.folder import RunFolder
from inspector.runs.network_catalogue import checked_options
from inspector.runs.progress import Injections, ProgressLine, RunState
from inspector.runs.request import IN_CACHE, Activation, Keep, Precision, RunRequest, what_differs
from models.pretrained import cached_file, load_pretrained
from training import evaluating
from training.checkpoints import load_checkpoint, save_checkpoint
from training.evaluating import Candidate, WithBackground
from training.export import agreement, export_onnx
from training.loading import BatchLoader, LoadedSample, load_samples
from training.losses import build_loss
from training.networks import options_of
from training.optimising import AveragedWeights, learning_rate_at, optimiser_of

log = logging.getLogger("training")

# Overlap: with 32 px a defect on a seam loses 0.09 of its IoU, with 128 next to nothing (see seam_report.py)
TILE_PX, OVERLAP_PX = 512, 128
MIN_AREA_PX = 16
FROM_SCRATCH = "from scratch"


@dataclass(frozen=True, slots=True)
class FixedScale:
    """Input rule of the networks trained here: the same mean and spread for every channel."""

    input_channels: int
    channel_mean: float
    channel_std: float

    @property
    def mean(self) -> tuple[float, ...]:
        return (self.channel_mean,) * self.input_channels

    @property
    def std(self) -> tuple[float, ...]:
        return (self.channel_std,) * self.input_channels


@dataclass(frozen=True, slots=True, eq=False)
class Data:
    """The dataset versions of a request, and which of their samples it uses for what."""

    request: RunRequest
    versions: tuple[DatasetVersion, ...]

    @property
    def main(self) -> DatasetVersion:
        return self.versions[0]

    @property
    def class_names(self) -> tuple[str, ...]:
        return self.main.class_names

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(f"{version.name} {version.id}" for version in self.versions)

    def samples(self, version: DatasetVersion, split: Split) -> tuple[Sample, ...]:
        """Of a split, or of the folds that stand for it."""
        if not self.request.n_folds or version is not self.main:
            return version.of_split(split)
        used = tuple(sample for sample in version.samples if sample.split is not Split.UNUSED)
        fold_of = folds_of(used, self.request.n_folds)
        if split is Split.TRAIN:
            return tuple(sample for sample in used if fold_of[sample.group] != self.request.fold)
        if split is Split.TEST:
            return tuple(sample for sample in used if fold_of[sample.group] == self.request.fold)
        return ()

    def load(self, version: DatasetVersion, split: Split) -> list[LoadedSample]:
        request = self.request
        return load_samples(version, self.samples(version, split), request.input_channels, request.recipe.resize_px)

    def pixels_and_frames(self) -> tuple[list[int], list[int]]:
        """Per class, over the training samples of all versions: pixels, and frames that hold any."""
        counts = np.array(
            [sample.n_pixels for version in self.versions for sample in self.samples(version, Split.TRAIN)]
        )
        return counts.sum(axis=0).tolist(), (counts > 0).sum(axis=0).tolist()


def open_data(request: RunRequest, folder: Path) -> Data:
    """Raises DatasetError or ValueError where the request's data cannot be trained on."""
    versions = tuple(open_version(_resolve(folder, share.path)) for share in request.datasets)
    data = Data(request, versions)
    for version in versions:
        if version.class_names != data.class_names:
            raise ValueError(f"{version.name} has classes {version.class_names}, not {data.class_names}")
        if not data.samples(version, Split.TRAIN):
            raise ValueError(f"{version.name} has no frame in its train split")
    if request.recipe.balance.mode is not BalanceMode.NONE:
        for version in versions:
            judging = [s for split in (Split.VAL, Split.TEST) for s in data.samples(version, split)]
            refuse_leak(data.samples(version, Split.TRAIN), judging, version.folder)
    if request.recipe.keep is Keep.BEST and not data.samples(data.main, Split.VAL):
        raise ValueError(f"{data.main.name} has no frame in its val split, which chooses weights and thresholds")
    return data


def _resolve(base: Path, path: str) -> Path:
    return Path(path) if Path(path).is_absolute() else (base / path).resolve()


def train(request: RunRequest, folder: RunFolder) -> RunState:
    """Run or resume; returns DONE or STOPPED. Raises ValueError where what was learned so far was asked for
    otherwise."""
    torch.set_num_threads(request.n_threads or os.cpu_count() or 1)
    torch.manual_seed(request.recipe.seed)
    folder.report(ProgressLine(RunState.LOADING))
    data = open_data(request, folder.path)
    network = _build(request, len(data.class_names))
    pools = [data.load(version, Split.TRAIN) for version in data.versions]
    val = [data.load(version, Split.VAL) for version in data.versions]
    input_bits = tuple(sorted({loaded.bits for pool in pools for loaded in pool}))

    state = load_checkpoint(folder.last_checkpoint) if folder.last_checkpoint.exists() else None
    if state is None:
        begun_with = _begin(request, folder, network)
    else:
        _refuse_other_request(request, data, state)
        from_before = _run_words(request.start_from) if request.start_from else FROM_SCRATCH
        begun_with = str(state.get("begun_with", from_before))  # older checkpoints do not say it
    averaged = AveragedWeights(network, request.recipe.ema_decay)
    optimiser = optimiser_of(network, request.recipe)
    step, best = 0, -1.0
    if state is not None:
        network.load_state_dict(state["network"])
        averaged.network.load_state_dict(state["averaged"])
        optimiser.load_state_dict(state["optimiser"])
        step, best = int(state["step"]), float(state["best"])
        torch.set_rng_state(state["torch_rng"])
        log.info("%s goes on from step %d", request.run, step)

    outcome, step = _steps(request, folder, network, averaged, optimiser, pools, val[0], data, begun_with, step, best)
    if outcome is RunState.STOPPED:
        folder.report(ProgressLine(RunState.STOPPED, step=step))
        return outcome
    folder.report(ProgressLine(RunState.SCORING, step=step))
    _score_and_export(request, folder, data, val, averaged.network, begun_with, input_bits)
    folder.report(ProgressLine(RunState.DONE, step=step))
    return RunState.DONE


def _build(request: RunRequest, n_classes: int) -> nn.Module:
    n_outputs = n_classes - 1 if request.recipe.activation is Activation.SIGMOID else n_classes
    options = checked_options(request.network, options_of(models.entry_of(request.network)), request.network_options)
    network = models.build(request.network, n_classes=n_outputs, in_channels=request.input_channels, **options)
    return network.to(memory_format=torch.channels_last)


def _refuse_other_request(request: RunRequest, data: Data, state: Mapping[str, Any]) -> None:
    """Raises ValueError where the checkpoint was made for another request or other data: going on would mix both, and
    the scores would tell of the later alone."""
    before = RunRequest.from_json(state["request"])
    differs = list(what_differs(before, request))
    learned = state.get("data", data.ids)  # older checkpoints do not say it
    if list(learned) != list(data.ids):
        differs.append(f"the data were {', '.join(learned)}, are {', '.join(data.ids)}")
    if differs:
        raise ValueError(
            f"the run {request.run} has learned {state['step']} steps as another request said: {'; '.join(differs)}. "
            "Give this one a name of its own, or ask for the same as before"
        )


def _begin(request: RunRequest, folder: RunFolder, network: nn.Module) -> str:
    """Weights of others where the request wants them; returns what the card says of it."""
    if request.start_from:
        folder.report(ProgressLine(RunState.LOADING, begun_with=_take_over(request, folder, network)))
        return _run_words(request.start_from)
    if request.pretrained:
        is_cached = request.pretrained == IN_CACHE
        file = cached_file(network) if is_cached else _resolve(folder.path, request.pretrained)
        load_pretrained(network, file)
        begun_with = f"{file.name}, sha256 {sha256_of(file.read_bytes())[:16]}"
        folder.report(ProgressLine(RunState.LOADING, begun_with={"file": str(file), "is_cached": is_cached}))
        log.info("%s: its encoder begins with %s", request.run, file)
        return begun_with
    return FROM_SCRATCH


def _run_words(start_from: str) -> str:
    return f"run {Path(start_from).name}"


def _take_over(request: RunRequest, folder: RunFolder, network: nn.Module) -> dict[str, Any]:
    """Take over the kept weights of another run, tensor by tensor of the same name and shape: a network for other
    classes takes all but its last layer. Returns what was taken and what not. Raises ValueError where nothing fits."""
    source = RunFolder(_resolve(folder.path, request.start_from))
    try:
        kept = load_checkpoint(source.best_checkpoint)["averaged"]
    except OSError as error:
        raise ValueError(f"there are no weights to begin with in {source.path}: {error.strerror}") from error
    own = network.state_dict()
    taken = {name: tensor for name, tensor in kept.items() if name in own and own[name].shape == tensor.shape}
    if not taken:
        raise ValueError(f"the weights of {source.path} fit no part of {request.network}")
    network.load_state_dict(taken, strict=False)
    left = sorted(set(own) - set(taken))
    log.info("%s begins with %d tensors of %s; new: %s", request.run, len(taken), source.path.name, left or "none")
    return {"run": source.path.name, "n_taken": len(taken), "new": left}


def _candidate(request: RunRequest, network: nn.Module, data: Data) -> Candidate:
    recipe = request.recipe
    is_sigmoid = recipe.activation is Activation.SIGMOID
    return Candidate(
        network=WithBackground(network) if is_sigmoid else network,
        rule=FixedScale(request.input_channels, recipe.input_mean, recipe.input_std),
        size_multiple=models.entry_of(request.network).size_multiple,
        n_classes=len(data.class_names),
        output=Output.SIGMOID if is_sigmoid else Output.LOGITS,
        non_defects=data.main.non_defect_indices,
    )


def _steps(
    request: RunRequest,
    folder: RunFolder,
    network: nn.Module,
    averaged: AveragedWeights,
    optimiser: torch.optim.Optimizer,
    pools: list[list[LoadedSample]],
    val: list[LoadedSample],
    data: Data,
    begun_with: str,
    step: int,
    best: float,
) -> tuple[RunState, int]:
    recipe = request.recipe
    candidate = _candidate(request, averaged.network, data)
    class_pixels, class_frames = data.pixels_and_frames()
    loss_of = build_loss(
        [(term.name, term.weight, term.options) for term in recipe.loss],
        n_classes=len(data.class_names), activation=recipe.activation.value,
        auxiliary_weights=recipe.auxiliary_weights, class_pixels=class_pixels, class_frames=class_frames,
    )  # fmt: skip
    forward = torch.compile(network) if request.compile else network
    first_step, started, saved = step, time.monotonic(), time.monotonic()
    losses: list[float] = []

    def checkpoint() -> None:
        state = {
            "network": network.state_dict(), "averaged": averaged.network.state_dict(),
            "optimiser": optimiser.state_dict(), "step": step, "best": best,
            "torch_rng": torch.get_rng_state(), "request": request.to_json(),
            "begun_with": begun_with, "data": list(data.ids),
        }  # fmt: skip
        save_checkpoint(folder.last_checkpoint, state)

    shares = [share.share for share in request.datasets]
    with BatchLoader(pools, shares, candidate.rule, recipe, step, data.class_names) as batches:
        for batch in batches:
            network.train()
            for group in optimiser.param_groups:
                group["lr"] = learning_rate_at(step, recipe)
            inputs = torch.from_numpy(batch.inputs).to(memory_format=torch.channels_last)
            with torch.autocast("cpu", torch.bfloat16, enabled=recipe.precision is Precision.BF16):
                maps = forward(inputs)
            loss = loss_of(maps, torch.from_numpy(batch.targets))
            optimiser.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            norm = nn.utils.clip_grad_norm_(network.parameters(), recipe.clip_norm or math.inf)
            if torch.isfinite(norm):  # one broken batch must not spoil hours of work
                optimiser.step()
                averaged.update(step)
            losses.append(float(loss.detach()))
            step += 1
            if step % 20 == 0 or step == recipe.n_steps:
                per_step = (time.monotonic() - started) / (step - first_step)
                line = ProgressLine(
                    RunState.TRAINING, step=step, n_steps=recipe.n_steps, loss=round(float(np.mean(losses)), 4),
                    learning_rate=learning_rate_at(step, recipe),
                    seconds_left=round(per_step * (recipe.n_steps - step)),
                )  # fmt: skip
                folder.report(line)
                losses.clear()
            if val and (step % request.validate_every == 0 or step == recipe.n_steps):
                scores = evaluating.tally(candidate, val).scores()
                folder.report(ProgressLine(RunState.TRAINING, step=step, validation=asdict(scores)))
                # Also where no figure exists: the scoring needs weights to score.
                if recipe.keep is Keep.BEST and (
                    scores.miou_with_background > best or not folder.best_checkpoint.exists()
                ):
                    best = scores.miou_with_background
                    _keep(folder, averaged.network, step, best)
            is_asked = folder.is_asked_to_stop()
            if is_asked or step == recipe.n_steps or time.monotonic() - saved > request.checkpoint_every_s:
                checkpoint()
                saved = time.monotonic()
            if is_asked and step < recipe.n_steps:
                return RunState.STOPPED, step
        for pool, version in zip(batches.pools, data.versions, strict=True):
            if pool.balancer is not None:
                line = ProgressLine(
                    RunState.TRAINING, step=step, balanced=version.name, since_step=first_step,
                    injections=injections_of(pool.balancer),
                )  # fmt: skip
                folder.report(line)
    if recipe.keep is Keep.LAST:
        _keep(folder, averaged.network, step, None)
    return RunState.TRAINING, step


def injections_of(balancer: Balancer) -> dict[str, Injections]:
    """Per class: injections made, those that no draw fitted, and why draws were not taken."""
    return {
        name: Injections(
            balancer.n_injected[index], balancer.n_given_up[index],
            {reason.value: n for reason, n in sorted(balancer.rejections.get(index, Counter()).items())},
        )
        for index, name in enumerate(balancer.class_names)
        if index in balancer.donors
    }  # fmt: skip


def _keep(folder: RunFolder, network: nn.Module, step: int, miou: float | None) -> None:
    save_checkpoint(folder.best_checkpoint, {"averaged": network.state_dict(), "step": step, "miou": miou})


def _score_and_export(
    request: RunRequest,
    folder: RunFolder,
    data: Data,
    val: list[list[LoadedSample]],
    network: nn.Module,
    begun_with: str,
    input_bits: tuple[int, ...],
) -> None:
    """Thresholds on the validation splits, then the test splits once, then the model file and its proof."""
    kept = load_checkpoint(folder.best_checkpoint)
    network.load_state_dict(kept["averaged"])
    main, n_classes = data.main, len(data.class_names)
    candidate = _candidate(request, network, data)
    pooled_val = [sample for part in val for sample in part]
    thresholds = evaluating.search_thresholds(candidate, pooled_val) if pooled_val else (0.0,) * n_classes

    results: dict[str, Any] = {
        "run": request.run, "request": json.loads(request.to_json()), "kept_step": kept["step"],
        "begun_with": begun_with,
        "n_parameters": sum(p.numel() for p in network.parameters()),
        "thresholds": thresholds,
        "thresholds_from": "validation splits of all datasets of the request, pooled" if pooled_val else "none set",
        "non_defects": main.non_defects,
    }  # fmt: skip
    card_scores: list[Score] = []
    test_of_main: list[LoadedSample] = []
    confusions: dict[str, Any] = {"class_names": data.class_names}
    detections: dict[str, Any] = {"class_names": data.class_names}
    for version, val_of_version in zip(data.versions, val, strict=True):
        for split in (Split.VAL, Split.TEST):
            samples = val_of_version if split is Split.VAL else data.load(version, split)
            if not samples:
                continue
            if version is main and split is Split.TEST:
                test_of_main = samples
            key = f"{version.name} {version.id} {split.value}"
            results[key] = {}
            rules = {evaluating.ARG_MAX: (0.0,) * n_classes, evaluating.WITH_THRESHOLDS: thresholds}
            if request.n_folds:  # which leave no frames to choose thresholds by
                rules |= evaluating.probability_rules(n_classes)
            for name, found in evaluating.evaluate(candidate, samples, rules).items():
                by_group = found.pixels.by_group
                if name in (evaluating.ARG_MAX, evaluating.WITH_THRESHOLDS):
                    results[key][name] = {
                        "figures": {figure: asdict(interval) for figure, interval in found.intervals().items()},
                        "n_frames": len(samples), "n_groups": len(by_group), "counted": found.counted(),
                    }  # fmt: skip
                if split is Split.TEST:
                    matrices = {group: confusion.tolist() for group, confusion in by_group.items()}
                    confusions.setdefault(key, {})[name] = matrices
                    counts = {group: vector.tolist() for group, vector in found.detections.by_group.items()}
                    detections.setdefault(key, {})[name] = counts
                if split is Split.TEST and name == evaluating.WITH_THRESHOLDS:
                    card_scores += _card_scores(found.pixels.scores(), f"{version.name} test ({version.id})", main)

    write_whole(folder.confusions_file, json_text(confusions).encode())
    write_whole(folder.detections_file, json_text(detections).encode())
    if request.recipe.resize_px is None and not request.n_folds:
        results["pytorch_against_onnx"] = _export(
            request, folder, data, candidate, thresholds, card_scores, test_of_main or val[0], begun_with, input_bits
        )
    write_whole(folder.scores_file, json_text(results, indent=1).encode())


def _export(
    request: RunRequest,
    folder: RunFolder,
    data: Data,
    candidate: Candidate,
    thresholds: tuple[float, ...],
    scores: list[Score],
    proof: list[LoadedSample],
    begun_with: str,
    input_bits: tuple[int, ...],
) -> dict[str, Any]:
    """Write the model file; returns how it agrees with PyTorch on the frames of ``proof``."""
    entry = models.entry_of(request.network)
    card = ModelCard(
        name=request.model_name, version=request.model_version, network=request.network,
        class_names=data.class_names, input_channels=request.input_channels, mean=candidate.rule.mean,
        std=candidate.rule.std, size_multiple=candidate.size_multiple, tile_px=TILE_PX, overlap_px=OVERLAP_PX,
        output=candidate.output, thresholds=thresholds,
        min_area_px=(0, *(MIN_AREA_PX for _ in data.class_names[1:])),
        is_demonstration=request.is_demonstration, non_defects=data.main.non_defects, training_run=request.run,
        begun_with=begun_with,
        data_hash=" + ".join(data.ids),
        data_terms="; ".join(f"{v.source}: {v.terms}" for v in data.versions),
        licence=request.licence, notes=request.notes, scores=tuple(scores), input_bits=input_bits,
    )  # fmt: skip
    model_file = folder.path / f"{request.model_name}.onnx"
    export_onnx(candidate.network, card, model_file, any_size=entry.exports_any_size)

    def sized(sample: LoadedSample) -> tuple[int, int]:
        if not entry.exports_any_size:
            return TILE_PX, TILE_PX
        return padded_size(sample.sample.height, sample.sample.width, candidate.size_multiple)

    inputs = [pad_by_reflection(prepare(s.pixels, candidate.rule, s.bits), *sized(s)) for s in proof]
    return asdict(agreement(candidate.network, model_file, card, inputs))


def _card_scores(scores: Scores, split: str, version: DatasetVersion) -> list[Score]:
    command = "python -m training REQUEST.json"
    named = [
        ("mIoU with background", scores.miou_with_background),
        ("mIoU over defect classes", scores.miou_defects),
        *((f"IoU {name}", scores.iou[i]) for i, name in enumerate(version.class_names)),
    ]
    return [Score(metric, round(value, 4), split, command) for metric, value in named if not math.isnan(value)]
