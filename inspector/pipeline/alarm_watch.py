"""The thread that notices what no frame tells: that no frame comes. It lives as long as the line it watches."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from inspector.core.messages import Code, message
from inspector.pipeline.alarm_sink import LOST, tier_of
from inspector.pipeline.alarms import AlarmBoard

if TYPE_CHECKING:
    from inspector.pipeline.line import LineStatus

OLD_MS: Final = 2000.0  # a picture of a moving strip that is older is no picture of what passes now
FIRST_FRAME_S: Final = 10.0  # a camera may take so long to its first frame after it was opened
LOOKS_EVERY_S: Final = 0.5


def age_of_picture_ms(status: LineStatus | None) -> float | None:
    """How old the newest picture of a live source is now; None where nothing moves on meanwhile."""
    is_live = status is not None and status.is_running and any(lane.source.is_live for lane in status.lanes)
    return status.stats.newest_age_ms if status is not None and is_live else None


class AlarmWatch:
    def __init__(self, board: AlarmBoard, status: Callable[[], LineStatus], every_s: float = LOOKS_EVERY_S) -> None:
        self._board = board
        self._status = status
        self._every_s = every_s
        self._is_over = threading.Event()
        self._waited_s = 0.0  # for the first frame
        self._is_blind = False
        self._thread = threading.Thread(target=self._run, name="alarm-watch")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Returns when it has ended. Repeatable, also where it was never started."""
        self._is_over.set()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join()

    def _run(self) -> None:
        while not self._is_over.wait(self._every_s):
            status = self._status()
            self.look(status)
            if status.has_ended:
                break
        for code in (Code.ALARM_BLIND, *LOST):  # its sources are closed
            self._board.all_over(code.value)

    def look(self, status: LineStatus) -> None:
        """Blind: a live picture is older than its limit, or none has come at all."""
        is_live = status.is_running and any(lane.source.is_live for lane in status.lanes)
        age_ms = age_of_picture_ms(status)
        self._waited_s = self._waited_s + self._every_s if is_live and age_ms is None else 0.0
        is_blind = age_ms > OLD_MS if age_ms is not None else is_live and self._waited_s > FIRST_FRAME_S
        if not is_blind:
            self._is_blind = False
            self._board.over(Code.ALARM_BLIND.value)
        elif not self._is_blind:
            self._is_blind = True
            told = message(Code.ALARM_BLIND, name=status.source.name, limit_s=OLD_MS / 1000)
            self._board.raise_(told, tier_of(told), stands=True)
