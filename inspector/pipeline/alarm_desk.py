"""What a session does about alarms: one board, and around it records, sound and lamp, and the watch over a line.

    open ► sink() for each piece, watch(line) ► stop_watching ► close

Everything but the board is made when it is first needed: the window's first paint waits for none of it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from inspector.core.messages import Code, InspectorError, Message, Tier
from inspector.pipeline.alarms import AlarmBoard, AlarmChange, Change

if TYPE_CHECKING:
    from inspector.pipeline.alarm_recorder import AlarmRecorder
    from inspector.pipeline.alarm_signals import AlarmSignals, SignalWishes
    from inspector.pipeline.alarm_watch import AlarmWatch
    from inspector.pipeline.line import LineStatus
    from inspector.pipeline.sink import Sink
    from inspector.store.records import Notice
    from inspector.store.writer import StoreWriter

log = logging.getLogger("inspector.pipeline")

# Notices that are never told to be over: what happened has happened.
_OF_THE_MOMENT: Final = (Code.STORE_DAMAGED, Code.STORE_REJECTED)


class AlarmDesk:
    def __init__(self) -> None:
        self.board = AlarmBoard()
        self.min_percent = 99.0  # of the piece that began last, that must be inspected
        self._next_percent = 99.0  # of those to come
        self._recorder: AlarmRecorder | None = None
        self._signals: AlarmSignals | None = None
        self._watch: AlarmWatch | None = None
        self.board.listen(self._changed)

    # opening and closing, one call at a time

    def open(self, writer: StoreWriter, line: str, *, min_percent: float, wishes: SignalWishes, sounds: Path) -> None:
        """Take up what was left open, and record from now on. ``line``: what the plant calls it."""
        from inspector.pipeline.alarm_recorder import AlarmRecorder
        from inspector.pipeline.alarm_signals import AlarmSignals
        from inspector.store.database import reading
        from inspector.store.queries import alarms

        self._next_percent = self.min_percent = min_percent
        try:
            with reading(writer.path) as rows:
                done = [alarm for alarm in reversed(alarms.recent(rows)) if not alarm.is_open]
                self.board.restore(alarms.unacknowledged(rows), done)
        except InspectorError as error:  # the records tell their trouble themselves
            log.warning("alarms of before cannot be read: %s", error)
        self._recorder = AlarmRecorder(writer, line)
        for alarm in self.board.now.open:  # trouble that came while they were opened
            if not alarm.is_of_before:
                self._recorder.changed(AlarmChange(Change.RAISED, alarm))
        self._signals = AlarmSignals(self.board, wishes, sounds)

    def use(self, min_percent: float, wishes: SignalWishes) -> None:
        """Other settings: of sound, lamp and file at once, of coverage from the next piece on."""
        self._next_percent = min_percent
        if self._signals is not None:
            self._signals.use(wishes)

    def close(self) -> None:
        """Before the records close."""
        self.stop_watching()
        signals, recorder = self._signals, self._recorder
        self._signals = self._recorder = None
        if signals is not None:
            signals.close()
        if recorder is not None:
            recorder.flush()

    # while it inspects

    def sink(self) -> Sink:
        """For one piece."""
        from inspector.pipeline.alarm_sink import AlarmSink

        self.min_percent = self._next_percent
        return AlarmSink(self.board, self.min_percent)

    def watch(self, status: Callable[[], LineStatus]) -> None:
        """Over a line that runs, until it has ended."""
        from inspector.pipeline.alarm_watch import AlarmWatch

        self.stop_watching()
        self._watch = AlarmWatch(self.board, status)
        self._watch.start()

    def stop_watching(self) -> None:
        if self._watch is not None:
            self._watch.stop()

    # on any thread

    def noticed(self, notice: Notice) -> None:
        """Trouble of the records began, or is over. Their notes are no alarms."""
        from inspector.pipeline.alarm_sink import tier_of

        told = notice.message
        if notice.is_over:
            self.board.over(told.code.value)
        elif tier_of(told) is not Tier.NOTE:
            self.board.raise_(told, tier_of(told), stands=told.code not in _OF_THE_MOMENT)

    def found(self, messages: Iterable[Message]) -> None:
        """What was found as the records were opened."""
        from inspector.pipeline.alarm_sink import tier_of

        for told in messages:
            self.board.raise_(told, tier_of(told), of=told.to_json())

    def _changed(self, change: AlarmChange) -> None:
        recorder, signals = self._recorder, self._signals
        if recorder is not None:
            recorder.changed(change)
        if signals is not None:
            signals.changed(change)
