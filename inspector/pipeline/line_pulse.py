"""How old frames are when their results are there, over all pieces of a line, for whoever gives way to it."""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import ClassVar

from inspector.core.messages import Code
from inspector.pipeline.result import InspectionResult
from inspector.pipeline.sink import InspectionStart, MissedInspection, Sink

MAX_AGES = 200  # kept between two looks


class LinePulse(Sink):
    """One for a line, over all its pieces. To be its last sink: what the others wait for counts."""

    is_required: ClassVar[bool] = False

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ages_ms: deque[float] = deque(maxlen=MAX_AGES)
        self.is_live = False
        self.n_inspected = self.n_skipped = 0  # frames since the line began

    def begin(self, start: InspectionStart) -> None:
        self.is_live = any(lane.source.is_live for lane in start.lanes)

    def inspected(self, result: InspectionResult) -> None:
        with self._lock:
            self.n_inspected += 1
            self._ages_ms.append((time.monotonic() - result.frame.arrived_s) * 1e3)

    def missed(self, missed: MissedInspection) -> None:
        self.n_skipped += missed.frame.reason.code in (Code.FRAME_SKIPPED, Code.FRAME_PAUSED)

    def take_ages_ms(self) -> tuple[float, ...]:
        """Of the frames since it was asked before, the newest of them. Any thread."""
        with self._lock:
            ages_ms = tuple(self._ages_ms)
            self._ages_ms.clear()
        return ages_ms
