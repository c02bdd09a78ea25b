"""Looking at all records of a workspace, and bringing together what is left of them.

    verify()   the database, files that were set aside, copies, pictures: what is whole, in numbers; changes nothing
    repair()   the database, every damaged file and, where something is missing, the copies  ►  one sound database

Nothing is thrown away: the files that a repair read are kept under another name.
"""

from __future__ import annotations

import logging
import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from filelock import Timeout

from inspector.core.messages import Code, StoreError, message
from inspector.store.backups import backups_of
from inspector.store.damage import DAMAGED, KEPT, has_damage, set_aside, set_aside_files
from inspector.store.database import as_store_errors, connect_reading, nothing_runs_yet, open_for_writing
from inspector.store.liveness import is_anything_running, opening_lock, opening_took_too_long
from inspector.store.migrations import MIGRATIONS, migrate, version_of
from inspector.store.salvage import TABLES, Salvaged, order_by_age, salvage

log = logging.getLogger("inspector.store")

LOOK_LIMIT_S = 3600.0


@dataclass(frozen=True, slots=True)
class Looked:
    """One file of records."""

    path: Path
    damage: str  # "" where it is whole
    n_rows: dict[str, int | None]  # by table; None where they cannot be counted

    @property
    def is_whole(self) -> bool:
        return not self.damage


@dataclass(frozen=True, slots=True)
class Verified:
    database: Looked | None  # None where there is none yet
    set_aside: tuple[Looked, ...]  # damaged while they were open, and not brought together since
    backups: tuple[Looked, ...]
    n_pictures: int = 0  # that the database says are kept
    missing_pictures: tuple[str, ...] = ()  # of them, those whose file is gone
    n_unknown_pictures: int = 0  # files that no record names

    @property
    def is_well(self) -> bool:
        return not self.set_aside and (self.database is None or self.database.is_whole) and not self.missing_pictures


@dataclass(frozen=True, slots=True)
class Repaired:
    database: Path
    n_rows: dict[str, int]  # now, by table
    sources: tuple[tuple[str, Salvaged | None], ...]  # file name; None where nothing of it can be read
    kept: tuple[Path, ...]  # files that were read, under their new names
    n_lost: dict[str, int] = field(default_factory=dict)  # by table, at most: on pages that no file has whole


def verify(database: Path, pictures: Path) -> Verified:
    """Reads every page and the name of every picture. Any thread; an inspection may go on meanwhile."""
    looked = _looked(database) if database.exists() else None
    aside = tuple(_looked(path) for path in set_aside_files(database))
    copies = tuple(_looked(path) for path in backups_of(database))
    if looked is None or not looked.is_whole:
        return Verified(looked, aside, copies)
    with closing(connect_reading(database)) as rows:
        kept = {path for (path,) in rows.execute("SELECT path FROM evidence WHERE state = 'kept'")}
        named = {path for (path,) in rows.execute("SELECT path FROM evidence")}
    on_disk = {path.relative_to(pictures).as_posix() for path in pictures.glob("*/*.png")}
    return Verified(looked, aside, copies, len(kept), tuple(sorted(kept - on_disk)), len(on_disk - named))


def _looked(path: Path) -> Looked:
    n_rows: dict[str, int | None] = dict.fromkeys(TABLES)
    damage = has_damage(path, LOOK_LIMIT_S, is_thorough=True)
    try:
        with closing(connect_reading(path)) as rows:
            for table in TABLES:
                n_rows[table] = _count(rows, table)
            if not damage and rows.execute("PRAGMA foreign_key_check").fetchone() is not None:
                damage = "records without the inspection that they belong to"
    except sqlite3.Error as error:
        damage = damage or str(error)
    return Looked(path, damage, n_rows)


def _count(rows: sqlite3.Connection, table: str) -> int | None:
    try:
        (n,) = rows.execute(f"SELECT count(*) FROM {table} NOT INDEXED").fetchone()
    except sqlite3.Error:
        return None
    return int(n)


