"""The contract of every source of frames: folder, video, camera, synthetic strip.

A source is opened once, iterated once, on one thread of the line's, and closed by it.
No Qt; a source may read files and devices, the threads that call it may wait.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol, runtime_checkable

from inspector.core.frame import Frame, MissedFrame
from inspector.core.messages import Message
from inspector.core.untrusted import storable


class SourceKind(StrEnum):
    FOLDER = "folder"
    VIDEO = "video"
    CAMERA = "camera"
    SYNTHETIC = "synthetic"


@dataclass(frozen=True, slots=True)
class SourceInfo:
    kind: SourceKind
    name: str  # shown to people: the folder's name, the camera's address
    is_live: bool  # True: it does not wait, the oldest waiting frame is dropped; False: it waits, nothing is dropped
    is_continuous: bool  # True: each frame goes on where the one before ended, so defects may cross the border
    n_frames: int | None = None  # where it is known beforehand
    address: str | None = None  # JSON, how one of its frames is read again (sources/address.py); None: it cannot be

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", storable(self.name))


class Source(Protocol):
    @property
    def info(self) -> SourceInfo: ...

    def frames(self, stop: threading.Event, notify: Callable[[Message], None]) -> Iterator[Frame | MissedFrame]:
        """Deliver every frame in order, and a ``MissedFrame`` for each that cannot be read.

        Ends at the end of the source, or within 1 s after ``stop`` is set. ``notify`` takes what people
        should know meanwhile (camera lost, camera back). Raises SourceError only where nothing more
        can come.

        Pixels in a buffer that is filled again come with a ``Lease``, which is given back for every frame, on any
        thread. A source whose buffers are all lent waits for one, or until ``stop``.
        """
        ...

    def close(self) -> None:
        """Release device and files. Repeatable."""
        ...


@runtime_checkable
class ListingSource(Protocol):
    """A source that reads whatever lies in some folder, and could read what is written because of it."""

    def check_apart(self, *, folders: Iterable[Path] = (), trees: Iterable[Path] = ()) -> None:
        """Raises SourceError (SOURCE_IS_OURS) where it lists one of ``folders``, or anything in one of ``trees``."""
        ...


@runtime_checkable
class AnsweringSource(Protocol):
    """A source that is opened by iterating it, and can tell before that whether anything answers."""

    def await_answer(self) -> None:
        """Return once it delivers; raises SourceError where nothing does. It may be iterated afterwards, and closed
        at any time, on any thread."""
        ...


@runtime_checkable
class EndingSource(Protocol):
    """A source that has an end, and so knows what was left when it was stopped before it."""

    def remaining(self) -> Iterator[MissedFrame]:
        """What ``frames`` did not deliver, as FRAME_NOT_REACHED; nothing where it came to its end.

        Asked once, on the same thread, after ``frames`` has ended. Opens no file.
        """
        ...
