"""The models that come with the program."""

from __future__ import annotations

from pathlib import Path

from resources import resource

# The first is what is used where none is named.
SHIPPED_MODELS = ("steel-plain", "rail-plain", "rail-anet", "steel-anet")


def shipped_model(name: str = SHIPPED_MODELS[0]) -> Path:
    return resource(f"models/{name}.onnx")
