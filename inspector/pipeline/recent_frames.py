"""Inspected frames kept in memory for a while, so that a click on a defect shows its frame at once."""

from __future__ import annotations

import threading
from collections import OrderedDict

from inspector.pipeline.result import InspectionResult

BUDGET_BYTES = 192_000_000


class RecentFrames:
    """The latest frames with defects, up to a budget of bytes, each a copy of its own. Any thread."""

    def __init__(self, budget_bytes: int = BUDGET_BYTES) -> None:
        self._budget_bytes = budget_bytes
        self._lock = threading.Lock()
        self._results: OrderedDict[tuple[int, int], InspectionResult] = OrderedDict()
        self._n_bytes = 0

    def add(self, result: InspectionResult) -> None:
        result = result.kept()
        with self._lock:
            self._results[result.placement.lane, result.frame.frame_index] = result
            self._n_bytes += _n_bytes(result)
            while self._n_bytes > self._budget_bytes and len(self._results) > 1:
                _, oldest = self._results.popitem(last=False)
                self._n_bytes -= _n_bytes(oldest)

    def get(self, frame_index: int, lane: int = 0) -> InspectionResult | None:
        with self._lock:
            return self._results.get((lane, frame_index))

    def clear(self) -> None:
        with self._lock:
            self._results.clear()
            self._n_bytes = 0


def _n_bytes(result: InspectionResult) -> int:
    found = result.prediction
    return result.frame.pixels.nbytes + found.index.nbytes + found.probability.nbytes + result.class_map.nbytes
