"""Where no window can be opened it is said: Qt alone would abort the process."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.app import display_fault

REPOSITORY = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays of Linux")


@pytest.fixture
def wayland() -> Iterator[Path]:
    """A socket at which a program listens; its path is short, as the system wants it."""
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as listening:
        listening.bind(f"{folder}/wayland-7")
        listening.listen()
        yield Path(folder)


def test_nothing_is_wrong_where_a_display_answers(wayland: Path):
    runtime = {"XDG_RUNTIME_DIR": str(wayland)}
    assert display_fault({"WAYLAND_DISPLAY": "wayland-7", **runtime}) == ""
    assert display_fault({"WAYLAND_DISPLAY": str(wayland / "wayland-7")}) == ""
    assert display_fault({"WAYLAND_DISPLAY": "wayland-7", "DISPLAY": ":4242", **runtime}) == ""
    assert "wayland-8" in display_fault({"WAYLAND_DISPLAY": "wayland-8", **runtime})
    assert ":4242" in display_fault(
        {"WAYLAND_DISPLAY": "wayland-7", "DISPLAY": ":4242", "QT_QPA_PLATFORM": "xcb", **runtime}
    )


def test_what_draws_into_memory_needs_no_display():
    for platform in ("offscreen", "minimal", "vnc", "eglfs", "offscreen:fonts=x"):
        assert display_fault({"QT_QPA_PLATFORM": platform}) == ""
        assert display_fault({"QT_QPA_PLATFORM": platform, "DISPLAY": ":4242"}) == ""


@pytest.mark.parametrize(
    "display", [":4242", "unix:4242.0", "127.0.0.1:60000", "no-such-host.invalid:0", ":99999999999"]
)
def test_a_dead_display_ends_in_words(display: str, tmp_path: Path):
    assert display in display_fault({"DISPLAY": display})
    assert_told(tmp_path, display)


@pytest.mark.parametrize("display", ["nonsense", "a:b"])
def test_a_display_that_qt_cannot_open_ends_in_words_too(display: str, tmp_path: Path):
    assert display_fault({"DISPLAY": display}) == ""
    assert_told(tmp_path, "This application failed to start because no Qt platform plugin could be initialized")


def assert_told(folder: Path, why: str) -> None:
    environment = {
        name: value for name, value in os.environ.items() if name not in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    } | {"DISPLAY": why if ":" in why else "nonsense"}
    done = subprocess.run(
        [sys.executable, "-m", "inspector", "window", "--workspace", str(folder)],
        cwd=REPOSITORY, capture_output=True, text=True, env=environment, timeout=120,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert "The window cannot be opened." in done.stderr.splitlines()
    assert any(line.startswith("There is no screen here: ") and why in line for line in done.stderr.splitlines())
    assert "Traceback" not in done.stderr
