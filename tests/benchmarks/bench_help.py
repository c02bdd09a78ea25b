"""How much longer ``inspector --help`` takes than an empty Python."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from tests.benchmarks.result import Figure

GOAL_S = 0.3


def seconds(arguments: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def run(n_rounds: int = 15) -> Figure:
    rounds = [(seconds(["-m", "inspector", "--help"]), seconds(["-c", "pass"])) for _ in range(n_rounds)]
    ours_s, empty_s = (statistics.median(column) for column in zip(*rounds, strict=True))
    more_s = statistics.median(ours - empty for ours, empty in rounds)
    return Figure(
        name="inspector --help, more than an empty Python",
        value=more_s,
        goal=f"at most {GOAL_S:g} s",
        is_met=more_s <= GOAL_S,
        detail=f"{ours_s:.3f} s against {empty_s:.3f} s",
    )
