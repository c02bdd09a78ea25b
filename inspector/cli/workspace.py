"""``inspector workspace``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inspector.cli.options import FILE, FOLDER, json_option, reports_errors, workspace_option
from inspector.core.roles import Role

if TYPE_CHECKING:
    from inspector.backup.archive import BackupPart


def _parts(context: click.Context, parameter: click.Parameter, text: str | None) -> frozenset[BackupPart]:
    if not text:
        return frozenset()
    from inspector.backup.archive import BackupPart

    named = [one.strip() for one in text.split(",")]
    if "all" in named:
        return frozenset(BackupPart)
    try:
        return frozenset(BackupPart(one) for one in named)
    except ValueError as error:
        raise click.BadParameter(f"there are {', '.join(BackupPart)} and all") from error


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


_role = click.option(
    "--role", type=click.Choice([one.value for one in Role]), default=Role.ENGINEER.value, show_default=True
)


def _ask_pin() -> str:
    return str(click.prompt("PIN", hide_input=True, confirmation_prompt=True))


@group.command("pin")
@workspace_option
@click.option("--none", "is_none", is_flag=True, help="Take all people and PINs away: nothing is locked any more.")
@click.option("--reset", "is_reset", is_flag=True, help="A new PIN of the administrator, who forgot it.")
@reports_errors
def pin(workspace: Path | None, is_none: bool, is_reset: bool) -> int:
    """Set the PIN with which the window is unlocked, of an administrator without a name; it is asked for twice."""
    from inspector.commands.people import give_pin, reset_pin, take_pins

    if is_none:
        return take_pins(workspace)
    return (reset_pin if is_reset else give_pin)(workspace, _ask_pin())


@group.group("people")
def people() -> None:
    """Who may do what in the window: operators, engineers, administrators."""


@people.command("list")
@workspace_option
@json_option
@reports_errors
def list_people(**options: Any) -> int:
    """List them with their roles."""
    from inspector.commands.people import print_people

    return print_people(**options)


@people.command("add")
@click.argument("name")
@_role
@click.option("--no-pin", "is_without", is_flag=True, help="An operator who signs in by the name alone.")
@workspace_option
@reports_errors
def add_one(name: str, role: str, is_without: bool, workspace: Path | None) -> int:
    """Add NAME; the PIN is asked for twice. The first must be an administrator."""
    from inspector.commands.people import add

    return add(workspace, name, Role(role), "" if is_without else _ask_pin())


@people.command("pin")
@click.argument("name")
@workspace_option
@reports_errors
def pin_of(name: str, workspace: Path | None) -> int:
    """Give NAME another PIN."""
    from inspector.commands.people import give_person_pin

    return give_person_pin(workspace, name, _ask_pin())


@people.command("role")
@click.argument("name")
@_role
@workspace_option
@reports_errors
def role_of(name: str, role: str, workspace: Path | None) -> int:
    """Give NAME another role."""
    from inspector.commands.people import give_role

    return give_role(workspace, name, Role(role))


@people.command("remove")
@click.argument("name")
@workspace_option
@reports_errors
def remove_one(name: str, workspace: Path | None) -> int:
    """Remove NAME; never the last administrator."""
    from inspector.commands.people import remove

    return remove(workspace, name)


@group.command("verify")
@click.argument("file", type=FILE, required=False)
@workspace_option
@json_option
@reports_errors
def verify(file: Path | None, workspace: Path | None, as_json: bool) -> int:
    """Look at every page of the records, at their copies and pictures; or, with FILE, read a whole backup.

    Changes nothing; ends with 1 where something is wrong.
    """
    if file is not None:
        from inspector.commands.backup import print_verified_backup

        return print_verified_backup(file, as_json)
    from inspector.commands.workspace import print_verified

    return print_verified(workspace, as_json)


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


@group.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@workspace_option
@click.option(
    "--with", "parts", callback=_parts, metavar="PARTS",
    help="What is large, too: evidence,datasets,runs or all. Labelled pictures are always in it.",
)  # fmt: skip
@json_option
@reports_errors
def backup(**options: Any) -> int:
    """Back the workspace up into one FILE, also while it inspects; a folder: the file gets its name there.

    Holds records, settings, models, labels, grading, classes and the audit chain. It has its name only once it was
    read back and is whole.
    """
    from inspector.commands.backup import print_backed_up

    return print_backed_up(**options)


@group.command("restore")
@click.argument("file", type=FILE)
@click.argument("folder", type=FOLDER)
@json_option
@reports_errors
def restore(**options: Any) -> int:
    """Make a workspace of the backup FILE in FOLDER, which is new or empty.

    Every file is compared with what was written before the folder gets its name.
    """
    from inspector.commands.backup import print_restored

    return print_restored(**options)


@group.group("retention")
def retention() -> None:
    """How long pictures of the evidence are kept. Records of defects and gaps are never removed."""


@retention.command("show")
@workspace_option
@json_option
@reports_errors
def show_retention(**options: Any) -> int:
    """Show the rule and what is due to go by it."""
    from inspector.commands.retention import print_rule

    return print_rule(**options)


@retention.command("apply")
@workspace_option
@click.option("--dry-run", "is_dry", is_flag=True, help="Only say what would go.")
@json_option
@reports_errors
def apply_retention(**options: Any) -> int:
    """Remove pictures that are older than the rule keeps; the window does so by itself at a calm time."""
    from inspector.commands.retention import print_applied

    return print_applied(**options)
