"""A candidate in the shadow of a session's model: one at a time, begun, ended, and what it disagrees about kept.

shadow(file)  ►  (pieces come and go) ►  shadow(another), shadow(None), or finish
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.core.messages import Code, Message, ModelError, message
from inspector.in_use import InUse
from inspector.inference.loaded_model import LoadedModel
from inspector.records_desk import RecordsDesk
from inspector.workspace_desk import WorkspaceDesk

if TYPE_CHECKING:
    from inspector.inference.opening import Opening
    from inspector.pipeline.shadow import Shadow, ShadowScore


class ShadowDesk:
    def __init__(
        self, workspace: WorkspaceDesk, records: RecordsDesk, niceness: int, in_use: Callable[[], InUse | None],
        open_beside: Callable[[Path, Opening | None], LoadedModel], record_event: Callable[[Message, str], None],
    ) -> None:  # fmt: skip
        """``open_beside`` a line that may run; ``record_event`` with the name of the plant's line."""
        self._workspace, self._records, self._niceness = workspace, records, niceness
        self._in_use, self._open_beside, self._record_event = in_use, open_beside, record_event
        self._shadowing = threading.Lock()  # one beginning or end after the other; before all locks of a session
        self.newest: Shadow | None = None  # the one that goes on, or the last one

    @property
    def score(self) -> ShadowScore | None:
        """Of the one in shadow, or of the last one, which says how it ended; None before the first."""
        shadow = self.newest
        return shadow.score if shadow is not None else None

    def shadow(self, file: Path | None, every_n: int = 10, opening: Opening | None = None) -> None:
        """The model of this file looks at every n-th frame that is inspected from now on, where the PC has time, beside
        the model in use; whatever pieces come, until another model is in use or this is called again. None ends it.

        Who begins another one ends the one before. It opens where a line may run, so it waits: off the Qt thread.
        Raises ModelError, also for the model in use itself (SHADOW_OF_ITSELF), and WorkspaceError; the one before goes
        on then. Raises ValueError where no model is in use yet.
        """
        from inspector.pipeline.shadow import Shadow

        with self._shadowing:
            if file is None:
                self.end()
                return
            in_use, plant_line = self._in_use(), self._workspace.open().settings.name
            if in_use is None:
                raise ValueError("a model is in use before another one is in its shadow")
            model = self._open_beside(file, opening)
            if opening is not None and opening.is_given_up:
                raise ModelError(message(Code.MODEL_GIVEN_UP, path=str(file)))
            titles = [one.card.title for one in (model, in_use)]
            if model.sha256 == in_use.model.sha256:
                raise ModelError(message(Code.SHADOW_OF_ITSELF, model=titles[0]))
            self.end()
            shadow = Shadow(
                model, in_use.model, self._records.keep_disagreement, every_n=every_n, niceness=self._niceness,
                on_end=lambda told: self._record_event(told, plant_line),
            )  # fmt: skip
            begun = message(Code.SHADOW_BEGUN, model=titles[0], active=titles[1], every_n=every_n)
            self._record_event(begun, plant_line)
            shadow.start()
            self.newest = shadow

    def finish(self) -> None:
        """End it once it has compared what it has in hand: for who need not wait for anything else."""
        with self._shadowing:
            if self.newest is not None:
                self.newest.end(finishes=True)

    def end(self) -> None:
        """``_shadowing`` is held, or nobody begins another one any more."""
        if self.newest is not None:
            self.newest.end()
