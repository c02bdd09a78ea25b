"""Version 3 of the schema: line, PC and lane in every row, positions in mm, gaps and coverage written down.

Never edited once released.

Why: records of several PCs are to be merged one day, so each row says where it comes from and each key is unique
everywhere. Two pieces may bear one name. A line has lanes. Gaps and coverage are facts that were recorded, the same
on screen, in the summary and here; before, gaps were derived from the frames missed whenever somebody asked.

The old tables are renamed, copied into the new ones and dropped. ``old_gaps`` derives the gaps of old inspections,
once. What an old row cannot tell stays '' (line, pc) or NULL.
"""

from __future__ import annotations

import sqlite3

from inspector.store.schema.old_gaps import fill_gaps

_OLD = ("pieces", "inspections", "models_used", "frames", "gaps", "defects", "events", "evidence")

_TABLES = (
    """
    CREATE TABLE pieces (
        uid TEXT PRIMARY KEY,  -- 32 hex digits
        name TEXT NOT NULL,  -- as the operator typed it; two pieces may bear one name
        kind TEXT NOT NULL,
        line TEXT NOT NULL,
        pc TEXT NOT NULL,
        created_at TEXT NOT NULL,
        actor TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE inspections (
        id TEXT PRIMARY KEY,  -- 32 hex digits, also the name of its liveness lock
        piece_uid TEXT NOT NULL REFERENCES pieces (uid),
        line TEXT NOT NULL,
        pc TEXT NOT NULL,
        model_name TEXT NOT NULL,  -- at its start; models_used holds later changes
        model_version TEXT NOT NULL,
        model_sha256 TEXT NOT NULL,
        model_provider TEXT NOT NULL,
        class_names TEXT NOT NULL,  -- JSON, by class index
        thresholds TEXT NOT NULL,  -- JSON, by class index
        min_area_px TEXT NOT NULL,  -- JSON, by class index
        severity_table TEXT NOT NULL,  -- JSON
        state TEXT NOT NULL
            CHECK (state IN ('running', 'completed', 'cancelled', 'failed', 'unfinished')),
        reason TEXT,  -- JSON message, why it failed
        started_at TEXT NOT NULL,
        ended_at TEXT,
        n_inspected INTEGER,  -- counts are filled when it ends
        n_not_inspected INTEGER,
        n_defects INTEGER,
        coverage_unit TEXT CHECK (coverage_unit IN ('mm', 'px')),  -- coverage is saved now and then, and at its end
        coverage_inspected REAL,
        coverage_not_inspected TEXT,  -- JSON, length by cause
        coverage_n_unknown INTEGER,  -- gaps of unknown length
        actor TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE lanes (  -- of one inspection: what each camera was and how it was placed
        inspection_id TEXT NOT NULL REFERENCES inspections (id),
        lane INTEGER NOT NULL,
        name TEXT NOT NULL,
        source_name TEXT NOT NULL,
        source_kind TEXT NOT NULL,
        is_continuous INTEGER CHECK (is_continuous IN (0, 1)),
        across_mm REAL,  -- from the reference edge to its first column
        mm_per_px_across REAL,
        mm_per_px_along REAL,
        bits INTEGER,
        line TEXT NOT NULL,
        pc TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        actor TEXT NOT NULL,
        PRIMARY KEY (inspection_id, lane)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE models_used (
        inspection_id TEXT NOT NULL REFERENCES inspections (id),
        lane INTEGER NOT NULL,
        from_frame INTEGER NOT NULL,
        name TEXT NOT NULL,
        version TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        provider TEXT NOT NULL,
        line TEXT NOT NULL,
        pc TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        actor TEXT NOT NULL,
        PRIMARY KEY (inspection_id, lane, from_frame)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE frames (
        inspection_id TEXT NOT NULL REFERENCES inspections (id),
        frame_index INTEGER NOT NULL,  -- counts the frames of its lane
        lane INTEGER NOT NULL,
        name TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('inspected', 'not_inspected')),
        reason TEXT,  -- JSON message, why it was not inspected
        along_px INTEGER NOT NULL,
        along_mm REAL,
        across_mm REAL,
        n_rows INTEGER,
        width INTEGER,
        bits INTEGER,
        captured_at TEXT NOT NULL,
        ms REAL,
        line TEXT NOT NULL,
        pc TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        actor TEXT NOT NULL,
        PRIMARY KEY (inspection_id, frame_index, lane)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE gaps (
        inspection_id TEXT NOT NULL REFERENCES inspections (id),
        gap_id INTEGER NOT NULL,
        lane INTEGER NOT NULL,
        cause TEXT NOT NULL
            CHECK (cause IN ('skipped', 'paused', 'lost', 'unseen', 'unreadable', 'failed', 'not_reached')),
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
    CREATE TABLE defects (
        id INTEGER PRIMARY KEY,  -- rises in the order of finding; of this file alone
        uid TEXT NOT NULL UNIQUE GENERATED ALWAYS AS (inspection_id || '-' || defect_id) VIRTUAL,
        inspection_id TEXT NOT NULL REFERENCES inspections (id),
        defect_id INTEGER NOT NULL,
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
        position_mm REAL,
        offset_mm REAL,
        edge_distance_mm REAL,
        lanes TEXT NOT NULL,  -- JSON, those it lies in
        first_frame INTEGER NOT NULL,
        last_frame INTEGER NOT NULL,
        n_parts INTEGER NOT NULL,  -- all of them; of very many not all are listed
        parts TEXT NOT NULL,  -- JSON: [frame index, frame name, x, y, width, height, lane], …
        revision INTEGER NOT NULL,  -- 1, then one more each time it grew or was absorbed
        absorbed_by INTEGER,  -- defect_id of the defect that this one turned out to belong to
        line TEXT NOT NULL,
        pc TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        actor TEXT NOT NULL,
        UNIQUE (inspection_id, defect_id)
    ) STRICT
    """,
    """
    CREATE TABLE events (
        id INTEGER PRIMARY KEY,  -- rises with age; of this file alone
        uid TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(16)))),
        inspection_id TEXT REFERENCES inspections (id),
        lane INTEGER,
        message TEXT NOT NULL,  -- JSON
        line TEXT NOT NULL,
        pc TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        actor TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE evidence (
        id INTEGER PRIMARY KEY,  -- rises with age; of this file alone, the path is unique everywhere
        kind TEXT NOT NULL CHECK (kind IN ('crop', 'frame')),
        inspection_id TEXT NOT NULL REFERENCES inspections (id),
        lane INTEGER NOT NULL,
        frame_index INTEGER NOT NULL,
        defect_id INTEGER CHECK ((kind = 'crop') = (defect_id IS NOT NULL)),
        kept_because TEXT NOT NULL,  -- of a whole frame: names from core.frame_keeping, with commas
        path TEXT NOT NULL UNIQUE,  -- below the evidence folder, with forward slashes
        x INTEGER NOT NULL,  -- box in its frame, px
        y INTEGER NOT NULL,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        bits INTEGER,
        n_bytes INTEGER NOT NULL,
        is_annotated INTEGER NOT NULL DEFAULT 0 CHECK (is_annotated IN (0, 1)),
        state TEXT NOT NULL DEFAULT 'kept' CHECK (state IN ('kept', 'evicting', 'evicted')),
        line TEXT NOT NULL,
        pc TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        actor TEXT NOT NULL,
        FOREIGN KEY (inspection_id, defect_id) REFERENCES defects (inspection_id, defect_id)
    ) STRICT
    """,
)

