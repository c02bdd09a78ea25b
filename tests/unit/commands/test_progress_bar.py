"""What long work says on standard error: a bar on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import io

import pytest

from inspector.commands import progress
from inspector.commands.progress import Progress

CLEAR = "\r\033[K"


class Stream(io.StringIO):
    def __init__(self, *, is_terminal: bool) -> None:
        super().__init__()
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal


@pytest.fixture
def clock(monkeypatch):
    now = [50.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def stream(monkeypatch, *, is_terminal: bool, n_columns: int = 80) -> Stream:
    said = Stream(is_terminal=is_terminal)
    monkeypatch.setattr(progress.sys, "stderr", said)
    monkeypatch.setenv("COLUMNS", str(n_columns))
    return said


def test_a_log_gets_a_line_every_five_seconds_and_nothing_for_short_work(clock, monkeypatch):
    said = stream(monkeypatch, is_terminal=False)
    with Progress("inspected") as shown:
        for done in range(1, 121):  # ten a second for 12 s
            clock[0] += 0.1
            shown.show(done, 240, "10.0 fps")
    assert said.getvalue().splitlines() == [
        "inspected 50 of 240, 19 s left · 10.0 fps",
        "inspected 100 of 240, 14 s left · 10.0 fps",
    ]


def test_a_log_is_not_filled_while_nothing_happens(clock, monkeypatch):
    said = stream(monkeypatch, is_terminal=False)
    with Progress("inspected") as shown:
        for n_came in (0, 0, 0, 1, 1):
            clock[0] += 6
            shown.show(n_came, None, f"watching, {n_came} came")
    assert said.getvalue().splitlines() == ["inspected 0 · watching, 0 came", "inspected 1 · watching, 1 came"]


def test_a_terminal_gets_a_bar_at_once_which_is_gone_at_the_end(clock, monkeypatch):
    said = stream(monkeypatch, is_terminal=True)
    with Progress("inspected") as shown:
        clock[0] += 1
        shown.show(25, 100)
        assert said.getvalue() == f"{CLEAR}[######                  ] inspected 25 of 100, 3 s left"
        clock[0] += 0.05
        shown.show(26, 100)  # too soon to draw again
    assert said.getvalue().count(CLEAR) == 2
    assert said.getvalue().endswith(CLEAR)


def test_before_the_first_is_done_no_time_left_is_made_up(clock, monkeypatch):
    said = stream(monkeypatch, is_terminal=True)
    clock[0] += 100
    Progress("trained step").show(0, 5000)
    assert said.getvalue().endswith("trained step 0 of 5000")


def test_without_a_known_end_it_counts(clock, monkeypatch):
    said = stream(monkeypatch, is_terminal=True)
    Progress("inspected").show(12, None)
    assert said.getvalue() == f"{CLEAR}inspected 12"


def test_more_than_promised_is_no_negative_time(clock, monkeypatch):
    said = stream(monkeypatch, is_terminal=True)
    shown = Progress("inspected")
    clock[0] += 10
    shown.show(21, 20)
    assert said.getvalue() == f"{CLEAR}[{'#' * 24}] inspected 21 of 21, 0 s left"


def test_a_narrow_terminal_gets_one_line(clock, monkeypatch):
    said = stream(monkeypatch, is_terminal=True, n_columns=30)
    Progress("inspected").show(5, 100, "a long note about what goes on")
    assert len(said.getvalue().removeprefix(CLEAR)) == 29


def test_quiet_is_quiet(clock, monkeypatch):
    said = stream(monkeypatch, is_terminal=True)
    with Progress("inspected", is_quiet=True) as shown:
        clock[0] += 60
        shown.show(1, 2)
    assert said.getvalue() == ""


def test_a_line_said_in_between_has_the_bar_taken_away_first(clock, monkeypatch):
    said = stream(monkeypatch, is_terminal=True)
    shown = Progress("inspected")
    shown.clear()  # nothing drawn yet
    assert said.getvalue() == ""
    shown.show(1, 2)
    shown.clear()
    assert said.getvalue().endswith(CLEAR)


@pytest.mark.parametrize(("seconds", "text"), [(0, "0 s"), (59.4, "59 s"), (59.6, "1 min 00 s"), (3725, "62 min 05 s")])
def test_durations_are_said_as_people_say_them(seconds, text):
    assert progress.duration(seconds) == text
