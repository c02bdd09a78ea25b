"""What the comparisons gave, as Markdown, made from the stored rows and latencies alone.

as_document   docs/results/results.md: every table, each with the rules that its figures follow
as_summary    the README's few lines
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import models
from inspector.evaluation.intervals import ENOUGH_GROUPS
from inspector.runs.request import IN_PACKAGE
from models.counting import size_of
from research import reporting
from research.result_rows import MAC_RULE, SIDE_PX, FoldMetrics, OverSeeds, Row

BASELINE = "unet-resnet18"  # whose latency is 1
UNTRAINED_SIDE_PX, UNTRAINED_CHANNELS, UNTRAINED_OUTPUTS = 384, 3, 4


def as_summary(rows: Sequence[Row]) -> str:
    lines = ["Mean IoU with background ([every table, with intervals and rules](docs/results/results.md)):", ""]
    for name, of_table in _by_table(rows).items():
        first = of_table[0]
        steps = sorted({row.n_steps for row in of_table})
        span = f"{steps[0]:,}" if len(steps) == 1 else f"{steps[0]:,} to {steps[-1]:,}"
        reached = ", ".join(map(_reached, _one_of_seeds(of_table)))
        lines.append(f"- **{name}** ({first.tested_on}; {span} steps): {reached}")
    return "\n".join(lines)


def _reached(row: Row) -> str:
    begun = {"": "", IN_PACKAGE: " (published weights)"}.get(row.begun_with, " (begun with other steel)")
    if row.over_seeds is None:
        return f"{row.network}{begun} {row.miou_with_background:.3f}"
    figure = row.over_seeds.figures["miou_with_background"]
    return f"{row.network}{begun} {figure.mean:.3f} ± {figure.std:.3f}"


def _by_table(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Of each table the rows, best first; those of one network and experiment by seed, together."""
    by_table: dict[str, list[Row]] = {}
    for row in rows:
        by_table.setdefault(row.table or row.experiment, []).append(row)
    for of_table in by_table.values():
        best: dict[tuple[str, str], float] = {}
        for row in of_table:
            key, over = (row.experiment, row.network), row.over_seeds
            value = over.figures["miou_with_background"].mean if over else row.miou_with_background
            best.setdefault(key, value)  # the first seed's row holds the mean
        of_table.sort(key=lambda row: (-best[row.experiment, row.network], row.experiment, row.network, row.seed))
    return by_table


def _one_of_seeds(rows: Sequence[Row]) -> list[Row]:
    """Of each network in each experiment the first row, which holds what there is over seeds."""
    return list({(row.experiment, row.network): row for row in reversed(rows)}.values())[::-1]


