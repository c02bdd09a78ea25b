"""``python -m research.results``: what the experiments gave, as one file and as the README's section.

    docs/results/results.json    every figure with its run, data, seed, steps, interval and the rules that it follows
    docs/results/latency.json    ONNX Runtime latencies on this PC (only written by --latency)
    README.md                    the section between its two "results" comments, made from both

Folds of a run are added up before scoring: each frame is tested once. Intervals are of a bootstrap over groups. Where
some folds were looked at while the recipe was chosen, the others are told alone too. Wants to be run in the repository.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch

import models
from inspector.core.files import write_whole
from inspector.core.json_text import json_text
from inspector.core.model_card import ModelCard, Output
from inspector.evaluation.intervals import ENOUGH_GROUPS, Counts, Interval, bootstrap, pooled
from inspector.evaluation.metrics import figures_of, scores_of
from inspector.runs.request import Activation
from models.counting import size_of
from research import reporting
from research.experiments import Experiment, experiments
from research.reporting import ScoredRun
from training.evaluating import WITH_THRESHOLDS
from training.export import export_onnx

RESULTS, LATENCY = "docs/results/results.json", "docs/results/latency.json"
README, PART = Path("README.md"), "results"
BASELINE = "unet-resnet18"
SIDE_PX = 224  # of the frame that MACs and latencies are given for
UNTRAINED_SIDE_PX, UNTRAINED_CHANNELS, UNTRAINED_OUTPUTS = 384, 3, 4
MAC_RULE = (
    "one multiply-add of a convolution, a transposed convolution or a matrix product, at inference; norms, activations "
    "and resizing are left out"
)


@dataclass(frozen=True, slots=True)
class Figures:
    """What some folds of a run, or its test split, give together."""

    folds: tuple[int, ...]  # counted from 0; empty: a test split
    n_frames: int
    n_groups: int
    n_groups_of_class: tuple[int, ...]  # that hold it, as annotated
    iou: tuple[float, ...]
    miou_with_background: float
    miou_with_background_95: tuple[float, float] | None  # None: too few groups
    miou_defects: float
    miou_defects_95: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Row(Figures):
    """One network trained with one seed on one data set, all folds together."""

    experiment: str
    network: str
    recipe: str
    dataset: str  # name and content hash
    tested_on: str
    begun_with: str  # EXPERIMENT/RUN whose weights were there before, of fold 0 where in folds; "": none
    n_steps: int
    seed: int
    kept_weights: str  # rule
    class_map: str  # rule
    resize_px: tuple[int, int] | None  # height, width that frames are resized to, for training and scoring; None: not
    class_names: tuple[str, ...]
    n_outputs: int
    n_channels: int
    n_parameters: int  # with these outputs and channels, heads of training alone included
    n_mac: int  # likewise, without such heads
    mac_frame_px: tuple[int, int]  # height, width
    mac_rule: str
    not_looked_at: Figures | None  # folds that had no part in choosing the recipe; None: it was chosen on no fold
    command: str


def collect(workspace: Path, chosen: Iterable[Experiment]) -> list[Row]:
    """Rows of all runs that are complete; an experiment in folds counts when every fold is done.

    Raises ValueError where figures would stand side by side that may not be compared.
    """
    rows = []
    for experiment in chosen:
        if experiment.remedies:  # told by balance_report.py
            continue
        before: list[ScoredRun] = []
        for network in experiment.networks:
            for seed in experiment.seeds:
                folders = [
                    workspace / "runs" / experiment.name / request.run
                    for request in experiment.requests(workspace)
                    if request.network == network and request.recipe.seed == seed
                ]
                if all(reporting.is_scored(folder) for folder in folders):
                    runs = [reporting.read_run(folder) for folder in folders]
                    rows.append(_row(experiment, runs))
                    _refuse_what_differs(before, runs)
                    before += runs
    return rows


def _refuse_what_differs(before: Sequence[ScoredRun], runs: Sequence[ScoredRun]) -> None:
    for run in runs:
        for other in before:
            if run.tested_on != other.tested_on:
                raise ValueError(f"{other.name} was tested on {other.tested_on}, {run.name} on {run.tested_on}")
            if run.request.recipe.resize_px == other.request.recipe.resize_px:
                reporting.refuse_other_masks(other, run)


def _row(experiment: Experiment, runs: Sequence[ScoredRun]) -> Row:
    reporting.refuse_other_requests(runs, reporting.whatever_the_fold)
    first, request = runs[0], runs[0].request
    looked_at = reporting.LOOKED_AT.get(experiment.name, ()) if request.n_folds else ()
    others = [run for run in runs if run.request.fold not in looked_at]
    n_outputs = len(first.class_names) - (request.recipe.activation is Activation.SIGMOID)
    size = size_of(
        request.network, n_classes=n_outputs, in_channels=request.input_channels, height=SIDE_PX, width=SIDE_PX,
        **request.network_options,
    )  # fmt: skip
    if size.n_parameters != first.n_parameters:
        raise ValueError(
            f"{first.name} trained {request.network} with {first.n_parameters:,} parameters; it has "
            f"{size.n_parameters:,} today, so its cost is another one: train it again"
        )
    name, data_id, split = first.tested_on.split(" ")
    return Row(
        **asdict(_figures(runs)),
        experiment=experiment.name, network=request.network, recipe=request.recipe_name, dataset=f"{name} {data_id}",
        tested_on=f"{request.n_folds} folds of whole groups, every frame tested once" if request.n_folds
        else f"{split} split",
        begun_with=reporting.start_of(request), n_steps=request.recipe.n_steps, seed=request.recipe.seed,
        kept_weights=reporting.kept_words(request), class_map=reporting.class_map_words(first.has_thresholds),
        resize_px=request.recipe.resize_px, class_names=first.class_names, n_outputs=n_outputs,
        n_channels=request.input_channels, n_parameters=size.n_parameters, n_mac=size.n_mac,
        mac_frame_px=(SIDE_PX, SIDE_PX), mac_rule=MAC_RULE,
        not_looked_at=_figures(others) if looked_at else None,
        command=f"python -m research.experiments run {experiment.name}",
    )  # fmt: skip


def _figures(runs: Sequence[ScoredRun]) -> Figures:
    by_group: dict[str, Counts] = {}
    for run in runs:
        for group, confusion in run.confusions[WITH_THRESHOLDS].items():
            if group in by_group:
                raise ValueError(f"{run.name}: group {group} was tested twice")
            by_group[group] = confusion
    non_defects = runs[0].non_defects
    scores = scores_of(pooled(by_group), non_defects)
    intervals = bootstrap(by_group, partial(figures_of, non_defects=non_defects))
    return Figures(
        folds=tuple(run.request.fold for run in runs) if runs[0].request.n_folds else (),
        n_frames=sum(run.n_frames for run in runs), n_groups=len(by_group),
        n_groups_of_class=reporting.n_groups_of_classes(by_group), iou=scores.iou,
        miou_with_background=scores.miou_with_background,
        miou_with_background_95=_ends(intervals["miou_with_background"]), miou_defects=scores.miou_defects,
        miou_defects_95=_ends(intervals["miou_defects"]),
    )  # fmt: skip


def _ends(interval: Interval) -> tuple[float, float] | None:
    if interval.low is None or interval.high is None or interval.has_too_few_groups:
        return None
    return interval.low, interval.high


def measure_latency(names: Sequence[str], *, n_threads: int, n_rounds: int = 15) -> dict[str, float]:
    """Median milliseconds of one frame in ONNX Runtime on the CPU, fresh weights; all measured in turns."""
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = n_threads
    frame = np.random.default_rng(0).standard_normal((1, 1, SIDE_PX, SIDE_PX)).astype(np.float32)
    sessions = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            file = Path(folder) / f"{name}.onnx"
            _export_fresh(name, file)
            sessions[name] = onnxruntime.InferenceSession(str(file), settings, providers=["CPUExecutionProvider"])
    times: dict[str, list[float]] = {name: [] for name in names}
    for n_round in range(n_rounds + 2):
        for name, session in sessions.items():
            begun = time.perf_counter()
            session.run(None, {"frame": frame})
            if n_round >= 2:  # the first rounds warm up
                times[name].append((time.perf_counter() - begun) * 1000)
    return {name: statistics.median(values) for name, values in times.items()}


def _export_fresh(name: str, file: Path) -> None:
    torch.manual_seed(0)
    entry = models.entry_of(name)
    card = ModelCard(
        name=name, version="0", network=name, class_names=("background", "a", "b", "c"), input_channels=1, mean=(0.5,),
        std=(0.25,), size_multiple=entry.size_multiple, tile_px=SIDE_PX, overlap_px=0, output=Output.LOGITS,
        thresholds=(0.0,) * 4, min_area_px=(0,) * 4, is_demonstration=True,
    )  # fmt: skip
    network = models.build(name, n_classes=4, in_channels=1)
    export_onnx(network, card, file, any_size=entry.exports_any_size)


def section(rows: Sequence[Row], latency: Mapping[str, Any]) -> str:
    """Markdown of the README's section."""
    lines = []
    for experiment in dict.fromkeys(row.experiment for row in rows):
        of_it = sorted((row for row in rows if row.experiment == experiment), key=lambda row: -row.miou_with_background)
        first = of_it[0]
        lines += [
            f"**{experiment}**: {first.dataset}, {first.tested_on}: {_counted(first)}; `{first.command}`",
            "",
            *_rules(of_it),
            "",
            f"| network | recipe | seed | {_columns(first)} | parameters | GMAC at {SIDE_PX}² "
            "| latency / U-Net ResNet-18 |",
            "|---|---|---|" + "---|" * (len(first.class_names) + 4),
        ]
        for row in of_it:
            ratio = latency.get("ratio_to_baseline", {}).get(row.network)
            cells = [
                row.network, row.recipe, str(row.seed), *_cells(row), f"{row.n_parameters / 1e6:.2f} M",
                f"{row.n_mac / 1e9:.2f}", f"{ratio:.2f}" if ratio is not None else "-",
            ]  # fmt: skip
            lines.append(f"| {' | '.join(cells)} |")
        lines += ["", *_not_looked_at(of_it)]
    lines += ["**Architecture verified, not trained in these comparisons**:", ""]
    lines += [*_untrained({row.network for row in rows}), ""]
    lines += [
        f"One MAC: {MAC_RULE}. The tables of trained networks count a frame of {SIDE_PX} x {SIDE_PX} px with the "
        "channels and outputs that were trained, told above each; the last one counts a frame of "
        f"{UNTRAINED_SIDE_PX} x {UNTRAINED_SIDE_PX} px with {UNTRAINED_CHANNELS} channels and {UNTRAINED_OUTPUTS} "
        "outputs. Parameters include heads that only training uses.",
        "",
    ]
    if latency:
        lines.append(
            f"Latency: ONNX Runtime on the CPU, {latency['n_threads']} thread(s), one grey frame of {SIDE_PX} x "
            f"{SIDE_PX} px, fresh weights with 4 outputs, medians of alternating runs; U-Net ResNet-18 took "
            f"{latency['ms'][BASELINE]:.0f} ms."
        )
    return "\n".join(lines)


