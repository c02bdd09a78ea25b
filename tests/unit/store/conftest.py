"""A store that is closed, and whole, at the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from store_samples import opened

from inspector.store.writer import StoreWriter


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[StoreWriter]:
    writer = opened(tmp_path)
    yield writer
    assert writer.close() == ()
    assert writer.n_rejected == 0
