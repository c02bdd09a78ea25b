"""What an update must look after on this PC: who inspects or trains, and the workspaces whose files it must not lose.

A workspace belongs to the user who made it. An update by an administrator does there what it does under that user's id,
so that no file of it becomes root's.
"""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from inspector.core.audit import utc_now
from inspector.core.files import why_refused
from inspector.core.messages import Code, InspectorError, StoreError, message
from inspector.runs.line_beat import LineListener
from inspector.runs.turn import waiting
from inspector.store.backups import BackupRule, back_up, backups_folder
from inspector.store.damage import FileDamaged
from inspector.store.database import connect_reading
from inspector.store.liveness import is_anything_running
from inspector.store.migrations import version_of
from inspector.texts import updates as texts
from inspector.texts.messages import one_line
from inspector.updates.facts import Reads
from inspector.updates.installed import UpdateError
from inspector.workspace.places import SETTINGS_NAME
from inspector.workspace.workspace import Workspace, open_workspace

log = logging.getLogger("inspector.updates")

MAX_SETTINGS_COPIES = 10


@dataclass(frozen=True, slots=True)
class Around:
    """The workspaces of this PC, as far as this user knows them."""

    workspaces: tuple[Workspace, ...] = ()
    unreached: tuple[str, ...] = ()  # each with the reason: no copy is made of those


def look_around(folders: Sequence[Path]) -> Around:
    found, unreached = [], []
    for folder in dict.fromkeys(folders):
        try:
            found.append(open_workspace(folder))
        except InspectorError as error:
            unreached.append(f"{folder}: {one_line(error.message)}")
    return Around(tuple(found), tuple(unreached))


def refuse_while_busy(around: Around, root: Path) -> None:
    """Raises UpdateError where something inspects, trains, or has the installed program open."""
    found = [
        *(what for workspace in around.workspaces for what in _busy_in(workspace)),
        *(texts.OTHER_PROGRAM.translated(pid=str(pid)) for pid in _others_from(root)),
    ]
    if found:
        raise UpdateError(message(Code.UPDATE_BUSY, detail="; ".join(found[:5])))


def _busy_in(workspace: Workspace) -> Iterator[str]:
    if is_anything_running(workspace.database) or LineListener(workspace.runs).listen():
        yield texts.INSPECTS.translated(path=str(workspace.folder))
    for name in waiting(workspace.runs):
        yield texts.TRAINS.translated(run=name)


def _others_from(root: Path) -> list[int]:
    """Programs out of ``root`` that are neither this one, nor what started it, nor started by it."""
    this = psutil.Process()
    own = {this.pid, *(each.pid for each in this.parents()), *(each.pid for each in this.children(recursive=True))}
    home, found = root.resolve(), []
    for process in psutil.process_iter(["exe"]):
        exe = process.info["exe"]  # None where another user's may not be asked for
        if exe and process.pid not in own and Path(exe).is_relative_to(home):
            found.append(process.pid)
    return found


def newest_files(around: Around) -> Reads:
    """How new the records and settings of these workspaces are; of models nothing is looked up."""
    schemas, settings = [], []
    for workspace in around.workspaces:
        settings.append(workspace.settings.version)
        if not workspace.database.exists():
            continue
        try:
            with closing(connect_reading(workspace.database)) as connection:
                schemas.append(version_of(connection, workspace.database))
        except (sqlite3.Error, InspectorError) as error:
            log.warning("%s does not say its version: %s", workspace.database, error)
    return Reads(max(schemas, default=None), max(settings, default=None), Reads.of_this().card)


def keep_copies(workspace: Workspace) -> None:
    """Copy its records and settings into its folder “backups”. Raises StoreError: then nothing is installed."""
    database = workspace.database
    rule = BackupRule(n_kept=max(1, workspace.settings.records.keep_backups))
    with as_owner(workspace.folder):
        try:
            if database.exists():
                back_up(database, rule)
            folder = backups_folder(database)
            folder.mkdir(exist_ok=True)
            shutil.copyfile(workspace.folder / SETTINGS_NAME, folder / f"workspace.{utc_now():%Y%m%dT%H%M%S}Z.toml")
            for old in sorted(folder.glob("workspace.*Z.toml"))[:-MAX_SETTINGS_COPIES]:
                old.unlink()
        except FileDamaged as error:
            raise StoreError(message(Code.BACKUP_FAILED, path=str(database), detail=str(error))) from error
        except OSError as error:
            raise StoreError(message(Code.BACKUP_FAILED, path=str(database), detail=why_refused(error))) from error


@contextmanager
def as_owner(folder: Path) -> Iterator[None]:
    """As root, act under the id of whoever owns ``folder`` within the block; else as before. One thread of a program
    that does nothing else meanwhile: the id is that of the whole process."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        yield
        return
    owner = folder.stat()
    before = os.getegid()
    os.setegid(owner.st_gid)
    os.seteuid(owner.st_uid)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(before)
