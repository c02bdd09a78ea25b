"""``python -m research.balance_report``: what each remedy against rare classes gave, and what injection gave over it.

    docs/results/balance.json              every figure with its interval, every difference, what the runs were asked
    docs/results/balance.md                the same as tables
    README.md                              the table between its two "balance" comments
    docs/decisions/0005-balancing.md       the differences, between the same

Reads the runs of one experiment with remedies (experiments.toml). Folds are added up: each frame is tested once.
Class maps are the arg-max. A remedy that finds more by alarming more is no better for it, so all are also compared at
the false alarms of "none": a pixel counts from one probability on, the same for all classes, the lowest at which the
remedy's alarms on the clean frames of the other folds are no more than those of "none" there. So no fold has a part in
its own probability. Intervals are of a bootstrap over groups, differences of a paired one: "dli" less the other remedy,
on the same groups. Classes that few groups hold are marked, and a second mean leaves them out. Where folds were looked
at while the experiment was made, the differences on the others are told alone too.

What was trained is told from the runs themselves; runs that were asked for different things, or scored on different
masks, are refused. Wants to be run in the repository. With --fold it prints the report of those folds, and writes
nothing.
"""

from __future__ import annotations

import argparse
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
from inspector.evaluation.detections import DetectionAccumulator, DetectionCounts
from inspector.evaluation.intervals import ENOUGH_GROUPS, Counts, Interval, bootstrap, bootstrap_difference, pooled
from research import reporting
from research.experiments import Experiment, experiments
from research.reporting import ScoredRun, in_words
from training.evaluating import ARG_MAX, probability_rules

FOLDER = Path("docs/results")
README, DECISION, PART = Path("README.md"), Path("docs/decisions/0005-balancing.md"), "balance"
OURS, BASELINE = "dli", "none"
ALARMS = "false_alarms_per_clean_frame"
OF_ENOUGH = "miou_defects_of_enough_groups"
FIGURES = {
    "miou_defects": "mIoU defects", OF_ENOUGH: "mIoU without (few)", "micro_iou": "micro IoU",
    "defect_recall": "defects found", "clean_frames_alarmed": "clean frames with an alarm",
    ALARMS: "alarms per clean frame",
}  # fmt: skip
LABELS = {BASELINE: BASELINE, "dli-released": "`dli-released`, as the paper's code does it"}


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


def read_remedy(
    experiment: Experiment, workspace: Path, network: str, remedy: str, seed: int, folds: Sequence[int] = ()
) -> list[Fold] | None:
    """All folds, or those named; None until every one of them is done."""
    read = []
    for fold in folds or range(max(1, experiment.n_folds)):
        folder = workspace / "runs" / experiment.name / experiment.run_name(network, remedy, seed, fold)
        if not reporting.is_scored(folder):
            return None
        read.append(Fold(reporting.read_run(folder), reporting.read_counts(folder / "detections.json")[2]))
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
    folds: Sequence[Fold], baseline: Sequence[Fold], tally: DetectionAccumulator
) -> tuple[list[str], bool]:
    """The rule of each fold, chosen on the others: the lowest probability at which these folds alarm on clean frames no
    more than the baseline's arg-max does on the same ones; the highest there is where none is low enough. And whether
    there was one for each fold."""
    rules = [ARG_MAX, *probability_rules(len(folds[0].run.class_names))]

    def alarms(of: Sequence[Fold], rule: str) -> float:
        return tally.figures_of(pooled(added_up(of, [rule] * len(of)).detections))[ALARMS]

    chosen, is_quiet = [], True
    for k in range(len(folds)):
        others, those = ([*of[:k], *of[k + 1 :]] for of in (folds, baseline))
        allowed = alarms(those, ARG_MAX)
        rule = next((rule for rule in rules if alarms(others, rule) <= allowed), None)
        is_quiet = is_quiet and rule is not None
        chosen.append(rule or rules[-1])
    return chosen, is_quiet


