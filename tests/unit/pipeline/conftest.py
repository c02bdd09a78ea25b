from __future__ import annotations

from pathlib import Path

import pytest

from inspector.inference.backend import Provider
from inspector.inference.loaded_model import LoadedModel
from inspector.inference.model_file import open_model
from tests.tiny_model import write_tiny_model


@pytest.fixture(scope="session")
def tiny_model_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_model(tmp_path_factory.mktemp("models") / "tiny.onnx")


@pytest.fixture(scope="session")
def tiny_model(tiny_model_file: Path) -> LoadedModel:
    return open_model(tiny_model_file, Provider.CPU)
