"""One program at a time writes into a folder that somebody named: a lock there, which says who holds it.

    FOLDER/NAME.lock          locked while somebody writes; the operating system drops it when its holder dies
    FOLDER/NAME.holder.json   who that is: a second file, since Windows lets nobody read a locked one

Both go at the end; what a killed program leaves of them blocks nobody.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from inspector.core.audit import current_pc, system_user, utc_now, utc_text
from inspector.core.files import write_whole
from inspector.core.messages import Code, WorkspaceError, message
from inspector.core.typed_json import parsed_json
from inspector.core.untrusted import read_bounded, text_fault

NAME = ".inspector"
HOLDING_FILES = frozenset({f"{NAME}.lock", f"{NAME}.holder.json"})  # of a folder that is held as a whole
UNKNOWN = "?"
_MAX_HOLDER_BYTES = 10_000


@contextmanager
def holding(folder: Path, name: str = NAME, *, shown: Path | None = None) -> Iterator[None]:
    """Hold the folder, or what is called ``name`` in it, for this block. The folder is made where it is not there.

    ``shown`` is what people know it as.

    Raises WorkspaceError (OUTPUT_IN_USE) where another program holds it, or this one does elsewhere, and OSError.
    """
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    lock_file, holder_file = folder / f"{name}.lock", folder / f"{name}.holder.json"
    lock = FileLock(lock_file, thread_local=False)
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise WorkspaceError(
            message(Code.OUTPUT_IN_USE, path=str(shown or folder), **_holder_in(holder_file))
        ) from error
    try:
        holder = {
            "user": system_user(), "pc": current_pc(), "process": os.getpid(), "since": utc_text(utc_now())
        }  # fmt: skip
        write_whole(holder_file, json.dumps(holder).encode(), is_synced=False)
        yield
    finally:
        with suppress(OSError):
            holder_file.unlink(missing_ok=True)
        with suppress(OSError):  # Windows removes no file that is open: second try below
            lock_file.unlink(missing_ok=True)
        lock.release()
        with suppress(OSError):
            lock_file.unlink(missing_ok=True)
        if is_new:
            with suppress(OSError):  # not empty, as nearly always
                folder.rmdir()


def _holder_in(file: Path) -> dict[str, str]:
    """What is not known of it, as where the folder was written elsewhere or the holder is just about to say so, is
    a question mark."""
    try:
        found: Any = parsed_json(read_bounded(file, _MAX_HOLDER_BYTES))
    except (OSError, ValueError):
        found = None
    if not isinstance(found, dict):
        found = {}
    texts = {entry: found.get(entry) for entry in ("user", "pc", "since")}
    if isinstance(found.get("process"), int):
        texts["process"] = str(found["process"])  # as the system's tools write it, without separators
    return {
        entry: text if isinstance(text := texts.get(entry), str) and text and not text_fault(text) else UNKNOWN
        for entry in ("user", "pc", "process", "since")
    }
