"""Which allocator a training is started with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from inspector.runs import allocator
from inspector.runs.allocator import allocator_in_use, find_allocator, with_allocator

REPOSITORY = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("system", "found", "before", "after"),
    [
        ("linux", "libjemalloc.so.2", None, "libjemalloc.so.2"),
        ("linux", "libjemalloc.so.2", "libother.so", "libother.so:libjemalloc.so.2"),
        ("linux", "libjemalloc.so.2", "/opt/libtcmalloc.so.4", "/opt/libtcmalloc.so.4"),
        ("linux", None, None, None),
        ("win32", "libjemalloc.so.2", None, None),
    ],
)
def test_one_is_preloaded_where_there_is_one_and_none_is_yet(
    system: str, found: str | None, before: str | None, after: str | None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(allocator.sys, "platform", system)
    monkeypatch.setattr(allocator, "find_allocator", lambda: found)
    given = {"HOME": "/home"} | ({} if before is None else {"LD_PRELOAD": before})
    assert with_allocator(given) == {"HOME": "/home"} | ({} if after is None else {"LD_PRELOAD": after})
    assert given.get("LD_PRELOAD") == before


def test_a_process_started_so_says_which_it_has():
    command = [sys.executable, "-c", "from inspector.runs.allocator import allocator_in_use; print(allocator_in_use())"]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    environment.pop("LD_PRELOAD", None)
    plain, preloaded = (
        subprocess.run(command, env=each, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout.strip()
        for each in (environment, with_allocator(environment))
    )
    assert plain == "the C library"
    found = find_allocator()
    assert preloaded == ("the C library" if found is None else "jemalloc" if "jemalloc" in found else "tcmalloc")
    assert allocator_in_use()