def repair(database: Path) -> Repaired | None:
    """None where the database is whole and nothing was set aside: then nothing is done.

    Raises StoreError where an inspection is running, where the files are of another version, and where the new
    database cannot be written; the files are as they were then.
    """
    with nothing_runs_yet(), as_store_errors(database):
        try:
            with opening_lock(database):
                if is_anything_running(database):
                    detail = "an inspection is running; stop it first"
                    raise StoreError(message(Code.STORE_LOCKED, path=str(database), detail=detail))
                return _repair(database)
        except Timeout as error:
            raise opening_took_too_long(database) from error


def _repair(database: Path) -> Repaired | None:
    aside = tuple(reversed(set_aside_files(database)))  # newest first: its rows are the newest
    is_whole = database.exists() and not has_damage(database, LOOK_LIMIT_S, is_thorough=True)
    if not aside and (is_whole or not database.exists()):
        return None
    target = database.with_name(f"{database.stem}.repair.part{database.suffix}")
    _remove(target)
    current = (database,) if database.exists() else ()
    read: list[tuple[str, Salvaged | None]] = []
    try:
        with closing(open_for_writing(target, 2.0)) as connection:
            migrate(connection, target)
            connection.execute("BEGIN IMMEDIATE")
            for path in (*current, *aside):
                read.append((path.name, _salvaged(path, connection)))
            skipped = _sum(found.n_skipped + found.n_refused for _, found in read if found is not None)
            if any(found is None or found.has_losses for _, found in read):
                for path in reversed(backups_of(database)):
                    found = _salvaged(path, connection)
                    read.append((path.name, found))
                    if found is not None:
                        skipped -= found.n_saved  # what the copies bring back is not lost
            order_by_age(connection)
            _count_anew(connection)
            connection.execute("COMMIT")
            n_rows = {table: _count(connection, table) or 0 for table in TABLES}
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if found_damage := has_damage(target, LOOK_LIMIT_S):
            raise StoreError(message(Code.STORE_UNWRITABLE, path=str(target), detail=found_damage))
    except BaseException:
        _remove(target)
        raise
    kept = [set_aside(database, KEPT)] if current else []
    target.rename(database)
    for path in aside:
        kept.append(_renamed(path, path.name.replace(f".{DAMAGED}-", f".{KEPT}-")))
    n_lost = {table: max(0, skipped[table]) for table in TABLES if skipped[table] > 0}
    log.warning("the records were brought together: %s", n_rows)
    return Repaired(database, n_rows, tuple(read), tuple(kept), n_lost)


def _count_anew(connection: sqlite3.Connection) -> None:
    """Each of several files counted its own part of an inspection."""
    connection.execute(
        """
        UPDATE inspections SET
            n_inspected = (SELECT count(*) FROM frames WHERE inspection_id = id AND frames.state = 'inspected'),
            n_not_inspected = (SELECT count(*) FROM frames WHERE inspection_id = id AND frames.state = 'not_inspected'),
            n_defects = (
                SELECT count(*) FROM defects WHERE inspection_id = inspections.id AND absorbed_by IS NULL
            )
        WHERE state != 'running'
        """
    )


def _sum(counters: Iterable[Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for one in counters:
        total += one
    return total


def _salvaged(path: Path, target: sqlite3.Connection) -> Salvaged | None:
    """None where nothing of the file can be read, or it is of an older version than rows are copied from."""
    try:
        with closing(connect_reading(path)) as source:
            if (found := version_of(source, path)) != len(MIGRATIONS):
                log.warning("%s has version %d and is passed over", path.name, found)
                return None
            return salvage(source, target)
    except (sqlite3.Error, StoreError) as error:
        log.warning("nothing of %s can be read: %s", path.name, error)
        return None


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _renamed(path: Path, name: str) -> Path:
    target = path.with_name(name)
    for suffix in ("-wal", "-shm", ""):
        side = path.with_name(path.name + suffix)
        if side.exists():
            side.rename(target.with_name(target.name + suffix))
    return target
