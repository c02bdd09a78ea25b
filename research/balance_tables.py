"""What the balance report says, as Markdown, made from the stored figures (balance.json) alone.

as_document   docs/results/balance.md: an overview, then every figure with its interval
as_overview   its table without intervals
as_summary    the manual's few lines (docs/manual/training.md)
as_decision   the differences, for docs/decisions/0005-balancing.md
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from research import reporting
from research.reporting import listed
from training.scoring import ARG_MAX

OURS, BASELINE = "dli", "none"
ALARMS = "false_alarms_per_clean_frame"
OF_ENOUGH = "miou_defects_of_enough_groups"
METRICS = {
    "miou_defects": "mIoU defects", OF_ENOUGH: "mIoU without (few)", "micro_iou": "micro IoU",
    "defect_recall": "defects found", "clean_frames_alarmed": "clean frames with an alarm",
    ALARMS: "alarms per clean frame",
}  # fmt: skip
LABELS = {BASELINE: BASELINE, "dli-released": "`dli-released`, as the paper's code does it"}


def as_document(report: Mapping[str, Any]) -> str:
    names = report["class_names"]
    columns = METRICS | {f"iou_{k}": f"IoU {names[k]}" for k in range(1, len(names))}
    columns |= {f"defect_recall_{k}": f"found: {names[k]}" for k in range(1, len(names))}
    few = _columns_of_few(report)
    lines = [
        f"# {report['experiment']}",
        "",
        f"{report['network']} on {report['dataset']} {report['data_id']}, {_folds_text(report)}: "
        f"{_tested_text(report)}, {report['n_clean_frames']:,} of the frames clean. {report['n_steps']:,} steps"
        f"{_before_text(report)}, seed {report['seed']}. Kept: {report['kept_weights']}. Class maps: arg-max. Size: "
        f"{reporting.resize_text(report['resize_px'])}. `{report['command']}`",
        "",
        "Intervals hold 95 % of a bootstrap over groups. "
        f"(few): fewer than {report['few_below']} groups hold the class.",
        *([f"Not complete, and left out: {listed(report['not_complete'])}."] if report["not_complete"] else []),
        "",
        as_overview(report),
        "",
        "## As they come",
        "",
        *_both_tables(report, columns, few, "###"),
    ]
    if (equal := report.get("at_equal_alarms")) is not None:
        lines += [
            "",
            "## At the false alarms of none",
            "",
            "A pixel counts from one probability on, chosen for each fold by the alarms on clean frames of the others: "
            + "; ".join(f"{method} {_rules_text(rules)}" for method, rules in equal["rules"].items())
            + "."
            + (f" No probability makes {listed(equal['too_loud'])} so quiet." if equal["too_loud"] else ""),
            "",
            *_both_tables(equal, columns, few, "###"),
        ]
    if (others := report.get("not_looked_at")) is not None:
        few = _columns_of_few(others)
        lines += [
            "",
            f"## {_others_text(others)}",
            "",
            f"{_tested_text(others)}.",
            "",
            "### dli less each other method, paired over groups",
            "",
        ]
        lines += _table("against", others["dli_less"], columns, few)
        if (equal := others.get("at_equal_alarms")) is not None:
            lines += ["", "### The same at the false alarms of none", ""]
            lines += _table("against", equal["dli_less"], columns, few)
    return "\n".join(lines) + "\n"


def _columns_of_few(report: Mapping[str, Any]) -> set[str]:
    of_few = reporting.classes_of_few(report["n_groups_of_class"])
    return {column for k in of_few for column in (f"iou_{k}", f"defect_recall_{k}")}


def _tested_text(report: Mapping[str, Any]) -> str:
    return f"{report['n_frames']:,} frames of {report['n_groups']} groups, every frame tested once"


def _others_text(others: Mapping[str, Any]) -> str:
    return (
        f"On folds {listed([str(fold) for fold in others['folds']])} alone, without fold "
        f"{listed([str(fold) for fold in others['looked_at']])} that was looked at"
    )


def _before_text(report: Mapping[str, Any]) -> str:
    if not report["begun_with"]:
        return " from scratch"
    before = report["begun_with"].replace("-fold0", "-foldN")
    n_steps = f" ({report['n_steps_before']:,} steps)" if report["n_steps_before"] else ""
    return f" from the weights of {before}{n_steps}"


def as_summary(report: Mapping[str, Any]) -> str:
    """Four lines: what was tested, what each method reached, and how certain the lead of ours is."""
    equal = report.get("at_equal_alarms", {"figures": {}, "too_loud": []})
    ious = {method: figures["miou_defects"]["value"] for method, figures in report["figures"].items()}
    reached = [
        f"`{method}` {ious[method]:.3f}, {_found_at_equal(equal, method)}"
        for method in sorted(ious, key=lambda method: -ious[method])
    ]
    before = f" with each method after {report['n_steps_before']:,} without one" if report["n_steps_before"] else ""
    lines = [
        f"{_tested_text(report)}, in {_folds_text(report)} of whole groups, with "
        f"{len(report['class_names']) - 1} kinds of defect{_squashed_text(report['resize_px'])}; {report['network']}, "
        f"{report['n_steps']:,} steps{before} "
        "([every figure, with intervals](../results/balance.md)).",
        f"Mean IoU of the defect classes, and defects found at the false alarms of “none”: {'; '.join(reached)}.",
        *_lead(report),
    ]
    return "\n".join(lines)


def _found_at_equal(equal: Mapping[str, Any], method: str) -> str:
    """Share of the defects found at the alarms of none; where a method cannot be so quiet, its own alarms too."""
    if method not in equal["figures"]:
        return "-"
    figures = equal["figures"][method]
    found = _percent(figures["defect_recall"]["value"])
    return f"{found} ({figures[ALARMS]['value']:.2f} alarms)" if method in equal["too_loud"] else found


def _percent(value: float) -> str:
    return f"{value:.0%}".replace("%", " %")


def _lead(report: Mapping[str, Any]) -> list[str]:
    """Against which methods the lead of ours is certain: over all folds, and over those not looked at."""
    if not report["dli_less"]:
        return []
    lead = "The 95 % interval of the lead of `dli` in mean IoU (paired over groups)"
    lines = [f"{lead} {_above_zero(report, report['class_names'], report['n_groups_of_class'])}"]
    if (others := report.get("not_looked_at")) is not None:
        where = f"{_others_text(others)} ({others['n_frames']:,} frames of {others['n_groups']} groups),"
        lines.append(f"{where} it {_above_zero(others, report['class_names'], others['n_groups_of_class'])}")
    return lines


def as_overview(report: Mapping[str, Any]) -> str:
    """A table without the intervals of each figure, and the lead."""
    lines = [
        "| method | mean IoU of the defect classes | defects found | false alarms per clean frame "
        "| found at the alarms of “none” |",
        "|---|---|---|---|---|",
    ]
    equal = report.get("at_equal_alarms", {"figures": {}, "too_loud": []})
    best_iou = max(figures["miou_defects"]["value"] for figures in report["figures"].values())
    quiet = {
        method: figures["defect_recall"]["value"]
        for method, figures in equal["figures"].items()
        if method not in equal["too_loud"]
    }
    for method, figures in report["figures"].items():
        iou, at_equal = f"{figures['miou_defects']['value']:.3f}", _found_at_equal(equal, method)
        is_best = method in quiet and quiet[method] == max(quiet.values())
        cells = [
            LABELS.get(method, f"`{method}`"), f"**{iou}**" if figures["miou_defects"]["value"] == best_iou else iou,
            _percent(figures["defect_recall"]["value"]),
            f"{figures[ALARMS]['value']:.2f}" if ALARMS in figures else "-",  # where no frame is clean
            f"**{at_equal}**" if is_best else at_equal,
        ]  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, "", *_lead(report)])


def _squashed_text(resize_px: Sequence[int] | None) -> str:
    return "" if resize_px is None else f", frames squashed to {resize_px[0]} x {resize_px[1]} px"


def as_decision(report: Mapping[str, Any]) -> str:
    """For the decision: ours less each other method, over all folds and over those not looked at."""
    lines = [f"{report['network']}, seed {report['seed']}, {_folds_text(report)}: {_tested_text(report)}.", ""]
    lines += _differences(report, report["class_names"])
    names, figures = report["class_names"], report["figures"]
    few = reporting.classes_of_few(report["n_groups_of_class"])
    shown = [method for method in (BASELINE, OURS, "dli-released", "oversampling") if method in figures]
    lines += [
        f"By class, as they come (few: fewer than {report['few_below']} groups):",
        "",
        "| class | groups | "
        + " | ".join([*(f"IoU {method}" for method in shown), *(f"found {method}" for method in shown)])
        + " |",
        "|---|---|" + "---|" * (2 * len(shown)),
    ]
    for k in range(1, len(names)):
        cells = [f"{names[k]} (few)" if k in few else names[k], str(report["n_groups_of_class"][k])]
        for figure, decimals in ((f"iou_{k}", 3), (f"defect_recall_{k}", 2)):
            of_class = [figures[method].get(figure) for method in shown]
            cells += ["-" if found is None else f"{found['value']:.{decimals}f}" for found in of_class]
        lines.append(f"| {' | '.join(cells)} |")
    if (others := report.get("not_looked_at")) is not None:
        lines += [
            "",
            f"{_others_text(others)}: {_tested_text(others)}.",
            "",
            *_differences(others, report["class_names"]),
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
        lines += [f"| {heading} | {' | '.join(METRICS[column] for column in columns)} |", "|---|---|---|---|---|"]
        for method, of_it in compared["dli_less"].items():
            name = f"{method} (cannot be so quiet)" if method in too_loud else method
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
    """Against which methods the lead of ours is certain, with and without the classes of few groups."""
    text = f"lies above zero against {_certain_text(compared['dli_less'], 'miou_defects')}"
    if few := reporting.classes_of_few(n_groups_of_class):
        names = listed([class_names[k] for k in few])
        counts = listed([str(n_groups_of_class[k]) for k in few])
        certain = _certain_text(compared["dli_less"], OF_ENOUGH)
        text += f"; without {names}, which only {counts} groups hold, against {certain}"
    return f"{text}."


def _certain_text(dli_less: Mapping[str, Any], figure: str) -> str:
    unsure = [method for method, of_it in dli_less.items() if ((of_it.get(figure) or {}).get("low") or 0.0) <= 0]
    if not unsure:
        return "every other method"
    if len(unsure) == len(dli_less):
        return "no other method"
    return f"all but {listed([f'`{method}`' for method in unsure])}"


def _both_tables(
    compared: Mapping[str, Any], columns: Mapping[str, str], few: Collection[str], heading: str
) -> list[str]:
    return [
        *_table("method", compared["figures"], columns, few),
        "",
        f"{heading} dli less each other method, paired over groups",
        "",
        *_table("against", compared["dli_less"], columns, few),
    ]


def _rules_text(rules: Sequence[str]) -> str:
    return ", ".join("any" if rule == ARG_MAX else rule.rpartition(" ")[2] for rule in rules)


def _folds_text(report: Mapping[str, Any]) -> str:
    if len(report["folds"]) == report["n_folds"]:
        return f"{report['n_folds']} folds"
    return f"only folds {', '.join(map(str, report['folds']))} of {report['n_folds']} (counted from 0)"


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
