"""What looking through the chain found, in sentences."""

from __future__ import annotations

from inspector.audit.log import AuditCheck, BreakKind, ChainBreak
from inspector.texts import audit as texts


def check_text(check: AuditCheck, newest_at: str) -> str:
    """One sentence. ``newest_at``: when the newest entry was written, as it is shown."""
    if check.breaks:
        return texts.BROKEN.translated(n=len(check.breaks))
    return texts.WHOLE.translated(n=check.n_entries, at=newest_at) if check.n_entries else texts.EMPTY.translated()


def break_text(one: ChainBreak) -> str:
    match one.kind:
        case BreakKind.ALTERED:
            return texts.ALTERED.translated(line=one.line, number=one.number)
        case BreakKind.MISSING:
            return texts.MISSING.translated(n=one.n_entries, line=one.line, number=one.number)
        case BreakKind.OUT_OF_ORDER:
            return texts.OUT_OF_ORDER.translated(line=one.line, number=one.number)
        case BreakKind.CUT:
            return texts.CUT.translated(number=one.number, known_from=one.known_from)
        case BreakKind.DIFFERS:
            return texts.DIFFERS.translated(number=one.number, known_from=one.known_from)
        case BreakKind.HEAD_LOST:
            return texts.HEAD_LOST.translated()
