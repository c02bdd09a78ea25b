"""Asking something of a run, and letting it go on, for command line and window alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from inspector.core.messages import Code, TrainingError, message
from inspector.runs.build_request import time_limits
from inspector.runs.control import Control
from inspector.runs.history import Run
from inspector.runs.launcher import StartedRun, launch
from inspector.runs.progress import RunState


def ask(run: Run, control: Control) -> bool:
    """False where nothing works on the run: it is left as it is. Raises TrainingError where its folder refuses."""
    if not (run.is_running or run.state is RunState.STARTING):  # it takes its lock after some seconds
        return False
    try:
        run.folder.ask(control)
    except OSError as error:
        path, detail = str(run.folder.control_file), error.strerror or str(error)
        raise TrainingError(message(Code.RUN_NOT_ASKED, run=run.name, path=path, detail=detail)) from error
    return True


def go_on(run: Run, minutes: float | None = None, until: datetime | None = None) -> StartedRun | None:
    """Let a paused run go on; None then. Else start one that ended before it was done, with its own request and the
    time given here. Raises TrainingError."""
    if run.is_running:
        ask(run, Control.GO)
        return None
    if run.state is RunState.DONE:
        raise TrainingError(message(Code.RUN_TAKEN, run=run.name, detail="is done already"))
    if run.request is None:
        detail = f"its request cannot be read: {run.request_problem}"
        raise TrainingError(message(Code.TRAINING_FAILED, run=run.name, detail=detail))
    return launch(replace(run.request, **time_limits(minutes, until)), run.folder)
