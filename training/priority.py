"""Which processes the system runs first: that of a training goes behind a line, with all its threads and children.

Linux has a priority for each thread, and where it groups processes by their sessions one for the group. It lets a plain
user's process go behind and not come back: such a training stays behind to its end, which costs it nothing on a PC that
does nothing else.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from enum import IntEnum
from pathlib import Path

import psutil

log = logging.getLogger("training")


class Rank(IntEnum):
    """Larger is further behind."""

    USUAL = 0
    BEHIND = 1  # a tenth of a core that somebody else wants too
    LAST = 2  # what nobody else wants

    @property
    def nice(self) -> int:
        return (0, 10, 19)[self]


class Priority:
    """Of this process; ``usual`` is what it had when this was made."""

    def __init__(self) -> None:
        self.rank = Rank.USUAL
        self._usual_nice = psutil.Process().nice()
        self._must_stay = False

    def take(self, rank: Rank) -> None:
        """From now on, for what it starts too. Any thread. Where the system refuses, it is as it was."""
        if rank is self.rank or (self._must_stay and rank < self.rank):
            return
        is_taken = True
        for process in (psutil.Process(), *psutil.Process().children(recursive=True)):
            with contextlib.suppress(psutil.NoSuchProcess, ProcessLookupError, FileNotFoundError):  # it ended just now
                try:
                    _give(process, rank, self._usual_nice)
                except (PermissionError, psutil.AccessDenied):
                    is_taken = False
        if is_taken:
            self.rank = rank
        elif rank < self.rank:
            self._must_stay = True
            log.info("the system does not let this process come back from %s: it stays there", self.rank.name)


def _give(process: psutil.Process, rank: Rank, usual_nice: int) -> None:
    """Raises PermissionError, or what psutil raises."""
    if sys.platform == "win32":  # untested
        classes = (psutil.NORMAL_PRIORITY_CLASS, psutil.BELOW_NORMAL_PRIORITY_CLASS, psutil.IDLE_PRIORITY_CLASS)
        process.nice(classes[rank])
    elif sys.platform == "linux":
        _give_threads(process.pid, rank, usual_nice)
    else:
        process.nice(max(usual_nice, rank.nice))


def _give_threads(pid: int, rank: Rank, usual_nice: int) -> None:
    nice = max(usual_nice, rank.nice)
    policy = os.SCHED_IDLE if rank is Rank.LAST else os.SCHED_OTHER
    threads, done = Path(f"/proc/{pid}/task"), set[int]()
    while todo := {int(thread.name) for thread in threads.iterdir()} - done:  # one may start another meanwhile
        for thread in todo:
            with contextlib.suppress(ProcessLookupError):
                os.sched_setscheduler(thread, policy, os.sched_param(0))
                os.setpriority(os.PRIO_PROCESS, thread, nice)
        done |= todo
    if os.getsid(pid) != pid:  # the group may be that of a terminal, and of a line started there
        return
    with contextlib.suppress(OSError):  # a kernel that groups nothing has none
        Path(f"/proc/{pid}/autogroup").write_text(str(nice), encoding="ascii")
