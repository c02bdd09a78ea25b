"""Opening the database file, and sorting what SQLite says when it cannot.

Two kinds of trouble: the user's world (disk full, file locked, file damaged) becomes a ``StoreError``;
everything else is a bug of ours and stays the exception it is. ``known_trouble`` is the one place
that tells them apart.

Never open the database with ``open()``: closing that handle drops the locks SQLite holds on the
file in this process (POSIX), see sqlite.org/howtocorrupt.html, section 2.2.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from inspector.core.messages import Code, StoreError, message
from inspector.store.migrations import MIGRATIONS, version_of

MIN_FILE_BYTES = 512  # the smallest page SQLite knows: a shorter file is no database
QUICK_CHECK_LIMIT_BYTES = 64 * 1024 * 1024  # above it, reading every page would hold up the start

_DISK_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE}
_LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}
_BROKEN = {
    sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR_SHORT_READ, sqlite3.SQLITE_IOERR_CORRUPTFS
}  # fmt: skip
_UNWRITABLE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR}


def known_trouble(error: BaseException, path: Path) -> StoreError | None:
    """The error as something in the user's world, or None where it is a bug of ours."""
    match error:
        case StoreError():
            return error
        case sqlite3.Error():
            code = _known_code(getattr(error, "sqlite_errorcode", None))
            detail = str(error)
        case UnicodeDecodeError():
            code, detail = Code.STORE_BROKEN, "a text in it is no UTF-8"
        case MemoryError():
            code, detail = Code.STORE_UNWRITABLE, "out of memory"
        case OSError():
            is_full = error.errno in (errno.ENOSPC, errno.EDQUOT)
            code = Code.STORE_DISK_FULL if is_full else Code.STORE_UNWRITABLE
            detail = error.strerror or str(error)
        case _:
            return None
    return StoreError(message(code, path=str(path), detail=detail)) if code else None


def _known_code(sqlite_code: int | None) -> Code | None:
    if sqlite_code is None:  # raised by the Python module itself: wrong use, so a bug
        return None
    primary = sqlite_code & 0xFF  # extended codes carry the primary one in the low byte
    for codes, code in (
        (_DISK_FULL, Code.STORE_DISK_FULL),
        (_LOCKED, Code.STORE_LOCKED),
        (_BROKEN, Code.STORE_BROKEN),
        (_UNWRITABLE, Code.STORE_UNWRITABLE),
    ):
        if sqlite_code in codes or primary in codes:
            return code
    return None


def is_damage(error: BaseException) -> bool:
    """The file itself is not what SQLite wrote."""
    return isinstance(error, sqlite3.Error) and (
        _known_code(getattr(error, "sqlite_errorcode", None)) is Code.STORE_BROKEN
    )


def is_unreadable(error: sqlite3.Error) -> bool:
    """The system did not read what should be there: of a file that changed by itself, it is damage."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF == sqlite3.SQLITE_IOERR


@contextmanager
def as_store_errors(path: Path) -> Iterator[None]:
    """Raise what goes wrong inside as StoreError where it is known trouble; bugs pass unchanged."""
    try:
        yield
    except (sqlite3.Error, OSError, MemoryError, UnicodeDecodeError) as error:
        trouble = known_trouble(error, path)
        if trouble is None:
            raise
        raise trouble from error


_OUTSIDE_A_RUN = {Code.STORE_LOCKED: Code.STORE_IN_USE, Code.STORE_DISK_FULL: Code.STORE_NO_ROOM}


@contextmanager
def nothing_runs_yet() -> Iterator[None]:
    """What passes by itself while an inspection runs, and its records wait, ends whatever has not begun."""
    try:
        yield
    except StoreError as error:
        code = _OUTSIDE_A_RUN.get(error.message.code)
        if code is None:
            raise
        raise StoreError(message(code, **error.message.params)) from error


def check_before_writing(path: Path) -> None:
    """Raise StoreError where an existing file is damaged, not ours, or newer than this program.

    Reads only, so the file stays as it is. Files above 64 MiB are not read page by page: their header,
    their length and their schema are checked, and damage further in is found when that page is used.
    """
    if not path.exists() or (n_bytes := path.stat().st_size) == 0:
        return
    if n_bytes < MIN_FILE_BYTES:
        raise StoreError(message(Code.STORE_BROKEN, path=str(path), detail=f"only {n_bytes} bytes long"))
    with as_store_errors(path), closing(connect_reading(path)) as connection:
        try:
            version_of(connection, path)
        except sqlite3.OperationalError as error:
            if known_trouble(error, path) is None:  # of no kind of its own, such as “unsupported file format”
                raise StoreError(message(Code.STORE_BROKEN, path=str(path), detail=str(error))) from error
            raise
        if n_bytes <= QUICK_CHECK_LIMIT_BYTES:
            (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            if verdict != "ok":
                raise StoreError(message(Code.STORE_BROKEN, path=str(path), detail=verdict))


def open_for_writing(path: Path, busy_timeout_s: float) -> sqlite3.Connection:
    """The writer's connection: WAL, every commit on the disk, transactions begun by hand."""
    with as_store_errors(path):
        connection = sqlite3.connect(path, timeout=busy_timeout_s, isolation_level=None)
        try:
            (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
            if mode != "wal":
                detail = "this disk cannot hold a write-ahead log"
                raise StoreError(message(Code.STORE_UNWRITABLE, path=str(path), detail=detail))
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"PRAGMA journal_size_limit = {64 * 1024 * 1024}")
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A read-only connection for one set of queries, all of which see the same moment.

        with reading(path) as rows:
            page = defects.of_inspection(rows, inspection_id)

    Opens in well under a millisecond and may be used on any thread. Keep it short: while it is open the
    write-ahead log cannot shrink. Raises StoreError where the file is missing, damaged or of another version.
    """
    with nothing_runs_yet(), as_store_errors(path), closing(connect_reading(path)) as connection:
        connection.execute("BEGIN")
        found = version_of(connection, path)
        if found < len(MIGRATIONS):
            detail = f"it has version {found} and must first be brought to {len(MIGRATIONS)}"
            raise StoreError(message(Code.STORE_UNWRITABLE, path=str(path), detail=detail))
        yield connection


def connect_reading(path: Path) -> sqlite3.Connection:
    """Of one thread, which closes it. Raises sqlite3.Error as it comes; ``reading`` is for everybody else."""
    uri = path.resolve().as_uri() + "?mode=ro"
    return sqlite3.connect(uri, uri=True, timeout=5.0, isolation_level=None)
