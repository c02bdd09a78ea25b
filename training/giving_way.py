"""A training gives way to a line that inspects on the same PC: the line comes first, whatever the training is at.

    with GivingWay(runs) as way:     a thread listens to the lines, twice a second
        way.gap()                    between two parts of the work: rests for as long as it has to

Behind a live line the system runs the training last, and a governor by the age of the line's frames says how much it
may work. Behind one that is not live, whose frames wait, it only stands further back. What is computed stays the same.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from inspector.runs.line_beat import BEATS_EVERY_S, LineBeat, LineListener
from training.priority import Priority, Rank
from training.yielding import Governor, Heard

log = logging.getLogger("training")

LOOKS_EVERY_S = 0.5
RESTED_S = 2 * BEATS_EVERY_S + LOOKS_EVERY_S  # a beat that is heard now tells of frames of so long ago
MAX_REST_S = 30.0  # at once
HEARS_S = 0.2  # between two looks, while it rests, whether somebody asked for something
# Behind others: 3 of 1027 shares of a core that somebody else wants are what Linux leaves to SCHED_IDLE.
SLOWER = 30.0


class GivingWay:
    def __init__(self, runs: Path, looks_every_s: float = LOOKS_EVERY_S) -> None:
        self._listener, self._every_s = LineListener(runs), looks_every_s
        self._priority = Priority()
        self._changed = threading.Condition()
        self._is_over = False
        self._is_behind = False  # a line of any kind
        self._governor: Governor | None = None  # while a line is live
        self._told: dict[str, LineBeat] = {}  # the newest beat of each live line
        self._rests_since_s: float | None = None
        self._works_since_s = time.monotonic()
        self._slower = 1.0  # so many times as slowly as usual the clock goes; since when, and what it showed then:
        self._slower_since_s = self._clock_s = time.monotonic()
        self._thread = threading.Thread(target=self._run, name="gives way", daemon=True)
        self.rested_s = 0.0  # so far, by the thread that works

    @property
    def is_behind(self) -> bool:
        """A line runs, and comes first."""
        return self._is_behind

    def clock_s(self) -> float:
        """For limits of time of what the training starts: a clock that goes ``SLOWER`` times as slowly while the system
        runs it after others, since a process that gets no core is none that hangs. Any thread."""
        with self._changed:
            return self._clock_at(time.monotonic())

    def _clock_at(self, now_s: float) -> float:
        return self._clock_s + (now_s - self._slower_since_s) / self._slower

    def __enter__(self) -> GivingWay:
        if self._looked():  # now, so that PyTorch is loaded behind the line already
            self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with self._changed:
            self._is_over = True
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join()

    # by the thread that works

    def gap(self, is_asked: Callable[[], bool] = lambda: False) -> None:
        """Between two parts of the work; comes back early where ``is_asked``."""
        if not self._is_behind:
            self._works_since_s = time.monotonic()
            return
        began_s = time.monotonic()
        with self._changed:
            self._rests_since_s = began_s
            while (left_s := self._rest_s(began_s)) > 0 and not is_asked():
                self._changed.wait(min(left_s, HEARS_S))
            self._rests_since_s = None
        self._works_since_s = time.monotonic()
        self.rested_s += self._works_since_s - began_s

    def _rest_s(self, began_s: float) -> float:
        """That is left of the rest which began then."""
        governor, now_s = self._governor, time.monotonic()
        if governor is None or self._is_over:
            return 0.0
        if governor.is_listening:
            return HEARS_S
        worked_s = began_s - self._works_since_s
        return min(worked_s * (1 / governor.share - 1), MAX_REST_S) - (now_s - began_s)

    # by its own

    def _run(self) -> None:
        while True:
            with self._changed:
                if self._is_over or self._changed.wait_for(lambda: self._is_over, self._every_s):
                    return
            if not self._looked():
                return

    def _looked(self) -> bool:
        try:
            self._look()
        except Exception:  # a training must not end, nor rest for ever, because of what helps others
            log.exception("gives way to no line any more")
            with self._changed:
                self._governor, self._is_behind = None, False
                self._changed.notify_all()
            return False
        return True

    def _look(self) -> None:
        beats = self._listener.listen()
        live = {name: beat for name, beat in beats.items() if beat.vitals.is_live}
        was_behind = self._is_behind
        self._priority.take(Rank.LAST if live else Rank.BEHIND if beats else Rank.USUAL)
        with self._changed:
            now_s = time.monotonic()
            self._clock_s, self._slower_since_s = self._clock_at(now_s), now_s
            self._slower = 1.0 if self._priority.rank is Rank.USUAL else SLOWER  # also where it must stay behind
            self._is_behind = bool(beats)
            if not live:
                self._governor = None
            elif self._governor is None:
                self._governor = Governor(time.monotonic())
            elif heard := self._heard(live):
                before = self._governor.share
                self._governor.hear(heard)
                if self._governor.share != before:
                    log.info("works %.0f %% of the time beside the line", 100 * self._governor.share)
            self._told = live
            self._changed.notify_all()
        if self._is_behind != was_behind:
            log.info("a line inspects on this PC and comes first" if beats else "no line inspects any more")

    def _heard(self, live: dict[str, LineBeat]) -> Heard | None:
        """What lines told since the look before; None where none has told anything new."""
        pairs = [
            (before.vitals, beat.vitals)
            for name, beat in live.items()
            if (before := self._told.get(name)) is not None and before.number != beat.number
        ]
        if not pairs:
            return None
        now_s, rests_since_s = time.monotonic(), self._rests_since_s
        return Heard(
            now_s, [age for _, vitals in pairs for age in vitals.ages_ms],
            sum(max(0, after.n_inspected - before.n_inspected) for before, after in pairs),
            sum(max(0, after.n_skipped - before.n_skipped) for before, after in pairs),
            rests_since_s is not None and now_s - rests_since_s >= RESTED_S,
        )  # fmt: skip
