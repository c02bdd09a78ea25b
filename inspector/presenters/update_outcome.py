"""One notice at the start, where the window closed for an update: what came of that."""

from __future__ import annotations

import logging
from collections.abc import Callable

from inspector.core.messages import InspectorError, Message
from inspector.workers.background import Background

log = logging.getLogger("inspector.updates")


class UpdateOutcome:
    def __init__(self, background: Background, *, tell: Callable[[Message], object]) -> None:
        self._background, self._tell = background, tell

    def begin(self) -> None:
        self._background.run(_look, done=self._told)

    def _told(self, found: Message | None) -> None:
        if found is not None:
            self._tell(found)


def _look() -> Message | None:
    from inspector.updates.handed_over import outcome
    from inspector.updates.installed import InstalledProgram, default_root, own_folder

    try:
        return outcome(own_folder(), InstalledProgram(default_root()))
    except InspectorError as error:  # a user without a home, of whom nothing is kept
        log.info("what came of an update is not known: %s", error)
        return None
