"""The schema, as the steps that made it.

Each migration is a function applied once, in number order, in one transaction together with the record
that it was applied (table ``migrations``). A database that already holds data is copied to a
backup file before it is changed. A released migration is never edited: write the next one.

Times are UTC text from ``core.stamps.utc_text``, which sorts as text. Columns in px are always filled;
columns in mm and m are empty without a calibration.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeAlias

from inspector.core.audit import AuditStamp, utc_text
from inspector.core.messages import Code, StoreError, message

Migration: TypeAlias = Callable[[sqlite3.Connection], None]


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


MIGRATIONS: tuple[Migration, ...] = (lay_inspections, add_evidence)  # number 1, 2, …

_RECORD = """
    CREATE TABLE IF NOT EXISTS migrations (
        number INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        applied_at TEXT NOT NULL,
        actor TEXT NOT NULL
    ) STRICT
"""


def version_of(connection: sqlite3.Connection, path: Path) -> int:
    """Number of the newest migration applied; 0 for an empty file.

    Raises StoreError where the file belongs to another program, or to a newer version of this one.
    """
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if not tables:
        return 0
    if "migrations" not in tables:
        detail = "it belongs to another program"
        raise StoreError(message(Code.STORE_BROKEN, path=str(path), detail=detail))
    (found,) = connection.execute("SELECT coalesce(max(number), 0) FROM migrations").fetchone()
    if found > len(MIGRATIONS):
        raise StoreError(message(Code.STORE_TOO_NEW, path=str(path), found=found, known=len(MIGRATIONS)))
    return int(found)


def migrate(
    connection: sqlite3.Connection,
    path: Path,
    migrations: Sequence[Migration] | None = None,
    stamp: AuditStamp | None = None,
) -> Path | None:
    """Bring the database to the newest version; the backup's path where one was made.

    All pending steps share one transaction: the file is either as it was or up to date.
    """
    steps = MIGRATIONS if migrations is None else migrations
    stamp = stamp or AuditStamp.now()
    # Rebuilding a table with references needs this off, and it cannot be changed inside a transaction.
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    backup = None
    try:
        found = version_of(connection, path)
        if 0 < found < len(steps):
            backup = _back_up(path, found, stamp)
        connection.execute(_RECORD)
        for number, step in enumerate(steps[found:], start=found + 1):
            step(connection)
            connection.execute(
                "INSERT INTO migrations (number, name, applied_at, actor) VALUES (?, ?, ?, ?)",
                (number, step.__name__, utc_text(stamp.at), stamp.actor),
            )
        if broken := connection.execute("PRAGMA foreign_key_check").fetchone():
            raise RuntimeError(f"a migration left a row without its parent: {broken}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    finally:
        connection.execute("PRAGMA foreign_keys = ON")
    return backup


def _back_up(path: Path, version: int, stamp: AuditStamp) -> Path:
    """Copy the committed content beside the database; readable while the writer's lock is held."""
    moment = utc_text(stamp.at).replace(":", "").replace("-", "").replace(".", "")
    backup = path.with_name(f"{path.stem}.v{version}.{moment}.backup{path.suffix}")
    unfinished = backup.with_name(backup.name + ".part")
    try:
        with (
            closing(sqlite3.connect(path.resolve().as_uri() + "?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(unfinished)) as target,
        ):
            source.backup(target)
        unfinished.replace(backup)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise
    return backup
