"""Files that come with the program."""

from __future__ import annotations

from pathlib import Path

from resources import resource

SHIPPED_MODELS = ("steel-anet", "rail-anet")  # the first is what is used where none is named


def shipped_model(name: str = SHIPPED_MODELS[0]) -> Path:
    return resource(f"models/{name}.onnx")


def model_named(given: Path | None) -> Path:
    """The file that ``--model`` means: a file, or a model that comes with the program by its name."""
    if given is None:
        return shipped_model()
    is_name = str(given) in SHIPPED_MODELS and not given.exists()
    return shipped_model(str(given)) if is_name else given
