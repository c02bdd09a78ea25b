"""Starts the training program as a process of its own. No Qt, no torch.

The process is detached: it goes on when the window closes or crashes, and is found again by its folder.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from inspector.core.messages import Code, TrainingError, message
from inspector.runs.folder import RunFolder
from inspector.runs.progress import ProgressLine, RunProgress, RunState, latest
from inspector.runs.request import RunRequest, what_differs

FOLLOW_S = 0.5  # between two looks; the process writes a line every few seconds


def training_command() -> list[str]:
    """How to start the training program in the source tree, from a wheel, and beside the frozen program."""
    if getattr(sys, "frozen", False):
        return [str(Path(sys.executable).with_name("inspector-training"))]
    # -P: a workspace has a folder "models", which from the current directory would pass for the package.
    return [sys.executable, "-P", "-m", "training"]


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
    """Write the request and start the process. Raises TrainingError where the run cannot start or must not."""

    def refused(detail: str) -> TrainingError:
        return TrainingError(message(Code.TRAINING_FAILED, run=request.run, detail=detail))

    if not getattr(sys, "frozen", False) and importlib.util.find_spec("torch") is None:
        raise refused("PyTorch is not installed; install Inspector with its training extra")
    if folder.is_held():
        raise refused("a run of this name is in progress; stop it first or choose another name")
    if differs := _differs_from_before(folder, request):
        before = "; ".join(differs)
        raise refused(f"a run of this name has learned as another request said: {before}; choose another name")
    try:
        folder.path.mkdir(parents=True, exist_ok=True)
        folder.report(ProgressLine(RunState.STARTING))  # what an earlier start ended with is over
        folder.write_request(request)
        folder.let_go_on()
        with folder.log_file.open("ab") as log:
            process = subprocess.Popen(
                [*training_command(), str(folder.request_file)],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
    except OSError as error:
        raise refused(error.strerror or str(error)) from error
    return StartedRun(folder, process)


def _differs_from_before(folder: RunFolder, request: RunRequest) -> tuple[str, ...]:
    """Going on would mix two requests; nothing, where the run has no checkpoint yet. The run itself looks too."""
    if not folder.last_checkpoint.exists():
        return ()
    try:
        before = folder.read_request()
    except (OSError, ValueError):
        return ()
    return what_differs(before, request)
