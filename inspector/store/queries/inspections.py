"""Reading inspections: what was inspected, with what, how it ended, and what it found."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from inspector.core.calibration import Calibration
from inspector.core.defect import Severity
from inspector.core.messages import Message
from inspector.store.queries import gaps
from inspector.store.queries.events import message_of
from inspector.store.records import FrameState, InspectionState, ModelUsed


@dataclass(frozen=True, slots=True)
class InspectionRecord:
    inspection_id: str
    piece_id: str
    piece_kind: str
    source_name: str
    source_kind: str
    model: ModelUsed  # at its start; ``models_used`` tells later changes
    class_names: tuple[str, ...]
    thresholds: tuple[float, ...]
    min_area_px: tuple[int, ...]
    severity_table: str  # JSON
    calibration: Calibration | None
    state: InspectionState
    reason: Message | None  # why it failed
    started_at: str  # UTC text
    ended_at: str | None
    n_inspected: int  # frames
    n_not_inspected: int
    n_defects: int
    actor: str


@dataclass(frozen=True, slots=True)
class ClassCount:
    class_name: str
    severity: Severity
    n_defects: int


@dataclass(frozen=True, slots=True)
class InspectionSummary:
    """What can be said about one inspection, from its rows at this moment."""

    inspection: InspectionRecord
    px_inspected: int  # rows of the piece seen, overlaps counted once
    m_inspected: float | None  # None without a calibration
    gaps: tuple[gaps.Gap, ...]
    m_not_inspected: float  # over the gaps whose length is known
    n_gaps_of_unknown_length: int
    by_class: tuple[ClassCount, ...]


_SELECT = """
    SELECT i.id, i.piece_id, p.kind, i.source_name, i.source_kind,
        i.model_name, i.model_version, i.model_sha256,
        coalesce((SELECT provider FROM models_used AS m WHERE m.inspection_id = i.id AND from_frame = 0), ''),
        i.class_names, i.thresholds, i.min_area_px, i.severity_table, i.mm_per_px_across, i.mm_per_px_along,
        i.state, i.reason, i.started_at, i.ended_at,
        coalesce(i.n_inspected,
            (SELECT count(*) FROM frames WHERE inspection_id = i.id AND state = 'inspected')),
        coalesce(i.n_not_inspected,
            (SELECT count(*) FROM frames WHERE inspection_id = i.id AND state = 'not_inspected')),
        coalesce(i.n_defects,
            (SELECT count(*) FROM defects WHERE inspection_id = i.id AND absorbed_by IS NULL)),
        i.actor
    FROM inspections AS i JOIN pieces AS p ON p.id = i.piece_id
"""


def recent(rows: sqlite3.Connection, *, piece_id: str | None = None, limit: int = 100) -> tuple[InspectionRecord, ...]:
    """Inspections, newest first; of one piece where it is named."""
    where = "WHERE i.piece_id = :piece_id" if piece_id is not None else ""
    found = rows.execute(
        f"{_SELECT} {where} ORDER BY i.started_at DESC, i.rowid DESC LIMIT :limit",
        {"piece_id": piece_id, "limit": limit},
    )
    return tuple(_record(row) for row in found)


def by_id(rows: sqlite3.Connection, inspection_id: str) -> InspectionRecord | None:
    row = rows.execute(f"{_SELECT} WHERE i.id = ?", (inspection_id,)).fetchone()
    return None if row is None else _record(row)


def models_used(rows: sqlite3.Connection, inspection_id: str) -> tuple[tuple[int, ModelUsed], ...]:
    """(first frame, model) in order: more than one where a model was promoted meanwhile."""
    found = rows.execute(
        """
        SELECT from_frame, name, version, sha256, provider FROM models_used
        WHERE inspection_id = ? ORDER BY from_frame
        """,
        (inspection_id,),
    )
    return tuple((from_frame, ModelUsed(*model)) for from_frame, *model in found)


def summary(rows: sqlite3.Connection, inspection_id: str) -> InspectionSummary | None:
    """None where there is no such inspection."""
    inspection = by_id(rows, inspection_id)
    if inspection is None:
        return None
    # Each frame adds the rows beyond the farthest row seen before it.
    (px_inspected,) = rows.execute(
        """
        SELECT coalesce(sum(max(0, end_px - max(start_px, coalesce(seen_px, start_px)))), 0) FROM (
            SELECT along_px AS start_px, along_px + n_rows AS end_px,
                max(along_px + n_rows) OVER (
                    ORDER BY along_px ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                ) AS seen_px
            FROM frames WHERE inspection_id = ? AND state = ?
        )
        """,
        (inspection_id, FrameState.INSPECTED),
    ).fetchone()
    found_gaps = gaps.of_inspection(rows, inspection_id)
    lengths_m = [gap.length_m for gap in found_gaps]
    by_class = rows.execute(
        """
        SELECT class_name, severity, count(*) FROM defects WHERE inspection_id = ? AND absorbed_by IS NULL
        GROUP BY class_index, class_name, severity ORDER BY class_index, severity
        """,
        (inspection_id,),
    )
    scale = inspection.calibration
    return InspectionSummary(
        inspection=inspection,
        px_inspected=px_inspected,
        m_inspected=px_inspected * scale.mm_per_px_along / 1000 if scale else None,
        gaps=found_gaps,
        m_not_inspected=sum(length for length in lengths_m if length is not None),
        n_gaps_of_unknown_length=lengths_m.count(None),
        by_class=tuple(ClassCount(name, Severity(severity), n) for name, severity, n in by_class),
    )


def _record(row: sqlite3.Row) -> InspectionRecord:
    (
        inspection_id, piece_id, piece_kind, source_name, source_kind,
        model_name, model_version, model_sha256, provider,
        class_names, thresholds, min_area_px, severity_table, across, along, state, reason,
        started_at, ended_at, n_inspected, n_not_inspected, n_defects, actor,
    ) = row  # fmt: skip
    return InspectionRecord(
        inspection_id=inspection_id,
        piece_id=piece_id,
        piece_kind=piece_kind,
        source_name=source_name,
        source_kind=source_kind,
        model=ModelUsed(model_name, model_version, model_sha256, provider),
        class_names=tuple(json.loads(class_names)),
        thresholds=tuple(json.loads(thresholds)),
        min_area_px=tuple(json.loads(min_area_px)),
        severity_table=severity_table,
        calibration=None if across is None else Calibration(across, along),
        state=InspectionState(state),
        reason=None if reason is None else message_of(reason),
        started_at=started_at,
        ended_at=ended_at,
        n_inspected=n_inspected,
        n_not_inspected=n_not_inspected,
        n_defects=n_defects,
        actor=actor,
    )
