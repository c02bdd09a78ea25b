"""Files that come with the program."""

from __future__ import annotations

from pathlib import Path

from resources import resource


def shipped_model() -> Path:
    return resource("models/steel-anet.onnx")
