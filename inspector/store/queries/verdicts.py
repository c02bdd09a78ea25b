"""Reading verdicts, and what is needed to judge again: defects as columns, and the facts of their piece."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from inspector.core.grading import Verdict

_COLUMNS = "inspection_id, verdict, rule, table_name, table_version, table_sha256, table_toml, recorded_at, actor, pc"


@dataclass(frozen=True, slots=True)
class VerdictRecord:
    inspection_id: str
    verdict: Verdict
    rule: str  # that decided, in words
    table_name: str
    table_version: int
    table_sha256: str
    table_toml: str
    recorded_at: str  # UTC text
    actor: str
    pc: str


def of_inspection(rows: sqlite3.Connection, inspection_id: str) -> tuple[VerdictRecord, ...]:
    """All verdicts on one inspection, newest first: the first counts."""
    found = rows.execute(
        f"SELECT {_COLUMNS} FROM verdicts WHERE inspection_id = ? ORDER BY recorded_at DESC, id DESC", (inspection_id,)
    )
    return tuple(_record(row) for row in found)


def newest_of_all(rows: sqlite3.Connection) -> dict[str, Verdict]:
    """The verdict that counts, by inspection."""
    found = rows.execute("SELECT inspection_id, verdict FROM verdicts ORDER BY recorded_at, id")
    return {inspection_id: Verdict(verdict) for inspection_id, verdict in found}


def defect_rows(rows: sqlite3.Connection, inspection_id: str, columns: Sequence[str]) -> list[tuple[Any, ...]]:
    """defect_id, class_name, severity and these columns of every defect that is part of no other, by its id."""
    return rows.execute(
        f"""
        SELECT defect_id, class_name, severity, {", ".join(columns)} FROM defects
        WHERE inspection_id = ? AND absorbed_by IS NULL ORDER BY defect_id
        """,
        (inspection_id,),
    ).fetchall()


def widths(rows: sqlite3.Connection, inspection_id: str) -> tuple[tuple[int, float | None, float | None, int], ...]:
    """(lane, mm across of its first column, mm per px across, columns of its first frame) of each lane."""
    found = rows.execute(
        """
        SELECT lane, across_mm, mm_per_px_across,
            coalesce((
                SELECT width FROM frames AS f
                WHERE f.inspection_id = l.inspection_id AND f.lane = l.lane AND width IS NOT NULL
                ORDER BY frame_index LIMIT 1
            ), 0)
        FROM lanes AS l WHERE inspection_id = ? ORDER BY lane
        """,
        (inspection_id,),
    )
    return tuple(found)


def _record(row: tuple[Any, ...]) -> VerdictRecord:
    inspection_id, verdict, *rest = row
    return VerdictRecord(inspection_id, Verdict(verdict), *rest)