def _counted(figures: Figures) -> str:
    return f"{figures.n_frames:,} frames of {figures.n_groups} groups"


def _rules(rows: Sequence[Row]) -> Iterator[str]:
    """What all rows have in common in one line, what differs once for each."""
    by_rule: dict[str, list[str]] = {}
    for row in rows:
        beginning = f"begun with the weights of {_begun_with(row)}" if row.begun_with else "from scratch"
        rule = (
            f"{row.n_steps:,} steps each, {beginning}. Kept: {row.kept_weights}. Class maps: {row.class_map}. Size: "
            f"{reporting.resize_words(row.resize_px)}. Parameters and MACs: with {row.n_outputs} outputs and "
            f"{'1 channel' if row.n_channels == 1 else f'{row.n_channels} channels'}."
        )
        by_rule.setdefault(rule, []).append(row.network)
    for rule, networks in by_rule.items():
        yield rule if len(by_rule) == 1 else f"{reporting.in_words(networks)}: {rule}"
    few = reporting.classes_of_few(rows[0].n_groups_of_class)
    yield "Intervals hold 95 % of a bootstrap over groups." + (
        f" (few): fewer than {ENOUGH_GROUPS} groups hold the class." if few else ""
    )


def _begun_with(row: Row) -> str:
    parts = row.begun_with.replace(row.network, "NETWORK")
    return parts.replace("-fold0", "-foldN") if row.folds else parts


