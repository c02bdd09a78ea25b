"""Writing alarms: as they were raised, repeated, over and acknowledged."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field

from inspector.core.alarm import Alarm
from inspector.core.audit import current_pc, utc_text
from inspector.store.operations.operation import Operation, Trace


@dataclass(frozen=True, slots=True)
class RecordAlarm(Operation):
    """An alarm as it is now; recorded again, under its uid, as it changes.

    ``line`` and ``pc`` are those of its inspection, and count only where there is none.
    """

    alarm: Alarm
    line: str = ""
    pc: str = field(default_factory=current_pc)

    @property
    def about(self) -> str | None:
        return None  # an alarm that cannot be recorded makes no inspection fail

    @property
    def trace(self) -> Trace:
        return "SELECT 1 FROM alarms WHERE uid = ?", (self.alarm.uid,)

    def apply(self, connection: sqlite3.Connection) -> None:
        alarm, done = self.alarm, self.alarm.acknowledged
        connection.execute(
            """
            INSERT INTO alarms (uid, inspection_id, tier, kind, message, n, raised_at, last_at, over_at,
                acknowledged_at, acknowledged_by, acknowledged_because, line, pc, recorded_at, changed_at, actor)
            VALUES (:uid, (SELECT id FROM inspections WHERE id = :inspection_id), :tier, :kind, :message, :n,
                :raised_at, :last_at, :over_at, :acknowledged_at, :acknowledged_by, :acknowledged_because,
                coalesce((SELECT line FROM inspections WHERE id = :inspection_id), :line),
                coalesce((SELECT pc FROM inspections WHERE id = :inspection_id), :pc),
                :recorded_at, :recorded_at, :actor)
            ON CONFLICT (uid) DO UPDATE SET
                tier = excluded.tier, message = excluded.message, n = max(n, excluded.n), last_at = excluded.last_at,
                over_at = excluded.over_at, acknowledged_at = coalesce(excluded.acknowledged_at, acknowledged_at),
                acknowledged_by = coalesce(excluded.acknowledged_by, acknowledged_by),
                acknowledged_because = coalesce(excluded.acknowledged_because, acknowledged_because),
                changed_at = excluded.changed_at
            """,
            {
                "uid": alarm.uid,
                "inspection_id": alarm.inspection_id,
                "tier": alarm.tier.value,
                "kind": alarm.kind,
                "message": alarm.message.to_json(),
                "n": alarm.n,
                "raised_at": utc_text(alarm.raised_at),
                "last_at": utc_text(alarm.last_at),
                "over_at": utc_text(alarm.over_at) if alarm.over_at is not None else None,
                "acknowledged_at": utc_text(done.at) if done is not None else None,
                "acknowledged_by": done.by if done is not None else None,
                "acknowledged_because": done.because if done is not None else None,
                "line": self.line,
                "pc": self.pc,
                **self.who,
            },
        )
