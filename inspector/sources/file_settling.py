"""When a file in a watched folder is complete: the decision alone, without clock, threads or decoding.

Another PC fills the folder, so a file is seen while it still grows. Its states:

    growing ── size and time unchanged for settle_s ──> ready ── decoded ──> taken
       ^                                                  │
       └── changed ──── waiting <── could not be decoded ─┘
                           └── unchanged for give_up_s ──> reported once, then taken

A name is taken once: a file replaced in place is not inspected again, since a picture touched by a copying
tool or a virus scanner would be a second metre of strip. A name that was gone for ``forget_s`` is new when it
comes back, which bounds the memory and leaves time for a network share to return.

Order is that of arrival: modification time, then natural order of the names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from inspector.core.messages import Message
from inspector.sources.listing import natural_key

_TEMPORARY_ENDINGS = (".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".download")
Status: TypeAlias = tuple[int, int]  # bytes, and ns of the last change
_RETRY_S = 0.5  # a file that could not be decoded is tried again so often at most


@dataclass(slots=True)
class _Waiting:
    size: int
    modified_ns: int
    unchanged_since_s: float
    try_at_s: float
    fault: Message | None = None  # why the last try to decode it failed


class FileSettling:
    """Times are those of one monotonic clock, given by the caller, as is what the files look like: nothing here waits
    for a disk. One thread, but for ``statuses``."""

    def __init__(self, *, settle_s: float, give_up_s: float, forget_s: float = 3600.0) -> None:
        self._settle_s = settle_s
        self._give_up_s = give_up_s
        self._forget_s = forget_s
        self._waiting: dict[str, _Waiting] = {}
        self._taken: dict[str, float] = {}  # name to when it was last seen
        self._swept_at_s = 0.0

    def statuses(
        self, root: Path, names: Iterable[str], answered: Callable[[], None] = lambda: None
    ) -> dict[str, Status | None]:
        """What ``look`` wants to know of the files of a folder; it may hang. On any thread."""
        found: dict[str, Status | None] = {}
        for name in names:
            found[name] = None if name in self._taken or is_temporary(name) else status_of(root / name)
            answered()
        return found

    def look(self, found: Mapping[str, Status | None], now_s: float) -> list[str]:
        """Take note of what lies in the folder now; the names to decode, in order of arrival."""
        ready: list[tuple[int, str]] = []
        seen: set[str] = set()
        for name, status in found.items():
            if name in self._taken:
                self._taken[name] = now_s
                continue
            if status is None or is_temporary(name):  # gone again, or nobody's yet
                continue
            seen.add(name)
            waiting = self._waiting.get(name)
            if waiting is None or (waiting.size, waiting.modified_ns) != status:
                self._waiting[name] = _Waiting(*status, now_s, now_s + self._settle_s)
            elif now_s >= waiting.try_at_s:
                ready.append((waiting.modified_ns, name))
        for name in self._waiting.keys() - seen:  # removed or renamed before it was complete
            del self._waiting[name]
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

    def take(self, name: str, now_s: float) -> None:
        self._waiting.pop(name, None)
        self._taken[name] = now_s

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
        self._taken = {name: seen_s for name, seen_s in self._taken.items() if now_s - seen_s < self._forget_s}


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
