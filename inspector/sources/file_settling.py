"""When a file in a watched folder is complete: the decision alone, without clock, threads or decoding.

Another PC fills the folder, so a file is seen while it still grows. Its states:

    growing ── size and time unchanged for settle_s ──> ready ── decoded ──> taken
       ^                                                  │                   │
       ├── changed ──── waiting <── could not be decoded ─┘                   │
       │                   └── unchanged for give_up_s ──> reported once, then taken
       └──────────────────────── size or time changed ────────────────────────┘

A name that is written again is a new frame if its content is another; a picture that a copying tool or a virus scanner
touched is not, else it would be a second metre of strip. So a name that was gone and comes back as it was is no new
frame either, which leaves time for a network share to return; after ``forget_s`` it is, which bounds the memory.
Whatever is written twice between two looks was once: nobody can know.

A file that was renamed is no new frame either: content, size and time are those of one that was taken, and that one is
no longer under its name. The time tells it from the next frame of a camera that sees the same again, as all black; a
copy beside the first one is a new frame.

Order is that of arrival: modification time, then natural order of the names.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from inspector.core.messages import Message
from inspector.sources.listing import natural_key

log = logging.getLogger("inspector.sources")

_TEMPORARY_ENDINGS = (".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".download")
Status: TypeAlias = tuple[int, int]  # bytes, and ns of the last change
GROWS_S = 30.0
_RETRY_S = 0.5  # a file that could not be decoded is tried again so often at most
_MAX_AGAIN = 2000  # taken files whose status is asked for at one look, in turn: a share takes a while for each


@dataclass(slots=True)
class _Taken:
    seen_s: float
    status: Status
    digest: bytes  # of its content; empty where it could not be read


@dataclass(slots=True)
class _Waiting:
    size: int
    modified_ns: int
    unchanged_since_s: float
    try_at_s: float
    first_seen_s: float
    before: _Taken | None = None  # what was taken under this name before it was written again
    fault: Message | None = None  # why the last try to decode it failed
    is_told: bool = False  # that it goes on growing


class FileSettling:
    """Times are those of one monotonic clock, given by the caller, as is what the files look like: nothing here waits
    for a disk. One thread, but for ``statuses``."""

    def __init__(
        self, *, settle_s: float, give_up_s: float, grows_s: float = GROWS_S, forget_s: float = 3600.0
    ) -> None:
        """``grows_s`` is how long a file may go on changing before it is told."""
        self._settle_s = settle_s
        self._give_up_s = give_up_s
        self._forget_s = forget_s
        self._waiting: dict[str, _Waiting] = {}
        self._grows_s = grows_s
        self._taken: dict[str, _Taken] = {}
        self._listed: frozenset[str] = frozenset()  # at the last look
        self._names_of: dict[tuple[Status, bytes], dict[str, float]] = {}  # where what was taken lay, and when that was
        self._is_rename_told = False
        self._n_again = 0  # where among the taken files the next look goes on
        self._swept_at_s = 0.0

    def statuses(
        self, root: Path, names: Iterable[str], answered: Callable[[], None] = lambda: None
    ) -> dict[str, Status | None]:
        """What ``look`` wants to know of the files of a folder; it may hang. On any thread."""
        listed = list(names)
        taken = [name for name in listed if name in self._taken]
        begin = self._n_again if self._n_again < len(taken) else 0
        again = set(islice(taken, begin, begin + _MAX_AGAIN))
        self._n_again = begin + len(again)
        found: dict[str, Status | None] = {}
        for name in listed:
            is_asked = (name not in self._taken or name in again) and not is_temporary(name)
            found[name] = status_of(root / name) if is_asked else None
            answered()
        return found

    def look(self, found: Mapping[str, Status | None], now_s: float) -> list[str]:
        """Take note of what lies in the folder now; the names to decode, in order of arrival."""
        self._listed = frozenset(found)
        ready: list[tuple[int, str]] = []
        seen: set[str] = set()
        for name, status in found.items():
            before = self._taken.get(name)
            if before is not None:
                before.seen_s = now_s
                if status is None or status == before.status:
                    continue
                del self._taken[name]
            if status is None or is_temporary(name):  # gone again, or nobody's yet
                continue
            seen.add(name)
            waiting = self._waiting.get(name)
            if waiting is None or (waiting.size, waiting.modified_ns) != status:
                since_s = now_s
                if waiting is not None:
                    since_s, before = waiting.first_seen_s, waiting.before
                self._waiting[name] = _Waiting(
                    *status, now_s, now_s + self._settle_s, since_s, before,
                    is_told=waiting is not None and waiting.is_told,
                )  # fmt: skip
            elif now_s >= waiting.try_at_s:
                ready.append((waiting.modified_ns, name))
        for name in self._waiting.keys() - seen:  # removed or renamed before it was complete
            before = self._waiting.pop(name).before
            if before is not None:
                self._taken[name] = before
        self._sweep(now_s)
        ready.sort(key=lambda each: (each[0], natural_key(each[1])))
        return [name for _, name in ready]

    def not_taken(self, names: Iterable[str]) -> dict[str, Message | None]:
        """Those that are whole or on their way and were not taken, each with what kept it from being decoded."""
        left = [name for name in names if name not in self._taken and not is_temporary(name)]
        return {name: self._waiting[name].fault if name in self._waiting else None for name in left}

    @property
    def waiting(self) -> tuple[str, ...]:
        return tuple(self._waiting)

    def is_unchanged(self, name: str, status: Status | None) -> bool:
        """True if the file is still what it was when it was found ready."""
        waiting = self._waiting[name]
        return status == (waiting.size, waiting.modified_ns)

    def take(self, name: str, now_s: float, digest: bytes) -> bool:
        """``digest`` is that of its content. False if this is what was taken before: touched or renamed, no more."""
        waiting = self._waiting.pop(name)
        status = (waiting.size, waiting.modified_ns)
        is_renamed = self._is_renamed(name, status, digest)
        self._taken[name] = _Taken(now_s, status, digest)
        if digest:
            self._names_of.setdefault((status, digest), {})[name] = now_s
        before = waiting.before
        if before is None or not digest or before.digest != digest:
            return not is_renamed
        if before.status != status:
            self._names_of.get((before.status, digest), {}).pop(name, None)
        return False

    def _is_renamed(self, name: str, status: Status, digest: bytes) -> bool:
        """True if it was taken under another name that is gone, or means another file now. That name is then free."""
        names = self._names_of.get((status, digest), {})
        for other in names:
            one = self._taken.get(other)
            is_there = other in self._listed and one is not None and (one.status, one.digest) == (status, digest)
            if other == name or is_there:
                continue
            del names[other]
            if other not in self._listed:
                self._taken.pop(other, None)
            if not self._is_rename_told:
                self._is_rename_told = True
                log.info("%s is %s under another name and is not inspected again, nor are others like it", name, other)
            return True
        return False

    def still_growing(self, now_s: float) -> list[str]:
        """Those that changed again at this look, and have done so for too long; each once."""
        growing = [
            name
            for name, one in self._waiting.items()
            if one.unchanged_since_s == now_s and now_s - one.first_seen_s >= self._grows_s and not one.is_told
        ]
        for name in growing:
            self._waiting[name].is_told = True
        return growing

    def put_back(self, name: str, now_s: float, fault: Message | None = None) -> bool:
        """It could not be decoded: wait for more. False if it has not changed for too long to hope."""
        waiting = self._waiting[name]
        if now_s - waiting.unchanged_since_s >= self._give_up_s:
            return False
        waiting.try_at_s, waiting.fault = now_s + _RETRY_S, fault
        return True

    def _sweep(self, now_s: float) -> None:
        if now_s - self._swept_at_s < self._forget_s / 10:
            return
        self._swept_at_s = now_s
        self._taken = {name: one for name, one in self._taken.items() if now_s - one.seen_s < self._forget_s}
        for content, names in list(self._names_of.items()):
            kept = {name: at_s for name, at_s in names.items() if name in self._taken or now_s - at_s < self._forget_s}
            if kept:
                self._names_of[content] = kept
            else:
                del self._names_of[content]


def is_temporary(path: str) -> bool:
    """Names that copying programs use until a file is whole, e.g. "a.png.part" and "~a.png"."""
    name = path.rpartition("/")[2].casefold()
    return name.startswith("~") or name.endswith(_TEMPORARY_ENDINGS)


def status_of(path: Path) -> Status | None:
    """None where it is gone. Not from the listing: Windows keeps old sizes there while a file is being written."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns
