"""``inspector evaluate`` and ``inspector models``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from inspector.cli.options import FILE, backend_option, json_option, model_option, reports_errors, workspace_option


@click.command()
@model_option
@click.option("--dataset", required=True, help="Name of the version, or its folder.")
@click.option("--split", type=click.Choice(["train", "val", "test"]), default="test", show_default=True)
@click.option("--mm-per-px", metavar="ACROSS[,ALONG]", help="Size of a pixel in mm: false alarms per m², sizes in mm.")
@backend_option
@workspace_option
@json_option
@reports_errors
def evaluate(**options: Any) -> int:
    """Score a model on a split of a dataset version, exactly as inspection would see it.

    Thresholds and minimum areas are those of the model's card. Classes that are no defects, as the dataset names them
    or else the card, count as background but for the IoU of each class.
    """
    from inspector.commands.evaluate import EvaluateOptions, print_evaluation

    return print_evaluation(EvaluateOptions(**options))


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
