"""The model that a run gave, and why one gave none."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector.core.messages import Code, TrainingError
from inspector.models_store.of_run import model_of_run
from inspector.runs.folder import RunFolder
from inspector.runs.history import read_run
from inspector.runs.progress import ProgressLine, RunState
from inspector.runs.request import DatasetShare, RunRequest

REQUEST = RunRequest("first", (DatasetShare("v", 1.0),), "a-net", model_name="steel", model_version="1")


@pytest.fixture
def folder(tmp_path: Path) -> RunFolder:
    folder = RunFolder(tmp_path)
    folder.request_file.write_text(REQUEST.to_json())
    folder.report(ProgressLine(RunState.DONE))
    (tmp_path / "steel.onnx").write_bytes(b"")
    return folder


def why(folder: RunFolder) -> str:
    with pytest.raises(TrainingError) as caught:
        model_of_run(read_run(folder))
    assert caught.value.message.code is Code.RUN_WITHOUT_MODEL
    return str(caught.value.message.params["detail"])


def test_a_run_that_is_done_has_the_model_that_its_request_names(folder: RunFolder):
    assert model_of_run(read_run(folder)) == folder.path / "steel.onnx"


def test_a_run_that_goes_on_has_no_model_whatever_an_earlier_start_left(folder: RunFolder):
    folder.report(ProgressLine(RunState.TRAINING))
    assert "its state is “interrupted”" in why(folder)
    with folder.held():
        assert "its state is “training”" in why(folder)


def test_a_run_for_scores_alone_has_no_model(folder: RunFolder):
    (folder.path / "steel.onnx").unlink()
    assert "scores alone" in why(folder)
    folder.request_file.write_text("{")
    assert "its request cannot be read" in why(folder)
