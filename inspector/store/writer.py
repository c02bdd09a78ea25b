"""The one thread of a process that writes to the database.

    submit() ──► waiting operations ──► writer thread: gather ► transaction ► commit

Operations gather for at most ``commit_interval_s``, or until none came for a moment, and are committed
together: no commit per row, and the database's write lock is held only while a batch is written, so a
second process gets its turn. Operations given to one ``submit`` are committed together or not at all.

Nothing accepted is dropped. An operation leaves the waiting line when it is on the disk. While the
disk is full or another program holds the lock, the batch is tried again with growing pauses; when
``capacity`` operations wait, ``submit`` waits too. Each kind of trouble gives one ``Notice`` when it begins
and one when it is over. An operation that fails through a bug of ours is logged, gives the notice
UNEXPECTED and set aside, so that it cannot hold up the others.

No Qt. ``submit`` and ``flush`` may be called from any thread.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from filelock import Timeout

from inspector.core.messages import Code, Message, StoreError, message
from inspector.store.database import (
    as_store_errors,
    check_before_writing,
    known_trouble,
    open_for_writing,
)
from inspector.store.liveness import LivenessLocks, mark_unfinished, opening_lock, opening_took_too_long
from inspector.store.migrations import migrate
from inspector.store.operations.operation import Operation
from inspector.store.records import Notice

log = logging.getLogger("inspector.store")

IDLE_S = 0.03  # no operation for this long: commit what has gathered
PAUSE_NOTICE_S = 0.25  # a shorter wait for room is the normal pace of a fast source
FIRST_RETRY_S, LONGEST_RETRY_S = 0.1, 2.0

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
        self.n_rejected = 0  # operations lost to a bug of ours
        self._on_notice = on_notice
        self._capacity = capacity
        self._busy_timeout_s = busy_timeout_s
        self._commit_interval_s = commit_interval_s
        self._liveness = LivenessLocks(path)
        self._file_identity = (0, 0)

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

        Operations rejected through a bug are not waited for: see ``n_rejected``.
        """
        if threading.current_thread() is self._thread:
            raise RuntimeError("the writer thread cannot wait for itself")
        with self._lock:
            target = self._n_submitted
            self._stop_gathering.set()
            self._work.notify()
            return self._room.wait_for(lambda: self._n_done >= target, timeout_s)

    @property
    def n_waiting(self) -> int:
        """Operations accepted and not yet on the disk."""
        with self._lock:
            return self._n_waiting

    def close(self, timeout_s: float = 10.0) -> tuple[Operation, ...]:
        """Write what waits and end; returns what could not be written in time. Repeatable.

        An inspection whose end was not committed will be found unfinished at the next opening.
        """
        with self._lock:
            if not self._is_closing:
                self._is_closing = True
                self._give_up_s = time.monotonic() + timeout_s
            self._stop_gathering.set()
            self._work.notify_all()
            self._room.notify_all()
        self._thread.join(timeout_s + self._busy_timeout_s + 1.0)
        with self._lock:
            return tuple(operation for unit in self._waiting for operation in unit.operations)

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
            self._connection = self._open()
        except BaseException as error:  # noqa: BLE001 - the constructor raises it on its caller's thread
            self._opened.set_exception(error)
            return
        self._opened.set_result(None)
        try:
            while batch := self._next_batch():
                if not self._write(batch):
                    break
        except Exception as error:  # a bug outside any unit: nobody may go on as if rows were written
            log.exception("the writer thread ended through a bug; %d operations wait", self.n_waiting)
            self._notify(Notice(message(Code.UNEXPECTED, detail=repr(error))))
        finally:
            with self._lock:  # whatever ended the thread: nobody may wait for it
                self._is_closing = True
                self._room.notify_all()
            self._connection.close()
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
                        self.unfinished = mark_unfinished(connection, self.path)
                    except BaseException:
                        connection.close()
                        raise
            except Timeout as error:
                raise opening_took_too_long(self.path) from error
            stat = self.path.stat()
            self._file_identity = (stat.st_dev, stat.st_ino)
        return connection

    def _next_batch(self) -> Sequence[_Unit]:
        """Wait for work and let it gather; empty when closing and all is written."""
        with self._lock:
            while not self._waiting and not self._is_closing:
                self._work.wait()
            if not self._waiting:
                return ()
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
                self._commit(batch)
            except _RejectedError as rejected:
                self._set_aside(rejected)
                batch = [unit for unit in batch if unit is not rejected.unit]
                continue
            except Exception as error:  # noqa: BLE001 - sorted, logged and notified below
                trouble = known_trouble(error, self.path)
                if trouble is None:  # a bug of ours, in no operation: the batch is kept all the same
                    trouble = StoreError(message(Code.UNEXPECTED, detail=repr(error)))
                self._trouble_began(trouble, error)
                if not self._wait_to_retry(retry_s):
                    return False
                retry_s = min(2 * retry_s, LONGEST_RETRY_S)
                continue
            self._done(batch)
            self._troubles_over()
            return True

    def _commit(self, batch: Sequence[_Unit]) -> None:
        """One transaction. Raises _RejectedError for a unit with a bug; then nothing was written."""
        self._check_file_is_there()
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

    def _check_file_is_there(self) -> None:
        """A moved or deleted file would take our rows along without an error (not on Windows)."""
        stat = self.path.stat()
        if (stat.st_dev, stat.st_ino) != self._file_identity:
            detail = "the file was replaced while it was open"
            raise StoreError(message(Code.STORE_UNWRITABLE, path=str(self.path), detail=detail))

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
        log.error("a bug kept these from being recorded: %s", unit.operations, exc_info=cause)
        with self._lock:
            self._forget(unit)
            self.n_rejected += len(unit.operations)
            self._room.notify_all()
        self._notify(Notice(message(Code.UNEXPECTED, detail=f"{type(cause).__name__}: {cause}")))

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
            log.error("records wait: %s", trouble, exc_info=cause)
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
