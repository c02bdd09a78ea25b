"""``python -m training.balance_report``: what each remedy against rare classes gave, and what injection gave over it.

    docs/results/balance.json    every figure with its interval, every difference, the runs' names
    docs/results/balance.md      the same as tables

Reads the runs of one experiment with remedies (experiments.toml). Folds are added up: each group is tested once.
Class maps are the arg-max. A remedy that finds more by alarming more is no better for it, so all are also compared at
the false alarms of "none": a pixel counts from one probability on, the same for all classes, the lowest at which the
remedy's alarms on the clean frames of the other folds are no more than those of "none" there. So no fold has a part in
its own probability. Intervals are of a bootstrap over groups, differences of a paired one: "dli" less the other remedy,
on the same groups. Classes that few groups hold are marked, and a second mean leaves them out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from inspector.core.classes import BACKGROUND_INDEX
from inspector.core.files import write_whole
from inspector.core.json_text import json_text
from inspector.evaluation import metrics
from inspector.evaluation.detections import DetectionTally
from inspector.evaluation.intervals import Counts, Interval, bootstrap, bootstrap_difference, pooled
from training.evaluating import ARG_MAX, probability_rules
from training.experiments import Experiment, experiments

FOLDER = Path("docs/results")
OURS, BASELINE = "dli", "none"
ALARMS = "false_alarms_per_clean_frame"
FEW_GROUPS = 8  # below, a class's figure is marked: an interval over so few groups promises too much
OF_ENOUGH = "miou_defects_of_enough_groups"
FIGURES = {
    "miou_defects": "mIoU defects", OF_ENOUGH: "mIoU without (few)", "micro_iou": "micro IoU",
    "defect_recall": "defects found", "clean_frames_alarmed": "clean frames with an alarm",
    ALARMS: "alarms per clean frame",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fold:
    """What one run counted on its test frames: by rule, then by group."""

    run: Path
    class_names: tuple[str, ...]
    confusions: dict[str, dict[str, Counts]]
    detections: dict[str, dict[str, Counts]]


@dataclass(frozen=True, slots=True)
class Found:
    """Folds added up, by group."""

    confusions: dict[str, Counts]
    detections: dict[str, Counts]


def read_remedy(
    experiment: Experiment, workspace: Path, network: str, remedy: str, seed: int, folds: Sequence[int] = ()
) -> list[Fold] | None:
    """All folds, or those named; None until every one of them is done."""
    read = []
    for fold in folds or range(max(1, experiment.n_folds)):
        run = workspace / "runs" / experiment.name / experiment.run_name(network, remedy, seed, fold)
        if not (run / "scores.json").exists():
            return None
        counts: list[dict[str, dict[str, Counts]]] = []
        class_names: tuple[str, ...] = ()
        for file in ("confusions.json", "detections.json"):
            stored = json.loads((run / file).read_text(encoding="utf-8"))
            class_names = tuple(stored.pop("class_names"))
            ((_, by_rule),) = stored.items()
            counts.append({rule: {name: np.array(c) for name, c in groups.items()} for rule, groups in by_rule.items()})
        read.append(Fold(run, class_names, *counts))
    return read


def added_up(folds: Sequence[Fold], rules: Sequence[str]) -> Found:
    """Each fold by its own rule. Raises ValueError where two folds tested the same group, or one has no such rule."""
    found = Found({}, {})
    for fold, rule in zip(folds, rules, strict=True):
        if rule not in fold.confusions:
            raise ValueError(f"{fold.run} was not scored by “{rule}”: delete its scores.json and run it again")
        for group in fold.confusions[rule]:
            if group in found.confusions:
                raise ValueError(f"{fold.run}: group {group} was tested twice")
        found.confusions.update(fold.confusions[rule])
        found.detections.update(fold.detections[rule])
    return found


def rules_at_equal_alarms(folds: Sequence[Fold], baseline: Sequence[Fold], tally: DetectionTally) -> list[str]:
    """The rule of each fold, chosen on the others: the lowest probability at which these folds alarm on clean frames no
    more than the baseline's arg-max does on the same ones; the highest there is where none is low enough."""
    rules = [ARG_MAX, *probability_rules(len(folds[0].class_names))]

    def alarms(of: Sequence[Fold], rule: str) -> float:
        return tally.figures_of(pooled(added_up(of, [rule] * len(of)).detections))[ALARMS]

    chosen = []
    for k in range(len(folds)):
        others, those = ([*of[:k], *of[k + 1 :]] for of in (folds, baseline))
        allowed = alarms(those, ARG_MAX)
        chosen.append(next((rule for rule in rules if alarms(others, rule) <= allowed), rules[-1]))
    return chosen


