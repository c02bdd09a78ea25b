"""Waiting for what another thread or process does: on the thing itself, never for a time that should do."""

from __future__ import annotations

import time
from collections.abc import Callable


def wait_until(is_true: Callable[[], bool], timeout_s: float = 60.0) -> None:
    """The time-out only ends a test that would hang; no test depends on how long it waits."""
    deadline = time.monotonic() + timeout_s
    while not is_true():
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.01)
