"""The runs of a workspace: what each was asked, where it stands, and the whole series of what it told.

Read from the folders alone, while the runs go on or after they ended, whoever started them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from inspector.core.audit import utc_now
from inspector.core.messages import Code, Message, TrainingError, message
from inspector.runs.folder import RunFolder
from inspector.runs.progress import ProgressLine, RunProgress, RunState, latest
from inspector.runs.request import RunRequest

STARTS_WITHIN = timedelta(seconds=60)  # a process that has not taken its lock by then is not believed to come


@dataclass(frozen=True, slots=True)
class Validation:
    """What a run found on the val split at one step."""

    step: int
    scores: Mapping[str, Any]  # fields of ``inspector.evaluation.metrics.Scores``; None where a class is in no frame


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """One run as it stands now."""

    folder: RunFolder
    state: RunState | None  # None where it told nothing yet
    is_running: bool  # a process holds its lock
    request: RunRequest | None  # None where it cannot be read; ``request_problem`` says why
    request_problem: str
    lines: tuple[ProgressLine, ...]  # of every start, in order: the series that curves are drawn from
    progress_problem: str = ""  # why there are no lines, or not all of them, where that is no run's doing

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def progress(self) -> RunProgress:
        return latest(self.lines)

    @property
    def seconds_left(self) -> float | None:
        """None where nothing runs that would need them."""
        return self.progress.seconds_left if self.is_running and self.state is RunState.TRAINING else None

    @property
    def validations(self) -> tuple[Validation, ...]:
        return tuple(Validation(line.step or 0, line.validation) for line in self.lines if line.validation is not None)

    @property
    def notices(self) -> tuple[str, ...]:
        """What a person should know of the latest start."""
        return tuple(line.notice for line in self._of_latest_start() if line.notice)

    @property
    def notice(self) -> str:
        """All of them in one line."""
        return "; ".join(self.notices)

    @property
    def pace(self) -> ProgressLine | None:
        """The latest line that says how fast the latest start learns, and in how much memory."""
        return next((line for line in reversed(self._of_latest_start()) if line.images_per_s is not None), None)

    def _of_latest_start(self) -> list[ProgressLine]:
        lines: list[ProgressLine] = []
        for line in self.lines:
            if line.state is RunState.STARTING or line.device is not None:  # a start begins
                lines.clear()
            lines.append(line)
        return lines

    @property
    def trial(self) -> tuple[str, ...]:
        """What a step took each way that was tried before the latest that were."""
        return next((line.trial for line in reversed(self.lines) if line.trial), ())

    @property
    def waiting(self) -> ProgressLine | None:
        """The latest line that says how long the run waits for its data, of the latest start."""
        for line in reversed(self.lines):
            if line.waiting is not None or line.state is RunState.STARTING:
                return line if line.waiting is not None else None
        return None

    @property
    def works(self) -> float | None:
        """Share of its time that it works beside a line that inspects on the same PC. None where it gives way to none,
        as far as it has told."""
        return self.waiting.works if self.is_running and self.waiting is not None else None

    @property
    def started_at(self) -> str:
        """UTC text of the first line that has a time, or ""."""
        return next((line.at for line in self.lines if line.at), "")


def read_run(folder: RunFolder, now: datetime | None = None) -> Run:
    """Raises TrainingError where no run was started in the folder, or nobody may look into it."""
    try:
        if not folder.exists():
            raise TrainingError(message(Code.RUN_MISSING, run=folder.name, path=str(folder.path)))
        is_running = folder.is_held()  # before its lines: a run that ends in between has told its end then
    except OSError as error:
        raise TrainingError(
            message(Code.RUN_UNREADABLE, run=folder.name, path=str(folder.path), detail=error.strerror or str(error))
        ) from error
    lines, progress_problem = _lines_of(folder)
    request, problem = _request_of(folder)
    state = state_of(lines, is_running, now or utc_now())
    return Run(folder, state, is_running, request, problem, lines, progress_problem)


def find_run(runs: Path, named: str) -> RunFolder:
    """The run of this name in the folder of runs, or the run whose folder is named. Raises TrainingError."""
    given = RunFolder(Path(named))
    try:
        folder = RunFolder(given.path.resolve()) if given.exists() else RunFolder(runs / named)
        is_there = folder.exists()
    except (OSError, ValueError):  # a name that no file can have
        folder, is_there = RunFolder(runs / "?"), False
    if not is_there:
        raise TrainingError(message(Code.RUN_MISSING, run=named, path=str(folder.path)))
    return folder


@dataclass(frozen=True, slots=True)
class FoundRuns:
    runs: tuple[Run, ...]  # the newest first
    unreadable: tuple[Message, ...]  # of folders into which nobody may look


def runs_of(folder: Path, now: datetime | None = None) -> FoundRuns:
    """All runs in a workspace's folder of runs. Runs of experiments in sub-folders are not listed."""
    if not folder.is_dir():
        return FoundRuns((), ())
    runs, unreadable = [], []
    for path in sorted(folder.iterdir()):
        try:
            if path.is_dir():
                runs.append(read_run(RunFolder(path), now))
        except TrainingError as error:
            if error.message.code is not Code.RUN_MISSING:
                unreadable.append(error.message)
    runs.sort(key=lambda run: (run.started_at, run.name), reverse=True)
    return FoundRuns(tuple(runs), tuple(unreadable))


def state_of(lines: tuple[ProgressLine, ...], is_running: bool, now: datetime) -> RunState | None:
    """What the lines say, unless the process died without saying so."""
    if not lines:
        return None
    last = lines[-1]
    if is_running or last.state.is_end:
        return last.state
    if last.state is RunState.STARTING and _is_recent(last.at, now):
        return RunState.STARTING
    return RunState.INTERRUPTED


def _is_recent(at: str, now: datetime) -> bool:
    try:
        return abs(now - datetime.fromisoformat(at)) < STARTS_WITHIN  # a clock may be set back
    except (ValueError, TypeError):  # a line of an earlier program has no time, or none with a zone
        return False


def _lines_of(folder: RunFolder) -> tuple[tuple[ProgressLine, ...], str]:
    try:
        lines = folder.progress()
        if lines or not folder.progress_file.exists():
            return lines, "" if lines else "it is missing"
        return (), "no line of it was written by a training" if folder.progress_file.stat().st_size else "it is empty"
    except OSError as error:
        return (), error.strerror or str(error)
    except ValueError as error:
        return (), str(error)


def _request_of(folder: RunFolder) -> tuple[RunRequest | None, str]:
    try:
        return folder.read_request(), ""
    except OSError as error:
        return None, error.strerror or str(error)
    except RecursionError:
        return None, "it nests too deeply"
    except ValueError as error:
        return None, str(error)