def report(
    experiment: Experiment, workspace: Path, network: str, seed: int, folds: Sequence[int] = ()
) -> dict[str, Any]:
    """Figures of every remedy that is complete, and the differences to ours where both are.

    Raises ValueError where no remedy is complete, or runs do not belong in one report.
    """
    read = {
        remedy: one
        for remedy in experiment.remedies
        if (one := read_remedy(experiment, workspace, network, remedy, seed, folds)) is not None
    }
    if not read:
        raise ValueError(f"{experiment.name}: no remedy is complete; python -m research.experiments list")
    _refuse_what_differs(read)
    first = next(iter(read.values()))[0].run
    name, data_id, _ = first.tested_on.split(" ")
    told = {
        "experiment": experiment.name, "dataset": name, "data_id": data_id, "network": network, "seed": seed,
        "n_steps": first.request.recipe.n_steps, "begun_with": reporting.start_of(first.request),
        "n_steps_before": _n_steps_before(workspace, first), "kept_weights": reporting.kept_words(first.request),
        "resize_px": first.request.recipe.resize_px, "n_folds": experiment.n_folds,
        "folds": sorted(folds or range(experiment.n_folds)), "class_names": first.class_names,
        "few_below": ENOUGH_GROUPS, "not_complete": [remedy for remedy in experiment.remedies if remedy not in read],
        "command": f"python -m research.experiments run {experiment.name} && "
        + " ".join([f"python -m research.balance_report {experiment.name}", *(f"--fold {fold}" for fold in folds)]),
        **_all_figures(read),
    }  # fmt: skip
    looked_at = reporting.LOOKED_AT.get(experiment.name, ())
    if looked_at and not folds:
        others = [fold for fold in told["folds"] if fold not in looked_at]
        of_others = {remedy: [of[fold] for fold in others] for remedy, of in read.items()}
        told["not_looked_at"] = {"folds": others, "looked_at": looked_at, **_all_figures(of_others)}
    return told


def _refuse_what_differs(read: Mapping[str, Sequence[Fold]]) -> None:
    runs = {remedy: [fold.run for fold in of] for remedy, of in read.items()}
    for of_remedy in runs.values():
        reporting.refuse_other_requests(of_remedy, reporting.whatever_the_fold)
    reporting.refuse_other_requests([run for of in runs.values() for run in of], reporting.whatever_the_remedy)
    first, *others = runs.values()
    for of_remedy in others:
        for one, other in zip(first, of_remedy, strict=True):
            reporting.refuse_other_masks(one, other)


def _n_steps_before(workspace: Path, run: ScoredRun) -> int:
    """Of the run that this one began with; 0 where it is not there, or there is none."""
    before = workspace / "runs" / reporting.start_of(run.request)
    is_there = run.request.start_from and reporting.is_scored(before)
    return reporting.read_run(before).request.recipe.n_steps if is_there else 0


def _all_figures(read: Mapping[str, Sequence[Fold]]) -> dict[str, Any]:
    """Of some folds: what was tested, the figures and differences, and both again at equal alarms."""
    some = next(iter(read.values()))
    tally = DetectionAccumulator(len(some[0].run.class_names))
    at_arg_max = {remedy: added_up(of, [ARG_MAX] * len(of)) for remedy, of in read.items()}
    tested = next(iter(at_arg_max.values()))
    n_groups_of = reporting.n_groups_of_classes(tested.confusions)
    of_few = reporting.classes_of_few(n_groups_of)
    non_defects = some[0].run.non_defects
    enough = [k for k in range(len(n_groups_of)) if k not in (BACKGROUND_INDEX, *of_few, *non_defects)]
    told = {
        "n_frames": sum(fold.run.n_frames for fold in some), "n_frames_of_fold": [fold.run.n_frames for fold in some],
        "n_clean_frames": round(DetectionCounts.of_vector(pooled(tested.detections), tally.n_classes).n_clean),
        "n_groups": len(tested.confusions), "n_groups_of_class": n_groups_of,
        **_compared(at_arg_max, tally, enough, non_defects),
    }  # fmt: skip
    if BASELINE in read and len(some) > 1:
        chosen = {
            remedy: ([ARG_MAX] * len(of), True)
            if remedy == BASELINE
            else rules_at_equal_alarms(of, read[BASELINE], tally)
            for remedy, of in read.items()
        }
        at_equal = {remedy: added_up(of, chosen[remedy][0]) for remedy, of in read.items()}
        told["at_equal_alarms"] = {
            "rules": {remedy: rules for remedy, (rules, _) in chosen.items()},
            "too_loud": [remedy for remedy, (_, is_quiet) in chosen.items() if not is_quiet],
            **_compared(at_equal, tally, enough, non_defects),
        }
    return told


