"""``inspector audit``."""

from __future__ import annotations

from typing import Any

import click

from inspector.cli.options import json_option, reports_errors, workspace_option


def _head(context: click.Context, parameter: click.Parameter, text: str | None) -> tuple[int, str] | None:
    if text is None:
        return None
    number, _, sha256 = text.partition(":")
    if not number.isdecimal() or len(sha256) != 64:
        raise click.BadParameter("give NUMBER:SHA256 as “inspector audit verify” prints it")
    return int(number), sha256


@click.group("audit")
def group() -> None:
    """Who decided what about models, screens and settings: a chain that nobody changes unseen."""


@group.command("list")
@workspace_option
@click.option("--last", type=click.IntRange(min=1), default=50, show_default=True, help="So many of the newest.")
@json_option
@reports_errors
def list_entries(**options: Any) -> int:
    """List what was decided, by whom and when; the newest last."""
    from inspector.commands.audit import print_entries

    return print_entries(**options)


@group.command("verify")
@workspace_option
@click.option(
    "--kept", callback=_head, metavar="NUMBER:SHA256",
    help="An entry that was noted elsewhere, on paper say: it must be in the chain.",
)  # fmt: skip
@json_option
@reports_errors
def verify(**options: Any) -> int:
    """Follow the whole chain. Changes nothing; ends with 1 where it is broken, and says where."""
    from inspector.commands.audit import print_verified

    return print_verified(**options)
