"""What came of a backup, a look at one, a restore, as messages for window and command line."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from inspector.backup.archive import BackupCheck, BackupManifest
from inspector.backup.making import BackupMade
from inspector.backup.restoring import Restored
from inspector.core.messages import Code, Message, message

NAMED = 3  # damaged files


def made_told(made: BackupMade) -> Message:
    files = made.manifest
    return message(Code.BACKUP_MADE, path=str(made.path), n_files=len(files.files), mb=_mb(files))


def check_told(path: Path, found: BackupCheck) -> Message:
    files = found.manifest
    if not found.is_whole:
        more = ", …" if len(found.damaged) > NAMED else ""
        detail = f"{len(found.damaged)} of {len(files.files)} files are not what was written: "
        return message(Code.BACKUP_UNUSABLE, path=str(path), detail=detail + ", ".join(found.damaged[:NAMED]) + more)
    return message(
        Code.BACKUP_WHOLE, path=str(path), n_files=len(files.files), mb=_mb(files), made_at=_shown(files.made_at),
        by=files.by, pc=files.pc,
    )  # fmt: skip


def restored_told(backup: Path, done: Restored) -> Message:
    files = done.manifest
    return message(
        Code.BACKUP_RESTORED, path=str(backup), folder=str(done.workspace.folder), n_files=len(files.files),
        mb=_mb(files),
    )  # fmt: skip


def _shown(made_at: str) -> str:
    """In the time of this PC, to the minute."""
    return f"{datetime.fromisoformat(made_at).astimezone():%Y-%m-%d %H:%M}"


def _mb(manifest: BackupManifest) -> float:
    return round(manifest.n_bytes / 1e6, 1)
