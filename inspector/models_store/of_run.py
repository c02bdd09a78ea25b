"""The model that a training run gave."""

from __future__ import annotations

from pathlib import Path

from inspector.core.messages import Code, TrainingError, message
from inspector.runs.history import Run
from inspector.runs.progress import RunState


def model_of_run(run: Run) -> Path:
    """Its model file. Raises TrainingError where the run is not done, or gives none, as one that resizes frames."""

    def refused(detail: str) -> TrainingError:
        return TrainingError(message(Code.RUN_WITHOUT_MODEL, run=run.name, detail=detail))

    if run.state is not RunState.DONE:  # a file there would be of an earlier start
        raise refused(f"its state is “{run.state}”, and its model is written when it is done")
    if run.request is None:
        raise refused(f"its request cannot be read: {run.request_problem}")
    file = run.folder.model_file(run.request.model_name)
    if not file.is_file():
        raise refused("it was asked for scores alone, as runs with folds or resized frames are")
    return file
