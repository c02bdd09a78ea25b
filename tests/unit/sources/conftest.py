"""Pictures made on the spot, and a watch over threads left behind."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def no_thread_left_behind() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    ends_at = time.monotonic() + 2.0
    while (left := [thread for thread in threading.enumerate() if thread not in before]) and (
        time.monotonic() < ends_at
    ):
        time.sleep(0.02)
    assert not left, f"threads left behind: {[thread.name for thread in left]}"
