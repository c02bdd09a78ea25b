"""``inspector workspace``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from inspector.cli.options import FOLDER, json_option, reports_errors, workspace_option


@click.group("workspace")
def group() -> None:
    """Make a workspace; look at its records, and bring together what is left of them."""


@group.command("init")
@click.argument("folder", type=FOLDER)
@reports_errors
def init(folder: Path) -> int:
    """Make a workspace in FOLDER, with example settings."""
    from inspector.commands.output import say
    from inspector.workspace.workspace import create_workspace

    made = create_workspace(folder)
    say(f"Workspace made in {made.folder}. Its settings: {made.folder / 'workspace.toml'}")
    return 0


@group.command("pin")
@workspace_option
@click.option("--none", "is_none", is_flag=True, help="Take the PIN away: nothing is locked any more.")
@reports_errors
def pin(workspace: Path | None, is_none: bool) -> int:
    """Set the PIN with which an engineer unlocks the window; it is asked for twice."""
    from inspector.commands.workspace import set_pin_of

    given = "" if is_none else click.prompt("PIN", hide_input=True, confirmation_prompt=True)
    return set_pin_of(workspace, given)


@group.command("verify")
@workspace_option
@json_option
@reports_errors
def verify(**options: Any) -> int:
    """Look at every page of the records, at their copies and pictures. Changes nothing; ends with 1 where something is
    wrong."""
    from inspector.commands.workspace import print_verified

    return print_verified(**options)


@group.command("repair")
@workspace_option
@json_option
@reports_errors
def repair(**options: Any) -> int:
    """Bring the records together: the database, files that were damaged, and where something is missing, its copies.

    Tells in numbers what was saved and what is lost. Every file that it read is kept.
    """
    from inspector.commands.workspace import print_repaired

    return print_repaired(**options)
