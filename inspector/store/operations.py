"""What can be written: one frozen dataclass per kind of record.

An operation holds finished facts, made on any thread. ``apply`` runs on the writer thread inside a
transaction, touches only the database, may be run again after a rollback, and returns what it changed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from inspector.core.audit import AuditStamp, utc_text
from inspector.core.calibration import Calibration
from inspector.core.defect import Defect, Size
from inspector.core.frame import Frame, MissedFrame
from inspector.core.messages import Message
from inspector.store.records import Change, FrameState, InspectionState, ModelUsed, Subject


class Operation(Protocol):
    def apply(self, connection: sqlite3.Connection) -> Change: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stamped:
    stamp: AuditStamp = field(default_factory=AuditStamp.now)  # who and when, as the fact was made

    @property
    def _at(self) -> str:
        return utc_text(self.stamp.at)


@dataclass(frozen=True, slots=True)
class BeginInspection(_Stamped):
    """One pass over one piece begins. The piece is created where it is new.

    The writer that takes it holds the inspection's liveness lock until ``EndInspection`` is committed.
    """

    inspection_id: str  # from records.new_inspection_id
    piece_id: str
    piece_kind: str  # "rail", "coil", …
    source_name: str
    source_kind: str  # sources.source.SourceKind
    model: ModelUsed
    class_names: tuple[str, ...]
    thresholds: tuple[float, ...]  # by class index
    min_area_px: tuple[int, ...]  # by class index
    calibration: Calibration | None = None
    severity_table: str = "[]"  # JSON, as the workspace holds it

    def apply(self, connection: sqlite3.Connection) -> Change:
        who = (self._at, self.stamp.actor)
        connection.execute(
            "INSERT INTO pieces (id, kind, created_at, actor) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (self.piece_id, self.piece_kind, *who),
        )
        scale = self.calibration
        connection.execute(
            """
            INSERT INTO inspections (
                id, piece_id, source_name, source_kind, model_name, model_version, model_sha256, class_names,
                thresholds, min_area_px, severity_table, mm_per_px_across, mm_per_px_along, state, started_at,
                actor
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            (
                self.inspection_id,
                self.piece_id,
                self.source_name,
                self.source_kind,
                self.model.name,
                self.model.version,
                self.model.sha256,
                json.dumps(self.class_names, ensure_ascii=False),
                json.dumps(self.thresholds),
                json.dumps(self.min_area_px),
                self.severity_table,
                scale.mm_per_px_across if scale else None,
                scale.mm_per_px_along if scale else None,
                InspectionState.RUNNING,
                *who,
            ),
        )
        RecordModel(self.inspection_id, 0, self.model, stamp=self.stamp).apply(connection)
        return Change(Subject.INSPECTIONS, self.inspection_id)


@dataclass(frozen=True, slots=True)
class EndInspection(_Stamped):
    """The pass ended; its counts are taken from the rows that precede this one."""

    inspection_id: str
    state: InspectionState
    reason: Message | None = None  # why it failed

    def __post_init__(self) -> None:
        if self.state is InspectionState.RUNNING:
            raise ValueError("an inspection does not end as running")

    def apply(self, connection: sqlite3.Connection) -> Change:
        reason = self.reason.to_json() if self.reason else None
        end_inspection(connection, self.inspection_id, self.state, self._at, reason)
        return Change(Subject.INSPECTIONS, self.inspection_id)


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


@dataclass(frozen=True, slots=True)
class RecordModel(_Stamped):
    """From this frame on, another model inspects (also the first one, recorded by BeginInspection)."""

    inspection_id: str
    from_frame: int
    model: ModelUsed

    def apply(self, connection: sqlite3.Connection) -> Change:
        connection.execute(
            """
            INSERT INTO models_used (
                inspection_id, from_frame, name, version, sha256, provider, recorded_at, actor
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET
                name = excluded.name, version = excluded.version, sha256 = excluded.sha256,
                provider = excluded.provider, recorded_at = excluded.recorded_at, actor = excluded.actor
            """,
            (
                self.inspection_id,
                self.from_frame,
                self.model.name,
                self.model.version,
                self.model.sha256,
                self.model.provider,
                self._at,
                self.stamp.actor,
            ),
        )
        return Change(Subject.INSPECTIONS, self.inspection_id)


