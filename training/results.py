"""``python -m training.results``: what the experiments gave, as one file and as the README's section.

    docs/results/results.json    every figure with its run, data, seed, steps and interval
    docs/results/latency.json    ONNX Runtime latencies on this PC (only written by --latency)
    README.md                    the section between its two "results" comments, made from both

Folds of a run are added up before scoring: each group is tested once. Intervals are of a bootstrap over groups.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
import torch

import models
from inspector.core.files import write_whole
from inspector.core.json_text import json_text
from inspector.core.model_card import ModelCard, Output
from inspector.evaluation.intervals import Interval, pooled
from inspector.evaluation.metrics import bootstrap_intervals, scores_of
from models.counting import size_of
from training.experiments import Experiment, experiments
from training.export import export_onnx

RESULTS, LATENCY = "docs/results/results.json", "docs/results/latency.json"
BEGIN, END = "<!-- results -->", "<!-- /results -->"
BASELINE = "unet-resnet18"
SIDE_PX = 224  # of the frame that MACs and latencies are given for


@dataclass(frozen=True, slots=True)
class Row:
    """One network trained with one seed on one data set, all folds together."""

    experiment: str
    network: str
    recipe: str
    dataset: str  # name and content hash
    tested_on: str
    begun_with: str  # the run whose weights were there before, {network} standing for its own; "": none
    n_steps: int
    seed: int
    n_groups: int
    class_names: tuple[str, ...]
    iou: tuple[float, ...]
    miou_with_background: float
    miou_with_background_95: tuple[float, float] | None  # None: too few groups
    miou_defects: float
    miou_defects_95: tuple[float, float] | None
    n_parameters: int  # with 4 outputs and grey input
    n_mac: int  # of a frame of 224 x 224
    command: str


def collect(workspace: Path, chosen: Iterable[Experiment]) -> list[Row]:
    """Rows of all runs that are complete; an experiment in folds counts when every fold is done."""
    rows = []
    for experiment in chosen:
        if experiment.remedies:  # told by balance_report.py
            continue
        for network in experiment.networks:
            for seed in experiment.seeds:
                runs = [
                    workspace / "runs" / experiment.name / request.run
                    for request in experiment.requests(workspace)
                    if request.network == network and request.recipe.seed == seed
                ]
                if all((run / "scores.json").exists() for run in runs):
                    rows.append(_row(experiment, network, seed, runs))
    return rows


def _row(experiment: Experiment, network: str, seed: int, runs: Sequence[Path]) -> Row:
    by_group: dict[str, npt.NDArray[np.int64]] = {}
    for run in runs:
        stored = json.loads((run / "confusions.json").read_text(encoding="utf-8"))
        class_names = tuple(stored.pop("class_names"))
        ((tested_on, found),) = stored.items()
        for group, confusion in found["with thresholds"].items():
            if group in by_group:
                raise ValueError(f"{run}: group {group} was tested twice")
            by_group[group] = np.array(confusion, np.int64)
    request = json.loads((runs[0] / "scores.json").read_text(encoding="utf-8"))["request"]
    scores, intervals = scores_of(pooled(by_group)), bootstrap_intervals(by_group)
    size = size_of(network, n_classes=4, in_channels=1, height=SIDE_PX, width=SIDE_PX)
    name, data_id, split = tested_on.split(" ")
    return Row(
        experiment=experiment.name, network=network, recipe=request["recipe_name"], dataset=f"{name} {data_id}",
        tested_on=f"{experiment.n_folds} folds, each group once" if experiment.n_folds else f"{split} split",
        begun_with=experiment.start_from, n_steps=request["recipe"]["n_steps"], seed=seed, n_groups=len(by_group),
        class_names=class_names,
        iou=scores.iou, miou_with_background=scores.miou_with_background,
        miou_with_background_95=_ends(intervals["miou_with_background"]), miou_defects=scores.miou_defects,
        miou_defects_95=_ends(intervals["miou_defects"]), n_parameters=size.n_parameters, n_mac=size.n_mac,
        command=f"python -m training.experiments run {experiment.name}",
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


def section(rows: Sequence[Row], latency: dict[str, Any]) -> str:
    """Markdown of the README's section."""
    lines = []
    for experiment in dict.fromkeys(row.experiment for row in rows):
        of_it = sorted((row for row in rows if row.experiment == experiment), key=lambda row: -row.miou_with_background)
        first = of_it[0]
        weights = first.begun_with.format(network="NETWORK")
        beginning = f"begun with the weights of {weights}" if weights else "from scratch"
        lines += [
            f"**{experiment}**: {first.dataset}, {first.tested_on} ({first.n_groups} groups), "
            f"{first.n_steps} steps each, {beginning}; `{first.command}`",
            "",
            "| network | recipe | seed | mIoU with background | mIoU defects | "
            + " | ".join(first.class_names[1:])
            + " | parameters | GMAC at 224² | latency / U-Net ResNet-18 |",
            "|---|---|---|---|---|" + "---|" * (len(first.class_names) + 2),
        ]
        for row in of_it:
            ratio = latency.get("ratio_to_baseline", {}).get(row.network)
            cells = [
                row.network, row.recipe, str(row.seed),
                _with_ends(row.miou_with_background, row.miou_with_background_95),
                _with_ends(row.miou_defects, row.miou_defects_95),
                *(f"{value:.3f}" for value in row.iou[1:]),
                f"{row.n_parameters / 1e6:.2f} M", f"{row.n_mac / 1e9:.2f}",
                f"{ratio:.2f}" if ratio is not None else "-",
            ]  # fmt: skip
            lines.append(f"| {' | '.join(cells)} |")
        lines.append("")
    lines += ["**Architecture verified, not trained in these comparisons**:", ""]
    lines += [*_untrained({row.network for row in rows}), ""]
    if latency:
        lines.append(
            f"Latency: ONNX Runtime on the CPU, {latency['n_threads']} thread(s), one frame of 224 x 224, medians of "
            f"alternating runs; U-Net ResNet-18 took {latency['ms'][BASELINE]:.0f} ms."
        )
    return "\n".join(lines)


def _with_ends(value: float, ends: tuple[float, float] | None) -> str:
    return f"{value:.3f} ({ends[0]:.3f} to {ends[1]:.3f})" if ends else f"{value:.3f} (too few groups)"


def _untrained(trained: set[str]) -> Iterator[str]:
    yield "| network | parameters | GMAC at 384² | source |"
    yield "|---|---|---|---|"
    for entry in models.REGISTRY.values():
        if entry.name not in trained and entry.name != "smp":  # any pair of architecture and encoder
            size = size_of(entry.name, n_classes=4, in_channels=3, height=384, width=384)
            yield f"| {entry.name} | {size.n_parameters / 1e6:.2f} M | {size.n_mac / 1e9:.2f} | {entry.reference} |"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m training.results", description=__doc__)
    parser.add_argument("--workspace", type=Path, default=Path("workspace"))
    parser.add_argument("--latency", action="store_true", help="measure latencies again on this PC")
    parser.add_argument("--threads", type=int, default=1, help="of the latency measurement")
    options = parser.parse_args(arguments)
    rows = collect(options.workspace.resolve(), experiments().values())
    if not rows:
        sys.stderr.write("No experiment is complete: python -m training.experiments list\n")
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
    readme = Path("README.md")
    text = readme.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        sys.stderr.write(f"README.md has no place for results: {BEGIN} … {END}\n")
        return 1
    write_whole(readme, f"{before}{BEGIN}\n{section(rows, latency)}\n{END}{after}".encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
