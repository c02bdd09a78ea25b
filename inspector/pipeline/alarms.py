"""The alarms of a session: raised, repeated, over, acknowledged. The one place that decides what is still open.

    raise_ ► open ► (over, acknowledged: in either order) ► history

Latched: an alarm leaves the open ones when it is acknowledged with a reason and its cause is over. Repeats of one kind
are one alarm with a count. Where more kinds are open than anybody can read, further ones are one alarm that counts
them: none is lost. Any thread; listeners are called on the thread that changed something, one change at a time.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from inspector.core.alarm import Acknowledgement, Alarm
from inspector.core.audit import current_actor, utc_now
from inspector.core.messages import Code, Message, Tier, message

MAX_OPEN: Final = 100  # kinds; more are one alarm with a count
MAX_HISTORY: Final = 500
LOUDEST_FIRST: Final = (Tier.STOP, Tier.WARN, Tier.NOTE)
FLOOD: Final = Code.ALARM_MORE.value


class Change(StrEnum):
    RAISED = "raised"
    REPEATED = "repeated"
    OVER = "over"
    ACKNOWLEDGED = "acknowledged"


@dataclass(frozen=True, slots=True)
class AlarmChange:
    what: Change
    alarm: Alarm  # as it is now


@dataclass(frozen=True, slots=True)
class AlarmsNow:
    """A copy that nobody changes."""

    open: tuple[Alarm, ...] = ()  # loudest first, then newest first
    history: tuple[Alarm, ...] = ()  # acknowledged and over, newest first


AlarmListener = Callable[[AlarmChange], None]


class AlarmBoard:
    def __init__(self, now: Callable[[], datetime] = utc_now, *, max_open: int = MAX_OPEN) -> None:
        self._clock = now
        self._max_open = max_open
        # Held while listeners are called too, so that nobody hears of a later change before an earlier one. Reentrant:
        # a listener may raise an alarm of its own, as where a lamp cannot be reached.
        self._lock = threading.RLock()
        self._open: dict[str, Alarm] = {}  # by uid, oldest first
        self._by_key: dict[tuple[str, str], str] = {}  # uid by kind and what it is of
        self._history: deque[Alarm] = deque(maxlen=MAX_HISTORY)
        self._listeners: list[AlarmListener] = []
        self._now: AlarmsNow | None = AlarmsNow()

    def listen(self, listener: AlarmListener) -> None:
        with self._lock:
            self._listeners.append(listener)

    @property
    def now(self) -> AlarmsNow:
        with self._lock:
            if self._now is None:
                ordered = list(reversed(self._open.values()))
                ordered.sort(key=lambda one: one.last_at, reverse=True)  # stable: of one moment, the later raised first
                ordered.sort(key=lambda one: (one.acknowledged is not None, LOUDEST_FIRST.index(one.tier)))
                self._now = AlarmsNow(tuple(ordered), tuple(reversed(self._history)))
            return self._now

    def raise_(
        self,
        told: Message,
        tier: Tier,
        *,
        kind: str = "",
        of: str = "",
        inspection_id: str | None = None,
        piece: str = "",
        stands: bool = False,
    ) -> Alarm:
        """``kind``: the message's code where none is given. ``of``: alarms of one kind are folded within it only, such
        as one inspection. ``piece``: being inspected, by its id. ``stands``: until ``over`` says that its cause is
        gone; else it is a thing of the moment.
        """
        kind, at = kind or told.code.value, self._clock()
        over_at = None if stands else at
        with self._lock:
            uid = self._by_key.get((kind, of))
            if uid is None and self._n_open(of_before=False) >= self._max_open:
                told = message(Code.ALARM_MORE, newest=told.code.value)
                kind, of, over_at = FLOOD, "", at
                uid = self._by_key.get((kind, of))
            if uid is None:
                alarm = Alarm(kind, tier, told, at, at, inspection_id, over_at=over_at, piece=piece)
                self._by_key[kind, of] = alarm.uid
                return self._changed(Change.RAISED, alarm)
            before = self._open[uid]
            louder = min(tier, before.tier, key=LOUDEST_FIRST.index)
            alarm = replace(before, tier=louder, message=told, last_at=at, n=before.n + 1, over_at=over_at, piece=piece)
            return self._changed(Change.REPEATED, alarm)

    def renew(self, told: Message, *, of: str = "") -> None:
        """What is open of this kind is told in other words, as figures go on changing; it is no repeat."""
        with self._lock:
            uid = self._by_key.get((told.code.value, of))
            if uid is not None and self._open[uid].message != told:
                self._changed(Change.REPEATED, replace(self._open[uid], message=told, last_at=self._clock()))

    def over(self, kind: str, of: str = "") -> None:
        """The cause is gone. An alarm that nobody acknowledged stays open."""
        with self._lock:
            uid = self._by_key.get((kind, of))
            if uid is not None and self._open[uid].stands:
                self._changed(Change.OVER, replace(self._open[uid], over_at=self._clock()))

    def all_over(self, kind: str) -> None:
        """The cause is gone of all alarms of this kind, whatever they are of."""
        with self._lock:
            for one in [of for known, of in self._by_key if known == kind]:
                self.over(kind, one)

    def acknowledge(self, uids: Iterable[str], because: str, by: str = "") -> tuple[Alarm, ...]:
        """``because``: what became of them, never blank. Those that are acknowledged already, or unknown, are left.

        Raises ValueError without a reason.
        """
        reason = because.strip()
        if not reason:
            raise ValueError("an alarm is acknowledged with a reason")
        done = Acknowledgement(self._clock(), by or current_actor(), reason)
        with self._lock:
            return tuple(
                self._changed(Change.ACKNOWLEDGED, replace(alarm, acknowledged=done))
                for uid in uids
                if (alarm := self._open.get(uid)) is not None and alarm.acknowledged is None
            )

    def restore(self, alarms: Iterable[Alarm], history: Iterable[Alarm] = ()) -> None:
        """Those of before that nobody acknowledged, oldest first, and those that are over and done. Nobody hears.

        Where they are more than anybody can read, the newest. They take no room from those of this session.
        """
        with self._lock:
            self._history.extendleft(reversed(tuple(history)))
            unknown = [alarm for alarm in alarms if alarm.uid not in self._open]
            n_too_many = max(0, len(unknown) + self._n_open(of_before=True) - self._max_open)
            for alarm in unknown[n_too_many:]:
                # What has become of its cause nobody here knows: it stands no more, and repeats are a new alarm.
                self._open[alarm.uid] = replace(alarm, over_at=alarm.over_at or alarm.last_at, is_of_before=True)
            self._now = None

    def _n_open(self, *, of_before: bool) -> int:
        return sum(alarm.is_of_before is of_before for alarm in self._open.values())

    def _changed(self, what: Change, alarm: Alarm) -> Alarm:
        """With the lock held."""
        if alarm.is_open:
            self._open[alarm.uid] = alarm
        else:
            self._open.pop(alarm.uid, None)
            self._by_key = {key: uid for key, uid in self._by_key.items() if uid != alarm.uid}
            self._history.append(alarm)
        self._now = None
        for listener in tuple(self._listeners):
            listener(AlarmChange(what, alarm))
        return alarm
