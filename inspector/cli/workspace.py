"""``inspector workspace``."""

from __future__ import annotations

from pathlib import Path

import click

from inspector.cli.options import FOLDER, reports_errors


@click.group("workspace")
def group() -> None:
    """Make a workspace."""


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
