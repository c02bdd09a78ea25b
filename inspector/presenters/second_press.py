"""What ends or changes a running inspection is done by a second press, so that one stray key costs nothing. No Qt.

    NOTHING ► ASKED (0.4 s to 5 s after the first press: the same again does it) ► NOTHING

Anything else that somebody does withdraws the question, as does time. A press that comes sooner than 0.4 s after the
first is a bounce or a double click: it neither does the thing nor withdraws it.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from inspector.screens.live import Asked

SOONEST_S = 0.4
LATEST_S = 5.0


class SecondPress:
    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """``clock``: in s; nobody sets it back."""
        self._clock = clock
        self._asked: Asked | None = None
        self._since_s = 0.0

    @property
    def asked(self) -> Asked | None:
        """The question that stands now."""
        if self._asked is not None and self._clock() - self._since_s > LATEST_S:
            self._asked = None
        return self._asked

    def press(self, question: Asked) -> bool:
        """True where the thing is to be done now: its question stood long enough, and not too long.

        The question counts by its ``action_id``: what it costs may have grown since.
        """
        standing = self.asked
        if standing is None or standing.action_id != question.action_id:
            self._asked, self._since_s = question, self._clock()
            return False
        if self._clock() - self._since_s < SOONEST_S:
            return False
        self._asked = None
        return True

    def withdraw(self, *, but: str = "") -> None:
        """Something else was done. ``but``: the action that was, whose own question stands."""
        if self._asked is not None and self._asked.action_id != but:
            self._asked = None
