"""Who is still inspecting: a lock per inspection that the operating system drops when its holder dies.

An inspection's lock is taken before its row is written, and let go after its end is committed. So a row
that says "running" while its lock is free has lost its program, and only then is it marked unfinished.
Several processes may look at once: the mark is set in one transaction, where the row still says running.

The lock files lie in ``locks/`` beside the database. Removing one is safe: only its holder ever takes it
to inspect, and whoever takes it to look changes nothing but a row that still says running.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from inspector.core.audit import AuditStamp
from inspector.core.messages import Code, Message, StoreError, message
from inspector.core.untrusted import file_inside
from inspector.store.operations.events import RecordEvent
from inspector.store.operations.inspections import end_inspection
from inspector.store.operations.operation import Operation
from inspector.store.records import InspectionState

log = logging.getLogger("inspector.store")

OPENING_TIMEOUT_S = 30.0  # another process may be migrating


def locks_folder(database: Path) -> Path:
    return database.parent / "locks"


class Liveness:
    """The lock of one inspection, held from its creation until ``release`` or the death of the process."""

    def __init__(self, database: Path, inspection_id: str) -> None:
        """Take the lock. Raises filelock.Timeout where another lives, OSError where none can be made, ValueError for an
        id that is none of ours, since it is no part of a file name."""
        self._path = file_inside(locks_folder(database), f"inspection-{inspection_id}.lock")
        self._path.parent.mkdir(exist_ok=True)
        # Taken and let go on different threads, so its state must not be thread-local.
        self._lock = FileLock(self._path, thread_local=False)
        self._lock.acquire(blocking=False)

    def release(self) -> None:
        """Let go and tidy up. Repeatable."""
        with suppress(OSError):  # Windows removes no file that is open: second try below
            self._path.unlink(missing_ok=True)
        self._lock.release()
        with suppress(OSError):
            self._path.unlink(missing_ok=True)


class LivenessLocks:
    """The locks of all inspections that one process records. Any thread."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._guard = threading.Lock()
        self._held: dict[str, Liveness] = {}

    def take(self, operations: Iterable[Operation]) -> None:
        """Take a lock for each inspection that begins with these. Raises as ``Liveness`` does."""
        for operation in operations:
            if (inspection_id := operation.begins) is not None:
                liveness = Liveness(self._database, inspection_id)
                with self._guard:
                    self._held[inspection_id] = liveness

    def drop(self, inspection_ids: Iterable[str | None]) -> None:
        """Let go of these, where they are held."""
        with self._guard:
            dropped = [self._held.pop(found) for found in inspection_ids if found in self._held]
        for liveness in dropped:
            liveness.release()

    def drop_all(self) -> None:
        with self._guard:
            inspection_ids = tuple(self._held)
        self.drop(inspection_ids)


def is_anything_running(database: Path) -> bool:
    """Some process records an inspection into this database now."""
    return any(_is_held(path) for path in locks_folder(database).glob("inspection-*.lock"))


def _is_held(path: Path) -> bool:
    lock = FileLock(path)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        return True
    lock.release()
    return False


def is_running(database: Path, inspection_id: str) -> bool:
    """Some process, this one too, records this inspection now."""
    try:
        path = file_inside(locks_folder(database), f"inspection-{inspection_id}.lock")
    except ValueError:  # records from elsewhere: no program of ours inspects under such an id
        return False
    return path.exists() and _is_held(path)


def opening_lock(database: Path) -> FileLock:
    """One process at a time creates, migrates and looks for unfinished inspections."""
    locks_folder(database).mkdir(exist_ok=True)
    return FileLock(locks_folder(database) / "opening.lock", timeout=OPENING_TIMEOUT_S)


def opening_took_too_long(database: Path) -> StoreError:
    detail = f"another program has been opening it for {OPENING_TIMEOUT_S:.0f} s"
    return StoreError(message(Code.STORE_LOCKED, path=str(database), detail=detail))


def mark_unfinished(connection: sqlite3.Connection, database: Path) -> tuple[Message, ...]:
    """Mark running inspections whose program died, ended at their last committed frame.

    Those whose program lives are left alone. The messages are recorded as events and returned.
    """
    found = []
    for inspection_id, piece, started_at in connection.execute(
        """
        SELECT i.id, p.name, i.started_at FROM inspections AS i JOIN pieces AS p ON p.uid = i.piece_uid
        WHERE i.state = 'running' ORDER BY i.started_at
        """
    ).fetchall():
        liveness = None
        try:
            liveness = Liveness(database, inspection_id)
        except Timeout:
            log.info("inspection %s is running in another program", inspection_id)
            continue
        except ValueError as error:  # records from elsewhere: no program of ours inspects under such an id
            log.warning("inspection %r has no lock: %s", inspection_id, error)
        try:
            reason = message(Code.INSPECTION_UNFINISHED, piece=piece, started_at=started_at)
            if _mark_one(connection, inspection_id, started_at, reason):
                log.warning("inspection %r of piece %r was left unfinished", inspection_id, piece)
                found.append(reason)
        finally:
            if liveness is not None:
                liveness.release()
    return tuple(found)


def _mark_one(connection: sqlite3.Connection, inspection_id: str, started_at: str, reason: Message) -> bool:
    stamp = AuditStamp.now()
    connection.execute("BEGIN IMMEDIATE")
    try:
        (last_frame_at,) = connection.execute(
            "SELECT max(recorded_at) FROM frames WHERE inspection_id = ?", (inspection_id,)
        ).fetchone()
        is_marked = end_inspection(
            connection, inspection_id, InspectionState.UNFINISHED, max(last_frame_at or started_at, started_at), None
        )
        if is_marked:
            RecordEvent(reason, inspection_id, stamp=stamp).apply(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return is_marked
