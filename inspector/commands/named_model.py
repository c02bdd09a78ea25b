"""The model that ``--model`` means."""

from __future__ import annotations

from pathlib import Path

from inspector.commands.output import say
from inspector.core.messages import Code, message
from inspector.inference.opening import Opening
from inspector.models_store.catalogue import SUFFIX, ModelCatalogue
from inspector.models_store.shipped import shipped_model
from inspector.texts.messages import one_line
from inspector.workspace.workspace import Workspace, open_or_create


def told_opening(file: Path) -> Opening:
    """Of a model: that it is tried first is told on standard error, where it lasts."""
    return Opening(lambda: say(one_line(message(Code.MODEL_TRIED, path=str(file))), is_trouble=True))


def named_model(given: str | None, workspace: Workspace | Path | None) -> Path:
    """A file; else a model of the workspace or of the program by its name; the program's first where none is given.

    Raises ModelError where there is no such name; a file that is not there is found out when it is opened.
    """
    if given is None:
        return shipped_model()
    file = Path(given)
    if file.exists() or file.suffix == SUFFIX or len(file.parts) > 1:
        return file
    opened = workspace if isinstance(workspace, Workspace) else open_or_create(workspace)
    return ModelCatalogue(opened.models).find(given)
