"""Copies of the records, made while they are written, by the plant's rule: every so many hours, the newest few kept.

    backups/inspection.20260301T093000Z.sqlite

SQLite's own online copy, a few pages at a time with pauses between, from one moment's state: the line does not notice.
A copy gets its name only after it was looked at and is whole, so it also proves the database it was made from.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from inspector.core.audit import utc_now
from inspector.core.messages import Code, StoreError, message
from inspector.store.damage import FileDamaged, has_damage
from inspector.store.database import connect_reading, is_damage

PAGES_AT_ONCE = 256  # 1 MB
PAUSE_S = 0.02  # between them: 50 MB/s at most
FREE_LEFT_BYTES = 512 * 1024 * 1024  # twice what defect pictures leave to rows
LOOK_LIMIT_S = 600.0  # at the finished copy, which nobody waits for
_NAME = re.compile(r"\.(\d{8}T\d{6})Z\.")


@dataclass(frozen=True, slots=True)
class BackupRule:
    n_kept: int = 3  # 0: no copies are made
    every_h: float = 24.0


def backups_folder(database: Path) -> Path:
    return database.parent / "backups"


def backups_of(database: Path) -> tuple[Path, ...]:
    """Finished copies, oldest first."""
    return tuple(sorted(backups_folder(database).glob(f"{database.stem}.*Z{database.suffix}")))


def made_at(backup: Path) -> datetime:
    found = _NAME.search(backup.name)
    return (
        datetime.strptime(found[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC) if found else datetime.min.replace(tzinfo=UTC)
    )


def is_due(database: Path, rule: BackupRule) -> bool:
    """A copy from the future, made before the clock was set back, does not count."""
    now, made = utc_now(), [made_at(backup) for backup in backups_of(database)]
    return rule.n_kept > 0 and not any(now - timedelta(hours=rule.every_h) < moment <= now for moment in made)


def back_up(database: Path, rule: BackupRule, gives_up: Callable[[], bool] = lambda: False) -> Path | None:
    """Make one copy and remove those too many; None where it was given up.

    Raises StoreError with BACKUP_FAILED where there is no room or the disk refuses, FileDamaged where the database
    that was copied is not whole.
    """
    folder = backups_folder(database)
    target = folder / f"{database.stem}.{utc_now():%Y%m%dT%H%M%S}Z{database.suffix}"
    unfinished = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        folder.mkdir(exist_ok=True)
        n_bytes = database.stat().st_size
        if (n_free := shutil.disk_usage(folder).free) < n_bytes + FREE_LEFT_BYTES:
            raise _failed(folder, f"{n_free // 2**20} MB free, {(n_bytes + FREE_LEFT_BYTES) // 2**20} MB are needed")
        try:
            if not copied(database, unfinished, gives_up):
                return None
            if found := has_damage(unfinished, LOOK_LIMIT_S):
                raise FileDamaged(found)
            with unfinished.open("rb") as file:  # no connection has it open: closing drops no lock
                os.fsync(file.fileno())
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
        for old in backups_of(database)[: -rule.n_kept]:
            old.unlink()
    except sqlite3.Error as error:
        if is_damage(error):
            raise FileDamaged(str(error)) from error
        raise _failed(folder, str(error)) from error
    except OSError as error:
        raise _failed(folder, error.strerror or str(error)) from error
    return target


def copied(database: Path, target: Path, gives_up: Callable[[], bool]) -> bool:
    """One file with the state of one moment, while others write; False where it was given up, asked for every 1 MB.

    Raises sqlite3.Error as it comes.
    """
    pause = threading.Event()

    def between(status: int, n_left: int, n_pages: int) -> None:
        if gives_up():
            raise _GivenUpError
        pause.wait(PAUSE_S)

    target.unlink(missing_ok=True)
    with closing(connect_reading(database)) as source, closing(sqlite3.connect(target)) as copy:
        source.execute("BEGIN")  # one moment's state: a copy that follows every commit would never end
        source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        try:
            source.backup(copy, pages=PAGES_AT_ONCE, progress=between)
        except _GivenUpError:
            return False
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, whole in itself
    return True


class _GivenUpError(Exception):
    pass


def _failed(folder: Path, detail: str) -> StoreError:
    return StoreError(message(Code.BACKUP_FAILED, path=str(folder), detail=detail))
