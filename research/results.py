"""``python -m research.results``: what the experiments gave.

    docs/results/results.json    every figure with its run, data, seed, steps, interval and the rules that it follows
    docs/results/latency.json    ONNX Runtime latencies on this PC (only written by --latency)
    docs/results/held-out/*.json what `inspector evaluate … --json` printed, each put there by hand
    docs/results/results.md      all of these as tables
    README.md                    a summary between its two "results" comments

Rows of experiments whose runs are not in the workspace stay as they are stored: runs are large, and go some day. Those
of one network and experiment stay or are made anew together, since a mean is of all its seeds.
Where some folds were looked at while the recipe was chosen, the others are reported alone too. Wants to be run in the
repository.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from pydantic import TypeAdapter

import models
from inspector.core.files import write_whole
from inspector.core.json_text import json_text
from inspector.core.model_card import ModelCard, Output
from research import reporting
from research.experiments import experiments
from research.result_rows import SIDE_PX, Row, collect, refuse_mixed_tables
from research.result_tables import BASELINE, as_document, as_summary
from training.exporting import export_onnx

FOLDER = Path("docs/results")
RESULTS, LATENCY, TABLES = FOLDER / "results.json", FOLDER / "latency.json", FOLDER / "results.md"
HELD_OUT = "held-out"  # folder of what inspector evaluate printed
README, PART = Path("README.md"), "results"
_ROWS = TypeAdapter(list[Row])


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


def stored_rows(file: Path) -> list[Row]:
    """None where there is no file. Raises ValueError where it holds something else."""
    return _ROWS.validate_json(file.read_bytes()) if file.exists() else []


def merged(stored: Sequence[Row], new: Sequence[Row]) -> list[Row]:
    """Of each network in each experiment the new rows, or the stored ones where those are of more seeds: a mean over
    seeds stands in one row and is of all of them. Raises ValueError where a table would hold figures that may not be
    compared."""
    kept = seeds_gone(stored, new)
    chosen = _by_network(stored) | {key: rows for key, rows in _by_network(new).items() if key not in kept}
    refuse_mixed_tables(found := [row for rows in chosen.values() for row in rows])
    return found


def seeds_gone(stored: Sequence[Row], new: Sequence[Row]) -> dict[tuple[str, str], list[int]]:
    """By experiment and network the stored seeds that its new rows lack, where there are new rows."""
    before = _by_network(stored)
    gone = {
        key: sorted({row.seed for row in before.get(key, [])} - {row.seed for row in rows})
        for key, rows in _by_network(new).items()
    }
    return {key: seeds for key, seeds in gone.items() if seeds}


def _by_network(rows: Sequence[Row]) -> dict[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((row.experiment, row.network), []).append(row)
    return found


def held_out(folder: Path) -> list[dict[str, Any]]:
    """What ``inspector evaluate`` printed, by the names of its files."""
    return [json.loads(file.read_text(encoding="utf-8")) for file in sorted((folder / HELD_OUT).glob("*.json"))]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m research.results", description=__doc__)
    parser.add_argument("--workspace", type=Path, default=Path("workspace"))
    parser.add_argument("--latency", action="store_true", help="measure latencies again on this PC")
    parser.add_argument("--threads", type=int, default=1, help="of the latency measurement")
    options = parser.parse_args(arguments)
    try:
        reporting.require_part(README, PART)  # before anything is written
        stored, new = stored_rows(RESULTS), collect(options.workspace.resolve(), experiments().values())
        rows = merged(stored, new)
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if not rows:
        sys.stderr.write("No experiment is complete: python -m research.experiments list\n")
        return 1
    for (experiment, network), seeds in seeds_gone(stored, new).items():
        sys.stderr.write(
            f"{experiment}: the rows of {network} stay as they are stored: the runs of seed "
            f"{reporting.listed([str(seed) for seed in seeds])} are not in the workspace\n"
        )
    FOLDER.mkdir(parents=True, exist_ok=True)
    write_whole(RESULTS, json_text([asdict(row) for row in rows], indent=1).encode() + b"\n")
    if options.latency:
        names = list(dict.fromkeys([BASELINE, *(row.network for row in rows)]))
        ms = measure_latency(names, n_threads=options.threads)
        facts = {
            "frame_px": SIDE_PX, "n_threads": options.threads, "ms": ms,
            "ratio_to_baseline": {name: value / ms[BASELINE] for name, value in ms.items()},
        }  # fmt: skip
        write_whole(LATENCY, json_text(facts, indent=1).encode() + b"\n")
    latency = json.loads(LATENCY.read_text(encoding="utf-8")) if LATENCY.exists() else {}
    write_whole(TABLES, as_document(rows, latency, held_out(FOLDER)).encode())
    reporting.write_part(README, PART, as_summary(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
