"""The runs of a workspace, looked at again and again while somebody watches: only what is new is read.

    RunWatch(runs).look()  ->  RunsNow: every run as it stands, who works and who waits

A run tells by appending lines, so of a file that grew its end is read, and of one that is as it was nothing. Whether a
process works on a run is asked of those that have not ended. Made for one thread.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from inspector.core.audit import utc_now
from inspector.core.messages import Code, Message, TrainingError
from inspector.core.untrusted import read_bounded
from inspector.runs.folder import MAX_PROGRESS_BYTES, RunFolder
from inspector.runs.history import Run, read_run, state_of
from inspector.runs.progress import read_lines
from inspector.runs.turn import waiting

Stamp: TypeAlias = tuple[int, int, int] | None  # inode, time and size of a file; None where there is none


@dataclass(frozen=True, slots=True)
class RunsNow:
    runs: tuple[Run, ...] = ()  # the newest first
    unreadable: tuple[Message, ...] = ()  # of folders into which nobody may look
    in_turn: tuple[str, ...] = ()  # names of those that work or wait, in order: the first works

    def run(self, name: str) -> Run | None:
        return next((run for run in self.runs if run.name == name), None)


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    run: Run
    progress: Stamp
    request: Stamp
    n_read: int  # bytes of the progress file, up to the end of a line


class RunWatch:
    def __init__(self, runs: Path) -> None:
        self._runs = runs
        self._known: dict[str, _Known] = {}

    def look(self, now: datetime | None = None) -> RunsNow:
        """Runs of experiments in sub-folders are not listed. Raises OSError where the folder itself cannot be read."""
        at = now or utc_now()
        try:
            names = sorted(entry.name for entry in os.scandir(self._runs) if entry.is_dir())
        except FileNotFoundError:
            names = []
        self._known = {name: known for name, known in self._known.items() if name in names}
        found, unreadable = [], []
        for name in names:
            try:
                found.append(self._look_at(RunFolder(self._runs / name), at))
            except TrainingError as error:
                self._known.pop(name, None)
                if error.message.code is not Code.RUN_MISSING:
                    unreadable.append(error.message)
        found.sort(key=lambda run: (run.started_at, run.name), reverse=True)
        return RunsNow(tuple(found), tuple(unreadable), waiting(self._runs))

    def _look_at(self, folder: RunFolder, now: datetime) -> Run:
        known = self._known.get(folder.name)
        has_ended = known is not None and known.run.state is not None and known.run.state.is_end
        stamps = _stamp(folder.progress_file), _stamp(folder.request_file)
        if known is not None and has_ended and (known.progress, known.request) == stamps:
            return known.run  # a start would have written a line
        is_running = self._is_running(folder, known)  # before its lines: see ``read_run``
        progress, request = _stamp(folder.progress_file), _stamp(folder.request_file)
        if known is None or request != known.request or not _is_same_or_longer(known.progress, progress):
            known = _read(folder, progress, request, now)
        elif progress != known.progress:
            known = self._read_on(known, folder, progress)
        run = known.run
        run = replace(run, is_running=is_running, state=state_of(run.lines, is_running, now))
        self._known[folder.name] = replace(known, run=run)
        return run

    @staticmethod
    def _is_running(folder: RunFolder, known: _Known | None) -> bool:
        """As before where its folder does not say."""
        try:
            return folder.is_held()
        except OSError:
            return known is not None and known.run.is_running

    def _read_on(self, known: _Known, folder: RunFolder, progress: Stamp) -> _Known:
        """With the lines that came since. Where they cannot be read, the next look tries again."""
        try:
            with folder.progress_file.open("rb") as file:
                file.seek(known.n_read)
                content = file.read(MAX_PROGRESS_BYTES)
        except OSError:
            return known
        whole = content[: content.rfind(b"\n") + 1]
        run = replace(known.run, lines=(*known.run.lines, *read_lines(whole)), progress_problem="")
        return _Known(run, progress, known.request, known.n_read + len(whole))


def _stamp(file: Path) -> Stamp:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def _is_same_or_longer(before: Stamp, now: Stamp) -> bool:
    """The same file, as it was or with more at its end."""
    if before is None or now is None:
        return before is now
    return before == now or (before[0] == now[0] and now[2] > before[2])


def _read(folder: RunFolder, progress: Stamp, request: Stamp, now: datetime) -> _Known:
    """The lines are those of what was read here, so that what comes meanwhile is neither missed nor told twice."""
    run = read_run(folder, now)
    try:
        content = read_bounded(folder.progress_file, MAX_PROGRESS_BYTES)
    except (OSError, ValueError):  # ``run`` says why
        return _Known(run, progress, request, 0)
    whole = content[: content.rfind(b"\n") + 1]
    return _Known(replace(run, lines=read_lines(whole)), progress, request, len(whole))
