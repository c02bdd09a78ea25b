"""How far a training is, at the foot of the window on every page: looked at every few seconds, off the Qt thread."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer

from inspector.session import Session
from inspector.workers.background import Background

if TYPE_CHECKING:
    from inspector.runs.watching import RunWatch

log = logging.getLogger("inspector.train")

LOOK_MS = 5000
LOOK = "look"  # key of the background work


class ShowsTraining(Protocol):
    def show_training(self, text: str, /) -> None: ...


class TrainingFoot:
    """Nothing is looked at before the workspace is open, and none is opened for it."""

    def __init__(self, window: ShowsTraining, session: Session, timer_of: QObject) -> None:
        self._window, self._session = window, session
        self._background = Background(lambda reason: log.info("%s", reason.to_json()), name="training foot")
        self._watch: RunWatch | None = None  # on the background thread alone
        self._timer = QTimer(timer_of)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def begin(self, after: threading.Event) -> None:
        self._background.start(after)
        self._timer.start()

    def look(self) -> None:
        if self._session.workspace is not None and not self._background.is_busy:
            self._background.run(self._foot, done=self._window.show_training, key=LOOK)

    def end(self, timeout_s: float = 20.0) -> bool:
        """After the event loop. True if in time."""
        self._timer.stop()
        self._background.end()
        return self._background.join(timeout_s)

    def _foot(self) -> str:
        from inspector.presenters.train_composer import foot_of
        from inspector.runs.watching import RunWatch

        workspace = self._session.workspace
        if workspace is None:
            return ""
        if self._watch is None:
            self._watch = RunWatch(workspace.runs)
        now = self._watch.look()
        return foot_of(next((run for run in now.runs if run.name in now.in_turn[:1]), None))
