"""The sink that grades: the verdict while a piece runs, and the one that is recorded at its end.

    defects as they come, grow and are absorbed  +  coverage  ►  Judgement, twice a second  ►  table verdicts

Stands behind the sink that records: a verdict is about what was recorded.
"""

from __future__ import annotations

import time
from typing import ClassVar

from inspector.core.audit import AuditStamp
from inspector.core.grading import Judgement, PieceFacts, PieceState
from inspector.core.messages import Code, StoreError, message
from inspector.core.piece import Coverage
from inspector.grading.columns import GrowingColumns
from inspector.grading.table_text import TableFile
from inspector.pipeline.result import InspectionResult
from inspector.pipeline.sink import InspectionEnd, InspectionStart, Outcome, Sink
from inspector.store.operations.verdicts import RecordVerdict
from inspector.store.writer import StoreWriter
from inspector.texts.grading import reason_text

JUDGED_EVERY_S = 0.5
SHARE_OF_TIME = 0.05  # of the finishing thread, at most: a piece of very many defects is judged less often
ROOM_S = 5.0  # for the verdict, where the records wait for the disk


class GradingSink(Sink):
    """``judgement`` is the newest; it may be read on any thread."""

    is_required: ClassVar[bool] = False  # a verdict can be given later, from the records

    def __init__(self, table: TableFile, writer: StoreWriter) -> None:
        self._table = table
        self._writer = writer
        self._columns = GrowingColumns()
        self._start: InspectionStart | None = None
        self._coverage = Coverage()
        self._widths_mm: dict[int, float] = {}  # by lane: its right edge, from the reference edge
        self._due_s = 0.0  # time.monotonic()
        self.judgement: Judgement | None = None

    def begin(self, start: InspectionStart) -> None:
        self._start = start
        self._judge(PieceState.RUNNING)

    def inspected(self, result: InspectionResult) -> None:
        for defect in result.defects:
            self._columns.put(defect)
        for defect_id, _ in result.absorbed:
            self._columns.remove(defect_id)
        placement = result.placement
        if placement.across_mm is not None and placement.scale is not None:
            width_mm = placement.across_mm + result.frame.width * placement.scale.mm_per_px_across
            self._widths_mm[placement.lane] = max(width_mm, self._widths_mm.get(placement.lane, 0.0))

    def covered(self, coverage: Coverage) -> None:
        self._coverage = coverage
        began_s = time.monotonic()
        if began_s >= self._due_s:
            self._judge(PieceState.RUNNING)
            took_s = time.monotonic() - began_s
            self._due_s = began_s + max(JUDGED_EVERY_S, took_s / SHARE_OF_TIME)

    def end(self, end: InspectionEnd) -> None:
        """Raises StoreError where the verdict could not be recorded."""
        self._coverage = end.coverage
        self._judge(PieceState.FAILED if end.outcome is Outcome.FAILED else PieceState.ENDED)
        start, judgement = self._start, self.judgement
        if start is None or judgement is None:
            return
        verdict = verdict_operation(start.inspection_id, judgement, start.stamp.actor)
        if not self._writer.submit(verdict, timeout_s=ROOM_S):
            raise StoreError(message(Code.STORE_PAUSED, n_waiting=1))

    def _judge(self, state: PieceState) -> None:
        start = self._start
        if start is None:
            return
        # Lanes without a place of their own begin at the reference edge, as a single camera does.
        widths = self._widths_mm.values()
        facts = facts_of(start.piece.kind, state, self._coverage, max(widths) if widths else None)
        self.judgement = self._table.judge(self._columns.read(), facts)


def facts_of(kind: str, state: PieceState, coverage: Coverage | None, width_mm: float | None) -> PieceFacts:
    if coverage is None:
        return PieceFacts(kind, state, 0.0)
    share = coverage.inspected / coverage.seen if coverage.seen else 0.0
    length_mm = coverage.seen if coverage.unit == "mm" else None
    return PieceFacts(kind, state, share, coverage.n_unknown, length_mm, width_mm)


def verdict_operation(inspection_id: str, judgement: Judgement, actor: str) -> RecordVerdict:
    table = judgement.table
    return RecordVerdict(
        inspection_id, judgement.verdict, reason_text(judgement), table.name, table.version, judgement.table_sha256,
        judgement.table_toml, stamp=AuditStamp(AuditStamp.now().at, actor),
    )  # fmt: skip
