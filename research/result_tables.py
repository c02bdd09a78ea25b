"""What the comparisons gave, as Markdown, made from the stored rows and latencies alone.

as_document   docs/results/results.md: every table, each with the rules that its figures follow
as_summary    the README's few lines
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import models
from inspector.evaluation.intervals import ENOUGH_GROUPS
from models.counting import size_of
from research import reporting
from research.result_rows import MAC_RULE, SIDE_PX, FoldMetrics, Row

BASELINE = "unet-resnet18"  # whose latency is 1
UNTRAINED_SIDE_PX, UNTRAINED_CHANNELS, UNTRAINED_OUTPUTS = 384, 3, 4


def as_summary(rows: Sequence[Row]) -> str:
    lines = ["Mean IoU with background ([every table, with intervals and rules](docs/results/results.md)):", ""]
    for name, of_experiment in _by_experiment(rows).items():
        first = of_experiment[0]
        reached = ", ".join(f"{row.network} {row.miou_with_background:.3f}" for row in of_experiment)
        lines.append(f"- **{name}** ({first.tested_on}; {first.n_steps:,} steps): {reached}")
    return "\n".join(lines)


def _by_experiment(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Of each experiment the rows, best first."""
    by_experiment: dict[str, list[Row]] = {}
    for row in rows:
        by_experiment.setdefault(row.experiment, []).append(row)
    for of_experiment in by_experiment.values():
        of_experiment.sort(key=lambda row: -row.miou_with_background)
    return by_experiment


def as_document(rows: Sequence[Row], latency: Mapping[str, Any]) -> str:
    lines = ["# Networks compared", ""]
    for experiment, of_it in _by_experiment(rows).items():
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


def _counted(metrics: FoldMetrics) -> str:
    return f"{metrics.n_frames:,} frames of {metrics.n_groups} groups"


def _rules(rows: Sequence[Row]) -> Iterator[str]:
    """What all rows have in common in one line, what differs once for each."""
    by_rule: dict[str, list[str]] = {}
    for row in rows:
        beginning = f"begun with the weights of {_begun_with(row)}" if row.begun_with else "from scratch"
        rule = (
            f"{row.n_steps:,} steps each, {beginning}. Kept: {row.kept_weights}. Class maps: {row.class_map}. Size: "
            f"{reporting.resize_text(row.resize_px)}. Parameters and MACs: with {row.n_outputs} outputs and "
            f"{'1 channel' if row.n_channels == 1 else f'{row.n_channels} channels'}."
        )
        by_rule.setdefault(rule, []).append(row.network)
    for rule, networks in by_rule.items():
        yield rule if len(by_rule) == 1 else f"{reporting.listed(networks)}: {rule}"
    few = reporting.classes_of_few(rows[0].n_groups_of_class)
    yield "Intervals hold 95 % of a bootstrap over groups." + (
        f" (few): fewer than {ENOUGH_GROUPS} groups hold the class." if few else ""
    )


def _begun_with(row: Row) -> str:
    parts = row.begun_with.replace(row.network, "NETWORK")
    return parts.replace("-fold0", "-foldN") if row.folds else parts


def _columns(row: Row) -> str:
    return " | ".join(["mIoU with background", "mIoU defects", *row.class_names[1:]])


def _cells(metrics: FoldMetrics) -> list[str]:
    few = reporting.classes_of_few(metrics.n_groups_of_class)
    return [
        _with_ends(metrics.miou_with_background, metrics.miou_with_background_95),
        _with_ends(metrics.miou_defects, metrics.miou_defects_95),
        *(f"{value:.3f}" + (" (few)" if k in few else "") for k, value in enumerate(metrics.iou) if k),
    ]


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
