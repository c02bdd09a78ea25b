"""One quiet notice at the start, where the program ended before without anybody having wished it."""

from __future__ import annotations

import logging
from collections.abc import Callable

from inspector.core.audit import utc_now
from inspector.core.messages import Code, InspectorError, Message, message
from inspector.core.piece import Absence
from inspector.session import Session
from inspector.texts import formats
from inspector.texts import upkeep as texts
from inspector.workers.background import Background

log = logging.getLogger("inspector.ends")


class UnexpectedEnds:
    def __init__(self, session: Session, background: Background, *, tell: Callable[[Message], object]) -> None:
        self._session, self._background, self._tell = session, background, tell

    def begin(self) -> None:
        self._background.run(self._look, done=self._told)

    def _told(self, found: Message | None) -> None:
        if found is not None:
            self._tell(found)

    def _look(self) -> Message | None:
        from inspector.upkeep.ends import add_to_report, claimed_ends

        ends = claimed_ends()
        if not ends:
            return None
        absence = self._absence()
        last = ends[-1]
        add_to_report(last, absence)
        for end in ends:
            log.error("%s of %s ended unexpectedly, see %s", end.what, end.began_at, end.report)
        if last.crashed_at is not None:
            at = f"{last.crashed_at.astimezone():%Y-%m-%d %H:%M:%S}"
        elif absence is not None:
            at = f"{absence.since.astimezone():%Y-%m-%d %H:%M:%S}"
        else:
            at = texts.AFTER_START.translated(at=last.began_at[:16].replace("T", " "))
        return message(Code.ENDED_UNEXPECTEDLY, at=at, missed=missed_text(absence), report=str(last.report))

    def _absence(self) -> Absence | None:
        try:
            return self._session.absence(None)
        except InspectorError as error:  # the page says so itself
            log.info("what was inspected at the end is not known: %s", error)
            return None


def missed_text(absence: Absence | None) -> str:
    """What passed since then without being looked at, as far as anybody can tell."""
    if absence is None:
        return texts.MISSED_NOTHING.translated()
    piece, away_s = absence.piece.id, max(0.0, (utc_now() - absence.since).total_seconds())
    if not absence.is_live:
        return texts.MISSED_REST.translated(piece=piece)
    if absence.m_per_s is None:
        return texts.MISSED_TIME.translated(piece=piece, s=round(away_s))
    return texts.MISSED_LENGTH.translated(piece=piece, m=formats.decimal(away_s * absence.m_per_s, 1), s=round(away_s))
