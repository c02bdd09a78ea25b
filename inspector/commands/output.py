"""What commands print, all of it: results on standard output, trouble and progress in words on standard error.

Names come from files and cameras: what a terminal would obey is shown spelled out. ``inspector.cli.root`` does the same
once more to whatever else reaches the two streams.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from inspector.core.json_text import json_text
from inspector.core.messages import Code, Message, WorkspaceError, message
from inspector.core.untrusted import spelled_out
from inspector.texts.messages import text_at_start


def say(line: str, *, is_trouble: bool = False) -> None:
    """One line on standard output, or on standard error."""
    click.echo(spelled_out(line), err=is_trouble)


def print_json(facts: dict[str, Any]) -> None:
    """One document, nothing else. UTF-8 as JSON demands, whatever the console's encoding is."""
    click.echo(spelled_out(json_text(facts, indent=1), keeping="\n", is_json=True).encode())


def print_trouble(trouble: Message) -> None:
    """What, why, meanwhile, next step: one line each, on standard error."""
    text = text_at_start(trouble)
    for part in (text.what, text.why, text.meanwhile, text.next_step):
        if part:
            say(part, is_trouble=True)


def show_bar(text: str, *, is_terminal: bool) -> None:
    """A line that is not ended and replaces the one before, on a terminal; "" takes it away. A line of its own
    elsewhere."""
    sys.stderr.write(f"{REPLACE_LINE}{spelled_out(text)}" if is_terminal else f"{spelled_out(text)}\n")
    sys.stderr.flush()


REPLACE_LINE = "\r\033[K"


@contextmanager
def disk_trouble(path: Path) -> Iterator[None]:
    """A disk that refuses is no bug of ours."""
    try:
        yield
    except OSError as error:
        detail = error.strerror or str(error)
        raise WorkspaceError(message(Code.OUTPUT_UNWRITABLE, path=str(path), detail=detail)) from error


def say_what_is_left(n_frames: int) -> None:
    """Of work that was stopped before; on standard error, beside the progress."""
    if n_frames:
        say(
            f"This was begun and stopped before: it goes on with the {n_frames} frames that are written.",
            is_trouble=True,
        )


@contextmanager
def going_on_later(n_frames: Callable[[], int]) -> Iterator[None]:
    """Says at Ctrl-C what is kept of the work in this block."""
    try:
        yield
    except KeyboardInterrupt:
        if n := n_frames():
            say(f"Stopped. {n} frames are written and wait: the same command goes on with them.", is_trouble=True)
        raise
