"""One training of a workspace at a time: two would halve each other, or fill the memory of both.

A run that is started while another works waits as a process of its own, before it has loaded anything large, and goes
on by itself when its turn comes, in the order in which they were started. Nobody has to be there and no program keeps a
list: a note of each that waits lies in RUNS/.queue, and that of a process that died counts no more.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from inspector.runs.control import AskedToEnd, Control
from inspector.runs.folder import RunFolder
from inspector.runs.progress import ProgressLine, RunState

_N_DIGITS = 20  # of the time in a note's name
LOOK_S = 0.5  # between two looks whether it is one's turn


@contextmanager
def turn(folder: RunFolder, look_s: float = LOOK_S) -> Iterator[None]:
    """Within the block no other run beside this one works. To be called by a process that holds the run.

    Raises AskedToEnd before the block, and OSError where the folder of runs cannot be written.
    """
    queue = _queue_of(folder.path.parent)
    queue.mkdir(exist_ok=True)
    for old in queue.iterdir():  # of a start that was killed: it would be a place further ahead
        if _run_of(old) == folder.name:
            old.unlink(missing_ok=True)
    # Behind those that wait, also where the clock was set back meanwhile.
    latest = max((int(each.name[:_N_DIGITS]) for each in queue.iterdir() if _run_of(each)), default=0)
    note = queue / f"{max(time.time_ns(), latest + 1):0{_N_DIGITS}}-{folder.name}"
    note.touch()
    lock = FileLock(queue / "lock")
    try:
        _wait(folder, note, lock, look_s)
        yield
    finally:
        lock.release()
        note.unlink(missing_ok=True)


def waiting(runs: Path) -> tuple[str, ...]:
    """Names of the runs that have a turn or wait for one, in order: the first works."""
    try:
        notes = sorted(_queue_of(runs).iterdir())
    except OSError:
        return ()
    return tuple(name for name in map(_run_of, notes) if name and RunFolder(runs / name).is_held())


def _queue_of(runs: Path) -> Path:
    return runs / ".queue"


def _run_of(note: Path) -> str:
    """ "" of what is no note."""
    number, _, name = note.name.partition("-")
    return name if len(number) == _N_DIGITS and number.isdecimal() else ""


def _wait(folder: RunFolder, note: Path, lock: FileLock, look_s: float) -> None:
    """Until it is this run's turn, and the lock is held. Raises AskedToEnd."""
    has_told = False
    while not (_is_first(folder, note) and _taken(lock)):
        if not has_told:
            has_told = True
            folder.report(ProgressLine(RunState.QUEUED))
        asked = folder.asked()
        if asked in (Control.STOP, Control.CANCEL):
            raise AskedToEnd(asked)
        time.sleep(look_s)  # another process ends its turn, and nothing tells of that


def _taken(lock: FileLock) -> bool:
    try:
        lock.acquire(blocking=False)
    except Timeout:  # one that ends just now
        return False
    return True


def _is_first(folder: RunFolder, note: Path) -> bool:
    """Notes of processes that died are passed over, and left: who removes what belongs to others may hit one that has
    just come back."""
    runs = folder.path.parent
    return not any(RunFolder(runs / _run_of(each)).is_held() for each in note.parent.iterdir() if each.name < note.name)
