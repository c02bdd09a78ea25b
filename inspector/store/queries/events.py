"""Reading events: what people were told, when."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from inspector.core.messages import Code, Message, message


@dataclass(frozen=True, slots=True)
class EventRecord:
    uid: str  # unique everywhere
    inspection_id: str | None
    lane: int | None  # None: of no lane in particular
    line: str
    pc: str
    message: Message
    recorded_at: str  # UTC text
    actor: str


def recent(rows: sqlite3.Connection, *, inspection_id: str | None = None, limit: int = 100) -> tuple[EventRecord, ...]:
    """Events, newest first; of one inspection where it is named."""
    found = rows.execute(
        """
        SELECT uid, inspection_id, lane, line, pc, message, recorded_at, actor FROM events
        WHERE :inspection_id IS NULL OR inspection_id = :inspection_id
        ORDER BY id DESC LIMIT :limit
        """,
        {"inspection_id": inspection_id, "limit": limit},
    )
    return tuple(
        EventRecord(uid, of, lane, line, pc, message_of(text), at, actor)
        for uid, of, lane, line, pc, text, at, actor in found
    )


def message_of(text: str) -> Message:
    """A stored message; one whose code only a newer program knows is shown as it is written."""
    try:
        return Message.from_json(text)
    except ValueError:
        return message(Code.UNEXPECTED, detail=text)
