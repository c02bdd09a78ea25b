"""Reading gaps: the metres that were not inspected.

A gap is derived from neighbouring frames that were missed for one kind of reason, so none can be
forgotten; gaps without any frame (camera lost) have rows of their own.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from inspector.core.messages import Message
from inspector.store.queries.events import message_of


@dataclass(frozen=True, slots=True)
class Gap:
    """Not inspected from start to end; None where it is not known."""

    reason: Message  # of its first frame
    started_at: str  # UTC text
    ended_at: str | None
    first_frame: int | None  # None where there was no frame at all
    last_frame: int | None
    start_px: int | None
    end_px: int | None
    start_m: float | None
    end_m: float | None

    @property
    def n_frames(self) -> int:
        return 0 if self.first_frame is None or self.last_frame is None else self.last_frame - self.first_frame + 1

    @property
    def length_m(self) -> float | None:
        return None if self.start_m is None or self.end_m is None else self.end_m - self.start_m


def of_inspection(rows: sqlite3.Connection, inspection_id: str) -> tuple[Gap, ...]:
    """All gaps of an inspection in the order in which they were recorded."""
    found = [*_missed(rows, inspection_id), *_without_frames(rows, inspection_id)]
    found.sort(key=lambda dated: dated[0])  # captured_at is no order: a folder's files carry any time
    return tuple(gap for _, gap in found)


def _missed(rows: sqlite3.Connection, inspection_id: str) -> list[tuple[str, Gap]]:
    (mm_per_px,) = rows.execute(
        "SELECT mm_per_px_along FROM inspections WHERE id = ?", (inspection_id,)
    ).fetchone() or (None,)
    # Numbers without a break minus their rank are one constant: the name of their island. What a frame
    # lacks in rows is taken from where the next frame begins.
    found = rows.execute(
        """
        WITH missed AS (
            SELECT *, json_extract(reason, '$.code') AS code,
                number - row_number() OVER (
                    PARTITION BY json_extract(reason, '$.code') ORDER BY number
                ) AS island
            FROM frames WHERE inspection_id = :id AND state = 'not_inspected'
        ), grouped AS (
            SELECT min(number) AS first, max(number) AS last, min(captured_at) AS started_at,
                max(captured_at) AS ended_at
            FROM missed GROUP BY code, island
        )
        SELECT a.recorded_at, g.first, g.last, g.started_at, g.ended_at, a.reason, a.along_px, a.along_m,
            z.along_px, z.along_m, z.n_rows, n.along_px, n.along_m
        FROM grouped AS g
        JOIN frames AS a ON a.inspection_id = :id AND a.number = g.first
        JOIN frames AS z ON z.inspection_id = :id AND z.number = g.last
        LEFT JOIN frames AS n ON n.inspection_id = :id AND n.number = g.last + 1
        """,
        {"id": inspection_id},
    )
    m_per_px = None if mm_per_px is None else mm_per_px / 1000
    gaps = []
    for recorded_at, first, last, started_at, ended_at, reason, *place in found:
        start_px, along_m, last_px, last_m, n_rows, next_px, next_m = place
        end_px = last_px + n_rows if n_rows is not None else next_px
        if end_px is not None and end_px <= start_px:
            end_px = None  # the source does not know how far the piece moved
        start_m, end_m = along_m, next_m
        if start_m is None and m_per_px is not None:
            start_m = start_px * m_per_px
        if end_m is None and m_per_px is not None:
            if last_m is not None and n_rows is not None:
                end_m = last_m + n_rows * m_per_px
            elif along_m is None and end_px is not None:
                end_m = end_px * m_per_px
        gap = Gap(message_of(reason), started_at, ended_at, first, last, start_px, end_px, start_m, end_m)
        gaps.append((recorded_at, gap))
    return gaps


def _without_frames(rows: sqlite3.Connection, inspection_id: str) -> list[tuple[str, Gap]]:
    found = rows.execute(
        """
        SELECT recorded_at, reason, started_at, ended_at, NULL, NULL, start_px, end_px, start_m, end_m
        FROM gaps WHERE inspection_id = ?
        """,
        (inspection_id,),
    )
    return [(recorded_at, Gap(message_of(reason), *rest)) for recorded_at, reason, *rest in found]
