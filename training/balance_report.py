"""``python -m training.balance_report``: what each remedy against rare classes gave, and what injection gave over it.

    docs/results/balance.json    every figure with its interval, every difference, the runs' names
    docs/results/balance.md      the same as tables

Reads the runs of one experiment with remedies (experiments.toml). Folds are added up: each group is tested once.
Class maps are the arg-max, without thresholds: folds leave no frames to choose thresholds by. Intervals are of a
bootstrap over groups, differences of a paired one: "dli" less the other remedy, on the same groups.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from inspector.core.files import write_whole
from inspector.core.json_text import json_text
from inspector.evaluation import metrics
from inspector.evaluation.detections import DetectionTally
from inspector.evaluation.intervals import Counts, Interval, bootstrap, bootstrap_difference
from training.experiments import Experiment, experiments

FOLDER = Path("docs/results")
OURS = "dli"
RULE = "arg-max alone"
FEW_GROUPS = 8  # below, a class's figure is marked: an interval over so few groups promises too much
FIGURES = {
    "miou_defects": "mIoU defects", "micro_iou": "micro IoU", "defect_recall": "defects found",
    "clean_frames_alarmed": "clean frames with an alarm", "false_alarms_per_clean_frame": "alarms per clean frame",
}  # fmt: skip


def read_remedy(
    experiment: Experiment, workspace: Path, network: str, remedy: str, seed: int, folds: Sequence[int] = ()
) -> tuple[dict[str, Counts], dict[str, Counts], tuple[str, ...]] | None:
    """Confusions and detections by group, all folds (or those named) together, and the class names; None until every
    one of them is done.

    Raises ValueError where two folds tested the same group.
    """
    confusions: dict[str, Counts] = {}
    detections: dict[str, Counts] = {}
    class_names: tuple[str, ...] = ()
    for fold in folds or range(max(1, experiment.n_folds)):
        run = workspace / "runs" / experiment.name / experiment.run_name(network, remedy, seed, fold)
        if not (run / "scores.json").exists():
            return None
        for file, into in (("confusions.json", confusions), ("detections.json", detections)):
            stored = json.loads((run / file).read_text(encoding="utf-8"))
            class_names = tuple(stored.pop("class_names"))
            ((_, found),) = stored.items()
            for group, counts in found[RULE].items():
                if group in into:
                    raise ValueError(f"{run}: group {group} was tested twice")
                into[group] = np.array(counts)
    return confusions, detections, class_names


def report(
    experiment: Experiment, workspace: Path, network: str, seed: int, folds: Sequence[int] = ()
) -> dict[str, Any]:
    """Figures of every remedy that is complete, and the differences to ours where both are."""
    found = {
        remedy: one
        for remedy in experiment.remedies
        if (one := read_remedy(experiment, workspace, network, remedy, seed, folds)) is not None
    }
    if not found:
        raise ValueError(f"{experiment.name}: no remedy is complete; python -m training.experiments list")
    class_names = next(iter(found.values()))[2]
    tally = DetectionTally(len(class_names))
    figures = {
        remedy: bootstrap(confusions, metrics.figures_of) | bootstrap(detections, tally.figures_of)
        for remedy, (confusions, detections, _) in found.items()
    }
    differences: dict[str, dict[str, Interval]] = {}
    if OURS in found:
        ours = found[OURS]
        for remedy, (confusions, detections, _) in found.items():
            if remedy != OURS:
                differences[remedy] = bootstrap_difference(
                    confusions, ours[0], metrics.figures_of
                ) | bootstrap_difference(detections, ours[1], tally.figures_of)
    return {
        "experiment": experiment.name, "dataset": experiment.dataset, "network": network, "seed": seed,
        "n_steps": next(experiment.requests(workspace)).recipe.n_steps, "n_folds": experiment.n_folds,
        "folds": sorted(folds or range(experiment.n_folds)), "class_names": class_names,
        "n_groups": len(next(iter(found.values()))[0]),
        "command": f"python -m training.experiments run {experiment.name} && "
        + " ".join([f"python -m training.balance_report {experiment.name}", *(f"--fold {fold}" for fold in folds)]),
        "figures": {remedy: _plain(of_it) for remedy, of_it in figures.items()},
        "dli_less": {remedy: _plain(of_it) for remedy, of_it in differences.items()},
    }  # fmt: skip


def _plain(intervals: Mapping[str, Interval]) -> dict[str, Any]:
    return {name: asdict(interval) for name, interval in intervals.items()}


def as_text(told: Mapping[str, Any]) -> str:
    names = told["class_names"]
    columns = FIGURES | {f"iou_{k}": f"IoU {names[k]}" for k in range(1, len(names))}
    columns |= {f"defect_recall_{k}": f"found: {names[k]}" for k in range(1, len(names))}
    lines = [
        f"# {told['experiment']}",
        "",
        f"{told['network']} on {told['dataset']}, {_folds_words(told)} over {told['n_groups']} groups, each tested "
        f"once; {told['n_steps']} steps, seed {told['seed']}, last weights, arg-max. `{told['command']}`",
        "",
        f"Intervals hold 95 % of a bootstrap over groups. (few): fewer than {FEW_GROUPS} groups hold the class.",
        "",
        *_table("remedy", told["figures"], columns),
        "",
        "## dli less each other remedy, paired over groups",
        "",
        *_table("against", told["dli_less"], columns),
    ]
    return "\n".join(lines) + "\n"


def _folds_words(told: Mapping[str, Any]) -> str:
    if len(told["folds"]) == told["n_folds"]:
        return f"{told['n_folds']} folds"
    return f"only folds {', '.join(map(str, told['folds']))} of {told['n_folds']} (counted from 0)"


def _table(first: str, rows: Mapping[str, Mapping[str, Any]], columns: Mapping[str, str]) -> list[str]:
    lines = [f"| {first} | {' | '.join(columns.values())} |", "|---|" + "---|" * len(columns)]
    for name, figures in rows.items():
        lines.append(f"| {name} | {' | '.join(_cell(figures.get(column)) for column in columns)} |")
    return lines


def _cell(interval: Mapping[str, Any] | None) -> str:
    if interval is None:
        return "-"
    if interval["low"] is None:
        return f"{interval['value']:.3f} (few)"
    few = " (few)" if interval["n_groups"] < FEW_GROUPS else ""
    return f"{interval['value']:.3f} [{interval['low']:.3f}, {interval['high']:.3f}]{few}"


def main(arguments: list[str] | None = None) -> int:
    with_remedies = [name for name, experiment in experiments().items() if experiment.remedies]
    parser = argparse.ArgumentParser(prog="python -m training.balance_report", description=__doc__)
    parser.add_argument("experiment", nargs="?", choices=with_remedies, default=with_remedies[0])
    parser.add_argument("--workspace", type=Path, default=Path("workspace"))
    parser.add_argument("--fold", type=int, action="append", default=[], help="only this one, 0 first; may be repeated")
    options = parser.parse_args(arguments)
    experiment = experiments()[options.experiment]
    try:
        told = report(
            experiment, options.workspace.resolve(), experiment.networks[0], experiment.seeds[0], sorted(options.fold)
        )
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    write_whole(FOLDER / "balance.json", json_text(told, indent=1).encode() + b"\n")
    write_whole(FOLDER / "balance.md", as_text(told).encode())
    sys.stdout.write(as_text(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
