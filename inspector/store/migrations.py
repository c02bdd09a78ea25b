"""Bringing a database to the newest schema, step by step.

Each migration is a function in ``schema/``, applied once, in number order, in one transaction together with the
record that it was applied (table ``migrations``). A database that already holds data is copied to a
backup file before it is changed. A released migration is never edited: write the next one.

Times are UTC text from ``core.audit.utc_text``, which sorts as text. Columns in px are always filled;
columns in mm are empty without a scale.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeAlias

from inspector.core.audit import AuditStamp, utc_text
from inspector.core.messages import Code, StoreError, message
from inspector.store.schema.version_1 import lay_inspections
from inspector.store.schema.version_2 import add_evidence
from inspector.store.schema.version_3 import place_on_lines
from inspector.store.schema.version_4 import add_review
from inspector.store.schema.version_5 import record_products
from inspector.store.schema.version_6 import say_why_pictures_go

Migration: TypeAlias = Callable[[sqlite3.Connection], None]

MIGRATIONS: tuple[Migration, ...] = (  # number 1, 2, …
    lay_inspections, add_evidence, place_on_lines, add_review, record_products,
    say_why_pictures_go,
)  # fmt: skip

_RECORD = """
    CREATE TABLE IF NOT EXISTS migrations (
        number INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        applied_at TEXT NOT NULL,
        actor TEXT NOT NULL
    ) STRICT
"""


def version_of(connection: sqlite3.Connection, path: Path) -> int:
    """Number of the newest migration applied; 0 for an empty file.

    Raises StoreError where the file belongs to another program, or to a newer version of this one.
    """
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if not tables:
        return 0
    if "migrations" not in tables:
        raise _damaged(path, "it belongs to another program")
    (found,) = connection.execute("SELECT coalesce(max(number), 0) FROM migrations").fetchone()
    if found > len(MIGRATIONS):
        raise StoreError(message(Code.STORE_TOO_NEW, path=str(path), found=found, known=len(MIGRATIONS)))
    return int(found)


def migrate(
    connection: sqlite3.Connection,
    path: Path,
    migrations: Sequence[Migration] | None = None,
    stamp: AuditStamp | None = None,
) -> Path | None:
    """Bring the database to the newest version; the backup's path where one was made.

    All pending steps share one transaction: the file is either as it was or up to date.
    """
    steps = MIGRATIONS if migrations is None else migrations
    stamp = stamp or AuditStamp.now()
    # Rebuilding a table with references needs this off, and it cannot be changed inside a transaction.
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    backup = None
    try:
        found = version_of(connection, path)
        if 0 < found < len(steps):
            backup = _back_up(path, found, stamp)
        connection.execute(_RECORD)
        for number, step in enumerate(steps[found:], start=found + 1):
            step(connection)
            connection.execute(
                "INSERT INTO migrations (number, name, applied_at, actor) VALUES (?, ?, ?, ?)",
                (number, step.__name__, utc_text(stamp.at), stamp.actor),
            )
        if broken := _row_without_parent(connection, path):
            if found == len(steps):  # as it was found
                raise _damaged(path, f"a row of “{broken[0]}” has lost what it belongs to")
            raise RuntimeError(f"a migration left a row without its parent: {broken}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    finally:
        connection.execute("PRAGMA foreign_keys = ON")
    return backup


def _row_without_parent(connection: sqlite3.Connection, path: Path) -> tuple[object, ...] | None:
    try:
        found: tuple[object, ...] | None = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.OperationalError as error:  # tables that do not belong together
        raise _damaged(path, str(error)) from error
    return found


def _damaged(path: Path, detail: str) -> StoreError:
    return StoreError(message(Code.STORE_BROKEN, path=str(path), detail=detail))


def _back_up(path: Path, version: int, stamp: AuditStamp) -> Path:
    """Copy the committed content beside the database; readable while the writer's lock is held."""
    moment = utc_text(stamp.at).replace(":", "").replace("-", "").replace(".", "")
    backup = path.with_name(f"{path.stem}.v{version}.{moment}.backup{path.suffix}")
    unfinished = backup.with_name(backup.name + ".part")
    try:
        with (
            closing(sqlite3.connect(path.resolve().as_uri() + "?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(unfinished)) as target,
        ):
            source.backup(target)
        unfinished.replace(backup)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise
    return backup
