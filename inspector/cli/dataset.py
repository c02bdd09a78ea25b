"""``inspector dataset``: versions of data."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from inspector.cli.options import (
    FILE,
    FOLDER,
    Finite,
    folder_name,
    json_option,
    numbers,
    reports_errors,
    workspace_option,
)
from inspector.core.data_terms import NOT_STATED
from inspector.texts import import_options as told
from inspector.texts.import_options import MIN_LINE_PX, WITH_BOXES, WITH_LINES

FOREIGN_FORMATS = (
    "coco", "cvat", "folder-pairs", "label-studio", "labelme", "masks", "mvtec", "severstal", "voc", "voc-boxes",
    "yolo-seg",
)  # fmt: skip
EXPORT_FORMATS = ("coco", "cvat", "labelme", "masks", "severstal", "voc", "yolo-seg")


@click.group("dataset")
def group() -> None:
    """Immutable versions of data, the only thing training reads: import, look into, split."""


def _pattern(context: click.Context, parameter: click.Parameter, text: str | None) -> re.Pattern[str] | None:
    if text is None:
        return None
    try:
        pattern = re.compile(text)
    except re.error as error:
        raise click.BadParameter(f"{text!r} is no regular expression: {error}") from error
    if not pattern.groups:
        raise click.BadParameter("it needs a part in ( ), which names the group")
    return pattern


def _levels(context: click.Context, parameter: click.Parameter, text: str | None) -> Any:
    from inspector.datasets.formats.value_options import levels_of_text

    try:
        return () if text is None else levels_of_text(text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def _foreground(context: click.Context, parameter: click.Parameter, text: str | None) -> Any:
    from inspector.datasets.formats.value_options import Foreground

    try:
        return None if text is None else Foreground.parse(text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def _sheet(context: click.Context, parameter: click.Parameter, file: Path | None) -> Path | None:
    if file is not None and file.suffix.lower() != ".png":
        raise click.BadParameter("a file that ends in .png")
    return file


@group.command("import")
@click.argument("data_format", metavar="FORMAT", type=click.Choice([*FOREIGN_FORMATS, "synthetic"]))
@click.argument("path", required=False, type=FOLDER)
@workspace_option
@click.option("--name", callback=folder_name, help="Name of the version's folder. [default: the format's]")
@click.option("--dry-run", is_flag=True, help="Report what would be imported and what not, and write nothing.")
@click.option("--skip-broken", is_flag=True, help="Leave broken pairs out; otherwise they stop the import.")
@click.option("--class", "class_names", multiple=True, metavar="NAME", help="Classes in the order of their indices.")
@click.option(
    "--non-defect", "non_defects", multiple=True, metavar="NAME", help="A class that is no defect, as a joint."
)
@click.option(
    "--levels",
    callback=_levels,
    metavar="LEVEL=CLASS,…",
    help=told.LEVELS.help,
)
@click.option("--colours", type=FILE, metavar="FILE", help=told.COLOURS.help)
@click.option("--foreground", callback=_foreground, metavar="VALUE", help=told.FOREGROUND.help)
@click.option("--background", default="", metavar="NAME", help=told.BACKGROUND.help)
@click.option("--group-pattern", callback=_pattern, metavar="REGEX", help="Its first ( ) in a frame's name: the group.")
@click.option("--line-width", type=Finite(min=MIN_LINE_PX), metavar="PX", help=told.LINE_WIDTH.help)
@click.option("--boxes-as-masks", is_flag=True, help=told.BOXES_AS_MASKS.help)
@click.option("--terms", default=NOT_STATED, show_default=True, help=told.TERMS_HELP)
@click.option("--bits", type=click.IntRange(8, 16), help="Bits of 16-bit frames. [default: by the files, else 16]")
@click.option(
    "--sheet", type=FILE, callback=_sheet, metavar="FILE.png", help="Draw 24 frames with what was read of their labels."
)
@click.option("--strips", type=click.IntRange(min=10), default=400, show_default=True, help="synthetic: how many.")
@json_option
@reports_errors
def import_version(data_format: str, **options: Any) -> int:
    """Import FORMAT from PATH as a dataset version, after a report of what is there.

    \b
    of other programs   coco, cvat, label-studio, labelme, voc, voc-boxes, yolo-seg, severstal, mvtec
    plain folders       masks (index masks, classes.txt), folder-pairs (--class)
    synthetic           needs no PATH

    What the values of masks mean is decided once for all of them, and told; --levels, --colours, --foreground or
    --background say it where it cannot be seen.

    Frames of one group are never in two splits. A split that the data has is kept, others are dealt. Where regions
    overlap, the smaller one wins.
    """
    if data_format != "synthetic" and options["path"] is None:
        raise click.UsageError(f"{data_format} needs the PATH of its data.")
    foreign_only = (
        "dry_run", "skip_broken", "class_names", "non_defects", "levels", "colours", "foreground", "background",
        "group_pattern", "bits", "line_width", "boxes_as_masks", "sheet",
    )  # fmt: skip
    given = [name for name in foreign_only if options[name]]
    if data_format == "synthetic" and given:
        raise click.UsageError(f"{data_format} brings its own classes, groups and checks: no further options.")
    if options["line_width"] is not None and data_format not in WITH_LINES:
        raise click.UsageError(f"{data_format} holds no lines that --line-width could be for.")
    if options["boxes_as_masks"] and data_format not in WITH_BOXES:
        raise click.UsageError(
            f"{data_format} holds no boxes that --boxes-as-masks could be for, or reads them anyway."
        )
    from inspector.commands.dataset import ImportOfVersion, import_dataset

    return import_dataset(ImportOfVersion(data_format=data_format, **options))


@group.command("from-annotations")
@workspace_option
@click.option("--name", required=True, callback=folder_name, help="Name of the new version's folder.")
@click.option("--base", metavar="VERSION", help="A version whose frames are kept; those labelled anew get their mask.")
@click.option(
    "--model", "-m",
    help="Without --base: whose classes come first, painted or not. [default: the promoted one, else steel-plain]",
)  # fmt: skip
@click.option(
    "--state", "states", multiple=True, default=("reviewed",), show_default=True,
    type=click.Choice(["in-work", "done", "reviewed", "flagged"]), help="Labels of this state; may be given often.",
)  # fmt: skip
@click.option("--group-pattern", callback=_pattern, metavar="REGEX", help="Its first ( ) in a frame's name: the group.")
@click.option("--terms", default=NOT_STATED, show_default=True, help=told.TERMS_HELP)
@click.option("--skip-unfit", is_flag=True, help="Leave labels out that do not fit; otherwise they stop it.")
@click.option("--dry-run", is_flag=True, help="Tell what would go in, and write nothing.")
@json_option
@reports_errors
def from_annotations(**options: Any) -> int:
    """Make a version of the workspace's labels.

    Classes are matched by name; new ones come behind those of the base, or of the model. Frames of one piece are one
    group; groups that the base knows keep their split, others are dealt.
    """
    if options["model"] is not None and options["base"] is not None:
        raise click.UsageError("--model and --base exclude each other: the classes of the base come first.")
    from inspector.commands.from_annotations import FromAnnotations, make_version

    return make_version(FromAnnotations(**options))


@group.command("labels")
@click.option("--agreement", "has_agreement", is_flag=True, help="Compare what one person after another left, too.")
@workspace_option
@json_option
@reports_errors
def labels(**options: Any) -> int:
    """Count what the workspace's labels hold: frames by state, instances and sizes by class, people."""
    from inspector.commands.label_figures import print_labels

    return print_labels(**options)


