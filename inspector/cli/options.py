"""What commands share: their common options, and how trouble ends them. Nothing heavy is imported here."""

from __future__ import annotations

import logging
import math
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from inspector.inference.backend import BackendChoice

log = logging.getLogger("inspector.commands")

FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path, dir_okay=False)
Command = TypeVar("Command", bound=Callable[..., Any])

model_option = click.option(
    "--model",
    "-m",
    help="ONNX file, or a model's name in the workspace or the program. [default: the promoted one, else steel-plain]",
)
workspace_option = click.option(
    "--workspace", "-w", type=FOLDER, help="Folder of the plant's data. [default: the user's]"
)
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output, no more.")

csv_option = click.option(
    "--csv", type=click.Choice(["plain", "excel", "comma", "semicolon"]), default="plain", show_default=True,
    help="Tables for machines, or for a spreadsheet: as this user's country has them, or so by name.",
)  # fmt: skip


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


class Finite(click.FloatRange):
    """A range that "nan" is in none of, whatever Python says."""

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> float:
        number: float = super().convert(value, parameter, context)
        if not math.isfinite(number):
            self.fail(f"{value} is no number.", parameter, context)
        return number


def numbers(context: click.Context, parameter: click.Parameter, text: str | None) -> tuple[float, ...] | None:
    """ "0.6,0.15,0.25" as a tuple."""
    try:
        return None if text is None else tuple(float(part) for part in text.split(","))
    except ValueError as error:
        raise click.BadParameter("numbers with commas between them, like 0.6,0.15,0.25") from error


def folder_name(context: click.Context, parameter: click.Parameter, text: str | None) -> str | None:
    if text is not None and (not text.strip() or text.startswith(".") or set(text) & set('/\\:*?"<>|')):
        raise click.BadParameter(f"{text!r} is no name for a folder")
    return text


def reports_errors(command: Callable[..., int | None]) -> Callable[..., None]:
    """Print trouble in four parts on standard error, and end with the command's exit code. Keeps the log meanwhile."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        from inspector.commands.output import print_trouble
        from inspector.core.messages import Code, InspectorError, message
        from inspector.logs import log_file, log_kept

        with log_kept(log_file()):
            try:
                code = command(*args, **kwargs)
            except InspectorError as error:
                log.warning("%s", error)
                print_trouble(error.message)
                code = 1
            except (click.ClickException, click.exceptions.Exit, click.Abort):  # wrong usage is click's to tell
                raise
            except Exception as error:  # a bug of ours: its trace is for the log, words for the user
                log.exception("%s failed", command.__name__)
                print_trouble(message(Code.UNEXPECTED, detail=f"{type(error).__name__}: {error}"))
                code = 1
        sys.exit(code or 0)

    return wrapped
