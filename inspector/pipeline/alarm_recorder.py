"""What the board's alarms become in the records: one row each, written again as it changes.

Called by the board, on whatever thread changed an alarm, and waits for no room: what the store does not take at once
is written with the next change, or by ``flush``.
"""

from __future__ import annotations

import logging
import time
from typing import Final

from inspector.core.alarm import Alarm
from inspector.core.messages import StoreError
from inspector.pipeline.alarms import AlarmChange, Change
from inspector.store.operations.alarms import RecordAlarm
from inspector.store.writer import StoreWriter

log = logging.getLogger("inspector.pipeline")

REPEATS_EVERY_S: Final = 1.0  # a thousand bad files a minute are sixty writes of one row
LAST_WAIT_S: Final = 0.5


class AlarmRecorder:
    """All calls come with the board's lock held, one at a time, but for ``flush``, which comes when all is over."""

    def __init__(self, writer: StoreWriter, line: str) -> None:
        self._writer = writer
        self._line = line
        self._waiting: dict[str, Alarm] = {}  # by uid, as they are now
        self._due_s = 0.0  # time.monotonic(), of the next write that only counts on

    def changed(self, change: AlarmChange) -> None:
        self._waiting[change.alarm.uid] = change.alarm
        now_s = time.monotonic()
        if change.what is Change.REPEATED and now_s < self._due_s:
            return
        self._due_s = now_s + REPEATS_EVERY_S
        self._write(0.0)

    def flush(self) -> None:
        """Before the records close."""
        self._write(LAST_WAIT_S)

    def _write(self, timeout_s: float) -> None:
        if not self._waiting:
            return
        try:
            operations = [RecordAlarm(alarm, self._line) for alarm in self._waiting.values()]
            if self._writer.submit(*operations, timeout_s=timeout_s):
                self._waiting.clear()
        except StoreError as error:  # the records are closed
            log.warning("%d alarms are not recorded: %s", len(self._waiting), error)
