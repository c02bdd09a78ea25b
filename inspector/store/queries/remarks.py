"""Reading remarks: what people at the line said was wrong."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from inspector.core.remark import Remark, RemarkKind


@dataclass(frozen=True, slots=True)
class RemarkRecord:
    uid: str  # unique everywhere
    inspection_id: str
    line: str
    pc: str
    remark: Remark
    recorded_at: str  # UTC text
    actor: str


def of_inspection(rows: sqlite3.Connection, inspection_id: str) -> tuple[RemarkRecord, ...]:
    """All of an inspection, in the order in which they were made."""
    found = rows.execute(
        """
        SELECT uid, inspection_id, line, pc, kind, lane, frame_index, along_px, along_mm, defect_id, note, recorded_at,
            actor
        FROM remarks WHERE inspection_id = ? ORDER BY id
        """,
        (inspection_id,),
    )
    return tuple(
        RemarkRecord(
            uid, of, line, pc, Remark(RemarkKind(kind), lane, frame_index, along_px, along_mm, defect_id, note), at, who
        )
        for uid, of, line, pc, kind, lane, frame_index, along_px, along_mm, defect_id, note, at, who in found
    )
