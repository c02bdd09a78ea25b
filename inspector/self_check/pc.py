"""What else of the PC an inspection stands on: memory, clock, screen, cameras, other programs of ours."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

import psutil

from inspector.core.audit import utc_now
from inspector.screens.self_check import ScreenFacts
from inspector.self_check.finding import Finding, State, Subject
from inspector.store.liveness import is_anything_running
from inspector.texts import formats
from inspector.texts import self_check as texts

LOW_MEMORY_BYTES = 1_000_000_000  # for a model and the frames that wait
FIRST_YEAR, LAST_YEAR = 2025, 2100  # no PC that runs this program is of an earlier one
CLOCK_TOLERANCE = timedelta(minutes=5)
WINDOW_POINTS = (1024, 600)
DEVICES = Path("/dev")
OUR_NAME = "inspector"


def memory_finding(free: int | None = None, total: int | None = None) -> Finding:
    """As the system tells, where they are not given."""
    told = psutil.virtual_memory()
    free, total = told.available if free is None else free, told.total if total is None else total
    said = texts.MEMORY_FREE.translated(free=formats.decimal(free / 1e9, 1), total=formats.decimal(total / 1e9, 1))
    if free >= LOW_MEMORY_BYTES:
        return Finding(Subject.MEMORY, State.OK, "memory.free", said)
    return Finding(
        Subject.MEMORY, State.WARNING, "memory.low", said, texts.MEMORY_LOW_MEANS.translated(),
        texts.MEMORY_LOW_TO_DO.translated(),
    )  # fmt: skip


def clock_finding(newest: datetime | None, now: datetime | None = None) -> Finding:
    """``newest``: when the newest record was made."""
    local = (now or utc_now()).astimezone()
    time = formats.local_time(local)
    if not FIRST_YEAR <= local.year <= LAST_YEAR:
        return Finding(
            Subject.CLOCK, State.FAULT, "clock.wrong", texts.CLOCK_WRONG.translated(time=time),
            texts.CLOCK_WRONG_MEANS.translated(), texts.SET_CLOCK.translated(),
        )  # fmt: skip
    if newest is not None and newest - local > CLOCK_TOLERANCE:
        return Finding(
            Subject.CLOCK, State.WARNING, "clock.behind",
            texts.CLOCK_BEHIND.translated(time=time, newest=formats.local_time(newest)),
            texts.CLOCK_BEHIND_MEANS.translated(), texts.SET_CLOCK.translated(),
        )  # fmt: skip
    zone = f"{local.tzname() or '?'} (UTC{local:%z})"
    return Finding(Subject.CLOCK, State.OK, "clock.right", texts.CLOCK_IS.translated(time=time, zone=zone))


def screen_finding(screen: ScreenFacts) -> Finding:
    said = texts.SCREEN_IS.translated(width=screen.width, height=screen.height, scale=round(100 * screen.scale))
    width, height = WINDOW_POINTS
    if screen.width >= width and screen.height >= height:
        return Finding(Subject.SCREEN, State.OK, "screen.fits", said)
    return Finding(
        Subject.SCREEN, State.WARNING, "screen.small", said,
        texts.SCREEN_SMALL_MEANS.translated(width=width, height=height), texts.SCREEN_SMALL_TO_DO.translated(),
    )  # fmt: skip


def local_cameras(devices: Path = DEVICES) -> list[str]:
    """Camera devices that Linux lists. Elsewhere they would have to be opened one by one, which takes seconds each."""
    return sorted(str(path) for path in devices.glob("video*"))


def cameras_finding(devices: Path = DEVICES) -> Finding:
    found = local_cameras(devices)
    if not found:
        return Finding(Subject.CAMERAS, State.OK, "cameras.none", texts.NO_CAMERAS.translated())
    locked = [path for path in found if not os.access(path, os.R_OK | os.W_OK)]
    if locked:
        return Finding(
            Subject.CAMERAS, State.WARNING, "cameras.locked", texts.CAMERAS_LOCKED.translated(names=", ".join(locked)),
            to_do=texts.CAMERAS_LOCKED_TO_DO.translated(),
        )  # fmt: skip
    return Finding(Subject.CAMERAS, State.OK, "cameras.found", texts.CAMERAS_FOUND.translated(names=", ".join(found)))


def instances_finding(database: Path, *, own_runs: bool) -> Finding:
    """``own_runs``: this program inspects, so that the lock of an inspection says nothing of others."""
    try:
        if not own_runs and is_anything_running(database):
            return _others("instances.inspects", texts.OTHER_RUNS.translated())
    except OSError:  # a lock that cannot be looked at: what follows tells as much
        pass
    pids = sorted(who_has_open(database))
    if pids:
        return _others("instances.open", texts.OTHER_OPEN.translated(pids=", ".join(map(str, pids))))
    return Finding(Subject.INSTANCES, State.OK, "instances.none", texts.ALONE.translated())


def _others(code: str, said: str) -> Finding:
    means, to_do = texts.OTHER_MEANS.translated(), texts.OTHER_TO_DO.translated()
    return Finding(Subject.INSTANCES, State.WARNING, code, said, means, to_do)


def who_has_open(database: Path) -> set[int]:
    """Processes of ours, this one aside, that have these records open. Where the system tells: Linux, of one's own
    processes. Windows takes seconds to tell, and is not asked."""
    if psutil.WINDOWS or not database.exists():
        return set()
    wanted, found = str(database.resolve()), set()
    for process in psutil.process_iter(["pid", "cmdline"]):
        is_ours = any(OUR_NAME in word for word in (process.info["cmdline"] or ())[:4])
        if not is_ours or process.pid == os.getpid():
            continue
        try:
            if any(opened.path == wanted for opened in process.open_files()):
                found.add(process.pid)
        except (psutil.Error, OSError):  # it has ended meanwhile, or is somebody else's
            continue
    return found
