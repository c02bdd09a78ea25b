"""Reading inspections: what was inspected, with what, how far it came and how it ended."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from inspector.core.calibration import Calibration
from inspector.core.messages import Message
from inspector.core.piece import Coverage, GapCause
from inspector.store.queries.events import message_of
from inspector.store.records import InspectionState, LaneRecord, ModelUsed


@dataclass(frozen=True, slots=True)
class InspectionRecord:
    inspection_id: str
    piece_uid: str
    piece_name: str  # as the operator typed it
    piece_kind: str
    line: str
    pc: str
    lanes: tuple[LaneRecord, ...]  # by index
    model: ModelUsed  # at its start; ``models_used`` tells later changes
    class_names: tuple[str, ...]
    thresholds: tuple[float, ...]
    min_area_px: tuple[int, ...]
    severity_table: str  # JSON
    state: InspectionState
    reason: Message | None  # why it failed
    started_at: str  # UTC text
    ended_at: str | None
    n_inspected: int  # frames
    n_not_inspected: int
    n_defects: int
    coverage: Coverage | None  # as saved last; None before it was saved
    actor: str


_SELECT = """
    SELECT i.id, i.piece_uid, p.name, p.kind, i.line, i.pc,
        i.model_name, i.model_version, i.model_sha256, i.model_provider,
        i.class_names, i.thresholds, i.min_area_px, i.severity_table, i.state, i.reason, i.started_at, i.ended_at,
        coalesce(i.n_inspected,
            (SELECT count(*) FROM frames WHERE inspection_id = i.id AND state = 'inspected')),
        coalesce(i.n_not_inspected,
            (SELECT count(*) FROM frames WHERE inspection_id = i.id AND state = 'not_inspected')),
        coalesce(i.n_defects,
            (SELECT count(*) FROM defects WHERE inspection_id = i.id AND absorbed_by IS NULL)),
        i.coverage_unit, i.coverage_inspected, i.coverage_not_inspected, i.coverage_n_unknown, i.actor
    FROM inspections AS i JOIN pieces AS p ON p.uid = i.piece_uid
"""


def recent(
    rows: sqlite3.Connection, *, piece_name: str | None = None, limit: int = 100
) -> tuple[InspectionRecord, ...]:
    """Inspections, newest first; of the pieces of one name where it is given."""
    where = "WHERE p.name = :piece_name" if piece_name is not None else ""
    found = rows.execute(
        f"{_SELECT} {where} ORDER BY i.started_at DESC, i.rowid DESC LIMIT :limit",
        {"piece_name": piece_name, "limit": limit},
    ).fetchall()
    return tuple(_record(rows, row) for row in found)


def by_id(rows: sqlite3.Connection, inspection_id: str) -> InspectionRecord | None:
    row = rows.execute(f"{_SELECT} WHERE i.id = ?", (inspection_id,)).fetchone()
    return None if row is None else _record(rows, row)


def severity_table(rows: sqlite3.Connection, inspection_id: str) -> str:
    """JSON, as it was recorded; "" of an inspection that is not there."""
    row = rows.execute("SELECT severity_table FROM inspections WHERE id = ?", (inspection_id,)).fetchone()
    return "" if row is None else str(row[0])


def counts(rows: sqlite3.Connection, inspection_id: str) -> tuple[int, int, int]:
    """Frames inspected, frames not inspected, and defects, as the rows themselves say."""
    found = rows.execute(
        """
        SELECT
            (SELECT count(*) FROM frames WHERE inspection_id = :id AND state = 'inspected'),
            (SELECT count(*) FROM frames WHERE inspection_id = :id AND state = 'not_inspected'),
            (SELECT count(*) FROM defects WHERE inspection_id = :id AND absorbed_by IS NULL)
        """,
        {"id": inspection_id},
    )
    n_inspected, n_not_inspected, n_defects = found.fetchone()
    return n_inspected, n_not_inspected, n_defects


def models_used(rows: sqlite3.Connection, inspection_id: str, *, lane: int = 0) -> tuple[tuple[int, ModelUsed], ...]:
    """(first frame of the lane, model) in order: more than one where a model was promoted meanwhile."""
    found = rows.execute(
        """
        SELECT from_frame, name, version, sha256, provider FROM models_used
        WHERE inspection_id = ? AND lane = ? ORDER BY from_frame
        """,
        (inspection_id, lane),
    )
    return tuple((from_frame, ModelUsed(*model)) for from_frame, *model in found)


def _lanes(rows: sqlite3.Connection, inspection_id: str) -> tuple[LaneRecord, ...]:
    found = rows.execute(
        """
        SELECT lane, name, source_name, source_kind, is_continuous, across_mm, mm_per_px_across, mm_per_px_along, bits,
            source_address, product
        FROM lanes WHERE inspection_id = ? ORDER BY lane
        """,
        (inspection_id,),
    )
    return tuple(
        LaneRecord(
            lane=lane,
            name=name,
            source_name=source_name,
            source_kind=source_kind,
            is_continuous=None if is_continuous is None else bool(is_continuous),
            across_mm=across_mm,
            calibration=None if mm_across is None else Calibration(mm_across, mm_along),
            bits=bits,
            source_address=address,
            product=product,
        )
        for lane, name, source_name, source_kind, is_continuous, across_mm, mm_across, mm_along, bits, *rest in found
        for address, product in [rest]
    )


def _coverage(unit: str | None, inspected: float, not_inspected: str, n_unknown: int) -> Coverage | None:
    if unit is None:
        return None
    lengths = {GapCause(cause): length for cause, length in json.loads(not_inspected).items()}
    return Coverage(unit, inspected, lengths, n_unknown)


def _record(rows: sqlite3.Connection, row: tuple[Any, ...]) -> InspectionRecord:
    (
        inspection_id, piece_uid, piece_name, piece_kind, line, pc,
        model_name, model_version, model_sha256, model_provider,
        class_names, thresholds, min_area_px, severity_table, state, reason,
        started_at, ended_at, n_inspected, n_not_inspected, n_defects, *coverage, actor,
    ) = row  # fmt: skip
    return InspectionRecord(
        inspection_id=inspection_id,
        piece_uid=piece_uid,
        piece_name=piece_name,
        piece_kind=piece_kind,
        line=line,
        pc=pc,
        lanes=_lanes(rows, inspection_id),
        model=ModelUsed(model_name, model_version, model_sha256, model_provider),
        class_names=tuple(json.loads(class_names)),
        thresholds=tuple(json.loads(thresholds)),
        min_area_px=tuple(json.loads(min_area_px)),
        severity_table=severity_table,
        state=InspectionState(state),
        reason=None if reason is None else message_of(reason),
        started_at=started_at,
        ended_at=ended_at,
        n_inspected=n_inspected,
        n_not_inspected=n_not_inspected,
        n_defects=n_defects,
        coverage=_coverage(*coverage),
        actor=actor,
    )
