"""Reading evidence: the crops kept of a defect, and what the quota needs to know."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from inspector.core.defect import Box


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    """A crop below the evidence folder. Its file is there while ``is_kept``."""

    evidence_id: int
    inspection_id: str
    defect_number: int
    frame_number: int
    path: str  # with forward slashes
    box: Box  # the crop's place in its frame
    n_bytes: int
    is_annotated: bool
    is_kept: bool
    recorded_at: str  # UTC text
    actor: str


_SELECT = """
    SELECT id, inspection_id, defect_number, frame_number, path, x, y, width, height, n_bytes, is_annotated,
        state = 'kept', recorded_at, actor
    FROM evidence
"""


def of_defect(rows: sqlite3.Connection, inspection_id: str, number: int) -> tuple[EvidenceRecord, ...]:
    """Crops of one defect, oldest first, those evicted included."""
    found = rows.execute(
        f"{_SELECT} WHERE inspection_id = ? AND defect_number = ? ORDER BY id", (inspection_id, number)
    )
    return tuple(_record(row) for row in found)


def evicting(rows: sqlite3.Connection) -> tuple[EvidenceRecord, ...]:
    """Crops chosen to make room whose files may still be there."""
    return tuple(_record(row) for row in rows.execute(f"{_SELECT} WHERE state = 'evicting' ORDER BY id"))


def n_bytes_kept(rows: sqlite3.Connection) -> int:
    (n_bytes,) = rows.execute("SELECT coalesce(sum(n_bytes), 0) FROM evidence WHERE state = 'kept'").fetchone()
    return int(n_bytes)


def _record(
    row: tuple[int, str, int, int, str, int, int, int, int, int, int, int, str, str],
) -> EvidenceRecord:
    (
        evidence_id,
        inspection_id,
        number,
        frame,
        path,
        x,
        y,
        width,
        height,
        n_bytes,
        annotated,
        kept,
        at,
        actor,
    ) = row
    return EvidenceRecord(
        evidence_id, inspection_id, number, frame, path, Box(x, y, width, height), n_bytes,
        bool(annotated), bool(kept), at, actor,
    )  # fmt: skip