@group.command("export")
@click.argument("data_format", metavar="FORMAT", type=click.Choice(EXPORT_FORMATS))
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--version", "dataset", required=True, help="Name of the version, or its folder.")
@workspace_option
@click.option("--polygons", "is_polygons", is_flag=True, help="coco, cvat, labelme: outlines, which fill holes.")
@click.option("--dry-run", is_flag=True, help="Tell what the format would lose, and write nothing.")
@json_option
@reports_errors
def export_version(**options: Any) -> int:
    """Write a version into the new folder DIR as coco, cvat, labelme, masks, severstal, voc or yolo-seg.

    What the format cannot hold is told first: masks come back exactly, polygons lose their holes.
    """
    from inspector.commands.dataset import ExportOfVersion, export_dataset

    return export_dataset(ExportOfVersion(**options))


def _edges(context: click.Context, parameter: click.Parameter, text: str | None) -> tuple[float, ...] | None:
    edges = numbers(context, parameter, text)
    if edges is not None and not all(low < high for low, high in zip((0.0, *edges), edges, strict=False)):
        raise click.BadParameter("edges rise from above 0")
    return edges


@group.command("stats")
@click.argument("dataset")
@click.option("--split", type=click.Choice(["train", "val", "test", "unused"]), help="One split only.")
@click.option("--mm-per-px", metavar="ACROSS[,ALONG]", help="Size of a pixel in mm: areas and sizes come in mm.")
@click.option("--bands", callback=_edges, metavar="EDGE,…", help="Edges of sizes. [default: 16,32,64 px or 4,10 mm]")
@workspace_option
@json_option
@reports_errors
def stats(**options: Any) -> int:
    """Count what DATASET (a version's name, or its folder) holds per split, class, size and group."""
    from inspector.commands.dataset_tools import StatsOptions, print_statistics

    return print_statistics(StatsOptions(**options))


@group.command("duplicates")
@click.argument("dataset")
@click.option("--threshold", type=Finite(0.5, 1), default=0.85, show_default=True, help="How alike, to 1.")
@workspace_option
@json_option
@reports_errors
def duplicates(**options: Any) -> int:
    """Find frames of one surface in DATASET: turned, mirrored, stored anew, lighter, of another size."""
    from inspector.commands.dataset_tools import print_duplicates

    return print_duplicates(**options)


@group.command("check")
@click.argument("dataset")
@click.option(
    "--model", metavar="NAME|FILE",
    help="The model that the line uses: its classes and depth are compared. [default: none is compared]",
)  # fmt: skip
@workspace_option
@json_option
@reports_errors
def check(**options: Any) -> int:
    """Tell what speaks against a training on DATASET: leaks, twins across splits, classes of few frames, depth.

    Ends with 1 where something refuses it; warnings alone end with 0.
    """
    from inspector.commands.dataset_check import print_check

    return print_check(**options)


