"""Writing gaps: stretches of a lane that were not inspected."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from inspector.core.audit import utc_text
from inspector.core.piece import Gap
from inspector.store.operations.operation import Operation, insert_into

_GROWING = ("last_frame", "n_frames", "end_px", "end_mm", "ended_at")
_UPSERT_GAP = f"""
    {
    insert_into(
        "gaps",
        *("inspection_id", "gap_id", "lane", "cause", "reason", "first_frame", "start_px", "start_mm", "started_at"),
        *_GROWING,
        *("recorded_at", "changed_at", "actor"),
    )
}
    ON CONFLICT DO UPDATE SET
        {", ".join(f"{name} = excluded.{name}" for name in (*_GROWING, "changed_at", "actor"))}
"""


@dataclass(frozen=True, slots=True)
class RecordGap(Operation):
    """A gap began or grew. Recorded again, under its id, while it lasts: a kill loses its last half second."""

    inspection_id: str
    gap: Gap

    def apply(self, connection: sqlite3.Connection) -> None:
        gap = self.gap
        connection.execute(
            _UPSERT_GAP,
            {
                "inspection_id": self.inspection_id,
                "gap_id": gap.gap_id,
                "lane": gap.lane,
                "cause": gap.cause,
                "reason": gap.reason.to_json(),
                "first_frame": gap.first_frame,
                "last_frame": gap.last_frame,
                "n_frames": gap.n_frames,
                "start_px": gap.start_px,
                "end_px": gap.end_px,
                "start_mm": gap.start_mm,
                "end_mm": gap.end_mm,
                "started_at": utc_text(gap.started_at),
                "ended_at": utc_text(max(gap.started_at, gap.ended_at)),
                "changed_at": self.made_at,
                **self.who,
            },
        )
