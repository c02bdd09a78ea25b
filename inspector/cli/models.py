"""``inspector evaluate`` and ``inspector models``."""

from __future__ import annotations

from typing import Any

import click

from inspector.cli.options import backend_option, json_option, model_option, reports_errors, workspace_option


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
