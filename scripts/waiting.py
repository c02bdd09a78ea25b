"""Waiting for a window whose event loop nobody runs, for the scripts that take its pictures."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtWidgets import QApplication


def wait(seconds: float) -> None:
    """Not QTest.qWait: that keeps Python's lock while it sleeps, and no other thread goes on."""
    wait_until(lambda: False, seconds)


def wait_until(is_so: Callable[[], bool], limit_s: float) -> bool:
    ends_at = time.monotonic() + limit_s
    while not is_so() and time.monotonic() < ends_at:
        QApplication.processEvents()
        time.sleep(0.02)  # see ``wait``
    return is_so()
