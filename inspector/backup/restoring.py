"""Makes a workspace of a backup, in a new or empty folder.

    manifest ► free space ► every file, compared with the manifest ► records, audit chain and settings opened ► its name

Until the last step it lies in a hidden folder beside its own: a kill leaves nothing that passes for a workspace, and
the next try begins anew. Nothing of what is in the backup decides where anything is written.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from inspector.audit.log import AUDIT_NAME, AuditCheck, Audited, AuditLog
from inspector.backup.archive import (
    BackedUpFile,
    BackupManifest,
    OpenedBackup,
    Report,
    opened_backup,
    unheard,
    unusable,
)
from inspector.core.files import why_refused
from inspector.core.messages import Code, InspectorError, WorkspaceError, message
from inspector.core.untrusted import file_inside
from inspector.models_store.promotions import Promotions
from inspector.store.damage import has_damage
from inspector.store.database import reading
from inspector.store.migrations import MIGRATIONS
from inspector.store.operations.evidence import RecordLeftOut
from inspector.store.writer import StoreWriter
from inspector.workspace.places import SETTINGS_NAME
from inspector.workspace.settings import SETTINGS_VERSION
from inspector.workspace.workspace import FOLDERS, Workspace, open_workspace

FREE_LEFT_BYTES: Final = 256 * 1024 * 1024
LOOK_LIMIT_S: Final = 600.0
FLUSH_S: Final = 60.0
PORTION: Final = 1000  # rows in one transaction


@dataclass(frozen=True, slots=True)
class Restored:
    workspace: Workspace
    manifest: BackupManifest
    n_pictures_left_out: int  # that the records name and the backup does not hold: their rows say so
    audit: AuditCheck


def restore_workspace(backup: Path, folder: Path, report: Report = unheard) -> Restored:
    """``folder`` is new, in a folder that is there, or empty.

    Raises WorkspaceError: BACKUP_UNUSABLE where the backup is damaged, foreign or newer, BACKUP_NOT_RESTORED where the
    folder is neither new nor empty, or the disk refuses; what ``report`` raises passes. Nothing is left then.
    """
    folder = folder.absolute()
    building = folder.with_name(f".{folder.name}.restoring")
    try:
        _check_place(backup, folder)
        with FileLock(folder.with_name(f".{folder.name}.restoring.lock"), timeout=0), opened_backup(backup) as opened:
            manifest = opened.manifest
            _check_age(backup, manifest)
            _check_room(backup, folder, manifest.n_bytes)
            try:
                if building.exists():  # of a restore that was killed: the lock says that nobody is at it
                    shutil.rmtree(building)
                building.mkdir()
                _extract(opened, building, report)
                for name in FOLDERS:
                    (building / name).mkdir(exist_ok=True)
                restored = _opened(backup, manifest, building, folder)
                if folder.exists():
                    folder.rmdir()  # empty, or it refuses
                building.rename(folder)
                _sync(folder.parent)
            except BaseException:
                shutil.rmtree(building, ignore_errors=True)
                raise
        with suppress(OSError):
            folder.with_name(f".{folder.name}.restoring.lock").unlink(missing_ok=True)
    except Timeout as error:
        raise _not_restored(backup, folder, "another program restores to it at this moment") from error
    except OSError as error:
        raise _not_restored(backup, folder, why_refused(error)) from error
    return Restored(open_workspace(folder), manifest, restored.n_pictures_left_out, restored.audit)


def _check_place(backup: Path, folder: Path) -> None:
    if not folder.parent.is_dir():
        raise _not_restored(backup, folder, f"there is no folder {folder.parent}")
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise _not_restored(backup, folder, "it is a file or a link")
    if folder.exists() and any(folder.iterdir()):
        raise _not_restored(backup, folder, "it is not empty, and a backup never goes over what is there")


def _check_age(backup: Path, manifest: BackupManifest) -> None:
    if manifest.settings_version > SETTINGS_VERSION or manifest.schema_version > len(MIGRATIONS):
        found = f"settings {manifest.settings_version}, records {manifest.schema_version}"
        known = f"settings {SETTINGS_VERSION}, records {len(MIGRATIONS)}"
        raise unusable(
            backup, f"Inspector {manifest.program} made it, with {found}; this program knows up to {known}. Update it"
        )
    if SETTINGS_NAME not in {one.path for one in manifest.files}:
        raise unusable(backup, f"it holds no {SETTINGS_NAME}")


def _check_room(backup: Path, folder: Path, n_bytes: int) -> None:
    needed = n_bytes + FREE_LEFT_BYTES
    if (n_free := shutil.disk_usage(folder.parent).free) < needed:
        raise _not_restored(backup, folder, f"{n_free // 2**20} MB are free there, {needed // 2**20} MB are needed")


def _extract(opened: OpenedBackup, building: Path, report: Report) -> None:
    total, n_done = opened.manifest.n_bytes, 0
    report(0, total)

    def write(file: BackedUpFile) -> None:
        nonlocal n_done
        try:
            target = file_inside(building, file.path)
        except ValueError as error:
            raise unusable(opened.path, str(error)) from error
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as written:
            for piece in opened.pieces(file):
                written.write(piece)
                n_done += len(piece)
                report(n_done, total)
            written.flush()
            os.fsync(written.fileno())

    for file in opened.manifest.files:
        write(file)


def _opened(backup: Path, manifest: BackupManifest, building: Path, folder: Path) -> Restored:
    """The workspace as the program opens it: else the backup is not usable, and that is told now."""
    try:
        workspace = open_workspace(building)
        n_left_out = _open_records(workspace) if workspace.database.exists() else 0
        facts = {
            "backup": str(backup), "made_at": manifest.made_at, "by": manifest.by, "pc": manifest.pc,
            "folder": str(folder), "pictures_left_out": str(n_left_out),
        }  # fmt: skip
        AuditLog(building / AUDIT_NAME).append(Audited.WORKSPACE_RESTORED, facts)
        check = Promotions(workspace.models).verify_audit()
    except InspectorError as error:
        detail = str(error.message.params.get("detail", error.message.code))
        raise unusable(backup, f"what is in it does not open: {detail}") from error
    if manifest.is_audit_whole and not check.is_whole:
        raise unusable(backup, "its audit chain is broken, and was whole when it was made")
    return Restored(workspace, manifest, n_left_out, check)


def _open_records(workspace: Workspace) -> int:
    """Look at every page, bring them to this program's version; rows of pictures that are not here say so."""
    if found := has_damage(workspace.database, LOOK_LIMIT_S, is_thorough=True):
        raise WorkspaceError(message(Code.STORE_BROKEN, path=str(workspace.database), detail=found))
    writer = StoreWriter(workspace.database)
    try:
        with reading(workspace.database) as rows:
            kept = rows.execute("SELECT id, path FROM evidence WHERE state <> 'evicted' ORDER BY id").fetchall()
        missing = [one for one, path in kept if not (workspace.frames / path).is_file()]
        for start in range(0, len(missing), PORTION):
            writer.submit(RecordLeftOut(tuple(missing[start : start + PORTION])))
        writer.flush(FLUSH_S)
    finally:
        lost = writer.close(FLUSH_S)
    if lost:
        raise WorkspaceError(message(Code.STORE_BROKEN, path=str(workspace.database), detail="it takes no records"))
    return len(missing)


def _sync(folder: Path) -> None:
    """That the new name outlives a power cut, where the system syncs folders."""
    with suppress(OSError, AttributeError):
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _not_restored(backup: Path, folder: Path, detail: str) -> WorkspaceError:
    return WorkspaceError(message(Code.BACKUP_NOT_RESTORED, path=str(backup), folder=str(folder), detail=detail))
