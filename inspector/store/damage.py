"""Whether the database is still what was written to it: SQLite alone notices only what it happens to read.

FileWatch.doubt()     the files shrank or were replaced between two commits: a look costs microseconds
lacks(), has_damage() what was committed is asked for again over another connection; every page is looked at
set_aside()           the damaged files under a name of their own, beside the place of a fresh one
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from inspector.core.audit import utc_now
from inspector.store.database import MIN_FILE_BYTES, connect_reading, is_damage
from inspector.store.operations.operation import Operation

Identity: TypeAlias = tuple[int, int]  # device and inode
DAMAGED, KEPT = "damaged", "kept"  # names of files that were set aside: while they were open; by a repair, as read
SIDE_FILES = ("-wal", "-shm")  # of SQLite, beside the database


class FileDamaged(Exception):  # noqa: N818 - a finding, turned into a switch or a StoreError by the writer
    """The file is not what was written to it; the text says how that was noticed."""


def identity_of(path: Path) -> Identity:
    """Raises OSError."""
    stat = path.stat()
    return stat.st_dev, stat.st_ino


@dataclass(frozen=True, slots=True)
class _Seen:
    identity: Identity
    n_bytes: int


class FileWatch:
    """The database and its write-ahead log as they were after the last commit. Of the writer thread."""

    def __init__(self, path: Path) -> None:
        self._files = (path, path.with_name(path.name + "-wal"))
        self._seen: dict[Path, _Seen] = {}
        self.remember()

    def remember(self) -> None:
        self._seen = {path: found for path in self._files if (found := _look(path)) is not None}

    def doubt(self) -> str:
        """What happened to the files that SQLite alone does not do while they are open; "" where nothing did.

        Another program may have emptied the log in good order: then all is in the database, and a closer look finds it.
        """
        for path, before in self._seen.items():
            now = _look(path)
            if now is None or now.identity != before.identity:
                return f"{path.name} was replaced"
            if now.n_bytes < before.n_bytes:
                return f"{path.name} shrank from {before.n_bytes} to {now.n_bytes} bytes"
        return ""


def is_torn(path: Path) -> bool:
    """Cut within a page: what is missing may be in the log, but no next start would look there."""
    found = _look(path)
    return found is None or found.n_bytes == 0 or found.n_bytes % MIN_FILE_BYTES != 0


def _look(path: Path) -> _Seen | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return _Seen((stat.st_dev, stat.st_ino), stat.st_size)


def lacks(connection: sqlite3.Connection, operations: Iterable[Operation]) -> str:
    """Why what these operations wrote cannot be read back; "" where it can. Raises sqlite3.Error that is no damage."""
    try:
        for operation in operations:
            if operation.trace is not None and connection.execute(*operation.trace).fetchone() is None:
                return "a record that was committed is not there any more"
    except sqlite3.Error as error:
        if is_damage(error):
            return str(error)
        raise
    return ""


@contextmanager
def interrupted_after(connection: sqlite3.Connection, limit_s: float) -> Iterator[None]:
    """What reads inside raises sqlite3.OperationalError after this time."""
    limit = threading.Timer(limit_s, connection.interrupt)
    limit.daemon = True
    limit.start()
    try:
        yield
    finally:
        limit.cancel()
        limit.join()  # it must not meet a closed connection


def has_damage(path: Path, limit_s: float, *, is_thorough: bool = False) -> str:
    """What a look at every page finds, within ``limit_s``; "" where it finds nothing, or was not done in time.

    Reads on a connection of its own, on any thread, and holds up no writer. 700 MB take about a second. ``is_thorough``
    compares indexes with their tables too.
    """
    pragma = "integrity_check" if is_thorough else "quick_check"
    try:
        with closing(connect_reading(path)) as connection, interrupted_after(connection, limit_s):
            connection.text_factory = lambda raw: raw.decode("utf-8", "replace")  # it quotes what it found
            (verdict,) = connection.execute(f"PRAGMA {pragma}(1)").fetchone()
    except sqlite3.Error as error:
        return str(error) if is_damage(error) else ""
    return "" if verdict == "ok" else " ".join(str(verdict).split())


def set_aside(path: Path, word: str = DAMAGED) -> Path:
    """Rename the database and what SQLite keeps beside it, e.g. to ``inspection.damaged-20260301T093000Z.sqlite``.

    Connections may be open where the system allows it: SQLite sees that the file moved, and leaves it alone as it
    closes. Raises OSError where it does not.
    """
    moment, turn = f"{utc_now():%Y%m%dT%H%M%S}Z", 1
    kept = path.with_name(f"{path.stem}.{word}-{moment}{path.suffix}")
    while kept.exists():
        turn += 1
        kept = path.with_name(f"{path.stem}.{word}-{moment}-{turn}{path.suffix}")
    path.rename(kept)
    for side in SIDE_FILES:
        beside = path.with_name(path.name + side)
        if beside.exists():
            beside.rename(kept.with_name(kept.name + side))
    return kept


def set_aside_files(path: Path, word: str = DAMAGED) -> tuple[Path, ...]:
    """Databases that were set aside beside ``path``, oldest first."""
    return tuple(sorted(path.parent.glob(f"{path.stem}.{word}-*{path.suffix}")))


def found_again(path: Path, identity: Identity) -> Path | None:
    """Under which other name a file lies beside ``path`` now: another process set it aside."""
    for other in path.parent.glob(f"{path.stem}.*{path.suffix}"):
        if (seen := _look(other)) is not None and seen.identity == identity:
            return other
    return None
