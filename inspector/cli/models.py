"""``inspector evaluate`` and ``inspector models``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from inspector.cli.options import (
    FILE,
    FOLDER,
    backend_option,
    json_option,
    model_option,
    numbers,
    reports_errors,
    workspace_option,
)


def _mapping(context: click.Context, parameter: click.Parameter, texts: tuple[str, ...]) -> dict[str, str]:
    pairs = [text.partition("=") for text in texts]
    if not all(theirs and ours for theirs, _, ours in pairs):
        raise click.BadParameter("give THEIRS=OURS, such as pit=dent")
    if len({theirs for theirs, _, _ in pairs}) < len(pairs):
        raise click.BadParameter("a class of the data is mapped twice")
    return {theirs: ours for theirs, _, ours in pairs}


def _alarms(context: click.Context, parameter: click.Parameter, text: str) -> tuple[float, ...]:
    found = numbers(context, parameter, text) or ()
    if not all(0 <= value < float("inf") for value in found):
        raise click.BadParameter("numbers from 0 up")
    return found


@click.command()
@model_option
@click.option("--dataset", help="Name of the version, or its folder.")
@click.option("--clean", type=FOLDER, help="Instead: a folder of frames, none of which shows a defect.")
@click.option("--split", type=click.Choice(["train", "val", "test", "all"]), default="test", show_default=True)
@click.option(
    "--map", "mapping", multiple=True, callback=_mapping, metavar="THEIRS=OURS",
    help="What a class of the data is for the model; also background, or ignore. May be repeated.",
)  # fmt: skip
@click.option(
    "--alarms", "alarms_per_frame", default="1,0.1", show_default=True, callback=_alarms, metavar="N,…",
    help="False alarms per frame at which recall per region is told.",
)  # fmt: skip
@click.option(
    "--scores-from", type=click.Choice(["train", "val"]), help="Also recall at the scores that leave so many there."
)
@click.option("--boxes", "by_boxes", is_flag=True, help="The masks are filled boxes: match regions by bounding boxes.")
@click.option(
    "--gap", "gap_px", type=click.IntRange(min=0), default=0, metavar="PX",
    help="Predicted regions so near each other are one, in recall per region.",
)  # fmt: skip
@click.option(
    "--mm-per-px", metavar="ACROSS[,ALONG]", help="Size of a pixel in mm: false alarms per m and m², sizes in mm."
)
@backend_option
@workspace_option
@json_option
@click.option("--markdown", "as_markdown", is_flag=True, help="Tables for a model's card.")
@reports_errors
def evaluate(dataset: str | None, clean: Path | None, scores_from: str | None, **options: Any) -> int:
    """Score a model on data that it has not seen, exactly as inspection would see them.

    Thresholds and minimum areas are those of the model's card. Classes that are no defects, as the dataset names them
    or else the card, count as background but for the IoU of each class. Where the data have other classes than the
    model, and no --map says which is which, only defect or none is compared, and that is said.
    """
    if (dataset is None) == (clean is None):
        raise click.UsageError("Give --dataset, or --clean with a folder of frames.")
    if clean is not None and scores_from:
        raise click.UsageError("A folder of frames has no splits that --scores-from could name.")
    if scores_from in (options["split"], *(("train", "val") if options["split"] == "all" else ())):
        raise click.UsageError("--scores-from names a split that is not scored.")
    if options["as_json"] and options["as_markdown"]:
        raise click.UsageError("One of --json and --markdown.")
    from inspector.commands.evaluate import EvaluateOptions, print_evaluation

    return print_evaluation(EvaluateOptions(dataset=dataset, clean=clean, scores_from=scores_from, **options))


@click.group("models")
def group() -> None:
    """Models with their cards: those of the workspace, and those that come with the program."""


@group.command("list")
@workspace_option
@json_option
@reports_errors
def list_models(**options: Any) -> int:
    """List the models that --model finds by name."""
    from inspector.commands.models import print_models

    return print_models(**options)


@group.command("add")
@click.argument("run_or_file", metavar="RUN_OR_FILE")
@workspace_option
@json_option
@reports_errors
def add_model(**options: Any) -> int:
    """Copy a model into the workspace: that of a finished RUN, or an ONNX FILE with its card."""
    from inspector.commands.models import add_model

    return add_model(**options)


@group.command("screen")
@click.argument("model")
@click.option("--screen", type=FILE, help="A screen that “python -m training.screening” made for this model.")
@click.option("--yes", is_flag=True, help="Use it from now on, in this workspace: who and when is kept.")
@click.option("--off", is_flag=True, help="The model looks everywhere again.")
@workspace_option
@json_option
@reports_errors
def screen_model(model: str, screen: Path | None, yes: bool, off: bool, workspace: Path | None, as_json: bool) -> int:
    """Show what a screen keeps of what MODEL finds, and use it or not.

    A screen is a very small network that names the places where the model looks. None is used before somebody said
    yes to it. Without options: what is in use for MODEL, and who said yes to it.
    """
    from inspector.commands.screens import end_screen, show_screen, show_use

    if off and (screen is not None or yes):
        raise click.UsageError("--off ends screening; it takes no --screen and no --yes.")
    if yes and screen is None:
        raise click.UsageError("--yes is said to a screen: give --screen FILE.")
    if off:
        return end_screen(model, workspace, as_json)
    if screen is not None:
        return show_screen(model, screen, workspace, is_approved=yes, as_json=as_json)
    return show_use(model, workspace, as_json)


@group.command("variant")
@click.argument("name")
@click.option(
    "--precision", type=click.Choice(["fp16", "int8"]), required=True,
    help="16-bit floats: half the file, faster on GPUs. 8-bit whole numbers: a quarter to a half of it, faster on many "
    "processors.",
)  # fmt: skip
@click.option(
    "--dataset", help="int8: the version whose training frames show the ranges of values, never those of val or test. "
    "[default: the one that NAME learned from]",
)  # fmt: skip
@click.option(
    "--frames", "n_frames", type=click.IntRange(min=1, max=10_000), default=128, show_default=True,
    help="int8: so many of them.",
)  # fmt: skip
@workspace_option
@json_option
@reports_errors
def variant(**options: Any) -> int:
    """Make a smaller model of NAME: the same network in 16 or 8 bits, with a card of its own.

    It needs the training extra. “inspector models prove” then asks whether it answers as NAME and is faster on this PC.
    """
    if options["dataset"] and options["precision"] != "int8":
        raise click.UsageError("--dataset is for int8: 16-bit floats need no frames.")
    from inspector.commands.variant import make

    return make(**options)


_against = (
    click.option("--dataset", required=True, help="Name of the version that both are scored on, or its folder."),
    click.option(
        "--split", type=click.Choice(["train", "val", "test"]), default="test", show_default=True,
        help="Of frames that the candidate never learned from.",
    ),
    click.option(
        "--mm-per-px", metavar="ACROSS[,ALONG]",
        help="Size of a pixel in mm: false alarms per km, sizes in mm. [default: the workspace's]",
    ),
)  # fmt: skip


def _scored_on(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_against):
        command = option(command)
    return command


@group.command("prove")
@click.argument("candidate")
@click.option(
    "--against",
    metavar="MODEL",
    help="The model to compare with. [default: the active one; of a variant, the one it was made from]",
)
@_scored_on
@workspace_option
@json_option
@reports_errors
def prove_model(**options: Any) -> int:
    """Show whether CANDIDATE is good enough to be promoted, on frames that neither model learned from.

    Both are scored on the same frames. What is found more or less often, and the checks that a promotion asks for, are
    kept in the workspace. The exit code is 1 where a check fails.
    """
    from inspector.commands.prove import prove

    return prove(**options)


@group.command("compare")
@click.argument("first")
@click.argument("second")
@_scored_on
@workspace_option
@json_option
@reports_errors
def compare_models(**options: Any) -> int:
    """Show what SECOND finds more or less often than FIRST, on the same frames. Nothing is checked, nothing kept."""
    from inspector.commands.prove import compare

    return compare(**options)


_by = click.option("--by", default="", metavar="NAME", help="Who decided it. [default: the system's user]")
_because = click.option("--because", required=True, metavar="TEXT", help="Why; it is kept.")


@group.command("promote")
@click.argument("name")
@_because
@_by
@click.option(
    "--override", default="", metavar="REASON",
    help="Why it is promoted though the gate speaks against it; with --by. Both are kept.",
)  # fmt: skip
@workspace_option
@json_option
@reports_errors
def promote(override: str, by: str, **options: Any) -> int:
    """Make NAME the model that this workspace uses: of the window, of “inspector run”, until another is promoted.

    It must have passed the gate of “inspector models prove” beside the model in use.
    """
    if override and not by:
        raise click.UsageError("--override needs a name: give --by.")
    from inspector.commands.promotions import promote

    return promote(override=override, by=by, **options)


@group.command("rollback")
@_because
@_by
@workspace_option
@json_option
@reports_errors
def roll_back(**options: Any) -> int:
    """Go back to the model that was in use before the newest promotion."""
    from inspector.commands.promotions import roll_back

    return roll_back(**options)


@group.command("history")
@workspace_option
@json_option
@reports_errors
def history(**options: Any) -> int:
    """List who promoted which model, when and why. Ends with 1 where the active model's file is gone or replaced."""
    from inspector.commands.promotions import print_history

    return print_history(**options)


@group.command("show")
@click.argument("name")
@workspace_option
@json_option
@reports_errors
def show(**options: Any) -> int:
    """Show where a model comes from: card, run, data, code, seed, scores, and who promoted it on which line."""
    from inspector.commands.promotions import show

    return show(**options)


@group.command("export")
@click.argument("name")
@click.argument("file", type=FILE)
@_by
@workspace_option
@json_option
@reports_errors
def export(**options: Any) -> int:
    """Write a model with all that belongs to it as one FILE, NAME.inspector-model say, to carry it to another PC."""
    from inspector.commands.promotions import export

    return export(**options)


@group.command("import")
@click.argument("file", type=FILE)
@_by
@workspace_option
@json_option
@reports_errors
def import_model(**options: Any) -> int:
    """Take in a model from a FILE that “inspector models export” wrote. It is checked whole, and promoted by nobody."""
    from inspector.commands.promotions import import_

    return import_(**options)
