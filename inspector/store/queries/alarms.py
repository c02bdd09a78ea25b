"""Reading alarms: those that nobody acknowledged, and the history."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from inspector.core.alarm import Acknowledgement, Alarm
from inspector.core.messages import Tier
from inspector.store.queries.events import message_of

_COLUMNS = """
    kind, tier, message, raised_at, last_at, inspection_id, n, over_at, acknowledged_at, acknowledged_by,
    acknowledged_because, uid, (
        SELECT pieces.name FROM inspections JOIN pieces ON pieces.uid = inspections.piece_uid
        WHERE inspections.id = inspection_id
    )
"""


def unacknowledged(rows: sqlite3.Connection, limit: int = 100) -> tuple[Alarm, ...]:
    """The newest of those that nobody acknowledged, oldest first."""
    found = rows.execute(
        f"SELECT {_COLUMNS} FROM alarms WHERE acknowledged_at IS NULL ORDER BY id DESC LIMIT ?", (limit,)
    )
    return tuple(_alarm(*row) for row in reversed(found.fetchall()))


def recent(rows: sqlite3.Connection, *, inspection_id: str | None = None, limit: int = 500) -> tuple[Alarm, ...]:
    """All, newest first; of one inspection where it is named."""
    found = rows.execute(
        f"""
        SELECT {_COLUMNS} FROM alarms WHERE :inspection_id IS NULL OR inspection_id = :inspection_id
        ORDER BY id DESC LIMIT :limit
        """,
        {"inspection_id": inspection_id, "limit": limit},
    )
    return tuple(_alarm(*row) for row in found)


def _alarm(
    kind: str, tier: str, text: str, raised_at: str, last_at: str, inspection_id: str | None, n: int,
    over_at: str | None, acknowledged_at: str | None, by: str | None, because: str | None, uid: str,
    piece: str | None,
) -> Alarm:  # fmt: skip
    done = None
    if acknowledged_at is not None:
        done = Acknowledgement(datetime.fromisoformat(acknowledged_at), by or "", because or "")
    over = datetime.fromisoformat(over_at) if over_at is not None else None
    return Alarm(
        kind, Tier(tier), message_of(text), datetime.fromisoformat(raised_at), datetime.fromisoformat(last_at),
        inspection_id, n, over, done, piece=piece or "", uid=uid,
    )  # fmt: skip
