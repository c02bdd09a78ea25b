"""Real damage to real database files, as a failing disk or another program does it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

PAGE = 4096


def wal(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def empty_wal(path: Path) -> None:
    os.truncate(wal(path), 0)


def overwrite(path: Path, first_page: int, n_pages: int = 1, content: bytes = b"\xde\xad") -> None:
    """Pages count from 1. In another process: closing the file here would drop the locks that SQLite holds on it."""
    code = """if True:
        import sys
        with open(sys.argv[1], "r+b") as file:
            file.seek(int(sys.argv[2]))
            file.write(int(sys.argv[3]) * bytes.fromhex(sys.argv[4]))
    """
    arguments = [str(path), str((first_page - 1) * PAGE), str(n_pages * PAGE // len(content)), content.hex()]
    subprocess.run([sys.executable, "-c", code, *arguments], check=True)


def copied(path: Path, name: str) -> Path:
    """Made by another process, as ``overwrite`` says why."""
    subprocess.run(["cp", path, path.with_name(name)], check=True)
    return path.with_name(name)


def checkpoint(path: Path) -> None:
    """All that is in the log goes into the database, as another program may do at any time."""
    with closing(sqlite3.connect(path)) as other:
        busy, n_in_log, n_done = other.execute("PRAGMA wal_checkpoint(FULL)").fetchone()
        assert (busy, n_in_log) == (0, n_done)


def n_pages(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        (n,) = connection.execute("PRAGMA page_count").fetchone()
    return int(n)


def leaves_of(path: Path, table: str) -> list[int]:
    """Pages on which the rows of a table lie, found by their content: leaf pages of its tree that name its rows."""
    marks = {"frames": b"frame 00", "defects": b"scratch longer"}
    raw = path.read_bytes()
    kinds = {"frames": 0x0A, "defects": 0x0D}  # leaf of an index tree (no rowid), leaf of a table tree
    return [
        number + 1
        for number in range(1, len(raw) // PAGE)
        if raw[number * PAGE] == kinds[table] and marks[table] in raw[number * PAGE : (number + 1) * PAGE]
    ]
