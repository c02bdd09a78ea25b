"""``inspector dataset stats``, ``duplicates``, ``split`` and ``diff``: facts about versions, and new splits of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from inspector.commands.named_version import named_version
from inspector.commands.output import print_json
from inspector.commands.progress import Progress
from inspector.core.calibration import Calibration
from inspector.core.messages import Code, WorkspaceError, message
from inspector.datasets.differences import difference
from inspector.datasets.duplicates import LIKENESS, DuplicateCluster, find_duplicates
from inspector.datasets.splitting import SplitAssignment, check_leaks, divide, divide_into_folds
from inspector.datasets.statistics import DatasetStatistics, SplitStatistics, statistics_of
from inspector.datasets.version import DatasetVersion, Derivation, Split, derive_version
from inspector.workspace.workspace import open_or_create

BANDS_PX = (16.0, 32.0, 64.0)  # edges between size bands of defects
BANDS_MM = (4.0, 10.0)
N_LISTED = 20  # names or clusters in words; JSON has them all


# stats


def tell_statistics(
    dataset: str,
    split: str | None,
    mm_per_px: str | None,
    bands: tuple[float, ...] | None,
    workspace: Path | None,
    as_json: bool,
) -> int:
    calibration = Calibration.parse(mm_per_px) if mm_per_px else None
    edges = bands if bands is not None else BANDS_MM if calibration else BANDS_PX
    version = named_version(dataset, workspace)
    with Progress("counted", is_quiet=as_json) as progress:
        found = statistics_of(
            version, Split(split) if split else None, calibration=calibration, band_edges=edges, report=progress.show
        )
    if as_json:
        print_json({**asdict(found), "warnings": _warnings(found)})
        return 0
    click.echo(f"{found.name} {found.version_id}: {_frames(found.total)}")
    one_split = found.splits if split is None else ()
    for part in (*one_split, found.total):
        click.echo(
            f"\n{part.name}: {_frames(part)}, {part.n_clean} clean, grey {part.grey_mean:.1f} ± {part.grey_std:.1f}"
        )
        sizes = [f"{size} {n}" for size, n in part.sizes.items()]
        more = f" and {len(sizes) - 5} sizes more" if len(sizes) > 5 else ""
        click.echo(f"  frame sizes: {', '.join(sizes[:5]) or 'none'}{more}")
        area = ["mm²"] if calibration else []
        head = ["class", "images", "groups", "instances", *found.band_names, "pixels", *area]
        rows = [
            [entry.name, entry.n_images, entry.n_groups, entry.n_instances, *entry.n_by_band, entry.n_pixels]
            + ([f"{entry.area_mm2:.1f}"] if entry.area_mm2 is not None else [])
            for entry in part.classes
        ]
        for line in table(head, rows):
            click.echo(f"  {line}")
    for warning in _warnings(found):
        click.echo(f"Mind: {warning}")
    return 0


def _frames(part: SplitStatistics) -> str:
    return f"{part.n_frames} frames in {part.n_groups} groups"


def _warnings(found: DatasetStatistics) -> list[str]:
    said = []
    if not found.total.n_frames:
        said.append("there is no frame.")
    if not found.total.n_clean and found.total.n_frames:
        said.append("no frame is clean, so false alarms on clean surfaces cannot be measured.")
    for entry in found.total.classes:
        if not entry.n_instances:
            said.append(f"{entry.name} is on no frame.")
        elif entry.n_groups == 1:
            said.append(f"{entry.name} is in one group only, {entry.largest_group}: it can be in one split only.")
        elif entry.leans_on_one_group:
            said.append(
                f"{entry.largest_group_share:.0%} of {entry.name} are in one group, {entry.largest_group}: "
                "figures of this class tell mostly of that group."
            )
    for part in found.splits:
        if part.name != Split.UNUSED and len(found.splits) > 1:
            said += [
                f"{entry.name} is not in {part.name}."
                for entry, whole in zip(part.classes, found.total.classes, strict=True)
                if whole.n_groups > 1 and not entry.n_instances
            ]
    return said


# duplicates


def tell_duplicates(dataset: str, threshold: float, workspace: Path | None, as_json: bool) -> int:
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
    click.echo(
        f"{version.name} {version.id}: {n_in} of {n_frames} frames are in {len(clusters)} clusters of duplicates"
    )
    click.echo(f"Clusters in several groups: {len(crossing_groups)}; in several splits: {len(crossing_splits)}")
    first = [*crossing_splits, *(cluster for cluster in crossing_groups if cluster not in crossing_splits)]
    listed = [*first, *(cluster for cluster in clusters if cluster not in first)][:N_LISTED]
    rows = [
        [name if number else f"{name} (keep)", of[name].group, of[name].split.value, f"{likeness:.3f}"]
        for cluster in listed
        for number, (name, likeness) in enumerate(zip(cluster.names, cluster.likenesses, strict=True))
    ]
    for line in table(["frame", "group", "split", "likeness"], rows) if rows else ():
        click.echo(f"  {line}")
    if len(clusters) > len(listed):
        click.echo(f"and {len(clusters) - len(listed)} clusters more; --json lists them all")
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
        click.echo(f"{version.name} {version.id}: no group and no duplicate lies in two splits")
    return 0


def split_anew(
    dataset: str,
    out: str,
    shares: tuple[float, float, float],
    seed: int,
    n_folds: int | None,
    joins_duplicates: bool,
    workspace: Path | None,
    as_json: bool,
) -> int:
    version = named_version(dataset, workspace)
    folder = open_or_create(workspace).datasets
    for name in [out] if n_folds is None else [f"{out}-{number}" for number in range(1, n_folds + 1)]:
        if (folder / name).exists():
            detail = "a dataset of this name is there, and versions do not change"
            raise WorkspaceError(message(Code.OUTPUT_TAKEN, path=str(folder / name), detail=detail))
    clusters = _clusters(version, LIKENESS, as_json) if joins_duplicates else ()
    if n_folds is None:
        by_split = dict(zip((Split.TRAIN, Split.VAL, Split.TEST), shares, strict=True))
        divisions = {out: divide(version, by_split, seed=seed, clusters=clusters)}
        how = f"split by shares {', '.join(f'{share:g}' for share in shares)} with seed {seed}"
    else:
        folds = divide_into_folds(version, n_folds, clusters=clusters)
        divisions = {f"{out}-{number}": fold for number, fold in enumerate(folds, start=1)}
        how = f"split into {n_folds} folds"
    how += ", duplicates kept together" if joins_duplicates else ", duplicates not looked for"
    written = []
    with Progress("written", is_quiet=as_json) as progress:
        for name, division in divisions.items():
            try:
                made = derive_version(
                    folder / name, version, division.samples, name=name, report=progress.show,
                    source=f"{version.source}; {version.name} {version.id} {how}", how=Derivation.SPLIT, detail=how,
                )  # fmt: skip
            except OSError as error:
                raise WorkspaceError(
                    message(Code.OUTPUT_UNWRITABLE, path=str(folder / name), detail=error.strerror or str(error))
                ) from error
            written.append((made, division))
    if as_json:
        print_json({"base": version.id, "versions": [_split_facts(made, division) for made, division in written]})
        return 0
    for made, division in written:
        _say_split(made, division)
    return 0


def _split_facts(version: DatasetVersion, division: SplitAssignment) -> dict[str, Any]:
    return {
        "folder": str(version.folder), "id": version.id, "name": version.name,
        "n_groups": division.n_groups, "n_groups_joined": division.n_joined,
        "splits": {
            split.value: {
                "n_frames": len(samples),
                "n_groups": len({sample.group for sample in samples}),
                "n_images_by_class": _images_by_class(version, split),
            }
            for split in Split
            if (samples := version.of_split(split))
        },
        "lacking": _lacking(version, division.lacking),
    }  # fmt: skip


def _images_by_class(version: DatasetVersion, split: Split) -> dict[str, int]:
    found = Counter(
        index for sample in version.of_split(split) for index, n in enumerate(sample.n_pixels) if n and index
    )
    return {name: found[index] for index, name in enumerate(version.class_names) if index}


def _lacking(version: DatasetVersion, lacking: Mapping[Split, tuple[int, ...]]) -> dict[str, list[str]]:
    return {split.value: [version.class_names[index] for index in indices] for split, indices in lacking.items()}


def _say_split(version: DatasetVersion, division: SplitAssignment) -> None:
    joined = f", after duplicates joined {division.n_joined} to others" if division.n_joined else ""
    click.echo(f"{version.name} {version.id}: {division.n_groups} groups dealt{joined}")
    rows = []
    for split in Split:
        if samples := version.of_split(split):
            n_groups = len({sample.group for sample in samples})
            rows.append([split.value, len(samples), n_groups, *_images_by_class(version, split).values()])
    for line in table(["split", "frames", "groups", *version.class_names[1:]], rows):
        click.echo(f"  {line}")
    for lacks, names in _lacking(version, division.lacking).items():
        click.echo(f"Mind: {lacks} has no {', '.join(names)}.")
    click.echo(f"Written to {version.folder}")


# diff


def tell_difference(before: str, after: str, workspace: Path | None, as_json: bool) -> int:
    found = difference(named_version(before, workspace), named_version(after, workspace))
    if as_json:
        print_json({**asdict(found), "is_none": found.is_none})
        return 0
    click.echo(f"{found.before_id} to {found.after_id}: {found.n_same} frames are the same")
    if found.are_class_names_changed:
        click.echo(f"Classes: {', '.join(found.class_names_before)}")
        click.echo(f"    now: {', '.join(found.class_names_after)}")
    if found.are_non_defects_changed:
        click.echo(f"Classes that are no defects: {', '.join(found.non_defects_before) or 'none named'}")
        click.echo(f"    now: {', '.join(found.non_defects_after) or 'none named'}")
    moved = [f"{move.name} ({move.before} to {move.after})" for move in found.moved]
    parts: dict[str, Sequence[str]] = {
        "added": found.added, "removed": found.removed, "in another split": moved, "in another group": found.regrouped,
        "another frame under the same name": found.frame_changed, "another mask": found.mask_changed,
    }  # fmt: skip
    for title, names in parts.items():
        if names:
            more = f" and {len(names) - N_LISTED} more" if len(names) > N_LISTED else ""
            click.echo(f"{title}, {len(names)}: {', '.join(names[:N_LISTED])}{more}")
    if found.is_none:
        click.echo("Nothing differs.")
    return 0


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    """Lines of a plain table: the first column to the left, the others to the right."""
    cells = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(cell) for cell in column) for column in zip(*cells, strict=True)]
    return [
        "  ".join(cell.rjust(width) if number else cell.ljust(width) for number, (cell, width) in
                  enumerate(zip(row, widths, strict=True))).rstrip()
        for row in cells
    ]  # fmt: skip
