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

from inspector.cli import audit, dataset, grading, inspection, manual, models, plant, training, update, workspace
from inspector.core.programs import version_text

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version_text(), prog_name="inspector")
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
    grading.report, grading.group, training.train, training.runs, models.evaluate, models.group,
    audit.group, manual.manual, update.group, plant.autostart, plant.watch, plant.support_bundle,
):  # fmt: skip
    cli.add_command(command)


class _Output(io.FileIO):
    """Standard output or error, where it is no terminal: whatever becomes of it must not end a run.

    Who read it may leave (``| head``). Where it cannot be written, ``fault`` says why, and the rest goes nowhere.
    """

    fault = ""

    def write(self, content: ReadableBuffer, /) -> int:
        try:
            return super().write(content)
        except OSError as error:
            if not isinstance(error, BrokenPipeError):
                self.fault = error.strerror or str(error)
            with Path(os.devnull).open("wb") as nowhere:
                os.dup2(nowhere.fileno(), self.fileno())
            return super().write(content)


class _Spelling(io.TextIOWrapper):
    """Names reach a terminal spelled out, whoever prints them: click and tracebacks too. Progress may draw its bar."""

    def write(self, text: str, /) -> int:
        from inspector.core.untrusted import spelled_out

        start = "\r\033[K" if text.startswith("\r\033[K") else ""
        super().write(start + spelled_out(text[len(start) :], keeping="\n\t"))
        return len(text)


def _steady(stream: TextIO | None, descriptor: int) -> TextIO:
    """The stream, for any name, whatever the console's encoding lacks, and for a reader that leaves. One that was
    closed from the beginning fails at the first word that it is given."""
    if stream is None:
        closed = io.BufferedWriter(_Output(descriptor, "wb", closefd=False))
        return _Spelling(closed, "utf-8", "backslashreplace", line_buffering=True)
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    if stream.isatty():
        binary = stream.buffer
    else:
        binary = io.BufferedWriter(_Output(stream.fileno(), "wb", closefd=False))
    return _Spelling(binary, stream.encoding, "backslashreplace", line_buffering=stream.line_buffering)


def _open_closed_streams() -> None:
    """What was started with a closed stream would take the first file that it opens for it."""
    while (descriptor := os.open(os.devnull, os.O_RDONLY)) <= 2:  # of standard error
        pass
    os.close(descriptor)


def main() -> None:
    from multiprocessing import freeze_support

    freeze_support()
    if sys.argv[1:2] == ["try-model"]:  # by the program itself, see inspector.inference.first_try
        from inspector.inference.first_try_child import main as try_model

        sys.exit(try_model(sys.argv[2:]))
    # So that a report is the same bytes each time: Qt's PDF writer lists fonts in the order of its hash tables.
    os.environ.setdefault("QT_HASH_SEED", "0")
    _open_closed_streams()
    sys.stdout, sys.stderr = _steady(sys.stdout, 1), _steady(sys.stderr, 2)
    code: str | int | None = 0
    try:
        cli()
    except SystemExit as end:
        code = end.code
    sys.exit(_code_after_output(code))


def _code_after_output(code: str | int | None) -> str | int | None:
    """1 where a result could not be written, which is said."""
    sys.stdout.flush()
    raw = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
    if not isinstance(raw, _Output) or not raw.fault:
        return code
    sys.stderr.write(f"The output could not be written: {raw.fault}. What was printed is not whole.\n")
    return code or 1


def window() -> None:
    """Entry point of the window alone, for the desktop's menu."""
    words = sys.argv[1:]
    if not words and sys.platform == "win32":
        words = _words_after_update()
    if words[:1] not in (["window"], ["watch"]):  # as it is started with the PC, and by its watchdog
        words = ["window", *words]
    sys.argv[1:] = words
    main()


def _words_after_update() -> list[str]:
    """Those of the window that closed for an update; [] where none did."""
    from inspector.core.messages import InspectorError
    from inspector.updates.handed_over import words_to_start_again
    from inspector.updates.installed import own_folder
    from inspector.upkeep.ends import WATCHED
    from inspector.upkeep.heart import HANG_AFTER

    try:
        words = words_to_start_again(own_folder())
    except InspectorError:  # a user without a home has none
        return []
    for name in (WATCHED, HANG_AFTER) if words else ():
        os.environ.pop(name, None)  # of the window before, over the setup that it started
    return list(words)
