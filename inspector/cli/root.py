"""The program's command. ``--help`` must answer at once, so heavy modules are imported inside the commands.

Exit codes: 0 all well; 1 it could not start or record; 2 wrong usage; 3 some frames were not inspected.
Standard output carries results only; progress and logs go to standard error.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from inspector import __version__
from inspector.cli import dataset, inspection, models, training, workspace

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


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
        context.invoke(inspection.open_window)


for command in (
    inspection.open_window, inspection.demo, inspection.run, inspection.doctor, workspace.group, dataset.group,
    training.train, training.runs, models.evaluate, models.group,
):  # fmt: skip
    cli.add_command(command)


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
    if sys.argv[1:2] == ["try-model"]:  # by the program itself, see inspector.inference.first_try
        from inspector.inference.first_try_child import main as try_model

        sys.exit(try_model(sys.argv[2:]))
    sys.stdout, sys.stderr = _steady(sys.stdout), _steady(sys.stderr)
    cli()


def window() -> None:
    """Entry point of the window alone, for the desktop's menu."""
    sys.argv[1:] = ["window", *sys.argv[1:]]
    main()