_INSERT_FRAME = """
    INSERT INTO frames (
        inspection_id, number, name, state, reason, along_px, along_m, n_rows, width, captured_at, ms,
        recorded_at, actor
    ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


@dataclass(frozen=True, slots=True)
class RecordFrame(_Stamped):
    """One frame was inspected."""

    inspection_id: str
    number: int
    name: str
    along_px: int
    along_m: float | None
    n_rows: int
    width: int
    captured_at: datetime
    ms: float  # from taking it up to its result

    @classmethod
    def of(cls, inspection_id: str, frame: Frame, ms: float) -> RecordFrame:
        """Without the pixels: those may be released."""
        return cls(
            inspection_id, frame.frame_index, frame.name, frame.along_px, frame.along_m, frame.height, frame.width,
            frame.captured_at, ms,
        )  # fmt: skip

    def apply(self, connection: sqlite3.Connection) -> Change:
        connection.execute(
            _INSERT_FRAME,
            (
                self.inspection_id,
                self.number,
                self.name,
                FrameState.INSPECTED,
                None,
                self.along_px,
                self.along_m,
                self.n_rows,
                self.width,
                utc_text(self.captured_at),
                self.ms,
                self._at,
                self.stamp.actor,
            ),
        )
        return Change(Subject.FRAMES, self.inspection_id)


@dataclass(frozen=True, slots=True)
class RecordMissedFrame(_Stamped):
    """One frame was not inspected: its rows are a gap."""

    inspection_id: str
    missed: MissedFrame

    def apply(self, connection: sqlite3.Connection) -> Change:
        missed = self.missed
        connection.execute(
            _INSERT_FRAME,
            (
                self.inspection_id,
                missed.frame_index,
                missed.name,
                FrameState.NOT_INSPECTED,
                missed.reason.to_json(),
                missed.along_px,
                missed.along_m,
                missed.n_rows,
                None,
                utc_text(missed.captured_at),
                None,
                self._at,
                self.stamp.actor,
            ),
        )
        return Change(Subject.FRAMES, self.inspection_id)


@dataclass(frozen=True, slots=True)
class RecordGap(_Stamped):
    """Metres that passed without any frame (camera lost, store paused); what is not known stays None."""

    inspection_id: str
    reason: Message
    started_at: datetime
    ended_at: datetime | None = None
    start_px: int | None = None
    end_px: int | None = None
    start_m: float | None = None
    end_m: float | None = None

    def apply(self, connection: sqlite3.Connection) -> Change:
        connection.execute(
            """
            INSERT INTO gaps (
                inspection_id, reason, start_px, end_px, start_m, end_m, started_at, ended_at,
                recorded_at, actor
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            (
                self.inspection_id,
                self.reason.to_json(),
                self.start_px,
                self.end_px,
                self.start_m,
                self.end_m,
                utc_text(self.started_at),
                utc_text(self.ended_at) if self.ended_at else None,
                self._at,
                self.stamp.actor,
            ),
        )
        return Change(Subject.GAPS, self.inspection_id)


@dataclass(frozen=True, slots=True)
class Absorbed:
    """A defect that turned out to be part of another one: kept, marked, no longer reported."""

    number: int
    into: int


SIZE_COLUMNS = ("area", "length", "width", "feret_max", "feret_min", "iso8785_length", "iso8785_width")
PX_COLUMNS = (*(f"{name}_px" for name in SIZE_COLUMNS), "orientation_px_deg")
MM_COLUMNS = ("area_mm2", *(f"{name}_mm" for name in SIZE_COLUMNS[1:]), "orientation_deg")
PLACE_COLUMNS = ("position_px", "offset_px", "position_m", "offset_mm", "edge_distance_mm")
_GROWING_COLUMNS = (
    *("class_index", "class_name", "score", "severity", "rule"),
    *PX_COLUMNS,
    *MM_COLUMNS,
    *PLACE_COLUMNS,
    *("first_frame", "last_frame", "n_parts", "parts", "changed_at", "actor"),
)
_DEFECT_COLUMNS = ("inspection_id", "number", "recorded_at", "revision", *_GROWING_COLUMNS)
_UPSERT_DEFECT = f"""
    INSERT INTO defects ({", ".join(_DEFECT_COLUMNS)})
    VALUES ({", ".join("?" * len(_DEFECT_COLUMNS))})
    ON CONFLICT (inspection_id, number) DO UPDATE SET
        {", ".join(f"{name} = excluded.{name}" for name in _GROWING_COLUMNS)},
        revision = revision + 1
"""


@dataclass(frozen=True, slots=True)
class RecordDefects(_Stamped):
    """Defects found or grown, by their number; and those that became part of another."""

    inspection_id: str
    defects: tuple[Defect, ...]
    absorbed: tuple[Absorbed, ...] = ()

    def apply(self, connection: sqlite3.Connection) -> Change:
        connection.executemany(_UPSERT_DEFECT, [self._row(defect) for defect in self.defects])
        connection.executemany(
            """
            UPDATE defects SET absorbed_by = ?, revision = revision + 1, changed_at = ?, actor = ?
            WHERE inspection_id = ? AND number = ?
            """,
            [(gone.into, self._at, self.stamp.actor, self.inspection_id, gone.number) for gone in self.absorbed],
        )
        return Change(Subject.DEFECTS, self.inspection_id)

    def _row(self, defect: Defect) -> tuple[str | int | float | None, ...]:
        numbers = [part.frame_index for part in defect.parts]
        parts = [
            (part.frame_index, part.frame_name, part.box.x, part.box.y, part.box.width, part.box.height)
            for part in defect.parts
        ]
        return (
            *(self.inspection_id, defect.defect_id, self._at, 1),
            *(defect.class_index, defect.class_name, defect.score, defect.severity, defect.rule),
            *_size_row(defect.size_px),
            *(_size_row(defect.size_mm) if defect.size_mm else (None,) * len(MM_COLUMNS)),
            *(defect.position_px, defect.offset_px),
            None if defect.position_mm is None else defect.position_mm / 1000,
            *(defect.offset_mm, defect.edge_distance_mm),
            *(min(numbers), max(numbers), defect.n_parts, json.dumps(parts, ensure_ascii=False)),
            *(self._at, self.stamp.actor),
        )


