"""The end that a run was asked for, before it was done."""

from __future__ import annotations

from pathlib import Path

from inspector.runs.control import Control
from inspector.runs.folder import RunFolder
from inspector.runs.progress import ProgressLine, RunState


def ended_as_asked(folder: RunFolder, asked: Control, step: int | None = None) -> RunState:
    """Says so in the run's folder; CANCEL takes away what was learned. Returns STOPPED or CANCELLED."""
    if asked is not Control.CANCEL:
        folder.report(ProgressLine(RunState.STOPPED, step=step))
        return RunState.STOPPED
    checkpoints = sorted(folder.last_checkpoint.parent.glob("*"))
    written = [file for pattern in ("*.onnx", "*.golden.npz", "frames-*.npz") for file in folder.path.glob(pattern)]
    others = [*folder.result_files, *folder.looks.glob("*"), *written]
    faults = [fault for fault in map(_fault_of_removing, [*checkpoints, *others]) if fault]
    folder.report(ProgressLine(RunState.CANCELLED, step=step, notice="; ".join(faults[:1])))
    return RunState.CANCELLED


def _fault_of_removing(file: Path) -> str:
    """What could not be done: a scanner may hold a file."""
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        return f"was cancelled, but {file.name} could not be removed: {error.strerror or error}"
    return ""
