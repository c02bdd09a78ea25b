"""What is started again and what is not, with real processes."""

from __future__ import annotations

import sys

import pytest

from inspector.upkeep.watch import Died, Restarts, Watchdog

CLOSED = "import os, pathlib, sys; pathlib.Path(os.environ['INSPECTOR_WATCHED']).write_text('closed'); sys.exit({code})"


def watched(code: str, times: int = 1) -> tuple[int, int, list[str]]:
    died: list[Died] = []
    ended = Watchdog([sys.executable, "-c", code], Restarts(times, 10), died=died.append).run()
    return ended.code, ended.gave_up_after, [one.how for one in died]


@pytest.mark.parametrize("code", [0, 1, 3])
def test_what_said_that_it_was_closed_stays_closed_whatever_its_code(code: int):
    assert watched(CLOSED.format(code=code)) == (code, 0, [])


def test_wrong_usage_is_not_tried_again():
    assert watched("import sys; sys.exit(2)") == (2, 0, [])


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_what_dies_is_started_again_so_often_and_no_more():
    code, gave_up_after, died = watched("import os; os.abort()")
    assert (code, gave_up_after) == (-6, 2)
    assert died == ["SIGABRT", "SIGABRT"]
