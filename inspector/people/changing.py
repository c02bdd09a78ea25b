"""The people of a workspace: added, changed, removed, from the command line and from a page.

Nobody else knows how they are kept. Every change stands in the audit chain, by name and role; a PIN never does, nor its
hash. There is always an administrator, or nobody at all: then nothing is locked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import tomlkit

from inspector.audit.log import Audited, AuditLog
from inspector.core.files import folded, write_whole
from inspector.core.messages import Code, WorkspaceError, message
from inspector.core.pin import hash_of, pin_fault
from inspector.core.roles import Role
from inspector.core.untrusted import name_fault
from inspector.workspace.editing import append_table, change_settings
from inspector.workspace.places import SETTINGS_NAME
from inspector.workspace.settings import PersonSettings, WorkspaceSettings
from inspector.workspace.workspace import Workspace, checked_settings, open_workspace


@dataclass(frozen=True, slots=True)
class Who:
    """One of the people: by name, or by the role alone where there is none."""

    name: str
    role: Role

    @property
    def shown(self) -> str:
        return self.name or self.role.value


def add_person(workspace: Workspace, name: str, role: Role, pin: str) -> Workspace:
    """Some 50 ms, as all that sets a PIN: not for the Qt thread.

    Raises WorkspaceError (PIN_UNFIT, PEOPLE_UNFIT) for what cannot be, and as ``change_settings``; nothing is changed.
    """
    name = name.strip()
    if name and (fault := name_fault(name)):
        raise _unfit(f"“{name}” cannot be a name: {fault}")
    kept = _kept(role, pin)

    def change(people: list[PersonSettings]) -> None:
        if any(_is_same(one, Who(name, role)) for one in people):
            raise _unfit(f"there is {name or f'such a person ({role})'} already")
        if not people and role is not Role.ADMINISTRATOR:
            raise _unfit("the first of them must be an administrator, or nobody could change anything any more")
        people.append(PersonSettings(name=name, role=role, pin=kept))

    return _changed(workspace, "added", Who(name, role), change)


def set_pin(workspace: Workspace, who: Who, pin: str) -> Workspace:
    """Raises as ``add_person``."""
    kept = _kept(who.role, pin)

    def change(people: list[PersonSettings]) -> None:
        place = _place(people, who)
        people[place] = people[place].model_copy(update={"pin": kept})

    return _changed(workspace, "new PIN", who, change)


def set_role(workspace: Workspace, who: Who, role: Role) -> Workspace:
    """Raises as ``add_person``; also for the last administrator, and where the role needs a PIN and has none."""

    def change(people: list[PersonSettings]) -> None:
        place = _place(people, who)
        if not people[place].pin and role is not Role.OPERATOR:
            raise _unfit(f"{who.shown} has no PIN yet; whoever is {role} needs one")
        if not who.name and any(one is not people[place] and _is_same(one, Who("", role)) for one in people):
            raise _unfit(f"there is such a person ({role}) already")
        people[place] = people[place].model_copy(update={"role": role})

    return _changed(workspace, f"role: {role}", who, change)


def remove_person(workspace: Workspace, who: Who) -> Workspace:
    """Raises as ``set_role``."""

    def change(people: list[PersonSettings]) -> None:
        del people[_place(people, who)]

    return _changed(workspace, "removed", who, change)


def remove_everybody(workspace: Workspace) -> Workspace:
    """Nothing is locked any more. Also a table that cannot be used goes. Raises as ``change_settings``."""

    def change(document: tomlkit.TOMLDocument) -> None:
        document.pop("people", None)

    with AuditLog(workspace.audit).recorded(Audited.PEOPLE_CHANGED, {"what": "all removed"}):
        return change_settings(workspace, change)


def reset_administrator(workspace: Workspace, pin: str) -> Workspace:
    """For a forgotten PIN, by whoever may write workspace.toml: the first administrator gets this one.

    Where there is none, or the table cannot be used, a new one without a name; a table that cannot be used goes, and
    stays in a copy of the file. Raises as ``add_person``.
    """
    kept = _kept(Role.ADMINISTRATOR, pin)
    settings = open_workspace(workspace.folder).settings
    facts = {"administrator": "", "fault": settings.people_fault}
    first = next((one for one in settings.people if one.role is Role.ADMINISTRATOR), None)
    if first is not None:
        facts["administrator"] = first.name

    def change(document: tomlkit.TOMLDocument) -> None:
        people = list(checked_settings(workspace.folder, document.unwrap()).people)
        place = next((n for n, one in enumerate(people) if one.role is Role.ADMINISTRATOR), None)
        if place is None:
            people.append(PersonSettings(role=Role.ADMINISTRATOR, pin=kept))
        else:
            people[place] = people[place].model_copy(update={"pin": kept})
        _write(document, people)

    if settings.people_fault:
        _keep_broken(workspace)
    with AuditLog(workspace.audit).recorded(Audited.PIN_RESET, facts):
        return change_settings(workspace, change)


def _keep_broken(workspace: Workspace) -> None:
    file = workspace.folder / SETTINGS_NAME
    kept, turn = file.with_name(f"{file.stem}.people.backup{file.suffix}"), 1
    while kept.exists():
        turn += 1
        kept = file.with_name(f"{file.stem}.people-{turn}.backup{file.suffix}")
    try:
        write_whole(kept, file.read_bytes())
    except OSError as error:
        detail = error.strerror or str(error)
        raise WorkspaceError(message(Code.OUTPUT_UNWRITABLE, path=str(kept), detail=detail)) from error


def _changed(
    workspace: Workspace, what: str, who: Who, change: Callable[[list[PersonSettings]], None]
) -> Workspace:  # fmt: skip
    """Of the people as they are as it is written: another window may change them at the same moment."""

    def changed(settings: WorkspaceSettings) -> list[PersonSettings]:
        if settings.people_fault:
            path = str(workspace.folder / SETTINGS_NAME)
            raise WorkspaceError(message(Code.PEOPLE_BROKEN, path=path, detail=settings.people_fault))
        people = list(settings.people)
        change(people)
        if not any(one.role is Role.ADMINISTRATOR for one in people):
            raise _unfit(f"{who.shown} is the last administrator")
        return people

    changed(open_workspace(workspace.folder).settings)  # what is refused is not recorded as tried
    facts = {"what": what, "name": who.name, "role": who.role.value}
    with AuditLog(workspace.audit).recorded(Audited.PEOPLE_CHANGED, facts):
        return change_settings(
            workspace,
            lambda document: _write(document, changed(checked_settings(workspace.folder, document.unwrap()))),
        )


def _write(document: tomlkit.TOMLDocument, people: Sequence[PersonSettings]) -> None:
    """The table anew: what people wrote beside single entries of it goes, all other comments stay."""
    document.pop("people", None)
    for one in people:
        entries: dict[str, Any] = {"name": one.name} if one.name else {}
        append_table(document, "people", entries | {"role": one.role.value} | ({"pin": one.pin} if one.pin else {}))


def _kept(role: Role, pin: str) -> str:
    if not pin and role is Role.OPERATOR:
        return ""
    if fault := pin_fault(pin):
        raise WorkspaceError(message(Code.PIN_UNFIT, detail=fault))
    return hash_of(pin)


def _is_same(one: PersonSettings, who: Who) -> bool:
    return folded(one.name) == folded(who.name) and (bool(who.name) or one.role is who.role)


def _place(people: Sequence[PersonSettings], who: Who) -> int:
    for place, one in enumerate(people):
        if _is_same(one, who):
            return place
    raise _unfit(f"there is no {who.shown} any more")


def _unfit(detail: str) -> WorkspaceError:
    return WorkspaceError(message(Code.PEOPLE_UNFIT, detail=detail[0].upper() + detail[1:]))
