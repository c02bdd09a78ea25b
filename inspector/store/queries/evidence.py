"""Reading evidence: the pictures kept of an inspection, and what the quota needs to know."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from inspector.core.defect import Box
from inspector.core.retention import Gone, GoneBecause
from inspector.store.records import EvidenceKind


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    """A picture below the evidence folder. Its file is there while ``is_kept``."""

    evidence_id: int  # of this database; the path is unique everywhere
    kind: EvidenceKind
    inspection_id: str
    lane: int
    frame_index: int  # of its lane
    defect_id: int | None  # of a crop
    kept_because: str  # of a whole frame
    path: str  # with forward slashes
    box: Box  # in its frame
    bits: int | None  # how many of the picture's bits carry values; None: recorded before they were known
    n_bytes: int
    is_annotated: bool
    is_kept: bool
    line: str
    pc: str
    recorded_at: str  # UTC text
    actor: str
    gone: Gone | None = None  # why and when, where it is not kept


_SELECT = """
    SELECT id, kind, inspection_id, lane, frame_index, defect_id, kept_because, path, x, y, width, height, bits,
        n_bytes, is_annotated, state = 'kept', line, pc, recorded_at, actor, gone_because, gone_after_days, changed_at
    FROM evidence
"""


def of_defect(rows: sqlite3.Connection, inspection_id: str, defect_id: int) -> tuple[EvidenceRecord, ...]:
    """Crops of one defect, oldest first, those evicted included."""
    return _records(
        rows.execute(f"{_SELECT} WHERE inspection_id = ? AND defect_id = ? ORDER BY id", (inspection_id, defect_id))
    )


def whole_frames(rows: sqlite3.Connection, inspection_id: str) -> tuple[EvidenceRecord, ...]:
    """Whole frames of an inspection, oldest first, those evicted included."""
    return _records(
        rows.execute(f"{_SELECT} WHERE inspection_id = ? AND defect_id IS NULL ORDER BY id", (inspection_id,))
    )


def of_frame(rows: sqlite3.Connection, inspection_id: str, lane: int, frame_index: int) -> tuple[EvidenceRecord, ...]:
    """Whole frame and crops of one frame, oldest first, those evicted included."""
    return _records(
        rows.execute(
            f"{_SELECT} WHERE inspection_id = ? AND frame_index = ? AND lane = ? ORDER BY id",
            (inspection_id, frame_index, lane),
        )
    )


def worst_crops(rows: sqlite3.Connection, inspection_id: str, *, limit: int) -> tuple[EvidenceRecord, ...]:
    """The newest crop of each of the worst defects, the worst first, as far as files are kept."""
    return _records(
        rows.execute(
            f"""
            {_SELECT} WHERE id IN (
                SELECT max(e.id) FROM evidence AS e JOIN defects AS d
                    ON d.inspection_id = e.inspection_id AND d.defect_id = e.defect_id
                WHERE e.inspection_id = :id AND e.state = 'kept' AND d.absorbed_by IS NULL
                GROUP BY e.defect_id
                ORDER BY CASE d.severity WHEN 'critical' THEN 0 WHEN 'major' THEN 1 WHEN 'minor' THEN 2 ELSE 3 END,
                    d.area_px DESC
                LIMIT :limit
            )
            """,
            {"id": inspection_id, "limit": limit},
        )
    )


def evicting(rows: sqlite3.Connection) -> tuple[EvidenceRecord, ...]:
    """Pictures chosen to make room whose files may still be there."""
    return _records(rows.execute(f"{_SELECT} WHERE state = 'evicting' ORDER BY id"))


def of_killed(rows: sqlite3.Connection) -> tuple[tuple[str, str, str], ...]:
    """(inspection id, name of the piece, when it ended) of inspections whose program died."""
    return tuple(
        rows.execute(
            """
            SELECT i.id, p.name, i.ended_at FROM inspections AS i JOIN pieces AS p ON p.uid = i.piece_uid
            WHERE i.state = 'unfinished' ORDER BY i.started_at
            """
        )
    )


def has_path(rows: sqlite3.Connection, path: str) -> bool:
    return rows.execute("SELECT 1 FROM evidence WHERE path = ?", (path,)).fetchone() is not None


def kept_id(rows: sqlite3.Connection, path: str) -> int | None:
    """Of a picture whose file is there and stays; None where it is gone, or makes room."""
    found = rows.execute("SELECT id FROM evidence WHERE path = ? AND state = 'kept'", (path,)).fetchone()
    return int(found[0]) if found is not None else None


def n_bytes_kept(rows: sqlite3.Connection) -> dict[EvidenceKind, int]:
    found = rows.execute("SELECT kind, sum(n_bytes) FROM evidence WHERE state = 'kept' GROUP BY kind")
    return dict.fromkeys(EvidenceKind, 0) | {EvidenceKind(kind): n_bytes for kind, n_bytes in found}


def _records(found: Iterable[tuple[Any, ...]]) -> tuple[EvidenceRecord, ...]:
    return tuple(_record(*row) for row in found)


def _record(
    evidence_id: int, kind: str, inspection_id: str, lane: int, frame_index: int, defect_id: int | None,
    kept_because: str, path: str, x: int, y: int, width: int, height: int, bits: int | None, n_bytes: int,
    is_annotated: int, is_kept: int, line: str, pc: str, recorded_at: str, actor: str, because: str | None,
    after_days: int | None, changed_at: str,
) -> EvidenceRecord:  # fmt: skip
    known = GoneBecause(because) if because in tuple(GoneBecause) else None  # or a word of a newer program
    gone = Gone(known, changed_at, after_days) if not is_kept else None
    return EvidenceRecord(
        evidence_id, EvidenceKind(kind), inspection_id, lane, frame_index, defect_id, kept_because, path,
        Box(x, y, width, height), bits, n_bytes, bool(is_annotated), bool(is_kept), line, pc, recorded_at, actor,
        gone,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class KeptFrame:
    """A whole frame that is kept, with what tells whether it is worth labelling."""

    path: str  # below the evidence folder, with forward slashes
    inspection_id: str
    piece_name: str
    lane: int
    frame_index: int
    kept_because: str
    bits: int | None
    class_names: tuple[str, ...]  # of the defects found in it, sorted
    least_margin: float | None  # how far above its threshold the least certain of them is; None: none was found
    remark: str | None  # the note of the nearest remark of its lane; None: nobody said anything
    along_mm: float | None = None  # where it begins on its piece
    least_score: float | None = None  # of those defects


REMARK_REACH = 4  # frames on either side that a remark is about


def kept_frames(rows: sqlite3.Connection) -> tuple[KeptFrame, ...]:
    """Over all inspections, the newest first; each lane in the order of its frames."""
    defects: dict[tuple[str, int, int], list[tuple[str, float, float]]] = {}
    for inspection_id, lane, frame_index, class_name, score, margin in rows.execute(
        """
        SELECT DISTINCT c.inspection_id, c.lane, c.frame_index, d.class_name, d.score,
            d.score - coalesce(json_extract(i.thresholds, '$[' || d.class_index || ']'), 0)
        FROM evidence AS f
            JOIN evidence AS c ON c.inspection_id = f.inspection_id AND c.defect_id IS NOT NULL
                AND c.frame_index = f.frame_index AND c.lane = f.lane
            JOIN defects AS d ON d.inspection_id = c.inspection_id AND d.defect_id = c.defect_id
            JOIN inspections AS i ON i.id = f.inspection_id
        WHERE f.kind = 'frame' AND f.state = 'kept'
        """
    ):
        defects.setdefault((inspection_id, lane, frame_index), []).append((class_name, score, margin))
    notes: dict[tuple[str, int], list[tuple[int, str]]] = {}
    for inspection_id, lane, frame_index, note in rows.execute(
        "SELECT inspection_id, lane, frame_index, note FROM remarks WHERE frame_index IS NOT NULL ORDER BY id"
    ):
        notes.setdefault((inspection_id, lane), []).append((frame_index, note))
    found = []
    for path, inspection_id, piece_name, lane, frame_index, because, bits, along_mm in rows.execute(
        """
        SELECT e.path, e.inspection_id, p.name, e.lane, e.frame_index, e.kept_because, e.bits, f.along_mm
        FROM evidence AS e JOIN inspections AS i ON i.id = e.inspection_id JOIN pieces AS p ON p.uid = i.piece_uid
            LEFT JOIN frames AS f
                ON f.inspection_id = e.inspection_id AND f.frame_index = e.frame_index AND f.lane = e.lane
        WHERE e.kind = 'frame' AND e.state = 'kept' ORDER BY i.started_at DESC, e.lane, e.frame_index
        """
    ):
        shown = defects.get((inspection_id, lane, frame_index), ())
        near = [
            (abs(at - frame_index), note)
            for at, note in notes.get((inspection_id, lane), ())
            if abs(at - frame_index) < REMARK_REACH
        ]
        found.append(
            KeptFrame(
                path, inspection_id, piece_name, lane, frame_index, because, bits,
                class_names=tuple(sorted({name for name, _, _ in shown})),
                least_margin=min((max(margin, 0.0) for _, _, margin in shown), default=None),
                remark=min(near)[1] if near else None,
                along_mm=along_mm, least_score=min((score for _, score, _ in shown), default=None),
            )
        )  # fmt: skip
    return tuple(found)
