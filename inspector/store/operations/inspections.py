"""Writing inspections: what is inspected, with what, how far it came, how it ended."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field

from inspector.core.audit import current_pc
from inspector.core.messages import Message
from inspector.core.piece import Coverage, Piece
from inspector.store.operations.operation import Operation, Trace, insert_into
from inspector.store.records import InspectionState, LaneRecord, ModelUsed, new_piece_uid

_INSERT_INSPECTION = """
    INSERT INTO inspections (
        id, piece_uid, line, pc, model_name, model_version, model_sha256, model_provider, class_names, thresholds,
        min_area_px, severity_table, state, started_at, actor
    ) VALUES (
        :id, :piece_uid, :line, :pc, :model_name, :model_version, :model_sha256, :model_provider, :class_names,
        :thresholds, :min_area_px, :severity_table, 'running', :recorded_at, :actor
    )
"""
_INSERT_LANE = insert_into(
    "lanes",
    *("inspection_id", "lane", "name", "source_name", "source_kind", "is_continuous", "across_mm"),
    *("mm_per_px_across", "mm_per_px_along", "bits", "source_address", "product", "recorded_at", "actor"),
)
_MODEL_COLUMNS = ("name", "version", "sha256", "provider", "recorded_at", "actor")
_UPSERT_MODEL = f"""
    {insert_into("models_used", "inspection_id", "lane", "from_frame", *_MODEL_COLUMNS)}
    ON CONFLICT DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in _MODEL_COLUMNS)}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginInspection(Operation):
    """One pass over one piece begins, on every lane of the line. The piece is created where its uid is new."""

    inspection_id: str  # 32 hex digits, unique across processes and PCs
    piece: Piece
    piece_uid: str = field(default_factory=new_piece_uid)  # of an earlier pass over the same piece, or a new one
    line: str = ""  # as the plant calls it
    pc: str = field(default_factory=current_pc)
    lanes: tuple[LaneRecord, ...]
    model: ModelUsed
    class_names: tuple[str, ...]
    thresholds: tuple[float, ...]  # by class index
    min_area_px: tuple[int, ...]  # by class index
    severity_table: str = "[]"  # JSON, as the workspace holds it

    @property
    def begins(self) -> str | None:
        return self.inspection_id

    @property
    def trace(self) -> Trace:
        return "SELECT 1 FROM inspections WHERE id = ?", (self.inspection_id,)

    def apply(self, connection: sqlite3.Connection) -> None:
        origin = {"line": self.line, "pc": self.pc, **self.who}
        connection.execute(
            """
            INSERT INTO pieces (uid, name, kind, line, pc, created_at, actor)
            VALUES (:uid, :name, :kind, :line, :pc, :recorded_at, :actor) ON CONFLICT DO NOTHING
            """,
            {"uid": self.piece_uid, "name": self.piece.id, "kind": self.piece.kind, **origin},
        )
        connection.execute(
            _INSERT_INSPECTION,
            {
                "id": self.inspection_id,
                "piece_uid": self.piece_uid,
                "model_name": self.model.name,
                "model_version": self.model.version,
                "model_sha256": self.model.sha256,
                "model_provider": self.model.provider,
                "class_names": json.dumps(self.class_names, ensure_ascii=False),
                "thresholds": json.dumps(self.thresholds),
                "min_area_px": json.dumps(self.min_area_px),
                "severity_table": self.severity_table,
                **origin,
            },
        )
        for lane in self.lanes:
            connection.execute(_INSERT_LANE, {"inspection_id": self.inspection_id, **_lane_row(lane), **self.who})
            RecordModel(self.inspection_id, 0, self.model, lane.lane, stamp=self.stamp).apply(connection)


def _lane_row(lane: LaneRecord) -> dict[str, str | int | float | None]:
    scale = lane.calibration
    return {
        "lane": lane.lane,
        "name": lane.name,
        "source_name": lane.source_name,
        "source_kind": lane.source_kind,
        "is_continuous": lane.is_continuous,
        "across_mm": lane.across_mm,
        "mm_per_px_across": scale.mm_per_px_across if scale else None,
        "mm_per_px_along": scale.mm_per_px_along if scale else None,
        "bits": lane.bits,
        "source_address": lane.source_address,
        "product": lane.product,
    }


@dataclass(frozen=True, slots=True)
class RecordModel(Operation):
    """From this frame of the lane on, another model inspects (also the first one, recorded by BeginInspection)."""

    inspection_id: str
    from_frame: int
    model: ModelUsed
    lane: int = 0

    def apply(self, connection: sqlite3.Connection) -> None:
        connection.execute(
            _UPSERT_MODEL,
            {
                "inspection_id": self.inspection_id,
                "lane": self.lane,
                "from_frame": self.from_frame,
                "name": self.model.name,
                "version": self.model.version,
                "sha256": self.model.sha256,
                "provider": self.model.provider,
                **self.who,
            },
        )


@dataclass(frozen=True, slots=True)
class RecordCoverage(Operation):
    """How far the inspection has come: saved now and then, so that one that is killed has its latest."""

    inspection_id: str
    coverage: Coverage

    def apply(self, connection: sqlite3.Connection) -> None:
        _save_coverage(connection, self.inspection_id, self.coverage)


@dataclass(frozen=True, slots=True)
class EndInspection(Operation):
    """The pass ended; its counts are taken from the rows that precede this one.

    ``coverage`` is the final one; None leaves what was saved last.
    """

    inspection_id: str
    state: InspectionState
    reason: Message | None = None  # why it failed
    coverage: Coverage | None = None

    def __post_init__(self) -> None:
        if self.state is InspectionState.RUNNING:
            raise ValueError("an inspection does not end as running")

    @property
    def ends(self) -> str | None:
        return self.inspection_id

    def apply(self, connection: sqlite3.Connection) -> None:
        reason = self.reason.to_json() if self.reason else None
        if self.coverage is not None:
            _save_coverage(connection, self.inspection_id, self.coverage)
        end_inspection(connection, self.inspection_id, self.state, self.made_at, reason)


def _save_coverage(connection: sqlite3.Connection, inspection_id: str, coverage: Coverage) -> None:
    """An inspection that has ended keeps the coverage it ended with."""
    connection.execute(
        """
        UPDATE inspections SET
            coverage_unit = :unit, coverage_inspected = :inspected, coverage_not_inspected = :not_inspected,
            coverage_n_unknown = :n_unknown
        WHERE id = :id AND state = 'running'
        """,
        {
            "id": inspection_id,
            "unit": coverage.unit,
            "inspected": coverage.inspected,
            "not_inspected": json.dumps({cause.value: length for cause, length in coverage.not_inspected.items()}),
            "n_unknown": coverage.n_unknown,
        },
    )


def end_inspection(
    connection: sqlite3.Connection,
    inspection_id: str,
    state: InspectionState,
    ended_at: str,
    reason: str | None,
) -> bool:
    """Fill end and counts of a running inspection; False where it was not running any more."""
    ended = connection.execute(
        """
        UPDATE inspections SET
            state = :state, ended_at = :ended_at, reason = :reason,
            n_inspected = (SELECT count(*) FROM frames WHERE inspection_id = :id AND state = 'inspected'),
            n_not_inspected = (
                SELECT count(*) FROM frames WHERE inspection_id = :id AND state = 'not_inspected'
            ),
            n_defects = (SELECT count(*) FROM defects WHERE inspection_id = :id AND absorbed_by IS NULL)
        WHERE id = :id AND state = 'running'
        """,
        {"id": inspection_id, "state": state, "ended_at": ended_at, "reason": reason},
    )
    return ended.rowcount == 1
