"""Since when nothing was seen of a piece that goes on, and how fast it passed before."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime

from inspector.core.piece import Absence, Piece
from inspector.store.records import InspectionState

N_NEWEST = 20  # inspections, of which some may be running
N_FRAMES = 200  # of the newest, over which the speed is taken


def absence_of(
    rows: sqlite3.Connection, named: Piece | None, is_alive: Callable[[str], bool] = lambda inspection_id: False
) -> Absence | None:
    """Of the named piece; without a name, of the newest inspection, where its program died in the middle of it.

    ``is_alive``: whether some program inspects under this id at this moment; those are passed over.
    """
    where, words = ("p.name = :name AND p.kind = :kind", {"name": named.id, "kind": named.kind}) if named else ("1", {})
    newest = rows.execute(
        f"""
        SELECT i.id, p.name, p.kind, i.state, i.started_at, i.ended_at FROM inspections AS i
        JOIN pieces AS p ON p.uid = i.piece_uid WHERE {where} ORDER BY i.started_at DESC, i.rowid DESC LIMIT {N_NEWEST}
        """,
        words,
    ).fetchall()
    row = next((one for one in newest if one[3] != InspectionState.RUNNING or not is_alive(one[0])), None)
    if row is None:
        return None
    inspection_id, name, kind, state, started_at, ended_at = row
    is_unexpected = state in (InspectionState.RUNNING, InspectionState.UNFINISHED)
    if named is None and not is_unexpected:
        return None
    kinds = {
        kind for (kind,) in rows.execute("SELECT source_kind FROM lanes WHERE inspection_id = ?", (inspection_id,))
    }
    frames = rows.execute(
        """
        SELECT captured_at, along_mm, frame_index FROM frames WHERE inspection_id = ? AND lane = 0
        ORDER BY frame_index DESC LIMIT ?
        """,
        (inspection_id, N_FRAMES),
    ).fetchall()
    since = frames[0][0] if frames and is_unexpected else ended_at or (frames[0][0] if frames else started_at)
    return Absence(
        Piece(name, kind), datetime.fromisoformat(since), is_unexpected,
        is_live=bool(kinds & {"camera", "synthetic"}), last_frame=frames[0][2] if frames else None,
        m_per_s=_speed(frames),
    )  # fmt: skip


def _speed(frames: list[tuple[str, float | None, int]]) -> float | None:
    """In m/s, from the newest frame and the oldest of these."""
    if len(frames) < 2:
        return None
    (new_at, new_mm, _), (old_at, old_mm, _) = frames[0], frames[-1]
    passed_s = (datetime.fromisoformat(new_at) - datetime.fromisoformat(old_at)).total_seconds()
    if new_mm is None or old_mm is None or passed_s <= 0 or new_mm <= old_mm:
        return None
    return (new_mm - old_mm) / passed_s / 1000
