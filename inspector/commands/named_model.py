"""The model that ``--model`` means."""

from __future__ import annotations

from pathlib import Path

from inspector.models_store.catalogue import SUFFIX, ModelCatalogue
from inspector.models_store.shipped import shipped_model
from inspector.workspace.workspace import Workspace, open_or_create


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
