"""The one thread of a process that writes to the database.

    submit() ──► waiting operations ──► writer thread: gather ► transaction ► commit

Operations gather for at most ``commit_interval_s``, or until none came for a moment, and are committed
together: no commit per row, and the database's write lock is held only while a batch is written, so a
second process gets its turn. Operations given to one ``submit`` are committed together or not at all.

Nothing accepted is dropped. An operation leaves the waiting line when it is on the disk. While the
disk is full or another program holds the lock, the batch is tried again with growing pauses; when
``capacity`` operations wait, ``submit`` waits too. Each kind of trouble gives one ``Notice`` when it begins
and one when it is over. An operation that the database refuses for good (a bug of ours, a value that is none) is logged
and set aside, so that it cannot hold up the others; ``rejection`` tells the inspection it belongs to, which has failed.

What was committed is read back over a second connection. Where it is not there, or the file is not what was written
to it, the damaged file is set aside and kept, a fresh one takes its place, and goes on with the inspections of this
process: what can be read of them is copied, and what was committed since the last checkpoint is written again from
memory. One ``Notice`` says so; it is never over.

No Qt. ``submit`` and ``flush`` may be called from any thread.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from filelock import Timeout

from inspector.core.messages import Code, Message, StoreError, message
from inspector.store.damage import (
    DAMAGED,
    KEPT,
    FileDamaged,
    FileWatch,
    found_again,
    has_damage,
    identity_of,
    interrupted_after,
    is_torn,
    lacks,
    set_aside,
)
from inspector.store.database import (
    as_store_errors,
    check_before_writing,
    connect_reading,
    is_damage,
    is_unreadable,
    known_trouble,
    nothing_runs_yet,
    open_for_writing,
)
from inspector.store.liveness import LivenessLocks, mark_unfinished, opening_lock, opening_took_too_long
from inspector.store.log_watch import LogWatch
from inspector.store.migrations import migrate
from inspector.store.operations.events import RecordEvent
from inspector.store.operations.operation import Operation
from inspector.store.records import Notice
from inspector.store.salvage import salvage

log = logging.getLogger("inspector.store")

IDLE_S = 0.03  # no operation for this long: commit what has gathered
PAUSE_NOTICE_S = 0.25  # a shorter wait for room is the normal pace of a fast source
FIRST_RETRY_S, LONGEST_RETRY_S = 0.1, 2.0
CHECKPOINT_S = 15.0  # at most this much is kept in memory, to be written again into a fresh file
CHECKPOINT_OPERATIONS = 10_000
LOG_LOOK_S = 2.0  # between two looks at the whole log: some ms each
CLOSE_LOOK_S = 2.0  # at every page, where something happened to the files
SALVAGE_S = 20.0  # what a fresh file takes over; the rest is for ``inspector workspace repair``
MAX_FRESH_FILES = 5  # of one process: a disk that damages each is no place for records

NoticeListener: TypeAlias = Callable[[Notice], None]


@dataclass(frozen=True, slots=True)
class _Unit:
    """Operations of one ``submit``."""

    operations: tuple[Operation, ...]
    submitted_s: float  # time.monotonic()


class _RejectedError(Exception):
    """A bug of ours in one unit; the cause says which."""

    def __init__(self, unit: _Unit) -> None:
        super().__init__()
        self.unit = unit


class StoreWriter:
    """Opens the database (creating or migrating it) and writes to it until ``close``.

    Raises StoreError where the database cannot be opened; a damaged or newer one is left as it is.
    Opening may take seconds when it migrates: not on the Qt thread.

    ``on_notice`` is called on the writer thread, and as STORE_PAUSED begins on the thread that waits in
    ``submit``. What it submits is taken without waiting for room; it must not flush.
    """

    def __init__(
        self,
        path: Path,
        *,
        on_notice: NoticeListener = lambda notice: None,
        capacity: int = 1024,
        busy_timeout_s: float = 2.0,
        commit_interval_s: float = 0.25,
    ) -> None:
        self.path = path
        self.unfinished: tuple[Message, ...] = ()  # inspections found without their program at opening
        self.n_rejected = 0  # operations that the database refused for good
        self.generation = 0  # of the file: rises when a fresh one takes the place of a damaged one
        self._on_notice = on_notice
        self._capacity = capacity
        self._busy_timeout_s = busy_timeout_s
        self._commit_interval_s = commit_interval_s
        self._liveness = LivenessLocks(path)
        self._file_identity = (0, 0)
        self._rejected: dict[str, Message] = {}  # by inspection: why the first of its records was refused
        self._damage = ""  # what is wrong with the file, until a fresh one is there
        # Of the writer thread:
        self._begun: dict[str, Operation] = {}  # what began each inspection that has not ended, or is retained
        self._ended: set[str] = set()
        self._retained: deque[_Unit] = deque()  # committed, and perhaps in the write-ahead log only
        self._n_retained = 0  # operations
        self._checkpoint_due_s = 0.0  # time.monotonic()
        self._kept: Path | None = None  # the damaged file, until a fresh one has taken over
        self._is_open = False

        self._lock = threading.Lock()
        self._work = threading.Condition(self._lock)  # the writer waits here
        self._room = threading.Condition(self._lock)  # submit and flush wait here
        self._stop_gathering = threading.Event()  # do not let the batch gather any longer
        self._waiting: deque[_Unit] = deque()
        self._n_waiting = 0  # operations, not units
        self._n_submitted = 0  # units
        self._n_done = 0  # units committed or rejected
        self._full_since_s: float | None = None  # no room since then
        self._pause_message: Message | None = None
        self._notifying: set[int] = set()  # threads inside a notice listener
        self._is_closing = False
        self._give_up_s = float("inf")  # time.monotonic() after which close() has no more patience
        self._troubles: dict[Code, tuple[Message, float]] = {}  # not yet over, with their start

        self._opened: Future[None] = Future()
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()
        self._opened.result()

    # on any thread

    def submit(self, *operations: Operation, timeout_s: float | None = None) -> bool:
        """Queue operations to be committed together; waits while the queue is full.

        False, with nothing queued, where no room came within ``timeout_s``: call again, they are not
        recorded. Raises StoreError once the writer is closed.
        """
        is_writer = threading.current_thread() is self._thread
        is_listener = is_writer or threading.get_ident() in self._notifying  # it would wait for itself
        deadline = None if timeout_s is None else time.monotonic() + timeout_s
        if not is_listener and not self._wait_for_room(len(operations), deadline):
            return False
        with as_store_errors(self.path):
            self._liveness.take(operations)
        with self._lock:
            if self._is_closing and not is_writer:  # what a listener adds meanwhile is still written
                self._liveness.drop(operation.begins for operation in operations)
                raise self._closed()
            self._waiting.append(_Unit(operations, time.monotonic()))
            self._n_submitted += 1
            self._n_waiting += len(operations)
            self._work.notify()
        return True

    def flush(self, timeout_s: float = 10.0) -> bool:
        """Wait until all submitted so far is on the disk; False where that took longer.

        Operations that were refused are not waited for: see ``rejection``.
        """
        if threading.current_thread() is self._thread:
            raise RuntimeError("the writer thread cannot wait for itself")
        with self._lock:
            target = self._n_submitted
            self._stop_gathering.set()
            self._work.notify()
            return self._room.wait_for(lambda: self._n_done >= target and not self._damage, timeout_s)

    def rejection(self, inspection_id: str) -> Message | None:
        """Why a record of this inspection was refused for good; None where none was."""
        with self._lock:
            return self._rejected.get(inspection_id)

    def look_for_damage(self, limit_s: float) -> None:
        """Look at every page, as far as ``limit_s`` goes; ``flush`` then waits until a fresh file is there."""
        generation = self.generation
        if found := has_damage(self.path, limit_s):
            self.report_damage(found, generation)

    def report_damage(self, detail: str, generation: int) -> None:
        """Somebody found that the file of this generation is damaged. Returns at once."""
        with self._lock:
            if generation == self.generation and not self._is_closing:
                self._damage = self._damage or detail
                self._stop_gathering.set()
                self._work.notify()

    @property
    def n_waiting(self) -> int:
        """Operations accepted and not yet on the disk."""
        with self._lock:
            return self._n_waiting

    def close(self, timeout_s: float = 10.0) -> tuple[Operation, ...]:
        """Write what waits and end; returns what could not be written in time. Repeatable.

        ``timeout_s`` may be without end: then until all is written, or ``give_up`` says that nobody waits any more.
        An inspection whose end was not committed will be found unfinished at the next opening.
        """
        began_s = time.monotonic()
        with self._lock:
            if not self._is_closing:
                self._is_closing = True
                self._give_up_s = min(self._give_up_s, began_s + timeout_s)  # somebody may have given up
            self._stop_gathering.set()
            self._work.notify_all()
            self._room.notify_all()
        last_try_s = self._busy_timeout_s + 1.0  # may have just begun
        while self._thread.is_alive() and time.monotonic() < max(self._give_up_s, began_s) + last_try_s:
            self._thread.join(FIRST_RETRY_S)
        with self._lock:
            return tuple(operation for unit in self._waiting for operation in unit.operations)

    def give_up(self) -> None:
        """Whoever closes it waits no longer for what cannot be written."""
        with self._lock:
            self._give_up_s = min(self._give_up_s, time.monotonic())
            self._work.notify_all()

    def _wait_for_room(self, n_operations: int, deadline: float | None) -> bool:
        """Wait until the operations fit; say so once when there was no room for long."""
        while True:
            notice = None
            with self._lock:
                if self._is_closing:
                    raise self._closed()
                now = time.monotonic()
                if self._n_waiting == 0 or self._n_waiting + n_operations <= self._capacity:
                    return True
                if self._full_since_s is None:
                    self._full_since_s = now  # kept over calls that give up and come again
                if self._pause_message is None and now - self._full_since_s >= PAUSE_NOTICE_S:
                    self._pause_message = message(Code.STORE_PAUSED, n_waiting=self._n_waiting)
                    notice = Notice(self._pause_message)
                elif deadline is not None and now >= deadline:
                    return False
                else:
                    self._stop_gathering.set()
                    self._work.notify()
                    self._room.wait(PAUSE_NOTICE_S if deadline is None else min(PAUSE_NOTICE_S, deadline - now))
            if notice is not None:
                self._notify(notice)

    def _closed(self) -> StoreError:
        return StoreError(message(Code.STORE_UNWRITABLE, path=str(self.path), detail="closed"))

    def _notify(self, notice: Notice) -> None:
        self._notifying.add(threading.get_ident())
        try:
            self._on_notice(notice)
        except Exception:  # a listener's fault must not stop the records
            log.exception("a listener failed on %s", notice)
        finally:
            self._notifying.discard(threading.get_ident())

    # on the writer thread

    def _run(self) -> None:
        try:
            with nothing_runs_yet():
                self._connection = self._open()
        except BaseException as error:  # noqa: BLE001 - the constructor raises it on its caller's thread
            self._opened.set_exception(error)
            return
        self._opened.set_result(None)
        try:
            while (batch := self._next_batch()) is not None:
                if not self._write(batch):
                    break
            else:
                self._look_once_more()
        except Exception as error:  # a bug outside any unit: nobody may go on as if rows were written
            log.exception("the writer thread ended through a bug; %d operations wait", self.n_waiting)
            self._notify(Notice(message(Code.UNEXPECTED, detail=repr(error))))
        finally:
            with self._lock:  # whatever ended the thread: nobody may wait for it
                self._is_closing = True
                self._room.notify_all()
            self._close_connections()
            self._liveness.drop_all()

    def _open(self) -> sqlite3.Connection:
        with as_store_errors(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            try:
                with opening_lock(self.path):
                    check_before_writing(self.path)
                    connection = open_for_writing(self.path, self._busy_timeout_s)
                    try:
                        migrate(connection, self.path)
                        self.unfinished += mark_unfinished(connection, self.path)
                        self._read_connection = connect_reading(self.path)
                    except BaseException:
                        connection.close()
                        raise
            except Timeout as error:
                raise opening_took_too_long(self.path) from error
            self._file_identity = identity_of(self.path)
            self._watch = FileWatch(self.path)
            self._log_watch = LogWatch(self.path.with_name(self.path.name + "-wal"))
            self._log_look_due_s = time.monotonic() + LOG_LOOK_S
            self._checkpoint_due_s = time.monotonic() + CHECKPOINT_S
            self._is_open = True
        return connection

    def _close_connections(self) -> None:
        self._is_open = False
        for connection in (self._read_connection, self._connection):
            with suppress(sqlite3.Error):
                connection.close()

    def _next_batch(self) -> Sequence[_Unit] | None:
        """Wait for work and let it gather; empty where only the file wants care, None when closing and all is done."""
        with self._lock:
            while not self._waiting and not self._is_closing and not self._damage:
                self._work.wait()
            if self._damage:
                return tuple(self._waiting)
            if not self._waiting:
                return None
            deadline = self._waiting[0].submitted_s + self._commit_interval_s
        n_seen = -1
        while not self._stop_gathering.is_set() and (left_s := deadline - time.monotonic()) > 0:
            if n_seen == (n_seen := len(self._waiting)):
                break
            self._stop_gathering.wait(min(left_s, IDLE_S))
        with self._lock:
            self._stop_gathering.clear()
            return tuple(self._waiting)

    def _write(self, batch: Sequence[_Unit]) -> bool:
        """Commit the batch, however long it takes; False where closing ended the attempts."""
        retry_s = FIRST_RETRY_S
        while True:
            try:
                if self._damage:
                    self._begin_fresh_file()
                self._commit(batch)
            except _RejectedError as rejected:
                self._set_aside(rejected)
                batch = [unit for unit in batch if unit is not rejected.unit]
                continue
            except Exception as error:  # noqa: BLE001 - sorted, logged and notified below
                damage = str(error) if isinstance(error, FileDamaged) or is_damage(error) else ""
                if damage and not self._damage and self.generation < MAX_FRESH_FILES:
                    self._set_damage(damage)
                    continue
                trouble = known_trouble(error, self.path)
                if trouble is None and damage:  # too many fresh files were damaged: no place for records
                    trouble = StoreError(message(Code.STORE_BROKEN, path=str(self.path), detail=damage))
                if trouble is None:  # a bug of ours, in no operation: the batch is kept all the same
                    trouble = StoreError(message(Code.UNEXPECTED, detail=repr(error)))
                self._trouble_began(trouble, error)
                if not self._wait_to_retry(retry_s):
                    return False
                retry_s = min(2 * retry_s, LONGEST_RETRY_S)
                continue
            self._retain(batch)
            if found := self._read_back(batch) or self._changed_log() or self._checkpointed():
                self._set_damage(found)
            self._done(batch)
            batch = ()
            if not self._damage:
                self._troubles_over()
                return True

    def _commit(self, batch: Sequence[_Unit]) -> None:
        """One transaction. Raises _RejectedError for a unit with a bug; then nothing was written."""
        self._check_files()
        if not batch:
            return
        connection = self._connection
        if connection.in_transaction:  # a rollback failed: its reason may be gone by now
            connection.execute("ROLLBACK")
        connection.execute("BEGIN IMMEDIATE")
        try:
            for unit in batch:
                try:
                    for operation in unit.operations:
                        operation.apply(connection)
                except Exception as error:  # whatever the unit's bug is, it must not hold up the others
                    if known_trouble(error, self.path) is not None:
                        raise
                    raise _RejectedError(unit) from error
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    def _check_files(self) -> None:
        """Before anything is written over damage, or into a file that was taken away. Raises FileDamaged, StoreError.

        A moved or deleted file would take our rows along without an error (not on Windows).
        """
        try:
            is_ours = identity_of(self.path) == self._file_identity
        except FileNotFoundError:
            is_ours = False
        if not is_ours:
            aside = found_again(self.path, self._file_identity)
            if aside is not None and (self.path.exists() or f".{DAMAGED}-" in aside.name):
                raise FileDamaged(f"another program set it aside as {aside.name}")
            detail = "the file was replaced while it was open"
            raise StoreError(message(Code.STORE_UNWRITABLE, path=str(self.path), detail=detail))
        if doubt := self._watch.doubt():
            log.warning("a closer look at the records: %s", doubt)
            if is_torn(self.path):
                raise FileDamaged(doubt)
            try:
                with closing(connect_reading(self.path)) as fresh:
                    kept = [operation for unit in self._retained for operation in unit.operations]
                    found = lacks(fresh, kept) or has_damage(self.path, CLOSE_LOOK_S)
            except sqlite3.Error as error:
                if not is_unreadable(error):
                    raise
                found = str(error)  # a file that shrank is not read any more, whatever name the system has for it
            if found:
                raise FileDamaged(f"{doubt}; {found}")
            self._watch.remember()

    # damage

    def _retain(self, batch: Sequence[_Unit]) -> None:
        """Keep what was committed until a checkpoint has brought it from the log into the database."""
        for unit in batch:
            for operation in unit.operations:
                if operation.begins is not None:
                    self._begun[operation.begins] = operation
                if operation.ends is not None:
                    self._ended.add(operation.ends)
            self._n_retained += len(unit.operations)
        self._retained.extend(batch)
        while self._n_retained > 2 * CHECKPOINT_OPERATIONS:
            self._n_retained -= len(self._retained.popleft().operations)

    def _changed_log(self, *, is_due: bool = False) -> str:
        """Whether the log, now and then, is still what was committed to it: what is wrong, or ""."""
        self._log_watch.remember()
        now_s = time.monotonic()
        if not is_due and now_s < self._log_look_due_s:
            return ""
        self._log_look_due_s = now_s + LOG_LOOK_S
        return "the write-ahead log is not what was written to it" if self._log_watch.is_changed() else ""

    def _checkpointed(self) -> str:
        """Where it is time, bring the log into the database and forget what was kept till then; gives damage, or ""."""
        now_s = time.monotonic()
        if not self._retained or (now_s < self._checkpoint_due_s and self._n_retained < CHECKPOINT_OPERATIONS):
            return ""
        self._checkpoint_due_s = now_s + CHECKPOINT_S
        if found := self._changed_log(is_due=True):  # else damage would be copied
            return found
        try:
            _, n_in_log, n_done = self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        except sqlite3.Error as error:  # the disk is full, say: all is in the log, and the next commit tells
            log.warning("the log was not brought into the database: %s", error)
            return str(error) if is_damage(error) else ""
        if n_in_log == n_done:  # else a reader holds an older state; the next one comes
            self._retained.clear()
            self._n_retained = 0
            for inspection_id in self._ended:
                self._begun.pop(inspection_id, None)
            self._ended.clear()
        return ""

    def _read_back(self, batch: Sequence[_Unit]) -> str:
        """Why the newest record of the batch is not in the database, seen over another connection; "" where it is."""
        self._watch.remember()
        newest = next(
            (one for unit in reversed(batch) for one in reversed(unit.operations) if one.trace is not None), None
        )
        if newest is None:
            return ""
        try:
            return lacks(self._read_connection, (newest,))
        except sqlite3.Error as error:  # another program checkpoints, memory is short: no damage
            log.warning("the newest record was not read back: %s", error)
            return ""

    def _set_damage(self, detail: str) -> None:
        with self._lock:
            self._damage = self._damage or detail

    def _look_once_more(self) -> None:
        """Before the connections close: what is wrong now would be found at the next start only."""
        try:
            self._check_files()
            if found := self._changed_log(is_due=True):
                raise FileDamaged(found)
        except FileDamaged as error:
            self._set_damage(str(error))
            self._write(())
        except (StoreError, sqlite3.Error, OSError) as error:  # nothing waits, so nothing is lost
            log.warning("the records were not looked at once more: %s", error)

    def _begin_fresh_file(self) -> None:
        """Set the damaged file aside and go on in a fresh one. Called again where it failed half-way."""
        with as_store_errors(self.path):
            if self._kept is None:
                self._kept = self._put_aside()
            if not self._is_open:
                self._connection = self._open()
            told = message(Code.STORE_DAMAGED, path=str(self.path), kept=self._kept.name, detail=self._damage)
            n_taken_over = self._take_over(self._kept, told)
        log.error("%s %s; %d records taken over", told.code, dict(told.params), n_taken_over)
        self._watch.remember()
        is_alarm = not _is_of_repair(self._kept)
        self._kept = None
        with self._lock:
            self._damage = ""
            self.generation += 1
            self._room.notify_all()
        if is_alarm:
            self._notify(Notice(told))

    def _put_aside(self) -> Path:
        with opening_lock(self.path):  # another process may have set it aside already
            is_ours = self.path.exists() and identity_of(self.path) == self._file_identity
            if is_ours and os.name != "nt":
                kept = set_aside(self.path)  # while it is open: SQLite sees that it moved, and leaves it as it is
                self._close_connections()
            else:
                self._close_connections()
                found = found_again(self.path, self._file_identity)
                kept = found or (set_aside(self.path) if is_ours else self.path)
        return kept

    def _take_over(self, kept: Path, told: Message) -> int:
        """What can be read of the running inspections, and all that was committed since the last checkpoint."""
        connection, n_taken_over = self._connection, 0
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.execute("BEGIN IMMEDIATE")
        is_empty = connection.execute("SELECT 1 FROM inspections").fetchone() is None
        try:
            with closing(connect_reading(kept)) as source, interrupted_after(source, SALVAGE_S):
                n_taken_over = salvage(source, connection, only=self._begun.keys(), keeps_ids=is_empty).n_saved.total()
        except sqlite3.Error as error:
            log.warning("not all of %s was taken over: %s", kept.name, error)
        retained = [operation for unit in self._retained for operation in unit.operations]
        for operation in (*self._begun.values(), *retained):
            connection.execute("SAVEPOINT one")
            try:
                operation.apply(connection)
            except sqlite3.IntegrityError:  # it was taken over already, or belongs to what was not
                connection.execute("ROLLBACK TO one")
            connection.execute("RELEASE one")
        if not _is_of_repair(kept):
            for inspection_id in self._begun or (None,):
                RecordEvent(told, inspection_id).apply(connection)
        connection.execute("COMMIT")
        return n_taken_over + len(retained)

    def _done(self, batch: Sequence[_Unit]) -> None:
        with self._lock:
            for unit in batch:
                self._forget(unit)
            paused, self._pause_message = self._pause_message, None
            full_since_s, self._full_since_s = self._full_since_s, None
            self._room.notify_all()
        self._liveness.drop(operation.ends for unit in batch for operation in unit.operations)
        if paused is not None and full_since_s is not None:
            self._notify(Notice(paused, is_over=True, lasted_s=time.monotonic() - full_since_s))

    def _set_aside(self, rejected: _RejectedError) -> None:
        unit, cause = rejected.unit, rejected.__cause__
        log.error("the database refused these for good: %s", unit.operations, exc_info=cause)
        told = message(Code.STORE_REJECTED, path=str(self.path), detail=f"{type(cause).__name__}: {cause}")
        about = {operation.about for operation in unit.operations} - {None}
        with self._lock:
            is_new = not about or not about <= self._rejected.keys()
            for inspection_id in about:
                if inspection_id is not None:
                    self._rejected.setdefault(inspection_id, told)
            self._forget(unit)
            self.n_rejected += len(unit.operations)
            self._room.notify_all()
        if is_new:  # once for an inspection: what depends on a refused record is refused too
            self._notify(Notice(told))

    def _forget(self, unit: _Unit) -> None:
        """The unit no longer waits. Under the lock; nearly always the first in line."""
        if self._waiting[0] is unit:
            self._waiting.popleft()
        else:
            self._waiting = deque(other for other in self._waiting if other is not unit)
        self._n_waiting -= len(unit.operations)
        self._n_done += 1

    def _trouble_began(self, trouble: StoreError, cause: Exception) -> None:
        code = trouble.message.code
        if code not in self._troubles:
            log.warning("records wait: %s", trouble, exc_info=cause)  # whoever hears the notice tells it
            self._troubles[code] = (trouble.message, time.monotonic())
            self._notify(Notice(trouble.message))

    def _troubles_over(self) -> None:
        for trouble, since_s in self._troubles.values():
            lasted_s = time.monotonic() - since_s
            log.warning("records are written again after %.1f s: %s", lasted_s, trouble.code)
            self._notify(Notice(trouble, is_over=True, lasted_s=lasted_s))
        self._troubles.clear()

    def _wait_to_retry(self, retry_s: float) -> bool:
        """Pause before the next attempt; close() cuts it short. False when its patience ended."""
        with self._lock:
            self._work.wait_for(lambda: self._is_closing, min(retry_s, self._give_up_s - time.monotonic()))
            is_over = time.monotonic() >= self._give_up_s
        if not is_over and self._is_closing:
            time.sleep(min(FIRST_RETRY_S, max(0.0, self._give_up_s - time.monotonic())))
        return not is_over


def _is_of_repair(kept: Path) -> bool:
    """Set aside by a repair, whose file has all that it held."""
    return f".{KEPT}-" in kept.name
