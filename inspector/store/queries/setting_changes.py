"""Reading changes of thresholds and minimum areas: who moved what, when."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SettingChangeRecord:
    uid: str  # unique everywhere
    inspection_id: str | None  # that ran meanwhile
    model_name: str
    model_version: str
    class_name: str
    quantity: str  # "threshold" or "min_area_px"
    before: float
    after: float
    because: str  # "" where a hand moved it
    recorded_at: str  # UTC text
    actor: str


def recent(
    rows: sqlite3.Connection, *, inspection_id: str | None = None, limit: int = 100
) -> tuple[SettingChangeRecord, ...]:
    """Newest first; those made during one inspection where it is named."""
    found = rows.execute(
        """
        SELECT uid, inspection_id, model_name, model_version, class_name, quantity, before, after, because,
            recorded_at, actor
        FROM setting_changes
        WHERE :inspection_id IS NULL OR inspection_id = :inspection_id
        ORDER BY id DESC LIMIT :limit
        """,
        {"inspection_id": inspection_id, "limit": limit},
    )
    return tuple(SettingChangeRecord(*row) for row in found)
