"""What goes wrong in the user's world is told in words, and with no trace of ours, unless somebody asks for one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from run_program import InThisProcess, Program, fill

from tests.waiting import wait_until


def broken_model(program: Program) -> tuple[object, ...]:
    model = program.folder / "broken.onnx"
    model.write_bytes(program.model.read_bytes()[:500])
    return (fill(program.folder / "frames", 1), "--model", model)


TROUBLE: dict[str, tuple[Callable[[Program], tuple[object, ...]], str]] = {
    "missing folder": (lambda program: (program.folder / "nowhere",), "There is nothing to inspect at"),
    "missing camera": (lambda program: ("97",), "Camera 97 was not found."),
    "broken model": (broken_model, "was not loaded."),
    "results nowhere": (
        lambda program: (fill(program.folder / "frames", 1), "--out", Path("/dev/null/x")), "results cannot be written"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TROUBLE)
def test_what_keeps_a_run_from_starting_is_told_in_words(commands: InThisProcess, name: str) -> None:
    words, told = TROUBLE[name]
    ran = commands.run(*words(commands))
    assert ran.code == 1
    assert told in ran.err
    assert "Traceback" not in ran.err


def test_records_that_are_locked_at_the_start_promise_nothing_that_does_not_run(program: Program) -> None:
    folder = fill(program.folder / "frames", 1)
    assert program.run(folder).code == 0
    with closing(sqlite3.connect(program.database, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")
        ran = program.run(folder)
    assert ran.code == 1
    assert "The records are locked by another program." in ran.err
    assert "Nothing was started" in ran.err
    assert "by itself" not in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("is_verbose", [False, True])
def test_records_that_are_locked_meanwhile_wait_and_the_trace_is_for_who_asks(
    program: Program, is_verbose: bool
) -> None:
    folder = fill(program.folder / "frames", 3)
    verbose = ["-v"] if is_verbose else []
    child = program.start(*verbose, "run", folder, "--model", program.model, "--watch")
    program.wait_until_recorded(3)
    with closing(sqlite3.connect(program.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        fill(program.folder / "more", 4)
        (program.folder / "more" / "frame0003.png").rename(folder / "frame0003.png")
        log = program.folder / "logs" / "inspector.log"
        wait_until(lambda: log.exists() and "records wait" in log.read_text())
        other.execute("ROLLBACK")
    program.wait_until_recorded(4)
    ran = program.interrupt(child)
    assert ran.code == 0
    assert "The records are locked by another program." in ran.err
    assert ("Traceback" in ran.err) == is_verbose
