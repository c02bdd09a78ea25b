"""What a line that inspects tells of itself, for trainings of its workspace on the same PC: they give way to it.

    RUNS/.line/PROCESS-TOKEN.json    one per line, written anew every second by a thread of its own, gone at its end

A beat counts while its process lives and its number rises, and on its own PC only: a workspace may lie on a share.
Nothing here can hold up the line: what cannot be written is said once in the log, and no training gives way then.
"""

from __future__ import annotations

import logging
import os
import platform
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import psutil
from pydantic import TypeAdapter

from inspector.core.audit import utc_now, utc_text
from inspector.core.files import write_whole
from inspector.core.typed_json import from_json
from inspector.core.untrusted import read_bounded

log = logging.getLogger("inspector.runs")

BEATS_EVERY_S: Final = 1.0
STALE_S: Final = 5.0  # a line that was silent for so long has ended, whatever its file says
STOP_S: Final = 1.0
MAX_BYTES: Final = 20_000
MAX_AGES: Final = 200  # of one beat, the newest
MAX_BEATS: Final = 100  # files that are looked at: more lines are on no PC
BEAT_FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class LineVitals:
    """How the line fares since it began, and since it was asked before."""

    is_live: bool  # frames wait for nobody
    n_inspected: int = 0  # frames since it began
    n_skipped: int = 0  # of a live source, because the model was too slow
    ages_ms: tuple[float, ...] = ()  # of the frames since it was asked before, from the pixels in memory to the result


@dataclass(frozen=True, slots=True)
class LineBeat:
    """One file. Raises ValueError where it cannot be true."""

    vitals: LineVitals
    number: int = 0  # rises with each beat: who reads needs no clock of the line
    at: str = ""  # UTC
    host: str = ""
    process: int = 0
    format: int = BEAT_FORMAT

    def __post_init__(self) -> None:
        vitals = self.vitals
        if self.format != BEAT_FORMAT:
            raise ValueError(f"a beat of format {self.format}, this program reads {BEAT_FORMAT}")
        if min(vitals.n_inspected, vitals.n_skipped, self.number, self.process) < 0:
            raise ValueError("a number below 0")
        if len(vitals.ages_ms) > MAX_AGES or not all(0 <= age < 1e9 for age in vitals.ages_ms):
            raise ValueError("ages of frames that no line has")

    def to_json(self) -> bytes:
        return _BEAT.dump_json(self)

    @classmethod
    def from_json(cls, text: bytes) -> LineBeat:
        """Raises ValueError."""
        return from_json(_BEAT, text)


_BEAT = TypeAdapter(LineBeat)


def beats_of(runs: Path) -> Path:
    return runs / ".line"


class LineHeart:
    """Beats until ``stop``, or until ``vitals`` gives None because the line has ended; then its file goes."""

    def __init__(self, runs: Path, vitals: Callable[[], LineVitals | None], every_s: float = BEATS_EVERY_S) -> None:
        self._file = beats_of(runs) / f"{os.getpid()}-{uuid.uuid4().hex[:8]}.json"
        self._vitals, self._every_s = vitals, every_s
        self._number = 0
        self._is_over = threading.Event()
        self._has_told = False
        # A daemon: a share that does not answer may keep it for ever, and nothing would be lost.
        self._thread = threading.Thread(target=self._run, name="line-heart", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """The file goes; waits a second for that at most. Repeatable."""
        self._is_over.set()
        self._thread.join(STOP_S)

    def _run(self) -> None:
        self._sweep()
        while not self._is_over.is_set() and (vitals := self._vitals()) is not None:
            self._beat(vitals)
            self._is_over.wait(self._every_s)
        try:
            self._file.unlink(missing_ok=True)
        except OSError as error:
            log.warning("%s stays, and counts no more: %s", self._file, error)

    def _sweep(self) -> None:
        """What lines of this PC left that were killed."""
        try:
            for file in self._file.parent.glob("*.json"):
                left = _read(file)
                if left is not None and left.host == platform.node() and not psutil.pid_exists(left.process):
                    file.unlink(missing_ok=True)
        except OSError as error:
            log.warning("what earlier lines left stays: %s", error)

    def _beat(self, vitals: LineVitals) -> None:
        self._number += 1
        beat = LineBeat(vitals, self._number, utc_text(utc_now()), platform.node(), os.getpid())
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._file, beat.to_json(), is_synced=False)
        except OSError as error:
            if not self._has_told:
                self._has_told = True
                log.warning("no training gives way to this line: it cannot write %s: %s", self._file, error)


@dataclass(slots=True)
class _Seen:
    number: int
    changed_s: float  # time.monotonic() of the reader


class LineListener:
    """Hears the lines of this PC. ``listen`` costs a listing of a folder and some small files."""

    def __init__(self, runs: Path) -> None:
        self._folder = beats_of(runs)
        self._seen: dict[str, _Seen] = {}

    def listen(self) -> dict[str, LineBeat]:
        """The newest beat of each line that runs here now, by its file. What cannot be read or believed is none."""
        try:
            names = sorted(entry.name for entry in os.scandir(self._folder) if entry.name.endswith(".json"))[:MAX_BEATS]
        except OSError:
            names = []
        beats = {name: beat for name in names if (beat := _read(self._folder / name)) is not None}
        for name in self._seen.keys() - beats.keys():
            del self._seen[name]
        return {name: beat for name, beat in beats.items() if self._lives(name, beat)}

    def _lives(self, name: str, beat: LineBeat) -> bool:
        if beat.host != platform.node() or not psutil.pid_exists(beat.process):
            return False
        now_s, seen = time.monotonic(), self._seen.get(name)
        if seen is None:  # the only time at which its clock counts, which is that of this PC
            seen = self._seen[name] = _Seen(beat.number, now_s if _is_fresh(beat.at) else now_s - STALE_S)
        elif beat.number != seen.number:
            seen.number, seen.changed_s = beat.number, now_s
        return now_s - seen.changed_s < STALE_S


def _is_fresh(at: str) -> bool:
    try:
        return abs((utc_now() - datetime.fromisoformat(at)).total_seconds()) < STALE_S
    except (ValueError, TypeError):
        return False


def _read(file: Path) -> LineBeat | None:
    try:
        return LineBeat.from_json(read_bounded(file, MAX_BYTES))
    except (OSError, ValueError):  # half written by nobody, but a share may show it so
        return None
