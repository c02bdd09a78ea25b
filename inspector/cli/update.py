"""``inspector update``."""

from __future__ import annotations

from typing import Any

import click

from inspector.cli.options import FILE, FOLDER, json_option, reports_errors

root_option = click.option(
    "--root", type=FOLDER, help="Where the program is installed. [default: where its package puts it]"
)
also_option = click.option(
    "--workspace", "-w", "workspaces", type=FOLDER, multiple=True,
    help="A workspace besides those that this user opened: it is looked after, too. May be repeated.",
)  # fmt: skip
downgrade_option = click.option("--downgrade", is_flag=True, help="Also where the file is older than the program.")


@click.group("update")
def group() -> None:
    """Update the program from a file, without a network; go back to the version before."""


@group.command("check")
@click.argument("file", type=FILE)
@downgrade_option
@root_option
@also_option
@json_option
@reports_errors
def check(**options: Any) -> int:
    """Look whether FILE is whole, signed and for this PC. Its signature is FILE.minisig. Changes nothing."""
    from inspector.commands.update import print_checked

    return print_checked(**options)


@group.command("install")
@click.argument("file", type=FILE)
@downgrade_option
@root_option
@also_option
@reports_errors
def install(**options: Any) -> int:
    """Install FILE once it was checked; where the new program does not answer, the one before is back."""
    from inspector.commands.update import install_file

    return install_file(**options)


@group.command("unpack", hidden=True)
@click.argument("file", type=FILE)
@root_option
@reports_errors
def unpack(**options: Any) -> int:
    """The administrator's part of an update that a user asked for in the window: check FILE again, and install it."""
    from inspector.commands.update import unpack_file

    return unpack_file(**options)


@group.command("roll-back")
@root_option
@also_option
@reports_errors
def roll_back(**options: Any) -> int:
    """Start the version before from now on."""
    from inspector.commands.update import go_back

    return go_back(**options)


@group.command("list")
@root_option
@json_option
@reports_errors
def list_programs(**options: Any) -> int:
    """List what is installed, what it can go back to, whose updates it takes, and what was done."""
    from inspector.commands.update import print_programs

    return print_programs(**options)
