"""``inspector dataset import`` and ``inspector dataset export``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import click

from inspector.commands.named_version import named_version
from inspector.commands.output import disk_trouble, going_on_later, print_json, say, say_what_is_left
from inspector.commands.progress import Progress
from inspector.core.data_warnings import WarningKind
from inspector.datasets.formats.annotation_sheet import write_annotation_sheet
from inspector.datasets.formats.exporting import EXPORTERS, ExportReport, check_is_empty, export, look_at
from inspector.datasets.formats.importing import READERS, Plan, Report, import_survey, n_frames_left, survey
from inspector.datasets.formats.reading import ImportOptions, colours_of_file
from inspector.datasets.formats.value_options import Foreground
from inspector.datasets.synthetic_strips import import_synthetic
from inspector.datasets.version import DatasetVersion, check_is_free
from inspector.texts.importing import warning_text
from inspector.workspace.workspace import open_or_create

N_SHOWN = 10  # problems, frames and sizes on screen; JSON has them all


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOfVersion:
    data_format: str
    path: Path | None = None
    workspace: Path | None = None
    name: str | None = None
    strips: int  # synthetic only
    class_names: tuple[str, ...] = ()
    non_defects: tuple[str, ...] = ()
    levels: tuple[tuple[int, str], ...] = ()
    colours: Path | None = None  # a table of colours
    foreground: Foreground | None = None
    background: str = ""
    group_pattern: re.Pattern[str] | None = None
    terms: str
    dry_run: bool = False
    skip_broken: bool = False
    line_width: float | None = None  # px
    boxes_as_masks: bool = False
    bits: int | None = None  # of 16-bit frames, 8 to 16; None: as their files say, else 16
    sheet: Path | None = None  # of some frames with what was read of them
    as_json: bool = False

    @property
    def version_name(self) -> str:
        return self.name or self.data_format


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOfVersion:
    data_format: str
    folder: Path
    dataset: str
    workspace: Path | None = None
    is_polygons: bool = False
    dry_run: bool = False
    as_json: bool = False


def import_dataset(options: ImportOfVersion) -> int:
    if options.data_format in READERS:
        return _import_foreign(options)
    with Progress("imported", is_quiet=options.as_json) as progress:
        version = import_synthetic(_folder(options), options.strips, progress.show)
    if options.as_json:
        print_json(version_facts(version))
    else:
        print_version(version)
    return 0


def _folder(options: ImportOfVersion) -> Path:
    return open_or_create(options.workspace).datasets / options.version_name


def _import_foreign(options: ImportOfVersion) -> int:
    assert options.path is not None  # the command line asks for it
    if not options.dry_run:  # a dry run makes no workspace and minds no name that is taken
        check_is_free(_folder(options))
    plan = Plan(_reading_options(options), options.group_pattern, options.non_defects)
    with Progress("looked at", is_quiet=options.as_json) as progress:
        surveyed = survey(options.data_format, options.path, plan, progress.show)
    if options.sheet is not None and surveyed.found:
        with disk_trouble(options.sheet):
            write_annotation_sheet(options.sheet, surveyed)
    report = surveyed.report
    is_refused = bool(report.problems) and not options.skip_broken
    if not options.as_json:
        _print_report(report, options.bits)
        if options.sheet is not None and surveyed.found:
            say(f"Contact sheet: {options.sheet}")
    elif options.dry_run or is_refused:
        print_json({"report": asdict(report), "is_imported": False})
    if options.dry_run:
        if not options.as_json:
            say("Nothing was written: this was a dry run.")
        return 1 if is_refused or not report.n_importable else 0
    folder = _folder(options)
    left = partial(n_frames_left, surveyed, folder, options.bits)
    say_what_is_left(left())
    with going_on_later(left), Progress("imported", is_quiet=options.as_json) as progress:
        version = import_survey(
            surveyed, folder, options.version_name,
            terms=options.terms, is_skipping=options.skip_broken, bits=options.bits, report=progress.show,
        )  # fmt: skip
    if options.as_json:
        print_json({**version_facts(version), "report": asdict(report), "is_imported": True})
        return 0
    if report.problems:
        say(f"Left out as --skip-broken says: {len(report.problems)} pairs or files, named in import.json")
    print_version(version)
    return 0


def _reading_options(options: ImportOfVersion) -> ImportOptions:
    colours = () if options.colours is None else colours_of_file(options.colours)
    return ImportOptions(
        options.class_names, options.levels, colours, options.foreground, options.background,
        options.line_width, options.boxes_as_masks,
    )  # fmt: skip


def version_facts(version: DatasetVersion) -> dict[str, Any]:
    """Of a version that was just written, for ``--json``."""
    return {
        "folder": str(version.folder), "id": version.id, "name": version.name, "classes": version.class_names,
        "non_defects": version.non_defects,
        "n_samples": len(version.samples), "n_groups": len({sample.group for sample in version.samples}),
        "splits": dict(Counter(sample.split.value for sample in version.samples)),
    }  # fmt: skip


def print_version(version: DatasetVersion) -> None:
    facts = version_facts(version)
    parts = ", ".join(f"{split} {n}" for split, n in sorted(facts["splits"].items()))
    say(f"{version.name} {version.id}: {facts['n_samples']} samples in {facts['n_groups']} groups ({parts})")
    if version.non_defects:
        say(f"Not counted as defects: {', '.join(version.non_defects)}")
    say(f"Written to {version.folder}")


def _print_report(report: Report, bits: int | None) -> None:
    say(f"{report.path} as {report.data_format}")
    say(
        f"  frames     {report.n_frames} found, {report.n_annotated} annotated, {report.n_importable} can be imported, "
        f"{report.n_clean} of them without a defect"
    )
    if report.unannotated:
        say(f"  left out   {len(report.unannotated)} without annotation: {_first(report.unannotated)}")
    sizes = [f"{size.width} x {size.height} ({size.n_frames})" for size in report.sizes]
    if sizes:
        say(f"  sizes      {_first(sizes)}")
    parts = ", ".join(f"{split} {n}" for split, n in report.splits.items())
    dealt = f", {report.n_dealt_groups} of them dealt by us" if report.n_dealt_groups else ""
    say(f"  splits     {parts or 'none'}; {report.n_groups} groups{dealt}")
    if report.n_unmatched:
        say(f"  groups     the pattern fits {report.n_unmatched} names not: each frame is its own group")
    for names in report.alike_classes:
        quoted = " and ".join(f"“{name}”" for name in names)
        say(f"  alike      {quoted} differ only by case, spaces or the form of Unicode: are they one class?")
    width = max((len(count.name) for count in report.classes), default=0)
    for count in report.classes:
        say(
            f"  class      {count.name:<{width}}  {count.n_frames} frames, {count.n_instances} instances, "
            f"{count.n_pixels} px"
        )
    if report.n_ignored_px:
        say(f"  ignored    {report.n_ignored_px} px")
    if report.n_contested_px:
        say(f"  overlaps   {report.n_contested_px} px in two classes: the smaller region has them")
    if report.n_boxes:
        say(f"  rectangles {report.n_boxes}: where they are boxes, what they hold beside the defect counts as defect")
    if report.n_void_parts or report.n_void_regions:
        say(
            f"  void       {report.n_void_parts} parts and {report.n_void_regions} whole annotations hold no pixel's "
            "centre: left out"
        )
    if report.n_crossed:
        say(f"  crossings  {report.n_crossed} outlines cross themselves: what they enclose twice is outside")
    if report.n_cut:
        say(f"  cut        {report.n_cut} annotations go over the border of their frame: cut there")
    for note in report.notes:
        say(f"  meaning    {note}")
    for frame, annotation in report.examples[:N_SHOWN]:
        say(f"  {frame}  <-  {annotation or 'no defect'}")
    for warning in report.warnings:
        if bits is None or warning.kind is not WarningKind.FEWER_BITS:
            say(f"Mind: {warning_text(warning)}")
    if report.problems:
        say(f"  {len(report.problems)} pairs or files cannot be imported:")
        for problem in report.problems[:N_SHOWN]:
            say(f"    {problem.where}: {problem.fault.value}: {problem.detail}")
        if len(report.problems) > N_SHOWN:
            say(f"    and {len(report.problems) - N_SHOWN} more: --json lists all")


def _first(names: Sequence[str]) -> str:
    more = f" and {len(names) - N_SHOWN} more" if len(names) > N_SHOWN else ""
    return ", ".join(names[:N_SHOWN]) + more


def export_dataset(options: ExportOfVersion) -> int:
    data_format, folder, as_polygons = options.data_format, options.folder, options.is_polygons
    if as_polygons and EXPORTERS[data_format].polygons is None:
        raise click.UsageError(f"{data_format} holds masks only, no polygons.")
    version = named_version(options.dataset, options.workspace)
    if not options.dry_run:
        check_is_empty(folder)
    with Progress("looked at", is_quiet=options.as_json) as progress:
        report = look_at(version, data_format, is_polygons=as_polygons, report=progress.show)
    if not options.as_json:
        _print_losses(report)
    if not options.dry_run:
        with Progress("exported", is_quiet=options.as_json) as progress:
            export(version, data_format, folder, is_polygons=as_polygons, report=progress.show)
    if options.as_json:
        facts = {"version": version.id, "folder": str(folder), "is_exported": not options.dry_run}
        print_json({**facts, "report": asdict(report)})
    else:
        say("Nothing was written: this was a dry run." if options.dry_run else f"Written to {folder}")
    return 0


def _print_losses(report: ExportReport) -> None:
    kind = "polygons" if report.is_polygons else "masks"
    say(f"{report.n_frames} frames as {report.data_format}, {kind}")
    width = max((len(loss.name) for loss in report.classes), default=0)
    for loss in report.classes:
        if not loss.n_pixels and not loss.n_gained_px:
            change = "has no pixels"
        elif loss.n_lost_px or loss.n_gained_px:
            change = (
                f"IoU {loss.iou:.4f}, {1 - loss.iou:.4f} is lost: {loss.n_lost_px} px gone, {loss.n_gained_px} px new"
            )
        else:
            change = f"comes back exactly, {loss.n_pixels} px"
        say(f"  {loss.name:<{width}}  {change}")
    if report.n_holes_filled_px:
        say(f"  holes      {report.n_holes_filled_px} px of background are filled: a polygon has no holes")
    if report.not_kept:
        say(f"  The format does not keep {', '.join(report.not_kept)}.")
