"""Version 1 of the schema. Released: never edited."""

from __future__ import annotations

import sqlite3


def lay_inspections(connection: sqlite3.Connection) -> None:
    """Pieces, inspections, the models they used, frames, gaps, defects and events."""
    for statement in (
        """
        CREATE TABLE pieces (
            id TEXT PRIMARY KEY,
            kind TEXT NOT NULL,
            created_at TEXT NOT NULL,
            actor TEXT NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE inspections (
            id TEXT PRIMARY KEY,  -- 32 hex digits, also the name of its liveness lock
            piece_id TEXT NOT NULL REFERENCES pieces (id),
            source_name TEXT NOT NULL,
            source_kind TEXT NOT NULL,
            model_name TEXT NOT NULL,
            model_version TEXT NOT NULL,
            model_sha256 TEXT NOT NULL,
            class_names TEXT NOT NULL,  -- JSON, by class index
            thresholds TEXT NOT NULL,  -- JSON, by class index
            min_area_px TEXT NOT NULL,  -- JSON, by class index
            severity_table TEXT NOT NULL,  -- JSON
            mm_per_px_across REAL,
            mm_per_px_along REAL,
            state TEXT NOT NULL
                CHECK (state IN ('running', 'completed', 'cancelled', 'failed', 'unfinished')),
            reason TEXT,  -- JSON message, why it failed
            started_at TEXT NOT NULL,
            ended_at TEXT,
            n_inspected INTEGER,  -- counts are filled when it ends
            n_not_inspected INTEGER,
            n_defects INTEGER,
            actor TEXT NOT NULL
        ) STRICT
        """,
        "CREATE INDEX inspections_by_piece ON inspections (piece_id, started_at)",
        "CREATE INDEX inspections_by_time ON inspections (started_at)",
        "CREATE INDEX inspections_running ON inspections (state) WHERE state = 'running'",
        """
        CREATE TABLE models_used (
            inspection_id TEXT NOT NULL REFERENCES inspections (id),
            from_frame INTEGER NOT NULL,
            name TEXT NOT NULL,
            version TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            provider TEXT NOT NULL,
            recorded_at TEXT NOT NULL,
            actor TEXT NOT NULL,
            PRIMARY KEY (inspection_id, from_frame)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE frames (
            inspection_id TEXT NOT NULL REFERENCES inspections (id),
            number INTEGER NOT NULL,
            name TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('inspected', 'not_inspected')),
            reason TEXT,  -- JSON message, why it was not inspected
            along_px INTEGER NOT NULL,
            along_m REAL,
            n_rows INTEGER,
            width INTEGER,
            captured_at TEXT NOT NULL,
            ms REAL,
            recorded_at TEXT NOT NULL,
            actor TEXT NOT NULL,
            PRIMARY KEY (inspection_id, number)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX frames_missed ON frames (inspection_id, number) WHERE state = 'not_inspected'",
        """
        CREATE TABLE gaps (  -- metres without any frame; missed frames are gaps of their own
            id INTEGER PRIMARY KEY,
            inspection_id TEXT NOT NULL REFERENCES inspections (id),
            reason TEXT NOT NULL,  -- JSON message
            start_px INTEGER,
            end_px INTEGER,
            start_m REAL,
            end_m REAL,
            started_at TEXT NOT NULL,
            ended_at TEXT,
            recorded_at TEXT NOT NULL,
            actor TEXT NOT NULL
        ) STRICT
        """,
        "CREATE INDEX gaps_by_inspection ON gaps (inspection_id)",
        """
        CREATE TABLE defects (
            id INTEGER PRIMARY KEY,
            inspection_id TEXT NOT NULL REFERENCES inspections (id),
            number INTEGER NOT NULL,
            class_index INTEGER NOT NULL,
            class_name TEXT NOT NULL,
            score REAL NOT NULL,
            severity TEXT NOT NULL CHECK (severity IN ('none', 'minor', 'major', 'critical')),
            rule TEXT NOT NULL,
            area_px REAL NOT NULL,
            length_px REAL NOT NULL,
            width_px REAL NOT NULL,
            feret_max_px REAL NOT NULL,
            feret_min_px REAL NOT NULL,
            iso8785_length_px REAL NOT NULL,
            iso8785_width_px REAL NOT NULL,
            orientation_px_deg REAL,
            area_mm2 REAL,
            length_mm REAL,
            width_mm REAL,
            feret_max_mm REAL,
            feret_min_mm REAL,
            iso8785_length_mm REAL,
            iso8785_width_mm REAL,
            orientation_deg REAL,
            position_px REAL NOT NULL,
            offset_px REAL NOT NULL,
            position_m REAL,
            offset_mm REAL,
            edge_distance_mm REAL,
            first_frame INTEGER NOT NULL,
            last_frame INTEGER NOT NULL,
            n_parts INTEGER NOT NULL,  -- all of them; of very many not all are listed
            parts TEXT NOT NULL,  -- JSON: [frame number, frame name, x, y, width, height], …
            revision INTEGER NOT NULL,  -- 1, then one more each time it grew or was absorbed
            absorbed_by INTEGER,  -- number of the defect that this one turned out to belong to
            recorded_at TEXT NOT NULL,
            changed_at TEXT NOT NULL,
            actor TEXT NOT NULL,
            UNIQUE (inspection_id, number)
        ) STRICT
        """,
        """
        CREATE TABLE events (
            id INTEGER PRIMARY KEY,
            inspection_id TEXT REFERENCES inspections (id),
            message TEXT NOT NULL,  -- JSON
            recorded_at TEXT NOT NULL,
            actor TEXT NOT NULL
        ) STRICT
        """,
        "CREATE INDEX events_by_inspection ON events (inspection_id)",
    ):
        connection.execute(statement)
