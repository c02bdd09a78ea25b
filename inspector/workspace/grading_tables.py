"""The plant's grading tables: grading/NAME/vN.toml, one file for each version, none of them ever changed.

A saved edit is a new file with the next number, so a verdict of years ago can be explained by the table that gave it.
People may add a file by hand, with the next number; a version inside that is another than the file's name is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from inspector.core.files import write_whole
from inspector.core.grading import GradingTable
from inspector.core.messages import Code, WorkspaceError, message
from inspector.core.untrusted import file_name_fault, read_bounded
from inspector.grading.table_text import MAX_TABLE_BYTES, TableFile
from inspector.workspace.workspace import Workspace
from resources import resource

TEMPLATES = ("en-10163-like-plate", "en-10163-like-sections", "en-13674-like-rail")
_VERSION = re.compile(r"v([1-9][0-9]{0,8})\.toml")


def template(name: str) -> GradingTable:
    """One of TEMPLATES."""
    return TableFile.read(resource(f"grading/{name}.toml").read_bytes()).table


def table_names(workspace: Workspace) -> tuple[str, ...]:
    """Names of the tables that have a version, sorted."""
    try:
        names = [path.name for path in workspace.grading.iterdir() if path.is_dir() and not file_name_fault(path.name)]
    except OSError:
        return ()
    return tuple(sorted(name for name in names if table_versions(workspace, name)))


def table_versions(workspace: Workspace, name: str) -> tuple[int, ...]:
    """Versions of a table, oldest first; none for a table that there is not."""
    try:
        found = [_VERSION.fullmatch(path.name) for path in _folder(workspace, name).iterdir()]
    except OSError:
        return ()
    return tuple(sorted(int(one[1]) for one in found if one is not None))


def read_table(workspace: Workspace, name: str, version: int | None = None) -> TableFile:
    """A version of a table, the newest where none is named.

    Raises WorkspaceError for a table or version that there is not, and for a file that is broken.
    """
    versions = table_versions(workspace, name)
    if not versions or (version is not None and version not in versions):
        known = ", ".join(map(str, versions)) if versions else ", ".join(table_names(workspace)) or "–"
        wanted = name if version is None else f"{name}, version {version}"
        raise WorkspaceError(message(Code.GRADING_TABLE_MISSING, name=wanted, detail=known))
    path = _folder(workspace, name) / f"v{version or versions[-1]}.toml"
    try:
        found = TableFile.read(read_bounded(path, MAX_TABLE_BYTES))
    except OSError as error:
        raise _broken(path, error.strerror or str(error)) from error
    except ValueError as error:
        raise _broken(path, str(error)) from error
    if found.table.name != name or f"v{found.table.version}.toml" != path.name:
        detail = f"it says that it is “{found.table.name}”, version {found.table.version}"
        raise _broken(path, detail)
    return found


def save_table(workspace: Workspace, table: GradingTable, based_on: int) -> TableFile:
    """The table as the version after ``based_on``, the newest that its editor knows (0: a new table).

    Raises WorkspaceError where somebody saved another version meanwhile, or the disk refuses.
    """
    newest = max(table_versions(workspace, table.name), default=0)
    if newest != based_on:
        raise WorkspaceError(message(Code.GRADING_TABLE_CHANGED, name=table.name, found=newest, based_on=based_on))
    saved = TableFile.of(replace(table, version=newest + 1))
    path = _folder(workspace, table.name) / f"v{saved.table.version}.toml"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, saved.toml.encode())
    except OSError as error:
        detail = error.strerror or str(error)
        raise WorkspaceError(message(Code.OUTPUT_UNWRITABLE, path=str(path), detail=detail)) from error
    return saved


@dataclass(frozen=True, slots=True)
class TablesInUse:
    """The tables that grade, by the kind of piece. ``troubles``: why a kind that should have one has none."""

    of_kind: dict[str, TableFile | None]
    of_others: TableFile | None = None
    troubles: tuple[WorkspaceError, ...] = ()

    def of(self, kind: str) -> TableFile | None:
        """None: pieces of this kind are not graded."""
        return self.of_kind.get(kind, self.of_others)


def tables_in_use(workspace: Workspace) -> TablesInUse:
    """What [grading] of workspace.toml names, in the newest versions. A broken table grades nothing, and is told."""
    chosen = workspace.settings.grading
    read: dict[str, TableFile] = {}
    troubles: list[WorkspaceError] = []
    for name in dict.fromkeys((chosen.table, *chosen.by_kind.values())):
        if name:
            try:
                read[name] = read_table(workspace, name)
            except WorkspaceError as error:
                troubles.append(error)
    of_kind = {kind: read.get(name) for kind, name in chosen.by_kind.items()}
    return TablesInUse(of_kind, read.get(chosen.table), tuple(troubles))


def _folder(workspace: Workspace, name: str) -> Path:
    if fault := file_name_fault(name):
        raise WorkspaceError(message(Code.GRADING_TABLE_MISSING, name=name, detail=fault))
    return workspace.grading / name


def _broken(path: Path, detail: str) -> WorkspaceError:
    return WorkspaceError(message(Code.GRADING_TABLE_BROKEN, path=str(path), detail=detail))
