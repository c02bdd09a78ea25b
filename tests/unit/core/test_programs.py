"""How the program starts itself and the training program, from sources and packaged."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from inspector.core.programs import (
    inspector_command,
    is_replaced,
    package_folder,
    training_command,
    version_text,
    why_no_training,
)


@pytest.fixture(params=["inspector", "inspector-window", "inspector-training"])
def packaged(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A package, and this process as one of its programs."""
    folder = tmp_path / "opt/inspector/app"
    folder.mkdir(parents=True)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / request.param))
    return folder


def test_from_sources_modules_are_started_and_never_those_of_the_current_folder():
    assert package_folder() is None
    assert inspector_command() == [sys.executable, "-P", "-m", "inspector"]
    assert training_command() == [sys.executable, "-P", "-m", "training"]
    assert why_no_training() == ""


def test_each_program_of_a_package_knows_the_others(packaged: Path):
    assert package_folder() == packaged
    assert inspector_command() == [str(packaged / "inspector")]
    assert training_command() == [str(packaged / "inspector-training")]


def test_a_station_trains_once_the_training_part_lies_in_it(packaged: Path):
    assert "install the Workbench" in why_no_training()
    (packaged / "inspector-training").touch()
    (packaged / "training").mkdir()
    for folder in (packaged, packaged / "training"):
        (folder / "BUILD.json").write_text('{"version": "0.2.0", "commit": "1a2b"}')
    assert why_no_training() == ""
    assert version_text() == "0.2.0 (1a2b)"
    (packaged / "BUILD.json").write_text('{"version": "0.3.0", "commit": "1a2b"}')  # updated without it
    assert why_no_training().startswith("the training part is 0.2.0 (1a2b), the program 0.3.0 (1a2b)")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere files of a program that runs stay")
def test_a_program_notices_that_an_update_replaced_it(packaged: Path, monkeypatch: pytest.MonkeyPatch):
    started = Path("/proc/self/exe").resolve()
    monkeypatch.setattr(sys, "executable", str(started))
    assert not is_replaced()
    monkeypatch.setattr(sys, "executable", str(packaged / "inspector"))
    assert is_replaced()  # removed
    (packaged / "inspector").touch()
    assert is_replaced()  # another file under its name
    monkeypatch.delattr(sys, "frozen")
    assert not is_replaced()  # from sources people change files as they like


def test_without_the_library_the_source_tree_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert why_no_training() == "PyTorch is not installed; install Inspector with its training extra"
    assert why_no_training("onnx").startswith("the library “onnx” is not installed")
