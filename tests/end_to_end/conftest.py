from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from run_program import InThisProcess, Program

from tests.tiny_model import write_tiny_model


@pytest.fixture(scope="session")
def tiny_model_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_model(tmp_path_factory.mktemp("models") / "tiny.onnx")


@pytest.fixture
def program(tmp_path: Path, tiny_model_path: Path) -> Iterator[Program]:
    started = Program(tmp_path, tiny_model_path)
    yield started
    started.end()


@pytest.fixture
def commands(tmp_path: Path, tiny_model_path: Path) -> Iterator[InThisProcess]:
    answering = InThisProcess(tmp_path, tiny_model_path)
    yield answering
    answering.end()
