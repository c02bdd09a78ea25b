"""The command line. ``--help`` must answer at once, so heavy modules are imported inside the commands.

Exit codes: 0 all well; 1 it could not start or record; 2 wrong usage; 3 some frames were not inspected.
Standard output carries results only; progress and logs go to standard error.
"""

from __future__ import annotations

import io
import logging
import os
import re
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from inspector import __version__

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

    from inspector.inference.backend import BackendChoice
    from inspector.runs.build_request import DatasetWish

log = logging.getLogger("inspector.commands")

FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path, dir_okay=False)
model_option = click.option(
    "--model",
    "-m",
    type=FILE,
    help="ONNX file, or a model of the program: steel-anet, rail-anet. [default: steel-anet]",
)

workspace_option = click.option(
    "--workspace", "-w", type=FOLDER, help="Folder of the plant's data. [default: the user's]"
)
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output, no more.")


def _backend(context: click.Context, parameter: click.Parameter, text: str) -> BackendChoice:
    from inspector.inference.backend import BackendChoice

    try:
        return BackendChoice.parse(text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


backend_option = click.option(
    "--backend", default="auto", show_default=True, callback=_backend, metavar="NAME[:PRECISION]",
    help="auto, cpu, openvino[:bf16], cuda[:tf32], tensorrt[:f16]; +graph on a GPU. What is not there is told.",
)  # fmt: skip


def says_errors(command: Callable[..., int | None]) -> Callable[..., None]:
    """Say trouble in words on standard error, and end with the command's exit code. Keeps the log meanwhile."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        from inspector.commands.output import say_trouble
        from inspector.core.messages import Code, InspectorError, message
        from inspector.logs import log_file, log_kept

        with log_kept(log_file()):
            try:
                code = command(*args, **kwargs)
            except InspectorError as error:
                log.warning("%s", error)
                say_trouble(error.message)
                code = 1
            except (click.ClickException, click.exceptions.Exit, click.Abort):  # wrong usage is click's to say
                raise
            except Exception as error:  # a bug of ours: its trace is in the log
                log.exception("%s failed", command.__name__)
                say_trouble(message(Code.UNEXPECTED, detail=f"{type(error).__name__}: {error}"))
                code = 1
        sys.exit(code or 0)

    return wrapped


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="inspector")
@click.option("--verbose", "-v", is_flag=True, help="Log more on standard error.")
@click.pass_context
def cli(context: click.Context, verbose: bool) -> None:
    """Inspect rails and steel strip: find defects, measure, place and record them.

    Without a command it opens the window.
    """
    from inspector.logs import set_up_logging

    set_up_logging(is_verbose=verbose)
    if context.invoked_subcommand is None:
        context.invoke(open_window)


@cli.command("window")
@workspace_option
@says_errors
def open_window(workspace: Path | None = None) -> int:
    """Open the window (the same as no command)."""
    from inspector.app import run_window

    return run_window(workspace)


@cli.command()
@workspace_option
@click.option("--seconds", type=click.FloatRange(min=0), default=0.0, help="Close by itself after so long; 0: stay.")
@click.option("--screenshot", type=FILE, help="Save a picture of the window before it closes.")
@click.option("--out", type=FOLDER, help="Also write tables and a summary there.")
@click.option("--seed", type=int, help="Another strip.")
@click.option("--surface", type=click.Choice(["hot-rolled", "rail"]), default="hot-rolled")
@says_errors
def demo(
    workspace: Path | None, seconds: float, screenshot: Path | None, out: Path | None, seed: int | None, surface: str
) -> int:
    """Watch a moving synthetic strip being inspected: no camera, no data needed."""
    from inspector.app import run_demo

    return run_demo(workspace, seconds=seconds, screenshot=screenshot, out=out, seed=seed, surface=surface)


@cli.command()
@click.argument("source")
@model_option
@workspace_option
@click.option("--piece", help="Id of the rail or coil. [default: source and time]")
@click.option("--mm-per-px", metavar="ACROSS[,ALONG]", help="Size of a pixel in mm; without, sizes stay in px.")
@click.option("--calibration", type=FILE, help="TOML file with mm_per_px_across and mm_per_px_along.")
@click.option("--out", type=FOLDER, help="Write frames.csv, defects.csv and summary.json there.")
@click.option("--class-maps", is_flag=True, help="With --out: an index PNG per frame.")
@click.option("--overlays", is_flag=True, help="With --out: a picture with its defects per frame.")
@click.option("--recursive", "-r", is_flag=True, help="Sub-folders too.")
@click.option("--watch", is_flag=True, help="Wait for files that another PC writes; Ctrl-C ends it.")
@click.option("--bits", type=click.IntRange(8, 16), help="Bits of 16-bit values. [default: by the files, else 16]")
@click.option("--continuous", is_flag=True, help="Frames go on where the one before ended: join defects over borders.")
@backend_option
@json_option
@says_errors
def run(source: str, **options: Any) -> int:
    """Inspect SOURCE without a window: a folder, picture, video, camera number or URL.

    Ends with 0 when every frame was inspected, 3 when some were not (they are listed).
    """
    if (options["class_maps"] or options["overlays"]) and options["out"] is None:
        raise click.UsageError("--class-maps and --overlays need --out DIR.")
    if options["mm_per_px"] and options["calibration"]:
        raise click.UsageError("--mm-per-px and --calibration exclude each other.")
    from inspector.commands.run import RunOptions, run_source

    return run_source(source, RunOptions(**options))


@cli.command()
@workspace_option
@json_option
@says_errors
def doctor(workspace: Path | None, as_json: bool) -> int:
    """Tell what this PC can do: where networks really run, disk, memory, display."""
    from inspector.commands.doctor import examine

    return examine(workspace, as_json)


@cli.group("workspace")
def workspace_group() -> None:
    """Make a workspace."""


@workspace_group.command("init")
@click.argument("folder", type=FOLDER)
@says_errors
def workspace_init(folder: Path) -> int:
    """Make a workspace in FOLDER, with example settings."""
    from inspector.workspace.workspace import create_workspace

    made = create_workspace(folder)
    click.echo(f"Workspace made in {made.folder}. Its settings: {made.folder / 'workspace.toml'}")
    return 0


@cli.group("dataset")
def dataset_group() -> None:
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


def _plain_name(context: click.Context, parameter: click.Parameter, text: str | None) -> str | None:
    if text is not None and (not text.strip() or text.startswith(".") or set(text) & set('/\\:*?"<>|')):
        raise click.BadParameter(f"{text!r} is no name for a folder")
    return text


FOREIGN_FORMATS = ("coco", "cvat", "folder-pairs", "labelme", "masks", "mvtec", "severstal", "voc", "yolo-seg")


@dataset_group.command("import")
@click.argument(
    "data_format", metavar="FORMAT",
    type=click.Choice([*FOREIGN_FORMATS, "synthetic"]),
)  # fmt: skip
@click.argument("path", required=False, type=FOLDER)
@workspace_option
@click.option("--name", callback=_plain_name, help="Name of the version's folder. [default: the format's]")
@click.option("--dry-run", is_flag=True, help="Report what would be imported and what not, and write nothing.")
@click.option("--skip-broken", is_flag=True, help="Leave broken pairs out; otherwise they stop the import.")
@click.option("--class", "class_names", multiple=True, metavar="NAME", help="Classes in the order of their indices.")
@click.option(
    "--non-defect", "non_defects", multiple=True, metavar="NAME", help="A class that is no defect, as a joint."
)
@click.option("--group-pattern", callback=_pattern, metavar="REGEX", help="Its first ( ) in a frame's name: the group.")
@click.option("--terms", default="not stated", show_default=True, help="Licence and terms of the data.")
@click.option("--strips", type=click.IntRange(min=10), default=400, show_default=True, help="synthetic: how many.")
@json_option
@says_errors
def dataset_import(data_format: str, **options: Any) -> int:
    """Import FORMAT from PATH as a dataset version, after a report of what is there.

    \b
    of other programs   coco, cvat, labelme, voc, yolo-seg, severstal, mvtec
    plain folders       masks (index masks, classes.txt), folder-pairs (--class)
    synthetic           needs no PATH

    Frames of one group are never in two splits. A split that the data has is kept, others are dealt. Where regions
    overlap, the smaller one wins.
    """
    if data_format != "synthetic" and options["path"] is None:
        raise click.UsageError(f"{data_format} needs the PATH of its data.")
    told = [name for name in ("dry_run", "skip_broken", "class_names", "non_defects", "group_pattern") if options[name]]
    if data_format == "synthetic" and told:
        raise click.UsageError(f"{data_format} brings its own classes, groups and checks: no further options.")
    from inspector.commands.dataset import ImportWishes, import_dataset

    return import_dataset(data_format, ImportWishes(**options))


@dataset_group.command("export")
@click.argument(
    "data_format", metavar="FORMAT",
    type=click.Choice(["coco", "cvat", "labelme", "masks", "severstal", "voc", "yolo-seg"]),
)  # fmt: skip
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--version", "dataset", required=True, help="Name of the version, or its folder.")
@workspace_option
@click.option("--polygons", "is_polygons", is_flag=True, help="coco, cvat, labelme: outlines, which fill holes.")
@click.option("--dry-run", is_flag=True, help="Tell what the format would lose, and write nothing.")
@json_option
@says_errors
def dataset_export(data_format: str, folder: Path, dataset: str, workspace: Path | None, **options: Any) -> int:
    """Write a version into the new folder DIR as coco, cvat, labelme, masks, severstal, voc or yolo-seg.

    What the format cannot hold is told first: masks come back exactly, polygons lose their holes.
    """
    from inspector.commands.dataset import export_dataset

    return export_dataset(data_format, folder, dataset, workspace, **options)


def _numbers(context: click.Context, parameter: click.Parameter, text: str | None) -> tuple[float, ...] | None:
    try:
        return None if text is None else tuple(float(part) for part in text.split(","))
    except ValueError as error:
        raise click.BadParameter("numbers with commas between them, like 0.6,0.15,0.25") from error


@dataset_group.command("stats")
@click.argument("dataset")
@click.option("--split", type=click.Choice(["train", "val", "test", "unused"]), help="One split only.")
@click.option("--mm-per-px", metavar="ACROSS[,ALONG]", help="Size of a pixel in mm: areas and sizes come in mm.")
@click.option("--bands", callback=_numbers, metavar="EDGE,…", help="Edges of sizes. [default: 16,32,64 px or 4,10 mm]")
@workspace_option
@json_option
@says_errors
def dataset_stats(bands: tuple[float, ...] | None, **options: Any) -> int:
    """Count what DATASET (a version's name, or its folder) holds per split, class, size and group."""
    if bands is not None and not all(low < high for low, high in zip((0.0, *bands), bands, strict=False)):
        raise click.BadParameter("edges rise from above 0", param_hint="--bands")
    from inspector.commands.dataset_tools import tell_statistics

    return tell_statistics(bands=bands, **options)


@dataset_group.command("duplicates")
@click.argument("dataset")
@click.option("--threshold", type=click.FloatRange(0.5, 1), default=0.85, show_default=True, help="How alike, to 1.")
@workspace_option
@json_option
@says_errors
def dataset_duplicates(dataset: str, threshold: float, workspace: Path | None, as_json: bool) -> int:
    """Find frames of one surface in DATASET: turned, mirrored, stored anew, lighter, of another size."""
    from inspector.commands.dataset_tools import tell_duplicates

    return tell_duplicates(dataset, threshold, workspace, as_json)


@dataset_group.command("split")
@click.argument("dataset")
@click.option("--out", metavar="NAME", help="Name of the new version; with --folds, NAME-1, NAME-2 …")
@click.option(
    "--shares", callback=_numbers, default="0.6,0.15,0.25", show_default=True, metavar="TRAIN,VAL,TEST",
    help="Wanted shares of frames and of each class.",
)  # fmt: skip
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Another one, another deal.")
@click.option("--folds", "n_folds", type=click.IntRange(min=3), help="A version per fold, which is its test split.")
@click.option("--no-duplicates", is_flag=True, help="Do not look for duplicates; keep groups together only.")
@click.option("--check", is_flag=True, help="Write none: tell whether a group or a duplicate lies in two splits.")
@workspace_option
@json_option
@says_errors
def dataset_split(
    dataset: str,
    out: str | None,
    shares: tuple[float, ...],
    seed: int,
    n_folds: int | None,
    no_duplicates: bool,
    check: bool,
    workspace: Path | None,
    as_json: bool,
) -> int:
    """Deal whole groups of DATASET over train, val and test as a new version; duplicates stay together."""
    if check == (out is not None):
        raise click.UsageError("Give --out NAME to split, or --check to look at the splits there are.")
    if len(shares) != 3 or not all(0 <= share < float("inf") for share in shares) or not sum(shares):
        raise click.BadParameter("three numbers from 0 up, not all 0", param_hint="--shares")
    from inspector.commands.dataset_tools import check_splits, split_anew

    if out is None:
        return check_splits(dataset, workspace, as_json)
    if out != Path(out).name or out in ("", ".", ".."):
        raise click.BadParameter("a name, not a path", param_hint="--out")
    by_split = (shares[0], shares[1], shares[2])
    return split_anew(dataset, out, by_split, seed, n_folds, not no_duplicates, workspace, as_json)


@dataset_group.command("diff")
@click.argument("before")
@click.argument("after")
@workspace_option
@json_option
@says_errors
def dataset_diff(before: str, after: str, workspace: Path | None, as_json: bool) -> int:
    """Tell what changed from version BEFORE to AFTER: frames, masks, splits, groups, classes."""
    from inspector.commands.dataset_tools import tell_difference

    return tell_difference(before, after, workspace, as_json)


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
    units = click.Choice(["pictures", "instances", "pixels", "size-bands"])
    options = (
        click.argument("dataset"),
        click.option("--by", "unit", type=units, help="What is made even. [default: pictures]"),
        click.option("--target", metavar="CLASS=SHARE,…", callback=parse_target, help="[default: all classes alike]"),
        click.option(
            "--hosts-share", type=click.FloatRange(0, 1),
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


@dataset_group.command("balance")
@balance_options
@click.option(
    "--contact-sheet", type=FILE, metavar="FILE.png", help="Draw six injections of each class, before and after."
)
@says_errors
def dataset_balance(dataset: str, contact_sheet: Path | None, **options: Any) -> int:
    """Tell how injection would balance DATASET, and write no version.

    Rules, and whatever is not said here, are those saved for DATASET on the Balance page.
    """
    if contact_sheet is not None and contact_sheet.suffix.lower() != ".png":
        raise click.BadParameter("a file that ends in .png", param_hint="--contact-sheet")
    from inspector.commands.dataset_balance import balance

    return balance(dataset, None, contact_sheet=contact_sheet, **options)


@dataset_group.command("snapshot")
@balance_options
@click.option("--out", required=True, metavar="NAME", help="Name of the new version.")
@says_errors
def dataset_snapshot(dataset: str, out: str, **options: Any) -> int:
    """Write DATASET with injected frames beside its own as a new version.

    Rules, and whatever is not said here, are those saved for DATASET on the Balance page.
    """
    if out != Path(out).name or out in ("", ".", ".."):
        raise click.BadParameter("a name, not a path", param_hint="--out")
    from inspector.commands.dataset_balance import balance

    return balance(dataset, out, **options)


def _datasets(context: click.Context, parameter: click.Parameter, texts: tuple[str, ...]) -> tuple[DatasetWish, ...]:
    from inspector.runs.build_request import DatasetWish

    wishes = []
    for text in texts:
        name, _, share = text.partition("=")
        try:
            wishes.append(DatasetWish(name, float(share) if share else None))
        except ValueError as error:
            raise click.BadParameter(f"{share!r} is no share, a number from 0 to 1") from error
    return tuple(wishes)


def _network_options(context: click.Context, parameter: click.Parameter, texts: tuple[str, ...]) -> dict[str, str]:
    parts = [text.partition("=") for text in texts]
    return {name: value for name, _, value in parts}


@cli.command()
@workspace_option
@click.option("--network", default="a-net", show_default=True)
@click.option(
    "--dataset", "datasets", multiple=True, callback=_datasets, metavar="NAME[=SHARE]",
    help="To train on; may be repeated.",
)  # fmt: skip
@click.option("--run", "run_name", help="Name of the run. [default: network and time]")
@click.option(
    "--option",
    "network_options",
    multiple=True,
    callback=_network_options,
    metavar="NAME=VALUE",
    help="A choice that the network leaves open, affm=released say; may be repeated.",
)
@click.option("--recipe", "recipe_name", metavar="NAME", help="One of the network's. [default: PAPER/ours]")
@click.option(
    "--balance",
    "imbalance_method",
    metavar="METHOD",
    help="Against rare classes: dli, dli-paper, dli-released, oversampling, weighted-ce, focal, class-balanced or "
    "none. [default: as chosen on the Balance page, else as the recipe says]",
)
@click.option("--steps", "n_steps", type=click.IntRange(min=1), help="[default: as the recipe says]")
@click.option("--from", "start_from", metavar="RUN", help="Begin with the weights of this run. [default: from scratch]")
@click.option(
    "--pretrained",
    metavar="FILE",
    help="Begin with published weights of the encoder: a file, or the word cache for what this PC keeps of earlier "
    "downloads. Nothing is fetched.",
)
@click.option(
    "--device",
    default="auto",
    show_default=True,
    metavar="NAME",
    help="auto (a GPU where there is one), cpu, cuda, cuda:1.",
)
@click.option("--compile", "is_compiled", is_flag=True, help="torch.compile: slow to start, then faster.")
@click.option("--wait", is_flag=True, help="Stay until it is done, showing progress.")
@click.option("--status", metavar="RUN", help="Start none: tell how far RUN is.")
@click.option("--stop", metavar="RUN", help="Start none: end RUN after the step in hand, with a checkpoint.")
@json_option
@says_errors
def train(workspace: Path | None, status: str | None, stop: str | None, wait: bool, as_json: bool, **wish: Any) -> int:
    """Start a training in the background; it outlives this command."""
    if sum((bool(wish["datasets"]), status is not None, stop is not None)) != 1:
        raise click.UsageError("Give --dataset to start a training, or --status RUN, or --stop RUN.")
    from inspector.commands.train import start_training, stop_training, tell_training
    from inspector.runs.build_request import TrainingWish

    if status is not None:
        return tell_training(workspace, status, as_json)
    if stop is not None:
        return stop_training(workspace, stop, as_json)
    return start_training(TrainingWish(**wish), workspace, wait=wait, as_json=as_json)


@cli.command()
@model_option
@click.option("--dataset", required=True, help="Name of the version, or its folder.")
@click.option("--split", type=click.Choice(["train", "val", "test"]), default="test", show_default=True)
@click.option("--mm-per-px", metavar="ACROSS[,ALONG]", help="Size of a pixel in mm: false alarms per m², sizes in mm.")
@backend_option
@workspace_option
@json_option
@says_errors
def evaluate(**options: Any) -> int:
    """Score a model on a split of a dataset version, exactly as inspection would see it.

    Thresholds and least areas are those of the model's card. Classes that are no defects, as the dataset names them or
    else the card, count as background but for the IoU of each class.
    """
    from inspector.commands.evaluate import evaluate_model

    return evaluate_model(**options)


class _Output(io.FileIO):
    """Standard output or error in a pipe. Whoever read it may leave (``| head``): that must not end a run."""

    def write(self, content: ReadableBuffer, /) -> int:
        try:
            return super().write(content)
        except BrokenPipeError:
            with Path(os.devnull).open("wb") as nowhere:
                os.dup2(nowhere.fileno(), self.fileno())
            return super().write(content)


def _steady(stream: TextIO) -> TextIO:
    """The stream, for a name that the console's encoding lacks or a reader that leaves. None stays None."""
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    stream.reconfigure(errors="backslashreplace")
    if stream.isatty():
        return stream
    return io.TextIOWrapper(
        io.BufferedWriter(_Output(stream.fileno(), "wb", closefd=False)), stream.encoding, stream.errors,
        line_buffering=stream.line_buffering,
    )  # fmt: skip


def main() -> None:
    from multiprocessing import freeze_support

    freeze_support()
    sys.stdout, sys.stderr = _steady(sys.stdout), _steady(sys.stderr)
    cli()


def window() -> None:
    """Entry point of the window alone, for the desktop's menu."""
    sys.argv[1:] = ["window", *sys.argv[1:]]
    main()
