"""Reading gaps: the stretches that were not inspected, as they were recorded."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from inspector.core.piece import Gap, GapCause
from inspector.store.queries.events import message_of


def of_inspection(rows: sqlite3.Connection, inspection_id: str) -> tuple[Gap, ...]:
    """All gaps of an inspection in the order in which they began."""
    found = rows.execute(
        """
        SELECT gap_id, lane, cause, reason, first_frame, last_frame, n_frames, start_px, end_px, start_mm, end_mm,
            started_at, ended_at
        FROM gaps WHERE inspection_id = ? ORDER BY gap_id
        """,
        (inspection_id,),
    )
    return tuple(_gap(*row) for row in found)


def _gap(
    gap_id: int, lane: int, cause: str, reason: str, first_frame: int, last_frame: int, n_frames: int, start_px: int,
    end_px: int | None, start_mm: float | None, end_mm: float | None, started_at: str, ended_at: str,
) -> Gap:  # fmt: skip
    return Gap(
        gap_id, lane, GapCause(cause), message_of(reason), first_frame, last_frame, n_frames, start_px, end_px,
        start_mm, end_mm, datetime.fromisoformat(started_at), datetime.fromisoformat(ended_at),
    )  # fmt: skip
