"""A reading that stands still enough to be read: the mean of what was measured, newer values counting more."""

from __future__ import annotations

import math
import time
from collections.abc import Callable


class Smoothed:
    """Exponential: a step is followed to 63 % after ``time_constant_s``, and to 95 % after three times that.

    The first value counts whole. Values may come at any pace, as the share of a new one follows from the time passed.
    """

    def __init__(self, time_constant_s: float = 2.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._time_constant_s = time_constant_s
        self._clock = clock
        self._value: float | None = None
        self._at_s = 0.0

    def add(self, value: float) -> float:
        """The reading, with this value in it."""
        now_s = self._clock()
        if self._value is None:
            self._value = value
        else:
            share = 1 - math.exp(-max(0.0, now_s - self._at_s) / self._time_constant_s)
            self._value += share * (value - self._value)
        self._at_s = now_s
        return self._value

    def forget(self) -> None:
        """What comes next has nothing to do with what was."""
        self._value = None
