"""Fixtures and guards that every test has."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from pytestqt.qtbot import QtBot

from tests.long_form import IS_LONG

REPOSITORY = Path(__file__).parent.parent

# No test hangs on how busy the PC is. Examples where a test names no number: few, and many in the long form.
_CALM = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("short", max_examples=40, **_CALM)
settings.register_profile("long", max_examples=200, **_CALM)
settings.load_profile("long" if IS_LONG else "short")

# Nor does any fail on it: what is waited for comes, and pytest-qt's own five seconds are few where six processes work.
for _wait in (QtBot.waitActive, QtBot.waitExposed, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitUntil):
    _wait.__kwdefaults__["timeout"] = 60_000

# The exporter of ONNX files draws progress bars where tqdm is there; its watching thread would outlive the test.
with contextlib.suppress(ImportError):
    import tqdm

    tqdm.tqdm.monitor_interval = 0

pytest_plugins = ["pytester", "tests.guards.leaks", "tests.guards.qt_thread"]

# Windows open for real where there is a display (`make test` gives a virtual one); Qt reads this once, at its start.
if sys.platform.startswith("linux"):
    os.environ.setdefault("QT_QPA_PLATFORM", "xcb" if os.environ.get("DISPLAY") else "offscreen")

# A shell that starts something in the background (`make test &`) has it ignore Ctrl-C, and so would every program that
# a test starts: those that are tested with Ctrl-C would never end.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that are marked slow, with the reason, are made in the long form only."""
    for item in items:
        slow = item.get_closest_marker("slow")
        if slow is not None and not IS_LONG:  # skipped, not left out, so that each run lists what it did not make
            item.add_marker(pytest.mark.skip(reason=f"{slow.args[0]}: make test-long"))


@pytest.fixture(scope="session", autouse=True)
def _cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One for all tests of a process, never the user's: each model of theirs is tried once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INSPECTOR_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(autouse=True)
def workspace_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The workspace a test and the programs it starts would use: never the user's. It is not made yet.

    Nor is the user's log written to.
    """
    folder = tmp_path / "workspace"
    monkeypatch.setenv("INSPECTOR_WORKSPACE", str(folder))
    monkeypatch.setenv("INSPECTOR_LOGS", str(tmp_path / "logs"))
    monkeypatch.setenv("INSPECTOR_STATE", str(tmp_path / "state"))
    return folder


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The real pictures (see the marker ``data``)."""
    named = os.environ.get("INSPECTOR_DATA")
    folder = Path(named) if named else REPOSITORY.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"no real pictures in {folder}; INSPECTOR_DATA can name their folder")
    return folder
