"""Version 2 of the schema. Released: never edited."""

from __future__ import annotations

import sqlite3


def add_evidence(connection: sqlite3.Connection) -> None:
    """Crops of defects kept as files. ``evicting``: chosen to make room, file not yet removed."""
    for statement in (
        """
        CREATE TABLE evidence (
            id INTEGER PRIMARY KEY,  -- rises with age
            inspection_id TEXT NOT NULL,
            defect_number INTEGER NOT NULL,
            frame_number INTEGER NOT NULL,
            path TEXT NOT NULL UNIQUE,  -- below the evidence folder, with forward slashes
            x INTEGER NOT NULL,  -- the crop's place in the frame, px
            y INTEGER NOT NULL,
            width INTEGER NOT NULL,
            height INTEGER NOT NULL,
            n_bytes INTEGER NOT NULL,
            is_annotated INTEGER NOT NULL DEFAULT 0 CHECK (is_annotated IN (0, 1)),
            state TEXT NOT NULL DEFAULT 'kept' CHECK (state IN ('kept', 'evicting', 'evicted')),
            recorded_at TEXT NOT NULL,
            changed_at TEXT NOT NULL,
            actor TEXT NOT NULL,
            FOREIGN KEY (inspection_id, defect_number) REFERENCES defects (inspection_id, number)
        ) STRICT
        """,
        "CREATE INDEX evidence_by_defect ON evidence (inspection_id, defect_number)",
        "CREATE INDEX evidence_kept ON evidence (is_annotated, id, n_bytes) WHERE state = 'kept'",
        "CREATE INDEX evidence_evicting ON evidence (id) WHERE state = 'evicting'",
    ):
        connection.execute(statement)
