"""How long a run takes on a PC that does other things too.

The wall clock counts what other programs take from us, the processor time of the process what its other threads do. The
lesser of both is nearest to what the run itself takes; in a trial beside a line that inspects, both happen.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence

Clock = Callable[[], float]

# Windows counts processor time in steps of 16 ms: too coarse for a tile.
CLOCKS: tuple[Clock, ...] = (time.perf_counter,) if sys.platform == "win32" else (time.perf_counter, time.process_time)


class Stopwatch:
    def __init__(self, clocks: Sequence[Clock] = CLOCKS) -> None:
        self._clocks = clocks
        self.spent_s = 0.0  # by all that was timed

    def timed_s(self, job: Callable[[], object]) -> float:
        began = [clock() for clock in self._clocks]
        job()
        took_s = min(clock() - begin for clock, begin in zip(self._clocks, began, strict=True))
        self.spent_s += took_s
        return took_s

    def wall_s(self, job: Callable[[], object]) -> float:
        """By the first clock alone: of what several threads do together."""
        clock = self._clocks[0]
        began_s = clock()
        job()
        took_s = clock() - began_s
        self.spent_s += took_s
        return took_s
