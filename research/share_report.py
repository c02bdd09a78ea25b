"""``python -m research.share_report``: methods against rare classes with all and with few training frames.

    docs/results/shares.json    every figure and difference with its interval, by share and method
    docs/results/shares.md      the same as tables

Reads the runs of one experiment with methods and shares (experiments.toml). Folds are added up: each frame is tested
once. Seeds stand side by side: a figure is their mean, and its interval is of a bootstrap over groups in which all
seeds have the same resamples; differences ("dli" less another method) are paired likewise. So an interval says what
other groups would have given with these seeds; how far seeds differ is told beside it.

A method that finds more by alarming more is no better for it: everything stands once more at the false alarms of "none"
of the same share and seed, by the rule of balance_report.py. What is not complete is left out, and said: a method of a
share counts with the seeds that all its methods have.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import stdev
from typing import Any

from inspector.core.files import write_whole
from inspector.core.json_text import json_text
from inspector.evaluation import metrics
from inspector.evaluation.detections import DetectionAccumulator
from inspector.evaluation.intervals import bootstrap, bootstrap_difference, pooled
from research import reporting
from research.balance_report import Fold, Found, added_up, read_method, refuse_what_differs, rules_at_equal_alarms
from research.balance_tables import ALARMS, BASELINE, METRICS, OURS
from research.experiments import Experiment, experiments
from training.scoring import ARG_MAX

FOLDER = Path("docs/results")
N_RESAMPLES = 1000
SHOWN = ("miou_defects", "micro_iou", "defect_recall", "clean_frames_alarmed", ALARMS)
OfSeeds = Mapping[int, Mapping[str, Sequence[Fold]]]  # by seed, then by method


def build_report(experiment: Experiment, workspace: Path) -> dict[str, Any]:
    """Raises ValueError where nothing is complete, or runs do not belong in one report."""
    network = experiment.networks[0]
    shares = []
    for share in sorted(experiment.shares):
        of_seeds: dict[int, dict[str, list[Fold]]] = {}
        missing: dict[int, list[str]] = {}
        for seed in experiment.seeds:
            read = {m: read_method(experiment, workspace, network, m, seed, share=share) for m in experiment.methods}
            of_seeds[seed] = {method: of for method, of in read.items() if of is not None}
            missing[seed] = [method for method, of in read.items() if of is None]
        # A mean over seeds is of the same seeds for all: those with every method, else the first one with what it has
        whole = [seed for seed in experiment.seeds if not missing[seed]]
        begun = [seed for seed in experiment.seeds if of_seeds[seed]]
        for seed in (counted := whole or begun[:1]):
            refuse_what_differs(of_seeds[seed])
        if counted:
            left_out = [f"seed {s}: {', '.join(missing[s])}" for s in experiment.seeds if missing[s]]
            shares.append(
                {"share": share, "seeds": counted, "not_complete": left_out}
                | _of_share({seed: of_seeds[seed] for seed in counted})
            )
    if not shares:
        raise ValueError(f"{experiment.name}: no method is complete; python -m research.experiments list")
    first = read_first(experiment, workspace, shares[0])
    name, data_id, _ = first.run.tested_on.split(" ")
    recipe = first.run.request.recipe
    return {
        "experiment": experiment.name, "dataset": name, "data_id": data_id, "network": network,
        "n_steps": recipe.n_steps, "batch": recipe.batch, "view_px": recipe.view_px, "n_folds": experiment.n_folds,
        "begun_with": reporting.start_of(first.run.request), "kept_weights": reporting.kept_text(first.run.request),
        "resize_px": recipe.resize_px, "class_names": first.run.class_names, "shares": shares,
        "shares_not_begun": [s for s in sorted(experiment.shares) if s not in {each["share"] for each in shares}],
        "command": f"python -m research.experiments run {experiment.name} && "
        f"python -m research.share_report {experiment.name}",
    }  # fmt: skip


def read_first(experiment: Experiment, workspace: Path, share: Mapping[str, Any]) -> Fold:
    method, seed = next(iter(share["arg_max"]["figures"])), share["seeds"][0]
    read = read_method(experiment, workspace, experiment.networks[0], method, seed, share=share["share"])
    assert read is not None
    return read[0]


def _of_share(of_seeds: OfSeeds) -> dict[str, Any]:
    by_method = next(iter(of_seeds.values()))
    some = next(iter(by_method.values()))
    accumulator = DetectionAccumulator(len(some[0].run.class_names))
    non_defects = some[0].run.non_defects
    arg_max = {
        method: [added_up(of_seeds[seed][method], [ARG_MAX] * len(some)) for seed in of_seeds] for method in by_method
    }
    tested = next(iter(arg_max.values()))[0]
    facts: dict[str, Any] = {
        "n_frames": sum(fold.run.n_frames for fold in some), "n_groups": len(tested.confusions),
        "n_groups_of_class": reporting.n_groups_of_classes(tested.confusions),
        "arg_max": _compared(arg_max, accumulator, non_defects),
    }  # fmt: skip
    if BASELINE in by_method and len(some) > 1:
        chosen = {
            method: [
                ([ARG_MAX] * len(some), True)
                if method == BASELINE
                else rules_at_equal_alarms(of_seeds[seed][method], of_seeds[seed][BASELINE], accumulator)
                for seed in of_seeds
            ]
            for method in by_method
        }
        at_equal = {
            method: [
                added_up(of_seeds[s][method], rules) for s, (rules, _) in zip(of_seeds, chosen[method], strict=True)
            ]
            for method in by_method
        }
        facts["at_equal_alarms"] = {
            "too_loud": [method for method, of in chosen.items() if not all(is_quiet for _, is_quiet in of)],
            **_compared(at_equal, accumulator, non_defects),
        }
    return facts


def _compared(
    found: Mapping[str, Sequence[Found]], accumulator: DetectionAccumulator, non_defects: Sequence[int]
) -> dict[str, Any]:
    """Figures of each method over its seeds, and ours less each other."""

    def of_pixels(confusion: metrics.Confusion) -> dict[str, float]:
        return metrics.metrics_of(confusion, non_defects)

    kinds: tuple[tuple[str, Callable[[Any], Mapping[str, float]]], ...] = (
        ("confusions", of_pixels), ("detections", accumulator.metrics_of),
    )  # fmt: skip
    figures: dict[str, dict[str, Any]] = {method: {} for method in found}
    differences: dict[str, dict[str, Any]] = {method: {} for method in found if OURS in found and method != OURS}
    for kind, metrics_of in kinds:
        counts = {method: [getattr(one, kind) for one in of_seeds] for method, of_seeds in found.items()}
        stacked = {method: reporting.side_by_side(of_seeds) for method, of_seeds in counts.items()}
        mean = reporting.mean_of(metrics_of)
        for method, of_seeds in counts.items():
            alone = [metrics_of(pooled(by_group)) for by_group in of_seeds]
            for name, interval in bootstrap(stacked[method], mean, n_resamples=N_RESAMPLES).items():
                spread = stdev(each[name] for each in alone) if len(alone) > 1 else None
                figures[method][name] = asdict(interval) | {"std_of_seeds": spread}
        for method, of_method in differences.items():
            less = bootstrap_difference(stacked[method], stacked[OURS], mean, n_resamples=N_RESAMPLES)
            of_method |= {name: asdict(interval) for name, interval in less.items()}
    return {"figures": figures, "dli_less": differences}


def as_document(report: Mapping[str, Any]) -> str:
    """Made from what is stored alone."""
    begun = f", begun with the weights of {report['begun_with']}" if report["begun_with"] else ", from scratch"
    lines = [
        f"# {report['experiment']}",
        "",
        f"{report['network']} on {report['dataset']} {report['data_id']}, {report['n_folds']} folds of whole groups, "
        f"every frame tested once. {report['n_steps']:,} steps of {report['batch']} views of {report['view_px'][0]} x "
        f"{report['view_px'][1]} px{begun.replace('-fold0', '-foldN')}. Kept: {report['kept_weights']}. Size: "
        f"{reporting.resize_text(report['resize_px'])}. `{report['command']}`",
        "",
        "A share is of the training frames, class by class in whole groups; smaller ones lie within larger ones of the "
        "same seed. Figures are means over seeds, ± the spread of one seed; intervals hold 95 % of a bootstrap over "
        "groups. Bold: a difference whose interval leaves out zero.",
    ]
    if report["shares_not_begun"]:
        shares = reporting.listed([f"{share:.0%}" for share in report["shares_not_begun"]])
        lines.append(f"Not complete for any method, and left out: {shares} of the frames.")
    for share in report["shares"]:
        for missing in share["not_complete"]:
            lines.append(f"Not complete at {share['share']:.0%} of the frames, and left out: {missing}.")
    for key, title in (("arg_max", "Class maps by arg-max"), ("at_equal_alarms", "At the false alarms of none")):
        if any(key in share for share in report["shares"]):
            lines += ["", f"## {title}", "", *_figures(report, key), "", f"### {OURS} less each other method", ""]
            lines += _differences(report, key)
    return "\n".join(lines) + "\n"


def _columns(report: Mapping[str, Any]) -> dict[str, str]:
    names = report["class_names"]
    return {name: METRICS[name] for name in SHOWN} | {f"iou_{k}": f"IoU {names[k]}" for k in range(1, len(names))}


def _figures(report: Mapping[str, Any], key: str) -> list[str]:
    columns = _columns(report)
    lines = [f"| frames | seeds | method | {' | '.join(columns.values())} |", "|---|---|---|" + "---|" * len(columns)]
    for share in report["shares"]:
        few = {f"iou_{k}" for k in reporting.classes_of_few(share["n_groups_of_class"])}
        for method, figures in share.get(key, {"figures": {}})["figures"].items():
            loud = " (louder)" if method in share[key].get("too_loud", ()) else ""
            cells = [_cell(figures.get(name), name in few) for name in columns]
            seeds = ", ".join(map(str, share["seeds"]))
            lines.append(f"| {share['share']:.0%} | {seeds} | {method}{loud} | {' | '.join(cells)} |")
    return lines


def _differences(report: Mapping[str, Any], key: str) -> list[str]:
    columns = _columns(report)
    lines = [f"| frames | against | {' | '.join(columns.values())} |", "|---|---|" + "---|" * len(columns)]
    for share in report["shares"]:
        few = {f"iou_{k}" for k in reporting.classes_of_few(share["n_groups_of_class"])}
        for method, less in share.get(key, {"dli_less": {}})["dli_less"].items():
            cells = [_cell(less.get(name), name in few, is_difference=True) for name in columns]
            lines.append(f"| {share['share']:.0%} | {method} | {' | '.join(cells)} |")
    return lines


def _cell(interval: Mapping[str, Any] | None, is_few: bool, *, is_difference: bool = False) -> str:
    if interval is None:
        return "-"
    low, high = interval["low"], interval["high"]
    text = f"{interval['value']:.3f}"
    if interval.get("std_of_seeds") is not None:
        text += f" ± {interval['std_of_seeds']:.3f}"
    text += f" [{low:.3f}, {high:.3f}]" if low is not None else " (too few groups)"
    if is_difference and low is not None and (low > 0 or high < 0):
        text = f"**{text}**"
    return text + (" (few)" if is_few else "")


def main(arguments: list[str] | None = None) -> int:
    with_shares = [name for name, each in experiments().items() if each.methods and len(each.shares) > 1]
    parser = argparse.ArgumentParser(prog="python -m research.share_report", description=__doc__)
    parser.add_argument("experiment", nargs="?", choices=with_shares, default=with_shares[0])
    parser.add_argument("--workspace", type=Path, default=Path("workspace"))
    options = parser.parse_args(arguments)
    try:
        report = build_report(experiments()[options.experiment], options.workspace.resolve())
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    write_whole(FOLDER / "shares.json", json_text(report, indent=1).encode() + b"\n")
    write_whole(FOLDER / "shares.md", as_document(report).encode())
    sys.stdout.write(as_document(report))
    return 0


if __name__ == "__main__":
    sys.exit(main())
