"""Writes journals and small files on a thread of its own: what is handed over is on the disk within a second.

    append(path, content)    at the end of the file
    replace(path, content)   the whole file, written beside and renamed; it holds whatever was appended before

In the order in which they came, per file and over all files. Where the disk refuses (full, read-only, a share that is
gone), everything waits, the trouble is told once, and writing goes on by itself as soon as it can; what was half
written is cut off first. The folder of a file is made, none above it: where a share is gone, those would come to lie on
the disk below it, and be hidden when it is back.
"""

from __future__ import annotations

import errno
import logging
import os
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from inspector.core.files import write_whole
from inspector.core.messages import Code, Message, message

log = logging.getLogger("inspector.annotation")

GATHER_S = 0.2  # what comes within it shares one flush of the disk
RETRY_S = 1.0

Listener = Callable[[Message | None], None]  # the trouble; None when all is written again


@dataclass(frozen=True, slots=True)
class _Write:
    path: Path
    content: bytes
    is_whole: bool


class JournalWriter:
    """``listener`` is called on the writer's thread."""

    def __init__(self, listener: Listener, *, retry_s: float = RETRY_S) -> None:
        self._listener = listener
        self._retry_s = retry_s
        self._waiting: deque[_Write] = deque()
        self._changed = threading.Condition()
        self._is_closing = False
        self._n_in_a_hurry = 0  # that wait until all is written
        self._trouble: Message | None = None
        self._ends: dict[Path, int] = {}  # length of a journal up to its last whole record; of this thread
        self._thread = threading.Thread(target=self._run, name="annotation-journal")
        self._thread.start()

    @property
    def n_waiting(self) -> int:
        """What is not on the disk yet."""
        with self._changed:
            return len(self._waiting)

    @property
    def trouble(self) -> Message | None:
        return self._trouble

    def append(self, path: Path, content: bytes) -> None:
        self._add(_Write(path, content, is_whole=False))

    def replace(self, path: Path, content: bytes) -> None:
        self._add(_Write(path, content, is_whole=True))

    def wait(self, timeout_s: float) -> bool:
        """Until all is on the disk. False where it is not in time, or the disk refuses."""
        with self._changed:
            self._n_in_a_hurry += 1
            self._changed.notify_all()
            self._changed.wait_for(lambda: not self._waiting or self._trouble is not None, timeout_s)
            self._n_in_a_hurry -= 1
            return not self._waiting

    def close(self, timeout_s: float = 10.0) -> bool:
        """Write what waits, and end. False where something is not written, because the disk refuses or is slow."""
        is_written = self.wait(timeout_s)
        with self._changed:
            self._is_closing = True
            self._changed.notify_all()
        self._thread.join(timeout_s)
        return is_written and not self._thread.is_alive()

    # inside

    def _add(self, write: _Write) -> None:
        with self._changed:
            if self._is_closing:
                raise RuntimeError("the journal is closed")
            self._waiting.append(write)
            self._changed.notify_all()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._is_closing)
                if self._is_closing:
                    return
                if self._trouble is None:
                    self._changed.wait_for(lambda: self._is_closing or self._n_in_a_hurry, GATHER_S)
                writes = list(self._waiting)
            n_done, error = self._write(writes)
            with self._changed:
                for _ in range(n_done):
                    self._waiting.popleft()
                self._changed.notify_all()
            self._tell(error)
            if error is not None:
                with self._changed:
                    self._changed.wait_for(lambda: self._is_closing, self._retry_s)

    def _write(self, writes: list[_Write]) -> tuple[int, OSError | None]:
        """How many are on the disk for certain, and what stopped the next, with its path."""
        n_done = 0
        while n_done < len(writes):
            first = writes[n_done]
            if _is_replaced(writes, n_done):
                n_done += 1
                continue
            same = [first]
            for write in writes[n_done + 1 :]:  # records of one file share a flush
                if first.is_whole or write.is_whole or write.path != first.path:
                    break
                same.append(write)
            try:
                if first.is_whole:
                    first.path.parent.mkdir(exist_ok=True)
                    write_whole(first.path, first.content)
                    self._ends.pop(first.path, None)
                else:
                    self._append(first.path, b"".join(write.content for write in same))
            except OSError as error:
                error.filename = error.filename or str(
                    first.path
                )  # a full disk is met while writing, where none is named
                return n_done, error
            n_done += len(same)
        return n_done, None

    def _append(self, path: Path, content: bytes) -> None:
        path.parent.mkdir(exist_ok=True)
        end = self._ends.get(path)
        # No buffer: what a failed flush leaves in one would be written once more when the file is closed.
        with path.open("ab", buffering=0) as file:
            if end is None:
                end = file.tell()
            elif file.tell() < end:
                raise OSError(errno.ESTALE, "the file was shortened by another program", str(path))
            elif file.tell() > end:
                file.truncate(end)  # half a record, of a try that failed
            self._ends[path] = end
            view = memoryview(content)
            while view:
                view = view[file.write(view) :]
            os.fsync(file.fileno())
        self._ends[path] = end + len(content)

    def _tell(self, error: OSError | None) -> None:
        if error is None:
            if self._trouble is not None:
                self._trouble = None
                self._listener(None)
            return
        is_first = self._trouble is None
        detail = error.strerror or str(error)
        self._trouble = message(Code.LABELS_UNSAVED, path=str(error.filename or ""), detail=detail)
        if is_first:
            log.warning("labels wait to be saved: %s", error)
            self._listener(self._trouble)


def _is_replaced(writes: list[_Write], at: int) -> bool:
    """What follows of the same file, with no other file in between, holds it. What is of another file may only hold
    together with this one: a step with the names of its classes."""
    for write in writes[at + 1 :]:
        if write.path != writes[at].path:
            return False
        if write.is_whole:
            return True
    return False