def _compared(
    found: Mapping[str, Found], tally: DetectionAccumulator, enough: Sequence[int], non_defects: Sequence[int]
) -> dict[str, Any]:
    """Figures of each remedy, and ours less each other; ``enough``: the classes that enough groups hold."""

    def of_pixels(confusion: metrics.Confusion) -> dict[str, float]:
        figures = metrics.figures_of(confusion, non_defects)
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
    few = _columns_of_few(told)
    lines = [
        f"# {told['experiment']}",
        "",
        f"{told['network']} on {told['dataset']} {told['data_id']}, {_folds_words(told)}: {_tested_words(told)}, "
        f"{told['n_clean_frames']:,} of the frames clean. {told['n_steps']:,} steps{_before_words(told)}, seed "
        f"{told['seed']}. Kept: {told['kept_weights']}. Class maps: arg-max. Size: "
        f"{reporting.resize_words(told['resize_px'])}. `{told['command']}`",
        "",
        f"Intervals hold 95 % of a bootstrap over groups. (few): fewer than {told['few_below']} groups hold the class.",
        *([f"Not complete, and left out: {in_words(told['not_complete'])}."] if told["not_complete"] else []),
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
            + "."
            + (f" No probability makes {in_words(equal['too_loud'])} so quiet." if equal["too_loud"] else ""),
            "",
            *_both_tables(equal, columns, few, "###"),
        ]
    if (others := told.get("not_looked_at")) is not None:
        few = _columns_of_few(others)
        lines += [
            "",
            f"## {_others_words(others)}",
            "",
            f"{_tested_words(others)}.",
            "",
            "### dli less each other remedy, paired over groups",
            "",
        ]
        lines += _table("against", others["dli_less"], columns, few)
        if (equal := others.get("at_equal_alarms")) is not None:
            lines += ["", "### The same at the false alarms of none", ""]
            lines += _table("against", equal["dli_less"], columns, few)
    return "\n".join(lines) + "\n"


def _columns_of_few(told: Mapping[str, Any]) -> set[str]:
    of_few = reporting.classes_of_few(told["n_groups_of_class"])
    return {column for k in of_few for column in (f"iou_{k}", f"defect_recall_{k}")}


def _tested_words(told: Mapping[str, Any]) -> str:
    return f"{told['n_frames']:,} frames of {told['n_groups']} groups, every frame tested once"


def _others_words(others: Mapping[str, Any]) -> str:
    return (
        f"On folds {in_words([str(fold) for fold in others['folds']])} alone, without fold "
        f"{in_words([str(fold) for fold in others['looked_at']])} that was looked at"
    )


def _before_words(told: Mapping[str, Any]) -> str:
    if not told["begun_with"]:
        return " from scratch"
    before = told["begun_with"].replace("-fold0", "-foldN")
    return f" from the weights of {before}" + (f" ({told['n_steps_before']:,} steps)" if told["n_steps_before"] else "")


