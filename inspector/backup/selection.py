"""Which files of a workspace a backup holds, and in which order they are read.

What the program finds again by itself, and what belongs to this moment alone, is left out: locks, unfinished files,
what SQLite keeps beside a database, caches, copies of the records. Links are not followed: what they lead to is not the
workspace's, and they are told by name.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from inspector.backup.archive import BackupPart, LeftOut
from inspector.core.untrusted import path_below
from inspector.store.database import connect_reading
from inspector.workspace.workspace import Workspace

_NEVER = {"locks", "backups"}  # at the top of the workspace
_ENDS = (".tmp", ".part", ".lock", ".holder.json", "-wal", "-shm", "-journal")
_CACHES = {"annotations/index.sqlite"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """Files by their paths below the workspace, sorted, without records and audit chain, which are copied otherwise."""

    paths: tuple[str, ...]
    n_bytes: int
    left_out: tuple[LeftOut, ...]


def chosen(workspace: Workspace, parts: Collection[BackupPart], pictures: Collection[str]) -> Chosen:
    """``pictures``: paths below the evidence folder that are wished. Raises OSError."""
    large = {workspace.datasets.name: BackupPart.DATASETS, workspace.runs.name: BackupPart.RUNS}
    found, left_out, n_bytes = [], list[LeftOut](), 0
    own = {workspace.database.name, workspace.audit.name, workspace.audit.with_suffix(".head").name}
    for entry in sorted(os.scandir(workspace.folder), key=lambda one: one.name):
        if entry.name in _NEVER or entry.name in own or entry.name == workspace.frames.name:
            continue
        if entry.name in large and large[entry.name] not in parts:
            continue
        for path, size in _below(entry, "", left_out):
            found.append(path)
            n_bytes += size
    for picture in sorted(pictures):
        file = workspace.frames / picture
        path = f"{workspace.frames.name}/{picture}"
        if file.is_symlink() or not file.is_file():
            left_out.append(LeftOut(path, "it is not there"))
        elif why := _why_not(path):
            left_out.append(LeftOut(path, why))
        else:
            found.append(path)
            n_bytes += file.stat().st_size
    return Chosen(tuple(found), n_bytes, tuple(left_out))


def _below(entry: os.DirEntry[str], before: str, left_out: list[LeftOut]) -> Iterator[tuple[str, int]]:
    path = before + entry.name
    if entry.name.startswith(".") or entry.name.endswith(_ENDS) or path in _CACHES or _is_old_copy(path):
        return
    if entry.is_symlink():
        left_out.append(LeftOut(path, "it is a link"))
    elif entry.is_dir(follow_symlinks=False):
        for one in sorted(os.scandir(entry.path), key=lambda inner: inner.name):
            yield from _below(one, f"{path}/", left_out)
    elif not entry.is_file(follow_symlinks=False):
        left_out.append(LeftOut(path, "it is no regular file"))
    elif why := _why_not(path):
        left_out.append(LeftOut(path, why))
    else:
        yield path, entry.stat(follow_symlinks=False).st_size


def _is_old_copy(path: str) -> bool:
    """Of the records, made before they were brought to a newer version."""
    return "/" not in path and path.endswith(".backup.sqlite")


def _why_not(path: str) -> str:
    try:
        path_below(path)
    except ValueError as error:
        return str(error)
    return ""


def pictures_of(database: Path, *, only_labelled: bool) -> frozenset[str]:
    """Pictures that are kept, by what a copy of the records of any version says. Raises sqlite3.Error."""
    with closing(connect_reading(database)) as rows:
        tables = {name for (name,) in rows.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        if "evidence" not in tables:
            return frozenset()
        labelled = " AND is_annotated = 1" if only_labelled else ""
        try:
            found = rows.execute(f"SELECT path FROM evidence WHERE state = 'kept'{labelled}")
            return frozenset(path for (path,) in found)
        except sqlite3.OperationalError as error:
            raise sqlite3.DatabaseError(f"the table evidence is not as the program makes it: {error}") from error


def version_of_copy(database: Path) -> int:
    """Of its schema, also of one that this program does not know. Raises sqlite3.Error."""
    with closing(connect_reading(database)) as rows:
        (found,) = rows.execute("SELECT coalesce(max(number), 0) FROM migrations").fetchone()
        return int(found)
