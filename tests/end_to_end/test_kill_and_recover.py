"""A process that records is killed at a random instant: nothing older than 1 s is lost.

SIGKILL ends the process, not the machine: what the operating system had taken survives here. That a power cut
loses no more rests on ``synchronous = FULL`` (an fsync at each commit), which another test holds.
"""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
import uuid
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from inspector.core.messages import Code
from inspector.store.database import reading
from inspector.store.queries import defects, frames, inspections
from inspector.store.records import InspectionState
from inspector.store.writer import StoreWriter
from tests.long_form import IS_LONG

CHILD = Path(__file__).with_name("kill_child.py")
N_KILLS = 120 if IS_LONG else 8
LOSS_LIMIT_S = 1.0


@dataclass(frozen=True)
class Submitted:
    number: int  # of the frame
    n_defects: int  # found up to it
    at_s: float


@dataclass(frozen=True)
class Killed:
    submitted: tuple[Submitted, ...]
    at_s: float

    @property
    def stall_s(self) -> float:
        """Longest time in which the child, which submits every few ms, did not run: a busy machine held it up."""
        times = [*(item.at_s for item in self.submitted), self.at_s]
        return max((after - before for before, after in pairwise(times)), default=0.0)


def run_and_kill(database: Path, inspection_id: str, log: Path, seed: int, after_s: float) -> Killed:
    """Let the child record for ``after_s`` from its first item on, then kill it."""
    process = subprocess.Popen([sys.executable, str(CHILD), str(database), inspection_id, str(log), str(seed)])
    try:
        deadline = time.monotonic() + 30
        while not (log.exists() and log.stat().st_size):
            assert process.poll() is None, "the child ended by itself"
            assert time.monotonic() < deadline, "the child did not begin"
            time.sleep(0.005)
        time.sleep(after_s)
        assert process.poll() is None, "the child ended by itself"
        at_s = time.monotonic()
    finally:
        process.kill()
        process.wait()
    complete, _, _ = log.read_text().rpartition("\n")  # the last line may be cut
    fields = (line.split() for line in complete.splitlines())
    return Killed(tuple(Submitted(int(n), int(m), float(s)) for n, m, s in fields), at_s)


@pytest.mark.timeout(1200)
def test_a_kill_loses_nothing_older_than_a_second(tmp_path, capsys):
    database = tmp_path / "inspection.sqlite"
    chance = random.Random(20260301)
    losses_s, n_items, n_lost, finished = [], 0, 0, {}
    for kill in range(N_KILLS):
        inspection_id = uuid.uuid4().hex
        after_s = chance.uniform(0.0, 0.4) if chance.random() < 0.25 else chance.uniform(0.4, 1.8)
        killed = run_and_kill(database, inspection_id, tmp_path / f"{kill}.log", kill, after_s)

        writer = StoreWriter(database)
        assert writer.close() == ()
        with closing(sqlite3.connect(database)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []

        with reading(database) as rows:
            record = inspections.by_id(rows, inspection_id)
            kept = frames.of_inspection(rows, inspection_id, limit=1_000_000)
            found = defects.of_inspection(rows, inspection_id, limit=1_000_000)
        lost = killed.submitted[len(kept) :]
        loss_s = killed.at_s - lost[0].at_s if lost else 0.0
        assert loss_s < LOSS_LIMIT_S + killed.stall_s, f"kill {kill}: an item {loss_s:.3f} s old was lost"

        # A prefix of what was submitted, frames and their defects together. The kill may come between
        # the commit and the log's line, so a row more than the log tells is right.
        assert [row.frame_index for row in kept] == list(range(len(kept)))
        assert len(kept) <= len(killed.submitted) + 1
        assert [row.defect.defect_id for row in reversed(found)] == list(range(1, len(found) + 1))
        if 0 < len(kept) <= len(killed.submitted):
            assert len(found) == killed.submitted[len(kept) - 1].n_defects
        if found:
            assert found[0].defect.parts[0].frame_index == kept[-1].frame_index  # the newest grows with each frame

        if record is None:  # killed before the first commit
            assert not kept
            assert writer.unfinished == ()
        else:
            assert [told.code for told in writer.unfinished] == [Code.INSPECTION_UNFINISHED]
            assert writer.unfinished[0].params["piece"] == record.piece_name
            assert (record.state, record.n_inspected) == (InspectionState.UNFINISHED, len(kept))
            assert record.ended_at == (kept[-1].recorded_at if kept else record.started_at)
            finished[inspection_id] = len(kept)
        losses_s.append(loss_s)
        n_items += len(killed.submitted)
        n_lost += len(lost)

    with reading(database) as rows:  # later kills harmed no earlier inspection
        counts = {r.inspection_id: r.n_inspected for r in inspections.recent(rows, limit=N_KILLS + 1)}
    assert counts == finished
    losses_s.sort()
    figures = (
        f"{N_KILLS} kills, {n_items} frames submitted, {n_lost} lost; age of the oldest lost: "
        f"median {losses_s[N_KILLS // 2]:.3f} s, largest {losses_s[-1]:.3f} s (limit {LOSS_LIMIT_S} s)"
    )
    with capsys.disabled():
        print(f"\n{figures}")  # noqa: T201 - the figures are the point of the long form