def as_readme(told: Mapping[str, Any]) -> str:
    """What the README says: the table and the lead, without the intervals of each figure."""
    before = f" with each remedy after {told['n_steps_before']:,} without one" if told["n_steps_before"] else ""
    lines = [
        f"{_tested_words(told)}, in {_folds_words(told)} of whole groups, with {len(told['class_names']) - 1} kinds of "
        f"defect{_squashed_words(told['resize_px'])}; {told['network']}, {told['n_steps']:,} steps{before} "
        "([all figures, with intervals](docs/results/balance.md)):",
        "",
        "| remedy | mean IoU of the defect classes | defects found | false alarms per clean frame "
        "| found at the alarms of “none” |",
        "|---|---|---|---|---|",
    ]
    equal = told.get("at_equal_alarms", {"figures": {}, "too_loud": []})
    ious = {remedy: figures["miou_defects"]["value"] for remedy, figures in told["figures"].items()}
    found = {remedy: figures["defect_recall"]["value"] for remedy, figures in equal["figures"].items()}
    quiet = [value for remedy, value in found.items() if remedy not in equal["too_loud"]]
    for remedy, figures in told["figures"].items():
        at_equal = f"{found[remedy]:.0%}".replace("%", " %") if remedy in found else "-"
        if remedy in equal["too_loud"]:
            at_equal += f" ({equal['figures'][remedy][ALARMS]['value']:.2f} alarms)"
        elif quiet and found[remedy] == max(quiet):
            at_equal = f"**{at_equal}**"
        iou = f"{ious[remedy]:.3f}"
        cells = [
            LABELS.get(remedy, f"`{remedy}`"), f"**{iou}**" if ious[remedy] == max(ious.values()) else iou,
            f"{figures['defect_recall']['value']:.0%}".replace("%", " %"), f"{figures[ALARMS]['value']:.2f}", at_equal,
        ]  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    if told["dli_less"]:
        lead = "The 95 % interval of the lead of `dli` in mean IoU (paired over groups)"
        lines += ["", f"{lead} {_above_zero(told, told['class_names'], told['n_groups_of_class'])}"]
        if (others := told.get("not_looked_at")) is not None:
            where = f"{_others_words(others)} ({others['n_frames']:,} frames of {others['n_groups']} groups),"
            lines.append(f"{where} it {_above_zero(others, told['class_names'], others['n_groups_of_class'])}")
    return "\n".join(lines)


def _squashed_words(resize_px: Sequence[int] | None) -> str:
    return "" if resize_px is None else f", frames squashed to {resize_px[0]} x {resize_px[1]} px"


def as_proof(told: Mapping[str, Any]) -> str:
    """What the decision says: ours less each other remedy, over all folds and over those not looked at."""
    lines = [f"{told['network']}, seed {told['seed']}, {_folds_words(told)}: {_tested_words(told)}.", ""]
    lines += _differences(told, told["class_names"])
    names, figures = told["class_names"], told["figures"]
    few = reporting.classes_of_few(told["n_groups_of_class"])
    shown = [remedy for remedy in (BASELINE, OURS, "dli-released", "oversampling") if remedy in figures]
    lines += [
        f"By class, as they come (few: fewer than {told['few_below']} groups):",
        "",
        "| class | groups | "
        + " | ".join([*(f"IoU {remedy}" for remedy in shown), *(f"found {remedy}" for remedy in shown)])
        + " |",
        "|---|---|" + "---|" * (2 * len(shown)),
    ]
    for k in range(1, len(names)):
        cells = [f"{names[k]} (few)" if k in few else names[k], str(told["n_groups_of_class"][k])]
        for figure, decimals in ((f"iou_{k}", 3), (f"defect_recall_{k}", 2)):
            of_class = [figures[remedy].get(figure) for remedy in shown]
            cells += ["-" if found is None else f"{found['value']:.{decimals}f}" for found in of_class]
        lines.append(f"| {' | '.join(cells)} |")
    if (others := told.get("not_looked_at")) is not None:
        lines += [
            "",
            f"{_others_words(others)}: {_tested_words(others)}.",
            "",
            *_differences(others, told["class_names"]),
        ]
    return "\n".join(lines)


