"""Version 5 of the schema: which part of each frame was inspected, and gaps because nothing could be seen.

Never edited once released.

Why: where only the steel is inspected, a result must say how it was made (what the plant chose, per lane) and what was
left out (per frame), or nobody could tell a clean side from one that was never looked at. A frame that shows no product
is a gap of a cause of its own. Frames recorded before have no product: all of them was inspected.
"""

from __future__ import annotations

import sqlite3

_STATEMENTS = (
    "ALTER TABLE lanes ADD COLUMN product TEXT",  # what was chosen, in words; NULL: whole frames
    "ALTER TABLE frames ADD COLUMN product TEXT",  # store/product_code.py; NULL: the whole frame, or it was missed
    "ALTER TABLE frames ADD COLUMN masked_share REAL",  # of its pixels, 0..1
    "ALTER TABLE frames ADD COLUMN product_width_px REAL",  # from edge to edge
    "ALTER TABLE gaps RENAME TO old_gaps",
    """
    CREATE TABLE gaps (
        inspection_id TEXT NOT NULL REFERENCES inspections (id),
        gap_id INTEGER NOT NULL,
        lane INTEGER NOT NULL,
        cause TEXT NOT NULL
            CHECK (cause IN (
                'skipped', 'paused', 'lost', 'unseen', 'cannot_see', 'unreadable', 'failed', 'not_reached'
            )),
        reason TEXT NOT NULL,  -- JSON message, of its first frame
        first_frame INTEGER NOT NULL,
        last_frame INTEGER NOT NULL,
        n_frames INTEGER NOT NULL,
        start_px INTEGER NOT NULL,
        end_px INTEGER,
        start_mm REAL,
        end_mm REAL,
        started_at TEXT NOT NULL,
        ended_at TEXT NOT NULL,
        line TEXT NOT NULL,
        pc TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        actor TEXT NOT NULL,
        PRIMARY KEY (inspection_id, gap_id)
    ) STRICT, WITHOUT ROWID
    """,
    """
    INSERT INTO gaps (
        inspection_id, gap_id, lane, cause, reason, first_frame, last_frame, n_frames, start_px, end_px, start_mm,
        end_mm, started_at, ended_at, line, pc, recorded_at, changed_at, actor
    )
    SELECT inspection_id, gap_id, lane, cause, reason, first_frame, last_frame, n_frames, start_px, end_px, start_mm,
        end_mm, started_at, ended_at, line, pc, recorded_at, changed_at, actor
    FROM old_gaps
    """,
    "DROP TABLE old_gaps",
)


def record_products(connection: sqlite3.Connection) -> None:
    for statement in _STATEMENTS:
        connection.execute(statement)
