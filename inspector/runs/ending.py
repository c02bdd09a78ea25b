"""The end that a run was asked for, before it was done."""

from __future__ import annotations

import shutil

from inspector.runs.control import Control
from inspector.runs.folder import RunFolder
from inspector.runs.progress import ProgressLine, RunState


def ended_as_asked(folder: RunFolder, asked: Control, step: int | None = None) -> RunState:
    """Says so in the run's folder; CANCEL takes away what was learned. Returns STOPPED or CANCELLED."""
    state = RunState.STOPPED
    if asked is Control.CANCEL:
        state = RunState.CANCELLED
        shutil.rmtree(folder.last_checkpoint.parent, ignore_errors=True)
        for file in folder.path.glob("frames-*.npz"):
            file.unlink(missing_ok=True)
    folder.report(ProgressLine(state, step=step))
    return state