def report(
    experiment: Experiment, workspace: Path, network: str, seed: int, folds: Sequence[int] = ()
) -> dict[str, Any]:
    """Figures of every remedy that is complete, and the differences to ours where both are."""
    read = {
        remedy: one
        for remedy in experiment.remedies
        if (one := read_remedy(experiment, workspace, network, remedy, seed, folds)) is not None
    }
    if not read:
        raise ValueError(f"{experiment.name}: no remedy is complete; python -m training.experiments list")
    some = next(iter(read.values()))
    class_names, tally = some[0].class_names, DetectionTally(len(some[0].class_names))
    at_arg_max = {remedy: added_up(of, [ARG_MAX] * len(of)) for remedy, of in read.items()}
    confusions = at_arg_max[next(iter(read))].confusions
    n_groups_of = [sum(bool(confusion[k].any()) for confusion in confusions.values()) for k in range(len(class_names))]
    enough = [k for k, n in enumerate(n_groups_of) if k != BACKGROUND_INDEX and n >= FEW_GROUPS]
    told = {
        "experiment": experiment.name, "dataset": experiment.dataset, "network": network, "seed": seed,
        "n_steps": next(experiment.requests(workspace)).recipe.n_steps, "n_folds": experiment.n_folds,
        "folds": sorted(folds or range(experiment.n_folds)), "class_names": class_names,
        "n_groups": len(confusions), "n_groups_of_class": n_groups_of,
        "command": f"python -m training.experiments run {experiment.name} && "
        + " ".join([f"python -m training.balance_report {experiment.name}", *(f"--fold {fold}" for fold in folds)]),
        **_compared(at_arg_max, tally, enough),
    }  # fmt: skip
    if BASELINE in read and len(some) > 1:
        rules = {
            remedy: [ARG_MAX] * len(of) if remedy == BASELINE else rules_at_equal_alarms(of, read[BASELINE], tally)
            for remedy, of in read.items()
        }
        at_equal = {remedy: added_up(of, rules[remedy]) for remedy, of in read.items()}
        told["at_equal_alarms"] = {"rules": rules, **_compared(at_equal, tally, enough)}
    return told


def _compared(found: Mapping[str, Found], tally: DetectionTally, enough: Sequence[int]) -> dict[str, Any]:
    """Figures of each remedy, and ours less each other; ``enough``: the classes that enough groups hold."""

    def of_pixels(confusion: metrics.Confusion) -> dict[str, float]:
        figures = metrics.figures_of(confusion)
        known = [iou for k in enough if not np.isnan(iou := figures[f"iou_{k}"])]
        return figures | {OF_ENOUGH: float(np.mean(known)) if known else float("nan")}

    figures = {
        remedy: bootstrap(one.confusions, of_pixels) | bootstrap(one.detections, tally.figures_of)
        for remedy, one in found.items()
    }
    ours = found.get(OURS)
    differences = {
        remedy: bootstrap_difference(one.confusions, ours.confusions, of_pixels)
        | bootstrap_difference(one.detections, ours.detections, tally.figures_of)
        for remedy, one in found.items()
        if ours is not None and remedy != OURS
    }
    return {
        "figures": {remedy: _plain(of_it) for remedy, of_it in figures.items()},
        "dli_less": {remedy: _plain(of_it) for remedy, of_it in differences.items()},
    }


def _plain(intervals: Mapping[str, Interval]) -> dict[str, Any]:
    return {name: asdict(interval) for name, interval in intervals.items()}


def as_text(told: Mapping[str, Any]) -> str:
    names = told["class_names"]
    columns = FIGURES | {f"iou_{k}": f"IoU {names[k]}" for k in range(1, len(names))}
    columns |= {f"defect_recall_{k}": f"found: {names[k]}" for k in range(1, len(names))}
    of_few = [k for k in range(1, len(names)) if told["n_groups_of_class"][k] < FEW_GROUPS]
    few = {column for k in of_few for column in (f"iou_{k}", f"defect_recall_{k}")}
    lines = [
        f"# {told['experiment']}",
        "",
        f"{told['network']} on {told['dataset']}, {_folds_words(told)} over {told['n_groups']} groups, each tested "
        f"once; {told['n_steps']} steps, seed {told['seed']}, last weights, arg-max. `{told['command']}`",
        "",
        f"Intervals hold 95 % of a bootstrap over groups. (few): fewer than {FEW_GROUPS} groups hold the class.",
        "",
        *_both_tables(told, columns, few, "##"),
    ]
    if (equal := told.get("at_equal_alarms")) is not None:
        lines += [
            "",
            "## At the false alarms of none",
            "",
            "A pixel counts from one probability on, chosen for each fold by the alarms on clean frames of the others: "
            + "; ".join(f"{remedy} {_rules_words(rules)}" for remedy, rules in equal["rules"].items())
            + ".",
            "",
            *_both_tables(equal, columns, few, "###"),
        ]
    return "\n".join(lines) + "\n"


def _both_tables(
    compared: Mapping[str, Any], columns: Mapping[str, str], few: Collection[str], heading: str
) -> list[str]:
    return [
        *_table("remedy", compared["figures"], columns, few),
        "",
        f"{heading} dli less each other remedy, paired over groups",
        "",
        *_table("against", compared["dli_less"], columns, few),
    ]


def _rules_words(rules: Sequence[str]) -> str:
    return ", ".join("any" if rule == ARG_MAX else rule.rpartition(" ")[2] for rule in rules)


def _folds_words(told: Mapping[str, Any]) -> str:
    if len(told["folds"]) == told["n_folds"]:
        return f"{told['n_folds']} folds"
    return f"only folds {', '.join(map(str, told['folds']))} of {told['n_folds']} (counted from 0)"


def _table(
    first: str, rows: Mapping[str, Mapping[str, Any]], columns: Mapping[str, str], few: Collection[str]
) -> list[str]:
    lines = [f"| {first} | {' | '.join(columns.values())} |", "|---|" + "---|" * len(columns)]
    for name, figures in rows.items():
        cells = [_cell(figures.get(column)) + (" (few)" if column in few else "") for column in columns]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return lines


def _cell(interval: Mapping[str, Any] | None) -> str:
    if interval is None:
        return "-"
    if interval["low"] is None:
        return f"{interval['value']:.3f}"
    return f"{interval['value']:.3f} [{interval['low']:.3f}, {interval['high']:.3f}]"


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
