"""What happened during an inspection, and what people said and decided: events, alarms, remarks, changes, verdicts."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from enum import StrEnum

from inspector.core.messages import Message
from inspector.store.queries.events import message_of


class HappenedKind(StrEnum):
    EVENT = "event"
    ALARM = "alarm"
    REMARK = "remark"
    CHANGE = "change"
    VERDICT = "verdict"


@dataclass(frozen=True, slots=True)
class Happened:
    """``message`` of an event or alarm; else ``words``: (what, more …), as they were recorded."""

    at: str  # UTC text
    kind: HappenedKind
    message: Message | None
    words: tuple[str, ...]
    actor: str


def of_inspection(rows: sqlite3.Connection, inspection_id: str, *, limit: int = 500) -> tuple[Happened, ...]:
    """Newest first."""
    found = rows.execute(
        """
        SELECT recorded_at AS at, 'event', message, '', '', '', actor FROM events WHERE inspection_id = :id
        UNION ALL
        SELECT raised_at, 'alarm', message, coalesce(acknowledged_by, ''), coalesce(acknowledged_because, ''), n, actor
        FROM alarms WHERE inspection_id = :id
        UNION ALL
        SELECT recorded_at, 'remark', NULL, kind, note, coalesce(along_mm, ''), actor
        FROM remarks WHERE inspection_id = :id
        UNION ALL
        SELECT recorded_at, 'change', NULL, class_name || ' ' || quantity, before, after, actor
        FROM setting_changes WHERE inspection_id = :id
        UNION ALL
        SELECT recorded_at, 'verdict', NULL, verdict, rule, table_name || ' ' || table_version, actor
        FROM verdicts WHERE inspection_id = :id
        ORDER BY 1 DESC LIMIT :limit
        """,
        {"id": inspection_id, "limit": limit},
    )
    return tuple(
        Happened(
            at,
            HappenedKind(kind),
            message_of(text) if text is not None else None,
            tuple(str(one) for one in words),
            actor,
        )
        for at, kind, text, *words, actor in found
    )
