"""How fast inspection runs, by stage, from the latest frames."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

N_LATEST = 256
RATE_WINDOW_S = 3.0


class Stage(StrEnum):
    PREDICT = "predict"  # preparation and network
    MEASURE = "measure"  # class map, regions, defects
    RECORD = "record"  # handing over to the store; waiting for it counts here
    AGE = "age"  # from the pixels in memory to the result


@dataclass(frozen=True, slots=True)
class Spread:
    p50_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class PipelineStats:
    n_in: int = 0  # frames delivered, those skipped, unreadable or not reached included
    n_inspected: int = 0
    n_not_inspected: int = 0
    n_skipped: int = 0  # of those, dropped because the model was too slow
    fps_in: float = 0.0
    fps_inspected: float = 0.0
    stages: tuple[tuple[Stage, Spread], ...] = ()
    ages_ms: Mapping[int, float] = field(default_factory=dict)  # by lane: of its newest result, at this moment

    @property
    def newest_age_ms(self) -> float | None:
        """Of the newest result of any lane; None before the first."""
        return min(self.ages_ms.values(), default=None)

    def spread(self, stage: Stage) -> Spread | None:
        return dict(self.stages).get(stage)


class StatsCollector:
    """Counts and times; any thread may add or read."""

    def __init__(self, before: StatsCollector | None = None) -> None:
        """``before``: of the piece before, of the same sources. The newest picture may still be of that piece, and it
        grows no younger where a new one begins."""
        self._lock = threading.Lock()
        self._times: dict[Stage, deque[float]] = {stage: deque(maxlen=N_LATEST) for stage in Stage}
        self._in: deque[float] = deque()
        self._inspected: deque[float] = deque()
        self._n_in = self._n_inspected = self._n_not_inspected = self._n_skipped = 0
        self._started_s = time.monotonic()
        self._arrived_s = before.arrived_s if before is not None else {}

    @property
    def arrived_s(self) -> dict[int, float]:
        """time.monotonic() at which the newest frame of each lane that was inspected arrived."""
        with self._lock:
            return dict(self._arrived_s)

    def captured(self) -> None:
        with self._lock:
            self._n_in += 1
            _add_moment(self._in)

    def not_reached(self) -> None:
        """A frame that the source still had when it was stopped: counted, but not part of the rate."""
        with self._lock:
            self._n_in += 1

    def inspected(self, lane: int, times_ms: dict[Stage, float]) -> None:
        with self._lock:
            self._n_inspected += 1
            _add_moment(self._inspected)
            for stage, value in times_ms.items():
                self._times[stage].append(value)
            if Stage.AGE in times_ms:
                self._arrived_s[lane] = time.monotonic() - times_ms[Stage.AGE] / 1e3

    def not_inspected(self, *, is_skipped: bool) -> None:
        with self._lock:
            self._n_not_inspected += 1
            self._n_skipped += is_skipped

    def read(self) -> PipelineStats:
        with self._lock:
            now = time.monotonic()
            window_s = max(min(RATE_WINDOW_S, now - self._started_s), 0.5)
            for moments in (self._in, self._inspected):
                _forget_before(moments, now - RATE_WINDOW_S)
            spreads = tuple((stage, _spread(times)) for stage, times in self._times.items() if times)
            return PipelineStats(
                self._n_in, self._n_inspected, self._n_not_inspected, self._n_skipped,
                len(self._in) / window_s, len(self._inspected) / window_s, spreads,
                {lane: (now - arrived_s) * 1e3 for lane, arrived_s in self._arrived_s.items()},
            )  # fmt: skip


def _spread(times: Iterable[float]) -> Spread:
    ordered = sorted(times)
    return Spread(_percentile(ordered, 0.50), _percentile(ordered, 0.95))


def _percentile(ordered: Sequence[float], share: float) -> float:
    """On the line between its two neighbours, as ``numpy.percentile``, which is slow for few values."""
    at = share * (len(ordered) - 1)
    below = int(at)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (at - below)


def _add_moment(moments: deque[float]) -> None:
    """Old ones go here too: nobody may read for days."""
    now = time.monotonic()
    moments.append(now)
    _forget_before(moments, now - RATE_WINDOW_S)


def _forget_before(moments: deque[float], since_s: float) -> None:
    while moments and moments[0] < since_s:
        moments.popleft()
