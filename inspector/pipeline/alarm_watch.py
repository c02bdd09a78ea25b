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
    from inspector.pipeline.sink import LaneInfo

OLD_MS: Final = 2000.0  # a picture of a moving strip that is older is no picture of what passes now
FIRST_FRAME_S: Final = 10.0  # a camera may take so long to its first frame after it was opened
LOOKS_EVERY_S: Final = 0.5


def _live_lanes(status: LineStatus | None) -> tuple[LaneInfo, ...]:
    if status is None or not status.is_running:
        return ()
    return tuple(lane for lane in status.lanes if lane.source.is_live)


def age_of_picture_ms(status: LineStatus | None) -> float | None:
    """How old the newest picture of a live source is now, of several the oldest; None where nothing moves on meanwhile,
    and before the first."""
    lanes = _live_lanes(status)
    ages_ms = status.stats.ages_ms if status is not None else {}
    return max((ages_ms[lane.index] for lane in lanes if lane.index in ages_ms), default=None)


class AlarmWatch:
    def __init__(self, board: AlarmBoard, status: Callable[[], LineStatus], every_s: float = LOOKS_EVERY_S) -> None:
        self._board = board
        self._status = status
        self._every_s = every_s
        self._is_over = threading.Event()
        self._waited_s: dict[int, float] = {}  # by lane: for its first frame
        self._blind: set[int] = set()  # lanes
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
        """Blind: the picture of a live lane is older than its limit, or none has come at all. Each lane for itself: one
        that sees says nothing about the others."""
        lanes = {lane.index: lane for lane in _live_lanes(status)}
        for index in self._blind - lanes.keys():
            self._sees(index)
        for index, lane in lanes.items():
            age_ms = status.stats.ages_ms.get(index)
            waited_s = self._waited_s.get(index, 0.0) + self._every_s if age_ms is None else 0.0
            self._waited_s[index] = waited_s
            if not (age_ms > OLD_MS if age_ms is not None else waited_s > FIRST_FRAME_S):
                self._sees(index)
            elif index not in self._blind:
                self._blind.add(index)
                told = message(Code.ALARM_BLIND, name=lane.name, limit_s=OLD_MS / 1000)
                self._board.raise_(told, tier_of(told), of=str(index), piece=status.piece.id, stands=True)

    def _sees(self, lane: int) -> None:
        self._blind.discard(lane)
        self._board.over(Code.ALARM_BLIND.value, str(lane))
