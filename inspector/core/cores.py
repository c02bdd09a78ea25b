"""How many cores this process may use: what threads, streams and processes are counted by.

    cores of the PC  >=  those it may run on (taskset, cpusets)  >=  those it gets the time of (a container's CPU quota)

A container or a service may be given the time of four cores on a PC of 64. Python counts the 64; as many threads would
use up in a few milliseconds what each period of the quota allows, and then all of them stand still until the next.
Linux tells the quota in files of its control groups, those of version 1 and of version 2; a group is held by those
around it as well.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

OF_PROCESS, GROUPS = Path("/proc/self/cgroup"), Path("/sys/fs/cgroup")


@dataclass(frozen=True, slots=True)
class Cores:
    of_pc: int
    given: int  # it may run on
    quota: float | None = None  # whose time it gets, 1.5 say; None: no limit is told

    @property
    def usable(self) -> int:
        """At least one. A part of a core counts as one: left alone it would do nothing at all."""
        return self.given if self.quota is None else max(1, min(self.given, math.ceil(self.quota)))


def usable_cores() -> int:
    return cores().usable


def cores(of_process: Path = OF_PROCESS, groups: Path = GROUPS) -> Cores:
    """``of_process``: names the groups of this process; ``groups``: the folder in which the system shows them all.

    What is not there or cannot be read is no limit, as on every system but Linux.
    """
    of_pc = os.cpu_count() or 1
    given = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else of_pc
    quotas = [quota for folder in _folders(of_process, groups) if (quota := _quota_in(folder)) is not None]
    return Cores(of_pc, given, min(quotas, default=None))


def _folders(of_process: Path, groups: Path) -> Iterator[Path]:
    """Of the process's groups and of those around them. A container is mostly shown its own group as the outermost, and
    told a path that does not exist there."""
    try:
        lines = of_process.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return
    for line in lines:  # "0::/system.slice/inspector.service", in version 1 "4:cpu,cpuacct:/docker/1f0e"
        _, _, rest = line.partition(":")
        controllers, _, path = rest.partition(":")
        if controllers and "cpu" not in controllers.split(","):
            continue
        top = groups / "cpu" if controllers else groups
        names = PurePosixPath(path).parts[1:]
        if ".." in names:  # seen from outside of what this process is shown
            names = ()
        yield from (top.joinpath(*names[:n]) for n in range(len(names) + 1))


def _quota_in(folder: Path) -> float | None:
    """In cores: "150000 100000", microseconds of processor time in each period of so many, are 1.5."""
    return _ratio(_text(folder / "cpu.max")) or _ratio(
        _text(folder / "cpu.cfs_quota_us") + " " + _text(folder / "cpu.cfs_period_us")
    )


def _ratio(quota_and_period: str) -> float | None:
    """None where there is no limit: "max", or -1 in version 1."""
    try:
        quota, period = (int(number) for number in quota_and_period.split())
    except ValueError:
        return None
    return quota / period if quota > 0 and period > 0 else None


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", errors="replace")
    except OSError:
        return ""
