"""Gaps and coverage of inspections recorded before version 3, derived once from their frames.

Neighbouring frames that were missed for one kind of reason are one gap. Used by the migration alone.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

# As codes of messages and causes were called when version 3 was made; other reasons are unreadable frames.
_CAUSES = {
    "frame.skipped": "skipped",
    "frame.not_reached": "not_reached",
    "frame.failed": "failed",
    "camera.lost": "lost",
    "store.paused": "paused",
}

# Numbers without a break minus their rank are one constant: the name of their island. What a frame
# lacks in rows is taken from where the next frame begins.
_MISSED = """
    WITH missed AS (
        SELECT *, json_extract(reason, '$.code') AS code,
            number - row_number() OVER (
                PARTITION BY json_extract(reason, '$.code') ORDER BY number
            ) AS island
        FROM old_frames WHERE inspection_id = :id AND state = 'not_inspected'
    ), grouped AS (
        SELECT min(number) AS first, max(number) AS last, min(captured_at) AS started_at,
            max(captured_at) AS ended_at
        FROM missed GROUP BY code, island
    )
    SELECT a.recorded_at, a.actor, a.reason, g.first, g.last, g.started_at, g.ended_at, a.along_px, a.along_m,
        z.along_px, z.along_m, z.n_rows, n.along_px, n.along_m
    FROM grouped AS g
    JOIN old_frames AS a ON a.inspection_id = :id AND a.number = g.first
    JOIN old_frames AS z ON z.inspection_id = :id AND z.number = g.last
    LEFT JOIN old_frames AS n ON n.inspection_id = :id AND n.number = g.last + 1
"""

# Metres without any frame. Where such a gap did not say where it began, it began behind the frames before it.
_WITHOUT_FRAMES = """
    SELECT g.recorded_at, g.actor, g.reason, g.started_at, coalesce(g.ended_at, i.ended_at, g.started_at),
        count(f.number), coalesce(g.start_px, max(f.along_px + coalesce(f.n_rows, 0)), 0), g.end_px,
        g.start_m, g.end_m
    FROM old_gaps AS g
    JOIN old_inspections AS i ON i.id = g.inspection_id
    LEFT JOIN old_frames AS f ON f.inspection_id = g.inspection_id AND f.recorded_at <= g.recorded_at
    WHERE g.inspection_id = :id
    GROUP BY g.id
"""

# Each frame adds the rows beyond the farthest row seen before it.
_PX_INSPECTED = """
    SELECT coalesce(sum(max(0, end_px - max(start_px, coalesce(seen_px, start_px)))), 0) FROM (
        SELECT along_px AS start_px, along_px + n_rows AS end_px,
            max(along_px + n_rows) OVER (
                ORDER BY along_px ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ) AS seen_px
        FROM old_frames WHERE inspection_id = :id AND state = 'inspected'
    )
"""


@dataclass(frozen=True, slots=True)
class _Gap:
    """One row of the new table, less its number and its inspection."""

    recorded_at: str
    actor: str
    reason: str  # JSON message
    first_frame: int
    last_frame: int
    n_frames: int
    start_px: int
    end_px: int | None
    start_mm: float | None
    end_mm: float | None
    started_at: str
    ended_at: str

    @property
    def cause(self) -> str:
        return _CAUSES.get(json.loads(self.reason)["code"], "unreadable")

    def length(self, unit: str) -> float | None:
        start, end = (self.start_mm, self.end_mm) if unit == "mm" else (self.start_px, self.end_px)
        return None if start is None or end is None else end - start


def fill_gaps(connection: sqlite3.Connection) -> None:
    """Write the gaps and the coverage of every inspection."""
    for inspection_id, mm_per_px in connection.execute("SELECT id, mm_per_px_along FROM old_inspections").fetchall():
        gaps = [*_missed(connection, inspection_id, mm_per_px), *_without_frames(connection, inspection_id)]
        gaps.sort(key=lambda gap: gap.recorded_at)  # captured_at is no order: a folder's files carry any time
        for gap_id, gap in enumerate(gaps, start=1):
            _insert(connection, inspection_id, gap_id, gap)
        _cover(connection, inspection_id, mm_per_px, gaps)


def _missed(connection: sqlite3.Connection, inspection_id: str, mm_per_px: float | None) -> list[_Gap]:
    gaps = []
    for recorded_at, actor, reason, first, last, started_at, ended_at, *along in connection.execute(
        _MISSED, {"id": inspection_id}
    ):
        start_px, start_m, last_px, last_m, n_rows, next_px, next_m = along
        end_px = last_px + n_rows if n_rows is not None else next_px
        if end_px is not None and end_px <= start_px:
            end_px = None  # the source did not know how far the piece moved
        start_mm, end_mm = _mm(start_m), _mm(next_m)
        if start_mm is None and mm_per_px is not None:
            start_mm = start_px * mm_per_px
        if end_mm is None and mm_per_px is not None:
            if last_m is not None and n_rows is not None:
                end_mm = last_m * 1000 + n_rows * mm_per_px
            elif start_m is None and end_px is not None:
                end_mm = end_px * mm_per_px
        known = (recorded_at, actor, reason, first, last, last - first + 1)
        gaps.append(_Gap(*known, start_px, end_px, start_mm, end_mm, started_at, ended_at))
    return gaps


def _without_frames(connection: sqlite3.Connection, inspection_id: str) -> list[_Gap]:
    gaps = []
    for (
        recorded_at,
        actor,
        reason,
        started_at,
        ended_at,
        n_before,
        start_px,
        end_px,
        start_m,
        end_m,
    ) in connection.execute(_WITHOUT_FRAMES, {"id": inspection_id}):
        known = (recorded_at, actor, reason, n_before, n_before, 0)
        gaps.append(_Gap(*known, start_px, end_px, _mm(start_m), _mm(end_m), started_at, ended_at))
    return gaps


def _mm(metres: float | None) -> float | None:
    return None if metres is None else metres * 1000


def _insert(connection: sqlite3.Connection, inspection_id: str, gap_id: int, gap: _Gap) -> None:
    connection.execute(
        """
        INSERT INTO gaps (
            inspection_id, gap_id, lane, cause, reason, first_frame, last_frame, n_frames, start_px, end_px,
            start_mm, end_mm, started_at, ended_at, line, pc, recorded_at, changed_at, actor
        ) VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', ?, ?, ?)
        """,
        (
            *(inspection_id, gap_id, gap.cause, gap.reason, gap.first_frame, gap.last_frame, gap.n_frames),
            *(gap.start_px, gap.end_px, gap.start_mm, gap.end_mm, gap.started_at, gap.ended_at),
            *(gap.recorded_at, gap.recorded_at, gap.actor),
        ),
    )


def _cover(connection: sqlite3.Connection, inspection_id: str, mm_per_px: float | None, gaps: list[_Gap]) -> None:
    (n_px,) = connection.execute(_PX_INSPECTED, {"id": inspection_id}).fetchone()
    unit = "px" if mm_per_px is None else "mm"
    missed: dict[str, float] = {}
    n_unknown = 0
    for gap in gaps:
        if (length := gap.length(unit)) is None:
            n_unknown += 1
        else:
            missed[gap.cause] = missed.get(gap.cause, 0.0) + length
    connection.execute(
        """
        UPDATE inspections SET coverage_unit = ?, coverage_inspected = ?, coverage_not_inspected = ?,
            coverage_n_unknown = ?
        WHERE id = ?
        """,
        (unit, n_px * (mm_per_px or 1.0), json.dumps(missed), n_unknown, inspection_id),
    )
