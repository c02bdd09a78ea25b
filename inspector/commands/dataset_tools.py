"""``inspector dataset stats``, ``duplicates``, ``split`` and ``diff``: facts about versions, and new splits of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from inspector.commands.named_version import named_version
from inspector.commands.output import print_json, say
from inspector.commands.progress import Progress
from inspector.commands.table import table
from inspector.core.calibration import Calibration
from inspector.core.size_bands import default_edges
from inspector.datasets.differences import difference
from inspector.datasets.duplicates import LIKENESS, DuplicateCluster, find_duplicates
from inspector.datasets.new_splits import SplitPlan, check_names_are_free, write_new_splits
from inspector.datasets.remarks import Remark, RemarkKind, remarks_of
from inspector.datasets.splitting import SplitAssignment, check_leaks
from inspector.datasets.statistics import SplitStatistics, statistics_of
from inspector.datasets.version import DatasetVersion, Split
from inspector.workspace.workspace import open_or_create

N_LISTED = 20  # names or clusters in words; JSON has them all


# stats


@dataclass(frozen=True, slots=True)
class StatsOptions:
    dataset: str
    split: str | None = None
    mm_per_px: str | None = None
    bands: tuple[float, ...] | None = None
    workspace: Path | None = None
    as_json: bool = False


def print_statistics(options: StatsOptions) -> int:
    calibration = Calibration.parse(options.mm_per_px) if options.mm_per_px else None
    version = named_version(options.dataset, options.workspace)
    with Progress("counted", is_quiet=options.as_json) as progress:
        found = statistics_of(
            version, Split(options.split) if options.split else None, calibration=calibration,
            band_edges=default_edges(calibration) if options.bands is None else options.bands, report=progress.show,
        )  # fmt: skip
    warnings = [_remark_text(remark) for remark in remarks_of(found)]
    if options.as_json:
        print_json({**asdict(found), "warnings": warnings})
        return 0
    say(f"{found.name} {found.version_id}: {_frames(found.total)}")
    if found.non_defects:
        say(f"Not counted as defects: {', '.join(found.non_defects)}")
    splits = found.splits if options.split is None else ()
    for part in (*splits, found.total):
        say("")
        say(f"{part.name}: {_frames(part)}, {part.n_clean} clean, grey {part.grey_mean:.1f} ± {part.grey_std:.1f}")
        sizes = [f"{_as_wide_and_high(size)} px: {n}" for size, n in part.sizes.items()]
        more = f" and {len(sizes) - 5} sizes more" if len(sizes) > 5 else ""
        say(f"  frame sizes: {'; '.join(sizes[:5]) or 'none'}{more}")
        area = ["mm²"] if calibration else []
        head = ["class", "frames", "groups", "instances", *found.band_names, "pixels", *area]
        rows = [
            [entry.name, entry.n_frames, entry.n_groups, entry.n_instances, *entry.n_by_band, entry.n_pixels]
            + ([f"{entry.area_mm2:.1f}"] if entry.area_mm2 is not None else [])
            for entry in part.classes
        ]
        for line in table(head, rows):
            say(f"  {line}")
    for warning in warnings:
        say(f"Mind: {warning}")
    return 0


def _as_wide_and_high(size: str) -> str:
    """Of a statistic's "HEIGHTxWIDTH": as everywhere in the window."""
    height, _, width = size.partition("x")
    return f"{width} x {height}"


def _frames(part: SplitStatistics) -> str:
    return f"{part.n_frames} frames in {part.n_groups} groups"


def _remark_text(remark: Remark) -> str:
    name, group = remark.class_name, remark.group
    match remark.kind:
        case RemarkKind.NO_FRAME:
            return "there is no frame."
        case RemarkKind.NO_CLEAN_FRAME:
            return "no frame is clean, so false alarms on clean surfaces cannot be measured."
        case RemarkKind.CLASS_NOWHERE:
            return f"{name} is on no frame."
        case RemarkKind.CLASS_IN_ONE_GROUP:
            return f"{name} is in one group only, {group}: it can be in one split only."
        case RemarkKind.CLASS_LEANS:
            return (
                f"{remark.share:.0%} of {name} are in one group, {group}: "
                "scores of this class say mostly how it is in that group."
            )
        case RemarkKind.CLASS_NOT_IN_SPLIT:
            return f"{name} is not in {remark.split}."


# duplicates


def print_duplicates(dataset: str, threshold: float, workspace: Path | None, as_json: bool) -> int:
    version = named_version(dataset, workspace)
    clusters = _clusters(version, threshold, as_json)
    of = {sample.name: sample for sample in version.samples}
    crossing_groups = [cluster for cluster in clusters if len({of[name].group for name in cluster.names}) > 1]
    crossing_splits = [cluster for cluster in clusters if len({of[name].split for name in cluster.names}) > 1]
    n_frames = sum(sample.split is not Split.UNUSED for sample in version.samples)
    n_in = sum(len(cluster.names) for cluster in clusters)
    facts = {
        "id": version.id, "name": version.name, "threshold": threshold, "n_frames": n_frames,
        "n_clusters": len(clusters), "n_frames_in_clusters": n_in, "n_crossing_groups": len(crossing_groups),
        "n_crossing_splits": len(crossing_splits),
        "clusters": [
            [
                {"name": name, "group": of[name].group, "split": of[name].split.value, "likeness": likeness}
                for name, likeness in zip(cluster.names, cluster.likenesses, strict=True)
            ]
            for cluster in clusters
        ],
    }  # fmt: skip
    if as_json:
        print_json(facts)
        return 0
    say(f"{version.name} {version.id}: {n_in} of {n_frames} frames are in {len(clusters)} clusters of duplicates")
    say(f"Clusters in several groups: {len(crossing_groups)}; in several splits: {len(crossing_splits)}")
    first = [*crossing_splits, *(cluster for cluster in crossing_groups if cluster not in crossing_splits)]
    listed = [*first, *(cluster for cluster in clusters if cluster not in first)][:N_LISTED]
    rows = [
        [name if number else f"{name} (keep)", of[name].group, of[name].split.value, f"{likeness:.3f}"]
        for cluster in listed
        for number, (name, likeness) in enumerate(zip(cluster.names, cluster.likenesses, strict=True))
    ]
    for line in table(["frame", "group", "split", "likeness"], rows) if rows else ():
        say(f"  {line}")
    if len(clusters) > len(listed):
        say(f"and {len(clusters) - len(listed)} clusters more; --json lists them all")
    return 0


