"""Reading what a report lists besides defects and gaps: alarms, and thresholds that were moved."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from inspector.core.messages import Message
from inspector.store.queries.events import message_of


@dataclass(frozen=True, slots=True)
class AlarmLine:
    tier: str
    message: Message
    n: int  # repeats
    raised_at: str  # UTC text
    acknowledged_at: str | None
    acknowledged_by: str | None
    acknowledged_because: str | None


@dataclass(frozen=True, slots=True)
class ChangeLine:
    class_name: str
    quantity: str  # "threshold" or "min_area_px"
    before: float
    after: float
    because: str
    recorded_at: str  # UTC text
    actor: str


@dataclass(frozen=True, slots=True)
class RemarkLine:
    kind: str  # "missed" or "false"
    along_px: float
    along_mm: float | None
    defect_id: int | None
    note: str
    recorded_at: str  # UTC text
    actor: str


def alarms(rows: sqlite3.Connection, inspection_id: str, limit: int) -> tuple[AlarmLine, ...]:
    found = rows.execute(
        """
        SELECT tier, message, n, raised_at, acknowledged_at, acknowledged_by, acknowledged_because
        FROM alarms WHERE inspection_id = ? ORDER BY raised_at, id LIMIT ?
        """,
        (inspection_id, limit),
    )
    return tuple(AlarmLine(tier, message_of(text), *rest) for tier, text, *rest in found)


def setting_changes(rows: sqlite3.Connection, inspection_id: str, limit: int) -> tuple[ChangeLine, ...]:
    found = rows.execute(
        """
        SELECT class_name, quantity, before, after, because, recorded_at, actor
        FROM setting_changes WHERE inspection_id = ? ORDER BY recorded_at, id LIMIT ?
        """,
        (inspection_id, limit),
    )
    return tuple(ChangeLine(*row) for row in found)


def remarks(rows: sqlite3.Connection, inspection_id: str, limit: int) -> tuple[RemarkLine, ...]:
    found = rows.execute(
        """
        SELECT kind, along_px, along_mm, defect_id, note, recorded_at, actor
        FROM remarks WHERE inspection_id = ? ORDER BY recorded_at, id LIMIT ?
        """,
        (inspection_id, limit),
    )
    return tuple(RemarkLine(*row) for row in found)
