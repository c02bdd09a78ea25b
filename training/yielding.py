"""How much a training may work beside a line that inspects live: decided from the age of the line's frames. No clock.

The measure is the 95th percentile of the age, from pixels to result, against what it is while the training rests:

    LISTENING   the training rests until enough frames of the line were seen without it
    WORKING     it works for its share of the time; one that makes frames older than they may be is halved, and tried
                again after a while, which grows with each try that failed

A line is never quite even, so nothing is decided by one look: where frames seem too old, the training rests and
listens once more, and gives up a part of its share only when they are too old a second time. Skipped frames need no
second look.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

MAX_RATIO = 1.25  # of the age's 95th percentile to that without training
SLACK_MS = 2.0  # a frame that takes 3 ms takes 5 for many reasons
# Less cannot show in a 95th percentile: of every 25 frames one meets the training.
MIN_SHARE = 0.04
BASE_FRAMES, WINDOW_FRAMES = 60, 100  # that a percentile is taken of
FEW_FRAMES = 20  # with fewer nothing is known, and nothing is judged
WINDOW_S = 10.0  # at least, before a share is judged
LISTEN_S = 15.0  # at most, for frames of a slow line
LISTEN_EVERY_S = 300.0
KEPT_FRAMES = 240  # of the latest times it listened
HOLD_S, MAX_HOLD_S = 30.0, 960.0  # before a larger share is tried


@dataclass(frozen=True, slots=True)
class Heard:
    """What the line told at one moment, all lines of this PC together."""

    at_s: float  # of any clock that goes on evenly
    ages_ms: Sequence[float] = ()  # of the frames since it told before
    n_inspected: int = 0  # frames since then
    n_skipped: int = 0
    has_rested: bool = False  # the training did nothing while these frames were inspected


class Governor:
    """One for the time that a line runs. After each ``hear``, ``share`` is what the training may do."""

    def __init__(self, at_s: float) -> None:
        self.share = 1.0  # of the time, once it has listened
        self.is_listening = True
        self.base_ms: float | None = None  # the age's p95 while the training rests; None before it is known
        self._base: deque[float] = deque(maxlen=KEPT_FRAMES)
        self._base_skips = 0.0  # share of frames skipped while the training rests
        self._since_s = at_s  # of listening, or of the window
        self._listened_s = at_s
        self._changed_s = at_s  # the share
        self._hold_s = HOLD_S
        self._ages: list[float] = []  # while it listens, or of the window
        self._n_inspected = self._n_skipped = 0
        self._is_doubted = False  # frames were too old, and it has listened since

    @property
    def limit_ms(self) -> float | None:
        """How old frames may be at their 95th percentile. None before anything is known."""
        return None if self.base_ms is None else max(MAX_RATIO * self.base_ms, self.base_ms + SLACK_MS)

    def hear(self, heard: Heard) -> None:
        if self.is_listening and not heard.has_rested:  # the step in hand, or frames that met it
            self._since_s = heard.at_s
            return
        self._ages += heard.ages_ms
        self._n_inspected += heard.n_inspected
        self._n_skipped += heard.n_skipped
        if self.is_listening:
            if len(self._ages) >= BASE_FRAMES or heard.at_s - self._since_s >= LISTEN_S:
                self._take_base(heard.at_s)
        elif self._skips_more():
            self._give_up_some(heard.at_s)
            self._listen(heard.at_s)
        elif len(self._ages) >= WINDOW_FRAMES and heard.at_s - self._since_s >= WINDOW_S:
            self._judge(heard.at_s)

    def _skips(self) -> float:
        n = self._n_inspected + self._n_skipped
        return self._n_skipped / n if n else 0.0

    def _skips_more(self) -> bool:
        """Than while the training rests. Of a line that skips by itself a few frames say nothing."""
        if not self._base_skips:
            return self._n_skipped > 0
        return self._n_inspected + self._n_skipped >= FEW_FRAMES and self._skips() > 1.5 * self._base_skips

    def _take_base(self, at_s: float) -> None:
        if len(self._ages) >= FEW_FRAMES:
            self._base.extend(self._ages)
            self.base_ms = _p95(self._base)
            self._base_skips = self._skips()
        self.is_listening = False
        self._listened_s = at_s
        self._begin_window(at_s)

    def _judge(self, at_s: float) -> None:
        limit_ms = self.limit_ms
        if limit_ms is None:
            self._listen(at_s)
        elif _p95(self._ages) <= limit_ms:
            self._is_doubted = False
            if self.share < 1 and at_s - self._changed_s >= self._hold_s:
                self.share, self._changed_s = min(1.0, 2 * self.share), at_s
            elif self.share == 1 and at_s - self._changed_s >= 2 * self._hold_s:
                self._hold_s = HOLD_S  # the share that failed holds by now
            if at_s - self._listened_s >= LISTEN_EVERY_S:
                self._listen(at_s)
        elif self._is_doubted:
            self._give_up_some(at_s)
        else:
            self._is_doubted = True
            self._listen(at_s)
        self._begin_window(at_s)

    def _give_up_some(self, at_s: float) -> None:
        self._is_doubted = False
        self._hold_s = min(MAX_HOLD_S, 2 * self._hold_s)
        self.share, self._changed_s = max(MIN_SHARE, self.share / 2), at_s

    def _listen(self, at_s: float) -> None:
        self.is_listening = True
        self._begin_window(at_s)

    def _begin_window(self, at_s: float) -> None:
        self._ages, self._n_inspected, self._n_skipped, self._since_s = [], 0, 0, at_s


def _p95(ages_ms: Sequence[float]) -> float:
    return float(np.percentile(ages_ms, 95))
