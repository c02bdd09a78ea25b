"""A process that paints is killed at a random instant, again and again on the same frame: nothing older than 1 s is
lost, no file is ever broken, and what comes back was on the screen.

SIGKILL ends the process, not the machine; that a power cut loses no more rests on the flush after each batch.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
import zlib
from itertools import pairwise
from pathlib import Path

import pytest

from inspector.annotation.label_store import LabelStore
from tests.end_to_end.kill_painter import SHEET
from tests.long_form import IS_LONG

CHILD = Path(__file__).with_name("kill_painter.py")
N_KILLS = 200 if IS_LONG else 5
LOSS_LIMIT_S = 1.0


def painted_until_killed(
    folder: Path, log: Path, seed: int, after_s: float
) -> tuple[dict[int, tuple[int, float]], float]:
    """CRC and time of each number that was on the screen, and when the kill came; ``after_s`` from the first on."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    process = subprocess.Popen([sys.executable, str(CHILD), str(folder), str(log), str(seed)], env=environment)
    try:
        deadline = time.monotonic() + 60
        while not (log.exists() and log.stat().st_size):
            assert process.poll() is None, "the child ended by itself"
            assert time.monotonic() < deadline, "the child does not paint"
            time.sleep(0.005)
        time.sleep(after_s)
    finally:
        process.kill()
        killed_at_s = time.monotonic()
        process.wait()
    shown = {}
    for line in log.read_text().splitlines(keepends=True):
        if line.endswith("\n"):
            number, crc, at_s = line.split()
            shown[int(number)] = (int(crc), float(at_s))
    return shown, killed_at_s


@pytest.mark.timeout(1800)
def test_killed_at_any_instant_nothing_older_than_a_second_is_lost(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    rng = random.Random(2026)
    folder = tmp_path / "annotations"
    n_seen = n_recovered = 0
    losses_s = []
    for kill in range(N_KILLS):
        shown, killed_at_s = painted_until_killed(folder, tmp_path / f"{kill}.log", kill, rng.uniform(0.0, 1.6))
        store = LabelStore(folder, lambda _: None)
        assert not store.is_read_only  # the lock went with its holder
        found = store.open(SHEET)
        number = found.editor.number
        if number in shown:  # else it was on the screen and not yet in the log
            assert zlib.crc32(found.editor.class_map) == shown[number][0]
        else:
            assert number == max(shown) + 1 or number == min(shown) - 1
        times = [at_s for _, at_s in shown.values()]
        stall_s = max((after - before for before, after in pairwise([*times, killed_at_s])), default=0.0)
        lost = [at_s for one, (_, at_s) in shown.items() if one > number]
        losses_s.append(killed_at_s - min(lost) if lost else 0.0)
        assert losses_s[-1] <= LOSS_LIMIT_S + stall_s
        n_seen += len(shown)
        n_recovered += found.found.n_unsaved > 0
        assert store.close()
    assert n_recovered
    figures = f"{N_KILLS} kills, {n_seen} changes; oldest loss {max(losses_s):.3f} s; recovered {n_recovered} times"
    with capsys.disabled():
        print(f"\n{figures}")  # noqa: T201 - the figures are the point of the long form
