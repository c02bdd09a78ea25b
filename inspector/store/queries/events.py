"""Reading events: what people were told, when."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from inspector.core.messages import Code, Message, message


@dataclass(frozen=True, slots=True)
class EventRecord:
    event_id: int
    inspection_id: str | None
    message: Message
    recorded_at: str  # UTC text
    actor: str


def recent(
    rows: sqlite3.Connection, *, inspection_id: str | None = None, before: int | None = None, limit: int = 100
) -> tuple[EventRecord, ...]:
    """Events, newest first; the next page is ``before`` the last one's ``event_id``."""
    found = rows.execute(
        """
        SELECT id, inspection_id, message, recorded_at, actor FROM events
        WHERE (:inspection_id IS NULL OR inspection_id = :inspection_id) AND (:before IS NULL OR id < :before)
        ORDER BY id DESC LIMIT :limit
        """,
        {"inspection_id": inspection_id, "before": before, "limit": limit},
    )
    return tuple(EventRecord(event_id, of, message_of(text), at, actor) for event_id, of, text, at, actor in found)


def message_of(text: str) -> Message:
    """A stored message; one whose code only a newer program knows is shown as it is written."""
    try:
        return Message.from_json(text)
    except ValueError:
        return message(Code.UNEXPECTED, detail=text)
