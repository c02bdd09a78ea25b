"""The program's own models: what their files must be, and their golden answers. Read from resources/own_models.json.

They lie beside the models, not in their cards: with another card a file has another sha256, and records of inspections,
and of changes to thresholds, name their model by it. ``scripts/own_models.py`` writes the file anew.
"""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import TypeAdapter

from inspector.core.messages import Code, ModelError, message
from inspector.core.model_card import Golden
from inspector.core.typed_json import from_json
from inspector.inference.model_content import ModelContent
from resources import resource

FILE = "own_models.json"


@dataclass(frozen=True, slots=True)
class OwnModel:
    file: str  # its name in resources/models
    sha256: str
    goldens: tuple[Golden, ...]


SHAPE = TypeAdapter(tuple[OwnModel, ...])


def own_models() -> tuple[OwnModel, ...]:
    return from_json(SHAPE, resource(FILE).read_bytes(), FILE)


def own_goldens(sha256: str) -> tuple[Golden, ...]:
    """None where it is no model of the program. A copy of one is the same model, wherever it lies."""
    return next((model.goldens for model in own_models() if model.sha256 == sha256), ())


def check_own(content: ModelContent) -> None:
    """Raises ModelError where a file lies in the place of one of the program's models and is another: it would be
    called by that one's name, and has no golden answers."""
    if content.path.resolve().parent != resource("models").resolve():
        return
    if content.sha256 not in {model.sha256 for model in own_models() if model.file == content.path.name}:
        raise ModelError(message(Code.MODEL_OWN_CHANGED, path=str(content.path)))