def _differences(part: Mapping[str, Any], class_names: Sequence[str]) -> list[str]:
    """Of all folds or of some: a table as they come, one at equal alarms, and what is certain below each."""
    lines = []
    columns = {"miou_defects": 3, OF_ENOUGH: 3, "defect_recall": 2, ALARMS: 2}  # with their decimals
    for heading, compared in (("dli less", part), ("dli less, at the alarms of none", part.get("at_equal_alarms"))):
        if compared is None or not compared["dli_less"]:
            continue
        too_loud = compared.get("too_loud", ())
        lines += [f"| {heading} | {' | '.join(FIGURES[column] for column in columns)} |", "|---|---|---|---|---|"]
        for remedy, of_it in compared["dli_less"].items():
            name = f"{remedy} (cannot be so quiet)" if remedy in too_loud else remedy
            cells = [_signed(of_it.get(column), decimals) for column, decimals in columns.items()]
            lines.append(f"| {name} | {' | '.join(cells)} |")
        lines += ["", f"The lead in mIoU {_above_zero(compared, class_names, part['n_groups_of_class'])}", ""]
    return lines


def _signed(interval: Mapping[str, Any] | None, decimals: int) -> str:
    if interval is None:
        return "-"
    value = f"{round(interval['value'], decimals) or 0.0:+.{decimals}f}"  # no "-0.00"
    if interval["low"] is None:
        return value
    low, high = (f"{round(interval[end], decimals) or 0.0:.{decimals}f}" for end in ("low", "high"))
    return f"{value} [{low}, {high}]"


def _above_zero(compared: Mapping[str, Any], class_names: Sequence[str], n_groups_of_class: Sequence[int]) -> str:
    """Against which remedies the lead of ours is certain, with and without the classes of few groups."""
    words = f"lies above zero against {_certain_words(compared['dli_less'], 'miou_defects')}"
    if few := reporting.classes_of_few(n_groups_of_class):
        names = in_words([class_names[k] for k in few])
        counts = in_words([str(n_groups_of_class[k]) for k in few])
        certain = _certain_words(compared["dli_less"], OF_ENOUGH)
        words += f"; without {names}, which only {counts} groups hold, against {certain}"
    return f"{words}."


def _certain_words(dli_less: Mapping[str, Any], figure: str) -> str:
    unsure = [remedy for remedy, of_it in dli_less.items() if ((of_it.get(figure) or {}).get("low") or 0.0) <= 0]
    if not unsure:
        return "every other remedy"
    if len(unsure) == len(dli_less):
        return "no other remedy"
    return f"all but {in_words([f'`{remedy}`' for remedy in unsure])}"


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
    parser = argparse.ArgumentParser(prog="python -m research.balance_report", description=__doc__)
    parser.add_argument("experiment", nargs="?", choices=with_remedies, default=with_remedies[0])
    parser.add_argument("--workspace", type=Path, default=Path("workspace"))
    parser.add_argument(
        "--fold", type=int, action="append", default=[], help="print this one alone, 0 first; may be repeated"
    )
    options = parser.parse_args(arguments)
    experiment = experiments()[options.experiment]
    try:
        if not options.fold:  # before anything is written
            reporting.require_part(README, PART)
            reporting.require_part(DECISION, PART)
        told = report(
            experiment, options.workspace.resolve(), experiment.networks[0], experiment.seeds[0], sorted(options.fold)
        )
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if not options.fold:
        FOLDER.mkdir(parents=True, exist_ok=True)
        write_whole(FOLDER / "balance.json", json_text(told, indent=1).encode() + b"\n")
        write_whole(FOLDER / "balance.md", as_text(told).encode())
        reporting.write_part(README, PART, as_readme(told))
        reporting.write_part(DECISION, PART, as_proof(told))
    sys.stdout.write(as_text(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
