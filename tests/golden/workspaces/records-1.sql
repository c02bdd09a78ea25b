-- The database as version 1 made it, with one finished inspection. Never edited: old files do not change either.
CREATE TABLE migrations (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL, actor TEXT NOT NULL
) STRICT;
CREATE TABLE pieces (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, created_at TEXT NOT NULL, actor TEXT NOT NULL
) STRICT;
CREATE TABLE inspections (
    id TEXT PRIMARY KEY, piece_id TEXT NOT NULL REFERENCES pieces (id), source_name TEXT NOT NULL,
    source_kind TEXT NOT NULL, model_name TEXT NOT NULL, model_version TEXT NOT NULL,
    model_sha256 TEXT NOT NULL,
    class_names TEXT NOT NULL, thresholds TEXT NOT NULL, min_area_px TEXT NOT NULL,
    severity_table TEXT NOT NULL,
    mm_per_px_across REAL, mm_per_px_along REAL,
    state TEXT NOT NULL CHECK (state IN ('running', 'completed', 'cancelled', 'failed', 'unfinished')),
    reason TEXT, started_at TEXT NOT NULL, ended_at TEXT,
    n_inspected INTEGER, n_not_inspected INTEGER, n_defects INTEGER, actor TEXT NOT NULL
) STRICT;
CREATE INDEX inspections_by_piece ON inspections (piece_id, started_at);
CREATE INDEX inspections_by_time ON inspections (started_at);
CREATE INDEX inspections_running ON inspections (state) WHERE state = 'running';
CREATE TABLE models_used (
    inspection_id TEXT NOT NULL REFERENCES inspections (id), from_frame INTEGER NOT NULL,
    name TEXT NOT NULL,
    version TEXT NOT NULL, sha256 TEXT NOT NULL, provider TEXT NOT NULL, recorded_at TEXT NOT NULL,
    actor TEXT NOT NULL, PRIMARY KEY (inspection_id, from_frame)
) STRICT, WITHOUT ROWID;
CREATE TABLE frames (
    inspection_id TEXT NOT NULL REFERENCES inspections (id), number INTEGER NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('inspected', 'not_inspected')), reason TEXT,
    along_px INTEGER NOT NULL,
    along_m REAL, n_rows INTEGER, width INTEGER, captured_at TEXT NOT NULL, ms REAL,
    recorded_at TEXT NOT NULL,
    actor TEXT NOT NULL, PRIMARY KEY (inspection_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX frames_missed ON frames (inspection_id, number) WHERE state = 'not_inspected';
CREATE TABLE gaps (
    id INTEGER PRIMARY KEY, inspection_id TEXT NOT NULL REFERENCES inspections (id),
    reason TEXT NOT NULL,
    start_px INTEGER, end_px INTEGER, start_m REAL, end_m REAL, started_at TEXT NOT NULL, ended_at TEXT,
    recorded_at TEXT NOT NULL, actor TEXT NOT NULL
) STRICT;
CREATE INDEX gaps_by_inspection ON gaps (inspection_id);
CREATE TABLE defects (
    id INTEGER PRIMARY KEY, inspection_id TEXT NOT NULL REFERENCES inspections (id),
    number INTEGER NOT NULL,
    class_index INTEGER NOT NULL, class_name TEXT NOT NULL, score REAL NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('none', 'minor', 'major', 'critical')),
    rule TEXT NOT NULL,
    area_px REAL NOT NULL, length_px REAL NOT NULL, width_px REAL NOT NULL, feret_max_px REAL NOT NULL,
    feret_min_px REAL NOT NULL, iso8785_length_px REAL NOT NULL, iso8785_width_px REAL NOT NULL,
    orientation_px_deg REAL, area_mm2 REAL, length_mm REAL, width_mm REAL, feret_max_mm REAL,
    feret_min_mm REAL,
    iso8785_length_mm REAL, iso8785_width_mm REAL, orientation_deg REAL, position_px REAL NOT NULL,
    offset_px REAL NOT NULL, position_m REAL, offset_mm REAL, edge_distance_mm REAL,
    first_frame INTEGER NOT NULL, last_frame INTEGER NOT NULL, n_parts INTEGER NOT NULL,
    parts TEXT NOT NULL,
    revision INTEGER NOT NULL, absorbed_by INTEGER, recorded_at TEXT NOT NULL, changed_at TEXT NOT NULL,
    actor TEXT NOT NULL, UNIQUE (inspection_id, number)
) STRICT;
CREATE TABLE events (
    id INTEGER PRIMARY KEY, inspection_id TEXT REFERENCES inspections (id), message TEXT NOT NULL,
    recorded_at TEXT NOT NULL, actor TEXT NOT NULL
) STRICT;
CREATE INDEX events_by_inspection ON events (inspection_id);
INSERT INTO migrations VALUES (1, 'lay_inspections', '2026-01-01T00:00:00.000Z', 'anna');
INSERT INTO pieces VALUES ('R-1', 'rail', '2026-01-01T00:00:00.000Z', 'anna');
INSERT INTO inspections VALUES (
    'aa', 'R-1', 'folder', 'folder', 'm', '1', 'ff', '["background","scratch"]', '[0.0,0.5]', '[0,9]',
    '[]',
    0.1, 0.2, 'completed', NULL, '2026-01-01T00:00:00.000Z', '2026-01-01T00:01:00.000Z', 1, 0, 1, 'anna'
);
INSERT INTO models_used VALUES ('aa', 0, 'm', '1', 'ff', 'CPU', '2026-01-01T00:00:00.000Z', 'anna');
INSERT INTO frames VALUES (
    'aa', 0, 'a.png', 'inspected', NULL, 0, NULL, 100, 200, '2026-01-01T00:00:00.000Z', 5.0,
    '2026-01-01T00:00:30.000Z', 'anna'
);
INSERT INTO defects VALUES (
    1, 'aa', 1, 1, 'scratch', 0.9, 'minor', 'r', 1, 2, 3, 4, 5, 6, 7, NULL, NULL, NULL, NULL, NULL,
    NULL, NULL,
    NULL, NULL, 10, 20, NULL, NULL, NULL, 0, 0, 1, '[[0,"a.png",1,2,3,4]]', 1, NULL,
    '2026-01-01T00:00:30.000Z', '2026-01-01T00:00:30.000Z', 'anna'
);