def _size_row(size: Size) -> Sequence[float | None]:
    return [*(getattr(size, name) for name in SIZE_COLUMNS), size.orientation_deg]


@dataclass(frozen=True, slots=True)
class RecordEvent(_Stamped):
    """Something people should be able to look up later: camera lost, GPU not used, store paused."""

    message: Message
    inspection_id: str | None = None

    def apply(self, connection: sqlite3.Connection) -> Change:
        connection.execute(
            "INSERT INTO events (inspection_id, message, recorded_at, actor) VALUES (?, ?, ?, ?)",
            (self.inspection_id, self.message.to_json(), self._at, self.stamp.actor),
        )
        return Change(Subject.EVENTS, self.inspection_id)


@dataclass(frozen=True, slots=True)
class RecordEvidence(_Stamped):
    """A crop lies on the disk under ``path``."""

    inspection_id: str
    defect_number: int
    frame_number: int
    path: str  # below the evidence folder, with forward slashes
    x: int
    y: int
    width: int
    height: int
    n_bytes: int

    def apply(self, connection: sqlite3.Connection) -> Change:
        connection.execute(
            """
            INSERT INTO evidence (
                inspection_id, defect_number, frame_number, path, x, y, width, height, n_bytes,
                recorded_at, changed_at, actor
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (path) DO UPDATE SET
                n_bytes = excluded.n_bytes, state = 'kept', changed_at = excluded.changed_at,
                actor = excluded.actor
            """,
            (
                *(self.inspection_id, self.defect_number, self.frame_number, self.path),
                *(self.x, self.y, self.width, self.height, self.n_bytes),
                *(self._at, self._at, self.stamp.actor),
            ),
        )
        return Change(Subject.EVIDENCE, self.inspection_id)


@dataclass(frozen=True, slots=True)
class MarkAnnotated(_Stamped):
    """A person works on this crop: it is never evicted. Mark it when the work begins.

    A crop already chosen for eviction stays chosen; ask for its state after ``flush``.
    """

    evidence_id: int
    is_annotated: bool = True

    def apply(self, connection: sqlite3.Connection) -> Change:
        connection.execute(
            """
            UPDATE evidence SET is_annotated = ?, changed_at = ?, actor = ?
            WHERE id = ? AND state = 'kept'
            """,
            (int(self.is_annotated), self._at, self.stamp.actor, self.evidence_id),
        )
        return Change(Subject.EVIDENCE, None)


@dataclass(frozen=True, slots=True)
class ChooseForEviction(_Stamped):
    """Mark the oldest crops nobody annotated as evicting, until the others fill ``limit_bytes`` at most."""

    limit_bytes: int

    def apply(self, connection: sqlite3.Connection) -> Change:
        (n_kept,) = connection.execute("SELECT coalesce(sum(n_bytes), 0) FROM evidence WHERE state = 'kept'").fetchone()
        to_free, chosen = n_kept - self.limit_bytes, []
        for evidence_id, n_bytes in connection.execute(
            "SELECT id, n_bytes FROM evidence WHERE state = 'kept' AND is_annotated = 0 ORDER BY id"
        ):
            if to_free <= 0:
                break
            chosen.append((self._at, self.stamp.actor, evidence_id))
            to_free -= n_bytes
        connection.executemany("UPDATE evidence SET state = 'evicting', changed_at = ?, actor = ? WHERE id = ?", chosen)
        return Change(Subject.EVIDENCE, None)


@dataclass(frozen=True, slots=True)
class RecordEvicted(_Stamped):
    """The files of these crops are gone; the rows stay and say so."""

    evidence_ids: tuple[int, ...]

    def apply(self, connection: sqlite3.Connection) -> Change:
        connection.executemany(
            """
            UPDATE evidence SET state = 'evicted', changed_at = ?, actor = ?
            WHERE id = ? AND state = 'evicting'
            """,
            [(self._at, self.stamp.actor, evidence_id) for evidence_id in self.evidence_ids],
        )
        return Change(Subject.EVIDENCE, None)
