"""The shadow on the Models page: begun and ended for the chosen model, and its running score in one line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from inspector.core.messages import Message
from inspector.screens.models import ShadowState
from inspector.session import Session
from inspector.texts import models_page as texts
from inspector.workers.background import Background

if TYPE_CHECKING:
    from inspector.models_store.catalogue import StoredModel
    from inspector.pipeline.shadow import ShadowScore
    from inspector.views.models.models_page import ModelsPage

TICK_MS = 1000


class ShadowDesk:
    """One press begins the shadow of the chosen model, or ends it where it is that model's. Qt thread."""

    def __init__(
        self, page: ModelsPage, session: Session, background: Background, notify: Callable[[Message], object]
    ) -> None:
        self._page, self._session, self._background, self._notify = page, session, background, notify
        self._model: StoredModel | None = None
        self._why_none = ""  # chosen
        self._is_working = False
        self._shown: ShadowState | None = None
        self._timer = QTimer(page)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._on_tick)

    def show_model(self, model: StoredModel | None, why_none: str) -> None:
        """The chosen one; from the first on the score is followed."""
        self._model, self._why_none = model, why_none
        self._show()
        if not self._timer.isActive():
            self._timer.start()

    def end(self) -> None:
        self._timer.stop()

    def press(self) -> None:
        session, model = self._session, self._model
        if model is None or self._why_not():
            return
        file = None if self._goes_on(model) else model.file
        self._is_working = True
        self._show()

        def done(_: None) -> None:
            self._is_working = False
            self._show()

        def failed(reason: Message) -> None:
            self._is_working = False
            self._show()
            self._notify(reason)

        self._background.run(lambda: session.shadow(file), done=done, failed=failed)

    def _goes_on(self, model: StoredModel) -> bool:
        score = self._session.shadow_score
        return score is not None and score.ended is None and score.candidate_sha256 == model.sha256

    def _why_not(self) -> str:
        in_use, model = self._session.in_use, self._model
        if model is None:
            return self._why_none
        if self._is_working:
            return texts.SHADOW_OPENING.translated(model=model.title)
        if in_use is None:
            return texts.NOTHING_IN_USE.translated()
        return texts.ALREADY_ACTIVE.translated() if in_use.model.sha256 == model.sha256 else ""

    def _on_tick(self) -> None:
        if self._page.isVisible():
            self._show()

    def _show(self) -> None:
        why_not, score = self._why_not(), self._session.shadow_score
        if self._is_working and self._model is not None and not self._goes_on(self._model):
            line = texts.SHADOW_OPENING.translated(model=self._model.title)
        else:
            line = _line_of(score)
        state = ShadowState(line, why_not)
        if state != self._shown:
            self._shown = state
            self._page.show_shadow(state)


def _line_of(score: ShadowScore | None) -> str:
    if score is None:
        return ""
    from inspector.pipeline.shadow_words import shadow_line  # with what a shadow needs, which is loaded by now

    return shadow_line(score)