def as_document(rows: Sequence[Row], latency: Mapping[str, Any], held_out: Sequence[Mapping[str, Any]] = ()) -> str:
    """``held_out``: documents of ``inspector evaluate --json``."""
    lines = ["# Networks compared", ""]
    for name, of_it in _by_table(rows).items():
        first = of_it[0]
        commands = dict.fromkeys(f"`{row.command}`" for row in of_it)
        is_joint = len(commands) > 1
        lines += [
            f"**{name}**: {first.dataset}, {first.tested_on}: {_counted(first)}; {', '.join(commands)}",
            "",
            *_rules(of_it),
            "",
            f"| network | {'experiment | ' * is_joint}recipe | seed | {_columns(first)} | parameters "
            f"| GMAC at {SIDE_PX}² | latency / U-Net ResNet-18 |",
            "|---|---|---|" + "---|" * (len(first.class_names) + 4 + is_joint),
        ]
        for row in of_it:
            ratio = latency.get("ratio_to_baseline", {}).get(row.network)
            of_run = [row.network, *([row.experiment] * is_joint), row.recipe]
            parameters, mac = f"{row.n_parameters / 1e6:.2f} M", f"{row.n_mac / 1e9:.2f}"
            cost = [parameters, mac, f"{ratio:.2f}" if ratio is not None else "-"]
            if row.over_seeds is not None:
                seeds = f"mean of {reporting.listed([str(seed) for seed in row.over_seeds.seeds])}"
                lines.append(f"| {' | '.join([*of_run, seeds, *_cells_over_seeds(row, row.over_seeds), *cost])} |")
            lines.append(f"| {' | '.join([*of_run, str(row.seed), *_cells(row), *cost])} |")
        lines += ["", *_not_looked_at(of_it)]
    lines += _held_out(held_out)
    lines += ["**Architecture verified, not trained in these comparisons**:", ""]
    lines += [*_untrained({row.network for row in rows}), ""]
    lines += [
        f"One MAC: {MAC_RULE}. The tables of trained networks count a frame of {SIDE_PX} x {SIDE_PX} px with the "
        "channels and outputs that were trained, as stated above each; the last one counts a frame of "
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
    return "\n".join(lines).rstrip() + "\n"


def _held_out(documents: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Models as inspection runs them, on data that they have not learned from."""
    if not documents:
        return
    levels = sorted({at["alarms_per_frame"] for each in documents for at in each["recall_at_alarms"]}, reverse=True)
    yield "**Models as inspection runs them, on frames held out or of another plant** (`inspector evaluate`):"
    yield ""
    columns = ["alarms per clean frame", "false alarms per megapixel", "mIoU with background", "regions found"]
    columns += [f"at {level:g} false alarms per frame" for level in levels]
    yield f"| model | data | compared | frames | {' | '.join(columns)} | command |"
    yield "|---|---|---|---|" + "---|" * (len(columns) + 1)
    for each in documents:
        of_all = each["intervals_95"]
        # The score is read on the frames themselves, for all models alike
        at = {p["alarms_per_frame"]: p for p in each["recall_at_alarms"] if p["score_from"] == each["split"]}
        by_thresholds = each["with_thresholds"]["intervals_95"]
        found = _measured(by_thresholds, "recall")
        if "recall" in by_thresholds:
            found += f" at {by_thresholds['false_alarms_per_frame']['value']:.2f} per frame"
        found_at = [_measured(at[level]["intervals_95"], "recall") if level in at else "-" for level in levels]
        n_classes = len(each["class_names"]) - 1
        compared = "defect or none" if each["compared_by"] == "defect or not" else f"{n_classes} classes"
        boxes = ", by boxes" if each["matching"]["by_boxes"] else ""
        cells = [
            each["model"], f"{each['dataset']} {each['split']}", compared + boxes,
            f"{each['n_frames']:,} in {each['n_groups']} groups", _measured(of_all, "false_alarms_per_clean_frame"),
            _measured(of_all, "false_alarms_per_megapixel"), _measured(of_all, "miou_with_background"), found,
            *found_at, f"`{each['command']}`",
        ]  # fmt: skip
        yield f"| {' | '.join(cells)} |"
    yield ""
    yield (
        "Found: annotated regions of which predicted ones cover a tenth, or by boxes one whose box overlaps with an "
        "IoU of 0.1 or more."
    )
    yield ""


def _measured(intervals: Mapping[str, Any], name: str) -> str:
    if name not in intervals:
        return "-"
    found = intervals[name]
    is_reliable = found["low"] is not None and not found["has_too_few_groups"]
    return _with_ends(found["value"], (found["low"], found["high"]) if is_reliable else None)


def _counted(metrics: FoldMetrics) -> str:
    return f"{metrics.n_frames:,} frames of {metrics.n_groups} groups"


def _rules(rows: Sequence[Row]) -> Iterator[str]:
    """What all rows have in common in one line, what differs once for each."""
    by_rule: dict[str, list[str]] = {}
    for row in rows:
        beginning = f"begun with {_begun_with(row)}" if row.begun_with else "from scratch"
        if row.taught_by:
            named = [name.replace("-fold0", "-foldN") if row.folds else name for name in row.taught_by]
            beginning += f", learning from the answers of {reporting.listed(named)} beside the labels"
        views = ""
        if row.batch and row.view_px:
            views = f" of {row.batch} views of {row.view_px[0]} x {row.view_px[1]} px"
        rule = (
            f"{row.n_steps:,} steps each{views}, {beginning}. Kept: {row.kept_weights}. Class maps: {row.class_map}. "
            f"Size: {reporting.resize_text(row.resize_px)}. Parameters and MACs: with {row.n_outputs} outputs and "
            f"{'1 channel' if row.n_channels == 1 else f'{row.n_channels} channels'}."
        )
        is_joint = len({row.experiment for row in rows}) > 1
        by_rule.setdefault(rule, []).append(f"{row.network} in {row.experiment}" if is_joint else row.network)
    for rule, networks in by_rule.items():
        yield rule if len(by_rule) == 1 else f"{reporting.listed(list(dict.fromkeys(networks)))}: {rule}"
    few = reporting.classes_of_few(rows[0].n_groups_of_class)
    yield (
        "Intervals hold 95 % of a bootstrap over groups."
        + (f" (few): fewer than {ENOUGH_GROUPS} groups hold the class." if few else "")
        + (" ±: the spread of one seed, from the sample." if any(row.over_seeds for row in rows) else "")
    )


def _begun_with(row: Row) -> str:
    if row.begun_with == IN_PACKAGE:
        return "published weights of the encoder (an installed package's)"
    parts = row.begun_with.replace(row.network, "NETWORK")
    return f"the weights of {parts.replace('-fold0', '-foldN') if row.folds else parts}"


def _columns(row: Row) -> str:
    return " | ".join(["mIoU with background", "mIoU defects", *row.class_names[1:]])


def _cells(metrics: FoldMetrics) -> list[str]:
    few = reporting.classes_of_few(metrics.n_groups_of_class)
    return [
        _with_ends(metrics.miou_with_background, metrics.miou_with_background_95),
        _with_ends(metrics.miou_defects, metrics.miou_defects_95),
        *(f"{value:.3f}" + (" (few)" if k in few else "") for k, value in enumerate(metrics.iou) if k),
    ]


def _cells_over_seeds(row: Row, over: OverSeeds) -> list[str]:
    few = reporting.classes_of_few(row.n_groups_of_class)
    cells = []
    for name in ("miou_with_background", "miou_defects"):
        figure = over.figures[name]
        cells.append(_with_ends(figure.mean, figure.ends_95, f" ± {figure.std:.3f}"))
    for k in range(1, len(row.class_names)):
        figure = over.figures[f"iou_{k}"]
        cells.append(f"{figure.mean:.3f} ± {figure.std:.3f}" + (" (few)" if k in few else ""))
    return cells


def _not_looked_at(rows: Sequence[Row]) -> Iterator[str]:
    first = rows[0].not_looked_at
    if first is None:
        return
    looked_at = reporting.listed([str(fold) for fold in rows[0].folds if fold not in first.folds])
    others = reporting.listed([str(fold) for fold in first.folds])
    yield (
        f"The recipe was chosen while looking at fold {looked_at} (of 0 to {rows[0].folds[-1]}), which is part of "
        f"these figures. Folds {others} alone, {_counted(first)}, give:"
    )
    yield from ("", f"| network | {_columns(rows[0])} |", "|---|" + "---|" * (len(rows[0].class_names) + 1))
    for row in rows:
        if row.not_looked_at is not None:
            yield f"| {row.network} | {' | '.join(_cells(row.not_looked_at))} |"
    yield ""


def _with_ends(value: float, ends: tuple[float, float] | None, spread: str = "") -> str:
    return f"{value:.3f}{spread} " + (f"({ends[0]:.3f} to {ends[1]:.3f})" if ends else "(too few groups)")


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
