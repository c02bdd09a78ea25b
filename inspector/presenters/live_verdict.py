"""The verdict of the piece on the Live page: what it is so far, or at the end, and what decided."""

from __future__ import annotations

from inspector.core.grading import Because, Judgement, Verdict
from inspector.screens.live import VerdictState
from inspector.texts.grading import DEPTH, outcome_text, reason_text, table_text, verdict_text


def verdict_state(judgement: Judgement) -> VerdictState:
    runs = any(one.because is Because.RUNNING for one in judgement.doubts)
    is_open = runs and judgement.verdict is Verdict.UNDECIDED
    deciding = judgement.deciding
    if is_open:  # what is known so far says more than that it still runs
        reason = outcome_text(judgement, deciding) if deciding is not None else ""
    else:
        reason = reason_text(judgement)
    return VerdictState(
        verdict=judgement.so_far if is_open else judgement.verdict,
        word=verdict_text(judgement),
        reason=reason,
        table=table_text(judgement.table),
        notes=(*judgement.notes, *([DEPTH.translated()] if judgement.table.limits_depth else [])),
    )
