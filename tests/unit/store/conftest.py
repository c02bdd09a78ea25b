from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from store_samples import opened

from inspector.store.writer import StoreWriter


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    left = [thread.name for thread in set(threading.enumerate()) - before]
    assert not left, f"the test left threads: {left}"


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[StoreWriter]:
    writer = opened(tmp_path)
    yield writer
    assert writer.close() == ()
    assert writer.n_rejected == 0
