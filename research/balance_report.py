"""``python -m research.balance_report``: each method against rare classes, and injection against each.

    docs/results/balance.json              every figure with its interval, every difference, what the runs were asked
    docs/results/balance.md                the same as tables, an overview first
    docs/manual/training.md                a summary between its two "balance" comments
    docs/decisions/0005-balancing.md       the differences, between the same

Reads the runs of one experiment with imbalance methods (experiments.toml). Folds are added up: each frame is tested
once. Class maps are the arg-max.

A method that finds more by alarming more is no better for it, so all are also compared at the false alarms of "none":
a pixel counts from one probability on, the same for all classes. It is the lowest at which the method alarms no more
than "none" does on the clean frames of the other folds, so no fold has a part in its own probability.

Intervals are of a bootstrap over groups, differences of a paired one: "dli" less the other method, on the same groups.
Classes that few groups hold are marked, and a second mean leaves them out. Where folds were looked at while the
experiment was made, the differences on the others are reported alone too.

What was trained is read from the runs themselves; runs that were asked for different things, or scored on different
masks, are refused. Wants to be run in the repository. With --fold it prints the report of those folds, and writes
nothing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from inspector.core.classes import BACKGROUND_INDEX
from inspector.core.files import write_whole
from inspector.core.json_text import json_text
from inspector.evaluation import metrics
from inspector.evaluation.detections import DetectionAccumulator, DetectionCounts
from inspector.evaluation.intervals import ENOUGH_GROUPS, Counts, Interval, bootstrap, bootstrap_difference, pooled
from inspector.runs.folder import RunFolder
from research import reporting
from research.balance_tables import ALARMS, BASELINE, OF_ENOUGH, OURS, as_decision, as_document, as_summary
from research.experiments import Experiment, experiments, is_scored
from research.reporting import ScoredRun
from training.scoring import ARG_MAX, probability_rules

FOLDER = Path("docs/results")
MANUAL, DECISION, PART = Path("docs/manual/training.md"), Path("docs/decisions/0005-balancing.md"), "balance"


@dataclass(frozen=True, slots=True)
class Fold:
    """One run, and what it counted per defect on its test frames: by rule, then by group."""

    run: ScoredRun
    detections: dict[str, dict[str, Counts]]


@dataclass(frozen=True, slots=True)
class Found:
    """Folds added up, by group."""

    confusions: dict[str, Counts]
    detections: dict[str, Counts]


def read_method(
    experiment: Experiment, workspace: Path, network: str, method: str, seed: int, folds: Sequence[int] = (), *,
    share: float = 1.0,
) -> list[Fold] | None:  # fmt: skip
    """All folds, or those named; None until every one of them is done."""
    read = []
    for fold in folds or range(max(1, experiment.n_folds)):
        folder = workspace / "runs" / experiment.name / experiment.run_name(network, method, seed, fold, share)
        if not is_scored(folder):
            return None
        read.append(Fold(reporting.read_run(folder), reporting.read_counts(RunFolder(folder).detections_file)[2]))
    return read


def added_up(folds: Sequence[Fold], rules: Sequence[str]) -> Found:
    """Each fold by its own rule. Raises ValueError where two folds tested the same group, or one has no such rule."""
    found = Found({}, {})
    for fold, rule in zip(folds, rules, strict=True):
        confusions = fold.run.confusions
        if rule not in confusions:
            raise ValueError(f"{fold.run.name} was not scored by “{rule}”: delete its scores.json and run it again")
        for group in confusions[rule]:
            if group in found.confusions:
                raise ValueError(f"{fold.run.name}: group {group} was tested twice")
        found.confusions.update(confusions[rule])
        found.detections.update(fold.detections[rule])
    return found


def rules_at_equal_alarms(
    folds: Sequence[Fold], baseline: Sequence[Fold], accumulator: DetectionAccumulator
) -> tuple[list[str], bool]:
    """The rule of each fold, chosen on the others: the lowest probability at which these folds alarm on clean frames no
    more than the baseline's arg-max does on the same ones; the highest there is where none is low enough. And whether
    there was one for each fold."""
    rules = [ARG_MAX, *probability_rules(len(folds[0].run.class_names))]

    def alarms(of: Sequence[Fold], rule: str) -> float:
        return accumulator.metrics_of(pooled(added_up(of, [rule] * len(of)).detections))[ALARMS]

    chosen, is_quiet = [], True
    for k in range(len(folds)):
        others, those = ([*of[:k], *of[k + 1 :]] for of in (folds, baseline))
        allowed = alarms(those, ARG_MAX)
        rule = next((rule for rule in rules if alarms(others, rule) <= allowed), None)
        is_quiet = is_quiet and rule is not None
        chosen.append(rule or rules[-1])
    return chosen, is_quiet


def build_report(
    experiment: Experiment, workspace: Path, network: str, seed: int, folds: Sequence[int] = ()
) -> dict[str, Any]:
    """Metrics of every method that is complete, and the differences to ours where both are.

    Raises ValueError where no method is complete, or runs do not belong in one report.
    """
    read = {
        method: one
        for method in experiment.methods
        if (one := read_method(experiment, workspace, network, method, seed, folds)) is not None
    }
    if not read:
        raise ValueError(f"{experiment.name}: no method is complete; python -m research.experiments list")
    refuse_what_differs(read)
    first = next(iter(read.values()))[0].run
    name, data_id, _ = first.tested_on.split(" ")
    report = {
        "experiment": experiment.name, "dataset": name, "data_id": data_id, "network": network, "seed": seed,
        "n_steps": first.request.recipe.n_steps, "begun_with": reporting.start_of(first.request),
        "n_steps_before": _n_steps_before(workspace, first), "kept_weights": reporting.kept_text(first.request),
        "resize_px": first.request.recipe.resize_px, "n_folds": experiment.n_folds,
        "folds": sorted(folds or range(experiment.n_folds)), "class_names": first.class_names,
        "few_below": ENOUGH_GROUPS, "not_complete": [method for method in experiment.methods if method not in read],
        "command": f"python -m research.experiments run {experiment.name} && "
        + " ".join([f"python -m research.balance_report {experiment.name}", *(f"--fold {fold}" for fold in folds)]),
        **_all_metrics(read),
    }  # fmt: skip
    looked_at = reporting.LOOKED_AT.get(experiment.name, ())
    if looked_at and not folds:
        others = [fold for fold in report["folds"] if fold not in looked_at]
        of_others = {method: [of[fold] for fold in others] for method, of in read.items()}
        report["not_looked_at"] = {"folds": others, "looked_at": looked_at, **_all_metrics(of_others)}
    return report


def refuse_what_differs(read: Mapping[str, Sequence[Fold]]) -> None:
    runs = {method: [fold.run for fold in of] for method, of in read.items()}
    for of_method in runs.values():
        reporting.refuse_other_requests(of_method, reporting.without_fold)
    reporting.refuse_other_requests([run for of in runs.values() for run in of], reporting.without_method)
    first, *others = runs.values()
    for of_method in others:
        for one, other in zip(first, of_method, strict=True):
            reporting.refuse_other_masks(one, other)


def _n_steps_before(workspace: Path, run: ScoredRun) -> int:
    """Of the run that this one began with; 0 where it is not there, or there is none."""
    before = workspace / "runs" / reporting.start_of(run.request)
    is_there = run.request.start_from and is_scored(before)
    return reporting.read_run(before).request.recipe.n_steps if is_there else 0


def _all_metrics(read: Mapping[str, Sequence[Fold]]) -> dict[str, Any]:
    """Of some folds: what was tested, the figures and differences, and both again at equal alarms."""
    some = next(iter(read.values()))
    accumulator = DetectionAccumulator(len(some[0].run.class_names))
    at_arg_max = {method: added_up(of, [ARG_MAX] * len(of)) for method, of in read.items()}
    tested = next(iter(at_arg_max.values()))
    n_groups_of = reporting.n_groups_of_classes(tested.confusions)
    of_few = reporting.classes_of_few(n_groups_of)
    non_defects = some[0].run.non_defects
    enough = [k for k in range(len(n_groups_of)) if k not in (BACKGROUND_INDEX, *of_few, *non_defects)]
    report = {
        "n_frames": sum(fold.run.n_frames for fold in some), "n_frames_of_fold": [fold.run.n_frames for fold in some],
        "n_clean_frames": round(DetectionCounts.of_vector(pooled(tested.detections), accumulator.n_classes).n_clean),
        "n_groups": len(tested.confusions), "n_groups_of_class": n_groups_of,
        **_compared(at_arg_max, accumulator, enough, non_defects),
    }  # fmt: skip
    if BASELINE in read and len(some) > 1:
        chosen = {
            method: ([ARG_MAX] * len(of), True)
            if method == BASELINE
            else rules_at_equal_alarms(of, read[BASELINE], accumulator)
            for method, of in read.items()
        }
        at_equal = {method: added_up(of, chosen[method][0]) for method, of in read.items()}
        report["at_equal_alarms"] = {
            "rules": {method: rules for method, (rules, _) in chosen.items()},
            "too_loud": [method for method, (_, is_quiet) in chosen.items() if not is_quiet],
            **_compared(at_equal, accumulator, enough, non_defects),
        }
    return report


def _compared(
    found: Mapping[str, Found], accumulator: DetectionAccumulator, enough: Sequence[int], non_defects: Sequence[int]
) -> dict[str, Any]:
    """Metrics of each method, and ours less each other; ``enough``: the classes that enough groups hold."""

    def of_pixels(confusion: metrics.Confusion) -> dict[str, float]:
        figures = metrics.metrics_of(confusion, non_defects)
        known = [iou for k in enough if not np.isnan(iou := figures[f"iou_{k}"])]
        return figures | {OF_ENOUGH: float(np.mean(known)) if known else float("nan")}

    figures = {
        method: bootstrap(one.confusions, of_pixels) | bootstrap(one.detections, accumulator.metrics_of)
        for method, one in found.items()
    }
    ours = found.get(OURS)
    differences = {
        method: bootstrap_difference(one.confusions, ours.confusions, of_pixels)
        | bootstrap_difference(one.detections, ours.detections, accumulator.metrics_of)
        for method, one in found.items()
        if ours is not None and method != OURS
    }
    return {
        "figures": {method: _plain(of_it) for method, of_it in figures.items()},
        "dli_less": {method: _plain(of_it) for method, of_it in differences.items()},
    }


def _plain(intervals: Mapping[str, Interval]) -> dict[str, Any]:
    return {name: asdict(interval) for name, interval in intervals.items()}


def main(arguments: list[str] | None = None) -> int:
    with_methods = [name for name, each in experiments().items() if each.methods and each.shares == (1.0,)]
    parser = argparse.ArgumentParser(prog="python -m research.balance_report", description=__doc__)
    parser.add_argument("experiment", nargs="?", choices=with_methods, default=with_methods[0])
    parser.add_argument("--workspace", type=Path, default=Path("workspace"))
    parser.add_argument(
        "--fold", type=int, action="append", default=[], help="print this one alone, 0 first; may be repeated"
    )
    options = parser.parse_args(arguments)
    experiment = experiments()[options.experiment]
    try:
        if not options.fold:  # before anything is written
            reporting.require_part(MANUAL, PART)
            reporting.require_part(DECISION, PART)
        report = build_report(
            experiment, options.workspace.resolve(), experiment.networks[0], experiment.seeds[0], sorted(options.fold)
        )
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if not options.fold:
        FOLDER.mkdir(parents=True, exist_ok=True)
        write_whole(FOLDER / "balance.json", json_text(report, indent=1).encode() + b"\n")
        write_whole(FOLDER / "balance.md", as_document(report).encode())
        reporting.write_part(MANUAL, PART, as_summary(report))
        reporting.write_part(DECISION, PART, as_decision(report))
    sys.stdout.write(as_document(report))
    return 0


if __name__ == "__main__":
    sys.exit(main())
