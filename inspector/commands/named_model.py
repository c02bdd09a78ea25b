"""The model that ``--model`` means."""

from __future__ import annotations

from pathlib import Path

from inspector.commands.output import say
from inspector.core.messages import Code, message
from inspector.inference.opening import Opening
from inspector.models_store.catalogue import SUFFIX, ModelCatalogue, StoredModel, stored_model
from inspector.models_store.promotions import Promotions
from inspector.models_store.shipped import shipped_model
from inspector.texts.messages import one_line
from inspector.workspace.places import default_folder
from inspector.workspace.workspace import MODELS, Workspace, open_or_create


def told_opening(file: Path) -> Opening:
    """Of a model: that it is tried first is told on standard error, where it lasts."""
    return Opening(lambda: say(one_line(message(Code.MODEL_TRIED, path=str(file))), is_trouble=True))


def stored(name: str, workspace: Workspace) -> StoredModel:
    """The model of this name, or the file, with its card. Raises as ``named_model``."""
    file = named_model(name, workspace)
    models = ModelCatalogue(workspace.models).models().models
    return next((one for one in models if one.file == file), None) or stored_model(file)


def named_model(given: str | None, workspace: Workspace | Path | None) -> Path:
    """A file; else a model of the workspace or of the program by its name. Where none is given, the promoted one of the
    workspace, or the program's first where nothing was promoted.

    Raises ModelError where there is no such name, or where the promoted model's file is gone or was replaced: no other
    takes its place. A file that is not there is found out when it is opened.
    """
    if given is None:
        folder = workspace.folder if isinstance(workspace, Workspace) else workspace or default_folder()
        promotions = Promotions(folder / MODELS)
        active = promotions.active()
        return promotions.checked_file(active.promoted) if active is not None else shipped_model()
    file = Path(given)
    if file.exists() or file.suffix == SUFFIX or len(file.parts) > 1:
        return file
    opened = workspace if isinstance(workspace, Workspace) else open_or_create(workspace)
    return ModelCatalogue(opened.models).find(given)
