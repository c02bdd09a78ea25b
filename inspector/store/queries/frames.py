"""Reading frames: which were inspected, which were not, and why."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from inspector.core.messages import Message
from inspector.store.queries.events import message_of
from inspector.store.records import FrameState


@dataclass(frozen=True, slots=True)
class FrameRecord:
    inspection_id: str
    number: int
    name: str
    state: FrameState
    reason: Message | None  # why it was not inspected
    along_px: int
    along_m: float | None
    n_rows: int | None
    width: int | None
    captured_at: str  # UTC text
    ms: float | None
    recorded_at: str  # UTC text
    actor: str


def of_inspection(
    rows: sqlite3.Connection,
    inspection_id: str,
    *,
    state: FrameState | None = None,
    after: int = -1,
    limit: int = 1000,
) -> tuple[FrameRecord, ...]:
    """Frames in order; the next page is ``after`` the last one's number."""
    found = rows.execute(
        """
        SELECT inspection_id, number, name, state, reason, along_px, along_m, n_rows, width, captured_at, ms,
            recorded_at, actor
        FROM frames
        WHERE inspection_id = :inspection_id AND number > :after AND (:state IS NULL OR state = :state)
        ORDER BY number LIMIT :limit
        """,
        {"inspection_id": inspection_id, "after": after, "state": state, "limit": limit},
    )
    return tuple(
        FrameRecord(of, number, name, FrameState(is_state), message_of(reason) if reason else None, *rest)
        for of, number, name, is_state, reason, *rest in found
    )


def not_inspected(
    rows: sqlite3.Connection, inspection_id: str, *, after: int = -1, limit: int = 1000
) -> tuple[FrameRecord, ...]:
    return of_inspection(rows, inspection_id, state=FrameState.NOT_INSPECTED, after=after, limit=limit)
