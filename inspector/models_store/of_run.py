"""The model that a training run gave, and what a training may begin with."""

from __future__ import annotations

from pathlib import Path

from inspector.core.messages import Code, ModelError, TrainingError, message
from inspector.models_store.catalogue import SUFFIX, ModelCatalogue
from inspector.runs.history import Run, find_run
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


def beginning_named(runs: Path, models: ModelCatalogue, named: str) -> str:
    """What a training that begins with this is asked for: the folder of a run of this name, or the file of a model.

    Raises TrainingError where there is neither.
    """
    try:
        return str(find_run(runs, named).path.resolve())
    except TrainingError as error:
        file = Path(named)
        try:
            return str((file if file.suffix == SUFFIX and file.is_file() else models.find(named)).resolve())
        except ModelError:
            raise error from None  # the name of a run is what most people give
