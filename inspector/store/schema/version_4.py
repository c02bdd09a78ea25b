"""Version 4 of the schema: what is needed to look at a piece again, and what people decided about it.

Never edited once released.

Why: a piece is reviewed when its frames have long left the memory, so what the overlay showed is recorded, and where a
source can be read again. Alarms, an operator's remarks, changed thresholds and verdicts are facts with a person and a
time, which nobody could look up before.
"""

from __future__ import annotations

import sqlite3

_STATEMENTS = (
    "ALTER TABLE lanes ADD COLUMN source_address TEXT",  # JSON, how to open it again; NULL: it cannot be
    """
    CREATE TABLE frame_regions (  -- what was found in an inspected frame, where anything was
        id INTEGER PRIMARY KEY,  -- rises with age; of this file alone
        inspection_id TEXT NOT NULL REFERENCES inspections (id),
        frame_index INTEGER NOT NULL,
        lane INTEGER NOT NULL,
        n_rows INTEGER NOT NULL,
        n_columns INTEGER NOT NULL,
        regions BLOB NOT NULL,  -- store/region_code.py
        line TEXT NOT NULL,
        pc TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        actor TEXT NOT NULL,
        UNIQUE (inspection_id, frame_index, lane)
    ) STRICT
    """,
    """
    CREATE TABLE alarms (
        id INTEGER PRIMARY KEY,  -- rises with age; of this file alone
        uid TEXT NOT NULL UNIQUE,  -- 32 hex digits
        inspection_id TEXT REFERENCES inspections (id),
        tier TEXT NOT NULL CHECK (tier IN ('stop', 'warn', 'note')),
        kind TEXT NOT NULL,  -- what it is about; repeats of one kind are one alarm with a count
        message TEXT NOT NULL,  -- JSON, of the newest repeat
        n INTEGER NOT NULL,
        raised_at TEXT NOT NULL,
        last_at TEXT NOT NULL,
        over_at TEXT,  -- its cause is over
        acknowledged_at TEXT,
        acknowledged_by TEXT,
        acknowledged_because TEXT,
        line TEXT NOT NULL,
        pc TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        actor TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE remarks (  -- "that's wrong", said at the line
        id INTEGER PRIMARY KEY,  -- rises with age; of this file alone
        uid TEXT NOT NULL UNIQUE,  -- 32 hex digits
        inspection_id TEXT NOT NULL REFERENCES inspections (id),
        kind TEXT NOT NULL CHECK (kind IN ('missed', 'false')),
        lane INTEGER NOT NULL,
        frame_index INTEGER,  -- the newest of the lane, or that of the defect
        defect_id INTEGER,  -- that is none
        along_px REAL NOT NULL,
        along_mm REAL,
        note TEXT NOT NULL,
        line TEXT NOT NULL,
        pc TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        actor TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE setting_changes (  -- thresholds and minimum areas that somebody moved
        id INTEGER PRIMARY KEY,  -- rises with age; of this file alone
        uid TEXT NOT NULL UNIQUE,  -- 32 hex digits
        inspection_id TEXT REFERENCES inspections (id),
        model_name TEXT NOT NULL,
        model_version TEXT NOT NULL,
        model_sha256 TEXT NOT NULL,
        class_name TEXT NOT NULL,
        quantity TEXT NOT NULL CHECK (quantity IN ('threshold', 'min_area_px')),
        before REAL NOT NULL,
        after REAL NOT NULL,
        because TEXT NOT NULL,  -- '' where a hand moved it; else the set that was applied, undo, reset
        line TEXT NOT NULL,
        pc TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        actor TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE verdicts (  -- of an inspection; the newest counts, those before stay
        id INTEGER PRIMARY KEY,  -- rises with age; of this file alone
        uid TEXT NOT NULL UNIQUE,  -- 32 hex digits
        inspection_id TEXT NOT NULL REFERENCES inspections (id),
        verdict TEXT NOT NULL CHECK (verdict IN ('accept', 'downgrade', 'reject', 'undecided')),
        rule TEXT NOT NULL,  -- that decided, in words that can be read later
        table_name TEXT NOT NULL,
        table_version INTEGER NOT NULL,
        table_sha256 TEXT NOT NULL,
        table_toml TEXT NOT NULL,  -- the whole table
        line TEXT NOT NULL,
        pc TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        actor TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX alarms_by_time ON alarms (raised_at)",
    "CREATE INDEX remarks_by_inspection ON remarks (inspection_id)",
    "CREATE INDEX setting_changes_by_time ON setting_changes (recorded_at)",
    "CREATE INDEX verdicts_by_inspection ON verdicts (inspection_id, recorded_at)",
    "CREATE INDEX defects_by_severity ON defects (inspection_id, severity, absorbed_by)",
    "CREATE INDEX alarms_by_inspection ON alarms (inspection_id)",
    "CREATE INDEX setting_changes_by_inspection ON setting_changes (inspection_id)",
    "CREATE INDEX defects_by_class ON defects (class_name, severity)",
)


def add_review(connection: sqlite3.Connection) -> None:
    for statement in _STATEMENTS:
        connection.execute(statement)