def _three_shares(context: click.Context, parameter: click.Parameter, text: str) -> tuple[float, float, float]:
    shares = numbers(context, parameter, text) or ()
    if len(shares) != 3 or not all(0 <= share < float("inf") for share in shares) or not sum(shares):
        raise click.BadParameter("three numbers from 0 up, not all 0")
    return shares[0], shares[1], shares[2]


def _version_name(context: click.Context, parameter: click.Parameter, text: str | None) -> str | None:
    if text is not None and (text != Path(text).name or text in ("", ".", "..")):
        raise click.BadParameter("a name, not a path")
    return text


@group.command("split")
@click.argument("dataset")
@click.option(
    "--out", callback=_version_name, metavar="NAME", help="Name of the new version; with --folds, NAME-1, NAME-2 …"
)
@click.option(
    "--shares", callback=_three_shares, default="0.6,0.15,0.25", show_default=True, metavar="TRAIN,VAL,TEST",
    help="Wanted shares of frames and of each class.",
)  # fmt: skip
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Another one, another deal.")
@click.option("--folds", "n_folds", type=click.IntRange(min=3), help="A version per fold, which is its test split.")
@click.option("--no-duplicates", is_flag=True, help="Do not look for duplicates; keep groups together only.")
@click.option("--check", is_flag=True, help="Write none: tell whether a group or a duplicate lies in two splits.")
@workspace_option
@json_option
@reports_errors
def split(
    dataset: str, workspace: Path | None, check: bool, out: str | None, no_duplicates: bool, as_json: bool,
    **options: Any,
) -> int:  # fmt: skip
    """Deal whole groups of DATASET over train, val and test as a new version; duplicates stay together."""
    if check == (out is not None):
        raise click.UsageError("Give --out NAME to split, or --check to look at the splits there are.")
    from inspector.commands.dataset_tools import check_splits, split_anew
    from inspector.datasets.new_splits import SplitPlan

    if out is None:
        return check_splits(dataset, workspace, as_json)
    plan = SplitPlan(out, joins_duplicates=not no_duplicates, **options)
    return split_anew(dataset, plan, workspace, as_json)


@group.command("diff")
@click.argument("before")
@click.argument("after")
@workspace_option
@json_option
@reports_errors
def diff(**options: Any) -> int:
    """Tell what changed from version BEFORE to AFTER: frames, masks, splits, groups, classes."""
    from inspector.commands.dataset_tools import print_difference

    return print_difference(**options)


def parse_target(_: click.Context, __: click.Parameter, text: str | None) -> dict[str, float] | None:
    if text is None:
        return None
    try:
        parts = [part.rpartition("=") for part in text.split(",")] if text else []
        target = {name.strip(): float(share) for name, _, share in parts}
    except ValueError as error:
        raise click.BadParameter("give CLASS=SHARE,…, such as crack=2,dent=1") from error
    if not all(0 <= share < float("inf") for share in target.values()):
        raise click.BadParameter("shares are numbers from 0 up")
    return target


def balance_options(function: Callable[..., Any]) -> Callable[..., Any]:
    units = click.Choice(["frames", "instances", "pixels", "size-bands"])
    options = (
        click.argument("dataset"),
        click.option("--by", "unit", type=units, help="What is made even. [default: frames]"),
        click.option("--target", metavar="CLASS=SHARE,…", callback=parse_target, help="[default: all classes alike]"),
        click.option(
            "--hosts-share", type=Finite(0, 1),
            help="Of the clean frames, at most so many are used. [default: 1]",
        ),
        click.option("--per-host", type=click.IntRange(min=1), help="Defects a frame. [default: 1]"),
        click.option("--clean-crops", "uses_crops", is_flag=True, help="Inject into clean parts of frames, too."),
        click.option("--seed", type=click.IntRange(min=0), help="[default: 0]"),
        workspace_option,
        json_option,
    )  # fmt: skip
    for option in reversed(options):
        function = option(function)
    return function


@group.command("balance")
@balance_options
@click.option(
    "--contact-sheet", type=FILE, callback=_sheet, metavar="FILE.png",
    help="Draw six injections of each class, before and after.",
)  # fmt: skip
@reports_errors
def balance(**options: Any) -> int:
    """Tell how injection would balance DATASET, and write no version.

    Rules, and whatever is not said here, are those saved for DATASET on the Balance page.
    """
    from inspector.commands.dataset_balance import BalanceOptions, print_balance

    return print_balance(BalanceOptions(**options))


@group.command("snapshot")
@balance_options
@click.option("--out", required=True, callback=_version_name, metavar="NAME", help="Name of the new version.")
@reports_errors
def snapshot(**options: Any) -> int:
    """Write DATASET with injected frames beside its own as a new version.

    Rules, and whatever is not said here, are those saved for DATASET on the Balance page.
    """
    from inspector.commands.dataset_balance import BalanceOptions, print_balance

    return print_balance(BalanceOptions(**options))
