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
    lane: int
    frame_index: int  # of its lane
    name: str
    state: FrameState
    reason: Message | None  # why it was not inspected
    along_px: int
    along_mm: float | None
    across_mm: float | None
    n_rows: int | None
    width: int | None
    bits: int | None
    captured_at: str  # UTC text
    ms: float | None
    line: str
    pc: str
    recorded_at: str  # UTC text
    actor: str


def of_inspection(
    rows: sqlite3.Connection,
    inspection_id: str,
    *,
    lane: int | None = None,
    state: FrameState | None = None,
    limit: int = 1000,
) -> tuple[FrameRecord, ...]:
    """Frames in the order of their index, then of their lane; of one lane or in one state where they are named."""
    found = rows.execute(
        """
        SELECT inspection_id, lane, frame_index, name, state, reason, along_px, along_mm, across_mm, n_rows, width,
            bits, captured_at, ms, line, pc, recorded_at, actor
        FROM frames
        WHERE inspection_id = :inspection_id AND (:lane IS NULL OR lane = :lane)
            AND (:state IS NULL OR state = :state)
        ORDER BY frame_index, lane LIMIT :limit
        """,
        {"inspection_id": inspection_id, "lane": lane, "state": state, "limit": limit},
    )
    return tuple(
        FrameRecord(of, in_lane, index, name, FrameState(is_state), message_of(reason) if reason else None, *rest)
        for of, in_lane, index, name, is_state, reason, *rest in found
    )