def _columns(row: Row) -> str:
    return " | ".join(["mIoU with background", "mIoU defects", *row.class_names[1:]])


def _cells(figures: Figures) -> list[str]:
    few = reporting.classes_of_few(figures.n_groups_of_class)
    return [
        _with_ends(figures.miou_with_background, figures.miou_with_background_95),
        _with_ends(figures.miou_defects, figures.miou_defects_95),
        *(f"{value:.3f}" + (" (few)" if k in few else "") for k, value in enumerate(figures.iou) if k),
    ]


def _not_looked_at(rows: Sequence[Row]) -> Iterator[str]:
    first = rows[0].not_looked_at
    if first is None:
        return
    looked_at = reporting.in_words([str(fold) for fold in rows[0].folds if fold not in first.folds])
    others = reporting.in_words([str(fold) for fold in first.folds])
    yield (
        f"The recipe was chosen while looking at fold {looked_at} (of 0 to {rows[0].folds[-1]}), which is part of "
        f"these figures. Folds {others} alone, {_counted(first)}, give:"
    )
    yield from ("", f"| network | {_columns(rows[0])} |", "|---|" + "---|" * (len(rows[0].class_names) + 1))
    for row in rows:
        if row.not_looked_at is not None:
            yield f"| {row.network} | {' | '.join(_cells(row.not_looked_at))} |"
    yield ""


