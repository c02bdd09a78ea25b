"""Starts the training program as a process of its own. No Qt, no torch.

The process is detached: it goes on when the window closes or crashes, and is found again by its folder.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from filelock import Timeout

from inspector.core.messages import Code, TrainingError, message
from inspector.core.programs import training_command, why_no_training
from inspector.runs.checkpoint_files import is_there, read_newest
from inspector.runs.folder import RunFolder
from inspector.runs.progress import ProgressLine, RunProgress, RunState, latest
from inspector.runs.request import RunRequest, what_differs

FOLLOW_S = 0.5  # between two looks; the process writes a line every few seconds
LOOK_S = 0.02  # between two looks while a process starts
TAKES_LOCK_S = 60.0  # that a process has for it


class StartedRun:
    """The process of a run that this program launched.

    Keep it as long as the run matters: only who started a process learns at once that it is gone, and until it is
    asked, a process that ended stays in the system's table. The run itself outlives this object and this program.
    """

    def __init__(self, folder: RunFolder, process: subprocess.Popen[bytes]) -> None:
        self.folder = folder
        self._process = process

    @property
    def process_id(self) -> int:
        return self._process.pid

    def is_gone(self) -> bool:
        """True once the process has ended, whatever it reported."""
        return self._process.poll() is not None

    def wait(self, timeout_s: float | None = None) -> bool:
        """True once the process has ended; False where the time was not enough."""
        try:
            self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            return False
        return True

    def kill(self) -> None:
        """Whatever it does, and whatever it has started itself: it has a session of its own."""
        if self.is_gone():  # its number may be another's by now
            return
        if hasattr(os, "killpg"):
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        else:
            self._process.kill()


def follow(run: StartedRun, on_progress: Callable[[RunProgress], None]) -> RunProgress:
    """Wait until the run has ended, telling how far it is; returns its end, DONE or STOPPED.

    Raises TrainingError where it failed, or where its process ended without a word.
    """

    def failed(detail: str) -> TrainingError:
        return TrainingError(message(Code.TRAINING_FAILED, run=run.folder.name, detail=detail))

    while not (now := latest(run.folder.progress())).has_ended:
        if run.is_gone() and latest(run.folder.progress()) == now:
            raise failed(f"its process ended without a word; see {run.folder.log_file}")
        on_progress(now)
        run.wait(FOLLOW_S)
    if now.state is RunState.FAILED:
        raise failed(now.detail)
    return now


def launch(request: RunRequest, folder: RunFolder) -> StartedRun:
    """Write the request and start the process; comes back when it holds the run, or has ended. Of two who start one
    name at once, one does. Raises TrainingError where the run cannot start or must not."""
    if why_not := why_no_training():
        raise _failed(request, why_not)
    try:
        is_new = _made(folder.path)
        with folder.being_started():
            try:
                started = _launch(request, folder)
            except OSError:
                if is_new:  # nothing of it runs, and a run that was asked for nothing would only be listed
                    _take_back(folder)
                raise
            _wait_until_held(started)
            return started
    except Timeout as error:
        raise _taken(request, "is being started by another program") from error
    except OSError as error:
        path, detail = str(error.filename or folder.path), error.strerror or str(error)
        raise TrainingError(message(Code.RUN_NOT_STARTED, run=request.run, path=path, detail=detail)) from error


def _launch(request: RunRequest, folder: RunFolder) -> StartedRun:
    try:
        with folder.held():  # so that no process reads a request that is being replaced
            if differs := _differs_from_before(folder, request):
                raise _taken(request, f"has learned as another request said: {'; '.join(differs)}")
            _refuse_unusable(folder, request)
            folder.report(ProgressLine(RunState.STARTING))  # what an earlier start ended with is over
            folder.write_request(request)
            folder.let_go_on()
    except Timeout as error:
        raise _taken(request, "is in progress") from error
    with folder.log_file.open("ab") as log:
        process = subprocess.Popen(
            [*training_command(), str(folder.request_file)],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    return StartedRun(folder, process)


def _made(folder: Path) -> bool:
    """False where it was there: what is in it is another's. Raises OSError."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        folder.mkdir()
    except FileExistsError:
        if not folder.is_dir():
            raise
        return False
    return True


def _take_back(folder: RunFolder) -> None:
    """What a start that failed has written, file by file: what anybody else has put there stays, with the folder."""
    with suppress(OSError):
        for file in (folder.request_file, folder.progress_file, folder.log_file, folder.lock_file, folder.start_file):
            file.unlink(missing_ok=True)
        folder.path.rmdir()


def _wait_until_held(started: StartedRun) -> None:
    """Until the process holds the run, or has ended. A disk that cannot tell that is no reason to take anything back:
    the process works."""
    gives_up_at_s = time.monotonic() + TAKES_LOCK_S
    with suppress(OSError):
        while not started.folder.is_held() and not started.wait(LOOK_S) and time.monotonic() < gives_up_at_s:
            pass


def _failed(request: RunRequest, detail: str) -> TrainingError:
    return TrainingError(message(Code.TRAINING_FAILED, run=request.run, detail=detail))


def _taken(request: RunRequest, detail: str) -> TrainingError:
    return TrainingError(message(Code.RUN_TAKEN, run=request.run, detail=detail))


def _differs_from_before(folder: RunFolder, request: RunRequest) -> tuple[str, ...]:
    """Going on would mix two requests; nothing, where the run has no checkpoint yet. The run itself looks too."""
    if not is_there(folder.last_checkpoint):
        return ()
    try:
        before = folder.read_request()
    except (OSError, ValueError, RecursionError):
        return ()
    return what_differs(before, request)


def _refuse_unusable(folder: RunFolder, request: RunRequest) -> None:
    """Before a process is started that would fail at every start."""
    if not is_there(folder.last_checkpoint):
        return
    try:
        read_newest(folder.last_checkpoint, len)
    except ValueError as error:
        path = str(folder.last_checkpoint.parent)
        raise TrainingError(
            message(Code.CHECKPOINTS_UNUSABLE, run=request.run, path=path, detail=str(error))
        ) from error
