"""Changing ``workspace.toml`` while the program runs: one thing is changed, comments and order stay.

The file is read anew before each change, so what people wrote into it since the program started is kept. It is checked
as a whole before it is written, and written whole: a change that would break it changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Array, InlineTable, Table

from inspector.core.classes import ClassCatalogue
from inspector.core.files import write_whole
from inspector.core.messages import Code, WorkspaceError, message
from inspector.core.typed_json import parsed_toml
from inspector.core.untrusted import read_bounded
from inspector.workspace.places import MAX_SETTINGS_BYTES, SETTINGS_NAME, broken_workspace
from inspector.workspace.settings import SETTINGS_VERSION
from inspector.workspace.workspace import Workspace, checked_settings

Change = Callable[[tomlkit.TOMLDocument], None]


def change_settings(workspace: Workspace, change: Change) -> Workspace:
    """Apply ``change`` to the settings as they are on disk now. Returns the workspace with all of them.

    Raises WorkspaceError for a file that is broken, of a newer program, missing or cannot be written, and for a change
    after which it would not open; it is left as it is.
    """
    folder, file = workspace.folder, workspace.folder / SETTINGS_NAME
    document = _read(folder, file)
    checked_settings(folder, document.unwrap())  # else a fault that was there before would be laid to the change
    change(document)
    document["version"] = SETTINGS_VERSION
    text = tomlkit.dumps(document)
    settings = checked_settings(folder, parsed_toml(text))  # of what will be read, not of what should be
    try:
        write_whole(file, text.encode())
    except OSError as error:
        detail = error.strerror or str(error)
        raise WorkspaceError(message(Code.OUTPUT_UNWRITABLE, path=str(file), detail=detail)) from error
    return Workspace(folder, settings)


def _read(folder: Path, file: Path) -> tomlkit.TOMLDocument:
    try:
        text = read_bounded(file, MAX_SETTINGS_BYTES).decode("utf-8-sig")
        parsed_toml(text)  # what is refused there, ``tomlkit`` may take or stumble over
        return tomlkit.parse(text)
    except FileNotFoundError as error:
        raise WorkspaceError(message(Code.WORKSPACE_MISSING, path=str(folder))) from error
    except OSError as error:
        raise broken_workspace(folder, f"{SETTINGS_NAME} cannot be read: {error.strerror}") from error
    except (TOMLKitError, ValueError) as error:
        raise broken_workspace(folder, f"{SETTINGS_NAME} is not understood: {error}") from error


def remember_classes(workspace: Workspace, class_names: Iterable[str]) -> Workspace:
    """The workspace with looks for all these names. New ones are saved, so that what a name was given once stays.

    Raises as ``change_settings``; nothing is written where all names are known.
    """
    names = tuple(class_names)
    if not _new_names(workspace.settings.catalogue, names):
        return workspace

    def add(document: tomlkit.TOMLDocument) -> None:
        known = checked_settings(workspace.folder, document.unwrap()).catalogue
        if not _new_names(known, names):  # somebody else met them in the meantime
            return
        if "classes" not in document:
            document["classes"] = tomlkit.aot()
        listed = document["classes"]
        for entry in known.with_names(names).entries[len(known.entries) :]:
            table: Table | InlineTable = tomlkit.inline_table() if isinstance(listed, Array) else tomlkit.table()
            table["name"], table["colour"], table["hatch"] = entry.name, entry.colour, entry.hatch.value
            if isinstance(table, Table):
                table.trivia.indent = "\n"  # an empty line before it
            listed.append(table)

    return change_settings(workspace, add)


def _new_names(catalogue: ClassCatalogue, names: Iterable[str]) -> list[str]:
    known = {entry.name for entry in catalogue.entries}
    return [name for name in names if name not in known]
