"""Reading defects as they were last reported."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from inspector.core.defect import Box, Defect, DefectPart, Severity, Size
from inspector.store.operations import MM_COLUMNS, PLACE_COLUMNS, PX_COLUMNS


@dataclass(frozen=True, slots=True)
class DefectRecord:
    defect_id: int  # its place in the order of finding
    inspection_id: str
    defect: Defect
    revision: int
    absorbed_by: int | None  # number of the defect that this one belongs to
    recorded_at: str  # UTC text, when it was first found
    changed_at: str  # UTC text
    actor: str


_COLUMNS = (
    *("id", "inspection_id", "revision", "absorbed_by", "recorded_at", "changed_at", "actor"),
    *("number", "class_index", "class_name", "score", "severity", "rule", "n_parts", "parts"),
    *PLACE_COLUMNS,
    *PX_COLUMNS,
    *MM_COLUMNS,
)


def of_inspection(
    rows: sqlite3.Connection,
    inspection_id: str,
    *,
    before: int | None = None,
    limit: int = 200,
    with_absorbed: bool = False,
) -> tuple[DefectRecord, ...]:
    """Defects, newest first; the next page is ``before`` the last one's ``defect_id``."""
    return _page(rows, "inspection_id = :key", inspection_id, before, limit, with_absorbed)


def of_piece(
    rows: sqlite3.Connection,
    piece_id: str,
    *,
    before: int | None = None,
    limit: int = 200,
    with_absorbed: bool = False,
) -> tuple[DefectRecord, ...]:
    """Defects of all inspections of a piece, newest first, paged like ``of_inspection``."""
    where = "inspection_id IN (SELECT id FROM inspections WHERE piece_id = :key)"
    return _page(rows, where, piece_id, before, limit, with_absorbed)


def of_frame(rows: sqlite3.Connection, inspection_id: str, frame_number: int) -> tuple[DefectRecord, ...]:
    """Defects with a part in this frame, in the order of their numbers.

    A defect with more parts than are listed counts for every frame from its first to its last.
    """
    found = rows.execute(
        f"""
        SELECT {", ".join(_COLUMNS)} FROM defects
        WHERE inspection_id = ? AND absorbed_by IS NULL AND first_frame <= ? AND last_frame >= ?
        ORDER BY number
        """,
        (inspection_id, frame_number, frame_number),
    )
    return tuple(record for record in map(_record, found) if _lies_in(record.defect, frame_number))


def _lies_in(defect: Defect, frame_number: int) -> bool:
    has_unlisted = defect.n_parts > len(defect.parts)
    return has_unlisted or any(part.frame_index == frame_number for part in defect.parts)


def by_number(rows: sqlite3.Connection, inspection_id: str, number: int) -> DefectRecord | None:
    row = rows.execute(
        f"SELECT {', '.join(_COLUMNS)} FROM defects WHERE inspection_id = ? AND number = ?",
        (inspection_id, number),
    ).fetchone()
    return None if row is None else _record(row)


def _page(
    rows: sqlite3.Connection, where: str, key: str, before: int | None, limit: int, with_absorbed: bool
) -> tuple[DefectRecord, ...]:
    found = rows.execute(
        f"""
        SELECT {", ".join(_COLUMNS)} FROM defects
        WHERE {where} AND (:before IS NULL OR id < :before) AND (:with_absorbed OR absorbed_by IS NULL)
        ORDER BY id DESC LIMIT :limit
        """,
        {"key": key, "before": before, "with_absorbed": with_absorbed, "limit": limit},
    )
    return tuple(_record(row) for row in found)


def _record(row: Sequence[Any]) -> DefectRecord:
    values = dict(zip(_COLUMNS, row, strict=True))
    size_mm = [values[name] for name in MM_COLUMNS]
    defect = Defect(
        defect_id=values["number"],
        class_index=values["class_index"],
        class_name=values["class_name"],
        score=values["score"],
        size_px=Size(*(values[name] for name in PX_COLUMNS)),
        size_mm=None if size_mm[0] is None else Size(*size_mm),
        severity=Severity(values["severity"]),
        rule=values["rule"],
        parts=tuple(
            DefectPart(frame_number, frame_name, Box(*box))
            for frame_number, frame_name, *box in json.loads(values["parts"])
        ),
        n_parts=values["n_parts"],
        position_px=values["position_px"],
        offset_px=values["offset_px"],
        position_mm=None if values["position_m"] is None else values["position_m"] * 1000,
        offset_mm=values["offset_mm"],
        edge_distance_mm=values["edge_distance_mm"],
    )
    return DefectRecord(
        defect_id=values["id"],
        inspection_id=values["inspection_id"],
        defect=defect,
        revision=values["revision"],
        absorbed_by=values["absorbed_by"],
        recorded_at=values["recorded_at"],
        changed_at=values["changed_at"],
        actor=values["actor"],
    )
