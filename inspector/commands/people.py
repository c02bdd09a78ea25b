"""``inspector workspace pin`` and ``people``: who may do what in the window, and by which PIN.

Whoever may run them may write workspace.toml; so they ask for no PIN, and every change stands in the audit chain.
"""

from __future__ import annotations

from pathlib import Path

from inspector.commands.output import print_json, say
from inspector.core.files import folded
from inspector.core.messages import Code, WorkspaceError, message
from inspector.core.roles import Role
from inspector.people.changing import (
    Who,
    add_person,
    remove_everybody,
    remove_person,
    reset_administrator,
    set_pin,
    set_role,
)
from inspector.workspace.places import SETTINGS_NAME
from inspector.workspace.workspace import Workspace, open_or_create


def give_pin(workspace: Path | None, pin: str) -> int:
    """Of the administrator who has no name, who is added where there is none. Raises InspectorError."""
    opened, who = open_or_create(workspace), Who("", Role.ADMINISTRATOR)
    is_there = any(not one.name and one.role is who.role for one in opened.settings.people)
    opened = set_pin(opened, who, pin) if is_there else add_person(opened, "", Role.ADMINISTRATOR, pin)
    return _say(opened, "A PIN is set: the window starts locked")


def reset_pin(workspace: Path | None, pin: str) -> int:
    """Of the first administrator. Raises InspectorError."""
    return _say(reset_administrator(open_or_create(workspace), pin), "The administrator has a new PIN")


def take_pins(workspace: Path | None) -> int:
    """Raises InspectorError."""
    return _say(remove_everybody(open_or_create(workspace)), "No PIN is set: nothing is locked")


def print_people(workspace: Path | None, as_json: bool) -> int:
    """1 where the table cannot be used. Raises InspectorError."""
    settings = open_or_create(workspace).settings
    if as_json:
        people = [{"name": one.name, "role": one.role.value, "has_pin": bool(one.pin)} for one in settings.people]
        print_json({"people": people, "fault": settings.people_fault})
        return 1 if settings.people_fault else 0
    if settings.people_fault:
        say(
            f"Nobody can sign in: {settings.people_fault}. Begin anew: inspector workspace pin --reset", is_trouble=True
        )
        return 1
    for one in settings.people:
        say(f"{one.role.value:<14} {one.name or '(no name)'}{'' if one.pin else ', without a PIN'}")
    if not settings.people:
        say("There is nobody: nothing is locked.")
    return 0


def add(workspace: Path | None, name: str, role: Role, pin: str) -> int:
    """Raises InspectorError."""
    return _say(add_person(open_or_create(workspace), name, role, pin), f"{name} is {role.value} now")


def give_person_pin(workspace: Path | None, name: str, pin: str) -> int:
    """Raises InspectorError."""
    opened = open_or_create(workspace)
    return _say(set_pin(opened, _named(opened, name), pin), f"{name} has a new PIN")


def give_role(workspace: Path | None, name: str, role: Role) -> int:
    """Raises InspectorError."""
    opened = open_or_create(workspace)
    return _say(set_role(opened, _named(opened, name), role), f"{name} is {role.value} now")


def remove(workspace: Path | None, name: str) -> int:
    """Raises InspectorError."""
    opened = open_or_create(workspace)
    return _say(remove_person(opened, _named(opened, name)), f"{name} is removed")


def _named(opened: Workspace, name: str) -> Who:
    """By name; or by the role, of somebody without a name."""
    for one in opened.settings.people:
        if folded(one.name or one.role.value) == folded(name):
            return Who(one.name, one.role)
    raise WorkspaceError(message(Code.PEOPLE_UNFIT, detail=f"There is no {name}"))


def _say(opened: Workspace, what: str) -> int:
    say(f"{what}. The settings: {opened.folder / SETTINGS_NAME}")
    return 0
