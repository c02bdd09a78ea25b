"""Sound, command and file: what they are given, one at a time, and that their failure is said once."""

from __future__ import annotations

import json
import shlex
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from inspector.core.messages import Code, Tier, message
from inspector.pipeline import alarm_signals
from inspector.pipeline.alarm_signals import AlarmSignals, SignalWishes, play
from inspector.pipeline.alarms import AlarmBoard

LOST = message(Code.CAMERA_LOST, address="0", retry_s=1)
FULL = message(Code.STORE_DISK_FULL, path="x", detail="y")

Make = Callable[..., tuple[AlarmBoard, AlarmSignals]]


@pytest.fixture
def make() -> Iterator[Make]:
    made: list[AlarmSignals] = []

    def make_one(**options: object) -> tuple[AlarmBoard, AlarmSignals]:
        board = AlarmBoard()
        player = options.pop("player", lambda sound: None)
        signals = AlarmSignals(board, SignalWishes(**options), Path("sounds"), player)  # type: ignore[arg-type]
        board.listen(signals.changed)
        made.append(signals)
        return board, signals

    yield make_one
    for one in made:
        one.close()


def script(tmp_path: Path, body: str) -> str:
    """A command that runs this Python."""
    file = tmp_path / "lamp.py"
    file.write_text(f"import os, pathlib\nhere = pathlib.Path({str(tmp_path)!r})\n{body}\n", encoding="utf-8")
    return f"{shlex.quote(sys.executable)} {shlex.quote(str(file))}"


def test_the_command_gets_tier_text_and_state_and_no_shell_reads_it(make: Make, tmp_path: Path) -> None:
    body = """
keys = ("INSPECTOR_ALARM_TIER", "INSPECTOR_ALARM_STATE", "INSPECTOR_ALARM_TEXT", "INSPECTOR_ALARMS_OPEN")
(here / "told").write_text("|".join(os.environ[key] for key in keys), encoding="utf-8")
"""
    board, signals = make(command=script(tmp_path, body) + " ; touch $HOME")
    board.raise_(LOST, Tier.STOP, stands=True)
    signals.close()
    tier, state, text, n_open = (tmp_path / "told").read_text(encoding="utf-8").split("|")
    assert (tier, state, n_open) == ("stop", "raised", "1")
    assert text.startswith("Camera “0” is lost")


def test_a_command_that_fails_is_said_once_and_tried_again(make: Make, tmp_path: Path) -> None:
    body = '(here / f"n{len(list(here.iterdir()))}").write_text("")\nraise SystemExit("no lamp")'
    board, signals = make(command=script(tmp_path, body))
    board.raise_(LOST, Tier.STOP)
    assert _until(lambda: any(one.kind == "alarm.command_failed" for one in board.now.open))
    board.raise_(FULL, Tier.STOP)
    signals.close()
    (failed,) = [one for one in board.now.open if one.kind == "alarm.command_failed"]
    assert (failed.n, failed.tier) == (1, Tier.WARN)
    assert "no lamp" in str(failed.message.params["detail"])
    assert len([one for one in tmp_path.iterdir() if one.name.startswith("n")]) == 2


@pytest.mark.parametrize("command", ["/no/such/lamp", "'unclosed", "   "])
def test_a_command_that_cannot_be_started_is_an_alarm_and_no_fault(make: Make, command: str) -> None:
    board, signals = make(command=command)
    board.raise_(LOST, Tier.STOP)
    signals.close()
    kinds = {one.kind for one in board.now.open}
    assert kinds == ({"camera.lost"} if not command.strip() else {"camera.lost", "alarm.command_failed"})


def test_a_command_that_hangs_is_ended(make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alarm_signals, "COMMAND_LIMIT_S", 0.2)
    board, signals = make(command=script(tmp_path, "import time\ntime.sleep(120)"))
    board.raise_(LOST, Tier.STOP)
    assert _until(lambda: any("did not end" in str(dict(one.message.params)) for one in board.now.open))
    signals.close()


def test_the_file_says_which_alarms_stand(make: Make, tmp_path: Path) -> None:
    file = tmp_path / "alarms.json"
    board, signals = make(file=str(file))
    board.raise_(LOST, Tier.STOP, stands=True)
    second = board.raise_(FULL, Tier.WARN)
    board.acknowledge([second.uid], "seen")
    signals.close()
    told = json.loads(file.read_text(encoding="utf-8"))
    assert told["version"] == 1
    assert [(one["kind"], one["tier"], one["count"], one["stands"]) for one in told["alarms"]] == [
        ("camera.lost", "stop", 1, True)
    ]


def test_a_file_that_cannot_be_written_is_said_once(make: Make, tmp_path: Path) -> None:
    board, signals = make(file=str(tmp_path / "not" / "there" / "alarms.json"))
    board.raise_(LOST, Tier.STOP)
    assert _until(lambda: any(one.kind == "alarm.file_failed" for one in board.now.open))
    board.raise_(FULL, Tier.STOP)
    signals.close()
    assert [one.n for one in board.now.open if one.kind == "alarm.file_failed"] == [1]


def test_a_stop_alarm_sounds_once_repeats_and_notes_do_not(make: Make) -> None:
    played: list[str] = []
    board, signals = make(has_sound=True, player=lambda sound: played.append(sound.name))
    board.raise_(LOST, Tier.NOTE, kind="note")
    board.raise_(LOST, Tier.STOP)
    assert _until(lambda: played == ["stop.wav"])
    for _ in range(10):
        board.raise_(LOST, Tier.STOP)
    board.raise_(FULL, Tier.WARN)
    assert _until(lambda: played == ["stop.wav", "warn.wav"])
    signals.close()
    assert len(played) == 2


def test_where_nothing_plays_a_sound_it_is_said_once(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(alarm_signals.shutil, "which", lambda name: None)
    board, signals = make(has_sound=True, player=play)
    board.raise_(LOST, Tier.STOP)
    assert _until(lambda: any(one.kind == "alarm.no_sound" for one in board.now.open))
    board.raise_(FULL, Tier.STOP)
    signals.close()
    assert [one.n for one in board.now.open if one.kind == "alarm.no_sound"] == [1]


def test_without_wishes_no_thread_begins(make: Make) -> None:
    board, signals = make()
    board.raise_(LOST, Tier.STOP)
    signals.close()
    assert not any(one.name == "alarm-signals" for one in threading.enumerate())


def _until(is_so: Callable[[], bool]) -> bool:
    from tests.waiting import wait_until

    wait_until(is_so)
    return True


def test_other_wishes_hold_from_the_next_alarm_on(make: Make, tmp_path: Path) -> None:
    board, signals = make()
    board.raise_(LOST, Tier.STOP)
    file = tmp_path / "alarms.json"
    signals.use(SignalWishes(file=str(file)))
    board.raise_(FULL, Tier.STOP)
    signals.close()
    assert len(json.loads(file.read_text(encoding="utf-8"))["alarms"]) == 2
