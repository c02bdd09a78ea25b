"""The program's window on a workspace of a test's own: shown, active, and closed in good order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pytestqt.qtbot import QtBot

from inspector.app import Parts, build, make_application
from inspector.pipeline.sink import Sink

TIMEOUT_MS = 20_000


@contextmanager
def real_window(
    qtbot: QtBot, workspace: Path, model: Path, extra_sinks: Callable[[], list[Sink]] = list
) -> Iterator[Parts]:  # fmt: skip
    """At 1280 × 720, dark. Keys go to the active window only, so it is waited for."""
    make_application("dark")
    parts = build(workspace, model_file=model, extra_sinks=extra_sinks)
    parts.window.resize(1280, 720)
    with qtbot.waitExposed(parts.window):
        parts.window.show()
    parts.window.activateWindow()
    qtbot.waitUntil(parts.window.isActiveWindow)
    yield parts
    parts.window.close_unasked()
    qtbot.waitUntil(lambda: not parts.window.isVisible(), timeout=TIMEOUT_MS)
    assert parts.end()
    parts.window.deleteLater()
    qtbot.wait(10)
