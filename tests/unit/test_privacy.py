"""Nothing is kept that could leave this PC: no usage events, no device id."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.tiny_model import write_tiny_model


def test_onnx_runtime_leaves_no_usage_events_in_the_users_home(tmp_path: Path):
    model, home = write_tiny_model(tmp_path / "tiny.onnx"), tmp_path / "home"
    home.mkdir()
    code = (
        "from pathlib import Path; from inspector.inference.model_file import open_model; "
        f"open_model(Path({str(model)!r}))"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ORT_", "XDG_"))}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment | {"HOME": str(home)}, timeout=60)
    assert [str(path) for path in home.rglob("*") if path.is_file()] == []


def test_without_a_screen_the_window_says_so(tmp_path: Path):
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    ran = subprocess.run(
        [sys.executable, "-m", "inspector", "demo"], capture_output=True, text=True, env=environment, timeout=60
    )
    assert ran.returncode == 1
    assert "The window cannot be opened." in ran.stderr
    assert ran.stdout == ""


def test_a_training_is_started_from_a_folder_that_holds_a_folder_of_models(tmp_path: Path):
    """Every workspace holds one; it must not pass for the package of that name."""
    from inspector.core.programs import training_command

    (tmp_path / "models").mkdir()
    ran = subprocess.run(
        [*training_command(), "--help"], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.returncode == 0, ran.stderr
    probe = [*training_command()[:2], "-c", "import models; print(models.__file__)"]
    found = subprocess.run(probe, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True).stdout
    assert str(tmp_path) not in found