def _with_ends(value: float, ends: tuple[float, float] | None) -> str:
    return f"{value:.3f} ({ends[0]:.3f} to {ends[1]:.3f})" if ends else f"{value:.3f} (too few groups)"


def _untrained(trained: set[str]) -> Iterator[str]:
    side = UNTRAINED_SIDE_PX
    yield f"| network | parameters | GMAC at {side}² | source |"
    yield "|---|---|---|---|"
    for entry in models.REGISTRY.values():
        if entry.name not in trained and entry.name != "smp":  # any pair of architecture and encoder
            size = size_of(
                entry.name, n_classes=UNTRAINED_OUTPUTS, in_channels=UNTRAINED_CHANNELS, height=side, width=side
            )
            yield f"| {entry.name} | {size.n_parameters / 1e6:.2f} M | {size.n_mac / 1e9:.2f} | {entry.reference} |"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m research.results", description=__doc__)
    parser.add_argument("--workspace", type=Path, default=Path("workspace"))
    parser.add_argument("--latency", action="store_true", help="measure latencies again on this PC")
    parser.add_argument("--threads", type=int, default=1, help="of the latency measurement")
    options = parser.parse_args(arguments)
    try:
        reporting.require_part(README, PART)  # before anything is written
        rows = collect(options.workspace.resolve(), experiments().values())
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if not rows:
        sys.stderr.write("No experiment is complete: python -m research.experiments list\n")
        return 1
    Path(RESULTS).parent.mkdir(parents=True, exist_ok=True)
    write_whole(Path(RESULTS), json_text([asdict(row) for row in rows], indent=1).encode() + b"\n")
    if options.latency:
        names = list(dict.fromkeys([BASELINE, *(row.network for row in rows)]))
        ms = measure_latency(names, n_threads=options.threads)
        facts = {
            "frame_px": SIDE_PX, "n_threads": options.threads, "ms": ms,
            "ratio_to_baseline": {name: value / ms[BASELINE] for name, value in ms.items()},
        }  # fmt: skip
        write_whole(Path(LATENCY), json_text(facts, indent=1).encode() + b"\n")
    latency = json.loads(Path(LATENCY).read_text(encoding="utf-8")) if Path(LATENCY).exists() else {}
    reporting.write_part(README, PART, section(rows, latency))
    return 0


if __name__ == "__main__":
    sys.exit(main())
