"""Reading frames: which were inspected, which were not, and why."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from inspector.core.messages import Message
from inspector.store.queries.defects import PARTS
from inspector.store.queries.events import message_of
from inspector.store.records import FrameState, Step


@dataclass(frozen=True, slots=True)
class FrameRecord:
    inspection_id: str
    lane: int
    frame_index: int  # of its lane
    name: str
    state: FrameState
    reason: Message | None  # why it was not inspected
    along_px: int
    along_mm: float | None
    across_mm: float | None
    n_rows: int | None
    width: int | None
    bits: int | None
    captured_at: str  # UTC text
    ms: float | None
    line: str
    pc: str
    recorded_at: str  # UTC text
    actor: str
    product: str | None = None  # what of it was inspected (store/product_code.py); None: all


_SELECT = """
    SELECT inspection_id, lane, frame_index, name, state, reason, along_px, along_mm, across_mm, n_rows, width,
        bits, captured_at, ms, line, pc, recorded_at, actor, product
    FROM frames
"""


def newest_frame(rows: sqlite3.Connection) -> FrameRecord | None:
    """The last frame of the inspection that began last and has any; it was read, so its size is known."""
    found = rows.execute(
        """
        SELECT id FROM inspections AS i
        WHERE EXISTS (SELECT 1 FROM frames WHERE inspection_id = i.id AND state = 'inspected')
        ORDER BY started_at DESC LIMIT 1
        """
    ).fetchone()
    if found is None:
        return None
    last = f"{_SELECT} WHERE inspection_id = ? AND state = 'inspected' ORDER BY frame_index DESC LIMIT 1"
    return _records(rows.execute(last, found))[0]


def of_inspection(
    rows: sqlite3.Connection,
    inspection_id: str,
    *,
    lane: int | None = None,
    state: FrameState | None = None,
    limit: int = 1000,
) -> tuple[FrameRecord, ...]:
    """Frames in the order of their index, then of their lane; of one lane or in one state where they are named."""
    found = rows.execute(
        f"""
        {_SELECT}
        WHERE inspection_id = :inspection_id AND (:lane IS NULL OR lane = :lane)
            AND (:state IS NULL OR state = :state)
        ORDER BY frame_index, lane LIMIT :limit
        """,
        {"inspection_id": inspection_id, "lane": lane, "state": state, "limit": limit},
    )
    return _records(found)


def one(rows: sqlite3.Connection, inspection_id: str, lane: int, frame_index: int) -> FrameRecord | None:
    found = rows.execute(
        f"{_SELECT} WHERE inspection_id = ? AND frame_index = ? AND lane = ?", (inspection_id, frame_index, lane)
    )
    return next(iter(_records(found)), None)


def stepped(
    rows: sqlite3.Connection, inspection_id: str, at: tuple[int, int] | None, step: Step
) -> tuple[int, int] | None:
    """(frame index, lane) of the frame that lies one step from ``at``; None where there is none in that direction.

    Without ``at`` a step goes from before the first frame, or from behind the last. Each is one look into an index.
    """
    is_back = step in (Step.PREVIOUS, Step.PREVIOUS_WITH_DEFECT, Step.PREVIOUS_MISSED, Step.LAST)
    if step in (Step.FIRST, Step.LAST):
        at = None
    table, where = "frames", ""
    if step in (Step.NEXT_MISSED, Step.PREVIOUS_MISSED):
        where = "AND state = 'not_inspected'"
    elif step in (Step.NEXT_WITH_DEFECT, Step.PREVIOUS_WITH_DEFECT):
        table = "frame_regions"
        if not has_regions(rows, inspection_id):  # of an older program: only the defects tell
            table = f"""
                (SELECT DISTINCT inspection_id, part.value ->> 0 AS frame_index, part.value ->> 6 AS lane
                FROM defects, json_each({PARTS}) AS part
                WHERE inspection_id = :inspection_id AND absorbed_by IS NULL)
            """
    beyond = f"AND (frame_index, lane) {'<' if is_back else '>'} (:frame_index, :lane)" if at is not None else ""
    way = "DESC" if is_back else "ASC"
    index, lane = at or (0, 0)
    found = rows.execute(
        f"""
        SELECT frame_index, lane FROM {table} WHERE inspection_id = :inspection_id {where} {beyond}
        ORDER BY frame_index {way}, lane {way} LIMIT 1
        """,
        {"inspection_id": inspection_id, "frame_index": index, "lane": lane},
    ).fetchone()
    return None if found is None else (int(found[0]), int(found[1]))


@dataclass(frozen=True, slots=True)
class LaneProduct:
    """What was inspected of the frames of one lane, where it was not all of them."""

    lane: int
    n_frames: int
    masked_share: float  # of the pixels of these frames, 0..1
    width_px: tuple[float, float, float]  # narrowest, mean, widest


def products(rows: sqlite3.Connection, inspection_id: str) -> tuple[LaneProduct, ...]:
    found = rows.execute(
        """
        SELECT lane, count(*), sum(masked_share * n_rows * width) / sum(n_rows * width),
            min(product_width_px), avg(product_width_px), max(product_width_px)
        FROM frames WHERE inspection_id = ? AND masked_share IS NOT NULL GROUP BY lane ORDER BY lane
        """,
        (inspection_id,),
    )
    return tuple(LaneProduct(lane, n_frames, share, tuple(width_px)) for lane, n_frames, share, *width_px in found)


def has_regions(rows: sqlite3.Connection, inspection_id: str) -> bool:
    """False where nothing was found, and of inspections that an older program made."""
    found = rows.execute("SELECT 1 FROM frame_regions WHERE inspection_id = ? LIMIT 1", (inspection_id,))
    return found.fetchone() is not None


def _records(found: Iterable[tuple[Any, ...]]) -> tuple[FrameRecord, ...]:
    return tuple(
        FrameRecord(of, in_lane, index, name, FrameState(is_state), message_of(reason) if reason else None, *rest)
        for of, in_lane, index, name, is_state, reason, *rest in found
    )
