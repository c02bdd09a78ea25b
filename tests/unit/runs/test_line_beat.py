"""What a line tells of itself beside the runs: written, heard, and passed over where it is stale, dead or elsewhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from inspector.core.audit import utc_now, utc_text
from inspector.runs import line_beat
from inspector.runs.line_beat import MAX_AGES, STALE_S, LineBeat, LineHeart, LineListener, LineVitals, beats_of
from tests.waiting import wait_until

VITALS = LineVitals(True, 7, 1, (40.5, 61.25))


class Clock:
    """Stands for ``time`` and ``utc_now`` of the reader."""

    def __init__(self) -> None:
        self.now_s, self.utc = 500.0, utc_now()

    def monotonic(self) -> float:
        return self.now_s

    def utc_now(self) -> datetime:
        return self.utc


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(line_beat, "time", made)
    monkeypatch.setattr(line_beat, "utc_now", made.utc_now)
    return made


@pytest.fixture
def heart(tmp_path: Path) -> Iterator[LineHeart]:
    made = LineHeart(tmp_path, lambda: VITALS, 0.01)
    yield made
    made.stop()


def beat(**changes: object) -> LineBeat:
    host, at = line_beat.platform.node(), utc_text(line_beat.utc_now())
    return replace(LineBeat(VITALS, 3, at, host, os.getpid()), **changes)  # type: ignore[arg-type]  # fields by name


def write(runs: Path, told: LineBeat, name: str = "1-a.json") -> None:
    beats_of(runs).mkdir(exist_ok=True)
    (beats_of(runs) / name).write_bytes(told.to_json())


def test_a_line_is_heard_while_it_beats_and_leaves_nothing(tmp_path: Path, heart: LineHeart):
    listener = LineListener(tmp_path)
    assert listener.listen() == {}
    heart.start()
    wait_until(lambda: bool(listener.listen()))
    (told,) = listener.listen().values()
    assert (told.vitals, told.process, told.format) == (VITALS, os.getpid(), 1)
    wait_until(lambda: next(iter(listener.listen().values())).number > told.number)
    heart.stop()
    assert listener.listen() == {}
    assert list(beats_of(tmp_path).iterdir()) == []


def test_a_line_that_ends_by_itself_takes_its_file_with_it(tmp_path: Path):
    told: list[LineVitals | None] = [None, VITALS]
    heart = LineHeart(tmp_path, told.pop, 0.01)
    heart.start()
    wait_until(lambda: not told and not list(beats_of(tmp_path).iterdir()))


def test_two_lines_of_one_program_have_a_file_each(tmp_path: Path, heart: LineHeart):
    other = LineHeart(tmp_path, lambda: VITALS, 0.01)
    heart.start()
    other.start()
    wait_until(lambda: len(LineListener(tmp_path).listen()) == 2)
    other.stop()
    assert len(LineListener(tmp_path).listen()) == 1


def test_a_line_that_was_silent_for_long_is_none(tmp_path: Path, clock: Clock):
    write(tmp_path, beat())
    listener = LineListener(tmp_path)
    assert listener.listen()
    clock.now_s += STALE_S - 0.1
    assert listener.listen()
    clock.now_s += 0.2
    assert listener.listen() == {}
    write(tmp_path, beat(number=4))
    assert listener.listen(), "it goes on"


def test_what_lay_there_for_long_is_none_from_the_first_look_until_it_beats(tmp_path: Path, clock: Clock):
    old = utc_text(clock.utc - timedelta(seconds=STALE_S + 1))
    write(tmp_path, beat(at=old))
    listener = LineListener(tmp_path)
    assert listener.listen() == {}
    write(tmp_path, beat(at=old, number=4))
    assert listener.listen(), "a clock that was set says nothing about a line that beats"


def test_no_clock_that_is_set_ends_a_line(tmp_path: Path, clock: Clock):
    write(tmp_path, beat())
    listener = LineListener(tmp_path)
    assert listener.listen()
    clock.utc += timedelta(hours=1)
    assert listener.listen()


def test_a_line_of_another_pc_and_one_whose_process_died_are_passed_over(tmp_path: Path):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    write(tmp_path, beat(host="another-pc"), "1-a.json")
    write(tmp_path, beat(process=ended.pid), "2-b.json")
    assert LineListener(tmp_path).listen() == {}
    write(tmp_path, beat(), "3-c.json")
    assert list(LineListener(tmp_path).listen()) == ["3-c.json"]


def test_the_next_line_removes_what_dead_ones_left_here_and_nothing_else(tmp_path: Path, heart: LineHeart):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    write(tmp_path, beat(process=ended.pid), "1-dead.json")
    write(tmp_path, beat(process=ended.pid, host="another-pc"), "2-far.json")
    write(tmp_path, beat(), "3-lives.json")
    heart.start()
    wait_until(lambda: len(LineListener(tmp_path).listen()) == 2)
    heart.stop()
    assert sorted(file.name for file in beats_of(tmp_path).iterdir()) == ["2-far.json", "3-lives.json"]


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2}, {"number": -1}, {"process": -4}, {"host": 7},
        {"vitals": {"is_live": True, "n_inspected": 1, "n_skipped": 0, "ages_ms": [-1.0]}},
        {"vitals": {"is_live": True, "n_inspected": 1, "n_skipped": 0, "ages_ms": [1.0] * (MAX_AGES + 1)}},
        {"vitals": {"is_live": "yes"}},
    ],
)  # fmt: skip
def test_what_no_line_tells_is_passed_over(tmp_path: Path, change: dict[str, object]):
    write(tmp_path, beat())
    assert LineListener(tmp_path).listen()
    file = beats_of(tmp_path) / "1-a.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | change))
    assert LineListener(tmp_path).listen() == {}


@pytest.mark.parametrize("content", [b"", b"{", b"[" * 5000, b"\xff\xfe", b"x" * 100_000])
def test_files_that_are_none_are_passed_over(tmp_path: Path, content: bytes):
    beats_of(tmp_path).mkdir()
    (beats_of(tmp_path) / "1-a.json").write_bytes(content)
    assert LineListener(tmp_path).listen() == {}


def test_a_folder_that_cannot_be_written_is_said_once_and_holds_nobody_up(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    (tmp_path / "runs").write_text("a file where the folder should be")
    n_asked, has_gone_on = 0, threading.Event()

    def vitals() -> LineVitals:
        nonlocal n_asked
        n_asked += 1
        if n_asked == 4:
            has_gone_on.set()
        return VITALS

    heart = LineHeart(tmp_path / "runs", vitals, 0.01)
    heart.start()
    assert has_gone_on.wait(60)
    heart.stop()
    assert [record.getMessage().partition(":")[0] for record in caplog.records if "cannot write" in record.msg] == [
        "no training gives way to this line"
    ]
