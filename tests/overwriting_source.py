"""A source with a ring of buffers, as a camera's driver has: a released buffer shows something else at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import numpy as np

from inspector.core.frame import Frame, Lease, MissedFrame
from inspector.core.messages import Message
from inspector.sources.source import SourceInfo, SourceKind
from tests.tiny_model import BRIGHT, DULL

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HEIGHT, WIDTH = 64, 80
OVERWRITTEN = BRIGHT  # one large defect of another class, where anybody still looks


def expected_pixels(frame_index: int) -> np.ndarray:
    """Clean steel of a grey of its own, with a dull square of 10 px somewhere of its own."""
    drawn = np.full((HEIGHT, WIDTH), 20 + frame_index % 60, np.uint8)
    top, left = 4 + 5 * (frame_index % 9), 4 + 7 * (frame_index % 9)
    drawn[top : top + 10, left : left + 10] = DULL
    return drawn


class OverwritingSource:
    """``n_frames`` frames in ``n_buffers`` buffers; it waits for a free one, and ends there if none comes back."""

    def __init__(
        self,
        n_frames: int,
        n_buffers: int = 8,
        *,
        is_live: bool = False,
        pixels_of: Callable[[int], np.ndarray] = expected_pixels,
    ) -> None:
        self.info = SourceInfo(SourceKind.CAMERA, "ring", is_live, False, n_frames)
        self._pixels_of = pixels_of
        self._buffers = [np.zeros((HEIGHT, WIDTH), np.uint8) for _ in range(n_buffers)]
        self._free = list(range(n_buffers))
        self._changed = threading.Condition()
        self.n_delivered = 0

    @property
    def n_lent(self) -> int:
        """Buffers that nobody has given back."""
        with self._changed:
            return len(self._buffers) - len(self._free)

    @property
    def buffers(self) -> list[np.ndarray]:
        return self._buffers

    def frames(self, stop: threading.Event, notify: Callable[[Message], None]) -> Iterator[Frame | MissedFrame]:
        for frame_index in range(self.info.n_frames or 0):
            with self._changed:
                while not self._free and not stop.is_set():
                    self._changed.wait(0.05)
                if stop.is_set():
                    return
                index = self._free.pop(0)
            self._buffers[index][:] = self._pixels_of(frame_index)
            with self._changed:
                self.n_delivered += 1
                self._changed.notify_all()
            yield Frame(
                frame_index, f"frame {frame_index:06d}", self._buffers[index], NOON, time.monotonic(),
                lease=Lease(lambda index=index: self._take_back(index)),  # type: ignore[misc]
            )  # fmt: skip

    def wait_for(self, n_delivered: int, timeout_s: float = 20.0) -> None:
        """On the thread of whoever uses the frames: until so many were delivered."""
        with self._changed:
            assert self._changed.wait_for(lambda: self.n_delivered >= n_delivered, timeout_s)

    def _take_back(self, index: int) -> None:
        with self._changed:
            self._buffers[index][:] = OVERWRITTEN
            self._free.append(index)
            self._changed.notify_all()

    def close(self) -> None:
        """The buffers are left as they are, for a test to look at."""
