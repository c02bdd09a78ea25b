"""Which pictures the plant's rule lets go now.

A picture must be older than the rule's days by the PC's clock, and that is not believed alone:

* the line must have recorded on so many different days since (seven are enough): a line that stood still loses nothing;
* it must have recorded on three different days (or the rule's, if fewer) within the rule's days: a clock that has just
  jumped into another year lets nothing go;
* a picture is no older than any that was recorded before it: one that was recorded while the clock had fallen back into
  the past goes when those around it go.
"""

from __future__ import annotations

import sqlite3
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from inspector.core.audit import utc_text
from inspector.core.frame_keeping import KeptBecause
from inspector.core.grading import Verdict
from inspector.core.retention import FOR_EVER, RetentionRule
from inspector.store.queries.evidence import REMARK_REACH
from inspector.store.queries.verdicts import newest_of_all

MOST_DAYS_RECORDED = 7  # that are asked for, however many days the rule has
DAYS_WITHIN = 3  # of these, how many must lie within the rule's days
_BY_PEOPLE = {KeptBecause.FLAGGED.value, KeptBecause.REMARKED.value}


@dataclass(frozen=True, slots=True)
class Removable:
    evidence_id: int
    path: str  # below the evidence folder
    n_bytes: int
    inspection_id: str
    piece_name: str
    days: int  # of the rule that lets it go


def removable(rows: sqlite3.Connection, rule: RetentionRule, now: datetime) -> tuple[Removable, ...]:
    """Oldest first; none where the rule is off."""
    if not rule.is_on:
        return ()
    recorded_days = _recorded_days(rows, now)
    critical, verdicts = _critical(rows), newest_of_all(rows)
    asked_for, remarked = _asked_for(rows), _open_remarks(rows)

    @cache
    def limit_of(days: int) -> tuple[str, int]:
        """What was recorded before this moment, and before this picture, may go."""
        bound = _bound(days, recorded_days, now)
        (young,) = rows.execute(
            "SELECT min(id) FROM evidence WHERE recorded_at >= ? AND recorded_at <= ?", (bound, utc_text(now))
        ).fetchone()
        return bound, sys.maxsize if young is None else young

    found = []
    for evidence_id, path, n_bytes, inspection_id, piece_name, lane, frame_index, recorded_at in rows.execute(
        """
        SELECT e.id, e.path, e.n_bytes, e.inspection_id, p.name, e.lane, e.frame_index, e.recorded_at
        FROM evidence AS e JOIN inspections AS i ON i.id = e.inspection_id JOIN pieces AS p ON p.uid = i.piece_uid
        WHERE e.state = 'kept' AND e.is_annotated = 0 AND i.state <> 'running' AND e.recorded_at < ? AND e.id < ?
        ORDER BY e.id
        """,
        limit_of(rule.keep_days),
    ):
        days = rule.days_of(
            is_critical=inspection_id in critical,
            is_rejected=verdicts.get(inspection_id) is Verdict.REJECT,
            is_flagged=(inspection_id, lane, frame_index) in asked_for,
        )
        if days == FOR_EVER:
            continue
        bound, young = limit_of(days)
        if recorded_at >= bound or evidence_id >= young:
            continue
        if not any(_is_about(about, lane, frame_index) for about in remarked.get(inspection_id, ())):
            found.append(Removable(evidence_id, path, n_bytes, inspection_id, piece_name, days))
    return tuple(found)


def _recorded_days(rows: sqlite3.Connection, now: datetime) -> list[str]:
    """Those on which an inspection began, "2026-03-01", newest first; none that is still to come."""
    return [
        day
        for (day,) in rows.execute(
            "SELECT DISTINCT substr(started_at, 1, 10) AS day FROM inspections WHERE started_at <= ? "
            "ORDER BY day DESC LIMIT ?",
            (utc_text(now), MOST_DAYS_RECORDED),
        )
    ]


def _bound(days: int, recorded_days: list[str], now: datetime) -> str:
    """UTC text: what was recorded before it may go; "" lets nothing go."""
    needed = min(days, MOST_DAYS_RECORDED)
    if len(recorded_days) < needed:
        return ""
    try:
        aged = utc_text(now - timedelta(days=days))
    except OverflowError:  # so many days ago there was no calendar
        return ""
    if recorded_days[min(needed, DAYS_WITHIN) - 1] < aged[:10]:
        return ""
    return min(aged, recorded_days[needed - 1])


def _critical(rows: sqlite3.Connection) -> set[str]:
    return {
        found
        for (found,) in rows.execute(
            "SELECT DISTINCT inspection_id FROM defects WHERE severity = 'critical' AND absorbed_by IS NULL"
        )
    }


def _asked_for(rows: sqlite3.Connection) -> set[tuple[str, int, int]]:
    """Frames that people asked for: their crops go no sooner."""
    return {
        (inspection_id, lane, frame_index)
        for inspection_id, lane, frame_index, because in rows.execute(
            "SELECT inspection_id, lane, frame_index, kept_because FROM evidence WHERE kind = 'frame'"
        )
        if _BY_PEOPLE & set(because.split(","))
    }


def _open_remarks(rows: sqlite3.Connection) -> dict[str, list[tuple[int, int | None]]]:
    """(lane, frame) of remarks around which nobody labelled a frame yet; frame None: all of the inspection."""
    labelled: dict[tuple[str, int], list[int]] = {}
    for inspection_id, lane, frame_index in rows.execute(
        "SELECT inspection_id, lane, frame_index FROM evidence WHERE is_annotated = 1"
    ):
        labelled.setdefault((inspection_id, lane), []).append(frame_index)
    found: dict[str, list[tuple[int, int | None]]] = {}
    for inspection_id, lane, frame_index in rows.execute("SELECT inspection_id, lane, frame_index FROM remarks"):
        done = labelled.get((inspection_id, lane), ())
        if frame_index is None or all(abs(one - frame_index) >= REMARK_REACH for one in done):
            found.setdefault(inspection_id, []).append((lane, frame_index))
    return found


def _is_about(remark: tuple[int, int | None], lane: int, frame_index: int) -> bool:
    of_lane, at = remark
    return at is None or (of_lane == lane and abs(at - frame_index) < REMARK_REACH)
