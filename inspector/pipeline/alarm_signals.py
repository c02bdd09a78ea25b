"""Alarms for whoever does not look at the screen: a sound, a command for a lamp, a file for another program.

    board ► AlarmSignals.changed ► queue ► alarm-signals thread: file, command, sound

Best effort: none of them holds up inspection, and each says once that it fails. The plant switches them on
(docs/manual/alarms.md). No Qt.
"""

from __future__ import annotations

import json
import logging
import os
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from inspector.core.alarm import Alarm
from inspector.core.audit import utc_text
from inspector.core.files import write_whole
from inspector.core.messages import Code, Message, Tier, message
from inspector.pipeline.alarm_sink import tier_of
from inspector.pipeline.alarms import AlarmBoard, AlarmChange, Change
from inspector.texts.messages import one_line

log = logging.getLogger("inspector.pipeline")

COMMAND_LIMIT_S: Final = 5.0
SOUND_LIMIT_S: Final = 5.0
PLAYERS: Final = (("paplay",), ("pw-play",), ("aplay", "-q"), ("afplay",))  # Linux, and macOS at the end
# Those failures of ours are alarms, and would ask for what has just failed.
_OF_OURS = (Code.ALARM_NO_SOUND.value, Code.ALARM_COMMAND_FAILED.value, Code.ALARM_FILE_FAILED.value)

Play = Callable[[Path], None]  # returns when it has been played; raises OSError


@dataclass(frozen=True, slots=True)
class SignalWishes:
    """What the plant wants besides the screen, "" for none. ``command`` is split as a shell would; no shell runs it."""

    has_sound: bool = False
    command: str = ""
    file: str = ""

    @property
    def is_any(self) -> bool:
        return self.has_sound or bool(self.command.strip()) or bool(self.file.strip())


def play(sound: Path) -> None:
    """Play a WAV file to its end. Raises OSError where nothing plays it."""
    if sys.platform == "win32":
        import winsound

        try:
            winsound.PlaySound(str(sound), winsound.SND_FILENAME | winsound.SND_NODEFAULT)
        except RuntimeError as error:
            raise OSError(str(error)) from error
        return
    found = [command for command in PLAYERS if shutil.which(command[0])]
    if not found:
        raise OSError(f"none of {', '.join(command[0] for command in PLAYERS)} is installed")
    failures = []
    for command in found:
        try:
            _run([*command, str(sound)], SOUND_LIMIT_S)
        except OSError as error:
            failures.append(f"{command[0]}: {error}")
        else:
            return
    raise OSError("; ".join(failures))


def _run(command: Sequence[str], limit_s: float, environment: dict[str, str] | None = None) -> None:
    """Raises OSError where it cannot be started, fails or does not end."""
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=limit_s,
            env=environment, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise OSError(f"it did not end within {limit_s:g} s") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise OSError(f"it ended with code {done.returncode}" + (f": {said[-1][:200]}" if said else ""))


class AlarmSignals:
    """Its thread lives from the first alarm to ``close``. One command and one sound at a time: of those that come
    meanwhile, the newest follows."""

    def __init__(self, board: AlarmBoard, wishes: SignalWishes, sounds: Path, player: Play = play) -> None:
        """``sounds``: the folder with stop.wav and warn.wav."""
        self._board = board
        self._wishes = wishes
        self._sounds = sounds
        self._play = player
        self._changed = threading.Condition()
        self._newest: AlarmChange | None = None  # for the command
        self._rings: Tier | None = None
        self._is_file_old = False
        self._is_closed = False
        self._is_told: set[Code] = set()
        self._thread: threading.Thread | None = None

    def changed(self, change: AlarmChange) -> None:
        """For the board. Returns at once."""
        wishes = self._wishes
        if not wishes.is_any or change.alarm.kind in _OF_OURS:
            return
        with self._changed:
            if self._is_closed:
                return
            if change.what is not Change.REPEATED:
                self._newest = change
                self._is_file_old = True
            if change.what is Change.RAISED and change.alarm.tier is not Tier.NOTE and self._rings is not Tier.STOP:
                self._rings = change.alarm.tier
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="alarm-signals", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def use(self, wishes: SignalWishes) -> None:
        """From the next alarm on; what failed before may be told anew."""
        with self._changed:
            if wishes != self._wishes:
                self._wishes = wishes
                self._is_told.clear()

    def close(self) -> None:
        """What waits is still done. Returns when it is, or after the limits of what runs."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(COMMAND_LIMIT_S + SOUND_LIMIT_S)

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(
                    lambda: self._newest is not None or self._is_file_old or self._rings is not None or self._is_closed
                )
                newest, self._newest = self._newest, None
                rings, self._rings = self._rings, None
                is_file_old, self._is_file_old = self._is_file_old, False
                is_last = self._is_closed
            if is_file_old and self._wishes.file.strip():
                self._write_file(Path(self._wishes.file.strip()).expanduser())
            if newest is not None and self._wishes.command.strip():
                self._run_command(newest)
            if rings is not None and self._wishes.has_sound and not is_last:
                self._ring(rings)
            if is_last and newest is None and not is_file_old:
                return

    def _write_file(self, path: Path) -> None:
        try:
            write_whole(path, (standing_json(self._board.now.open) + "\n").encode())
        except OSError as error:
            self._failed(message(Code.ALARM_FILE_FAILED, path=str(path), detail=error.strerror or str(error)))

    def _run_command(self, change: AlarmChange) -> None:
        command = self._wishes.command.strip()
        environment = {
            **os.environ,
            "INSPECTOR_ALARM_TIER": change.alarm.tier.value,
            "INSPECTOR_ALARM_TEXT": one_line(change.alarm.message).replace("\0", ""),
            "INSPECTOR_ALARM_STATE": change.what.value,
            "INSPECTOR_ALARMS_OPEN": str(sum(alarm.acknowledged is None for alarm in self._board.now.open)),
        }
        try:
            arguments = shlex.split(command, posix=os.name != "nt")
            if not arguments:
                raise OSError("it names no program")
            _run(arguments, COMMAND_LIMIT_S, environment)
        except (OSError, ValueError) as error:
            self._failed(message(Code.ALARM_COMMAND_FAILED, command=command, detail=str(error)))

    def _ring(self, tier: Tier) -> None:
        try:
            self._play(self._sounds / f"{tier.value}.wav")
        except OSError as error:
            self._failed(message(Code.ALARM_NO_SOUND, detail=str(error)))

    def _failed(self, told: Message) -> None:
        """Once while the program runs."""
        log.warning("%s %s", told.code.value, dict(told.params))
        if told.code not in self._is_told:
            self._is_told.add(told.code)
            self._board.raise_(told, tier_of(told))


def standing_json(alarms: Sequence[Alarm]) -> str:
    """What the file holds: the open alarms, loudest first."""
    return json.dumps({"version": 1, "alarms": [_facts(alarm) for alarm in alarms]}, ensure_ascii=False, indent=1)


def _facts(alarm: Alarm) -> dict[str, Any]:
    return {
        "tier": alarm.tier.value,
        "kind": alarm.kind,
        "text": one_line(alarm.message),
        "count": alarm.n,
        "raised_at": utc_text(alarm.raised_at),
        "last_at": utc_text(alarm.last_at),
        "stands": alarm.stands,
        "acknowledged": alarm.acknowledged is not None,
        "inspection_id": alarm.inspection_id,
    }
