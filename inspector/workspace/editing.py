"""Changing ``workspace.toml`` while the program runs: one thing is changed, comments and order stay.

The file is read anew before each change, so what people wrote into it since the program started is kept; and of two
programs that change it at once, one waits for the other. It is checked as a whole before it is written, and written
whole: a change that would break it changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import tomlkit
from filelock import FileLock, Timeout
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Array, InlineTable, Table

from inspector.core.classes import ClassCatalogue
from inspector.core.files import write_whole
from inspector.core.messages import Code, WorkspaceError, message
from inspector.core.roles import Role
from inspector.core.typed_json import parsed_toml
from inspector.core.untrusted import read_bounded
from inspector.workspace.places import MAX_SETTINGS_BYTES, SETTINGS_NAME, broken_workspace
from inspector.workspace.settings import SETTINGS_VERSION
from inspector.workspace.workspace import Workspace, checked_settings

Change = Callable[[tomlkit.TOMLDocument], None]
LOCK_S = 10.0  # that one waits for another program: a change takes milliseconds


def change_settings(workspace: Workspace, change: Change) -> Workspace:
    """Apply ``change`` to the settings as they are on disk now. Returns the workspace with all of them.

    Raises WorkspaceError for a file that is broken, of a newer program, missing or cannot be written, and for a change
    after which it would not open; it is left as it is. ``change`` may raise too.
    """
    with _alone(workspace):
        return _change_settings(workspace, change)


@contextmanager
def _alone(workspace: Workspace) -> Iterator[None]:
    lock, detail = FileLock(workspace.locks / "settings.lock", timeout=LOCK_S), ""
    try:
        lock.acquire()
    except Timeout:
        detail = f"another program has been changing it for {LOCK_S:.0f} s"
    except OSError as error:
        detail = error.strerror or str(error)
    if detail:
        path = str(workspace.folder / SETTINGS_NAME)
        raise WorkspaceError(message(Code.OUTPUT_UNWRITABLE, path=path, detail=detail))
    try:
        yield
    finally:
        lock.release()


def _change_settings(workspace: Workspace, change: Change) -> Workspace:
    folder, file = workspace.folder, workspace.folder / SETTINGS_NAME
    document = _read(folder, file)
    before = checked_settings(folder, document.unwrap())  # else a fault of before would be laid to the change
    found = document.get("version", SETTINGS_VERSION)
    _migrate(document)  # also of this version, where somebody copied a pin into it: read as a person, and kept as one
    change(document)
    document["version"] = SETTINGS_VERSION
    text = tomlkit.dumps(document)
    settings = checked_settings(folder, parsed_toml(text))  # of what will be read, not of what should be
    if settings.people_fault and not before.people_fault:  # nobody could sign in any more
        raise WorkspaceError(message(Code.PEOPLE_UNFIT, detail=settings.people_fault))
    if found < SETTINGS_VERSION:
        _keep_as_it_was(file, found)
    try:
        write_whole(file, text.encode())
    except OSError as error:
        detail = error.strerror or str(error)
        raise WorkspaceError(message(Code.OUTPUT_UNWRITABLE, path=str(file), detail=detail)) from error
    return Workspace(folder, settings)


def _keep_as_it_was(file: Path, version: int) -> None:
    """A program of before opens no settings of today: they stay beside, to go back to. Never written over."""
    kept = file.with_name(f"{file.stem}.v{version}.backup{file.suffix}")
    try:
        if not kept.exists():
            write_whole(kept, file.read_bytes())
    except OSError as error:
        detail = error.strerror or str(error)
        raise WorkspaceError(message(Code.OUTPUT_UNWRITABLE, path=str(kept), detail=detail)) from error


def _migrate(document: tomlkit.TOMLDocument) -> None:
    """As ``settings.migrate``, in the text: comments stay."""
    lock = document.get("lock")
    if lock is None or "pin" not in lock:
        return
    pin = str(lock.pop("pin"))
    if pin:
        append_table(document, "people", {"role": Role.ADMINISTRATOR.value, "pin": pin})


def append_table(document: tomlkit.TOMLDocument, name: str, entries: Mapping[str, str]) -> None:
    """One more of a list of tables, however the file spells the list."""
    if name not in document:
        document[name] = tomlkit.aot()
    listed = document[name]
    table: Table | InlineTable = tomlkit.inline_table() if isinstance(listed, Array) else tomlkit.table()
    for key, value in entries.items():
        table[key] = value
    if isinstance(table, Table):
        table.trivia.indent = "\n"  # an empty line before it
    listed.append(table)


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
        for entry in known.with_names(names).entries[len(known.entries) :]:
            looks = {"name": entry.name, "colour": entry.colour, "hatch": entry.hatch.value}
            append_table(document, "classes", looks)

    return change_settings(workspace, add)


def _new_names(catalogue: ClassCatalogue, names: Iterable[str]) -> list[str]:
    known = {entry.name for entry in catalogue.entries}
    return [name for name in names if name not in known]
