"""The database of a process that records is damaged at a random instant, and the process killed a while later.

What the next start finds: a database that opens, and of the inspection every frame up to the kill but for its last
second. The long form does it many times more. Some at a time: each waits for seconds of a line.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from inspector.store.damage import set_aside_files
from inspector.store.database import reading
from inspector.store.queries import frames, inspections
from inspector.store.writer import StoreWriter
from tests.long_form import IS_LONG
from tests.waiting import wait_until

CHILD = Path(__file__).with_name("kill_child.py")
N_AT_ONCE = 4
PAGE = 4096
LOSS_LIMIT_S = 1.0


def log_of(database: Path) -> Path:
    return database.with_name(database.name + "-wal")


def empty_log(database: Path, chance: random.Random) -> None:
    os.truncate(log_of(database), 0)


def cut_log(database: Path, chance: random.Random) -> None:
    os.truncate(log_of(database), chance.randrange(log_of(database).stat().st_size))


def remove_log(database: Path, chance: random.Random) -> None:
    log_of(database).unlink()


def noise_in_log(database: Path, chance: random.Random) -> None:
    _overwrite(log_of(database), chance, log_of(database).stat().st_size)


def noise_in_pages(database: Path, chance: random.Random) -> None:
    _overwrite(database, chance, database.stat().st_size)


def zeros_at_the_beginning(database: Path, chance: random.Random) -> None:
    with database.open("r+b") as file:
        file.write(bytes(chance.choice((1, 4)) * PAGE))


def cut_database(database: Path, chance: random.Random) -> None:
    os.truncate(database, chance.randrange(database.stat().st_size))


def _overwrite(path: Path, chance: random.Random, n_bytes: int) -> None:
    with path.open("r+b") as file:
        for _ in range(chance.choice((1, 5, 20))):
            file.seek(chance.randrange(n_bytes))
            file.write(chance.randbytes(chance.choice((1, 100, PAGE))))


@dataclass(frozen=True)
class Tried:
    damage: str
    is_whole: bool
    was_noticed: bool


DAMAGES: tuple[Callable[[Path, random.Random], None], ...] = (
    empty_log, cut_log, remove_log, noise_in_log, noise_in_pages, zeros_at_the_beginning, cut_database,
)  # fmt: skip
N_TRIES = 60 if IS_LONG else len(DAMAGES)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody write into an open database")
@pytest.mark.timeout(1800)
def test_damage_at_any_instant_leaves_records_that_open_and_tell_no_lie(tmp_path, capsys):
    with ThreadPoolExecutor(N_AT_ONCE) as pool:
        tries = list(pool.map(lambda turn: tried(tmp_path / str(turn), turn), range(N_TRIES)))
    whole, not_whole, noticed = (
        dict(Counter(one.damage for one in tries if counts(one)))
        for counts in (lambda one: one.is_whole, lambda one: not one.is_whole, lambda one: one.was_noticed)
    )
    with capsys.disabled():
        print(f"\n{N_TRIES} tries; whole {whole}; not whole {not_whole}; noticed {noticed}")  # noqa: T201  pytest -rP shows it
    assert not not_whole


def tried(folder: Path, turn: int) -> Tried:
    folder.mkdir()
    chance = random.Random(20261129 + turn)
    database, log, inspection_id = folder / "inspection.sqlite", folder / "log", uuid.uuid4().hex
    damage = DAMAGES[turn % len(DAMAGES)]
    child = subprocess.Popen([sys.executable, str(CHILD), str(database), inspection_id, str(log), str(2 * turn)])
    try:
        n_before = chance.randint(20, 60)
        wait_until(lambda: n_submitted(log) >= n_before)
        damage(database, chance)
        n_after = n_submitted(log) + chance.randint(180, 250)  # some seconds at 50 frames a second
        wait_until(lambda: n_submitted(log) >= n_after)
        assert child.poll() is None, f"{damage.__name__} ended the program"
    finally:
        killed_s = time.monotonic()
        child.kill()
        child.wait()
    was_noticed = bool(set_aside_files(database))
    try:
        again = StoreWriter(database)
    except Exception as error:  # whatever it is, it tells which damage
        raise AssertionError(f"try {turn}, {damage.__name__}: the next start failed: {error}") from error
    assert again.close() == ()
    with reading(database) as rows:
        record = inspections.by_id(rows, inspection_id)
        kept = [row.frame_index for row in frames.of_inspection(rows, inspection_id, limit=100_000)]
    assert record is not None, f"try {turn}, {damage.__name__}"
    assert kept == sorted(set(kept))
    times = [float(line.split()[2]) for line in log.read_text().splitlines() if len(line.split()) == 3]
    oldest_lost_s = killed_s - times[len(kept)] if len(kept) < len(times) else 0.0
    is_whole = kept == list(range(len(kept))) and oldest_lost_s < LOSS_LIMIT_S + 1.0
    return Tried(damage.__name__, is_whole, was_noticed)


def n_submitted(log: Path) -> int:
    return log.read_bytes().count(b"\n") if log.exists() else 0
