"""Verdicts on pieces that were inspected long ago, from their records: no frame is inspected again.

records  +  table  ->  Judgement        one inspection
records  +  table  ->  Replay           all of them: "under version 4, 3 of 120 would change"
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from inspector.core.audit import current_actor
from inspector.core.grading import Judgement, PieceFacts, PieceState, Verdict
from inspector.grading.columns import NUMBERS, DefectColumns, columns_of_rows
from inspector.grading.table_text import TableFile
from inspector.pipeline.grading import facts_of, verdict_operation
from inspector.store.operations.operation import Operation
from inspector.store.queries import inspections, verdicts
from inspector.store.queries.inspections import InspectionRecord
from inspector.store.records import InspectionState
from inspector.texts.grading import reason_text

STATES = {
    InspectionState.RUNNING: PieceState.RUNNING,
    InspectionState.COMPLETED: PieceState.ENDED,
    InspectionState.CANCELLED: PieceState.ENDED,
    InspectionState.FAILED: PieceState.FAILED,
    InspectionState.UNFINISHED: PieceState.UNFINISHED,
}
ALL = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Regraded:
    """One inspection under the table, and the verdict that counts so far; None where it has none."""

    inspection_id: str
    piece_name: str
    started_at: str  # UTC text
    before: Verdict | None
    after: Verdict
    reason: str  # of ``after``, in words
    judgement: Judgement

    @property
    def would_change(self) -> bool:
        return self.before is not self.after


@dataclass(frozen=True, slots=True)
class Replay:
    """Newest first. ``n_other`` inspections are of pieces that the table is not for, or still run."""

    table: TableFile
    regraded: tuple[Regraded, ...]
    n_other: int = 0
    n_defects: int = 0

    def saved_as(self, saved: TableFile) -> Replay:
        """The same verdicts, by the version that this table was saved as meanwhile."""
        regraded = (
            replace(
                one,
                judgement=replace(one.judgement, table=saved.table, table_sha256=saved.sha256, table_toml=saved.toml),
            )
            for one in self.regraded
        )
        return replace(self, table=saved, regraded=tuple(regraded))

    @property
    def changed(self) -> tuple[Regraded, ...]:
        """Those that have a verdict and would get another."""
        return tuple(one for one in self.regraded if one.before is not None and one.would_change)

    @property
    def ungraded(self) -> tuple[Regraded, ...]:
        return tuple(one for one in self.regraded if one.before is None)


def stored_defects(rows: sqlite3.Connection, inspection_id: str) -> DefectColumns:
    return columns_of_rows(verdicts.defect_rows(rows, inspection_id, NUMBERS))


def stored_facts(rows: sqlite3.Connection, inspection: InspectionRecord) -> PieceFacts:
    edges = [
        across_mm + n_columns * mm_per_px
        for _, across_mm, mm_per_px, n_columns in verdicts.widths(rows, inspection.inspection_id)
        if across_mm is not None and mm_per_px is not None and n_columns
    ]
    state = STATES[inspection.state]
    return facts_of(inspection.piece_kind, state, inspection.coverage, max(edges) if edges else None)


def regraded(rows: sqlite3.Connection, inspection: InspectionRecord, table: TableFile) -> tuple[Judgement, int]:
    """The verdict of the table on one inspection, and how many defects it has."""
    defects = stored_defects(rows, inspection.inspection_id)
    return table.judge(defects, stored_facts(rows, inspection)), len(defects)


def replay(
    rows: sqlite3.Connection,
    table: TableFile,
    *,
    since: str = "",
    report: Callable[[int, int], None] = lambda done, total: None,
) -> Replay:
    """Every inspection that began at ``since`` or later (UTC text, a day alone will do), judged by the table."""
    known = verdicts.newest_of_all(rows)
    chosen = [one for one in inspections.recent(rows, limit=ALL) if one.started_at >= since]
    found: list[Regraded] = []
    n_other = n_defects = 0
    for done, one in enumerate(chosen):
        report(done, len(chosen))
        if one.state is InspectionState.RUNNING or not table.table.is_for(one.piece_kind):
            n_other += 1
            continue
        judgement, n = regraded(rows, one, table)
        n_defects += n
        found.append(
            Regraded(
                one.inspection_id, one.piece_name, one.started_at, known.get(one.inspection_id), judgement.verdict,
                reason_text(judgement), judgement,
            )
        )  # fmt: skip
    report(len(chosen), len(chosen))
    return Replay(table, tuple(found), n_other, n_defects)


def verdict_operations(regraded: Iterable[Regraded]) -> Sequence[Operation]:
    """What records these verdicts; those before stay in the records."""
    actor = current_actor()
    return [verdict_operation(one.inspection_id, one.judgement, actor) for one in regraded]
