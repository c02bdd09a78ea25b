"""``inspector train`` and ``inspector runs``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inspector.cli.options import json_option, reports_errors, workspace_option

if TYPE_CHECKING:
    from inspector.runs.build_request import DatasetChoice


def _datasets(context: click.Context, parameter: click.Parameter, texts: tuple[str, ...]) -> tuple[DatasetChoice, ...]:
    from inspector.runs.build_request import DatasetChoice

    choices = []
    for text in texts:
        name, _, share = text.partition("=")
        try:
            choices.append(DatasetChoice(name, float(share) if share else None))
        except ValueError as error:
            raise click.BadParameter(f"{share!r} is no share, a number from 0 to 1") from error
    return tuple(choices)


def _network_options(context: click.Context, parameter: click.Parameter, texts: tuple[str, ...]) -> dict[str, str]:
    parts = [text.partition("=") for text in texts]
    return {name: value for name, _, value in parts}


def _until(context: click.Context, parameter: click.Parameter, text: str | None) -> datetime | None:
    """The next time that the clock shows this, with its zone."""
    if text is None:
        return None
    from inspector.runs.build_request import next_time

    try:
        return next_time(text, datetime.now().astimezone())
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is no time of day such as 05:30") from error


@click.command()
@workspace_option
@click.option("--network", default="a-net", show_default=True)
@click.option(
    "--dataset", "datasets", multiple=True, callback=_datasets, metavar="NAME[=SHARE]",
    help="To train on; may be repeated.",
)  # fmt: skip
@click.option("--run", "run_name", help="Name of the run. [default: network and time]")
@click.option(
    "--option", "network_options", multiple=True, callback=_network_options, metavar="NAME=VALUE",
    help="A choice that the network leaves open, affm=released say; may be repeated.",
)  # fmt: skip
@click.option("--recipe", "recipe_name", metavar="NAME", help="One of the network's. [default: PAPER/ours]")
@click.option(
    "--balance", "imbalance_method", metavar="METHOD",
    help="Against rare classes: dli, dli-paper, dli-released, oversampling, weighted-ce, focal, class-balanced or "
    "none. [default: as chosen on the Balance page, else as the recipe says]",
)  # fmt: skip
@click.option("--steps", "n_steps", type=click.IntRange(min=1), help="[default: as the recipe says]")
@click.option(
    "--train-share", type=float, default=1.0, metavar="SHARE",
    help="Learn from a part of the training frames only, 0.25 say: drawn class by class in whole groups, to see what "
    "more data would bring. Validation and test keep all of theirs. [default: 1, all of them]",
)  # fmt: skip
@click.option(
    "--from", "start_from", metavar="RUN_OR_MODEL",
    help="Begin with the weights of this run, or of this model. [default: from scratch]",
)  # fmt: skip
@click.option(
    "--pretrained", metavar="FILE",
    help="Begin with published weights of the encoder: a file, the word package for those that were installed with "
    "the training, or the word cache for what this PC keeps of earlier downloads. Nothing is fetched.",
)  # fmt: skip
@click.option(
    "--teacher",
    "teachers",
    multiple=True,
    metavar="RUN_OR_MODEL",
    help="Learn from the answers of this finished run, or of this model, beside the labels; may be repeated, answers "
    "are averaged. It may lack classes that are new.",
)
@click.option(
    "--device", default="auto", show_default=True, metavar="NAME",
    help="auto (a GPU where there is one), cpu, cuda or cuda:1.",
)  # fmt: skip
@click.option(
    "--processes", "n_processes", type=click.IntRange(min=1), default=1, show_default=True,
    help="That compute each step together: one per GPU, or on the cores of the CPU. The result is the same.",
)  # fmt: skip
@click.option("--compile", "is_compiled", is_flag=True, help="torch.compile: slow to start, then faster.")
@click.option("--wait", is_flag=True, help="Stay until it is done, showing progress.")
@click.option("--status", metavar="RUN", help="Start none: tell how far RUN is.")
@click.option("--stop", metavar="RUN", help="Start none: end RUN after the step in hand, with a checkpoint.")
@click.option("--pause", metavar="RUN", help="Start none: let RUN wait in memory.")
@click.option("--resume", metavar="RUN", help="Start none new: let RUN go on, paused, stopped or interrupted.")
@click.option("--keep", metavar="RUN", help="Start none: end RUN now, and score and export what it has learned.")
@click.option("--cancel", metavar="RUN", help="Start none: end RUN and throw away what it has learned.")
@click.option(
    "--minutes", type=click.FloatRange(min=0, min_open=True),
    help="As many steps as fit into this time, scores and model file included; no more than the recipe says.",
)  # fmt: skip
@click.option(
    "--until", metavar="HH:MM", callback=_until,
    help="Likewise, to be done at this time of today or tomorrow.",
)  # fmt: skip
@json_option
@reports_errors
def train(
    workspace: Path | None, status: str | None, resume: str | None, wait: bool, as_json: bool, **asked: Any
) -> int:
    """Start a training in the background; it outlives this command."""
    from inspector.commands.train import ask_training, print_training, resume_training, start_training
    from inspector.runs.build_request import TrainingOptions
    from inspector.runs.control import Control

    controls = {control: asked.pop(control.value) for control in Control if control is not Control.GO}
    wishes = [(control, run) for control, run in controls.items() if run is not None]
    if sum((bool(asked["datasets"]), status is not None, resume is not None, len(wishes))) != 1:
        raise click.UsageError(
            "Give --dataset to start a training, or one of --status, --stop, --pause, --resume, --keep and --cancel "
            "with a RUN."
        )
    if status is not None:
        return print_training(workspace, status, as_json)
    if resume is not None:
        return resume_training(workspace, resume, as_json, asked["minutes"], asked["until"])
    for control, run in wishes:
        return ask_training(workspace, run, control, as_json)
    return start_training(TrainingOptions(**asked), workspace, wait=wait, as_json=as_json)


@click.command()
@workspace_option
@json_option
@reports_errors
def runs(**options: Any) -> int:
    """List the trainings of a workspace, the newest first."""
    from inspector.commands.runs import print_runs

    return print_runs(**options)
