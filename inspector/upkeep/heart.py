"""Notices that the window hangs, and ends the program then: whoever watches it starts it again.

    beat() every second on the Qt thread ► a timer of faulthandler's, outside of Python, begins anew
    no beat for so long                  ► it writes the traces of all threads into the end note and ends the process

The timer needs neither Python's lock nor the Qt thread, so it also acts where a library holds both.
"""

from __future__ import annotations

import faulthandler
import os

from inspector.upkeep.ends import WATCHED, EndNote

HANG_S = 20.0  # a window that shows nothing new for so long hangs; opening a model or a source takes other threads
HANG_AFTER = "INSPECTOR_HANG_S"
BEAT_MS = 1000


class Heart:
    """Beats only where somebody watches who would start the program again, and where its traces can be written."""

    def __init__(self, note: EndNote) -> None:
        self._file = note.file
        self._hang_s = _hang_s()
        self._is_armed = False

    @property
    def is_needed(self) -> bool:
        return WATCHED in os.environ and self._file is not None and self._hang_s > 0

    def beat(self) -> None:
        if self._file is not None:
            self._is_armed = True
            faulthandler.dump_traceback_later(self._hang_s, exit=True, file=self._file)

    def rest(self) -> None:
        """Nobody needs to act on a hang from now on."""
        if self._is_armed:
            self._is_armed = False
            faulthandler.cancel_dump_traceback_later()


def _hang_s() -> float:
    try:
        return float(os.environ.get(HANG_AFTER, HANG_S))
    except ValueError:
        return HANG_S