_INDEXES = (
    "CREATE INDEX pieces_by_name ON pieces (name)",
    "CREATE INDEX inspections_by_piece ON inspections (piece_uid, started_at)",
    "CREATE INDEX inspections_by_time ON inspections (started_at)",
    "CREATE INDEX inspections_running ON inspections (state) WHERE state = 'running'",
    "CREATE INDEX frames_missed ON frames (inspection_id, frame_index, lane) WHERE state = 'not_inspected'",
    "CREATE INDEX events_by_inspection ON events (inspection_id)",
    "CREATE INDEX evidence_by_inspection ON evidence (inspection_id, defect_id)",
    "CREATE INDEX evidence_kept ON evidence (is_annotated, id, kind, n_bytes) WHERE state = 'kept'",
    "CREATE INDEX evidence_evicting ON evidence (id) WHERE state = 'evicting'",
)

_COPIES = (
    """
    INSERT INTO pieces (uid, name, kind, line, pc, created_at, actor)
    SELECT lower(hex(randomblob(16))), id, kind, '', '', created_at, actor FROM old_pieces
    """,
    """
    INSERT INTO inspections (
        id, piece_uid, line, pc, model_name, model_version, model_sha256, model_provider, class_names, thresholds,
        min_area_px, severity_table, state, reason, started_at, ended_at, n_inspected, n_not_inspected, n_defects,
        actor
    )
    SELECT i.id, p.uid, '', '', i.model_name, i.model_version, i.model_sha256,
        coalesce((SELECT provider FROM old_models_used AS m WHERE m.inspection_id = i.id AND from_frame = 0), ''),
        i.class_names, i.thresholds, i.min_area_px, i.severity_table, i.state, i.reason, i.started_at, i.ended_at,
        i.n_inspected, i.n_not_inspected, i.n_defects, i.actor
    FROM old_inspections AS i JOIN pieces AS p ON p.name = i.piece_id
    ORDER BY i.rowid
    """,
    """
    INSERT INTO lanes (
        inspection_id, lane, name, source_name, source_kind, across_mm, mm_per_px_across, mm_per_px_along, line, pc,
        recorded_at, actor
    )
    SELECT id, 0, '', source_name, source_kind, iif(mm_per_px_across IS NULL, NULL, 0.0), mm_per_px_across,
        mm_per_px_along, '', '', started_at, actor
    FROM old_inspections
    """,
    """
    INSERT INTO models_used (
        inspection_id, lane, from_frame, name, version, sha256, provider, line, pc, recorded_at, actor
    )
    SELECT inspection_id, 0, from_frame, name, version, sha256, provider, '', '', recorded_at, actor
    FROM old_models_used
    """,
    """
    INSERT INTO frames (
        inspection_id, frame_index, lane, name, state, reason, along_px, along_mm, across_mm, n_rows, width,
        captured_at, ms, line, pc, recorded_at, actor
    )
    SELECT f.inspection_id, f.number, 0, f.name, f.state, f.reason, f.along_px,
        coalesce(f.along_m * 1000, f.along_px * i.mm_per_px_along), iif(i.mm_per_px_across IS NULL, NULL, 0.0),
        f.n_rows, f.width, f.captured_at, f.ms, '', '', f.recorded_at, f.actor
    FROM old_frames AS f JOIN old_inspections AS i ON i.id = f.inspection_id
    """,
    """
    INSERT INTO defects (
        id, inspection_id, defect_id, class_index, class_name, score, severity, rule,
        area_px, length_px, width_px, feret_max_px, feret_min_px, iso8785_length_px, iso8785_width_px,
        orientation_px_deg, area_mm2, length_mm, width_mm, feret_max_mm, feret_min_mm, iso8785_length_mm,
        iso8785_width_mm, orientation_deg, position_px, offset_px, position_mm, offset_mm, edge_distance_mm,
        lanes, first_frame, last_frame, n_parts, parts, revision, absorbed_by, line, pc,
        recorded_at, changed_at, actor
    )
    SELECT id, inspection_id, number, class_index, class_name, score, severity, rule,
        area_px, length_px, width_px, feret_max_px, feret_min_px, iso8785_length_px, iso8785_width_px,
        orientation_px_deg, area_mm2, length_mm, width_mm, feret_max_mm, feret_min_mm, iso8785_length_mm,
        iso8785_width_mm, orientation_deg, position_px, offset_px, position_m * 1000, offset_mm, edge_distance_mm,
        '[0]', first_frame, last_frame, n_parts,
        (SELECT json_group_array(json_insert(value, '$[#]', 0)) FROM json_each(old_defects.parts)),
        revision, absorbed_by, '', '', recorded_at, changed_at, actor
    FROM old_defects
    """,
    """
    INSERT INTO events (id, inspection_id, message, line, pc, recorded_at, actor)
    SELECT id, inspection_id, message, '', '', recorded_at, actor FROM old_events
    """,
    """
    INSERT INTO evidence (
        id, kind, inspection_id, lane, frame_index, defect_id, kept_because, path, x, y, width, height, n_bytes,
        is_annotated, state, line, pc, recorded_at, changed_at, actor
    )
    SELECT id, 'crop', inspection_id, 0, frame_number, defect_number, '', path, x, y, width, height, n_bytes,
        is_annotated, state, '', '', recorded_at, changed_at, actor
    FROM old_evidence
    """,
)


def place_on_lines(connection: sqlite3.Connection) -> None:
    """Rebuild every table. References are off meanwhile and checked at the end (``migrations.migrate``)."""
    for name in _OLD:
        connection.execute(f"ALTER TABLE {name} RENAME TO old_{name}")
    for statement in (*_TABLES, *_COPIES):
        connection.execute(statement)
    fill_gaps(connection)
    for name in _OLD:
        connection.execute(f"DROP TABLE old_{name}")
    for statement in _INDEXES:  # their names were taken until now
        connection.execute(statement)