def _clusters(version: DatasetVersion, threshold: float, is_quiet: bool) -> tuple[DuplicateCluster, ...]:
    with Progress("read and compared", is_quiet=is_quiet) as progress:
        return find_duplicates(version, threshold=threshold, report=progress.show)


# split


def check_splits(dataset: str, workspace: Path | None, as_json: bool) -> int:
    """Raises DatasetError where the splits leak."""
    version = named_version(dataset, workspace)
    clusters = _clusters(version, LIKENESS, as_json)
    check_leaks(version, clusters)
    if as_json:
        print_json({"id": version.id, "name": version.name, "leaks": False, "n_clusters": len(clusters)})
    else:
        say(f"{version.name} {version.id}: no group and no duplicate lies in two splits")
    return 0


def split_anew(dataset: str, plan: SplitPlan, workspace: Path | None, as_json: bool) -> int:
    version = named_version(dataset, workspace)
    datasets = open_or_create(workspace).datasets
    check_names_are_free(plan, datasets)
    clusters = _clusters(version, LIKENESS, as_json) if plan.joins_duplicates else ()
    with Progress("written", is_quiet=as_json) as progress:
        written = write_new_splits(version, plan, datasets, clusters, progress.show)
    if as_json:
        versions = [_split_facts(new.version, new.assignment) for new in written]
        print_json({"base": version.id, "versions": versions})
        return 0
    for new in written:
        _print_split(new.version, new.assignment)
    return 0


def _split_facts(version: DatasetVersion, assignment: SplitAssignment) -> dict[str, Any]:
    return {
        "folder": str(version.folder), "id": version.id, "name": version.name,
        "n_groups": assignment.n_groups, "n_groups_joined": assignment.n_joined,
        "splits": {
            split.value: {
                "n_frames": len(samples),
                "n_groups": len({sample.group for sample in samples}),
                "n_frames_by_class": _frames_by_class(version, split),
            }
            for split in Split
            if (samples := version.of_split(split))
        },
        "lacking": _lacking(version, assignment.lacking),
    }  # fmt: skip


def _frames_by_class(version: DatasetVersion, split: Split) -> dict[str, int]:
    found = Counter(
        index for sample in version.of_split(split) for index, n in enumerate(sample.n_pixels) if n and index
    )
    return {name: found[index] for index, name in enumerate(version.class_names) if index}


def _lacking(version: DatasetVersion, lacking: Mapping[Split, tuple[int, ...]]) -> dict[str, list[str]]:
    return {split.value: [version.class_names[index] for index in indices] for split, indices in lacking.items()}


def _print_split(version: DatasetVersion, assignment: SplitAssignment) -> None:
    joined = f", after duplicates joined {assignment.n_joined} to others" if assignment.n_joined else ""
    say(f"{version.name} {version.id}: {assignment.n_groups} groups dealt{joined}")
    rows = []
    for split in Split:
        if samples := version.of_split(split):
            n_groups = len({sample.group for sample in samples})
            rows.append([split.value, len(samples), n_groups, *_frames_by_class(version, split).values()])
    for line in table(["split", "frames", "groups", *version.class_names[1:]], rows):
        say(f"  {line}")
    for lacks, names in _lacking(version, assignment.lacking).items():
        say(f"Mind: {lacks} has no {', '.join(names)}.")
    say(f"Written to {version.folder}")


# diff


def print_difference(before: str, after: str, workspace: Path | None, as_json: bool) -> int:
    found = difference(named_version(before, workspace), named_version(after, workspace))
    if as_json:
        print_json({**asdict(found), "is_none": found.is_none})
        return 0
    say(f"{found.before_id} to {found.after_id}: {found.n_same} frames are the same")
    if found.are_class_names_changed:
        say(f"Classes: {', '.join(found.class_names_before)}")
        say(f"    now: {', '.join(found.class_names_after)}")
    if found.are_non_defects_changed:
        say(f"Classes that are no defects: {', '.join(found.non_defects_before) or 'none named'}")
        say(f"    now: {', '.join(found.non_defects_after) or 'none named'}")
    moved = [f"{move.name} ({move.before} to {move.after})" for move in found.moved]
    parts: dict[str, Sequence[str]] = {
        "added": found.added, "removed": found.removed, "in another split": moved, "in another group": found.regrouped,
        "another frame under the same name": found.frame_changed, "another mask": found.mask_changed,
    }  # fmt: skip
    for title, names in parts.items():
        if names:
            more = f" and {len(names) - N_LISTED} more" if len(names) > N_LISTED else ""
            say(f"{title}, {len(names)}: {', '.join(names[:N_LISTED])}{more}")
    if found.is_none:
        say("Nothing differs.")
    return 0
