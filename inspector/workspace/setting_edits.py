"""Single entries of ``workspace.toml`` by their path, read from the settings and written with ``change_settings``.

    SettingEdit(("look", "theme"), "dark")      SettingEdit(("calibration",), None)  takes the whole table away

Classes are found by their name: ("classes", "scratches", "colour").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import tomlkit
from tomlkit.items import AoT, Array

from inspector.workspace.editing import Change
from inspector.workspace.settings import WorkspaceSettings

SettingPath = tuple[str, ...]
CLASSES = "classes"


@dataclass(frozen=True, slots=True)
class SettingEdit:
    """``value`` is what TOML can hold: text, number, yes or no, a table or a list of tables; None: no such entry."""

    path: SettingPath
    value: Any


def value_at(settings: WorkspaceSettings, path: SettingPath) -> Any:
    """As ``SettingEdit`` writes it; None: there is no such entry. Raises KeyError for a path that never is."""
    found: Any = settings.model_dump(mode="json", exclude_none=True)
    if path[0] == CLASSES and len(path) > 1:
        found = {one["name"]: one for one in found[CLASSES]}
        path = path[1:]
    elif path[0] not in WorkspaceSettings.model_fields:
        raise KeyError(path[0])
    for name in path:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def changing(edits: Sequence[SettingEdit]) -> Change:
    """All of them in one writing of the file."""

    def change(document: tomlkit.TOMLDocument) -> None:
        for edit in edits:
            _put(document, edit.path, edit.value)

    return change


def _put(document: tomlkit.TOMLDocument, path: SettingPath, value: Any) -> None:
    table: Any = document
    *parents, name = path
    if parents and parents[0] == CLASSES:
        table = _class_named(document, parents[1])
        parents = parents[2:]
    for parent in parents:
        if parent not in table:
            table[parent] = tomlkit.table()
        table = table[parent]
    if value is None:
        table.pop(name, None)
    elif isinstance(value, Mapping) and isinstance(table.get(name), Mapping):
        kept = table[name]  # its own comments stay
        for gone in [key for key in kept if key not in value]:
            kept.remove(gone)
        for key, inside in value.items():
            _put_inside(kept, key, inside)
    else:
        _put_inside(table, name, value)


def _class_named(document: tomlkit.TOMLDocument, name: str) -> Any:
    """One that the program met and could not save so far is added."""
    if CLASSES not in document:
        document[CLASSES] = tomlkit.aot()
    listed: Any = document[CLASSES]
    if name not in [one.get("name") for one in listed]:
        listed.append(_table({"name": name}))
    return next(one for one in listed if one.get("name") == name)


def _put_inside(table: Any, name: str, value: Any) -> None:
    before = table.get(name)
    if _is_list_of_tables(value) and not isinstance(before, Array):
        listed = tomlkit.aot()
        for entry in value:
            listed.append(_table(entry))
        if isinstance(before, AoT):
            del table[name]
        table[name] = listed
    elif before != value:
        table[name] = _table(value) if isinstance(value, Mapping) else value


def _is_list_of_tables(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and all(isinstance(one, Mapping) for one in value)


def _table(entries: Mapping[str, Any]) -> Any:
    table = tomlkit.table()
    for key, value in entries.items():
        _put_inside(table, key, value)
    return table
