"""What was updated and taken back on this PC, from the audit logs of the workspaces: the newest last."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from inspector.audit.log import AUDIT_NAME, Audited, AuditLog
from inspector.core.messages import WorkspaceError
from inspector.texts import updates as texts

log = logging.getLogger("inspector.updates")

MAX_TOLD = 20


@dataclass(frozen=True, slots=True)
class Done:
    at: str  # UTC
    what: str  # of ``Audited``
    version: str
    before: str
    actor: str
    is_made: bool  # False: an entry behind says that nothing came of it

    @property
    def text(self) -> str:
        words = texts.WENT_BACK if self.what == Audited.PROGRAM_ROLLED_BACK else texts.UPDATED
        if not self.is_made:
            words = texts.WAS_NOT_MADE
        return words.translated(version=self.version, before=self.before, name=self.actor)


def last_updates(workspaces: Sequence[Path]) -> tuple[Done, ...]:
    """An update that stands in several workspaces is told once."""
    found: dict[tuple[str, str, str, str], Done] = {}
    for folder in workspaces:
        try:
            entries = AuditLog(folder / AUDIT_NAME).entries()
        except WorkspaceError as error:
            log.warning("%s", error)
            continue
        undone = {one.facts.get("entry") for one in entries if one.what == Audited.NOT_MADE}
        for one in entries:
            if one.what in (Audited.PROGRAM_UPDATED, Audited.PROGRAM_ROLLED_BACK):
                version, before = one.facts.get("version", "?"), one.facts.get("before", "?")
                is_made = str(one.number) not in undone
                done = Done(one.at, one.what, version, before, one.actor, is_made)
                found[one.at[:16], one.what, version, before] = done
    return tuple(sorted(found.values(), key=lambda one: one.at))[-MAX_TOLD:]
